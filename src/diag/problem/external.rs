//! Problems of links to other sites, as their servers answered.

use super::Words;
use crate::diag::Code;

/// A problem of a link to another site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum ExternalLinkProblem {
    Dead { url: String, why: String },
    Moved { url: String, status: u16, to: String },
    NoFragment { url: String, fragment: String, nearest: Option<String> },
    Unchecked { url: String, why: String, cure: UncheckedCure },
}

impl ExternalLinkProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Dead { .. } => Code::DeadLink,
            Self::Moved { .. } => Code::MovedLink,
            Self::NoFragment { .. } => Code::DeadFragment,
            Self::Unchecked { .. } => Code::UncheckedLink,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::Dead { url, why } => {
                Words::new(format!("dead link `{url}`: {why}"), "nothing exists at this address")
                    .help("link to another page, or to a copy of it at `web.archive.org`")
            }
            Self::Moved { url, status, to } => Words::new(
                format!("`{url}` has moved permanently"),
                format!("the server answers {status} and redirects"),
            )
            .help(format!("write `{to}`")),
            Self::NoFragment { url, fragment, nearest } => Words::new(
                format!("the page `{url}` has nothing named `{fragment}`"),
                "no `id` and no `name` on that page",
            )
            .guess(
                nearest.as_ref().map(|nearest| format!("{url}#{nearest}")).as_ref(),
                "link to the page itself, without `#`",
            ),
            Self::Unchecked { url, why, cure } => {
                Words::new(format!("cannot check `{url}`: {why}"), "it may or may not work")
                    .help(cure.help())
            }
        }
    }
}

/// What to do about a link that could not be checked.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UncheckedCure {
    /// The server refuses requests of programs.
    Look,
    /// The failure may be temporary.
    Retry,
    /// The link points into a private network.
    Private,
}

impl UncheckedCure {
    fn help(self) -> &'static str {
        match self {
            Self::Look => {
                "open it in a browser; if it works there, add it to `check: links: ignore:` in \
                 `workshops.yml`"
            }
            Self::Retry => "check again later; if it stays like this, link to another page",
            Self::Private => {
                "if that is intended, request private addresses with `--links-private`"
            }
        }
    }
}
