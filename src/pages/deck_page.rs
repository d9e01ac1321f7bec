//! The page of a deck as a value: the template around the slides, and the slides, which are
//! rendered on demand.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::markup;
use super::notes::SpeakerNotes;
use crate::deck::DeckSlide;
use crate::manifest::{Fit, Notes};
use crate::memo::Shared;
use crate::model::{SiteDeck, Sources};
use crate::render::document::{self, Decision, NewAddress};
use crate::render::{PageLinks, Sizes, Use};

/// The page of a deck: the template around its slides, which are rendered on demand.
#[derive(Clone, Debug)]
pub struct DeckPage {
    /// The parts of the template before, between and after the places where it shows the slides.
    pub(crate) around: Arc<[String]>,
    pub(crate) deck: Shared<SiteDeck>,
    pub(super) sources: Sources,
    pub(crate) notes: SpeakerNotes,
    /// The addresses of its style sheets, in cascade order.
    pub(super) styles: Arc<[String]>,
    /// Addresses on slides that differ on this page.
    pub(crate) links: Arc<BTreeMap<String, String>>,
    /// The HTML that slots add to each slide; empty if they add nothing.
    pub(super) slots: Arc<[Arc<str>]>,
}

impl DeckPage {
    /// The page for the audience of a presentation: without source locations and private notes, and
    /// with other notes only if followers may see them.
    #[must_use]
    pub fn for_audience(&self, notes: SpeakerNotes) -> Self {
        let notes = match self.deck.plan.manifest.notes {
            Notes::Public => notes,
            Notes::Private | Notes::ForPresenter => SpeakerNotes::LeftOut,
        };
        Self { sources: Sources::Hidden, notes, ..self.clone() }
    }

    /// The page for downloads: with notes only if they are public, and without anything that needs
    /// the site.
    #[must_use]
    pub fn taken_away(&self) -> Self {
        let around: Vec<_> = self.around.iter().map(|part| document::for_copies(part)).collect();
        let around = around.into();
        Self { sources: self.sources, around, ..self.for_audience(self.notes) }
    }

    /// The deck that it shows.
    pub(crate) fn deck_data(&self) -> &SiteDeck {
        &self.deck
    }

    /// Whether it includes the speaker notes.
    pub fn notes(&self) -> SpeakerNotes {
        self.notes
    }

    /// How the type of slides is scaled by default.
    pub(super) fn fit(&self) -> Option<bool> {
        Fit::grows(self.deck.plan.manifest.text("fit"))
    }

    /// The deck's title, on one line.
    pub fn title(&self) -> String {
        self.deck.summary.title.clone()
    }

    /// Whether it links to the style sheet at an address, relative to the top of the site.
    pub fn has_style(&self, sheet: &str) -> bool {
        self.styles.iter().any(|style| style.trim_start_matches("../") == sheet)
    }

    /// The whole page.
    pub fn html(&self) -> String {
        let slides = &self.deck.deck.slides;
        let length: usize = slides.iter().map(|slide| slide.rendered.html.len() + 512).sum();
        let mut parts = self.around.iter();
        let mut out =
            String::with_capacity(self.around.iter().map(String::len).sum::<usize>() + length);
        out.extend(parts.next().map(String::as_str));
        for part in parts {
            for index in 0..slides.len() {
                self.section(&mut out, index);
            }
            out.push_str(part);
        }
        out
    }

    /// The whole page with other addresses, for a download in which files have other names.
    ///
    /// A page is large, and nearly all addresses on it stay: only slides with one that changes are read again.
    pub(crate) fn readdressed(&self, decide: Decision<'_>) -> String {
        let mut parts = self.around.iter();
        let mut out = String::new();
        out.extend(parts.next().map(|part| document::readdressed(part, decide)));
        for part in parts {
            for index in 0..self.deck.deck.slides.len() {
                let start = out.len();
                self.section(&mut out, index);
                let addresses = self.addresses_of(index);
                if addresses.iter().any(|address| decide(address) != NewAddress::Kept) {
                    let section = document::readdressed(&out[start..], decide);
                    out.truncate(start);
                    out.push_str(&section);
                }
            }
            out.push_str(&document::readdressed(part, decide));
        }
        out
    }

    /// All addresses that the page links to or shows.
    pub(crate) fn addresses(&self) -> BTreeSet<String> {
        let around = self.around.iter().flat_map(|part| document::references(part));
        let mut found: BTreeSet<String> = around.map(|reference| reference.url).collect();
        for index in 0..self.deck.deck.slides.len() {
            found.extend(self.addresses_of(index).into_iter().map(Cow::into_owned));
        }
        found
    }

