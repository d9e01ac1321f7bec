//! Texts that resemble `@@NAME@@`, `@@INCLUDE[…]` or `@@LINK[…]`.

use std::ops::Range;

use super::masked::MaskedText;
use super::{Misreadings, Surroundings, quote};
use crate::diag::nearest::is_slip;
use crate::diag::{MisreadingProblem, NearDirective};
use crate::span::floor_char_boundary;

/// The longest directive.
const LONGEST: usize = 200;

/// The marks that variables have in other tools.
const MARKS: [(&str, &str); 5] =
    [("{{", "}}"), ("${", "}"), ("%", "%"), ("<<", ">>"), ("[[", "]]")];

/// Whether something in a text may resemble a directive in some deck.
pub(super) fn may_have(text: &str) -> bool {
    let is_pair = |line: &str, (begin, end): (&str, &str)| {
        line.split_once(begin).is_some_and(|(_, rest)| rest.contains(end))
    };
    let mut before = 0;
    let mut begins = text.bytes().filter(|&byte| {
        let is_pair = before == byte && matches!(byte, b'{' | b'<' | b'[');
        let is_braced = before == b'$' && byte == b'{';
        before = byte;
        is_pair || is_braced || byte == b'%'
    });
    text.contains('@')
        || text.contains("< ") // `<<oven>>` around a masked tag.
        || begins.next().is_some()
            && text.lines().any(|line| MARKS.into_iter().any(|marks| is_pair(line, marks)))
}

/// Searches the lines of a slide.
pub(super) fn search(text: &MaskedText<'_>, around: &dyn Surroundings, found: &mut Misreadings) {
    for (at, line) in text.lines() {
        let mut end = 0;
        for (start, _) in
            line.match_indices('@').filter(|(start, _)| !line[..*start].ends_with('@'))
        {
            if start < end {
                continue;
            }
            if let Some((range, kind, meant)) = at_signs(line, start, around) {
                end = range.end;
                push(text, at, range, (kind, meant), found);
            }
        }
        others(text, (at, line), around, found);
    }
}

fn push(
    text: &MaskedText<'_>,
    at: usize,
    range: Range<usize>,
    (kind, meant): (NearDirective, String),
    found: &mut Misreadings,
) {
    let range = at + range.start..at + range.end;
    let typed = quote(text.raw.get(range.clone()).unwrap_or_default());
    found.directive(
        MisreadingProblem::NearDirective { found: typed, kind, meant, others: 0 },
        range,
    );
}

type Near = (Range<usize>, NearDirective, String);

/// What resembles a directive and begins with one or more `@`.
fn at_signs(line: &str, start: usize, around: &dyn Surroundings) -> Option<Near> {
    let piece = &line[start..floor_char_boundary(line, start + LONGEST)];
    let rest = piece.trim_start_matches('@');
    let signs = piece.len() - rest.len();
    if line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
        if signs == 2 && !rest.starts_with(|c: char| c.is_alphanumeric()) {
            return unopened(line, start, around);
        }
        return None; // An address, or a revision: `image@sha256`.
    }
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let word = &rest[blanks..];
    let length =
        word.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let (mut name, mut after) = word.split_at(length);
    let mut name_end = start + signs + blanks + length;
    // `@@vars.oven@@`
    if name.eq_ignore_ascii_case("vars")
        && let Some(rest) = after.strip_prefix('.')
    {
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
        (name, after) = rest.split_at(length.unwrap_or(rest.len()));
        name_end += 1 + name.len();
    }
    if name.is_empty() {
        return None;
    }
    if let Some(near) = file(name, after, signs).filter(|_| blanks == 0) {
        let (length, meant) = near;
        return Some((start..name_end + length, NearDirective::File, meant));
    }
    let closing = after.trim_start_matches(' ');
    let marks = closing.len() - closing.trim_start_matches('@').len();
    let end = name_end + (after.len() - closing.len()) + marks;
    let is_bare = name.len() == length;
    let is_exact = signs == 2 && marks == 2 && blanks == 0 && closing.len() == after.len();
    let is_shouted = |name: &str| {
        name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    if is_exact && is_bare && is_shouted(name) {
        return None; // An unknown variable is an error of its own.
    }
    let known = around.variable(name);
    if is_exact {
        return Some((start..end, NearDirective::Variable, known.unwrap_or_default()));
    }
    let is_near = known.is_some()
        && (signs + marks >= 3 || signs + marks == 2 && marks == 1 && is_shouted(name));
    let is_open = known.is_some() && signs == 2 && marks == 0 && is_shouted(name);
    let end = if marks == 0 { name_end } else { end };
    (is_near || is_open).then(|| (start..end, NearDirective::Variable, known.unwrap_or_default()))
}

