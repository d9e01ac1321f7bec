//! Splits the text of style sheets into rules.

use std::borrow::Cow;

/// A piece of a style sheet: a rule with its content, or the text between rules.
pub(super) struct Rule<'t> {
    pub(super) text: &'t str,
    /// The text before and within the braces; `None` if it is not a rule.
    pub(super) parts: Option<(&'t str, &'t str)>,
}

/// The maximum nesting of rules that are found; real sheets nest at most four.
const DEEPEST: usize = 8;

/// The rules of a style sheet or of a group of rules, and the text between them.
pub(super) fn rules(css: &str) -> Vec<Rule<'_>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                let end = at + 1 + end_of_block(&bytes[at + 1..], b'}');
                let after = (end + 1).min(bytes.len());
                let parts = Some((&css[start..at], &css[at + 1..end]));
                found.push(Rule { text: &css[start..after], parts });
                (start, at) = (after, after);
            }
            b';' | b'}' => {
                found.push(Rule { text: &css[start..=at], parts: None });
                (start, at) = (at + 1, at + 1);
            }
            _ => at += length_at(&bytes[at..]),
        }
    }
    found.push(Rule { text: &css[start..], parts: None });
    found
}

/// A style sheet with only those style rules whose selectors are wanted, in their groups.
pub(crate) fn matching(css: &str, is_wanted: &impl Fn(&str) -> bool) -> String {
    kept(css, is_wanted, 0)
}

fn kept(css: &str, is_wanted: &impl Fn(&str) -> bool, depth: usize) -> String {
    let mut out = String::with_capacity(css.len());
    for rule in rules(css) {
        let Some((head, body)) = rule.parts else {
            out.push_str(rule.text);
            continue;
        };
        let is_group = head.trim_start().starts_with('@') && body.contains('{');
        if is_group && depth < DEEPEST {
            let inner = kept(body, is_wanted, depth + 1);
            if !inner.trim().is_empty() {
                out.extend([head, "{", &inner, "}"]);
            }
        } else if is_wanted(head) {
            out.push_str(rule.text);
        }
    }
    out
}

/// The selectors of all style rules, as written, without comments.
pub(crate) fn selectors(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    let css = without_comments(css);
    let mut groups = vec![(&*css, 0)];
    while let Some((group, depth)) = groups.pop() {
        for rule in rules(group) {
            let Some((head, body)) = rule.parts else { continue };
            let head = head.trim();
            if !head.starts_with('@') {
                found.push(head.to_owned());
            }
            // Each level is read again.
            if depth < DEEPEST && body.contains('{') {
                groups.push((body, depth + 1));
            }
        }
    }
    found
}

/// The end of the open block; the end of the text when it is unclosed.
pub(super) fn end_of_block(bytes: &[u8], closing: u8) -> usize {
    let opening = if closing == b'}' { b'{' } else { b'(' };
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            byte if byte == closing && depth == 0 => return at,
            byte if byte == closing => depth -= 1,
            byte if byte == opening => depth += 1,
            _ => {}
        }
        at += length_at(&bytes[at..]);
    }
    bytes.len()
}

/// Splits a text at each of these bytes that is outside brackets.
pub(super) fn cut(text: &str, at_byte: u8) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            byte if byte == at_byte && depth == 0 => {
                found.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += length_at(&bytes[at..]);
    }
    found.push(&text[start..]);
    found
}

/// The first occurrence of a text outside strings and comments.
pub(super) fn find(css: &str, text: &str) -> Option<usize> {
    let bytes = css.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(text.as_bytes()) {
            return Some(at);
        }
        at += length_at(&bytes[at..]);
    }
    None
}

/// The length of the unit at a position: a string, a comment, an escaped byte, or one byte.
fn length_at(bytes: &[u8]) -> usize {
    let length = match bytes {
        [quote @ (b'"' | b'\''), rest @ ..] => {
            let mut is_escaped = false;
            let end = rest.iter().position(|byte| {
                let is_end = byte == quote && !is_escaped;
                is_escaped = *byte == b'\\' && !is_escaped;
                is_end
            });
            end.map_or(bytes.len(), |end| end + 2)
        }
        [b'/', b'*', rest @ ..] => {
            rest.windows(2).position(|pair| pair == b"*/").map_or(bytes.len(), |end| end + 4)
        }
        // Keeps a multi-byte character whole.
        [b'\\', _, ..] | [0xc0..=0xdf, ..] => 2,
        [0xe0..=0xef, ..] => 3,
        [0xf0..=0xff, ..] => 4,
        _ => 1,
    };
    length.min(bytes.len())
}

pub(super) fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let bytes = css.as_bytes();
    let mut out = String::with_capacity(css.len());
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let length = length_at(&bytes[at..]);
        if bytes[at..].starts_with(b"/*") {
            out.push_str(&css[start..at]);
            start = at + length;
        }
        at += length;
    }
    out.push_str(&css[start..]);
    Cow::Owned(out)
}
