//! The content of slots on the slides of a deck.

use std::sync::Arc;

use serde::Serialize;

use super::context::PageContext;
use crate::deck::DeckSlide;
use crate::diag::{Diagnostic, Warned};
use crate::model::SiteDeck;
use crate::render::plain;

/// The variables of a slide for slots.
#[derive(Serialize)]
struct SlideView<'a> {
    number: u32,
    id: &'a str,
    title: &'a str,
    classes: &'a [String],
    /// The title of its section; empty before the first one.
    section: String,
    /// Whether it opens that section.
    opens_section: bool,
}

/// The HTML that slots add to each slide, in order; empty if they add nothing.
pub(super) fn on_slides<T: Serialize>(
    context: PageContext<'_>,
    deck: &SiteDeck,
    view: &T,
) -> Result<Vec<Arc<str>>, Vec<Diagnostic>> {
    let theme = context.theme.of_deck(deck.plan.manifest.text("theme"));
    let templates = &theme.templates;
    let slots = templates.on_slides();
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = [slots.each.as_deref(), slots.title.as_deref(), slots.section.as_deref()];
    let mut added: Vec<String> = vec![String::new(); deck.deck.slides.len()];
    for (kind, slot) in
        [SlideKind::Any, SlideKind::Title, SlideKind::Section].into_iter().zip(kinds)
    {
        let Some(slot) = slot else { continue };
        let views = views(deck).zip(&deck.deck.slides);
        let slides = views.map(|(view, slide)| kind.holds(slide).then_some(view));
        let Warned { output, diagnostics } = templates.render_each(slot, view, slides);
        let Some(found) = output else { return Err(diagnostics) };
        for (all, one) in added.iter_mut().zip(found) {
            all.push_str(&one);
        }
    }
    Ok(added.into_iter().map(Arc::from).collect())
}

/// The slides that a slot is for.
#[derive(Copy, Clone)]
enum SlideKind {
    Any,
    /// Slides with the class `title`, except title slides of sections.
    Title,
    /// The openers of sections.
    Section,
}

impl SlideKind {
    fn holds(self, slide: &DeckSlide) -> bool {
        match self {
            Self::Any => true,
            Self::Title => {
                !slide.opens.section && slide.classes.iter().any(|class| class == "title")
            }
            Self::Section => slide.opens.section,
        }
    }
}

/// The variables of all slides of a deck for slots.
fn views(deck: &SiteDeck) -> impl Iterator<Item = SlideView<'_>> {
    let mut sections = deck.deck.sections.iter();
    let mut section = "";
    deck.deck.slides.iter().map(move |slide| {
        let opened = slide.opens.headings.saturating_add(u32::from(slide.opens.section));
        for next in sections.by_ref().take(opened as usize) {
            section = &next.title;
        }
        SlideView {
            number: slide.number,
            id: &slide.id,
            title: &slide.rendered.title,
            classes: &slide.classes,
            section: plain(section).trim().to_owned(),
            opens_section: slide.opens.section,
        }
    })
}
