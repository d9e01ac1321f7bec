//! The keys of manifests, of `workshops.yml` and of `theme.yml`: one row for each.
//!
//! These rows determine which keys the readers accept, their suggestions for other keys, the JSON
//! Schemas of `deckyard schema`, the guide's tables, and the lists of keys in tests.
//!
//! **Invariant:** a row is a variant of an `enum`, and readers match all variants: a key without a row
//! cannot be read, and a row that no reader reads does not compile.

mod brand;
mod manifest;
mod property;
mod suggest;
mod theme;
mod value;
mod workshops;

pub use self::brand::{
    BRAND, BrandKey, COLOURS, ColourKey, FONT_FILES, FONTS, FontKey, LOGO, LogoKey, MOTIFS,
    PICTURES, STACKS,
};
pub use self::manifest::{
    CONTENT_ENTRY, ContentKey, MANIFEST, ManifestKey, NAVIGATION, NavigationKey,
};
pub use self::property::{PROPERTIES, PropertyRow, PropertyScope, meant_property};
pub use self::suggest::plain;
pub use self::theme::{THEME, ThemeKey};
pub use self::value::{Names, Nothing, Value};
pub use self::workshops::{
    AGENDA, AgendaKey, BLOCK, BlockKey, CHECK, CheckKey, EVENT, EVENT_TYPES, EventKey, FILE_LEVELS,
    JOIN, JOIN_PLACES, JoinKey, LINKS, LevelKey, LinksKey, ORGANIZER, OrganizerKey, PACE, PICTURE,
    PRICE, PaceKey, PictureKey, PriceKey, SITE, SPEAKER, SiteKey, SpeakerKey, VENUE, VenueKey,
    WORKSHOPS, WorkshopsKey,
};

/// The complete documentation of a key.
#[derive(Debug)]
pub struct KeyRow {
    /// The key.
    pub name: &'static str,
    /// The values that it accepts.
    pub value: Value,
    /// Its meaning, in Markdown, as a sentence without its full stop.
    pub meaning: &'static str,
    /// Its default.
    pub default: Option<KeyDefault>,
    /// A value, in YAML on one line.
    pub example: &'static str,
    /// Names that authors and other tools use for it: in lower case, letters and digits only.
    pub synonyms: &'static [&'static str],
    /// Whether an empty value counts as not set.
    pub nothing: Nothing,
    /// Whether it must be given.
    pub is_required: bool,
    /// The current name of an old key.
    pub successor: Option<&'static str>,
    /// The table of the guide that it is in, where a mapping has several.
    pub group: &'static str,
}

/// The default of a key.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum KeyDefault {
    /// A value, in YAML on one line.
    Value(&'static str),
    /// Something else, in Markdown.
    Words(&'static str),
}

impl KeyRow {
    const fn new(
        name: &'static str,
        value: Value,
        example: &'static str,
        meaning: &'static str,
    ) -> Self {
        Self {
            name,
            value,
            meaning,
            default: None,
            example,
            synonyms: &[],
            nothing: Nothing::IsAllowed,
            is_required: false,
            successor: None,
            group: "",
        }
    }

    /// The default value.
    const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(KeyDefault::Value(value));
        self
    }

    /// The default, if it is not a value.
    const fn without(mut self, words: &'static str) -> Self {
        self.default = Some(KeyDefault::Words(words));
        self
    }

    const fn synonyms(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// The key has a value if it is written.
    const fn needs_value(mut self) -> Self {
        self.nothing = Nothing::IsRefused;
        self
    }

    const fn required(mut self) -> Self {
        self.is_required = true;
        self.nothing = Nothing::IsRefused;
        self
    }

    const fn replaced_by(mut self, key: &'static str) -> Self {
        self.successor = Some(key);
        self
    }

    const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
}

/// The keys of one kind of mapping, as an `enum`.
pub trait KeySet: Copy + 'static {
    /// All keys, in the order of the guide.
    const ALL: &'static [Self];

    /// Its documentation.
    fn row(self) -> &'static KeyRow;

    /// The key of a name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.row().name == name)
    }
}

/// Defines the keys of a mapping: an `enum`, with a row for each variant.
macro_rules! key_set {
    ($(#[$doc:meta])* $set:ident: $rows:ident { $($variant:ident = $row:expr,)+ }) => {
        $(#[$doc])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq)]
        pub enum $set {
            $(#[doc = concat!("`", stringify!($variant), "`")] $variant,)+
        }

        static $rows: &[KeyRow] = &[$($row,)+];

        impl KeySet for $set {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn row(self) -> &'static KeyRow {
                &$rows[self as usize]
            }
        }
    };
}
use key_set;

/// The values of `downloads`.
const DOWNLOADS: &[&str] = &["zip", "pdf", "html", "text", "markdown", "labs"];

/// What authors may write instead of `downloads`.
const DOWNLOADS_SYNONYMS: &[&str] =
    &["download", "export", "exports", "takeaway", "takeaways", "attachments", "formats"];

/// A kind of mapping.
#[derive(Debug)]
pub struct Mapping {
    /// Its name in the schema and in the guide.
    pub name: &'static str,
    /// Its description, for the schema.
    pub title: &'static str,
    /// The page of the guide that lists its keys.
    pub page: &'static str,
    /// Its keys.
    pub rows: &'static [KeyRow],
    /// Keys of other tools without an equivalent, and what to do instead.
    pub hints: &'static [(&'static [&'static str], &'static str)],
    /// Names of mappings whose keys may be in this one by mistake, and the suggested fix: `{}` is
    /// the key.
    pub elsewhere: &'static [(&'static str, &'static str)],
    /// Rules for several of its keys.
    pub rules: &'static [KeyRule],
}

impl Mapping {
    /// Its keys, by name.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.rows.iter().map(|row| row.name)
    }
}

/// Rules for several keys of a mapping.
#[derive(Copy, Clone, Debug)]
pub enum KeyRule {
    /// Only one of two keys, which mean the same.
    OneOf(&'static str, &'static str),
    /// A value of a key is valid only together with another key.
    With {
        /// The key.
        key: &'static str,
        /// Its value.
        value: &'static str,
        /// The other key.
        needs: &'static str,
    },
}

/// All kinds of mappings.
pub static MAPPINGS: &[&Mapping] = &[
    &MANIFEST,
    &CONTENT_ENTRY,
    &NAVIGATION,
    &WORKSHOPS,
    &SITE,
    &PACE,
    &SPEAKER,
    &EVENT,
    &PRICE,
    &ORGANIZER,
    &VENUE,
    &JOIN,
    &PICTURE,
    &AGENDA,
    &BLOCK,
    &CHECK,
    &LINKS,
    &FILE_LEVELS,
    &THEME,
    &BRAND,
    &LOGO,
    &COLOURS,
    &FONTS,
];
