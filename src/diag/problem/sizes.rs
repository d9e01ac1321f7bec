//! Problems of size: files, includes, decks and pages that are too large. This module measures nothing.

use super::Words;
use crate::diag::Code;

/// A size problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum SizeProblem {
    LargeFile { path: String, mebibytes: u64, limit: usize },
    IncludeDepth { limit: usize },
    IncludeSize { limit: usize },
    MacroSize { limit: usize },
    DeckSize { limit: usize },
    PageSize { name: String, limit: usize },
}

impl SizeProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::LargeFile { .. } => Code::UnreadableFile,
            Self::IncludeDepth { .. } => Code::IncludeDepth,
            Self::IncludeSize { .. }
            | Self::MacroSize { .. }
            | Self::DeckSize { .. }
            | Self::PageSize { .. } => Code::IncludeSize,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::LargeFile { path, mebibytes, limit } => Words::new(
                format!("`{path}` is too large to be read"),
                format!("it has {mebibytes} MiB, and texts have at most {limit}"),
            )
            .help("link to large files, or put them into `static/`; chapters can be split"),
            Self::IncludeDepth { limit } => {
                Words::new(format!("includes are nested more than {limit} deep"), "one too many")
            }
            Self::IncludeSize { limit } => Words::new(
                "includes and variables make a chapter too long",
                format!("more than {limit} MiB, or too many files"),
            )
            .help("perhaps a file includes another one twice, and that one does the same"),
            Self::MacroSize { limit } => Words::new(
                "macros make a chapter too long",
                format!("with this one, they add more than {limit} MiB"),
            )
            .help("shorten the text of the macro, or use it less often"),
            Self::DeckSize { limit } => Words::new(
                "layouts and properties make a deck too long",
                format!("from here on, its slides contain more than {limit} MiB"),
            )
            .help("remove long text from the parts that each slide repeats"),
            Self::PageSize { name, limit } => Words::new(
                format!("the page of `{name}` is too long"),
                format!("more than {limit} MiB"),
            )
            .help("does `deck.html` show the slides again and again?"),
        }
    }
}
