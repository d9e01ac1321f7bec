//! From a tree to HTML, in which addresses and picture sizes are still open.
//!
//! A slide is rendered once and appears on several pages: its addresses differ on the page of an
//! event, and only the world knows the sizes of pictures. So the HTML of a tree keeps slots for
//! both, and each page fills them in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::css;
use super::escape::{push_attribute, push_text, unescaped};
use super::passes::labs::is_lab;
use super::srcset;
use super::tree::{
    AttributeValue, Edge, Element, MarkupName, NodeId, NodeKind, Shape, Slice, SlideTree,
    TreeAttribute,
};
use crate::picture::PictureFacts;

/// The addresses on slides that differ on a page, and their replacements.
pub type PageLinks = BTreeMap<String, String>;

/// Sizes of pictures, and whether they are opaque, by address.
pub type Sizes = BTreeMap<String, PictureFacts>;

/// HTML with slots for addresses and sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Html {
    text: String,
    slots: Vec<HtmlSlot>,
}

/// A slot for an address in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct HtmlSlot {
    start: u32,
    end: u32,
    holds: Holds,
}

/// The content of a slot.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
enum Holds {
    /// An address.
    Url,
    /// The address of a picture, whose size is written after the quote.
    Picture,
    /// The value of a `style` attribute.
    Style,
    /// The content of a `style` element.
    StyleSheet,
    /// Nothing: the number of a lab is written there.
    Lab,
}

impl HtmlSlot {
    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Html {
    /// The HTML with all addresses as written by their authors, and no sizes.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text around its addresses, and the addresses as their authors wrote them, both in order.
    pub fn apart(&self) -> (Vec<&str>, Vec<&str>) {
        let (mut around, mut addresses) = (Vec::new(), Vec::new());
        let mut from = 0;
        for slot in self.slots.iter().filter(|slot| slot.holds != Holds::Lab) {
            around.push(&self.text[from..slot.start as usize]);
            addresses.push(&self.text[slot.range()]);
            from = slot.end as usize;
        }
        around.push(&self.text[from..]);
        (around, addresses)
    }

    /// The addresses of the pictures whose sizes are written, in order.
    pub fn pictures(&self) -> impl Iterator<Item = String> {
        let pictures = self.slots.iter().filter(|slot| slot.holds == Holds::Picture);
        pictures.map(|slot| unescaped(&self.text[slot.range()]).into_owned())
    }

    /// Writes it with the addresses of a page and with the sizes of pictures, so that a browser
    /// reserves space for them before they load; `lab` is the number of its labs.
    pub fn write(&self, links: &PageLinks, sizes: &Sizes, lab: Option<&str>, out: &mut String) {
        let mut written = 0;
        for slot in &self.slots {
            if slot.holds == Holds::Lab {
                if let Some(number) = lab {
                    out.push_str(&self.text[written..slot.start as usize]);
                    push_attribute(out, "data-lab", number);
                    written = slot.start as usize;
                }
                continue;
            }
            let raw = &self.text[slot.range()];
            if let Some(text) = linked(raw, slot.holds, links) {
                out.push_str(&self.text[written..slot.start as usize]);
                out.push_str(&text);
                written = slot.end as usize;
            }
            if slot.holds == Holds::Picture
                && let Some(&PictureFacts { size: (width, height), is_opaque }) =
                    sizes.get(&*unescaped(raw))
            {
                // After the quote, which is one byte.
                let end = slot.end as usize + 1;
                out.push_str(&self.text[written..end]);
                push_attribute(out, "width", &width.to_string());
                push_attribute(out, "height", &height.to_string());
                if is_opaque {
                    out.push_str(" data-opaque");
                }
                written = end;
            }
        }
        out.push_str(&self.text[written..]);
    }
}

/// The content of a slot on a page; `None` if it stays as its author wrote it.
fn linked(raw: &str, holds: Holds, links: &PageLinks) -> Option<String> {
    if links.is_empty() {
        return None;
    }
    let plain = unescaped(raw);
    match holds {
        Holds::Url | Holds::Picture => links.get(&*plain).map(|to| super::escape::text(to)),
        Holds::StyleSheet => css::relinked(raw, links),
        // A value without references needs no escaping: the new address contains no quotes.
        Holds::Style if plain == raw => css::relinked(raw, links),
        Holds::Style => css::relinked(&plain, links).map(|style| super::escape::text(&style)),
        Holds::Lab => None,
    }
}

/// Writes a tree.
pub(super) fn html(tree: &SlideTree) -> Html {
    let mut writer = HtmlWriter { tree, out: Html::default() };
    for edge in tree.edges() {
        match edge {
            Edge::Open(id) => writer.start(id),
            Edge::Close(id) => writer.end(id),
        }
    }
    writer.out
}

struct HtmlWriter<'t> {
    tree: &'t SlideTree,
    out: Html,
}

