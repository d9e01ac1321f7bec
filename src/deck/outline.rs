//! The result of a walk over a chapter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::allowances::Allowance;
use super::planned::Planned;
use super::slide::{SlideDraft, Template};
use crate::diag::{Diagnostic, Exposure};
use crate::span::Span;
use crate::syntax::Title;

/// An item of a chapter's result, in order.
#[derive(Debug)]
pub(super) enum WalkItem {
    /// The start of a section: a title on a shown slide, with its location.
    Section(Title, Span),
    /// A slide to show.
    Slide(Arc<Planned>),
    /// What the tag leaves out: slides, and further steps.
    LeftOut { tag: String, slides: usize, steps: usize },
}

/// The result for one chapter.
#[derive(Debug, Default)]
pub(super) struct ChapterOutline {
    pub(super) found: Vec<WalkItem>,
    /// The classes of `class:` lines on all slides, shown or not, with their locations.
    pub(super) classes: Vec<(String, Span)>,
    /// The content classes of shown slides, with their locations.
    pub(super) content_classes: Vec<(String, Span)>,
    /// The classes of `class:` lines that come too late to count, one line each.
    pub(super) late_classes: Vec<(Vec<String>, Diagnostic)>,
    /// The slides that name a template and do not inherit from it.
    pub(super) heirs: Vec<Heir>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The comments that allow findings.
    pub(super) allowances: Vec<Allowance>,
    /// The layout at its end, if it sets one.
    pub(super) layout: Option<Layout>,
    /// The slides with a name.
    pub(super) named: BTreeMap<Arc<str>, Arc<Template>>,
    /// The names of slides with `exclude: true`, from which nothing can inherit.
    pub(super) dropped: BTreeSet<String>,
}

/// The layout of the slides that follow.
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

/// A slide or step that names a template and does not inherit from it.
#[derive(Debug)]
pub(super) struct Heir {
    /// The template.
    pub(super) name: String,
    /// Why it is not excluded together with its template.
    pub(super) why: Exposure,
    /// What to report when nothing was meant to be hidden, at the location of the name.
    pub(super) found: Diagnostic,
    /// Whether no slide before it has the name, which is reported separately.
    pub(super) is_unknown: bool,
}
