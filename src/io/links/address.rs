//! Addresses of the web as browsers read them, and which of them may be requested.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// An address that can be requested.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebAddress {
    /// Without fragment, user and password.
    pub url: Url,
    /// The text after `#`, decoded, if only the page can show whether it is correct.
    pub fragment: Option<String>,
}

/// Why an address is not requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRequested {
    /// It is not an address.
    Invalid(String),
    /// Its host is not one of the public web: `localhost`, `10.0.0.1`, `db.internal`, `HOST`.
    Private,
}

/// Which addresses may be requested.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of the public web only.
    Public,
    /// Private ones too.
    Everything,
}

/// Names that never belong to public hosts: RFC 2606, 6761, 6762, 7686, 8375, 9476, and the ones
/// that clusters and routers give to themselves.
const RESERVED: [&str; 17] = [
    "alt",
    "corp",
    "example",
    "example.com",
    "example.net",
    "example.org",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "test",
];

impl WebAddress {
    /// The address that a browser would request for one that is written in a page.
    pub fn read(written: &str, reach: Reach) -> Result<Self, NotRequested> {
        let written = written.trim();
        let whole =
            if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
        let authority = whole.split_once("://").map_or("", |(_, rest)| rest);
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains(['<', '>', '{', '}', '$', '%', '*']) {
            return Err(NotRequested::Private); // A placeholder: `http://$NODE:8080`.
        }
        let mut url =
            Url::parse(&whole).map_err(|error| NotRequested::Invalid(error.to_string()))?;
        if reach == Reach::Public && !is_public(&url) {
            return Err(NotRequested::Private);
        }
        // Without a host, neither can be set, and neither exists.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        let fragment =
            url.fragment().filter(|fragment| is_name(fragment)).map(crate::path::percent_decoded);
        url.set_fragment(None);
        Ok(Self { url, fragment })
    }
}

/// Whether a text after `#` is the name of an element, and not a message to a script.
fn is_name(fragment: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // `#L10-L20` of source code, `#12` of slides, `#issuecomment-12` of discussions.
    let is_line = fragment.strip_prefix('L').is_some_and(|rest| {
        let is_of_line = |c: char| c.is_ascii_digit() || matches!(c, 'L' | 'C' | '-');
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(is_of_line)
    });
    let is_item = fragment.rsplit_once(['-', '_']).is_some_and(|(kind, number)| {
        is_number(number.trim_start_matches('r'))
            && ["issue", "comment", "discussion", "review", "event", "diff"]
                .iter()
                .any(|word| kind.contains(word))
    });
    !(fragment.is_empty()
        || fragment.eq_ignore_ascii_case("top")
        || fragment.starts_with(['!', '/', ':', '?'])
        || fragment.contains(['=', '&'])
        || fragment.contains(":~:")
        || is_number(fragment)
        || is_line
        || is_item)
}

/// Whether an address may point to the public web; the address that its name resolves to is checked
/// separately.
pub(super) fn is_public(url: &Url) -> bool {
    match url.host() {
        None => false,
        Some(Host::Ipv4(address)) => is_public_address(address.into()),
        Some(Host::Ipv6(address)) => is_public_address(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let last = name.rsplit_once('.').map_or("", |(_, last)| last);
            let is_below = |parent: &&str| {
                name.strip_suffix(*parent)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            // No top-level domain has fewer than two letters: `http://x.x.x.x`.
            last.len() > 1 && !RESERVED.iter().any(is_below)
        }
    }
}

/// Whether an address belongs to the public internet.
pub(super) fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && b & 0xc0 == 64) // Shared by customers of a provider.
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18)) // Measurements of networks.
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let [a, b, ..] = segments;
    // An address of version 4 in one of version 6: the target is the former.
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            embedded(high, low)
        }
        [0x2002, high, low, ..] => embedded(high, low),
        // Of the rest, only 2000::/3 is public, except for protocols and documentation in it.
        _ => a & 0xe000 == 0x2000 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && a != 0x3fff,
    }
}

#[cfg(test)]
mod tests {
    use super::{NotRequested, Reach, WebAddress, is_public_address};

    #[test]
    fn only_public_addresses_are_requested() {
        for (written, expected) in [
            ("https://kubernetes.io/docs", true),
            ("//kubernetes.io/docs", true),
            ("HTTP://KUBERNETES.IO", true),
            ("https://bücher.de/ä", true),
            ("http://1.1.1.1/", true),
            ("http://[2606:4700::1111]/", true),
            ("http://localhost:8080/", false),
            ("http://LOCALHOST./", false),
            ("http://a.localhost/", false),
            ("http://db/", false),
            ("http://db.default.svc.cluster.local/", false),
            ("http://example.com/x", false),
            ("http://www.example.org/x", false),
            ("http://notexample.com/x", true),
            ("http://x.x.x.x:3000", false),
            ("http://$HOST/x", false),
            ("http://<IP>/x", false),
            ("http://127.0.0.1/", false),
            ("http://127.1/", false),
            ("http://2130706433/", false),
            ("http://0x7f.1/", false),
            ("http://0177.0.0.1/", false),
            ("http://[::1]/", false),
            ("http://[::ffff:10.0.0.1]/", false),
            ("http://169.254.169.254/latest/meta-data", false),
            ("http://user:word@10.1.2.3/", false),
        ] {
            let found = WebAddress::read(written, Reach::Public);
            assert_eq!(found.is_ok(), expected, "{written}: {found:?}");
            let is_private = found == Err(NotRequested::Private);
            assert_eq!(is_private, !expected, "{written}");
        }
        assert!(matches!(
            WebAddress::read("http://", Reach::Public),
            Err(NotRequested::Invalid(_))
        ));
        assert!(matches!(
            WebAddress::read("http://a.de:x/", Reach::Public),
            Err(NotRequested::Invalid(_))
        ));
        assert!(WebAddress::read("http://127.0.0.1:8000/", Reach::Everything).is_ok());
    }

    #[test]
    fn private_ranges_are_not_public() {
        for address in [
            "0.0.0.0",
            "10.255.0.1",
            "100.64.0.1",
            "100.127.0.1",
            "127.0.0.1",
            "169.254.0.1",
            "172.16.0.1",
            "172.31.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public_address(address.parse().unwrap()), "{address}");
        }
        for address in [
            "1.1.1.1",
            "9.9.9.9",
            "11.0.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.0.0.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2001:4860::8888",
            "2002:101:101::1",
        ] {
            assert!(is_public_address(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn names_of_elements_are_told_from_messages_to_scripts() {
        for (written, expected) in [
            ("#install", Some("install")),
            ("#caf%C3%A9", Some("café")),
            ("#Lists", Some("Lists")),
            ("#L", Some("L")),
            ("#step-2", Some("step-2")),
            ("#", None),
            ("", None),
            ("#top", None),
            ("#!/route", None),
            ("#/1", None),
            ("#:~:text=word", None),
            ("#gid=0", None),
            ("#12", None),
            ("#L10", None),
            ("#L10-L20", None),
            ("#L10C5-L20C7", None),
            ("#issuecomment-12345", None),
            ("#discussion_r123", None),
        ] {
            let found =
                WebAddress::read(&format!("https://a.de/x{written}"), Reach::Public).unwrap();
            assert_eq!(found.fragment.as_deref(), expected, "{written}");
            assert_eq!(found.url.as_str(), "https://a.de/x");
        }
    }
}
