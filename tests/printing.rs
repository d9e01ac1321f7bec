//! Commands that start a browser, with browsers that are missing, end, hang or answer nonsense:
//! their messages, and that no process remains. `tests/browser/pdf.test.mjs` checks the output of a
//! real one.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The time limit for processes to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser that runs, gives no answer, and has a child that does the same.
const HANGS: &str = "echo $$ >\"$FOLDER/pids\"\nsleep 600 &\necho $! >>\"$FOLDER/pids\"\nwait";

/// A site of one deck, a browser beside it, and a folder for temporary files.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(TempDir::new().expect("a folder"));
        site.file("site/slides/talk.yml", "title: Bread\ncontent:\n- bread.md\n");
        site.file("site/slides/bread.md", "# Flour\n\n---\n\n# Water\n");
        fs::create_dir(site.path("temporary")).expect("a folder");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Writes a program that simulates a browser.
    fn browser(&self, script: &str) {
        self.file("browser", &format!("#!/bin/sh\n{script}\n"));
        let rights = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.path("browser"), rights).expect("a program");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        command.args(arguments).current_dir(self.path("site"));
        command.env("CHROMIUM", self.path("browser")).env("TMPDIR", self.path("temporary"));
        command.env("FOLDER", self.0.path()).env("DECKYARD_CACHE", "");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// The message of a command that fails because of the machine.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{said}");
        said.replace(&self.0.path().display().to_string(), "…")
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().expect("it starts")
    }

    /// The processes of the browser, once it runs.
    fn processes(&self) -> Vec<String> {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = fs::read_to_string(self.path("pids")).unwrap_or_default();
            let pids: Vec<_> = text.lines().map(str::to_owned).collect();
            if pids.len() == 2 {
                return pids;
            }
            assert!(Instant::now() < until, "the browser does not run");
            sleep(Duration::from_millis(10));
        }
    }

    /// Nothing remains: no process, no profile.
    #[track_caller]
    fn assert_tidy(&self, processes: &[String]) {
        let until = Instant::now() + PATIENCE;
        loop {
            let living: Vec<_> = processes.iter().filter(|pid| lives(pid)).collect();
            let left: Vec<_> = fs::read_dir(self.path("temporary"))
                .expect("the folder")
                .map(|entry| entry.expect("an entry").file_name())
                .collect();
            if living.is_empty() && left.is_empty() {
                return;
            }
            assert!(Instant::now() < until, "left: {living:?} {left:?}");
            sleep(Duration::from_millis(10));
        }
    }
}

