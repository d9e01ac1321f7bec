//! Everything that can be wrong, as data, and the words for it: all messages are here, in the modules
//! below, and in `git` beside it.
//!
//! A message says what was found; the label under the caret what is there or was expected; the
//! help what to do next.

mod events;
mod hiding;
mod lists;
mod output;
mod size;

pub use self::events::{Misfit, ZoneFault};
pub use self::hiding::{Exposure, Hider};
pub use self::lists::Lost;
pub use self::output::{ClashCure, Skipped};
pub use self::size::Side;

use super::limit::Rest;
use super::{Code, GitTrouble, RevisionTrouble};
use crate::span::{LARGEST_TEXT, Span};

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum Problem {
    YamlSyntax { message: String, help: Option<String> },
    ControlCharacter { code: u32 },
    WrongType { key: String, expected: &'static str, found: String },
    UnknownKey { key: String, nearest: Option<String>, known: Vec<String> },
    DuplicateKey { key: String },
    BadValue { key: String, found: String, expected: String },
    MissingChapter { path: String, nearest: Option<String> },
    ChapterPath { path: String },
    ChapterFolder { path: String },
    OutsideSite { path: String },
    NotUtf8 { path: String },
    UnreadableFile { path: String, reason: String },
    LargeFile { path: String, mebibytes: u64, limit: usize },
    IncludeMissing { path: String, nearest: Option<String> },
    IncludeCycle { chain: Vec<String> },
    IncludeDepth { limit: usize },
    IncludeSize { limit: usize },
    DeckSize { limit: usize },
    PageSize { name: String, limit: usize },
    IncludeRange { path: String, range: String, lines: usize },
    UnknownVariable { name: String, nearest: Option<String> },
    NoDeck,
    EmptyDeck { excluded: usize },
    OutputClash { name: String, other: String, cure: ClashCure },
    SkippedFile { path: String, why: Skipped },
    RedirectLoop { chain: Vec<String> },
    DeepNesting { what: &'static str, limit: usize },
    TemplateError { name: String, message: String },
    UnclosedClass { class: String },
    UnclosedFence { fence: String },
    UnclosedComment,
    CommentOverSlides { separators: usize },
    NearSeparator { line: String },
    HiddenSeparator { line: &'static str, within: Hider },
    CommentInCode,
    NearComment { found: String },
    ExposedNotes { line: String },
    ExposedTag { tag: String, why: Exposure },
    LateProperty { line: String },
    RepeatedClass,
    UnusedExclude { tag: String, nearest: Option<String> },
    NearTag { class: String, nearest: String },
    VanishedLine { key: String },
    DuplicateSection { title: String, first: Span },
    DuplicateName { name: String, first: Option<Span> },
    BrokenLink { name: String, nearest: Option<String> },
    Overflow { slide: String, side: Side, percent: u32 },
    MissingAlt,
    MissingPicture { path: String, nearest: Option<String> },
    SourceLink { path: String },
    UnknownLanguage { language: String, nearest: Option<String> },
    HighlightRange { lines: String, n_lines: usize, nearest: Option<String> },
    HighlightGroups { limit: usize },
    CodeLimit { language: String, limit: CodeLimit },
    DiagramFailed { reason: String },
    LabelRedefined { label: String, used: String },
    UnknownTemplate { name: String, nearest: Option<String> },
    UnknownRevision { name: String, trouble: RevisionTrouble },
    UnknownDeck { name: String, nearest: Option<String> },
    MissingOverlay { path: String, nearest: Option<String> },
    UnusedSkip { what: String, nearest: Option<String> },
    UnusedOverlay { path: String, nearest: Option<String> },
    OrphanOverlay { folder: String, event: Option<String>, is_moved: bool },
    StrayHtml { tag: String },
    UnsupportedMacro { name: String },
    EmptyChapter,
    NoTitle,
    BadDate { found: String, why: String, nearest: Vec<String> },
    DateOrder { before: String, day: String, is_range: bool },
    LongRange { first: String, last: String, limit: usize, is_too_long: bool },
    BadHours { key: String, found: String, expected: String, nearest: Option<String> },
    UnknownSpeaker { name: String, nearest: Option<String> },
    UnknownTimezone { name: String, fault: ZoneFault },
    LegacyTimezone { name: String, fault: ZoneFault },
    FloatingHours { is_online: bool, zone: Option<String> },
    UnknownCountry { code: String, nearest: Option<String> },
    BadAddress { key: String, found: String, expected: &'static str, nearest: Option<String> },
    DuplicateSlug { slug: String, first: Span },
    SharedSlug { slug: String, events: usize, now: String, first: Span },
    AgendaMisfit { planned: u64, estimated: u64, available: u64, why: Misfit },
    MissingPage { key: String, path: String, nearest: Option<String> },
    EmptyList { path: String },
    BrokenRevision { name: String, path: String, event: String },
    NoEditLinks { trouble: GitTrouble },
    EmptyEntry { list: String },
    ForeignList { found: Box<Self>, lost: Lost },
    UnreadList { path: String, events: usize, title: String },
    AbsentChapter { path: String },
    CssUrl { url: String },
    More { rest: Rest },
}

/// What a code block has more of than the highlighter reads.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeLimit {
    /// Bytes, of which so many are read.
    Size(usize),
    /// Contexts of the grammar around one place, of which so many are followed.
    Depth(usize),
    /// Steps of the grammar, of which ordinary code takes a small part.
    Steps,
}

impl CodeLimit {
    fn words(self) -> String {
        match self {
            Self::Size(bytes) => format!("it is longer than {} KiB", bytes >> 10),
            Self::Depth(contexts) => {
                format!("it is nested too deep, in more than {contexts} contexts of the grammar")
            }
            Self::Steps => "its grammar takes too many steps to read it".to_owned(),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Size(_) => "show a part of it, or write `text` for the language",
            Self::Depth(_) => "show less nested code, or write `text` for the language",
            Self::Steps => "show simpler code, or write `text` for the language",
        }
    }
}

/// The words for a problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// One line without a full stop.
    pub message: String,
    /// What stands under the caret; may be empty.
    pub label: String,
    /// What to do next.
    pub help: Option<String>,
}

impl Words {
    fn new(message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { message: message.into(), label: label.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn guess(mut self, nearest: Option<&String>, otherwise: &str) -> Self {
        self.help = match nearest {
            Some(nearest) => Some(format!("did you mean `{nearest}`?")),
            None if otherwise.is_empty() => None,
            None => Some(otherwise.to_owned()),
        };
        self
    }
}

impl Problem {
    /// A text that has so many bytes, more than are read.
    pub fn too_large(path: String, bytes: u64) -> Self {
        Self::LargeFile { path, mebibytes: bytes.div_ceil(1 << 20), limit: LARGEST_TEXT >> 20 }
    }

    /// Another place that the problem is about, and what is there.
    pub fn related(&self) -> Option<(&'static str, &Span)> {
        match self {
            Self::DuplicateSection { first, .. }
            | Self::DuplicateSlug { first, .. }
            | Self::SharedSlug { first, .. } => Some(("the first one is at", first)),
            Self::ForeignList { found, .. } => found.related(),
            Self::DuplicateName { first, .. } => {
                first.as_ref().map(|first| ("the first one is at", first))
            }
            _ => None,
        }
    }

    /// The code that it is reported under.
    #[expect(clippy::too_many_lines, reason = "a line per problem, all of them here")]
    pub fn code(&self) -> Code {
        match self {
            Self::YamlSyntax { .. } => Code::YamlSyntax,
            Self::ControlCharacter { .. } => Code::ControlCharacter,
            Self::WrongType { .. } | Self::EmptyEntry { .. } => Code::WrongType,
            Self::UnknownKey { .. } => Code::UnknownKey,
            Self::DuplicateKey { .. } => Code::DuplicateKey,
            Self::BadValue { .. } => Code::BadValue,
            Self::MissingChapter { .. } => Code::MissingChapter,
            Self::ChapterPath { .. } => Code::ChapterPath,
            Self::ChapterFolder { .. } => Code::ChapterFolder,
            Self::OutsideSite { .. } => Code::OutsideSite,
            Self::NotUtf8 { .. } => Code::NotUtf8,
            Self::UnreadableFile { .. } | Self::LargeFile { .. } => Code::UnreadableFile,
            Self::IncludeMissing { .. } => Code::IncludeMissing,
            Self::IncludeCycle { .. } => Code::IncludeCycle,
            Self::IncludeDepth { .. } => Code::IncludeDepth,
            Self::IncludeSize { .. } | Self::DeckSize { .. } | Self::PageSize { .. } => {
                Code::IncludeSize
            }
            Self::IncludeRange { .. } => Code::IncludeRange,
            Self::UnknownVariable { .. } => Code::UnknownVariable,
            Self::NoDeck => Code::NoDeck,
            Self::EmptyDeck { .. } => Code::EmptyDeck,
            Self::OutputClash { .. } => Code::OutputClash,
            Self::SkippedFile { .. } => Code::SkippedFile,
            Self::RedirectLoop { .. } => Code::RedirectLoop,
            Self::DeepNesting { .. } => Code::DeepNesting,
            Self::TemplateError { .. } => Code::TemplateError,
            Self::UnclosedClass { .. } => Code::UnclosedClass,
            Self::UnclosedFence { .. } => Code::UnclosedFence,
            Self::UnclosedComment => Code::UnclosedComment,
            Self::CommentOverSlides { .. } => Code::CommentOverSlides,
            Self::NearSeparator { .. } => Code::NearSeparator,
            Self::HiddenSeparator { .. } => Code::HiddenSeparator,
            Self::CommentInCode => Code::CommentInCode,
            Self::NearComment { .. } => Code::NearComment,
            Self::ExposedNotes { .. } => Code::ExposedNotes,
            Self::ExposedTag { .. } => Code::ExposedTag,
            Self::LateProperty { .. } => Code::LateProperty,
            Self::RepeatedClass => Code::RepeatedClass,
            Self::UnusedExclude { .. } => Code::UnusedExclude,
            Self::NearTag { .. } => Code::NearTag,
            Self::VanishedLine { .. } => Code::VanishedLine,
            Self::DuplicateSection { .. } => Code::DuplicateSection,
            Self::DuplicateName { .. } => Code::DuplicateName,
            Self::BrokenLink { .. } => Code::BrokenLink,
            Self::Overflow { .. } => Code::Overflow,
            Self::MissingAlt => Code::MissingAlt,
            Self::MissingPicture { .. } => Code::MissingPicture,
            Self::SourceLink { .. } => Code::SourceLink,
            Self::UnknownLanguage { .. } => Code::UnknownLanguage,
            Self::HighlightRange { .. } | Self::HighlightGroups { .. } => Code::HighlightRange,
            Self::CodeLimit { .. } => Code::CodeLimit,
            Self::DiagramFailed { .. } => Code::DiagramFailed,
            Self::LabelRedefined { .. } => Code::LabelRedefined,
            Self::UnknownTemplate { .. } => Code::UnknownTemplate,
            Self::StrayHtml { .. } => Code::StrayHtml,
            Self::UnsupportedMacro { .. } => Code::UnsupportedMacro,
            Self::EmptyChapter => Code::EmptyChapter,
            Self::UnknownRevision { .. } => Code::UnknownRevision,
            Self::UnknownDeck { .. } => Code::UnknownDeck,
            Self::MissingOverlay { .. } => Code::MissingOverlay,
            Self::UnusedSkip { .. } => Code::UnusedSkip,
            Self::UnusedOverlay { .. } => Code::UnusedOverlay,
            Self::OrphanOverlay { .. } => Code::OrphanOverlay,
            Self::NoTitle => Code::NoTitle,
            Self::LongRange { is_too_long: false, .. } => Code::LongEvent,
            Self::BadDate { .. } | Self::DateOrder { .. } | Self::LongRange { .. } => Code::BadDate,
            Self::BadHours { .. } => Code::BadHours,
            Self::UnknownSpeaker { .. } => Code::UnknownSpeaker,
            Self::UnknownTimezone { .. } => Code::UnknownTimezone,
            Self::LegacyTimezone { .. } => Code::LegacyTimezone,
            Self::FloatingHours { is_online: false, .. } => Code::FloatingHours,
            Self::FloatingHours { .. } => Code::OnlineHours,
            Self::UnknownCountry { .. } => Code::UnknownCountry,
            Self::BadAddress { .. } => Code::BadAddress,
            Self::DuplicateSlug { .. } => Code::DuplicateSlug,
            Self::SharedSlug { .. } => Code::SharedSlug,
            Self::AgendaMisfit { why: Misfit::TooLong, .. } => Code::AgendaTooLong,
            Self::AgendaMisfit { .. } => Code::AgendaWithoutTimes,
            Self::MissingPage { .. } => Code::MissingPage,
            Self::EmptyList { .. } => Code::EmptyList,
            Self::BrokenRevision { .. } => Code::BrokenRevision,
            Self::NoEditLinks { trouble } => match trouble {
                GitTrouble::Missing(_) => Code::GitMissing,
                GitTrouble::Ownership(_) => Code::GitOwnership,
                GitTrouble::Bare(_) => Code::BareRepository,
                GitTrouble::Foreign(_) | GitTrouble::Borrowed(_) => Code::ForeignRepository,
                GitTrouble::Slow(_) | GitTrouble::Flood(_) | GitTrouble::Refused(_) => {
                    Code::GitFailed
                }
            },
            Self::ForeignList { .. } => Code::ForeignList,
            Self::UnreadList { .. } => Code::UnreadList,
            Self::AbsentChapter { .. } => Code::AbsentChapter,
            Self::CssUrl { .. } => Code::CssUrl,
            Self::More { rest } => rest.code(),
        }
    }

    /// What to tell the author.
    pub fn words(&self) -> Words {
        self.manifest_words()
            .or_else(|| self.file_words())
            .or_else(|| self.size_words())
            .or_else(|| self.structure_words())
            .or_else(|| self.hiding_words())
            .or_else(|| self.code_words())
            .or_else(|| self.event_words())
            .or_else(|| self.list_words())
            .or_else(|| self.set_words())
            .or_else(|| self.output_words())
            .unwrap_or_else(|| self.content_words())
    }

    fn manifest_words(&self) -> Option<Words> {
        Some(match self {
            Self::YamlSyntax { message, help } => {
                let words = Words::new("this YAML cannot be read", message.clone());
                Words { help: help.clone(), ..words }
            }
            Self::ControlCharacter { code } => Words::new(
                format!("this text holds the control character U+{code:04X}"),
                "no page, feed or calendar can show it",
            )
            .help("remove it, or the escape that stands for it, such as `\\x01`"),
            Self::WrongType { key, expected, found } => Words::new(
                format!("`{key}` is {expected}"),
                format!("expected {expected}, found {found}"),
            ),
            Self::UnknownKey { key, nearest, known } => {
                Words::new(format!("unknown key `{key}`"), "this key means nothing here")
                    .guess(nearest.as_ref(), &format!("the keys are {}", listed(known)))
            }
            Self::DuplicateKey { key } => {
                Words::new(format!("the key `{key}` stands twice"), "the second one")
                    .help("keep one of them")
            }
            Self::BadValue { key, found, expected } => Words::new(
                format!("`{found}` is no value for `{key}`"),
                format!("expected {expected}"),
            ),
            Self::NoDeck => Words::new("there is no deck", "")
                .help("each deck needs a manifest `slides/NAME.yml`"),
            Self::EmptyDeck { excluded: 0 } => {
                Words::new("the deck has no slide", "no chapter is listed")
                    .help("list chapters under `content:`")
            }
            Self::EmptyDeck { excluded } => Words::new(
                "the deck has no slide",
                format!("`exclude` leaves out all {excluded} of them"),
            )
            .help("take a tag out of `exclude:`"),
            Self::UnusedExclude { tag, nearest } => Words::new(
                format!("no slide of the deck has the tag `{tag}`"),
                "leaves nothing out",
            )
            .guess(nearest.as_ref(), "remove it, or tag the slides with a `class:` line"),
            _ => return None,
        })
    }

    fn file_words(&self) -> Option<Words> {
        Some(match self {
            Self::MissingChapter { path, nearest } => Words::new(
                format!("the chapter `{path}` does not exist"),
                "no such file in `slides/`",
            )
            .guess(nearest.as_ref(), "paths of chapters are relative to `slides/`"),
            Self::ChapterPath { path } => {
                Words::new("a chapter's path holds a blank", format!("read as one path: `{path}`"))
                    .help("is the dash of the second line missing? one chapter, one `- `")
            }
            Self::ChapterFolder { path } => {
                Words::new(format!("`{path}` is a folder"), "expected a Markdown file")
                    .help("list its chapters one by one")
            }
            Self::OutsideSite { path } => {
                Words::new(format!("`{path}` lies outside the site"), "leaves the site's folder")
                    .help("copy the file into the site")
            }
            Self::NotUtf8 { path } => {
                Words::new(format!("`{path}` is not UTF-8"), "the first byte that is no text")
                    .help("save the file as UTF-8")
            }
            Self::UnreadableFile { path, reason } => {
                Words::new(format!("`{path}` cannot be read"), reason.clone())
                    .help("let the user who builds read it, or put a plain file in its place")
            }
            Self::IncludeMissing { path, nearest } => {
                Words::new(format!("the included file `{path}` does not exist"), "no such file")
                    .guess(nearest.as_ref(), "paths of includes are relative to the site's root")
            }
            Self::IncludeCycle { chain } => Words::new("a file includes itself", chain.join(" → "))
                .help("take one of these includes out"),
            Self::IncludeRange { path, range, lines } => Words::new(
                format!("`{path}` has no lines {range}"),
                format!("the file has {lines} lines"),
            )
            .help("write `first-last`, counted from 1"),
            Self::UnknownVariable { name, nearest } => {
                Words::new(format!("unknown variable `@@{name}@@`"), "no key defines it")
                    .guess(nearest.as_ref(), "define it in the manifest under `vars:`")
            }
            Self::TemplateError { name, message } => {
                Words::new(format!("the template `{name}` cannot be used"), message.clone())
            }
            _ => return None,
        })
    }

    fn structure_words(&self) -> Option<Words> {
        Some(match self {
            Self::DeepNesting { what, limit } => {
                Words::new(format!("{what} are nested more than {limit} deep"), "one too many")
            }
            Self::UnclosedClass { class } => {
                Words::new(format!("`{class}[` is never closed"), "shown as it is typed")
                    .help("add the `]`; brackets in code inside count too")
            }
            Self::UnclosedFence { fence } => {
                Words::new(format!("the code block {fence} is never closed"), "opened here")
                    .help("close it with the same characters on a line of their own")
            }
            Self::UnclosedComment => {
                Words::new("the comment is never closed", "everything after it would be published")
                    .help("add `-->`; to show `<!--`, write it as code: `` `<!--` ``")
            }
            Self::CommentOverSlides { separators } => Words::new(
                format!("the comment holds {}", counted(*separators, "slide separator")),
                "all of it is left out",
            )
            .help("remark would split it and show its text; comment slides out one by one"),
            Self::NearSeparator { line } => {
                Words::new(format!("`{line}` is nearly a slide separator"), "does not separate")
                    .help("a separator is exactly `---`, `--` or `???`, without blanks around it")
            }
            Self::NearTag { class, nearest } => {
                Words::new(format!("the class `{class}` is nearly `{nearest}`"), "means nothing")
                    .help(format!("did you mean `{nearest}`?"))
            }
            Self::VanishedLine { key } => Words::new(
                format!("this line is read as the property `{key}` and not shown"),
                "a first line `word:` is a property of the slide",
            )
            .help("put text without a colon after its first word before it, if it is to be shown"),
            Self::EmptyChapter => Words::new("the chapter shows nothing", "no text")
                .help("write it, or take it out of the manifest"),
            Self::UnsupportedMacro { name } => {
                Words::new(format!("the macro `{name}` is not supported"), "shown as it is typed")
            }
            Self::StrayHtml { tag } => {
                Words::new(format!("`{tag}` has no partner on this slide"), "closed or removed")
                    .help("write it as code, `` `<name>` ``, if it is no HTML")
            }
            _ => return None,
        })
    }

    fn code_words(&self) -> Option<Words> {
        Some(match self {
            Self::UnknownLanguage { language, nearest } => {
                Words::new(format!("unknown language `{language}`"), "shown without colours")
                    .guess(nearest.as_ref(), "")
            }
            Self::HighlightRange { lines, n_lines, nearest } => {
                let noun = if lines.contains('-') { "lines" } else { "line" };
                let message = format!("the code block has no {noun} {lines}");
                Words::new(message, format!("it has {}", counted(*n_lines, "line")))
                    .guess(nearest.as_ref(), "lines are counted from 1")
            }
            Self::HighlightGroups { limit } => Words::new(
                format!("the code block has more than {limit} groups of lines"),
                "those after them are left out",
            )
            .help("a slide for each part of the code is easier to follow"),
            Self::CodeLimit { language, limit } => Words::new(
                format!("the `{language}` code is shown without colours: {}", limit.words()),
                "shown as plain text",
            )
            .help(limit.help()),
            Self::DiagramFailed { reason } => {
                Words::new("the diagram cannot be drawn", reason.clone())
                    .help("its source is shown instead")
            }
            _ => return None,
        })
    }

    fn size_words(&self) -> Option<Words> {
        Some(match self {
            Self::LargeFile { path, mebibytes, limit } => Words::new(
                format!("`{path}` is too large to be read"),
                format!("it has {mebibytes} MiB, and texts have at most {limit}"),
            )
            .help("link to large files, or put them into `static/`; chapters can be split"),
            Self::IncludeDepth { limit } => {
                Words::new(format!("includes are nested more than {limit} deep"), "one too many")
            }
            Self::IncludeSize { limit } => Words::new(
                "includes and variables make a chapter too long",
                format!("more than {limit} MiB, or too many files"),
            )
            .help("does a file include another one twice, and so on?"),
            Self::DeckSize { limit } => Words::new(
                "layouts and properties make a deck too long",
                format!("from here on its slides show more than {limit} MiB"),
            )
            .help("take long text out of what is repeated on each slide"),
            Self::PageSize { name, limit } => Words::new(
                format!("the page of `{name}` is too long"),
                format!("more than {limit} MiB"),
            )
            .help("does `deck.html` show the slides again and again?"),
            _ => return None,
        })
    }

    fn content_words(&self) -> Words {
        match self {
            Self::DuplicateSection { title, .. } => {
                Words::new(format!("two sections are called “{title}”"), "the second one")
                    .help("give it another title; until then its anchor carries a number")
            }
            Self::DuplicateName { name, .. } => {
                Words::new(format!("two slides are named `{name}`"), "the second one")
                    .help("give it another name; links lead to the first")
            }
            Self::BrokenLink { name, nearest } => {
                Words::new(format!("no slide is named `{name}`"), "leads nowhere")
                    .guess(nearest.as_ref(), "name the slide with a `name:` line")
            }
            Self::Overflow { slide, side, percent } => side.words(slide, *percent),
            Self::MissingAlt => Words::new(
                "a picture has no words for those who do not see it",
                "nothing stands between the brackets, or there is no `alt`",
            )
            .help("say what it shows: `![A loaf in the oven](…)`; in HTML, `alt=\"\"` for mere ornament"),
            Self::MissingPicture { path, nearest } => Words::new(
                format!("the picture `{path}` does not exist"),
                "no such file in `slides/`",
            )
            .guess(nearest.as_ref(), ""),
            Self::SourceLink { path } => {
                Words::new(format!("`{path}` is a source and is not published"), "leads nowhere")
                    .help(
                        "comments and excluded slides stand in it; link to the deck's page instead",
                    )
            }
            Self::LabelRedefined { label, used } => Words::new(
                format!("the link label `{label}` has two targets in this deck"),
                format!("the last one wins everywhere: {used}"),
            )
            .help("give one of them another label"),
            Self::UnknownTemplate { name, nearest } => {
                Words::new(format!("no slide before this one is named `{name}`"), "no template")
                    .guess(nearest.as_ref(), "")
            }
            Self::More { rest } => {
                let (count, code) = (rest.count(), rest.code().name());
                Words::new(format!("{} more `{code}` in this file", grouped(count)), "")
            }
            other => Words::new(other.code().name(), ""),
        }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `12,345`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 slide`, `2 slides`, `12,345 slides`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}
