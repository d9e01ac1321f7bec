//! A single Markdown text from the pieces of a slide.
//!
//! Like remark, this concatenates the steps of a slide and parses the whole. Constructs that
//! Markdown must not see (content classes, fences) become tokens: a number between two noncharacter
//! code points, as text for inline nodes and as a one-line comment for blocks, because a comment
//! may interrupt a paragraph and keeps its position in a list.

use std::collections::BTreeMap;

use super::formulas::FormulaLines;
use super::list_nesting::ListNesting;
use super::normalize::{self, CodeLines, HtmlLine, HtmlLines, LineEdit, LineOpening, LineStart};
use super::source::{At, Part};
use super::token::{JOINT, TOKEN_CLOSE, TOKEN_OPEN};
use crate::syntax::{Class, Fence, Node, Range};

/// Replaces a token's code point typed by an author, with the same number of bytes, so that offsets
/// stay valid.
const REPLACEMENT: &str = "\u{fffd}";

/// Ignored text before the first text of a slide or a content class.
const BLANKS: [char; 4] = [' ', '\n', '\t', '\r'];

/// The characters of constructs that are read line by line: headings, tables, tags, addresses,
/// lists, formulas.
const NORMALIZED: [char; 10] = ['$', '#', ')', '<', '|', '-', '*', '+', '.', '\\'];

/// A Markdown text that maps each byte to its part, and whose tokens stand for nodes.
#[derive(Default)]
pub(super) struct Buffer<'a> {
    pub(super) text: String,
    pub(super) tokens: Vec<Placeholder<'a>>,
    pieces: Vec<BufferPiece>,
    /// The start of each step: first byte and step number.
    steps: Vec<(usize, u32)>,
    skip_line_end: bool,
    /// The column of a block token that ends the text so far.
    after_block: Option<usize>,
    tables: normalize::Tables,
    /// Whether this is a whole slide.
    is_slide: bool,
    lists: ListNesting,
    /// The items that remark would nest in the previous one.
    pub(super) flat: Vec<At>,
    formulas: FormulaLines,
    code_lines: CodeLines,
    html: HtmlLines,
    /// Where the text of a content class ends in its part.
    class_end: Option<(u32, usize)>,
}

/// A node that a token in the text represents.
pub(super) struct Placeholder<'a> {
    /// The offset of its opening code point in the buffer.
    pub(super) at: usize,
    pub(super) part: &'a Part,
    pub(super) node: Held<'a>,
}

