//! Tests of reading lists of events.

use jiff::civil::{date, time};

use super::read;
use crate::diag::Code;
use crate::diag::level::{Level, LevelSet};
use crate::event::agenda::Pace;
use crate::event::{Event, EventStatus, Hours, Workshops};
use crate::path::ProjectPath;
use crate::routes::DownloadKind;
use crate::source::Source;

fn source(text: &str) -> Source {
    Source::new(ProjectPath::new("workshops.yml"), text)
}

/// Reads a list that must have no problems.
#[track_caller]
fn workshops(text: &str) -> Workshops {
    let warned = read(&source(text));
    assert_eq!(warned.diagnostics, []);
    warned.output
}

/// The codes with their lines and columns.
fn problems(text: &str) -> Vec<String> {
    let source = source(text);
    let problem = |d: crate::diag::Diagnostic| {
        let at = source.position(d.span.unwrap().start as usize);
        // Each problem must have a message.
        assert!(!d.problem.words().message.is_empty());
        format!("{}:{} {}", at.line, at.column, d.problem.code().name())
    };
    crate::diag::merged(read(&source).diagnostics).into_iter().map(problem).collect()
}

fn slugs(text: &str) -> Vec<String> {
    read(&source(text)).output.events.iter().map(|event| event.slug.clone()).collect()
}

const FULL: &str = r##"
site:
  title: Container &amp; Training
  description: Workshops
  url: https://example.org/sub
  language: pt_BR
  timezone: europe/paris
  minutes: {slide: 1.5, lab: 10}
  downloads: [zip, text]
  llms: true
speakers:
  jpetazzo:
    name: Jérôme Petazzoni
    url: https://example.org/jp
    bio: |
      Some *Markdown*<!-- SECRET -->.
    photo: images/jp.jpg
  rdegez: Romain Degez
redirects:
  next: events/2019-04-23-paris-enix-sas/index.html
  /hi5/: https://enix.io/
  https://old.example.org/*: events/x/:splat
workshops:
- date: [2019-04-23, 2019-04-24]
  country: FR
  city: Paris
  event: ENIX SAS
  place: 12 rue X <!-- code 1234 -->
  title: Déployer<br/>ses applications
  lang: fr
  speaker: "jpetazzo, rdegez"
  attend: https://example.org/a
  slides: https://example.org/s
  video: https://example.org/v
  chat: https://example.org/c
  decks: [kube-twodays, intro]
  exclude: [self-paced, "in-person x"]
  vars: {chat: "[Gitter](https://x)", wifi: "ENIX<!-- pw -->"}
  overlay: events/2019-04-enix
  skip: [k8s/x.md, "#name"]
  after: {k8s/a.md: k8s/b.md, k8s/c.md: [k8s/d.md, k8s/e.md]}
  rev: kube-2019-04
  missing: warn
  downloads: zip, labs
  root: intro
  breaks: [12:00+60, 10:30+15]
  hours: 09:00-17:00
  theme: folio
  brand: {name: Guild}
  level: intermediate
  abstract: |
    First.

    Second.
  requirements: A laptop
  status: Sold out
  slug: enix
  aliases: [old, older]
  announced: 2019-01-07
  sequence: 3
  type: course
  audience: Bakers
  topics: [bread, yeast]
  price: [{name: Early, amount: 390, currency: eur, until: 2019-03-01}, {amount: 490.50, currency: EUR}]
  seats: 12
  organizer: {name: Guild, url: https://example.org/g}
  venue: {name: Hall, address: 1 rue, map: https://example.org/m}
  join: {url: https://example.org/j, show: [page, calendar]}
  picture: {file: images/o.jpg, alt: An oven}
  series: Season
  agenda: [{title: Morning, date: 2019-05-23, blocks: [{time: 09:00-10:00, title: Dough, topics: [a, b]}]}]
  track: Sourdough
  moved_to: [2019-05-23, 2019-05-24]
  translations: [at-your-own-pace]
  extra: {sponsor: "Mill<!-- x -->", rows: [1, {a: b}]}
  listed: false
- title: At your own pace
check:
  links:
    ignore: [linkedin.com, "https://a.de/*"]
  deny: [near-tag]
  files:
    slides/old: {allow: warnings}
"##;

#[test]
fn redirects_of_other_hosts_are_addresses() {
    let read = |entry: &str| {
        let text = format!("workshops: []\nredirects: {{{entry}}}\n");
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), &text));
        (read.output.moved_hosts.len(), read.diagnostics.len())
    };
    assert_eq!(
        read("'https://a.example.org/*': 'b/:splat', 'http://c.example.org': d.html"),
        (2, 0)
    );
    for wrong in [
        "'https://a.example.org/x*': b",
        "'https://a.example.org': 'b/:splat'",
        "'https://a.example.org/*': 'javascript:x'",
        "'ftp://a.example.org/*': b",
        "'https://a.example.org/*': null",
    ] {
        assert_eq!(read(wrong), (0, 1), "{wrong}");
    }
    assert_eq!(read("'https://a.example.org/*': b, 'https://A.example.org/*': c"), (1, 1));
}

