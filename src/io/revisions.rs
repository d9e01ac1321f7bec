//! Revisions: files as git keeps them, without a checkout.
//!
//! Asks the `git` program: once for the names of the files of a revision, and through one
//! `git cat-file --batch` for contents. What two revisions share is read once.

mod links;

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use self::links::Found;
use super::git::ask;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::world::FileError;

/// The revisions of a site in a git repository.
pub(super) struct Revisions {
    root: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The files of each revision that was asked for, or why there are none.
    trees: BTreeMap<String, Result<Arc<Tree>, String>>,
    /// Texts by their blobs.
    texts: HashMap<String, Result<Source, FileError>>,
    /// Pictures and the like, which are written as they are, by their blobs.
    copies: HashMap<String, Arc<[u8]>>,
    batch: Option<Batch>,
}

/// The files of a revision.
struct Tree {
    commit: String,
    /// The blob of each file, by its path in the site.
    files: BTreeMap<ProjectPath, String>,
}

/// A running `git cat-file --batch`.
struct Batch {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Revisions {
    /// The revisions of the repository that a site lies in, if it lies in one.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), state: Mutex::default() }
    }

    /// Forgets which commits the names of revisions mean.
    pub(super) fn forget(&self) {
        self.with(|state| state.trees.clear());
    }

    /// The commits of all revisions that were asked for; `None` when one of them is missing.
    pub(super) fn commits(&self) -> Option<BTreeMap<String, String>> {
        self.with(|state| {
            let trees = state.trees.iter();
            let commit = |(name, tree): (&String, &Result<Arc<Tree>, String>)| {
                tree.as_ref().ok().map(|tree| (name.clone(), tree.commit.clone()))
            };
            trees.map(commit).collect()
        })
    }

    /// Whether a path is one of a revision that was found.
    pub(super) fn has(&self, path: &ProjectPath) -> bool {
        let is_found =
            |name: &str| self.with(|state| state.trees.get(name).is_some_and(Result::is_ok));
        path.revision().is_some_and(|(name, _)| is_found(name))
    }

    /// Whether a revision can be read; if not, why.
    pub(super) fn find(&self, name: &str) -> Result<(), String> {
        self.tree(name).map(drop)
    }

    /// The blob of a file.
    pub(super) fn blob(&self, path: &ProjectPath) -> Option<String> {
        let (name, file) = path.revision()?;
        self.tree(name).ok()?.files.get(&ProjectPath::new(file)).cloned()
    }

    /// The files of a revision below a folder, as `v1:slides/a.md`.
    pub(super) fn list(&self, name: &str, folder: &str) -> Vec<ProjectPath> {
        let Ok(tree) = self.tree(name) else { return Vec::new() };
        let is_hidden = |path: &&ProjectPath| path.as_str().split('/').any(|p| p.starts_with('.'));
        let is_below = |path: &&ProjectPath| folder.is_empty() || path.below(folder).is_some();
        let paths = tree.files.keys().filter(is_below).filter(|path| !is_hidden(path));
        paths.map(|path| path.at(name)).collect()
    }

    /// A text file.
    pub(super) fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        let blob = self.blob(path).ok_or(FileError::Missing)?;
        if let Some(known) = self.with(|state| state.texts.get(&blob).cloned()) {
            return known.map(|source| source.moved(path.clone()));
        }
        let read = self.read(&blob).ok_or(FileError::Missing).and_then(|bytes| {
            String::from_utf8(bytes)
                .map(|text| Source::new(path.clone(), &text))
                .map_err(|error| FileError::NotUtf8(error.utf8_error().valid_up_to()))
        });
        self.with(|state| _ = state.texts.insert(blob, read.clone()));
        read
    }

    /// The content of a file that is no text.
    pub(super) fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        let blob = self.blob(path)?;
        if let Some(known) = self.with(|state| state.copies.get(&blob).cloned()) {
            return Some(known);
        }
        let bytes: Arc<[u8]> = self.read(&blob)?.into();
        self.with(|state| _ = state.copies.insert(blob, Arc::clone(&bytes)));
        Some(bytes)
    }

    fn read(&self, blob: &str) -> Option<Vec<u8>> {
        self.with(|state| {
            if state.batch.is_none() {
                state.batch = Batch::start(&self.root);
            }
            let read = state.batch.as_mut()?.read(blob);
            if read.is_none() {
                state.batch = None; // It ended, or said what cannot be understood.
            }
            read
        })
    }

    fn tree(&self, name: &str) -> Result<Arc<Tree>, String> {
        if let Some(known) = self.with(|state| state.trees.get(name).cloned()) {
            return known;
        }
        let tree = Tree::read(&self.root, name, |blob| self.read(blob)).map(Arc::new);
        self.with(|state| _ = state.trees.insert(name.to_owned(), tree.clone()));
        tree
    }

    /// What a panic in another thread left behind is still a valid cache.
    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The commits that names mean today, asked for at once; `None` when one of them is missing.
