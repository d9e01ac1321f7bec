//! Slots: positions on pages that a site fills with a file, `templates/slots/NAME.html` or
//! `NAME.md`.
//!
//! Built-in templates include every slot; one without a file is empty. Elements that an author
//! leaves open are closed here, so that a slot never changes the page around it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::branches::{self, Variants};
use super::prepared::Draft;
use super::tags::{TagToken, tags};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, SlotFault, TemplateProblem};
use crate::path::ProjectPath;
use crate::render::document::{self, StrayTag, TagRepair};
use crate::render::{ProseHole, ProsePart, prose_around};
use crate::source::Source;
use crate::world::World;

/// The folder of slots in `templates/`.
pub(super) const FOLDER: &str = "slots/";

/// The slot that is shown on each slide.
const EVERY: &str = "every-slide";

/// The name of [`EVERY`] in Tera if it differs from slide to slide.
const EACH: &str = "slots/every-slide.html#each";

/// The prefix for relative addresses in slots, which are relative to the top of the site.
pub(in crate::theme) const ROOT: &str = "{{ page.root }}";

/// A slot.
pub(super) struct Slot {
    pub(super) name: &'static str,
    place: SlotPlace,
    /// The templates of the pages that show it.
    pub(super) pages: &'static [&'static str],
}

/// The position of a slot.
#[derive(Copy, Clone, PartialEq, Eq)]
enum SlotPlace {
    /// In the head of a page.
    Head,
    /// On a page, as a block.
    Page,
    /// Above or below the slides where they are read as a page.
    Reading,
    /// On each slide: around the stage, unless it differs from slide to slide.
    Stage,
    /// On slides of one kind.
    Slides,
}

const fn slot(name: &'static str, place: SlotPlace, pages: &'static [&'static str]) -> Slot {
    Slot { name, place, pages }
}

const FRONT: [&str; 8] = [
    "index.html",
    "past.html",
    "event.html",
    "speaker.html",
    "series.html",
    "events.html",
    "about-deck.html",
    "chapters.html",
];
const FRONT_AND_404: [&str; 9] = [
    "index.html",
    "past.html",
    "event.html",
    "speaker.html",
    "series.html",
    "events.html",
    "about-deck.html",
    "chapters.html",
    "404.html",
];
const ALL: [&str; 10] = [
    "index.html",
    "past.html",
    "event.html",
    "speaker.html",
    "series.html",
    "events.html",
    "about-deck.html",
    "chapters.html",
    "404.html",
    "deck.html",
];

/// All slots, in the order of `docs/guide/slots.md`.
pub(super) const SLOTS: [Slot; 25] = [
    slot("head", SlotPlace::Head, &ALL),
    slot("front-head", SlotPlace::Head, &FRONT_AND_404),
    slot("deck-head", SlotPlace::Head, &["deck.html"]),
    slot("masthead", SlotPlace::Page, &FRONT),
    slot("footer", SlotPlace::Page, &FRONT_AND_404),
    slot("index-before", SlotPlace::Page, &["index.html"]),
    slot("index-after", SlotPlace::Page, &["index.html"]),
    slot("past-before", SlotPlace::Page, &["past.html"]),
    slot("past-after", SlotPlace::Page, &["past.html"]),
    slot("event-before", SlotPlace::Page, &["event.html"]),
    slot("event-after", SlotPlace::Page, &["event.html"]),
    slot("event-aside", SlotPlace::Page, &["event.html"]),
    slot("speaker-before", SlotPlace::Page, &["speaker.html"]),
    slot("speaker-after", SlotPlace::Page, &["speaker.html"]),
    slot("series-before", SlotPlace::Page, &["series.html"]),
    slot("series-after", SlotPlace::Page, &["series.html"]),
    slot("about-deck-before", SlotPlace::Page, &["about-deck.html"]),
    slot("about-deck-after", SlotPlace::Page, &["about-deck.html"]),
    slot("about-deck-aside", SlotPlace::Page, &["about-deck.html"]),
    slot("404", SlotPlace::Page, &["404.html"]),
    slot("deck-header", SlotPlace::Page, &["deck.html"]),
    slot("deck-footer", SlotPlace::Reading, &["deck.html"]),
    slot(EVERY, SlotPlace::Stage, &["deck.html"]),
    slot("title-slide", SlotPlace::Slides, &[]),
    slot("section-slide", SlotPlace::Slides, &[]),
];

/// The slot with a name.
pub(super) fn named(name: &str) -> Option<&'static Slot> {
    SLOTS.iter().find(|slot| slot.name == name)
}

/// The slot that a file in `templates/` fills.
pub(super) fn of_file(name: &str) -> Option<&'static Slot> {
    let file = name.strip_prefix(FOLDER)?;
    named(file.strip_suffix(".html").or_else(|| file.strip_suffix(".md"))?)
}

/// Whether a file in `templates/` fills a slot.
pub(in crate::theme) fn is_slot(name: &str) -> bool {
    of_file(name).is_some()
}

