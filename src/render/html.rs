//! Markdown events to HTML, with steps, content classes and balanced tags.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use comemo::{Track, Tracked};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::buffer::{Buffer, Held, Token};
use super::code;
use super::escape::{push_attribute, push_text};
use super::labels::Labels;
use super::picture::PICTURE;
use super::raw;
use super::source::{At, Part, Rendered, SlideSource, Use};
use super::table::Table;
use super::text::Text;
use crate::diag::{ContentProblem, Problem, StructureProblem};
use crate::markdown;
use crate::path::slug;
use crate::syntax::Class;

/// Renders a slide for a deck with these labels. Equal slides are rendered once, as long as
/// the labels that they mention lead to the same targets.
pub fn render(source: &SlideSource, labels: &Labels) -> Arc<Rendered> {
    rendered(source, labels.track())
}

#[comemo::memoize]
fn rendered(source: &SlideSource, labels: Tracked<Labels>) -> Arc<Rendered> {
    let found = drawn(source, &labels);
    if found.inserted.is_empty() {
        return Arc::new(found);
    }
    // Only now is it known where code brings steps of its own: what follows them comes later.
    Arc::new(drawn(&source.with_inserted(&found.inserted), &labels))
}

/// How many words of a title stand in the address of its slide.
const WORDS_OF_ADDRESS: usize = 6;

fn drawn(source: &SlideSource, labels: &Tracked<Labels>) -> Rendered {
    let mut found = Rendered::default();
    let context = Context {
        variables: &source.variables,
        labels: *labels,
        settled: source.settled,
        side: Side::Content,
    };
    let html = text(&context, &source.content, &mut found);
    let title = found.title.trim_end().len();
    found.title.truncate(title);
    found.take(html);
    let title = std::mem::take(&mut found.title);
    let context = Context { side: Side::Notes, ..context };
    found.notes = text(&context, &source.notes, &mut found);
    // Addresses are typed by hand now and then.
    let words: Vec<_> = title.split_whitespace().take(WORDS_OF_ADDRESS).collect();
    found.slug = slug(&words.join(" "));
    found.title = title;
    found
}

fn text(context: &Context<'_>, parts: &[Part], found: &mut Rendered) -> String {
    let buffer = Buffer::of_parts(parts, context.variables);
    let mut html = Html::new(context, &buffer, found, 0);
    html.events();
    html.finish()
}

/// What all texts of a slide share.
pub(super) struct Context<'a> {
    pub(super) variables: &'a BTreeMap<String, String>,
    pub(super) labels: Tracked<'a, Labels>,
    /// Parts with lower numbers were explained on an earlier slide.
    pub(super) settled: u32,
    pub(super) side: Side,
}

/// What a text of a slide is for.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Side {
    Content,
    Notes,
}

/// How many elements may be open. No slide of a person comes near; beyond it an author's tag
/// is closed at once, so that looking for its partner stays cheap.
const MAX_OPEN: usize = 256;

/// An element that is open.
struct Open {
    /// The end tag, or the name of a raw element.
    kind: OpenKind,
    /// The step at which it appears.
    step: u32,
}

enum OpenKind {
    Ours(&'static str),
    Raw(String, At),
}

/// Writes the HTML of one Markdown text.
pub(super) struct Html<'a, 'b> {
    pub(super) context: &'a Context<'a>,
    pub(super) buffer: &'a Buffer<'a>,
    pub(super) found: &'b mut Rendered,
    pub(super) out: String,
    open: Vec<Open>,
    base_step: u32,
    pub(super) pending: Text,
    links: usize,
    pub(super) table: Table,
    code: Option<(String, String, Range<usize>)>,
    image: Option<Image>,
    raw_block: Option<String>,
    raw_start: usize,
    unwrap: bool,
    title: TitleState,
    /// A raw text element that was closed at once, whose end tag is still to come.
    pub(super) closed_at_once: Option<String>,
    /// Whether the raw HTML being written stands in running text, a tag at a time.
    pub(super) is_inline: bool,
}

/// Whether what is written belongs to the slide's title.
#[derive(Copy, Clone, Default)]
struct TitleState {
    /// It is the first heading.
    heading: bool,
    /// It is the first text.
    noting: bool,
}

struct Image {
    url: String,
    title: String,
    alt: String,
    at: Range<usize>,
}

impl<'a, 'b> Html<'a, 'b> {
    fn new(
        context: &'a Context<'a>,
        buffer: &'a Buffer<'a>,
        found: &'b mut Rendered,
        base_step: u32,
    ) -> Self {
        Self {
            context,
            buffer,
            found,
            out: String::with_capacity(buffer.text.len() * 2),
            open: Vec::new(),
            base_step,
            pending: Text::default(),
            links: 0,
            table: Table::default(),
            code: None,
            image: None,
            raw_block: None,
            raw_start: 0,
            unwrap: false,
            title: TitleState::default(),
            closed_at_once: None,
            is_inline: false,
        }
    }