/// Whether a process runs: a zombie does not.
fn lives(pid: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", pid]).output().expect("ps");
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

#[test]
fn a_missing_browser_is_named_with_what_to_do() {
    let site = Site::new();
    let said = site.refused(&["export", "pdf", "talk"]);
    assert_eq!(
        said,
        "error[no-browser]: there is no browser `…/browser`\n │\n ╰ help: name an installed Chromium, Chrome or Edge \
         with `--browser PATH`, or set `CHROMIUM`\n\n"
    );
    let said = site.refused(&["export", "png", "talk", "--browser", "no-such-browser"]);
    assert!(
        said.starts_with("error[no-browser]: there is no browser `no-such-browser`\n"),
        "{said}"
    );
    let output = site
        .command(&["export", "pdf", "talk"])
        .env_remove("CHROMIUM")
        .env("PATH", "/nowhere")
        .output();
    let said = String::from_utf8(output.expect("it runs").stderr).expect("UTF-8");
    // The usual folders of browsers are searched, too: on a machine with one there, it is found.
    assert!(
        said.contains("Chromium, which prints the slides, is not installed")
            || cfg!(target_os = "macos"),
        "{said}"
    );
}

#[test]
fn a_browser_that_ends_is_told() {
    let site = Site::new();
    for script in ["exit 1", "echo no such flag >&2; exit 0", "kill -KILL $$"] {
        site.browser(script);
        let said = site.refused(&["export", "pdf", "talk"]);
        assert!(
            said.starts_with(
                "error[browser-failed]: the deck `talk` could not be printed: …/browser could not be started: it ended \
                 at once, without an answer\n"
            ),
            "{said}"
        );
        site.assert_tidy(&[]);
    }
    assert!(!site.path("site/talk.pdf").exists());
}

#[test]
fn nonsense_is_no_answer() {
    let site = Site::new();
    site.browser("printf 'Hello\\0' >&4; exec sleep 600");
    let said = site.refused(&["export", "pdf", "talk"]);
    assert!(said.starts_with("error[browser-failed]: "), "{said}");
    // A browser of another kind, which rejects unknown options.
    site.browser(
        "printf '{\"id\":1,\"error\":{\"message\":\"unknown method\"}}\\0' >&4; exec sleep 600",
    );
    let said = site.refused(&["export", "pdf", "talk"]);
    assert!(said.contains("Browser.getVersion: unknown method"), "{said}");
    site.assert_tidy(&[]);
}

#[test]
fn a_browser_that_hangs_is_ended() {
    let site = Site::new();
    site.browser(HANGS);
    let said = site.refused(&["export", "pdf", "talk", "--timeout", "1"]);
    assert!(
        said.starts_with(
            "error[browser-failed]: the deck `talk` could not be printed: …/browser did not answer within 1 s\n"
        ),
        "{said}"
    );
    assert!(said.contains("`--timeout SECONDS`"), "{said}");
    site.assert_tidy(&site.processes());
}

#[test]
fn whatever_ends_the_program_ends_the_browser() {
    for signal in ["INT", "TERM", "KILL"] {
        let site = Site::new();
        site.browser(HANGS);
        let mut program = site.start(&["export", "pdf", "talk"]);
        let processes = site.processes();
        let pid = program.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &pid]).status();
        assert!(sent.expect("kill").success());
        let _ = program.wait().expect("it ends");
        site.assert_tidy(&processes);
    }
}

#[test]
fn a_build_that_cannot_print_writes_nothing() {
    let site = Site::new();
    site.file("site/workshops.yml", "site:\n  downloads: [pdf]\n");
    let said = site.refused_build();
    assert!(said.starts_with("error[no-browser]: there is no browser `…/browser`\n"), "{said}");
    assert!(!site.path("site/public").exists());
    // Checking a site does not require a browser.
    let output = site.run(&["check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl Site {
    #[track_caller]
    fn refused_build(&self) -> String {
        let output = self.run(&["build"]);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{said}");
        said.replace(&self.0.path().display().to_string(), "…")
    }
}

#[test]
fn files_that_cannot_be_written_are_told_before_anything_is_printed() {
    let site = Site::new();
    site.browser("touch \"$FOLDER/started\"; exit 1");
    site.file("site/there.pdf", "mine");
    let said = site.refused(&["export", "pdf", "talk", "-o", "there.pdf"]);
    assert_eq!(
        said,
        "error: there.pdf exists; name another file with --out, or replace it with --force\n"
    );
    let said = site.refused(&["export", "pdf", "talk", "-o", "nowhere/talk.pdf"]);
    assert_eq!(said, "error: cannot write nowhere/talk.pdf: there is no folder nowhere\n");
    let said = site.refused(&["export", "pdf", "tak"]);
    assert_eq!(said, "error: there is no deck `tak`; did you mean `talk`?\n");
    assert!(!site.path("started").exists(), "a browser was started");
    assert_eq!(fs::read_to_string(site.path("site/there.pdf")).expect("the file"), "mine");
}

#[test]
fn private_notes_are_refused() {
    let site = Site::new();
    site.browser("exit 1");
    site.file("site/slides/talk.yml", "title: Bread\nnotes: private\ncontent:\n- bread.md\n");
    let said = site.refused(&["export", "pdf", "talk", "--notes"]);
    assert_eq!(
        said,
        "error: the notes of `talk` are private: without `--notes` its slides are printed\n"
    );
}