/// Whether a site, or a theme in it, has a slot that is shown on slides.
pub(in crate::theme) fn on_slides(world: &dyn World) -> bool {
    let is_on_slides = |slot: &&Slot| matches!(slot.place, SlotPlace::Stage | SlotPlace::Slides);
    let in_themes = world.list("themes");
    SLOTS.iter().filter(is_on_slides).any(|slot| {
        let file = |ending| ProjectPath::new(&format!("templates/{FOLDER}{}.{ending}", slot.name));
        let is_in = |ending| {
            let end = format!("/templates/{FOLDER}{}.{ending}", slot.name);
            in_themes.iter().any(|file| file.as_str().ends_with(&end))
        };
        world.is_file(&file("html")) || world.is_file(&file("md")) || is_in("html") || is_in("md")
    })
}

/// The HTML of a slot's Markdown.
pub(in crate::theme) fn html_of(text: &str) -> String {
    let mut draft = Draft::default();
    from_markdown(&mut draft, "", text);
    draft.text
}

/// The slot that the author probably intended by an unknown name.
pub(super) fn meant(file: &str) -> Option<String> {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let bare = stem.to_lowercase().replace(['_', ' '], "-");
    let exact = named(&bare).map(|slot| slot.name);
    let name = exact.or_else(|| nearest(&bare, SLOTS.iter().map(|slot| slot.name)))?;
    let is_markdown = matches!(ending, "md" | "markdown" | "mkd" | "txt");
    Some(format!("{name}.{}", if is_markdown { "md" } else { "html" }))
}

/// The slots that have no file, as Tera includes them. `is_filled` tells which names have one.
pub(super) fn empty(is_filled: impl Fn(&str) -> bool) -> Vec<(String, &'static str)> {
    let names = SLOTS.iter().map(Slot::template);
    names.filter(|name| !is_filled(name)).map(|name| (name, "")).collect()
}

impl Slot {
    /// The name under which templates include it.
    pub(super) fn template(&self) -> String {
        format!("{FOLDER}{}.html", self.name)
    }

    /// Whether it is in the head of pages.
    pub(super) fn is_in_head(&self) -> bool {
        self.place == SlotPlace::Head
    }

    /// The text before and after its content.
    fn frame(&self, is_markdown: bool, is_each: bool) -> (String, &'static str) {
        let prose = if is_markdown { " prose" } else { "" };
        let name = self.name;
        match self.place {
            SlotPlace::Head => ("\n".to_owned(), ""),
            SlotPlace::Page => (format!("\n<div class=\"slot slot-{name}{prose}\">\n"), "\n</div>"),
            SlotPlace::Reading => {
                let open = format!("\n<footer class=\"deck-header slot-{name}\" data-ui>\n");
                (open, "\n</footer>")
            }
            SlotPlace::Stage if !is_each => {
                let open = "\n<div class=\"deck-ui every-slide\"><div class=\"on-slide\">\n";
                (open.to_owned(), "\n</div></div>")
            }
            SlotPlace::Stage => ("<div class=\"on-slide\" data-ui>\n".to_owned(), "\n</div>\n"),
            SlotPlace::Slides => {
                (format!("<div class=\"on-slide slot-{name}\" data-ui>\n"), "\n</div>\n")
            }
        }
    }
}

/// The slots of slides, by the names of their templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SlideSlots {
    /// On each slide, and different from slide to slide.
    pub(crate) each: Option<String>,
    /// On title slides.
    pub(crate) title: Option<String>,
    /// On slides that open a section.
    pub(crate) section: Option<String>,
}

impl SlideSlots {
    /// Notes a slot that has a template.
    pub(super) fn add(&mut self, slot: &Slot, template: &str) {
        let template = Some(template.to_owned());
        match slot.name {
            EVERY if template.as_deref() == Some(EACH) => self.each = template,
            "title-slide" => self.title = template,
            "section-slide" => self.section = template,
            _ => {}
        }
    }

