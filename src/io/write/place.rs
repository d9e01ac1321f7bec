//! Where an output is, what is beside it, and whether it may be replaced.
//!
//! Only this file checks whether a folder is an output of Deckyard. It changes nothing on disk,
//! except that it creates the missing parents of an output.
//!
//! The user names an output, so it is looked up by name, once. Then the folder around it is held
//! open, and everything else happens below that handle: a parent folder that becomes a link has no
//! effect. The site itself is not trusted: an output named inside the site is inside the site, or
//! it is refused.

#![expect(clippy::disallowed_methods, reason = "an output is named by its user, and found once")]

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{self, Component, Path, PathBuf};

use cap_std::fs::{Dir, Metadata};

use super::{Action, MARKER, WriteError};
use crate::io::beneath::{self, real_path};
use crate::path::composed;

/// How many symbolic links are followed to an output that does not exist yet; Linux's limit.
const MAX_LINKS: usize = 40;

/// Folders that version control keeps in a working tree, and that cannot be restored.
const REPOSITORIES: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// What is added to the name of an output while it is staged.
const STAGED: &str = ".deckyard-new";

/// The same for an old output.
const ASIDE: &str = ".deckyard-old";

/// How many names there are for each, since a folder in which another program has a file open may stay.
const N_SPARES: usize = 4;

/// An output and the names that belong to it.
pub(super) struct OutputPlace {
    /// The output as the caller wrote it, for messages.
    pub(super) given: PathBuf,
    /// The folder that contains all of these, held open.
    pub(super) parent: Dir,
    /// The output, free of symbolic links.
    pub(super) out: Name,
    /// The new output until the swap.
    pub(super) staged: Name,
    /// The old output between the two renames of a swap that takes two calls.
    pub(super) aside: Name,
    /// The lock file.
    pub(super) lock: Name,
}

/// A name in the folder around an output.
pub(super) struct Name {
    last: PathBuf,
    path: PathBuf,
}

impl Name {
    fn new(parent: &Path, last: OsString) -> Self {
        Self { path: parent.join(&last), last: last.into() }
    }

    /// A hidden name beside this one.
    fn beside(&self, suffix: &str) -> Self {
        let mut hidden = OsString::from(".");
        hidden.push(&self.last);
        hidden.push(suffix);
        Self { path: self.path.with_file_name(&hidden), last: hidden.into() }
    }

    /// Hidden names beside this one: the usual one, and those for when it cannot be freed.
    fn spares(&self, suffix: &str) -> impl Iterator<Item = Self> + use<> {
        let further = (2..=N_SPARES).map(|number| self.beside(&format!("{suffix}-{number}")));
        std::iter::once(self.beside(suffix)).chain(further).collect::<Vec<_>>().into_iter()
    }

    /// The name, for use with the open folder.
    pub(super) fn last(&self) -> &Path {
        &self.last
    }

    /// The whole path, for messages.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl OutputPlace {
    /// Finds the place of `out`, makes the folders above it, and refuses one that must not be replaced.
    pub(super) fn resolve(out: &Path, protect: &[&Path]) -> Result<Self, WriteError> {
        let place = follow(out, protect)?;
        refuse_sources(out, &place.real, protect)?;
        place.make()?;
        Self::open(out, &place.real)
    }

    /// Refuses one that must not be replaced, and makes nothing; `None` if the folder around it is missing.
    pub(super) fn find(out: &Path, protect: &[&Path]) -> Result<Option<Self>, WriteError> {
        let place = follow(out, protect)?;
        refuse_sources(out, &place.real, protect)?;
        if place.missing.is_some() { Ok(None) } else { Self::open(out, &place.real).map(Some) }
    }

