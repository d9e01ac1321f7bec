//! Calendars: events in the format of RFC 5545, which all calendar programs read.
//!
//! The output depends on the events alone, never on the clock: `DTSTAMP`, which the format
//! requires, is the start of an event's first day. Programs that look for changes compare
//! `SEQUENCE` first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::{Offset, TimeZone};

use super::{Event, EventStatus, Hours, zone};
use crate::source::is_control;

/// An event with its texts.
#[derive(Debug)]
pub struct CalendarEntry<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its location; may be empty.
    pub location: String,
    /// Its description, in plain text; may be empty.
    pub description: String,
    /// Its type and its topics; may be empty.
    pub categories: Vec<String>,
    /// The public address of its page; may be empty.
    pub url: String,
}

/// A calendar of events. `host` makes the identifiers of its entries globally unique.
pub fn calendar(name: &str, host: &str, entries: &[CalendarEntry<'_>]) -> String {
    let mut out = FoldedLines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Deckyard//Events//EN");
    out.line("CALSCALE:GREGORIAN");
    out.text("NAME", name);
    out.text("X-WR-CALNAME", name);
    let mut zones: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
    for CalendarEntry { event, .. } in entries {
        let (Some(zone), Some(hours)) = (&event.when.timezone, event.when.hours) else { continue };
        let (Some(first), Some(last)) = (event.when.first(), event.when.last()) else { continue };
        let last = hours.finish(last).date();
        let years = zones.entry(zone).or_insert((first, last));
        *years = (years.0.min(first), years.1.max(last));
    }
    for (zone, (first, last)) in zones {
        timezone(&mut out, zone, first.year(), last.year());
    }
    for entry in entries {
        event(&mut out, host, entry);
    }
    out.line("END:VCALENDAR");
    out.0
}

/// The transitions of a time zone in some years.
fn timezone(out: &mut FoldedLines, name: &str, first: i16, last: i16) {
    let Some(zone) = zone(name) else { return };
    let midnight = |year: i16| {
        let day = Date::new(year, 1, 1).unwrap_or(date(1970, 1, 1));
        day.to_zoned(TimeZone::UTC).map(|day| day.timestamp()).unwrap_or_default()
    };
    let (from, until) = (midnight(first), midnight(last.saturating_add(1)));
    out.line("BEGIN:VTIMEZONE");
    out.line(&format!("TZID:{name}"));
    // The rule in effect when the first year begins.
    let start = zone.preceding(from).next();
    let (since, mut offset) = match start {
        Some(before) => (before.timestamp(), zone.to_offset(before.timestamp())),
        None => (from, zone.to_offset(from)),
    };
    let earlier =
        zone.to_offset(since.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(since));
    observance(out, &zone, since, earlier);
    for change in zone.following(from).take_while(|change| change.timestamp() < until) {
        observance(out, &zone, change.timestamp(), offset);
        offset = change.offset();
    }
    out.line("END:VTIMEZONE");
}

/// One transition, in the local time before it.
fn observance(out: &mut FoldedLines, zone: &TimeZone, at: Timestamp, before: Offset) {
    let info = zone.to_offset_info(at);
    let kind = if info.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
    let local = before.to_datetime(at);
    out.line(&format!("BEGIN:{kind}"));
    out.line(&format!("DTSTART:{}", local.strftime("%Y%m%dT%H%M%S")));
    out.line(&format!("TZOFFSETFROM:{}", offset(before)));
    out.line(&format!("TZOFFSETTO:{}", offset(info.offset())));
    out.text("TZNAME", info.abbreviation());
    out.line(&format!("END:{kind}"));
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.unsigned_abs() / 60, seconds.unsigned_abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{rest}", minutes / 60, minutes % 60)
}

/// An event: one entry per day with hours, or per run of all-day dates.
fn event(out: &mut FoldedLines, host: &str, entry: &CalendarEntry<'_>) {
    let when = &entry.event.when;
    if let Some(hours) = when.hours {
        for (index, &day) in when.days.iter().enumerate() {
            let times = timed(day, hours, when.timezone.as_deref());
            let title = match when.days.len() {
                1 => entry.event.title.value.clone(),
                count => format!("{} ({}/{count})", entry.event.title.value, index + 1),
            };
            one(out, host, entry, (index + 1, &title, times));
        }
    } else {
        let rows = when.days.chunk_by(|a, b| a.tomorrow().is_ok_and(|next| next == *b));
        for (index, row) in rows.enumerate() {
            let (Some(&first), Some(&last)) = (row.first(), row.last()) else { continue };
            let end = last.tomorrow().unwrap_or(last);
            let day = |day: Date| day.strftime("%Y%m%d").to_string();
            let times = [
                format!("DTSTART;VALUE=DATE:{}", day(first)),
                format!("DTEND;VALUE=DATE:{}", day(end)),
            ];
            one(out, host, entry, (index + 1, &entry.event.title.value, times));
        }
    }
}

/// Start and end on a day; without a time zone, in the reader's local time.
fn timed(day: Date, hours: Hours, name: Option<&str>) -> [String; 2] {
    let name = name.filter(|name| zone(name).is_some());
    let zone = name.map(|name| format!(";TZID={name}")).unwrap_or_default();
    let at = |at: DateTime| at.strftime("%Y%m%dT%H%M%S").to_string();
    [
        format!("DTSTART{zone}:{}", at(hours.begin(day))),
        format!("DTEND{zone}:{}", at(hours.finish(day))),
    ]
}

/// One entry of the calendar: its number in the event, its title, its times.
fn one(
    out: &mut FoldedLines,
    host: &str,
    entry: &CalendarEntry<'_>,
    (number, title, times): (usize, &str, [String; 2]),
) {
    let event = entry.event;
    let stamp = event.when.first().unwrap_or(date(1970, 1, 1));
    out.line("BEGIN:VEVENT");
    // By number, not by date: an event that moves keeps its identifier.
    out.line(&format!("UID:{}-{number}@{host}", event.slug));
    out.line(&format!("DTSTAMP:{}T000000Z", stamp.strftime("%Y%m%d")));
    out.line(&format!("SEQUENCE:{}", event.sequence));
    for time in times {
        out.line(&time);
    }
    out.text("SUMMARY", title);
    // The replacing event has entries of its own.
    let is_cancelled = event.status == Some(EventStatus::Cancelled) || event.is_replaced();
    out.line(if is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    for (name, value) in [("LOCATION", &entry.location), ("DESCRIPTION", &entry.description)] {
        if !value.is_empty() {
            out.text(name, value);
        }
    }
    out.list("CATEGORIES", &entry.categories);
    if !entry.url.is_empty() {
        out.line(&format!("URL:{}", entry.url));
    }
    out.line("END:VEVENT");
}

/// Lines that end in CR and LF, of at most 75 bytes each.
#[derive(Default)]
struct FoldedLines(String);

impl FoldedLines {
    /// A line, folded if too long, never inside a character.
    fn line(&mut self, line: &str) {
        const MOST: usize = 75;
        let mut rest = line;
        let mut room = MOST;
        while rest.len() > room {
            let cut = crate::span::floor_char_boundary(rest, room).max(1);
            self.0.push_str(&rest[..cut]);
            self.0.push_str("\r\n ");
            rest = &rest[cut..];
            room = MOST - 1; // The blank counts.
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// A line whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", Self::escaped(value)));
    }

    /// A line whose value is a list of texts; none for an empty list.
    fn list(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<_> = values.iter().map(|value| Self::escaped(value)).collect();
            self.line(&format!("{name}:{}", values.join(",")));
        }
    }

    fn escaped(value: &str) -> String {
        let mut line = String::with_capacity(value.len());
        for c in value.trim().chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' | '\u{2028}' | '\u{2029}' => line.push_str("\\n"),
                '\r' => {}
                c if is_control(c) => {}
                c => line.push(c),
            }
        }
        line
    }
}

#[cfg(test)]
mod tests;
