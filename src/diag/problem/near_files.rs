//! Problems of files with nearly the right name, and of style sheets.

use super::Words;
use crate::diag::Code;

/// A file or a folder that is not read because of its name, or a sheet that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum NearFileProblem {
    Name { path: String, meant: String, what: &'static str },
    Replaced { path: String, meant: String, what: &'static str },
    Css { fault: CssFault },
}

/// What is wrong with a style sheet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CssFault {
    /// A bracket that is never closed, or not in time.
    Open(char),
    /// A bracket that closes nothing.
    Close(char),
    /// A quote without its partner in the same line.
    Quote(char),
    /// A comment without its end.
    Comment,
    /// `//`, which begins no comment.
    LineComment,
    /// A tag of HTML.
    Tag,
    /// A property that no browser knows.
    Property {
        /// Its name.
        found: String,
        /// The one that it resembles.
        meant: &'static str,
    },
    /// A custom property that no rule uses.
    UnreadProperty {
        /// Its name.
        found: String,
        /// The one that it resembles.
        meant: &'static str,
    },
    /// A custom property that is read, and has no value.
    UnsetProperty {
        /// Its name.
        found: String,
        /// The one that it resembles.
        meant: &'static str,
    },
    /// A declaration without a colon.
    Colon(String),
}

impl NearFileProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Name { .. } | Self::Replaced { .. } => Code::NearFile,
            Self::Css { .. } => Code::CssSyntax,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::Name { path, meant, what } => {
                Words::new(format!("`{path}` is not read"), format!("{what} is `{meant}`"))
                    .help(format!("{what} is `{meant}`: rename or move it"))
            }
            Self::Replaced { path, meant, what } => {
                Words::new(format!("`{path}` is not read"), format!("`{meant}` exists, too")).help(
                    format!(
                        "{what} is `{meant}`: move the missing parts there, and remove `{path}`"
                    ),
                )
            }
            Self::Css { fault } => fault.words(),
        }
    }
}

impl CssFault {
    fn words(&self) -> Words {
        let partner = |open: char| match open {
            '{' => '}',
            '(' => ')',
            _ => ']',
        };
        match self {
            Self::Open(open) => Words::new(
                format!("`{open}` is not closed in this style sheet"),
                "browsers ignore the rest",
            )
            .help(format!("add the missing `{}`", partner(*open))),
            Self::Close(close) => Words::new(
                format!("`{close}` closes nothing in this style sheet"),
                "browsers drop the next rule",
            )
            .help("remove it, or add the bracket that it should close"),
            Self::Quote(quote) => Words::new(
                format!("the text after `{quote}` does not end in its line"),
                "browsers drop the declaration",
            )
            .help(format!("close it with `{quote}`")),
            Self::Comment => Words::new(
                "the comment is not closed in this style sheet",
                "hides everything after it",
            )
            .help("close it with `*/`"),
            Self::LineComment => Words::new(
                "`//` begins no comment in a style sheet",
                "browsers drop the next declaration or rule",
            )
            .help("write `/* … */`"),
            Self::Tag => {
                Words::new("a style sheet contains no HTML", "browsers drop the next rule")
                    .help("remove the tag: the file contains only rules")
            }
            Self::Property { found, meant } => {
                Words::new(format!("unknown property `{found}`"), "browsers drop the declaration")
                    .help(format!("did you mean `{meant}`?"))
            }
            Self::UnreadProperty { found, meant } => {
                Words::new(format!("nothing reads `{found}`"), "a custom property without a use")
                    .help(format!("did you mean `{meant}`?"))
            }
            Self::UnsetProperty { found, meant } => {
                Words::new(format!("nothing sets `{found}`"), "a custom property without a value")
                    .help(format!("did you mean `{meant}`?"))
            }
            Self::Colon(text) => {
                Words::new(format!("`{text}` is not a declaration"), "browsers drop it")
                    .help("write the property, a colon, the value and a semicolon: `color: red;`")
            }
        }
    }
}
