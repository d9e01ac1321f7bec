//! The target of a request: its path and query.
//!
//! **Invariant:** a [`RequestTarget`] is a plain relative path of names. A path that would climb,
//! hide a separator or split a name is refused, not normalized: no browser sends one.

use std::fmt::Write;

use hyper::Uri;
use hyper::http::uri::Scheme;

use super::refusal::Refusal;

/// A path of the site, and its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestTarget {
    /// Names with `/` between them; empty for the root.
    pub(super) path: String,
    /// The address ends with a slash.
    pub(super) is_folder: bool,
    /// The text after the question mark, as sent.
    pub(super) query: String,
}

impl RequestTarget {
    /// Reads the target of a request: a path, or a whole address.
    pub(super) fn read(uri: &Uri) -> Result<Self, Refusal> {
        if uri.scheme().is_some_and(|scheme| *scheme != Scheme::HTTP) {
            return Err(Refusal::bad("Only http: addresses are served here."));
        }
        let raw =
            uri.path().strip_prefix('/').ok_or_else(|| Refusal::bad("This is not a path."))?;
        let (names, is_folder) = match raw.strip_suffix('/') {
            Some(names) => (names, true),
            None => (raw, raw.is_empty()),
        };
        let mut path = String::with_capacity(names.len());
        // The root has no name.
        for raw in names.split('/').filter(|_| !raw.is_empty()) {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(&name(raw).ok_or_else(|| Refusal::bad("This is not a path of a site."))?);
        }
        Ok(Self { path, is_folder, query: uri.query().unwrap_or_default().to_owned() })
    }

    /// The same target as seen from a folder, if it is in it.
    pub(super) fn below(&self, base: &str) -> Option<Self> {
        if base.is_empty() {
            return Some(self.clone());
        }
        let rest = self.path.strip_prefix(base)?;
        let path = match rest.strip_prefix('/') {
            Some(path) => path,
            None if rest.is_empty() && self.is_folder => "",
            None => return None,
        };
        Some(Self { path: path.to_owned(), ..self.clone() })
    }

    /// The way from this address to the top, for links: `./`, `../../`.
    pub(super) fn up(&self) -> String {
        let depth =
            self.path.matches('/').count() + usize::from(self.is_folder && !self.path.is_empty());
        if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
    }

    /// The same path with a slash at its end, as a link relative to this address: a proxy may have
    /// removed a prefix, so the whole path is unknown.
    pub(super) fn as_folder(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let mut address = String::with_capacity(name.len() + 1);
        for &byte in name.as_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    address.push(char::from(byte));
                }
                _ => {
                    // Writing to a string cannot fail.
                    let _ = write!(address, "%{byte:02X}");
                }
            }
        }
        address.push('/');
        if !self.query.is_empty() {
            address.push('?');
            address.push_str(&self.query);
        }
        address
    }
}

/// One name of a path, decoded, if valid.
fn name(raw: &str) -> Option<String> {
    let name = String::from_utf8(decoded(raw)?).ok()?;
    let is_plain = !matches!(name.as_str(), "" | "." | "..")
        && !name.contains(|c: char| matches!(c, '/' | '\\') || c.is_control());
    is_plain.then_some(name)
}

/// Decodes a text with percent signs to bytes.
fn decoded(raw: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            _ => byte,
        });
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

#[cfg(test)]
mod tests {
    use hyper::Uri;

    use super::RequestTarget;

    fn read(uri: &str) -> Option<(String, bool, String)> {
        let target = RequestTarget::read(&uri.parse::<Uri>().ok()?).ok()?;
        Some((target.path, target.is_folder, target.query))
    }

    fn path(uri: &str) -> Option<String> {
        read(uri).map(|(path, ..)| path)
    }

    #[test]
    fn a_path_is_decoded() {
        assert_eq!(read("/"), Some((String::new(), true, String::new())));
        assert_eq!(read("/a/b.html?x=%2F"), Some(("a/b.html".into(), false, "x=%2F".into())));
        assert_eq!(read("/a/?q"), Some(("a".into(), true, "q".into())));
        assert_eq!(path("/%C3%A9t%c3%a9%20%25"), Some("été %".into()));
        assert_eq!(path("/été"), Some("été".into()));
        assert_eq!(path("http://localhost/a"), Some("a".into()));
        assert_eq!(path("http://localhost"), Some(String::new()));
        assert_eq!(path("/..a/b...c/.well-known"), Some("..a/b...c/.well-known".into()));
    }

    #[test]
    fn what_is_no_path_of_names_is_refused() {
        for uri in [
            "*",
            "//",
            "//a",
            "/a//b",
            "/a//",
            "/.",
            "/..",
            "/a/../b",
            "/a/..",
            "/./a",
            "/%2e%2E/a",
            "/.%2e",
            "/a%2fb",
            "/a%5cb",
            "/a\\b",
            "/a%00b",
            "/a%0ab",
            "/%7f",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/%ff",
            "/%c0%af",
            "https://localhost/a",
            "localhost:80",
        ] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    fn an_address_of_a_folder_is_encoded() {
        let target = RequestTarget::read(&"/a/%2E%2Ex%C3%A9%20:?a=b".parse().unwrap()).unwrap();
        assert_eq!(target.as_folder(), "..x%C3%A9%20%3A/?a=b");
    }

    #[test]
    fn a_base_ends_at_the_end_of_a_name() {
        let below = |uri: &str, base: &str| {
            let target = RequestTarget::read(&uri.parse().unwrap()).ok()?.below(base)?;
            Some((target.path.clone(), target.up()))
        };
        let some = |path: &str, up: &str| Some((path.to_owned(), up.to_owned()));
        assert_eq!(below("/a/b", ""), some("a/b", "../"));
        assert_eq!(below("/", ""), some("", "./"));
        assert_eq!(below("/a", ""), some("a", "./"));
        assert_eq!(below("/a/", ""), some("a", "../"));
        assert_eq!(below("/s/a", "s"), some("a", "./"));
        assert_eq!(below("/s/", "s"), some("", "./"));
        assert_eq!(below("/s%20t/u/a/b/", "s t/u"), some("a/b", "../../"));
        for uri in ["/s", "/", "/sa", "/sa/b", "/S/a", "/a/s/b", "/s%2fa", "/s/../s/a"] {
            assert_eq!(below(uri, "s"), None, "{uri}");
        }
    }
}
