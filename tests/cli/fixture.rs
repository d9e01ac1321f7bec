//! A site in its own folder, a command, and its expected results.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::assert::Action;
use snapbox::{Assert, Data, IntoData};
use tempfile::TempDir;

/// A command to run in a site, and its expected results.
///
/// Both outputs are always compared: an output that a test does not mention must be empty.
#[must_use = "nothing runs before `run`"]
pub(crate) struct Test {
    folder: TempDir,
    /// The current folder of the command, in the site.
    inside: String,
    arguments: Vec<OsString>,
    environment: Vec<(String, String)>,
    stdin: Option<String>,
    stdout: Data,
    stderr: Data,
    status: i32,
}

impl Test {
    /// A site without any file.
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a folder"),
            inside: String::new(),
            arguments: vec!["check".into()],
            environment: Vec::new(),
            stdin: None,
            stdout: "".into_data(),
            stderr: "".into_data(),
            status: 0,
        }
    }

    /// A site of one deck, `talk`, with one chapter, `bread.md`.
    pub(crate) fn chapter(text: &str) -> Self {
        Self::new()
            .file("slides/talk.yml", "title: A talk\ncontent:\n- bread.md\n")
            .file("slides/bread.md", text)
    }

    /// A site of one deck, `talk`, with this manifest and two chapters that it may list.
    pub(crate) fn manifest(text: &str) -> Self {
        Self::new()
            .file("slides/talk.yml", text)
            .file("slides/bread.md", "Flour and water.\n")
            .file("slides/oven/heat.md", "250 degrees.\n")
    }

    /// The site of `chapter`, without problems.
    pub(crate) fn fine() -> Self {
        Self::chapter("Flour and water.\n")
    }

    /// Writes a file of the site.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, content).expect("a file");
        self
    }

    /// Makes a symbolic link in the site.
    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, target: impl AsRef<Path>) -> Self {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        std::os::unix::fs::symlink(target, file).expect("a link");
        self
    }

    /// The folder of the site, without symbolic links.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder of the test")
    }

    /// Runs git in the site; the first time, `init` makes a repository of it.
    pub(crate) fn git(self, arguments: &str) -> Self {
        git(self.folder.path(), arguments);
        self
    }

    /// The arguments, separated by spaces; `check` when not given.
    pub(crate) fn args(mut self, arguments: &str) -> Self {
        self.arguments = arguments.split_whitespace().map(OsString::from).collect();
        self
    }

    /// More arguments, separated by single spaces; the last one may be empty.
    pub(crate) fn words(mut self, arguments: &str) -> Self {
        self.arguments.extend(arguments.split(' ').map(OsString::from));
        self
    }

    /// One more argument, with any spaces in it.
    pub(crate) fn word(mut self, argument: &str) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Runs the command in a folder of the site, which is made if it is missing.
    pub(crate) fn inside(mut self, folder: &str) -> Self {
        fs::create_dir_all(self.folder.path().join(folder)).expect("a folder");
        folder.clone_into(&mut self.inside);
        self
    }

    /// A variable of the environment, which is empty otherwise.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The standard input of the command.
    pub(crate) fn stdin(mut self, text: &str) -> Self {
        self.stdin = Some(text.to_owned());
        self
    }

    /// The exact standard output.
    pub(crate) fn stdout(mut self, text: impl IntoData) -> Self {
        self.stdout = text.into_data();
        self
    }

    /// The exact standard error.
    pub(crate) fn stderr(mut self, text: impl IntoData) -> Self {
        self.stderr = text.into_data();
        self
    }

    /// The exit status; 0 when not given.
    pub(crate) fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    /// Only the problems, as `file:line:column: severity[code]`: for tests of location and kind,
    /// regardless of the message.
    #[track_caller]
    pub(crate) fn finds(mut self, expected: &[&str]) -> Ran {
        self.arguments.extend(["-q".into(), "--format".into(), "short".into()]);
        let output = self.output();
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        let problem = |line: &str| line.split_once(']').map(|(place, _)| format!("{place}]"));
        let found: Vec<String> = text.lines().filter_map(problem).collect();
        assert_eq!(found, expected, "{text}");
        let is_error = expected.iter().any(|problem| problem.contains("error["));
        assert_eq!(output.status.code(), Some(i32::from(is_error)), "the exit status");
        Ran { folder: self.folder }
    }

    /// Runs the command and compares.
    #[track_caller]
    pub(crate) fn run(self) -> Ran {
        let output = self.output();
        let root = self.folder.path().canonicalize().expect("the folder of the test");
        let text = |bytes: &[u8]| steady(std::str::from_utf8(bytes).expect("UTF-8"), &root);
        let assert = Assert::new().action(action());
        assert.eq(text(&output.stdout).into_data().raw(), self.stdout.raw());
        assert.eq(text(&output.stderr).into_data().raw(), self.stderr.raw());
        assert_eq!(output.status.code(), Some(self.status), "the exit status");
        Ran { folder: self.folder }
    }

    /// The command must be rejected with a usage error that contains this text.
    #[track_caller]
    pub(crate) fn refuses(self, words: &str) -> Ran {
        let output = self.output();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{text}");
        let is_error = text.contains("error: ") || text.contains("error[");
        assert!(is_error && text.contains(words), "{text}");
        Ran { folder: self.folder }
    }

    /// The site without another command.
    pub(crate) fn left(self, folder: &str) -> Ran {
        assert!(self.folder.path().join(folder).is_dir(), "{folder} is a folder");
        Ran { folder: self.folder }
    }

    /// The whole output of the command, and its exit status, without comparing them.
    pub(crate) fn outcome(&self) -> (String, Option<i32>) {
        let output = self.output();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).expect("UTF-8"), output.status.code())
    }

    /// Makes a sparse file of this length.
    pub(crate) fn long(self, path: &str, bytes: u64) -> Self {
        let this = self.file(path, "");
        let file = fs::File::options().write(true).open(this.folder.path().join(path));
        file.and_then(|file| file.set_len(bytes)).expect("a file with a hole");
        this
    }

    /// The standard error of the command, without comparing it.
    pub(crate) fn said(&self) -> String {
        String::from_utf8(self.output().stderr).expect("UTF-8")
    }

    /// The site alone.
    pub(crate) fn site(self) -> Ran {
        Ran { folder: self.folder }
    }

    /// The result of the command.
    pub(crate) fn output(&self) -> Output {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut process = Command::new(env!("CARGO_BIN_EXE_deckyard"))
            .args(&self.arguments)
            .current_dir(self.folder.path().join(&self.inside))
            .env_clear()
            .env("PATH", path)
            // A folder for temporary files may lie in somebody's repository.
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = process.stdin.take().expect("a pipe");
        // A command that does not read its input may already have ended.
        let _ = stdin.write_all(self.stdin.as_deref().unwrap_or_default().as_bytes());
        drop(stdin);
        process.wait_with_output().expect("the program ends")
    }
}

