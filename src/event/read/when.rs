//! `date:` as days, and corrections for invalid dates.

use jiff::civil::Date;

use super::{EventReader, shown};
use crate::diag::TimeProblem;
use crate::event::{Event, dates};
use crate::language::built_in_vocabulary;
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

/// A range of more days is suspicious.
const LONG: usize = 62;

/// A range of more days is a typo.
const LONGEST: usize = 366;

const A_DAY: &str = "expected a day such as `2019-04-23`";

impl EventReader<'_> {
    /// One day, the first and the last, or a list of days. `None` after an error.
    pub(super) fn days(&mut self, value: &Yaml) -> Option<Vec<Date>> {
        let items = match &value.node {
            YamlNode::List(items) if !items.is_empty() => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let days: Vec<_> = items.iter().map(|item| self.day(item)).collect();
        let days: Vec<_> = days.into_iter().collect::<Option<_>>()?;
        for (before, day) in days.iter().zip(&days[1..]) {
            if before.value >= day.value {
                let problem = TimeProblem::DateOrder {
                    before: before.value.to_string(),
                    day: day.value.to_string(),
                    is_range: days.len() == 2,
                };
                self.report(problem, &day.span);
                return None;
            }
        }
        match days.as_slice() {
            [first, last] => self.range(first, last),
            _ => Some(days.into_iter().map(|day| day.value).collect()),
        }
    }

    /// The day on which an event was announced: before it is over.
    pub(super) fn announced(&mut self, value: &Yaml, event: &Event) -> Option<Spanned<Date>> {
        let day = self.day_of("announced", value)?;
        match event.when.last() {
            Some(last) if day.value > last => {
                let (found, last) = (day.value.to_string(), last.to_string());
                let why = format!("expected a day before the event is over on {last}");
                self.report(TimeProblem::BadDate { found, why, nearest: Vec::new() }, &day.span);
                None
            }
            _ => Some(day),
        }
    }

    fn range(&mut self, first: &Spanned<Date>, last: &Spanned<Date>) -> Option<Vec<Date>> {
        let days: Vec<_> =
            first.value.series(jiff::Span::new().days(1)).take(LONGEST + 1).collect();
        let count = days.iter().take_while(|day| **day <= last.value).count();
        if count > LONG {
            let problem = TimeProblem::LongRange {
                first: first.value.to_string(),
                last: last.value.to_string(),
                limit: if count > LONGEST { LONGEST } else { LONG },
                is_too_long: count > LONGEST,
            };
            self.report(problem, &last.span);
        }
        (count <= LONGEST).then(|| days.into_iter().take(count).collect())
    }

    fn day(&mut self, value: &Yaml) -> Option<Spanned<Date>> {
        if value.node == YamlNode::Null {
            self.empty("date", value);
            return None;
        }
        if value.scalar().is_none() {
            let ends = match &value.node {
                YamlNode::Map(entries) => entries.iter().map(|(_, day)| day.scalar()).collect(),
                _ => None,
            };
            let ends: Option<Vec<&str>> = ends;
            let help = ends.map(|days| match days.as_slice() {
                [day] => format!("did you mean `{day}`?"),
                days => format!("did you mean `[{}]`?", days.join(", ")),
            });
            self.wrong_with("date", "a day, or a list of days", (value, help));
            return None;
        }
        self.day_of("date", value)
    }

    fn day_of(&mut self, key: &str, value: &Yaml) -> Option<Spanned<Date>> {
        let Some(text) = value.scalar() else {
            if value.node != YamlNode::Null {
                self.wrong(key, "a day", value);
            }
            return None;
        };
        match date(text.trim()) {
            Ok(date) => Some(Spanned::new(date, value.span.clone())),
            Err(problem) => {
                self.report(problem, &value.span);
                None
            }
        }
    }
}

/// Reads `2019-04-23`, or returns the problem.
fn date(text: &str) -> Result<Date, TimeProblem> {
    let problem = |why: String, nearest: Vec<String>| {
        Err(TimeProblem::BadDate { found: shown(text), why, nearest })
    };
    let Some((year, month, day)) = strict(text) else {
        let is_open = ["tba", "tbd", "tbc", "soon", "later", "unknown", "?", "??", "???", "n/a"];
        let why = if is_open.contains(&text.to_lowercase().as_str()) {
            "expected a day; leave `date:` out until it is known"
        } else {
            A_DAY
        };
        return problem(why.to_owned(), guesses(text));
    };
    if let Ok(date) = Date::new(year, month, day) {
        return Ok(date);
    }
    let Ok(first) = Date::new(year, month, 1) else {
        let nearest = Date::new(year, day, month).ok();
        let nearest = nearest.map(|date| date.to_string()).into_iter().collect();
        return problem("expected a month from 01 to 12".to_owned(), nearest);
    };
    let why = format!(
        "{} has {} days",
        dates::month_year(first, &built_in_vocabulary("en")),
        first.days_in_month()
    );
    let last = if day > 0 { first.last_of_month() } else { first };
    problem(why, vec![last.to_string()])
}

