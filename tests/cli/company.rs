//! The site of a company that teaches, `examples/company/`: events of all kinds.

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]

use std::fs;
use std::path::Path;

use jsonschema::validator_for;
use serde_json::Value;

use crate::fixture::{Ran, Test};

/// The example, built on a day on which one of its events takes place.
fn example() -> Test {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
    let mut test = Test::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&folder).expect("below it").to_string_lossy();
                test = test.file(&name.replace('\\', "/"), fs::read(&path).expect("a file"));
            }
        }
    }
    test.args("build -q --date 2027-03-04")
}

fn company() -> Ran {
    example().run()
}

fn data(ran: &Ran) -> Value {
    serde_json::from_str(&ran.text("public/events.json")).expect("JSON")
}

/// The event of `events.json` with a slug.
fn event<'a>(data: &'a Value, slug: &str) -> &'a Value {
    let events = data["events"].as_array().expect("a list");
    events.iter().find(|event| event["slug"] == slug).expect("an event")
}

#[test]
fn the_example_shows_what_events_can_say() {
    let ran = company();
    let page = |slug: &str| ran.text(&format!("public/events/{slug}/index.html"));
    let coming = page("bread-lyon-2027");
    for text in
        ["Guild hall", "390\u{a0}EUR", "Early bird", "until March 20th, 2027", "Millers' Guild"]
    {
        assert!(coming.contains(&text.replace('\'', "&#39;")) || coming.contains(text), "{text}");
    }
    assert!(coming.contains(r#"alt="A stone oven with a fire in it""#));
    assert!(coming.contains(r#""@type":["EducationEvent","CourseInstance"]"#), "{coming}");
    assert!(coming.contains(r#""validThrough":"2027-03-20""#));
    // In both languages, though only one of them names the other.
    let french = page("pain-lyon-2027");
    for (page, lang, other) in
        [(&coming, "fr", "pain-lyon-2027"), (&french, "en", "bread-lyon-2027")]
    {
        let address = format!("https://example.org/crumb/events/{other}/");
        assert!(page.contains(&format!(r#"hreflang="{lang}" href="{address}""#)), "{other}");
    }
    assert!(french.contains("Formation"), "its type is in its language");
    // Texts follow the type, and those about lists the types of all events.
    assert!(coming.contains("About this course") && coming.contains("Past events"));
    let talk = page("flour-porto-2026");
    assert!(talk.contains("This talk is over."), "{talk}");
    // Nothing costs nothing in no currency.
    let free = page("ask-march-2027");
    assert!(free.contains(r#""isAccessibleForFree":true"#) && !free.contains("priceCurrency"));
    // An event that moved, and one that another event replaces.
    let rye = page("rye-oslo-2027");
    assert!(rye.contains("April 12th, 2027") && rye.contains("March 22nd, 2027"));
    assert!(rye.contains(r#""previousStartDate":"2027-03-22T10:00:00+01:00""#), "{rye}");
    let moved = page("croissants-spring-2027");
    assert!(moved.contains("../../events/croissants-autumn-2027/index.html"));
    let calendar = ran.text("public/events/croissants-spring-2027/event.ics");
    assert!(calendar.contains("STATUS:CANCELLED"));
    let evenings = page("sourdough-evenings-2027");
    assert!(evenings.contains("Anstellgut") && evenings.contains("Mehl"));
    // The link is where its author wants it.
    let room = "https://example.org/room";
    assert!(page("ask-march-2027").contains(room));
    assert!(ran.text("public/workshops.ics").replace("\r\n ", "").contains(room));
    assert!(!ran.text("public/events.json").contains(room));
    let speaker = ran.text("public/speakers/odile.html");
    assert!(speaker.contains("Master baker, Crumb &amp; Crust") && speaker.contains("Mastodon"));
}

#[test]
fn its_data_follow_their_schema_and_its_private_event_is_nowhere() {
    let ran = company();
    let schema = fs::read_to_string("docs/schemas/events.json").expect("a schema");
    let validator = validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    let data = data(&ran);
    assert!(validator.is_valid(&data), "{:?}", validator.iter_errors(&data).next());
    assert_eq!(data["events"].as_array().map(Vec::len), Some(14));
    assert_eq!(event(&data, "bread-lyon-2027")["prices"][0]["amount"], "390");
    assert_eq!(event(&data, "croissants-spring-2027")["moved_to"], "croissants-autumn-2027");
    assert_eq!(event(&data, "rye-oslo-2027")["former_days"][0], "2027-03-22");
    let mut wrong = data;
    wrong["version"] = Value::from(2);
    assert!(!validator.is_valid(&wrong));
    let token = "z6mdw4kq9f3hnb8xrv2t7yjcgs5p";
    let inside = format!("private/{token}/");
    let files = ran.files("public");
    assert!(files.iter().any(|file| *file == format!("{inside}index.html")), "{files:?}");
    for file in files.iter().filter(|file| !file.starts_with(&inside)) {
        let bytes = fs::read(ran.path(&format!("public/{file}"))).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        for secret in [token, "guild-days", "Bread for the Millers"] {
            assert!(!file.contains(secret) && !text.contains(secret), "{file} has {secret}");
        }
    }
}

#[test]
fn a_series_has_a_page_and_a_calendar() {
    let ran = company();
    let series = ran.text("public/series/bread-in-two-days.html");
    assert!(series.contains(r#""@type":"EventSeries""#));
    assert_eq!(series.matches("data-order=").count(), 3, "{series}");
    let calendar = ran.text("public/series/bread-in-two-days.ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 6);
    assert!(calendar.contains("CATEGORIES:Course,bread,flour"), "{calendar}");
    for (page, link) in [
        ("index.html", "series/bread-in-two-days.html"),
        ("events/bread-lyon-2027/index.html", "../../series/bread-in-two-days.html"),
        ("sitemap.xml", "https://example.org/crumb/series/bread-in-two-days.html"),
    ] {
        assert!(ran.text(&format!("public/{page}")).contains(link), "{page}");
    }
}

#[test]
fn tracks_divide_the_page_of_a_series() {
    let list = "- {title: A, date: 2027-03-02, series: Days, track: Rye, lang: fr}\n\
                - {title: B, date: 2027-03-01, series: days, track: Wheat, lang: fr}\n\
                - {title: C, date: 2027-03-03, series: DAYS, track: Rye, lang: fr}\n\
                - {title: D, series: Days, lang: fr, listed: false}\n";
    let ran = Test::fine().file("workshops.yml", list).args("build -q --date 2027-01-01").run();
    let page = ran.text("public/series/days.html");
    let places = ["<h2>Wheat", ">B<", "<h2>Rye", ">A<", ">C<"].map(|text| page.find(text));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}: {page}");
    assert!(!page.contains(">D<") && page.contains(r#"<html lang="fr""#), "{page}");
    let unlisted = ran.text("public/events/d/index.html");
    assert!(unlisted.contains("../../series/days.html"), "{unlisted}");
}

#[test]
fn all_events_are_sorted_on_one_page() {
    let ran = company();
    let page = ran.text("public/events/index.html");
    for id in ["type-talk", "topic-sourdough", "country-no", "country-www", "language-fr"] {
        assert!(page.contains(&format!(r#"id="{id}""#)), "{id}: {page}");
        assert!(page.contains(&format!(r##"href="#{id}""##)), "{id}: {page}");
    }
    assert!(page.contains(r#"content="noindex, follow""#));
    assert!(!ran.text("public/sitemap.xml").contains("/events/</loc>"));
    // Without scripts, lists link to it; the topics of an event always do.
    let link = r##"events/index.html#by-language""##;
    assert!(ran.text("public/index.html").contains(link));
    let event = ran.text("public/events/rye-oslo-2027/index.html");
    assert!(event.contains("../../events/index.html#topic-rye"), "{event}");
    // Few events need no such page, and a redirect at its address is older.
    let few = "- {title: A, country: fr}\n- {title: B, country: de}\n";
    let few = Test::fine().file("workshops.yml", few).args("build -q").run();
    assert!(!few.files("public").iter().any(|file| file == "events/index.html"));
}

#[test]
fn the_feed_says_what_when_where_and_by_whom() {
    let feed = company().text("public/feed.atom");
    let french = "<summary xml:lang=\"en\">Course · May 11th-12th, 2027, 09:00-17:00 · Salle de la guilde, \
                  1 rue du Four, Lyon, France · Odile Quenneville</summary>";
    assert!(feed.contains(french), "{feed}");
    let abstract_html = "&lt;p&gt;From &lt;em&gt;flour&lt;/em&gt; to loaf";
    assert!(feed.contains(abstract_html), "{feed}");
}

#[test]
fn the_example_has_nothing_to_be_reported() {
    let said = example().said();
    assert!(!said.contains("warning") && !said.contains("error"), "{said}");
}
