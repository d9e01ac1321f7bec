//! The target of an address in an author's text, judging by its form.

use crate::diag::AddressFault;
use crate::diag::nearest::nearest;
use crate::path::{OutPath, ProjectPath, percent_decoded};

/// The target of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To a page or a file of the site, if that exists.
    Inside(InsideAddress),
    /// To another host, to a program, or to a part of the page itself.
    Elsewhere,
    /// Nowhere, on any site.
    Nowhere(AddressFault),
}

/// An address in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InsideAddress {
    /// The path, decoded, relative to the top of the site.
    pub(crate) path: String,
    /// The same as it is written, with query and fragment.
    pub(crate) written: String,
    /// What follows `#`, as written.
    pub(crate) fragment: Option<String>,
    /// Whether it begins with `/`, and so depends on where the site is published.
    pub(crate) is_absolute: bool,
}

/// Determines the target of an address. `base` is the folder of the site on its host, such as
/// `/courses`; empty at the top or when it is unknown.
pub(crate) fn destination(url: &str, base: &str) -> Destination {
    if url.starts_with("https://") || url.starts_with("http://") {
        let is_empty = url.ends_with("//");
        if is_empty {
            return Destination::Nowhere(AddressFault::Empty);
        }
        let Some((scheme, Some(fixed))) =
            url.split_once("://").map(|(scheme, rest)| (scheme, without_blanks(rest)))
        else {
            return Destination::Elsewhere;
        };
        let meant = format!("{scheme}://{fixed}");
        return Destination::Nowhere(AddressFault::Scheme { meant });
    }
    if url.is_empty() {
        return Destination::Nowhere(AddressFault::Empty);
    }
    if url.starts_with(['#', '?']) || url.starts_with("//") {
        return Destination::Elsewhere;
    }
    if let Some(found) = with_scheme(url) {
        return found;
    }
    let is_absolute = url.starts_with('/');
    let below_base =
        url.strip_prefix(base).filter(|rest| !base.is_empty() && rest.starts_with('/'));
    let written = below_base.unwrap_or(url).trim_start_matches('/');
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (written, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let path = if path.is_empty() { "./".to_owned() } else { percent_decoded(path) };
    Destination::Inside(InsideAddress { path, written: written.to_owned(), fragment, is_absolute })
}

/// Where an address with a scheme leads; `None` for an address without one.
fn with_scheme(url: &str) -> Option<Destination> {
    let (name, rest) = url.split_once(':')?;
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !is_scheme {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let after_slashes = rest.trim_start_matches('/');
    let meant = |text: String| Destination::Nowhere(AddressFault::Scheme { meant: text });
    Some(match name.as_str() {
        // `C:\images\x.svg`
        _ if name.len() == 1 => Destination::Nowhere(AddressFault::LocalFile),
        "file" => Destination::Nowhere(AddressFault::LocalFile),
        "http" | "https" if !rest.starts_with("//") || after_slashes.is_empty() => {
            meant(format!("{name}://{}", rest.trim_start_matches(['/', ':'])))
        }
        "http" | "https" => Destination::Elsewhere,
        _ if rest.starts_with(|c: char| c.is_ascii_digit()) && name == "localhost" => {
            meant(format!("http://{url}"))
        }
        // `example.org:8080/x`
        _ if rest.starts_with(|c: char| c.is_ascii_digit()) && name.contains('.') => {
            meant(format!("https://{url}"))
        }
        _ => match nearest(&name, ["http", "https", "mailto"]) {
            Some("mailto") => meant(format!("mailto:{after_slashes}")),
            Some(near) if rest.starts_with('/') => meant(format!("{near}://{after_slashes}")),
            _ => Destination::Elsewhere,
        },
    })
}

/// The part after the scheme of an address whose host contains spaces, without these: `bread
/// example/x`.
fn without_blanks(rest: &str) -> Option<String> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    if !host.contains([' ', '%']) {
        return None;
    }
    let host = host.replace("%20", " ");
    let parts: Vec<&str> = host.split_whitespace().collect();
    let between = if host.contains('.') { "" } else { "." };
    (host.contains(' ') && !parts.is_empty()).then(|| parts.join(between) + path)
}

/// The files of the output that a host may serve for a path: it shows a folder by its index, and
/// often a page without its extension. Empty for a path that leaves the site.
pub(crate) fn served_as(path: &str) -> Vec<OutPath> {
    let Some(clean) = ProjectPath::resolve("", path) else { return Vec::new() };
    let clean = clean.as_str();
    if clean.is_empty() {
        return vec![OutPath::cleaned("index.html")];
    }
    let index = OutPath::cleaned(&format!("{clean}/index.html"));
    if path.ends_with('/') {
        return vec![index];
    }
    vec![OutPath::cleaned(clean), index, OutPath::cleaned(&format!("{clean}.html"))]
}

/// The probable meaning of a path that does not exist: a host name without its scheme, or a mail
/// address.
pub(crate) fn meant_elsewhere(written: &str) -> Option<String> {
    if written.starts_with(['/', '.']) || written.contains(['\\', ' ']) {
        return None;
    }
    // `https//example.org`, `(https://example.org)`
    for scheme in ["https", "http"] {
        let after = written.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("//"));
        if let Some(after) = after.filter(|after| after.contains('.')) {
            return Some(format!("{scheme}://{after}"));
        }
    }
    if let Some(inner) = written.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && (inner.starts_with("https://") || inner.starts_with("http://"))
    {
        return Some(inner.to_owned());
    }
    let end = written.find(['/', '?', '#']).unwrap_or(written.len());
    let (host, rest) = written.split_at(end);
    if let Some((user, domain)) = host.split_once('@') {
        let is_mail = rest.is_empty() && !user.is_empty() && domain.contains('.');
        return is_mail.then(|| format!("mailto:{written}"));
    }
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let last = labels.last().copied().unwrap_or_default().to_ascii_lowercase();
    if labels.len() < 2 || !labels.iter().all(is_label) || is_extension(&last) {
        return None;
    }
    let is_country = last.len() == 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    let is_host = labels.first().is_some_and(|first| first.eq_ignore_ascii_case("www"))
        || DOMAINS.contains(&last.as_str())
        || is_country;
    is_host.then(|| format!("https://{written}"))
}