impl HtmlWriter<'_> {
    fn start(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.kind(id) {
            NodeKind::Element(element) => self.start_tag(element),
            NodeKind::Text(running) => push_text(&mut self.out.text, tree.text(running.text)),
            NodeKind::Literal(text) => push_text(&mut self.out.text, tree.text(*text)),
            NodeKind::Coloured(class, text) => {
                let out = &mut self.out.text;
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
                push_text(out, tree.text(*text));
                out.push_str("</span>");
            }
            NodeKind::Style(text) => self.slot(*text, Holds::StyleSheet),
            NodeKind::Source(text) | NodeKind::Verbatim(text) | NodeKind::Drawing(text) => {
                self.out.text.push_str(tree.text(*text));
            }
            NodeKind::Group | NodeKind::Code(_) => {}
        }
    }

    fn end(&mut self, id: NodeId) {
        let Some(element) = self.tree.element(id) else { return };
        let out = &mut self.out.text;
        if let Shape::Inline | Shape::Block | Shape::Typed(_) = element.shape {
            out.push_str("</");
            out.push_str(self.tree.name(element.name));
            out.push('>');
        }
        if let Shape::Block | Shape::VoidBlock = element.shape {
            out.push('\n');
        }
    }

    fn start_tag(&mut self, element: &Element) {
        let tree = self.tree;
        self.out.text.push('<');
        self.out.text.push_str(match element.name {
            MarkupName::Known(name) => name,
            MarkupName::Typed(_, typed) => tree.text(typed),
        });
        let own = class_attribute(tree, element);
        if own.is_none() && !element.classes.is_empty() {
            push_attribute(&mut self.out.text, "class", &element.classes.join(" "));
        }
        if let Some(step) = element.shown_step {
            push_attribute(&mut self.out.text, "data-step", &step.to_string());
        }
        for attribute in tree.attributes(element) {
            let is_class = own.is_some_and(|own| std::ptr::eq(own, attribute));
            let more: &[&str] = if is_class { &element.classes } else { &[] };
            self.attribute(attribute, more);
        }
        if tree.name(element.name) == "div" && tree.class_words(element).any(is_lab) {
            let at = crate::span::offset(self.out.text.len());
            self.out.slots.push(HtmlSlot { start: at, end: at, holds: Holds::Lab });
        }
        match element.shape {
            Shape::Typed(tail) | Shape::TypedVoid(tail) => {
                self.out.text.push_str(tree.text(tail));
            }
            Shape::Inline | Shape::Block | Shape::Void | Shape::VoidBlock => {
                self.out.text.push('>');
            }
        }
    }

    /// Writes an attribute, and appends words to its value.
    fn attribute(&mut self, attribute: &TreeAttribute, more: &[&str]) {
        let (before, after) = match (attribute.typed, attribute.value.slice()) {
            (None, _) => ("", ""),
            (Some(typed), None) => (self.tree.text(typed), ""),
            (Some(typed), Some(value)) => {
                let (before, after) = typed.around(value);
                (self.tree.text(before), self.tree.text(after))
            }
        };
        if attribute.typed.is_some() {
            self.out.text.push_str(before);
        } else {
            self.out.text.push(' ');
            self.out.text.push_str(self.tree.name(attribute.name));
            self.out.text.push_str("=\"");
        }
        self.value(attribute);
        for word in more {
            self.out.text.push(' ');
            self.out.text.push_str(word);
        }
        self.out.text.push_str(if attribute.typed.is_some() { after } else { "\"" });
    }

    fn value(&mut self, attribute: &TreeAttribute) {
        let text = |slice| self.tree.text(slice);
        match attribute.value {
            AttributeValue::Empty => {}
            AttributeValue::Text(value) if attribute.typed.is_some() => {
                self.out.text.push_str(text(value));
            }
            AttributeValue::Text(value) => push_text(&mut self.out.text, text(value)),
            AttributeValue::Url(value) | AttributeValue::Picture(value) => {
                let is_picture = matches!(attribute.value, AttributeValue::Picture(_));
                let holds = if is_picture { Holds::Picture } else { Holds::Url };
                if attribute.typed.is_some() {
                    self.slot(value, holds);
                } else {
                    let start = self.out.text.len();
                    push_text(&mut self.out.text, text(value));
                    self.mark(start, holds);
                }
            }
            AttributeValue::Style(value) => self.slot(value, Holds::Style),
            AttributeValue::Sources(value) => {
                let sources = text(value);
                let mut written = 0;
                for url in srcset::urls(sources) {
                    self.out.text.push_str(&sources[written..url.start]);
                    let start = self.out.text.len();
                    self.out.text.push_str(&sources[url.clone()]);
                    self.mark(start, Holds::Url);
                    written = url.end;
                }
                self.out.text.push_str(&sources[written..]);
            }
        }
    }

    /// Writes text typed by an author as a slot.
    fn slot(&mut self, text: Slice, holds: Holds) {
        let start = self.out.text.len();
        self.out.text.push_str(self.tree.text(text));
        self.mark(start, holds);
    }

    /// Turns the output from `start` on into a slot.
    fn mark(&mut self, start: usize, holds: Holds) {
        let (start, end) = (crate::span::offset(start), crate::span::offset(self.out.text.len()));
        if start < end {
            self.out.slots.push(HtmlSlot { start, end, holds });
        }
    }
}

