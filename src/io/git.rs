//! What git knows of the site: where it can be edited, and what changed when.
//!
//! Asks the `git` program, and does without when there is none.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::deck::Repository;

/// The repository of a folder. `url` and `branch` from outside stand in front, and git is not
/// asked at all for what is known.
pub fn repository(root: &Path, url: Option<String>, branch: Option<String>) -> Repository {
    let asked = git(root, &["rev-parse", "--show-prefix", "--abbrev-ref", "HEAD"]);
    let mut lines = asked.as_deref().unwrap_or_default().lines();
    let folder = lines.next().unwrap_or_default().trim_end_matches('/').to_owned();
    let current = lines.next().filter(|branch| *branch != "HEAD").map(str::to_owned);
    let remote = || {
        asked.as_ref()?;
        web_address(git(root, &["config", "--get", "remote.origin.url"])?.trim())
    };
    Repository { url: url.or_else(remote), branch: branch.or(current), folder }
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its whole name.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub time: i64,
}

/// The commit that is checked out.
pub fn head(root: &Path) -> Option<String> {
    Some(git(root, &["rev-parse", "--verify", "--quiet", "HEAD"])?.trim().to_owned())
}

/// The files below some paths that are not as they were committed; `None` without git.
pub fn uncommitted(root: &Path, paths: &[&str]) -> Option<Vec<String>> {
    let mut arguments = vec!["status", "--porcelain", "-z", "--untracked-files=all", "--"];
    arguments.extend(paths);
    let said = git(root, &arguments)?;
    Some(said.split('\0').filter_map(|entry| entry.get(3..)).map(str::to_owned).collect())
}

/// The last commit that changed a file.
pub fn last_change(root: &Path, path: &str) -> Option<Commit> {
    let said = git(root, &["log", "-1", "--format=%H %ct", "--", path])?;
    let (id, time) = said.trim().split_once(' ')?;
    Some(Commit { id: id.to_owned(), time: time.parse().ok()? })
}

/// How many lines of a file were added and taken away since a commit.
pub fn lines_changed(root: &Path, since: &Commit, path: &str) -> Option<(usize, usize)> {
    let said = git(root, &["diff", "--numstat", &since.id, "--", path])?;
    let mut words = said.split_whitespace();
    let mut number = || words.next().map(|word| word.parse().unwrap_or(1));
    Some((number().unwrap_or(0), number().unwrap_or(0)))
}

/// How many commits since another one changed a file.
pub fn commits_since(root: &Path, since: &Commit, path: &str) -> usize {
    let range = format!("{}..HEAD", since.id);
    let said = git(root, &["rev-list", "--count", &range, "--", path]);
    said.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    String::from_utf8(ask(root, arguments).ok()??).ok()
}

/// What git says; nothing when it refuses, an error when it cannot be started.
pub(super) fn ask(root: &Path, arguments: &[&str]) -> io::Result<Option<Vec<u8>>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    Ok(output.status.success().then_some(output.stdout))
}

/// The page of a repository in a browser, from the address that git fetches from. Names and
/// passwords in it go.
fn web_address(remote: &str) -> Option<String> {
    let (host, path) = match remote.split_once("://") {
        Some(("https" | "http" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => remote.split_once(':')?,
    };
    let host = host.rsplit('@').next()?.split(':').next()?;
    let path = path.trim_end_matches('/').trim_end_matches(".git").trim_start_matches('/');
    (host.contains('.') && !path.is_empty()).then(|| format!("https://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn remotes_have_a_page() {
        for remote in [
            "git@example.org:a/b.git",
            "https://user:secret@example.org/a/b",
            "ssh://git@example.org:22/a/b.git",
        ] {
            assert_eq!(web_address(remote).as_deref(), Some("https://example.org/a/b"), "{remote}");
        }
        assert_eq!(web_address("/srv/git/a.git"), None);
        assert_eq!(web_address("../a"), None);
    }
}
