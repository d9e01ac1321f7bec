//! The branch of a checkout: git's, or that of the service that builds it.
//!
//! Services check out a commit without a branch, and name its branch in their environment. Not
//! everything in their branch variables is a branch: tags and pull requests have names too.
//! Invariant: a variable counts only if it names a branch of the repository that is built.

#![expect(clippy::disallowed_methods, reason = "a service describes the build in a file")]

use serde_json::Value;

use super::checkout::Checkout;
use super::program::Plumbing;
use crate::deck::repository::{Forge, host};
use crate::diag::GitTrouble;

/// Looks up environment variables; empty ones count as not given.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The checked-out branch, or the one for which a commit was checked out; `None` if that is
/// unknown. `url` is the page of the repository.
pub(super) fn of_checkout(
    checkout: &Checkout,
    lookup: Lookup<'_>,
    url: Option<&str>,
) -> Result<Option<String>, GitTrouble> {
    if let Some(branch) = symbolic(checkout, "HEAD", "refs/heads/")? {
        return Ok(Some(branch));
    }
    if let Some(branch) = of_environment(lookup, url) {
        return Ok(Some(branch));
    }
    if let Some(branch) = symbolic(checkout, "refs/remotes/origin/HEAD", "refs/remotes/origin/")? {
        return Ok(Some(branch));
    }
    at_head(checkout)
}

/// The target of a reference, below a prefix.
fn symbolic(checkout: &Checkout, name: &str, prefix: &str) -> Result<Option<String>, GitTrouble> {
    let known = if name == "HEAD" { checkout.head() } else { None };
    let target = match known {
        Some(target) => Some(target),
        None => checkout.line(Plumbing::SymbolicRef, &["--quiet", name])?,
    };
    Ok(target.and_then(|target| Some(target.strip_prefix(prefix)?.to_owned())))
}

/// The only branch, here or at `origin`, whose last commit is checked out.
fn at_head(checkout: &Checkout) -> Result<Option<String>, GitTrouble> {
    let folders = ["refs/remotes/origin/", "refs/heads/"];
    let arguments = ["--format=%(refname)", "--points-at=HEAD", folders[0], folders[1]];
    let said = checkout.line(Plumbing::ForEachRef, &arguments)?.unwrap_or_default();
    for folder in folders {
        let mut branches = said.lines().filter_map(|line| line.strip_prefix(folder));
        if let Some(branch) = branches.next() {
            return Ok(branches.next().is_none().then(|| branch.to_owned()));
        }
    }
    Ok(None)
}

/// The branch that a service builds, if it builds the repository with this page.
pub(super) fn of_environment(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    let services = [github, gitlab, woodpecker, bitbucket, azure, sourcehut, others];
    let branch = services.iter().find_map(|service| service(lookup, url))?;
    let branch = branch.strip_prefix("refs/heads/").unwrap_or(&branch);
    let is_branch = !branch.is_empty() && !branch.starts_with("refs/");
    is_branch.then(|| branch.to_owned())
}

/// Whether a service builds the repository whose page ends in this name.
fn is_built(name: Option<String>, url: Option<&str>) -> bool {
    let (Some(name), Some(url)) = (name, url) else { return true };
    let (name, url) = (name.to_lowercase(), url.trim_end_matches('/').to_lowercase());
    url.strip_suffix(&name).is_some_and(|before| before.ends_with('/'))
}

/// GitHub Actions, and Gitea's and Forgejo's, which use the same names.
fn github(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    if !is_built(lookup("GITHUB_REPOSITORY"), url) {
        return None;
    }
    let event = || -> Option<Value> {
        let text = std::fs::read_to_string(lookup("GITHUB_EVENT_PATH")?).ok()?;
        serde_json::from_str(&text).ok()
    };
    if let Some(source) = lookup("GITHUB_HEAD_REF") {
        // A pull request's branch may be in a fork; its target branch is not.
        let event = event();
        let at = |pointer: &str| event.as_ref()?.pointer(pointer)?.as_str();
        let from = at("/pull_request/head/repo/full_name");
        let is_own = from.is_some() && from == at("/pull_request/base/repo/full_name");
        return if is_own { Some(source) } else { lookup("GITHUB_BASE_REF") };
    }
    if lookup("GITHUB_REF_TYPE").is_none_or(|kind| kind == "branch") {
        return lookup("GITHUB_REF_NAME").filter(|name| !is_pull_request(name));
    }
    event()?.pointer("/repository/default_branch")?.as_str().map(str::to_owned)
}

