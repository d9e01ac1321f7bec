//! Texts that resemble the opening of a content class.

use super::super::theme::{KINDS, LOOKS};
use super::Misreadings;
use super::masked::MaskedText;
use crate::diag::MisreadingProblem;

/// Searches the lines of a slide.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings) {
    let mut lines = text.lines().peekable();
    while let Some((at, line)) = lines.next() {
        for (dot, _) in line.match_indices('.') {
            if let Some(name) = doubled(&text.raw[at + dot..]) {
                let range = at + dot..at + dot + name.len() + 3;
                push(text, found, range, format!(".{name}["));
            }
            if let Some((length, meant)) = opening(line, dot) {
                let range = at + dot..at + dot + length;
                push(text, found, range, meant);
            }
        }
        let trimmed = line.trim_end();
        if !trimmed.starts_with('.') && !trimmed.contains('[') {
            continue;
        }
        let next = lines.peek().map(|(_, line)| *line).unwrap_or_default();
        let alone =
            trimmed.strip_prefix('.').filter(|name| is_known(name) && next.starts_with('['));
        let bare = trimmed.strip_suffix('[').unwrap_or_default();
        let bare = bare.trim_start_matches(['#', ':', ',', '@', '•', '.', ' ']);
        let bare = Some(bare).filter(|name| is_known(name) && trimmed != format!(".{name}["));
        if let Some(name) = alone.or(bare) {
            push(text, found, at..at + trimmed.len(), format!(".{name}["));
        } else if let Some((range, meant)) = at_start(line) {
            push(text, found, at + range.start..at + range.end, meant);
        }
    }
}

/// The name in `..warning[`.
fn doubled(raw: &str) -> Option<&str> {
    let rest = raw.strip_prefix("..")?;
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let (name, after) = rest.split_at(length);
    (after.starts_with('[') && is_known(name)).then_some(name)
}

/// `warning[Mind the heat]`, `. warning[…]` at the start of a line: where it is, and what to write.
fn at_start(line: &str) -> Option<(std::ops::Range<usize>, String)> {
    let (begin, rest) = super::spans::without_markers(line);
    let open = rest.find('[')?;
    let name = rest[..open].trim_start_matches(['#', ':', ',', '@', '.', ' ']);
    let inner = rest[open + 1..].split(']').next().unwrap_or_default();
    let is_text = inner.contains(' ') && inner.starts_with(|c: char| c.is_alphabetic());
    let is_link =
        rest[open..].split_once(']').is_some_and(|(_, rest)| rest.starts_with(['(', '[']));
    let is_exact = name.len() + 1 == open && rest.starts_with('.');
    (is_known(name) && is_text && !is_link && !is_exact)
        .then(|| (begin..begin + open + 1, format!(".{name}[")))
}

fn push(
    text: &MaskedText<'_>,
    found: &mut Misreadings,
    range: std::ops::Range<usize>,
    meant: String,
) {
    let typed = text.raw.get(range.clone()).unwrap_or_default().to_owned();
    found.push(MisreadingProblem::NearClass { found: typed, meant, others: 0 }, range);
}

/// `.lab [`, `.red(`, `.small{`: the length of the opening, and what to write.
fn opening(line: &str, dot: usize) -> Option<(usize, String)> {
    let before = line[..dot].chars().next_back();
    if before
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '\u{1}' | '_' | ')' | '{'))
    {
        return None;
    }
    let rest = &line[dot + 1..];
    let end =
        rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    let (name, after) = rest.split_at(end);
    if !is_known(name) {
        return None;
    }
    let trimmed = after.trim_start_matches([' ', '\t']);
    let blanks = after.len() - trimmed.len();
    let is_link =
        || trimmed.split_once(']').is_some_and(|(_, after)| after.starts_with(['(', '[', ':']));
    let is_opening = match trimmed.as_bytes().first() {
        Some(b'[') => blanks > 0 && !is_link(),
        Some(b'(' | b'{') => blanks == 0,
        _ => false,
    };
    is_opening.then(|| (1 + end + blanks + 1, format!(".{}[", name.to_ascii_lowercase())))
}

/// Whether the built-in theme has a class, in any case.
fn is_known(name: &str) -> bool {
    let mut known = LOOKS.iter().chain(&KINDS);
    known.any(|known| known.eq_ignore_ascii_case(name))
}
