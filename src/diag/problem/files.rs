//! Problems of files: chapters, includes, templates that are missing or cannot be read.

use super::Words;
use crate::diag::Code;

/// A problem of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum FileProblem {
    MissingChapter { path: String, nearest: Option<String> },
    ChapterPath { path: String, guess: PathGuess },
    ChapterFolder { path: String },
    OutsideSite { path: String, nearest: Option<String> },
    NotUtf8 { path: String },
    UnreadableFile { path: String, reason: String },
    IncludeMissing { path: String, nearest: Option<String> },
    IncludeCycle { chain: Vec<String> },
    IncludeRange { path: String, range: String, lines: usize },
    UnknownVariable { name: String, nearest: Option<String> },
    TemplateError { name: String, message: String },
}

impl FileProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::MissingChapter { .. } => Code::MissingChapter,
            Self::ChapterPath { .. } => Code::ChapterPath,
            Self::ChapterFolder { .. } => Code::ChapterFolder,
            Self::OutsideSite { .. } => Code::OutsideSite,
            Self::NotUtf8 { .. } => Code::NotUtf8,
            Self::UnreadableFile { .. } => Code::UnreadableFile,
            Self::IncludeMissing { .. } => Code::IncludeMissing,
            Self::IncludeCycle { .. } => Code::IncludeCycle,
            Self::IncludeRange { .. } => Code::IncludeRange,
            Self::UnknownVariable { .. } => Code::UnknownVariable,
            Self::TemplateError { .. } => Code::TemplateError,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::MissingChapter { path, nearest } => Words::new(
                format!("the chapter `{path}` does not exist"),
                "no such file in `slides/`",
            )
            .guess(nearest.as_ref(), "paths of chapters are relative to `slides/`"),
            Self::ChapterPath { path, guess } => guess.words(path),
            Self::ChapterFolder { path } => {
                Words::new(format!("`{path}` is a folder"), "expected a Markdown file")
                    .help("list its chapters one by one")
            }
            Self::OutsideSite { path, nearest } if path.starts_with('/') => Words::new(
                format!("`{path}` is outside the site"),
                "a path that begins with `/` starts at the root of the file system",
            )
            .guess(
                nearest.as_ref(),
                "copy the file into the site; its paths do not begin with `/`",
            ),
            Self::OutsideSite { path, nearest } => {
                Words::new(format!("`{path}` is outside the site"), "leaves the site's folder")
                    .guess(nearest.as_ref(), "copy the file into the site")
            }
            Self::NotUtf8 { path } => {
                Words::new(format!("`{path}` is not UTF-8"), "the first invalid byte")
                    .help("save the file as UTF-8")
            }
            Self::UnreadableFile { path, reason } => Words::new(
                format!("`{path}` cannot be read"),
                reason.clone(),
            )
            .help(
                "give the user who runs the build access to it, or replace it with a regular file",
            ),
            Self::IncludeMissing { path, nearest } => not_included(path, nearest.as_ref()),
            Self::IncludeCycle { chain } => Words::new("a file includes itself", chain.join(" → "))
                .help("remove one of these includes"),
            Self::IncludeRange { path, range, lines } => Words::new(
                format!("`{path}` has no lines {range}"),
                format!("the file has {lines} lines"),
            )
            .help("write `first-last`, counted from 1"),
            Self::UnknownVariable { name, nearest } => {
                Words::new(format!("unknown variable `@@{name}@@`"), "no key defines it")
                    .guess(nearest.as_ref(), "define it in the manifest under `vars:`")
            }
            Self::TemplateError { name, message } => unusable_template(name, message),
        }
    }
}

fn not_included(path: &str, nearest: Option<&String>) -> Words {
    // The path was normalized, so only one of two slashes remains.
    if path.starts_with("http:/") || path.starts_with("https:/") {
        return Words::new("an include takes a file of the site, not an address", "not fetched")
            .help("copy the file into the site, and include that");
    }
    Words::new(format!("the included file `{path}` does not exist"), "no such file")
        .guess(nearest, "paths of includes are relative to the site's root")
}

fn unusable_template(name: &str, message: &str) -> Words {
    let words = Words::new(format!("the template `{name}` cannot be used"), message);
    if message.to_lowercase().contains("end of input") {
        return words.help("close what is open: each `{% if %}`, `{% for %}` and `{% block %}`");
    }
    words
}

/// The probable meaning of an entry of `content` that contains a space.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathGuess {
    /// Two paths on two lines, the second without its dash.
    Dash,
    /// Two paths on two lines, the second with its dash in another column.
    Column,
    /// Several paths in one line.
    Several(Vec<String>),
    /// A path and its minutes.
    Minutes(String, u32),
    /// Markdown.
    Markdown,
}

impl PathGuess {
    fn words(&self, path: &str) -> Words {
        let words =
            Words::new("a chapter's path contains a space", format!("read as one path: `{path}`"));
        match self {
            Self::Dash => {
                words.help("is a dash missing on the second line? Each chapter needs its own `- `")
            }
            Self::Column => words.help("begin the dashes of all entries in the same column"),
            Self::Several(paths) => {
                let lines: Vec<_> = paths.iter().map(|path| format!("`- {path}`")).collect();
                words.help(format!("give each chapter a line of its own: {}", lines.join(", ")))
            }
            Self::Minutes(path, minutes) => {
                words.help(format!("write `- {{chapter: {path}, minutes: {minutes}}}`"))
            }
            Self::Markdown => Words::new(
                "this entry of `content` is neither a path nor a chapter",
                "a single line is read as the path of a file",
            )
            .help("a chapter in the manifest begins with `- |`, and its text is indented on the lines below"),
        }
    }
}
