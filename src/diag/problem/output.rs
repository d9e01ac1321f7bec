//! Problems of output files: conflicting paths, files not copied, redirects.

use super::Words;
use crate::diag::Code;

/// A problem of the output files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum OutputProblem {
    OutputClash { name: String, other: String, cure: ClashCure },
    SkippedFile { path: String, why: Skipped },
    RedirectLoop { chain: Vec<String> },
}

impl OutputProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::OutputClash { .. } => Code::OutputClash,
            Self::SkippedFile { .. } => Code::SkippedFile,
            Self::RedirectLoop { .. } => Code::RedirectLoop,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::OutputClash { name, other, cure } => Words::new(
                format!("two files would be written to `{name}`"),
                format!("the other comes from {other}"),
            )
            .help(cure.help()),
            Self::SkippedFile { path, why: Skipped::Hidden } => Words::new(
                format!("`{path}` is not copied, since it is hidden"),
                "its name begins with a dot",
            )
            .help(
                "remove it, or rename it; of hidden files, only `.well-known/`, `.nojekyll`, \
                 `.htaccess` and `.domains` are copied",
            ),
            Self::SkippedFile { path, why: Skipped::HiddenLink } => Words::new(
                format!("`{path}` is not copied, since it is hidden and a symbolic link"),
                "its name begins with a dot",
            )
            .help("remove it, or put a file in its place"),
            Self::SkippedFile { path, why: Skipped::NotUtf8 } => Words::new(
                format!("`{path}` is not copied, since its name is not UTF-8"),
                "no address can have this name",
            )
            .help("rename it"),
            Self::RedirectLoop { chain } => Words::new(
                "this redirect ends where it begins",
                match chain.as_slice() {
                    [] | [_, _] => "it redirects to its own address".to_owned(),
                    chain => chain.join(" → "),
                },
            )
            .help("redirect to a page"),
        }
    }
}

/// How to resolve a conflict between two output files.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClashCure {
    /// Rename a file of the author's, or a manifest.
    RenameFile,
    /// Start a redirect at another address.
    Redirect,
    /// Give a person another id.
    Speaker,
    /// Give an event another slug, or another deck.
    Event,
}

impl ClashCure {
    fn help(self) -> &'static str {
        match self {
            Self::RenameFile => "rename this file",
            Self::Redirect => "remove the redirect, or give it another address",
            Self::Speaker => "give the person another id",
            Self::Event => "give the event another `slug`, or rename the deck",
        }
    }
}

/// Why a file of `static/` is not copied.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Skipped {
    /// Its name, or that of a parent folder, begins with a dot.
    Hidden,
    /// The same, and it is a symbolic link: its target may be private.
    HiddenLink,
    /// Its name is not UTF-8.
    NotUtf8,
}
