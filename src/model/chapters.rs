//! Chapters as decks of their own, if the site enables them: `chapter-pages`.
//!
//! A chapter by itself is a piece of one deck, its *home*: the deck that shows the most of its slides, the first
//! one of several. So it shows what that deck shows, with the deck's variables and language.
//!
//! **Invariant:** nothing is published here that the home does not publish. It does not contain
//! excluded slides or private notes, so neither does the chapter; nothing is read or rendered for a
//! chapter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{DeckExtent, DeckFile, DeckSummary, SiteDeck};
use crate::deck::{Deck, DeckPlan, DeckSlide, DeckStats, Placed};
use crate::event::agenda::Pace;
use crate::line::one_line;
use crate::memo::{Memo, Shared};
use crate::render;
use crate::routes::PageFolder;

/// The decks of chapters, as long as their homes stay the same.
pub(crate) type ChapterDecks = Memo<(PageFolder, Arc<str>), Shared<SiteDeck>, Arc<SiteDeck>>;

/// A chapter that has a page, without its slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteChapter {
    /// Its folder below `slides/`; empty for a chapter directly in it.
    pub(crate) folder: Arc<str>,
    /// Its name without `.md`.
    pub(crate) name: Arc<str>,
    /// The title of its first section, or its name in words.
    pub(crate) title: String,
    /// The deck whose slides it shows.
    pub(crate) home: Arc<str>,
    /// All decks that show it, in the order of their manifests.
    pub(crate) decks: Vec<Arc<str>>,
}

impl SiteChapter {
    /// The folder of its pages.
    pub(crate) fn page_folder(&self) -> PageFolder {
        PageFolder::Chapters(Arc::clone(&self.folder))
    }

    /// Its path below `slides/`, without `.md`: `k8s/ingress`.
    pub(crate) fn path(&self) -> String {
        if self.folder.is_empty() {
            self.name.to_string()
        } else {
            format!("{}/{}", self.folder, self.name)
        }
    }
}

/// The chapters that some decks show, by folder and name.
pub(super) fn outlines(decks: &[Arc<SiteDeck>]) -> Vec<SiteChapter> {
    let mut found: BTreeMap<(String, String), (SiteChapter, usize)> = BTreeMap::new();
    for deck in decks {
        for (key, slides) in pieces(&deck.plan) {
            let name = Arc::clone(&deck.summary.name);
            let count = slides.len();
            let title = title(&deck.plan, slides, &key.1);
            let new = |decks: Vec<Arc<str>>| SiteChapter {
                folder: key.0.as_str().into(),
                name: key.1.as_str().into(),
                title: title.clone(),
                home: Arc::clone(&name),
                decks,
            };
            match found.get_mut(&key) {
                None => _ = found.insert(key.clone(), (new(vec![Arc::clone(&name)]), count)),
                Some((chapter, most)) => {
                    chapter.decks.push(Arc::clone(&name));
                    if count > *most {
                        *chapter = new(std::mem::take(&mut chapter.decks));
                        *most = count;
                    }
                }
            }
        }
    }
    found.into_values().map(|(chapter, _)| chapter).collect()
}

/// The chapters of a deck that are files, by folder and name, each with its slides. For a chapter
/// that is listed twice, its first position counts.
fn pieces(plan: &DeckPlan) -> BTreeMap<(String, String), Range<usize>> {
    let mut found = BTreeMap::new();
    let mut first = 0;
    while let Some(slide) = plan.slides.get(first) {
        let same = plan.slides[first..].iter().take_while(|other| other.chapter == slide.chapter);
        let end = first + same.count();
        // A picture between two sections belongs to neither.
        let is_between = is_picture_before_section(&plan.slides[first..end]);
        let begin = if is_between { first + 1 } else { first };
        if let Some(key) = plan.leaves.get(slide.chapter).and_then(|leaf| key(leaf.file.as_str())) {
            found.entry(key).or_insert(begin..end);
        }
        first = end;
    }
    found
}

/// Whether some slides begin with a picture and the title slide of a section.
fn is_picture_before_section(slides: &[Placed]) -> bool {
    let is_picture = |slide: &Placed| slide.classes.iter().any(|class| class == "pic");
    matches!(slides, [first, second, ..] if is_picture(first) && second.opens.section)
}

/// Folder and name of a chapter's file in `slides/`.
fn key(file: &str) -> Option<(String, String)> {
    let path = file.strip_prefix("slides/")?.strip_suffix(".md")?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    Some((folder.to_owned(), name.to_owned()))
}

/// The sections before some slides, and those among them.
fn sections_of(plan: &DeckPlan, slides: Range<usize>) -> Range<usize> {
    let count = |slides: Range<usize>| -> usize {
        let slides = plan.slides.get(slides).unwrap_or_default().iter();
        slides.map(|s| usize::from(s.opens.section) + s.opens.headings as usize).sum()
    };
    let before = count(0..slides.start);
    let end = before + count(slides);
    before.min(plan.sections.len())..end.min(plan.sections.len())
}

