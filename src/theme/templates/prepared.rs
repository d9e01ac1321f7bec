//! Templates in the form for Tera: assembled from files, with inserted calls, and with positions
//! that map back to the files.

use std::collections::BTreeMap;

use super::bounds::Counted;

/// A text for Tera, assembled from templates.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pieces: Vec<TemplatePiece>,
}

/// A part of a draft, and where it is from.
#[derive(Debug)]
struct TemplatePiece {
    /// Where it begins in the draft.
    at: usize,
    /// The template that has it.
    template: String,
    /// Its start there.
    from: usize,
    /// Its length there; zero for added text.
    length: usize,
}

impl Draft {
    /// An unchanged template.
    pub(super) fn whole(template: &str, text: &str) -> Self {
        let mut draft = Self::default();
        draft.take(template, text, 0..text.len());
        draft
    }

    /// Appends a range of a template's text.
    pub(super) fn take(&mut self, template: &str, text: &str, range: std::ops::Range<usize>) {
        let (from, length) = (range.start, range.len());
        self.mark(template, from, length);
        self.text.push_str(&text[range]);
    }

    /// Appends a text that is in no template; positions in it are mapped to one in a template.
    pub(super) fn add(&mut self, template: &str, from: usize, text: &str) {
        self.mark(template, from, 0);
        self.text.push_str(text);
    }

    fn mark(&mut self, template: &str, from: usize, length: usize) {
        let at = self.text.len();
        self.pieces.push(TemplatePiece { at, template: template.to_owned(), from, length });
    }
}

/// A draft with calls inserted, as Tera gets it.
#[derive(Debug)]
pub(super) struct Prepared {
    counted: Counted,
    pieces: Vec<TemplatePiece>,
}

impl Prepared {
    /// Inserts the calls; `lengths` are those of all templates of a site, by name.
    pub(super) fn new(draft: Draft, lengths: &BTreeMap<&str, usize>) -> Self {
        Self { counted: Counted::new(&draft.text, lengths), pieces: draft.pieces }
    }

    /// The text for Tera.
    pub(super) fn text(&self) -> &str {
        &self.counted.text
    }

    /// The template and the offset in its text of a byte.
    pub(super) fn place(&self, at: usize) -> Option<(&str, usize)> {
        let at = self.counted.place(at);
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        Some((&piece.template, piece.from + (at - piece.at).min(piece.length)))
    }
}
