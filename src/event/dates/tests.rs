//! Each language, across the ends of months and years.

use jiff::civil::{Date, date, time as at};

use super::month_named;
use crate::language::built_in_vocabulary as words;

fn range(first: Date, last: Date, lang: &str) -> String {
    super::range(first, last, &words(lang))
}

fn days(days: &[Date], lang: &str) -> String {
    super::days(days, &words(lang))
}

fn weekday(date: Date, lang: &str) -> &'static str {
    super::weekday(date, &words(lang))
}

fn month_year(date: Date, lang: &str) -> String {
    super::month_year(date, &words(lang))
}

fn hours(from: jiff::civil::Time, to: jiff::civil::Time, lang: &str) -> String {
    super::hours(from, to, &words(lang))
}

const LANGUAGES: [&str; 10] = ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "ja"];

/// A day, two days of a month, of two months, of two years, three evenings, and evenings of two
/// months.
const EXPECTED: [(&str, [&str; 6]); 10] = [
    (
        "en",
        [
            "May 1st, 2019",
            "April 23rd-24th, 2019",
            "April 30th-May 2nd, 2019",
            "December 31st, 2019-January 2nd, 2020",
            "March 2nd, 4th and 9th, 2027",
            "March 30th and April 1st, 2027",
        ],
    ),
    (
        "fr",
        [
            "1er mai 2019",
            "23–24 avril 2019",
            "30 avril – 2 mai 2019",
            "31 décembre 2019 – 2 janvier 2020",
            "2, 4 et 9 mars 2027",
            "30 mars et 1er avril 2027",
        ],
    ),
    (
        "de",
        [
            "1. Mai 2019",
            "23.–24. April 2019",
            "30. April – 2. Mai 2019",
            "31. Dezember 2019 – 2. Januar 2020",
            "2., 4. und 9. März 2027",
            "30. März und 1. April 2027",
        ],
    ),
    (
        "es",
        [
            "1 de mayo de 2019",
            "23–24 de abril de 2019",
            "30 de abril – 2 de mayo de 2019",
            "31 de diciembre de 2019 – 2 de enero de 2020",
            "2, 4 y 9 de marzo de 2027",
            "30 de marzo y 1 de abril de 2027",
        ],
    ),
    (
        "it",
        [
            "1º maggio 2019",
            "23–24 aprile 2019",
            "30 aprile – 2 maggio 2019",
            "31 dicembre 2019 – 2 gennaio 2020",
            "2, 4 e 9 marzo 2027",
            "30 marzo e 1º aprile 2027",
        ],
    ),
    (
        "pt",
        [
            "1º de maio de 2019",
            "23–24 de abril de 2019",
            "30 de abril – 2 de maio de 2019",
            "31 de dezembro de 2019 – 2 de janeiro de 2020",
            "2, 4 e 9 de março de 2027",
            "30 de março e 1º de abril de 2027",
        ],
    ),
    (
        "nl",
        [
            "1 mei 2019",
            "23–24 april 2019",
            "30 april – 2 mei 2019",
            "31 december 2019 – 2 januari 2020",
            "2, 4 en 9 maart 2027",
            "30 maart en 1 april 2027",
        ],
    ),
    (
        "pl",
        [
            "1 maja 2019",
            "23–24 kwietnia 2019",
            "30 kwietnia – 2 maja 2019",
            "31 grudnia 2019 – 2 stycznia 2020",
            "2, 4 i 9 marca 2027",
            "30 marca i 1 kwietnia 2027",
        ],
    ),
    (
        "tr",
        [
            "1 Mayıs 2019",
            "23–24 Nisan 2019",
            "30 Nisan – 2 Mayıs 2019",
            "31 Aralık 2019 – 2 Ocak 2020",
            "2, 4 ve 9 Mart 2027",
            "30 Mart ve 1 Nisan 2027",
        ],
    ),
    (
        "ja",
        [
            "2019年5月1日",
            "2019年4月23日～24日",
            "2019年4月30日～5月2日",
            "2019年12月31日～2020年1月2日",
            "2027年3月2日、4日、9日",
            "2027年3月30日、4月1日",
        ],
    ),
];

