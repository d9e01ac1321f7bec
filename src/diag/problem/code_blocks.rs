//! Problems of code blocks: languages, highlighted lines, limits, diagrams.

use super::{Words, counted};
use crate::diag::Code;

/// A problem of a code block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum CodeBlockProblem {
    UnknownLanguage { language: String, nearest: Option<String> },
    HighlightRange { lines: String, n_lines: usize, nearest: Option<String> },
    HighlightGroups { limit: usize },
    NearGroups { found: String, meant: Option<String> },
    CodeLimit { language: String, limit: CodeLimit },
    DiagramFailed { reason: String },
}

impl CodeBlockProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::UnknownLanguage { .. } => Code::UnknownLanguage,
            Self::HighlightRange { .. }
            | Self::HighlightGroups { .. }
            | Self::NearGroups { .. } => Code::HighlightRange,
            Self::CodeLimit { .. } => Code::CodeLimit,
            Self::DiagramFailed { .. } => Code::DiagramFailed,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::UnknownLanguage { language, nearest } => {
                Words::new(format!("unknown language `{language}`"), "shown without colours")
                    .guess(nearest.as_ref(), "")
            }
            Self::HighlightRange { lines, n_lines, nearest } => {
                let noun = if lines.contains('-') { "lines" } else { "line" };
                let message = format!("the code block has no {noun} {lines}");
                Words::new(message, format!("it has {}", counted(*n_lines, "line")))
                    .guess(nearest.as_ref(), "lines are counted from 1")
            }
            Self::HighlightGroups { limit } => Words::new(
                format!("the code block has more than {limit} groups of lines"),
                "the groups after them are left out",
            )
            .help("a slide for each part of the code is easier to follow"),
            Self::NearGroups { found, meant } => Words::new(
                format!("`{found}` does not name lines of the code"),
                "no line is highlighted",
            )
            .help(match meant {
                Some(meant) if meant == found => {
                    format!("after the fence, write only the language and `{meant}`")
                }
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "lines are written as `{1-3,5}`, and steps as `{1-3|5|all}`".to_owned(),
            }),
            Self::CodeLimit { language, limit } => Words::new(
                format!("the `{language}` code is shown without colours: {}", limit.words()),
                "shown as plain text",
            )
            .help(limit.help()),
            Self::DiagramFailed { reason } => {
                Words::new("the diagram cannot be drawn", reason.clone())
                    .help("its source is shown instead")
            }
        }
    }
}

/// The limit of the highlighter that a code block exceeds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeLimit {
    /// Bytes, with the maximum.
    Size(usize),
    /// Nested grammar contexts at one location, with the maximum.
    Depth(usize),
    /// Too many grammar steps; ordinary code takes a small fraction of the limit.
    Steps,
}

impl CodeLimit {
    fn words(self) -> String {
        match self {
            Self::Size(bytes) => format!("it is longer than {} KiB", bytes >> 10),
            Self::Depth(contexts) => {
                format!("it is nested too deep, in more than {contexts} contexts of the grammar")
            }
            Self::Steps => "its grammar takes too many steps to read it".to_owned(),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Size(_) => "show a part of it, or write `text` for the language",
            Self::Depth(_) => "show less nested code, or write `text` for the language",
            Self::Steps => "show simpler code, or write `text` for the language",
        }
    }
}
