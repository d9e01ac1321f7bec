//! The process of a browser, the pipes to it, and its end.
//!
//! Chromium reads commands from descriptor 3 and writes answers to 4. A shell sets up the pipes,
//! starts the browser, and stays as its guard. When this program is gone, whether it returned, was
//! interrupted or was killed, a pipe that it alone holds is closed; the guard then ends the browser
//! and removes its profile.

#![expect(clippy::disallowed_methods, reason = "a browser has a limit to end")]

use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, PipeWriter, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The script of the guard. `$1` is the profile, the rest is the browser with its arguments.
///
/// Its standard error is the reading end of a pipe on which nothing ever arrives: reading ends with
/// this program. Finally, the remaining processes of the browser's group end, including the guard.
#[cfg(unix)]
const GUARD: &str = r#"
profile=$1
shift
exec 3<&0 4>&1
"$@" </dev/null >/dev/null 2>/dev/null &
browser=$!
exec 3<&- 4>&- </dev/null >/dev/null
{ read -r nothing <&2; kill -KILL $browser; } &
wait $browser
rm -rf "$profile" || { sleep 1; rm -rf "$profile"; }
kill -KILL 0
"#;

/// How long a browser may take to end by itself on request.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long the guard may take to remove the profile.
const TIDYING: Duration = Duration::from_secs(5);

/// How often is looked whether it ended.
const GLANCE: Duration = Duration::from_millis(5);

/// A message with more bytes cannot be the answer to any call.
const LONGEST: usize = 256 << 20;

/// How many answers may be queued.
const WAITING: usize = 64;

/// A browser that runs.
pub(super) struct Process {
    guard: Child,
    /// Commands to it; a thread writes them, since a browser that hangs reads nothing.
    commands: Option<Sender<Vec<u8>>>,
    /// Answers from it; disconnected once it ended.
    pub(super) answers: Receiver<Vec<u8>>,
    /// While this is open the browser may run.
    life: Option<PipeWriter>,
    /// Its data while it runs; the guard removes them.
    _profile: TempDir,
}

impl Process {
    /// Starts a browser with these arguments.
    pub(super) fn start(browser: &Path, arguments: &[&str]) -> io::Result<Self> {
        let profile = tempfile::Builder::new().prefix("deckyard-browser-").tempdir()?;
        let (end, life) = io::pipe()?;
        let mut data = OsString::from("--user-data-dir=");
        data.push(profile.path());
        let mut guard = guard(profile.path())?
            .arg(browser)
            .args(arguments)
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(end)
            .spawn()?;
        let pipes = guard.stdin.take().zip(guard.stdout.take());
        let (input, output) = pipes.ok_or_else(|| io::Error::other("no pipe to the browser"))?;
        let (commands, answers) = (writing(input)?, reading(output)?);
        let (commands, life) = (Some(commands), Some(life));
        Ok(Self { guard, commands, answers, life, _profile: profile })
    }

    /// Sends a message. A call that the browser does not receive gets no answer.
    pub(super) fn send(&self, message: Vec<u8>) {
        if let Some(commands) = &self.commands {
            let _ = commands.send(message);
        }
    }

    fn has_ended_within(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        loop {
            match self.guard.try_wait() {
                Ok(Some(_)) => return true,
                Ok(None) if Instant::now() < until => std::thread::sleep(GLANCE),
                Ok(None) | Err(_) => return false,
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Closes its pipe, which ends it.
        self.commands = None;
        if self.has_ended_within(FAREWELL) {
            return;
        }
        self.life = None;
        if self.has_ended_within(TIDYING) {
            return;
        }
        let _ = self.guard.kill();
        let _ = self.guard.wait();
    }
}

/// The guard of a browser with this profile.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
fn guard(profile: &Path) -> io::Result<Command> {
    use std::os::unix::process::CommandExt as _;

    let mut guard = Command::new("/bin/sh");
    guard.args(["-c", GUARD, "deckyard"]).arg(profile);
    // Ctrl-C ends this program; the guard does the rest.
    guard.process_group(0);
    Ok(guard)
}

/// On Windows, a program can pass only the three standard pipes to others.
#[cfg(not(unix))]
fn guard(_profile: &Path) -> io::Result<Command> {
    let why = "Deckyard talks to browsers through pipes of a kind that Windows does not have; use WSL, or print the deck's page";
    Err(io::Error::other(why))
}

/// A thread that writes messages to a browser.
fn writing(mut input: ChildStdin) -> io::Result<Sender<Vec<u8>>> {
    let (sender, messages) = channel::<Vec<u8>>();
    std::thread::Builder::new().name("browser-commands".to_owned()).spawn(move || {
        for mut message in messages {
            message.push(0);
            if input.write_all(&message).is_err() {
                return;
            }
        }
    })?;
    Ok(sender)
}

/// A thread that reads messages of a browser.
fn reading(output: ChildStdout) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, messages) = sync_channel(WAITING);
    std::thread::Builder::new().name("browser-answers".to_owned()).spawn(move || {
        let mut reader = BufReader::with_capacity(1 << 16, output);
        loop {
            let mut message = Vec::new();
            let mut limited = io::Read::take(&mut reader, LONGEST as u64);
            match limited.read_until(0, &mut message) {
                Ok(1..) if message.pop() == Some(0) && sender.send(message).is_ok() => {}
                Ok(_) | Err(_) => return,
            }
        }
    })?;
    Ok(messages)
}
