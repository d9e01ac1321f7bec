//! `date:` as days, and corrections for invalid dates.

use jiff::civil::Date;

use super::EventReader;
use crate::diag::TimeProblem;
use crate::event::{Event, dates};
use crate::language::built_in_vocabulary;
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::manifest::{MonthNames, day};
use crate::span::Spanned;

/// A range of more days is suspicious.
const LONG: usize = 62;

/// A range of more days is a typo.
const LONGEST: usize = 366;

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

    /// The day on which an event was announced, which is before its end.
    pub(super) fn announced(&mut self, value: &Yaml, event: &Event) -> Option<Spanned<Date>> {
        let day = self.day_of("announced", value)?;
        match event.when.last() {
            Some(last) if day.value > last => {
                let (found, last) = (day.value.to_string(), last.to_string());
                let why = format!("expected a day before the end of the event on {last}");
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

    /// The day that is the value of a key.
    pub(super) fn day_of(&mut self, key: &str, value: &Yaml) -> Option<Spanned<Date>> {
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
    let label = |first| dates::month_year(first, &built_in_vocabulary("en"));
    day(text, MonthNames { number: dates::month_named, label })
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
