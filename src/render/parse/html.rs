//! The author's own HTML, with balanced tags and without comments.

use std::borrow::Cow;
use std::ops::Range;

use super::super::escape::unescaped;
use super::super::token::{TOKEN_CLOSE, TOKEN_OPEN};
use super::super::tokenizer::{self, HtmlPiece, HtmlTag, RAW_TEXT, UNFIT, has_end_tag, pieces};
use super::super::tree::{
    AttributeValue, Element, ElementOrigin, MarkupName, NodeId, NodeKind, Shape, Slice,
};
use super::Parser;
use super::components::foreign;
use crate::diag::{MisreadingProblem, StructureProblem};

/// Adds a block of HTML that starts at a byte of the buffer.
pub(super) fn block(parser: &mut Parser<'_, '_>, html: &str, start: usize) {
    add(parser, html, start, start_tag);
}

/// Adds a tag in running text.
pub(super) fn inline(parser: &mut Parser<'_, '_>, html: &str, start: usize) {
    add(parser, html, start, |parser, tag, start| {
        start_tag(parser, tag, start);
        if tag.holds_raw_text() {
            // Text after it is not a script here; the end tag is dropped.
            parser.builder.close_html(&tag.name);
            parser.builder.expect_end_tag(&tag.name);
        }
    });
}

fn add(
    parser: &mut Parser<'_, '_>,
    html: &str,
    start: usize,
    start_tag: impl Fn(&mut Parser<'_, '_>, &HtmlTag<'_>, usize),
) {
    let pieces = pieces(html);
    let mut pieces = pieces.iter().peekable();
    let mut is_style = false;
    while let Some(piece) = pieces.next() {
        match piece {
            HtmlPiece::Text(text, _) => text_between(parser, text),
            HtmlPiece::RawText(text) => {
                let is_closed = pieces.peek().is_some();
                raw_text(parser, text, is_closed, is_style);
            }
            HtmlPiece::Comment(inner, _) => comment(parser, inner),
            HtmlPiece::End(name, range) => {
                end_tag(parser, name, start + range.start..start + range.end);
            }
            HtmlPiece::Start(tag) if tag.is_diagram() => {
                let mut source = String::new();
                while let Some(HtmlPiece::RawText(text)) = pieces.peek() {
                    source.push_str(text);
                    pieces.next();
                }
                pieces.next_if(|next| matches!(next, HtmlPiece::End(name, _) if name == "pre"));
                diagram(parser, &source, start + tag.at);
            }
            HtmlPiece::Start(tag) => {
                is_style = tag.name == "style";
                start_tag(parser, tag, start);
            }
        }
    }
    parser.builder.close_raw_text();
}

/// Text between tags: tokens of content classes are parsed, and a `<` that begins no tag is
/// escaped, so that it cannot swallow the rest.
fn text_between(parser: &mut Parser<'_, '_>, text: &str) {
    let buffer = parser.buffer;
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once(TOKEN_OPEN) {
        source(parser, before);
        let Some((number, after)) = inner.split_once(TOKEN_CLOSE) else { return };
        if let Some(token) = buffer.token(number) {
            parser.inline_token(token, 0);
        }
        rest = after;
    }
    source(parser, rest);
}

fn source(parser: &mut Parser<'_, '_>, text: &str) {
    let text = text.replace('<', "&lt;").replace(TOKEN_CLOSE, "");
    if !text.is_empty() {
        let text = parser.builder.tree.store(&text);
        parser.builder.push(NodeKind::Source(text));
    }
}

/// The content of a script, style or similar.
fn raw_text(parser: &mut Parser<'_, '_>, text: &str, is_closed: bool, is_style: bool) {
    let text = without_block_marks(text);
    // In a script, `<!--` would hide its end tag.
    let mut text = parser.buffer.without_tokens(&text).replace("<!--", "");
    if !is_closed || RAW_TEXT.iter().any(|name| has_end_tag(&text, name)) {
        // Only the tag that was found may close it, not typed text.
        text = text.replace("</", "<\\/");
    }
    let text = parser.builder.tree.store(&text);
    parser.builder.push(if is_style { NodeKind::Style(text) } else { NodeKind::Verbatim(text) });
}

/// A comment is not shown, unless it represents a block.
fn comment(parser: &mut Parser<'_, '_>, inner: &str) {
    let buffer = parser.buffer;
    let number = inner.strip_prefix(TOKEN_OPEN).and_then(|i| i.strip_suffix(TOKEN_CLOSE));
    if let Some(token) = number.and_then(|number| buffer.token(number)) {
        parser.block_token(token);
    }
}

fn start_tag(parser: &mut Parser<'_, '_>, tag: &HtmlTag<'_>, start: usize) {
    let buffer = parser.buffer;
    let at = buffer.place(start + tag.at..start + tag.at + tag.text.len());
    if UNFIT.contains(&&*tag.name) {
        parser.builder.report(StructureProblem::StrayHtml { tag: format!("<{}>", tag.name) }, at);
        return;
    }
    if let Some(kind) = foreign(tag) {
        let found = tag.text.lines().next().unwrap_or_default().replace('`', "'");
        parser.builder.report(MisreadingProblem::Foreign { kind, found, others: 0 }, at);
    }
    let text = start_tag_text(parser, tag);
    let is_alone = tag.is_self_closing() && !tag.is_closed;
    let is_void = tag.is_closed || (is_alone && parser.builder.is_in_drawing(&tag.name));
    let text = match text.strip_suffix("/>").filter(|_| is_alone && !is_void) {
        Some(text) => Cow::Owned(format!("{text}>")),
        None => text,
    };
    let mut element = Element::new("", ElementOrigin::Html, Shape::Void);
    element = element.at(at, buffer.step_at(start + tag.at));
    let name = parser.builder.tree.store(&tag.name);
    element.name = MarkupName::Typed(name, name);
    let id = if is_void || is_alone {
        parser.builder.element(element)
    } else {
        parser.builder.open_html(element)
    };
    hand_over(
        parser,
        id,
        &HtmlTag { name: tag.name.clone(), text: &text, at: 0, is_closed: is_void },
    );
}

/// Copies the attributes of a tag to its element.
fn hand_over(parser: &mut Parser<'_, '_>, id: NodeId, tag: &HtmlTag<'_>) {
    let tree = &mut *parser.builder.tree;
    let whole = tree.store(tag.text);
    let mut end = 1 + tag.name.len();
    let typed_name = whole.part(1..end);
    let mut known: Vec<&str> = Vec::new();
    for attribute in tag.attributes() {
        end = attribute.range.end;
        let at = attribute.range.end
            - tag.text[attribute.range.clone()].trim_start_matches(is_gap).len();
        let name = whole.part(at..at + attribute.name.len());
        let value = attribute.value_range().map(|range| whole.part(range));
        let value = match value.map(|value| (value, holder(attribute.name))) {
            None => AttributeValue::Empty,
            // Browsers use the first attribute with a name.
            Some((value, Some((name, hold)))) if !known.contains(&name) => {
                known.push(name);
                hold(value)
            }
            Some((value, _)) => AttributeValue::Text(value),
        };
        let typed = whole.part(attribute.range);
        tree.add_attribute(id, MarkupName::Typed(name, name), value, Some(typed));
    }
    let tail = whole.part(end..tag.text.len());
    if let Some(element) = tree.element_mut(id) {
        if let MarkupName::Typed(_, typed) = &mut element.name {
            *typed = typed_name;
        }
        element.shape = if tag.is_closed { Shape::TypedVoid(tail) } else { Shape::Typed(tail) };
    }
}

/// The characters allowed between attributes.
fn is_gap(c: char) -> bool {
    c.is_ascii_whitespace() || c == '/'
}

/// Determines the kind of an attribute's value.
type Holder = fn(Slice) -> AttributeValue;

/// The attributes that contain addresses, and the kinds of their values.
const HOLDERS: [(&str, Holder); 9] = [
    ("src", AttributeValue::Url),
    ("href", AttributeValue::Url),
    ("poster", AttributeValue::Url),
    ("data", AttributeValue::Url),
    ("data-src", AttributeValue::Url),
    ("xlink:href", AttributeValue::Url),
    ("srcset", AttributeValue::Sources),
    ("imagesrcset", AttributeValue::Sources),
    ("style", AttributeValue::Style),
];

/// The entry of an author's attribute that contains addresses.
fn holder(name: &str) -> Option<(&'static str, Holder)> {
    HOLDERS.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name))
}