/// Year, month and day in the correct format; whether the day exists is checked separately.
fn strict(text: &str) -> Option<(i16, i8, i8)> {
    let is_shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_shape {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

/// A number, or the name of a month.
#[derive(Copy, Clone)]
enum Word {
    Number { value: i16, digits: usize },
    Month(i8),
}

/// Likely intended dates, in the correct format.
fn guesses(text: &str) -> Vec<String> {
    const LONGEST_TEXT: usize = 60;
    if text.len() > LONGEST_TEXT {
        return Vec::new();
    }
    let whole: Vec<_> = text
        .split(|c: char| !c.is_ascii_digit() && c != '-')
        .filter_map(|piece| strict(piece.trim_matches('-')))
        .filter_map(|(year, month, day)| Date::new(year, month, day).ok())
        .collect();
    match whole.as_slice() {
        [day] if range_end(text, *day).is_some() => {
            let last = range_end(text, *day).unwrap_or(*day);
            return vec![format!("[{day}, {last}]")];
        }
        [day] => return vec![day.to_string()],
        [first, last] => return vec![format!("[{first}, {last}]")],
        _ => {}
    }
    let is_compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day) = if is_compact {
        (text[..4].parse().ok(), text[4..6].parse().ok(), text[6..].parse().ok())
    } else {
        return spelled(text);
    };
    let date = year.zip(month).zip(day).and_then(|((y, m), d)| Date::new(y, m, d).ok());
    date.map(|date| date.to_string()).into_iter().collect()
}

/// The last day of `2019-04-23..25`, `2019-04-23/04-25` or `2019-04-23, 25`.
fn range_end(text: &str, first: Date) -> Option<Date> {
    let (_, rest) = text.split_once(&first.to_string())?;
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let rest = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) => (month.parse().ok()?, day),
        None => (first.month(), rest),
    };
    let is_day = day.len() <= 2 && !day.is_empty() && day.bytes().all(|b| b.is_ascii_digit());
    let last = Date::new(first.year(), month, day.parse().ok().filter(|_| is_day)?).ok()?;
    (last > first).then_some(last)
}

fn spelled(text: &str) -> Vec<String> {
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).filter_map(word).collect();
    let year = |word: Word| match word {
        Word::Number { value, digits: 4 } => Some(value),
        _ => None,
    };
    let small = |word: Word| match word {
        Word::Number { value, .. } => i8::try_from(value).ok(),
        Word::Month(_) => None,
    };
    let date = |year: Option<i16>, month: Option<i8>, day: Option<i8>| {
        Some(Date::new(year?, month?, day?).ok()?.to_string())
    };
    let found = match words.as_slice() {
        &[y, Word::Month(month), day] if year(y).is_some() => {
            vec![date(year(y), Some(month), small(day))]
        }
        &[Word::Month(month), day, y] | &[day, Word::Month(month), y] => {
            vec![date(year(y), Some(month), small(day))]
        }
        &[y, a, b] if year(y).is_some() => {
            vec![date(year(y), small(a), small(b)), date(year(y), small(b), small(a))]
        }
        &[a, b, y] => vec![date(year(y), small(b), small(a)), date(year(y), small(a), small(b))],
        _ => Vec::new(),
    };
    let is_iso = words.first().is_some_and(|&word| year(word).is_some());
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.dedup();
    // The order year, day, month is not in use.
    found.truncate(if is_iso { 1 } else { 2 });
    found
}

fn word(word: &str) -> Option<Word> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Word::Number { value: word.parse().ok()?, digits: word.len() });
    }
    // `23rd`, `1er`, `1º`
    let number = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    if !number.is_empty() {
        return Some(Word::Number { value: number.parse().ok()?, digits: number.len() });
    }
    dates::month_named(word).map(Word::Month)
}

#[cfg(test)]
mod tests {
    use super::{TimeProblem, date};

    fn guess(text: &str) -> Vec<String> {
        match date(text).unwrap_err() {
            TimeProblem::BadDate { nearest, .. } => nearest,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_date_is_guessed() {
        for (text, expected) in [
            ("2019-2-3", vec!["2019-02-03"]),
            ("2019/04/23", vec!["2019-04-23"]),
            ("23/04/2019", vec!["2019-04-23"]),
            ("04/23/2019", vec!["2019-04-23"]),
            ("03.04.2019", vec!["2019-04-03", "2019-03-04"]),
            ("04.04.2019", vec!["2019-04-04"]),
            ("20190423", vec!["2019-04-23"]),
            ("2019-23-04", vec!["2019-04-23"]),
            ("2019-04-31", vec!["2019-04-30"]),
            ("2019-02-30", vec!["2019-02-28"]),
            ("2020-02-30", vec!["2020-02-29"]),
            ("2019-04-00", vec!["2019-04-01"]),
            ("2019-13-32", vec![]),
            ("April 23rd, 2019", vec!["2019-04-23"]),
            ("23 avril 2019", vec!["2019-04-23"]),
            ("1er août 2019", vec!["2019-08-01"]),
            ("2019-04-23 09:00", vec!["2019-04-23"]),
            ("2019-04-23T09:00:00Z", vec!["2019-04-23"]),
            ("2019-04-23, 2019-04-24", vec!["[2019-04-23, 2019-04-24]"]),
            ("2019-04-23 - 2019-04-24", vec!["[2019-04-23, 2019-04-24]"]),
            ("2019-04-23..25", vec!["[2019-04-23, 2019-04-25]"]),
            ("2019-04-23/05-02", vec!["[2019-04-23, 2019-05-02]"]),
            ("2019-04-23, 24", vec!["[2019-04-23, 2019-04-24]"]),
            ("2019-04-23, 9", vec!["2019-04-23"]),
            ("soon", vec![]),
            ("2019", vec![]),
            ("2019-04", vec![]),
            ("", vec![]),
            ("９９９９-99-99", vec![]),
        ] {
            assert_eq!(guess(text), expected, "{text}");
        }
    }

    #[test]
    fn days_that_exist_are_read() {
        for text in ["2019-04-23", "2020-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(date(text).unwrap().to_string(), text);
        }
        assert!(date("2019-02-29").is_err() && date("+019-01-01").is_err());
    }
}
