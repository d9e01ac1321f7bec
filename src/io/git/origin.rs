//! Where a site can be edited: its repository's page, its branch, and its path in there.
//!
//! The environment takes precedence, then git. Invariant: an unknown branch is not guessed; the commit
//! takes its place.

use std::path::Path;

use super::branch::{self, Lookup};
use super::checkout::{Checkout, locate};
use super::program::Plumbing;
use crate::deck::repository::{Forge, Repository, given_address, web_address};
use crate::diag::GitTrouble;

/// The repository of a site, and why git could not answer where that was needed.
///
/// `lookup` returns environment variables: `REPOSITORY_URL`, `BRANCH`, `REPOSITORY_FORGE`, and
/// those of build services. Git is not asked for values that they provide. An error names an
/// invalid variable.
pub fn repository(
    root: &Path,
    lookup: Lookup<'_>,
) -> Result<(Repository, Option<GitTrouble>), String> {
    let url = lookup("REPOSITORY_URL").and_then(|url| given_address(&url));
    let branch = lookup("BRANCH");
    let forge = lookup("REPOSITORY_FORGE").map(|name| forge(&name)).transpose()?;
    let mut repository = Repository { url, branch, forge, ..Repository::default() };
    let mut trouble = match locate(root) {
        Ok(place) => {
            repository.folder = place.map(|place| place.folder).unwrap_or_default();
            None
        }
        Err(trouble) => Some(trouble),
    };
    if trouble.is_none() && (repository.url.is_none() || repository.branch.is_none()) {
        trouble = ask(root, lookup, &mut repository).err();
    }
    if trouble.is_some() && repository.branch.is_none() {
        repository.branch = branch::of_environment(lookup, repository.url.as_deref());
    }
    if repository.forge.is_none() {
        repository.forge = repository.url.as_ref().and_then(|url| branch::forge(lookup, url));
    }
    Ok((repository, trouble))
}

/// Asks git for missing values.
fn ask(root: &Path, lookup: Lookup<'_>, repository: &mut Repository) -> Result<(), GitTrouble> {
    let Some(checkout) = Checkout::open(root)? else {
        if repository.branch.is_none() {
            repository.branch = branch::of_environment(lookup, repository.url.as_deref());
        }
        return Ok(());
    };
    checkout.folder().clone_into(&mut repository.folder);
    let remote = if repository.url.is_none() || repository.branch.is_none() {
        remote(&checkout)?.and_then(|remote| web_address(&remote))
    } else {
        None
    };
    if repository.branch.is_none() {
        let known = remote.as_deref().or(repository.url.as_deref());
        repository.branch = branch::of_checkout(&checkout, lookup, known)?;
    }
    if repository.url.is_none() {
        repository.url = remote;
    }
    if repository.branch.is_none() || repository.needs_commit() {
        repository.commit = checkout.line(
            Plumbing::RevParse,
            &["--verify", "--quiet", "--end-of-options", "HEAD^{commit}"],
        )?;
    }
    Ok(())
}

/// The address that git fetches from: of `origin`, or of the only remote.
fn remote(checkout: &Checkout) -> Result<Option<String>, GitTrouble> {
    let arguments = ["--local", "--no-includes", "-z", "--get-regexp", r"^remote\..*\.url$"];
    let said = checkout.ask(Plumbing::Config, &arguments)?.unwrap_or_default();
    let said = String::from_utf8_lossy(&said).into_owned();
    let mut remotes: Vec<(&str, &str)> = Vec::new();
    for (key, url) in said.split('\0').filter_map(|entry| entry.split_once('\n')) {
        // If a remote has several addresses, git fetches from the first.
        if remotes.iter().all(|(known, _)| *known != key) {
            remotes.push((key, url));
        }
    }
    let origin = remotes.iter().find(|(key, _)| *key == "remote.origin.url");
    let only = remotes.first().filter(|_| remotes.len() == 1);
    Ok(origin.or(only).map(|&(_, url)| url.to_owned()))
}

fn forge(name: &str) -> Result<Forge, String> {
    Forge::from_name(name).ok_or_else(|| {
        format!("unknown forge `{name}` in REPOSITORY_FORGE; expected {}", Forge::names())
    })
}