#[test]
fn days_in_all_languages() {
    let evenings = [date(2027, 3, 2), date(2027, 3, 4), date(2027, 3, 9)];
    let months = [date(2027, 3, 30), date(2027, 4, 1)];
    for (lang, expected) in EXPECTED {
        let found = [
            range(date(2019, 5, 1), date(2019, 5, 1), lang),
            range(date(2019, 4, 23), date(2019, 4, 24), lang),
            range(date(2019, 4, 30), date(2019, 5, 2), lang),
            range(date(2019, 12, 31), date(2020, 1, 2), lang),
            days(&evenings, lang),
            days(&months, lang),
        ];
        assert_eq!(found, expected);
    }
}

#[test]
fn english_ordinals() {
    let marks: Vec<String> = (1..=31)
        .map(|day| range(date(2027, 1, day), date(2027, 1, day), "en"))
        .map(|text| text.replace("January ", "").replace(", 2027", ""))
        .collect();
    let expected = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th \
        18th 19th 20th 21st 22nd 23rd 24th 25th 26th 27th 28th 29th 30th 31st";
    assert_eq!(marks.join(" "), expected);
}

#[test]
fn days_that_follow_each_other_are_a_range() {
    let list =
        |text: &str| -> Vec<Date> { text.split(' ').map(|day| day.parse().unwrap()).collect() };
    for (of, expected) in [
        ("2019-04-23", "April 23rd, 2019"),
        ("2019-04-30 2019-05-01", "April 30th-May 1st, 2019"),
        ("2020-02-28 2020-02-29 2020-03-01", "February 28th-March 1st, 2020"),
        ("2027-03-01 2027-03-02 2027-03-03 2027-03-09", "March 1st-3rd and 9th, 2027"),
        ("2027-03-01 2027-03-02 2027-03-09", "March 1st, 2nd and 9th, 2027"),
        ("2027-03-02 2027-03-04 2027-04-09", "March 2nd and 4th, April 9th, 2027"),
        ("2026-12-30 2027-01-06", "December 30th, 2026 and January 6th, 2027"),
        ("2026-12-23 2026-12-30 2027-01-06", "December 23rd and 30th, 2026, January 6th, 2027"),
    ] {
        assert_eq!(days(&list(of), "en"), expected);
    }
    assert_eq!(days(&[], "en"), "");
}

#[test]
fn regions_and_strangers() {
    let day = date(2019, 4, 23);
    assert_eq!(range(day, day, "fr_CA"), "23 avril 2019");
    assert_eq!(range(day, day, "pt-BR"), "23 de abril de 2019");
    assert_eq!(range(day, day, "DE"), "23. April 2019");
    for lang in ["", "xx", "-", "frx"] {
        assert_eq!(range(day, day, lang), "April 23rd, 2019");
    }
}

#[test]
fn weekdays_and_months() {
    let day = date(2019, 4, 23);
    let found: Vec<_> = LANGUAGES.iter().map(|lang| weekday(day, lang)).collect();
    let expected = "Tuesday mardi Dienstag martes martedì terça-feira dinsdag wtorek Salı 火曜日";
    assert_eq!(found.join(" "), expected);
    assert_eq!(weekday(date(2019, 4, 28), "fr"), "dimanche");
    let found: Vec<_> = LANGUAGES.iter().map(|lang| month_year(day, lang)).collect();
    let expected = "April 2019, avril 2019, April 2019, abril de 2019, aprile 2019, \
        abril de 2019, april 2019, kwiecień 2019, Nisan 2019, 2019年4月";
    assert_eq!(found.join(", "), expected);
}

#[test]
fn times_of_the_day() {
    let hours = |lang| hours(at(9, 0, 0, 0), at(17, 30, 0, 0), lang).replace('\u{a0}', " ");
    assert_eq!(hours("en"), "09:00-17:30");
    assert_eq!(hours("fr"), "9 h – 17 h 30");
    assert_eq!(hours("de"), "9:00–17:30 Uhr");
    assert_eq!(hours("nl"), "9.00–17.30 uur");
    assert_eq!(hours("ja"), "9:00～17:30");
}

#[test]
fn months_by_their_names() {
    for (name, month) in
        [("April", 4), ("AVRIL", 4), ("kwiecień", 4), ("kwietnia", 4), ("dez", 0), ("Sept", 9)]
    {
        assert_eq!(month_named(name).unwrap_or(0), month, "{name}");
    }
    assert_eq!(month_named("ma"), None);
}

#[test]
fn the_ends_of_time() {
    assert_eq!(range(Date::MIN, Date::MAX, "en"), "January 1st, -9999-December 31st, 9999");
    assert_eq!(days(&[Date::MAX], "de"), "31. Dezember 9999");
}
