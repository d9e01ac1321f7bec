//! The page about a deck as a value: the template around the transcript, and the transcript, which
//! is written on demand: a deck of thousands of slides changes with every edit, while this page is
//! rarely open.

use std::fmt::Write as _;
use std::sync::Arc;

use super::sizes::{has_sizes, with_sizes};
use super::thumbnail::Thumbnail;
use crate::deck::DeckSlide;
use crate::language::Vocabulary;
use crate::manifest::Notes;
use crate::memo::Shared;
use crate::model::SiteDeck;
use crate::path::percent_encoded;
use crate::render;
use crate::render::escape::{push_attribute, push_text};

/// The most slides of a deck whose transcript is open from the start.
const FEW: usize = 40;

/// How many slides form a group in a deck without sections.
const GROUP: usize = 50;

/// The page about a deck: the template around its transcript, which is written on demand.
#[derive(Clone, Debug)]
pub struct TranscriptPage {
    /// The parts of the template before, between and after the places where it shows the transcript.
    pub(super) around: Arc<[String]>,
    pub(super) deck: Shared<SiteDeck>,
    /// The address of the slides from this page.
    pub(super) slides: String,
    /// The text for “Notes”.
    pub(super) notes: String,
    /// The pictures of the slides, in order; empty without any.
    pub(super) thumbnails: Arc<[Option<Thumbnail>]>,
}

/// Decks are compared by identity, see `SiteDeck`.
impl PartialEq for TranscriptPage {
    fn eq(&self, other: &Self) -> bool {
        Shared::is_same(&self.deck, &other.deck)
            && self.around == other.around
            && self.slides == other.slides
            && self.notes == other.notes
            && self.thumbnails == other.thumbnails
    }
}

/// Slides of a transcript under one heading.
struct SlideGroup<'a> {
    /// Its title in HTML; may be empty.
    title_html: String,
    /// The index of the first slide.
    first: usize,
    slides: &'a [DeckSlide],
}

impl TranscriptPage {
    /// The whole page, without the sizes of files.
    pub fn html(&self) -> String {
        let html = self.with_marks();
        if self.has_sizes() { with_sizes(&html, &|_| None) } else { html }
    }

    /// Whether it waits for the sizes of downloads.
    pub fn has_sizes(&self) -> bool {
        self.around.iter().any(|part| has_sizes(part.as_bytes()))
    }

    /// The whole page, with placeholders for sizes.
    pub fn with_marks(&self) -> String {
        let transcript = if self.around.len() > 1 { self.transcript() } else { String::new() };
        self.around.join(&transcript)
    }

    fn transcript(&self) -> String {
        let slides = &self.deck.deck.slides;
        let mut out = String::with_capacity(slides.len() * 400);
        let is_open = slides.len() <= FEW;
        for group in self.groups() {
            let is_alone = group.slides.len() == slides.len() && group.title_html.is_empty();
            if !is_alone {
                let open = if is_open { " open" } else { "" };
                // Writing to a String cannot fail.
                let _ = write!(out, "<details class=\"transcript-part\"{open}>\n<summary>");
                summary(&mut out, &group);
                out.push_str("</summary>\n");
            }
            out.push_str("<ol class=\"transcript-slides\">\n");
            for (index, slide) in group.slides.iter().enumerate() {
                self.slide(&mut out, group.first + index, slide);
            }
            out.push_str(if is_alone { "</ol>\n" } else { "</ol>\n</details>\n" });
        }
        out
    }

    /// The slides by section; in groups of a fixed number if there are no sections.
    fn groups(&self) -> Vec<SlideGroup<'_>> {
        let (deck, sections) = (&self.deck.deck, &self.deck.plan.sections);
        let begins =
            |slide: &DeckSlide| usize::from(slide.opens.section) + slide.opens.headings as usize;
        let mut groups: Vec<SlideGroup<'_>> = Vec::new();
        if sections.is_empty() {
            let chunks = deck.slides.chunks(if deck.slides.len() > FEW { GROUP } else { FEW });
            let mut first = 0;
            for slides in chunks {
                groups.push(SlideGroup { title_html: String::new(), first, slides });
                first += slides.len();
            }
            return groups;
        }
        let starts = deck.slides.iter().enumerate().filter(|(_, slide)| begins(slide) > 0);
        let mut starts: Vec<usize> = starts.map(|(index, _)| index).collect();
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        let mut opened = 0;
        for (at, &first) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(deck.slides.len());
            let slides = deck.slides.get(first..end).unwrap_or_default();
            let count = slides.first().map_or(0, begins);
            let titles = sections.iter().skip(opened).take(count);
            let titles: Vec<String> = titles.map(|section| render::line(&section.title)).collect();
            opened += count;
            let title_html = if titles.is_empty() {
                render::escape::text(&self.deck.summary.title)
            } else {
                titles.join(" · ")
            };
            groups.push(SlideGroup { title_html, first, slides });
        }
        groups
    }

    fn slide(&self, out: &mut String, index: usize, slide: &DeckSlide) {
        let [content, notes] = slide.transcripts();
        let are_public = self.deck.plan.manifest.notes == Notes::Public;
        let thumbnail = self.thumbnails.get(index).and_then(Option::as_ref);
        let has_notes = are_public && !notes.is_empty();
        if content.is_empty() && thumbnail.is_none() && !has_notes {
            return; // A picture alone says nothing here.
        }
        out.push_str("<li><a");
        push_attribute(out, "href", &format!("{}#{}", self.slides, percent_encoded(&slide.id)));
        out.push('>');
        if let Some(Thumbnail { href, width, height }) = thumbnail {
            out.push_str("<img");
            push_attribute(out, "src", href);
            push_attribute(out, "alt", "");
            push_attribute(out, "width", &width.to_string());
            push_attribute(out, "height", &height.to_string());
            out.push_str(" loading=\"lazy\">");
        }
        let _ = write!(out, "{}</a><div>", slide.number);
        // The title slide of a section has links to other slides besides its title.
        if slide.opens.section {
            out.push_str("<h3>");
            push_text(out, &slide.rendered.title);
            out.push_str("</h3>");
        } else {
            out.push_str(&content);
        }
        if has_notes {
            out.push_str("<div class=\"transcript-notes\"><strong>");
            push_text(out, &self.notes);
            out.push_str("</strong>");
            out.push_str(&notes);
            out.push_str("</div>");
        }
        out.push_str("</div></li>\n");
    }
}

/// The line that opens a group: its title, and the numbers of its slides.
fn summary(out: &mut String, group: &SlideGroup<'_>) {
    let number = |slide: Option<&DeckSlide>| slide.map_or(0, |slide| slide.number);
    let (first, last) = (number(group.slides.first()), number(group.slides.last()));
    if !group.title_html.is_empty() {
        let _ = write!(out, "<span>{}</span> ", group.title_html);
    }
    let numbers = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let _ = write!(out, "<span class=\"muted\">{numbers}</span>");
}

/// The texts around a transcript in a language.
pub(super) fn word_for_notes(words: &Vocabulary) -> String {
    words.notes.to_string()
}
