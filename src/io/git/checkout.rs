//! The repository around a site: where it is, whether git may run there, and what belongs to it.
//!
//! Not its contents. Invariants: git never runs in a folder that looks like a bare repository, or
//! has one on the way up to its `.git`; and what git reads is in the repository whose checkout
//! contains the site. So no content of another repository on this machine can be published,
//! whatever path the `.git` of an archive contains.

#![expect(clippy::disallowed_methods, reason = "the folders around the site are looked at here")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::program::{
    Git, GitOutcome, Plumbing, RepositoryPath, ceilings, crosses_file_systems, says,
};
use crate::diag::GitTrouble;
use crate::io::beneath;

/// Size limit for reading a repository's small files, each of which contains a path.
const MOST_OF_A_FILE: u64 = 64 << 10;

/// A checkout that git trusts.
#[derive(Clone, Debug)]
pub(in crate::io) struct Checkout {
    git: Git,
    /// The folder that holds `.git`.
    top: PathBuf,
    git_dir: PathBuf,
    common: PathBuf,
    /// The site's path in it, with `/` between and none at the ends; empty at its top.
    folder: String,
    is_shallow: bool,
}

/// The folder around a site that holds `.git`, and the site's path in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CheckoutPlace {
    pub(super) top: PathBuf,
    pub(super) folder: String,
}

/// The nearest folder from `start` upwards that holds `.git`, as git looks for it; an error if a
/// folder up to there looks like a bare repository. `start` has no symbolic links.
pub(super) fn locate(start: &Path) -> Result<Option<CheckoutPlace>, GitTrouble> {
    let ceilings = ceilings();
    let crosses = crosses_file_systems();
    let device = device(start);
    for top in start.ancestors() {
        let is_ceiling = top != start && ceilings.iter().any(|ceiling| ceiling == top);
        if is_ceiling || !crosses && self::device(top) != device {
            return Ok(None);
        }
        if looks_bare(top) {
            return Err(GitTrouble::Bare(shown(top)));
        }
        if is_there(&top.join(".git")) {
            let below = start.strip_prefix(top).unwrap_or(Path::new(""));
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            return Ok(Some(CheckoutPlace { top: top.to_owned(), folder: parts.join("/") }));
        }
    }
    Ok(None)
}

impl Checkout {
    /// The checkout around a site; if the site is in one. The folder has no symbolic links.
    pub(in crate::io) fn open(site: &Path) -> Result<Option<Self>, GitTrouble> {
        let mut start = site.to_owned();
        while let Some(place) = locate(&start)? {
            match Self::at(&place)? {
                Some(checkout) => {
                    let below = site.strip_prefix(&place.top).unwrap_or(Path::new(""));
                    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                    return Ok(Some(Self { folder: parts.join("/"), ..checkout }));
                }
                // Its `.git` is not a repository: like git, look further up.
                None => match place.top.parent() {
                    Some(above) => above.clone_into(&mut start),
                    None => break,
                },
            }
        }
        Ok(None)
    }

    fn at(place: &CheckoutPlace) -> Result<Option<Self>, GitTrouble> {
        let git = Git::find()?;
        let asked = ["--absolute-git-dir", "--git-common-dir", "--is-shallow-repository"];
        let said = match git.ask(RepositoryPath::Found(&place.top), Plumbing::RevParse, &asked)? {
            GitOutcome::Said(said) => String::from_utf8_lossy(&said).into_owned(),
            GitOutcome::Refused(complaints) => return refusal(&complaints, &place.top),
        };
        let lines: Vec<&str> = said.lines().collect();
        let &[git_dir, common, is_shallow] = lines.as_slice() else {
            return Err(GitTrouble::Refused("its folder has a name of several lines".to_owned()));
        };
        let real = |path: &str| {
            let path = place.top.join(path);
            beneath::real_path(&path).map_err(|error| GitTrouble::Refused(error.to_string()))
        };
        let checkout = Self {
            git,
            top: place.top.clone(),
            git_dir: real(git_dir)?,
            common: real(common)?,
            folder: String::new(),
            is_shallow: is_shallow == "true",
        };
        if checkout.belongs()? {
            Ok(Some(checkout))
        } else {
            Err(GitTrouble::Foreign(shown(&place.top)))
        }
    }

