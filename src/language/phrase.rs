//! A text with placeholders for values, and with forms for numbers, such as `1 slide` and `2
//! slides`.
//!
//! **Invariant:** a phrase is finite: texts that refer to themselves were rejected when the file
//! was read.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde::{Serialize, Serializer};
use unic_langid::LanguageIdentifier;

/// Surround a value in a text that is written from right to left, so that the value keeps its own
/// direction.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// The gaps that no reader sees, since they choose between variants: what the events of a site are, and what one is.
pub(super) const CHOOSING: [&str; 2] = ["events", "kind"];

/// A text of a language. It dereferences to its text with gaps: `{}` if it has only one, `{name}` if it has several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Phrase {
    text: Arc<str>,
    pieces: Arc<[PhrasePiece]>,
    /// How many kinds of gaps its text shows.
    gaps: usize,
    is_isolating: bool,
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum PhrasePiece {
    Text(String),
    /// The gap for a value.
    Gap(String),
    Choice(PhraseChoice),
}

/// The kind of plural rules.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Plurals {
    /// `1 slide`, `2 slides`
    Counted,
    /// `1st`, `2nd`
    Ordered,
}

/// Variants for the values of a gap.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PhraseChoice {
    pub(super) gap: String,
    pub(super) plurals: Plurals,
    /// The language whose rules apply.
    pub(super) language: Arc<str>,
    pub(super) variants: Vec<(String, Vec<PhrasePiece>)>,
    pub(super) default: usize,
}

/// The value of a placeholder.
#[derive(Copy, Clone, Debug)]
pub(crate) enum PhraseValue<'a> {
    Text(&'a str),
    Count(u32),
    /// With at least two digits: `05`.
    Padded(u32),
}

impl<'a> From<&'a str> for PhraseValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for PhraseValue<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for PhraseValue<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count)
    }
}

impl fmt::Display for PhraseValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
            Self::Padded(count) => write!(f, "{count:02}"),
        }
    }
}

impl Phrase {
    /// A phrase of these pieces with this many kinds of placeholders.
    pub(super) fn new(pieces: Vec<PhrasePiece>, gaps: usize, is_isolating: bool) -> Self {
        let mut text = String::new();
        shown(&pieces, gaps, &mut text);
        Self { text: text.into(), pieces: pieces.into(), gaps, is_isolating }
    }

    /// The text with gaps that have names: `{name}`.
    pub(super) fn named_gaps(&self) -> String {
        let mut text = String::new();
        shown(&self.pieces, 2, &mut text);
        text
    }

    /// A text without gaps.
    pub(super) fn plain(text: &str) -> Self {
        Self::new(vec![PhrasePiece::Text(text.to_owned())], 0, false)
    }

