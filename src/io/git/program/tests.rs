//! Programs that replace git and do not end, or print too much.

use std::process::Command;
use std::time::{Duration, Instant};

use super::{CommandLimits, GitOutcome, GitTrouble, finished, is_dropped};

const BRIEF: CommandLimits = CommandLimits { time: Duration::from_millis(300), bytes: 1 << 20 };
const LONG: CommandLimits = CommandLimits { time: Duration::from_secs(100), bytes: 1 << 20 };

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

#[test]
fn what_takes_too_long_is_ended() {
    let start = Instant::now();
    for script in ["exec sleep 100", "echo said; exec sleep 100", "exec >&- 2>&-; exec sleep 100"] {
        let ended = finished(shell(script), None, BRIEF);
        assert_eq!(ended.unwrap_err(), GitTrouble::Slow(0), "{script}");
    }
    assert!(start.elapsed() < Duration::from_secs(50), "{:?}", start.elapsed());
}

#[test]
fn what_never_ends_to_speak_is_ended() {
    let ended = finished(shell("exec cat /dev/zero"), None, LONG);
    assert!(matches!(ended, Err(GitTrouble::Flood(_))), "{ended:?}");
    let ended = finished(shell("exec cat /dev/zero >&2"), None, BRIEF);
    assert!(ended.is_err() || matches!(ended, Ok(GitOutcome::Refused(_))), "{ended:?}");
}

#[test]
fn answers_and_refusals_are_told_apart() {
    let ended = finished(shell("cat; echo done"), Some(b"in ".to_vec()), LONG).unwrap();
    assert_eq!(ended.said().unwrap(), b"in done\n");
    let ended = finished(shell("echo no >&2; exit 3"), None, LONG).unwrap();
    assert!(matches!(ended, GitOutcome::Refused(words) if words == "no\n"));
    let missing = finished(Command::new("no-such-program"), None, LONG);
    assert!(matches!(missing, Err(GitTrouble::Missing(_))));
}

#[test]
fn only_settings_of_the_user_are_passed_on() {
    for name in ["GIT_DIR", "GIT_SSH_COMMAND", "GIT_TRACE2_EVENT", "GIT_EXEC_PATH", "git_pager"] {
        assert!(is_dropped(&name.into()), "{name}");
    }
    for name in ["GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_GLOBAL", "HOME", "GITHUB_REF"]
    {
        assert!(!is_dropped(&name.into()), "{name}");
    }
}
