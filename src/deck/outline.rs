//! What a walk over a chapter comes to, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::planned::Planned;
use super::slide::{SlideDraft, Template};
use crate::diag::{Diagnostic, Exposure};
use crate::span::Span;
use crate::syntax::Title;

/// What comes of a chapter, in order.
#[derive(Debug)]
pub(super) enum WalkItem {
    /// A section opens: a title on a slide that is shown, with its place.
    Section(Title, Span),
    /// A slide to show.
    Slide(Arc<Planned>),
    /// Slides that are left out, by the tag that did it, steps counted.
    LeftOut(String, usize),
}

/// What one chapter comes to.
#[derive(Debug, Default)]
pub(super) struct ChapterOutline {
    pub(super) found: Vec<WalkItem>,
    /// The classes of `class:` lines, of slides shown or not, with their places.
    pub(super) classes: Vec<(String, Span)>,
    /// The classes of `class:` lines that come too late to count, one line each.
    pub(super) late_classes: Vec<(Vec<String>, Diagnostic)>,
    /// The slides that name a template which they do not get.
    pub(super) heirs: Vec<Heir>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The layout at its end, when it says any.
    pub(super) layout: Option<Layout>,
    /// The slides that it names.
    pub(super) named: BTreeMap<Arc<str>, Arc<Template>>,
    /// The names of slides with `exclude: true`, from which nothing can inherit.
    pub(super) dropped: BTreeSet<String>,
}

/// What lays out the slides that follow.
#[derive(Clone, Debug, Default, Hash)]
pub(super) enum Layout {
    #[default]
    Off,
    By(Arc<Template>),
}

impl Layout {
    pub(super) fn draft(&self) -> Option<&SlideDraft> {
        match self {
            Self::Off => None,
            Self::By(template) => Some(&template.draft),
        }
    }
}

/// A slide or step that names a template which it does not get.
#[derive(Debug)]
pub(super) struct Heir {
    /// The template.
    pub(super) name: String,
    /// Why it is not left out with its template.
    pub(super) why: Exposure,
    /// What to report when nothing was to be hidden, at the place of the name.
    pub(super) found: Diagnostic,
    /// Whether no slide before it has the name: that is worth a report of its own.
    pub(super) is_unknown: bool,
}