    fn open(out: &Path, real: &Path) -> Result<Self, WriteError> {
        let given = out.to_owned();
        let (Some(above), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(WriteError::Protected { holds: given.clone(), out: given });
        };
        let out = Name::new(above, name.to_owned());
        let place = Self {
            parent: beneath::folder_at(above).map_err(WriteError::io(Action::Read, above))?,
            staged: out.beside(STAGED),
            aside: out.beside(ASIDE),
            lock: out.beside(".deckyard-lock"),
            out,
            given,
        };
        place.check_owner()?;
        Ok(place)
    }

    /// Whether a killed build left something, or another build is running.
    pub(super) fn has_litter(&self) -> bool {
        self.stagings().chain(self.asides()).any(|name| self.has(&name)) || self.has(&self.lock)
    }

    /// The names that a new output may have.
    pub(super) fn stagings(&self) -> impl Iterator<Item = Name> + use<> {
        self.out.spares(STAGED)
    }

    /// The names that an old output may have.
    pub(super) fn asides(&self) -> impl Iterator<Item = Name> + use<> {
        self.out.spares(ASIDE)
    }

    /// Whether anything has this name, even a broken link.
    pub(super) fn has(&self, name: &Name) -> bool {
        self.parent.symlink_metadata(&name.last).is_ok()
    }

    /// Opens the output, a folder and not a link to one; `None` if it does not exist.
    pub(super) fn open_out(&self) -> io::Result<Option<Dir>> {
        match beneath::folder_in(&self.parent, &self.out.last) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a name still belongs to an open file or folder with this metadata; `None` where that
    /// cannot be determined.
    pub(super) fn still_names(&self, name: &Name, open: &Metadata) -> Option<bool> {
        match self.parent.symlink_metadata(&name.last) {
            Ok(found) => beneath::is_same(&found, open),
            Err(_) => Some(false),
        }
    }

    /// Refuses a folder that has contents and is not an output, or is also a repository.
    fn check_owner(&self) -> Result<(), WriteError> {
        let folder = match self.open_out() {
            Ok(Some(folder)) => folder,
            Ok(None) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(WriteError::NotAFolder { out: self.given.clone() });
            }
            Err(error) => return Err(WriteError::io(Action::Read, &self.given)(error)),
        };
        let first = folder.entries().and_then(|mut entries| entries.next().transpose());
        let Some(first) = first.map_err(WriteError::io(Action::Read, &self.given))? else {
            return Ok(());
        };
        if !folder.symlink_metadata(MARKER).is_ok_and(|found| found.is_file()) {
            let entry = first.file_name().into();
            return Err(WriteError::Foreign { out: self.given.clone(), entry });
        }
        match REPOSITORIES.into_iter().find(|name| folder.symlink_metadata(name).is_ok()) {
            Some(entry) => Err(WriteError::Repository { out: self.given.clone(), entry }),
            None => Ok(()),
        }
    }
}

/// Whether an output, which need not exist yet, is in a folder.
pub fn lies_in(out: &Path, folder: &Path) -> bool {
    let (Ok(out), Ok(folder)) = (leads_to(out), leads_to(folder)) else { return false };
    // Many systems ignore the case and spelling of names.
    let name = |name: &OsStr| name.to_str().map(|name| composed(name).to_lowercase());
    let inside = folder.parent().and_then(|above| out.strip_prefix(above).ok());
    let first = inside.and_then(|inside| inside.components().next());
    out.starts_with(&folder)
        || folder.file_name().and_then(name).is_some_and(|folder| {
            first.is_some_and(|first| name(first.as_os_str()) == Some(folder))
        })
}

/// The real path of a path, as far as it exists.
fn leads_to(path: &Path) -> io::Result<PathBuf> {
    if let Ok(found) = real_path(path) {
        return Ok(found);
    }
    let (known, rest) = known_part(&target(path::absolute(path)?))?;
    Ok(joined(&known, &rest))
}

/// Follows a broken link, step by step, to the path that does not exist.
fn target(mut path: PathBuf) -> PathBuf {
    for _ in 0..MAX_LINKS {
        let Ok(link) = fs::read_link(&path) else { break };
        path.pop();
        path.push(link);
    }
    path
}

