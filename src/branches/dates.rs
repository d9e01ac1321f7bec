//! When a branch was delivered, from its name and the days of its commits.

use jiff::civil::Date;

/// Months in English and French, by the beginnings of their names; without accents, as branches have them.
const MONTHS: [(&str, i8); 22] = [
    ("january", 1),
    ("janvier", 1),
    ("february", 2),
    ("fevrier", 2),
    ("march", 3),
    ("mars", 3),
    ("april", 4),
    ("avril", 4),
    ("may", 5),
    ("mai", 5),
    ("june", 6),
    ("juin", 6),
    ("july", 7),
    ("juillet", 7),
    ("august", 8),
    ("aout", 8),
    ("september", 9),
    ("septembre", 9),
    ("october", 10),
    ("octobre", 10),
    ("november", 11),
    ("novembre", 11),
];

/// December, whose name is nearly the same in both languages.
const DECEMBER: [&str; 2] = ["december", "decembre"];

/// The years in which a delivery can have taken place.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// A day, and whether it comes from the name of the branch.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDay {
    pub(super) day: Date,
    pub(super) is_said: bool,
}

/// The first day of a delivery: the one in the name; or, if the name has only a month or a year,
/// the last day of work on the branch within it. `None` if the name contains neither, or the branch
/// has no commit from that time.
pub(super) fn day(name: &str, days: &[Date]) -> Option<FoundDay> {
    let name = plain(name);
    let (year, month, day) = said(&name)?;
    if let (Some(month), Some(day)) = (month, day)
        && let Ok(day) = Date::new(year, month, day)
    {
        return Some(FoundDay { day, is_said: true });
    }
    let is_then =
        |day: &&Date| day.year() == year && month.is_none_or(|month| day.month() == month);
    days.iter().filter(is_then).max().map(|&day| FoundDay { day, is_said: false })
}

/// In lower case, without the accents of French months.
fn plain(name: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ù' => 'u',
        c => c,
    };
    name.to_lowercase().chars().map(plain).collect()
}

/// The year, the month and the day in a name.
fn said(name: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let starts = name.char_indices().map(|(at, _)| at);
    let is_begin = |at: &usize| !name[..*at].ends_with(|c: char| c.is_ascii_digit());
    let mut years = starts.filter(is_begin).filter_map(|at| {
        let rest = &name[at..];
        let year = rest.get(..4).filter(|_| digits(rest) == 4)?.parse().ok()?;
        YEARS.contains(&year).then_some((at, year))
    });
    let (at, year) = years.next()?;
    let two = |text: &str| -> Option<i8> {
        let text = text.strip_prefix('-')?;
        text.get(..2).filter(|_| digits(text) == 2)?.parse().ok()
    };
    let after = &name[at + 4..];
    if let Some(month) = two(after).filter(|month| (1..=12).contains(month)) {
        return Some((year, Some(month), two(&after[3..])));
    }
    let months = MONTHS.into_iter().chain(DECEMBER.map(|name| (name, 12)));
    let is_word =
        |word: &str| name.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part == word);
    let month = months.into_iter().find(|(word, _)| is_word(word)).map(|(_, month)| month);
    Some((year, month, None))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{FoundDay, day};

    fn found(name: &str, days: &[Date]) -> Option<(String, bool)> {
        day(name, days).map(|FoundDay { day, is_said }| (day.to_string(), is_said))
    }

    #[test]
    fn names_say_when_a_delivery_was() {
        let days = [date(2019, 5, 2), date(2019, 4, 23), date(2019, 4, 1), date(2018, 12, 9)];
        for (name, expected) in [
            ("2019-04-acme", "2019-04-23"),
            ("bread-2019-04", "2019-04-23"),
            ("avril2019", "2019-04-23"),
            ("Décembre-2018", "2018-12-09"),
            ("bakers2019", "2019-05-02"),
            ("conf-2018", "2018-12-09"),
        ] {
            assert_eq!(found(name, &days), Some((expected.to_owned(), false)), "{name}");
        }
        assert_eq!(found("2019-04-30-acme", &days), Some(("2019-04-30".to_owned(), true)));
    }

    #[test]
    fn what_nobody_says_is_not_guessed() {
        let days = [date(2019, 4, 23)];
        for name in ["main", "bread17", "2020-01-acme", "12019-04", "20190423", "v2", "é", ""] {
            assert_eq!(found(name, &days), None, "{name}");
        }
        // A day that no month has.
        assert_eq!(found("2019-04-31", &days), Some(("2019-04-23".to_owned(), false)));
    }
}
