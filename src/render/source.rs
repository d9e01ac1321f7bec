//! The source of a slide: pieces of chapters in display order.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::drawing_room::DrawingRoom;
use crate::manifest::{CodeMarks, without_comments};
use crate::syntax::{Node, NodeBlock, Range};

/// Everything that a slide shows, as the input of rendering: equal inputs, equal HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SlideSource {
    /// The content, in steps.
    pub content: Vec<Part>,
    /// The speaker notes, in steps.
    pub notes: Vec<Part>,
    /// The values of `{{key}}`.
    pub variables: BTreeMap<String, String>,
    /// Parts with lower numbers appeared on an earlier slide, step by step: here, their code shows
    /// its final state.
    pub settled: u32,
    /// The marks that code blocks may contain.
    pub marks: CodeMarks,
    /// Whether all of it is a quotation, which may end with its source.
    pub is_quote: bool,
    /// Whether its first picture is the one of its layout.
    pub has_picture: bool,
    /// The room for its drawings.
    pub room: DrawingRoom,
}

impl SlideSource {
    /// A hash of 128 bits, so no accidental collisions.
    pub fn digest(&self) -> u128 {
        let mut hasher = SipHasher13::new();
        self.hash(&mut hasher);
        hasher.finish128().as_u128()
    }

    /// An upper bound of its size in bytes, as Markdown with everything filled in.
    pub fn size(&self) -> usize {
        let longest = self.variables.values().map(String::len).max().unwrap_or(0);
        let parts = self.content.iter().chain(&self.notes);
        parts.map(|part| part.size(longest)).fold(0, usize::saturating_add)
    }
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its number in the slide, which maps problems back to the chapter.
    pub id: u32,
    /// The step at which it appears; 0 from the beginning.
    pub step: u32,
    /// The text that the nodes' ranges point into.
    pub text: Arc<str>,
    /// Its content.
    pub block: NodeBlock,
    /// The replacement for `{{content}}`, when this is a template.
    pub fill: Vec<Part>,
}

impl Part {
    /// Markdown that is not a slide. Its comments are not published.
    pub(super) fn of_markdown(text: &str) -> Self {
        let text = without_comments(text);
        let node = Node::Text(Range::new(0, text.len()));
        let block = NodeBlock::new(&text, vec![node]);
        Self { id: 0, step: 0, text: text.into(), block, fill: Vec::new() }
    }

    /// An upper bound of its size in bytes, if no filled-in value is longer.
    fn size(&self, longest: usize) -> usize {
        let shown = |node: &Node| match node {
            Node::Text(range) | Node::Literal(range) => range.of(&self.text),
            Node::Fence(fence) => fence.range.of(&self.text),
            Node::Class(class) => class.range.of(&self.text),
            Node::Definition(_) | Node::Comment(_) => "",
        };
        let own = self.block.nodes.iter().map(|node| shown(node).len()).sum();
        if !self.block.has_braces {
            return own;
        }
        let braces = |node| shown(node).matches("{{").count();
        let filled: usize = self.block.nodes.iter().map(braces).sum();
        let fill = self.fill.iter().map(|part| part.size(longest)).fold(0, usize::saturating_add);
        filled.saturating_mul(longest.saturating_add(fill)).saturating_add(own)
    }
}

/// The block's digest covers the text, which is long.
impl Hash for Part {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, self.step, &self.block, &self.fill).hash(state);
    }
}

/// A location in a slide's source.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The part's number.
    pub part: u32,
    /// The bytes of its text.
    pub range: Range,
}

impl At {
    /// The location of generated text.
    pub(super) const NOWHERE: Self = Self { part: 0, range: Range { start: 0, end: 0 } };
}

/// An address in a slide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The address as written.
    pub url: String,
    /// Its location.
    pub at: At,
    /// Whether the slide shows the target, or only links to it.
    pub use_: Use,
}

/// The use of an address.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A picture, video or other part of the slide.
    Shown,
    /// The target of a link.
    Linked,
}
