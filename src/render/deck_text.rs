//! The page of a deck, read back: its slides as lines of text, as a reader sees them.
//!
//! What the program adds for its own interface (`data-ui`), the links to sources, and the links
//! between sections are left out. Pages of earlier versions, and pages that are no longer HTML, are
//! read as far as they can be: each start of a slide is recognized, whatever was left open before
//! it.
//!
//! **Invariant:** only the tokenizer recognizes tags, and the time is linear in the page.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::css;
use super::plain_text::decoded;
use super::tokenizer::{HtmlPiece, HtmlTag, is_block, pieces};

/// The maximum depth of indentation for lists; deeper ones are indented equally.
const MOST_INDENT: usize = 16;

/// The longest list of labels of a drawing, in bytes.
const MOST_LABELS: usize = 400;

/// Classes of boxes that are not content, or that only the program writes.
const OWN_CLASSES: [&str; 5] = ["has-", "is-", "only-", "toc-", "hl-"];

/// Classes on the content of every slide.
const COMMON_CLASSES: [&str; 2] = ["slide-content", "remark-slide-content"];

/// A deck, as its page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageDeck {
    /// The title of the page.
    pub title: String,
    /// The slides, in order.
    pub slides: Vec<PageSlide>,
}

/// A slide, as the page of its deck shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSlide {
    /// The name that links point to.
    pub id: String,
    /// The name that its author gave it.
    pub name: Option<String>,
    /// The number that readers see; 0 if there is none.
    pub number: u32,
    /// The file and line in which it is written; may be empty.
    pub source: String,
    /// What it shows.
    pub lines: Vec<SlideLine>,
    /// The addresses of its pictures.
    pub pictures: Vec<String>,
    /// Its drawings, each as a number that changes with it.
    pub drawings: Vec<u64>,
}

/// A line of a slide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SlideLine {
    /// What it is.
    pub kind: LineKind,
    /// Its text, with marks as in Markdown.
    pub text: String,
}

/// The kind of a line of a slide.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// A property of the slide, such as its classes.
    Property,
    /// A heading.
    Heading,
    /// Running text.
    #[default]
    Text,
    /// An item of a list.
    Item,
    /// A line of code.
    Code,
    /// A row of a table.
    Row,
    /// A speaker note.
    Note,
}

/// Reads the page of a deck; `None` for another page. `address` resolves an address.
pub fn deck(html: &str, address: &dyn Fn(&str) -> String) -> Option<PageDeck> {
    let mut reader = PageReader {
        html,
        address,
        deck: PageDeck::default(),
        is_in_deck: false,
        is_in_title: false,
        slide: None,
        skipped: None,
    };
    let mut is_deck = false;
    for piece in pieces(html) {
        reader.read(&piece);
        is_deck |= reader.is_in_deck;
    }
    reader.finish_slide();
    is_deck.then_some(reader.deck)
}

/// The first main heading of a page, as text.
pub fn main_heading(html: &str) -> Option<String> {
    let mut heading: Option<String> = None;
    for piece in pieces(html) {
        match (piece, &mut heading) {
            (HtmlPiece::Start(tag), None) if tag.name == "h1" => heading = Some(String::new()),
            (HtmlPiece::Text(text, _), Some(heading)) => heading.push_str(&decoded(text)),
            (HtmlPiece::End(name, _), Some(_)) if name == "h1" => break,
            _ => {}
        }
    }
    heading.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Reads a page, piece by piece.
struct PageReader<'a> {
    html: &'a str,
    address: &'a dyn Fn(&str) -> String,
    deck: PageDeck,
    is_in_deck: bool,
    is_in_title: bool,
    slide: Option<SlideReader>,
    skipped: Option<Skipping>,
}

/// An element whose content is not read as text.
struct Skipping {
    name: String,
    depth: usize,
    /// Where a drawing begins, whose labels are collected.
    drawing: Option<usize>,
    labels: String,
}