    /// The text with its gaps filled.
    pub(crate) fn with(&self, values: &[(&str, PhraseValue<'_>)]) -> String {
        let mut out = String::with_capacity(self.text.len() + 16);
        self.fill(&self.pieces, values, &mut out);
        out
    }

    /// The text with its placeholders filled with texts of the same language, which need no
    /// isolation.
    pub(crate) fn joined(&self, values: &[(&str, &str)]) -> String {
        let values: Vec<_> = values.iter().map(|&(gap, text)| (gap, text.into())).collect();
        Self { is_isolating: false, ..self.clone() }.with(&values)
    }

    /// The text for some values of [`CHOOSING`].
    pub(super) fn chosen(&self, values: &[(&str, &str)]) -> Self {
        if !has_choices(&self.pieces) {
            return self.clone();
        }
        let mut pieces = Vec::new();
        choose(&self.pieces, values, &mut pieces);
        Self::new(pieces, self.gaps, self.is_isolating)
    }

    fn fill(&self, pieces: &[PhrasePiece], values: &[(&str, PhraseValue<'_>)], out: &mut String) {
        let value =
            |gap: &str| values.iter().find(|(name, _)| *name == gap).map(|(_, value)| *value);
        for piece in pieces {
            match piece {
                PhrasePiece::Text(text) => out.push_str(text),
                PhrasePiece::Gap(gap) => match value(gap) {
                    Some(PhraseValue::Text(text)) if self.is_isolating => {
                        out.extend([ISOLATE.0]);
                        out.push_str(text);
                        out.extend([ISOLATE.1]);
                    }
                    // A number keeps its direction everywhere.
                    value => out.extend(value.map(|value| value.to_string())),
                },
                PhrasePiece::Choice(choice) => {
                    self.fill(choice.of(value(&choice.gap)), values, out);
                }
            }
        }
    }
}

impl PhraseChoice {
    /// The variant for a value: that of the number itself, or that of its plural form.
    fn of(&self, value: Option<PhraseValue<'_>>) -> &[PhrasePiece] {
        let named = |key: &str| self.variants.iter().position(|(other, _)| other == key);
        let index = value.and_then(|value| match value {
            PhraseValue::Text(text) => named(text),
            PhraseValue::Count(count) | PhraseValue::Padded(count) => named(&count.to_string())
                .or_else(|| named(form(&self.language, self.plurals, count))),
        });
        self.variants.get(index.unwrap_or(self.default)).map_or(&[], |(_, pieces)| pieces)
    }
}

/// Whether one of [`CHOOSING`] chooses between variants.
fn has_choices(pieces: &[PhrasePiece]) -> bool {
    pieces.iter().any(|piece| match piece {
        PhrasePiece::Text(_) => false,
        PhrasePiece::Gap(gap) => CHOOSING.contains(&gap.as_str()),
        PhrasePiece::Choice(choice) => {
            let mut variants = choice.variants.iter();
            CHOOSING.contains(&choice.gap.as_str())
                || variants.any(|(_, pieces)| has_choices(pieces))
        }
    })
}

/// Takes the variants for some values, and leaves all other choices open.
fn choose(pieces: &[PhrasePiece], values: &[(&str, &str)], out: &mut Vec<PhrasePiece>) {
    let value = |gap: &str| values.iter().find(|(name, _)| *name == gap).map(|(_, value)| *value);
    for piece in pieces {
        match piece {
            PhrasePiece::Text(_) => out.push(piece.clone()),
            PhrasePiece::Gap(gap) => out.push(match value(gap) {
                Some(value) => PhrasePiece::Text(value.to_owned()),
                None => piece.clone(),
            }),
            PhrasePiece::Choice(choice) => {
                if let Some(value) = value(&choice.gap) {
                    choose(choice.of(Some(value.into())), values, out);
                    continue;
                }
                let variant = |(key, pieces): &(String, Vec<PhrasePiece>)| {
                    let mut chosen = Vec::new();
                    choose(pieces, values, &mut chosen);
                    (key.clone(), chosen)
                };
                let variants = choice.variants.iter().map(variant).collect();
                out.push(PhrasePiece::Choice(PhraseChoice { variants, ..choice.clone() }));
            }
        }
    }
}

/// The plural form of a number in a language: `one`, `few`.
fn form(language: &str, plurals: Plurals, count: u32) -> &'static str {
    let rules = match plurals {
        Plurals::Counted => PluralRuleType::CARDINAL,
        Plurals::Ordered => PluralRuleType::ORDINAL,
    };
    let known =
        |tag: &str| PluralRules::create(tag.parse::<LanguageIdentifier>().ok()?, rules).ok();
    let main = language.split('-').next().unwrap_or_default();
    let rules = known(language).or_else(|| known(main)).or_else(|| known("en"));
    match rules.and_then(|rules| rules.select(count).ok()) {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) | None => "other",
    }
}

/// Writes the text with gaps. Of variants, the default one is shown.
fn shown(pieces: &[PhrasePiece], gaps: usize, out: &mut String) {
    for piece in pieces {
        match piece {
            PhrasePiece::Text(text) => out.push_str(text),
            PhrasePiece::Gap(_) if gaps == 1 => out.push_str("{}"),
            PhrasePiece::Gap(gap) => out.extend(["{", gap, "}"]),
            PhrasePiece::Choice(choice) => shown(choice.of(None), gaps, out),
        }
    }
}

#[cfg(test)]
/// The names of the placeholders in pieces, in order, with repetitions.
pub(super) fn gaps_of<'a>(pieces: &'a [PhrasePiece], out: &mut Vec<&'a str>) {
    for piece in pieces {
        match piece {
            PhrasePiece::Text(_) => {}
            PhrasePiece::Gap(gap) => out.push(gap),
            PhrasePiece::Choice(choice) => {
                out.push(&choice.gap);
                choice.variants.iter().for_each(|(_, pieces)| gaps_of(pieces, out));
            }
        }
    }
}

#[cfg(test)]
impl Phrase {
    /// Its pieces.
    pub(super) fn pieces(&self) -> &[PhrasePiece] {
        &self.pieces
    }
}

impl Deref for Phrase {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
