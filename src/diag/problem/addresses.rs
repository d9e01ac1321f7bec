//! Problems of addresses: links, pictures and other references whose target does not exist.

use super::Words;
use crate::diag::Code;

/// A problem of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum AddressProblem {
    BrokenAddress { address: String, nearest: Option<String> },
    BrokenAnchor { page: String, name: String, nearest: Option<String> },
    DeadLink { address: String, fault: AddressFault, nearest: Option<String> },
    DeadPicture { address: String, fault: AddressFault, nearest: Option<String> },
    SheetAddress { address: String, nearest: Option<String> },
    ThemeAddress { address: String, folder: String, nearest: Option<String> },
    TemplateAddress { address: String, page: String, nearest: Option<String> },
    SlotAddress { address: String, nearest: Option<String> },
    BareAddress { property: String, address: String },
    UnknownLabel { label: String, nearest: Option<String> },
    Footnote { label: String },
}

/// Why an address cannot work on any site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AddressFault {
    /// It is empty.
    Empty,
    /// It names a file of the author's computer: `C:\x.svg`, `file:///x`.
    LocalFile,
    /// It lacks a part: the scheme, a slash.
    Scheme {
        /// What the author probably intended.
        meant: String,
    },
}

impl AddressProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::BrokenAddress { .. }
            | Self::BrokenAnchor { .. }
            | Self::DeadLink { .. }
            | Self::SheetAddress { .. }
            | Self::SlotAddress { .. }
            | Self::ThemeAddress { .. }
            | Self::TemplateAddress { .. } => Code::BrokenLink,
            Self::DeadPicture { .. } => Code::MissingPicture,
            Self::BareAddress { .. } => Code::CssUrl,
            Self::UnknownLabel { .. } => Code::UnknownLabel,
            Self::Footnote { .. } => Code::Footnote,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::BrokenAddress { address, nearest } => {
                Words::new(format!("the site has no page or file `{address}`"), "this link is dead")
                    .guess(nearest.as_ref(), instead_of(address))
            }
            Self::BrokenAnchor { page, name, nearest } => {
                Words::new(format!("nothing in `{page}` is named `{name}`"), "has no target")
                    .guess(nearest.as_ref(), name_or_number(name))
            }
            Self::DeadLink { address, fault, nearest } => {
                fault.words(address, "links to", nearest.as_ref())
            }
            Self::DeadPicture { address, fault, nearest } => {
                fault.words(address, "shows", nearest.as_ref())
            }
            Self::SheetAddress { address, nearest } => Words::new(
                format!("the site has no file `{address}`"),
                "no such file in `static/` or `slides/`",
            )
            .guess(nearest.as_ref(), "put the file in `static/`; addresses count from there"),
            Self::ThemeAddress { address, folder, nearest } => Words::new(
                format!("the theme has no file `{address}`"),
                format!("no such file in `{folder}`"),
            )
            .guess(
                nearest.as_ref(),
                "put the file beside this sheet: a theme brings all that it shows",
            ),
            Self::TemplateAddress { address, page, nearest } => Words::new(
                format!("`{address}` does not exist, as seen from `{page}`"),
                "no such page or file in the site",
            )
            .guess(nearest.as_ref(), "addresses in templates count from the page"),
            Self::SlotAddress { address, nearest } => Words::new(
                format!("`{address}` does not exist"),
                "no such page or file in the site",
            )
            .guess(nearest.as_ref(), "addresses in slots count from the top of the site"),
            Self::BareAddress { property, address } => Words::new(
                format!("browsers cannot read the value `{address}` of `{property}`"),
                "an address without `url(…)`",
            )
            .help(format!("write `{property}: url({address})`")),
            Self::UnknownLabel { label, nearest } => Words::new(
                format!("no link label is called `{label}`"),
                "shown as typed, with its brackets",
            )
            .guess(
                nearest.as_ref(),
                &format!("define it on a line of its own: `[{label}]: https://…`"),
            ),
            Self::Footnote { label } => Words::new(
                format!("footnotes such as `[^{label}]` are not supported"),
                "shown as typed",
            )
            .help("put the note in parentheses, or below `???` for yourself"),
        }
    }
}

/// How to fix a link to a slide, if no name is similar.
fn name_or_number(name: &str) -> &'static str {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return "the deck has fewer slides; names stay when slides are added: `name: …`";
    }
    "name the slide with a `name:` line"
}

/// What to write instead of an address without a target, if no target is similar.
fn instead_of(address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.to_lowercase().ends_with(".md") {
        return "chapters are not published; link to a slide of a deck: `deck.html#name`";
    }
    "addresses count from the site's top, like files in `slides/`"
}

impl AddressFault {
    fn words(&self, address: &str, verb: &str, nearest: Option<&String>) -> Words {
        match self {
            Self::Empty => Words::new("this address is empty", "has no target")
                .help("write an address between the parentheses or quotes"),
            Self::LocalFile => Words::new(
                format!("`{address}` is a file of your computer"),
                format!("{verb} nothing on any other one"),
            )
            .guess(nearest, "copy the file into `slides/`, and write its path from there"),
            Self::Scheme { meant } => {
                Words::new(format!("`{address}` is not a web address"), "its beginning is wrong")
                    .guess(Some(meant), "")
            }
        }
    }
}
