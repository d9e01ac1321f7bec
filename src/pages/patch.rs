//! The difference between two versions of a page, so that an open browser need not reload it.
//!
//! Slides keep their address as long as their name or title is unchanged, so the address matches
//! old and new slides. Slides that only moved get a new number and line; all others are replaced.
//! As in presenterm, the first slide with visible changes is where the author is looking.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::deck_page::DeckPage;
use super::notes::SpeakerNotes;
use crate::deck::DeckSlide;
use crate::memo::Shared;
use crate::model::Sources;
use crate::picture::PictureFacts;

/// Placeholder for the slides in a frame.
const SLIDES: &str = "<!--slides-->";

/// The result of comparing two versions of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing changed.
    Same,
    /// Some slides, numbers or styles changed.
    Patch(Patch),
    /// The page around the slides changed: it must be reloaded.
    Reload,
}

/// How to turn the old page into the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Patch {
    /// Slides to replace, insert and remove, in order.
    pub splices: Vec<Splice>,
    /// Slides with unchanged content that moved, by their index in the new page.
    pub shifts: Vec<Shift>,
    /// The new total of slide numbers.
    pub total: u32,
    /// The style sheets in order, if they changed.
    pub styles: Option<Vec<String>>,
    /// The page around the slides, if it differs in more than the total and the fingerprints of
    /// style sheets.
    #[serde(skip)]
    pub frame: Option<Frame>,
    /// The address of the first slide with visible changes.
    pub first: Option<String>,
}

/// The page around the slides, before and after; a comment replaces the slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The older page, with the total and the style sheets of the new one.
    pub old: String,
    /// The new page.
    pub new: String,
}

/// Adjacent slides that change. All slides before them are already those of the new page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Splice {
    /// The index of the first slide.
    pub at: usize,
    /// How many slides to remove.
    pub remove: usize,
    /// The sections to insert instead.
    pub html: String,
    /// How many sections these are.
    #[serde(skip)]
    pub added: usize,
}

/// Adjacent slides that moved by the same amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The index of the first slide.
    pub from: usize,
    /// The index after the last slide.
    pub to: usize,
    /// What to add to their numbers.
    pub numbers: i64,
    /// What to add to their lines.
    pub lines: i64,
}

impl DeckPage {
    /// The changes from an older page to this one.
    pub fn changed_since(&self, old: &Self) -> Change {
        if self.is_one_with(old) {
            return Change::Same;
        }
        let is_styled_anew = self.styles != old.styles;
        let has_footers = self.sources == Sources::Shown;
        let is_moved = has_footers && self.deck.plan.repository != old.deck.plan.repository;
        let fits_anew = self.fit() != old.fit() || !self.deck.layouts.agree_with(&old.deck.layouts);
        if self.sources != old.sources || self.notes != old.notes || is_moved || fits_anew {
            return Change::Reload;
        }
        let frame = Frame { old: old.frame_as_in(self), new: self.around.join(SLIDES) };
        let is_framed_anew = frame.old != frame.new;
        // Slides can only be patched if they appear once in the page.
        if self.around.len() != 2 && (is_framed_anew || old.around.len() != self.around.len()) {
            return Change::Reload;
        }
        let mut patch = Patch {
            total: self.deck.deck.total,
            styles: (is_styled_anew && self.has_sheets_of(old)).then(|| self.styles.to_vec()),
            frame: is_framed_anew.then_some(frame),
            ..Patch::default()
        };
        self.compare_slides(old, &mut patch);
        let is_same = patch.splices.is_empty() && patch.shifts.is_empty();
        if is_same && !is_styled_anew && !is_framed_anew && patch.total == old.deck.deck.total {
            Change::Same
        } else {
            Change::Patch(patch)
        }
    }

    /// Whether both were rendered together, from the same deck.
    fn is_one_with(&self, other: &Self) -> bool {
        Shared::is_same(&self.deck, &other.deck)
            && Arc::ptr_eq(&self.around, &other.around)
            && Arc::ptr_eq(&self.links, &other.links)
            && Arc::ptr_eq(&self.slots, &other.slots)
            && (self.sources, self.notes) == (other.sources, other.notes)
    }

    /// The page around the slides, with the total and the style sheets of another page, which a
    /// patch transfers.
    fn frame_as_in(&self, other: &Self) -> String {
        let total = |page: &Self| format!("data-total=\"{}\"", page.deck.deck.total);
        let text = self.around.join(SLIDES).replacen(&total(self), &total(other), 1);
        if !self.has_sheets_of(other) {
            return text;
        }
        let pairs = self.styles.iter().zip(other.styles.iter());
        pairs.fold(text, |text, (own, other)| text.replace(own.as_str(), other))
    }

    /// Whether it has the style sheets of another page, ignoring their content.
    fn has_sheets_of(&self, other: &Self) -> bool {
        let name = |address: &String| address.rsplit_once('-').map(|(name, _)| name.to_owned());
        self.styles.iter().map(name).eq(other.styles.iter().map(name))
    }

