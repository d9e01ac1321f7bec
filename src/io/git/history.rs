//! When files changed: the last commit of a file, later commits, and uncommitted changes.
//!
//! Git reports its contents; files of the working tree are compared here. To compare them, git
//! would run filters of the repository's configuration, and its monitor and hooks to read its
//! index. Line ends do not count as changes, since git may convert them on checkout. If a filter
//! other than Git LFS makes files differ from their committed form, they count as not committed.

#![expect(clippy::disallowed_methods, reason = "the clock ends comparisons that take too long")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices_deadline};

use super::batch::{CatFile, MOST_BYTES};
use super::checkout::Checkout;
use super::program::{GitOutcome, Plumbing};
use crate::diag::GitTrouble;
use crate::io::beneath::Root;

/// How long to search for the fewest changes between two versions; then more changes will do.
const LONGEST_COMPARISON: Duration = Duration::from_secs(2);

/// How much of a file is searched for a zero byte, as in git, to detect binary files.
const BINARY_PROBE: usize = 8000;

/// Git's mode of a symbolic link, and that of another repository.
const LINK: &str = "120000";
const OTHER_REPOSITORY: &str = "160000";

/// The beginning of a pointer to a file kept by Git LFS.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full hash.
    pub id: String,
    /// Its time, in seconds since 1970.
    pub time: i64,
}

/// The history of a site.
pub struct History {
    root: Arc<Root>,
    checkout: Checkout,
    batch: Mutex<Option<CatFile>>,
}

/// A file of a commit.
struct CommitFile {
    mode: String,
    blob: String,
    /// Its length in bytes, if git knows it.
    size: Option<u64>,
}

impl History {
    /// The history of the site in a folder without symbolic links; `None` if it is in no
    /// repository.
    pub fn open(root: &Arc<Root>) -> Result<Option<Self>, GitTrouble> {
        let Some(checkout) = Checkout::open(root.path())? else { return Ok(None) };
        checkout.check_objects()?;
        Ok(Some(Self { root: Arc::clone(root), checkout, batch: Mutex::default() }))
    }

    /// Whether only the last commits exist, so that files seem to have changed in the oldest of
    /// them.
    pub fn is_shallow(&self) -> bool {
        self.checkout.is_shallow()
    }

    /// The checked-out commit; `None` before the first commit.
    pub fn head(&self) -> Result<Option<String>, GitTrouble> {
        let arguments = ["--verify", "--quiet", "--end-of-options", "HEAD^{commit}"];
        self.checkout.line(Plumbing::RevParse, &arguments)
    }

    /// The last commit that changed a file of the site, if any.
    pub fn last_change(&self, path: &str) -> Result<Option<Commit>, GitTrouble> {
        let path = self.checkout.path(path);
        let arguments = ["--max-count=1", "--timestamp", "HEAD", "--", &path];
        let line = self.checkout.line(Plumbing::RevList, &arguments)?;
        Ok(line.and_then(|line| {
            let (time, id) = line.split_once(' ')?;
            Some(Commit { id: id.to_owned(), time: time.parse().ok()? })
        }))
    }

    /// How many lines a file of the site gained and lost since a commit. A binary file that changed
    /// counts as one of each.
    pub fn lines_changed(&self, since: &Commit, path: &str) -> Result<(usize, usize), GitTrouble> {
        let name = format!("{}:{}", since.id, self.checkout.path(path));
        let old = self.read(&name)?.unwrap_or_default();
        let new = self.content(path).unwrap_or_default();
        Ok(lines_between(&old, &new))
    }

    /// How many commits since another one changed a file of the site.
    pub fn commits_since(&self, since: &Commit, path: &str) -> Result<usize, GitTrouble> {
        let (path, before) = (self.checkout.path(path), format!("^{}", since.id));
        let arguments = ["--count", "HEAD", &before, "--", &path];
        let count = self.checkout.line(Plumbing::RevList, &arguments)?;
        Ok(count.and_then(|count| count.parse().ok()).unwrap_or(0))
    }

