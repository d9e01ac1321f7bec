//! The kinds of values that keys accept.

use super::Mapping;
use crate::diag::level::Level;

/// Whether an empty value (`key:` alone, `~`) is accepted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// It counts as not set.
    IsAllowed,
    /// It is an error.
    IsRefused,
}

/// The form of keys in a mapping whose keys the author chooses.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Variables.
    Variables,
    /// Macros.
    Macros,
    /// Ids of people.
    Ids,
    /// Paths of pages.
    Pages,
    /// Patterns of files.
    Patterns,
    /// Paths of chapters.
    Chapters,
    /// Labels of links.
    Labels,
    /// The author's own keys, for templates.
    Extra,
}

/// The values that a key accepts. A number or a truth value is read as text, too.
#[derive(Copy, Clone, Debug)]
pub enum Value {
    /// A text that readers see unchanged.
    Prose,
    /// A text of Markdown.
    Markdown,
    /// A text of HTML.
    Html,
    /// HTML with a placeholder for the slide number.
    NumberFormat,
    /// A text with placeholders for the part and the section of a slide.
    RunningHeader,
    /// The status of an event: words that readers see, but none that hide events elsewhere.
    Status,
    /// A text that no reader sees.
    Text,
    /// Width and height.
    Ratio,
    /// The code of a language.
    Language,
    /// The name of a language of code blocks.
    CodeLanguage,
    /// A time zone of the IANA database.
    TimeZone,
    /// The code of a country.
    Country,
    /// A day.
    Day,
    /// One day, the first and the last, or several.
    Days,
    /// From when to when.
    Hours,
    /// When breaks begin, and their minutes.
    Breaks,
    /// An amount of money, with two decimals at most.
    Amount,
    /// A currency of ISO 4217.
    Currency,
    /// The unguessable part of an address.
    Token,
    /// Any value at all.
    Any,
    /// A whole number.
    Whole,
    /// Whole minutes.
    Minutes,
    /// Minutes with decimals.
    Pace,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Some of these words: a list, or one text with commas.
    Choices(&'static [&'static str]),
    /// A whole address on the web.
    WebAddress,
    /// An address on the web or of mail, or a path in the site.
    Address,
    /// A file of the site, or an address on the web.
    FileAddress,
    /// A folder of the site.
    Folder,
    /// A file of the site.
    File,
    /// A colour of CSS.
    Colour,
    /// A file with a font, several of them, or families of fonts.
    Font,
    /// A motif of covers, or a picture of the site.
    Cover,
    /// A name in addresses.
    Slug,
    /// Names in addresses.
    Slugs,
    /// Texts: a list, or one text with commas.
    Texts,
    /// Tags: a list of words, or one text with spaces or commas.
    Tags,
    /// Tags: a list of texts that may have several words, or one text with spaces or commas.
    TagTexts,
    /// Names of codes of messages that can have a level.
    Codes(Level),
    /// Pictures between sections, or whether there are any.
    Interstitials,
    /// Chapters and parts.
    Content,
    /// A mapping of this kind.
    Mapping(&'static Mapping),
    /// A mapping from names that the author chooses to values, which may be empty or not.
    MapOf(Names, &'static Self, Nothing),
    /// A list of values, none of which is empty.
    ListOf(&'static Self),
    /// One or the other.
    Either(&'static Self, &'static Self),
}

impl Value {
    /// Whether readers see the text unchanged.
    pub fn is_shown(&self) -> bool {
        matches!(
            self,
            Self::Prose
                | Self::Markdown
                | Self::Html
                | Self::NumberFormat
                | Self::RunningHeader
                | Self::Status
        )
    }

    /// Whether the key of a manifest with such a value is a variable: `@@TITLE@@`.
    pub fn is_variable(&self) -> bool {
        !matches!(
            self,
            Self::Choice(_)
                | Self::Choices(_)
                | Self::Flag
                | Self::NumberFormat
                | Self::RunningHeader
                | Self::CodeLanguage
                | Self::Codes(_)
                | Self::Interstitials
                | Self::Content
                | Self::Mapping(_)
                | Self::MapOf(..)
                | Self::ListOf(_)
                | Self::Either(..)
        )
    }

    /// Its name in the guide.
    pub fn words(&self) -> String {
        let words = match self {
            Self::Prose | Self::Status | Self::Text | Self::Hours | Self::RunningHeader => "text",
            Self::Markdown => "Markdown",
            Self::Html | Self::NumberFormat => "HTML",
            Self::Ratio => "ratio",
            Self::Language => "language",
            Self::CodeLanguage => "language of code",
            Self::TimeZone => "time zone",
            Self::Country => "code",
            Self::Day => "day",
            Self::Days => "day, or list of days",
            Self::Whole => "whole number",
            Self::Minutes => "whole minutes",
            Self::Pace => "minutes",
            Self::Amount => "amount",
            Self::Currency => "three letters",
            Self::Token => "random text",
            Self::Any => "any value",
            Self::WebAddress | Self::Address => "address",
            Self::FileAddress => "file or address",
            Self::Folder => "folder",
            Self::File => "file",
            Self::Colour => "colour",
            Self::Font => "file, list of files, or families",
            Self::Cover => "motif or file",
            Self::Slug => "name",
            Self::Slugs => "names",
            Self::Texts | Self::Breaks | Self::Tags | Self::TagTexts => "list, or text with commas",
            Self::Codes(_) => "code, or list of codes",
            Self::Interstitials => "list, or `false`",
            Self::Content | Self::ListOf(_) => "list",
            Self::Mapping(_) | Self::MapOf(..) => "mapping",
            Self::Flag => "`true` or `false`",
            Self::Choice(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                return words.join(" or ");
            }
            Self::Choices(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                return format!("list of {}", words.join(", "));
            }
            Self::Either(one, other) => return format!("{}, or {}", one.words(), other.words()),
        };
        words.to_owned()
    }
}