/// GitLab CI.
fn gitlab(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    if !is_built(lookup("CI_PROJECT_PATH"), url) {
        return None;
    }
    if let Some(source) = lookup("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") {
        let from = lookup("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH");
        let is_own = from.is_some() && from == lookup("CI_PROJECT_PATH");
        let target = || lookup("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
        return if is_own { Some(source) } else { target() };
    }
    // Woodpecker has a variable with this name that has another meaning in pull requests.
    if lookup("CI_REPO").is_some() {
        return None;
    }
    let is_tag = lookup("CI_COMMIT_TAG").is_some();
    let reference = || lookup("CI_COMMIT_REF_NAME").filter(|_| !is_tag);
    lookup("CI_COMMIT_BRANCH").or_else(reference).or_else(|| lookup("CI_DEFAULT_BRANCH"))
}

/// Woodpecker, as Codeberg runs it.
fn woodpecker(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    let name = lookup("CI_REPO")?;
    if !is_built(Some(name), url) {
        return None;
    }
    let is_tag = lookup("CI_COMMIT_TAG").is_some();
    // In a pull request this is the target branch.
    let branch = lookup("CI_COMMIT_BRANCH").filter(|_| !is_tag);
    branch.or_else(|| lookup("CI_REPO_DEFAULT_BRANCH"))
}

/// Bitbucket Pipelines.
fn bitbucket(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    let branch = lookup("BITBUCKET_BRANCH")?;
    is_built(lookup("BITBUCKET_REPO_FULL_NAME"), url).then_some(branch)
}

/// Azure Pipelines.
fn azure(lookup: Lookup<'_>, url: Option<&str>) -> Option<String> {
    let target = lookup("SYSTEM_PULLREQUEST_TARGETBRANCH");
    let branch = target.or_else(|| lookup("BUILD_SOURCEBRANCH"))?;
    let name = lookup("BUILD_REPOSITORY_NAME").map(|name| name.replace(' ', "%20"));
    (is_built(name, url) && !branch.starts_with("refs/tags/")).then_some(branch)
}

/// builds.sr.ht.
fn sourcehut(lookup: Lookup<'_>, _url: Option<&str>) -> Option<String> {
    lookup("JOB_URL").filter(|url| url.contains(".sr.ht/"))?;
    lookup("GIT_REF").filter(|name| name.starts_with("refs/heads/"))
}

/// Services with a single variable for it.
fn others(lookup: Lookup<'_>, _url: Option<&str>) -> Option<String> {
    let names = ["CF_PAGES_BRANCH", "CIRCLE_BRANCH", "CIRRUS_BASE_BRANCH", "CIRRUS_BRANCH"];
    names.iter().find_map(|name| lookup(name)).filter(|name| !is_pull_request(name))
}

/// Whether a service passed a pull request as a branch: `12/merge`, `pull/12`, `pull/12/head`.
fn is_pull_request(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        [number, "merge" | "head"] | ["pull", number] | ["pull", number, _] => is_number(number),
        _ => false,
    }
}

/// The software that hosts the repository with this page, if the building service names it.
pub(super) fn forge(lookup: Lookup<'_>, url: &str) -> Option<Forge> {
    let is_at = |server: Option<String>| server.is_some_and(|server| host(&server) == host(url));
    if is_at(lookup("GITHUB_SERVER_URL")) {
        let is_gitea =
            ["GITEA_ACTIONS", "FORGEJO_ACTIONS"].iter().any(|name| lookup(name).is_some());
        return Some(if is_gitea { Forge::Gitea } else { Forge::GitHub });
    }
    if is_at(lookup("CI_SERVER_URL")) && lookup("GITLAB_CI").is_some() {
        return Some(Forge::GitLab);
    }
    let kind = lookup("CI_FORGE_TYPE").filter(|_| is_at(lookup("CI_FORGE_URL")))?;
    Forge::from_name(&kind)
}

#[cfg(test)]
mod tests {
    use super::{Lookup, forge, of_environment};
    use crate::deck::repository::Forge;

