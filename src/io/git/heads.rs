//! The branches of a repository: their last commits, where they diverged from another branch, and
//! the days of their commits. They are read as they were last fetched; nothing is fetched here.

use std::path::Path;

use super::checkout::Checkout;
use super::name::is_name;
use super::program::Plumbing;
use crate::diag::GitTrouble;

/// How many commits of a branch are looked at for their times; a delivery has a few dozen.
const MOST_COMMITS: &str = "--max-count=5000";

/// A branch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Its name, without that of its remote.
    pub name: String,
    /// The commit that it ends with.
    pub commit: String,
}

/// The branches of a site's repository.
pub struct Heads {
    checkout: Checkout,
}

impl Heads {
    /// Those of the repository around a site; `None` if no repository contains it. The folder has no symbolic
    /// links.
    pub fn open(root: &Path) -> Result<Option<Self>, GitTrouble> {
        let Some(checkout) = Checkout::open(root)? else { return Ok(None) };
        checkout.check_objects()?;
        Ok(Some(Self { checkout }))
    }

    /// Whether only the last commits exist, so that it is unknown where branches diverged.
    pub fn is_shallow(&self) -> bool {
        self.checkout.is_shallow()
    }

    /// The branches of a remote as they were last fetched, or those of the repository itself, in
    /// the order of their names. A name that is not valid for a remote has no branches.
    pub fn list(&self, remote: Option<&str>) -> Result<Vec<Head>, GitTrouble> {
        let folder = match remote {
            Some(remote) if !is_name(remote) => return Ok(Vec::new()),
            Some(remote) => format!("refs/remotes/{remote}/"),
            None => "refs/heads/".to_owned(),
        };
        let format = "--format=%(objecttype) %(objectname) %(symref) %(refname)";
        let said = self.checkout.ask(Plumbing::ForEachRef, &[format, &folder])?;
        let said = String::from_utf8_lossy(&said.unwrap_or_default()).into_owned();
        let head = |line: &str| {
            let mut words = line.splitn(4, ' ');
            let (kind, commit) = (words.next()?, words.next()?);
            // A symbolic reference, such as `origin/HEAD`, is not a branch.
            let (symbolic, name) = (words.next()?, words.next()?);
            let name = name.strip_prefix(&folder)?;
            let is_branch = kind == "commit" && symbolic.is_empty();
            is_branch.then(|| Head { name: name.to_owned(), commit: commit.to_owned() })
        };
        Ok(said.lines().filter_map(head).collect())
    }

    /// The last commit that two commits have in common; `None` if they have nothing in common.
    pub fn base(&self, one: &str, other: &str) -> Result<Option<String>, GitTrouble> {
        let said = self.checkout.line(Plumbing::MergeBase, &["--", one, other])?;
        Ok(said.and_then(|said| said.lines().next().map(str::to_owned)))
    }

    /// The times of the commits that one branch has and another lacks, in seconds since 1970, the
    /// latest first.
    pub fn times(&self, commit: &str, without: Option<&str>) -> Result<Vec<i64>, GitTrouble> {
        let without = without.map(|without| format!("^{without}"));
        let mut arguments = vec!["--timestamp", MOST_COMMITS, commit];
        arguments.extend(without.as_deref());
        let said = self.checkout.line(Plumbing::RevList, &arguments)?.unwrap_or_default();
        let time = |line: &str| line.split(' ').next()?.parse().ok();
        Ok(said.lines().filter_map(time).collect())
    }
}
