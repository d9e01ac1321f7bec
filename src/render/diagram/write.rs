//! The engine's drawing, rewritten for the page.
//!
//! Only elements and attributes known to draw something are copied, so nothing that the engine or a
//! diagram's author adds can reach the page. Unreferenced ids are dropped and the others are
//! numbered; coordinates are rounded to screen precision.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::mem;

use roxmltree::{Document, Node, NodeId};

use super::cascade::{self, Author, Cascade, Style};
use super::engine::FONT_SIZE;
use super::source::SLASH;
use super::{contrast, entity, label, metrics, palette, room, ticks};

/// Elements that are copied. Sorted.
const ELEMENTS: [&str; 16] = [
    "a", "circle", "clipPath", "defs", "ellipse", "g", "line", "marker", "path", "polygon",
    "polyline", "rect", "symbol", "text", "tspan", "use",
];

/// Elements that draw nothing unless referenced.
const DEFINITIONS: [&str; 3] = ["clipPath", "marker", "symbol"];

/// Attributes that are copied, besides those that [`Cascade`] computes. Sorted.
const GEOMETRY: [&str; 30] = [
    "clip-path",
    "clip-rule",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "fill-rule",
    "height",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "orient",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
];

/// Deeper nesting than in any real drawing, but far below the stack's limit.
const MAX_DEPTH: usize = 128;

/// Converts the engine's document to one element of the page.
pub(super) fn inline(svg: &str, prefix: &str) -> Result<String, String> {
    let document = Document::parse(svg).map_err(|_| "the drawing is malformed".to_owned())?;
    let is_picture = |class: &str| class.contains("image-shape") || class.contains("icon-shape");
    if document.descendants().any(|node| node.attribute("class").is_some_and(is_picture)) {
        return Err("images and icons in diagrams are not drawn".to_owned());
    }
    let css = cascade::stylesheet(&document);
    let mut writer = Writer {
        cascade: Cascade::new(&css),
        ids: referenced(&document, prefix),
        kind: label::kind(&document),
        crowded: ticks::crowded(&document),
        out: String::with_capacity(svg.len() / 2),
    };
    writer.root(&document)?;
    Ok(writer.out)
}

/// New names for the referenced ids, in document order.
fn referenced(document: &Document<'_>, prefix: &str) -> BTreeMap<String, String> {
    let values = document.descendants().flat_map(|node| node.attributes());
    let targets: Vec<&str> = values.filter_map(|attribute| target(attribute.value())).collect();
    let ids = document.descendants().filter_map(|node| node.attribute("id"));
    let used = ids.filter(|id| targets.contains(id));
    used.enumerate().map(|(n, id)| (id.to_owned(), format!("{prefix}-{n}"))).collect()
}

/// The id in `#id` or `url(#id)`.
fn target(value: &str) -> Option<&str> {
    let reference = value.strip_prefix("url(").and_then(|rest| rest.strip_suffix(')'));
    reference.unwrap_or(value).strip_prefix('#')
}

/// The state that an element passes on to its descendants.
#[derive(Clone, Copy)]
struct Inherited<'a> {
    depth: usize,
    color: Option<&'a str>,
    align: Option<&'a str>,
    size: f64,
    /// Where the rows of a text that is not centred begin.
    start: Option<f64>,
}

struct Writer<'a> {
    cascade: Cascade<'a>,
    ids: BTreeMap<String, String>,
    /// The class name of the kind of diagram.
    kind: &'static str,
    /// Lines of a grid whose label is left out.
    crowded: Vec<NodeId>,
    out: String,
}