impl PageReader<'_> {
    fn read(&mut self, piece: &HtmlPiece<'_>) {
        match piece {
            HtmlPiece::Start(tag) => self.start(tag),
            HtmlPiece::End(name, range) => self.end(name, range.end),
            HtmlPiece::Text(text, _) => self.text(text),
            HtmlPiece::RawText(text) => {
                if std::mem::take(&mut self.is_in_title) && !self.is_in_deck {
                    decoded(text).trim().clone_into(&mut self.deck.title);
                }
            }
            HtmlPiece::Comment(..) => {}
        }
    }

    fn start(&mut self, tag: &HtmlTag<'_>) {
        self.is_in_title = tag.name == "title" && self.deck.title.is_empty();
        if !self.is_in_deck {
            self.is_in_deck = tag.name == "main" && has_class(tag, "deck");
            return;
        }
        if is_slide(tag) {
            self.skipped = None;
            self.finish_slide();
            self.slide = Some(SlideReader::new(tag));
            return;
        }
        if let Some(skipping) = &mut self.skipped {
            let opens = !tag.is_closed && !tag.is_self_closing();
            skipping.depth += usize::from(opens && tag.name == skipping.name);
            return;
        }
        let Some(slide) = &mut self.slide else { return };
        let is_drawing = tag.name == "svg";
        if is_drawing || slide.leaves_out(tag) {
            if !(tag.is_closed || is_drawing && tag.is_self_closing()) {
                let drawing = (is_drawing && !slide.leaves_out(tag)).then_some(tag.at);
                let (name, labels) = (tag.name.clone(), String::new());
                self.skipped = Some(Skipping { name, depth: 1, drawing, labels });
            }
            return;
        }
        slide.start(tag, self.address);
    }

    fn end(&mut self, name: &str, at: usize) {
        if let Some(skipping) = &mut self.skipped {
            skipping.depth -= usize::from(skipping.name == name);
            if skipping.depth > 0 {
                skipping.set_apart();
                return;
            }
            let done = self.skipped.take();
            if let (Some(slide), Some(Skipping { drawing: Some(start), labels, .. })) =
                (&mut self.slide, done)
            {
                slide.drawing(&self.html[start..at], &labels);
            }
            return;
        }
        let Some(slide) = &mut self.slide else {
            self.is_in_deck &= name != "main";
            return;
        };
        slide.end(name);
        if slide.n_sections == 0 {
            self.finish_slide();
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.skipped, &mut self.slide) {
            (Some(skipping), _) => skipping.label(text),
            (None, Some(slide)) => slide.text(text),
            (None, None) => {}
        }
    }

    fn finish_slide(&mut self) {
        self.deck.slides.extend(self.slide.take().map(SlideReader::finish));
    }
}

impl Skipping {
    fn label(&mut self, text: &str) {
        if self.drawing.is_some() && self.labels.len() < MOST_LABELS {
            self.labels.push_str(&decoded(text));
        }
    }

    fn set_apart(&mut self) {
        if self.drawing.is_some() && !self.labels.is_empty() && !self.labels.ends_with('\n') {
            self.labels.push('\n');
        }
    }
}

/// The slide that is read.
struct SlideReader {
    slide: PageSlide,
    /// The line that is read, without the mark at its start.
    line: String,
    kind: LineKind,
    /// The mark at the start of the next line: `- ` or `## `.
    mark: String,
    /// Open lists: the number of the last item, if they are numbered.
    lists: Vec<Option<u32>>,
    /// The number of open `pre` elements.
    n_code: usize,
    n_quotes: usize,
    n_sections: usize,
    is_note: bool,
    has_cell: bool,
    /// Whether the picture is one of the rotating pictures between sections.
    is_interstitial: bool,
    /// The open link: its address, and where its text begins.
    link: Option<(String, usize)>,
}

impl SlideReader {
    fn new(tag: &HtmlTag<'_>) -> Self {
        let value = |name: &str| tag.attribute(name).map(decoded);
        let mut slide = PageSlide {
            id: value("id").unwrap_or_default(),
            name: value("data-name"),
            number: value("data-number").and_then(|number| number.parse().ok()).unwrap_or(0),
            source: value("data-source").unwrap_or_default(),
            ..PageSlide::default()
        };
        if let Some(steps) = value("data-steps").filter(|steps| !steps.is_empty()) {
            slide
                .lines
                .push(SlideLine { kind: LineKind::Property, text: format!("steps: {steps}") });
        }
        Self {
            slide,
            line: String::new(),
            kind: LineKind::Text,
            mark: String::new(),
            lists: Vec::new(),
            n_code: 0,
            n_quotes: 0,
            n_sections: 1,
            is_note: false,
            has_cell: false,
            is_interstitial: false,
            link: None,
        }
    }

    /// Whether an element is not content.
    fn leaves_out(&self, tag: &HtmlTag<'_>) -> bool {
        let is_title = self.slide.id.starts_with("toc-");
        tag.attribute("data-ui").is_some()
            || matches!(&*tag.name, "script" | "style" | "template")
            || has_class(tag, "debug")
            || has_class(tag, "has-debug")
            || is_title && has_class(tag, "nav")
    }

