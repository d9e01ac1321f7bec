//! Hours of the day, and breaks.

use jiff::civil::Time;

use super::{EventReader, shown};
use crate::diag::TimeProblem;
use crate::event::hours::{DAY, minute};
use crate::event::{Event, Hours, When};
use crate::manifest::advice;
use crate::manifest::yaml::{Yaml, YamlNode};
use crate::span::Spanned;

const HOURS: &str = "start and end, such as `09:00-17:00`";
const END: &str = "an end after the beginning, on the next day at most 12 hours later";
const BREAK: &str = "a beginning and minutes, such as `10:30+15`";

/// A longer night, in minutes, is probably a typo: an end before the start.
const LONGEST_NIGHT: i32 = 12 * 60;

/// A longer break, in minutes, is a typo.
const LONGEST_BREAK: u32 = 600;

/// A longer break, in minutes, is not suggested for a beginning and an end.
const LONGEST_MEANT: i32 = 240;

/// A slide or a lab of more minutes is a typo.
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
    Some(minutes * 60 + part * 60 / 100).filter(|seconds| *seconds <= LONGEST_SLIDE * 60)
}

impl EventReader<'_> {
    fn bad_hours(&mut self, key: &str, text: &Spanned<String>, why: &str, guess: Option<String>) {
        let problem = TimeProblem::BadHours {
            key: key.to_owned(),
            found: shown(&text.value),
            expected: why.to_owned(),
            nearest: guess,
        };
        self.report(problem, &text.span);
    }

    /// `09:00-17:00`, or past midnight: `22:00-02:00`.
    pub(super) fn hours(&mut self, key: &str, value: &Yaml) -> Option<Spanned<Hours>> {
        if let Some(guess) = listed_hours(value) {
            let help = Some(format!("did you mean `{guess}`?"));
            self.wrong_with(key, "a text", (value, help));
            return None;
        }
        let text = self.text(key, value)?;
        let ends = text.value.split_once(['-', '–']);
        let (from, to) = ends.map_or((None, None), |(from, to)| (time(from), end(to)));
        let Some((start, end)) = from.zip(to) else {
            let guess = loose_hours(&text.value);
            self.bad_hours(key, &text, HOURS, guess);
            return None;
        };
        let Some(hours) = within_a_night(start, end) else {
            let swapped = Hours { start: time_of(end), end: start };
            let guess = (minute(start) > end).then(|| written(swapped));
            self.bad_hours(key, &text, END, guess);
            return None;
        };
        Some(Spanned::new(hours, text.span))
    }

    /// Reports a start or an end that does not exist in the event's time zone.
    pub(super) fn check_clock(&mut self, when: &When, hours: &Spanned<Hours>) {
        if let (Some(at), Some(zone)) = (when.skipped(), &when.timezone) {
            let found = Spanned::new(written(hours.value), hours.span.clone());
            let (clock, day) = (at.strftime("%H:%M"), at.date());
            let why = format!("a time that exists: on {day}, clocks in {zone} skip {clock}");
            self.bad_hours("hours", &found, &why, None);
        }
    }

    /// Reports hours without a known time zone.
    pub(super) fn check_zone(&mut self, event: &Event, hours: &Spanned<Hours>) {
        if event.when.timezone.is_none() {
            let zone = super::zones::of_place(event);
            let problem = TimeProblem::FloatingHours { is_online: event.is_online(), zone };
            self.report(problem, &hours.span);
        }
    }

    /// `[10:30+15, 12:00+60]`, or one text with commas.
    pub(super) fn breaks(&mut self, value: &Yaml, when: &When) -> Vec<(Time, u32)> {
        let (open, close) = when.hours.map_or((0, DAY), |hours| {
            let open = minute(hours.start);
            (open, open + hours.minutes())
        });
        // A time before the start is after midnight.
        let begin = |start: Time| {
            let is_next = minute(start) < open && close > DAY;
            minute(start) + if is_next { DAY } else { 0 }
        };
        let mut breaks = Vec::new();
        let items = match &value.node {
            YamlNode::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let mapped: Vec<_> = items.iter().filter_map(mapped_break).collect();
        if !mapped.is_empty() {
            let help = format!("did you mean `[{}]`?", mapped.join(", "));
            self.wrong_with("breaks", "a list of texts", (value, Some(help)));
            return Vec::new();
        }
        for text in self.list("breaks", value) {
            breaks.extend(self.one_break(&text).map(|(start, minutes)| (start, minutes, text)));
        }
        breaks.sort_by_key(|(start, ..)| begin(*start));
        let mut before: Option<(i32, String)> = None;
        for (start, minutes, text) in &breaks {
            let begin = begin(*start);
            let end = begin + i32::try_from(*minutes).unwrap_or(i32::MAX / 2);
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

    /// How often an entry was changed.
    pub(super) fn sequence(&mut self, value: &Yaml) -> u32 {
        self.whole("sequence", value).unwrap_or(0)
    }

    /// A whole number; `None` if there are none.
    pub(super) fn whole(&mut self, key: &str, value: &Yaml) -> Option<u32> {
        if value.node == YamlNode::Null {
            return None;
        }
        let number = value.scalar().and_then(|text| text.trim().parse().ok());
        if number.is_none() {
            self.wrong(key, "a whole number", value);
        }
        number
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

/// The minutes of an end: `24:00` is the midnight after the day.
fn end(text: &str) -> Option<i32> {
    if text.trim() == "24:00" { Some(DAY) } else { time(text).map(minute) }
}

/// A time of the day, by its minutes.
fn time_of(minutes: i32) -> Time {
    let part = |part: i32| i8::try_from(part).unwrap_or_default();
    Time::new(part(minutes % DAY / 60), part(minutes % 60), 0, 0).unwrap_or_default()
}

/// The hours from a start to an end in minutes, if the end is later on the same day, or soon enough
/// on the next day.
fn within_a_night(start: Time, end: i32) -> Option<Hours> {
    let open = minute(start);
    // `20:00-00:00` ends at the midnight after the day, too.
    let end = if end == 0 && open > 0 { DAY } else { end };
    let is_sound = end > open || (end < open && end + DAY - open <= LONGEST_NIGHT);
    is_sound.then(|| Hours { start, end: time_of(end) })
}

fn written(hours: Hours) -> String {
    format!("{}-{}", clock(hours.start), clock(hours.end))
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `9-17`, `9h30 - 17h`, `9am to 5pm`, `09.00-17.00` in the correct form.
fn loose_hours(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let (from, to) = text
        .split_once(['-', '–', '—'])
        .or_else(|| text.split_once(" to "))
        .or_else(|| text.split_once(".."))
        .or_else(|| text.split_once([',', '/', '~', '→']))
        .or_else(|| text.split_once(" until "))
        .or_else(|| text.split_once(" bis "))
        .or_else(|| text.split_once(" à "))?;
    within_a_night(loose_time(from)?, minute(loose_time(to)?)).map(written)
}

/// `[09:00, 17:00]`, `{start: 9, end: 17}` in the correct form.
fn listed_hours(value: &Yaml) -> Option<String> {
    let texts: Vec<&str> = match &value.node {
        YamlNode::List(items) => items.iter().map(Yaml::scalar).collect::<Option<_>>()?,
        YamlNode::Map(entries) => {
            entries.iter().map(|(_, value)| value.scalar()).collect::<Option<_>>()?
        }
        _ => return None,
    };
    match texts.as_slice() {
        [one] => loose_hours(one),
        [from, to] => loose_hours(&format!("{from}-{to}")),
        _ => None,
    }
}

/// `10:30 15`, `10.30+15min`, `12:00-13:00` in the correct form.
fn loose_break(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let lower = lower.replace("noon", "12:00").replace("midi", "12:00");
    let ends = lower.split_once(['-', '–', '—']).or_else(|| lower.split_once(" to "));
    if let Some((from, to)) = ends.and_then(|(from, to)| loose_time(from).zip(loose_time(to))) {
        let length = (minute(to) - minute(from)).rem_euclid(DAY);
        let is_break = (1..=LONGEST_MEANT).contains(&length);
        return is_break.then(|| format!("{}+{length}", clock(from)));
    }
    let (start, rest) = match lower.split_once(['+', ' ', '/', '(']) {
        Some(parts) => parts,
        // `12:00:60`
        None => lower.match_indices(':').nth(1).map(|(at, _)| (&lower[..at], &lower[at + 1..]))?,
    };
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let minutes = advice::minutes(rest).filter(|m| (1..=LONGEST_BREAK).contains(m))?;
    Some(format!("{}+{minutes}", clock(loose_time(start)?)))
}

/// Breaks that are not written as text: `{start: 12:00, minutes: 60}`, `{12:00: 60}`.
fn mapped_break(value: &Yaml) -> Option<String> {
    let YamlNode::Map(entries) = &value.node else { return None };
    let text = match entries.as_slice() {
        [(start, length)] => format!("{} {}", start.value, length.scalar()?),
        [(_, start), (key, length)] => {
            let sign = if matches!(key.value.as_str(), "end" | "to" | "until") { "-" } else { " " };
            format!("{}{sign}{}", start.scalar()?, length.scalar()?)
        }
        _ => return None,
    };
    loose_break(&text)
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
    // Some authors count past midnight: `24:00`, `26:00`.
    let hour = if (24..36).contains(&hour) { hour - 24 } else { hour };
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
            ("10pm to 2am", "22:00-02:00"),
            ("22:00-26:00", "22:00-02:00"),
            ("24:00-2:00", "00:00-02:00"),
        ] {
            assert_eq!(loose_hours(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(loose_hours("morning"), None);
        assert_eq!(loose_break("10h30 15").as_deref(), Some("10:30+15"));
        assert_eq!(loose_break("10:30+15min").as_deref(), Some("10:30+15"));
        assert_eq!(loose_break("10:30"), None);
        assert_eq!(loose_break("12:00-13:00").as_deref(), Some("12:00+60"));
        assert_eq!(loose_break("12 to 1:30pm").as_deref(), Some("12:00+90"));
        assert_eq!(loose_break("12:00+1h30").as_deref(), Some("12:00+90"));
        assert_eq!(loose_break("12:00:45").as_deref(), Some("12:00+45"));
        assert_eq!(loose_break("lunch"), None);
    }
}
