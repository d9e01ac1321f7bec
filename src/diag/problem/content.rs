//! Problems of slide content: sections, names, links, pictures.

use super::Words;
use crate::diag::Code;
use crate::span::Span;

/// A problem of the content of a slide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum ContentProblem {
    DuplicateSection { title: String, first: Span },
    DuplicateName { name: String, first: Option<Span> },
    BrokenLink { name: String, nearest: Option<String> },
    MissingAlt,
    MissingPicture { path: String, nearest: Option<String> },
    BrokenPicture { path: String, holds: InPlaceOfPicture },
    TwoFiles { path: String, shown: String, beside: String },
    SourceLink { path: String, nearest: Option<String> },
    LabelRedefined { label: String, used: String },
    UnknownTemplate { name: String, nearest: Option<String> },
    CssUrl { url: String },
}

impl ContentProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::DuplicateSection { .. } => Code::DuplicateSection,
            Self::DuplicateName { .. } => Code::DuplicateName,
            Self::BrokenLink { .. } => Code::BrokenLink,
            Self::MissingAlt => Code::MissingAlt,
            Self::MissingPicture { .. } => Code::MissingPicture,
            Self::BrokenPicture { .. } => Code::BrokenPicture,
            Self::TwoFiles { .. } => Code::TwoFiles,
            Self::SourceLink { .. } => Code::SourceLink,
            Self::LabelRedefined { .. } => Code::LabelRedefined,
            Self::UnknownTemplate { .. } => Code::UnknownTemplate,
            Self::CssUrl { .. } => Code::CssUrl,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::DuplicateSection { title, .. } => {
                Words::new(format!("two sections are called “{title}”"), "the second one")
                    .help("give it another title; until then its anchor carries a number")
            }
            Self::DuplicateName { name, .. } => {
                Words::new(format!("two slides are named `{name}`"), "the second one")
                    .help("give it another name; links go to the first")
            }
            Self::BrokenLink { name, nearest } => no_slide(name, nearest.as_ref()),
            Self::MissingAlt => Words::new(
                "this picture has no alternative text",
                "the brackets are empty, or there is no `alt`",
            )
            .help(
                "describe it: `![A loaf in the oven](…)`; in HTML, write `alt=\"\"` for decoration",
            ),
            Self::MissingPicture { path, nearest } => Words::new(
                format!("the {} `{path}` does not exist", kind_of(path)),
                "no such file in `slides/`",
            )
            .guess(nearest.as_ref(), "put it into `slides/`; addresses count from there"),
            Self::BrokenPicture { path, holds } => {
                let (what, help) = holds.words();
                Words::new(format!("`{path}` is not a picture: it {what}"), "nothing is shown")
                    .help(help)
            }
            Self::TwoFiles { path, shown, beside } => Words::new(
                format!("`{path}` could mean two different files"),
                format!("`{shown}` is used"),
            )
            .help(format!("rename one of them, or remove `{beside}`")),
            Self::SourceLink { path, nearest } => {
                Words::new(format!("`{path}` is a source and is not published"), "has no target")
                    .guess(
                        nearest.as_ref(),
                        "it contains comments and excluded slides; link to the deck's page instead",
                    )
            }
            Self::LabelRedefined { label, used } => Words::new(
                format!("the link label `{label}` has two targets in this deck"),
                format!("the last one wins everywhere: {used}"),
            )
            .help("give one of them another label"),
            Self::UnknownTemplate { name, nearest } => {
                Words::new(format!("no slide before this one is named `{name}`"), "no template")
                    .guess(
                        nearest.as_ref(),
                        &format!("name a slide before it with the line `name: {name}`"),
                    )
            }
            Self::CssUrl { url } => {
                let words = Words::new(
                    format!("browsers cannot read the address `url({url})`"),
                    "nothing is shown in its place",
                );
                let bare = url.trim().trim_matches(['"', '\'']).replace(['"', '\''], "");
                words.help(format!("put the address in quotes: `url('{bare}')`"))
            }
        }
    }
}

/// A link to a slide that the deck does not have.
fn no_slide(name: &str, nearest: Option<&String>) -> Words {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Words::new(format!("no slide has the number {name}"), "the deck has fewer slides")
            .help(
                "link to a name, which stays when numbers change: give the slide a `name:` line",
            );
    }
    Words::new(format!("no slide is named `{name}`"), "has no target")
        .guess(nearest, "name the slide with a `name:` line")
}

/// The real content of a file that has the name of a picture.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum InPlaceOfPicture {
    /// Nothing.
    Nothing,
    /// A pointer of Git LFS, whose file was not fetched.
    Pointer,
    /// A page that a server sent in place of the picture.
    Page,
}

impl InPlaceOfPicture {
    /// The kind of a text, if it is one of these.
    pub fn of(text: &str) -> Option<Self> {
        match text.trim_start() {
            "" => Some(Self::Nothing),
            text if text.starts_with("version https://git-lfs.github.com/") => Some(Self::Pointer),
            text if text.starts_with('<') => Some(Self::Page),
            _ => None,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Nothing => ("is empty", "save the picture again"),
            Self::Pointer => (
                "is a pointer of Git LFS",
                "fetch the file: `git lfs pull`; in CI, let the checkout do that (`lfs: true`)",
            ),
            Self::Page => ("holds a page", "save the picture again, not the page around it"),
        }
    }
}

/// The kind of a file, judging by its extension.
fn kind_of(path: &str) -> &'static str {
    const PICTURES: [&str; 9] = ["apng", "avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_picture = PICTURES.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_picture || extension.is_empty() { "picture" } else { "file" }
}
