//! Days, ranges of days and hours, formatted in the style of each language.
//!
//! CLDR's data has the names and the order; a language file may have its own format for the day of
//! the month (`23rd`), the time (`9 h`) and ranges. For machines there is `Display` of [`Date`]:
//! `2019-04-23`.

use jiff::civil::{Date, Time};

use crate::language::{DayNames, Phrase, PhraseValue, Vocabulary, built_in_vocabulary};

/// A day, or a range of days: `April 23rd-24th, 2019`.
pub(crate) fn range(first: Date, last: Date, words: &Vocabulary) -> String {
    let format = DayFormat(words);
    let month_day = |date: Date| format.month_days(date, &format.day(date));
    if first == last {
        return format.with_year(first.year(), &month_day(first));
    }
    if first.first_of_month() == last.first_of_month() {
        let days = format.days(first, last);
        return format.with_year(first.year(), &format.month_days(first, &days));
    }
    if first.year() == last.year() {
        let both = format.range(&month_day(first), &month_day(last));
        return format.with_year(first.year(), &both);
    }
    let whole = |date: Date| format.with_year(date.year(), &month_day(date));
    format.range(&whole(first), &whole(last))
}

/// The days of an event: a range if they are consecutive, otherwise each of them, as in `March 2nd,
/// 4th and 9th, 2027`. Empty without days.
pub(crate) fn days(days: &[Date], words: &Vocabulary) -> String {
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return String::new() };
    if days.windows(2).all(|pair| is_next(pair[0], pair[1])) {
        return range(first, last, words);
    }
    let format = DayFormat(words);
    let mut years = Vec::new();
    let mut has_and = false;
    for of_year in days.chunk_by(|a, b| a.year() == b.year()) {
        let mut months = Vec::new();
        let mut is_long = false;
        for of_month in of_year.chunk_by(|a, b| a.month() == b.month()) {
            let runs: Vec<_> = format.runs(of_month);
            is_long |= runs.len() > 1;
            months.push(format.month_days(of_month[0], &format.enumerated(&runs, false)));
        }
        has_and |= is_long || months.len() > 1;
        years.push(format.with_year(of_year[0].year(), &format.enumerated(&months, is_long)));
    }
    format.enumerated(&years, has_and)
}

/// The same in a built-in language, by its code, for callers without a site.
pub fn days_in(list: &[Date], language: &str) -> String {
    days(list, &built_in_vocabulary(language))
}

/// The name of the day of the week: `mardi`.
pub(crate) fn weekday(date: Date, words: &Vocabulary) -> &'static str {
    let index = date.weekday().to_monday_zero_offset();
    usize::try_from(index).ok().and_then(|at| words.days.weekdays.get(at)).unwrap_or(&"")
}

/// The month of a day: `avril 2019`.
pub(crate) fn month_year(date: Date, words: &Vocabulary) -> String {
    let names = words.days;
    let month = named(&names.months_alone, date);
    names.month_year.replace("{m}", month).replace("{y}", &date.year().to_string())
}

/// Start and end: `09:00-17:00`, `9 h – 17 h`.
pub(crate) fn hours(from: Time, to: Time, words: &Vocabulary) -> String {
    let (from, to) = (clock(from, words), clock(to, words));
    between(words.dates.hours.as_ref(), &from, &to).unwrap_or_else(|| format!("{from}–{to}"))
}

/// The number of a month, by its name in any of the languages, or an English abbreviation.
pub(super) fn month_named(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let is_short = |month: &str| name.len() >= 3 && month.to_lowercase().starts_with(&name);
    let is_name = |month: &&str| month.to_lowercase() == name;
    let mut languages = DayNames::all();
    let named = |names: &DayNames| {
        let position = |months: &[&str]| months.iter().position(is_name);
        position(&names.months).or_else(|| position(&names.months_alone))
    };
    let short = || DayNames::all().next()?.months.iter().position(|month| is_short(month));
    let index = languages.find_map(named).or_else(short)?;
    i8::try_from(index + 1).ok()
}

fn is_next(day: Date, next: Date) -> bool {
    day.tomorrow().is_ok_and(|tomorrow| tomorrow == next)
}

/// The format of days in a language.
#[derive(Copy, Clone)]
struct DayFormat<'a>(&'a Vocabulary);

impl DayFormat<'_> {
    /// The number of a day: `23rd`.
    fn day(self, date: Date) -> String {
        let day = u32::try_from(date.day()).unwrap_or_default();
        match &self.0.dates.day {
            Some(phrase) => phrase.with(&[("day", day.into())]),
            None => self.0.days.day.replace("{d}", &day.to_string()),
        }
    }

    /// Several days of a month.
    fn days(self, first: Date, last: Date) -> String {
        let Vocabulary { days, dates, .. } = self.0;
        let own = || between(dates.days.as_ref(), &self.day(first), &self.day(last));
        let number = |date: Date| match &dates.day {
            Some(_) => self.day(date),
            None => date.day().to_string(),
        };
        own().unwrap_or_else(|| {
            days.days.replace("{a}", &number(first)).replace("{b}", &number(last))
        })
    }

    /// A range of two days, both with their months.
    fn range(self, from: &str, to: &str) -> String {
        let own = between(self.0.dates.range.as_ref(), from, to);
        own.unwrap_or_else(|| format!("{from}{}{to}", self.0.days.dash))
    }

    /// The days of one month; three or more consecutive ones as a range.
    fn runs(self, days: &[Date]) -> Vec<String> {
        let mut out = Vec::new();
        for run in days.chunk_by(|&a, &b| is_next(a, b)) {
            match run {
                [first, _, .., last] => out.push(self.days(*first, *last)),
                run => out.extend(run.iter().map(|&date| self.day(date))),
            }
        }
        out
    }

    /// `a, b and c`; without the word if an item already contains it.
    fn enumerated(self, items: &[String], has_and: bool) -> String {
        let DayNames { comma, and, .. } = self.0.days;
        match items {
            [before @ .., last] if !before.is_empty() && !has_and => {
                format!("{}{and}{last}", before.join(comma))
            }
            _ => items.join(comma),
        }
    }

    fn month_days(self, date: Date, days: &str) -> String {
        let names = self.0.days;
        names.month_day.replace("{m}", named(&names.months, date)).replace("{d}", days)
    }

    fn with_year(self, year: i16, days: &str) -> String {
        self.0.days.with_year.replace("{y}", &year.to_string()).replace("{t}", days)
    }
}

/// Start and end in a language's own format, if it has one.
fn between(phrase: Option<&Phrase>, from: &str, to: &str) -> Option<String> {
    // Without isolation: both are in the language of the text.
    Some(phrase?.joined(&[("from", from), ("to", to)]))
}

/// The name of the month of a day.
fn named(months: &[&'static str], date: Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    months.get(index).copied().unwrap_or_default()
}

fn clock(time: Time, words: &Vocabulary) -> String {
    let number = |number: i8| u32::try_from(number).unwrap_or_default();
    let (hour, minute) = (number(time.hour()), number(time.minute()));
    if let Some(phrase) = &words.dates.clock {
        return phrase.with(&[
            ("hour", PhraseValue::Count(hour)),
            ("hour2", PhraseValue::Padded(hour)),
            ("minute", PhraseValue::Padded(minute)),
        ]);
    }
    let pattern = words.days.clock.replace("HH", &format!("{hour:02}"));
    pattern.replace('H', &hour.to_string()).replace("mm", &format!("{minute:02}"))
}

#[cfg(test)]
mod tests;
