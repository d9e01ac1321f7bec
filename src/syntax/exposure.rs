//! Code that may publish what its author believed was hidden.
//!
//! The lexer trusts code: no separator or comment in it counts. A forgotten closing fence or a lone
//! backtick turns text into code, and publishes what it hid. This module recognizes such code by its
//! content and reports an error. Code that contains a whole example is left alone.

use super::line::{self, Separator, line_end};
use super::node::{Fence, Range};
use crate::diag::{Hider, HidingProblem, Problem};

const COMMENT_OPEN: &str = "<!--";
const COMMENT_CLOSE: &str = "-->";

/// Collects suspicious code of a chapter.
pub(super) struct Exposures<'t> {
    text: &'t str,
    /// The lines that are exactly a separator, wherever they are.
    separators: Vec<(usize, Separator)>,
    /// The first separators in code blocks that look correct by themselves.
    in_fences: Vec<(usize, Separator)>,
    /// Where code contains the beginning of a comment, but not its end.
    opened: Vec<usize>,
    /// The comments of the chapter.
    comments: Vec<Range>,
    problems: Vec<(Problem, Range)>,
}

impl<'t> Exposures<'t> {
    /// Finds the separators of a chapter.
    pub(super) fn new(text: &'t str) -> Self {
        let mut separators = Vec::new();
        let mut at = 0;
        while at <= text.len() {
            separators.extend(line::separator(text, at).map(|separator| (at, separator)));
            at = line_end(text, at) + 1;
        }
        Self {
            text,
            separators,
            in_fences: Vec::new(),
            opened: Vec::new(),
            comments: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The next line at or after an offset that is exactly a separator.
    pub(super) fn next_separator(&self, from: usize) -> Option<usize> {
        let next = self.separators.partition_point(|&(at, _)| at < from);
        self.separators.get(next).map(|&(at, _)| at)
    }

    /// A code block between fences. Separators in it do not count, which is right for an example,
    /// but wrong where a closing fence was forgotten.
    pub(super) fn fence(&mut self, fence: &Fence) {
        let body = fence.body.usize();
        let first = self.separators.partition_point(|&(at, _)| at < body.start);
        let Some(&found) = self.separators.get(first).filter(|&&(at, _)| at < body.end) else {
            return;
        };
        if line::is_misread(self.text, fence) {
            self.report_fence(found);
        } else {
            self.in_fences.push(found);
        }
    }

    /// An unclosed fence: each code block before it may have begun where one should have ended.
    pub(super) fn unclosed_fence(&mut self) {
        for found in std::mem::take(&mut self.in_fences) {
            self.report_fence(found);
        }
    }

    fn report_fence(&mut self, (at, separator): (usize, Separator)) {
        let problem =
            HidingProblem::HiddenSeparator { line: separator.marker(), within: Hider::Fence };
        self.problems.push((problem.into(), Range::new(at, at + separator.marker().len())));
    }

    /// A comment, which hides its content.
    pub(super) fn comment(&mut self, range: Range) {
        self.comments.push(range);
    }

    /// A code span. A comment in it is shown; after a lone backtick, it should have been hidden.
    pub(super) fn code_span(&mut self, range: Range) {
        let span = range.of(self.text);
        let Some(open) = span.find(COMMENT_OPEN) else { return };
        let at = range.start as usize + open;
        if !span[open..].contains(COMMENT_CLOSE) {
            self.opened.push(at);
        } else if self.is_doubtful(range) {
            self.report_comment(at);
        }
    }

    /// Whether the backticks of a code span may be meant literally: they follow a letter, have
    /// spaces inside, or are on different lines.
    fn is_doubtful(&self, range: Range) -> bool {
        let span = range.of(self.text);
        let inner = span.trim_matches('`');
        let before = self.text[..range.start as usize].chars().next_back();
        let follows_word = before.is_some_and(char::is_alphanumeric);
        // `(`)` is a backtick in brackets, like the one at the other end.
        let is_bracketed = before.zip(inner.chars().next()).is_some_and(|pair| {
            let pairs = [('(', ')'), ('[', ']'), ('>', '<'), ('"', '"'), ('\'', '\''), ('*', '*')];
            pairs.contains(&pair) || matches!(pair, ('“', '”') | ('«', '»') | ('‘', '’'))
        });
        let has_blanks =
            inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
        // Markdown shows a backtick by putting spaces around it.
        follows_word || is_bracketed || inner.contains('\n') || has_blanks && !inner.contains('`')
    }

    /// Indented code. A comment by itself should have been hidden; among other code, it is code.
    pub(super) fn indented_code(&mut self, range: Range) {
        let code = range.of(self.text);
        let Some(open) = code.rfind(COMMENT_OPEN) else { return };
        let at = range.start as usize + open;
        let trimmed = code.trim();
        if !code[open..].contains(COMMENT_CLOSE) {
            self.opened.push(at);
        } else if trimmed.starts_with(COMMENT_OPEN) && trimmed.ends_with(COMMENT_CLOSE) {
            self.report_comment(at);
        }
    }

    fn report_comment(&mut self, at: usize) {
        let range = Range::new(at, at + COMMENT_OPEN.len());
        self.problems.push((HidingProblem::CommentInCode.into(), range));
    }

    /// All problems in order, once the code of the chapter is known.
    pub(super) fn finish(mut self, code: &[Range]) -> Vec<(Problem, Range)> {
        let opened = std::mem::take(&mut self.opened);
        if !opened.is_empty() {
            let ends: Vec<usize> =
                self.text.match_indices(COMMENT_CLOSE).map(|(at, _)| at).collect();
            let is_lone = |&&at: &&usize| !is_inside(code, at) && !is_inside(&self.comments, at);
            let ends: Vec<usize> = ends.iter().filter(is_lone).copied().collect();
            for at in opened {
                if ends.last().is_some_and(|&end| end > at) {
                    self.report_comment(at);
                }
            }
        }
        self.problems
    }
}

/// Whether a byte is in one of these sorted ranges.
fn is_inside(ranges: &[Range], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start as usize <= at);
    before.checked_sub(1).is_some_and(|last| at < ranges[last].end as usize)
}
