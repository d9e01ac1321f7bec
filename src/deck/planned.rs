//! A slide before rendering: its content, its name, its origin.
//!
//! Nothing here depends on the rest of the deck, so that slides are shared: by decks that list the
//! same chapter, and by a deck before and after an edit elsewhere.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::rules::yes_or_no;
use super::slide::{Base, SlideDraft};
use crate::diag::{Diagnostic, Problem};
use crate::manifest::{Fit, without_comments};
use crate::markdown::LinkDestination;
use crate::render::{At, Part, SlideSource};
use crate::render::{css, layouts};
use crate::span::Span;
use crate::syntax;

/// The properties that pages pass on to the script.
const BACKGROUND: [&str; 4] =
    ["background-image", "background-color", "background-size", "background-position"];

/// A slide before rendering.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its content.
    pub source: SlideSource,
    /// A hash of its content: equal hashes, equal HTML.
    pub digest: u128,
    /// Further steps.
    pub steps: u32,
    /// The name given by the author.
    pub name: Option<String>,
    /// Whether it has a number of its own.
    pub is_counted: bool,
    /// `background-…` properties.
    pub background: Vec<(String, String)>,
    /// The addresses of the pictures in `background`.
    pub background_files: Vec<String>,
    /// Whether its type grows into free space, if set: `fit`.
    pub grows: Option<bool>,
    /// Its properties.
    pub properties: BTreeMap<String, String>,
    /// Whether it ends with notes.
    pub notes_end_it: bool,
    /// Its classes.
    pub classes: Arc<[String]>,
    /// Further names.
    pub aliases: Vec<String>,
    /// The file and byte offset of its origin.
    pub place: Span,
    /// The label of its chapter.
    pub label: Arc<str>,
    /// The link labels it defines.
    pub(super) definitions: Vec<LinkDefinition>,
    /// The text of its content and of its notes for a transcript, computed on first use.
    pub(super) transcripts: OnceLock<[Arc<str>; 2]>,
    /// The address that it would have if it were free, computed on first use.
    pub(super) address: OnceLock<Arc<str>>,
    bases: Vec<Base>,
    /// The location of its problems, if it differs from its own.
    origin: Option<Span>,
}

/// A link label on a slide.
#[derive(Clone, Debug)]
pub(super) struct LinkDefinition {
    pub(super) label: String,
    pub(super) target: LinkDestination,
    pub(super) at: At,
}

/// The name of a slide, and its location.
pub(super) struct Called {
    pub(super) aliases: Vec<String>,
    pub(super) place: Span,
    /// Where its problems are, if not at its place.
    pub(super) origin: Option<Span>,
    pub(super) label: Arc<str>,
}

impl Planned {
    /// A slide from a complete draft.
    pub(super) fn new(mut draft: SlideDraft, called: Called) -> Self {
        let Called { aliases, place, origin, label } = called;
        let classes: Arc<[String]> = draft.classes().into_iter().map(str::to_owned).collect();
        draft.source.is_quote = classes.iter().any(|class| class == "quote");
        draft.source.has_picture = classes.iter().any(|class| layouts::has_picture(class))
            && draft.property("background-image").is_none();
        draft.source.room = draft.source.room.on_slide(&classes);
        let value = |key: &str| {
            let value = draft.property(key)?;
            let is_picture = key == "background-image";
            let value = if is_picture { css::cleaned(value) } else { value.to_owned() };
            Some((key.to_owned(), value))
        };
        let name = draft.property("name").filter(|name| !name.is_empty());
        let mut definitions = Vec::new();
        for part in draft.source.content.iter().chain(&draft.source.notes) {
            define(part, &mut definitions);
        }
        let background: Vec<_> = BACKGROUND.into_iter().filter_map(value).collect();
        let pictures = background.iter().filter(|(key, _)| key == "background-image");
        let urls = pictures.flat_map(|(_, value)| css::urls(value)).map(|found| found.url);
        let background_files = urls.filter(|url| !url.is_empty()).collect();
        Self {
            classes,
            name: name.map(str::to_owned),
            is_counted: draft.property("count").and_then(yes_or_no) != Some(false),
            background,
            background_files,
            grows: draft.property("fit").and_then(Fit::grows),
            digest: draft.source.digest(),
            notes_end_it: draft.notes_end_it,
            source: draft.source,
            steps: draft.steps,
            properties: draft.properties,
            aliases,
            place,
            label,
            definitions,
            transcripts: OnceLock::new(),
            address: OnceLock::new(),
            bases: draft.bases,
            origin,
        }
    }

    /// The same slide with notes that do not affect the rest: link labels defined in them do not
    /// join those of the deck.
    pub(super) fn with_notes(mut self, notes: Vec<Part>) -> Self {
        self.source.notes = notes;
        self.digest = self.source.digest();
        self
    }

    /// Whether a page shows both in the same way, apart from rendered content and origin.
    pub fn is_written_like(&self, other: &Self) -> bool {
        self.is_shown_like(other)
            && self.notes_end_it == other.notes_end_it
            && self.label == other.label
            && self.place.file == other.place.file
    }

    /// The same for a page without notes that does not show where slides were written.
    pub fn is_shown_like(&self, other: &Self) -> bool {
        self.name == other.name
            && self.is_counted == other.is_counted
            && self.background == other.background
            && self.grows == other.grows
            && self.classes == other.classes
    }

    /// The value of a property.
    pub fn property(&self, key: &str) -> Option<&str> {
        self.properties.get(key).map(String::as_str)
    }

    /// A diagnostic at a location in the slide.
    pub fn diagnostic(&self, problem: impl Into<Problem>, at: At) -> Diagnostic {
        let base = self.bases.get(at.part as usize);
        match base.and_then(|base| base.chapter.as_ref().zip(Some(base.start))) {
            None => Diagnostic::new(problem, self.problems_at().clone()),
            Some((chapter, base)) => {
                let (start, end) = (base + at.range.start, base + at.range.end);
                chapter.diagnostic(problem, start as usize..end as usize)
            }
        }
    }

    /// The text at a location, as it was composed; `None` for generated text.
    pub(super) fn written(&self, at: At) -> Option<&str> {
        let base = self.bases.get(at.part as usize)?;
        let offset = |byte: u32| base.start.saturating_add(byte) as usize;
        base.chapter.as_ref()?.text().get(offset(at.range.start)..offset(at.range.end))
    }

    /// The location for problems that are not in an author's text.
    pub(super) fn problems_at(&self) -> &Span {
        self.origin.as_ref().unwrap_or(&self.place)
    }

    /// Whether an author, not this program, wrote the text at a location.
    pub fn is_written(&self, at: At) -> bool {
        self.bases.get(at.part as usize).is_some_and(|base| base.chapter.is_some())
    }
}

fn define(part: &Part, found: &mut Vec<LinkDefinition>) {
    let nodes = part.block.has_definitions.then_some(&*part.block.nodes);
    for definition in syntax::definitions(&part.text, nodes.unwrap_or_default()) {
        let title = definition.title.map_or("", |title| title.of(&part.text));
        found.push(LinkDefinition {
            label: definition.label.of(&part.text).to_owned(),
            target: LinkDestination {
                // An address ends at `>`, so a comment in it has lost its end.
                url: definition
                    .url
                    .of(&part.text)
                    .split("<!--")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                title: without_comments(title),
            },
            at: At { part: part.id, range: definition.range },
        });
    }
    for fill in &part.fill {
        define(fill, found);
    }
}
