//! Starts git: the only code that does, and only to read a repository.
//!
//! A repository's configuration can run programs: monitors, hooks, filters, textconv, pagers,
//! helpers for signatures, passwords and protocols. A pull request or a downloaded archive can
//! bring such a configuration. Invariant: nothing in a repository makes git start a program, use
//! the network, write, or wait forever. Three rules ensure it; the first alone almost suffices:
//!
//! 1. Only the commands of [`Plumbing`] are run. They read objects, references and patterns; none of them
//!    touches the index, converts files, runs hooks, opens a pager or checks signatures. All that they can
//!    start is `git fetch`, for objects that a partial clone lacks.
//! 2. The environment forbids lazy fetching and, for versions of git that do not know of that, every
//!    protocol. Nothing inherited redirects git.
//! 3. Options also switch off everything that runs programs, and override each configuration file.
//!
//! The user's own settings (`safe.directory` and the like) are trusted and remain in force.

#![expect(clippy::disallowed_methods, reason = "how long git takes is measured here")]

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::GitTrouble;
use crate::io::beneath::real_path;

/// Time limit for git. Counting the commits of a large repository takes seconds; a configuration
/// that includes itself many times, or a pipe in place of a file, takes forever.
pub(super) const LIMIT: Duration = Duration::from_secs(30);

/// Limits for git's time and output. A tree of two million files takes 256 MiB; a few hundred
/// nested objects can list billions.
const LIMITS: CommandLimits = CommandLimits { time: LIMIT, bytes: 256 << 20 };

/// How many bytes of git's error messages are read; the first lines suffice.
const MOST_WORDS: usize = 64 << 10;

/// The pause between checks whether a process that closed its output has ended.
const PAUSE: Duration = Duration::from_micros(200);

/// Where to search programs without a `PATH`.
const USUAL_PLACES: &str = "/usr/local/bin:/usr/bin:/bin";

/// The variables of git that are passed on: the user's own settings.
const KEPT: [&str; 5] = [
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_SYSTEM",
];

/// Numbered variables of that kind.
const KEPT_NUMBERED: [&str; 2] = ["GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

/// The settings of each call.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("LC_ALL", "C"),
    // A name that no protocol has: all are forbidden.
    ("GIT_ALLOW_PROTOCOL", "!"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_PAGER", "cat"),
];

/// Settings that override every configuration file.
const SETTINGS: [&str; 26] = [
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "protocol.ext.allow=never",
    "protocol.file.allow=never",
    "protocol.git.allow=never",
    "protocol.http.allow=never",
    "protocol.https.allow=never",
    "protocol.ssh.allow=never",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "log.showSignature=false",
    "gpg.program=false",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.recurseSubmodules=false",
];

/// The commands that may run. Each reads objects, references, configuration or patterns, and
/// nothing else.
#[derive(Copy, Clone, Debug)]
pub(super) enum Plumbing {
    /// Contents of objects, unconverted.
    CatFile,
    /// Which paths are ignored; with `--no-index`, from patterns alone.
    CheckIgnore,
    /// Values of one configuration file.
    Config,
    /// Names of references.
    ForEachRef,
    /// The files of a tree.
    LsTree,
    /// Where two branches parted.
    MergeBase,
    /// Commits.
    RevList,
    /// Names of objects, and the repository's location.
    RevParse,
    /// The branch behind a name.
    SymbolicRef,
}

impl Plumbing {
    fn name(self) -> &'static str {
        match self {
            Self::CatFile => "cat-file",
            Self::CheckIgnore => "check-ignore",
            Self::Config => "config",
            Self::ForEachRef => "for-each-ref",
            Self::LsTree => "ls-tree",
            Self::MergeBase => "merge-base",
            Self::RevList => "rev-list",
            Self::RevParse => "rev-parse",
            Self::SymbolicRef => "symbolic-ref",
        }
    }
}

/// Which repository to ask.
#[derive(Copy, Clone, Debug)]
pub(super) enum RepositoryPath<'a> {
    /// The one whose `.git` is in this folder; git decides whether it trusts it.
    Found(&'a Path),
    /// A located one, by its folders; git searches for nothing.
    Known {
        /// The folder that holds `.git`.
        top: &'a Path,
        /// The folder that is `.git`, or that it names.
        git_dir: &'a Path,
        /// Where worktrees keep shared data.
        common: &'a Path,
    },
}

