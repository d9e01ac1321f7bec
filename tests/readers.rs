//! Calendars and feeds, read back by third-party programs: their interpretation is compared with
//! the entries, moment by moment.

#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeSet;

use calcard::common::timezone::Tz;
use calcard::icalendar::dates::CalendarEvent;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use icalendar::parser::{Component, read_calendar, unfold};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};

use deckyard::diag::Severity;
use deckyard::path::OutPath;
use deckyard::site::{self, Config, Content, Site};
use deckyard::world::MemoryWorld;

/// Entries by their slugs, and the moments of UTC at which they begin and end; of whole days, the days.
const CALENDARS: [(&str, &str, &[&str]); 16] = [
    (
        "plain",
        "date: 2027-03-02, timezone: Europe/Paris, hours: '09:00-17:00'",
        &["2027-03-02T08:00:00Z 2027-03-02T16:00:00Z"],
    ),
    (
        "over-a-change",
        "date: [2027-03-27, 2027-03-29], timezone: Europe/Paris, hours: '09:00-17:00'",
        &[
            "2027-03-27T08:00:00Z 2027-03-27T16:00:00Z",
            "2027-03-28T07:00:00Z 2027-03-28T15:00:00Z",
            "2027-03-29T07:00:00Z 2027-03-29T15:00:00Z",
        ],
    ),
    (
        "short-night",
        "date: 2027-03-27, timezone: Europe/Paris, hours: '22:00-04:00'",
        &["2027-03-27T21:00:00Z 2027-03-28T02:00:00Z"],
    ),
    (
        "long-night",
        "date: 2027-10-30, timezone: Europe/Paris, hours: '22:00-04:00'",
        &["2027-10-30T20:00:00Z 2027-10-31T03:00:00Z"],
    ),
    (
        "until-midnight",
        "date: 2027-12-31, timezone: Europe/Berlin, hours: '20:00-24:00'",
        &["2027-12-31T19:00:00Z 2027-12-31T23:00:00Z"],
    ),
    (
        "new-year",
        "date: 2027-12-31, timezone: Australia/Sydney, hours: '22:00-02:00'",
        &["2027-12-31T11:00:00Z 2027-12-31T15:00:00Z"],
    ),
    (
        "american-night",
        "date: 2027-03-13, timezone: America/New_York, hours: '22:00-04:00'",
        &["2027-03-14T03:00:00Z 2027-03-14T08:00:00Z"],
    ),
    (
        "half-hours",
        "date: 2027-05-01, timezone: Asia/Kolkata, hours: '09:30-12:00'",
        &["2027-05-01T04:00:00Z 2027-05-01T06:30:00Z"],
    ),
    (
        "half-hour-of-summer",
        "date: 2027-04-03, timezone: Australia/Lord_Howe, hours: '22:00-04:00'",
        &["2027-04-03T11:00:00Z 2027-04-03T17:30:00Z"],
    ),
    (
        "universal",
        "date: 2027-05-01, timezone: UTC, hours: '09:00-10:00'",
        &["2027-05-01T09:00:00Z 2027-05-01T10:00:00Z"],
    ),
    (
        "evenings",
        "date: [2027-03-25, 2027-04-01, 2027-10-28, 2027-11-04], timezone: Europe/London, hours: '18:30-20:00'",
        &[
            "2027-03-25T18:30:00Z 2027-03-25T20:00:00Z",
            "2027-04-01T17:30:00Z 2027-04-01T19:00:00Z",
            "2027-10-28T17:30:00Z 2027-10-28T19:00:00Z",
            "2027-11-04T18:30:00Z 2027-11-04T20:00:00Z",
        ],
    ),
    (
        "online",
        "date: 2027-07-01, city: online, timezone: America/Los_Angeles, hours: '17:00-18:00'",
        &["2027-07-02T00:00:00Z 2027-07-02T01:00:00Z"],
    ),
    ("all-day", "date: 2019-04-23", &["2019-04-23 2019-04-24"]),
    ("several-days", "date: [2027-03-02, 2027-03-04]", &["2027-03-02 2027-03-05"]),
    (
        "with-gaps",
        "date: [2027-03-02, 2027-03-03, 2027-03-09]",
        &["2027-03-02 2027-03-04", "2027-03-09 2027-03-10"],
    ),
    ("year-end", "date: [2027-12-30, 2028-01-02]", &["2027-12-30 2028-01-03"]),
];

/// Texts with all characters that have a meaning in calendars and XML.
const TITLE: &str = "Brot; \"Butter\", \\ & <Käse>";

