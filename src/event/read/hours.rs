//! Hours of the day, breaks, time zones.

use jiff::civil::Time;
use jiff::tz::TimeZoneDatabase;

use super::{Reader, shown};
use crate::diag::Problem;
use crate::diag::nearest::nearest;
use crate::event::When;
use crate::manifest::yaml::{Node, Yaml};
use crate::span::Spanned;

const HOURS: &str = "from when to when, such as `09:00-17:00`";
const BREAK: &str = "a beginning and minutes, such as `10:30+15`";

/// What the database calls a zone that nobody knows.
const NO_ZONE: &str = "Etc/Unknown";

/// A break of more minutes is a slip.
const LONGEST_BREAK: u32 = 600;

/// A slide or a lab that takes more minutes is a slip.
const LONGEST_SLIDE: u64 = 600;

/// Minutes with at most two decimals, in seconds: `1.5`.
pub(super) fn seconds(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || part.len() > 2 {
        return None;
    }
    let minutes: u64 = whole.parse().ok().filter(|minutes| *minutes <= LONGEST_SLIDE)?;
    let part: u64 = format!("{part:0<2}").parse().ok()?;
    Some(minutes * 60 + part * 60 / 100)
}

impl Reader<'_> {
    fn bad_hours(&mut self, key: &str, text: &Spanned<String>, why: &str, guess: Option<String>) {
        let problem = Problem::BadHours {
            key: key.to_owned(),
            found: shown(&text.value),
            expected: why.to_owned(),
            nearest: guess,
        };
        self.report(problem, &text.span);
    }

    /// `09:00-17:00`.
    pub(super) fn hours(&mut self, value: &Yaml) -> Option<(Time, Time)> {
        let text = self.text("hours", value)?;
        let ends = text.value.split_once(['-', '–']);
        let (from, to) = ends.map_or((None, None), |(from, to)| (time(from), time(to)));
        let Some((from, to)) = from.zip(to) else {
            let guess = loose_hours(&text.value);
            self.bad_hours("hours", &text, HOURS, guess);
            return None;
        };
        if from >= to {
            let guess = (from > to).then(|| format!("{}-{}", clock(to), clock(from)));
            self.bad_hours("hours", &text, "an end after the beginning", guess);
            return None;
        }
        Some((from, to))
    }

    /// `[10:30+15, 12:00+60]`, or one text with commas.
    pub(super) fn breaks(&mut self, value: &Yaml, when: &When) -> Vec<(Time, u32)> {
        let mut breaks = Vec::new();
        for text in self.list("breaks", value) {
            breaks.extend(self.one_break(&text).map(|(start, minutes)| (start, minutes, text)));
        }
        breaks.sort_by_key(|(start, ..)| *start);
        let mut before: Option<(i32, String)> = None;
        for (start, minutes, text) in &breaks {
            let begin = minute(*start);
            let end = begin + i32::try_from(*minutes).unwrap_or(i32::MAX / 2);
            let (open, close) =
                when.hours.map_or((0, 24 * 60), |(from, to)| (minute(from), minute(to)));
            if begin < open || end > close {
                self.bad_hours("breaks", text, "a break within the hours", None);
            } else if let Some((_, other)) = before.as_ref().filter(|(last, _)| *last > begin) {
                let why = format!("a break after the end of `{other}`");
                self.bad_hours("breaks", text, &why, None);
            }
            before = Some((end, text.value.clone()));
        }
        breaks.into_iter().map(|(start, minutes, _)| (start, minutes)).collect()
    }

    fn one_break(&mut self, text: &Spanned<String>) -> Option<(Time, u32)> {
        let parts = text.value.split_once('+');
        let start = parts.and_then(|(start, _)| time(start));
        let minutes = parts.and_then(|(_, minutes)| minutes.trim().parse::<u32>().ok());
        let minutes = minutes.filter(|minutes| (1..=LONGEST_BREAK).contains(minutes));
        if start.zip(minutes).is_none() {
            let guess = loose_break(&text.value);
            self.bad_hours("breaks", text, BREAK, guess);
        }
        start.zip(minutes)
    }

    /// The name of a time zone, spelled as in the database.
    pub(super) fn timezone(&mut self, value: &Yaml) -> Option<String> {
        let text = self.text("timezone", value)?;
        let zones = TimeZoneDatabase::bundled();
        let zone = zones.get(&text.value).ok();
        if let Some(name) =
            zone.as_ref().and_then(|zone| zone.iana_name()).filter(|n| *n != NO_ZONE)
        {
            return Some(name.to_owned());
        }
        let names: Vec<_> = zones.available().map(|name| name.as_str().to_owned()).collect();
        let city = text.value.replace(' ', "_");
        let of_city = |name: &&String| {
            name.rsplit_once('/').is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
        };
        let guess = names.iter().find(of_city).map(String::as_str);
        let guess = guess.or_else(|| nearest(&text.value, names.iter().map(String::as_str)));
        let nearest = guess.map(str::to_owned);
        self.report(Problem::UnknownTimezone { name: shown(&text.value), nearest }, &text.span);
        None
    }

    /// How often an entry was changed.
    pub(super) fn sequence(&mut self, value: &Yaml) -> u32 {
        if value.node == Node::Null {
            return 0;
        }
        let number = value.scalar().and_then(|text| text.trim().parse().ok());
        if number.is_none() {
            self.wrong("sequence", "a whole number", value);
        }
        number.unwrap_or(0)
    }
}

