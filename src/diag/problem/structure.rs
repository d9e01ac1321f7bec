//! Problems of slide structure: unclosed elements, separators, tags, macros.

use super::{Words, counted};
use crate::diag::Code;

/// A problem of the structure of slides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum StructureProblem {
    DeepNesting { what: &'static str, limit: usize },
    UnclosedClass { class: String },
    UnclosedFence { fence: String },
    UnclosedComment,
    CommentOverSlides { separators: usize },
    NearSeparator { line: String },
    NearTag { class: String, nearest: String },
    VanishedLine { key: String },
    FlatList,
    StrayHtml { tag: String },
    UnsupportedMacro { name: String, nearest: Option<String> },
    MacroArguments { name: String, needed: u32, has_target: bool },
    MacroWidth { name: String, found: String },
    EmptyChapter,
}

impl StructureProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::DeepNesting { .. } => Code::DeepNesting,
            Self::UnclosedClass { .. } => Code::UnclosedClass,
            Self::UnclosedFence { .. } => Code::UnclosedFence,
            Self::UnclosedComment => Code::UnclosedComment,
            Self::CommentOverSlides { .. } => Code::CommentOverSlides,
            Self::NearSeparator { .. } => Code::NearSeparator,
            Self::NearTag { .. } => Code::NearTag,
            Self::VanishedLine { .. } => Code::VanishedLine,
            Self::FlatList => Code::FlatList,
            Self::StrayHtml { .. } => Code::StrayHtml,
            Self::UnsupportedMacro { .. }
            | Self::MacroArguments { .. }
            | Self::MacroWidth { .. } => Code::UnsupportedMacro,
            Self::EmptyChapter => Code::EmptyChapter,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::DeepNesting { what, limit } => {
                Words::new(format!("{what} are nested more than {limit} deep"), "one too many")
            }
            Self::UnclosedClass { class } => {
                Words::new(format!("`{class}[` is not closed"), "shown as it is typed")
                    .help("add the `]`; brackets in code inside count too")
            }
            Self::UnclosedFence { fence } => {
                Words::new(format!("the code block {fence} is not closed"), "opened here")
                    .help("close it with the same characters on a line of their own")
            }
            Self::UnclosedComment => {
                Words::new("the comment is not closed", "everything after it would be published")
                    .help("add `-->`; to show `<!--`, write it as code: `` `<!--` ``")
            }
            Self::CommentOverSlides { separators } => Words::new(
                format!("the comment contains {}", counted(*separators, "slide separator")),
                "all of it is left out",
            )
            .help("remark would split it and show its text; comment slides out one by one"),
            Self::NearSeparator { line } => {
                let words = Words::new(
                    format!("`{line}` is nearly a slide separator"),
                    "does not separate",
                );
                words.help(separator_help(line))
            }
            Self::NearTag { class, nearest } => {
                Words::new(format!("the class `{class}` is nearly `{nearest}`"), "means nothing")
                    .help(format!("did you mean `{nearest}`?"))
            }
            Self::VanishedLine { key } => Words::new(
                format!("this line is read as the property `{key}` and not shown"),
                "a first line `word:` is a property of the slide",
            )
            .help("to show this line, start the slide with a heading or with text that is not `word:`"),
            Self::FlatList => Words::new(
                "this item is indented by one space",
                "an item like the one before it, not nested in it",
            )
            .help("for a nested list, indent it by one more space; otherwise remove the space"),
            Self::StrayHtml { tag } => stray_html(tag),
            Self::UnsupportedMacro { name, nearest } => unknown_macro(name, nearest.as_ref()),
            Self::MacroWidth { name, found } => Words::new(
                format!("`{found}` in a call of the macro `{name}` is not a width"),
                "expected a length of CSS",
            )
            .help(format!("write `![:{name} {}40%](address)`", if name == "img" { "text, " } else { "" })),
            Self::MacroArguments { name, needed, has_target } => {
                too_few_arguments(name, *needed, *has_target)
            }
            Self::EmptyChapter => Words::new("the chapter shows nothing", "no text")
                .help("write it, or remove it from the manifest"),
        }
    }
}

fn stray_html(tag: &str) -> Words {
    let other = match tag.strip_prefix("</") {
        Some(name) => format!("remove it, or open `<{name}` before it"),
        None => format!("add `</{}`", tag.trim_start_matches('<')),
    };
    Words::new(format!("`{tag}` has no matching tag on this slide"), "closed or removed")
        .help(format!("{other}; if it is not HTML, write it as code: `` `{tag}` ``"))
}

fn unknown_macro(name: &str, nearest: Option<&String>) -> Words {
    let define = format!(
        "define it in the manifest: `macros: {{{name}: 'text with {{1}} and {{target}}'}}`"
    );
    Words::new(format!("unknown macro `{name}`"), "no macro of this name").guess(nearest, &define)
}

fn too_few_arguments(name: &str, needed: u32, has_target: bool) -> Words {
    let message = format!("the macro `{name}` is called with too few arguments");
    if has_target {
        let expected = format!("expected {}", counted(needed as usize, "argument"));
        Words::new(message, expected)
            .help(format!("write `![:{name} first, second]`, with a comma between arguments"))
    } else {
        Words::new(message, "nothing in parentheses after it")
            .help(format!("write `![:{name} …](address)`"))
    }
}

/// What to write for a line that is nearly a separator.
fn separator_help(line: &str) -> &'static str {
    let bare = line.trim();
    if matches!(bare, "---" | "--" | "???" | "????") {
        "a separator is exactly `---`, `--` or `???`, without spaces around it"
    } else if bare.contains(['?', '？', '⁇', '¿', '﹖']) {
        "the notes begin after a line that is exactly `???`"
    } else {
        "a slide begins after a line that is exactly `---`, a step after `--`; for a rule, write `***`"
    }
}
