//! Builds that are cancelled because the text has changed, and builds that never end.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{PATIENCE, Program, Served, html, site, write};

/// A chapter whose slides no build has seen yet.
fn large(mark: &str, slides: usize) -> String {
    let mut text = String::new();
    for number in 0..slides {
        let code = format!("```js\nconst {mark}{number} = (a, b) => [a, b, {number}];\n```\n");
        write!(text, "## {mark} {number}\n\n{}---\n\n", code.repeat(4)).expect("a string");
    }
    text
}

#[test]
fn a_newer_text_does_not_wait_for_the_build_of_an_older_one() {
    let site = site();
    let file = site.path().join("slides/a.md");
    let served = Served::new(site.path());
    let arrives = |text: &str| {
        let saved = Instant::now();
        while !served.get("one.html").contains(text) {
            assert!(saved.elapsed() < 3 * PATIENCE, "{text}");
            std::thread::sleep(Duration::from_millis(5));
        }
        saved.elapsed()
    };
    write(&file, &large("first", 100));
    let small = arrives("first 99");
    // So large that a build takes seconds on any machine.
    let slides = usize::try_from(100 * 4000 / small.as_millis().max(1)).expect("a number");
    let slides = slides.clamp(100, 8000);
    write(&file, &large("second", slides));
    let whole = arrives(&format!("second {}", slides - 1));
    write(&file, &large("third", slides));
    std::thread::sleep(whole / 5);
    write(&file, "# Small\n\nthe newest\n");
    let newest = arrives("the newest");
    println!("{slides} slides take {whole:?}, the newest text in their place {newest:?}");
    assert!(newest < whole / 3, "{newest:?} of {whole:?}");
    // Cancelled work is done when it is needed again.
    write(&file, &large("third", slides));
    arrives(&format!("third {}", slides - 1));
}

/// A folder with a `git` that never ends when asked for the revision `endless`, as long as a file
/// exists.
struct Endless {
    folder: TempDir,
}

impl Endless {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let endless = Self { folder };
        let real = std::env::var_os("PATH").unwrap_or_default();
        let mut real = std::env::split_paths(&real).map(|folder| folder.join("git"));
        let real = real.find(|file| file.is_file()).expect("git");
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in *endless*) while [ -e '{}' ]; do sleep 0.1; done;; esac\n\
             exec '{}' \"$@\"\n",
            endless.marker().display(),
            real.display()
        );
        let program = endless.folder.path().join("git");
        write(&program, &script);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a mode");
        write(&endless.marker(), "");
        endless
    }

    fn marker(&self) -> PathBuf {
        self.folder.path().join("endless")
    }

    /// A command that finds this `git` before any other.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let rest: Vec<_> = std::env::split_paths(&path).collect();
        let all = [vec![self.folder.path().to_owned()], rest].concat();
        command.env("PATH", std::env::join_paths(all).expect("a path"));
        command
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        // Releases the abandoned build.
        let _ = fs::remove_file(self.marker());
    }
}

fn repository(site: &Path) {
    for arguments in [&["init", "--quiet"][..], &["add", "."]] {
        let done = Command::new("git").args(arguments).current_dir(site).status().expect("git");
        assert!(done.success());
    }
}

const ENDLESS: &str =
    "workshops:\n- {slug: e, title: E, date: 2027-01-01, decks: [one], rev: endless}\n";

#[test]
fn a_build_that_never_ends_is_left_behind_when_the_text_is_undone() {
    let site = site();
    repository(site.path());
    let endless = Endless::new();
    let served = Served::by(|program| endless.command(program), site.path(), &[]);
    let entries = site.path().join("workshops.yml");
    for round in 0..3 {
        write(&entries, ENDLESS);
        std::thread::sleep(Duration::from_millis(300));
        // The last good site is served in the meantime.
        assert!(served.get("one.html").starts_with("HTTP/1.1 200"));
        fs::remove_file(&entries).expect("no file");
        write(&site.path().join("slides/a.md"), &format!("# A\n\nundone {round}\n"));
        let text = format!("undone {round}");
        while !html(&served.event("build"), "one").contains(&text) {}
        served.program.wait_for("a build that does not end was abandoned");
    }
    // Edits are as fast as before, and reflect the disk.
    for round in 0..3 {
        write(&site.path().join("slides/a.md"), &format!("# A\n\nedit {round}\n"));
        assert!(html(&served.event("build"), "one").contains(&format!("edit {round}")));
    }
}

#[test]
fn the_first_build_may_be_left_behind_as_well() {
    let site = site();
    repository(site.path());
    let endless = Endless::new();
    let entries = site.path().join("workshops.yml");
    write(&entries, ENDLESS);
    let out = tempfile::tempdir().expect("a folder");
    let public = out.path().join("public");
    let serve = ["serve", "--port", "0"];
    let build = ["build", "--watch", "--out", &public.display().to_string()];
    let programs = [&serve[..], &build[..]].map(|arguments| {
        Program::start_by(|program| endless.command(program), site.path(), arguments)
    });
    std::thread::sleep(Duration::from_millis(700));
    fs::remove_file(&entries).expect("no file");
    for (program, says) in programs.iter().zip(["the site: ", "written"]) {
        program.wait_for("a build that does not end was abandoned");
        program.wait_for(says);
    }
    assert!(public.join("one.html").is_file());
}
