//! The markup of slides, which is a contract: themes, scripts and tests rely on it. The head of
//! `templates/deck.html` describes it.

use super::notes::SpeakerNotes;
use crate::deck::{DeckSlide, Repository, TitleMark, WIDTH};
use crate::model::{DeckLayouts, Sources};
use crate::render::escape::{push_attribute, push_text};
use crate::render::{PageLinks, Sizes, css, is_lab};
use crate::span::Span;

/// The layout of a picture under the text.
const FULL_PICTURE: &str = "image-full";

/// Shared by the slides of a deck.
#[derive(Copy, Clone)]
pub(super) struct SlideFrame<'a> {
    pub(super) sources: Sources,
    pub(super) notes: SpeakerNotes,
    pub(super) repository: &'a Repository,
    /// The sizes of pictures, by their addresses.
    pub(super) sizes: &'a Sizes,
    /// The addresses on slides that differ on the page.
    pub(super) links: &'a PageLinks,
    /// What slots add.
    pub(super) slots: &'a str,
    pub(super) layouts: &'a DeckLayouts,
    /// Whether type grows into free space by default.
    pub(super) grows: bool,
}

/// A slide, which begins at a line of its file.
pub(super) fn section(out: &mut String, frame: SlideFrame<'_>, slide: &DeckSlide, line: usize) {
    out.push_str("<section class=\"slide\"");
    attributes(out, frame, slide, line);
    out.push_str(">\n");
    content(out, frame, slide, line);
    out.push_str("</section>\n");
}

/// The attributes of a slide's element.
fn attributes(out: &mut String, frame: SlideFrame<'_>, slide: &DeckSlide, line: usize) {
    push_attribute(out, "id", &slide.id);
    push_attribute(out, "data-number", &slide.number.to_string());
    if slide.steps > 0 {
        push_attribute(out, "data-steps", &slide.steps.to_string());
    }
    if frame.sources == Sources::Shown {
        push_attribute(out, "data-source", &place(&slide.place, line));
    }
    if let Some(name) = &slide.name {
        push_attribute(out, "data-name", name);
    }
    if !slide.aliases.is_empty() {
        push_attribute(out, "data-aliases", &slide.aliases.join(" "));
    }
    if slide.opens.section {
        out.push_str(" data-section");
    }
    for (key, value) in [
        ("data-contents", slide.contents_columns().map(str::to_owned)),
        ("data-part", slide.opens.part.map(|part| part.to_string())),
        ("data-minutes", slide.opens.minutes.map(|minutes| minutes.to_string())),
    ] {
        if let Some(value) = value {
            push_attribute(out, key, &value);
        }
    }
    let has = |class: &str| slide.classes.iter().any(|other| other == class);
    let is_title = has("title") || has(FULL_PICTURE) && frame.layouts.used.contains(FULL_PICTURE);
    if is_title || slide.rendered.content_classes.contains(&"interstitial") {
        out.push_str(if is_title { " data-ground=\"title\"" } else { " data-ground=\"picture\"" });
    }
    if frame.notes == SpeakerNotes::Shown && !slide.rendered.notes.is_empty() {
        out.push_str(" data-notes");
    }
}

/// The content of a slide's element.
fn content(out: &mut String, frame: SlideFrame<'_>, slide: &DeckSlide, line: usize) {
    anchors(out, slide);
    if let Some(mark) = &slide.mark {
        title_mark(out, frame, mark);
    }
    out.push_str("<div class=\"slide-content remark-slide-content");
    for class in slide.classes.iter() {
        out.push(' ');
        push_text(out, class);
    }
    out.push('"');
    // Not classes, because a slide's classes belong to its author.
    if !slide.rendered.content_classes.is_empty() {
        push_attribute(out, "data-has", &slide.rendered.content_classes.join(" "));
    }
    layout(out, frame, slide);
    if slide.is_counted {
        push_attribute(out, "id", &slide.number.to_string());
    }
    let lab = slide.lab.as_deref();
    if let Some(number) = lab.filter(|_| slide.classes.iter().any(|class| is_lab(class))) {
        push_attribute(out, "data-lab", number);
    }
    for (key, value) in &slide.background {
        let linked = css::relinked(value, frame.links);
        push_attribute(out, &format!("data-{key}"), linked.as_deref().unwrap_or(value));
    }
    out.push_str(">\n");
    let start = out.len();
    slide.rendered.html.write(frame.links, frame.sizes, lab, out);
    if slide.opens.section && out[start..].starts_with("<p>") {
        // It stays a paragraph, as in remark: style sheets of sites know it as one.
        out.insert_str(start + "<p".len(), " role=\"heading\" aria-level=\"2\"");
    }
    let footer = match frame.sources {
        Sources::Shown => footer(frame.repository, slide, line),
        Sources::Hidden => String::new(),
    };
    out.push_str(&footer);
    out.push_str("</div>\n");
    out.push_str(frame.slots);
    match frame.notes {
        SpeakerNotes::Shown => notes(out, frame, slide, &footer),
        SpeakerNotes::LeftOut => {}
    }
}