/// A start tag as typed, unless removing tokens would change how its attributes are read, or some
/// values have no quotes.
fn start_tag_text<'t>(parser: &Parser<'_, '_>, tag: &HtmlTag<'t>) -> Cow<'t, str> {
    let is_clean = |attribute: tokenizer::TagAttribute<'_>| attribute.is_clean();
    if !tag.text.contains([TOKEN_OPEN, TOKEN_CLOSE]) && tag.attributes().all(is_clean) {
        return Cow::Borrowed(tag.text);
    }
    let mut text = tag.text[..=tag.name.len()].to_owned();
    for attribute in tag.attributes().filter(tokenizer::TagAttribute::is_named) {
        text.push(' ');
        text.push_str(attribute.name);
        if let Some(value) = attribute.value {
            text.push_str("=\"");
            text.push_str(&parser.buffer.without_tokens(value).replace('"', "&quot;"));
            text.push('"');
        }
    }
    text.push_str(if tag.is_self_closing() { "/>" } else { ">" });
    Cow::Owned(text)
}

fn end_tag(parser: &mut Parser<'_, '_>, name: &str, range: Range<usize>) {
    if parser.builder.take_end_tag(name) {
        return;
    }
    if name == "br" {
        // Browsers read `</br>` as `<br>`.
        parser.builder.element(Element::new("br", ElementOrigin::Html, Shape::Void));
    } else if !UNFIT.contains(&name) && !parser.builder.close_html(name) && name != "p" {
        let at = parser.buffer.place(range);
        parser.builder.report(StructureProblem::StrayHtml { tag: format!("</{name}>") }, at);
    }
}

fn diagram(parser: &mut Parser<'_, '_>, source: &str, at: usize) {
    let text = unescaped(&parser.buffer.without_tokens(source)).into_owned();
    let (place, step) = (parser.buffer.place(at..at + 1), parser.buffer.step_at(at));
    parser.add_code(("mermaid", None), text, place, step);
}

/// Text without the comments around the tokens of blocks.
fn without_block_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(TOKEN_OPEN) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(&format!("<!--{TOKEN_OPEN}"), &TOKEN_OPEN.to_string());
    Cow::Owned(text.replace(&format!("{TOKEN_CLOSE}-->"), &TOKEN_CLOSE.to_string()))
}