/// `OVEN@@`: a variable with a mark only at its end.
fn unopened(line: &str, marks: usize, around: &dyn Surroundings) -> Option<Near> {
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let bytes = &line.as_bytes()[..marks];
    let length = bytes.iter().rev().take(LONGEST).take_while(|byte| is_part(byte)).count();
    let start = marks - length;
    let name = &line[start..marks];
    let is_whole = super::spans::begins_word(line, start) && !line[..start].ends_with('@');
    let known = around.variable(name).filter(|_| length > 1 && is_whole)?;
    Some((start..marks + 2, NearDirective::Variable, known))
}

/// `@@include[…]`, `@@INCLUDE(…)`, `@@INCUDE[…]`, `@@INCLUDE[` without an end: the length after the
/// name, and what to write.
fn file(name: &str, after: &str, signs: usize) -> Option<(usize, String)> {
    let upper = name.to_ascii_uppercase();
    let is_known = matches!(upper.as_str(), "INCLUDE" | "LINK");
    let meant = match upper.as_str() {
        "LINK" | "LIKN" | "LNIK" | "LINKS" => "LINK",
        "INCLUDE" | "INCLUDES" | "INC" => "INCLUDE",
        name if is_slip(name, "INCLUDE") || is_slip(name, "INCLUDED") => "INCLUDE",
        _ => return None,
    };
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let inner = &after[blanks..];
    let open = inner.chars().next()?;
    let target = inner.trim_start_matches(['[', '(', '{', '<', '"', '\'', ':', '=', ' ']);
    let target = target.split([']', ')', '}', '>', '"', '\'', '@', ' ']).next().unwrap_or_default();
    let is_bracket = matches!(open, '[' | '(' | '{' | '<' | ':' | '"');
    let looks_like_file = target.contains(['.', '/']);
    if target.is_empty()
        || !(is_bracket && (signs >= 2 || looks_like_file)
            || is_known && signs >= 2 && looks_like_file)
    {
        return None;
    }
    let begin = inner.find(target)?;
    let end = begin + target.len();
    let closing = inner[end..].chars().next().filter(|c| matches!(c, ']' | ')' | '}' | '>' | '"'));
    let length = blanks + end + closing.map_or(0, char::len_utf8);
    Some((length, format!("@@{meant}[{target}]")))
}

/// `{{room}}`, `${room}`, `%ROOM%`, for a variable of the manifest.
fn others(
    text: &MaskedText<'_>,
    (at, line): (usize, &str),
    around: &dyn Surroundings,
    found: &mut Misreadings,
) {
    for (begin, end) in MARKS {
        let mut done = 0;
        // A name in angle brackets is masked like a tag.
        let typed = if begin == "<<" { &text.raw[at..at + line.len()] } else { line };
        let is_shown = |start: usize| {
            !typed[..start].ends_with('\\') && line.as_bytes()[start] == begin.as_bytes()[0]
        };
        for (start, _) in typed.match_indices(begin).filter(|(start, _)| is_shown(*start)) {
            let rest = &typed[start + begin.len()..floor_char_boundary(typed, start + LONGEST)];
            let Some(length) = rest.find(end).filter(|_| start >= done) else { continue };
            let name = rest[..length].trim();
            let name = name.strip_prefix("vars.").unwrap_or(name);
            let is_braces = begin == "{{";
            let is_known = if is_braces {
                !around.has_property(name) && around.variable(name).is_some()
            } else {
                around.is_own_variable(name)
            };
            if is_known && name != "content" && super::spans::is_name(name) {
                done = start + begin.len() + length + end.len();
                let meant = around.variable(name).unwrap_or_default();
                push(text, at, start..done, (NearDirective::Braces, meant), found);
            }
        }
    }
}
