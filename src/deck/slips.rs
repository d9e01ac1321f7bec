//! Lines that resemble a property, the beginning of notes or a comment, but are not.
//!
//! People write these in many ways: with markup around them, in capitals, with lookalike letters.
//! This recognizes the likely intent; `exposed` decides what to report.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::diag::Exposure;
use crate::diag::nearest::is_slip;

/// Why a line is not a property: it comes too late, or is written differently.
pub(super) fn why(line: &str, key: &str, sign: Sign) -> Exposure {
    let is_property =
        sign == Sign::Colon && line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    if is_property { Exposure::Late } else { Exposure::Unread }
}

/// The separator between a key and its value.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    Colon,
    Other,
    Blank,
}

/// A line that begins with a word and a sign, ignoring markup and invisible characters: the word in
/// lower case, the sign, and the rest.
pub(super) fn assignment(line: &str) -> Option<(String, Sign, &str)> {
    // Signs that begin a comment or a property in other tools.
    let is_sign = |c: char| is_markup(c) || matches!(c, '.' | ':' | '@' | '%' | ';' | '!');
    let rest = bare(line).trim_start_matches(is_sign);
    let end = rest.find(|c: char| !c.is_alphabetic() && !is_invisible(c))?;
    // Full-width letters resemble others.
    let key = if rest[..end].is_ascii() {
        rest[..end].to_ascii_lowercase()
    } else {
        let shown = rest[..end].chars().filter(|&c| !is_invisible(c));
        shown.nfkc().collect::<String>().to_lowercase()
    };
    let rest = &rest[end..];
    let after = rest.trim_start_matches(is_markup);
    let first = after.chars().next()?;
    let (sign, value) = match first {
        ':' => (Sign::Colon, &after[1..]),
        '=' => (Sign::Other, &after[1..]),
        '：' | '∶' | '꞉' | '﹕' => (Sign::Other, &after[first.len_utf8()..]),
        _ if rest.len() > after.len() => (Sign::Blank, after),
        _ => return None,
    };
    (!key.is_empty()).then_some((key, sign, value))
}

/// Whether a line resembles `???` but is not: it has spaces, markup, too many or too few question
/// marks, or text after them.
pub(super) fn is_like_notes(line: &str) -> bool {
    let is_mark = |c: char| matches!(c, '?' | '？' | '⁇' | '¿' | '﹖');
    if line.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'?' | b'&')) {
        return false;
    }
    let is_between = |c: char| is_mark(c) || c.is_whitespace() || c == '\\';
    // A row of a table, and a heading.
    let is_row = line.starts_with('|') && line.trim_end().trim_matches('|').contains('|');
    if is_row || line.starts_with('#') {
        return false;
    }
    let decoded = MARK_REFERENCES.iter().fold(Cow::Borrowed(line), |line, reference| {
        if line.contains(reference) { Cow::Owned(line.replace(reference, "?")) } else { line }
    });
    let rest = bare(&decoded);
    let marks = rest.chars().take_while(|&c| is_between(c)).filter(|&c| is_mark(c));
    match marks.count() {
        0 | 1 => false,
        // `?? is an operator` is a sentence.
        2 => rest.trim_end_matches(is_markup).chars().all(is_between),
        _ => true,
    }
}

/// Question marks as HTML writes them.
const MARK_REFERENCES: [&str; 4] = ["&#63;", "&#x3f;", "&#x3F;", "&quest;"];

/// A line without the markup at its beginning, and without the number of a list item.
fn bare(line: &str) -> &str {
    let rest = line.trim_start_matches(is_markup);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = after.strip_prefix(['.', ')']).filter(|item| item.starts_with([' ', '\t']));
    match item {
        Some(item) if after.len() < rest.len() => item.trim_start_matches(is_markup),
        _ => rest,
    }
}

/// Where a line seems to begin a comment but has an extra or missing space or dash: what it should
/// hide is shown.
pub(super) fn near_comment(line: &str) -> Option<Range<usize>> {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let dashed = |rest: &str| rest.trim_start().starts_with(is_dash);
    for (at, _) in line.match_indices('<') {
        let rest = &line[at + 1..];
        let inner = rest.trim_start();
        if let Some(after) = inner.strip_prefix('!')
            && dashed(after)
            && !rest.starts_with("!--")
        {
            let dashes = after.trim_start().trim_start_matches(is_dash);
            return Some(at..line.len() - dashes.len());
        }
        if rest.starts_with("--")
            && line.trim_end().ends_with("-->")
            && line[..at].trim().is_empty()
        {
            return Some(at..at + "<--".len());
        }
    }
    None
}

/// White space, invisible characters, and the markup that Markdown puts around text.
pub(super) fn is_markup(c: char) -> bool {
    is_invisible(c)
        || c.is_whitespace()
        || matches!(c, '>' | '*' | '-' | '+' | '_' | '#' | '`' | '~' | '\\' | '|')
        || matches!(c, '"' | '\'' | '{' | '[' | '(' | '/')
}

/// Invisible characters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || c.is_control()
}

/// Whether a key is one of these, or a typing error for the first.
pub(super) fn is_key(key: &str, keys: &[&str]) -> bool {
    keys.contains(&key) || keys.first().is_some_and(|first| is_slip(key, first))
}

/// A word normalized for comparison.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        let shown = word.bytes().filter(u8::is_ascii_alphanumeric);
        return shown.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    word.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
