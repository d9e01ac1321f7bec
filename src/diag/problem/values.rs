//! Problems of values: what YAML reads differs from what was written, or has no effect.

use super::{Problem, Words};
use crate::diag::Code;

/// A problem of a value, or of a key with the wrong name for its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum ValueProblem {
    OtherKey { key: String, help: String },
    Comment { key: String, kept: String, cut: String, meant: String },
    Anchor { key: String, name: String, meant: String },
    CurlyQuotes { key: String, meant: String },
    NullWord { key: String, word: String },
    Idle { key: String, why: &'static str, help: &'static str },
    UnusedVariable { name: String, nearest: Option<String> },
    Overridden { found: Box<Problem>, origin: String },
}

impl ValueProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::OtherKey { .. } => Code::UnknownKey,
            Self::Comment { .. }
            | Self::Anchor { .. }
            | Self::CurlyQuotes { .. }
            | Self::NullWord { .. } => Code::MisreadValue,
            Self::Idle { .. } => Code::IdleKey,
            Self::UnusedVariable { .. } => Code::UnusedVariable,
            Self::Overridden { found, .. } => found.code(),
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::OtherKey { key, help } => {
                Words::new(format!("unknown key `{key}`"), "unknown here").help(help.clone())
            }
            Self::Comment { key, kept, cut, meant } => {
                let message = match kept.as_str() {
                    "" => format!("`{key}` is empty: a comment begins at `#`"),
                    kept => format!("`{key}` is read as `{kept}`: a comment begins at `#`"),
                };
                let end = match kept.as_str() {
                    "" => "",
                    _ => "; if it is a comment, write two spaces before it",
                };
                Words::new(message, format!("`{cut}` is not part of the value"))
                    .help(format!("put the text in quotes: `{meant}`{end}"))
            }
            Self::Anchor { key, name, meant } => {
                let what = match name.chars().next() {
                    Some('!') => "a tag of YAML",
                    _ => "an anchor of YAML, which nothing refers to",
                };
                Words::new(format!("`{name}` is not part of `{key}`"), format!("this is {what}"))
                    .help(format!("put the text in quotes: `{meant}`"))
            }
            Self::CurlyQuotes { key, meant } => Words::new(
                format!("the curly quotes are part of `{key}`"),
                "these are not quotes for YAML",
            )
            .help(format!(
                "write straight ones: `{meant}`; to show curly ones, put straight ones around them"
            )),
            Self::NullWord { key, word } => Words::new(
                format!("`{key}` is empty: `{word}` means nothing in YAML"),
                "read as if there were no value",
            )
            .help(format!("to show the word, put it in quotes: `{key}: \"{word}\"`")),
            Self::Idle { key, why, help } => {
                Words::new(format!("`{key}` has no effect: {why}"), "no effect").help(*help)
            }
            Self::UnusedVariable { name, nearest } => {
                let asked = format!("use it as `@@{name}@@` in a chapter, or remove it");
                Words::new(format!("no slide uses `@@{name}@@`"), "changes nothing")
                    .guess(nearest.as_ref(), &asked)
            }
            Self::Overridden { found, origin } => {
                let words = found.words();
                Words { message: format!("{} (from `{origin}`)", words.message), ..words }
            }
        }
    }
}
