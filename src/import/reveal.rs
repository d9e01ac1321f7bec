//! Decks of reveal.js and reveal-md, as far as remark's Markdown can express them: separators,
//! notes, classes and backgrounds of slides.

use super::draft::{ChapterDraft, DeckDraft};
use super::front::FrontMatter;
use super::lines::{WrittenSlide, lines, written};
use super::note::NoteKind;
use super::sheets::SheetText;
use super::taking::{Taking, host};
use crate::render::document::{PageElement, elements};
use crate::source::Source;

/// Keys of reveal-md's front matter.
const KEYS: [&str; 8] = [
    "revealOptions",
    "separator",
    "verticalSeparator",
    "notesSeparator",
    "highlightTheme",
    "preprocessor",
    "css",
    "scripts",
];

/// How slides are separated.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RevealSeparator {
    /// By a line with this text.
    Line(String),
    /// By this many blank lines.
    Blank(usize),
}

/// The separators of a deck.
struct Separators {
    slides: Option<RevealSeparator>,
    vertical: Option<RevealSeparator>,
    notes: String,
}

/// Whether a text of Markdown is a deck of reveal-md.
pub(super) fn is_reveal(text: &str, front: Option<&FrontMatter>) -> bool {
    let has_key = |front: &FrontMatter| KEYS.iter().any(|key| front.get(key).is_some());
    let lines = lines(text, front.map_or(0, |front| front.end));
    let has_line =
        |is_it: fn(&str) -> bool| lines.iter().any(|line| !line.is_code && is_it(line.text.trim()));
    front.is_some_and(has_key)
        || text.contains("<!-- .slide:")
        || text.contains("<!-- .element:")
        || has_line(|line| line == "----")
        || !has_line(|line| line == "???") && has_line(|line| line == "Note:" || line == "Notes:")
}

/// Whether a page has slides of reveal.js in Markdown.
pub(super) fn is_reveal_page(text: &str) -> bool {
    text.contains("data-markdown")
}

/// A separator, from the expression that a deck has for it.
fn separator(expression: &str) -> Option<RevealSeparator> {
    let plain = expression.trim_matches('/');
    let plain =
        plain.replace("\\r?", "").replace("\\r\\n", "\\n").replace("(?:", "").replace('\r', "");
    let plain = plain.replace("\\n", "\n");
    let plain = plain.trim_start_matches('^').trim_end_matches('$');
    let inner = plain.trim_matches('\n');
    if inner.is_empty() && plain.len() >= 2 {
        return Some(RevealSeparator::Blank(plain.len() - 1));
    }
    let is_literal = |c: char| c.is_alphanumeric() || "-_=~<> !:#*".contains(c);
    (!inner.is_empty() && inner.chars().all(is_literal))
        .then(|| RevealSeparator::Line(inner.trim().to_owned()))
}

/// Takes a Markdown file of reveal-md.
pub(super) fn take(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    (source, front): (&Source, Option<&FrontMatter>),
) -> Result<(), String> {
    let text = |key: &str| front.and_then(|front| front.text(key)).map(str::to_owned);
    deck.title = text("title");
    deck.keys.set("ratio", "4:3".to_owned());
    let of = |key: &str, default: &str| {
        let expression = text(key).unwrap_or_else(|| default.to_owned());
        separator(&expression).ok_or_else(|| {
            format!("{}: `{key}` is an expression that cannot be read: write `---`", source.path())
        })
    };
    let separators = Separators {
        slides: Some(of("separator", "\n---\n")?),
        vertical: Some(of("verticalSeparator", "\n----\n")?),
        notes: "note".to_owned(),
    };
    for (key, _, at) in front.map(FrontMatter::entries).unwrap_or_default() {
        match key {
            "title" | "separator" | "verticalSeparator" => {}
            "css" => sheets(taking, deck, (source, at), front),
            key => taking.note(NoteKind::NotTaken, (source, at), format!("`{key}` of reveal-md")),
        }
    }
    let from = front.map_or(0, |front| front.end);
    let text = converted(taking, (source, source.text(), from), from, &separators);
    let name = source.path().stem().to_owned();
    deck.chapters.push(ChapterDraft { name, source: source.clone(), at: from, text: Some(text) });
    Ok(())
}

fn sheets(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    place: (&Source, usize),
    front: Option<&FrontMatter>,
) {
    let names =
        front.and_then(|front| front.get("css")).map(super::front::texts).unwrap_or_default();
    let folder = deck.folder.clone();
    for url in names.into_iter().flat_map(|names| names.split(',')) {
        deck.sheet.link(taking, (&folder, url.trim(), ""), place);
    }
}

