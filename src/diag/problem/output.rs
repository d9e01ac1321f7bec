//! The words for what is wrong with the files of the output.

use super::{Problem, Words};

/// What lets two files of the output have a path of their own.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ClashCure {
    /// A file of the author's, or a manifest, can have another name.
    RenameFile,
    /// A redirect can begin at another address.
    Redirect,
    /// A person can have another id.
    Speaker,
    /// An event can have another slug, or another deck.
    Event,
}

impl ClashCure {
    fn help(self) -> &'static str {
        match self {
            Self::RenameFile => "rename this file",
            Self::Redirect => "take the redirect out, or give it another address",
            Self::Speaker => "give the person another id",
            Self::Event => "give the event another `slug`, or rename the deck",
        }
    }
}

/// Why a file of `static/` is not copied.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Skipped {
    /// Its name, or that of a folder that it is in, begins with a dot.
    Hidden,
    /// The same, and it is a symbolic link: what it leads to may be nobody's business.
    HiddenLink,
    /// Its name is not UTF-8.
    NotUtf8,
}

impl Problem {
    /// The words for what is wrong with the files of the output.
    pub(super) fn output_words(&self) -> Option<Words> {
        Some(match self {
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
                "this redirect leads back to itself",
                match chain.as_slice() {
                    [] | [_, _] => "it leads to its own address".to_owned(),
                    chain => chain.join(" → "),
                },
            )
            .help("let it lead to a page"),
            _ => return None,
        })
    }
}
