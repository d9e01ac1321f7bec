//! Code spans: which run of backticks closes which.
//!
//! A span follows `CommonMark`: it opens with a run of backticks, closes with the next run of the
//! same length, and never leaves its paragraph. Between two lone backticks of different paragraphs,
//! list items or slides all is text, and separators count.
//!
//! This is not a block parser: each line alone decides whether a paragraph ends before it. A span
//! that ends too early only means that more is read as the dialect, never that less is hidden.

use std::collections::HashMap;

use super::containers;
use super::line::{self, line_end};

/// The runs of backticks of one paragraph, found once.
#[derive(Default)]
pub(super) struct CodeSpans {
    /// The range of the last paragraph read.
    paragraph: std::ops::Range<usize>,
    /// The start offsets of the runs of each length, in order.
    runs: HashMap<usize, Vec<usize>>,
}

impl CodeSpans {
    /// The end of the code span that opens at a byte, before `end`; `None` when none does.
    pub(super) fn close(&mut self, text: &str, at: usize, end: usize) -> Option<usize> {
        if !self.paragraph.contains(&at) {
            self.read(text, at);
        }
        let length = opening(text.as_bytes(), at)?;
        let runs = self.runs.get(&length)?;
        let next = runs.partition_point(|&start| start < at + length);
        runs.get(next).map(|start| start + length).filter(|&close| close <= end)
    }

    /// Records the runs of the paragraph that contains a byte, from that byte on.
    fn read(&mut self, text: &str, at: usize) {
        self.paragraph = at..paragraph_end(text, at);
        self.runs.clear();
        let bytes = text.as_bytes();
        let mut place = at;
        while let Some(found) = text[place..self.paragraph.end].find('`') {
            let start = place + found;
            let length = line::count(bytes, start, b'`');
            self.runs.entry(length).or_default().push(start);
            place = start + length;
        }
    }
}

/// How many backticks open a span at a byte, if a run begins there. A backslash escapes the first
/// backtick of a run.
fn opening(bytes: &[u8], at: usize) -> Option<usize> {
    let is_first = |at: usize| at == 0 || bytes[at - 1] != b'`';
    let begins = if is_first(at) {
        !is_escaped(bytes, at)
    } else {
        is_first(at - 1) && is_escaped(bytes, at - 1)
    };
    begins.then(|| line::count(bytes, at, b'`'))
}

/// Whether an odd number of backslashes precedes a byte.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The end of the paragraph that contains a byte: before a blank line, or a line that begins
/// another block.
fn paragraph_end(text: &str, at: usize) -> usize {
    let first = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let quotes = containers::prefix(text, first).quotes;
    let mut end = line_end(text, at);
    while end < text.len() {
        let next = end + 1;
        let prefix = containers::prefix(text, next);
        let rest = &text[prefix.end..line_end(text, next)];
        let is_new = prefix.has_item || prefix.quotes > quotes || begins_block(rest);
        if is_new || line::separator(text, next).is_some() {
            break;
        }
        end = line_end(text, next);
    }
    end
}

/// Whether a line, without its containers, ends the paragraph before it.
fn begins_block(line: &str) -> bool {
    let trimmed = line.trim_start_matches(' ');
    trimmed.trim_end().is_empty()
        || trimmed.starts_with('#')
        || trimmed.starts_with("```")
        || trimmed.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::CodeSpans;

    /// The spans of a text in order.
    fn spans(text: &str) -> Vec<&str> {
        let (mut found, mut spans) = (Vec::new(), CodeSpans::default());
        let mut at = 0;
        while let Some(next) = text[at..].find('`') {
            at += next;
            match spans.close(text, at, text.len()) {
                Some(close) => {
                    found.push(&text[at..close]);
                    at = close;
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn runs_of_one_length_close_each_other() {
        assert_eq!(spans("a `b` c ``d ` e`` f"), ["`b`", "``d ` e``"]);
        assert_eq!(spans("``a` b"), [""; 0]);
        assert_eq!(spans("a ``` b ` c ` d"), ["` c `"]);
    }

    #[test]
    fn a_backslash_keeps_a_backtick_from_opening_but_not_from_closing() {
        assert_eq!(spans(r"\`a `b\` c`"), [r"`b\`"]);
        assert_eq!(spans(r"\\`a`"), ["`a`"]);
        assert_eq!(spans(r"\``a` b`"), ["`a`"]);
    }

    #[test]
    fn a_span_stays_in_its_paragraph() {
        assert_eq!(spans("a `b\nc` d"), ["`b\nc`"]);
        for text in [
            "a ` b\n\nc ` d",
            "a ` b\n  \nc ` d",
            "- a ` b\n- c ` d",
            "1. a ` b\n2. c ` d",
            "# a ` b\nc\n# ` d",
            "a ` b\n> c ` d",
            "> a ` b\n>\n> c ` d",
            "a ` b\n---\nc ` d",
            "a ` b\n--\nc ` d",
            "a ` b\n???\nc ` d",
            "a ` b\n```\nc ` d\n```",
        ] {
            assert!(spans(text).iter().all(|span| !span.contains(" b")), "{text:?}");
        }
        assert_eq!(spans("> a `b\n> c` d"), ["`b\n> c`"]);
    }
}