/// Takes a page of reveal.js. The error explains why there is no deck in it.
pub(super) fn take_page(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    source: &Source,
) -> Result<(), String> {
    let all = elements(source.text());
    let title = all.iter().find(|element| element.name == "title");
    deck.title =
        title.and_then(|element| element.text.as_deref()).map(|text| text.trim().to_owned());
    deck.keys.set("ratio", "4:3".to_owned());
    for element in &all {
        element_of_page(taking, deck, (source, element));
    }
    let mut others = 0;
    for (index, element) in all.iter().enumerate().filter(|(_, element)| element.name == "section")
    {
        if element.attribute("data-markdown").is_some() {
            section(taking, deck, (source, element), all.get(index + 1))?;
        } else {
            others += 1;
        }
    }
    if deck.chapters.is_empty() {
        return Err(format!(
            "{}: its slides are HTML; only slides in Markdown can be imported",
            source.path()
        ));
    }
    if others > 0 {
        let words = format!("{others} elements `section` without `data-markdown`: slides in HTML");
        taking.notes.add_file(NoteKind::NotTaken, source.path(), &words);
    }
    Ok(())
}

/// Takes a style sheet, and notes a script.
fn element_of_page(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    (source, element): (&Source, &PageElement),
) {
    let folder = deck.folder.clone();
    let place = (source, element.at);
    match (element.name.as_str(), element.attribute("href"), &element.text) {
        ("link", Some(url), _) if element.attribute("rel") == Some("stylesheet") => {
            let is_own = host(url).is_none() && !url.contains("reveal") && !url.contains("dist/");
            if is_own && !url.contains("node_modules") && !url.contains("plugin/") {
                deck.sheet.link(taking, (&folder, url, ""), place);
            }
        }
        ("style", _, Some(text)) => {
            deck.sheet.inline(taking, (&folder, ""), SheetText { source, at: element.inner, text });
        }
        ("script", ..) if text_of_kind(element, "template").is_none() => {
            let url = element.attribute("src").unwrap_or("in the page");
            taking.note(
                NoteKind::NotTaken,
                place,
                format!("the script {url}: scripts of pages do not run"),
            );
        }
        _ => {}
    }
}

/// The text of an element that contains slides.
fn text_of_kind<'e>(element: &'e PageElement, kind: &str) -> Option<&'e str> {
    let is_template = element.attribute("type").is_some_and(|value| value.contains(kind))
        || element.attribute("data-template").is_some();
    element.text.as_deref().filter(|_| is_template)
}

/// Takes slides of a page in Markdown: those in an element, or those in a file.
fn section(
    taking: &mut Taking<'_>,
    deck: &mut DeckDraft,
    (source, element): (&Source, &PageElement),
    next: Option<&PageElement>,
) -> Result<(), String> {
    let place = (source, element.at);
    let of = |names: [&str; 2]| names.into_iter().find_map(|name| element.attribute(name));
    let separators = Separators {
        slides: of(["data-separator", "data-markdown-separator"]).and_then(separator),
        vertical: of(["data-separator-vertical", "data-vertical"]).and_then(separator),
        notes: "note".to_owned(),
    };
    let url = element.attribute("data-markdown").unwrap_or_default();
    if url.is_empty() {
        let inner = next.filter(|next| text_of_kind(next, "template").is_some());
        let inner = inner.and_then(|next| Some((next.text.as_deref()?, next.inner)));
        let (raw, at) = inner.unwrap_or_else(|| {
            let rest = source.text().get(element.inner..).unwrap_or_default();
            (&rest[..rest.find("</section").unwrap_or(rest.len())], element.inner)
        });
        let text = super::page::decoded(&dedented(raw));
        let text = converted(taking, (source, &text, 0), at, &separators);
        let name = deck.name.clone();
        deck.chapters.push(ChapterDraft { name, source: source.clone(), at, text: Some(text) });
        return Ok(());
    }
    let folder = deck.folder.clone();
    let line = source.lines().line(element.at) + 1;
    let file =
        taking.named((&folder, url), place).and_then(|named| taking.world.source(&named.file).ok());
    let file = file.ok_or_else(|| {
        format!("{}:{line}: `{url}` is not in the imported folder", source.path())
    })?;
    let text = converted(taking, (&file, file.text(), 0), 0, &separators);
    let name = file.path().stem().to_owned();
    deck.chapters.push(ChapterDraft { name, source: file, at: 0, text: Some(text) });
    Ok(())
}

