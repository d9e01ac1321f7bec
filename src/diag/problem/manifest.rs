//! Problems of manifests: keys, values, and decks without slides.

use super::{Words, listed};
use crate::diag::Code;

/// A problem of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum ManifestProblem {
    YamlSyntax {
        message: String,
        help: Option<String>,
    },
    ControlCharacter {
        code: u32,
    },
    WrongType {
        key: String,
        expected: &'static str,
        found: String,
        help: Option<String>,
    },
    UnknownKey {
        key: String,
        nearest: Option<String>,
        known: Vec<String>,
        page: Option<&'static str>,
    },
    DuplicateKey {
        key: String,
    },
    BadValue {
        key: String,
        found: String,
        expected: String,
        nearest: Option<String>,
    },
    NoDeck,
    EmptyDeck {
        excluded: usize,
    },
    UnusedExclude {
        tag: String,
        nearest: Option<String>,
    },
    UnplannedAgenda {
        missing: Vec<String>,
        count: usize,
    },
}

impl ManifestProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::YamlSyntax { .. } => Code::YamlSyntax,
            Self::ControlCharacter { .. } => Code::ControlCharacter,
            Self::WrongType { .. } => Code::WrongType,
            Self::UnknownKey { .. } => Code::UnknownKey,
            Self::DuplicateKey { .. } => Code::DuplicateKey,
            Self::BadValue { .. } => Code::BadValue,
            Self::NoDeck => Code::NoDeck,
            Self::EmptyDeck { .. } => Code::EmptyDeck,
            Self::UnusedExclude { .. } => Code::UnusedExclude,
            Self::UnplannedAgenda { .. } => Code::AgendaWithoutMinutes,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::YamlSyntax { message, help } => {
                let words = Words::new("this YAML cannot be read", message.clone());
                Words { help: help.clone(), ..words }
            }
            Self::ControlCharacter { code } => Words::new(
                format!("this text contains the control character U+{code:04X}"),
                "no page, feed or calendar can show it",
            )
            .help("remove it, or its escape, such as `\\x01`"),
            Self::WrongType { key, expected, found, help } => {
                let words = Words::new(
                    format!("`{key}` is {expected}"),
                    format!("expected {expected}, found {found}"),
                );
                Words { help: help.clone(), ..words }
            }
            Self::UnknownKey { key, nearest, known, page } => {
                let help = match page {
                    None => format!("the keys are {}", listed(known)),
                    Some(page) => format!(
                        "the keys that resemble it most are {}; `{page}` lists all",
                        listed(known)
                    ),
                };
                Words::new(format!("unknown key `{key}`"), "unknown here")
                    .guess(nearest.as_ref(), &help)
            }
            Self::DuplicateKey { key } => {
                Words::new(format!("duplicate key `{key}`"), "the second one")
                    .help("keep one of them")
            }
            Self::BadValue { key, found, expected, nearest } => Words::new(
                format!("invalid value `{found}` for `{key}`"),
                format!("expected {expected}"),
            )
            .guess(nearest.as_ref(), ""),
            Self::NoDeck => Words::new("there is no deck", "")
                .help("each deck needs a manifest `slides/NAME.yml`"),
            Self::EmptyDeck { excluded: 0 } => {
                Words::new("the deck has no slide", "no chapter is listed")
                    .help("list chapters under `content:`")
            }
            Self::EmptyDeck { excluded } => Words::new(
                "the deck has no slide",
                format!("`exclude` leaves out all {excluded} of them"),
            )
            .help("remove a tag from `exclude:`"),
            Self::UnusedExclude { tag, nearest } => Words::new(
                format!("no slide of the deck has the tag `{tag}`"),
                "leaves nothing out",
            )
            .guess(nearest.as_ref(), "remove it, or tag the slides with a `class:` line"),
            Self::UnplannedAgenda { missing, count } => unplanned(missing, *count),
        }
    }
}

/// An agenda for which these chapters, of this many, have no minutes.
fn unplanned(missing: &[String], count: usize) -> Words {
    let first = missing.first().map_or("", String::as_str);
    Words::new(
        format!("the agenda estimates how long {} of {count} chapters take", missing.len()),
        format!("no minutes for {}", listed(missing)),
    )
    .help(format!("plan them: `- {{chapter: {first}, minutes: 25}}`"))
}
