//! The repository of a site on the web: the address of a file, a line or a folder in it.
//!
//! The only place that knows how forges write addresses; `io::git` queries git itself. Invariant: an address
//! contains no user name and no password, and names of branches and files are encoded.

use std::fmt::Write as _;

use crate::path::percent_encoded;

/// Where the site's sources can be seen and edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Repository {
    /// `https://github.com/someone/slides`; `None` to take it from the manifest's `gitrepo`.
    pub url: Option<String>,
    /// The branch or revision that edit links show.
    pub branch: Option<String>,
    /// The commit shown when no branch is known, and where a forge requires it beside a name.
    pub commit: Option<String>,
    /// The site's folder in the repository; empty at its root.
    pub folder: String,
    /// The forge, if known; otherwise it is inferred from the host.
    pub forge: Option<Forge>,
}

/// A kind of repository host, each with its own address scheme.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Forge {
    /// GitHub, and unknown hosts.
    GitHub,
    /// GitLab.
    GitLab,
    /// Gitea and Forgejo, which Codeberg runs.
    Gitea,
    /// Bitbucket Cloud.
    Bitbucket,
    /// Bitbucket Data Center, on self-managed hosts.
    BitbucketServer,
    /// git.sr.ht.
    SourceHut,
    /// Azure DevOps.
    Azure,
}

/// The names accepted for each forge; the first is the one displayed.
const NAMES: [(Forge, &[&str]); 7] = [
    (Forge::GitHub, &["github"]),
    (Forge::GitLab, &["gitlab"]),
    (Forge::Gitea, &["gitea", "forgejo", "codeberg"]),
    (Forge::Bitbucket, &["bitbucket"]),
    (Forge::BitbucketServer, &["bitbucket-server", "bitbucket_dc"]),
    (Forge::SourceHut, &["sourcehut", "sr.ht"]),
    (Forge::Azure, &["azure"]),
];

/// Hosts whose name does not contain that of their forge.
const HOSTS: [(&str, Forge); 8] = [
    ("0xacab.org", Forge::GitLab),
    ("code.videolan.org", Forge::GitLab),
    ("framagit.org", Forge::GitLab),
    ("invent.kde.org", Forge::GitLab),
    ("salsa.debian.org", Forge::GitLab),
    ("git.disroot.org", Forge::Gitea),
    ("codefloe.com", Forge::Gitea),
    ("bitbucket.org", Forge::Bitbucket),
];

/// SSH-only hosts, for networks whose firewall blocks port 22, and their web hosts.
const SSH_HOSTS: [(&str, &str); 3] = [
    ("ssh.github.com", "github.com"),
    ("altssh.gitlab.com", "gitlab.com"),
    ("altssh.bitbucket.org", "bitbucket.org"),
];

/// The branch when none is known.
const USUAL_BRANCH: &str = "main";

impl Forge {
    /// The forge of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(forge, _)| forge)
    }

    /// All names, as a list.
    pub fn names() -> String {
        let names =
            NAMES.iter().filter_map(|(_, names)| names.first().map(|name| format!("`{name}`")));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The forge at an address, by its host; GitHub if unknown.
    pub fn at(url: &str) -> Self {
        let host = host(url).unwrap_or_default();
        let is_below = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if let Some(&(_, forge)) = HOSTS.iter().find(|(name, _)| is_below(name)) {
            return forge;
        }
        let has = |part: &str| host.contains(part);
        let is_server = |path: &str| {
            let mut parts = path.split('/');
            parts.any(|part| matches!(part, "projects" | "users")) && parts.nth(1) == Some("repos")
        };
        if is_below("dev.azure.com") || is_below("visualstudio.com") {
            Self::Azure
        } else if is_below("sr.ht") {
            Self::SourceHut
        } else if has("github") {
            Self::GitHub
        } else if has("gitlab") {
            Self::GitLab
        } else if has("gitea") || has("forgejo") || has("codeberg") {
            Self::Gitea
        } else if has("bitbucket") || is_server(url) {
            Self::BitbucketServer
        } else {
            Self::GitHub
        }
    }
}

impl Repository {
    /// The address of a line of a file, by its path in the site; `None` when the repository is unknown.
    pub fn line(&self, file: &str, line: usize) -> Option<String> {
        let (before, after) = self.around();
        let mut address = format!("{}{}{after}", before?, percent_encoded(file));
        // Writing to a String cannot fail. GitHub, Gitea and Forgejo render Markdown without lines
        // unless asked for the plain text.
        let _ = match self.forge() {
            Forge::GitHub => write!(address, "?plain=1#L{line}"),
            Forge::Gitea => write!(address, "?display=source#L{line}"),
            Forge::GitLab | Forge::SourceHut => write!(address, "#L{line}"),
            Forge::Bitbucket => write!(address, "#lines-{line}"),
            Forge::BitbucketServer => write!(address, "#{line}"),
            Forge::Azure => write!(
                address,
                "&line={line}&lineEnd={}&lineStartColumn=1&lineEndColumn=1&_a=contents",
                line + 1
            ),
        };
        Some(address)
    }

