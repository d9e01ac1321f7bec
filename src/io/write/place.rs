//! Where an output lives, what stands beside it, and whether it may be replaced.
//!
//! This is the only file that asks whether a folder is ours. It changes nothing on disk, except
//! that it makes the missing parents of an output.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{self, Path, PathBuf};

use super::{Action, MARKER, WriteError};

/// The most symbolic links that are followed to an output that does not exist yet; what Linux
/// allows.
const MAX_LINKS: usize = 40;

/// What version control keeps in a working tree, and cannot get back when it is removed.
const REPOSITORIES: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// An output and the names that belong to it.
pub(super) struct Place {
    /// The output as the caller wrote it, for messages.
    pub(super) given: PathBuf,
    /// The output, free of symbolic links.
    pub(super) out: PathBuf,
    /// The new output until the swap.
    pub(super) staged: PathBuf,
    /// The old output between the two renames of a swap that is not one call.
    pub(super) aside: PathBuf,
    /// The lock file.
    pub(super) lock: PathBuf,
}

impl Place {
    /// Finds the place of `out` and refuses one that must not be replaced.
    pub(super) fn resolve(out: &Path, protect: &[&Path]) -> Result<Self, WriteError> {
        let given = out.to_owned();
        let out = follow(&given)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(WriteError::Protected { holds: given.clone(), out: given });
        };
        let home = env::home_dir();
        for &source in protect.iter().chain(home.as_deref().iter()) {
            if fs::canonicalize(source).is_ok_and(|source| source.starts_with(&out)) {
                return Err(WriteError::Protected { out: given, holds: source.to_owned() });
            }
        }
        let beside = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            parent.join(hidden)
        };
        let place = Self {
            staged: beside(".deckyard-new"),
            aside: beside(".deckyard-old"),
            lock: beside(".deckyard-lock"),
            given,
            out,
        };
        place.check_owner()?;
        Ok(place)
    }

    /// Whether a killed build left something, or another build is at work.
    pub(super) fn has_litter(&self) -> bool {
        exists(&self.staged) || exists(&self.aside) || cfg!(unix) && exists(&self.lock)
    }

    /// Refuses a folder that holds something and is not an output, or is a repository as well.
    fn check_owner(&self) -> Result<(), WriteError> {
        let mut entries = match fs::read_dir(&self.out) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(WriteError::NotAFolder { out: self.given.clone() });
            }
            Err(error) => return Err(WriteError::io(Action::Read, &self.given)(error)),
        };
        let Some(first) = entries.next() else { return Ok(()) };
        let first = first.map_err(WriteError::io(Action::Read, &self.given))?;
        if !fs::symlink_metadata(self.out.join(MARKER)).is_ok_and(|found| found.is_file()) {
            let entry = first.file_name().into();
            return Err(WriteError::Foreign { out: self.given.clone(), entry });
        }
        match REPOSITORIES.into_iter().find(|name| exists(&self.out.join(name))) {
            Some(entry) => Err(WriteError::Repository { out: self.given.clone(), entry }),
            None => Ok(()),
        }
    }
}

/// Whether anything has this name, a broken link included.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether `path` still names the open `file`; `None` where the system has no way to tell.
#[cfg(unix)]
pub(super) fn still_names(path: &Path, file: &File) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;
    let open = file.metadata().ok()?;
    let same = |found: fs::Metadata| found.dev() == open.dev() && found.ino() == open.ino();
    Some(fs::metadata(path).is_ok_and(same))
}

/// Whether `path` still names the open `file`: there is no stable way to tell here.
#[cfg(not(unix))]
pub(super) fn still_names(_: &Path, _: &File) -> Option<bool> {
    None
}

/// Returns the absolute path of `out` without symbolic links, and makes its parents if they are
/// missing.
fn follow(out: &Path) -> Result<PathBuf, WriteError> {
    match fs::canonicalize(out) {
        Ok(found) => return Ok(found),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(WriteError::io(Action::Write, out)(error));
        }
        Err(error) => return Err(WriteError::io(Action::Read, out)(error)),
    }
    let mut target = path::absolute(out).map_err(WriteError::io(Action::Write, out))?;
    for _ in 0..MAX_LINKS {
        let Ok(link) = fs::read_link(&target) else { break };
        target.pop();
        target.push(link);
    }
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
        let error = io::Error::from(ErrorKind::InvalidFilename);
        return Err(WriteError::io(Action::Write, out)(error));
    };
    fs::create_dir_all(parent).map_err(WriteError::io(Action::Write, parent))?;
    let parent = fs::canonicalize(parent).map_err(WriteError::io(Action::Read, parent))?;
    Ok(parent.join(name))
}