/// Top-level domains that are not countries.
const DOMAINS: [&str; 24] = [
    "academy",
    "app",
    "blog",
    "cloud",
    "com",
    "community",
    "dev",
    "edu",
    "example",
    "gov",
    "info",
    "int",
    "live",
    "mil",
    "name",
    "net",
    "online",
    "org",
    "page",
    "site",
    "tech",
    "training",
    "wiki",
    "xyz",
];

/// Extensions of files that could be top-level domains of countries.
fn is_extension(last: &str) -> bool {
    const EXTENSIONS: [&str; 22] = [
        "cc", "cs", "db", "gz", "hs", "js", "md", "ml", "mk", "pl", "pm", "ps", "py", "rb", "rs",
        "sh", "so", "tf", "ts", "xz", "go", "kt",
    ];
    EXTENSIONS.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination, meant_elsewhere, served_as};
    use crate::diag::AddressFault;

    fn path(url: &str, base: &str) -> Option<(String, String, bool)> {
        match destination(url, base) {
            Destination::Inside(found) => Some((found.path, found.written, found.is_absolute)),
            _ => None,
        }
    }

    #[test]
    fn addresses_in_the_site_count_from_its_top() {
        for (url, base, found) in [
            ("a%20b.html#x", "", ("a b.html", "a%20b.html#x", false)),
            ("/images/p.svg?1", "", ("images/p.svg", "images/p.svg?1", true)),
            ("/courses/p.svg", "/courses", ("p.svg", "p.svg", true)),
            ("/coursesp.svg", "/courses", ("coursesp.svg", "coursesp.svg", true)),
            ("/courses", "/courses", ("courses", "courses", true)),
            ("/", "", ("./", "", true)),
            ("Day 1: x.html", "", ("Day 1: x.html", "Day 1: x.html", false)),
        ] {
            let expected = (found.0.to_owned(), found.1.to_owned(), found.2);
            assert_eq!(path(url, base), Some(expected), "{url}");
        }
    }

    #[test]
    fn addresses_elsewhere_are_left_alone() {
        for url in [
            "https://h/x",
            "HTTPS://h",
            "//h/x",
            "mailto:a@b",
            "tel:112",
            "#a",
            "?a",
            "data:x",
            "ftp://h/x",
            "ssh://h",
            "vscode:x",
            "javascript:x",
            "zoommtg://x",
            "git:x",
        ] {
            assert_eq!(destination(url, ""), Destination::Elsewhere, "{url}");
        }
    }

    #[test]
    fn addresses_that_lead_nowhere() {
        let meant = |text: &str| AddressFault::Scheme { meant: text.to_owned() };
        for (url, fault) in [
            ("", AddressFault::Empty),
            ("C:\\x.svg", AddressFault::LocalFile),
            ("d:/x.svg", AddressFault::LocalFile),
            ("file:///etc/x", AddressFault::LocalFile),
            ("htps://h/x", meant("https://h/x")),
            ("https:h", meant("https://h")),
            ("https://bread example/x", meant("https://bread.example/x")),
            ("https://bread%20.example/x y", meant("https://bread.example/x y")),
            ("http:://h/x", meant("http://h/x")),
            ("localhost:8000/x", meant("http://localhost:8000/x")),
            ("example.org:80", meant("https://example.org:80")),
            ("mailo:a@b.c", meant("mailto:a@b.c")),
        ] {
            assert_eq!(destination(url, ""), Destination::Nowhere(fault), "{url}");
        }
    }

    #[test]
    fn hosts_and_mail_are_known_by_their_names() {
        for (written, meant) in [
            ("forums.example.com/x", Some("https://forums.example.com/x")),
            ("www.example.whatever", Some("https://www.example.whatever")),
            ("k8s.io", Some("https://k8s.io")),
            ("a@example.org", Some("mailto:a@example.org")),
            ("https//example.org/x", Some("https://example.org/x")),
            ("(https://example.org/x)", Some("https://example.org/x")),
            ("soure.html", None),
            ("run.sh", None),
            ("x.pdf", None),
            ("../k8s.io", None),
            ("images/x.com", None),
            ("v1.2", None),
        ] {
            assert_eq!(meant_elsewhere(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn hosts_serve_folders_and_pages_without_extension() {
        let found =
            |path: &str| served_as(path).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found("./"), ["index.html"]);
        assert_eq!(found("events/x/"), ["events/x/index.html"]);
        assert_eq!(found("a"), ["a", "a/index.html", "a.html"]);
        assert!(found("../a").is_empty());
    }
}
