//! The site on disk.
//!
//! A file is read at most once, however many decks show it, until [`DiskWorld::forget`] reports
//! that it changed. Symbolic links are followed as long as they stay in the site.
//!
//! Folders are watched under their real names, even if they have several: events contain the real
//! name, and each cached answer knows the real path of its source.

mod exact;
#[cfg(all(test, unix))]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cap_std::fs::Metadata;
use foldhash::HashMap;

use self::exact::ExactNames;
use self::walk::FolderWalk;
use super::beneath::{self, OpenedFile, Refused, Root};
use super::git::revisions::{self, Revisions};
use super::stamp::{FileLook, Inputs};
use crate::diag::{RevisionTrouble, Skipped};
use crate::path::ProjectPath;
use crate::picture;
use crate::source::Source;
use crate::span::LARGEST_TEXT;
use crate::world::{FileError, World};

/// The largest file whose content is compared with another one's, in bytes: larger ones count as
/// different.
const LARGEST_COMPARED: u64 = 64 << 20;

/// A cached file.
#[derive(Clone)]
struct FileSlot<T> {
    known: T,
    /// The real path, if it differs.
    real: Option<PathBuf>,
    /// How it looked before it was read.
    look: Option<FileLook>,
}

/// A cached folder.
#[derive(Clone)]
struct List {
    files: Arc<[ProjectPath]>,
    /// Entries that could not be listed.
    refused: Arc<[(ProjectPath, FileError)]>,
    /// Entries that are hidden, or have a name that no path of the site can have.
    skipped: Arc<[(ProjectPath, Skipped)]>,
    /// The targets of links, as written.
    links: Arc<[(ProjectPath, String)]>,
}

/// The site in a folder.
pub struct DiskWorld {
    root: Arc<Root>,
    sources: Mutex<HashMap<ProjectPath, FileSlot<Result<Source, FileError>>>>,
    files: Mutex<HashMap<ProjectPath, FileSlot<bool>>>,
    lists: Mutex<BTreeMap<String, List>>,
    /// The real targets of symbolic links in lists: files and folders.
    links: Mutex<BTreeSet<PathBuf>>,
    sizes: Mutex<HashMap<ProjectPath, FileSlot<Option<picture::PictureFacts>>>>,
    /// All folders that were ever requested, whether they exist or not.
    asked: Mutex<BTreeSet<PathBuf>>,
    /// The folders and links found while listing, and how they looked before.
    listed: Mutex<BTreeMap<PathBuf, Option<FileLook>>>,
    /// How names are written on the disk.
    exact: ExactNames,
    revisions: Revisions,
    /// A manifest from elsewhere, such as standard input.
    extra: Option<Source>,
}