impl Writer<'_> {
    fn root(&mut self, document: &Document<'_>) -> Result<(), String> {
        let root = document.root_element();
        let view_box = root.attribute("viewBox").unwrap_or_default();
        let numbers: Vec<f64> =
            view_box.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let &[_, _, width, height] = numbers.as_slice() else {
            return Err("the drawing has no size".to_owned());
        };
        // To a screen reader, an image has no parts; links must stay reachable.
        let has_link = document.descendants().any(|node| link(node).is_some());
        let role = if has_link { "group" } else { "img" };
        let style = self.cascade.style(root);
        let _ = write!(
            self.out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="diagram diagram-{}"#,
            self.kind
        );
        self.classes(&style, " ");
        self.out.push('"');
        let _ = write!(
            self.out,
            r#" viewBox="{}" width="{}em" height="{}em" role="{role}""#,
            compact(view_box),
            hundredths(room::in_text(width)),
            hundredths(room::in_text(height))
        );
        self.attribute("aria-label", &label::label(document));
        self.out.push('>');
        if let Some(description) = label::description(document) {
            self.out.push_str("<desc>");
            escape(&mut self.out, &description);
            self.out.push_str("</desc>");
        }
        let inherited =
            Inherited { depth: 0, color: None, align: None, size: FONT_SIZE, start: None };
        // Not on the root: the page sizes the drawing in its own `em`.
        self.out.push_str("<g");
        self.presentation(&style);
        self.out.push('>');
        self.children(root, inherited)?;
        self.out.push_str("</g></svg>");
        Ok(())
    }

    fn children(&mut self, node: Node<'_, '_>, inherited: Inherited<'_>) -> Result<(), String> {
        if inherited.depth > MAX_DEPTH {
            return Err("the diagram is nested too deeply".to_owned());
        }
        let is_text = matches!(node.tag_name().name(), "text" | "tspan");
        for child in node.children() {
            if child.is_element() {
                self.element(child, inherited)?;
            } else if let (true, Some(text)) = (is_text, child.text()) {
                escape(&mut self.out, &entity::decode(&text.replace(SLASH, "/")));
            }
        }
        Ok(())
    }

    fn element(&mut self, node: Node<'_, '_>, inherited: Inherited<'_>) -> Result<(), String> {
        let tag = node.tag_name().name();
        let mut style = self.cascade.style(node);
        let author = mem::take(&mut style.author);
        if node.attribute("class") == Some("rect") && self.kind == "sequence" {
            // The author's background of some messages: tinted paper, for text of both themes.
            style.presentation.insert("fill-opacity", "0.3".to_owned());
        }
        if node.attribute("class") == Some("background") {
            // The background of a label is paper, in every kind of diagram.
            style.presentation.insert("fill", palette::PAPER.to_owned());
        }
        if ELEMENTS.binary_search(&tag).is_err() || self.is_invisible(node, &style) {
            return Ok(());
        }
        let inherited = inherit(node, &style, &author, inherited);
        let begin = self.out.len();
        self.out.push('<');
        self.out.push_str(tag);
        let bare = self.out.len();
        self.attributes(node, style, inherited);
        // A `tspan` without effect, as the engine puts around every word.
        let transparent = tag == "tspan" && self.out.len() == bare;
        if transparent {
            self.out.truncate(begin);
        } else {
            self.out.push('>');
        }
        let content = self.out.len();
        self.children(node, inherited)?;
        if transparent {
            return Ok(());
        }
        let is_group = matches!(tag, "a" | "clipPath" | "defs" | "g" | "text" | "tspan");
        if self.out.len() > content {
            let _ = write!(self.out, "</{tag}>");
        } else if is_group {
            self.out.truncate(begin);
        } else {
            self.out.insert(content - 1, '/');
        }
        Ok(())
    }

    fn is_invisible(&self, node: Node<'_, '_>, style: &Style) -> bool {
        let tag = node.tag_name().name();
        let unused = DEFINITIONS.contains(&tag)
            && node.attribute("id").is_none_or(|id| !self.ids.contains_key(id));
        let flat = tag == "rect"
            && ["width", "height"]
                .iter()
                .any(|side| node.attribute(*side).is_none_or(|value| value.parse() == Ok(0.0_f64)));
        let hidden = style.presentation.get("display").is_some_and(|display| display == "none");
        let in_crowd =
            tag == "text" && node.parent().is_some_and(|tick| self.crowded.contains(&tick.id()));
        unused || flat || hidden || in_crowd
    }

    fn attributes(&mut self, node: Node<'_, '_>, mut style: Style, inherited: Inherited<'_>) {
        let is_text = node.has_tag_name("text");
        let is_row = is_text || (node.has_tag_name("tspan") && node.has_attribute("x"));
        if let Some(id) = node.attribute("id").and_then(|id| self.ids.get(id)) {
            let _ = write!(self.out, r#" id="{id}""#);
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let copied = GEOMETRY.binary_search(&name).is_ok() || name == "y1" || name == "y2";
            let replaced = (name == "transform" && style.transform.is_some())
                || (name == "x" && is_row && inherited.start.is_some());
            if copied && !replaced {
                match self.centred(node, name) {
                    Some(centred) => self.geometry(name, &centred),
                    None => self.geometry(name, value),
                }
            }
        }
        if let Some(transform) = &style.transform {
            self.geometry("transform", &about_origin(transform, node));
        }
        if let (true, Some(start)) = (is_row, inherited.start) {
            self.geometry("x", &start.to_string());
            style.presentation.insert("text-anchor", "start".to_owned());
        }
        if let Some(href) = link(node) {
            self.attribute("href", href);
        } else if let Some(id) = href(node).and_then(target).and_then(|id| self.ids.get(id)) {
            let _ = write!(self.out, r##" href="#{id}""##);
        }
        let has_paint = is_text || (is_row && style.presentation.contains_key("fill"));
        if let (true, Some(color)) = (has_paint, inherited.color) {
            style.presentation.insert("fill", color.to_owned());
        }
        let class = self.out.len();
        self.out.push_str(r#" class=""#);
        let empty = self.out.len();
        self.classes(&style, "");
        if self.out.len() == empty {
            self.out.truncate(class);
        } else {
            self.out.push('"');
        }
        self.presentation(&style);
    }

    /// Writes the classes of colours that belong to the page's theme.
    fn classes(&mut self, style: &Style, mut separator: &str) {
        for (property, word) in [("fill", "fill"), ("stroke", "line")] {
            let value = style.presentation.get(property);
            if let Some(role) = value.and_then(|value| palette::role(value)) {
                let _ = write!(self.out, "{separator}diagram-{word}-{role}");
                separator = " ";
            }
        }
    }

    /// Writes all other presentation attributes.
    fn presentation(&mut self, style: &Style) {
        let fill = style.presentation.get("fill").and_then(|fill| palette::role(fill));
        for (&property, value) in &style.presentation {
            let in_class = palette::role(value).is_some();
            let initial = match property {
                // Omitted, so that an author's inherited `font-weight:bold` stays.
                "font-weight" | "font-style" => value == "normal",
                // Lines of a scale: the group around them sets the colour.
                "stroke" => value == "currentColor",
                "stroke-dasharray" => value == "0" || value == "none",
                // The background of a label must hide the line below it.
                "opacity" | "fill-opacity" => fill == Some("back"),
                _ => false,
            };
            let dangling = target(value).is_some_and(|_| value.starts_with("url("));
            if !in_class && !initial && !dangling {
                self.attribute(property, value);
            }
        }
    }

    /// A corrected coordinate for an edge label.
    ///
    /// The engine moves these labels left by half their width and then centres the text as well; in
    /// flowcharts and state diagrams it does only one of the two.
    fn centred(&self, node: Node<'_, '_>, name: &str) -> Option<String> {
        if !matches!(self.kind, "class" | "entity") {
            return None;
        }
        let class = |node: Node<'_, '_>| node.attribute("class").unwrap_or_default().to_owned();
        let mut around = node.ancestors().skip(1).map(class);
        match (class(node).as_str(), name) {
            ("label", "transform") if around.next()? == "edgeLabel" => {
                let (_, y) = node.attribute(name)?.split_once(',')?;
                Some(format!("translate(0,{y}"))
            }
            ("background", "x") if around.any(|class| class == "edgeLabel") => {
                let width: f64 = node.attribute("width")?.parse().ok()?;
                Some((width / -2.0).to_string())
            }
            _ => None,
        }
    }

    fn geometry(&mut self, name: &str, value: &str) {
        match target(value) {
            Some(id) if value.starts_with("url(") => {
                if let Some(id) = self.ids.get(id) {
                    let _ = write!(self.out, r#" {name}="url(#{id})""#);
                }
            }
            _ => self.attribute(name, &compact(value)),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, r#" {name}=""#);
        escape(&mut self.out, value);
        self.out.push('"');
    }
}

/// The state that the content of `node` inherits.
fn inherit<'a>(
    node: Node<'_, '_>,
    style: &Style,
    author: &'a Author,
    outer: Inherited<'a>,
) -> Inherited<'a> {
    let size = style.presentation.get("font-size").and_then(|size| pixels(size));
    let mut inner = Inherited {
        depth: outer.depth + 1,
        color: author.color.as_deref().or_else(|| contrast::ink(node)).or(outer.color),
        align: author.align.as_deref().or(outer.align),
        size: size.unwrap_or(outer.size),
        start: outer.start,
    };
    if node.has_tag_name("text") && matches!(inner.align, Some("left" | "start")) {
        let rows = node.children().filter(Node::is_element);
        let widths = rows.map(|row| metrics::width(&label::text(row), inner.size, None));
        inner.start = Some(widths.fold(0.0, f64::max) / -2.0);
    }
    inner
}

fn pixels(size: &str) -> Option<f64> {
    size.strip_suffix("px").unwrap_or(size).parse().ok()
}

/// A CSS transformation around `transform-origin`, as an attribute.
fn about_origin(transform: &str, node: Node<'_, '_>) -> String {
    let transform = transform.replace("deg", "");
    let origin = node.attribute("transform-origin").unwrap_or_default();
    let origin: Vec<f64> = origin.split_whitespace().filter_map(pixels).collect();
    match origin.as_slice() {
        [x, y] => format!("translate({x},{y}) {transform} translate({},{})", -x, -y),
        _ => transform,
    }
}

fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes.find(|attribute| attribute.name() == "href").map(|attribute| attribute.value())
}

/// The target of a link with a safe scheme.
fn link<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let href = if node.has_tag_name("a") { href(node)?.trim() } else { return None };
    let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_safe = match scheme.as_deref() {
        None | Some("http" | "https" | "mailto") => true,
        // A colon after a slash belongs to a relative address.
        Some(scheme) => scheme.contains(['/', '?', '#']),
    };
    is_safe.then_some(href)
}

fn hundredths(exact: f64) -> f64 {
    (exact * 100.0).round() / 100.0
}

/// Rounds every number in an attribute to hundredths.
fn compact(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit() || c == '.') {
        let (before, number) = rest.split_at(begin);
        out.push_str(before);
        let is_part = |c: char| c.is_ascii_digit() || c == '.';
        let end = number.find(|c: char| !is_part(c)).unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        match number.parse::<f64>() {
            // An exponent scales the number before it, and an id is not a number.
            Ok(exact) if number.contains('.') && !after.starts_with(['e', 'E']) => {
                let _ = write!(out, "{}", hundredths(exact));
            }
            _ => out.push_str(number),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