/// How to handle a text that differs from the expected one.
fn action() -> Action {
    match std::env::var_os("UPDATE") {
        Some(_) => Action::Overwrite,
        None => Action::Verify,
    }
}

/// The files after a command.
pub(crate) struct Ran {
    folder: TempDir,
}

impl Ran {
    /// A file or folder of the site.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        match fs::read_to_string(self.path(path)) {
            Ok(text) => text,
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// Compares the text of a file.
    #[track_caller]
    pub(crate) fn holds(&self, path: &str, expected: impl IntoData) {
        let assert = Assert::new().action(action());
        assert.eq(self.text(path).into_data().raw(), expected.into_data().raw());
    }

    /// The files below a folder, in order; an empty list when there is no such folder.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.path(folder), "", &mut found);
        found.sort();
        found
    }

    /// Another command in the same site.
    pub(crate) fn then(self, arguments: &str) -> Test {
        Test { folder: self.folder, ..Test::new().args(arguments) }
    }

    /// The same site, to be changed before another command.
    pub(crate) fn again(self) -> Test {
        self.then("check")
    }
}

/// Runs git without user settings.
fn git(folder: &Path, arguments: &str) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("GIT_AUTHOR_DATE", "2027-01-01T00:00:00Z")
        .env("GIT_COMMITTER_DATE", "2027-01-01T00:00:00Z")
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git starts");
    assert!(
        output.status.success(),
        "git {arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        if entry.file_type().expect("a type").is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), found);
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
}

/// The text with `/` in the paths that begin with the folder of the site.
fn with_slashes(text: &str) -> String {
    let mut parts = text.split("[SITE]");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let path = part.find([' ', '`', ':', '\n']).unwrap_or(part.len());
        out.push_str("[SITE]");
        out.push_str(&part[..path].replace('\\', "/"));
        out.push_str(&part[path..]);
    }
    out
}

/// The text without the parts that differ between runs: the folder and the milliseconds.
fn steady(text: &str, root: &Path) -> String {
    let root = root.to_str().expect("a path in UTF-8");
    // Windows has its own form of real paths, its own separators and its own names of programs.
    let root = root.strip_prefix(r"\\?\").unwrap_or(root);
    let mut text = text.replace(root, "[SITE]");
    if cfg!(windows) {
        text = with_slashes(&text).replace("deckyard.exe", "deckyard");
    }
    let mut parts = text.split(" in ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_time = rest.len() < part.len() && rest.starts_with(" ms");
        out.push_str(if is_time { " in [TIME]" } else { " in " });
        out.push_str(if is_time { rest } else { part });
    }
    out
}
