//! Messages for errors of the system: what was attempted, on which file or folder, and what to do.
//!
//! Commands report it for files that they read and write themselves. Problems of the site's own
//! sources are diagnostics; `write/error.rs` handles problems while an output is written.

#![expect(clippy::disallowed_methods, reason = "the folders around the path are looked at")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diag::nearest::nearest;

/// What was tried.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// To read a file or list a folder.
    Read,
    /// To write a file.
    Write,
    /// To create a folder.
    Create,
}

impl Attempt {
    fn verb(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Create => "create the folder",
        }
    }
}

/// Names of a folder that are compared with a missing one.
const MOST_NAMES: usize = 1000;

/// The message for a path that a user named.
pub fn cannot(attempt: Attempt, path: &Path, error: &io::Error) -> String {
    worded(attempt, path, (path, error))
}

/// The message for a path of a folder, which is shown as the path in that folder.
pub fn cannot_in(attempt: Attempt, folder: &Path, path: &Path, error: &io::Error) -> String {
    worded(attempt, path, (&folder.join(path), error))
}

/// The message for a file that could not be moved within a folder.
pub fn cannot_move(folder: &Path, (old, new): (&str, &str), error: &io::Error) -> String {
    let said = format!("cannot move `{old}` to `{new}`: {error}");
    if error.kind() != ErrorKind::PermissionDenied {
        let path = folder.join(new);
        let help = help(Attempt::Write, Path::new(new), (&path, error.kind()));
        return if help.is_empty() { said } else { format!("{said}: {help}") };
    }
    let around = |path: &str| existing_above(&folder.join(path), Path::new(path));
    let (from, to) = (around(old), around(new));
    let folders = if from == to {
        format!("folder `{}`", from.display())
    } else {
        format!("folders `{}` and `{}`", from.display(), to.display())
    };
    format!("{said}: give this user the right to write to the {folders}")
}

fn worded(attempt: Attempt, shown: &Path, (path, error): (&Path, &io::Error)) -> String {
    let name = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
    // A temporary file's error names that file, which means nothing to the user.
    let reason = error.to_string();
    let reason = reason.split(" at path \"").next().unwrap_or(&reason);
    let (verb, help) = (attempt.verb(), help(attempt, shown, (path, error.kind())));
    let name = name.display();
    if help.is_empty() {
        return format!("cannot {verb} `{name}`: {reason}");
    }
    format!("cannot {verb} `{name}`: {reason}: {help}")
}

fn help(attempt: Attempt, shown: &Path, (path, kind): (&Path, ErrorKind)) -> String {
    let around = existing_above(path, shown);
    let around = || around.display();
    match (kind, attempt) {
        (ErrorKind::PermissionDenied, Attempt::Read) if fs::symlink_metadata(path).is_ok() => {
            "give this user the right to read it".to_owned()
        }
        (ErrorKind::PermissionDenied, Attempt::Read) => {
            format!("give this user the right to enter the folder `{}`", around())
        }
        (ErrorKind::PermissionDenied, _) => format!(
            "give this user the right to write to the folder `{}`, or name another folder",
            around()
        ),
        (ErrorKind::ReadOnlyFilesystem, _) => {
            "the disk cannot be written to; name a folder on another one".to_owned()
        }
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge, _) => {
            "free some space and try again".to_owned()
        }
        (ErrorKind::NotFound, Attempt::Read) => missing(path, shown),
        (ErrorKind::NotADirectory, _) => match file_in_the_way(path, shown) {
            Some(file) => format!("`{}` is a file, not a folder", file.display()),
            None => String::new(),
        },
        (ErrorKind::IsADirectory, _) => "it is a folder; name a file".to_owned(),
        (ErrorKind::AlreadyExists, _) => {
            "move away what is there, or choose another name".to_owned()
        }
        (ErrorKind::InvalidFilename, _) => {
            "the name is too long or not allowed here; choose another".to_owned()
        }
        _ => String::new(),
    }
}

/// A path and its parents, each in the form that the user knows.
fn upwards<'p>(path: &'p Path, shown: &'p Path) -> impl Iterator<Item = (&'p Path, &'p Path)> {
    let words = shown.ancestors().map(Some).chain(std::iter::repeat(None));
    path.ancestors().zip(words).map(|(path, words)| {
        (path, words.filter(|words| !words.as_os_str().is_empty()).unwrap_or(path))
    })
}

/// The full path for one that a user named.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The nearest existing folder above a path, in the form in which the path is shown.
fn existing_above(path: &Path, shown: &Path) -> PathBuf {
    let whole = whole(path);
    let is_folder = |path: &Path| fs::metadata(path).is_ok_and(|found| found.is_dir());
    let above = upwards(&whole, shown).skip(1).find(|(path, _)| is_folder(path));
    above.map_or_else(|| whole.clone(), |(_, words)| words.to_owned())
}

/// The file that is where a folder was expected.
fn file_in_the_way(path: &Path, shown: &Path) -> Option<PathBuf> {
    let whole = whole(path);
    let is_file = |path: &Path| fs::metadata(path).is_ok_and(|found| !found.is_dir());
    upwards(&whole, shown).find(|(path, _)| is_file(path)).map(|(_, words)| words.to_owned())
}

/// What to do about a path that does not exist: the name in the folder above that resembles the missing one.
fn missing(path: &Path, shown: &Path) -> String {
    let around = existing_above(path, shown);
    let whole = whole(path);
    let is_there = |folder: &Path| fs::metadata(folder).is_ok_and(|found| found.is_dir());
    let folder = whole.ancestors().skip(1).find(|folder| is_there(folder));
    let name = folder.and_then(|folder| whole.strip_prefix(folder).ok()?.iter().next()?.to_str());
    let (Some(folder), Some(name)) = (folder, name) else {
        return format!("look into `{}`", around.display());
    };
    let listed = fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES).flatten();
    let mut names: Vec<String> =
        listed.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the folder `{}` contains no `{name}`", around.display()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::{Attempt, cannot, cannot_in};

    #[test]
    fn what_is_missing_is_compared_with_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("talks")).unwrap();
        let missing = Error::from(ErrorKind::NotFound);
        let said = |path: &str| cannot_in(Attempt::Read, folder.path(), Path::new(path), &missing);
        assert!(said("tlaks").ends_with(": did you mean `talks`?"), "{}", said("tlaks"));
        assert!(said("talks/a.md").ends_with(": the folder `talks` contains no `a.md`"));
    }

    #[test]
    fn the_folder_that_refuses_is_named_as_the_user_named_it() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Error::from(ErrorKind::PermissionDenied);
        let said = cannot(Attempt::Create, &folder.path().join("a/b"), &refused);
        let named = format!("to the folder `{}`, or name another folder", folder.path().display());
        assert!(said.starts_with("cannot create the folder `") && said.ends_with(&named), "{said}");
        let said = cannot_in(Attempt::Write, folder.path(), Path::new("x/y.md"), &refused);
        assert!(
            said.starts_with("cannot write `x/y.md`: ") && said.contains(&named[3..]),
            "{said}"
        );
    }
}
