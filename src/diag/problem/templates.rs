//! Problems of templates and slots.

use super::{Words, listed};
use crate::diag::Code;

/// A problem of a template or of a slot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum TemplateProblem {
    UnknownBlock { block: String, parent: String, nearest: Option<String>, known: Vec<String> },
    UnknownParent { parent: String, nearest: Option<String> },
    UnknownSlot { path: String, nearest: Option<String> },
    HeadMarkdown { path: String, slot: &'static str },
    SecondSlot { path: String, first: String },
    UnusedSlot { slot: &'static str, templates: Vec<String> },
    UnusedTemplate { path: String, meant: Option<String> },
    StaleTemplate { name: String, missing: Vec<MissingPart> },
    EmptyPage { name: String },
    EmptyPart { name: String },
    Markup { slot: &'static str, fault: SlotFault },
}

/// What is wrong with the HTML of a slot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SlotFault {
    /// A tag without its partner.
    Stray(String),
    /// A tag whose matching tag depends on conditions.
    StrayInBranch(String),
    /// A tag or a comment that never ends.
    Open(String),
    /// What must not be in the head of a page.
    NotForHead(String),
}

/// What a copied template lacks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MissingPart {
    /// The variable that it does not use.
    pub variable: &'static str,
    /// What its pages therefore lack.
    pub lost: &'static str,
}

impl TemplateProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::UnknownBlock { .. } => Code::UnknownBlock,
            Self::UnknownParent { .. }
            | Self::EmptyPage { .. }
            | Self::Markup { fault: SlotFault::StrayInBranch(_) | SlotFault::Open(_), .. } => {
                Code::TemplateError
            }
            Self::UnknownSlot { .. } | Self::HeadMarkdown { .. } | Self::SecondSlot { .. } => {
                Code::UnknownSlot
            }
            Self::UnusedSlot { .. } => Code::UnusedSlot,
            Self::UnusedTemplate { .. } => Code::UnusedTemplate,
            Self::StaleTemplate { .. } | Self::EmptyPart { .. } => Code::StaleTemplate,
            Self::Markup { fault: SlotFault::Stray(_) | SlotFault::NotForHead(_), .. } => {
                Code::StrayHtml
            }
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::UnknownBlock { block, parent, nearest, known } => Words::new(
                format!("`{parent}` has no block `{block}`"),
                "its content would not be shown",
            )
            .guess(nearest.as_ref(), &format!("its blocks: {}", listed(known))),
            Self::UnknownParent { parent, nearest } => {
                Words::new(format!("there is no template `{parent}` to extend"), "no such template")
                    .guess(nearest.as_ref(), "built-in ones are found under `built-in/`")
            }
            Self::UnknownSlot { path, nearest } => {
                let path = format!("`{path}` is not a slot");
                let meant = nearest.as_ref().map(|name| format!("templates/slots/{name}"));
                Words::new(path, "shown nowhere")
                    .guess(meant.as_ref(), "`deckyard docs slots` lists the slots")
            }
            Self::HeadMarkdown { path, slot } => {
                Words::new(format!("`{path}` is not read"), "Markdown has no place in a head")
                    .help(format!("write HTML in `templates/slots/{slot}.html`"))
            }
            Self::SecondSlot { path, first } => {
                Words::new(format!("`{path}` is not read"), format!("`{first}` fills this slot"))
                    .help("put both into one file")
            }
            Self::UnusedSlot { slot, templates } => Words::new(
                format!("the slot `{slot}` is not shown by {}", listed(templates)),
                "the template has no place for it",
            )
            .help(format!(
                "extend the built-in template, or add `{{% include \"slots/{slot}.html\" %}}`"
            )),
            Self::UnusedTemplate { path, meant } => {
                let words = Words::new(format!("no page uses `{path}`"), "read by nothing");
                words
                    .guess(meant.as_ref(), "include or extend it in another template, or remove it")
            }
            Self::StaleTemplate { name, missing } => stale(name, missing),
            Self::EmptyPage { name } => Words::new(
                format!("the template `{name}` is empty"),
                "its pages would be empty, too",
            )
            .help(format!(
                "remove it, or change the built-in one: `{{% extends \"built-in/{name}\" %}}`"
            )),
            Self::EmptyPart { name } => Words::new(
                format!("the template `{name}` is empty"),
                "nothing is shown in its place",
            )
            .help("remove it; to show nothing on purpose, write a comment: `{# nothing #}`"),
            Self::Markup { slot, fault } => fault.words(slot),
        }
    }
}

impl SlotFault {
    fn words(&self, slot: &str) -> Words {
        match self {
            Self::Stray(tag) => Words::new(
                format!("`{tag}` has no matching tag in the slot `{slot}`"),
                "closed or removed",
            )
            .help("add the other tag, or remove this one"),
            Self::StrayInBranch(tag) => Words::new(
                format!("`{tag}` has no matching tag in the slot `{slot}` under some conditions"),
                "would change the page around it",
            )
            .help("open and close the element in the same branch"),
            Self::Open(text) => Words::new(
                format!("`{text}` does not end in the slot `{slot}`"),
                "would hide the page after it",
            )
            .help(if text == "<!--" {
                "add `-->`"
            } else {
                "add the missing quote, or `>`"
            }),
            Self::NotForHead(found) => Words::new(
                format!("`{found}` is not allowed in the slot `{slot}`"),
                "a browser ends the head of the page here",
            )
            .help("a head contains scripts, styles, links and meta elements; other slots contain text"),
        }
    }
}

fn stale(name: &str, missing: &[MissingPart]) -> Words {
    let variables: Vec<String> = missing.iter().map(|part| part.variable.to_owned()).collect();
    let lost: Vec<&str> = missing.iter().map(|part| part.lost).collect();
    Words::new(
        format!("the template `{name}` is a copy that does not use {}", listed(&variables)),
        format!("without {}", lost.join(", ")),
    )
    .help(format!(
        "begin it with `{{% extends \"built-in/{name}\" %}}` and keep only the blocks that differ"
    ))
}
