//! The text of a slide as the audience sees it: code, comments, tags and addresses are masked, so
//! that each byte keeps its place.

use std::borrow::Cow;
use std::ops::Range;

use crate::syntax::{self, Node};

/// Replaces a byte of inline code, an address or an escaped character: neither a space nor a
/// letter.
pub(super) const FILLER: u8 = 1;

/// The longest tag.
const LONGEST_TAG: usize = 4096;

/// Elements whose content is no text.
const NO_TEXT: [&str; 13] = [
    "script", "style", "svg", "math", "pre", "textarea", "code", "title", "iframe", "xmp", "kbd",
    "samp", "template",
];

/// A slide's text with masked parts.
pub(super) struct MaskedText<'a> {
    /// The text as written.
    pub(super) raw: &'a str,
    /// The same with masked parts, byte for byte.
    pub(super) shown: Cow<'a, str>,
}

impl<'a> MaskedText<'a> {
    /// The text of these nodes. `code` is the code on the slide.
    pub(super) fn of(slide: &'a syntax::Slide, nodes: &[&Node], code: &[syntax::Range]) -> Self {
        let raw = &*slide.text;
        let mut bytes: Vec<u8> =
            raw.bytes().map(|byte| if byte == b'\n' { byte } else { b' ' }).collect();
        for node in nodes {
            copy(raw, node, &mut bytes);
        }
        for range in code {
            let range = range.usize();
            let is_block = raw[range.clone()].starts_with('\n');
            fill(&mut bytes, range, if is_block { b' ' } else { FILLER });
        }
        escapes(&mut bytes);
        tags(raw, &mut bytes);
        addresses(&mut bytes);
        Self { raw, shown: String::from_utf8(bytes).unwrap_or_default().into() }
    }

    /// The shown lines, each with its place.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.shown.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches('\n'))
        })
    }
}

fn copy(raw: &str, node: &Node, bytes: &mut [u8]) {
    match node {
        Node::Text(range) => {
            let range = range.usize();
            bytes[range.clone()].copy_from_slice(&raw.as_bytes()[range]);
        }
        Node::Class(class) => class.inner.iter().for_each(|node| copy(raw, node, bytes)),
        Node::Literal(_) | Node::Fence(_) | Node::Definition(_) | Node::Comment(_) => {}
    }
}

fn fill(bytes: &mut [u8], range: Range<usize>, with: u8) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' {
            *byte = with;
        }
    }
}

/// Masks escaped punctuation.
fn escapes(bytes: &mut [u8]) {
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] == b'\\' && bytes[at + 1].is_ascii_punctuation() {
            fill(bytes, at..at + 2, FILLER);
            at += 1;
        }
        at += 1;
    }
}

/// Masks tags, and the content of elements that hold no text.
fn tags(raw: &str, bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        let open = at + found;
        at = open + 1;
        let Some(end) = tag_end(bytes, open) else { continue };
        let name = tag_name(&raw[open + 1..end]);
        let after =
            if NO_TEXT.contains(&name.as_str()) { element_end(raw, end, &name) } else { end };
        fill(bytes, open..after, b' ');
        at = after;
    }
}

/// The end of a tag or of an address in angle brackets, if one begins at a `<`.
fn tag_end(bytes: &[u8], open: usize) -> Option<usize> {
    let first = bytes.get(open + 1)?;
    let is_tag = first.is_ascii_alphabetic()
        || *first == b'/' && bytes.get(open + 2).is_some_and(u8::is_ascii_alphabetic);
    if !is_tag {
        return None;
    }
    let mut quote = None;
    for (length, &byte) in bytes[open..].iter().take(LONGEST_TAG).enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(open + length + 1),
            _ => {}
        }
    }
    None
}

/// The name of a start tag in lower case; empty for an end tag.
fn tag_name(inside: &str) -> String {
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    inside[..end].to_ascii_lowercase()
}

/// The end of an element's content; the end of the text when it is not closed.
fn element_end(raw: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = raw[at..].find("</") {
        let start = at + found + 2;
        let is_it = raw.as_bytes()[start..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        if is_it {
            return at + found;
        }
        at = start;
    }
    raw.len()
}

/// Masks bare addresses and the destinations of links.
fn addresses(bytes: &mut [u8]) {
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'h' | b'm' | b'w' | b']') {
            at += 1;
            continue;
        }
        let rest = &bytes[at..];
        let is_bare = ["http://", "https://", "mailto:", "www."]
            .iter()
            .any(|scheme| rest.starts_with(scheme.as_bytes()));
        let end = if is_bare {
            at + rest.iter().take_while(|byte| !is_after_address(**byte)).count()
        } else if rest.starts_with(b"](") {
            destination_end(bytes, at + 2)
        } else {
            at += 1;
            continue;
        };
        let start = if is_bare { at } else { at + 2 };
        fill(bytes, start..end, FILLER);
        at = end.max(at + 1);
    }
}

fn is_after_address(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b')' | b'>' | b']' | b'"')
}

/// The end of a link's destination, which is on one line and pairs its brackets.
fn destination_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    for (length, &byte) in bytes[start..].iter().take(LONGEST_TAG).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return start + length,
            b')' => depth -= 1,
            b'\n' => return start,
            _ => {}
        }
    }
    start
}