/// `9:00` or `09:00`.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_shape = (1..=2).contains(&hour.len()) && minute.len() == 2;
    if !is_shape || !is_number(hour) || !is_number(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn minute(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `9-17`, `9h30 - 17h`, `9am to 5pm`, `09.00-17.00` as they should be written.
fn loose_hours(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let (from, to) = text
        .split_once(['-', '–', '—'])
        .or_else(|| text.split_once(" to "))
        .or_else(|| text.split_once(".."))
        .or_else(|| text.split_once(','))?;
    let (from, to) = (loose_time(from)?, loose_time(to)?);
    (from < to).then(|| format!("{}-{}", clock(from), clock(to)))
}

/// `10:30 15`, `10.30+15min` as they should be written.
fn loose_break(text: &str) -> Option<String> {
    let (start, rest) = text.split_once(['+', ' ', '/'])?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let minutes: u32 = digits.parse().ok().filter(|m| (1..=LONGEST_BREAK).contains(m))?;
    Some(format!("{}+{minutes}", clock(loose_time(start)?)))
}

fn loose_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty()).collect();
    let (hour, minute) = match numbers.as_slice() {
        &[hour] if hour.len() == 4 => hour.split_at(2),
        &[hour] => (hour, "0"),
        &[hour, minute] | &[hour, minute, "00"] => (hour, minute),
        _ => return None,
    };
    let hour: i8 = hour.parse().ok()?;
    let hour = match text.ends_with("pm") {
        true if hour < 12 => hour + 12,
        false if hour == 12 && text.ends_with("am") => 0,
        _ => hour,
    };
    Time::new(hour, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::{loose_break, loose_hours, time};

    #[test]
    fn times_of_the_day() {
        assert_eq!(time("9:00"), time(" 09:00 "));
        for text in ["24:00", "9", "9:0", "9:60", "-9:00", "", ":", "９:00"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn hours_are_guessed() {
        for (text, expected) in [
            ("9-17", "09:00-17:00"),
            ("9h30 – 17h", "09:30-17:00"),
            ("9am to 5pm", "09:00-17:00"),
            ("09.00-17.30", "09:00-17:30"),
            ("0900-1700", "09:00-17:00"),
            ("09:00:00-17:00:00", "09:00-17:00"),
            ("9:00, 17:00", "09:00-17:00"),
        ] {
            assert_eq!(loose_hours(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(loose_hours("morning"), None);
        assert_eq!(loose_break("10h30 15").as_deref(), Some("10:30+15"));
        assert_eq!(loose_break("10:30+15min").as_deref(), Some("10:30+15"));
        assert_eq!(loose_break("10:30"), None);
    }
}
