//! The site on disk.
//!
//! A file is read at most once, however many decks show it, until [`DiskWorld::forget`] says that
//! it changed. Symbolic links are followed as long as they stay in the site.
//!
//! Folders are watched under their real names, so that a folder with two names has one: what
//! happens there is told under the real one, and each answer knows the real place that it is from.

#![expect(clippy::disallowed_methods, reason = "reading the site is what this room is for")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufReader, Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use walkdir::WalkDir;

use super::revisions::{self, Revisions};
use super::stamp::{Inputs, Look};
use crate::path::ProjectPath;
use crate::picture;
use crate::source::Source;
use crate::span::LARGEST_TEXT;
use crate::world::{FileError, World};

/// What is said of what is neither a file nor a folder.
const NO_FILE: &str = "it is a pipe or a device, and no file";

/// What is known of a file.
#[derive(Clone)]
struct Slot<T> {
    known: T,
    /// Where the path leads, when that is another place.
    real: Option<PathBuf>,
    /// How it looked before it was read.
    look: Option<Look>,
}

/// What is known of a folder.
#[derive(Clone)]
struct List {
    files: Arc<[ProjectPath]>,
    /// What could not be listed.
    refused: Arc<[(ProjectPath, FileError)]>,
}

/// The site in a folder.
pub struct DiskWorld {
    root: PathBuf,
    sources: Mutex<HashMap<ProjectPath, Slot<Result<Source, FileError>>>>,
    files: Mutex<HashMap<ProjectPath, Slot<bool>>>,
    lists: Mutex<BTreeMap<String, List>>,
    /// Where symbolic links lead that lists came upon: real files and folders.
    links: Mutex<BTreeSet<PathBuf>>,
    sizes: Mutex<HashMap<ProjectPath, Slot<Option<picture::Size>>>>,
    /// The folders that were ever asked for, whether they are there or not.
    asked: Mutex<BTreeSet<PathBuf>>,
    /// The folders and links that lists came upon, and how they looked before.
    listed: Mutex<BTreeMap<PathBuf, Option<Look>>>,
    revisions: Revisions,
    /// A manifest that comes from elsewhere, such as standard input.
    extra: Option<Source>,
}

