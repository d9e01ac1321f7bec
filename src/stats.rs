//! Numbers of decks, by chapter and part: slides, steps, words, labs, minutes.

use std::ops::AddAssign;

use crate::deck::{Deck, DeckPlan, DeckSlide};
use crate::event::agenda::Pace;
use crate::model::{DeckExtent, times};
use crate::routes::reported;
use crate::site::Built;

/// A minute, in seconds.
const MINUTE: u64 = 60;

/// The numbers of some slides.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The number of slides.
    pub slides: usize,
    /// How many further steps they have.
    pub steps: usize,
    /// The number of words that they show, outside code blocks and notes.
    pub words: usize,
    /// How many of them contain an exercise for the audience.
    pub labs: usize,
    /// Seconds that their authors planned.
    planned: u64,
    /// The usual duration of slides without a plan, in seconds.
    estimated: u64,
}

impl Figures {
    /// Their minutes, planned and estimated together.
    pub fn minutes(&self) -> u64 {
        (self.planned + self.estimated).div_ceil(MINUTE)
    }

    /// Whether all of the time is planned.
    pub fn is_planned(&self) -> bool {
        self.estimated == 0 && self.planned > 0
    }

    fn of(slide: &DeckSlide, (planned, estimated): (u64, u64)) -> Self {
        Self {
            slides: 1,
            steps: slide.steps as usize,
            words: slide.rendered.words,
            labs: usize::from(slide.is_lab()),
            planned,
            estimated,
        }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.slides += other.slides;
        self.steps += other.steps;
        self.words += other.words;
        self.labs += other.labs;
        self.planned += other.planned;
        self.estimated += other.estimated;
    }
}

/// The numbers of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckFigures {
    /// Its name, with the event before it: `2027-paris/kube`. A private event is `private/7hX…`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// All of it.
    pub total: Figures,
    /// Its parts, in order.
    pub parts: Vec<PartFigures>,
    /// Its numbered labs, in order.
    pub labs: Vec<NumberedLab>,
}

/// A lab with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLab {
    /// Its number: `3b`.
    pub number: String,
    /// The title of its slide.
    pub title: String,
    /// The number of its slide.
    pub slide: u32,
}

/// The numbers of a part: an entry of `content`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFigures {
    /// Its number, from 1.
    pub number: usize,
    /// All of it.
    pub total: Figures,
    /// Its chapters, in order: their names and numbers.
    pub chapters: Vec<(String, Figures)>,
}

/// The numbers of all decks of a site.
pub fn of_site(built: &Built, pace: Pace) -> Vec<DeckFigures> {
    let deck = |(path, page): (&crate::path::OutPath, &crate::site::DeckPage)| {
        let name = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        DeckFigures {
            name: reported(name.strip_prefix("events/").unwrap_or(name)).into_owned(),
            title: page.title(),
            ..of_deck(&page.deck.plan, &page.deck.deck, pace)
        }
    };
    // The slides of a chapter by itself are those of a deck.
    let decks = built.pages.iter().filter(|(_, page)| page.deck.extent != DeckExtent::Piece);
    decks.map(deck).collect()
}

fn of_deck(plan: &DeckPlan, deck: &Deck, pace: Pace) -> DeckFigures {
    let mut figures: Vec<Figures> = plan.leaves.iter().map(|_| Figures::default()).collect();
    let slides = plan.slides.iter().zip(&deck.slides);
    let lengths: Vec<_> = deck.slides.iter().map(DeckSlide::length).collect();
    for ((placed, slide), times) in slides.zip(times(plan, &lengths, pace)) {
        if let Some(chapter) = figures.get_mut(placed.chapter) {
            *chapter += Figures::of(slide, times);
        }
    }
    let (mut total, mut parts) = (Figures::default(), Vec::<PartFigures>::new());
    let mut last = None;
    for (chapter, figures) in plan.leaves.iter().zip(figures) {
        if last != Some(chapter.part) {
            last = Some(chapter.part);
            parts.push(PartFigures {
                number: parts.len() + 1,
                total: Figures::default(),
                chapters: Vec::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            part.total += figures;
            part.chapters.push((chapter.label.to_string(), figures));
        }
        total += figures;
    }
    let labs = deck.slides.iter().filter_map(|slide| {
        let (number, title) = (slide.lab.as_deref()?.to_owned(), slide.rendered.title.clone());
        Some(NumberedLab { number, title, slide: slide.number })
    });
    let labs = labs.collect();
    DeckFigures { name: String::new(), title: String::new(), total, parts, labs }
}
