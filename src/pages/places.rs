//! Countries and languages by name, and flags.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::event;
use crate::language::Vocabulary;

/// One line per country: its code and its name in each language of the pages, from CLDR; `scripts/cldr.mjs` writes it.
const COUNTRIES: &str = include_str!("countries.txt");

/// The order of the names in each line.
const COLUMNS: [&str; 12] =
    ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "ja", "ar", "he", "zh"];

/// The names in each line, by country code.
static NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| COUNTRIES.lines().filter_map(|line| line.split_once('|')).collect());

/// Languages by their own names.
const LANGUAGES: [(&str, &str); 42] = [
    ("ar", "العربية"),
    ("bg", "български"),
    ("ca", "català"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "español"),
    ("et", "eesti"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "íslenska"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lt", "lietuvių"),
    ("lv", "latviešu"),
    ("nb", "norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "norsk nynorsk"),
    ("no", "norsk"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("sr", "српски"),
    ("sv", "svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// The ISO 3166 code in two letters; `uk` is accepted as well.
pub(super) fn code(country: &str) -> &str {
    if country == "uk" { "gb" } else { country }
}

/// A country's name; empty for an unknown code.
pub(super) fn country<'a>(code_or_www: &str, words: &'a Vocabulary) -> &'a str {
    let code = code(code_or_www);
    if let Some(name) = words.countries.get(code) {
        return name;
    }
    let column = COLUMNS.iter().position(|column| *column == words.language).unwrap_or(0);
    NAMES.get(code).and_then(|names| names.split('|').nth(column)).unwrap_or_default()
}

/// The flag emoji, a globe for `www`, nothing for an unknown country.
pub(super) fn flag(country: &str) -> String {
    if country == event::NOWHERE {
        return "🌐".to_owned();
    }
    let code = code(country);
    if !NAMES.contains_key(code) {
        return String::new();
    }
    let indicator = |letter: char| {
        let place = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
        char::from_u32(0x1_F1E6 + place)
    };
    code.chars().filter_map(indicator).collect()
}

/// A language's own name; its code if it is not in the list.
pub(super) fn language(code: &str) -> String {
    let main = code.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let known = LANGUAGES.iter().find(|(other, _)| *other == main);
    known.map_or_else(|| code.to_owned(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, COUNTRIES, country, flag, language};
    use crate::language::built_in_vocabulary as of;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for line in COUNTRIES.lines() {
            let fields: Vec<_> = line.split('|').collect();
            assert_eq!(fields.len(), COLUMNS.len() + 1, "{line}");
            assert!(fields.iter().all(|field| !field.is_empty()), "{line}");
        }
    }

    #[test]
    fn countries_and_languages_have_names() {
        assert_eq!(country("de", &of("fr")), "Allemagne");
        assert_eq!(country("uk", &of("en")), "United Kingdom");
        assert_eq!(country("qq", &of("en")), "");
        assert_eq!(language("pt-BR"), "português");
        assert_eq!(language("tlh"), "tlh");
    }

    #[test]
    fn a_flag_is_made_of_two_letters() {
        assert_eq!([flag("fr"), flag("uk"), flag("www"), flag("qq")].join(" "), "🇫🇷 🇬🇧 🌐 ");
    }
}
