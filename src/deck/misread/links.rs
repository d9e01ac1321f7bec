//! Texts that resemble a link or a picture: without the closing bracket, with a space between the
//! brackets, or with the brackets the wrong way round.

use std::ops::Range;

use super::Misreadings;
use super::masked::MaskedText;
use crate::diag::MisreadingProblem;
use crate::span::floor_char_boundary;

/// The longest text or address of a link that is quoted.
const LONGEST: usize = 200;

/// Extensions that identify a word as an address.
const EXTENSIONS: [&str; 14] = [
    "html", "htm", "md", "pdf", "svg", "png", "jpg", "jpeg", "gif", "webp", "zip", "mp4", "yml",
    "yaml",
];

/// Searches the lines of a slide.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings) {
    if !text.shown.contains(']') {
        return;
    }
    let mut lines = text.lines().peekable();
    while let Some((at, line)) = lines.next() {
        if !line.contains(']') {
            continue;
        }
        let raw = &text.raw[at..at + line.len()];
        let next = lines.peek().map(|&(at, line)| text.raw[at..at + line.len()].trim_start());
        let next = piece(next.unwrap_or_default());
        let mark = marked(line);
        for (close, _) in line.match_indices(']') {
            let after = &line[close + 1..];
            let near = match after.as_bytes() {
                [b'(', ..] => unclosed((line, raw), close, next)
                    .or_else(|| apart_mark(line, close, mark?))
                    .or_else(|| apart_picture((line, raw), close)),
                [b' ' | b'\t', ..] => apart((line, raw), close),
                [] => below((line, raw), close, next).or_else(|| swapped(raw, close)),
                _ => swapped(raw, close),
            };
            if let Some((range, meant)) = near {
                let typed = raw[range.clone()].replace('`', "'");
                let problem = MisreadingProblem::NearLink { found: typed, meant, others: 0 };
                found.push(problem, at + range.start..at + range.end);
            }
        }
    }
}

/// The beginning of a text: a search from each bracket to the end of a line would take quadratic
/// time.
fn piece(text: &str) -> &str {
    &text[..floor_char_boundary(text, 2 * LONGEST)]
}

