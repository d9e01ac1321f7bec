//! Lists of events, and what they are read as.

use jiff::civil::{date, time};

use super::read;
use crate::event::agenda::Pace;
use crate::event::{Event, Status, Workshops};
use crate::path::ProjectPath;
use crate::source::Source;

fn source(text: &str) -> Source {
    Source::new(ProjectPath::new("workshops.yml"), text)
}

/// What a list says, when nothing is wrong with it.
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
        // What `words` says must be there for each problem.
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
  root: intro
  breaks: [12:00+60, 10:30+15]
  hours: 09:00-17:00
  level: intermediate
  abstract: |
    First.

    Second.
  requirements: A laptop
  status: Sold out
  slug: enix
  aliases: [old, older]
  sequence: 3
- title: At your own pace
"##;

#[test]
fn everything_is_read() {
    let Workshops { settings, speakers, events, redirects } = workshops(FULL);
    assert_eq!(settings.title, "Container & Training");
    assert_eq!(settings.url, "https://example.org/sub/");
    assert_eq!(settings.language, "pt-BR");
    assert_eq!(settings.timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(settings.pace, Pace { slide: 90, lab: 600 });
    assert_eq!(speakers[0].name, "Jérôme Petazzoni");
    assert_eq!(speakers[0].bio.as_ref().unwrap().value, "Some *Markdown*.");
    assert_eq!(speakers[1].name, "Romain Degez");
    let froms: Vec<_> = redirects.iter().map(|redirect| redirect.from.value.as_str()).collect();
    assert_eq!(froms, ["next", "hi5"]);
    let event = &*events[0];
    assert_eq!(event.slug, "enix");
    assert_eq!(event.when.days, [date(2019, 4, 23), date(2019, 4, 24)]);
    assert_eq!(event.when.hours, Some((time(9, 0, 0, 0), time(17, 0, 0, 0))));
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
    assert_eq!(event.status, Some(Status::SoldOut));
    assert_eq!(event.sequence, 3);
    assert_eq!(events[1].slug, "at-your-own-pace");
    assert!(events[1].exclude.is_none());
}

#[test]
fn every_key_of_an_event_is_covered() {
    for key in super::entry::KEYS {
        let is_there =
            FULL.contains(&format!("\n  {key}: ")) || FULL.contains(&format!("- {key}: "));
        assert!(is_there || ["speakers", "timezone"].contains(&key), "{key}");
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
        let found = problems(&format!("- title: T\n  {lines}\n"));
        assert_eq!(found.is_empty(), fine, "{lines}: {found:?}");
    }
}

#[test]
fn time_zones_are_those_of_the_database() {
    let guess = |zone: &str| {
        let warned = read(&source(&format!("site: {{timezone: {zone}}}\n")));
        let help = warned.diagnostics.first().and_then(|d| d.problem.words().help);
        help.unwrap_or(warned.output.settings.timezone.unwrap_or_default())
    };
    assert_eq!(guess("UTC"), "UTC");
    assert_eq!(guess("america/new_york"), "America/New_York");
    assert_eq!(guess("Europe/Pariss"), "did you mean `Europe/Paris`?");
    assert_eq!(guess("New York"), "did you mean `America/New_York`?");
    assert!(guess("Etc/Unknown").starts_with("write region"));
    assert!(guess("GMT+2").contains('`'));
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
