//! The site on disk.
//!
//! A file is read at most once, however many decks show it, until [`DiskWorld::forget`] says that
//! it changed. Symbolic links are followed as long as they stay in the site.

#![expect(clippy::disallowed_methods, reason = "reading the site is what this room is for")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use walkdir::WalkDir;

use crate::path::ProjectPath;
use crate::picture;
use crate::source::Source;
use crate::world::{FileError, World};

/// What is known of a file.
#[derive(Clone)]
struct Slot<T> {
    known: T,
    /// Where the path leads, when that is another place.
    real: Option<PathBuf>,
}

/// The site in a folder.
pub struct DiskWorld {
    root: PathBuf,
    sources: Mutex<BTreeMap<ProjectPath, Slot<Result<Source, FileError>>>>,
    files: Mutex<BTreeMap<ProjectPath, Slot<bool>>>,
    lists: Mutex<BTreeMap<String, Arc<[ProjectPath]>>>,
    sizes: Mutex<BTreeMap<ProjectPath, Slot<Option<picture::Size>>>>,
    /// The folders that were ever asked for, whether they are there or not.
    asked: Mutex<BTreeSet<PathBuf>>,
    /// A manifest that comes from elsewhere, such as standard input.
    extra: Option<Source>,
}

impl DiskWorld {
    /// The site in a folder, which must exist.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        Ok(Self {
            root: root.canonicalize()?,
            sources: Mutex::default(),
            files: Mutex::default(),
            lists: Mutex::default(),
            sizes: Mutex::default(),
            asked: Mutex::default(),
            extra: None,
        })
    }

    /// The same site with a file in front that is not on disk.
    #[must_use]
    pub fn with(mut self, source: Source) -> Self {
        self.extra = Some(source);
        self
    }

    /// The site's folder, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Forgets what is known of files, and of everything below folders, given by absolute paths.
    pub fn forget(&self, changed: &BTreeSet<PathBuf>) {
        let is_changed = |path: &ProjectPath, real: Option<&PathBuf>| {
            let own = self.root.join(path.as_str());
            let is_at = |place: &Path| changed.iter().any(|changed| place.starts_with(changed));
            is_at(&own) || real.is_some_and(|real| is_at(real))
        };
        locked(&self.sources).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        locked(&self.files).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        locked(&self.sizes).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        let mut lists = locked(&self.lists);
        if changed.iter().any(|path| self.is_listed_wrong(path, &lists)) {
            lists.clear();
        }
    }

    /// Whether a list has a file that is gone, or lacks one that is there.
    fn is_listed_wrong(&self, path: &Path, lists: &BTreeMap<String, Arc<[ProjectPath]>>) -> bool {
        let Some(own) = path.strip_prefix(&self.root).ok().and_then(Path::to_str) else {
            return true; // A link leads there.
        };
        let own = ProjectPath::new(&own.replace(std::path::MAIN_SEPARATOR, "/"));
        let is_file = path.is_file();
        !is_file && path.exists()
            || lists.iter().any(|(folder, list)| {
                (folder.is_empty() || own.below(folder).is_some())
                    && list.binary_search(&own).is_ok() != is_file
            })
    }

    /// The folders in which something can happen that changes an answer.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let asked = locked(&self.asked);
        // What is not there yet appears in the nearest folder that is.
        let there = asked.iter().filter_map(|folder| folder.ancestors().find(|f| f.is_dir()));
        std::iter::once(self.root.as_path()).chain(there).map(Path::to_owned).collect()
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        locked(&self.sources).clear();
        locked(&self.files).clear();
        locked(&self.lists).clear();
        locked(&self.sizes).clear();
    }

    /// What is known of a file, with the place that its path leads to.
    fn slot<T>(
        &self,
        path: &ProjectPath,
        known: impl FnOnce(Result<&Path, FileError>) -> T,
    ) -> Slot<T> {
        let inside = self.inside(path);
        let known = known(inside.as_deref().map_err(Clone::clone));
        let own = self.root.join(path.as_str());
        let real = inside.ok().filter(|real| *real != own);
        let places = [Some(&own), real.as_ref()].into_iter().flatten();
        locked(&self.asked).extend(places.filter_map(|place| place.parent()).map(Path::to_owned));
        Slot { known, real }
    }

    fn read(path: &ProjectPath, file: &Path) -> Result<Source, FileError> {
        let bytes = std::fs::read(file).map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => FileError::Folder,
            _ if file.is_dir() => FileError::Folder,
            _ => file_error(&error),
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(path.clone(), &text)),
            Err(error) => Err(FileError::NotUtf8(error.utf8_error().valid_up_to())),
        }
    }

    /// The real file of a path, which must not lie outside the site.
    fn inside(&self, path: &ProjectPath) -> Result<PathBuf, FileError> {
        let real = self.root.join(path.as_str()).canonicalize().map_err(|e| file_error(&e))?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(FileError::Outside) }
    }

    fn walk(&self, folder: &str) -> Arc<[ProjectPath]> {
        let is_hidden =
            |name: &std::ffi::OsStr| name.as_encoded_bytes().first().is_some_and(|&b| b == b'.');
        let mut files = Vec::new();
        let mut folders = vec![self.root.join(folder)];
        let entries = WalkDir::new(self.root.join(folder))
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
            .filter_map(Result::ok);
        for entry in entries {
            if entry.file_type().is_dir() {
                let real = entry.path_is_symlink().then(|| entry.path().canonicalize().ok());
                folders.extend(real.flatten());
                folders.push(entry.path().to_owned());
            } else if entry.file_type().is_file() {
                files.extend(self.named(entry.path()));
            }
        }
        locked(&self.asked).extend(folders);
        let extra = self.extra.iter().map(|source| source.path().clone());
        files.extend(extra.filter(|path| folder.is_empty() || path.below(folder).is_some()));
        files.sort();
        files.dedup();
        files.into()
    }

    /// The path in the site of a file; `None` when it has no name in UTF-8.
    fn named(&self, file: &Path) -> Option<ProjectPath> {
        let path = file.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        Some(ProjectPath::new(&parts?.join("/")))
    }
}