/// Where the text of a link that ends at a bracket begins, with the `!` of a picture.
fn opening(line: &str, close: usize) -> Option<usize> {
    let before = &line[..close];
    let mut depth = 0_usize;
    for (open, byte) in before.bytes().enumerate().rev().take(LONGEST) {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => {
                return Some(open - usize::from(before[..open].ends_with('!')));
            }
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `[text](address` at the end of a line.
fn unclosed((line, raw): (&str, &str), close: usize, next: &str) -> Option<(Range<usize>, String)> {
    let inner = piece(raw.get(close + 1..)?.strip_prefix('(')?);
    // A link may go on in the next line.
    let goes_on = next.starts_with([')', '"', '\'']) || next.contains("\")");
    if goes_on || inner.contains([')', '<']) {
        return None;
    }
    let address = inner.split([' ', '\t', '"']).next().unwrap_or_default();
    let end = close + 2 + address.len();
    let open = opening(line, close)?;
    let bare = address.trim_end_matches([',', ';', ':', '.']);
    let is_short = address.len() <= LONGEST && is_address(bare);
    is_short.then(|| (open..end, format!("{}{bare})", &raw[open..close + 2])))
}

/// `[text] (address)`.
fn apart((line, raw): (&str, &str), close: usize) -> Option<(Range<usize>, String)> {
    let after = piece(&raw[close + 1..]);
    let inner =
        after.strip_prefix([' ', '\t'])?.trim_start_matches([' ', '\t']).strip_prefix('(')?;
    let address = &inner[..inner.find(')')?];
    let open = opening(line, close)?;
    let name = raw[open..close].trim_start_matches('!').trim_start_matches('[');
    let is_text = raw[open..].starts_with('!') || is_link_text(name);
    let end = close + 1 + after.len() - inner.len() + address.len() + 1;
    let is_link = is_text && address.len() <= LONGEST && is_certain(address);
    is_link.then(|| (open..end, format!("{}]({address})", &raw[open..close])))
}

/// `[text]` at the end of a line, and `(address)` alone in the next one.
fn below((line, raw): (&str, &str), close: usize, next: &str) -> Option<(Range<usize>, String)> {
    let address = next.trim_end().strip_prefix('(')?.strip_suffix(')')?;
    let open = opening(line, close)?;
    let name = raw[open..close].trim_start_matches('!').trim_start_matches('[');
    let is_text = raw[open..].starts_with('!') || is_link_text(name);
    let is_link = is_text && address.len() <= LONGEST && is_certain(address);
    is_link.then(|| (open..close + 1, format!("{}]({address})", &raw[open..close])))
}

/// Whether a text in brackets may be the text of a link: it is neither a checkbox nor a reference
/// number.
fn is_link_text(name: &str) -> bool {
    name.contains(char::is_alphabetic) && !matches!(name, "x" | "X" | "v" | "V")
}

/// Whether a text is an address, or a path from the top of the site.
fn is_certain(text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '#');
    is_address(text) || text.len() > 1 && text.starts_with('/') && text.chars().all(is_word)
}

/// Where a line begins with an exclamation mark that is followed by a space.
fn marked(line: &str) -> Option<usize> {
    let (begin, rest) = super::spans::without_markers(line);
    rest.starts_with("! ").then_some(begin)
}

/// `! [text](address)` at the start of a line, whose mark is at `begin`.
fn apart_mark(line: &str, close: usize, begin: usize) -> Option<(Range<usize>, String)> {
    let rest = line[begin + 1..close].trim_start();
    let open = close - rest.len();
    let is_mark = rest.starts_with('[') && rest.len() <= LONGEST && !rest[1..].contains('[');
    is_mark.then(|| (begin..close + 1, format!("!{}", &line[open..=close])))
}

/// `and ! [text](picture.svg)`: only a picture's address tells it from a sentence that ends with `!`.
fn apart_picture((line, raw): (&str, &str), close: usize) -> Option<(Range<usize>, String)> {
    const PICTURES: [&str; 6] = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"];
    let open = opening(line, close).filter(|open| line[*open..].starts_with('['))?;
    let before = line[..open].trim_end_matches(' ');
    let mark = before.len().checked_sub(1).filter(|_| before.len() < open)?;
    let is_mark = before.ends_with('!') && (mark == 0 || line[..mark].ends_with(' '));
    let inner = piece(raw.get(close + 2..)?);
    let address = &inner[..inner.find(')')?];
    let is_picture = PICTURES.iter().any(|end| address.to_ascii_lowercase().ends_with(end));
    let end = close + 3 + address.len();
    (is_mark && is_picture).then(|| (mark..end, format!("!{}", &raw[open..end])))
}

/// `(text)[https://…]`.
fn swapped(raw: &str, close: usize) -> Option<(Range<usize>, String)> {
    let first = floor_char_boundary(raw, close.saturating_sub(2 * LONGEST));
    let before = &raw[..close];
    let open =
        first + before[first..].rfind(")[").filter(|open| close - first - open <= LONGEST)?;
    let address = &before[open + 2..];
    let begin = first + before[first..open].rfind('(')?;
    let is_call = before[..begin].ends_with(|c: char| c.is_alphanumeric() || c == ']');
    let is_link = !is_call && is_address(address) && !raw[close + 1..].starts_with(['(', '[', ':']);
    is_link.then(|| (begin..close + 1, format!("[{}]({address})", &before[begin + 1..open])))
}

/// Whether a text is an address and nothing else.
fn is_address(text: &str) -> bool {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return false;
    }
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let has_extension = || {
        path.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
        })
    };
    ["https://", "http://", "mailto:", "#", "./", "../"]
        .iter()
        .any(|start| text.len() > start.len() && text.starts_with(start))
        || has_extension()
}

#[cfg(test)]
mod tests {
    use super::{apart, is_address, swapped, unclosed};

    #[test]
    fn half_links_are_completed() {
        let meant = |line: &str| {
            let close = line.find(']').unwrap();
            let last = line.rfind(']').unwrap();
            unclosed((line, line), close, "")
                .or_else(|| apart((line, line), close))
                .or_else(|| swapped(line, last))
                .map(|(_, meant)| meant)
        };
        for (line, fixed) in [
            ("see [a](x.html", "[a](x.html)"),
            ("![A loaf](images/loaf.svg", "![A loaf](images/loaf.svg)"),
            ("![A loaf] (images/loaf.svg)", "![A loaf](images/loaf.svg)"),
            ("[the book] (https://example.org/b)", "[the book](https://example.org/b)"),
            ("[t] (https://example.org/b)", "[t](https://example.org/b)"),
            ("[rye]  (/rye/dough)", "[rye](/rye/dough)"),
            ("(the book)[https://example.org]", "[the book](https://example.org)"),
        ] {
            assert_eq!(meant(line).as_deref(), Some(fixed), "{line}");
        }
        for line in [
            "[a](x.html)",
            "[1] (https://example.org)",
            "[ ] (x.md)",
            "[x] (x.md)",
            "[a] (/ or so)",
            "[a] (see below)",
            "f(x)[i.md]",
        ] {
            assert_eq!(meant(line), None, "{line}");
        }
        assert!(!is_address("and/or") && !is_address(".md"));
    }
}
