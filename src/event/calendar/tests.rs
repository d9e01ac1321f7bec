//! Calendars, line by line.

use jiff::civil::{date, time};

use super::{CalendarEntry, calendar};
use crate::event::{Event, EventStatus, Hours, read};
use crate::path::ProjectPath;
use crate::source::Source;

const LIST: &str = "\
site: {timezone: Europe/Paris}
workshops:
- {title: Whole days, slug: whole, date: [2019-04-23, 2019-04-25]}
- {title: Evenings, slug: evenings, date: [2027-03-02, 2027-03-09, 2027-03-30], hours: 18:30-20:00}
- {title: Off, slug: off, date: 2027-01-05, status: cancelled, sequence: 3}
";

fn events() -> Vec<std::sync::Arc<Event>> {
    let read = read(&Source::new(ProjectPath::new("workshops.yml"), LIST));
    assert_eq!(read.diagnostics, []);
    read.output.events
}

fn of(event: &Event, description: &str) -> String {
    let entry = CalendarEntry {
        event,
        location: "Room 1; first floor, left".to_owned(),
        categories: Vec::new(),
        description: description.to_owned(),
        url: "https://example.org/events/x/".to_owned(),
    };
    calendar("Courses", "example.org", &[entry])
}

/// The lines before folding.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn whole_days_end_before_the_next_one() {
    let lines = lines(&of(&events()[0], ""));
    for line in [
        "UID:whole-1@example.org",
        "DTSTAMP:20190423T000000Z",
        "DTSTART;VALUE=DATE:20190423",
        "DTEND;VALUE=DATE:20190426",
        "SUMMARY:Whole days",
        "LOCATION:Room 1\\; first floor\\, left",
        "STATUS:CONFIRMED",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
    assert!(!lines.iter().any(|line| line.contains("VTIMEZONE")));
}

#[test]
fn days_with_hours_are_entries_of_their_own() {
    let lines = lines(&of(&events()[1], ""));
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 3);
    for line in [
        "DTSTART;TZID=Europe/Paris:20270302T183000",
        "DTEND;TZID=Europe/Paris:20270330T200000",
        "UID:evenings-3@example.org",
        "SUMMARY:Evenings (3/3)",
        // The clock changes between the second and the third evening.
        "DTSTART:20270328T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
}

#[test]
fn what_is_cancelled_says_so() {
    let text = of(&events()[2], "");
    assert!(text.contains("STATUS:CANCELLED\r\n") && text.contains("SEQUENCE:3\r\n"));
}

#[test]
fn long_lines_are_folded_between_characters() {
    let long = "é, ü; \\ 日本語\n".repeat(30);
    let text = of(&events()[0], &long);
    let lines = lines(&text);
    let found = lines.iter().find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
    assert_eq!(
        found,
        long.trim()
            .replace('\\', "\\\\")
            .replace(',', "\\,")
            .replace(';', "\\;")
            .replace('\n', "\\n")
    );
}

#[test]
fn an_entry_is_named_by_its_number_so_that_it_can_move() {
    let events = events();
    let mut moved = (*events[2]).clone();
    moved.when.days = vec![date(2027, 6, 1)];
    moved.when.hours = Some(Hours { start: time(9, 0, 0, 0), end: time(10, 0, 0, 0) });
    moved.status = Some(EventStatus::Moved);
    let text = of(&moved, "");
    assert!(text.contains("UID:off-1@example.org\r\n"));
    assert!(text.contains("DTSTART;TZID=Europe/Paris:20270601T090000\r\n"));
}

#[test]
fn a_night_ends_on_the_next_day() {
    let mut night = (*events()[1]).clone();
    night.when.days = vec![date(2027, 12, 31)];
    for (end, expected) in [(2, "20280101T020000"), (0, "20280101T000000")] {
        night.when.hours = Some(Hours { start: time(22, 0, 0, 0), end: time(end, 0, 0, 0) });
        let text = of(&night, "");
        assert!(text.contains("DTSTART;TZID=Europe/Paris:20271231T220000\r\n"), "{text}");
        assert!(text.contains(&format!("DTEND;TZID=Europe/Paris:{expected}\r\n")), "{text}");
        // The rules of the year in which it ends are also included.
        assert!(text.contains("DTSTART:20280326T020000\r\n"), "{text}");
    }
}

#[test]
fn nothing_in_a_text_ends_its_line() {
    let text = of(&events()[0], "a\r\nb\u{2028}c\u{1}d\u{85}e\u{fffe}f");
    let lines = lines(&text);
    assert!(lines.contains(&"DESCRIPTION:a\\nb\\ncdef".to_owned()), "{lines:?}");
}
