//! Comments that allow findings on their slide.
//!
//! A slide reaches from `---` to `---`, with its steps and notes. A comment covers what its own file
//! contributes to the slide, so that a shared text can be judged without the chapters around it.

use std::collections::{BTreeMap, BTreeSet};

use super::chapters::DeckChapter;
use crate::diag::nearest::nearest;
use crate::diag::{AllowFault, Code, Diagnostic, LevelProblem};
use crate::manifest::Notes;
use crate::path::ProjectPath;
use crate::span::Span;
use crate::syntax::{self, AllowComment, Slide};

/// A code that a comment allows on a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The code.
    pub code: Code,
    /// Its name in the comment.
    pub span: Span,
    /// The part of the file that it covers.
    pub scope: Span,
    /// Whether the deck shows the comment's place, so that there can be something to allow.
    pub is_shown: bool,
}

/// The comments of a chapter, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct FoundAllowances {
    pub(super) allowances: Vec<Allowance>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Finds the comments of a chapter. `left_out` contains the start offsets of the slides that are
/// not shown.
pub(super) fn find(
    deck_chapter: &DeckChapter,
    notes: Notes,
    left_out: &BTreeSet<u32>,
) -> FoundAllowances {
    let mut found = FoundAllowances::default();
    for group in deck_chapter.chapter.slides.chunk_by(|_, next| next.continued) {
        let mut of_group =
            GroupAllowances { deck_chapter, group, extents: None, found: &mut found };
        for slide in group {
            let is_shown = !left_out.contains(&slide.range.start);
            let blocks =
                [(&slide.content, is_shown), (&slide.notes, is_shown && notes != Notes::Private)];
            for (block, is_shown) in blocks {
                for comment in syntax::allow_comments(&slide.text, &block.nodes) {
                    of_group.comment(slide, &comment, is_shown);
                }
            }
        }
    }
    found
}

/// The comments of one slide with its steps.
struct GroupAllowances<'a> {
    deck_chapter: &'a DeckChapter,
    group: &'a [Slide],
    /// What each file contributes to the slide, computed on first use.
    extents: Option<BTreeMap<ProjectPath, (u32, u32)>>,
    found: &'a mut FoundAllowances,
}

impl GroupAllowances<'_> {
    fn comment(&mut self, slide: &Slide, comment: &AllowComment, is_shown: bool) {
        let Some(codes) = &comment.codes else {
            self.fault(slide, comment.range, AllowFault::Unreadable);
            return;
        };
        if codes.is_empty() {
            self.fault(slide, comment.range, AllowFault::NoCode);
        }
        for (name, range) in codes {
            match Code::from_name(name) {
                Some(code) if code.is_fixed() => {
                    self.fault(slide, *range, AllowFault::FixedCode { code });
                }
                Some(code) => self.allow(slide, (code, *range), is_shown),
                None => {
                    let nearest = nearest(name, Code::all().map(Code::name)).map(str::to_owned);
                    let fault = AllowFault::UnknownCode { found: name.clone(), nearest };
                    self.fault(slide, *range, fault);
                }
            }
        }
    }

    fn allow(&mut self, slide: &Slide, (code, range): (Code, syntax::Range), is_shown: bool) {
        let composed = &self.deck_chapter.composed;
        let Some(place) = composed.place(within(slide, range)) else { return };
        let span = place.span;
        let group = self.group;
        let extents = self.extents.get_or_insert_with(|| {
            let start = group.first().map_or(0, |slide| slide.range.start as usize);
            let end = group.last().map_or(0, |slide| slide.range.end as usize);
            composed.extents(start..end)
        });
        let (start, end) = extents.get(&span.file).copied().unwrap_or((span.start, span.end));
        let scope = Span { file: span.file.clone(), start, end };
        self.found.allowances.push(Allowance { code, span, scope, is_shown });
    }

    fn fault(&mut self, slide: &Slide, range: syntax::Range, fault: AllowFault) {
        let problem = LevelProblem::BadAllow(fault);
        let found = self.deck_chapter.composed.diagnostic(problem, within(slide, range));
        self.found.diagnostics.push(found);
    }
}

/// A range of a slide in its chapter.
fn within(slide: &Slide, range: syntax::Range) -> std::ops::Range<usize> {
    let base = slide.range.start as usize;
    base + range.start as usize..base + range.end as usize
}
