//! Problems of text that is not read the way its author meant it: syntax of other tools, and lines
//! that are nearly a property, a directive or a content class.

use super::foreign::ForeignSyntax;
use super::{Words, grouped};
use crate::diag::Code;
use crate::diag::nearest::nearest;
use crate::span::Span;

/// A text that is not read the way its author meant it. `others` counts further places of the same
/// kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum MisreadingProblem {
    Foreign { kind: ForeignSyntax, found: String, others: usize },
    FrontMatter { key: String, place: FrontMatterPlace, others: usize },
    NearProperty { found: String, meant: String },
    LayoutName { value: String },
    BlankInName { name: String, meant: String },
    NearDirective { found: String, kind: NearDirective, meant: String, others: usize },
    NearClass { found: String, meant: String, others: usize },
    UnknownClass { class: String, nearest: Option<String>, others: usize },
    StarredLine { language: String, others: usize },
    NearLink { found: String, meant: String, others: usize },
    UnpairedMark { mark: &'static str, word: String, opens: bool, others: usize },
    NearFence { found: String, meant: String },
    DuplicateProperty { key: String },
    EmptySlide,
    DuplicateChapter { path: String, first: Span },
}

/// Where front matter is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FrontMatterPlace {
    /// At the top of a chapter.
    Chapter,
    /// At the top of a source of xaringan.
    Xaringan,
    /// At the top of a chapter, as TOML or a title block of Pandoc.
    TitleBlock,
    /// Before a slide, as in Slidev.
    Slide,
}

/// What a text resembles.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum NearDirective {
    /// `@@NAME@@`.
    Variable,
    /// `@@INCLUDE[…]` or `@@LINK[…]`.
    File,
    /// `@@@NAME@@@`, `@@INCLUDE[…]]`: a directive with an extra sign around it.
    Surplus,
    /// `{{name}}`, where `name` is a variable of the manifest and no property of the slide.
    Braces,
}

fn layout_name(value: &str) -> Words {
    let words =
        Words::new(format!("invalid value `{value}` for `layout`"), "expected `true` or `false`");
    words.help(match nearest(value, ["true", "false"]) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("to style this slide, write `class: {value}`"),
    })
}

impl MisreadingProblem {
    /// The code under which it is reported.
    pub(in crate::diag) fn code(&self) -> Code {
        match self {
            Self::Foreign { .. } => Code::ForeignSyntax,
            Self::FrontMatter { .. } => Code::FrontMatter,
            Self::NearProperty { .. } | Self::BlankInName { .. } => Code::NearProperty,
            Self::LayoutName { .. } => Code::BadValue,
            Self::NearDirective { .. } => Code::NearDirective,
            Self::NearClass { .. } => Code::NearClass,
            Self::UnknownClass { .. } => Code::UnknownClass,
            Self::StarredLine { .. } => Code::StarredLine,
            Self::NearLink { .. } => Code::NearLink,
            Self::UnpairedMark { .. } => Code::UnpairedMark,
            Self::NearFence { .. } => Code::UnclosedFence,
            Self::DuplicateProperty { .. } => Code::DuplicateProperty,
            Self::EmptySlide => Code::EmptySlide,
            Self::DuplicateChapter { .. } => Code::DuplicateChapter,
        }
    }

    /// The habit of which it is an example: problems of the same habit are reported once per file.
    pub(in crate::diag) fn habit(&self) -> Option<String> {
        match self {
            Self::Foreign { kind, .. } => Some(format!("{kind:?}")),
            Self::FrontMatter { .. } | Self::StarredLine { .. } => Some(String::new()),
            Self::NearDirective { kind, meant, .. } => Some(format!("{kind:?} {meant}")),
            Self::NearClass { found, .. } => Some(found.clone()),
            Self::UnknownClass { class, .. } => Some(class.clone()),
            Self::NearLink { .. }
            | Self::UnpairedMark { .. }
            | Self::NearFence { .. }
            | Self::DuplicateProperty { .. }
            | Self::NearProperty { .. }
            | Self::LayoutName { .. }
            | Self::BlankInName { .. }
            | Self::EmptySlide
            | Self::DuplicateChapter { .. } => None,
        }
    }

    /// How many places it represents.
    pub(in crate::diag) fn count(&self) -> usize {
        match self {
            Self::Foreign { others, .. }
            | Self::FrontMatter { others, .. }
            | Self::StarredLine { others, .. }
            | Self::NearDirective { others, .. }
            | Self::NearClass { others, .. }
            | Self::NearLink { others, .. }
            | Self::UnpairedMark { others, .. }
            | Self::UnknownClass { others, .. } => others + 1,
            Self::NearFence { .. }
            | Self::DuplicateProperty { .. }
            | Self::NearProperty { .. }
            | Self::LayoutName { .. }
            | Self::BlankInName { .. }
            | Self::EmptySlide
            | Self::DuplicateChapter { .. } => 1,
        }
    }

