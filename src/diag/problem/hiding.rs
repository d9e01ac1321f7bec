//! Problems of content that an author meant to hide, and that would be published.

use super::Words;
use crate::diag::Code;

/// A problem of content that should be hidden but would be published.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum HidingProblem {
    HiddenSeparator { line: &'static str, within: Hider },
    CommentInCode,
    NearComment { found: String },
    ExposedNotes { line: String },
    ExposedTag { tag: String, why: Exposure },
    LateProperty { line: String },
    RepeatedClass,
    PrivateAddress { files: Vec<String> },
}

impl HidingProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::HiddenSeparator { .. } => Code::HiddenSeparator,
            Self::CommentInCode => Code::CommentInCode,
            Self::NearComment { .. } => Code::NearComment,
            Self::ExposedNotes { .. } => Code::ExposedNotes,
            Self::ExposedTag { .. } => Code::ExposedTag,
            Self::LateProperty { .. } => Code::LateProperty,
            Self::RepeatedClass => Code::RepeatedClass,
            Self::PrivateAddress { .. } => Code::PrivateAddress,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::HiddenSeparator { line, within } => within.words(line),
            Self::CommentInCode => Words::new(
                "this comment is read as code and would be published",
                "inside a code span or an indented code block",
            )
            .help("write a lone backtick as `` \\` ``; to show a comment, use a fenced code block"),
            Self::NearComment { found } => Words::new(
                format!("`{found}` does not begin a comment"),
                "what follows would be published",
            )
            .help("write `<!--`, without spaces; in a code span, it is shown as typed"),
            Self::ExposedNotes { line } => Words::new(
                format!("`{line}` does not begin the notes"),
                "what follows would be published, though the notes of this deck are private",
            )
            .help("write `???` alone on the line, without anything around it"),
            Self::ExposedTag { tag, why } => {
                let what = if tag.contains(':') {
                    format!("`{tag}`")
                } else {
                    format!("the excluded tag `{tag}`")
                };
                let message = format!("this looks like {what}, but does not exclude the slide");
                Words::new(message, why.label()).help(why.help(tag))
            }
            Self::LateProperty { line } => Words::new(
                format!("`{line}` is shown as text"),
                "a property has an effect only at the start of its slide",
            )
            .help("move the line to the start of the slide, right after the `---`"),
            Self::RepeatedClass => Words::new(
                "this slide has more than one `class:` line",
                "the classes of all of them count; in remark only the last line does",
            )
            .help("write all classes on one line: `class: a, b`"),
            Self::PrivateAddress { files } => Words::new(
                format!("this publishes the address of a private event, in {}", named(files)),
                "the token of a private event",
            )
            .help(
                "remove it here; if it was ever published, give the event a new token: run `deckyard new token`",
            ),
        }
    }
}

/// The first of some files, and how many more there are.
fn named(files: &[String]) -> String {
    match files {
        [] => "no file".to_owned(),
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` and `{other}`"),
        [one, rest @ ..] => format!("`{one}` and {} other files", rest.len()),
    }
}

/// Why a separator does not separate.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Hider {
    /// A content class around it.
    Class,
    /// A code block that probably lacks its closing fence.
    Fence,
    /// A correct code block, in a deck with private notes.
    Code,
    /// YAML that joins the lines of a text.
    Yaml,
    /// Nothing: it separates, but an include or variable inserted it, so the text after it is
    /// shown.
    Included,
}

/// Why an apparent excluded tag excludes nothing.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Exposure {
    /// The property comes after the start of the slide.
    Late,
    /// The line is not written as a property.
    Unread,
    /// The name is spelled differently.
    Spelling,
    /// The name is spelled differently, and no slide has the tag: either may be the slip.
    UnusedTag,
    /// It is the class of a part of the slide.
    PartOfSlide,
    /// The slide inherits from an excluded template, which is therefore not available.
    Template,
    /// It is in a code block that probably should have ended earlier.
    Code,
    /// The slide with the tag is empty, and the content to hide comes after it.
    EmptySlide,
}

impl Hider {
    fn words(self, line: &str) -> Words {
        let (label, help) = match self {
            Self::Class => (
                "inside a content class, which cannot continue on another slide",
                "close the content class with `]` before this line, or remove the line; \
                 for a rule, write `***`",
            ),
            Self::Fence => (
                "inside a code block that another one seems to interrupt",
                "add the missing closing fence before this line; around an example that \
                 contains fences, use a longer fence",
            ),
            Self::Code => (
                "in a code block, which may have lost its closing fence",
                "add the missing closing fence before this line; for an example of slides, write \
                 `md` for the language",
            ),
            Self::Yaml => (
                "YAML joins this line with its neighbors",
                "begin the text with `|`, which keeps its lines",
            ),
            Self::Included => (
                "it comes from an include or a variable; the text after it would be published",
                "to hide what follows, give it a `class:` or `???` of its own; to show it, \
                 write a separator before the include",
            ),
        };
        let message = match self {
            Self::Included => format!("`{line}` ends the hidden part"),
            _ => format!("`{line}` does not separate here"),
        };
        Words::new(message, label).help(help)
    }
}

impl Exposure {
    fn label(self) -> &'static str {
        match self {
            Self::Late => "a property has an effect only at the start of its slide",
            Self::Unread => "not read as a property",
            Self::Spelling | Self::UnusedTag => "not spelled like the tag",
            Self::PartOfSlide => "the class of a part of the slide is not a tag",
            Self::Template => "the template is left out, and this slide does not inherit from it",
            Self::Code => "in a code block, which may have lost its closing fence",
            Self::EmptySlide => "only this empty slide is excluded; the next one is shown",
        }
    }

    fn help(self, tag: &str) -> String {
        match self {
            Self::Late | Self::Unread | Self::Template if tag.contains(':') => {
                format!("write `{tag}` on the first line of the slide")
            }
            Self::Late | Self::Unread | Self::Template => {
                format!("write `class: {tag}` on the first line of the slide")
            }
            Self::Spelling => format!("did you mean `class: {tag}`?"),
            Self::UnusedTag => format!(
                "no slide has the tag `{tag}`: correct it in `exclude:`, or write `class: {tag}` here"
            ),
            Self::PartOfSlide => format!(
                "move the part to a slide that begins with `class: {tag}`, or rename the class"
            ),
            Self::Code => {
                "add the missing closing fence before this slide; for an example, write `md` \
                           for the language"
                    .to_owned()
            }
            Self::EmptySlide => "remove the `---` between the properties and the slide".to_owned(),
        }
    }
}
