//! Problems of language files. This module reads no language files.

use super::{Words, listed};
use crate::diag::Code;

/// How many missing words are listed by name.
const MOST_LISTED: usize = 8;

/// A problem in a language file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum LanguageProblem {
    Syntax { fault: String },
    UnknownGap { name: String, word: String, known: Vec<String> },
    UnknownWord { name: String, nearest: Option<String> },
    MissingWords { names: Vec<String> },
    UnknownCode { path: String, nearest: Option<String> },
}

impl LanguageProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Syntax { .. } => Code::LanguageSyntax,
            Self::UnknownGap { .. } => Code::UnknownGap,
            Self::UnknownWord { .. } => Code::UnknownWord,
            Self::MissingWords { .. } => Code::MissingWords,
            Self::UnknownCode { .. } => Code::LanguageFile,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::Syntax { fault } => Words::new("cannot read this text", fault.clone())
                .help("see `deckyard docs languages` for the syntax of language files"),
            Self::UnknownGap { name, word, known } => {
                let words = Words::new(format!("`{word}` has no value `${name}`"), "unknown value");
                match known.as_slice() {
                    [] => words.help(format!("the text `{word}` takes no values")),
                    known => words.help(format!("it has {}", listed(known))),
                }
            }
            Self::UnknownWord { name, nearest } => {
                Words::new(format!("unknown word `{name}`"), "no page uses it")
                    .guess(nearest.as_ref(), "see `deckyard docs languages` for all words")
            }
            Self::MissingWords { names } => {
                let (some, more) = names.split_at(names.len().min(MOST_LISTED));
                let more = match more.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let count = match names.len() {
                    1 => "1 word is".to_owned(),
                    count => format!("{count} words are"),
                };
                Words::new(format!("{count} missing in this language"), "")
                    .help(format!("pages show them in English: {}{more}", listed(some)))
            }
            Self::UnknownCode { path, nearest } => {
                let nearest = nearest.as_ref().map(|code| format!("languages/{code}.ftl"));
                Words::new(format!("`{path}` is not used"), "its name is not a language code")
                    .guess(nearest.as_ref(), "name it after the language: `languages/sv.ftl`")
            }
        }
    }
}