    fn events(&mut self) {
        for (event, range) in self.parsed(0..self.buffer.text.len()) {
            self.event(event, range);
        }
        self.flush();
    }

    /// The Markdown of a range of the buffer.
    fn parsed(&mut self, range: Range<usize>) -> Vec<(Event<'a>, Range<usize>)> {
        let buffer = self.buffer;
        let labels = self.context.labels;
        let asked = Cell::new(false);
        let lookup = |label: &str| {
            asked.set(true);
            labels.target(label)
        };
        let start = range.start;
        let mut events = markdown::events(&buffer.text[range], &lookup);
        if start > 0 {
            for (_, range) in &mut events {
                *range = range.start + start..range.end + start;
            }
        }
        self.found.has_labels |= asked.get();
        events
    }

    /// The events of running text: a single paragraph is unwrapped.
    pub(super) fn inline_events(&mut self, range: Range<usize>) {
        let text = self.buffer.text[range.clone()].trim();
        if is_lone_marker(text) {
            push_text(&mut self.out, text);
            return;
        }
        let events = self.parsed(range);
        let paragraphs =
            events.iter().filter(|(e, _)| matches!(e, Event::Start(Tag::Paragraph))).count();
        let is_one = paragraphs == 1
            && matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
            && matches!(events.last(), Some((Event::End(TagEnd::Paragraph), _)));
        self.unwrap = is_one;
        for (event, range) in events {
            self.event(event, range);
        }
        self.flush();
        self.unwrap = false;
    }

    fn finish(mut self) -> String {
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
        self.out
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak => self.text("\n", range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(text) => self.inline_code(&text, &range),
            Event::Html(html) => {
                if let Some(block) = &mut self.raw_block {
                    block.push_str(&html);
                } else {
                    self.flush();
                    self.raw(&html, range.start);
                }
            }
            Event::InlineHtml(html) => {
                if self.image.is_none() {
                    self.flush();
                    self.is_inline = true;
                    self.raw(&html, range.start);
                    self.is_inline = false;
                }
            }
            Event::HardBreak => self.hard_break(range.start),
            Event::Rule => {
                self.flush();
                self.stepped("<hr", range.start);
                self.out.push_str(">\n");
            }
            // Not enabled in `markdown`.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, range);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn hard_break(&mut self, at: usize) {
        if let Some(image) = &mut self.image {
            image.alt.push(' ');
            return;
        }
        self.flush();
        self.stepped("<br", at);
        self.out.push_str(">\n");
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, code, _)) = &mut self.code {
            code.push_str(text);
        } else if let Some(image) = &mut self.image {
            image.alt.push_str(text);
        } else {
            self.pending.push(text, &range);
        }
    }

