//! The tokens that begin a line: separators, indented code, fences, link definitions.
//!
//! Each function examines one offset and returns where its token ends.

use super::node::{Definition, Fence, Range};
use crate::span::offset;

/// The longest label of a link definition, in bytes; the limit of `CommonMark`.
const MAX_LABEL: usize = 999;

/// The shortest fence, in characters; the rule of `CommonMark`.
const SHORTEST_FENCE: usize = 3;

/// The longest fence for which shorter closing fences are tried, in characters.
const MAX_SHORTER_FENCE: usize = 10;

/// How much more a closing fence may be indented than the opening one; beyond that it is code. The
/// rule of `CommonMark`.
const MAX_FENCE_INDENT: usize = 3;

/// The end of lines indented by four spaces, including the line ends after them.
pub(super) fn indented_code(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    while text[at..].starts_with("    ") && bytes.get(at + 4).is_some_and(|&byte| byte != b'\n') {
        at = line_end(text, at);
        while bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
    }
    (at > start).then_some(at)
}

/// A line that is exactly `---`, `--` or `???`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// `---` begins a slide.
    Slide,
    /// `--` begins a step.
    Step,
    /// `???` begins the notes.
    Notes,
}

impl Separator {
    /// The text of the line.
    pub(super) fn marker(self) -> &'static str {
        match self {
            Self::Slide => "---",
            Self::Step => "--",
            Self::Notes => "???",
        }
    }
}

/// The separator that a line consists of, if any.
pub(super) fn separator(text: &str, start: usize) -> Option<Separator> {
    // Only a prefix is examined: lines can be long, and this runs after each token.
    let rest = &text[start..];
    [Separator::Slide, Separator::Step, Separator::Notes].into_iter().find(|separator| {
        let after = rest.strip_prefix(separator.marker());
        after.is_some_and(|after| after.is_empty() || after.starts_with('\n'))
    })
}

/// A line that opens a code block.
#[derive(Copy, Clone)]
pub(super) struct Opening {
    /// The character of the fence.
    mark: u8,
    /// Their number.
    length: usize,
    /// Where the fence begins, after its indentation.
    pub(super) start: usize,
    /// The width of the indentation.
    indent: usize,
    /// The info string, trimmed.
    info: Range,
    /// Where the line ends.
    pub(super) end: usize,
}

/// The fence at the start of a line, after any indentation, as in `CommonMark`: the info string may
/// contain anything, but no backtick after a fence of backticks.
pub(super) fn opening_fence(text: &str, start: usize) -> Option<Opening> {
    let bytes = text.as_bytes();
    let open = start + count(bytes, start, b' ');
    let mark = *bytes.get(open).filter(|&&byte| matches!(byte, b'`' | b'~'))?;
    let length = count(bytes, open, mark);
    if length < SHORTEST_FENCE {
        return None;
    }
    let end = line_end(text, open);
    let info = &text[open + length..end];
    // A comment is not part of the language.
    let info = info.split("<!--").next().unwrap_or_default();
    if mark == b'`' && info.contains('`') {
        return None;
    }
    let blanks = info.len() - info.trim_start().len();
    let info_start = open + length + blanks;
    let info = Range::new(info_start, info_start + info.trim().len());
    Some(Opening { mark, length, start: open, indent: open - start, info, end })
}

/// Whether a line closes a code block: at least as many of the same characters, and nothing else.
/// In a list, both fences are indented with the item.
pub(super) fn closes(line: &str, opening: &Opening) -> bool {
    let fence = line.trim_start_matches(' ');
    if line.len() - fence.len() > opening.indent + MAX_FENCE_INDENT {
        return false;
    }
    let fence = fence.trim_end_matches([' ', '\t']);
    fence.len() >= opening.length && fence.bytes().all(|byte| byte == opening.mark)
}

/// What earlier searches found about unclosed fences, so that no search runs twice.
#[derive(Default)]
pub(super) struct Unclosed {
    /// Per fence character: no closing fence of this length or longer comes before this byte.
    known: [Option<(usize, usize)>; 2],
}

/// The result of looking for a fence.
pub(super) enum FenceMatch {
    /// There is no opening fence.
    None,
    /// An opening fence that is never closed.
    Unclosed(Range),
    /// A code block and its end, including the blank lines after it.
    Block(Fence, usize),
}

