//! The names by which a listener may be reached, and the pages that may send requests.
//!
//! A foreign page can let its own host name point to this machine; for the browser, it then has the
//! same origin as this site. Only the name in the request reveals it.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::http::uri::Authority;
use hyper::{StatusCode, Uri};

use super::names::HostName;
use super::refusal::Refusal;
use super::secret::is_secret;
use crate::render::escape::push_text;

/// The header with the token of a command.
const TOKEN: &str = "x-deckyard-token";

/// Where browsers name the asking site, mode and target.
const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DESTINATION: &str = "sec-fetch-dest";

/// Where browsers mark prefetching.
const PURPOSES: [&str; 3] = ["sec-purpose", "purpose", "x-moz"];

/// The headers that proxies add to requests. Its content is not trusted: anybody may send it.
const FORWARDED: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// The names of a listener.
pub(super) struct Hosts {
    /// Its addresses; all have the same port.
    addresses: Vec<SocketAddr>,
    /// Names that its user allows, at which a proxy may receive requests for it.
    allowed: Vec<HostName>,
    /// Names of the machine.
    own: Vec<HostName>,
}

impl Hosts {
    pub(super) fn new(
        addresses: Vec<SocketAddr>,
        allowed: Vec<HostName>,
        own: Vec<HostName>,
    ) -> Self {
        Self { addresses, allowed, own }
    }

    fn port(&self) -> u16 {
        self.addresses.first().map_or(0, SocketAddr::port)
    }

    /// The name and port of a request, if they belong to this listener.
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<Authority, Refusal> {
        let mut given = headers.get_all(HOST).iter();
        let (Some(host), None) = (given.next(), given.next()) else {
            return Err(Refusal::bad("A request needs one Host header."));
        };
        let host = Authority::try_from(host.as_bytes())
            .map_err(|_| Refusal::bad("The Host header contains no name."))?;
        // A name alone is not an address; reading the path will refuse it.
        let target = uri.scheme().and_then(|_| uri.authority());
        for named in [Some(&host), target].into_iter().flatten() {
            if !self.has(named) {
                return Err(self.misdirected(named));
            }
        }
        Ok(host)
    }

    /// Any port will do: the one that the browser knows may be forwarded here.
    fn has(&self, named: &Authority) -> bool {
        let has_port = match named.as_str().rsplit_once(':') {
            Some((_, port)) if !port.ends_with(']') => is_port(port),
            _ => true,
        };
        has_port && !named.as_str().contains('@') && self.has_name(named.host())
    }

    fn has_name(&self, name: &str) -> bool {
        if let Ok(ip) = bare(name).parse::<IpAddr>() {
            // Others cannot make an IP address point here, and a user who forwards a port has
            // another port. Under the unspecified address, some systems let any page reach their
            // own.
            return !ip.is_unspecified()
                || self.addresses.iter().any(|own| own.ip().is_unspecified());
        }
        let is_localhost = name.strip_suffix('.').unwrap_or(name).eq_ignore_ascii_case("localhost");
        is_localhost || self.allows(name) || self.own.iter().any(|own| own.covers(name))
    }

    /// Whether the listener's user allowed a name.
    fn allows(&self, name: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.covers(name))
    }

    /// A page for a person who uses another host name. To a site whose name points here, it reveals
    /// only the port, which that site knows.
    fn misdirected(&self, named: &Authority) -> Refusal {
        let own = format!("http://localhost:{}/", self.port());
        let mut html = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <title>Another name</title>\n<link rel=\"icon\" href=\"data:,\">\n<h1>This is not <code>"
            .to_owned();
        let name = named.host().to_ascii_lowercase();
        let is_name = name.parse::<HostName>().is_ok();
        push_text(&mut html, if is_name { &name } else { "a name of this server" });
        html.push_str(
            "</code></h1>\n<p>Deckyard answers only under names that it knows, so that no other site can \
             read from it by pointing its own name here.</p>\n",
        );
        if is_name {
            html.push_str("<p>If this name leads here because you want it to, allow it:</p>\n<pre>deckyard serve --allow-host ");
            push_text(&mut html, &name);
            html.push_str("</pre>\n");
        }
        html.push_str("<p>On the machine itself, open <code>");
        push_text(&mut html, &own);
        html.push_str("</code>.</p>\n");
        Refusal::page(StatusCode::MISDIRECTED_REQUEST, html)
    }

    /// Whether a command comes from a page of this listener, or not from a page at all.
    pub(super) fn is_same_origin(&self, headers: &HeaderMap, host: &Authority) -> bool {
        let has_own_site = values(headers, SITE).all(|site| site == b"same-origin");
        has_own_site
            && headers.get_all(ORIGIN).iter().all(|origin| {
                let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
                origin.is_some_and(|(scheme, origin)| self.is_own_origin((scheme, origin), host))
            })
    }

    fn is_own_origin(&self, (scheme, origin): (&str, &str), host: &Authority) -> bool {
        let is_allowed = || {
            let origin = origin.parse::<Authority>();
            origin.is_ok_and(|origin| self.allows(origin.host()))
        };
        match scheme {
            "http" if origin.eq_ignore_ascii_case(host.as_str()) => true,
            // A proxy may encrypt, and may replace its own name by the one under which it finds
            // this machine.
            "http" | "https" if is_allowed() => true,
            // The proxy of Codespaces does so with the origin of its pages, and only of these.
            "http" => self.allows(host.host()) && origin == format!("localhost:{}", self.port()),
            _ => false,
        }
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// An IPv6 address without its brackets.
fn bare(name: &str) -> &str {
    name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name)
}

