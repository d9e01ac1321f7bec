//! Problems of the settings that select findings: levels, comments that allow findings, a baseline.

use super::{Words, counted};
use crate::diag::Code;

/// A problem of levels or of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum LevelProblem {
    UnknownCode { found: String, nearest: Option<String> },
    TwoLevels { name: String },
    CannotAllow { code: Code, level: &'static str },
    UnmatchedPattern { pattern: String, nearest: Option<String> },
    BadAllow(AllowFault),
    UnusedAllow { code: Code },
    StaleBaseline { code: String, file: String, message: String, fixed: usize, left: usize },
}

/// What is wrong with a comment that allows something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum AllowFault {
    UnknownCode { found: String, nearest: Option<String> },
    FixedCode { code: Code },
    NoCode,
    Unreadable,
}

/// The form of a comment that allows something.
const FORM: &str = "write `<!-- deckyard: allow(code) reason -->`";

/// Where the codes are listed.
const LIST: &str = "`deckyard explain` lists the codes";

impl LevelProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::UnknownCode { .. } => Code::UnknownCode,
            Self::TwoLevels { .. } => Code::DuplicateKey,
            Self::CannotAllow { .. } => Code::CannotAllow,
            Self::UnmatchedPattern { .. } => Code::UnmatchedPattern,
            Self::BadAllow(_) => Code::BadAllow,
            Self::UnusedAllow { .. } => Code::UnusedAllow,
            Self::StaleBaseline { .. } => Code::StaleBaseline,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::UnknownCode { found, nearest } => {
                Words::new(format!("unknown code `{found}`"), "no diagnostic has this code")
                    .guess(nearest.as_ref(), LIST)
            }
            Self::TwoLevels { name } => {
                Words::new(format!("`{name}` has two levels"), "the second one")
                    .help("keep one of them")
            }
            Self::CannotAllow { code, level } => Words::new(
                format!("`{}` cannot be lowered to `{level}`", code.name()),
                "always an error: the output would be wrong, or would publish hidden content",
            )
            .help("remove it here, and fix what it reports"),
            Self::UnmatchedPattern { pattern, nearest } => {
                Words::new(format!("`{pattern}` matches no file"), "these levels have no effect")
                    .guess(
                        nearest.as_ref(),
                        "write a path from the site's folder, such as `slides/old/**`",
                    )
            }
            Self::BadAllow(fault) => fault.words(),
            Self::UnusedAllow { code } => {
                Words::new(format!("no `{}` is found on this slide", code.name()), "allows nothing")
                    .help("remove it from the comment")
            }
            Self::StaleBaseline { code, file, message, fixed, left } => {
                let place = if file.is_empty() { String::new() } else { format!(" in {file}") };
                let fixed = match left {
                    0 => "was fixed".to_owned(),
                    left => format!("was fixed {}, {left} left", counted(*fixed, "time")),
                };
                let what = if message.is_empty() { String::new() } else { format!(": {message}") };
                Words::new(format!("`{code}`{place} {fixed}{what}"), "still in the baseline")
                    .help("run the same command with --update-baseline")
            }
        }
    }
}

impl AllowFault {
    fn words(&self) -> Words {
        match self {
            Self::UnknownCode { found, nearest } => {
                Words::new(format!("unknown code `{found}` in a comment"), "allows nothing")
                    .guess(nearest.as_ref(), LIST)
            }
            Self::FixedCode { code } => Words::new(
                format!("`{}` cannot be allowed", code.name()),
                "always an error: the output would be wrong, or would publish hidden content",
            )
            .help("remove it here, and fix what it reports"),
            Self::NoCode => Words::new("`allow` names no code", "allows nothing")
                .help(format!("{FORM}; {LIST}")),
            Self::Unreadable => {
                Words::new("this comment for Deckyard cannot be read", "allows nothing").help(FORM)
            }
        }
    }
}