/// The extra content of a title slide.
fn title_mark(out: &mut String, frame: SlideFrame<'_>, mark: &TitleMark) {
    let opener = match mark {
        TitleMark::Opener(opener) => opener,
        TitleMark::Level(level) => {
            out.push_str("<p class=\"deck-level\" data-ui>");
            push_text(out, level);
            out.push_str("</p>\n");
            return;
        }
    };
    let has_picture = if opener.picture.is_some() { " has-picture" } else { "" };
    out.push_str("<div");
    push_attribute(out, "class", &format!("opener{has_picture}"));
    out.push_str(" data-ui");
    push_attribute(out, "data-nth", &opener.number.to_string());
    out.push_str("><p>");
    let facts = [("b", &opener.part), ("span", &opener.place), ("i", &opener.time)];
    for (element, fact) in facts {
        if let Some(fact) = fact {
            out.push('<');
            out.push_str(element);
            out.push('>');
            push_text(out, fact);
            out.push_str("</");
            out.push_str(element);
            out.push_str("> ");
        }
    }
    out.push_str("</p>");
    if let Some(picture) = &opener.picture {
        out.push_str("<img alt=\"\" loading=\"lazy\"");
        push_attribute(out, "src", frame.links.get(picture).unwrap_or(picture));
        out.push('>');
    }
    out.push_str("<svg aria-hidden=\"true\" preserveAspectRatio=\"none\"");
    push_attribute(out, "viewBox", &format!("0 0 {WIDTH} 4"));
    out.push('>');
    for (class, path) in [("all", &*opener.track), ("done", &opener.done), ("now", &opener.now)] {
        if !path.is_empty() {
            out.push_str("<path");
            push_attribute(out, "class", class);
            push_attribute(out, "d", path);
            out.push_str("/>");
        }
    }
    out.push_str("</svg></div>\n");
}

/// Whether the type of a slide grows, and whether it shows only a picture.
fn layout(out: &mut String, frame: SlideFrame<'_>, slide: &DeckSlide) {
    let has = |class: &str| slide.classes.iter().any(|other| other == class);
    let is_filled = has("pic") || has("title");
    let by_default = frame.grows && !is_filled || frame.layouts.grows(&slide.classes);
    if slide.grows.unwrap_or(by_default) {
        out.push_str(" data-fit=\"grow\"");
    }
    if has(FULL_PICTURE) && slide.rendered.is_bare {
        out.push_str(" data-bare");
    }
}

/// The notes; if they end the slide, the footer follows inside them, as in remark.
fn notes(out: &mut String, frame: SlideFrame<'_>, slide: &DeckSlide, footer: &str) {
    if slide.rendered.notes.is_empty() {
        return;
    }
    out.push_str("<aside class=\"notes\">\n");
    slide.rendered.notes.write(frame.links, frame.sizes, None, out);
    if slide.notes_end_it {
        if slide.steps > 0 && !footer.is_empty() {
            out.push_str("<div data-step=\"");
            out.push_str(&slide.steps.to_string());
            out.push_str("\">");
            out.push_str(footer);
            out.push_str("</div>\n");
        } else {
            out.push_str(footer);
        }
    }
    out.push_str("</aside>\n");
}

/// Link targets besides the slide's own: the numbers of its steps, and other names.
fn anchors(out: &mut String, slide: &DeckSlide) {
    let steps = (1..=slide.step_numbers).map(|step| (slide.number + step).to_string());
    for anchor in steps.chain(slide.aliases.iter().cloned()) {
        out.push_str("<span");
        push_attribute(out, "id", &anchor);
        out.push_str(" data-ui></span>\n");
    }
}

/// The file, relative to `slides/`, and the line.
pub(super) fn place(span: &Span, line: usize) -> String {
    let file = span.file.revision().map_or(span.file.as_str(), |(_, file)| file);
    match file.strip_prefix("slides/") {
        Some(file) => format!("{file}:{line}"),
        None => format!("../{file}:{line}"),
    }
}

/// The source footer, with a link to where the slide can be edited.
fn footer(repository: &Repository, slide: &DeckSlide, line: usize) -> String {
    let mut out = String::from("<p class=\"has-debug\"><span class=\"debug\">");
    let file = &slide.place.file;
    let file = file.revision().map_or(file.as_str(), |(_, file)| file);
    match repository.line(file, line) {
        Some(href) => {
            out.push_str("<a");
            push_attribute(&mut out, "href", &href);
            out.push('>');
            push_text(&mut out, &slide.label);
            out.push_str("</a>");
        }
        None => push_text(&mut out, &slide.label),
    }
    out.push_str("</span></p>\n");
    out
}