    /// The addresses on a slide as seen from the page, including those within the page.
    fn addresses_of(&self, index: usize) -> Vec<Cow<'_, str>> {
        let Some(slide) = self.deck.deck.slides.get(index) else { return Vec::new() };
        let links = self.links_of(index);
        let to_files = slide.rendered.files.iter().chain(match self.notes {
            SpeakerNotes::Shown => slide.rendered.notes_files.as_slice(),
            SpeakerNotes::LeftOut => &[],
        });
        let to_files = to_files.map(|file| Cow::Borrowed(file.url.as_str()));
        let within =
            slide.rendered.anchors.iter().map(|(anchor, _)| Cow::Owned(format!("#{anchor}")));
        let opener = slide.mark.as_ref().and_then(|mark| mark.picture()).map(Cow::Borrowed);
        let as_written = to_files.chain(within).chain(opener);
        let linked = as_written.map(|url| match links.get(&*url) {
            Some(address) => Cow::Owned(address.clone()),
            None => url,
        });
        let of_slots = document::references(self.slots_of(index)).into_iter();
        linked.chain(of_slots.map(|reference| Cow::Owned(reference.url))).collect()
    }

    /// The links of its slides to files and other pages: the location of the slide, and the
    /// address.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (index, slide) in self.deck.deck.slides.iter().enumerate() {
            let links = self.links_of(index);
            let notes = match self.notes {
                SpeakerNotes::Shown => slide.rendered.notes_files.as_slice(),
                SpeakerNotes::LeftOut => &[],
            };
            let all = slide.rendered.files.iter().chain(notes);
            for file in all.filter(|file| file.use_ == Use::Linked) {
                let line = self.deck.lines.get(index).copied().unwrap_or(1);
                let place = format!("{}:{line}", slide.place.file);
                found.push((place, links.get(&file.url).unwrap_or(&file.url).clone()));
            }
        }
        found
    }

    /// The source location of a slide by its address: `k8s/rollout.md:42`, relative to `slides/`.
    pub fn source_of(&self, id: &str) -> Option<String> {
        let index = self.deck.deck.slides.iter().position(|slide| &*slide.id == id)?;
        let slide = self.deck.deck.slides.get(index)?;
        Some(markup::place(&slide.place, self.deck.lines.get(index).copied().unwrap_or(1)))
    }

    /// Whether a slide refers to any file.
    pub(super) fn is_linked(&self, index: usize) -> bool {
        let is_linked = |slide: &DeckSlide| {
            let rendered = &slide.rendered;
            let has_files = !rendered.files.is_empty() || !rendered.notes_files.is_empty();
            has_files || !slide.background.is_empty() || !rendered.anchors.is_empty()
        };
        self.deck.deck.slides.get(index).is_some_and(is_linked)
    }

    /// The addresses of a slide that differ on this page: those that differ on all slides, and those
    /// of files beside its chapter.
    pub(crate) fn links_of(&self, index: usize) -> Cow<'_, PageLinks> {
        let Some(addresses) = self.deck.beside.of_slide(index) else {
            return Cow::Borrowed(&self.links);
        };
        let mut links = PageLinks::clone(&self.links);
        for (url, address) in addresses {
            let to = self.links.get(address).unwrap_or(address);
            links.insert(url.clone(), to.clone());
        }
        Cow::Owned(links)
    }

    /// The sizes of the pictures of a slide, by the addresses that it has for them.
    pub(super) fn sizes_of(&self, index: usize) -> Cow<'_, Sizes> {
        let sizes = &self.deck.sizes;
        let Some(addresses) = self.deck.beside.of_slide(index) else {
            return Cow::Borrowed(sizes);
        };
        let mut own = sizes.clone();
        for (url, address) in addresses {
            match sizes.get(address) {
                Some(size) => own.insert(url.clone(), *size),
                None => own.remove(url),
            };
        }
        Cow::Owned(own)
    }

    /// The HTML that slots add to a slide.
    pub(crate) fn slots_of(&self, index: usize) -> &str {
        self.slots.get(index).map_or("", |html| html)
    }

    /// The parts of the page around its slides.
    pub fn frame_parts(&self) -> &[String] {
        &self.around
    }

    /// The slides by number, without source locations and notes, which pictures do not show.
    pub fn plain_slides(&self) -> impl Iterator<Item = (u32, String)> {
        let page = self.for_audience(SpeakerNotes::LeftOut);
        let numbers: Vec<_> = page.deck.deck.slides.iter().map(|slide| slide.number).collect();
        numbers.into_iter().enumerate().map(move |(index, number)| {
            let mut html = String::new();
            page.section(&mut html, index);
            (number, html)
        })
    }

    /// Renders one slide.
    pub(super) fn section(&self, out: &mut String, index: usize) {
        let Some(slide) = self.deck.deck.slides.get(index) else { return };
        let line = self.deck.lines.get(index).copied().unwrap_or(1);
        let SiteDeck { plan, layouts, .. } = &*self.deck;
        let (sources, notes) = (self.sources, self.notes);
        let (own_links, own_sizes) = (self.links_of(index), self.sizes_of(index));
        let (links, sizes) = (own_links.as_ref(), own_sizes.as_ref());
        let (repository, slots) = (&plan.repository, self.slots_of(index));
        let grows = self.fit() == Some(true);
        let frame =
            markup::SlideFrame { sources, notes, repository, sizes, links, slots, layouts, grows };
        markup::section(out, frame, slide, line);
    }
}
