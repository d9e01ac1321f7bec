//! Revisions: files as git stores them, without a checkout.
//!
//! Git is asked once for the names of a revision's files, and through one running [`Batch`] for
//! their contents. Content that two revisions share is read once. Invariant: all reads stay in the
//! repository of the site, below the site's folder.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::batch::CatFile;
use super::checkout::Checkout;
use super::name::is_name;
use super::program::Plumbing;
use crate::diag::{GitTrouble, RevisionTrouble};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::world::FileError;
use crate::world::links::{self, LinkTarget, MOST_LINKED};

/// The revisions of a site in a git repository.
pub(in crate::io) struct Revisions {
    root: PathBuf,
    state: Mutex<RevisionState>,
}

#[derive(Default)]
struct RevisionState {
    /// The checkout around the site, once needed.
    checkout: Option<Result<Arc<Checkout>, RevisionTrouble>>,
    /// The files of each requested revision, or why they are missing.
    trees: BTreeMap<String, Result<Arc<Tree>, RevisionTrouble>>,
    /// Texts by blob.
    texts: HashMap<String, Result<Source, FileError>>,
    /// Pictures and other files that are copied unchanged, by blob.
    copies: HashMap<String, Arc<[u8]>>,
    batch: Option<CatFile>,
}

/// The files of a revision.
struct Tree {
    commit: String,
    /// The blob of each file, by its path in the site.
    files: BTreeMap<ProjectPath, String>,
    /// The targets of links, as written, by their paths in the site.
    links: BTreeMap<ProjectPath, String>,
}

