//! A day as authors write it, and what was meant by one that is no day.

use jiff::civil::Date;

use crate::diag::TimeProblem;

/// What is known of the names of months.
#[derive(Copy, Clone, Debug)]
pub struct MonthNames {
    /// Finds the number of a month by its name.
    pub number: fn(&str) -> Option<i8>,
    /// The month of a day in words: `April 2019`.
    pub label: fn(Date) -> String,
}

const A_DAY: &str = "expected a day such as `2019-04-23`";

/// Reads `2019-04-23`, or returns the problem. `months` knows the names of months, for guesses.
pub fn day(text: &str, months: MonthNames) -> Result<Date, TimeProblem> {
    let problem = |why: String, nearest: Vec<String>| {
        Err(TimeProblem::BadDate { found: in_short(text), why, nearest })
    };
    let Some((year, month, day)) = strict(text) else {
        let is_open = ["tba", "tbd", "tbc", "soon", "later", "unknown", "?", "??", "???", "n/a"];
        let why = if is_open.contains(&text.to_lowercase().as_str()) {
            "expected a day; leave the key out until it is known"
        } else {
            A_DAY
        };
        return problem(why.to_owned(), guesses(text, months));
    };
    if let Ok(date) = Date::new(year, month, day) {
        return Ok(date);
    }
    let Ok(first) = Date::new(year, month, 1) else {
        let nearest = Date::new(year, day, month).ok();
        let nearest = nearest.map(|date| date.to_string()).into_iter().collect();
        return problem("expected a month from 01 to 12".to_owned(), nearest);
    };
    let why = format!("{} has {} days", (months.label)(first), first.days_in_month());
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
fn guesses(text: &str, months: MonthNames) -> Vec<String> {
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
        return spelled(text, months);
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

fn spelled(text: &str, months: MonthNames) -> Vec<String> {
    let words: Vec<_> =
        text.split(|c: char| !c.is_alphanumeric()).filter_map(|text| word(text, months)).collect();
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

fn word(word: &str, months: MonthNames) -> Option<Word> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Word::Number { value: word.parse().ok()?, digits: word.len() });
    }
    // `23rd`, `1er`, `1º`
    let number = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    if !number.is_empty() {
        return Some(Word::Number { value: number.parse().ok()?, digits: number.len() });
    }
    (months.number)(word).map(Word::Month)
}

/// A text for messages: on one line, and not too long.
fn in_short(text: &str) -> String {
    const LONGEST: usize = 80;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