/// The existing part of a path, without links, and the rest of it.
fn known_part(path: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let known = path.ancestors().find_map(|above| {
        Some((real_path(above).ok()?, path.strip_prefix(above).ok()?.to_owned()))
    });
    known.ok_or_else(|| ErrorKind::NotFound.into())
}

/// A folder with the rest of a path. The rest does not exist, so no name in it is a link.
fn joined(known: &Path, rest: &Path) -> PathBuf {
    let mut real = known.to_owned();
    for part in rest.components() {
        match part {
            Component::Normal(name) => real.push(name),
            Component::ParentDir => _ = real.pop(),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    real
}

/// Refuses an output that is or holds one of the sources or the home folder.
fn refuse_sources(out: &Path, real: &Path, protect: &[&Path]) -> Result<(), WriteError> {
    let home = env::home_dir();
    for &source in protect.iter().chain(home.as_deref().iter()) {
        if real_path(source).is_ok_and(|source| source.starts_with(real)) {
            return Err(WriteError::Protected { out: out.to_owned(), holds: source.to_owned() });
        }
    }
    Ok(())
}

/// An output's path without symbolic links, and the missing part of it.
struct Followed {
    real: PathBuf,
    /// The folder that exists, and those below it, above the output, that do not.
    missing: Option<(PathBuf, PathBuf)>,
}

impl Followed {
    /// Makes the folders above the output.
    fn make(&self) -> Result<(), WriteError> {
        let Some((known, above)) = &self.missing else { return Ok(()) };
        make(known, above).map_err(WriteError::io(Action::Write, known.join(above)))
    }
}

/// Follows the links on the way to an output.
fn follow(out: &Path, protect: &[&Path]) -> Result<Followed, WriteError> {
    match real_path(out) {
        Ok(found) => return Ok(Followed { real: stays(out, found, protect)?, missing: None }),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(WriteError::io(Action::Write, out)(error));
        }
        Err(error) => return Err(WriteError::io(Action::Read, out)(error)),
    }
    let target = target(path::absolute(out).map_err(WriteError::io(Action::Write, out))?);
    let (known, rest) = known_part(&target).map_err(WriteError::io(Action::Write, out))?;
    let real = stays(out, joined(&known, &rest), protect)?; // Before making anything.
    let above = real.parent().and_then(|parent| parent.strip_prefix(&known).ok());
    let above = above.filter(|above| !above.as_os_str().is_empty()).map(Path::to_owned);
    Ok(Followed { real, missing: above.map(|above| (known, above)) })
}

/// Makes folders below an existing one, without following new links.
fn make(known: &Path, folders: &Path) -> io::Result<()> {
    let mut folder = beneath::folder_at(known)?;
    for name in folders {
        match folder.create_dir(name) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => folder = beneath::folder_in(&folder, Path::new(name))?,
        }
    }
    Ok(())
}

/// Refuses an output whose path is inside the site but which is elsewhere: the links in the path
/// came with the site, not from the user who builds it.
fn stays(out: &Path, real: PathBuf, protect: &[&Path]) -> Result<PathBuf, WriteError> {
    let named = path::absolute(out).map_err(WriteError::io(Action::Write, out))?;
    let is_plain = |above: &&Path| {
        let rest = named.strip_prefix(above).unwrap_or(&named);
        rest.components().all(|part| !matches!(part, Component::ParentDir))
    };
    let above: Vec<_> = named
        .ancestors()
        .skip(1)
        .take_while(is_plain)
        .filter_map(|above| real_path(above).ok())
        .collect();
    let sources = protect.iter().filter_map(|source| real_path(source).ok());
    for source in sources {
        if above.contains(&source) && !real.starts_with(&source) {
            return Err(WriteError::OutsideSite { out: out.to_owned(), to: real });
        }
    }
    Ok(real)
}