    /// Whether no slide has any.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A filled slot, ready for Tera.
pub(super) struct FilledSlot {
    /// Its name in Tera.
    pub(super) template: String,
    pub(super) draft: Draft,
}

/// Prepares the file of a slot. `name` is the name of the file in `templates/`.
pub(super) fn filled(
    slot: &Slot,
    (name, source): (&str, &Source),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FilledSlot> {
    let is_markdown = source.path().has_extension("md");
    let is_each = slot.name == EVERY && asks_for_slide(source.text());
    let (open, close) = slot.frame(is_markdown, is_each);
    let mut draft = Draft::default();
    draft.add(name, 0, &open);
    if is_markdown {
        from_markdown(&mut draft, name, source.text());
    } else {
        from_html(&mut draft, slot, (name, source), diagnostics)?;
    }
    draft.add(name, source.text().len(), close);
    let template = if is_each { EACH.to_owned() } else { slot.template() };
    Some(FilledSlot { template, draft })
}

/// Whether a text uses the variable `slide`.
fn asks_for_slide(text: &str) -> bool {
    tags(text).iter().any(|tag| {
        let is_field = |index: usize| index > 0 && tag.tokens[index - 1].1 == TagToken::Mark('.');
        let mut tokens = tag.tokens.iter().enumerate();
        tokens.any(|(index, (_, token))| *token == TagToken::Word("slide") && !is_field(index))
    })
}

/// Whether an address is relative to the page or to the top of the site.
pub(super) fn is_relative(url: &str) -> bool {
    let before = url.split(['/', '?', '#']).next().unwrap_or_default();
    !url.is_empty() && !url.starts_with(['/', '?', '#']) && !before.contains(':')
}

/// A change of a slot's text: a range, and its replacement.
type SlotEdit = (Range<usize>, String);

/// Appends HTML, with addresses relative to the top, and with all elements closed.
fn from_html(
    draft: &mut Draft,
    slot: &Slot,
    (name, source): (&str, &Source),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<()> {
    let text = source.text();
    let mut edits: Vec<SlotEdit> = Vec::new();
    for reference in document::references(&branches::masked(text)) {
        let (typed, at) = (&text[reference.range.clone()], reference.range.start);
        if is_relative(typed) && !typed.starts_with('{') {
            edits.push((at..at, ROOT.to_owned()));
        }
    }
    let mut is_usable = true;
    for SlotStray { stray, is_always } in strays(text) {
        let (slot, tag, at) = (slot.name, stray.tag, source.span(stray.range.clone()));
        let fault = match stray.repair {
            TagRepair::Impossible => SlotFault::Open(tag),
            _ if !is_always => SlotFault::StrayInBranch(tag),
            TagRepair::Remove | TagRepair::Close(..) => SlotFault::Stray(tag),
        };
        is_usable &= matches!(fault, SlotFault::Stray(_));
        match stray.repair {
            TagRepair::Remove => edits.push((stray.range, String::new())),
            TagRepair::Close(at, end_tag) => edits.push((at..at, end_tag)),
            TagRepair::Impossible => {}
        }
        diagnostics.push(Diagnostic::new(TemplateProblem::Markup { slot, fault }, at));
    }
    if slot.is_in_head() {
        diagnostics.extend(misplaced(slot, source));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut at = 0;
    for (range, instead) in edits {
        draft.take(name, text, at..range.start);
        draft.add(name, range.start, &instead);
        at = range.end;
    }
    draft.take(name, text, at..text.trim_end().len().max(at));
    is_usable.then_some(())
}

/// A tag without partner in a slot.
struct SlotStray {
    stray: StrayTag,
    /// Whether it is unmatched under all conditions.
    is_always: bool,
}

/// The unmatched and the unfinished tags; the last one first, which is the order in which they are
/// closed.
fn strays(text: &str) -> Vec<SlotStray> {
    let variants = Variants::of(text);
    let mut found: BTreeMap<usize, (StrayTag, usize)> = BTreeMap::new();
    for variant in 0..variants.count() {
        for stray in document::strays(&variants.text(variant)) {
            let (known, count) = found.entry(stray.range.start).or_insert((stray.clone(), 0));
            *count += usize::from(*known == stray);
        }
    }
    let strays = found.into_values().rev();
    strays.map(|(stray, count)| SlotStray { stray, is_always: count == variants.count() }).collect()
}

/// Content that is not allowed in the head of a page: a browser would end the head there.
fn misplaced(slot: &Slot, source: &Source) -> Option<Diagnostic> {
    let range = document::after_head(&branches::masked(source.text()))?;
    let found = source.text()[range.clone()].to_owned();
    let problem = TemplateProblem::Markup { slot: slot.name, fault: SlotFault::NotForHead(found) };
    Some(Diagnostic::new(problem, source.span(range)))
}

/// Appends Markdown as HTML, with addresses relative to the top of the site. Tags of Tera stay
/// unchanged.
fn from_markdown(draft: &mut Draft, name: &str, text: &str) {
    let is_silent = |start: usize| text[start..].starts_with("{%");
    let holes: Vec<ProseHole> = tags(text)
        .into_iter()
        .map(|tag| ProseHole { range: tag.start..tag.end, is_silent: is_silent(tag.start) })
        .collect();
    let parts = prose_around(text, &holes);
    let written = |part: &ProsePart| match part {
        ProsePart::Html(html) => html.clone(),
        ProsePart::Hole(index) => text[holes[*index].range.clone()].to_owned(),
    };
    let html: String = parts.iter().map(written).collect();
    let starts: BTreeSet<usize> = document::references(&branches::masked(&html))
        .into_iter()
        .map(|reference| reference.range)
        .filter(|range| is_relative(&html[range.clone()]) && !html[range.start..].starts_with('{'))
        .map(|range| range.start)
        .collect();
    let (mut at, mut last) = (0, 0);
    for part in &parts {
        match part {
            ProsePart::Html(part) => {
                let (begin, end) = (at, at + part.len());
                for &start in starts.range(begin..end) {
                    draft.add(name, last, &html[at..start]);
                    draft.add(name, last, ROOT);
                    at = start;
                }
                draft.add(name, last, &html[at..end]);
                at = end;
            }
            ProsePart::Hole(index) => {
                let range = holes[*index].range.clone();
                at += range.len();
                last = range.end;
                draft.take(name, text, range);
            }
        }
    }
}
