//! Resolves the engine's stylesheet at build time.
//!
//! A page must not contain the `<style>` element of a diagram, so every rule is resolved here and
//! each element gets the values that a browser would compute from its presentation attributes, the
//! stylesheet and its `style`. Inheritance is left to the browser.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, PseudoClass, StyleSheet};

use super::engine::SMALLEST;
use super::palette;

/// The properties that may appear as presentation attributes in the output.
const PRESENTATION: [&str; 20] = [
    "alignment-baseline",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "font-size",
    "font-style",
    "font-weight",
    "opacity",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "visibility",
];

/// Replaces `[id$="…"]` in the stylesheet, a test that the selector library lacks.
const ID_ENDS: &str = "id-ends";

/// The values one element has, by property name.
#[derive(Default)]
pub(super) struct Style {
    /// Presentation attributes, in the order they will be written.
    pub(super) presentation: BTreeMap<&'static str, String>,
    /// A transformation in CSS notation, which has no attribute form.
    pub(super) transform: Option<String>,
    /// What the author of the diagram specified for the text inside.
    pub(super) author: Author,
}

/// Text properties for which SVG has no inherited equivalent.
#[derive(Default)]
pub(super) struct Author {
    pub(super) color: Option<String>,
    pub(super) align: Option<String>,
}

/// The text of all `<style>` elements, with selectors in the form that [`Cascade`] understands.
pub(super) fn stylesheet(document: &Document<'_>) -> String {
    let styles = document.descendants().filter(|node| node.has_tag_name("style"));
    let css: Vec<&str> = styles.filter_map(|node| node.text()).collect();
    css.join("\n").replace("[id$=", &format!("[{ID_ENDS}="))
}

/// The rules of a stylesheet, ready to be matched.
pub(super) struct Cascade<'a> {
    sheet: StyleSheet<'a>,
}

impl<'a> Cascade<'a> {
    pub(super) fn new(css: &'a str) -> Self {
        Self { sheet: StyleSheet::parse(css) }
    }

    /// The style of one element: attributes first, then rules by specificity, then `style`, and
    /// declarations marked important in a second round.
    pub(super) fn style(&self, node: Node<'_, '_>) -> Style {
        let mut style = Style::default();
        for attribute in node.attributes() {
            // The engine's own white means paper; an author writes colours in `style`.
            let value = match attribute.value() {
                "white" | "#fff" | "#ffffff" => palette::PAPER,
                value => value,
            };
            style.set(attribute.name(), value);
        }
        let inline: Vec<Declaration<'_>> =
            DeclarationTokenizer::from(node.attribute("style").unwrap_or_default()).collect();
        let rules: Vec<_> = self
            .sheet
            .rules
            .iter()
            .filter(|rule| rule.selector.matches(&SvgElement(node)))
            .collect();
        for important in [false, true] {
            let wanted = |declaration: &&Declaration<'_>| declaration.important == important;
            for declaration in rules.iter().flat_map(|rule| &rule.declarations).filter(wanted) {
                style.set(declaration.name, declaration.value);
                if declaration.name == "transform" {
                    style.transform = Some(declaration.value.to_owned());
                }
            }
            if !important {
                style.enlarge();
            }
            for declaration in inline.iter().filter(wanted) {
                style.set(declaration.name, declaration.value);
                style.set_author(declaration);
            }
        }
        style
    }
}

impl Style {
    fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        // Like JavaScript, the engine prints unset values as words.
        let valid = !value.is_empty() && value != "undefined" && !value.contains("NaN");
        if let (true, Ok(idx)) = (valid && is_local(value), PRESENTATION.binary_search(&name)) {
            self.presentation.insert(PRESENTATION[idx], value.to_owned());
        }
    }

    /// Enlarges the engine's small type to the minimum size in a drawing.
    fn enlarge(&mut self) {
        let Some(size) = self.presentation.get_mut("font-size") else { return };
        let pixels: Option<f64> = size.strip_suffix("px").unwrap_or(size).parse().ok();
        if pixels.is_some_and(|pixels| pixels < SMALLEST) {
            *size = format!("{SMALLEST}px");
        }
    }

    /// With labels as plain SVG text, only the author writes these two, in `style` and `classDef`.
    fn set_author(&mut self, declaration: &Declaration<'_>) {
        let value = declaration.value.trim();
        match declaration.name {
            "color" if is_local(value) => self.author.color = Some(value.to_owned()),
            "text-align" => self.author.align = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// Whether a value contains no reference outside the drawing.
fn is_local(value: &str) -> bool {
    !value.contains("url(") || value.starts_with("url(#")
}

/// An element in the form that the selector library expects.
struct SvgElement<'a, 'input>(Node<'a, 'input>);

impl simplecss::Element for SvgElement<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(SvgElement)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(SvgElement)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        match (name, operator) {
            (ID_ENDS, AttributeOperator::Matches(end)) => {
                self.0.attribute("id").is_some_and(|id| id.ends_with(end))
            }
            _ => self.0.attribute(name).is_some_and(|value| operator.matches(value)),
        }
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        match class {
            PseudoClass::FirstChild => self.prev_sibling_element().is_none(),
            PseudoClass::Link
            | PseudoClass::Visited
            | PseudoClass::Hover
            | PseudoClass::Active
            | PseudoClass::Focus
            | PseudoClass::Lang(_) => false,
        }
    }
}
