//! Splits a chapter into tokens: at each step the leftmost match wins. At the same offset the order
//! is indented code, inline code, content class, fence, definition, separator, notes.
//!
//! Only code blocks and comments hide a separator. Code spans end with their paragraph, and a content
//! class that contains a separator is an error. A token that begins a line also matches right after
//! another token, as in remark: `---` may follow the closing fence's blank lines or even `.a[x]`
//! directly. Comment tokens are our addition: their content is not lexed and never shown.

use super::brackets::Brackets;
use super::containers;
use super::exposure::Exposures;
use super::line::{self, FenceMatch, Separator, Unclosed};
use super::macro_call::MacroCall;
use super::near_fences::is_opened_above;
use super::node::{Class, Node, Range};
use super::spans::CodeSpans;
use crate::diag::{Hider, HidingProblem, Problem, StructureProblem};
use crate::span::offset;

/// The maximum nesting of content classes; real decks nest two.
const MAX_DEPTH: usize = 64;

/// A top-level token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SourceToken {
    Node(Node),
    /// `---`, and `--` when `continued`.
    Separator {
        continued: bool,
        end: usize,
    },
    Notes,
}

/// Splits a chapter into tokens.
///
pub(super) fn lex(text: &str, found: &mut LexerFindings) -> Vec<SourceToken> {
    let mut lexer = Lexer {
        text,
        brackets: Brackets::new(text),
        unclosed: Unclosed::default(),
        spans: CodeSpans::default(),
        exposures: Exposures::new(text),
        first_line: None,
        items: Vec::new(),
        no_comment_end: 0,
        no_class_before: 0,
        too_deep: false,
        found,
    };
    let tokens = lexer.tokens(0..text.len(), 0);
    let Lexer { exposures, found, .. } = lexer;
    found.code.sort_unstable();
    found.problems.extend(exposures.finish(&found.code));
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    brackets: Brackets,
    unclosed: Unclosed,
    spans: CodeSpans,
    exposures: Exposures<'a>,
    /// The line with the first text of the content class around this place, if it is not the line
    /// of the bracket: its indentation does not count, as in remark.
    first_line: Option<usize>,
    /// The columns at which the text of the open list items begins.
    items: Vec<usize>,
    /// No comment ends between the last one tried and this byte.
    no_comment_end: usize,
    /// No content class opens before this byte.
    no_class_before: usize,
    too_deep: bool,
    found: &'a mut LexerFindings,
}

/// Findings besides the tokens.
#[derive(Default)]
pub(super) struct LexerFindings {
    pub(super) problems: Vec<(Problem, Range)>,
    /// The ranges of inline and indented code, in which no token is recognized, and code blocks.
    pub(super) code: Vec<Range>,
    pub(super) calls: Vec<MacroCall>,
}

/// A token, or protected text without one.
struct Lexeme {
    token: Option<SourceToken>,
    /// Text outside any token ends here.
    start: usize,
    /// The token ends here; the line ends after it are text again.
    token_end: usize,
    /// The next token may begin here, as if at the start of a line.
    end: usize,
}

impl Lexeme {
    fn new(token: SourceToken, start: usize, end: usize) -> Self {
        Self { token: Some(token), start, token_end: end, end }
    }

    /// Text in which no token begins.
    fn protected(start: usize, end: usize) -> Self {
        Self { token: None, start, token_end: start, end }
    }
}