    /// `NAME=value` separated by spaces.
    fn with<T>(variables: &str, ask: impl FnOnce(Lookup<'_>) -> T) -> T {
        let known: Vec<_> = variables.split(' ').filter_map(|pair| pair.split_once('=')).collect();
        ask(&|name| known.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned()))
    }

    fn branch(variables: &str) -> Option<String> {
        with(variables, |lookup| of_environment(lookup, Some("https://h.example/a/b")))
    }

    #[test]
    fn services_say_which_branch_they_build() {
        for variables in [
            "GITHUB_REF_NAME=x/y",
            "GITHUB_REF_NAME=x/y GITHUB_REF_TYPE=branch GITHUB_REPOSITORY=A/b",
            "GITHUB_REF_NAME=12/merge GITHUB_REF_TYPE=branch GITHUB_HEAD_REF=fork GITHUB_BASE_REF=x/y",
            "CI_COMMIT_REF_NAME=x/y",
            "CI_COMMIT_BRANCH=x/y CI_COMMIT_REF_NAME=x/y CI_DEFAULT_BRANCH=main CI_PROJECT_PATH=a/b",
            "CI_COMMIT_TAG=v1 CI_COMMIT_REF_NAME=v1 CI_DEFAULT_BRANCH=x/y",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=x/y CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=a/b \
             CI_PROJECT_PATH=a/b CI_COMMIT_REF_NAME=x/y",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=z CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=fork/b \
             CI_PROJECT_PATH=a/b CI_MERGE_REQUEST_TARGET_BRANCH_NAME=x/y",
            "CI_REPO=a/b CI_COMMIT_BRANCH=x/y",
            "CI_REPO=a/b CI_COMMIT_TAG=v1 CI_REPO_DEFAULT_BRANCH=x/y",
            "BITBUCKET_BRANCH=x/y BITBUCKET_REPO_FULL_NAME=a/b",
            "BUILD_SOURCEBRANCH=refs/heads/x/y BUILD_SOURCEBRANCHNAME=y",
            "BUILD_SOURCEBRANCH=refs/pull/1/merge SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/x/y",
            "JOB_URL=https://builds.sr.ht/~a/job/1 GIT_REF=refs/heads/x/y",
            "CF_PAGES_BRANCH=x/y",
            "CIRCLE_BRANCH=x/y",
        ] {
            assert_eq!(branch(variables).as_deref(), Some("x/y"), "{variables}");
        }
    }

    #[test]
    fn tags_pull_requests_and_other_repositories_are_no_branch() {
        for variables in [
            "",
            "GITHUB_REF_NAME=v1 GITHUB_REF_TYPE=tag",
            "GITHUB_REF_NAME=12/merge",
            "GITHUB_REF_NAME=main GITHUB_REPOSITORY=tools/ci",
            "GITHUB_REF_NAME=main GITHUB_REPOSITORY=xa/b",
            "CI_COMMIT_TAG=v1 CI_COMMIT_REF_NAME=v1",
            "CI_COMMIT_BRANCH=main CI_PROJECT_PATH=x/y",
            "CI_COMMIT_BRANCH=main CI_REPO=x/y",
            "BUILD_SOURCEBRANCH=refs/tags/v1",
            "BUILD_SOURCEBRANCH=refs/pull/1/merge",
            "GIT_REF=refs/heads/main",
            "CIRCLE_BRANCH=pull/17",
            "CF_PAGES_BRANCH=refs/x",
        ] {
            assert_eq!(branch(variables), None, "{variables}");
        }
    }

    #[test]
    fn services_say_what_kind_they_are() {
        let kind =
            |variables: &str| with(variables, |lookup| forge(lookup, "https://h.example/a/b"));
        let github = "GITHUB_SERVER_URL=https://h.example";
        assert_eq!(kind(github), Some(Forge::GitHub));
        assert_eq!(kind(&format!("{github} GITEA_ACTIONS=true")), Some(Forge::Gitea));
        assert_eq!(kind("GITHUB_SERVER_URL=https://other.example GITEA_ACTIONS=true"), None);
        assert_eq!(kind("CI_SERVER_URL=https://h.example:443 GITLAB_CI=true"), Some(Forge::GitLab));
        assert_eq!(
            kind("CI_FORGE_TYPE=forgejo CI_FORGE_URL=https://h.example"),
            Some(Forge::Gitea)
        );
    }
}
