//! Values of single keys: texts, titles, addresses, languages, lists of words.

use super::{EventReader, address, shown};
use crate::diag::{EventProblem, ManifestProblem, StructureProblem};
use crate::manifest::advice;
use crate::manifest::without_comments;
use crate::manifest::yaml::{Yaml, YamlNode, yes_or_no};
use crate::render;
use crate::span::{Span, Spanned};

/// The kinds of addresses that a key accepts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// A page on the web.
    Web,
    /// The web, mail, or a page of the site.
    Any,
    /// A file of the site, or one on the web.
    File,
}

impl EventReader<'_> {
    /// A scalar without comments; `None` for null or an empty text.
    pub(super) fn text(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        let text = self.markdown(key, value)?;
        Some(Spanned::new(text.value.trim().to_owned(), text.span))
    }

    /// A text of several lines, each of which is kept unchanged.
    pub(super) fn markdown(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        if value.node == YamlNode::Null {
            return None;
        }
        let Some(text) = value.scalar() else {
            self.wrong(key, "a text", value);
            return None;
        };
        let text = without_comments(text);
        if text.contains("<!--") {
            self.report(StructureProblem::UnclosedComment, &value.span);
        }
        // Even if this is not an error, the text after it stays hidden.
        let text = text.split("<!--").next().unwrap_or_default();
        let text = text.trim_start_matches('\n').trim_end();
        (!text.trim().is_empty()).then(|| Spanned::new(text.to_owned(), value.span.clone()))
    }

    /// `true` or `false`; a missing value is `false`.
    pub(super) fn flag(&mut self, key: &str, value: &Yaml) -> bool {
        let is_on = match &value.node {
            YamlNode::Null => Some(false),
            YamlNode::Text(text) if text.trim().is_empty() => Some(false),
            YamlNode::Bool(is_on, _) => Some(*is_on),
            YamlNode::Text(text) => yes_or_no(text),
            YamlNode::Number(_) | YamlNode::List(_) | YamlNode::Map(_) => None,
        };
        if is_on.is_none() {
            self.wrong(key, "`true` or `false`", value);
        }
        is_on.unwrap_or_default()
    }

    /// A text without markup, on one line.
    pub(super) fn title(&mut self, key: &str, value: &Yaml) -> Option<String> {
        let text = self.text(key, value)?;
        Some(render::title(&text.value)).filter(|title| !title.is_empty())
    }

    /// An address of a kind.
    pub(super) fn link(
        &mut self,
        key: &str,
        value: &Yaml,
        link: LinkKind,
    ) -> Option<Spanned<String>> {
        let text = self.text(key, value)?;
        let checked = match link {
            LinkKind::Web => address::web(&text.value),
            LinkKind::Any => address::any(&text.value),
            LinkKind::File if text.value.contains(':') => address::web(&text.value),
            LinkKind::File => address::file(&text.value),
        };
        let Err(bad) = checked else { return Some(text) };
        let problem = EventProblem::BadAddress {
            key: key.to_owned(),
            found: shown(&text.value),
            expected: bad.expected,
            nearest: bad.nearest,
        };
        self.report(problem, &text.span);
        None
    }

    /// A language as `fr` or `pt-BR`.
    pub(super) fn language(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        let text = self.text(key, value)?;
        match advice::language(&text.value) {
            Ok(tag) => Some(Spanned::new(tag, text.span)),
            Err(nearest) => {
                let expected = "the code of a language, such as `fr` or `pt-BR`".to_owned();
                self.bad_with(key, &text, (expected, nearest));
                None
            }
        }
    }

    /// Addresses with labels: `{Mastodon: https://…}`.
    pub(super) fn labelled_links(&mut self, value: Yaml) -> Vec<(String, Spanned<String>)> {
        let entries = self.mapping("links", "a mapping of labels to addresses", value);
        let mut links = Vec::new();
        for (label, value) in entries {
            let link = self.link("links", &value, LinkKind::Any);
            let is_blank = value.scalar().is_some_and(|text| text.trim().is_empty());
            if value.node == YamlNode::Null || is_blank {
                self.wrong("links", "an address after each label", &value);
            }
            links.extend(link.map(|link| (render::without_markup(&label.value), link)));
        }
        links
    }

    /// A list of texts, or one text with several separated by commas.
    pub(super) fn list(&mut self, key: &str, value: &Yaml) -> Vec<Spanned<String>> {
        match &value.node {
            YamlNode::Null => Vec::new(),
            YamlNode::List(items) => items.iter().filter_map(|item| self.item(key, item)).collect(),
            YamlNode::Map(_) => {
                self.wrong(key, "a list, or a text with commas", value);
                Vec::new()
            }
            YamlNode::Text(_) | YamlNode::Number(_) | YamlNode::Bool(..) => {
                let text = self.text(key, value);
                text.map(|text| self.pieces(&text)).unwrap_or_default()
            }
        }
    }

    fn item(&mut self, key: &str, item: &Yaml) -> Option<Spanned<String>> {
        if item.node == YamlNode::Null || item.scalar().is_some_and(|text| text.trim().is_empty()) {
            self.empty(key, item);
            return None;
        }
        if item.scalar().is_none() {
            self.wrong(key, "a list of texts", item);
            return None;
        }
        self.text(key, item)
    }

    /// The texts between commas, each with its location.
    pub(super) fn pieces(&self, text: &Spanned<String>) -> Vec<Spanned<String>> {
        let mut at = text.span.start as usize;
        let end = text.span.end as usize;
        text.value
            .split(',')
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .map(|piece| {
                let rest = self.source.text().get(at..end).unwrap_or_default();
                let span = if let Some(found) = rest.find(piece) {
                    let start = at + found;
                    at = start + piece.len();
                    self.source.span(start..at)
                } else {
                    at = end; // Written with escapes: the rest cannot be located.
                    text.span.clone()
                };
                Spanned::new(piece.to_owned(), span)
            })
            .collect()
    }

    /// A mapping of names to texts.
    pub(super) fn vars(&mut self, value: Yaml) -> Vec<(String, Spanned<String>)> {
        let entries = self.mapping("vars", "a mapping of names to texts", value);
        let mut vars: Vec<(String, Spanned<String>)> = Vec::with_capacity(entries.len());
        let mut seen = std::collections::BTreeSet::new();
        for (key, value) in entries {
            let name = key.value.to_uppercase();
            let is_of_name = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            if name.is_empty() || !name.bytes().all(is_of_name) {
                let expected = "a name of letters, digits and `_`".to_owned();
                self.bad_with("vars", &key, (expected, advice::variable(&key.value)));
            } else if !seen.insert(name.clone()) {
                self.report(ManifestProblem::DuplicateKey { key: key.value.clone() }, &key.span);
            } else {
                self.check_reading(&key, &value);
                let empty = || Spanned::new(String::new(), value.span.clone());
                let is_text = value.node == YamlNode::Null || value.scalar().is_some();
                let text = self.text(&key.value, &value);
                vars.extend(is_text.then(|| (name, text.unwrap_or_else(empty))));
            }
        }
        vars
    }

    /// Chapters after which others are inserted: one, or a list of them.
    pub(super) fn after(&mut self, value: Yaml) -> Vec<(Spanned<String>, Spanned<String>)> {
        const EXPECTED: &str = "a mapping of chapters to those that follow";
        let pairs = match &value.node {
            YamlNode::List(items) => items.iter().find_map(|item| match &item.node {
                YamlNode::Map(entries) => {
                    let (place, added) = entries.first()?;
                    Some((place.value.clone(), added.scalar()?.to_owned()))
                }
                _ => None,
            }),
            _ => None,
        };
        let (place, added) = pairs.unwrap_or_else(|| {
            let one = value.scalar().unwrap_or("intro.md").trim().to_owned();
            (one, "events/SLUG/added.md".to_owned())
        });
        if !matches!(value.node, YamlNode::Map(_) | YamlNode::Null) {
            let help =
                format!("write a chapter and the one after it: `after: {{{place}: {added}}}`");
            self.wrong_with("after", EXPECTED, (&value, Some(help)));
            return Vec::new();
        }
        let entries = self.mapping("after", EXPECTED, value);
        let mut after = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let added = self.list("after", &value);
            if value.node == YamlNode::Null {
                self.wrong("after", "a mapping of chapters to those that follow", &value);
            }
            after.extend(added.into_iter().map(|chapter| (key.clone(), chapter)));
        }
        after
    }
}

/// The location of a whole value, from its first character on.
pub(super) fn first(span: &Span) -> Span {
    Span { end: span.start, ..span.clone() }
}
