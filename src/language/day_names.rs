//! How each language writes days: names and patterns from CLDR, a line per language in `calendar.txt`.
//!
//! `scripts/cldr.mjs` writes that file. A language file takes precedence.

use std::sync::LazyLock;

/// CLDR's data, a line per language.
const DATA: &str = include_str!("calendar.txt");

/// The languages, in the order of the file: English first.
static LANGUAGES: LazyLock<Vec<DayNames>> =
    LazyLock::new(|| DATA.lines().filter_map(parsed).collect());

/// Other codes for languages in the file.
const OTHER_CODES: [(&str, &str); 8] = [
    ("no", "nb"),
    ("iw", "he"),
    ("in", "id"),
    ("tl", "fil"),
    ("zh-tw", "zh-hant"),
    ("zh-hk", "zh-hant"),
    ("zh-mo", "zh-hant"),
    ("sh", "hr"),
];

/// The names and patterns of a language. In patterns, `{d}` is a day, `{m}` a month, `{y}` a year, `{t}` a day with its month.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct DayNames {
    code: &'static str,
    /// The names of months beside a day.
    pub(crate) months: Vec<&'static str>,
    /// The names of months without a day.
    pub(crate) months_alone: Vec<&'static str>,
    /// From Monday on.
    pub(crate) weekdays: Vec<&'static str>,
    /// A day with its month.
    pub(crate) month_day: String,
    /// The same with a year.
    pub(crate) with_year: String,
    /// A month with its year.
    pub(crate) month_year: &'static str,
    /// The number of a day.
    pub(crate) day: &'static str,
    /// The days of a month from `{a}` to `{b}`.
    pub(crate) days: &'static str,
    /// Between the first and the last of several days with their months.
    pub(crate) dash: &'static str,
    /// Between the days of a list.
    pub(crate) comma: &'static str,
    /// Before the last of them.
    pub(crate) and: &'static str,
    /// A time of the day: `HH:mm` or `H:mm`.
    pub(crate) clock: &'static str,
}

/// A line of the file.
fn parsed(line: &'static str) -> Option<DayNames> {
    let fields: Vec<&'static str> = line.split('|').collect();
    let [code, months, alone, weekdays, month_day, full, month_year, rest @ ..] = &*fields else {
        return None;
    };
    let [day, days, dash, comma, and, clock] = *rest else { return None };
    let names = |list: &'static str| list.split(',').collect::<Vec<_>>();
    let (months, alone) = (names(months), names(if alone.is_empty() { months } else { alone }));
    // Some languages swap day and month next to a year.
    let month_day = if full.contains(month_day) {
        (*month_day).to_owned()
    } else {
        full.replace("{y}", "").trim_matches([' ', ',']).to_owned()
    };
    let with_year = full.replace(&month_day, "{t}");
    let with_year = if with_year.contains("{t}") { with_year } else { "{t} {y}".to_owned() };
    let is_whole = months.len() == 12 && alone.len() == 12;
    is_whole.then(|| DayNames {
        code,
        months,
        months_alone: alone,
        weekdays: names(weekdays),
        month_day,
        with_year,
        month_year,
        day,
        days,
        dash,
        comma,
        and,
        clock,
    })
}

impl DayNames {
    /// The names of a language; those of English if CLDR has none.
    pub(super) fn of(chain: &[String]) -> &'static Self {
        let known = |code: &str| {
            let other = OTHER_CODES.iter().find(|(other, _)| *other == code);
            let code = other.map_or(code, |(_, code)| code);
            LANGUAGES.iter().find(|names| names.code.eq_ignore_ascii_case(code))
        };
        let found = chain.iter().find_map(|code| known(code));
        // The file begins with English.
        found.unwrap_or(&LANGUAGES[0])
    }

    /// All languages, the most taught ones first.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        LANGUAGES.iter()
    }
}
