//! Rewrites Markdown that remark and `CommonMark` read differently, so that both agree.

use std::ops::Range;

use super::token::TOKEN_CLOSE;
use super::tokenizer::tag_at;

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

/// The values of attributes without quotes that HTML reads and `CommonMark` does not: with `=`, a
/// quote or a backtick in them, its tag is text.
pub(super) fn bare_values(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !line.contains('<') || !line.contains('=') {
        return found;
    }
    let (mut end, mut counted, mut backticks) = (0, 0, 0);
    for (at, _) in line.match_indices('<') {
        backticks += line[counted..at].matches('`').count();
        counted = at;
        let is_text = at >= end && backticks % 2 == 0;
        let Some(tag) = is_text.then(|| tag_at(line, at)).flatten() else { continue };
        end = at + tag.text.len();
        let bare = tag.attributes().filter(|attribute| !attribute.is_quoted());
        let odd = bare.filter(|attribute| {
            let value = attribute.value.unwrap_or_default();
            value.contains(['=', '\'', '`']) && !value.contains('"')
        });
        let values = odd.filter_map(|attribute| attribute.value_range());
        found.extend(values.map(|value| at + value.start..at + value.end));
    }
    found
}

/// Inline elements. `CommonMark` reads any tag alone on its line as the start of a block in which
/// Markdown is not parsed; remark excepts these.
const INLINE_TAGS: [&str; 32] = [
    "a", "em", "strong", "small", "s", "cite", "q", "dfn", "abbr", "data", "time", "code", "var",
    "samp", "kbd", "sub", "sup", "i", "b", "u", "mark", "ruby", "rt", "rp", "bdi", "bdo", "span",
    "br", "wbr", "ins", "del", "img",
];

/// Whether a text begins with the tag of an inline element.
pub(super) fn is_inline_tag(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    INLINE_TAGS.contains(&tag[..end].to_ascii_lowercase().as_str())
}

/// Where the start of a line needs an extra character for `CommonMark`, and which one: `#Title` is
/// a heading, `1)` opens no list, a lone `<br>` no HTML block.
pub(super) fn line_start(line: &str) -> Option<(usize, char)> {
    let trimmed = line.trim_start_matches(' ');
    let indent = line.len() - trimmed.len();
    if trimmed.starts_with('<') {
        return is_inline_tag(trimmed).then_some((indent, TOKEN_CLOSE));
    }
    if indent > 3 && !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let hashes = trimmed.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) {
        let next = trimmed[hashes..].chars().next()?;
        return (!next.is_whitespace()).then_some((indent + hashes, ' '));
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let is_item = digits > 0 && trimmed[digits..].starts_with(')');
    is_item.then_some((indent + digits, '\\'))
}

#[cfg(test)]
mod tests {
    use super::{Tables, address_with_blanks, bare_values};

    #[test]
    fn values_without_quotes_may_have_signs_in_them() {
        let values = |line: &str| {
            bare_values(line).into_iter().map(|range| line[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(values("a <a href=http://h/?a=b&c=d id=x>t</a>"), ["http://h/?a=b&c=d"]);
        for line in ["<a href=\"x?a=b\">", "`<a b=c=d>`", "a < b=c=d>", "<x y=z=1>", "<a b=c>"] {
            assert!(values(line).is_empty(), "{line}");
        }
    }

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
}
