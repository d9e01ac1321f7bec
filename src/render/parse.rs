//! From the Markdown of a slide, with tokens in it, to a tree.
//!
//! This does not process the slide's features: the passes do.

mod components;
mod fence;
mod html;
mod label_uses;
mod table;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use comemo::Track;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use self::fence::{dedented, unescaped};
use self::label_uses::LabelUses;
use self::table::Table;
use self::text::RunningText;
use super::buffer::{Buffer, Held, Placeholder};
use super::builder::TreeBuilder;
use super::context::{Context, SlideSide};
use super::labels::Labels;
use super::source::{At, Part};
use super::token::JOINT;
use super::tokenizer::{is_block, tag_at};
use super::tree::{CodeBlock, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};
use crate::diag::StructureProblem;
use crate::markdown;
use crate::syntax::Class;

/// The tree of some parts of a slide.
pub(super) fn parse(context: &Context<'_>, parts: &[Part]) -> SlideTree {
    let buffer = Buffer::of_parts(parts, context.variables);
    let mut tree = SlideTree::with_capacity(buffer.text.len());
    let mut parser = Parser::new(context, &buffer, TreeBuilder::new(&mut tree, SlideTree::ROOT));
    parser.blocks();
    parser.builder.finish();
    for at in &buffer.flat {
        tree.report(StructureProblem::FlatList, *at);
    }
    tree
}

/// The tree of Markdown that is not a slide.
pub(super) fn of_markdown(text: &str) -> SlideTree {
    let labels = Labels::default();
    let context = Context {
        variables: &BTreeMap::new(),
        labels: labels.track(),
        settled: 0,
        side: SlideSide::Content,
    };
    parse(&context, &[Part::of_markdown(text)])
}

/// Parses one Markdown text: that of a slide, or of a content class.
struct Parser<'a, 't> {
    context: &'a Context<'a>,
    buffer: &'a Buffer<'a>,
    builder: TreeBuilder<'t>,
    /// Text collected since the last tag.
    pending: RunningText,
    /// How many links are open, which must not nest.
    n_links: usize,
    table: Table,
    code: Option<(String, String, Range<usize>)>,
    picture: Option<Picture>,
    /// A block of the author's HTML, and its start.
    html: Option<(String, usize)>,
    /// Whether the paragraph around the text is omitted.
    is_unwrapped: bool,
    /// Whether the open paragraph must not become an element, since it begins with one that
    /// paragraphs cannot contain.
    is_bare: bool,
}

/// A picture whose alt text is being read.
struct Picture {
    url: String,
    title: String,
    alt: String,
    at: Range<usize>,
    /// The nesting depth of the open pictures in its text.
    depth: usize,
}

impl<'a, 't> Parser<'a, 't> {
    fn new(context: &'a Context<'a>, buffer: &'a Buffer<'a>, builder: TreeBuilder<'t>) -> Self {
        Self {
            context,
            buffer,
            builder,
            pending: RunningText::default(),
            n_links: 0,
            table: Table::default(),
            code: None,
            picture: None,
            html: None,
            is_unwrapped: false,
            is_bare: false,
        }
    }

    /// Parses the whole text.
    fn blocks(&mut self) {
        for (event, range) in self.parsed(0..self.buffer.text.len()) {
            self.event(event, range);
        }
        self.flush();
    }

    /// Parses running text and unwraps a single paragraph.
    fn phrase(&mut self, range: Range<usize>) {
        let text = self.buffer.text[range.clone()].trim();
        if is_lone_marker(text) {
            self.literal(text);
            return;
        }
        let events = self.parsed(range);
        let paragraphs =
            events.iter().filter(|(e, _)| matches!(e, Event::Start(Tag::Paragraph))).count();
        self.is_unwrapped = paragraphs == 1
            && matches!(events.first(), Some((Event::Start(Tag::Paragraph), _)))
            && matches!(events.last(), Some((Event::End(TagEnd::Paragraph), _)));
        for (event, range) in events {
            self.event(event, range);
        }
        self.flush();
        self.is_unwrapped = false;
    }

