//! The tokens that begin a line: indented code, fences, link definitions.
//!
//! Each function looks at one place and says how far its token reaches.

use super::groups::groups;
use super::lexer::{Definition, Fence, Range};
use crate::span::offset;

/// The longest label of a link definition, in bytes; the limit of `CommonMark`.
const MAX_LABEL: usize = 999;

/// The longest fence for which shorter closing fences are tried, in characters.
const MAX_SHORTER_FENCE: usize = 10;

/// Lines indented by four blanks, with the line ends after them: where they end.
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

/// What is known about fences that nothing closes, so that no search runs twice.
#[derive(Default)]
pub(super) struct Unclosed {
    /// Per fence character: no closing fence of this length or longer follows.
    lengths: [Option<usize>; 2],
}

/// The result of looking for a fence.
pub(super) enum FenceMatch {
    /// There is no opening fence.
    None,
    /// An opening fence that nothing closes.
    Unclosed(Range),
    /// A code block and where it ends, blank lines after it included.
    Block(Fence, usize),
}

/// A code block between fences whose first line starts here.
pub(super) fn fence(text: &str, start: usize, unclosed: &mut Unclosed) -> FenceMatch {
    let bytes = text.as_bytes();
    let open = start + count(bytes, start, b' ');
    let Some(&mark @ (b'`' | b'~')) = bytes.get(open) else { return FenceMatch::None };
    let run = count(bytes, open, mark);
    if run < 3 {
        return FenceMatch::None;
    }
    let end = line_end(text, open);
    if end == text.len() && !text[open..].ends_with('\n') {
        return FenceMatch::None;
    }
    let rest = text[open + run..end].trim_end_matches(' ');
    let lengths = std::iter::once(run).chain((3..run.min(MAX_SHORTER_FENCE + 1)).rev());
    let mut valid = false;
    for length in lengths {
        // What is left of a longer run belongs to the first word after a shorter one.
        let word = if length == run { rest.trim_start_matches(' ') } else { rest };
        if word.contains([' ', '\t']) && groups(word).is_none() {
            continue;
        }
        valid = true;
        let Some((body_end, close_end)) = closing(text, end + 1, mark, length, unclosed) else {
            continue;
        };
        let info_end = open + run + rest.len();
        let info_start = if length == run { info_end - word.len() } else { open + length };
        let block = Fence {
            range: Range::new(start, close_end),
            indent: offset(open - start),
            info: Range::new(info_start, info_end),
            body: Range::new(end + 1, body_end),
        };
        return FenceMatch::Block(block, close_end + count(bytes, close_end, b'\n'));
    }
    if valid { FenceMatch::Unclosed(Range::new(open, end)) } else { FenceMatch::None }
}

/// The end of the body and of the closing fence: the same characters at the end of a line, not
/// necessarily at its beginning.
fn closing(
    text: &str,
    body: usize,
    mark: u8,
    length: usize,
    unclosed: &mut Unclosed,
) -> Option<(usize, usize)> {
    let known = &mut unclosed.lengths[usize::from(mark == b'~')];
    if known.is_some_and(|known| length >= known) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = body.min(text.len());
    while let Some(found) = text[at..].find(char::from(mark)) {
        let first = at + found;
        let run = count(bytes, first, mark);
        let after = first + run;
        let end = after + count(bytes, after, b' ');
        if run >= length && (end == text.len() || bytes[end] == b'\n') {
            let content = &text[body..after - length];
            return Some((body + content.trim_end().len(), end));
        }
        at = after;
    }
    *known = Some(length);
    None
}

/// A link definition whose line starts here, and where it ends, blank lines after it included.
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

/// The inside of `"…"` or `(…)`.
fn title<'t>(line: &str, trimmed: &'t str) -> Option<&'t str> {
    let inner = trimmed.strip_prefix(['"', '('])?.strip_suffix(['"', ')'])?;
    (line.starts_with(' ') && !inner.is_empty()).then_some(inner)
}

/// How often a byte stands at a place.
pub(super) fn count(bytes: &[u8], at: usize, wanted: u8) -> usize {
    bytes[at.min(bytes.len())..].iter().take_while(|&&byte| byte == wanted).count()
}

/// Where the line of a byte ends, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found)
}
