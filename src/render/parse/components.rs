//! Elements and attributes that have a meaning in other tools: steps of Slidev and reveal.js,
//! notes.

use super::super::tokenizer::{HtmlTag, is_element};
use crate::diag::ForeignSyntax;

/// Attributes that begin a step, or mark text as Markdown, in other tools.
const ATTRIBUTES: [&str; 9] = [
    "v-click",
    "v-after",
    "v-clicks",
    "v-mark",
    "v-motion",
    "v-if",
    "v-for",
    "data-markdown",
    "data-fragment-index",
];

/// The foreign syntax that a tag is.
pub(super) fn foreign(tag: &HtmlTag<'_>) -> Option<ForeignSyntax> {
    let mut classes = tag.attribute("class").unwrap_or_default().split_whitespace();
    if matches!(tag.name.as_str(), "aside" | "div") && classes.clone().any(|class| class == "notes")
    {
        return Some(ForeignSyntax::SpeakerNotes);
    }
    let is_of_vue = tag.name.starts_with("v-") || tag.name == "slidev-slot";
    let has_attribute = tag.attributes().any(|attribute| ATTRIBUTES.contains(&attribute.name));
    let is_fragment = classes.any(|class| class == "fragment");
    // `<YourName>` is a placeholder; a component is closed, or has arguments.
    let typed = tag.text.trim_start_matches('<');
    let is_named = typed.starts_with(|c: char| c.is_ascii_uppercase())
        && typed[..tag.name.len()].bytes().any(|byte| byte.is_ascii_lowercase())
        && !is_element(&tag.name);
    let is_component = is_named && (tag.is_self_closing() || tag.text.contains("=\""));
    (is_of_vue || has_attribute || is_fragment || is_component).then_some(ForeignSyntax::Component)
}

#[cfg(test)]
mod tests {
    use super::super::super::tokenizer::{HtmlPiece, pieces};
    use super::foreign;

    #[test]
    fn components_are_told_from_elements_and_placeholders() {
        let is_foreign = |html: &str| match &pieces(html)[0] {
            HtmlPiece::Start(tag) => foreign(tag).is_some(),
            _ => false,
        };
        for html in [
            "<v-click>",
            "<v-clicks depth=\"2\">",
            "<div v-click>",
            "<li class=\"x fragment\">",
            "<Youtube id=\"x\" />",
            "<Tweet id=\"1\">",
            "<section data-markdown>",
            "<aside class=\"notes\">",
        ] {
            assert!(is_foreign(html), "{html}");
        }
        for html in ["<div>", "<DIV class=\"a\">", "<YourName>", "<my-widget a=\"b\">", "<aside>"] {
            assert!(!is_foreign(html), "{html}");
        }
    }
}