/// A text without the indentation that all of its lines have.
fn dedented(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let least = filled.map(indent).min().unwrap_or(0);
    let line = |line: &str| line.get(least..).unwrap_or_default().to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Slides in remark's syntax. `base` is the position of the text in its file.
fn converted(
    taking: &mut Taking<'_>,
    (source, text, from): (&Source, &str, usize),
    base: usize,
    separators: &Separators,
) -> String {
    let mut slides = vec![WrittenSlide::default()];
    let (mut blank, mut is_notes) = (0, false);
    for line in lines(text, from) {
        let at = (base + line.at - from).min(source.text().len());
        let trimmed = line.text.trim();
        blank = if trimmed.is_empty() { blank + 1 } else { 0 };
        let is = |separator: &Option<RevealSeparator>| match separator {
            Some(RevealSeparator::Line(wanted)) => trimmed == wanted,
            Some(RevealSeparator::Blank(wanted)) => blank == *wanted,
            None => false,
        };
        let Some(slide) = slides.last_mut() else { continue };
        if line.is_code {
            if is_notes { &mut slide.notes } else { &mut slide.lines }.push(line.text.to_owned());
        } else if is(&separators.slides) || is(&separators.vertical) {
            is_notes = false;
            slides.push(WrittenSlide::default());
        } else if let Some(rest) = notes(trimmed, &separators.notes) {
            is_notes = true;
            slide.notes.push(rest.to_owned());
        } else if let Some(attributes) = trimmed.strip_prefix("<!-- .slide:") {
            attributes_of_slide(taking, slide, (attributes, (source, at)));
        } else if let Some((before, rest)) = line.text.split_once("<!-- .element") {
            let after = rest.split_once("-->").map_or("", |(_, after)| after);
            slide.lines.push(format!("{}{after}", before.trim_end()));
            taking.note(NoteKind::NotTaken, (source, at), "classes and fragments of elements");
        } else {
            if is_notes { &mut slide.notes } else { &mut slide.lines }.push(line.text.to_owned());
        }
    }
    let is_filled = |slide: &WrittenSlide| slide.lines.iter().any(|line| !line.trim().is_empty());
    if slides.len() > 1
        && slides.first().is_some_and(|slide| !is_filled(slide) && slide.properties.is_empty())
    {
        slides.remove(0);
    }
    written(&slides)
}

/// The notes that begin in a line.
fn notes<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let start = line.get(..word.len())?;
    let rest = line.get(word.len()..)?.trim_start_matches(['s', 'S']);
    start.eq_ignore_ascii_case(word).then_some(rest)?.strip_prefix(':').map(str::trim)
}

/// The attributes of a slide as properties.
fn attributes_of_slide(
    taking: &mut Taking<'_>,
    slide: &mut WrittenSlide,
    (attributes, place): (&str, (&Source, usize)),
) {
    let inner = attributes.split("-->").next().unwrap_or_default();
    let tag = format!("<section {inner}>");
    let Some(element) = elements(&tag).into_iter().next() else { return };
    for (name, value) in &element.attributes {
        let is_colour = value.starts_with('#') || value.chars().all(char::is_alphabetic);
        match name.as_str() {
            "class" => slide.set("class", value),
            "id" => slide.set("name", value),
            "data-background-color" => slide.set("background-color", value),
            "data-background" if is_colour => slide.set("background-color", value),
            "data-background" | "data-background-image" => {
                slide.set("background-image", &format!("url({value})"));
            }
            "data-background-size" => slide.set("background-size", value),
            "data-background-position" => slide.set("background-position", value),
            name => taking.note(NoteKind::NotTaken, place, format!("`{name}` of a slide")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RevealSeparator, dedented, notes, separator};

    #[test]
    fn separators_are_lines_or_blank_lines() {
        let line = |text: &str| Some(RevealSeparator::Line(text.to_owned()));
        assert_eq!(separator(r"\r?\n---\r?\n"), line("---"));
        assert_eq!(separator("^---$"), line("---"));
        assert_eq!(separator("<!--s-->"), line("<!--s-->"));
        assert_eq!(separator(r"^\n\n\n"), Some(RevealSeparator::Blank(2)));
        assert_eq!(separator(r"^(\d+|x)$"), None);
    }

    #[test]
    fn notes_begin_with_a_word_and_a_colon() {
        assert_eq!(notes("Note: say it", "note"), Some("say it"));
        assert_eq!(notes("notes:", "note"), Some(""));
        assert_eq!(notes("Noted: x", "note"), None);
        assert_eq!(notes("é", "note"), None);
        assert_eq!(dedented("  a\n\n    b"), "a\n\n  b");
    }
}