    /// The address of a file or folder before and after its path in the site, for links whose path an
    /// author wrote. Without a repository it begins with `/`.
    pub fn around_path(&self) -> (String, String) {
        let forge = self.forge();
        let around = match forge {
            Forge::GitHub => self.shape("/tree/", "/"),
            Forge::GitLab => self.shape("/-/tree/", "/"),
            Forge::Gitea
            | Forge::Bitbucket
            | Forge::BitbucketServer
            | Forge::SourceHut
            | Forge::Azure => self.by_forge(forge),
        };
        (format!("{}{}", self.address(), around.0), around.1)
    }

    fn around(&self) -> (Option<String>, String) {
        let (before, after) = self.by_forge(self.forge());
        (self.url.is_some().then(|| format!("{}{before}", self.address())), after)
    }

    /// The text between the repository's address and the path of a file, and the text after it.
    fn by_forge(&self, forge: Forge) -> (String, String) {
        match (forge, &self.commit) {
            (Forge::GitHub, _) => self.shape("/blob/", "/"),
            (Forge::GitLab, _) => self.shape("/-/blob/", "/"),
            (Forge::SourceHut, _) => self.shape("/tree/", "/item/"),
            (Forge::Gitea, Some(commit)) => {
                (format!("/src/commit/{commit}/{}", self.below()), String::new())
            }
            (Forge::Gitea, None) => self.shape("/src/branch/", "/"),
            (Forge::Bitbucket, Some(commit)) if self.needs_commit() => {
                let at = encoded_whole(self.revision());
                (format!("/src/{commit}/{}", self.below()), format!("?at={at}"))
            }
            (Forge::Bitbucket, _) => {
                let revision = encoded_whole(self.revision());
                (format!("/src/{revision}/{}", self.below()), String::new())
            }
            (Forge::BitbucketServer, commit) => {
                let at = match commit {
                    Some(commit) => commit.clone(),
                    None => encoded_whole(&format!("refs/heads/{}", self.revision())),
                };
                (format!("/browse/{}", self.below()), format!("?at={at}"))
            }
            (Forge::Azure, commit) => {
                let version = match commit {
                    Some(commit) => format!("GC{commit}"),
                    None => format!("GB{}", encoded_whole(self.revision())),
                };
                (format!("?path=/{}", self.below()), format!("&version={version}"))
            }
        }
    }

    /// Puts the branch between two texts, before the path.
    fn shape(&self, before: &str, after: &str) -> (String, String) {
        let revision = percent_encoded(self.revision());
        (format!("{before}{revision}{after}{}", self.below()), String::new())
    }

    /// Whether the forge's addresses cannot contain the branch name.
    pub fn needs_commit(&self) -> bool {
        self.forge() == Forge::Bitbucket && self.revision().contains('/')
    }

    /// The revision that links show.
    fn revision(&self) -> &str {
        self.branch.as_deref().or(self.commit.as_deref()).unwrap_or(USUAL_BRANCH)
    }

    /// The site's folder as a path prefix.
    fn below(&self) -> String {
        match self.folder.as_str() {
            "" => String::new(),
            folder => format!("{}/", percent_encoded(folder)),
        }
    }

    fn address(&self) -> &str {
        self.url.as_deref().unwrap_or_default().trim_end_matches('/')
    }

    pub(super) fn forge(&self) -> Forge {
        self.forge.unwrap_or_else(|| Forge::at(self.address()))
    }
}

/// Encodes a text as a single part of a path or query.
fn encoded_whole(text: &str) -> String {
    percent_encoded(text).replace('/', "%2F")
}

/// The host of an address, in lower case and without its port.
pub fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(without_port(authority.rsplit('@').next()?).0.to_lowercase())
}

/// A host without its port.
fn without_port(authority: &str) -> (&str, &str) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    }
}

/// The address of a repository's page as given by the user, who may also give the address that git
/// fetches from. Names and passwords are removed.
pub fn given_address(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(address) = web_address(text) {
        return Some(address);
    }
    let has_scheme = text.contains("://");
    if !has_scheme && !text.starts_with(['/', '.']) {
        return web_address(&format!("https://{text}"));
    }
    // A host without a dot, such as one of a private network, was given on purpose.
    let is_plain = !text.contains(['@', '"', '<', '>']) && !text.contains(char::is_whitespace);
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    (is_web && is_plain).then(|| text.trim_end_matches('/').to_owned())
}

