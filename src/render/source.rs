//! What one slide is made of: pieces of chapters in the order in which they are shown.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::html::Side;
use super::picture::Picture;
use crate::diag::Problem;
use crate::syntax::{Node, NodeBlock, Range};

/// Everything that a slide shows, as the input of rendering: equal inputs, equal HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SlideSource {
    /// The content, in steps.
    pub content: Vec<Part>,
    /// The speaker notes, in steps.
    pub notes: Vec<Part>,
    /// What `{{key}}` stands for.
    pub variables: BTreeMap<String, String>,
    /// Parts with lower numbers stood on an earlier slide, step by step: here, their code shows
    /// what it showed last.
    pub settled: u32,
}

impl SlideSource {
    /// A hash: 128 bits, which never collide by chance.
    pub fn digest(&self) -> u128 {
        let mut hasher = SipHasher13::new();
        self.hash(&mut hasher);
        hasher.finish128().as_u128()
    }

    /// How many bytes it shows at most, as Markdown with what is filled in.
    pub fn size(&self) -> usize {
        let longest = self.variables.values().map(String::len).max().unwrap_or(0);
        let parts = self.content.iter().chain(&self.notes);
        parts.map(|part| part.size(longest)).fold(0, usize::saturating_add)
    }

    /// The same, with room after steps for others: how many, by the step that they follow.
    pub(super) fn with_inserted(&self, inserted: &BTreeMap<u32, u32>) -> Self {
        let mut before = 0;
        let after = |(&step, &count): (&u32, &u32)| {
            before += count;
            (step, before)
        };
        let moves: Vec<_> = inserted.iter().map(after).collect();
        let mut moved = self.clone();
        shift(&mut moved.content, &moves);
        shift(&mut moved.notes, &moves);
        moved
    }
}

/// Makes parts appear later, by as many steps as are inserted before them.
fn shift(parts: &mut [Part], moves: &[(u32, u32)]) {
    for part in parts {
        let index = moves.partition_point(|&(step, _)| step < part.step);
        part.step += index.checked_sub(1).map_or(0, |last| moves[last].1);
        shift(&mut part.fill, moves);
    }
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its number in the slide, by which problems find back to the chapter.
    pub id: u32,
    /// The step at which it appears; 0 from the beginning.
    pub step: u32,
    /// The text that the nodes' ranges point into.
    pub text: Arc<str>,
    /// What it shows.
    pub block: NodeBlock,
    /// What stands in place of `{{content}}`, when this is a template.
    pub fill: Vec<Part>,
}

impl Part {
    /// How many bytes it shows at most, if no value that is filled in is longer.
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

/// A place in a slide's source.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The part's number.
    pub part: u32,
    /// The bytes of its text.
    pub range: Range,
}

/// An address in a slide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The address as written.
    pub url: String,
    /// Where it stands.
    pub at: At,
    /// Whether the slide shows what it leads to, or only links to it.
    pub use_: Use,
}

/// What an address is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A picture, video or other part of the slide.
    Shown,
    /// The target of a link.
    Linked,
}

/// A slide as HTML, and what the deck must know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rendered {
    /// The content, without the sizes of its pictures.
    pub html: String,
    /// The pictures in it, in their order.
    pub pictures: Vec<Picture>,
    /// Classes of the slide that say what it holds.
    pub looks: Vec<&'static str>,
    /// The notes; empty when there are none.
    pub notes: String,
    /// The text of the first heading, or else of the beginning.
    pub title: String,
    /// The first words of the title, for the slide's address.
    pub slug: String,
    /// Whether any link label was looked up, so that other decks may see other HTML.
    pub has_labels: bool,
    /// Whether the slide shows no text, picture or rule at all.
    pub is_blank: bool,
    /// Whether there is something to do for those who watch: `.lab[…]` or `.exercise[…]`.
    pub is_lab: bool,
    /// Addresses of pictures and other files in the content, as written.
    pub files: Vec<Reference>,
    /// Those in the notes.
    pub notes_files: Vec<Reference>,
    /// Steps that code brings, one group of its lines after the other: how many, by the step
    /// that they follow.
    pub inserted: BTreeMap<u32, u32>,
    /// Links to other slides, without the `#`.
    pub anchors: Vec<(String, At)>,
    /// What was noticed.
    pub problems: Vec<(Problem, At)>,
}

impl Rendered {
    /// Notes that one side of the slide refers to a file.
    pub(super) fn refer(&mut self, side: Side, url: &str, at: At, use_: Use) {
        let files = match side {
            Side::Content => &mut self.files,
            Side::Notes => &mut self.notes_files,
        };
        files.push(Reference { url: url.to_owned(), at, use_ });
    }

    /// Notes of its content what each build asks.
    pub(super) fn look(&mut self, html: &str) {
        self.is_blank = self.title.is_empty() && !html.contains("<img");
        let is_one = |class: &str| html.contains(class);
        self.is_lab = ["class=\"lab\"", "class=\"exercise\""].into_iter().any(is_one);
    }
}
