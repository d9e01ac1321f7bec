//! Why git could not answer, as data, and the messages for it.
//!
//! Not the code that runs git (`io::git`). Each variant describes the cause and a suggested fix,
//! the same everywhere: for edit links, for `rev:`, for `freeze` and `drift`.

use super::Code;

/// Why git, or the repository around a site, cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GitTrouble {
    /// No program `git` in `PATH`, or one that cannot be started: the system's message.
    Missing(String),
    /// git refuses a repository that another user owns; the folder as git names it.
    Ownership(String),
    /// A folder that looks like a bare repository: its configuration could run programs.
    Bare(String),
    /// The `.git` of this folder names a repository that does not refer back to the folder.
    Foreign(String),
    /// The repository borrows objects from this path, outside of itself.
    Borrowed(String),
    /// git did not answer within this many seconds.
    Slow(u64),
    /// git's answer exceeded this many bytes.
    Flood(usize),
    /// git failed with this message.
    Refused(String),
}

impl GitTrouble {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Missing(_) => Code::GitMissing,
            Self::Ownership(_) => Code::GitOwnership,
            Self::Bare(_) => Code::BareRepository,
            Self::Foreign(_) | Self::Borrowed(_) => Code::ForeignRepository,
            Self::Slow(_) | Self::Flood(_) | Self::Refused(_) => Code::GitFailed,
        }
    }

    /// The cause.
    pub fn found(&self) -> String {
        match self {
            Self::Missing(reason) => format!("git was not found: {reason}"),
            Self::Ownership(folder) => {
                format!("git reports dubious ownership: another user owns the repository {folder}")
            }
            Self::Bare(folder) => format!(
                "{folder} looks like a bare git repository: it has `HEAD`, `objects` and `refs`"
            ),
            Self::Foreign(folder) => format!(
                "{folder}/.git names a repository elsewhere that does not refer back to {folder}"
            ),
            Self::Borrowed(place) => {
                format!("the repository borrows objects from another one, through {place}")
            }
            Self::Slow(seconds) => format!("git did not answer within {seconds} seconds"),
            Self::Flood(bytes) => format!("git answered with more than {bytes} bytes"),
            Self::Refused(words) => format!("git refuses the repository: {words}"),
        }
    }

    /// Both in one line, for a command that cannot continue.
    pub fn line(&self) -> String {
        format!("{}; {}", self.found(), self.fix())
    }

    /// A suggested fix.
    pub fn fix(&self) -> String {
        match self {
            Self::Missing(_) => "install git, or add its folder to PATH".to_owned(),
            Self::Ownership(folder) => format!(
                "if you trust it, run `git config --global --add safe.directory {folder}`"
            ),
            Self::Bare(_) => "remove or rename `HEAD`; git is not run there, since a repository's \
                              configuration can run programs, and a pull request can add one like this"
                .to_owned(),
            Self::Foreign(folder) => format!(
                "for a moved worktree run `git worktree repair`; otherwise set `core.worktree` of that \
                 repository to {folder}"
            ),
            Self::Borrowed(_) => "run `git repack -a -d` and remove `objects/info/alternates`, or clone \
                                  with `--dissociate`"
                .to_owned(),
            Self::Slow(_) => "check whether the disk of the repository responds, then try again".to_owned(),
            Self::Flood(_) => "use a smaller revision".to_owned(),
            Self::Refused(_) => "repair the repository, or clone it again".to_owned(),
        }
    }
}

/// Why a revision cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RevisionTrouble {
    /// Not a valid name of a tag, a branch or a commit.
    Name,
    /// The site is not in a git repository.
    NoRepository,
    /// git finds no commit of this name.
    Unknown,
    /// git finds no commit of this name, in a shallow clone.
    Shallow,
    /// The partial clone lacks this many files of the revision, which git would fetch on demand; 0
    /// if it lacks even their names.
    Partial(usize),
    /// Its symbolic links reach more than this many files.
    Links(usize),
    /// git cannot be used.
    Git(GitTrouble),
}

impl RevisionTrouble {
    /// The cause, for the revision of this name.
    pub fn found(&self, name: &str) -> String {
        match self {
            Self::Name => format!("`{name}` is not the name of a revision"),
            Self::NoRepository => {
                format!("there is no revision `{name}`: the site is in no git repository")
            }
            Self::Unknown => format!("there is no revision `{name}`"),
            Self::Shallow => format!("there is no revision `{name}` in this shallow clone"),
            Self::Partial(0) => "this partial clone lacks folders of it".to_owned(),
            Self::Partial(1) => "this partial clone lacks a file of it".to_owned(),
            Self::Partial(files) => format!("this partial clone lacks {files} files of it"),
            Self::Links(most) => format!("its symbolic links reach more than {most} files"),
            Self::Git(trouble) => trouble.found(),
        }
    }

    /// A suggested fix.
    pub fn fix(&self) -> String {
        match self {
            Self::Name | Self::NoRepository | Self::Unknown => {
                "name a tag, a branch or a commit of this repository; in CI, fetch it first"
                    .to_owned()
            }
            Self::Shallow => "fetch the whole history: `fetch-depth: 0` for actions/checkout, \
                              `GIT_DEPTH: 0` in GitLab CI, or `git fetch --unshallow --tags`"
                .to_owned(),
            Self::Partial(_) => {
                "clone without `--filter`, or run `git fetch --refetch --no-filter`; \
                                 a build fetches nothing"
                    .to_owned()
            }
            Self::Links(_) => "name a revision without circular links".to_owned(),
            Self::Git(trouble) => trouble.fix(),
        }
    }
}
