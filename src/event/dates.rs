//! Days, ranges of days and hours, formatted in the style of each language.
//!
//! All functions take a language as `fr`, `pt-BR` or `fr_CA`; unknown languages fall back to
//! English. For machines there is `Display` of [`Date`]: `2019-04-23`.

mod languages;

use jiff::civil::{Date, Time};

use self::languages::{HourStyle, Language, language};

/// A day, or a range of days: `April 23rd-24th, 2019`.
pub fn range(first: Date, last: Date, lang: &str) -> String {
    let lang = language(lang);
    if first == last {
        return with_year(first.year(), &month_days(first, &lang.day(first.day()), lang), lang);
    }
    if first.first_of_month() == last.first_of_month() {
        let days = format!("{}{}{}", lang.day(first.day()), lang.dash, lang.day(last.day()));
        return with_year(first.year(), &month_days(first, &days, lang), lang);
    }
    let from = month_days(first, &lang.day(first.day()), lang);
    let to = month_days(last, &lang.day(last.day()), lang);
    if first.year() == last.year() {
        return with_year(first.year(), &format!("{from}{}{to}", lang.wide_dash), lang);
    }
    let (from, to) = (with_year(first.year(), &from, lang), with_year(last.year(), &to, lang));
    format!("{from}{}{to}", lang.wide_dash)
}

/// The days of an event: a range if they are consecutive, otherwise each of them, as in `March 2nd,
/// 4th and 9th, 2027`. Empty without days.
pub fn days(days: &[Date], lang: &str) -> String {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return String::new() };
    if days.windows(2).all(|pair| is_next(pair[0], pair[1])) {
        return range(first, last, lang);
    }
    let lang = language(lang);
    let mut years = Vec::new();
    let mut has_and = false;
    for of_year in days.chunk_by(|a, b| a.year() == b.year()) {
        let mut months = Vec::new();
        let mut is_long = false;
        for of_month in of_year.chunk_by(|a, b| a.month() == b.month()) {
            let runs: Vec<_> = runs(of_month, lang);
            is_long |= runs.len() > 1;
            months.push(month_days(of_month[0], &enumerated(&runs, false, lang), lang));
        }
        has_and |= is_long || months.len() > 1;
        years.push(with_year(of_year[0].year(), &enumerated(&months, is_long, lang), lang));
    }
    enumerated(&years, has_and, lang)
}

/// The name of the day of the week: `mardi`.
pub fn weekday(date: Date, lang: &str) -> &'static str {
    let index = date.weekday().to_monday_zero_offset();
    usize::try_from(index).ok().and_then(|at| language(lang).weekdays.get(at)).unwrap_or(&"")
}

/// The month of a day: `avril 2019`.
pub fn month_year(date: Date, lang: &str) -> String {
    let lang = language(lang);
    let month = lang.months_alone.unwrap_or(lang.months)[month_index(date)];
    let year = date.year().to_string();
    lang.month_year.replace("{m}", month).replace("{y}", &year)
}

/// A time of the day, on the 24-hour clock: `09:00`, `9 h 30`.
pub fn time(time: Time, lang: &str) -> String {
    let lang = language(lang);
    clock(time, lang) + lang.hour_word
}

/// Start and end: `09:00-17:00`, `9 h – 17 h`.
pub fn hours(from: Time, to: Time, lang: &str) -> String {
    let lang = language(lang);
    let dash = if lang.clock == HourStyle::French { lang.wide_dash } else { lang.dash };
    format!("{}{dash}{}{}", clock(from, lang), clock(to, lang), lang.hour_word)
}

/// The number of a month, by its name in any of the languages, or an English abbreviation.
pub(super) fn month_named(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let is_short = |month: &str| name.len() >= 3 && month.to_lowercase().starts_with(&name);
    languages::all()
        .find_map(|lang| {
            let alone = lang.months_alone.unwrap_or(lang.months);
            let is_name =
                |(a, b): (&&str, &&str)| a.to_lowercase() == name || b.to_lowercase() == name;
            lang.months.iter().zip(alone).position(|(a, b)| is_name((a, &b)))
        })
        .or_else(|| language("en").months.iter().position(|month| is_short(month)))
        .and_then(|index| i8::try_from(index + 1).ok())
}

fn is_next(day: Date, next: Date) -> bool {
    day.tomorrow().is_ok_and(|tomorrow| tomorrow == next)
}

/// The days of one month; three or more consecutive ones as a range.
fn runs(days: &[Date], lang: &Language) -> Vec<String> {
    let mut out = Vec::new();
    for run in days.chunk_by(|&a, &b| is_next(a, b)) {
        match run {
            [first, _, .., last] => {
                out.push(format!("{}{}{}", lang.day(first.day()), lang.dash, lang.day(last.day())));
            }
            run => out.extend(run.iter().map(|date| lang.day(date.day()))),
        }
    }
    out
}

/// `a, b and c`; without the word if an item already contains it.
fn enumerated(items: &[String], has_and: bool, lang: &Language) -> String {
    match items {
        [before @ .., last] if !before.is_empty() && !has_and => {
            format!("{}{}{last}", before.join(lang.comma), lang.and)
        }
        _ => items.join(lang.comma),
    }
}

fn month_days(date: Date, days: &str, lang: &Language) -> String {
    lang.month_day.replace("{m}", lang.months[month_index(date)]).replace("{d}", days)
}

fn with_year(year: i16, days: &str, lang: &Language) -> String {
    lang.with_year.replace("{y}", &year.to_string()).replace("{d}", days)
}

/// The index of the month, from 0.
fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0).min(11)
}

fn clock(time: Time, lang: &Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match lang.clock {
        HourStyle::Padded => format!("{hour:02}:{minute:02}"),
        HourStyle::Plain => format!("{hour}:{minute:02}"),
        HourStyle::Dotted => format!("{hour}.{minute:02}"),
        HourStyle::French if minute == 0 => format!("{hour}\u{a0}h"),
        HourStyle::French => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
    }
}

#[cfg(test)]
mod tests;
