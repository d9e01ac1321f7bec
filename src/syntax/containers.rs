//! Lists and quotes around a line: the markers before its own text, and the code blocks that begin
//! after them.
//!
//! The lexer turns a fence on a line of its own into a token. A fence after a list marker or a `>`
//! is left to the Markdown parser; here only its extent is determined, so that nothing inside is
//! read as the dialect and nothing after it as code.

use super::line::{self, count, line_end};

/// The maximum number of spaces after a list marker that belong to it; more of them begin indented
/// code.
const MAX_MARKER_BLANKS: usize = 4;

/// The part of a line before its text.
pub(super) struct Prefix {
    /// Where the text begins.
    pub(super) end: usize,
    /// The number of quotes around it.
    pub(super) quotes: usize,
    /// Whether a list item begins on the line.
    pub(super) has_item: bool,
}

/// A list item or a quote.
enum Container {
    Quote,
    /// Its lines are indented by this many columns from the end of the container around it.
    Item(usize),
}

/// The quotes and list markers at the start of a line.
pub(super) fn prefix(text: &str, start: usize) -> Prefix {
    let mut prefix = Prefix { end: start, quotes: 0, has_item: false };
    while let Some((container, end)) = container(text, prefix.end) {
        match container {
            Container::Quote => prefix.quotes += 1,
            Container::Item(_) => prefix.has_item = true,
        }
        prefix.end = end;
    }
    prefix
}

/// The column at which the text of a list item begins on the line that opens it.
pub(super) fn item_offset(text: &str, start: usize) -> Option<usize> {
    match container(text, start)? {
        (Container::Item(width), _) => Some(width),
        (Container::Quote, _) => None,
    }
}

/// The container that opens at an offset, and where its content begins.
fn container(text: &str, start: usize) -> Option<(Container, usize)> {
    let bytes = text.as_bytes();
    let mark = start + count(bytes, start, b' ');
    if bytes.get(mark) == Some(&b'>') {
        return Some((
            Container::Quote,
            mark + 1 + usize::from(bytes.get(mark + 1) == Some(&b' ')),
        ));
    }
    let digits = bytes[mark..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = mark + digits;
    let is_marker = match (digits, bytes.get(after)?) {
        (0, b'-' | b'*' | b'+') | (1..=9, b'.' | b')') => true,
        (_, _) => false,
    };
    let blanks = count(bytes, after + 1, b' ');
    if !is_marker || blanks == 0 {
        return None;
    }
    let blanks = if blanks > MAX_MARKER_BLANKS { 1 } else { blanks };
    let end = after + 1 + blanks;
    Some((Container::Item(end - start), end))
}

/// The end of a code block whose fence follows list markers or quotes on the line that starts here;
/// `None` when there is no such block. Excludes the line end before the following text.
pub(super) fn fenced_code(text: &str, start: usize) -> Option<usize> {
    let mut containers = Vec::new();
    let mut at = start;
    while let Some((container, end)) = container(text, at) {
        containers.push(container);
        at = end;
    }
    let fence = line::opening_fence(text, at).filter(|_| !containers.is_empty())?;
    let mut end = line_end(text, at);
    while end < text.len() {
        let Some(body) = inside(text, end + 1, &containers) else { break };
        end = line_end(text, body);
        if line::closes(&text[body..end], &fence) {
            break;
        }
    }
    Some(end)
}

/// Where the text of a line begins inside some containers; `None` when the line leaves them.
fn inside(text: &str, start: usize, containers: &[Container]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    for container in containers {
        let blanks = count(bytes, at, b' ');
        let is_blank = bytes.get(at + blanks).is_none_or(|&byte| byte == b'\n');
        match container {
            Container::Quote if bytes.get(at + blanks) == Some(&b'>') => {
                at += blanks + 1;
                at += usize::from(bytes.get(at) == Some(&b' '));
            }
            Container::Item(_) if is_blank => at += blanks,
            Container::Item(width) if blanks >= *width => at += width,
            Container::Quote | Container::Item(_) => return None,
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::{fenced_code, prefix};

    /// The code block that begins with a text.
    fn block(text: &str) -> Option<&str> {
        fenced_code(text, 0).map(|end| &text[..end])
    }

    #[test]
    fn prefixes_are_quotes_and_list_markers() {
        for (line, end, quotes, has_item) in [
            ("a", 0, 0, false),
            ("- a", 2, 0, true),
            ("  12) a", 6, 0, true),
            ("> > - a", 6, 2, true),
            ("-a", 0, 0, false),
            ("--- a", 0, 0, false),
            ("1.5 a", 0, 0, false),
        ] {
            let found = prefix(line, 0);
            assert_eq!(
                (found.end, found.quotes, found.has_item),
                (end, quotes, has_item),
                "{line}"
            );
        }
    }

    #[test]
    fn a_block_ends_at_its_fence_or_with_its_container() {
        assert_eq!(block("- ```sh\n  a\n  ```\nb"), Some("- ```sh\n  a\n  ```"));
        assert_eq!(block("- ```sh\n  a\n\n  b\nc"), Some("- ```sh\n  a\n\n  b"));
        assert_eq!(block("- ```sh\n  a\n???\nb"), Some("- ```sh\n  a"));
        assert_eq!(block("> ~~~\n> a\n> ```\nb"), Some("> ~~~\n> a\n> ```"));
        assert_eq!(block("> ~~~\n> a\n> ~~~~ \n> b"), Some("> ~~~\n> a\n> ~~~~ "));
        assert_eq!(block("- > ```\n  > a\n  b"), Some("- > ```\n  > a"));
        assert_eq!(block("```\na\n```"), None);
        assert_eq!(block("- a ```\n"), None);
    }
}