/// A code block between fences whose first line starts here and which ends before `limit`.
///
/// As in remark, a shorter fence closes one that is otherwise unclosed: real decks have the mistake
/// of four backticks above and three below.
pub(super) fn fence(text: &str, start: usize, limit: usize, unclosed: &mut Unclosed) -> FenceMatch {
    let bytes = text.as_bytes();
    let Some(opening) = opening_fence(text, start) else { return FenceMatch::None };
    let body = opening.end + 1;
    let until = &text[..limit.min(text.len())];
    let shorter = (SHORTEST_FENCE..opening.length.min(MAX_SHORTER_FENCE + 1)).rev();
    let lengths = std::iter::once(opening.length).chain(shorter);
    let closed = lengths.filter(|_| body <= until.len()).find_map(|length| {
        let opening = Opening { length, ..opening };
        closing(until, body, &opening, unclosed)
    });
    let Some((body_end, close_end)) = closed else {
        return FenceMatch::Unclosed(Range::new(opening.start, opening.end));
    };
    let block = Fence {
        range: Range::new(start, close_end),
        indent: offset(opening.indent),
        info: opening.info,
        body: Range::new(body, body_end),
    };
    FenceMatch::Block(block, close_end + count(bytes, close_end, b'\n'))
}

/// The end of the body, without trailing white space, and of the closing fence.
fn closing(
    text: &str,
    body: usize,
    opening: &Opening,
    unclosed: &mut Unclosed,
) -> Option<(usize, usize)> {
    let known = &mut unclosed.known[usize::from(opening.mark == b'~')];
    if known.is_some_and(|(length, until)| opening.length >= length && text.len() <= until) {
        return None;
    }
    let mut at = body;
    while let Some(found) = text[at..].find(char::from(opening.mark)) {
        let first = at + found;
        let line = text[..first].rfind('\n').map_or(0, |found| found + 1);
        let end = line_end(text, first);
        if line >= body && closes(&text[line..end], opening) {
            let content = &text[body..line];
            return Some((body + content.trim_end().len(), end));
        }
        at = end;
    }
    *known = Some((opening.length, text.len()));
    None
}

/// Whether a code block has most likely begun where another one should have ended: its own fence
/// recurs in it, or it closes an HTML element opened on the line before it.
pub(super) fn is_misread(text: &str, fence: &Fence) -> bool {
    let Some(opening) = opening_fence(text, fence.range.start as usize) else { return false };
    let body = fence.body.of(text);
    let has_fence =
        body.split(|c| c != char::from(opening.mark)).any(|run| run.len() >= opening.length);
    let before =
        text[..fence.range.start as usize].trim_end().rsplit('\n').next().unwrap_or_default();
    let tag = before.trim_start().strip_prefix('<').unwrap_or_default();
    let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
    has_fence || !name.is_empty() && body.contains(&format!("</{name}"))
}

/// A link definition whose line starts here, and its end, including the blank lines after it.
pub(super) fn definition(text: &str, start: usize) -> Option<(Definition, usize)> {
    let bytes = text.as_bytes();
    let open = start + count(bytes, start, b' ');
    if bytes.get(open) != Some(&b'[') {
        return None;
    }
    let inner = &text[open + 1..];
    let close = inner.bytes().take(MAX_LABEL).position(|byte| byte == b']')?;
    if close == 0 {
        return None;
    }
    let rest = inner[close + 1..].strip_prefix(':')?;
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix('<').unwrap_or(rest);
    let url_len = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
    if url_len == 0 {
        return None;
    }
    let url_start = text.len() - rest.len();
    let rest = &rest[url_len..];
    let rest = rest.strip_prefix('>').unwrap_or(rest);
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let trimmed = line.trim_matches(' ');
    let title = if trimmed.is_empty() { Some(None) } else { title(line, trimmed).map(Some) }?;
    let end = text.len() - rest.len() + line.len();
    let title = title.map(|title| {
        let at = end - line.len() + line.find(title).unwrap_or(0);
        Range::new(at, at + title.len())
    });
    let definition = Definition {
        range: Range::new(start, end),
        label: Range::new(open + 1, open + 1 + close),
        url: Range::new(url_start, url_start + url_len),
        title,
    };
    Some((definition, end + count(bytes, end, b'\n')))
}

/// The text inside `"…"` or `(…)`.
fn title<'t>(line: &str, trimmed: &'t str) -> Option<&'t str> {
    let inner = trimmed.strip_prefix(['"', '('])?.strip_suffix(['"', ')'])?;
    (line.starts_with(' ') && !inner.is_empty()).then_some(inner)
}

/// How often a byte repeats from an offset on.
pub(super) fn count(bytes: &[u8], at: usize, wanted: u8) -> usize {
    bytes[at.min(bytes.len())..].iter().take_while(|&&byte| byte == wanted).count()
}

/// The end of the line that contains a byte, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}
