//! Marks of bold type and of code without their partners: `**bold`, `` `code ``.

use super::Misreadings;
use super::masked::MaskedText;
use super::spans::{may_be_fence, without_markers};
use crate::diag::MisreadingProblem;
use crate::syntax::near_fence;

/// The longest word of a message, in characters.
const LONGEST_WORD: usize = 24;

/// A mark without its partner so far.
#[derive(Copy, Clone)]
struct Unpaired {
    at: usize,
    length: usize,
    opens: bool,
}

/// The marks of a paragraph.
#[derive(Default)]
struct Paragraph {
    bold: Option<Unpaired>,
    /// The first closing mark that nothing opens.
    closing: Option<Unpaired>,
    code: Option<Unpaired>,
    /// Where it ends so far.
    end: usize,
    /// Whether it has longer runs of stars, which open and close more than bold type.
    has_runs: bool,
}

/// Searches the paragraphs of a slide.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings) {
    if !text.shown.contains("**") && !text.shown.contains('`') {
        return;
    }
    let mut paragraph = Paragraph::default();
    for (at, line) in text.lines() {
        let (skipped, rest) = without_markers(line);
        let begins = rest.trim().is_empty()
            || rest.starts_with(['#', '|'])
            || skipped > 0 && !line[..skipped].trim().is_empty();
        if begins {
            std::mem::take(&mut paragraph).finish(text.raw, found);
        }
        if !may_be_fence(rest) || near_fence(rest).is_none() {
            paragraph.line(text.raw, (at, line));
        }
    }
    paragraph.finish(text.raw, found);
}

impl Paragraph {
    fn line(&mut self, raw: &str, (at, line): (usize, &str)) {
        self.end = at + line.len();
        let bytes = line.as_bytes();
        let mut next = 0;
        while let Some(found) = bytes[next..].iter().position(|byte| matches!(byte, b'*' | b'`')) {
            let start = next + found;
            let mark = bytes[start];
            let length = bytes[start..].iter().take_while(|byte| **byte == mark).count();
            next = start + length;
            let around = Around::of(raw, at + start, length);
            match (mark, length) {
                (b'*', 2) => self.bold(at + start, around),
                (b'*', 3..) => self.has_runs = true,
                (b'`', 1 | 2) if self.code.is_none() && around.touches_word() => {
                    let opens = around.after.is_some_and(char::is_alphanumeric);
                    self.code = Some(Unpaired { at: at + start, length, opens });
                }
                _ => {}
            }
        }
    }

    fn bold(&mut self, at: usize, around: Around) {
        let is_close = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        if self.bold.is_some() && is_close(around.before) {
            self.bold = None;
        } else if is_close(around.after) {
            let is_word = around.after.is_some_and(char::is_alphanumeric);
            let begins = around
                .before
                .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '|' | '['));
            // Any other one may be a file pattern or an operator, or open bold type after all.
            self.has_runs |= !(is_word && begins);
            self.bold.get_or_insert(Unpaired { at, length: 2, opens: true });
        } else if around.before.is_some_and(char::is_alphanumeric) {
            self.closing.get_or_insert(Unpaired { at, length: 2, opens: false });
        }
    }

    fn finish(self, raw: &str, found: &mut Misreadings) {
        // Stars at the end of a bare address are masked with it, and close bold type all the same.
        let is_closed = |open: &Unpaired| raw[open.at + open.length..self.end].contains("**");
        let bold = self.bold.filter(|open| !is_closed(open)).or(self.closing);
        let bold = bold.filter(|_| !self.has_runs);
        for (unpaired, mark) in [(bold, "**"), (self.code, "`")] {
            let Some(Unpaired { at, length, opens }) = unpaired else { continue };
            let word = if opens { after(&raw[at + length..]) } else { before(&raw[..at]) };
            let word = word.replace('`', "'");
            let others = 0;
            let problem = MisreadingProblem::UnpairedMark { mark, word, opens, others };
            found.push(problem, at..at + length);
        }
    }
}

/// The characters before and after a mark, on its line.
#[derive(Copy, Clone)]
struct Around {
    before: Option<char>,
    after: Option<char>,
    /// Whether a word in old quotes follows: `` `word' ``.
    is_quoted: bool,
}

impl Around {
    fn of(raw: &str, at: usize, length: usize) -> Self {
        let rest = &raw[at + length..];
        let not_end = |c: &char| *c != '\n';
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        Self {
            before: raw[..at].chars().next_back().filter(not_end),
            after: rest.chars().next().filter(not_end),
            is_quoted: word.bytes().take(LONGEST_WORD).any(|byte| byte == b'\''),
        }
    }

    /// Whether a backtick was intended to mark the word beside it as code.
    fn touches_word(self) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(self.before) != is_word(self.after) && !self.is_quoted
    }
}

/// The word at the beginning of a text.
fn after(text: &str) -> String {
    let mut words = text.split(char::is_whitespace);
    words.next().unwrap_or_default().chars().take(LONGEST_WORD).collect()
}

/// The word at the end of a text.
fn before(text: &str) -> String {
    let part: Vec<char> =
        text.chars().rev().take(LONGEST_WORD).take_while(|c| !c.is_whitespace()).collect();
    part.into_iter().rev().collect()
}
