//! The places in a deck that links can lead to: `#name`, `#12`.

use std::cell::OnceCell;

use foldhash::HashSet;

use super::deck_slide::DeckSlide;
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

    /// The name that is probably meant.
    pub fn nearest(&self, name: &str, suggester: &Suggester) -> Option<String> {
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let names = self.slides.iter().flat_map(names_of).chain(["top"]);
        let found = suggester.nearest(name, names.filter(|known| !known.is_empty()));
        found.map(str::to_owned)
    }
}

/// The anchors of a slide, besides its number.
fn names_of(slide: &DeckSlide) -> impl Iterator<Item = &str> {
    let aliases = slide.aliases.iter().map(String::as_str);
    std::iter::once(&*slide.id).chain(slide.name.as_deref()).chain(aliases)
}
