//! Rewrites Markdown that remark and `CommonMark` read differently, so that both agree.

mod backslashes;
mod emphasis;
mod html_blocks;
mod inert;
mod tags;

use std::ops::Range;

pub(super) use self::backslashes::kept_backslashes;
pub(super) use self::emphasis::{LineStart, joints};
pub(super) use self::html_blocks::{HtmlLine, HtmlLines};
pub(super) use self::inert::{CodeLines, inert};
pub(super) use self::tags::repaired_tags;

/// A change of a line: the replacement of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineEdit {
    pub(super) range: Range<usize>,
    pub(super) text: &'static str,
}

impl LineEdit {
    /// Text before a byte.
    pub(super) fn insert(at: usize, text: &'static str) -> Self {
        Self { range: at..at, text }
    }
}

/// The beginning of a line, if it affects how the following lines are read.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum LineOpening {
    /// Text, even if it begins with a tag.
    Text,
    /// A block, if it begins with a tag.
    Block,
}

/// Tracks which lines belong to a table. In remark a line without a bar ends it; GitHub turns every
/// line up to the next blank one into a row.
#[derive(Default)]
pub(super) struct Tables {
    /// Whether the previous line has a bar.
    after_bar: bool,
    is_inside: bool,
}

impl Tables {
    /// Whether the previous line belongs to a table.
    pub(super) fn is_inside(&self) -> bool {
        self.is_inside
    }

    /// Reads the next line; `true` when it directly follows a table and is not a row of it.
    pub(super) fn ends_before(&mut self, line: &str) -> bool {
        let has_bar = line.contains('|');
        let ends = self.is_inside && !has_bar;
        self.is_inside = has_bar && (self.is_inside || (self.after_bar && is_delimiter_row(line)));
        self.after_bar = has_bar;
        ends && !line.trim().is_empty()
    }
}

/// `|---|:-:|`.
fn is_delimiter_row(line: &str) -> bool {
    line.contains('-') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// The next address of a link or picture, from a byte on, that contains spaces and is neither in
/// code nor between `<` and `>`. `CommonMark` reads it as text.
pub(super) fn address_with_blanks(line: &str, from: usize) -> Option<Range<usize>> {
    const OPENING: &str = "](";
    let (mut at, mut backticks) = (from, 0);
    loop {
        let start = at + line[at..].find(OPENING)? + OPENING.len();
        backticks += line[at..start].matches('`').count();
        at = start;
        let Some(length) = closing(&line[start..]) else { continue };
        let inner = &line[start..start + length];
        let address = without_title(inner.trim());
        let first = start + inner.len() - inner.trim_start().len();
        let is_code = backticks % 2 == 1;
        if address.contains(' ') && !address.contains(['<', '>', '`', '[']) && !is_code {
            return Some(first..first + address.len());
        }
    }
}

/// The closing bracket of the open one, within a limited distance.
fn closing(text: &str) -> Option<usize> {
    const LONGEST: usize = 512; // Bytes of an address and its title.
    let mut depth = 0;
    for (at, byte) in text.bytes().take(LONGEST).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// An address without the `"title"` after it.
fn without_title(inner: &str) -> &str {
    for quote in ['"', '\''] {
        let title = inner.strip_suffix(quote).and_then(|rest| rest.find([' ']).map(|_| rest));
        if let Some(open) = title.and_then(|rest| rest.find(&format!(" {quote}"))) {
            return inner[..open].trim_end();
        }
    }
    inner
}

/// Inline elements. `CommonMark` reads any tag alone on its line as the start of a block in which
/// Markdown is not parsed; remark excepts these.
const INLINE_TAGS: [&str; 32] = [
    "a", "em", "strong", "small", "s", "cite", "q", "dfn", "abbr", "data", "time", "code", "var",
    "samp", "kbd", "sub", "sup", "i", "b", "u", "mark", "ruby", "rt", "rp", "bdi", "bdo", "span",
    "br", "wbr", "ins", "del", "img",
];

/// Whether a text begins with the tag of an inline element.
fn is_inline_tag(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    INLINE_TAGS.contains(&tag[..end].to_ascii_lowercase().as_str())
}

/// Whether and where the start of a line needs an extra character for `CommonMark`, and which one:
/// `#Title` is a heading, `1)` opens no list.
pub(super) fn line_start(line: &str) -> Option<(usize, &'static str)> {
    /// Typed instead of a space, often by accident; remark reads it as one.
    const NO_BREAK: char = '\u{a0}';
    let trimmed = line.trim_start_matches(' ');
    let indent = line.len() - trimmed.len();
    if indent > 3 && !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let hashes = trimmed.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) {
        // Without a next character, a content class follows.
        let next = trimmed[hashes..].chars().next();
        let is_blank = next.is_some_and(|next| next.is_whitespace() && next != NO_BREAK);
        return (!is_blank).then_some((indent + hashes, " "));
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let marker = trimmed[digits..].chars().next()?;
    if digits > 0 && marker == ')' {
        return Some((indent + digits, "\\"));
    }
    let is_item = if digits > 0 { marker == '.' } else { matches!(marker, '-' | '*' | '+') };
    let after = indent + digits + 1;
    (is_item && line[after..].starts_with(NO_BREAK)).then_some((after, " "))
}

#[cfg(test)]
mod tests {
    use super::{Tables, address_with_blanks, line_start};

    fn address(line: &str) -> Option<&str> {
        address_with_blanks(line, 0).map(|range| &line[range])
    }

    #[test]
    fn addresses_may_hold_blanks() {
        assert_eq!(address("![](my own.png)"), Some("my own.png"));
        assert_eq!(address("[a]( b c.md \"title\")"), Some("b c.md"));
        assert_eq!(address("[a](b.md) [c](d (e f).md)"), Some("d (e f).md"));
        for line in ["[a](b.md 'my title')", "[a](<b c>)", "`x](a b)`", "[a](b", "[a](b\n c)"] {
            assert_eq!(address(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_without_a_bar_ends_a_table() {
        let mut tables = Tables::default();
        let lines = ["a|b", "-|-", "1|2", "text", "more"];
        let ends: Vec<_> = lines.iter().map(|line| tables.ends_before(line)).collect();
        assert_eq!(ends, [false, false, false, true, false]);
    }

    #[test]
    fn the_start_of_a_line_is_what_it_is_in_remark() {
        let start = |text: &str| {
            line_start(text).map(|(at, c)| format!("{}{c}{}", &text[..at], &text[at..]))
        };
        assert_eq!(start("#Title").as_deref(), Some("# Title"));
        assert_eq!(start("#\u{a0}Title").as_deref(), Some("# \u{a0}Title"));
        assert_eq!(start("##").as_deref(), Some("## "));
        assert_eq!(start("-\u{a0}a").as_deref(), Some("- \u{a0}a"));
        assert_eq!(start(" 1) a").as_deref(), Some(" 1\\) a"));
        for text in ["# a", "- a", "1. a", "-a", "\u{a0}- a", "a", "", "<div>"] {
            assert_eq!(start(text), None, "{text}");
        }
    }
}