pub(super) enum Held<'a> {
    Class(&'a Class),
    Fence(&'a Fence),
    Literal(Range),
}

struct BufferPiece {
    start: usize,
    part: u32,
    from: u32,
    /// Whether bytes map one to one, or all to one location.
    verbatim: bool,
}

impl<'a> Buffer<'a> {
    /// The text of several parts.
    pub(super) fn of_parts(parts: &'a [Part], variables: &'a BTreeMap<String, String>) -> Self {
        let mut buffer = Self { is_slide: true, ..Self::default() };
        for part in parts {
            buffer.part(part, &part.block.nodes, variables);
        }
        buffer
    }

    /// The text inside a content class.
    pub(super) fn of_class(
        part: &'a Part,
        class: &'a Class,
        variables: &'a BTreeMap<String, String>,
    ) -> Self {
        let class_end = Some((part.id, class.body.end as usize));
        let mut buffer = Self { class_end, ..Self::default() };
        buffer.part(part, &class.inner, variables);
        buffer
    }

    fn part(&mut self, part: &'a Part, nodes: &'a [Node], variables: &'a BTreeMap<String, String>) {
        self.step(part.step);
        for node in nodes {
            match node {
                Node::Text(range) => self.text(part, *range, variables),
                Node::Literal(range) => {
                    self.push_token(part, Held::Literal(*range), range.start);
                }
                Node::Class(class) => {
                    if is_block(part, class) {
                        self.block(part, Held::Class(class), class.range.start);
                    } else {
                        self.push_token(part, Held::Class(class), class.range.start);
                    }
                }
                Node::Fence(fence) => {
                    self.settle("");
                    if self.text.is_empty() || self.text.ends_with('\n') {
                        self.piece(part, fence.range.start, true);
                        let indent = fence.indent as usize;
                        // The indentation of the first text is ignored; four spaces would make
                        // it code.
                        let is_first = self.text.trim().is_empty() && indent > 3;
                        let shift = self.lists.shift_of_block(indent);
                        let indent = if is_first { 0 } else { indent.saturating_add_signed(shift) };
                        self.text.extend(std::iter::repeat_n(' ', indent));
                    }
                    self.block(part, Held::Fence(fence), fence.range.start);
                }
                Node::Definition(_) | Node::Comment(_) => {
                    self.skip_line_end = self.line().trim().is_empty();
                }
            }
        }
    }

    fn step(&mut self, step: u32) {
        if self.steps.last().map_or(step > 0, |&(_, last)| last != step) {
            self.steps.push((self.text.len(), step));
        }
    }

    /// Copies Markdown, with `{{key}}` replaced.
    fn text(&mut self, part: &'a Part, range: Range, variables: &'a BTreeMap<String, String>) {
        let mut start = range.start as usize;
        let end = range.end as usize;
        if std::mem::take(&mut self.skip_line_end) && part.text[start..end].starts_with('\n') {
            start += 1;
        }
        let mut at = start;
        while let Some(found) = part.text[at..end].find("{{") {
            let open = at + found;
            let escaped = part.text[start..open].ends_with('\\');
            let Some((close, key)) = variable(&part.text[..end], open) else {
                at = open + 2;
                continue;
            };
            if !escaped && part.block.is_code(open) {
                at = close; // Code shows what was typed.
                continue;
            }
            if escaped {
                self.lines(part, start, open - 1);
                start = open;
                at = close;
                continue;
            }
            let value = variables.get(key);
            match value {
                Some(value) => {
                    self.lines(part, start, open);
                    self.settle(value);
                    self.piece(part, crate::span::offset(open), false);
                    self.text.push_str(value);
                    start = close;
                }
                None if key == "content" => {
                    self.lines(part, start, open);
                    for filling in &part.fill {
                        self.part(filling, &filling.block.nodes, variables);
                    }
                    self.step(part.step);
                    start = close;
                }
                None => {}
            }
            at = close;
        }
        self.lines(part, start, end);
    }

    /// Copies Markdown line by line, and normalizes syntax that remark and `CommonMark` read
    /// differently.
    fn lines(&mut self, part: &Part, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let mut start = start;
        if self.text.trim().is_empty() {
            // Like remark, ignore the indentation of the first text. In a content class, an
            // indentation that makes no code is kept: decks rely on it in lists.
            let text = &part.text[start..end];
            let first = end - text.trim_start_matches(BLANKS).len();
            let line = part.text[..first].rfind('\n').map_or(0, |at| at + 1);
            if self.is_slide || width(&part.text[line.max(start)..first]) > 3 {
                start = first;
            }
        }
        let text = &part.text[start..end];
        let clean = text
            .contains([TOKEN_OPEN, TOKEN_CLOSE])
            .then(|| text.replace([TOKEN_OPEN, TOKEN_CLOSE], REPLACEMENT));
        let text = clean.as_deref().unwrap_or(text);
        self.settle(text);
        self.piece(part, crate::span::offset(start), true);
        self.formulas.begin();
        let is_plain = !text.contains(NORMALIZED);
        if is_plain && !self.tables.is_inside() && !self.lists.is_open() {
            self.text.push_str(text);
            return;
        }
        let mut at = start;
        for line in text.split_inclusive('\n') {
            self.next_line(part, (text, at - start), (line, at));
            at += line.len();
        }
    }

    /// Copies a line, given its start in a text and in the part.
    fn next_line(&mut self, part: &Part, place: (&str, usize), (line, at): (&str, usize)) {
        let indented = self.text.trim_end_matches(' ');
        let start = if indented.is_empty() || indented.ends_with('\n') {
            LineStart::Here
        } else {
            LineStart::Before
        };
        let rest = self.rest(part, at);
        let html = match start {
            LineStart::Here => self.html.read(line, rest),
            LineStart::Before => HtmlLine::Text(0),
        };
        let opening = match html {
            HtmlLine::Any => LineOpening::Block,
            HtmlLine::Text(_) | HtmlLine::Alone(_) | HtmlLine::Indented(_) => LineOpening::Text,
        };
        let escapes = self.formulas.escapes(place, line, opening);
        let mut edits: Vec<_> =
            escapes.into_iter().map(|escape| LineEdit::insert(escape, "\\")).collect();
        if start == LineStart::Here {
            self.open_line(part, at, &mut edits);
            edits.extend(opening_edit(line, html));
        }
        self.add_line(part, (line, at), edits, start);
    }

    /// The text of a part from a byte on, up to the end of its conversion.
    fn rest<'p>(&self, part: &'p Part, at: usize) -> &'p str {
        let end = self.class_end.filter(|(id, end)| *id == part.id && *end >= at);
        &part.text[at..end.map_or(part.text.len(), |(_, end)| end)]
    }

    /// Changes at the beginning of a line because of tables and lists around it.
    fn open_line(&mut self, part: &Part, at: usize, edits: &mut Vec<LineEdit>) {
        let whole = part.text[at..].split('\n').next().unwrap_or_default();
        if self.tables.ends_before(whole) {
            self.insert(part, at, "\n");
        }
        let shift = self.lists.read(whole);
        for _ in 0..shift {
            self.insert(part, at, " ");
        }
        if shift < 0 {
            let blanks = whole.len() - whole.trim_start_matches(' ').len();
            edits.push(LineEdit { range: 0..blanks.min(shift.unsigned_abs()), text: "" });
        }
        if self.lists.is_flat() {
            let start = at + whole.len() - whole.trim_start().len();
            let range = Range::new(start, at + whole.trim_end().len());
            self.flat.push(At { part: part.id, range });
        }
    }

    /// Inserts text that the author did not type, before a byte of the part.
    fn insert(&mut self, part: &Part, at: usize, inserted: &str) {
        self.piece(part, crate::span::offset(at), false);
        self.text.push_str(inserted);
        self.piece(part, crate::span::offset(at), true);
    }

    /// Copies a line, and puts addresses that contain spaces between `<` and `>`, and other marks
    /// where `CommonMark` needs them to read what remark reads.
    fn add_line(
        &mut self,
        part: &Part,
        (line, at): (&str, usize),
        mut edits: Vec<LineEdit>,
        start: LineStart,
    ) {
        let mut from = 0;
        while let Some(address) = normalize::address_with_blanks(line, from) {
            edits
                .extend([LineEdit::insert(address.start, "<"), LineEdit::insert(address.end, ">")]);
            from = address.end;
        }
        let is_code = self.code_lines.read(line) || self.lists.is_in_code();
        if !is_code && !self.formulas.is_raw() {
            inline_edits(line, start, &mut edits);
        }
        edits.sort_by_key(|edit| edit.range.start);
        let mut from = 0;
        for edit in edits {
            if edit.range.start < from {
                continue; // It is in what was replaced.
            }
            self.text.push_str(&line[from..edit.range.start]);
            from = edit.range.end;
            self.piece(part, crate::span::offset(at + edit.range.start), false);
            self.text.push_str(edit.text);
            self.piece(part, crate::span::offset(at + from), true);
        }
        self.text.push_str(&line[from..]);
    }

    fn piece(&mut self, part: &Part, from: u32, verbatim: bool) {
        self.pieces.push(BufferPiece { start: self.text.len(), part: part.id, from, verbatim });
    }

    fn line(&self) -> &str {
        self.text.rsplit_once('\n').map_or(&*self.text, |(_, line)| line)
    }

    fn push_token(&mut self, part: &'a Part, node: Held<'a>, from: u32) {
        self.skip_line_end = false;
        self.settle("");
        self.piece(part, from, false);
        let at = self.text.len();
        self.text.push(TOKEN_OPEN);
        self.text.push_str(&self.tokens.len().to_string());
        self.text.push(TOKEN_CLOSE);
        self.tokens.push(Placeholder { at, part, node });
    }

    /// Adds a token on a line of its own, with the indentation of its container.
    fn block(&mut self, part: &'a Part, node: Held<'a>, from: u32) {
        self.settle("");
        let indent = container_indent(self.line());
        if let Some(indent) = indent {
            self.piece(part, from, false);
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', indent));
        }
        let column = self.line().chars().count();
        self.piece(part, from, false);
        self.text.push_str("<!--");
        self.push_token(part, node, from);
        self.text.push_str("-->");
        self.after_block = Some(column);
        self.tables = normalize::Tables::default();
    }

    /// Begins a new line after a block, unless the author did.
    fn settle(&mut self, next: &str) {
        if let Some(column) = self.after_block.take()
            && !next.starts_with('\n')
        {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', column));
        }
    }

    /// The step that contains a byte.
    pub(super) fn step_at(&self, at: usize) -> u32 {
        let index = self.steps.partition_point(|&(start, _)| start <= at);
        index.checked_sub(1).map_or(0, |last| self.steps[last].1)
    }

    /// The first step boundary after a byte.
    pub(super) fn next_step(&self, after: usize) -> Option<usize> {
        let index = self.steps.partition_point(|&(start, _)| start <= after);
        self.steps.get(index).map(|&(start, _)| start)
    }

    /// The token with a number, as found between the two code points.
    pub(super) fn token(&self, number: &str) -> Option<&Placeholder<'a>> {
        self.tokens.get(number.parse::<usize>().ok()?)
    }

    /// The source location of a range of the buffer.
    pub(super) fn place(&self, range: std::ops::Range<usize>) -> At {
        let index = self.pieces.partition_point(|piece| piece.start <= range.start);
        let Some(piece) = index.checked_sub(1).and_then(|last| self.pieces.get(last)) else {
            return At { part: 0, range: Range::new(0, 0) };
        };
        let from = piece.from as usize;
        let (start, end) = if piece.verbatim {
            let limit = self.pieces.get(index).map_or(self.text.len(), |next| next.start);
            let end = range.end.min(limit).max(range.start);
            (from + range.start - piece.start, from + end - piece.start)
        } else {
            (from, from)
        };
        At { part: piece.part, range: Range::new(start, end) }
    }

    /// A text with its tokens replaced by what the author typed, for plain-text contexts.
    pub(super) fn without_tokens(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find([TOKEN_OPEN, TOKEN_CLOSE]) {
            out.push_str(&rest[..open]);
            let is_token = rest[open..].starts_with(TOKEN_OPEN);
            // Both code points have the same length.
            let inner = &rest[open + TOKEN_OPEN.len_utf8()..];
            if !is_token {
                rest = inner;
                continue;
            }
            let Some((number, after)) = inner.split_once(TOKEN_CLOSE) else {
                rest = inner;
                break;
            };
            if let Some(token) = self.token(number) {
                out.push_str(&as_typed(token));
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// The author's text for a token, without comments.
fn as_typed(token: &Placeholder<'_>) -> String {
    let text = &token.part.text;
    let range = match &token.node {
        Held::Class(class) => class.range,
        Held::Fence(fence) => fence.range,
        Held::Literal(range) => *range,
    };
    let mut out = String::new();
    let mut rest = range.of(text);
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        out.push_str(before);
        rest = after;
    }
    out + rest
}

/// Changes at the beginning of a line.
fn opening_edit(line: &str, html: HtmlLine) -> Option<LineEdit> {
    match html {
        HtmlLine::Any => normalize::line_start(line).map(|(at, text)| LineEdit::insert(at, text)),
        HtmlLine::Text(at) => Some(LineEdit::insert(at, JOINT)),
        // A blank line ends the block that the tag begins.
        HtmlLine::Alone(at) => Some(LineEdit::insert(at, "\n\n")),
        HtmlLine::Indented(to) => Some(LineEdit { range: 0..to, text: "" }),
    }
}

/// The width of white space, with four columns for a tab.
fn width(blanks: &str) -> usize {
    blanks.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// A content class is a block if it, or what fills it, contains a line end.
pub(super) fn is_block(part: &Part, class: &Class) -> bool {
    let body = class.body.of(&part.text);
    body.contains('\n')
        || (body.contains("{{content}}") && part.fill.iter().any(|fill| fill.text.contains('\n')))
}

/// The end and the key of `{{ key }}`.
pub(super) fn variable(text: &str, open: usize) -> Option<(usize, &str)> {
    let rest = &text[open + 2..];
    let end = rest.find(['}', '\n'])?;
    rest[end..].starts_with("}}").then(|| (open + 2 + end + 2, rest[..end].trim()))
}

/// The indentation for a block that follows on the same line; `None` when the line has only white
/// space or list markers, so that the block can go there.
fn container_indent(line: &str) -> Option<usize> {
    let mut width = 0;
    loop {
        let rest = &line[width..];
        let trimmed = rest.trim_start_matches(' ');
        width += rest.len() - trimmed.len();
        match marker_width(trimmed) {
            Some(marker) => width += marker,
            None => return (!trimmed.is_empty()).then_some(width),
        }
    }
}

/// The width of a list marker with one space after it.
fn marker_width(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.as_bytes().get(digits)?;
    let is_mark = match digits {
        0 => matches!(mark, b'-' | b'*' | b'+'),
        1..=9 => *mark == b'.',
        _ => false,
    };
    (is_mark && text.as_bytes().get(digits + 1) == Some(&b' ')).then_some(digits + 2)
}

/// Changes for the tags, emphasis and backslashes of a line.
fn inline_edits(line: &str, start: LineStart, edits: &mut Vec<LineEdit>) {
    edits.extend(normalize::repaired_tags(line));
    if !line.contains(['*', '\\']) || line.trim_start().starts_with('>') {
        return;
    }
    let inert = normalize::inert(line);
    let is_escaped = |place: usize| edits.iter().any(|edit| edit.range == (place..place));
    let kept = normalize::kept_backslashes(line, &inert);
    let kept: Vec<_> = kept.into_iter().filter(|place| !is_escaped(*place)).collect();
    edits.extend(kept.into_iter().map(|place| LineEdit::insert(place, "\\")));
    let joints = normalize::joints(line, &inert, start);
    edits.extend(joints.into_iter().map(|place| LineEdit::insert(place, JOINT)));
}
