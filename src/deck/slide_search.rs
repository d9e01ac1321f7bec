//! Unintended effects of a slide's own text: searched once for all decks with the same tags,
//! however many of them show the slide.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::exposed::{self, SearchResult};
use super::misread::{self, SearchedText};
use super::rules::ChapterRules;
use crate::manifest::Notes;
use crate::syntax::{self, Chapter};

/// What was found on a slide. Ranges are bytes of the slide's text.
pub(super) struct SlideFindings {
    /// What would be published although it was meant to be hidden.
    pub(super) exposed: SearchResult,
    /// Text that is not read as its author intended.
    pub(super) misread: SearchedText,
}

/// A slide with its code, compared by what a search examines, not by its position in the chapter.
struct SearchedSlide<'a> {
    slide: &'a syntax::Slide,
    code: &'a [syntax::Range],
}

impl Hash for SearchedSlide<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let syntax::Slide { text, content, notes, .. } = self.slide;
        // Properties follow from the text, and so do the nodes but for where the slide is cut.
        (text, content, notes, self.code).hash(state);
    }
}

/// Searches a shown slide of a chapter. `has_notes_habit` is whether the chapter writes its notes
/// as reveal.js does.
pub(super) fn search(
    chapter: &Chapter,
    slide: &syntax::Slide,
    rules: ChapterRules<'_>,
    has_notes_habit: bool,
) -> Arc<SlideFindings> {
    let code = code_of(chapter, slide);
    findings(SearchedSlide { slide, code: &code }, rules.tags, rules.notes, has_notes_habit)
}

#[comemo::memoize]
fn findings(
    searched: SearchedSlide<'_>,
    tags: &[String],
    notes: Notes,
    has_notes_habit: bool,
) -> Arc<SlideFindings> {
    let SearchedSlide { slide, code } = searched;
    let is_code = |at: usize| {
        let before = code.partition_point(|range| range.start as usize <= at);
        before.checked_sub(1).is_some_and(|last| at < code[last].end as usize)
    };
    let exposed = exposed::search(slide, tags, notes, &is_code);
    let misread = misread::search(slide, notes, code, has_notes_habit);
    Arc::new(SlideFindings { exposed, misread })
}

/// The code of a chapter that is on a slide, as ranges of the slide's text.
fn code_of(chapter: &Chapter, slide: &syntax::Slide) -> Vec<syntax::Range> {
    let Range { start: base, .. } = slide.range.usize();
    let end = base + slide.text.len();
    let first = chapter.code.partition_point(|range| range.end as usize <= base);
    let on_slide = chapter.code[first..].iter().take_while(|range| (range.start as usize) < end);
    let within = |range: &syntax::Range| {
        let Range { start, end: stop } = range.usize();
        syntax::Range::new(start.max(base) - base, stop.min(end) - base)
    };
    on_slide.map(within).collect()
}
