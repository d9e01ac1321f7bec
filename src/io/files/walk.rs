//! Lists the files below a folder of the site, through symbolic links that stay in it.
//!
//! Each folder is opened beneath the site's root by its whole path, and listed from that handle: a
//! folder that has become a link to another place is refused, and none of its contents are named.
//! Circular links end, and so do folders that link to each other and double with each step. Only
//! names are read here.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cap_std::fs::FileType;

use super::exact::ExactNames;
use crate::diag::Skipped;
use crate::io::beneath::{self, Refused, Root};
use crate::io::stamp::FileLook;
use crate::path::ProjectPath;
use crate::world::FileError;

/// How many files and folders links may add. Folders that link to each other double with each step.
const MOST: usize = 10_000;

/// The contents of a folder and its subfolders.
pub(super) struct FolderWalk<'a> {
    root: &'a Root,
    exact: &'a ExactNames,
    /// The files, in no order.
    pub(super) files: Vec<ProjectPath>,
    /// The folders, by their real paths.
    pub(super) folders: Vec<PathBuf>,
    /// Real targets of symbolic links: files and folders.
    pub(super) links: BTreeSet<PathBuf>,
    /// The links that are not behind another link, with their targets.
    pub(super) targets: Vec<(ProjectPath, String)>,
    /// Entries that could not be listed.
    pub(super) refused: Vec<(ProjectPath, FileError)>,
    /// Entries that are hidden, or have a name that no path of the site can have.
    pub(super) skipped: Vec<(ProjectPath, Skipped)>,
    /// The folders and links, and how they looked before.
    pub(super) looks: Vec<(PathBuf, Option<FileLook>)>,
    /// How much was found through links.
    followed: usize,
}

/// An entry that is yet to be visited.
struct Pending {
    path: String,
    /// Its own kind, link or not.
    kind: FileType,
    /// The folder that contains it; `None` for the start of a walk, which may be hidden.
    above: Option<Arc<Above>>,
    /// The first link on the way to it.
    link: Option<Arc<str>>,
}

/// A visited folder, by its real path, and those above it.
struct Above {
    real: PathBuf,
    above: Option<Arc<Above>>,
}

impl<'a> FolderWalk<'a> {
    /// Walks through a folder, or to a file. Files outside the site are left out, even if links
    /// point there.
    pub(super) fn new(root: &'a Root, exact: &'a ExactNames, folder: &str) -> Self {
        let (files, links, refused) = (Vec::new(), BTreeSet::new(), Vec::new());
        let (folders, looks, targets, skipped) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let followed = 0;
        let mut walk =
            Self { root, exact, files, folders, links, targets, refused, skipped, looks, followed };
        if root.itself(folder).is_ok() && !exact.are_in(root, folder) {
            let part = exact.exact_part(root, folder);
            walk.folders.push(walk.leads_to(part));
            walk.look_at(folder);
            return walk;
        }
        walk.folders.push(walk.leads_to(folder));
        // Recursion could overflow the stack: folders can be deep.
        let mut pending = Vec::new();
        match root.itself(folder) {
            Ok(about) => pending.push(Pending {
                path: folder.to_owned(),
                kind: about.file_type(),
                above: None,
                link: None,
            }),
            Err(error) => {
                walk.look_at(folder);
                walk.refuse(folder, error);
            }
        }
        while let Some(next) = pending.pop() {
            walk.visit(next, &mut pending);
        }
        walk
    }

