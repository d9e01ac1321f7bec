//! The content of a slide: nodes, and their ranges in the composed chapter.

use crate::span::offset;

/// A byte range of the composed chapter.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Range {
    /// A range from two offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end) }
    }

    /// The same range as the standard library's type.
    pub fn usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn rebase(&mut self, base: u32) {
        self.start -= base;
        self.end -= base;
    }

    /// The text that it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.usize()]
    }
}

/// A piece of a slide's content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Markdown.
    Text(Range),
    /// Text that is shown as typed.
    Literal(Range),
    /// A code block between fences.
    Fence(Fence),
    /// A content class.
    Class(Class),
    /// A link definition, which is not shown.
    Definition(Definition),
    /// A comment, which is not shown.
    Comment(Range),
}

impl Node {
    /// Makes all ranges relative to `base`.
    pub(super) fn rebase(&mut self, base: u32) {
        match self {
            Self::Text(range) | Self::Literal(range) | Self::Comment(range) => range.rebase(base),
            Self::Fence(fence) => {
                for range in [&mut fence.range, &mut fence.info, &mut fence.body] {
                    range.rebase(base);
                }
            }
            Self::Class(class) => {
                for range in [&mut class.range, &mut class.names, &mut class.body] {
                    range.rebase(base);
                }
                class.inner.iter_mut().for_each(|node| node.rebase(base));
            }
            Self::Definition(definition) => {
                [&mut definition.range, &mut definition.label, &mut definition.url]
                    .into_iter()
                    .chain(&mut definition.title)
                    .for_each(|range| range.rebase(base));
            }
        }
    }
}

/// A code block between fences.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fence {
    /// From the start of its first line to the end of its last.
    pub range: Range,
    /// The indentation of the opening fence.
    pub indent: u32,
    /// The language.
    pub info: Range,
    /// The code, without trailing white space.
    pub body: Range,
}

/// `.names[inner]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// All of it.
    pub range: Range,
    /// `.a.b`.
    pub names: Range,
    /// The content of the brackets.
    pub body: Range,
    /// The same, as nodes.
    pub inner: Vec<Node>,
}

/// `[label]: url "title"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Definition {
    /// The whole line.
    pub range: Range,
    /// The label.
    pub label: Range,
    /// The target.
    pub url: Range,
    /// The title.
    pub title: Option<Range>,
}
