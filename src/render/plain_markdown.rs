//! A slide as Markdown that any program reads: without content classes, steps and comments, and with variables
//! filled in. And the pieces of its labs.

use std::collections::BTreeMap;

use super::buffer::{is_block, variable};
use super::passes::code::plain_code;
use super::passes::labs::is_lab;
use super::source::{Part, SlideSource};
use crate::syntax::{self, Class, Fence, Node, Range};

/// A piece of a lab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabPiece {
    /// Markdown between code blocks.
    Text(String),
    /// A code block.
    Code {
        /// Its language; empty if it has none.
        language: String,
        /// The code, as a reader copies it.
        code: String,
    },
}

/// What is written.
#[derive(Copy, Clone, PartialEq, Eq)]
enum MarkdownExtent {
    /// Everything.
    All,
    /// Only what is inside labs.
    Labs,
}

/// The content of a slide as Markdown.
pub fn slide_markdown(source: &SlideSource) -> String {
    MarkdownWriter::of(source, MarkdownExtent::All).markdown(&source.content)
}

/// Its notes, in the same way.
pub fn notes_markdown(source: &SlideSource) -> String {
    MarkdownWriter::of(source, MarkdownExtent::All).markdown(&source.notes)
}

/// The pieces of the labs on a slide; all of its pieces if the whole slide is a lab.
pub fn lab_pieces(source: &SlideSource, is_whole: bool) -> Vec<LabPiece> {
    let written = if is_whole { MarkdownExtent::All } else { MarkdownExtent::Labs };
    let mut writer = MarkdownWriter::of(source, written);
    for part in &source.content {
        writer.nodes(part, &part.block.nodes, is_whole);
    }
    writer.end_text();
    writer.pieces
}

struct MarkdownWriter<'a> {
    source: &'a SlideSource,
    written: MarkdownExtent,
    text: String,
    pieces: Vec<LabPiece>,
    /// Whether code blocks are pieces of their own.
    splits: bool,
}

impl<'a> MarkdownWriter<'a> {
    fn of(source: &'a SlideSource, written: MarkdownExtent) -> Self {
        Self { source, written, text: String::new(), pieces: Vec::new(), splits: true }
    }

    fn markdown(mut self, parts: &[Part]) -> String {
        self.splits = false;
        for part in parts {
            self.nodes(part, &part.block.nodes, true);
        }
        tidy(&self.text)
    }

    fn nodes(&mut self, part: &Part, nodes: &[Node], is_shown: bool) {
        for node in nodes {
            match node {
                Node::Text(range) if is_shown => self.filled(part, *range),
                Node::Literal(range) if is_shown => {
                    self.text.push_str(&crate::manifest::without_comments(range.of(&part.text)));
                }
                Node::Fence(fence) if is_shown => self.fence(part, fence),
                Node::Class(class) => self.class(part, class, is_shown),
                Node::Text(_)
                | Node::Literal(_)
                | Node::Fence(_)
                | Node::Definition(_)
                | Node::Comment(_) => {}
            }
        }
    }

    fn class(&mut self, part: &Part, class: &Class, is_shown: bool) {
        let mut names = class.names.of(&part.text).split('.');
        let begins = names.any(is_lab) && !(is_shown && self.written == MarkdownExtent::Labs);
        let is_shown = is_shown || begins;
        if begins && self.written == MarkdownExtent::Labs {
            self.end_text();
        }
        // Each block becomes a separate paragraph.
        if is_shown && is_block(part, class) && !self.text.is_empty() && !self.text.ends_with('\n')
        {
            self.text.push('\n');
        }
        self.nodes(part, &class.inner, is_shown);
    }

    fn fence(&mut self, part: &Part, fence: &Fence) {
        let info = fence.info.of(&part.text).trim();
        let language = syntax::language(info);
        let indent = fence.indent as usize;
        let body = fence.body.of(&part.text);
        let lines = body.split('\n').map(|line| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line[blanks.min(indent)..].trim_end_matches('\r')
        });
        let code = plain_code(&lines.collect::<Vec<_>>().join("\n"), info, self.source.marks);
        if self.splits {
            self.end_text();
            self.pieces.push(LabPiece::Code { language: language.to_owned(), code });
            return;
        }
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let marks = "`".repeat(longest.saturating_add(1).max(3));
        let blanks = " ".repeat(indent);
        let start = self.text.rfind('\n').map_or(0, |at| at + 1);
        let is_line = self.text[start..].trim().is_empty();
        if is_line {
            self.text.truncate(start);
            self.text.push_str(&blanks);
        }
        self.text.extend([marks.as_str(), language, "\n"]);
        for line in code.split('\n') {
            if !line.is_empty() {
                self.text.push_str(&blanks);
            }
            self.text.extend([line, "\n"]);
        }
        self.text.extend([blanks.as_str(), marks.as_str()]);
    }

    /// Markdown with variables filled in.
    fn filled(&mut self, part: &Part, range: Range) {
        let (mut done, end) = (range.start as usize, range.end as usize);
        let mut at = done;
        while let Some(found) = part.text[at..end].find("{{") {
            let open = at + found;
            let Some((close, key)) = variable(&part.text[..end], open) else {
                at = open + 2;
                continue;
            };
            at = close;
            let is_escaped = part.text[done..open].ends_with('\\');
            if is_escaped && !part.block.is_code(open) {
                self.text.push_str(&part.text[done..open - 1]);
                done = open;
                continue;
            }
            let values: &BTreeMap<String, String> = &self.source.variables;
            match values.get(key) {
                _ if part.block.is_code(open) => {}
                Some(value) => {
                    self.text.extend([&part.text[done..open], value.as_str()]);
                    done = close;
                }
                None if key == "content" => {
                    self.text.push_str(&part.text[done..open]);
                    for filling in &part.fill {
                        self.nodes(filling, &filling.block.nodes, true);
                    }
                    done = close;
                }
                None => {}
            }
        }
        self.text.push_str(&part.text[done..end]);
    }

    fn end_text(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        if !text.trim().is_empty() {
            self.pieces.push(LabPiece::Text(text));
        }
    }
}

/// A text without blank lines at its ends, and with at most one blank line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_blank = true;
    let mut fence = None;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        let marks = line.trim_start().chars().take_while(|c| *c == '`').count();
        match fence {
            None if marks >= 3 => fence = Some(marks),
            Some(open) if marks >= open && line.trim().chars().all(|c| c == '`') => fence = None,
            None | Some(_) => {}
        }
        let blank = line.trim().is_empty() && fence.is_none();
        if !(blank && is_blank) {
            out.push_str(if blank { "" } else { line });
            out.push('\n');
        }
        is_blank = blank;
    }
    out.truncate(out.trim_end().len());
    out
}