    fn start(&mut self, tag: &HtmlTag<'_>, address: &dyn Fn(&str) -> String) {
        match &*tag.name {
            "section" => self.n_sections += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.bytes().last().map_or(1, |digit| usize::from(digit - b'0'));
                self.begin(LineKind::Heading, &format!("{} ", "#".repeat(level)));
            }
            "ul" | "ol" | "menu" => {
                self.end_line();
                let first = tag.attribute("start").and_then(|first| first.parse().ok());
                let count = first.unwrap_or(1_u32).saturating_sub(1);
                self.lists.push((tag.name == "ol").then_some(count));
            }
            "li" => self.item(),
            "pre" => {
                self.end_line();
                self.n_code += 1;
                self.mark.clear();
            }
            "blockquote" => {
                self.end_line();
                self.n_quotes += 1;
            }
            "tr" => {
                self.begin(LineKind::Row, "");
                self.has_cell = false;
            }
            "td" | "th" if self.kind == LineKind::Row => {
                let sign = if std::mem::replace(&mut self.has_cell, true) { " | " } else { "" };
                self.line.truncate(self.line.trim_end().len());
                self.line.push_str(sign);
            }
            "hr" => {
                self.begin(LineKind::Text, "---");
                self.push_line();
            }
            "br" => self.break_line(),
            "aside" if has_class(tag, "notes") => {
                self.end_line();
                self.is_note = true;
            }
            "div" if self.is_content(tag) => self.properties(tag, address),
            _ => self.start_inline(tag, address),
        }
    }

    fn start_inline(&mut self, tag: &HtmlTag<'_>, address: &dyn Fn(&str) -> String) {
        let of = |name: &str| tag.attribute(name).map(|value| address(&decoded(value)));
        match &*tag.name {
            "a" => self.link = of("href").map(|address| (address, self.line.len())),
            "strong" | "b" if self.n_code == 0 => self.line.push_str("**"),
            "em" | "i" if self.n_code == 0 => self.line.push('*'),
            "del" | "s" if self.n_code == 0 => self.line.push_str("~~"),
            "code" if self.n_code == 0 => self.line.push('`'),
            "span" => self.is_interstitial |= has_class(tag, "interstitial"),
            // Which one is shown changes with the number of sections, and has no meaning.
            "img" if self.is_interstitial => self.line.push_str("[picture before a section]"),
            "img" => {
                let picture = of("src").unwrap_or_default();
                let alt = tag.attribute("alt").map(decoded).unwrap_or_default();
                let alt = if alt.is_empty() { alt } else { format!(" “{}”", alt.trim()) };
                // Writing to a String cannot fail, here and below.
                let _ = write!(self.line, "[picture: {picture}{alt}]");
                self.slide.pictures.push(picture);
            }
            name @ ("video" | "audio" | "iframe" | "embed" | "object" | "source") => {
                if let Some(file) = of("src").or_else(|| of("data")) {
                    let _ = write!(self.line, "[{name}: {file}]");
                    self.slide.pictures.push(file);
                }
            }
            "input" => {
                let is_checked = tag.attribute("checked").is_some();
                self.line.push_str(if is_checked { "[x] " } else { "[ ] " });
            }
            // A paragraph in a cell ends no row.
            _ if self.is_in_cell() => {}
            name if is_block(name) => {
                self.end_line();
                self.boxed(tag);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "section" => self.n_sections -= 1,
            "ul" | "ol" | "menu" => {
                self.end_line();
                self.lists.pop();
                self.indent();
            }
            "pre" => {
                self.end_line();
                self.n_code = self.n_code.saturating_sub(1);
                self.indent();
            }
            "blockquote" => {
                self.end_line();
                self.n_quotes = self.n_quotes.saturating_sub(1);
            }
            "aside" => {
                self.end_line();
                self.is_note = false;
            }
            "a" => self.end_link(),
            "strong" | "b" if self.n_code == 0 => self.line.push_str("**"),
            "em" | "i" if self.n_code == 0 => self.line.push('*'),
            "del" | "s" if self.n_code == 0 => self.line.push_str("~~"),
            "code" if self.n_code == 0 => self.line.push('`'),
            "tr" => self.end_line(),
            _ if self.is_in_cell() => {}
            name if is_block(name) => self.end_line(),
            _ => {}
        }
    }

    fn is_in_cell(&self) -> bool {
        self.kind == LineKind::Row && self.has_cell
    }

    /// Writes the address of a link after its text, unless the text contains it.
    fn end_link(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let text = self.line.get(from..).unwrap_or_default().trim();
        if text != address && !address.is_empty() {
            let _ = write!(self.line, " <{address}>");
        }
    }

    fn text(&mut self, text: &str) {
        let text = decoded(text);
        if self.n_code > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.kind = LineKind::Code;
                    self.push_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        for word in text.split_inclusive(char::is_whitespace) {
            let is_apart = self.line.is_empty() || self.line.ends_with(' ');
            match word.trim_end() {
                "" if is_apart => {}
                "" => self.line.push(' '),
                trimmed => {
                    self.line.push_str(trimmed);
                    if trimmed.len() < word.len() {
                        self.line.push(' ');
                    }
                }
            }
        }
    }

    fn item(&mut self) {
        let depth = self.lists.len().clamp(1, MOST_INDENT);
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.begin(LineKind::Item, &format!("{}{sign}", "  ".repeat(depth - 1)));
    }

    fn begin(&mut self, kind: LineKind, mark: &str) {
        self.end_line();
        self.kind = kind;
        mark.clone_into(&mut self.mark);
    }

    fn break_line(&mut self) {
        if self.n_code > 0 {
            self.push_line();
        } else {
            self.end_line();
        }
    }

    /// Ends the line, if it has a text.
    fn end_line(&mut self) {
        if self.n_code > 0 {
            self.kind = LineKind::Code;
        }
        if self.line.trim().is_empty() {
            self.line.clear();
            return;
        }
        self.push_line();
    }

    fn push_line(&mut self) {
        let text = std::mem::take(&mut self.line);
        let mark = std::mem::take(&mut self.mark);
        let text = if self.n_code > 0 { text.as_str() } else { text.trim() };
        let quote = "> ".repeat(self.n_quotes.min(MOST_INDENT));
        let text = format!("{quote}{mark}{}", text.trim_end());
        let kind = if self.is_note { LineKind::Note } else { self.kind };
        self.slide.lines.push(SlideLine { kind, text });
        self.kind = LineKind::Text;
        self.indent();
        if let Some((_, from)) = &mut self.link {
            *from = 0;
        }
    }

    /// Further content of an item is indented below its text.
    fn indent(&mut self) {
        let depth = if self.n_code > 0 { 0 } else { self.lists.len().min(MOST_INDENT) };
        self.mark = "  ".repeat(depth);
    }

    /// Whether this is the content of the slide, whose classes are those of its `class:` lines.
    fn is_content(&self, tag: &HtmlTag<'_>) -> bool {
        self.n_sections == 1 && COMMON_CLASSES.iter().any(|class| has_class(tag, class))
    }

    fn properties(&mut self, tag: &HtmlTag<'_>, address: &dyn Fn(&str) -> String) {
        let classes = decoded(tag.attribute("class").unwrap_or_default());
        let mut classes: Vec<&str> = classes.split_whitespace().collect();
        classes.retain(|class| !COMMON_CLASSES.contains(class) && !is_own(class));
        classes.sort_unstable();
        if !classes.is_empty() {
            self.property(format!("class: {}", classes.join(", ")));
        }
        let style = decoded(tag.attribute("style").unwrap_or_default());
        for found in css::urls(&style) {
            let picture = address(&found.url);
            self.property(format!("background: {picture}"));
            self.slide.pictures.push(picture);
        }
    }

    fn property(&mut self, text: String) {
        self.slide.lines.push(SlideLine { kind: LineKind::Property, text });
    }

    /// A box with the author's classes, such as `.lab[…]`.
    fn boxed(&mut self, tag: &HtmlTag<'_>) {
        if tag.name != "div" {
            return;
        }
        let classes = decoded(tag.attribute("class").unwrap_or_default());
        let classes: Vec<&str> =
            classes.split_whitespace().filter(|class| !is_own(class)).collect();
        if !classes.is_empty() {
            self.property(format!(".{}:", classes.join(".")));
        }
    }

    fn drawing(&mut self, markup: &str, labels: &str) {
        let mut hasher = DefaultHasher::new();
        markup.hash(&mut hasher);
        self.slide.drawings.push(hasher.finish());
        let labels: Vec<&str> =
            labels.lines().map(str::trim).filter(|label| !label.is_empty()).collect();
        let labels =
            if labels.is_empty() { String::new() } else { format!(": {}", labels.join(", ")) };
        let _ = write!(self.line, "[drawing{labels}]");
    }

    fn finish(mut self) -> PageSlide {
        self.end_line();
        self.slide
    }
}