impl DiskWorld {
    /// The site in a folder, which must exist.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        let root = root.canonicalize()?;
        Ok(Self {
            revisions: Revisions::new(&root),
            root,
            sources: Mutex::default(),
            files: Mutex::default(),
            lists: Mutex::default(),
            links: Mutex::default(),
            sizes: Mutex::default(),
            asked: Mutex::default(),
            listed: Mutex::default(),
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
        let names: Vec<String> = changed.iter().filter_map(|path| self.name_of(path)).collect();
        let is_changed = |path: &ProjectPath, real: Option<&PathBuf>| {
            let is_at = |place: &Path| changed.iter().any(|changed| place.starts_with(changed));
            let is_below = |name: &String| {
                name.is_empty() || path.as_str() == name || path.below(name).is_some()
            };
            names.iter().any(is_below) || real.is_some_and(|real| is_at(real))
        };
        locked(&self.sources).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        locked(&self.files).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        locked(&self.sizes).retain(|path, slot| !is_changed(path, slot.real.as_ref()));
        let mut lists = locked(&self.lists);
        if changed.iter().any(|path| self.is_listed_wrong(path, &lists)) {
            lists.clear();
        }
    }

    /// How paths of the site begin that lie at a place or below it; `None` for a place elsewhere.
    fn name_of(&self, place: &Path) -> Option<String> {
        if self.root.starts_with(place) {
            return Some(String::new());
        }
        let own = place.strip_prefix(&self.root).ok()?.to_str()?;
        Some(own.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// Whether a list has a file that is gone, or lacks one that is there.
    fn is_listed_wrong(&self, path: &Path, lists: &BTreeMap<String, List>) -> bool {
        if locked(&self.links).iter().any(|link| path.starts_with(link)) {
            return true;
        }
        let Some(own) = self.name_of(path) else {
            return true; // It has no name in the site.
        };
        let own = ProjectPath::new(&own);
        let is_file = path.is_file();
        !is_file && path.exists()
            || lists.iter().any(|(folder, list)| {
                (folder.is_empty() || own.below(folder).is_some())
                    && (list.files.binary_search(&own).is_ok() != is_file
                        || list.refused.iter().any(|(refused, _)| *refused == own))
            })
    }

    /// The folders in which something can happen that changes an answer.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let asked = locked(&self.asked);
        // What is not there yet appears in the nearest folder that is.
        let there = asked.iter().filter_map(|folder| folder.ancestors().find(|f| f.is_dir()));
        std::iter::once(self.root.as_path()).chain(there).map(Path::to_owned).collect()
    }

    /// All that was asked for since the world was made, if it can be asked for again.
    pub fn inputs(&self) -> Option<Inputs> {
        if self.extra.is_some() {
            return None;
        }
        let own = |path: &ProjectPath| self.root.join(path.as_str());
        let mut files = locked(&self.listed).clone();
        files.extend(
            locked(&self.sources).iter().map(|(path, slot)| (own(path), slot.look.clone())),
        );
        files.extend(locked(&self.files).iter().map(|(path, slot)| (own(path), slot.look.clone())));
        files.extend(locked(&self.sizes).iter().map(|(path, slot)| (own(path), slot.look.clone())));
        Some(Inputs { files, revisions: self.revisions.commits()? })
    }

    /// What names of revisions mean.
    pub fn commits(&self, names: &[&str]) -> Option<Vec<String>> {
        revisions::commits(&self.root, names)
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        locked(&self.sources).clear();
        locked(&self.files).clear();
        locked(&self.lists).clear();
        locked(&self.sizes).clear();
        self.revisions.forget();
    }

    /// Where a file of the site is, whatever links lead there.
    pub fn real(&self, path: &ProjectPath) -> PathBuf {
        let own = self.root.join(path.as_str());
        if let Some(slot) = locked(&self.files).get(path) {
            return slot.real.clone().unwrap_or(own);
        }
        if locked(&self.links).is_empty() {
            return own;
        }
        self.inside(path).unwrap_or(own)
    }

    /// What is known of a file, with the place that its path leads to.
    fn slot<T>(
        &self,
        path: &ProjectPath,
        known: impl FnOnce(Result<&Path, FileError>) -> T,
    ) -> Slot<T> {
        let own = self.root.join(path.as_str());
        let look = Look::at(&own);
        let inside = self.inside(path);
        let known = known(inside.as_deref().map_err(Clone::clone));
        let there = inside.ok().or_else(|| appearing(&own));
        let real = there.filter(|real| *real != own);
        let mut asked = locked(&self.asked);
        asked.extend(real.as_ref().and_then(|real| real.parent()).map(Path::to_owned));
        asked.extend(own.parent().map(|folder| match real {
            Some(_) => folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
            None => folder.to_owned(),
        }));
        drop(asked);
        Slot { known, real, look }
    }

    fn read(path: &ProjectPath, file: &Path) -> Result<Source, FileError> {
        match String::from_utf8(bytes(file)?) {
            Ok(text) => Ok(Source::new(path.clone(), &text)),
            Err(error) => Err(FileError::NotUtf8(error.utf8_error().valid_up_to())),
        }
    }

    /// The real file of a path, which must not lie outside the site.
    fn inside(&self, path: &ProjectPath) -> Result<PathBuf, FileError> {
        let real = self.root.join(path.as_str()).canonicalize().map_err(|e| file_error(&e))?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(FileError::Outside) }
    }

    /// What a folder has. What lies outside the site is not in it, whatever links lead there.
    fn walk(&self, folder: &str) -> List {
        let start = self.root.join(folder);
        let own = start.canonicalize().unwrap_or_else(|_| start.clone());
        let (mut files, mut folders) = (Vec::new(), vec![own]);
        let (mut links, mut refused) = (BTreeSet::new(), Vec::new());
        let mut looks = vec![(start.clone(), Look::at(&start))];
        let mut entries = WalkDir::new(&start).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    looks.extend(error.path().map(|path| (path.to_owned(), Look::at(path))));
                    refused.extend(self.refusal(&error));
                    continue;
                }
            };
            let (path, is_folder) = (entry.path(), entry.file_type().is_dir());
            let real = entry.path_is_symlink().then(|| path.canonicalize()).and_then(Result::ok);
            if is_folder || real.is_some() {
                looks.push((path.to_owned(), Look::at(path)));
            }
            let is_outside = real.as_ref().is_some_and(|real| !real.starts_with(&self.root));
            if is_outside || entry.depth() > 0 && is_hidden(entry.file_name()) {
                if is_outside {
                    refused.extend(self.named(path).map(|path| (path, FileError::Outside)));
                }
                if is_folder {
                    entries.skip_current_dir();
                }
                continue;
            }
            links.extend(real);
            if is_folder && links.is_empty() {
                folders.push(path.to_owned());
            } else if is_folder {
                folders.extend(path.canonicalize());
            } else if entry.file_type().is_file() {
                files.extend(self.named(path));
            } else {
                let reason = FileError::Unreadable(NO_FILE.to_owned());
                refused.extend(self.named(path).map(|path| (path, reason)));
            }
        }
        let extra = self.extra.iter().map(|source| source.path().clone());
        files.extend(extra.filter(|path| folder.is_empty() || path.below(folder).is_some()));
        files.sort();
        files.dedup();
        // A link to a file: it changes where it is.
        folders.extend(links.iter().filter_map(|link| link.parent()).map(Path::to_owned));
        locked(&self.asked).extend(folders);
        locked(&self.listed).extend(looks);
        locked(&self.links).extend(links);
        List { files: files.into(), refused: refused.into() }
    }

    /// What could not be listed, with the reason; `None` for what is not there, and for circles.
    fn refusal(&self, error: &walkdir::Error) -> Option<(ProjectPath, FileError)> {
        let reason = file_error(error.io_error()?);
        let path = self.named(error.path()?)?;
        (reason != FileError::Missing).then_some((path, reason))
    }

    /// What a folder has, and what could not be listed.
    fn listed(&self, folder: &str) -> List {
        if let Some(known) = locked(&self.lists).get(folder) {
            return known.clone();
        }
        let list = match folder.split_once(':') {
            Some((name, folder)) if self.revisions.find(name).is_ok() => {
                List { files: self.revisions.list(name, folder).into(), refused: Arc::from([]) }
            }
            _ => self.walk(folder),
        };
        locked(&self.lists).insert(folder.to_owned(), list.clone());
        list
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
        let slot = if self.revisions.has(path) {
            Slot { known: self.revisions.source(path), real: None, look: None }
        } else {
            self.slot(path, |file| Self::read(path, file?))
        };
        let known = slot.known.clone();
        locked(&self.sources).insert(path.clone(), slot);
        known
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        match self.source(path) {
            Ok(source) => Some(source),
            Err(FileError::NotUtf8(_)) => {
                let bytes = match self.bytes(path) {
                    Some(bytes) => bytes.to_vec(),
                    None => bytes(&self.inside(path).ok()?).ok()?,
                };
                Some(Source::new(path.clone(), &String::from_utf8_lossy(&bytes)))
            }
            Err(_) => None,
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        if let Some(slot) = locked(&self.files).get(path) {
            return slot.known;
        }
        if self.revisions.has(path) {
            return self.revisions.blob(path).is_some();
        }
        let slot = self.slot(path, |file| file.is_ok_and(Path::is_file));
        let known = slot.known;
        locked(&self.files).insert(path.clone(), slot);
        known
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.listed(folder).files
    }

    fn revision(&self, name: &str) -> Result<(), String> {
        self.revisions.find(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.revisions.has(path).then(|| self.revisions.blob(path))?
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.revisions.has(path).then(|| self.revisions.bytes(path))?
    }

    fn picture_size(&self, path: &ProjectPath) -> Option<picture::Size> {
        if let Some(slot) = locked(&self.sizes).get(path) {
            return slot.known;
        }
        if self.revisions.has(path) {
            return picture::size(Cursor::new(self.revisions.bytes(path)?));
        }
        let slot = self.slot(path, |file| picture_in(file.ok()?));
        let known = slot.known;
        locked(&self.sizes).insert(path.clone(), slot);
        known
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.listed(folder).refused
    }
}

/// Writes a file of the site in one move: nobody ever sees half of it.
pub fn replace(root: &Path, path: &ProjectPath, text: &str) -> std::io::Result<()> {
    let file = root.join(path.as_str());
    let file = file.canonicalize().unwrap_or(file);
    let folder = file.parent().unwrap_or(root);
    std::fs::create_dir_all(folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.new"));
    std::fs::write(&new, text)?;
    if let Ok(old) = std::fs::metadata(&file) {
        std::fs::set_permissions(&new, old.permissions())?;
    }
    std::fs::rename(&new, &file)
}

/// What a file holds. What is no file is not opened: a pipe could be waited for without end.
fn bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let about = path.metadata().map_err(|error| file_error(&error))?;
    if about.is_dir() {
        return Err(FileError::Folder);
    }
    if !about.is_file() {
        return Err(FileError::Unreadable(NO_FILE.to_owned()));
    }
    let limit = LARGEST_TEXT as u64;
    if about.len() > limit {
        return Err(FileError::TooLarge(about.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    // A file may grow while it is read, and some have no length that the system knows.
    match File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)) {
        Ok(read) if read as u64 > limit => Err(FileError::TooLarge(read as u64)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(file_error(&error)),
    }
}

/// The size of a picture. As with texts, what is no file is not opened.
fn picture_in(file: &Path) -> Option<picture::Size> {
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    is_file.then(|| picture::size(BufReader::new(File::open(file).ok()?)))?
}

/// Where a path that leads nowhere will lead once something is there.
fn appearing(path: &Path) -> Option<PathBuf> {
    let target = path.read_link().ok().and_then(|target| Some(path.parent()?.join(target)));
    let path = target.as_deref().unwrap_or(path);
    let mut above = path.ancestors().skip(1);
    let (folder, real) = above.find_map(|folder| Some((folder, folder.canonicalize().ok()?)))?;
    Some(real.join(path.strip_prefix(folder).ok()?))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first().is_some_and(|&byte| byte == b'.')
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