/// The attribute with the classes of an element, if any.
fn class_attribute<'t>(tree: &'t SlideTree, element: &Element) -> Option<&'t TreeAttribute> {
    let found = tree.attribute(element, "class")?;
    found.value.slice().filter(|value| !tree.text(*value).is_empty()).map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::{PageLinks, PictureFacts, Sizes, html};
    use crate::render::parse::of_markdown as tree;
    use crate::render::passes::pictures;

    fn links() -> PageLinks {
        let pairs = [("a&b.png", "../../a&b.png"), ("c.png", "../../c.png")];
        pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect()
    }

    /// Markdown rendered for a page with some addresses replaced.
    fn linked(markdown: &str) -> String {
        let mut out = String::new();
        html(&tree(markdown)).write(&links(), &Sizes::new(), None, &mut out);
        out
    }

    #[test]
    fn html_is_written_as_it_is_typed() {
        for text in [
            "<div  class='x y'\n id=\"z\" hidden >\na &amp; b\n</div>",
            "<div>\n<svg viewBox=\"0 0 1 1\"><path d='M0 0'/></svg>\n</div>",
            "<div ><IMG src='a.png'  alt='' /></div>",
        ] {
            assert_eq!(html(&tree(text)).as_str().trim_end(), text);
        }
    }

    #[test]
    fn addresses_are_exchanged_and_nothing_else() {
        for (markdown, expected) in [
            (
                "![c.png](c.png \"c.png\")",
                "<p><img src=\"../../c.png\" alt=\"c.png\" loading=\"lazy\" title=\"c.png\"></p>",
            ),
            (
                "[c.png](c.png) <a href='c.png' title='c.png'>x</a>",
                "<p><a href=\"../../c.png\">c.png</a> <a href='../../c.png' title='c.png'>x</a></p>",
            ),
            (
                "<img src=\"a&amp;b.png\" alt=\"c.png, c.png\">",
                "<p><img src=\"../../a&amp;b.png\" alt=\"c.png, c.png\"></p>",
            ),
            (
                "<div style='background: url(c.png)' data-x=\"c.png\">c.png</div>",
                "<div style='background: url(../../c.png)' data-x=\"c.png\">c.png</div>",
            ),
            (
                "<p style=\"background: url(&quot;c.png&quot;)\"></p>",
                "<p style=\"background: url(&quot;../../c.png&quot;)\"></p>",
            ),
            (
                "<div><img srcset=\"c.png 1x, x.png 2x\" alt=\"\"></div>",
                "<div><img srcset=\"../../c.png 1x, x.png 2x\" alt=\"\"></div>",
            ),
            (
                "<style>a { background: url('c.png') }</style>",
                "<style>a { background: url('../../c.png') }</style>",
            ),
            ("<script>\"c.png\"</script>", "<script>\"c.png\"</script>"),
        ] {
            assert_eq!(linked(markdown).trim_end(), expected);
        }
    }

    #[test]
    fn pictures_of_known_size_keep_room() {
        let mut tree = tree("![a](c.png) ![b](x.png)");
        pictures::pictures(&mut tree);
        let picture = PictureFacts { size: (3, 4), is_opaque: true };
        let sizes = Sizes::from([("c.png".to_owned(), picture)]);
        let html = html(&tree);
        assert_eq!(html.pictures().collect::<Vec<_>>(), ["c.png", "x.png"]);
        let written = |links: &PageLinks| {
            let mut out = String::new();
            html.write(links, &sizes, None, &mut out);
            out
        };
        let sized = "c.png\" width=\"3\" height=\"4\" data-opaque alt=\"a\"";
        assert!(written(&PageLinks::new()).contains(&format!("src=\"{sized}")));
        assert!(written(&links()).contains(&format!("src=\"../../{sized}")));
    }
}
