//! Names by which a listener is reached, and from which pages.
//!
//! A foreign page can let its own name point to this machine, and then has, for the browser, the
//! same origin as what is served here. Only the name in the request reveals it.

use std::hint::black_box;
use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::http::uri::Authority;
use hyper::{StatusCode, Uri};

use super::refusal::Refusal;

/// The header with the token of a command.
const TOKEN: &str = "x-deckyard-token";

/// Where browsers name the asking site, mode and target.
const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DESTINATION: &str = "sec-fetch-dest";

/// Where browsers mark prefetching.
const PURPOSES: [&str; 3] = ["sec-purpose", "purpose", "x-moz"];

/// The names of a listener.
pub(super) struct Hosts {
    address: SocketAddr,
    names: Vec<String>,
}

impl Hosts {
    pub(super) fn new(address: SocketAddr, names: Vec<String>) -> Self {
        Self { address, names }
    }

    /// The listener's address.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The name and port of a request, if they belong to this listener.
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<Authority, Refusal> {
        let mut given = headers.get_all(HOST).iter();
        let (Some(host), None) = (given.next(), given.next()) else {
            return Err(Refusal::bad("A request needs one Host header."));
        };
        let host = Authority::try_from(host.as_bytes())
            .map_err(|_| Refusal::bad("The Host header holds no name."))?;
        // A name alone is not an address; reading the path will refuse it.
        let target = uri.scheme().and_then(|_| uri.authority());
        for named in [Some(&host), target].into_iter().flatten() {
            if !self.has(named) {
                return Err(self.misdirected(named));
            }
        }
        Ok(host)
    }

    fn has(&self, named: &Authority) -> bool {
        let is_port = match named.as_str().rsplit_once(':') {
            Some((_, port)) if !port.ends_with(']') => port.parse() == Ok(self.address.port()),
            _ => true,
        };
        is_port && !named.as_str().contains('@') && self.has_name(named.host())
    }

    fn has_name(&self, name: &str) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            // An address is not a name that others could point here.
            let own = self.address.ip();
            return own.is_unspecified() || ip.to_canonical() == own || ip.is_loopback();
        }
        let name = name.strip_suffix('.').unwrap_or(name);
        let mut names = self.names.iter().map(String::as_str).chain(["localhost"]);
        names.any(|own| own.eq_ignore_ascii_case(name))
    }

    fn misdirected(&self, named: &Authority) -> Refusal {
        let ip = self.address.ip();
        let own = if ip.is_unspecified() { "localhost".to_owned() } else { ip.to_string() };
        let own = if ip.is_ipv6() && own.contains(':') { format!("[{own}]") } else { own };
        Refusal::new(
            StatusCode::MISDIRECTED_REQUEST,
            format!(
                "This is not {named}. Deckyard answers only under the names of this machine, so \
                 that no other site can read from it. Open http://{own}:{}/ instead.",
                self.address.port()
            ),
        )
    }
}

/// Whether a command comes from a page of this listener, or not from a page at all.
pub(super) fn is_same_origin(headers: &HeaderMap, host: &Authority) -> bool {
    let has_own_site = values(headers, SITE).all(|site| site == b"same-origin");
    has_own_site
        && headers.get_all(ORIGIN).iter().all(|origin| {
            let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host.as_str()))
        })
}

/// Whether the browser reports a request from a foreign page. Such a page may only bring a person
/// here, by a link that opens in a window. Old browsers and programs report nothing.
pub(super) fn is_foreign(headers: &HeaderMap) -> bool {
    !values(headers, SITE).all(is_own) && !is_navigation(headers)
}

/// Whether a person goes to a page in the author's browser: by its address, a bookmark, or a link
/// on a page of this listener. Opening by a foreign page does not count, nor does prefetching.
/// Browsers report this if they reach this machine under a name of its own; where they need not, no
/// request counts.
pub(super) fn is_visit(headers: &HeaderMap, host: &Authority) -> bool {
    let is_in_advance = PURPOSES.iter().any(|name| headers.contains_key(*name));
    if is_in_advance {
        return false;
    }
    if headers.contains_key(SITE) {
        return is_navigation(headers) && values(headers, SITE).all(is_own);
    }
    let name = host.host();
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let is_loopback = bare.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
    is_loopback || name.trim_end_matches('.').eq_ignore_ascii_case("localhost")
}

/// Whether the browser says that a page of this listener asks, or a person.
fn is_own(site: &[u8]) -> bool {
    matches!(site, b"same-origin" | b"none")
}

/// Whether a page is requested for a window or tab, not for a frame or by a script.
fn is_navigation(headers: &HeaderMap) -> bool {
    let says = |name, wanted: &[u8]| {
        headers.contains_key(name) && values(headers, name).all(|value| value == wanted)
    };
    says(MODE, b"navigate") && says(DESTINATION, b"document")
}

/// All values of a header.
fn values<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a [u8]> {
    headers.get_all(name).iter().map(HeaderValue::as_bytes)
}

/// Whether a command bears the token. The time of the check reveals nothing about it.
pub(super) fn bears(headers: &HeaderMap, token: &str) -> bool {
    let Some(given) = headers.get(TOKEN).map(HeaderValue::as_bytes) else {
        return false;
    };
    let differences = token.bytes().zip(given).fold(0, |sum, (a, b)| black_box(sum | (a ^ b)));
    !token.is_empty() && token.len() == given.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use hyper::http::uri::Authority;

    use super::Hosts;

    fn has(address: &str, named: &str) -> bool {
        let hosts = Hosts::new(address.parse().unwrap(), vec!["laptop.local".to_owned()]);
        named.parse::<Authority>().is_ok_and(|named| hosts.has(&named))
    }

    #[test]
    fn a_door_has_the_names_of_its_machine() {
        for named in [
            "localhost",
            "localhost:8000",
            "LocalHost.:8000",
            "127.0.0.1:8000",
            "127.0.0.1",
            "[::1]",
            "[::1]:8000",
            "laptop.local:8000",
            "Laptop.Local",
        ] {
            assert!(has("127.0.0.1:8000", named), "{named}");
            assert!(has("0.0.0.0:8000", named), "{named}");
            assert!(has("[::1]:8000", named), "{named}");
        }
        assert!(has("192.168.1.7:8000", "192.168.1.7:8000"));
        assert!(has("0.0.0.0:8000", "192.168.1.7:8000"));
        assert!(has("[::]:8000", "[fe80::1]:8000"));
    }

    #[test]
    fn a_door_has_no_other_names() {
        for named in [
            "evil.example",
            "evil.example:8000",
            "localhost:80",
            "localhost:",
            "localhost:99999",
            "localhost.evil.example",
            "me@localhost:8000",
            "192.168.1.7:8000",
            "[::2]:8000",
            "127.0.0.1.evil.example",
            "local",
        ] {
            assert!(!has("127.0.0.1:8000", named), "{named}");
        }
    }
}