    /// Writes the text that has come together since the last tag.
    pub(super) fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        self.title.noting = self.title.heading || self.found.title.is_empty();
        text.write(self);
        self.title.noting = false;
    }

    /// Takes down text for the slide's title: that of the first heading, or the first text.
    pub(super) fn note_title(&mut self, text: &str) {
        const ENOUGH: usize = 120; // Bytes of a title that anyone reads in a list.
        if !(self.title.noting || self.title.heading) || self.found.title.len() >= ENOUGH {
            return;
        }
        let title = &mut self.found.title;
        if text.starts_with(char::is_whitespace) && !title.is_empty() && !title.ends_with(' ') {
            title.push(' ');
        }
        for (index, word) in text.split_whitespace().enumerate() {
            if index > 0 {
                title.push(' ');
            }
            title.push_str(word);
            if title.len() >= ENOUGH {
                title.truncate(crate::span::floor_char_boundary(title, ENOUGH));
                return;
            }
        }
        if text.ends_with(char::is_whitespace) && !title.ends_with(' ') && !title.is_empty() {
            title.push(' ');
        }
    }

    fn inline_code(&mut self, text: &str, range: &Range<usize>) {
        let text = self.buffer.without_tokens(text);
        if let Some(image) = &mut self.image {
            image.alt.push_str(&text);
            return;
        }
        self.flush();
        self.title.noting = self.found.title.is_empty();
        self.note_title(&text);
        self.title.noting = false;
        self.stepped("<code", range.start);
        self.out.push('>');
        push_text(&mut self.out, &text);
        self.out.push_str("</code>");
    }

    /// The step of what is being written.
    pub(super) fn step(&self) -> u32 {
        self.open.last().map_or(self.base_step, |open| open.step)
    }

    /// Writes the beginning of a tag, with its step when it appears later than its parent.
    pub(super) fn stepped(&mut self, tag: &str, at: usize) -> u32 {
        self.out.push_str(tag);
        let step = self.buffer.step_at(at).max(self.base_step);
        if step > self.step() {
            push_attribute(&mut self.out, "data-step", &step.to_string());
            return step;
        }
        self.step()
    }

    fn open(&mut self, start: &str, end: &'static str, at: usize) {
        self.flush();
        let step = self.stepped(start, at);
        self.open.push(Open { kind: OpenKind::Ours(end), step });
    }

    pub(super) fn open_plain(&mut self, start: &str, end: &'static str, at: usize) {
        self.open(start, end, at);
        self.out.push('>');
    }

    pub(super) fn open_raw(&mut self, name: String, at: At) {
        let step = self.step();
        if self.open.len() >= MAX_OPEN {
            self.close(Open { kind: OpenKind::Raw(name, at), step });
            return;
        }
        self.open.push(Open { kind: OpenKind::Raw(name, at), step });
    }

    /// Closes the innermost element of ours, and what the author left open in it.
    pub(super) fn close_ours(&mut self) {
        self.flush();
        while let Some(open) = self.open.pop() {
            let is_ours = matches!(open.kind, OpenKind::Ours(_));
            self.close(open);
            if is_ours {
                break;
            }
        }
    }

    /// Closes a raw element; `false` when none of this name is open here.
    pub(super) fn close_raw(&mut self, name: &str) -> bool {
        let is_ours = |open: &Open| matches!(open.kind, OpenKind::Ours(_));
        let bottom = self.open.iter().rposition(is_ours).map_or(0, |index| index + 1);
        let named = |open: &Open| matches!(&open.kind, OpenKind::Raw(other, _) if other == name);
        let Some(index) = self.open[bottom..].iter().rposition(named) else { return false };
        let inner = self.open.split_off(bottom + index + 1);
        for open in inner.into_iter().rev() {
            self.close(open);
        }
        self.open.pop();
        self.end_tag_of(name);
        true
    }

    fn close(&mut self, open: Open) {
        match open.kind {
            OpenKind::Ours(end) => self.out.push_str(end),
            OpenKind::Raw(name, at) => {
                if !raw::has_optional_end(&name) {
                    self.problem(StructureProblem::StrayHtml { tag: format!("<{name}>") }, at);
                }
                self.end_tag_of(&name);
            }
        }
    }

    /// Closes a script or the like that the author left open: it would swallow what follows.
    pub(super) fn close_raw_text(&mut self) {
        let is_raw_text = |open: &Open| matches!(&open.kind, OpenKind::Raw(name, _) if raw::RAW_TEXT.contains(&name.as_str()));
        while let Some(open) = self.open.pop_if(|open| is_raw_text(open)) {
            if let OpenKind::Raw(name, _) = &open.kind {
                self.closed_at_once = Some(name.clone());
            }
            self.close(open);
        }
    }

    /// Whether an element stands in SVG or `MathML`, where `<name/>` is closed.
    pub(super) fn in_drawing(&self, name: &str) -> bool {
        let is_drawing = |name: &str| matches!(name, "svg" | "math");
        is_drawing(name)
            || self
                .open
                .iter()
                .any(|open| matches!(&open.kind, OpenKind::Raw(other, _) if is_drawing(other)))
    }

    pub(super) fn end_tag_of(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    pub(super) fn problem(&mut self, problem: impl Into<Problem>, at: At) {
        self.found.problems.push((problem.into(), at));
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = range.start;
        match tag {
            Tag::Paragraph if self.unwrap => {}
            Tag::Paragraph => self.open_plain("<p", "</p>\n", at),
            Tag::Heading { level, .. } => {
                let (start, end) = heading(level);
                self.open_plain(start, end, at);
                self.title.heading = self.found.title.is_empty();
            }
            Tag::BlockQuote(_) => self.open_plain("<blockquote", "</blockquote>\n", at),
            Tag::CodeBlock(kind) => {
                self.flush();
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new(), range));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.raw_block = Some(String::new());
                self.raw_start = at;
            }
            Tag::List(first) => self.list(first, at),
            Tag::Item => self.open_plain("<li", "</li>\n", at),
            Tag::Table(alignments) => {
                self.table = Table::new(alignments);
                self.open_plain("<table", "</tbody></table>\n", at);
            }
            Tag::TableHead => self.open_plain("<thead><tr", "</tr></thead>\n<tbody>", at),
            Tag::TableRow => self.open_plain("<tr", "</tr>\n", at),
            Tag::TableCell => self.cell(at),
            Tag::Emphasis => self.open_plain("<em", "</em>", at),
            Tag::Strong => self.open_plain("<strong", "</strong>", at),
            Tag::Strikethrough => self.strike(&range),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(link_type, &dest_url, &title, range);
            }
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, range),
            _ => self.open_plain("<div", "</div>\n", at),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph if self.unwrap => {}
            TagEnd::Heading(_) => {
                self.close_ours();
                self.title.heading = false;
                let trimmed = self.found.title.trim_end().len();
                self.found.title.truncate(trimmed);
            }
            TagEnd::CodeBlock => self.markdown_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.raw_block.take() {
                    self.raw(&html, self.raw_start);
                }
            }
            TagEnd::TableCell => {
                self.close_ours();
                self.table.end_cell(&mut self.out, range.end);
            }
            TagEnd::TableHead => {
                self.close_ours();
                self.table.end_head();
            }
            TagEnd::TableRow => {
                self.further_cells(range.end);
                self.close_ours();
                self.table.end_row();
            }
            TagEnd::Link => {
                self.close_ours();
                self.links -= 1;
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Strikethrough if self.is_single_tilde(&range) => {
                self.pending.push("~", &(range.end - 1..range.end));
            }
            _ => self.close_ours(),
        }
    }

    fn list(&mut self, first: Option<u64>, at: usize) {
        match first {
            None => self.open_plain("<ul", "</ul>\n", at),
            Some(1) => self.open_plain("<ol", "</ol>\n", at),
            Some(first) => {
                self.open("<ol", "</ol>\n", at);
                push_attribute(&mut self.out, "start", &first.to_string());
                self.out.push('>');
            }
        }
    }

    /// remark knows `~~two~~` tildes only; one stays as it is typed.
    fn is_single_tilde(&self, range: &Range<usize>) -> bool {
        !self.buffer.text[range.clone()].starts_with("~~")
    }

    fn strike(&mut self, range: &Range<usize>) {
        if self.is_single_tilde(range) {
            self.pending.push("~", &(range.start..range.start + 1));
        } else {
            self.open_plain("<del", "</del>", range.start);
        }
    }

    fn link(&mut self, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        self.flush();
        self.links += 1;
        let url = self.buffer.without_tokens(url).replace(' ', "%20");
        let url = if kind == LinkType::Email { format!("mailto:{url}") } else { url };
        self.note_url(&url, self.buffer.place(range.clone()), Use::Linked);
        self.open("<a", "</a>", range.start);
        push_attribute(&mut self.out, "href", &url);
        if !title.is_empty() {
            push_attribute(&mut self.out, "title", &self.buffer.without_tokens(title));
        }
        self.out.push('>');
    }

    /// Whether a link is open, in which no other may stand.
    pub(super) fn in_link(&self) -> bool {
        self.links > 0
    }

    /// Remembers what a link or picture refers to.
    pub(super) fn note_url(&mut self, url: &str, at: At, use_: Use) {
        match url.strip_prefix('#') {
            Some(anchor) => self.found.anchors.push((anchor.to_owned(), at)),
            None => self.found.refer(self.context.side, url, at, use_),
        }
    }

    fn image(&mut self, url: &str, title: &str, range: Range<usize>) {
        self.flush();
        let url = self.buffer.without_tokens(url).replace(' ', "%20");
        let title = self.buffer.without_tokens(title);
        self.image = Some(Image { url, title, alt: String::new(), at: range });
    }

    fn end_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        let at = self.buffer.place(image.at.clone());
        self.note_url(&image.url, at, Use::Shown);
        if image.alt.trim().is_empty() {
            self.problem(ContentProblem::MissingAlt, at);
        }
        self.stepped("<img", image.at.start);
        push_attribute(&mut self.out, "src", &image.url);
        if self.context.side == Side::Content {
            self.out.push(PICTURE);
        }
        push_attribute(&mut self.out, "alt", &self.buffer.without_tokens(&image.alt));
        self.out.push_str(" loading=\"lazy\"");
        if !image.title.is_empty() {
            push_attribute(&mut self.out, "title", &image.title);
        }
        self.out.push('>');
    }

    /// A code block that only Markdown sees, such as an indented one.
    fn markdown_code(&mut self) {
        let Some((info, text, range)) = self.code.take() else { return };
        let text = self.buffer.without_tokens(&text);
        let at = self.buffer.place(range.clone());
        let step = self.buffer.step_at(range.start).max(self.base_step).max(self.step());
        code::block(self, &code::Block { info: &info, info_at: None, text: &text, at, step });
    }

    /// A token in running text.
    pub(super) fn inline_token(&mut self, token: &Token<'_>, at: usize) {
        match &token.node {
            Held::Literal(range) => push_text(&mut self.out, range.of(&token.part.text)),
            Held::Class(class) => {
                let inner = self.class_html(token, class, at, Shape::Inline);
                self.class_start("<span", class, token, at);
                self.out.push_str(&inner);
                self.out.push_str("</span>");
            }
            Held::Fence(_) => self.block_token(token, at),
        }
    }

    /// A token on its own line.
    pub(super) fn block_token(&mut self, token: &Token<'_>, at: usize) {
        match &token.node {
            Held::Literal(range) => push_text(&mut self.out, range.of(&token.part.text)),
            Held::Class(class) => {
                let inner = self.class_html(token, class, at, Shape::Block);
                self.class_start("<div", class, token, at);
                self.out.push_str(&inner);
                self.out.push_str("</div>\n");
            }
            Held::Fence(fence) => {
                let text = &token.part.text;
                let body = code::dedented(fence, fence.body.of(text));
                let body = code::unescaped(&body, self.context.variables);
                let at_source = At { part: token.part.id, range: fence.range };
                let step = self.buffer.step_at(at).max(self.base_step).max(self.step());
                let (info, info_at) = (fence.info.of(text), Some(fence.info.start));
                let block = code::Block { info, info_at, text: &body, at: at_source, step };
                code::block(self, &block);
            }
        }
    }

    fn class_html(&mut self, token: &Token<'_>, class: &Class, at: usize, shape: Shape) -> String {
        let buffer = Buffer::of_class(token.part, class, self.context.variables);
        let step = self.buffer.step_at(at).max(self.base_step);
        let mut html = Html::new(self.context, &buffer, self.found, step.max(self.step()));
        html.links = self.links;
        html.title.heading = self.title.heading || self.title.noting;
        match shape {
            Shape::Inline => html.inline_events(0..buffer.text.len()),
            Shape::Block => {
                if html.title.heading && !html.found.title.is_empty() {
                    html.found.title.push(' ');
                }
                html.events();
            }
        }
        html.finish()
    }

    fn class_start(&mut self, start: &str, class: &Class, token: &Token<'_>, at: usize) {
        let names = class.names.of(&token.part.text).replace('.', " ");
        self.stepped(start, at);
        push_attribute(&mut self.out, "class", names.trim());
        self.out.push('>');
    }
}

#[derive(Copy, Clone)]
enum Shape {
    Inline,
    Block,
}

/// `.red[*]` is an asterisk, not a list.
fn is_lone_marker(text: &str) -> bool {
    matches!(text, "*" | "-" | "+")
        || text.strip_suffix('.').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

fn heading(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 => ("<h1", "</h1>\n"),
        HeadingLevel::H2 => ("<h2", "</h2>\n"),
        HeadingLevel::H3 => ("<h3", "</h3>\n"),
        HeadingLevel::H4 => ("<h4", "</h4>\n"),
        HeadingLevel::H5 => ("<h5", "</h5>\n"),
        HeadingLevel::H6 => ("<h6", "</h6>\n"),
    }
}