impl World for DiskWorld {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        if let Some(extra) = self.extra.as_ref().filter(|extra| extra.path() == path) {
            return Ok(extra.clone());
        }
        if let Some(slot) = locked(&self.sources).get(path) {
            return slot.known.clone();
        }
        let slot = self.slot(path, |file| Self::read(path, file?));
        let known = slot.known.clone();
        locked(&self.sources).insert(path.clone(), slot);
        known
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        match self.source(path) {
            Ok(source) => Some(source),
            Err(FileError::NotUtf8(_)) => {
                let bytes = std::fs::read(self.inside(path).ok()?).ok()?;
                Some(Source::new(path.clone(), &String::from_utf8_lossy(&bytes)))
            }
            Err(_) => None,
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        if let Some(slot) = locked(&self.files).get(path) {
            return slot.known;
        }
        let slot = self.slot(path, |file| file.is_ok_and(Path::is_file));
        let known = slot.known;
        locked(&self.files).insert(path.clone(), slot);
        known
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        if let Some(known) = locked(&self.lists).get(folder) {
            return Arc::clone(known);
        }
        let list = self.walk(folder);
        locked(&self.lists).insert(folder.to_owned(), Arc::clone(&list));
        list
    }

    fn picture_size(&self, path: &ProjectPath) -> Option<picture::Size> {
        if let Some(slot) = locked(&self.sizes).get(path) {
            return slot.known;
        }
        let slot =
            self.slot(path, |file| picture::size(BufReader::new(File::open(file.ok()?).ok()?)));
        let known = slot.known;
        locked(&self.sizes).insert(path.clone(), slot);
        known
    }
}

/// What a panic in another thread left behind is still a valid cache.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn file_error(error: &std::io::Error) -> FileError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::Missing,
        _ => FileError::Unreadable(error.to_string()),
    }
}
