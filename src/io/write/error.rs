//! Errors while an output is written, with suggested fixes.
//!
//! Every message is one line that names the folder or file and ends with a fix.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why an output was not written. The output is unchanged.
#[derive(Debug)]
pub enum WriteError {
    /// The output would replace the file system's root, the home folder, or the site's sources.
    Protected {
        /// The output.
        out: PathBuf,
        /// The folder that is the output or is inside it.
        holds: PathBuf,
    },
    /// The output is named inside the site, and a symbolic link points out of it.
    OutsideSite {
        /// The output.
        out: PathBuf,
        /// Its real place.
        to: PathBuf,
    },
    /// The output is a file, or something else that is not a folder.
    NotAFolder {
        /// The output.
        out: PathBuf,
    },
    /// The output contains something and has no marker.
    Foreign {
        /// The output.
        out: PathBuf,
        /// Its first entry.
        entry: PathBuf,
    },
    /// The output is the working tree of a repository, which would be lost with the old folder.
    Repository {
        /// The output.
        out: PathBuf,
        /// The repository's folder in it, as `.git`.
        entry: &'static str,
    },
    /// A path of the tree is not valid for a file in the output.
    Path {
        /// The path.
        path: String,
        /// Why it is invalid.
        reason: &'static str,
    },
    /// Two paths of the tree cannot both exist: a file and a folder of the same name, or two names
    /// that differ only in case where case is ignored.
    Collision {
        /// The path of a file.
        file: String,
        /// The path that conflicts with it.
        other: String,
    },
    /// Another build holds the lock.
    Locked {
        /// The output.
        out: PathBuf,
        /// How long this build waited.
        waited: Duration,
    },
    /// The folder cannot be moved: a mount point, or part of a container's image.
    Unmovable {
        /// The output.
        out: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Another program has a file of the output open, and the system refuses to move it.
    InUse {
        /// The output.
        out: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The system refused an action.
    Io {
        /// The action.
        action: Action,
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

/// The action that the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a file or list a folder.
    Read,
    /// Create or fill a file or folder.
    Write,
    /// Rename a folder.
    Move,
    /// Remove the files that a killed build left.
    Remove,
    /// Take the lock.
    Lock,
}

impl WriteError {
    /// Returns a closure that converts an error of the system to ours, for `map_err`.
    pub(super) fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

impl Display for WriteError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protected { out, holds } => protected(f, out, holds),
            Self::OutsideSite { out, to } => write!(
                f,
                "`{}` is outside the site because of a symbolic link: remove the link, or give \
                 --out the folder itself, `{}`",
                out.display(),
                to.display(),
            ),
            Self::NotAFolder { out } => write!(
                f,
                "`{}` is not a folder: remove it, or give --out another folder",
                out.display(),
            ),
            Self::Foreign { out, entry } => write!(
                f,
                "`{}` was not written by Deckyard (it contains `{}`): give --out another folder, a \
                 new one or an empty one",
                out.display(),
                entry.display(),
            ),
            Self::Repository { out, entry } => write!(
                f,
                "`{}` contains `{entry}`, which a build would remove: give --out another folder, and \
                 copy the site from there",
                out.display(),
            ),
            Self::Path { path, reason } => {
                write!(f, "`{path}` cannot be a file of the output, {reason}: rename it")
            }
            Self::Collision { file, other } => write!(
                f,
                "`{file}` and `{other}` cannot both be files of the output: rename one of them",
            ),
            Self::Locked { out, waited } => write!(
                f,
                "another build has been writing to `{}` for {} s: try again when it is done",
                out.display(),
                waited.as_secs(),
            ),
            Self::Unmovable { out, source } => write!(
                f,
                "`{0}` cannot be replaced in one move, it is a mount point or part of a \
                 container's image ({source}): give --out a folder inside it, as `{1}`",
                out.display(),
                out.join("public").display(),
            ),
            Self::InUse { out, source } => in_use(f, out, source),
            Self::Io { action, path, source } => write!(
                f,
                "cannot {} `{}`: {source}: {}",
                action.verb(),
                path.display(),
                hint(*action, source.kind()),
            ),
        }
    }
}

/// Describes a conflict with another program.
fn in_use(f: &mut Formatter<'_>, out: &Path, source: &io::Error) -> fmt::Result {
    write!(
        f,
        "`{}` cannot be replaced while another program has it, or a file in it, open ({source}): close it \
         and build again; the last output is unchanged",
        out.display(),
    )
}

/// Describes what must not be replaced.
fn protected(f: &mut Formatter<'_>, out: &Path, holds: &Path) -> fmt::Result {
    if out == holds {
        return write!(
            f,
            "`{}` is not a folder that a build may replace: give --out another folder",
            out.display(),
        );
    }
    write!(
        f,
        "`{}` contains `{}`, which a build must not replace: give --out another folder",
        out.display(),
        holds.display(),
    )
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unmovable { source, .. }
            | Self::InUse { source, .. }
            | Self::Io { source, .. } => Some(source),
            Self::Protected { .. }
            | Self::OutsideSite { .. }
            | Self::NotAFolder { .. }
            | Self::Foreign { .. }
            | Self::Repository { .. }
            | Self::Path { .. }
            | Self::Collision { .. }
            | Self::Locked { .. } => None,
        }
    }
}

impl Action {
    fn verb(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Move => "move",
            Self::Remove => "remove",
            Self::Lock => "lock",
        }
    }
}

/// Suggests a fix for an error of the system.
fn hint(action: Action, kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space and build again; the last output is unchanged"
        }
        ErrorKind::PermissionDenied if action == Action::Read => {
            "let the user that builds read it, and write to it if it is the output"
        }
        ErrorKind::PermissionDenied => {
            "let the user that builds write to the folder around the output, or give --out another \
             folder"
        }
        ErrorKind::ReadOnlyFilesystem => "give --out a folder on a disk that can be written to",
        ErrorKind::NotFound if action == Action::Read => {
            "it was removed during the build; build again"
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "there is something other than a folder; remove it or give --out another folder"
        }
        ErrorKind::InvalidFilename => "its name is too long or not allowed here; choose another",
        _ => match action {
            Action::Remove => "remove it by hand and build again",
            Action::Read | Action::Write | Action::Move | Action::Lock => {
                "the last output is unchanged; fix the cause and build again"
            }
        },
    }
}
