//! Addresses in styles: `url(…)`, as browsers read it.

mod bare;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

pub use self::bare::{BareUrl, bare_addresses, unread_address};

/// The start of an address.
const URL: &str = "url(";

/// An address in a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssUrl {
    /// All of it, from `url(` to its bracket.
    pub range: Range<usize>,
    /// The address.
    pub url: String,
    /// Whether browsers can read it.
    pub is_readable: bool,
}

/// The addresses in a style: a declaration, its value, or a whole style sheet. Comments and strings
/// are skipped.
pub fn urls(style: &str) -> Vec<CssUrl> {
    let all = scanned(style).into_iter();
    all.filter(|(_, form)| *form == UrlForm::Function).map(|(url, _)| url).collect()
}

/// The addresses in a style sheet: those in `url(…)`, and the texts after `@import`.
pub fn sheet_urls(sheet: &str) -> Vec<CssUrl> {
    scanned(sheet).into_iter().map(|(url, _)| url).collect()
}

/// How an address is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum UrlForm {
    /// `url(…)`.
    Function,
    /// A string after `@import`.
    Import,
}

fn scanned(style: &str) -> Vec<(CssUrl, UrlForm)> {
    const IMPORT: &[u8] = b"@import";
    let bytes = style.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = style[at + 2..].find("*/");
                at = end.map_or(bytes.len(), |end| at + 2 + end + 2);
            }
            b'"' | b'\'' => at = text(style, at).1,
            b'u' | b'U' if begins(bytes, at) => {
                let url = address(style, at);
                at = url.range.end;
                found.push((url, UrlForm::Function));
            }
            b'@' if bytes[at..]
                .get(..IMPORT.len())
                .is_some_and(|w| w.eq_ignore_ascii_case(IMPORT)) =>
            {
                at += IMPORT.len();
                at += style[at..].len() - style[at..].trim_ascii_start().len();
                if style[at..].starts_with(['"', '\'']) {
                    let (url, end) = text(style, at);
                    let url = CssUrl { range: at..end, url, is_readable: true };
                    found.push((url, UrlForm::Import));
                    at = end;
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// A style sheet with some addresses replaced, for another folder; `None` when it stays.
pub fn moved(sheet: &str, links: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut end = 0;
    for found in sheet_urls(sheet) {
        let Some(to) = links.get(&found.url) else { continue };
        out.push_str(&sheet[end..found.range.start]);
        end = found.range.end;
        push_url(&mut out, to);
    }
    (end > 0).then(|| out + &sheet[end..])
}

/// Writes an address with its notation.
pub fn push_url(out: &mut String, url: &str) {
    out.push_str("url(\"");
    push_encoded(out, url);
    out.push_str("\")");
}

/// A style in which each address is readable for browsers and contains no quote, space or bracket.
/// Addresses that comply stay as typed.
pub fn cleaned(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut end = 0;
    for found in urls(style) {
        let raw = &style[found.range.clone()];
        out.push_str(&style[end..found.range.start]);
        end = found.range.end;
        let is_special = special_in(&found.url);
        let is_clean = found.is_readable && !raw[4..].trim_end_matches(')').contains(is_special);
        if is_clean || found.url.is_empty() {
            out.push_str(raw);
            continue;
        }
        out.push_str(URL);
        push_encoded(&mut out, &found.url);
        out.push(')');
    }
    out + &style[end..]
}

/// Writes an address and encodes characters that an unquoted one cannot contain.
fn push_encoded(out: &mut String, url: &str) {
    let is_special = special_in(url);
    for c in url.chars() {
        if is_special(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

/// A style with some addresses replaced; `None` when it contains none of them.
pub fn relinked(style: &str, links: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut end = 0;
    for found in urls(style) {
        let Some(to) = links.get(&found.url).filter(|_| !found.url.is_empty()) else { continue };
        let raw = &style[found.range.clone()];
        out.push_str(&style[end..found.range.start]);
        end = found.range.end;
        let (name, inner) = raw.split_at(URL.len());
        out.push_str(name);
        if let Some((before, after)) = inner.split_once(found.url.as_str()) {
            // The text around it stays as typed.
            out.extend([before, to, after]);
        } else {
            push_encoded(&mut out, to);
            out.push(')');
        }
    }
    (end > 0).then(|| out + &style[end..])
}

/// Characters that an unquoted address cannot contain, and those that other parsers would misread.
fn is_special(c: char) -> bool {
    c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '"' | '\'' | '(' | ')' | '\\')
}

/// The same for one address. The comma in `data:image/png;base64,…` is part of the format.
fn special_in(url: &str) -> impl Fn(char) -> bool + use<> {
    let is_local = !url.contains("://") && !url.starts_with("data:");
    move |c| is_special(c) || c == ',' && is_local
}

/// Whether `url(` begins at a byte.
fn begins(bytes: &[u8], at: usize) -> bool {
    let is_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || *byte >= 0x80;
    let is_word = bytes.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"url("));
    is_word && !at.checked_sub(1).is_some_and(|before| is_name(&bytes[before]))
}

/// The address whose `url(` is at a byte.
fn address(style: &str, at: usize) -> CssUrl {
    let inner = at + 4;
    let first = inner + style[inner..].len() - style[inner..].trim_ascii_start().len();
    if !style[first..].starts_with(['"', '\'']) {
        return bare(style, at);
    }
    let (url, after) = text(style, first);
    let rest = style[after..].trim_ascii_start();
    let close = style.len() - rest.len();
    let is_closed = rest.is_empty() || rest.starts_with(')');
    // If something else follows, browsers skip to the bracket.
    let end = match rest.find(')') {
        Some(found) => close + found + 1,
        None => style.len(),
    };
    let url = if is_closed { url } else { unquoted(&style[first..end]) };
    let is_readable = is_closed && !style[first..after].contains('\n');
    CssUrl { range: at..end, url, is_readable }
}

/// An unquoted address. Its brackets are paired here, unlike in browsers.
fn bare(style: &str, at: usize) -> CssUrl {
    let inner = at + 4;
    let (mut depth, mut end) = (1_usize, style.len());
    let mut is_escaped = false;
    for (offset, byte) in style[inner..].bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            // The open bracket is not closed in this declaration: the first closing one ends it.
            b'}' | b'\n' if depth > 1 => break,
            _ => {}
        }
        if depth == 0 {
            end = inner + offset;
            break;
        }
    }
    if depth > 0 && style[inner..].contains(')') {
        end = inner + style[inner..].find(')').unwrap_or_default();
    }
    let raw = style[inner..end].trim();
    let plain = without_escapes(raw);
    let is_bad =
        |c: char| c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '"' | '\'' | '(');
    let is_readable = !plain.contains(is_bad);
    let range = at..(end + 1).min(style.len());
    CssUrl { range, url: unescaped(raw), is_readable }
}

