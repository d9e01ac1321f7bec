//! Problems of output files: conflicting paths, files not copied, redirects.

use super::Words;
use crate::diag::Code;
use crate::path::is_reserved_name;

/// A problem of the output files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum OutputProblem {
    OutputClash { name: String, other: String, cure: ClashCure },
    SkippedFile { path: String, why: Skipped },
    UnportableName { path: String, why: Unportable, cure: ClashCure },
    RedirectLoop { chain: Vec<String> },
}

impl OutputProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::OutputClash { .. } => Code::OutputClash,
            Self::SkippedFile { .. } => Code::SkippedFile,
            Self::UnportableName { .. } => Code::UnportableName,
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
            Self::UnportableName { path, why, cure } => {
                Words::new(format!("`{path}` cannot be written on Windows"), why.label())
                    .help(cure.help())
            }
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

/// Why Windows does not allow a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unportable {
    /// It is the name of a device, with or without an extension.
    Device(String),
    /// It has this character.
    Character(char),
    /// It ends in a dot or a space.
    End(String),
}

impl Unportable {
    /// Why no folder or file of Windows can have a name, if so.
    pub fn of(name: &str) -> Option<Self> {
        let is_forbidden =
            |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*');
        if let Some(found) = name.chars().find(|c| is_forbidden(*c)) {
            return Some(Self::Character(found));
        }
        if name.ends_with(['.', ' ']) {
            return Some(Self::End(name.to_owned()));
        }
        is_reserved_name(name).then(|| Self::Device(name.to_owned()))
    }

    fn label(&self) -> String {
        match self {
            Self::Device(name) => format!("there `{name}` is the name of a device"),
            Self::Character(c) if c.is_control() => {
                format!("there no name has the character U+{:04X}", u32::from(*c))
            }
            Self::Character(c) => format!("there no name has a `{c}`"),
            Self::End(name) => format!("there no name ends like `{name}`"),
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
