//! Manifests: the YAML files that describe decks, as typed data with locations.
//!
//! Reading never stops at the first problem, and never reads a chapter.

mod about;
mod about_keys;
pub mod advice;
mod brand;
mod changes;
mod day;
mod downloads;
mod folded;
mod misread;
pub mod overrides;
mod read;
mod remark;
mod rhythm;
mod rhythm_keys;
mod slips;
mod syntax;
mod tag;
pub mod yaml;

pub use self::about::AboutDeck;
pub use self::brand::{
    BrandKeys, ColourKeys, CoverChoice, FontChoice, LogoKeys, LogoPlaces, read_brand,
};
pub use self::changes::ManifestChanges;
pub use self::day::{MonthNames, day};
pub use self::downloads::read_downloads;
pub use self::misread::MisreadValues;
pub use self::overrides::{OverrideOrigin, Overrides};
pub(crate) use self::read::ratio;
pub use self::read::{inline, read};
pub use self::remark::{CodeMarks, MacroTemplate, MarkedSpans, TARGET, n_arguments};
pub use self::rhythm::{Difficulty, SectionRhythm};
pub use self::tag::check as check_tag;

use crate::path::ProjectPath;
use crate::routes::DownloadKind;
use crate::span::{Span, Spanned};

/// A parsed manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The file, `slides/kube.yml`.
    pub path: ProjectPath,
    /// The deck's name, `kube`.
    pub name: String,
    /// The keys with a text for a value, by name: `title`, `chat`, `slides`, …
    pub texts: Vec<(&'static str, Spanned<String>)>,
    /// The tags to leave out.
    pub exclude: Vec<Spanned<String>>,
    /// The chapters.
    pub content: Vec<ContentEntry>,
    /// The location of `content`; the file's start without one.
    pub content_span: Span,
    /// The vocabulary of the table of contents and the section titles.
    pub era: Era,
    /// The pictures between sections.
    pub interstitials: Interstitials,
    /// Whether `# ` headings open sections, if the manifest sets it.
    pub sections: Option<bool>,
    /// What marks its sections.
    pub rhythm: SectionRhythm,
    /// Its level, if the manifest sets one.
    pub level: Option<Difficulty>,
    /// Whether steps have numbers of their own.
    pub step_numbers: StepNumbers,
    /// The gestures that move from slide to slide.
    pub navigation: Navigation,
    /// The facts on the page about the deck.
    pub about: AboutDeck,
    /// `downloads`, if set: the files to offer as downloads.
    pub downloads: Option<Vec<DownloadKind>>,
    /// `brand`, if set.
    pub brand: Option<BrandKeys>,
    /// `vars:`, by name in upper case.
    pub vars: Vec<(String, Spanned<String>)>,
    /// Whether notes are published.
    pub notes: Notes,
    /// The names of slides that an event leaves out.
    pub skip: Vec<String>,
    /// The chapters named by an event's changes that exist.
    pub applied_skips: Vec<String>,
    /// How missing chapters are handled.
    pub missing: Missing,
    /// `highlight-lines`, if given: whether a line of code beginning with `*` is highlighted.
    pub highlight_lines: Option<bool>,
    /// `highlight-spans`, if given: whether backticks in code mark the text between them.
    pub highlight_spans: Option<bool>,
    /// `highlight-language`, if given: the language of code blocks without one.
    pub highlight_language: Option<Spanned<String>>,
    /// `macros`.
    pub macros: Vec<MacroTemplate>,
    /// Whether `exclude` comes from an event, so that its tags do not concern this deck alone.
    pub is_changed: bool,
}

impl Manifest {
    /// The text of a key; empty if it is not set.
    pub fn text(&self, key: &str) -> &str {
        self.given(key).unwrap_or_default()
    }

    /// The text of a key, which may be empty; `None` if it is not set.
    pub fn given(&self, key: &str) -> Option<&str> {
        let found = self.texts.iter().find(|(name, _)| *name == key);
        found.map(|(_, text)| text.value.as_str())
    }
}

/// A text without its HTML comments, which are never published.
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        out.push_str(before);
        rest = after;
    }
    out + rest
}

/// An entry of `content`.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentEntry {
    /// A chapter's path, relative to `slides/`, with its planned minutes.
    Chapter {
        /// The path as written.
        path: Spanned<String>,
        /// `minutes:` of the mapping entry.
        minutes: Option<u32>,
    },
    /// Markdown in the manifest itself.
    Inline(Inline),
    /// A nested list.
    Part(Vec<ContentEntry>),
}

/// A chapter written in the manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// For each line, its first byte in the text and its location in the manifest.
    pub lines: Vec<(u32, Span)>,
}

/// The three vocabularies of container.training: manifests with `chapters:` (until 2020), and
/// with `content:`, which first made modules and later (since 2021) parts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Era {
    /// “Chapter 1”, “Previous section”, `#toc-chapter-1`.
    Chapters,
    /// “Module 1”, “Previous section”, `#toc-module-1`.
    Modules,
    /// “Part 1”, “Previous part”, `#toc-part-1`.
    Parts,
}

/// The pictures between sections.
#[derive(Clone, Debug, PartialEq)]
pub enum Interstitials {
    /// Those of `slides/interstitials.txt`, if the file exists.
    Site,
    /// These.
    List(Vec<Spanned<String>>),
    /// None.
    Off,
}

/// Whether the steps of a slide have numbers of their own.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StepNumbers {
    /// Each step has one.
    Own,
    /// All steps have that of their slide: `count-steps: false`.
    Shared,
}

impl StepNumbers {
    /// What `count-steps` says.
    fn of(count_steps: Option<bool>) -> Self {
        if count_steps == Some(false) { Self::Shared } else { Self::Own }
    }
}

/// The gestures that move from slide to slide on the stage.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Navigation {
    /// The mouse wheel.
    pub scroll: bool,
    /// Swipes.
    pub touch: bool,
    /// Clicks: left for the next step, right for the previous one.
    pub click: bool,
}

impl Default for Navigation {
    fn default() -> Self {
        Self { scroll: true, touch: true, click: false }
    }
}

/// How the type of slides is scaled: `fit` of a manifest or of a slide.
#[derive(Copy, Clone, Debug)]
pub struct Fit;

impl Fit {
    /// The values of the key.
    pub const VALUES: [&str; 2] = ["grow", "shrink"];

    /// Whether type grows where there is room, besides getting smaller where there is not enough;
    /// `None` for a text that is not a value of the key.
    pub fn grows(value: &str) -> Option<bool> {
        match value {
            "grow" => Some(true),
            "shrink" => Some(false),
            _ => None,
        }
    }
}

/// How missing chapters are handled.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Each is an error.
    #[default]
    Refused,
    /// Each becomes a slide with a note, as in the old tools, and a warning.
    Shown,
}

/// How speaker notes are handled.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Notes {
    /// They are part of the page.
    Public,
    /// They never reach the output.
    Private,
    /// They are private, and available in the presenter's windows only: nothing else in the deck
    /// depends on them.
    ForPresenter,
}