/// How long a command may take, and how many bytes it may print.
#[derive(Copy, Clone, Debug)]
struct CommandLimits {
    time: Duration,
    bytes: usize,
}

/// How a command ended.
#[derive(Clone, Debug)]
pub(super) enum GitOutcome {
    /// git printed this.
    Said(Vec<u8>),
    /// git refused, with these complaints.
    Refused(String),
}

impl GitOutcome {
    /// What git printed, unless it refused.
    pub(super) fn said(self) -> Option<Vec<u8>> {
        match self {
            Self::Said(bytes) => Some(bytes),
            Self::Refused(_) => None,
        }
    }
}

/// The program, by its absolute path.
#[derive(Clone, Debug)]
pub(super) struct Git {
    program: PathBuf,
}

impl Git {
    /// Finds git in `PATH`.
    ///
    /// Entries that are not absolute are skipped: they would mean a program in the current folder,
    /// which can be the site.
    pub(super) fn find() -> Result<Self, GitTrouble> {
        let path = std::env::var_os("PATH").unwrap_or_else(|| USUAL_PLACES.into());
        let name = format!("git{}", std::env::consts::EXE_SUFFIX);
        let mut folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
        let program = folders.find_map(|folder| Some(folder.join(&name)).filter(|p| is_program(p)));
        let missing = || GitTrouble::Missing("PATH has no program of this name".to_owned());
        Ok(Self { program: program.ok_or_else(missing)? })
    }

    /// Runs a command to its end.
    pub(super) fn ask(
        &self,
        at: RepositoryPath<'_>,
        command: Plumbing,
        arguments: &[&str],
    ) -> Result<GitOutcome, GitTrouble> {
        finished(self.command(at, command, arguments), None, LIMITS)
    }

    /// Runs a command that reads `input` to its end.
    pub(super) fn ask_with(
        &self,
        at: RepositoryPath<'_>,
        (command, arguments): (Plumbing, &[&str]),
        input: Vec<u8>,
    ) -> Result<GitOutcome, GitTrouble> {
        finished(self.command(at, command, arguments), Some(input), LIMITS)
    }

    /// Starts a command that answers any number of requests.
    pub(super) fn start(
        &self,
        at: RepositoryPath<'_>,
        command: Plumbing,
        arguments: &[&str],
    ) -> Result<Child, GitTrouble> {
        self.command(at, command, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_started(&error))
    }

    fn command(&self, at: RepositoryPath<'_>, plumbing: Plumbing, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_dropped(name)) {
            command.env_remove(name);
        }
        command.envs(ENVIRONMENT).env_remove("LANGUAGE");
        if !matches!(plumbing, Plumbing::CheckIgnore) {
            // It accepts only paths, and refuses this variable.
            command.env("GIT_LITERAL_PATHSPECS", "1");
        }
        let top = match at {
            RepositoryPath::Found(top) => {
                if let Some(above) = top.parent() {
                    command.env("GIT_CEILING_DIRECTORIES", above);
                }
                top
            }
            RepositoryPath::Known { top, git_dir, common } => {
                let folders =
                    [("GIT_DIR", git_dir), ("GIT_COMMON_DIR", common), ("GIT_WORK_TREE", top)];
                command.envs(folders);
                top
            }
        };
        command.arg("-C").arg(top).args(["--no-pager", "--no-optional-locks"]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        command.arg(plumbing.name()).args(arguments);
        command
    }
}

/// Whether a variable is git's but not a user's setting.
fn is_dropped(name: &OsString) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    let is_kept =
        KEPT.contains(&name.as_str()) || KEPT_NUMBERED.iter().any(|kept| name.starts_with(kept));
    name.starts_with("GIT_") && !is_kept
}

fn is_program(path: &Path) -> bool {
    let Ok(about) = path.metadata() else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    about.is_file() && may_run
}

/// Git, or a thread that reads its output, did not start.
pub(super) fn not_started(error: &io::Error) -> GitTrouble {
    GitTrouble::Missing(format!("it cannot be started ({error})"))
}

