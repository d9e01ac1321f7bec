//! Reads `downloads`, of manifests, of events and of the site.

use super::advice;
use super::yaml::{Yaml, YamlNode};
use crate::diag::{Diagnostic, ListProblem, ManifestProblem};
use crate::routes::DownloadKind;
use crate::source::Source;
use crate::span::{Span, Spanned};

/// The key.
const KEY: &str = "downloads";

/// The longest unknown name that a message repeats, in characters.
const LONGEST_NAME: usize = 60;

/// The kinds of files in a value: a list of names, or one text with commas. `None` if nothing is
/// set.
pub fn read_downloads(
    value: &Yaml,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<DownloadKind>> {
    let mut kinds = Vec::new();
    match &value.node {
        YamlNode::Null => return None,
        YamlNode::List(items) => {
            for item in items {
                match item.scalar() {
                    Some(name) if !name.trim().is_empty() => {
                        add(&mut kinds, (name, &item.span), diagnostics);
                    }
                    None if item.node != YamlNode::Null => diagnostics.push(wrong(item)),
                    Some(_) | None => diagnostics.push(empty(item, source)),
                }
            }
        }
        YamlNode::Map(_) => diagnostics.push(wrong(value)),
        YamlNode::Text(text) | YamlNode::Number(text) | YamlNode::Bool(_, text) => {
            for name in text.split(',') {
                add(&mut kinds, (name, &value.span), diagnostics);
            }
        }
    }
    Some(kinds)
}

/// The kinds in a text from outside, with commas or spaces between their names.
pub(super) fn from_outside(
    text: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<DownloadKind> {
    let mut kinds = Vec::new();
    for name in text.value.split(|c: char| c == ',' || c.is_whitespace()) {
        add(&mut kinds, (name, &text.span), diagnostics);
    }
    kinds
}

/// Adds a kind by its name. An empty text needs no message.
fn add(
    kinds: &mut Vec<DownloadKind>,
    (name, span): (&str, &Span),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = name.trim();
    match DownloadKind::named(name) {
        Some(kind) if kinds.contains(&kind) => {}
        Some(kind) => kinds.push(kind),
        None if name.is_empty() => {}
        None => diagnostics.push(unknown(&Spanned::new(name.to_owned(), span.clone()))),
    }
}

/// The names of all kinds, for messages.
fn names() -> String {
    let names = DownloadKind::ALL.map(|kind| format!("`{}`", kind.name()));
    match names.split_last() {
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn unknown(name: &Spanned<String>) -> Diagnostic {
    let nearest = DownloadKind::meant(&name.value).map(|kind| kind.name().to_owned());
    let problem = ManifestProblem::BadValue {
        key: KEY.to_owned(),
        found: name.value.chars().take(LONGEST_NAME).collect(),
        expected: names(),
        nearest,
    };
    Diagnostic::new(problem, name.span.clone())
}

fn empty(item: &Yaml, source: &Source) -> Diagnostic {
    Diagnostic::new(ListProblem::EmptyEntry { list: KEY.to_owned() }, item.dash(source))
}

fn wrong(found: &Yaml) -> Diagnostic {
    let expected = "a list of kinds of files, such as `[zip, pdf]`";
    Diagnostic::new(advice::wrong_type(KEY, expected, found, None), found.span.clone())
}
