//! Addresses of pictures without `url(…)`, which browsers do not read.

use std::ops::Range;

/// The properties whose values are pictures.
const PROPERTIES: [&str; 9] = [
    "background",
    "background-image",
    "border-image",
    "border-image-source",
    "list-style",
    "list-style-image",
    "mask",
    "mask-image",
    "shape-outside",
];

/// The extensions of pictures.
const EXTENSIONS: [&str; 8] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp", "bmp"];

/// A picture's address without `url(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareUrl {
    /// The property.
    pub property: String,
    /// The address.
    pub address: String,
    /// Where it is in the style.
    pub range: Range<usize>,
}

/// The addresses without `url(…)` in declarations or in a style sheet.
pub fn bare_addresses(style: &str) -> Vec<BareUrl> {
    // Most styles mention no picture.
    if !EXTENSIONS.iter().any(|extension| style.contains(extension)) {
        return Vec::new();
    }
    let plain = outermost(style);
    let mut found = Vec::new();
    let mut at = 0;
    for declaration in plain.split([';', '{', '}']) {
        let start = at;
        at += declaration.len() + 1;
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value_at = start + property.len() + 1;
        let property = property.trim().to_ascii_lowercase();
        if PROPERTIES.contains(&property.as_str()) {
            let ranges = pictures(value).into_iter();
            found.extend(ranges.map(|range| {
                let range = value_at + range.start..value_at + range.end;
                let address = style[range.clone()].to_owned();
                BareUrl { property: property.clone(), address, range }
            }));
        }
    }
    found
}

/// Whether the value of a property is a picture's address without `url(…)`.
fn is_bare_address(value: &str) -> bool {
    !pictures(&outermost(value)).is_empty()
}

/// The address of a picture that browsers cannot read, since `url(…)` around it is missing, or half
/// of it is: `url [a.svg]`, `(a.svg)`, `url(a.svg`.
pub fn unread_address(value: &str) -> Option<&str> {
    let value = value.trim();
    let after = value.strip_prefix("url").unwrap_or(value);
    let is_whole = value.len() > after.len() && after.starts_with('(') && after.contains(')');
    let marks = ['(', ')', '[', ']', '{', '}', '"', '\'', ' ', '\t', ':', '='];
    let address = after.trim_matches(marks);
    let is_one = !address.contains([' ', '\t', '(', ',']) && !pictures(address).is_empty();
    if !is_whole && is_one {
        return Some(address);
    }
    is_bare_address(value).then(|| value.trim_matches(['"', '\'']))
}

/// The words of a value that end like the name of a picture, without their quotes.
fn pictures(value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in value.split(|c: char| c.is_ascii_whitespace() || c == ',') {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_matches(['"', '\'']);
        let path = bare.split(['?', '#']).next().unwrap_or_default();
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
            let skipped = word.len() - word.trim_start_matches(['"', '\'']).len();
            found.push(start + skipped..start + skipped + bare.len());
        }
    }
    found
}

/// A style of the same length in which comments and everything in parentheses are replaced by
/// spaces, and strings contain nothing that ends a word or a declaration.
fn outermost(style: &str) -> String {
    let mut out = Vec::with_capacity(style.len());
    let bytes = style.as_bytes();
    let (mut depth, mut quote, mut is_comment, mut is_escaped) = (0_usize, None, false, false);
    for (at, &byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        if is_comment {
            out.push(b' ');
            is_comment = !(byte == b'/' && before == Some(b'*'));
            continue;
        }
        if let Some(open) = quote {
            if byte == open && !is_escaped {
                quote = None;
            }
            is_escaped = byte == b'\\' && !is_escaped;
            let is_special = byte.is_ascii_whitespace() || b";{}:,".contains(&byte);
            let shown = if is_special { b'_' } else { byte };
            out.push(if depth > 0 { b' ' } else { shown });
            continue;
        }
        match byte {
            b'"' | b'\'' => quote = Some(byte),
            b'*' if before == Some(b'/') => is_comment = true,
            b'(' => depth += 1,
            // An open bracket that no declaration closes ends with it.
            b'{' | b'}' | b';' if depth > 0 && byte != b';' => depth = 0,
            _ => {}
        }
        let is_inside = depth > 0 || byte == b')';
        out.push(if is_inside || is_comment { b' ' } else { byte });
        if byte == b')' {
            depth = depth.saturating_sub(1);
        }
    }
    // Spaces replace whole characters only: a character is either inside or outside.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{bare_addresses, is_bare_address};

    #[test]
    fn pictures_without_url_are_found() {
        for (style, expected) in [
            ("background-image: p.svg", &["p.svg"][..]),
            ("color: red; background: #fff images/p.png no-repeat", &["images/p.png"]),
            ("a { background: 'p.jpg' } b { mask-image: q.webp }", &["p.jpg", "q.webp"]),
            ("background: url(p.svg), url('q;.svg')", &[]),
            ("background: url(data:image/svg+xml;utf8,<svg.svg>) x.svg", &["x.svg"]),
            ("content: 'p.svg'; --file: p.svg; background: var(--p.svg)", &[]),
            ("/* background: p.svg */ é: p.svg", &[]),
            ("background: url(p.svg; } a { background: q.svg }", &["q.svg"]),
        ] {
            let found: Vec<_> =
                bare_addresses(style).into_iter().map(|bare| bare.address).collect();
            assert_eq!(found, expected, "{style}");
        }
    }

    #[test]
    fn the_value_of_a_property_is_an_address() {
        for value in ["p.svg", "images/p q.svg", "'p.svg'"] {
            assert!(is_bare_address(value), "{value}");
        }
        for value in ["url(p.svg)", "none", "linear-gradient(red, blue)", ""] {
            assert!(!is_bare_address(value), "{value}");
        }
    }
}