    fn compare_slides(&self, old: &Self, patch: &mut Patch) {
        let olds = &old.deck.deck.slides;
        let by_id: HashMap<&str, usize> =
            olds.iter().enumerate().map(|(index, slide)| (&*slide.id, index)).collect();
        let mut next_old = 0;
        for (index, slide) in self.deck.deck.slides.iter().enumerate() {
            let same = by_id.get(&*slide.id).copied().filter(|&same| same >= next_old);
            if let Some(same) = same {
                patch.splice(index, same - next_old, None);
                next_old = same + 1;
                let leads_elsewhere = self.is_linked(index)
                    && (self.links != old.links
                        || self.deck.beside.of_slide(index) != old.deck.beside.of_slide(same));
                if self.is_same(&olds[same], slide)
                    && self.sizes(index) == old.sizes(same)
                    && self.slots_of(index) == old.slots_of(same)
                    && !leads_elsewhere
                {
                    patch.shift(index, self.place(index), old.place(same));
                    continue;
                }
            }
            patch.first.get_or_insert_with(|| slide.id.to_string());
            let mut html = String::new();
            self.section(&mut html, index);
            patch.splice(index, usize::from(same.is_some()), Some(&html));
        }
        let rest = olds.len() - next_old;
        let count = self.deck.deck.slides.len();
        patch.splice(count, rest, None);
        if patch.first.is_none() && !patch.splices.is_empty() {
            // Slides were only removed: point to the one in their place.
            let at = patch.splices.first().map_or(0, |splice| splice.at).min(count.max(1) - 1);
            patch.first = self.deck.deck.slides.get(at).map(|slide| slide.id.to_string());
        }
    }

    /// Whether two slides render identically on these pages, except for number and line.
    fn is_same(&self, old: &DeckSlide, new: &DeckSlide) -> bool {
        is_same(old, new)
            || (self.sources, self.notes) == (Sources::Hidden, SpeakerNotes::LeftOut)
                && has_same_content(old, new)
    }

    /// The sizes of the pictures of a slide.
    fn sizes(&self, index: usize) -> Vec<Option<PictureFacts>> {
        let slides = self.deck.deck.slides.get(index).into_iter();
        let pictures = slides.flat_map(|slide| slide.rendered.html.pictures());
        let sizes = self.sizes_of(index);
        pictures.map(|url| sizes.get(&url).copied()).collect()
    }

    /// The number and line of a slide.
    fn place(&self, index: usize) -> (i64, i64) {
        let number = self.deck.deck.slides.get(index).map_or(0, |slide| i64::from(slide.number));
        let line = match self.sources {
            Sources::Shown => self.deck.lines.get(index).copied().unwrap_or_default(),
            Sources::Hidden => 0,
        };
        (number, i64::try_from(line).unwrap_or_default())
    }
}

impl Patch {
    /// The number of bytes of HTML in the patch.
    pub fn size(&self) -> usize {
        self.splices.iter().map(|splice| splice.html.len()).sum::<usize>()
    }

    /// Extends the last splice if this one follows it directly.
    fn splice(&mut self, at: usize, remove: usize, section: Option<&str>) {
        let (html, added) = (section.unwrap_or_default(), usize::from(section.is_some()));
        if remove == 0 && added == 0 {
            return;
        }
        match self.splices.last_mut() {
            Some(last) if last.at + last.added == at => {
                last.remove += remove;
                last.added += added;
                last.html.push_str(html);
            }
            _ => self.splices.push(Splice { at, remove, html: html.to_owned(), added }),
        }
    }

    fn shift(&mut self, index: usize, new: (i64, i64), old: (i64, i64)) {
        let (numbers, lines) = (new.0 - old.0, new.1 - old.1);
        if (numbers, lines) == (0, 0) {
            return;
        }
        match self.shifts.last_mut() {
            Some(last) if last.to == index && (last.numbers, last.lines) == (numbers, lines) => {
                last.to += 1;
            }
            _ => self.shifts.push(Shift { from: index, to: index + 1, numbers, lines }),
        }
    }
}

/// Whether two slides differ at most in their notes and source location.
fn has_same_content(old: &DeckSlide, new: &DeckSlide) -> bool {
    old.id == new.id
        && old.aliases == new.aliases
        && (old.steps, old.step_numbers) == (new.steps, new.step_numbers)
        && old.opens == new.opens
        && (&old.mark, &old.lab) == (&new.mark, &new.lab)
        && old.planned.is_shown_like(&new.planned)
        && old.rendered.html == new.rendered.html
}

/// Whether two slides render identically, except for number and line.
fn is_same(old: &DeckSlide, new: &DeckSlide) -> bool {
    let DeckSlide { planned, id, aliases, number: _, steps, step_numbers, opens, .. } = new;
    let DeckSlide { mark, lab, rendered, .. } = new;
    old.id == *id
        && old.aliases == *aliases
        && (old.steps, old.step_numbers) == (*steps, *step_numbers)
        && old.opens == *opens
        && (&old.mark, &old.lab) == (mark, lab)
        && (Arc::ptr_eq(&old.planned, planned) || old.planned.is_written_like(planned))
        && (Arc::ptr_eq(&old.rendered, rendered) || old.rendered == *rendered)
}