impl DiskWorld {
    /// The site in a folder, which must exist.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        Ok(Self::beneath(&Arc::new(Root::new(root)?)))
    }

    /// The site in an open folder.
    pub fn beneath(root: &Arc<Root>) -> Self {
        Self {
            revisions: Revisions::new(root.path()),
            root: Arc::clone(root),
            sources: Mutex::default(),
            files: Mutex::default(),
            lists: Mutex::default(),
            links: Mutex::default(),
            sizes: Mutex::default(),
            asked: Mutex::default(),
            listed: Mutex::default(),
            exact: ExactNames::default(),
            extra: None,
        }
    }

    /// The same site with a file added that is not on disk.
    #[must_use]
    pub fn with(mut self, source: Source) -> Self {
        self.extra = Some(source);
        self
    }

    /// The site's folder, without symbolic links.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The site's folder, held open.
    pub fn folder(&self) -> &Arc<Root> {
        &self.root
    }

    /// Writes a file of the site in one step: half of it is never seen.
    pub fn replace(&self, path: &ProjectPath, text: &str) -> std::io::Result<()> {
        Ok(self.root.replace(path.as_str(), text.as_bytes())?)
    }

    /// Forgets changed files, and everything below changed folders, given by absolute paths.
    pub fn forget(&self, changed: &BTreeSet<PathBuf>) {
        let names: Vec<String> = changed.iter().filter_map(|path| self.name_of(path)).collect();
        if names.iter().any(String::is_empty) {
            self.root.renew();
        }
        self.exact.forget();
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

    /// The prefix of the site's paths at a place or below it; `None` for a path elsewhere.
    fn name_of(&self, place: &Path) -> Option<String> {
        if self.root().starts_with(place) {
            return Some(String::new());
        }
        let own = place.strip_prefix(self.root()).ok()?.to_str()?;
        Some(own.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// Whether an absolute path names a file of the site.
    pub fn is_file_at(&self, place: &Path) -> bool {
        let about = self.name_of(place).map(|name| self.root.about(name));
        about.is_some_and(|about| about.is_ok_and(|about| about.is_file()))
    }

    /// Whether a list has a file that is gone, or lacks one that exists.
    fn is_listed_wrong(&self, path: &Path, lists: &BTreeMap<String, List>) -> bool {
        if locked(&self.links).iter().any(|link| path.starts_with(link)) {
            return true;
        }
        let Some(own) = self.name_of(path) else {
            return true; // Not a name in the site.
        };
        let found = self.root.about(&own);
        let is_file = found.as_ref().is_ok_and(Metadata::is_file);
        let is_there = found.map_or_else(|refused| refused.is_there(), |_| true);
        // A link may now point elsewhere, whether its target exists or not.
        let is_link = self.root.itself(&own).is_ok_and(|about| about.is_symlink());
        let own = ProjectPath::new(&own);
        let was_link = |list: &List| list.links.iter().any(|(link, _)| *link == own);
        is_link
            || lists.values().any(was_link)
            || !is_file && is_there
            || lists.iter().any(|(folder, list)| {
                (folder.is_empty() || own.below(folder).is_some())
                    && (list.files.binary_search(&own).is_ok() != is_file
                        || list.refused.iter().any(|(refused, _)| *refused == own))
            })
    }

    /// The folders in which an event can change an answer.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        if !self.root.is_in_place() {
            // The name now belongs to something else; another folder may take it again.
            let above = self.root().parent().and_then(beneath::folder_above);
            return above.into_iter().map(Path::to_owned).collect();
        }
        let asked = locked(&self.asked);
        // A missing folder will appear in its nearest existing parent.
        let there = asked.iter().filter_map(|folder| beneath::folder_above(folder));
        std::iter::once(self.root()).chain(there).map(Path::to_owned).collect()
    }

    /// All queries since the world was created, if they can be checked again.
    pub fn inputs(&self) -> Option<Inputs> {
        if self.extra.is_some() {
            return None;
        }
        let own = |path: &ProjectPath| self.root().join(path.as_str());
        let mut files = locked(&self.listed).clone();
        files.extend(
            locked(&self.sources).iter().map(|(path, slot)| (own(path), slot.look.clone())),
        );
        files.extend(locked(&self.files).iter().map(|(path, slot)| (own(path), slot.look.clone())));
        files.extend(locked(&self.sizes).iter().map(|(path, slot)| (own(path), slot.look.clone())));
        Some(Inputs { files, revisions: self.revisions.commits()? })
    }

    /// The commits of revisions.
    pub fn commits(&self, names: &[&str]) -> Option<Vec<String>> {
        revisions::commits(self.root(), names)
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        self.root.renew();
        self.exact.forget();
        locked(&self.sources).clear();
        locked(&self.files).clear();
        locked(&self.lists).clear();
        locked(&self.sizes).clear();
        self.revisions.forget();
    }

    /// Where a file of the site really is, behind all links.
    pub fn real(&self, path: &ProjectPath) -> PathBuf {
        let own = self.root().join(path.as_str());
        if let Some(slot) = locked(&self.files).get(path) {
            return slot.real.clone().unwrap_or(own);
        }
        if locked(&self.links).is_empty() {
            return own;
        }
        self.root.real(path.as_str()).unwrap_or(own)
    }

    /// Looks up the target of a path, and records its state before it is read.
    fn found<T>(
        &self,
        path: &ProjectPath,
        ask: impl Fn(&str) -> Result<T, Refused>,
        look: impl Fn(&T) -> FileLook,
    ) -> (Result<T, FileError>, Option<FileLook>) {
        let (mut found, mut own) = (ask(path.as_str()), None);
        if found.is_err() {
            // Ask again; otherwise something could change between the answer and the recorded
            // state.
            own = FileLook::at(&self.root().join(path.as_str()));
            found = ask(path.as_str());
        }
        let look = found.as_ref().map_or(own, |found| Some(look(found)));
        let found = found.map_err(FileError::from);
        (found.and_then(|found| self.exactly(path.as_str(), found)), look)
    }

    /// The entry at a path, if the disk spells the path the same way.
    fn exactly<T>(&self, path: &str, found: T) -> Result<T, FileError> {
        if self.exact.are_in(&*self.root, path) { Ok(found) } else { Err(FileError::Missing) }
    }

    /// Opens a file.
    fn opened(&self, path: &ProjectPath) -> (Result<OpenedFile, FileError>, Option<FileLook>) {
        self.found(path, |path| self.root.open(path), OpenedFile::look)
    }

    /// A cache entry of a file, with its real path.
    fn slot<T>(&self, path: &ProjectPath, known: T, look: Option<FileLook>) -> FileSlot<T> {
        let root = &self.root;
        let own = self.root().join(path.as_str());
        let is_misspelt = |path: &str| self.exact.are_not_in(&**root, path);
        if is_misspelt(path.as_str()) || is_misspelt(path.folder()) {
            // A watched folder has one name: the disk's.
            let part = self.exact.exact_part(&**root, path.folder());
            locked(&self.asked).insert(self.root().join(part));
            return FileSlot { known, real: None, look };
        }
        let there = root.real(path.as_str()).ok().or_else(|| root.appearing(path.as_str()));
        let real = there.filter(|real| *real != own);
        let mut asked = locked(&self.asked);
        asked.extend(real.as_ref().and_then(|real| real.parent()).map(Path::to_owned));
        asked.extend(own.parent().map(|folder| match real {
            Some(_) => root.leads_to(path.folder()).unwrap_or_else(|_| folder.to_owned()),
            None => folder.to_owned(),
        }));
        drop(asked);
        FileSlot { known, real, look }
    }

    /// A folder's contents. Files outside the site are left out, even if links point there.
    fn walk(&self, folder: &str) -> List {
        let FolderWalk {
            mut files, mut folders, links, targets, refused, mut skipped, looks, ..
        } = FolderWalk::new(&self.root, &self.exact, folder);
        let extra = self.extra.iter().map(|source| source.path().clone());
        files.extend(extra.filter(|path| folder.is_empty() || path.below(folder).is_some()));
        files.sort();
        files.dedup();
        // A link to a file: its location changes.
        folders.extend(links.iter().filter_map(|link| link.parent()).map(Path::to_owned));
        locked(&self.asked).extend(folders);
        locked(&self.listed).extend(looks);
        locked(&self.links).extend(links);
        skipped.sort_by(|(one, _), (other, _)| one.cmp(other));
        List {
            files: files.into(),
            refused: refused.into(),
            skipped: skipped.into(),
            links: targets.into(),
        }
    }

    /// A folder's contents, and entries that could not be listed.
    fn listed(&self, folder: &str) -> List {
        if let Some(known) = locked(&self.lists).get(folder) {
            return known.clone();
        }
        let list = match folder.split_once(':') {
            Some((name, folder)) if self.revisions.find(name).is_ok() => {
                let links = self.revisions.links(name, folder).into();
                let files = self.revisions.list(name, folder).into();
                List { files, refused: Arc::from([]), skipped: Arc::from([]), links }
            }
            _ => self.walk(folder),
        };
        locked(&self.lists).insert(folder.to_owned(), list.clone());
        list
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
            FileSlot { known: self.revisions.source(path), real: None, look: None }
        } else {
            let (file, look) = self.opened(path);
            self.slot(path, file.and_then(|file| text(path, file)), look)
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
                    None => self.root.open(path.as_str()).ok()?.read().ok()?,
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
        let (about, look) = self.found(path, |path| self.root.about(path), FileLook::of);
        let slot = self.slot(path, about.is_ok_and(|about| about.is_file()), look);
        let known = slot.known;
        locked(&self.files).insert(path.clone(), slot);
        known
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.listed(folder).files
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.revisions.find(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.revisions.has(path).then(|| self.revisions.blob(path))?
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.revisions.has(path).then(|| self.revisions.bytes(path))?
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        // Recorded with its state, so that a change is noticed; the caller keeps its bytes.
        self.is_file(path);
        if self.revisions.has(path) {
            let bytes = self.revisions.bytes(path).ok_or(FileError::Missing)?;
            let size = bytes.len();
            return if size > most { Err(FileError::TooLarge(size as u64)) } else { Ok(bytes) };
        }
        let file = self.opened(path).0?;
        let read = file.read_within(most as u64);
        let read = read.map_err(|error| FileError::from(Refused::from(error)))?;
        read.map(Arc::from).map_err(FileError::TooLarge)
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        if let Some(slot) = locked(&self.sizes).get(path) {
            return slot.known;
        }
        if self.revisions.has(path) {
            return picture::picture(Cursor::new(self.revisions.bytes(path)?));
        }
        let (file, look) = self.opened(path);
        let size = file.ok().and_then(|file| picture::picture(BufReader::new(file.into_file())));
        let slot = self.slot(path, size, look);
        let known = slot.known;
        locked(&self.sizes).insert(path.clone(), slot);
        known
    }

    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        // Requested for few files, and so never cached.
        let content = |path: &ProjectPath| match self.bytes(path) {
            Some(bytes) => Some(bytes.to_vec()),
            None => self.opened(path).0.ok()?.read_within(LARGEST_COMPARED).ok()?.ok(),
        };
        content(one).is_some_and(|content_of_one| content(other) == Some(content_of_one))
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.listed(folder).refused
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.listed(folder).skipped
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.listed(folder).links
    }
}

/// The text of a file.
fn text(path: &ProjectPath, file: OpenedFile) -> Result<Source, FileError> {
    let read = file.read_within(LARGEST_TEXT as u64);
    let read = read.map_err(|error| FileError::from(Refused::from(error)))?;
    let bytes = read.map_err(FileError::TooLarge)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(path.clone(), &text)),
        Err(error) => Err(FileError::NotUtf8(error.utf8_error().valid_up_to())),
    }
}

/// A cache is still valid after a panic in another thread.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