    /// Counts further places.
    pub(crate) fn add(&mut self, count: usize) {
        match self {
            Self::Foreign { others, .. }
            | Self::FrontMatter { others, .. }
            | Self::StarredLine { others, .. }
            | Self::NearDirective { others, .. }
            | Self::NearClass { others, .. }
            | Self::NearLink { others, .. }
            | Self::UnpairedMark { others, .. }
            | Self::UnknownClass { others, .. } => *others += count,
            Self::NearFence { .. }
            | Self::DuplicateProperty { .. }
            | Self::NearProperty { .. }
            | Self::LayoutName { .. }
            | Self::BlankInName { .. }
            | Self::EmptySlide
            | Self::DuplicateChapter { .. } => {}
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        let mut words = self.first_words();
        let others = self.count() - 1;
        if others > 0 {
            let places = if others == 1 { "place" } else { "places" };
            words.label = format!("{}; {} more {places}", words.label, grouped(others));
        }
        words
    }

    /// The words for a single place.
    fn first_words(&self) -> Words {
        match self {
            Self::Foreign { kind, found, .. } => kind.words(found),
            Self::FrontMatter { key, place, .. } => place.words(key),
            Self::NearProperty { found, meant } => {
                Words::new(format!("`{found}` is not a property"), "shown or ignored").help(
                    format!("did you mean `{meant}`? It belongs on the first lines of the slide"),
                )
            }
            Self::LayoutName { value } => layout_name(value),
            Self::BlankInName { name, meant } => {
                Words::new(format!("the name `{name}` contains spaces"), "a link cannot name it")
                    .help(format!("did you mean `name: {meant}`?"))
            }
            Self::NearDirective { found, kind, meant, .. } => kind.words(found, meant),
            Self::NearClass { found, meant, .. } => Words::new(
                format!("`{found}` does not open a content class"),
                "shown as it is typed",
            )
            .help(format!("write `{meant}`, without anything between the name and the bracket")),
            Self::UnknownClass { class, nearest, .. } => Words::new(
                format!("no style sheet defines the class `{class}`"),
                "its text looks like any other",
            )
            .guess(
                nearest.as_ref(),
                "define it in `static/theme.css`; if it is not a class, write it as code",
            ),
            Self::StarredLine { language, .. } => Words::new(
                format!("a line of `{language}` begins with `*`"),
                "the star is shown, and the line is not highlighted",
            )
            .help(
                "to highlight such lines as remark does, write `highlight-lines: true` in the manifest",
            ),
            Self::NearLink { found, meant, .. } => {
                Words::new(format!("`{found}` is not a link or a picture"), "shown as it is typed")
                    .help(format!("did you mean `{meant}`?"))
            }
            Self::UnpairedMark { mark, word, opens, .. } => unpaired(mark, word, *opens),
            Self::NearFence { found, meant } => {
                let words = Words::new(
                    format!("`{}` does not open a code block", found.replace('`', "'")),
                    "the code is shown as text",
                );
                words.help(format!("write three backticks and the language: `` {meant} ``"))
            }
            Self::DuplicateProperty { key } => Words::new(
                format!("this slide has the property `{key}` twice"),
                "this value counts, the earlier one does not",
            )
            .help("remove one of the lines"),
            Self::EmptySlide => Words::new("a slide without content", "next to this separator")
                .help("remove one of the separators around it"),
            Self::DuplicateChapter { path, .. } => {
                Words::new(format!("the chapter `{path}` is listed twice"), "the second time")
                    .help("remove one of the entries; a deck shows all slides of both")
            }
        }
    }
}

/// The message for an unpaired mark before or after a word.
fn unpaired(mark: &str, word: &str, opens: bool) -> Words {
    let (name, escaped) = if mark == "`" {
        ("backtick".to_owned(), "`` \\` ``".to_owned())
    } else {
        (format!("`{mark}`"), format!("`\\{mark}`"))
    };
    let place = if opens { "before" } else { "after" };
    let other = if opens { "close it" } else { "open it" };
    Words::new(format!("the {name} {place} “{word}” has no partner"), "shown as it is typed")
        .help(format!("{other} in the same paragraph; to show it, write {escaped}"))
}

impl FrontMatterPlace {
    /// Whether none of it is shown.
    pub fn is_left_out(self) -> bool {
        matches!(self, Self::Chapter | Self::Xaringan)
    }

    fn words(self, key: &str) -> Words {
        let message = match self {
            Self::Xaringan => "front matter of xaringan is not read",
            Self::Chapter | Self::TitleBlock => "front matter of a chapter is not read",
            Self::Slide => "front matter of a slide is not read",
        };
        let help = match self {
            Self::Xaringan => {
                "write its `title` and `ratio` into the manifest, `slides/*.yml`, its \
                 `highlightLines` as `highlight-lines`, its `css` into `static/theme.css`, and remove \
                 the block; let R run its chunks first, since a build runs no code"
                    .to_owned()
            }
            Self::Chapter | Self::TitleBlock => format!(
                "remove the block with its `---` lines; keys such as `{key}` belong in the manifest, \
                 `slides/*.yml`"
            ),
            Self::Slide => {
                "write `class: …` and other properties right above the slide's text, without a \
                 `---` between them"
                    .to_owned()
            }
        };
        let becomes = match self {
            Self::Chapter | Self::Xaringan => "left out",
            Self::TitleBlock => "shown as it is typed",
            Self::Slide => "becomes an empty slide",
        };
        Words::new(message, becomes).help(help)
    }
}

impl NearDirective {
    fn words(self, found: &str, meant: &str) -> Words {
        match self {
            Self::Variable => {
                let words =
                    Words::new(format!("unknown variable `{found}`"), "shown as it is typed");
                if meant.is_empty() {
                    words.help("a variable is a key of the manifest in capitals: `@@TITLE@@`")
                } else {
                    words.help(format!("did you mean `{meant}`?"))
                }
            }
            Self::File => {
                Words::new(format!("`{found}` is not a directive"), "shown as it is typed")
                    .help(format!("did you mean `{meant}`?"))
            }
            Self::Surplus => Words::new(
                format!("`{found}` has a sign too many"),
                "that sign is shown as it is typed",
            )
            .help(format!("did you mean `{meant}`?")),
            Self::Braces => Words::new(
                format!("`{found}` is not a property of this slide"),
                "shown as it is typed",
            )
            .help(format!("for the value from the manifest, write `{meant}`")),
        }
    }
}