fn built(today: Date) -> Site {
    let mut list = String::from(
        "site: {title: 'Kurse, & mehr; 日本', url: 'https://bücher.example/thé/', description: 'a < b'}\nworkshops:\n",
    );
    for (slug, when, _) in CALENDARS {
        let slug = if slug == "plain" { "été-東京" } else { slug };
        let title = TITLE.replace('\'', "''");
        let entry = format!(
            "- {{slug: '{slug}', title: '{title}', {when}, place: \"1 rue; du Four,\\nroom\\\\3\\n\", \
             abstract: \"Erste, Zeile;\\n\\n**zweite** 🥖\\n\", attend: 'https://bücher.example/ä?b=ü'}}\n"
        );
        list.push_str(&entry);
    }
    let world = MemoryWorld::default()
        .with("slides/deck.yml", "title: D\ncontent: [a.md]\n")
        .with("slides/a.md", "# A\n")
        .with("workshops.yml", list);
    let built = site::build(&world, &Config { today: Some(today), ..Config::default() });
    let errors = built.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    let errors: Vec<_> = errors.map(|d| d.problem.words().message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    built.output
}

fn text(site: &Site, path: &str) -> String {
    let file = site.files.get(&OutPath::new(path).expect("a path"));
    let Some(Content::Bytes(bytes)) = file else { panic!("{path} is written") };
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The expected form of a moment: a timestamp, or the first second of a day.
fn seconds(text: &str) -> i64 {
    if let Ok(at) = text.parse::<Timestamp>() {
        return at.as_second();
    }
    let day: Date = text.parse().expect("a day");
    day.to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_second()
}

fn expected(moments: &[&str]) -> Vec<(i64, i64)> {
    let pair = |moments: &&str| {
        let (from, to) = moments.split_once(' ').expect("from and to");
        (seconds(from), seconds(to))
    };
    moments.iter().map(pair).collect()
}

fn path(slug: &str) -> String {
    format!("events/{}/event.ics", if slug == "plain" { "été-東京" } else { slug })
}

#[test]
fn calcard_resolves_all_times() {
    let site = built(date(2027, 1, 1));
    let moments = |text: &str| {
        let calendar = ICalendar::parse(text).expect("a calendar");
        let expanded = calendar.expand_dates(Tz::UTC, 1000);
        assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
        expanded.events.iter().map(CalendarEvent::timestamps).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for (slug, _, times) in CALENDARS {
        let found = moments(&text(&site, &path(slug)));
        assert_eq!(found, expected(times), "{slug}");
        all.extend(found);
    }
    let mut found = moments(&text(&site, "workshops.ics"));
    found.sort_unstable();
    all.sort_unstable();
    assert_eq!(found, all);
}

#[test]
fn calcard_reads_all_texts() {
    let site = built(date(2027, 1, 1));
    let calendar = ICalendar::parse(text(&site, "workshops.ics")).expect("a calendar");
    let mut names = BTreeSet::new();
    let events = calendar.components.iter().filter(|component| component.uid().is_some());
    for event in events {
        let value = |property: ICalendarProperty| {
            let value = event.property(&property).and_then(|entry| entry.values.first());
            value.and_then(|value| value.as_text()).unwrap_or_default().to_owned()
        };
        assert!(value(ICalendarProperty::Summary).starts_with(TITLE));
        let place = value(ICalendarProperty::Location);
        assert!(place.starts_with("1 rue; du Four, room\\3"), "{place}");
        let description = value(ICalendarProperty::Description);
        assert!(description.starts_with("Erste, Zeile;\n"), "{description}");
        assert!(description.contains("🥖"), "{description}");
        assert!(
            description.contains("https://xn--bcher-kva.example/%C3%A4?b=%C3%BC"),
            "{description}"
        );
        let uid = event.uid().expect("a name").to_owned();
        assert!(uid.ends_with("@xn--bcher-kva.example"), "{uid}");
        assert!(names.insert(uid));
    }
    assert_eq!(names.len(), CALENDARS.iter().map(|(_, _, times)| times.len()).sum::<usize>());
}

/// The raw value of a property.
fn value<'c>(component: &'c Component<'_>, name: &str) -> &'c str {
    let property = component.properties.iter().find(|property| property.name == name);
    property.unwrap_or_else(|| panic!("{name}")).val.as_str()
}

/// `+0130` in seconds.
fn offset(text: &str) -> i64 {
    let (sign, digits) = text.split_at(1);
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i64>().expect("a number");
    let total = number(0..2) * 3600 + number(2..4) * 60;
    if sign == "-" { -total } else { total }
}

fn local(text: &str) -> i64 {
    let at = DateTime::strptime("%Y%m%dT%H%M%S", text).expect("a time");
    at.to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_second()
}

/// The Unix time of a local time by the rules in the calendar itself, as in RFC 5545.
fn resolved(zone: &Component<'_>, time: i64) -> i64 {
    let mut rules: Vec<_> = zone
        .components
        .iter()
        .map(|rule| {
            let (from, to) =
                (offset(value(rule, "TZOFFSETFROM")), offset(value(rule, "TZOFFSETTO")));
            (local(value(rule, "DTSTART")) - from, to)
        })
        .collect();
    rules.sort_unstable();
    let holds = |index: usize| {
        let (begin, to) = rules[index];
        let end = rules.get(index + 1).map_or(i64::MAX, |(next, _)| *next);
        Some(time - to).filter(|second| (begin..end).contains(second))
    };
    (0..rules.len()).find_map(holds).expect("a rule that holds")
}

#[test]
fn icalendar_finds_the_same_times_by_the_rules_in_the_file() {
    let site = built(date(2027, 1, 1));
    for (slug, _, times) in CALENDARS {
        let unfolded = unfold(&text(&site, &path(slug)));
        let calendar = read_calendar(&unfolded).expect("a calendar");
        let of = |name: &'static str| calendar.components.iter().filter(move |c| c.name == name);
        let found: Vec<_> = of("VEVENT")
            .map(|event| {
                let moment = |name: &str| {
                    let property =
                        event.properties.iter().find(|p| p.name == name).expect("a time");
                    let zone = property.params.iter().find(|param| param.key == "TZID");
                    let text = property.val.as_str();
                    let Some(zone) = zone.and_then(|zone| zone.val.as_ref()) else {
                        return local(&format!("{text}T000000"));
                    };
                    let rules = of("VTIMEZONE").find(|rules| value(rules, "TZID") == zone.as_str());
                    resolved(rules.expect("the zone's rules"), local(text))
                };
                let url = value(event, "URL");
                assert!(url.starts_with("https://xn--bcher-kva.example/th%C3%A9/events/"), "{url}");
                assert!(url.is_ascii(), "{url}");
                (moment("DTSTART"), moment("DTEND"))
            })
            .collect();
        assert_eq!(found, expected(times), "{slug}");
    }
}

#[test]
fn icalendar_takes_each_file_as_a_whole() {
    let site = built(date(2027, 1, 1));
    let all: icalendar::Calendar = text(&site, "workshops.ics").parse().expect("a calendar");
    // It returns this one exactly as in the file.
    assert_eq!(all.get_name(), Some("Kurse\\, & mehr\\; 日本"));
    let zones = all.components.iter().filter(|component| component.as_event().is_none()).count();
    assert_eq!(zones, 9, "each zone once");
}

#[test]
fn feeds_are_read_by_two_others() {
    let today = date(2027, 1, 1);
    let site = built(today);
    let text = text(&site, "feed.atom");
    let feed = atom_syndication::Feed::read_from(text.as_bytes()).expect("a feed");
    assert_eq!(feed.title().as_str(), "Kurse, & mehr; 日本");
    assert_eq!(feed.subtitle().map(atom_syndication::Text::as_str), Some("a < b"));
    assert_eq!(feed.entries().len(), CALENDARS.len());
    let end = seconds("2027-01-01T23:59:59Z");
    assert!(feed.updated().timestamp() <= end, "{}", feed.updated());
    let mut ids = BTreeSet::from([feed.id().to_owned()]);
    for entry in feed.entries() {
        assert_eq!(entry.title().as_str(), TITLE);
        assert!(entry.updated().timestamp() <= end, "{}", entry.updated());
        assert_eq!(entry.published(), Some(entry.updated()));
        let link = entry.links().first().expect("a link").href();
        assert!(link.starts_with("https://xn--bcher-kva.example/th%C3%A9/events/"), "{link}");
        assert!(link.is_ascii() && entry.id().is_ascii(), "{link} {}", entry.id());
        assert!(ids.insert(entry.id().to_owned()));
    }
    let document = roxmltree::Document::parse(&text).expect("XML");
    let entries = document.descendants().filter(|node| node.has_tag_name("entry")).count();
    assert_eq!(entries, CALENDARS.len());
    for path in ["sitemap.xml", "covers/deck.svg"] {
        let text = self::text(&site, path);
        let document = roxmltree::Document::parse(&text).expect("XML");
        let addresses = document.descendants().filter(|node| node.has_tag_name("loc"));
        assert!(addresses.filter_map(|node| node.text()).all(str::is_ascii), "{text}");
    }
}

#[test]
fn control_characters_make_no_file_unreadable() {
    // Characters that YAML cannot contain, but chapters and their references can.
    let heading = "# A\u{1}\u{b}&#1;\u{7f}\u{fffe} B\n\n---\n\n# C\u{1b}[31m\n";
    let world = MemoryWorld::default()
        .with("slides/deck.yml", "description: D\ncontent: [a.md, b.md]\n")
        .with("slides/a.md", heading)
        .with("slides/b.md", heading)
        .with(
            "workshops.yml",
            "- {title: T, date: 2027-03-02, decks: [deck], abstract: \"a &#1; b\"}\n",
        );
    let mut overrides = deckyard::manifest::Overrides::default();
    overrides.set("title", "T\u{1}\u{ffff}");
    let built = site::build(&world, &Config { overrides, ..Config::default() });
    let mut seen = 0;
    for (path, content) in &built.output.files {
        let Content::Bytes(bytes) = content else { continue };
        let Some(text) =
            std::str::from_utf8(bytes).ok().filter(|_| !path.as_str().starts_with("assets/"))
        else {
            continue;
        };
        let is_markup = [".svg", ".atom", ".xml"].iter().any(|end| path.as_str().ends_with(end));
        if is_markup {
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let is_wrong = |c: char| deckyard::source::is_control(c);
        let found = text.chars().find(|&c| is_wrong(c));
        assert_eq!(found, None, "{path}");
        seen += 1;
    }
    assert!(seen > 5, "{seen}");
}
