//! Included separators that end hidden text.
//!
//! Where a slide or notes are hidden, the author of the chapter expects that to last until the next
//! separator in the chapter. A separator from an include or a variable ends it earlier and would
//! publish the rest.

use std::collections::BTreeSet;

use super::chapters::DeckChapter;
use crate::diag::{Diagnostic, Hider, HidingProblem};
use crate::manifest::Notes;
use crate::syntax::{Node, Slide};

/// Reports separators that end a hidden slide or hidden notes and come from an include or a
/// variable in them. `left_out` contains the start offsets of the slides that are not shown.
pub(super) fn check(
    deck_chapter: &DeckChapter,
    notes: Notes,
    left_out: &BTreeSet<u32>,
) -> Vec<Diagnostic> {
    let composed = &deck_chapter.composed;
    let mut found = Vec::new();
    for (slide, next) in
        deck_chapter.chapter.slides.iter().zip(deck_chapter.chapter.slides.iter().skip(1))
    {
        let is_hidden = |slide: &Slide| left_out.contains(&slide.range.start);
        let hidden_from = match notes_start(slide) {
            _ if is_hidden(next) => None,
            _ if is_hidden(slide) => Some(slide.start()),
            Some(start) if notes != Notes::Public => Some(start),
            _ => None,
        };
        let Some(hidden_from) = hidden_from else { continue };
        let line = if next.continued { "--" } else { "---" };
        // A separator precedes a line end or the end of the text.
        let end = next.range.start as usize;
        let end = end - usize::from(composed.text()[..end].ends_with('\n'));
        let at = end.saturating_sub(line.len());
        if composed.is_brought_in(at, hidden_from) {
            let problem = HidingProblem::HiddenSeparator { line, within: Hider::Included };
            found.push(composed.diagnostic(problem, at..end));
        }
    }
    found
}

/// The end of the line that begins the notes of a slide, in the chapter.
fn notes_start(slide: &Slide) -> Option<usize> {
    let first = slide.notes.nodes.first()?;
    let range = match first {
        Node::Text(range) | Node::Literal(range) | Node::Comment(range) => *range,
        Node::Fence(fence) => fence.range,
        Node::Class(class) => class.range,
        Node::Definition(definition) => definition.range,
    };
    // It ends before the line end that precedes the first node.
    Some((slide.range.start as usize + range.start as usize).saturating_sub(2))
}
