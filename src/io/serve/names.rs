//! Host names that a request may contain, and paths below which a site is served, both as written
//! on the command line.
//!
//! **Invariant:** a name is in lower case and in ASCII, without port and trailing dot. No pattern
//! matches every name, nor every name below a domain in which anybody can register one.

use std::str::FromStr;

use hyper::Uri;

use super::target::RequestTarget;
use crate::path::{percent_encoded, uri};

/// The longest name, and the longest label of one, in bytes (RFC 1035).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A host name, or a domain with all names below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName {
    name: String,
    extent: NameExtent,
}

/// The names that a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameExtent {
    /// This host.
    Host,
    /// This host and all below it.
    Domain,
}

impl HostName {
    /// Whether it matches a request's host, without port.
    pub(super) fn covers(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        match host.strip_suffix(&self.name) {
            Some("") => true,
            Some(below) => self.extent == NameExtent::Domain && below.ends_with('.'),
            None => false,
        }
    }
}

impl FromStr for HostName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (extent, name) = match text.strip_prefix('.') {
            Some(domain) => (NameExtent::Domain, domain),
            None => (NameExtent::Host, text),
        };
        if let Some((_, rest)) = name.split_once("://") {
            let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
            return Err(format!("only the name of the host is expected, such as `{host}`"));
        }
        if let Some(domain) = name.strip_prefix("*.") {
            return Err(format!("`.{domain}` matches `{domain}` and all names below it"));
        }
        if name.contains('*') {
            return Err("no pattern allows every name, since any site could then read this one; \
                        name each host"
                .to_owned());
        }
        if let Some((host, port)) = name.rsplit_once(':')
            && !host.contains(':')
            && port.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(format!("`{host}` without a port allows this host with any port"));
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        if bare.parse::<std::net::IpAddr>().is_ok() {
            return Err("requests under an address are answered without this option".to_owned());
        }
        let name = ascii(name).ok_or("this is not the name of a host")?;
        if extent == NameExtent::Domain && !name.contains('.') && name != "localhost" {
            return Err(format!("anybody can have a name below `{name}`; name a domain of yours"));
        }
        Ok(Self { name, extent })
    }
}

/// A name as browsers send it, if it is one.
fn ascii(name: &str) -> Option<String> {
    let name = idna::domain_to_ascii(name).ok()?;
    let name = name.strip_suffix('.').unwrap_or(&name);
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    (name.len() <= LONGEST_NAME && name.split('.').all(is_label)).then(|| name.to_owned())
}

/// The names that a service maps to the ports of a machine, one for each port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortName {
    before: String,
    after: String,
}

impl PortName {
    /// Names with these texts before and after the port, if these are names.
    pub fn new(before: &str, after: &str) -> Option<Self> {
        let name = Self { before: before.to_owned(), after: after.to_owned() };
        name.host(u16::MAX).map(|_| name)
    }

    /// The name for a port.
    pub fn at(&self, port: u16) -> String {
        format!("{}{port}{}", self.before, self.after)
    }

    pub(super) fn host(&self, port: u16) -> Option<HostName> {
        self.at(port).parse().ok()
    }
}

/// The path below which a site is served: plain names with `/` between them, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// The names, as in a decoded path.
    pub(super) fn names(&self) -> &str {
        &self.0
    }

    /// The path in an address, in ASCII: `/`, `/courses/`.
    pub fn in_address(&self) -> String {
        match self.0.as_str() {
            "" => "/".to_owned(),
            names => uri(&format!("/{}/", percent_encoded(names))),
        }
    }
}

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected a path such as `/courses/`".to_owned();
        if !text.starts_with('/') || text.contains(['?', '#']) {
            return Err(wrong());
        }
        let asked: Uri = text.parse().map_err(|_| wrong())?;
        let target = RequestTarget::read(&asked).map_err(|_| wrong())?;
        Ok(Self(target.path))
    }
}

#[cfg(test)]
mod tests {
    use super::{BasePath, HostName};

    fn covers(name: &str, host: &str) -> bool {
        name.parse::<HostName>().unwrap().covers(host)
    }

    #[test]
    fn a_name_is_one_host_in_all_its_spellings() {
        for host in ["slides.example.org", "Slides.Example.ORG", "slides.example.org."] {
            assert!(covers("slides.example.org", host), "{host}");
            assert!(covers("SLIDES.example.org.", host), "{host}");
        }
        assert!(covers("bücher.example", "xn--bcher-kva.example"));
        assert!(covers("app_1", "app_1"));
        for host in ["example.org", "x.slides.example.org", "xslides.example.org", "", "slides"] {
            assert!(!covers("slides.example.org", host), "{host}");
        }
    }

    #[test]
    fn a_dot_stands_for_all_names_below() {
        for host in ["example.org", "a.example.org", "a.b.example.org", "A.Example.org."] {
            assert!(covers(".example.org", host), "{host}");
        }
        for host in ["badexample.org", "org", "example.org.evil.example", ""] {
            assert!(!covers(".example.org", host), "{host}");
        }
        assert!(covers(".localhost", "slides.localhost"));
    }

    #[test]
    fn what_is_no_name_of_a_host_is_refused_with_a_reason() {
        for (text, reason) in [
            ("*", "no pattern allows every name"),
            ("*.example.org", "`.example.org` matches `example.org`"),
            ("a.*.org", "no pattern"),
            (".org", "anybody can have a name below `org`"),
            (".", "not the name"),
            ("", "not the name"),
            ("a..b", "not the name"),
            ("a b", "not the name"),
            ("a/b", "not the name"),
            ("me@example.org", "not the name"),
            ("<b>", "not the name"),
            ("example.org:8000", "`example.org` without a port"),
            ("https://example.org:1/x", "such as `example.org`"),
            ("192.0.2.1", "without this option"),
            ("[2001:db8::1]", "without this option"),
            ("::1", "without this option"),
        ] {
            let error = text.parse::<HostName>().unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
        assert!("x".repeat(64).parse::<HostName>().is_err());
        assert!(format!("{}a", "x.".repeat(127)).parse::<HostName>().is_err());
    }

    #[test]
    fn a_base_is_a_path_of_names() {
        let address = |text: &str| text.parse::<BasePath>().map(|base| base.in_address());
        assert_eq!(address("/").as_deref(), Ok("/"));
        assert_eq!(address("/courses").as_deref(), Ok("/courses/"));
        assert_eq!(address("/a%20b/c/").as_deref(), Ok("/a%20b/c/"));
        for text in ["", "courses", "//", "/a//b", "/../a", "/a?b", "/a#b", "/a%2fb", "http://h/a"]
        {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