/// Whether the browser reports a request from a foreign page. Such a page may only link here, so
/// that a person opens the page in a window. Old browsers and programs report nothing.
pub(super) fn is_foreign(headers: &HeaderMap) -> bool {
    !values(headers, SITE).all(is_own) && !is_navigation(headers)
}

/// Whether a person opens a page in the author's browser: by its address, a bookmark, or a link on
/// a page of this listener. Opening by a foreign page does not count, nor does prefetching.
/// Browsers report this for secure addresses; without that report, no request counts.
pub(super) fn is_visit(headers: &HeaderMap, host: &Authority) -> bool {
    let is_in_advance = PURPOSES.iter().any(|name| headers.contains_key(*name));
    if is_in_advance {
        return false;
    }
    if headers.contains_key(SITE) {
        return is_navigation(headers) && values(headers, SITE).all(is_own);
    }
    // Behind a proxy, this may not be the name that the browser knows.
    if FORWARDED.iter().any(|name| headers.contains_key(*name)) {
        return false;
    }
    let name = host.host();
    let is_loopback = bare(name).parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
    is_loopback || name.trim_end_matches('.').eq_ignore_ascii_case("localhost")
}

/// Whether the browser reports that the request comes from a page of this listener, or from a
/// person.
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

/// Whether a command contains the token.
pub(super) fn bears(headers: &HeaderMap, token: &str) -> bool {
    headers.get(TOKEN).is_some_and(|given| is_secret(given.as_bytes(), token))
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderMap;
    use hyper::http::uri::Authority;

    use super::Hosts;

    fn hosts(address: &str) -> Hosts {
        let names = |text: &str| vec![text.parse().unwrap()];
        Hosts::new(vec![address.parse().unwrap()], names(".example.org"), names("laptop.local"))
    }

    fn has(address: &str, named: &str) -> bool {
        named.parse::<Authority>().is_ok_and(|named| hosts(address).has(&named))
    }

    #[test]
    fn a_door_has_the_names_of_its_machine() {
        for named in [
            "localhost",
            "localhost:8000",
            // Forwarded: `ssh -L 9000:localhost:8000`, `docker run -p 9000:8000`.
            "localhost:9000",
            "LocalHost.:8000",
            "127.0.0.1:8000",
            "127.0.0.1",
            "[::1]",
            "[::1]:8000",
            "192.168.1.7:9000",
            "[2001:db8::7]:9000",
            "laptop.local:8000",
            "Laptop.Local",
            "slides.example.org",
            "Slides.Example.ORG.:443",
        ] {
            assert!(has("127.0.0.1:8000", named), "{named}");
            assert!(has("0.0.0.0:8000", named), "{named}");
            assert!(has("[::1]:8000", named), "{named}");
        }
        assert!(has("0.0.0.0:8000", "0.0.0.0:8000") && has("[::]:8000", "[::]:8000"));
    }

    #[test]
    fn a_door_has_no_other_names() {
        for named in [
            "evil.example",
            "evil.example:8000",
            "localhost:",
            "localhost:99999",
            "localhost:+80",
            "localhost.evil.example",
            "me@localhost:8000",
            "0.0.0.0:8000",
            "[::]:8000",
            "127.0.0.1.evil.example",
            "127.1",
            "2130706433",
            "0x7f000001",
            "local",
            "evilexample.org",
            "example.org.evil.example",
        ] {
            assert!(!has("127.0.0.1:8000", named), "{named}");
        }
    }

    #[test]
    fn a_page_behind_a_proxy_has_the_origin_that_its_browser_knows() {
        let is_own = |host: &str, origin: &str| {
            let host = host.parse().unwrap();
            let headers = HeaderMap::from_iter(
                [("origin", origin)]
                    .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())),
            );
            hosts("127.0.0.1:8000").is_same_origin(&headers, &host)
        };
        for (host, origin) in [
            ("127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("localhost:9000", "http://localhost:9000"),
            ("slides.example.org", "https://slides.example.org"),
            ("slides.example.org", "http://Slides.example.org"),
            ("slides.example.org", "https://slides.example.org:8443"),
            // By default, nginx sends the name of the upstream machine.
            ("127.0.0.1:8000", "https://slides.example.org"),
            // Codespaces.
            ("slides.example.org", "http://localhost:8000"),
        ] {
            assert!(is_own(host, origin), "{host} {origin}");
        }
        for (host, origin) in [
            ("127.0.0.1:8000", "http://localhost:8000"),
            ("127.0.0.1:8000", "http://127.0.0.1:3000"),
            ("127.0.0.1:8000", "https://127.0.0.1:8000"),
            ("laptop.local:8000", "http://laptop.local:3000"),
            ("slides.example.org", "http://localhost:3000"),
            ("slides.example.org", "https://slides.example.org.evil.example"),
            ("slides.example.org", "ftp://slides.example.org"),
            ("slides.example.org", "null"),
            ("slides.example.org", ""),
        ] {
            assert!(!is_own(host, origin), "{host} {origin}");
        }
    }
}
