//! Lists the files below a folder of the site, through symbolic links that stay in it.
//!
//! Each folder is opened beneath the site's root by its whole path, and listed from that handle: a
//! folder that becomes a link to somewhere else while it is walked is refused, and nothing of what
//! lies there is named. Circles of links end, and so do folders that link to each other and double
//! with each step. Nothing is read here but names.

use std::collections::BTreeSet;
use std::path::PathBuf;

use cap_std::fs::{Dir, FileType};

use crate::io::beneath::{self, Refused, Root};
use crate::io::stamp::Look;
use crate::path::ProjectPath;
use crate::world::FileError;

/// How many files and folders links may add. Folders that link to each other double with each step.
const MOST: usize = 20_000;

/// What was found below a folder.
pub(super) struct Walk<'a> {
    root: &'a Root,
    /// The files, in no order.
    pub(super) files: Vec<ProjectPath>,
    /// The folders, by their real places.
    pub(super) folders: Vec<PathBuf>,
    /// Where symbolic links lead: real files and folders.
    pub(super) links: BTreeSet<PathBuf>,
    /// What could not be listed.
    pub(super) refused: Vec<(ProjectPath, FileError)>,
    /// The folders and links, and how they looked before.
    pub(super) looks: Vec<(PathBuf, Option<Look>)>,
    /// How much was found through links.
    followed: usize,
}

/// The way to a file or folder.
#[derive(Clone, Copy)]
struct Way<'w> {
    /// The real places of the folders above it, the outermost first.
    above: &'w [PathBuf],
    /// The name that is not followed nor shown when it is hidden; of where a walk starts, none.
    name: Option<&'w str>,
    /// The first link that was passed.
    link: Option<&'w str>,
}

impl<'a> Walk<'a> {
    /// Walks through a folder, or to a file. What lies outside the site is not in it, whatever
    /// links lead there.
    pub(super) fn new(root: &'a Root, folder: &str) -> Self {
        let (files, links, refused) = (Vec::new(), BTreeSet::new(), Vec::new());
        let (folders, looks) = (Vec::new(), Vec::new());
        let mut walk = Self { root, files, folders, links, refused, looks, followed: 0 };
        let own = root.path().join(folder);
        walk.folders.push(root.leads_to(folder).unwrap_or_else(|_| own.clone()));
        match root.itself(folder) {
            Ok(about) => {
                let way = Way { above: &[], name: None, link: None };
                walk.visit(folder, about.file_type(), way);
            }
            Err(error) => {
                walk.looks.push((own.clone(), Look::at(&own)));
                walk.refuse(folder, error);
            }
        }
        walk
    }

    /// Takes down what has a path, and all below it. `kind` is what it is itself, link or not.
    fn visit(&mut self, path: &str, kind: FileType, way: Way<'_>) {
        if way.link.is_some_and(|link| self.is_too_much(link)) {
            return;
        }
        let is_hidden = way.name.is_some_and(|name| name.starts_with('.'));
        if kind.is_symlink() {
            let Some((kind, real)) = self.followed(path) else { return };
            // What leads to a folder above itself is a circle.
            if is_hidden || way.above.contains(&real) {
                return;
            }
            self.links.insert(real.clone());
            let link = way.link.or(Some(path));
            return self.take(path, kind, real, Way { link, ..way });
        }
        let real = match (way.above.last(), way.name) {
            (Some(above), Some(name)) => above.join(name),
            _ => self.root.leads_to(path).unwrap_or_else(|_| self.root.path().join(path)),
        };
        if !is_hidden {
            self.take(path, kind, real, way);
        } else if kind.is_dir() {
            let own = self.root.path().join(path);
            self.looks.push((own.clone(), Look::at(&own)));
        }
    }

    /// What a link leads to, and where that really is, when it is inside.
    fn followed(&mut self, path: &str) -> Option<(FileType, PathBuf)> {
        let own = self.root.path().join(path);
        self.looks.push((own.clone(), Look::at(&own)));
        let found = self.root.about(path).and_then(|about| {
            let real = self.root.real(path)?;
            Ok((about.file_type(), real))
        });
        found.map_err(|error| self.refuse(path, error)).ok()
    }

    /// Takes down a file, or a folder with all below it.
    fn take(&mut self, path: &str, kind: FileType, real: PathBuf, way: Way<'_>) {
        if kind.is_file() {
            self.files.push(ProjectPath::new(path));
        } else if !kind.is_dir() {
            self.refuse(path, Refused::NoFile);
        } else {
            self.folders.push(real.clone());
            let above: Vec<_> = way.above.iter().cloned().chain([real]).collect();
            if let Err(error) = self.enter(path, &above, way.link) {
                self.refuse(path, error);
            }
        }
    }

    /// Takes down what is in a folder.
    fn enter(&mut self, path: &str, above: &[PathBuf], link: Option<&str>) -> Result<(), Refused> {
        let own = self.root.path().join(path);
        let folder = self.root.folder(path).inspect_err(|_| {
            self.looks.push((own.clone(), Look::at(&own)));
        })?;
        self.looks.push((own, folder.dir_metadata().ok().map(|about| Look::of(&about))));
        for (name, kind) in names(&folder)? {
            let inner = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            self.visit(&inner, kind, Way { above, name: Some(&name), link });
        }
        Ok(())
    }

    /// Counts what links lead to, and says once, of the link that led there, that it is too much.
    fn is_too_much(&mut self, link: &str) -> bool {
        self.followed += 1;
        if self.followed == MOST {
            let reason = format!("symbolic links lead to more than {MOST} files");
            self.refused.push((ProjectPath::new(link), FileError::Unreadable(reason)));
        }
        self.followed >= MOST
    }

    /// Takes down what could not be listed; what is not there is nothing.
    fn refuse(&mut self, path: &str, refused: Refused) {
        let reason = FileError::from(refused);
        if reason != FileError::Missing {
            self.refused.push((ProjectPath::new(path), reason));
        }
    }
}

/// What is in a folder, in order, with names that a path of the site can have.
fn names(folder: &Dir) -> Result<Vec<(String, FileType)>, Refused> {
    let mut names = Vec::new();
    for entry in folder.entries()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        match beneath::kind_in(folder, &entry) {
            Ok(kind) => names.push((name, kind)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {} // It is gone again.
            Err(error) => return Err(error.into()),
        }
    }
    names.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(names)
}