impl Lexer<'_> {
    fn tokens(&mut self, range: std::ops::Range<usize>, depth: usize) -> Vec<SourceToken> {
        let mut tokens = Vec::new();
        let mut fresh = range.start;
        let mut at = range.start;
        while at <= range.end {
            let found = self.match_at(at, at == fresh, range.end, depth);
            let Some(found) = found else {
                at = self.next_candidate(at + 1, range.end);
                continue;
            };
            push_text(&mut tokens, fresh, found.start);
            tokens.extend(found.token);
            push_text(&mut tokens, found.token_end, found.end);
            fresh = found.end;
            at = found.end;
            if at >= range.end {
                break;
            }
        }
        push_text(&mut tokens, fresh, range.end);
        tokens
    }

    /// The next byte at which a token may begin.
    fn next_candidate(&self, from: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_candidate = |&byte: &u8| matches!(byte, b'\n' | b'`' | b'.' | b'\\' | b'<' | b'!');
        match bytes[from.min(end)..end].iter().position(is_candidate) {
            Some(found) => from + found,
            None => end + 1,
        }
    }

    fn match_at(&mut self, at: usize, fresh: bool, end: usize, depth: usize) -> Option<Lexeme> {
        let byte = self.text.as_bytes().get(at).copied().filter(|_| at < end);
        let line = match byte {
            _ if fresh && byte != Some(b'\n') => Some(at),
            Some(b'\n') => Some(at + 1),
            _ => None,
        };
        if fresh && at < end {
            // At the start of the rest, even an empty first line may open a token.
            if let Some(found) = self.code(at, at, end) {
                return Some(found);
            }
        }
        if let Some(line) = line.filter(|&line| line > at && line <= end)
            && let Some(found) = self.code(at, line, end)
        {
            return Some(found);
        }
        let inline = match byte {
            Some(b'`') => self.inline_code(at, end),
            Some(b'.') => self.class(at, end, depth),
            Some(b'\\') => self.escaped(at),
            Some(b'<') => self.comment(at, end),
            Some(b'!') => self.macro_call(at, end),
            _ => None,
        };
        inline.or_else(|| self.line_tokens(at, line?, end, depth))
    }

    fn line_tokens(&mut self, at: usize, line: usize, end: usize, depth: usize) -> Option<Lexeme> {
        if line > end {
            return None;
        }
        if let Some(separator) = line::separator(&self.text[..end], line) {
            return self.separator(separator, at, line, depth);
        }
        self.open_items(line, end);
        if let Some(found) = self.fence(line, end).or_else(|| self.nested_fence(line, end)) {
            return Some(found);
        }
        if let Some((definition, after)) = line::definition(&self.text[..end], line) {
            let token_end = definition.range.end as usize;
            let token = Some(SourceToken::Node(Node::Definition(definition)));
            return Some(Lexeme { token, start: line, token_end, end: after });
        }
        None
    }

    /// Keeps the open list items that contain a line, and adds the one that it opens.
    fn open_items(&mut self, line: usize, end: usize) {
        let blanks = line::count(self.text.as_bytes(), line, b' ');
        if self.text[line + blanks..end].starts_with('\n') {
            return;
        }
        while self.items.last().is_some_and(|&offset| offset > blanks) {
            self.items.pop();
        }
        self.items.extend(containers::item_offset(&self.text[..end], line));
    }

    fn code(&mut self, at: usize, line: usize, end: usize) -> Option<Lexeme> {
        let mut after = line::indented_code(&self.text[..end], line)?;
        if self.first_line == Some(line) && line::opening_fence(&self.text[..end], line).is_some() {
            return None;
        }
        if !self.is_code_block(line)
            && let Some(comment) = self.text[line..after].find("<!--")
        {
            // Markdown reads text here, and a comment in it.
            after = line + comment;
        }
        self.found.code.push(Range::new(at, after));
        if self.is_code_block(line) {
            self.exposures.indented_code(Range::new(line, after));
        }
        Some(Lexeme::protected(at, after))
    }

    /// Whether Markdown also reads an indented line as code: it belongs to no list item and
    /// continues no paragraph.
    fn is_code_block(&self, line: usize) -> bool {
        /// The indentation that makes code.
        const INDENT: usize = 4;
        if self.first_line == Some(line) {
            return false;
        }
        let blanks = line::count(self.text.as_bytes(), line, b' ');
        if self.items.last().is_some_and(|&offset| blanks < offset + INDENT) {
            return false;
        }
        let before = self.text[..line].strip_suffix('\n').unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        before.trim().is_empty() || before.starts_with('#') || line::separator(before, 0).is_some()
    }

    fn inline_code(&mut self, at: usize, end: usize) -> Option<Lexeme> {
        let close = self.spans.close(self.text, at, end)?;
        self.found.code.push(Range::new(at, close));
        self.exposures.code_span(Range::new(at, close));
        Some(Lexeme::protected(at, close))
    }

    /// A backslash before a content class or a comment escapes it.
    fn escaped(&mut self, at: usize) -> Option<Lexeme> {
        let open = self.class_opening(at + 1)?;
        Some(Lexeme::protected(at, open + 1))
    }

    fn class(&mut self, at: usize, end: usize, depth: usize) -> Option<Lexeme> {
        let open = self.class_opening(at).filter(|&open| open < end)?;
        let names = Range::new(at, open);
        let as_typed = Some(Lexeme::protected(at, open + 1));
        let Some(close) = self.brackets.partner(open).filter(|&close| close < end) else {
            let class = names.of(self.text).to_owned();
            self.found
                .problems
                .push((StructureProblem::UnclosedClass { class }.into(), Range::new(at, open + 1)));
            return as_typed;
        };
        if depth >= MAX_DEPTH {
            if !std::mem::replace(&mut self.too_deep, true) {
                let problem =
                    StructureProblem::DeepNesting { what: "content classes", limit: MAX_DEPTH };
                self.found.problems.push((problem.into(), names));
            }
            return as_typed;
        }
        let around = self.first_line;
        self.first_line = first_line(&self.text[..close], open + 1);
        let inner = self.tokens(open + 1..close, depth + 1);
        self.first_line = around;
        let class = Class {
            range: Range::new(at, close + 1),
            names,
            body: Range::new(open + 1, close),
            inner: inner
                .into_iter()
                .filter_map(|token| match token {
                    SourceToken::Node(node) => Some(node),
                    SourceToken::Separator { .. } | SourceToken::Notes => None,
                })
                .collect(),
        };
        Some(Lexeme::new(SourceToken::Node(Node::Class(class)), at, close + 1))
    }

    /// The `[` after one or more `.name` that start here. A chain that ends without one is
    /// remembered, so that its other dots are not tried again.
    fn class_opening(&mut self, at: usize) -> Option<usize> {
        if at < self.no_class_before {
            return None;
        }
        let opening = class_opening(self.text, at);
        if let Err(end) = opening {
            self.no_class_before = end;
        }
        opening.ok()
    }

    fn comment(&mut self, at: usize, end: usize) -> Option<Lexeme> {
        let rest = self.text[at..end].strip_prefix("<!--")?;
        let length = if end <= self.no_comment_end { None } else { rest.find("-->") };
        let Some(length) = length else {
            self.no_comment_end = end;
            let range = Range::new(at, at + 4);
            self.found.problems.push((StructureProblem::UnclosedComment.into(), range));
            return Some(Lexeme::new(SourceToken::Node(Node::Literal(range)), at, at + 4));
        };
        let range = Range::new(at, at + 4 + length + 3);
        let lines = rest[..length].split('\n');
        let separators = lines.skip(1).filter(|line| matches!(*line, "--" | "---")).count();
        if separators > 0 {
            self.found
                .problems
                .push((StructureProblem::CommentOverSlides { separators }.into(), range));
        }
        self.exposures.comment(range);
        Some(Lexeme::new(SourceToken::Node(Node::Comment(range)), at, range.end as usize))
    }

    /// remark's `![:name arguments](target)`: its text until the deck, which knows its macros,
    /// replaces it.
    fn macro_call(&mut self, at: usize, end: usize) -> Option<Lexeme> {
        let call = MacroCall::at(self.text, at, end)?;
        let whole = call.range.of(self.text);
        let range = Range::new(at, at + whole.find("<!--").unwrap_or(whole.len()));
        if range == call.range {
            self.found.calls.push(call);
        }
        Some(Lexeme::new(SourceToken::Node(Node::Literal(range)), at, range.end as usize))
    }

    fn fence(&mut self, line: usize, end: usize) -> Option<Lexeme> {
        let is_in_item = self
            .items
            .first()
            .is_some_and(|&offset| offset <= line::count(self.text.as_bytes(), line, b' '));
        // An unindented line ends a list item, and a code block in it.
        let limit =
            if is_in_item { self.exposures.next_separator(line).unwrap_or(end) } else { end };
        match line::fence(&self.text[..end], line, limit.min(end), &mut self.unclosed) {
            FenceMatch::None => None,
            FenceMatch::Unclosed(range) => {
                // The line that was to open the block is reported instead.
                if !is_opened_above(self.text, range) {
                    let fence = range.of(self.text).to_owned();
                    let problem = StructureProblem::UnclosedFence { fence };
                    self.found.problems.push((problem.into(), range));
                }
                self.exposures.unclosed_fence();
                None
            }
            FenceMatch::Block(fence, after) => {
                let token_end = fence.range.end as usize;
                self.found.code.push(fence.range);
                self.exposures.fence(&fence);
                let token = Some(SourceToken::Node(Node::Fence(fence)));
                Some(Lexeme { token, start: line, token_end, end: after })
            }
        }
    }

    /// A code block whose fence follows a list marker or `>`; the Markdown parser handles it.
    fn nested_fence(&mut self, line: usize, end: usize) -> Option<Lexeme> {
        let after = containers::fenced_code(&self.text[..end], line)?;
        self.found.code.push(Range::new(line, after));
        Some(Lexeme::protected(line, after))
    }

    fn separator(
        &mut self,
        separator: Separator,
        at: usize,
        line: usize,
        depth: usize,
    ) -> Option<Lexeme> {
        let line_end = line + separator.marker().len();
        if depth > 0 {
            let problem =
                HidingProblem::HiddenSeparator { line: separator.marker(), within: Hider::Class };
            self.found.problems.push((problem.into(), Range::new(line, line_end)));
            return None;
        }
        self.items.clear();
        let after = (line_end + 1).min(self.text.len());
        let token = match separator {
            Separator::Slide => SourceToken::Separator { continued: false, end: after },
            Separator::Step => SourceToken::Separator { continued: true, end: after },
            Separator::Notes => SourceToken::Notes,
        };
        Some(Lexeme::new(token, at, after))
    }
}

/// Adds text, merged with text directly before it.
fn push_text(tokens: &mut Vec<SourceToken>, start: usize, end: usize) {
    if start >= end {
        return;
    }
    match tokens.last_mut() {
        Some(SourceToken::Node(Node::Text(last))) if last.end as usize == start => {
            last.end = offset(end);
        }
        _ => tokens.push(SourceToken::Node(Node::Text(Range::new(start, end)))),
    }
}

/// The line with the first text from an offset on, if that is a later line.
fn first_line(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let blanks = rest.len() - rest.trim_start().len();
    let before = rest[..blanks].rfind('\n')?;
    (blanks < rest.len()).then_some(from + before + 1)
}

/// The `[` after one or more `.name` that start here, or where the chain ends without.
fn class_opening(text: &str, at: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        match bytes.get(end) {
            Some(b'[') if end > at => return Ok(end),
            Some(b'.') => {}
            _ => return Err(end),
        }
        let is_first = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
        if !bytes.get(end + 1).is_some_and(is_first) {
            return Err(end + 1);
        }
        let is_name = |byte: &&u8| is_first(byte) || byte.is_ascii_digit();
        end += 2 + bytes[end + 2..].iter().take_while(is_name).count();
    }
}