    /// Records a file, or a folder, whose contents are then pending.
    fn visit(&mut self, next: Pending, pending: &mut Vec<Pending>) {
        let Pending { path, mut kind, above, mut link } = next;
        if link.as_ref().is_some_and(|link| self.is_too_much(link)) {
            return;
        }
        let name = path.rsplit('/').next().unwrap_or(&path);
        let is_hidden = above.is_some() && name.starts_with('.');
        if is_hidden {
            let why = if kind.is_symlink() { Skipped::HiddenLink } else { Skipped::Hidden };
            self.skipped.push((ProjectPath::new(&path), why));
        }
        let real = if kind.is_symlink() {
            self.look_at(&path);
            if link.is_none() && !is_hidden {
                let target = self.root.target(&path).ok();
                let target = target.and_then(|target| target.to_str().map(str::to_owned));
                self.targets.extend(target.map(|target| (ProjectPath::new(&path), target)));
            }
            let Some((target, real)) = self.followed(&path) else { return };
            // A link to a parent folder is a circle.
            if is_hidden || Above::has(above.as_ref(), &real) {
                return;
            }
            self.links.insert(real.clone());
            link = link.or_else(|| Some(Arc::from(path.as_str())));
            kind = target;
            real
        } else if is_hidden {
            if kind.is_dir() {
                self.look_at(&path);
            }
            return;
        } else {
            above.as_ref().map_or_else(|| self.leads_to(&path), |above| above.real.join(name))
        };
        if kind.is_file() {
            self.files.push(ProjectPath::new(&path));
        } else if !kind.is_dir() {
            self.refuse(&path, Refused::NoFile);
        } else {
            self.folders.push(real.clone());
            let above = Some(Arc::new(Above { real, above }));
            match self.names(&path) {
                // The last one pending is visited next.
                Ok(names) => pending.extend(names.into_iter().rev().map(|(name, kind)| {
                    let path = if path.is_empty() { name } else { format!("{path}/{name}") };
                    Pending { path, kind, above: above.clone(), link: link.clone() }
                })),
                Err(error) => self.refuse(&path, error),
            }
        }
    }

    /// The kind and real path of a link's target, if it is inside.
    fn followed(&mut self, path: &str) -> Option<(FileType, PathBuf)> {
        let found = self.root.about(path).and_then(|about| {
            let real = self.root.real(path)?;
            if !self.exact.are_in(self.root, path) {
                return Err(std::io::Error::from(ErrorKind::NotFound).into());
            }
            Ok((about.file_type(), real))
        });
        found.map_err(|error| self.refuse(path, error)).ok()
    }

    /// The entries of a folder, in order, whose names a path of the site can have.
    fn names(&mut self, path: &str) -> Result<Vec<(String, FileType)>, Refused> {
        let folder = self.root.folder(path).inspect_err(|_| self.look_at(path))?;
        let look = folder.dir_metadata().ok().map(|about| FileLook::of(&about));
        self.looks.push((self.root.path().join(path), look));
        let mut names = Vec::new();
        for entry in folder.entries()? {
            let entry = entry?;
            let name = match entry.file_name().into_string() {
                Ok(name) => name,
                Err(name) => {
                    let name = format!("{path}/{}", name.to_string_lossy());
                    self.skipped.push((ProjectPath::new(&name), Skipped::NotUtf8));
                    continue;
                }
            };
            match beneath::kind_in(&folder, &entry) {
                Ok(kind) => names.push((name, kind)),
                Err(error) if error.kind() == ErrorKind::NotFound => {} // It vanished meanwhile.
                Err(error) => return Err(error.into()),
            }
        }
        names.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(names)
    }

    /// Where a path points, or would.
    fn leads_to(&self, path: &str) -> PathBuf {
        self.root.leads_to(path).unwrap_or_else(|_| self.root.path().join(path))
    }

    /// Records the state of a folder or of a link's target.
    fn look_at(&mut self, path: &str) {
        let own = self.root.path().join(path);
        let look = FileLook::at(&own);
        self.looks.push((own, look));
    }

    /// Counts entries reached through links, and reports once, for the first link, that there are
    /// too many.
    fn is_too_much(&mut self, link: &str) -> bool {
        self.followed += 1;
        if self.followed == MOST {
            let reason = format!("more than {MOST} files are reached through symbolic links");
            self.refused.push((ProjectPath::new(link), FileError::Unreadable(reason)));
        }
        self.followed >= MOST
    }

    /// Records entries that could not be listed; missing ones are skipped.
    fn refuse(&mut self, path: &str, refused: Refused) {
        let reason = FileError::from(refused);
        if reason != FileError::Missing {
            self.refused.push((ProjectPath::new(path), reason));
        }
    }
}

impl Above {
    /// Whether a folder is among these.
    fn has(mut above: Option<&Arc<Self>>, real: &Path) -> bool {
        while let Some(folder) = above {
            if folder.real == *real {
                return true;
            }
            above = folder.above.as_ref();
        }
        false
    }
}