/// Runs a command to its end, or kills it if it takes too long or prints too much.
fn finished(
    mut command: Command,
    input: Option<Vec<u8>>,
    limits: CommandLimits,
) -> Result<GitOutcome, GitTrouble> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let mut child = command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(&error))?;
    let deadline = Instant::now() + limits.time;
    let pipes = Pipes::attend(&mut child, input, limits.bytes + 1);
    let Pipes { said, complaints } = pipes.map_err(|error| {
        // It may have ended in the meantime.
        let _ = child.kill();
        let _ = child.wait();
        not_started(&error)
    })?;
    let ended = said
        .and_then(|said| said.recv_timeout(limits.time).ok())
        .filter(|said| said.len() <= limits.bytes)
        .map_or_else(|| Err(Instant::now() < deadline), Ok)
        .and_then(|said| Ok((said, ended_by(&mut child, deadline).ok_or(false)?)));
    let (said, status) = match ended {
        Ok(ended) => ended,
        Err(is_flood) => {
            // It may have ended meanwhile.
            let _ = child.kill();
            let _ = child.wait();
            return Err(if is_flood {
                GitTrouble::Flood(limits.bytes)
            } else {
                GitTrouble::Slow(limits.time.as_secs())
            });
        }
    };
    if status.success() {
        return Ok(GitOutcome::Said(said));
    }
    let left = deadline.saturating_duration_since(Instant::now());
    let complaints = complaints.and_then(|words| words.recv_timeout(left).ok()).unwrap_or_default();
    Ok(GitOutcome::Refused(String::from_utf8_lossy(&complaints).into_owned()))
}

/// The output of a process.
struct Pipes {
    said: Option<mpsc::Receiver<Vec<u8>>>,
    complaints: Option<mpsc::Receiver<Vec<u8>>>,
}

impl Pipes {
    /// Writes to a process and reads its output, each in a thread of its own.
    fn attend(child: &mut Child, input: Option<Vec<u8>>, most: usize) -> io::Result<Self> {
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
            // If git does not read all of it, its answer reveals that.
            thread::Builder::new().spawn(move || stdin.write_all(&input))?;
        }
        let said = child.stdout.take().map(|pipe| read_aside(pipe, most)).transpose()?;
        let complaints =
            child.stderr.take().map(|pipe| read_aside(pipe, MOST_WORDS)).transpose()?;
        Ok(Self { said, complaints })
    }
}

/// Reads a pipe in a thread of its own, so that waiting for it can end. Output beyond `most` bytes
/// stays in the pipe.
fn read_aside(
    pipe: impl Read + Send + 'static,
    most: usize,
) -> io::Result<mpsc::Receiver<Vec<u8>>> {
    let (send, receive) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let mut pipe = pipe.take(most as u64);
        // Output before an error is passed on; the exit status reveals the error.
        let _ = pipe.read_to_end(&mut bytes);
        let _ = send.send(bytes);
    })?;
    Ok(receive)
}

/// Waits for a process that closed its output; `None` if it is still running.
fn ended_by(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(PAUSE),
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Whether git's text contains `words`, in any case of letters.
pub(super) fn says(complaints: &str, words: &str) -> bool {
    complaints.to_ascii_lowercase().contains(words)
}

/// The environment's list of folders above which searches stop, without symbolic links.
pub(in crate::io) fn ceilings() -> Vec<PathBuf> {
    let Some(list) = std::env::var_os("GIT_CEILING_DIRECTORIES") else { return Vec::new() };
    std::env::split_paths(&list)
        .filter(|folder| folder.is_absolute())
        .map(|folder| real_path(&folder).unwrap_or(folder))
        .collect()
}

/// Whether a search continues into another file system, according to the environment.
pub(super) fn crosses_file_systems() -> bool {
    let value = std::env::var_os("GIT_DISCOVERY_ACROSS_FILESYSTEM");
    let no = ["", "0", "false", "no", "off"].map(OsStr::new);
    value.is_some_and(|value| !no.contains(&value.as_os_str()))
}

#[cfg(all(test, unix))]
mod tests;