impl Revisions {
    /// The revisions of the repository around a site, if there is one. The folder has no symbolic
    /// links.
    pub(in crate::io) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), state: Mutex::default() }
    }

    /// Forgets which commits the names of revisions refer to, and where the repository is.
    pub(in crate::io) fn forget(&self) {
        self.with(|state| {
            state.trees.clear();
            state.checkout = None;
            state.batch = None;
        });
    }

    /// The commits of all requested revisions; `None` if one is missing.
    pub(in crate::io) fn commits(&self) -> Option<BTreeMap<String, String>> {
        self.with(|state| {
            let trees = state.trees.iter();
            let commit = |(name, tree): (&String, &Result<Arc<Tree>, RevisionTrouble>)| {
                tree.as_ref().ok().map(|tree| (name.clone(), tree.commit.clone()))
            };
            trees.map(commit).collect()
        })
    }

    /// Whether a path belongs to a revision that was found.
    pub(in crate::io) fn has(&self, path: &ProjectPath) -> bool {
        let is_found =
            |name: &str| self.with(|state| state.trees.get(name).is_some_and(Result::is_ok));
        path.revision().is_some_and(|(name, _)| is_found(name))
    }

    /// The commit that a revision names today, or why it cannot be read.
    pub(in crate::io) fn find(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.tree(name).map(|tree| tree.commit.clone())
    }

    /// The blob of a file.
    pub(in crate::io) fn blob(&self, path: &ProjectPath) -> Option<String> {
        let (name, file) = path.revision()?;
        self.tree(name).ok()?.files.get(&ProjectPath::new(file)).cloned()
    }

    /// The files of a revision below a folder, as `v1:slides/a.md`.
    pub(in crate::io) fn list(&self, name: &str, folder: &str) -> Vec<ProjectPath> {
        let Ok(tree) = self.tree(name) else { return Vec::new() };
        let is_hidden = |path: &&ProjectPath| path.as_str().split('/').any(|p| p.starts_with('.'));
        let is_below = |path: &&ProjectPath| folder.is_empty() || path.below(folder).is_some();
        let paths = tree.files.keys().filter(is_below).filter(|path| !is_hidden(path));
        paths.map(|path| path.at(name)).collect()
    }

    /// The links of a revision below a folder, as `v1:slides/a.md`, and their targets.
    pub(in crate::io) fn links(&self, name: &str, folder: &str) -> Vec<(ProjectPath, String)> {
        let Ok(tree) = self.tree(name) else { return Vec::new() };
        let is_of = |path: &ProjectPath| path.as_str() == folder || path.below(folder).is_some();
        let links = tree.links.iter().filter(|(path, _)| is_of(path));
        links.map(|(path, target)| (path.at(name), target.clone())).collect()
    }

    /// A text file.
    pub(in crate::io) fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        let blob = self.blob(path).ok_or(FileError::Missing)?;
        if let Some(known) = self.with(|state| state.texts.get(&blob).cloned()) {
            return known.map(|source| source.moved(path.clone()));
        }
        let read = self.read(&blob).and_then(|bytes| {
            String::from_utf8(bytes)
                .map(|text| Source::new(path.clone(), &text))
                .map_err(|error| FileError::NotUtf8(error.utf8_error().valid_up_to()))
        });
        self.with(|state| _ = state.texts.insert(blob, read.clone()));
        read
    }

    /// The content of a file that is not text.
    pub(in crate::io) fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        let blob = self.blob(path)?;
        if let Some(known) = self.with(|state| state.copies.get(&blob).cloned()) {
            return Some(known);
        }
        let bytes: Arc<[u8]> = self.read(&blob).ok()?.into();
        self.with(|state| _ = state.copies.insert(blob, Arc::clone(&bytes)));
        Some(bytes)
    }

    fn read(&self, blob: &str) -> Result<Vec<u8>, FileError> {
        let unreadable = |trouble: &GitTrouble| FileError::Unreadable(trouble.found());
        self.with(|state| {
            let mut batch = match (state.batch.take(), &state.checkout) {
                (Some(batch), _) => batch,
                (None, Some(Ok(checkout))) => {
                    CatFile::start(checkout).map_err(|t| unreadable(&t))?
                }
                (None, _) => return Err(FileError::Missing),
            };
            let read = batch.read(blob).map_err(|trouble| unreadable(&trouble))?;
            state.batch = Some(batch); // After an error it is unusable.
            read.ok_or_else(|| FileError::Unreadable("git lacks its content".to_owned()))
        })
    }

    fn tree(&self, name: &str) -> Result<Arc<Tree>, RevisionTrouble> {
        if let Some(known) = self.with(|state| state.trees.get(name).cloned()) {
            return known;
        }
        let read = |checkout: Arc<Checkout>| {
            Tree::read(&checkout, name, |blob| self.read(blob).ok()).map(Arc::new)
        };
        let tree =
            if is_name(name) { self.checkout().and_then(read) } else { Err(RevisionTrouble::Name) };
        self.with(|state| _ = state.trees.insert(name.to_owned(), tree.clone()));
        tree
    }

    fn checkout(&self) -> Result<Arc<Checkout>, RevisionTrouble> {
        if let Some(known) = self.with(|state| state.checkout.clone()) {
            return known;
        }
        let opened = checkout(&self.root).map(Arc::new);
        self.with(|state| state.checkout = Some(opened.clone()));
        opened
    }

    /// A cache is still valid after a panic in another thread.
    fn with<T>(&self, act: impl FnOnce(&mut RevisionState) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The checkout around a site; an error if it borrows objects.
fn checkout(root: &Path) -> Result<Checkout, RevisionTrouble> {
    let opened = Checkout::open(root).map_err(RevisionTrouble::Git)?;
    let checkout = opened.ok_or(RevisionTrouble::NoRepository)?;
    checkout.check_objects().map_err(RevisionTrouble::Git)?;
    Ok(checkout)
}

/// The commits that names mean today, in one request; `None` if one is missing.
pub(in crate::io) fn commits(root: &Path, names: &[&str]) -> Option<Vec<String>> {
    if !names.iter().all(|name| is_name(name)) {
        return None;
    }
    let mut arguments = vec!["--end-of-options"];
    let names: Vec<String> = names.iter().map(|name| format!("{name}^{{commit}}")).collect();
    arguments.extend(names.iter().map(String::as_str));
    let said = checkout(root).ok()?.line(Plumbing::RevParse, &arguments).ok()??;
    // Git repeats this one.
    Some(said.lines().filter(|line| *line != "--end-of-options").map(str::to_owned).collect())
}

impl Tree {
    /// Asks git for a tree, by a checked name; `content` returns that of a blob.
    fn read(
        checkout: &Checkout,
        name: &str,
        content: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, RevisionTrouble> {
        let commit = format!("{name}^{{commit}}");
        let arguments = ["--verify", "--quiet", "--end-of-options", &commit];
        let commit = checkout.line(Plumbing::RevParse, &arguments).map_err(RevisionTrouble::Git)?;
        let commit = commit.ok_or_else(|| {
            if checkout.is_shallow() { RevisionTrouble::Shallow } else { RevisionTrouble::Unknown }
        })?;
        let arguments = ["-r", "-z", "--full-tree", &commit];
        let listed = checkout.ask(Plumbing::LsTree, &arguments).map_err(RevisionTrouble::Git)?;
        let is_partial = checkout.is_partial();
        let damaged = || RevisionTrouble::Git(GitTrouble::Refused(format!("`{name}` is damaged")));
        let listed = listed
            .ok_or_else(|| if is_partial { RevisionTrouble::Partial(0) } else { damaged() })?;
        let prefix = checkout.path("");
        let (blobs, found) = parsed(&listed, &prefix, content);
        if is_partial {
            match missing(checkout, &blobs).map_err(RevisionTrouble::Git)? {
                0 => {}
                files => return Err(RevisionTrouble::Partial(files)),
            }
        }
        let files = links::followed(&found).map_err(|_| RevisionTrouble::Links(MOST_LINKED))?;
        let files = files.into_iter().map(|(path, blob)| (ProjectPath::new(&path), blob));
        let links = found.into_iter().filter_map(|(path, what)| match what {
            LinkTarget::Link(target) => Some((ProjectPath::new(&path), target)),
            LinkTarget::File(_) => None,
        });
        Ok(Self { commit, files: files.collect(), links: links.collect() })
    }
}

/// How many of these blobs the repository lacks.
fn missing(checkout: &Checkout, blobs: &[String]) -> Result<usize, GitTrouble> {
    let question = (Plumbing::CatFile, ["--batch-check"].as_slice());
    let input = blobs.iter().flat_map(|blob| [blob, "\n"]).collect::<String>().into_bytes();
    let said = checkout.git().ask_with(checkout.here(), question, input)?.said();
    let said = String::from_utf8_lossy(&said.unwrap_or_default()).into_owned();
    Ok(said.lines().filter(|line| line.ends_with(" missing")).count())
}

/// Reads `<mode> blob <id>\t<path>\0…`, below a folder: all blobs, and each path's kind.
fn parsed(
    listed: &[u8],
    prefix: &str,
    content: impl Fn(&str) -> Option<Vec<u8>>,
) -> (Vec<String>, BTreeMap<String, LinkTarget<String>>) {
    /// Git's mode of a symbolic link.
    const LINK: &str = "120000";
    let (mut blobs, mut found) = (Vec::new(), BTreeMap::new());
    for entry in listed.split(|&byte| byte == 0) {
        let Ok(entry) = std::str::from_utf8(entry) else { continue };
        let Some((meta, path)) = entry.split_once('\t') else { continue };
        let Some(path) = path.strip_prefix(prefix) else { continue };
        let mut words = meta.split(' ');
        let (mode, kind, blob) = (words.next(), words.next(), words.next());
        let (Some("blob"), Some(blob)) = (kind, blob) else { continue };
        blobs.push(blob.to_owned());
        let what = if mode == Some(LINK) {
            content(blob).and_then(|target| String::from_utf8(target).ok()).map(LinkTarget::Link)
        } else {
            Some(LinkTarget::File(blob.to_owned()))
        };
        found.extend(what.map(|what| (path.to_owned(), what)));
    }
    (blobs, found)
}
