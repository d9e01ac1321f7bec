//! The title of a slide: the text of its first heading, or otherwise of its beginning.

use super::super::tree::{Edge, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};
use crate::path::slug;

/// How many words of a title are part of its slide's address.
const WORDS_OF_ADDRESS: usize = 6;

/// How many bytes of a title are useful in a list.
const ENOUGH: usize = 120;

/// The title of a slide.
pub(in crate::render) fn title(tree: &SlideTree) -> String {
    let mut reader =
        TitleReader { tree, title: String::new(), levels: vec![TitleLevel::default()] };
    for edge in tree.edges() {
        match edge {
            Edge::Open(id) => reader.open(id),
            Edge::Close(id) => reader.close(id),
        }
        if reader.title.len() >= ENOUGH {
            break;
        }
    }
    let TitleReader { mut title, .. } = reader;
    title.truncate(title.trim_end().len());
    title
}

/// The first words of a title, for the address of its slide; short, since people type addresses.
pub(in crate::render) fn address(title: &str) -> String {
    let words: Vec<_> = title.split_whitespace().take(WORDS_OF_ADDRESS).collect();
    slug(&words.join(" "))
}

struct TitleReader<'t> {
    tree: &'t SlideTree,
    title: String,
    /// The slide, and the open content classes.
    levels: Vec<TitleLevel>,
}

/// The reader's state in a slide or content class.
#[derive(Copy, Clone, Default)]
struct TitleLevel {
    /// Whether all of it belongs to the title.
    is_title: bool,
    /// The current run of text.
    run: u32,
    /// Whether it is the first text.
    is_first: bool,
}

impl TitleReader<'_> {
    fn open(&mut self, id: NodeId) {
        match self.tree.kind(id) {
            NodeKind::Text(running) => {
                self.enter(running.run);
                self.note(self.tree.text(running.text));
            }
            NodeKind::Element(element) => self.start(element, id),
            _ => {}
        }
    }

    fn start(&mut self, element: &Element, id: NodeId) {
        let name = self.tree.name(element.name);
        match element.origin {
            ElementOrigin::Markdown if is_heading(name) => {
                self.enter(0);
                self.level().is_title = self.title.is_empty();
            }
            ElementOrigin::Markdown if name == "code" => {
                self.enter(0);
                self.level().is_first = self.title.is_empty();
                if let Some(NodeKind::Literal(text)) =
                    self.tree.first(id).map(|id| self.tree.kind(id))
                {
                    self.note(self.tree.text(*text));
                }
                self.level().is_first = false;
            }
            ElementOrigin::Markdown | ElementOrigin::Html if name == "br" => {
                self.enter(0);
                self.note(" "); // It separates two words.
            }
            ElementOrigin::Class => {
                self.enter(element.run);
                let TitleLevel { is_title, is_first, .. } = *self.level();
                let is_title = is_title || is_first;
                self.levels.push(TitleLevel { is_title, ..TitleLevel::default() });
                if element.shape == Shape::Block && is_title && !self.title.is_empty() {
                    self.title.push(' ');
                }
            }
            ElementOrigin::Address => self.enter(element.run),
            ElementOrigin::Markdown | ElementOrigin::Html => self.enter(0),
            ElementOrigin::Ours => {}
        }
    }

    fn close(&mut self, id: NodeId) {
        let Some(element) = self.tree.element(id) else { return };
        match element.origin {
            ElementOrigin::Class if self.levels.len() > 1 => _ = self.levels.pop(),
            ElementOrigin::Markdown if is_heading(self.tree.name(element.name)) => {
                self.enter(0);
                self.level().is_title = false;
                self.title.truncate(self.title.trim_end().len());
            }
            ElementOrigin::Markdown | ElementOrigin::Html => self.enter(0),
            ElementOrigin::Class | ElementOrigin::Address | ElementOrigin::Ours => {}
        }
    }

    fn level(&mut self) -> &mut TitleLevel {
        if self.levels.is_empty() {
            self.levels.push(TitleLevel::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    /// Enters a run of text, or something else when 0.
    fn enter(&mut self, run: u32) {
        let is_first = run != 0 && (self.level().is_title || self.title.is_empty());
        let level = self.level();
        if level.run != run {
            level.run = run;
            level.is_first = is_first;
        }
    }

    /// Adds text to the title, if it belongs there.
    fn note(&mut self, text: &str) {
        let TitleLevel { is_title, is_first, .. } = *self.level();
        if !(is_title || is_first) || self.title.len() >= ENOUGH {
            return;
        }
        let title = &mut self.title;
        if text.starts_with(char::is_whitespace) && !title.is_empty() && !title.ends_with(' ') {
            title.push(' ');
        }
        for (index, word) in text.split_whitespace().enumerate() {
            if index > 0 {
                title.push(' ');
            }
            title.push_str(word);
            if title.len() >= ENOUGH {
                title.truncate(crate::span::floor_char_boundary(title, ENOUGH));
                return;
            }
        }
        if text.ends_with(char::is_whitespace) && !title.ends_with(' ') && !title.is_empty() {
            title.push(' ');
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