fn title(plan: &DeckPlan, slides: Range<usize>, name: &str) -> String {
    let sections = &plan.sections[sections_of(plan, slides)];
    let of_section = sections.first().map(|section| one_line(&render::plain(&section.title)));
    of_section.filter(|title| !title.is_empty()).unwrap_or_else(|| in_words(name))
}

/// `kube-proxy_setup` as `Kube proxy setup`.
fn in_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The decks of chapters whose homes are rendered, by folder.
pub(super) fn decks(
    outlines: &[SiteChapter],
    decks: &[Arc<SiteDeck>],
    (pace, known): (Pace, &mut ChapterDecks),
) -> BTreeMap<PageFolder, Vec<Arc<SiteDeck>>> {
    let mut found: BTreeMap<PageFolder, Vec<Arc<SiteDeck>>> = BTreeMap::new();
    for chapter in outlines {
        let home = decks.iter().find(|deck| deck.summary.name == chapter.home);
        let Some(home) = home.filter(|deck| deck.extent == DeckExtent::Rendered) else { continue };
        let key = (chapter.page_folder(), Arc::clone(&chapter.name));
        let made = |home: &Shared<SiteDeck>| Arc::new(deck(home, chapter, pace));
        let deck = known.get(&key, Shared::from(Arc::clone(home)), made);
        found.entry(key.0).or_default().push(deck);
    }
    known.end_round();
    found
}

/// A chapter as a deck: a piece of its home.
fn deck(home: &SiteDeck, chapter: &SiteChapter, pace: Pace) -> SiteDeck {
    let key = (chapter.folder.to_string(), chapter.name.to_string());
    let range = pieces(&home.plan).remove(&key).unwrap_or_default();
    let plan = home.plan.of_slides(range.clone(), sections_of(&home.plan, range.clone()));
    let deck = Deck {
        name: chapter.name.to_string(),
        slides: slides(&home.deck, range.clone()),
        total: total(&home.deck, range.clone()),
        sections: plan.sections.clone(),
        stats: DeckStats::default(),
        minutes: None,
        files: Vec::new(),
        sources: BTreeSet::new(),
    };
    let beside = home.beside.of_slides(range.clone());
    let lengths: Vec<_> = deck.slides.iter().map(DeckSlide::length).collect();
    let summary = DeckSummary {
        title: chapter.title.clone(),
        description: String::new(),
        authors: Vec::new(),
        date: None,
        subjects: Vec::new(),
        planned: None,
        ..DeckSummary::of((&plan, &deck), &lengths, pace)
    };
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (index, slide) in deck.slides.iter().enumerate() {
        used.extend(slide.files());
        used.extend(slide.rendered.notes_files.iter().map(|file| file.url.as_str()));
        used.extend(beside.of_slide(index).into_iter().flatten().map(|(_, to)| to.as_str()));
    }
    let is_used = |file: &&DeckFile| used.contains(file.url.as_str());
    SiteDeck {
        extent: DeckExtent::Piece,
        files: home.files.iter().filter(is_used).cloned().collect(),
        lines: home.lines.get(range).unwrap_or_default().to_vec(),
        asked: Vec::new(),
        faults: Vec::new(),
        backgrounds: home.backgrounds.clone(),
        layouts: home.layouts.clone(),
        sizes: home.sizes.clone(),
        diagnostics: Vec::new(),
        summary: Arc::new(summary),
        beside,
        plan,
        deck,
    }
}

/// Some slides of a deck, counted from 1.
fn slides(home: &Deck, range: Range<usize>) -> Vec<DeckSlide> {
    let slides = home.slides.get(range).unwrap_or_default();
    let before = slides.first().map_or(0, |slide| slide.number.saturating_sub(1));
    let counted = |slide: &DeckSlide| {
        let mut slide = slide.clone();
        slide.number = slide.number.saturating_sub(before).max(1);
        slide
    };
    slides.iter().map(counted).collect()
}

/// How many numbers some slides of a deck have.
fn total(home: &Deck, range: Range<usize>) -> u32 {
    let Some(first) = home.slides.get(range.start) else { return 0 };
    let next = home.slides.get(range.end).map_or(home.total + 1, |slide| slide.number);
    next.saturating_sub(first.number)
}

#[cfg(test)]
mod tests {
    use super::{in_words, key};

    #[test]
    fn chapters_are_files_in_slides() {
        let of = |folder: &str, name: &str| Some((folder.to_owned(), name.to_owned()));
        assert_eq!(key("slides/k8s/ingress.md"), of("k8s", "ingress"));
        assert_eq!(key("slides/a.b.md"), of("", "a.b"));
        assert_eq!([key("slides/kube.yml"), key("events/x/a.md")], [None, None]);
    }

    #[test]
    fn a_name_in_words_begins_with_a_capital() {
        assert_eq!(in_words("kube-proxy_setup"), "Kube proxy setup");
        assert_eq!(in_words(""), "");
    }
}