    /// The Markdown events for a range of the buffer.
    fn parsed(&mut self, range: Range<usize>) -> Vec<(Event<'a>, Range<usize>)> {
        let buffer = self.buffer;
        let labels = self.context.labels;
        let uses = LabelUses::default();
        let start = range.start;
        let text = &buffer.text[range];
        let mut events = markdown::events(text, &|found| uses.look_up(found, &labels));
        if start > 0 {
            for (_, range) in &mut events {
                *range = range.start + start..range.end + start;
            }
        }
        self.builder.tree.has_labels |= uses.asked.get();
        uses.report(text, &labels, |problem, range| {
            let at = buffer.place(range.start + start..range.end + start);
            self.builder.tree.report(problem, at);
        });
        events
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.picture.is_some() {
            self.in_picture(&event, &range);
            return;
        }
        match event {
            Event::Text(text) => self.text(&text, &range),
            Event::SoftBreak => self.text("\n", &range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Code(text) => self.inline_code(&text, &range),
            Event::Html(text) => {
                if let Some((block, _)) = &mut self.html {
                    block.push_str(&text);
                } else {
                    self.flush();
                    html::block(self, &text, range.start);
                }
            }
            Event::InlineHtml(text) => {
                self.flush();
                html::inline(self, &text, range.start);
            }
            Event::HardBreak => self.void("br", range.start),
            Event::Rule => self.void("hr", range.start),
            // Not enabled in `markdown`.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, &range);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        match &mut self.code {
            Some((_, code, _)) => code.push_str(text),
            None => self.pending.push(text, range),
        }
    }

    /// Adds the text collected since the last tag.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            text::add(self, &text);
        }
    }

    /// Adds text that is shown as typed.
    fn literal(&mut self, text: &str) {
        let text = self.builder.tree.store(text);
        self.builder.push(NodeKind::Literal(text));
    }

    /// An element from Markdown, with its step.
    fn element(&self, name: &'static str, shape: Shape, at: usize) -> Element {
        Element::new(name, ElementOrigin::Markdown, shape).at(At::NOWHERE, self.buffer.step_at(at))
    }

    fn open(&mut self, name: &'static str, shape: Shape, at: usize) -> NodeId {
        self.flush();
        let element = self.element(name, shape, at);
        self.builder.open(element)
    }

    fn close(&mut self) {
        self.flush();
        self.builder.close();
    }

    fn void(&mut self, name: &'static str, at: usize) {
        self.flush();
        let element = self.element(name, Shape::VoidBlock, at);
        self.builder.element(element);
    }

    fn inline_code(&mut self, text: &str, range: &Range<usize>) {
        self.open("code", Shape::Inline, range.start);
        let text = self.buffer.without_tokens(text);
        let text = self.builder.tree.store(&text);
        self.builder.push(NodeKind::Literal(text));
        self.close();
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = range.start;
        match tag {
            Tag::Paragraph if self.is_unwrapped => {}
            Tag::Heading { level, .. } => _ = self.open(heading(level), Shape::Block, at),
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
                self.html = Some((String::new(), at));
            }
            Tag::List(first) => self.list(first, at),
            Tag::Table(alignments) => {
                self.table = Table::new(alignments);
                self.open("table", Shape::Block, at);
            }
            Tag::TableHead => {
                self.open("thead", Shape::Block, 0);
                self.open("tr", Shape::Inline, at);
            }
            Tag::TableCell => table::cell(self, at),
            Tag::Strikethrough if self.is_single_tilde(&range) => {
                self.pending.push("~", &(at..at + 1));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(link_type, &dest_url, &title, range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.flush();
                let url = self.buffer.without_tokens(&dest_url).replace(' ', "%20");
                let title = self.buffer.without_tokens(&title);
                let alt = String::new();
                self.picture = Some(Picture { url, title, alt, at: range, depth: 0 });
            }
            Tag::Paragraph if self.begins_with_block(at) => self.is_bare = true,
            Tag::Paragraph => _ = self.open("p", Shape::Block, at),
            Tag::BlockQuote(_) => _ = self.open("blockquote", Shape::Block, at),
            Tag::Item => _ = self.open("li", Shape::Block, at),
            Tag::TableRow => _ = self.open("tr", Shape::Block, at),
            Tag::Emphasis => _ = self.open("em", Shape::Inline, at),
            Tag::Strong => _ = self.open("strong", Shape::Inline, at),
            Tag::Strikethrough => _ = self.open("del", Shape::Inline, at),
            _ => _ = self.open("div", Shape::Block, at),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph if self.is_unwrapped => {}
            TagEnd::Paragraph if std::mem::take(&mut self.is_bare) => self.flush(),
            TagEnd::CodeBlock => self.markdown_code(),
            TagEnd::HtmlBlock => {
                if let Some((text, start)) = self.html.take() {
                    html::block(self, &text, start);
                }
            }
            TagEnd::Table => {
                self.close();
                self.close();
            }
            TagEnd::TableHead => {
                self.close();
                self.close();
                self.table.end_head();
                self.open("tbody", Shape::Inline, 0);
            }
            TagEnd::TableRow => {
                table::further_cells(self, range.end);
                self.close();
                self.table.end_row();
            }
            TagEnd::TableCell => {
                self.close();
                table::end_cell(self, range.end);
            }
            TagEnd::Link => {
                self.close();
                self.n_links -= 1;
            }
            TagEnd::Strikethrough if self.is_single_tilde(range) => {
                self.pending.push("~", &(range.end - 1..range.end));
            }
            _ => self.close(),
        }
    }

    /// Whether a text from a byte on begins with a block-level tag, which a mark made a part of it:
    /// browsers would end a paragraph there, and begin an empty one after it.
    fn begins_with_block(&self, at: usize) -> bool {
        let Some(text) = self.buffer.text[at..].strip_prefix(JOINT) else { return false };
        tag_at(text, 0).is_some_and(|tag| is_block(&tag.name))
    }

    fn list(&mut self, first: Option<u64>, at: usize) {
        let list = self.open(if first.is_some() { "ol" } else { "ul" }, Shape::Block, at);
        if let Some(first) = first.filter(|first| *first != 1) {
            self.builder.tree.add_text(list, "start", &first.to_string());
        }
    }

    /// remark accepts only `~~two~~` tildes; one stays as typed.
    fn is_single_tilde(&self, range: &Range<usize>) -> bool {
        !self.buffer.text[range.clone()].starts_with("~~")
    }

    fn link(&mut self, kind: LinkType, url: &str, title: &str, range: Range<usize>) {
        self.flush();
        self.n_links += 1;
        let url = self.buffer.without_tokens(url).replace(' ', "%20");
        let url = match kind {
            LinkType::Email => format!("mailto:{url}"),
            // remark turns the text itself into a link, inside this one.
            LinkType::Inline if url.is_empty() => {
                shown_address(&self.buffer.text[range.clone()]).unwrap_or_default().to_owned()
            }
            _ => url,
        };
        let mut element = self.element("a", Shape::Inline, range.start);
        element.at = self.buffer.place(range);
        let link = self.builder.open(element);
        self.builder.tree.add_url(link, "href", &url);
        if !title.is_empty() {
            let title = self.buffer.without_tokens(title);
            self.builder.tree.add_text(link, "title", &title);
        }
    }

    /// Reads the alt text of a picture, which contains no elements.
    fn in_picture(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let is_single_tilde = self.is_single_tilde(range);
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Text(text) => picture.alt.push_str(text),
            Event::Code(text) => picture.alt.push_str(&self.buffer.without_tokens(text)),
            Event::SoftBreak => picture.alt.push('\n'),
            Event::HardBreak => picture.alt.push(' '),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough)
                if is_single_tilde =>
            {
                picture.alt.push('~');
            }
            Event::Start(Tag::Image { .. }) => picture.depth += 1,
            Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
            Event::End(TagEnd::Image) => self.end_picture(),
            _ => {}
        }
    }

    fn end_picture(&mut self) {
        let Some(Picture { url, title, alt, at, .. }) = self.picture.take() else { return };
        let mut element = self.element("img", Shape::Void, at.start);
        element.at = self.buffer.place(at);
        let picture = self.builder.element(element);
        let alt = self.buffer.without_tokens(&alt);
        self.builder.tree.add_url(picture, "src", &url);
        self.builder.tree.add_text(picture, "alt", &alt);
        self.builder.tree.add_text(picture, "loading", "lazy");
        if !title.is_empty() {
            self.builder.tree.add_text(picture, "title", &title);
        }
    }

    /// A code block that only Markdown recognizes, such as an indented one.
    fn markdown_code(&mut self) {
        let Some((info, text, range)) = self.code.take() else { return };
        let text = self.buffer.without_tokens(&text);
        let (at, step) = (self.buffer.place(range.clone()), self.buffer.step_at(range.start));
        self.add_code((&info, None), text, at, step);
    }

    /// Adds a code block with its info string, and where that was written.
    fn add_code(&mut self, info: (&str, Option<u32>), text: String, at: At, step: u32) {
        let node = self.builder.push(NodeKind::Code(self.builder.tree.code.len()));
        let ((info, info_at), lines) = ((info.0.to_owned(), info.1), Vec::new());
        let block = CodeBlock { node, info, info_at, text, at, step, shown_step: None, lines };
        self.builder.tree.code.push(block);
    }

    /// A token in running text, as part of a run.
    fn inline_token(&mut self, token: &Placeholder<'_>, run: u32) {
        match &token.node {
            Held::Class(class) => self.class(token, class, Shape::Inline, run),
            Held::Literal(_) | Held::Fence(_) => self.block_token(token),
        }
    }

    /// A token on its own line.
    fn block_token(&mut self, token: &Placeholder<'_>) {
        let text = &token.part.text;
        match &token.node {
            Held::Literal(range) => self.literal(range.of(text)),
            Held::Class(class) => self.class(token, class, Shape::Block, 0),
            Held::Fence(fence) => {
                let body = dedented(fence, fence.body.of(text));
                let body = unescaped(&body, self.context.variables);
                let at = At { part: token.part.id, range: fence.range };
                let info = (fence.info.of(text), Some(fence.info.start));
                self.add_code(info, body, at, self.buffer.step_at(token.at));
            }
        }
    }

    /// A content class, whose content is parsed like a slide.
    fn class(&mut self, token: &Placeholder<'_>, class: &Class, shape: Shape, run: u32) {
        let name = if shape == Shape::Inline { "span" } else { "div" };
        let mut element = Element::new(name, ElementOrigin::Class, shape)
            .at(At { part: token.part.id, range: class.range }, self.buffer.step_at(token.at));
        element.run = run;
        let node = self.builder.element(element);
        let names = class.names.of(&token.part.text).replace('.', " ");
        self.builder.tree.add_text(node, "class", names.trim());
        let buffer = Buffer::of_class(token.part, class, self.context.variables);
        let inner = TreeBuilder::new(&mut *self.builder.tree, node);
        let mut parser = Parser::new(self.context, &buffer, inner);
        parser.n_links = self.n_links;
        match shape {
            Shape::Inline => parser.phrase(0..buffer.text.len()),
            _ => parser.blocks(),
        }
        parser.builder.finish();
        for at in &buffer.flat {
            self.builder.tree.report(StructureProblem::FlatList, *at);
        }
    }
}

/// The address that `[https://…]()` shows as its text.
fn shown_address(link: &str) -> Option<&str> {
    let text = link.strip_prefix('[')?.split_once("](")?.0.trim();
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_whole = !text.contains(|c: char| c.is_whitespace() || "[]<>".contains(c));
    (is_address && is_whole).then_some(text)
}

/// `.red[*]` is an asterisk, not a list.
fn is_lone_marker(text: &str) -> bool {
    matches!(text, "*" | "-" | "+")
        || text.strip_suffix('.').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1",
        HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        HeadingLevel::H4 => "h4",
        HeadingLevel::H5 => "h5",
        HeadingLevel::H6 => "h6",
    }
}
