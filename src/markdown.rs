//! Markdown: the only module that knows the parser and its options.
//!
//! `CommonMark` with GitHub's tables and strike-through. Link labels are not resolved here:
//! definitions are the deck's, so every label is looked up.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

/// The target of a link label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinkDestination {
    /// The address.
    pub url: String,
    /// The title, often empty.
    pub title: String,
}

/// A label in brackets that might be a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelUse<'t> {
    /// Where all of it is in the text.
    pub range: Range<usize>,
    /// The label.
    pub label: &'t str,
    /// Whether its form shows beyond doubt that the author intended a link: `[text][label]`,
    /// `[label][]`.
    pub is_certain: bool,
}

/// Parses Markdown. `lookup` is called for each label that might be a link.
pub fn events<'t>(
    text: &'t str,
    lookup: &dyn Fn(&LabelUse<'_>) -> Option<LinkDestination>,
) -> Vec<(Event<'t>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let resolve = |link: BrokenLink<'t>| {
        let is_certain = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        let label_use = LabelUse { range: link.span, label: &link.reference, is_certain };
        lookup(&label_use).map(|target| (CowStr::from(target.url), CowStr::from(target.title)))
    };
    Parser::new_with_broken_link_callback(text, options, Some(resolve)).into_offset_iter().collect()
}

/// The character of a reference: `&eacute;`, `&#233;`.
pub fn character(name: &str) -> Option<String> {
    let events = events(name, &|_| None);
    events.into_iter().find_map(|(event, _)| match event {
        Event::Text(text) if *text != *name => Some(text.into_string()),
        _ => None,
    })
}
