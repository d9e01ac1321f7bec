//! Blocks of commands: run in a site, and compared with the output on the page.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use regex::Regex;

use crate::blocks::Block;
use crate::sites::Scratch;

/// How long a command may take. A server has the same time to report where it listens.
const PATIENCE: Duration = Duration::from_secs(20);

/// Commands that run until they are stopped, and the text after which they are ready.
const SERVERS: [(&str, &str); 2] = [("deckyard serve", "Ctrl-C"), ("--watch", "Ctrl-C")];

/// The programs that blocks may start: whatever a page says, a test neither installs nor fetches anything.
const PROGRAMS: [&str; 9] = ["deckyard", "git", "mkdir", "cp", "mv", "rm", "cat", "ls", "echo"];

/// A command, and the lines that the page shows below it.
struct Step {
    command: String,
    shown: Vec<String>,
}

fn steps(block: &Block) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block.body.lines() {
        let command = match block.language.as_str() {
            "console" => line.strip_prefix("$ "),
            _ => Some(line).filter(|line| !line.trim().is_empty() && !line.starts_with('#')),
        };
        match (command, steps.last_mut()) {
            (Some(command), _) => {
                steps.push(Step { command: command.to_owned(), shown: Vec::new() });
            }
            (None, Some(step)) if block.language == "console" => step.shown.push(line.to_owned()),
            (None, _) => {}
        }
    }
    steps
}

/// Runs the commands of a block.
pub(crate) fn run(block: &Block, site: &mut Scratch) -> Result<(), String> {
    let steps = steps(block);
    if steps.is_empty() {
        return Err("the block has no command: in a `console` block, begin it with `$ `".to_owned());
    }
    steps.iter().try_for_each(|step| {
        if let Some(folder) = step.command.strip_prefix("cd ") {
            return site.enter(folder);
        }
        let program = step.command.split_whitespace().next().unwrap_or_default();
        if !PROGRAMS.contains(&program) {
            return Err(format!("`{program}` is not started by tests: say skip=REASON"));
        }
        let server = SERVERS.iter().find(|(words, _)| step.command.contains(words));
        let (output, status) = match server {
            Some((_, ready)) => (served(&step.command, site, ready)?, block.status),
            None => finished(&step.command, site)?,
        };
        if status != block.status {
            return Err(format!("`{}` ends with status {status}:\n{output}", step.command));
        }
        compare(&step.shown, &output).map_err(|what| format!("`{}` {what}", step.command))
    })
}

/// A command of a shell, in the site; both outputs go where the first one goes.
fn shell(command: &str, site: &Scratch) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1; {command}")]);
    site.prepare(&mut shell);
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    shell
}

fn finished(command: &str, site: &Scratch) -> Result<(String, i32), String> {
    let child = shell(command, site).spawn().map_err(|error| error.to_string())?;
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((text, output.status.code().unwrap_or(-1)))
}

/// The output of a server until it is ready; then it is stopped.
fn served(command: &str, site: &Scratch, ready: &str) -> Result<String, String> {
    let mut child =
        shell(&format!("exec {command}"), site).spawn().map_err(|error| error.to_string())?;
    let said = heard(&mut child, ready);
    // It may have ended by itself, with an error in its output.
    let _ = child.kill();
    let _ = child.wait();
    if said.contains(ready) {
        return Ok(said);
    }
    Err(format!("`{command}` was not ready:\n{said}"))
}

fn heard(child: &mut Child, ready: &str) -> String {
    let stdout = child.stdout.take().expect("a pipe");
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        // Once the server is ready, its output is no longer read.
        lines.for_each(|line| _ = sender.send(line));
    });
    let end = Instant::now() + PATIENCE;
    let mut said = String::new();
    while let Ok(line) = receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
        said.extend([&line, "\n"]);
        if line.contains(ready) {
            break;
        }
    }
    said
}

/// A line in which values that differ between runs are replaced by placeholders.
fn steady(line: &str) -> String {
    let mut line = line.trim_end().to_owned();
    for (pattern, sign) in [
        (r"\b\d+(\.\d+)? ?(ms|s)\b", "TIME"),
        (r"\b\d+(\.\d+)? ?(bytes|KB|MB|KiB|MiB)\b", "SIZE"),
        (r"127\.0\.0\.1:\d+", "ADDRESS"),
        (r"\b[0-9a-f]{10,40}\b", "COMMIT"),
        (r"\b\d+\.\d+\.\d+\b", "VERSION"),
    ] {
        let pattern = Regex::new(pattern).expect("a pattern");
        line = pattern.replace_all(&line, sign).into_owned();
    }
    line
}

/// Compares the shown output with the real one. A line `…` matches any lines, `…` in a line any
/// text.
pub(crate) fn compare(shown: &[String], said: &str) -> Result<(), String> {
    let mut pattern = String::from(r"(?s)\A");
    let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).collect();
    let end = shown.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    if end == 0 {
        return Ok(());
    }
    for line in &shown[..end] {
        if line.trim() == "…" {
            pattern += r"(?:[^\n]*\n)*?";
            continue;
        }
        let parts: Vec<_> = line.split('…').map(|part| regex::escape(&steady_part(part))).collect();
        pattern += &parts.join("[^\n]*?");
        pattern.push('\n');
    }
    pattern += r"\n*\z";
    let said: String = said.lines().map(|line| steady(line) + "\n").collect();
    let is_equal = Regex::new(&pattern).expect("a pattern").is_match(&said);
    let wrong = || format!("prints, with times, sizes and addresses replaced:\n{said}");
    is_equal.then_some(()).ok_or_else(wrong)
}

/// Part of a line between two `…`, including trailing spaces.
fn steady_part(part: &str) -> String {
    let n_blanks = part.len() - part.trim_end().len();
    steady(part) + &" ".repeat(n_blanks)
}

#[test]
fn outputs_are_compared_but_for_what_differs_from_run_to_run() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let holds = |shown: &str, said: &str| compare(&lines(shown), said).is_ok();
    assert!(holds("built in 2.1 ms\n", "built in 17 ms\n"));
    assert!(holds("a\n…\nd", "a\nb\nc\nd\n") && holds("a … d", "a b c d\n"));
    assert!(!holds("a\nd", "a\nb\nd\n") && !holds("3 slides", "4 slides\n"));
    assert!(!holds("a", "a\nb\n") && holds("", "whatever\n"));
}