    /// Whether the repository belongs to this folder: it is inside, or refers back to it.
    fn belongs(&self) -> Result<bool, GitTrouble> {
        let entry = self.top.join(".git");
        if fs::symlink_metadata(&entry).is_ok_and(|about| about.is_dir()) {
            return Ok(self.git_dir == entry && self.common == entry);
        }
        // A repository lists its linked worktrees; a submodule's repository names its folder.
        let list = self.git_dir.parent();
        if list.is_some_and(|list| list == self.common.join("worktrees")) {
            let named = small_file(&self.git_dir.join("gitdir")).unwrap_or_default();
            return Ok(self.is_same(named.trim_end_matches(['\n', '\r']), &entry));
        }
        if self.git_dir != self.common {
            return Ok(false);
        }
        for file in ["config", "config.worktree"] {
            let file = self.git_dir.join(file);
            let Some(file) = file.to_str().filter(|_| is_there(&file)) else { continue };
            let arguments = ["--file", file, "--no-includes", "--get", "core.worktree"];
            let answer =
                self.git.ask(RepositoryPath::Found(&self.top), Plumbing::Config, &arguments)?;
            let named = answer.said().and_then(|said| String::from_utf8(said).ok());
            if named.is_some_and(|named| self.is_same(named.trim_end_matches('\n'), &self.top)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a path, absolute or relative to the repository, names a place.
    fn is_same(&self, named: &str, place: &Path) -> bool {
        let is_place = |path: PathBuf| path == place;
        !named.is_empty() && beneath::real_path(&self.git_dir.join(named)).is_ok_and(is_place)
    }

    /// The target of `HEAD`, if its file reveals it: faster than asking git.
    pub(super) fn head(&self) -> Option<String> {
        let text = small_file(&self.git_dir.join("HEAD"))?;
        let target = text.strip_prefix("ref: ")?.trim_end().to_owned();
        // Repositories with reftables have this in the file.
        (target != "refs/heads/.invalid").then_some(target)
    }

    /// Ensures that all objects are in the repository itself.
    pub(in crate::io) fn check_objects(&self) -> Result<(), GitTrouble> {
        let objects = self.common.join("objects");
        let alternates = objects.join("info/alternates");
        if is_there(&alternates) {
            let borrows = |list: String| list.lines().any(|line| !line.trim().is_empty());
            if small_file(&alternates).is_none_or(borrows) {
                return Err(GitTrouble::Borrowed(shown(&alternates)));
            }
        }
        let mut folders = vec![objects.clone(), objects.join("pack"), objects.join("info")];
        while let Some(folder) = folders.pop() {
            let is_link = |path: &Path| {
                fs::symlink_metadata(path).is_ok_and(|about| about.file_type().is_symlink())
            };
            if is_link(&folder) {
                return Err(GitTrouble::Borrowed(shown(&folder)));
            }
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            let is_link =
                |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if let Some(link) = entries.filter_map(Result::ok).find(is_link) {
                return Err(GitTrouble::Borrowed(shown(&link.path())));
            }
        }
        Ok(())
    }

    /// Whether git would fetch objects on demand, which is forbidden here.
    pub(super) fn is_partial(&self) -> bool {
        let packs = fs::read_dir(self.common.join("objects/pack"));
        let is_promised = |entry: fs::DirEntry| {
            Path::new(&entry.file_name()).extension().is_some_and(|end| end == "promisor")
        };
        packs.is_ok_and(|packs| packs.filter_map(Result::ok).any(is_promised))
    }

    /// Whether it holds only the last commits.
    pub(in crate::io) fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// The site's path in it, with `/` between and none at the ends; empty at its top.
    pub(in crate::io) fn folder(&self) -> &str {
        &self.folder
    }

    /// The path of a site's file from the top.
    pub(super) fn path(&self, file: &str) -> String {
        if self.folder.is_empty() { file.to_owned() } else { format!("{}/{file}", self.folder) }
    }

    /// The program, to start for this checkout: see [`Self::here`].
    pub(super) fn git(&self) -> &Git {
        &self.git
    }

    /// The checkout as arguments for git.
    pub(super) fn here(&self) -> RepositoryPath<'_> {
        RepositoryPath::Known { top: &self.top, git_dir: &self.git_dir, common: &self.common }
    }

    /// Git's answer; `None` if git refuses.
    pub(super) fn ask(
        &self,
        command: Plumbing,
        arguments: &[&str],
    ) -> Result<Option<Vec<u8>>, GitTrouble> {
        Ok(self.git.ask(self.here(), command, arguments)?.said())
    }

    /// Git's answer as text without trailing spaces; `None` if git refuses, or it is empty.
    pub(super) fn line(
        &self,
        command: Plumbing,
        arguments: &[&str],
    ) -> Result<Option<String>, GitTrouble> {
        let said = self.ask(command, arguments)?;
        let said = said.map(|said| String::from_utf8_lossy(&said).trim_end().to_owned());
        Ok(said.filter(|said| !said.is_empty()))
    }
}

/// Interprets git's complaints; a missing repository is no error.
fn refusal(complaints: &str, top: &Path) -> Result<Option<Checkout>, GitTrouble> {
    let advice = "safe.directory ";
    if says(complaints, "dubious ownership") || says(complaints, "owned by someone else") {
        let named = complaints.lines().find_map(|line| Some(line.split_once(advice)?.1.trim()));
        return Err(GitTrouble::Ownership(named.map_or_else(|| shown(top), str::to_owned)));
    }
    if says(complaints, "cannot use bare repository") {
        return Err(GitTrouble::Bare(shown(top)));
    }
    // Git has a different message for a `.git` that names a missing path.
    if says(complaints, "not a git repository (or any") {
        return Ok(None);
    }
    let first = complaints.lines().map(str::trim).find(|line| !line.is_empty());
    let words = first.unwrap_or("it does not say why");
    Err(GitTrouble::Refused(words.strip_prefix("fatal: ").unwrap_or(words).to_owned()))
}

/// Whether git could take a folder for a bare repository. Git checks more, and its versions differ;
/// nothing else needs these three names together.
fn looks_bare(folder: &Path) -> bool {
    let has = |name: &str| is_there(&folder.join(name));
    has("HEAD") && (has("commondir") || has("objects") && has("refs"))
}

/// Whether anything is at a path, even a broken link.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The text of a small file; `None` for a link, a pipe, or other data.
fn small_file(path: &Path) -> Option<String> {
    let file = beneath::plain_file_at(path).ok()?.into_file();
    let mut text = String::new();
    file.take(MOST_OF_A_FILE).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(unix)]
fn device(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    path.metadata().ok().map(|about| about.dev())
}

#[cfg(not(unix))]
fn device(_path: &Path) -> Option<u64> {
    None
}