/// The page of a repository, from the address that git fetches from; `None` for a path, a file, or a
/// remote whose page cannot be inferred. Names and passwords are removed.
pub fn web_address(remote: &str) -> Option<String> {
    let remote = remote.trim();
    if remote.contains(char::is_control) || remote.contains("::") {
        return None;
    }
    let (scheme, authority, path) = match remote.split_once("://") {
        Some((scheme @ ("https" | "http" | "ssh" | "git" | "git+ssh" | "ssh+git"), rest)) => {
            let (authority, path) = rest.split_once('/')?;
            (scheme, authority, path)
        }
        Some(_) => return None,
        // `host:path`, as SSH writes it: a slash before the colon makes it a path.
        None => {
            let (authority, path) = remote.split_once(':')?;
            ("scp", authority, path)
        }
    };
    if authority.contains(['/', '\\']) || path.contains(['@', '?', '#', '\\']) {
        return None;
    }
    let (user, authority) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = without_port(authority);
    let host = host.to_ascii_lowercase();
    let is_known_host = host.contains('.')
        && !host.starts_with("127.")
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if !is_known_host || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    if path.is_empty() || path.split('/').any(|part| part == ".." || part == ".") {
        return None;
    }
    let is_web = matches!(scheme, "https" | "http");
    let (host, path) = page(&host, path, (user, if is_web { "" } else { port }))?;
    // Only a web address has a port that is valid on the web; http stays http at a custom port.
    Some(match (scheme, port) {
        ("https", "443") | ("http", "80") => format!("https://{host}/{path}"),
        ("https" | "http", port) if !port.is_empty() => format!("{scheme}://{host}:{port}/{path}"),
        _ => format!("https://{host}/{path}"),
    })
}

/// The host and path of a repository's page where they differ from those that git fetches from.
fn page(host: &str, path: &str, (user, ssh_port): (&str, &str)) -> Option<(String, String)> {
    let path = escaped(path);
    let parts: Vec<&str> = path.split('/').collect();
    match (host, parts.as_slice()) {
        ("ssh.dev.azure.com", ["v3", organization, project, name]) => {
            let path = format!("{organization}/{project}/_git/{name}");
            return Some(("dev.azure.com".to_owned(), path));
        }
        ("vs-ssh.visualstudio.com", ["v3", organization, project, name]) => {
            let host = format!("{}.visualstudio.com", organization.to_lowercase());
            return Some((host, format!("{project}/_git/{name}")));
        }
        ("vs-ssh.visualstudio.com", [.., project, "_ssh", name]) if !user.is_empty() => {
            let host = format!("{}.visualstudio.com", user.split(':').next()?.to_lowercase());
            return Some((host, format!("{project}/_git/{name}")));
        }
        ("ssh.dev.azure.com" | "vs-ssh.visualstudio.com", _) => return None,
        _ => {}
    }
    if let Some((_, site)) = SSH_HOSTS.iter().find(|(name, _)| *name == host) {
        return Some(((*site).to_owned(), path));
    }
    // Bitbucket Data Center: `/scm/project/name` over HTTP, `/project/name` over SSH, on its own port.
    let is_server = match Forge::at(&format!("https://{host}")) {
        Forge::BitbucketServer => true,
        Forge::GitHub => !host.contains("github"),
        Forge::GitLab | Forge::Gitea | Forge::Bitbucket | Forge::SourceHut | Forge::Azure => false,
    };
    let has_name = host.contains("bitbucket");
    let known = match parts.as_slice() {
        [before @ .., "scm", project, name] if is_server && ssh_port.is_empty() => {
            Some((before.join("/"), *project, *name))
        }
        [project, name]
            if is_server && (has_name && !ssh_port.is_empty() || ssh_port == "7999") =>
        {
            Some((String::new(), *project, *name))
        }
        _ => None,
    };
    let Some((before, project, name)) = known else { return Some((host.to_owned(), path)) };
    let before = if before.is_empty() { before } else { format!("{before}/") };
    let owner = match project.strip_prefix('~') {
        Some(user) => format!("users/{user}"),
        None => format!("projects/{project}"),
    };
    Some((host.to_owned(), format!("{before}{owner}/repos/{name}")))
}

/// A path from an address, without characters that are invalid in one.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\'' | '(' | ')' | '[' | ']' | '`') {
            out.push_str(&percent_encoded(&c.to_string()));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests;