/// A quoted text that begins at a byte, without its quotes, and where the rest begins. A text that
/// is not closed ends with the style.
fn text(style: &str, at: usize) -> (String, usize) {
    let quote = style.as_bytes()[at];
    let mut is_escaped = false;
    for (offset, byte) in style[at + 1..].bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            byte if byte == quote => {
                let end = at + 1 + offset;
                return (unescaped(&style[at + 1..end]), end + 1);
            }
            _ => {}
        }
    }
    (unescaped(&style[at + 1..]), style.len())
}

/// The likely intent of an address with more text after its closing quote.
fn unquoted(raw: &str) -> String {
    raw.trim_end_matches(')').replace(['"', '\''], "").trim().to_owned()
}

/// The text with its escapes decoded: `\ `, `\28 `.
fn unescaped(text: &str) -> String {
    escapes_as(text, Some)
}

/// The text without its escapes and the characters they encode.
fn without_escapes(text: &str) -> String {
    escapes_as(text, |_| None)
}

fn escapes_as(text: &str, shown: impl Fn(char) -> Option<char>) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = after.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&after[..digits], 16).ok().and_then(char::from_u32);
        match code {
            Some(c) => {
                out.extend(shown(c));
                rest = after[digits..].strip_prefix(' ').unwrap_or(&after[digits..]);
            }
            None => rest = after,
        }
        // The next character is literal, even a backslash.
        if code.is_none()
            && let Some(c) = rest.chars().next()
        {
            out.extend(shown(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{cleaned, moved, relinked, urls};

    fn found(style: &str) -> Vec<(String, bool)> {
        urls(style).into_iter().map(|found| (found.url, found.is_readable)).collect()
    }

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        for (style, url) in [
            ("url(a.png)", "a.png"),
            ("URL( a.png ) center", "a.png"),
            ("red url(\"a b(1).png\")", "a b(1).png"),
            ("url('a\\'b.png')", "a'b.png"),
            ("url(a\\ b.png)", "a b.png"),
            ("url(a\\28 1\\29.png)", "a(1).png"),
            ("url(a.png", "a.png"),
            ("/* url(x) */ url(a.png)", "a.png"),
            ("content: 'url(x)'; background: url(a.png)", "a.png"),
        ] {
            assert_eq!(found(style), [(url.to_owned(), true)], "{style}");
        }
        assert_eq!(found("url(a.png), url(b.png)").len(), 2);
        assert!(found("curl(a.png) my-url(b)").is_empty());
    }

    #[test]
    fn addresses_that_browsers_cannot_read_are_found_all_the_same() {
        for (style, url) in [
            ("url(a b.png)", "a b.png"),
            ("url(a (1).png) center", "a (1).png"),
            ("url(a'b.png)", "a'b.png"),
            ("url(\"a\" b.png)", "a b.png"),
        ] {
            assert_eq!(found(style), [(url.to_owned(), false)], "{style}");
        }
    }

    #[test]
    fn addresses_are_exchanged_where_they_are_addresses() {
        let pairs = [("a.png", "../a.png"), ("b c.png", "../b c.png"), ("url", "../url")];
        let links: BTreeMap<_, _> =
            pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        for (style, expected) in [
            ("url(a.png) center", Some("url(../a.png) center")),
            ("URL( 'b c.png' ), url(x.png)", Some("URL( '../b c.png' ), url(x.png)")),
            ("url(b\\ c.png)", Some("url(../b%20c.png)")),
            ("url(url)", Some("url(../url)")),
            ("/* url(a.png) */ content: 'url(a.png)'; a.png", None),
            ("url(x.png)", None),
        ] {
            assert_eq!(relinked(style, &links).as_deref(), expected, "{style}");
        }
    }

    #[test]
    fn sheets_are_moved_with_their_imports() {
        let pairs = [("a.png", "../a.png"), ("x.css", "../x.css"), ("b c.woff", "../b c.woff")];
        let links: BTreeMap<_, _> =
            pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        let sheet =
            "@import 'x.css' print; a { src: url(b\\ c.woff) url( 'a.png' ) /* url(a.png) */ }";
        let expected = "@import url(\"../x.css\") print; \
                        a { src: url(\"../b%20c.woff\") url(\"../a.png\") /* url(a.png) */ }";
        assert_eq!(moved(sheet, &links).as_deref(), Some(expected));
        assert_eq!(moved("a { background: url(z.png) }", &links), None);
    }

    #[test]
    fn cleaned_addresses_hold_nothing_that_ends_them() {
        for (style, clean) in [
            ("url(a.png) center", "url(a.png) center"),
            ("url(a b.png)", "url(a%20b.png)"),
            ("url(\"a (1).png\"), url('b.png')", "url(a%20%281%29.png), url(b.png)"),
            ("linear-gradient(red, blue)", "linear-gradient(red, blue)"),
            ("url(é b.png", "url(é%20b.png)"),
            ("url()", "url()"),
            ("url(a,b.png)", "url(a%2Cb.png)"),
            ("url(data:image/png;base64,AA==)", "url(data:image/png;base64,AA==)"),
        ] {
            assert_eq!(cleaned(style), clean, "{style}");
            assert_eq!(cleaned(clean), clean, "{style}");
        }
    }
}