    /// The paths of files below folders of the site that differ from the commit, or are gone. Those
    /// that git ignores, and those of other repositories, are left out.
    pub fn uncommitted(&self, folders: &[&str]) -> Result<Vec<String>, GitTrouble> {
        let committed = self.committed(folders)?;
        let mut changed = BTreeSet::new();
        for (path, entry) in &committed {
            if entry.mode != OTHER_REPOSITORY && !self.is_as_committed(path, entry)? {
                changed.insert(path.clone());
            }
        }
        let there = folders.iter().flat_map(|folder| self.working_files(folder, &committed));
        let new: Vec<String> = there.filter(|path| !committed.contains_key(path)).collect();
        changed.extend(self.without_ignored(new)?);
        Ok(changed.into_iter().collect())
    }

    /// The files of the checked-out commit, by their paths in the site.
    fn committed(&self, folders: &[&str]) -> Result<BTreeMap<String, CommitFile>, GitTrouble> {
        let paths: Vec<String> = folders.iter().map(|folder| self.checkout.path(folder)).collect();
        let mut arguments = vec!["-r", "-z", "-l", "--full-tree", "HEAD", "--"];
        arguments.extend(paths.iter().map(String::as_str));
        let said = self.checkout.ask(Plumbing::LsTree, &arguments)?.unwrap_or_default();
        let prefix = self.checkout.path("");
        let entry = |bytes: &[u8]| {
            let (about, path) = std::str::from_utf8(bytes).ok()?.split_once('\t')?;
            let mut words = about.split_whitespace();
            let (mode, _, blob) = (words.next()?, words.next()?, words.next()?);
            let size = words.next().and_then(|size| size.parse().ok());
            let entry = CommitFile { mode: mode.to_owned(), blob: blob.to_owned(), size };
            Some((path.strip_prefix(&prefix)?.to_owned(), entry))
        };
        Ok(said.split(|&byte| byte == 0).filter_map(entry).collect())
    }

    fn is_as_committed(&self, path: &str, entry: &CommitFile) -> Result<bool, GitTrouble> {
        let Ok(about) = self.root.itself(path) else { return Ok(false) };
        // On systems without links, git writes a link's target into a file.
        if about.is_symlink() && entry.mode != LINK {
            return Ok(false);
        }
        let is_large =
            [about.len(), entry.size.unwrap_or(0)].iter().any(|&n| n > MOST_BYTES as u64);
        if is_large {
            return Ok(entry.size == Some(about.len()));
        }
        let Some(new) = self.content(path) else { return Ok(false) };
        let old = self.read(&entry.blob)?;
        Ok(old.is_some_and(|old| is_same(&old, &new)))
    }

    /// The files below a folder, by their paths in the site. A repository in there counts as one
    /// file, unless the site's repository knows it.
    fn working_files(&self, folder: &str, committed: &BTreeMap<String, CommitFile>) -> Vec<String> {
        let (mut found, mut pending) = (Vec::new(), vec![folder.to_owned()]);
        while let Some(path) = pending.pop() {
            let Ok(about) = self.root.itself(&path) else { continue };
            let is_folder = about.is_dir();
            let is_repository =
                path != folder && is_folder && self.root.itself(format!("{path}/.git")).is_ok();
            if is_folder && !is_repository {
                pending.extend(self.names(&path));
            } else if !(is_repository && committed.contains_key(&path)) {
                found.push(path);
            }
        }
        found
    }

    /// The paths of a folder's entries, git's own left out.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.root.folder(folder).and_then(|folder| Ok(folder.entries()?));
        let names = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let names = names.filter(|name| name != ".git");
        names
            .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") })
            .collect()
    }

    /// A file's content, or a link's target, as git would commit it; `None` for anything else.
    fn content(&self, path: &str) -> Option<Vec<u8>> {
        if self.root.itself(path).ok()?.is_symlink() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let target = self.root.folder(folder).ok()?.read_link_contents(name).ok()?;
            return Some(target.to_str()?.as_bytes().to_vec());
        }
        self.root.open(path).ok()?.read().ok()
    }

    /// Removes paths that git ignores.
    fn without_ignored(&self, mut paths: Vec<String>) -> Result<Vec<String>, GitTrouble> {
        if paths.is_empty() {
            return Ok(paths);
        }
        let question = (Plumbing::CheckIgnore, ["--no-index", "-z", "--stdin"].as_slice());
        // A path that begins with a colon would have another meaning.
        let asked = |path: &str| format!("./{}", self.checkout.path(path));
        let lines = paths.iter().flat_map(|path| [asked(path), "\0".to_owned()]);
        let input = lines.collect::<String>().into_bytes();
        // Git also refuses if it ignores none of them.
        let ignored = match self.checkout.git().ask_with(self.checkout.here(), question, input)? {
            GitOutcome::Said(said) => String::from_utf8_lossy(&said).into_owned(),
            GitOutcome::Refused(_) => String::new(),
        };
        let ignored: BTreeSet<&str> = ignored.split('\0').collect();
        paths.retain(|path| !ignored.contains(asked(path).as_str()));
        Ok(paths)
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, GitTrouble> {
        let mut running = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = match running.take() {
            Some(batch) => batch,
            None => CatFile::start(&self.checkout)?,
        };
        let read = batch.read(name)?;
        *running = Some(batch); // After an error it is unusable.
        Ok(read)
    }
}

