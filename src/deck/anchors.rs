//! The places in a deck that links can refer to: `#name`, `#12`.

use std::cell::OnceCell;

use foldhash::HashSet;

use super::deck_slide::DeckSlide;
use super::plan::DeckPlan;
use crate::diag::nearest::Suggester;
use crate::path::percent_decoded;

/// The link targets of a deck.
pub struct Anchors<'a> {
    slides: &'a [DeckSlide],
    total: u32,
    /// Addresses, names and aliases of slides.
    names: HashSet<&'a str>,
    /// The `id`s and `name`s of elements in the authors' HTML, collected on first use.
    own: OnceCell<HashSet<&'a str>>,
}

impl<'a> Anchors<'a> {
    /// The link targets of slides with this many numbers.
    pub fn of(slides: &'a [DeckSlide], total: u32) -> Self {
        let names = slides.iter().flat_map(names_of).chain(["", "top"]).collect();
        Self { slides, total, names, own: OnceCell::new() }
    }

    /// Whether a link to `#name` has a target.
    pub fn has(&self, name: &str) -> bool {
        let is_number = name.parse().is_ok_and(|number: u32| (1..=self.total).contains(&number));
        is_number || self.is_name(name) || self.is_name(&percent_decoded(name))
    }

    fn is_name(&self, name: &str) -> bool {
        let own = || {
            let ids = self.slides.iter().flat_map(|slide| &slide.rendered.ids);
            ids.map(String::as_str).collect()
        };
        self.names.contains(name) || self.own.get_or_init(own).contains(name)
    }

    /// The name that the author probably intended.
    pub fn nearest(&self, name: &str, suggester: &Suggester) -> Option<String> {
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let names = self.slides.iter().flat_map(names_of).chain(["top"]);
        let found = suggester.nearest(name, names.filter(|known| !known.is_empty()));
        found.map(str::to_owned)
    }
}

/// Whether a link to `#name` has a target in a deck that is only planned: a name that an author
/// gave, or that of a section. The plan does not contain names inside the slides.
pub fn has_planned_anchor(plan: &DeckPlan, name: &str) -> bool {
    let decoded = percent_decoded(name);
    let is_meant = |known: &str| is_address(known) && (known == name || known == decoded);
    let mut slides = plan.slides.iter();
    // Without title slides, the slides with the headings of sections have their names.
    let headings = plan.slides.iter().map(|slide| slide.opens.headings as usize).sum();
    let sections = plan.sections.iter().take(headings);
    slides.any(|slide| {
        slide.name.as_deref().is_some_and(is_meant)
            || slide.aliases.iter().any(|alias| is_meant(alias))
    }) || sections
        .flat_map(|section| std::iter::once(&section.anchor).chain(&section.aliases))
        .any(|anchor| is_meant(anchor))
}

/// The anchors of a slide, besides its number.
fn names_of(slide: &DeckSlide) -> impl Iterator<Item = &str> {
    let aliases = slide.aliases.iter().map(String::as_str);
    std::iter::once(&*slide.id).chain(slide.name.as_deref()).chain(aliases)
}

/// Whether a name is a valid `id` and not a number, which already addresses a slide.
pub(super) fn is_address(name: &str) -> bool {
    !is_number(name) && !name.contains(char::is_whitespace)
}

/// Whether a text consists of digits only.
pub(super) fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}