#[test]
fn everything_is_read() {
    let Workshops {
        settings,
        brand,
        speakers,
        events,
        lists_events,
        redirects,
        moved_hosts,
        check,
    } = workshops(FULL);
    assert!(lists_events && brand.is_none());
    let level = |file| check.level(Code::NearTag, Some(file), &LevelSet::default());
    assert_eq!((level("slides/a.md"), level("slides/old/a.md")), (Level::Deny, Level::Allow));
    assert_eq!(settings.title, "Container & Training");
    assert_eq!(settings.url, "https://example.org/sub/");
    assert_eq!(settings.language, "pt-BR");
    assert_eq!(settings.timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(settings.pace, Pace { slide: 90, lab: 600 });
    assert_eq!(settings.downloads.as_deref(), Some(&[DownloadKind::Zip, DownloadKind::Text][..]));
    assert!(settings.llms);
    assert_eq!(speakers[0].name, "Jérôme Petazzoni");
    assert_eq!(speakers[0].bio.as_ref().unwrap().value, "Some *Markdown*.");
    assert_eq!(speakers[1].name, "Romain Degez");
    assert_eq!(moved_hosts[0].from.value, "https://old.example.org/*");
    assert_eq!(moved_hosts[0].to.value, "events/x/:splat");
    let froms: Vec<_> = redirects.iter().map(|redirect| redirect.from.value.as_str()).collect();
    assert_eq!(froms, ["next", "hi5"]);
    let ignored: Vec<_> = check.ignored_links.iter().map(|text| &*text.value).collect();
    assert_eq!(ignored, ["linkedin.com", "https://a.de/*"]);
    let event = &*events[0];
    assert_eq!(event.slug, "enix");
    assert_eq!(event.downloads.as_deref(), Some(&[DownloadKind::Zip, DownloadKind::Labs][..]));
    assert_eq!(event.when.days, [date(2019, 5, 23), date(2019, 5, 24)]);
    assert_eq!(event.details.former_days, [date(2019, 4, 23), date(2019, 4, 24)]);
    let hours = Hours { start: time(9, 0, 0, 0), end: time(17, 0, 0, 0) };
    assert_eq!(event.when.hours, Some(hours));
    assert_eq!(event.announced.as_ref().map(|day| day.value), Some(date(2019, 1, 7)));
    assert_eq!(event.when.breaks, [(time(10, 30, 0, 0), 15), (time(12, 0, 0, 0), 60)]);
    assert_eq!(event.when.timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(event.title.value, "Déployer ses applications");
    assert_eq!(Event::text(event.country.as_ref()), "fr");
    assert_eq!(Event::text(event.place.as_ref()), "12 rue X");
    assert_eq!(Event::text(event.summary.as_ref()), "First.\n\nSecond.");
    assert_eq!(event.exclude.as_ref().unwrap().len(), 3);
    let vars: Vec<_> = event.vars.iter().map(|(name, text)| (&**name, &*text.value)).collect();
    assert_eq!(vars, [("CHAT", "[Gitter](https://x)"), ("WIFI", "ENIX")]);
    let after: Vec<_> =
        event.after.iter().map(|(a, b)| format!("{} {}", a.value, b.value)).collect();
    assert_eq!(after, ["k8s/a.md k8s/b.md", "k8s/c.md k8s/d.md", "k8s/c.md k8s/e.md"]);
    assert_eq!(event.status, Some(EventStatus::SoldOut));
    assert_eq!(event.sequence, 3);
    assert_eq!(event.missing, crate::manifest::Missing::Shown);
    assert_eq!(events[1].slug, "at-your-own-pace");
    assert!(events[1].exclude.is_none());
}

#[test]
fn every_key_of_an_event_is_covered() {
    for key in crate::keys::EVENT.names() {
        let is_there =
            FULL.contains(&format!("\n  {key}: ")) || FULL.contains(&format!("- {key}: "));
        assert!(is_there || ["speakers", "timezone", "private", "token"].contains(&key), "{key}");
    }
}

#[test]
fn names_have_places_of_their_own() {
    let text = "- title: T\n  speaker: \"anna, ben\"\n  decks: a, b\n";
    let events = workshops(text).events;
    let at = |span: &crate::span::Span| &text[span.start as usize..span.end as usize];
    let speakers: Vec<_> = events[0].speakers.iter().map(|name| at(&name.span)).collect();
    assert_eq!(speakers, ["anna", "ben"]);
    let decks: Vec<_> = events[0].decks.iter().map(|deck| at(&deck.span)).collect();
    assert_eq!(decks, ["a", "b"]);
}

#[test]
fn a_file_without_events_is_no_problem() {
    for text in ["workshops:\nspeakers:\nsite:\n", "[]", "workshops: []\n"] {
        let found = workshops(text);
        assert!(found.events.is_empty());
        assert_eq!(found.settings.language, "en");
    }
    for text in ["", "# nothing\n", "---\n"] {
        assert_eq!(problems(text), ["1:1 empty-list"]);
    }
}

#[test]
fn all_problems_are_found_in_one_run() {
    let text = "\
site: {titel: T, url: example.org, timezone: Europe/Pari, language: french}
speakers:
  jp: {nam: J, url: 'javascript:x', photo: ../x.jpg}
workshops:
- date: 2019-02-30
  tilte: T
- title: T
  date: [2019-04-24, 2019-04-23]
  country: en
  speaker: jpp
  attend: htps://example.org
- title: T
  hours: 17:00-09:00
  breaks: [10:30]
- title: T
  decks: {a: b}
  sequence: x
  vars: {a b: c}
  overlay: ../x
  root: x
  slug: A B
  status: [x]
  nonsense: 1
redirects: {/a: b, a: c, '../x': d, e: null}
";
    let expected = [
        "1:8 unknown-key",
        "1:23 bad-address",
        "1:46 unknown-timezone",
        "1:69 bad-value",
        "3:8 unknown-key",
        "3:21 bad-address",
        "3:44 bad-address",
        "5:3 no-title",
        "5:9 bad-date",
        "6:3 unknown-key",
        "8:22 bad-date",
        "9:12 unknown-country",
        "10:12 unknown-speaker",
        "11:11 bad-address",
        "13:10 bad-hours",
        "14:12 bad-hours",
        "16:10 wrong-type",
        "17:13 wrong-type",
        "18:10 bad-value",
        "19:12 outside-site",
        "20:9 bad-value",
        "21:9 bad-value",
        "22:11 wrong-type",
        "23:3 unknown-key",
        "24:20 duplicate-key",
        "24:26 bad-value",
        "24:40 wrong-type",
    ];
    assert_eq!(problems(text), expected);
}

#[test]
fn days_in_order() {
    for (date, code) in [
        ("[2019-04-23, 2019-04-23]", "bad-date"),
        ("[2019-04-23, 2019-04-25, 2019-04-24]", "bad-date"),
        ("[2019-04-23, 2019-04-25, 2019-04-25]", "bad-date"),
        ("[2019-01-01, 2019-04-01]", "long-event"),
        ("[2019-01-01, 2021-01-01]", "bad-date"),
        ("[0001-01-01, 9999-12-31]", "bad-date"),
        ("[]", "wrong-type"),
        ("{a: b}", "wrong-type"),
        ("", "wrong-type"),
        ("soon", "bad-date"),
    ] {
        let found = problems(&format!("- title: T\n  date: {date}\n"));
        assert!(found.len() == 1 && found[0].ends_with(code), "{date}: {found:?}");
    }
    let days =
        |date: &str| workshops(&format!("- title: T\n  date: {date}\n")).events[0].when.days.len();
    assert_eq!(days("[2019-01-01, 2019-03-03]"), 62);
    assert_eq!(days("[2019-12-30, 2020-01-02]"), 4);
    assert_eq!(days("[2019-01-01, 2019-01-03, 2021-01-05]"), 3);
    assert_eq!(days("[9999-12-30, 9999-12-31]"), 2);
    assert_eq!(days("'2019-01-01'"), 1);
    assert_eq!(days("[2019-01-01]"), 1);
}

#[test]
fn breaks_lie_within_the_hours_and_apart() {
    for (lines, fine) in [
        ("breaks: 10:30+15, 12:00+60", true),
        ("breaks: [10:30+15, 10:45+15]", true),
        ("breaks: [10:30+16, 10:45+15]", false),
        ("breaks: [08:50+15]\n  hours: 09:00-17:00", false),
        ("hours: 09:00-17:00\n  breaks: [16:50+15]", false),
        ("hours: 09:00-17:00\n  breaks: [16:45+15, 9:00+10]", true),
        ("breaks: [23:50+15]", false),
        ("breaks: [10:30+0]", false),
        ("breaks: [10:30+99999999999]", false),
        ("breaks: [10:30-10:45]", false),
        ("hours: 09:00-09:00", false),
        ("hours: 09:00–17:00", true),
    ] {
        let mut found = problems(&format!("- title: T\n  {lines}\n"));
        found.retain(|problem| !problem.ends_with("idle-key"));
        assert_eq!(found.is_empty(), fine, "{lines}: {found:?}");
    }
}

/// The code of the diagnostic for a time zone, and its help.
fn zone_said(zone: &str) -> (String, String) {
    let warned = read(&source(&format!("site: {{timezone: '{zone}'}}\n")));
    let said = |d: &crate::diag::Diagnostic| {
        (d.problem.code().name().to_owned(), d.problem.words().help.unwrap_or_default())
    };
    let name = warned.output.settings.timezone.unwrap_or_default();
    warned.diagnostics.first().map_or(("fine".to_owned(), name), said)
}

#[test]
fn time_zones_are_those_of_the_database() {
    for (zone, expected) in [
        ("UTC", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("america/new_york", "America/New_York"),
        ("US/Eastern", "US/Eastern"),
    ] {
        assert_eq!(zone_said(zone), ("fine".to_owned(), expected.to_owned()));
    }
    for (zone, expected) in [
        ("Europe/Pariss", "did you mean `Europe/Paris`?"),
        ("New York", "did you mean `America/New_York`?"),
        ("Etc/Unknown", "write region and city: `Europe/Paris`"),
        ("XYZT", "write region and city: `Europe/Paris`"),
        ("Q", "write region and city: `Europe/Paris`"),
        ("Z", "did you mean `UTC`?"),
        ("+00:00", "did you mean `UTC`?"),
        ("UTC+0", "did you mean `UTC`?"),
        ("UTC±0", "did you mean `UTC`?"),
        ("PST", "name the city whose clock counts: `America/Los_Angeles` or `Asia/Manila`"),
        ("CEST", "name the city whose clock counts: `Europe/Paris` or `Europe/Berlin`"),
        ("Eastern Time", "name the city whose clock counts: `America/New_York`"),
        ("CET-1CEST", "name the city whose clock counts: `Europe/Paris` or `Europe/Berlin`"),
    ] {
        assert_eq!(zone_said(zone), ("unknown-timezone".to_owned(), expected.to_owned()), "{zone}");
    }
}

#[test]
fn distances_from_utc_get_cities_and_never_the_wrong_sign() {
    for zone in ["GMT+2", "UTC+2", "utc+02", "UTC +2", "+02:00", "+0200", "+2", "UTC+2:00", "Z+2"] {
        let (code, help) = zone_said(zone);
        assert_eq!(code, "unknown-timezone");
        assert_eq!(
            help,
            "name the city whose clock counts; at UTC+2 are: `Europe/Paris` in July, \
             `Africa/Johannesburg` all year (`Etc/GMT-2` is UTC+2 in the database: its signs are inverted)",
            "{zone}"
        );
    }
    for zone in ["UTC-5", "GMT-05:00", "-5", "−05:00"] {
        let (_, help) = zone_said(zone);
        assert!(
            help.contains("`America/New_York` in January, `America/Bogota` all year"),
            "{help}"
        );
        assert!(help.contains("`Etc/GMT+5` is UTC−5"), "{help}");
    }
    let (_, help) = zone_said("UTC+5:30");
    assert_eq!(help, "name the city whose clock counts; at UTC+5:30 are: `Asia/Kolkata` all year");
}

#[test]
fn abbreviations_of_the_database_name_a_city() {
    let names = jiff::tz::TimeZoneDatabase::bundled();
    let legacy = names.available().filter(|name| !name.as_str().contains('/'));
    for name in legacy.filter(|name| !matches!(name.as_str(), "UTC" | "Factory" | "localtime")) {
        assert_eq!(zone_said(name.as_str()).0, "legacy-timezone", "{name}");
    }
    for (zone, city) in [
        ("EST", "America/New_York"),
        ("CET", "Europe/Paris"),
        ("PST8PDT", "America/Los_Angeles"),
        ("MST7MDT", "America/Denver"),
        ("HST", "Pacific/Honolulu"),
        ("WET", "Europe/Lisbon"),
        ("GMT", "Europe/London"),
        ("NZ", "Pacific/Auckland"),
        ("GMT+0", "UTC"),
        ("Zulu", "UTC"),
    ] {
        let (code, help) = zone_said(zone);
        assert!(code == "legacy-timezone" && help.contains(&format!("`{city}`")), "{zone}: {help}");
    }
    assert!(!zone_said("PST8PDT").1.contains("Manila"));
    let (code, help) = zone_said("Etc/GMT+2");
    assert_eq!(code, "legacy-timezone");
    assert!(help.contains("at UTC−2") && help.contains("`America/Noronha` all year"), "{help}");
}

#[test]
fn hours_need_a_clock() {
    let said = |entry: &str| {
        let read =
            read(&source(&format!("workshops:\n- {{title: T, date: 2027-03-02, {entry}}}\n")));
        let said = |d: &crate::diag::Diagnostic| {
            let help = d.problem.words().help.unwrap_or_default();
            format!("{} {}", d.problem.code().name(), help.split('`').nth(1).unwrap_or_default())
        };
        read.diagnostics.iter().map(said).collect::<Vec<_>>().join("; ")
    };
    let hours = "hours: 09:00-17:00";
    assert_eq!(said(hours), "floating-hours timezone: Europe/Paris");
    assert_eq!(
        said(&format!("{hours}, city: New York")),
        "floating-hours timezone: America/New_York"
    );
    assert_eq!(
        said(&format!("{hours}, city: Lyon, country: fr")),
        "floating-hours timezone: Europe/Paris"
    );
    assert_eq!(said(&format!("{hours}, country: jp")), "floating-hours timezone: Asia/Tokyo");
    for online in ["city: online", "city: Streaming", "city: remote", "country: www"] {
        assert!(said(&format!("{online}, {hours}")).starts_with("online-hours"), "{online}");
    }
    assert_eq!(said(&format!("{hours}, timezone: Europe/Oslo, city: online")), "");
    assert!(said(&format!("{hours}, timezone: Europe/Osl")).starts_with("unknown-timezone"));
    assert!(!said(&format!("{hours}, timezone: Europe/Osl")).contains("hours"));
    assert_eq!(said("city: online"), "");
    let of_site =
        "site: {timezone: UTC}\nworkshops:\n- {title: T, date: 2027-03-02, hours: '09:00-10:00'}\n";
    assert_eq!(problems(of_site), [""; 0]);
}

#[test]
fn texts_of_one_line_are_on_one_line() {
    let text = "- title: T\n  place: |\n    1 rue du Four,\n\n    room 3 ;\n    69001 Lyon\n  city: |\n    New\n    York\n  \
                event: \"A\\nB\\LC\"\n  status: |\n    full\n    soon\n  speaker: [\"A\\nB\"]\n";
    let event = &workshops(text).events[0];
    assert_eq!(Event::text(event.place.as_ref()), "1 rue du Four, room 3, 69001 Lyon");
    assert_eq!(Event::text(event.city.as_ref()), "New York");
    assert_eq!(Event::text(event.event.as_ref()), "A B C");
    assert_eq!(event.status, Some(EventStatus::Words("full soon".to_owned())));
    assert_eq!(event.speakers[0].value, "A B");
}

#[test]
fn an_announcement_comes_before_the_end() {
    let found = |date: &str| {
        problems(&format!("- {{title: T, date: [2027-03-02, 2027-03-03], announced: {date}}}\n"))
    };
    assert_eq!(found("2027-03-03"), [""; 0]);
    assert_eq!(found("2027-03-04"), ["1:57 bad-date"]);
    assert_eq!(found("soon"), ["1:57 bad-date"]);
    assert_eq!(found("[2027-03-03]"), ["1:57 wrong-type"]);
    assert_eq!(found("null"), [""; 0]);
}

#[test]
fn hours_may_end_after_midnight() {
    for (hours, fine) in [
        ("22:00-02:00", true),
        ("20:00-24:00", true),
        ("20:00-00:00", true),
        ("00:00-24:00", true),
        ("09:00-24:00", true),
        ("18:00-06:00", true),
        ("18:00-06:01", false),
        ("00:00-00:00", false),
        ("24:00-02:00", false),
        ("22:00-26:00", false),
        ("22:00-02:00\n  breaks: [23:30+15, 01:30+30]", true),
        ("22:00-02:00\n  breaks: [23:50+20, 00:05+5]", false),
        ("22:00-02:00\n  breaks: [01:45+20]", false),
        ("22:00-02:00\n  breaks: [21:45+10]", false),
        ("20:00-24:00\n  breaks: [23:45+15]", true),
    ] {
        let text =
            format!("- title: T\n  date: 2027-06-01\n  timezone: Europe/Paris\n  hours: {hours}\n");
        let found = problems(&text);
        assert_eq!(found.is_empty(), fine, "{hours}: {found:?}");
    }
    let night = |day: &str, hours: &str| {
        problems(&format!(
            "- {{title: T, date: {day}, timezone: Europe/Paris, hours: '{hours}'}}\n"
        ))
    };
    assert_eq!(night("2027-03-27", "22:00-02:30").len(), 1);
    assert_eq!(night("2027-03-28", "02:00-04:00").len(), 1);
    assert_eq!(night("2027-10-30", "22:00-02:30"), [""; 0]);
}

#[test]
fn an_address_does_not_depend_on_other_events() {
    let one = "- {title: Kubernetes 101, date: 2018-10-01, city: New York, event: Velocity}\n";
    let other = "- {title: Docker, date: 2018-10-02, city: New York, event: Velocity}\n";
    assert_eq!(slugs(one), ["2018-10-01-new-york-velocity"]);
    assert_eq!(slugs(&format!("{other}{one}"))[1], slugs(one)[0]);
    assert_eq!(slugs(&format!("{one}{other}"))[0], slugs(one)[0]);
}

#[test]
fn events_of_one_day_and_place_are_told_apart_by_their_titles_in_any_order() {
    let a = "- {title: Kubernetes 101, date: 2018-10-01, city: New York, event: Velocity}\n";
    let b = "- {title: Docker, date: 2018-10-01, city: New York, event: Velocity}\n";
    let docker = "2018-10-01-new-york-velocity-docker";
    let kubernetes = "2018-10-01-new-york-velocity-kubernetes-101";
    assert_eq!(slugs(&format!("{a}{b}")), [kubernetes, docker]);
    assert_eq!(slugs(&format!("{b}{a}")), [docker, kubernetes]);
    assert_eq!(problems(&format!("{a}{b}")), ["2:4 shared-slug"]);
    let written = a.replace("{title", "{slug: 2018-10-01-new-york-velocity, title");
    let both = format!("{b}{written}");
    assert_eq!(slugs(&both), [docker, "2018-10-01-new-york-velocity"]);
    assert_eq!(problems(&both), [""; 0]);
}

#[test]
fn the_same_event_three_times_is_numbered() {
    let one = "- {title: T, date: 2018-10-01, city: C}\n";
    let expected = ["2018-10-01-c-t", "2018-10-01-c-t-2", "2018-10-01-c-t-3"];
    assert_eq!(slugs(&one.repeat(3)), expected);
    assert_eq!(problems(&one.repeat(3)).len(), 1);
    assert_eq!(slugs(&"- title: T\n".repeat(2)), ["t", "t-2"]);
    assert_eq!(slugs("- {title: T, slug: t-2}\n- title: T\n- title: T\n"), ["t-2", "t", "t-3"]);
    assert_eq!(slugs("- title: 🎉\n- {title: 🎉, date: 2020-01-01}\n"), ["event", "2020-01-01"]);
    assert_eq!(slugs("- {title: T, date: 2020-01-01}\n"), ["2020-01-01-t"]);
}

#[test]
fn written_addresses_and_old_ones_are_unique() {
    let text = "- {title: A, slug: x}\n- {title: B, slug: x}\n- {title: C, aliases: [x, y, y]}\n";
    let expected = ["2:20 duplicate-slug", "3:24 duplicate-slug", "3:30 duplicate-slug"];
    assert_eq!(problems(text), expected);
}

#[test]
fn countries_and_languages() {
    let fine = "- {title: T, country: no, lang: no}\n- {title: T2, country: WWW, lang: pt-BR}\n";
    assert_eq!(Event::text(workshops(fine).events[1].country.as_ref()), "www");
    for line in ["country: xx", "country: Norway", "country: 47", "lang: français", "lang: f"] {
        assert_eq!(problems(&format!("- {{title: T, {line}}}\n")).len(), 1, "{line}");
    }
}

#[test]
fn a_comment_without_end_is_reported() {
    assert_eq!(problems("- title: T\n  place: a <!-- b\n"), ["2:10 unclosed-comment"]);
}

#[test]
fn a_pace_is_minutes_for_slides_and_labs() {
    let pace = |text: &str| workshops(&format!("site: {{minutes: {text}}}")).settings.pace;
    assert_eq!(pace("null"), Pace::default());
    assert_eq!(pace("{}"), Pace { slide: 60, lab: 240 });
    assert_eq!(pace("2"), Pace { slide: 120, lab: 240 });
    assert_eq!(pace("{lab: 0.25}"), Pace { slide: 60, lab: 15 });
    assert_eq!(pace("{slide: 0, lab: 600}"), Pace { slide: 0, lab: 36_000 });
}