/// Whether a working file equals a blob, apart from line ends.
fn is_same(old: &[u8], new: &[u8]) -> bool {
    if old == new || old.starts_with(LFS_POINTER) && stands_for(old, new.len()) {
        return true;
    }
    !old.contains(&0) && with_plain_ends(old) == with_plain_ends(new)
}

/// Whether a pointer of Git LFS is for a file of this length.
fn stands_for(pointer: &[u8], length: usize) -> bool {
    let text = String::from_utf8_lossy(pointer);
    let sizes = text.lines().filter_map(|line| line.strip_prefix("size "));
    sizes.filter_map(|size| size.trim().parse::<usize>().ok()).any(|size| size == length)
}

/// A text with `\n` for each `\r\n`.
fn with_plain_ends(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(text);
    }
    let is_kept = |(at, byte): (usize, &u8)| *byte != b'\r' || text.get(at + 1) != Some(&b'\n');
    Cow::Owned(
        text.iter().enumerate().filter(|&pair| is_kept(pair)).map(|(_, &byte)| byte).collect(),
    )
}

/// The numbers of added and removed lines.
fn lines_between(old: &[u8], new: &[u8]) -> (usize, usize) {
    if is_same(old, new) {
        return (0, 0);
    }
    if [old, new].iter().any(|text| text[..text.len().min(BINARY_PROBE)].contains(&0)) {
        return (1, 1);
    }
    let (old, new) = (with_plain_ends(old), with_plain_ends(new));
    let lines = |text: &[u8]| -> Vec<Vec<u8>> {
        text.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
    };
    let (old, new) = (lines(&old), lines(&new));
    let deadline = Instant::now().checked_add(LONGEST_COMPARISON);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let count = |tag: ChangeTag| -> usize {
        let lines = |op: &DiffOp| match tag {
            ChangeTag::Delete => op.old_range().len(),
            ChangeTag::Insert => op.new_range().len(),
            ChangeTag::Equal => 0,
        };
        ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(lines).sum()
    };
    (count(ChangeTag::Insert), count(ChangeTag::Delete))
}

#[cfg(test)]
mod tests {
    use super::{is_same, lines_between};

    #[test]
    fn line_ends_are_no_change() {
        assert!(is_same(b"a\nb\n", b"a\r\nb\r\n") && is_same(b"a\r\nb\n", b"a\nb\r\n"));
        assert!(!is_same(b"a\0\n", b"a\0\r\n"), "in a picture each byte counts");
        assert!(!is_same(b"a\rb", b"ab") && !is_same(b"a\n", b"a"));
        assert_eq!(lines_between(b"a\nb\n", b"a\r\nb\r\n"), (0, 0));
    }

    #[test]
    fn lines_are_counted_as_git_does() {
        assert_eq!(lines_between(b"", b"a\nb\n"), (2, 0));
        assert_eq!(lines_between(b"a\nb\nc\n", b"a\nx\nc\nd\n"), (2, 1));
        assert_eq!(lines_between(b"a\n", b"a"), (1, 1));
        assert_eq!(lines_between(b"\0a", b"\0b"), (1, 1));
    }

    #[test]
    fn two_files_without_a_line_in_common_are_compared_soon() {
        let text = |seed: u32| -> Vec<u8> {
            (0..60_000u32)
                .flat_map(|n| format!("{}\n", (n * 7 + seed) % 9973).into_bytes())
                .collect()
        };
        let (added, removed) = lines_between(&text(1), &text(5000));
        assert!(added > 0 && added == removed);
    }

    #[test]
    fn a_pointer_of_git_lfs_stands_for_its_file() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n";
        assert!(is_same(pointer, b"a\0\0\0b") && !is_same(pointer, b"a\0\0b"));
    }
}
