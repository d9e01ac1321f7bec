//! The text alternative of a diagram for readers who cannot see it.
//!
//! The author's `accTitle` if there is one, else the kind of diagram and the names in it:
//! `flowchart with 3 nodes: Queue, Consumer, Worker`. What else it says is its description.

use roxmltree::{Document, Node};

use super::entity;
use super::source::SLASH;

/// How many names are read out; an ellipsis replaces the rest.
const MAX_NAMES: usize = 8;

/// The most bytes of a description; an ellipsis replaces the rest.
const MAX_SAID: usize = 600;

/// The parts of a kind of diagram.
struct Kind {
    /// The engine's name for it.
    role: &'static str,
    /// Our name for it, also the end of its class name.
    name: &'static str,
    /// The name of its parts, singular and plural.
    parts: [&'static str; 2],
    /// The class of an element that contains the name of a part.
    class: &'static str,
}

/// Longest part name read out, in characters.
const MAX_NAME: usize = 40;

const KINDS: [Kind; 8] = [
    Kind { role: "flowchart", name: "flowchart", parts: ["node", "nodes"], class: "node" },
    Kind { role: "sequence", name: "sequence", parts: ["actor", "actors"], class: "actor" },
    Kind { role: "gitGraph", name: "git", parts: ["branch", "branches"], class: "branchLabel" },
    Kind { role: "state", name: "state", parts: ["state", "states"], class: "node" },
    Kind { role: "class", name: "class", parts: ["class", "classes"], class: "label-group" },
    Kind { role: "er", name: "entity", parts: ["entity", "entities"], class: "node" },
    Kind { role: "pie", name: "pie", parts: ["slice", "slices"], class: "legend" },
    Kind { role: "gantt", name: "gantt", parts: ["task", "tasks"], class: "taskText" },
];

/// The last word of the drawing's class: `flowchart`, `sequence`, `git`…
pub(super) fn kind(document: &Document<'_>) -> &'static str {
    find(document).map_or("other", |kind| kind.name)
}

/// The label of the whole drawing.
pub(super) fn label(document: &Document<'_>) -> String {
    let Some(kind) = find(document) else { return "diagram".to_owned() };
    let noun = match kind.name {
        "flowchart" => "flowchart".to_owned(),
        "git" => "git graph".to_owned(),
        "pie" | "gantt" => format!("{} chart", kind.name),
        name => format!("{name} diagram"),
    };
    if let Some(title) = child_text(document, "title") {
        return format!("{title} ({noun})");
    }
    let names = names(document, kind);
    if names.is_empty() {
        return noun;
    }
    let part = kind.parts[usize::from(names.len() != 1)];
    format!("{noun} with {} {part}: {}", names.len(), read_out(&names))
}

/// The author's longer description, `accDescr`, or what the drawing says besides the names: messages of a sequence,
/// words on arrows, members of classes, in the order they are drawn.
pub(super) fn description(document: &Document<'_>) -> Option<String> {
    child_text(document, "desc").or_else(|| find(document).and_then(|kind| said(document, kind)))
}

fn said(document: &Document<'_>, kind: &Kind) -> Option<String> {
    let names = names(document, kind);
    let is_scale = |node: Node<'_, '_>| {
        let classes = node.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|token| matches!(token, "grid" | "tick"))
    };
    let is_said =
        |node: &Node<'_, '_>| node.has_tag_name("text") && !node.ancestors().any(is_scale);
    let mut said = String::new();
    for text in document.descendants().filter(is_said).map(text) {
        if text.is_empty() || names.contains(&text) {
            continue;
        }
        if said.len() + text.len() > MAX_SAID {
            said.push('…');
            break;
        }
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(&text);
    }
    Some(said).filter(|said| !said.is_empty())
}

/// The visible text of an element, on one line.
pub(super) fn text(node: Node<'_, '_>) -> String {
    let mut rows = String::new();
    for node in node.descendants() {
        let is_row = node.has_tag_name("tspan") && node.has_attribute("x");
        if is_row || node.has_tag_name("text") {
            rows.push(' ');
        }
        if node.is_text() {
            rows.push_str(node.text().unwrap_or_default());
        }
    }
    let line = rows.split_whitespace().collect::<Vec<_>>().join(" ");
    entity::decode(&line.replace(SLASH, "/")).into_owned()
}

fn find(document: &Document<'_>) -> Option<&'static Kind> {
    let role = document.root_element().attribute("aria-roledescription")?;
    KINDS.iter().find(|kind| role.starts_with(kind.role))
}

fn child_text(document: &Document<'_>, tag: &str) -> Option<String> {
    let child = document.root_element().children().find(|child| child.has_tag_name(tag))?;
    Some(text(child)).filter(|text| !text.is_empty())
}

/// The names of the parts: actors from left to right, others in the order they are drawn.
fn names(document: &Document<'_>, kind: &Kind) -> Vec<String> {
    let is_part = |node: &Node<'_, '_>| {
        let classes = node.attribute("class").unwrap_or_default();
        classes.split_whitespace().any(|token| token == kind.class)
    };
    // Text after the first one of a class or an entity is its content.
    let first_text = |node: Node<'_, '_>| {
        let first = node.descendants().find(|inner| inner.has_tag_name("text"));
        text(first.unwrap_or(node))
    };
    let mut parts: Vec<_> = document.descendants().filter(is_part).collect();
    if kind.name != "sequence" {
        let names = parts.into_iter().map(first_text);
        return names.filter(|name| !name.is_empty()).collect();
    }
    parts.retain(|part| part.has_tag_name("text"));
    let x = |node: &Node<'_, '_>| -> f64 {
        node.attribute("x").and_then(|x| x.parse().ok()).unwrap_or_default()
    };
    parts.sort_by(|a, b| x(a).total_cmp(&x(b)));
    // Actors are named at the top and again at the bottom.
    let mut names: Vec<String> = parts.into_iter().map(first_text).collect();
    names.dedup();
    names
}

/// The names without duplicates, each cut to a length that suits listeners.
fn read_out(names: &[String]) -> String {
    let mut shown = Vec::new();
    for name in names {
        if !shown.contains(&name.as_str()) {
            shown.push(name.as_str());
        }
    }
    let more = if shown.len() > MAX_NAMES { "…" } else { "" };
    shown.truncate(MAX_NAMES);
    let cut = |name: &str| match name.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    };
    let shown: Vec<String> = shown.into_iter().map(cut).collect();
    format!("{}{more}", shown.join(", "))
}