pub(super) fn commits(root: &Path, names: &[&str]) -> Option<Vec<String>> {
    let mut arguments = vec!["rev-parse", "--end-of-options"];
    let names: Vec<String> = names.iter().map(|name| format!("{name}^{{commit}}")).collect();
    arguments.extend(names.iter().map(String::as_str));
    let said = String::from_utf8(ask(root, &arguments).ok()??).ok()?;
    // It repeats this one.
    Some(said.lines().filter(|line| *line != "--end-of-options").map(str::to_owned).collect())
}

impl Tree {
    /// Asks git for a tree; `content` gives that of a blob.
    fn read(
        root: &Path,
        name: &str,
        content: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, String> {
        let missing = || format!("there is no revision `{name}`");
        // What begins with a dash would be an option.
        if name.is_empty() || name.starts_with('-') || name.contains([':', ' ', '\n', '\0']) {
            return Err(missing());
        }
        let git = |arguments: &[&str]| {
            ask(root, arguments).map_err(|error| format!("git cannot be started ({error})"))
        };
        let outside = || format!("{}: the site is in no git repository", missing());
        let asked = git(&["rev-parse", "--show-prefix"])?.ok_or_else(outside)?;
        let prefix = String::from_utf8_lossy(&asked).trim_end().to_owned();
        let commit = format!("{name}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
            .ok_or_else(missing)?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let listed = git(&["ls-tree", "-r", "-z", "--full-tree", &commit])?
            .ok_or_else(|| format!("{} that can be read", missing()))?;
        let files = links::followed(&parsed(&listed, &prefix, content))?;
        let files = files.into_iter().map(|(path, blob)| (ProjectPath::new(&path), blob));
        Ok(Self { commit, files: files.collect() })
    }
}

/// Reads `<mode> blob <id>\t<path>\0…`, below a folder.
fn parsed(
    listed: &[u8],
    prefix: &str,
    content: impl Fn(&str) -> Option<Vec<u8>>,
) -> BTreeMap<String, Found> {
    /// What git calls the mode of a symbolic link.
    const LINK: &str = "120000";
    let mut found = BTreeMap::new();
    for entry in listed.split(|&byte| byte == 0) {
        let Ok(entry) = std::str::from_utf8(entry) else { continue };
        let Some((meta, path)) = entry.split_once('\t') else { continue };
        let Some(path) = path.strip_prefix(prefix) else { continue };
        let mut words = meta.split(' ');
        let (mode, kind, blob) = (words.next(), words.next(), words.next());
        let (Some("blob"), Some(blob)) = (kind, blob) else { continue };
        let what = if mode == Some(LINK) {
            content(blob).and_then(|target| String::from_utf8(target).ok()).map(Found::Link)
        } else {
            Some(Found::File(blob.to_owned()))
        };
        found.extend(what.map(|what| (path.to_owned(), what)));
    }
    found
}

impl Batch {
    fn start(root: &Path) -> Option<Self> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let questions = child.stdin.take()?;
        let answers = BufReader::new(child.stdout.take()?);
        Some(Self { child, questions, answers })
    }

    /// `<id> blob <size>\n<content>\n`.
    fn read(&mut self, blob: &str) -> Option<Vec<u8>> {
        writeln!(self.questions, "{blob}").ok()?;
        self.questions.flush().ok()?;
        let mut head = String::new();
        self.answers.read_line(&mut head).ok()?;
        let mut words = head.split_whitespace().skip(1);
        if words.next() != Some("blob") {
            return None;
        }
        let size: usize = words.next()?.parse().ok()?;
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content).ok()?;
        content.pop();
        Some(content)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
