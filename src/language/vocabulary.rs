//! All texts of one language, as pages use them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::built_in::built_in;
use super::day_names::DayNames;
use super::file::WordFile;
use super::phrase::Phrase;
use super::words::{PageWords, SCRIPT_WORDS, THEME_WORDS, WordKey};
use crate::manifest::Difficulty;

/// The texts of a language, and its date formats.
#[derive(Debug, PartialEq)]
pub(crate) struct Vocabulary {
    words: PageWords,
    /// How CLDR writes days.
    pub(crate) days: &'static DayNames,
    /// The formats for days in the language files.
    pub(crate) dates: DateWords,
    /// The names of countries that language files have, by their codes.
    pub(crate) countries: BTreeMap<String, String>,
    /// The texts of scripts that differ from the built-in ones, as JSON; empty if there are none.
    pub(crate) script_json: String,
    /// Only those of the search, for pages that need no others.
    pub(crate) search_words: ScriptWords,
    /// The texts of style sheets that differ from the built-in ones, as declarations.
    pub(crate) theme_words: String,
}

/// Texts of scripts, by their names there.
pub(crate) type ScriptWords = serde_json::Map<String, serde_json::Value>;

/// The formats of a language for days and hours.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct DateWords {
    pub(crate) day: Option<Phrase>,
    pub(crate) days: Option<Phrase>,
    pub(crate) range: Option<Phrase>,
    pub(crate) clock: Option<Phrase>,
    pub(crate) hours: Option<Phrase>,
}

impl Vocabulary {
    /// The texts of the first file that has them. The last file is the program's English.
    pub(super) fn new(language: String, files: &[Arc<WordFile>], days: &'static DayNames) -> Self {
        let find = |name: &str| files.iter().find_map(|file| file.phrases.get(name)).cloned();
        let countries = files.iter().rev().flat_map(|file| file.countries.clone()).collect();
        // A date uses the patterns of its own language.
        let own_days = |name: &str| {
            let same = |file: &&Arc<WordFile>| days_of(&file.code) == days;
            files.iter().filter(same).find_map(|file| file.phrases.get(name)).cloned()
        };
        let dates = DateWords {
            day: own_days("date_day"),
            days: own_days("date_days"),
            range: own_days("date_range"),
            clock: own_days("date_clock"),
            hours: own_days("date_hours"),
        };
        let words =
            PageWords::find(language, |name| find(name).unwrap_or_else(|| Phrase::plain(name)));
        Self {
            script_json: script_json(script_words(find)),
            search_words: script_words(find)
                .into_iter()
                .filter(|(name, _)| name.starts_with(OF_SEARCH))
                .collect(),
            theme_words: theme_words(find),
            words,
            days,
            dates,
            countries,
        }
    }

    /// A duration: `45 min`, `2 h`, `1 h 30 min`.
    pub(crate) fn stretch(&self, minutes: u32) -> String {
        let (hours, rest) = (("hours", (minutes / 60).into()), ("minutes", (minutes % 60).into()));
        match (minutes / 60, minutes % 60) {
            (0, _) => self.words.minutes.with(&[rest]),
            (_, 0) => self.words.hours.with(&[hours]),
            _ => self.words.hours_minutes.with(&[hours, rest]),
        }
    }

    /// The text for a level.
    pub(crate) fn level_name(&self, level: Difficulty) -> &str {
        match level {
            Difficulty::Beginner => &self.words.beginner,
            Difficulty::Intermediate => &self.words.intermediate,
            Difficulty::Advanced => &self.words.advanced,
        }
    }
}

impl Serialize for Vocabulary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.words.serialize(serializer)
    }
}

/// The patterns of days of a language.
fn days_of(code: &str) -> &'static DayNames {
    DayNames::of(&super::chain(code))
}

impl Deref for Vocabulary {
    type Target = PageWords;

    fn deref(&self) -> &PageWords {
        &self.words
    }
}

/// The entries of a list that differ from the program's English, and their texts.
fn differing<'a>(
    list: &'a [WordKey],
    find: impl Fn(&str) -> Option<Phrase> + 'a,
) -> impl Iterator<Item = (&'a WordKey, Phrase)> {
    let english = built_in("en").unwrap_or_default();
    list.iter().filter_map(move |key| {
        let phrase = find(key.name)?;
        (english.phrases.get(key.name) != Some(&phrase)).then_some((key, phrase))
    })
}

/// The prefix of the names of the search's texts.
const OF_SEARCH: &str = "site_search_";

/// The texts of scripts.
fn script_words(find: impl Fn(&str) -> Option<Phrase>) -> ScriptWords {
    let words = differing(SCRIPT_WORDS, find);
    let word = |(key, phrase): (&WordKey, Phrase)| {
        let name = key.name.trim_start_matches("ui_").to_owned();
        (name, phrase.named_gaps().into())
    };
    words.map(word).collect()
}

/// Texts of scripts as JSON that is safe in HTML.
fn script_json(words: ScriptWords) -> String {
    if words.is_empty() {
        return String::new();
    }
    serde_json::Value::from(words).to_string().replace('<', "\\u003c")
}

/// The texts of style sheets as custom properties.
fn theme_words(find: impl Fn(&str) -> Option<Phrase>) -> String {
    let mut out = String::new();
    for (key, phrase) in differing(THEME_WORDS, find) {
        let name = key.name.trim_start_matches("theme_");
        let mut text = String::new();
        for c in phrase.chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                // Markup in a style sheet would end one that is written into a page.
                '<' => text.push_str("\\3c "),
                c => text.push(c),
            }
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "--word-{name}:\"{text}\";");
    }
    out
}