/// Whether a tag begins a slide.
fn is_slide(tag: &HtmlTag<'_>) -> bool {
    tag.name == "section" && has_class(tag, "slide") && tag.attribute("data-number").is_some()
}

fn is_own(class: &str) -> bool {
    OWN_CLASSES.iter().any(|start| class.starts_with(start))
}

fn has_class(tag: &HtmlTag<'_>, class: &str) -> bool {
    tag.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|c| c == class))
}

#[cfg(test)]
mod tests {
    use super::{LineKind, PageSlide, deck};

    fn slide(content: &str) -> PageSlide {
        let page = format!(
            "<title>A &amp; B</title><p>no</p><main class=\"deck\"><section class=\"slide\" id=\"a\" \
             data-number=\"3\" data-source=\"a.md:1\" data-steps=\"1\"><div class=\"slide-content \
             remark-slide-content title\">{content}</section></main><p>no</p>"
        );
        let mut deck =
            deck(&page, &|address| address.trim_start_matches("../").to_owned()).unwrap();
        assert_eq!((deck.title.as_str(), deck.slides.len()), ("A & B", 1));
        deck.slides.remove(0)
    }

    #[track_caller]
    fn shows(content: &str, expected: &[&str]) {
        let slide = slide(content);
        let lines: Vec<&str> = slide.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines[..2], ["steps: 1", "class: title"]);
        assert_eq!(&lines[2..], expected, "{content}");
    }

    #[test]
    fn text_keeps_its_lines() {
        shows("<h2>A <em>b</em></h2><p>one\n two<br>three</p>", &["## A *b*", "one two", "three"]);
        shows("<ul><li><p>a</p><ol><li>b<li>c</ol></li></ul>", &["- a", "  1. b", "  2. c"]);
        shows("<ul><li><p>a</p><p>b<br>c</p></li></ul>d", &["- a", "  b", "  c", "d"]);
        shows(
            "<pre><code><span class=\"code-line\">a: &lt;\n</span><span>  b\n</span></code></pre>",
            &["a: <", "  b"],
        );
        shows(
            "<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p></td><td>d</td></tr></table>",
            &["a | b", "c | d"],
        );
        shows("<blockquote><p>a</p></blockquote>b", &["> a", "b"]);
        shows("<div class=\"lab\"><p class=\"has-x\">a</p></div>", &[".lab:", "a"]);
    }

    #[test]
    fn addresses_and_pictures_are_part_of_a_slide() {
        shows("<a href=\"../b.html\">b</a> and <a href=\"c\">c</a>", &["b <b.html> and c"]);
        let found =
            slide("<img src=\"../a.png\" alt=\"x\"><svg><text>A</text><text>B</text></svg>");
        assert_eq!(found.lines[2].text, "[picture: a.png “x”][drawing: A, B]");
        assert_eq!(
            (found.pictures.as_slice(), found.drawings.len()),
            (&["a.png".to_owned()][..], 1)
        );
    }

    #[test]
    fn what_the_program_adds_is_no_content() {
        shows(
            "<div data-ui>x<div>y</div></div><p class=\"has-debug\"><span class=\"debug\">z</span></p>\
             <script>let w;</script>a",
            &["a"],
        );
    }

    #[test]
    fn pictures_before_sections_are_all_the_same() {
        let found = slide("<p><span class=\"interstitial\"><img src=\"a.png\"></span></p>");
        assert_eq!(found.lines.last().unwrap().text, "[picture before a section]");
        assert!(found.pictures.is_empty());
    }

    #[test]
    fn notes_are_notes() {
        let found = slide("a</div><aside class=\"notes\"><p>b</p></aside>");
        let last = found.lines.last().unwrap();
        assert_eq!((last.kind, last.text.as_str()), (LineKind::Note, "b"));
    }

    #[test]
    fn a_slide_ends_where_the_next_one_begins() {
        let page = "<main class=deck><section class=slide data-number=1><div data-ui><pre><a href=x>a\
                    <section class=slide data-number=2><p>b";
        let deck = deck(page, &str::to_owned).unwrap();
        let numbers: Vec<_> = deck.slides.iter().map(|slide| slide.number).collect();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(deck.slides[1].lines[0].text, "b");
        assert_eq!(super::deck("<main><section class=slide data-number=1>", &str::to_owned), None);
    }
}
