//! Everything that an attacker finds with access to the whole site, except for the folders of
//! private events.

use std::collections::BTreeMap;

use jiff::civil::date;

use crate::diag::{Diagnostic, Severity};
use crate::output::Content;
use crate::site::{Config, Site, build};
use crate::world::MemoryWorld;

const TOKEN: &str = "7hX2mQe9LrVt0ZkPcWb4Ys";

/// Every text of the private event has the word `MARKER`, every name `marker`.
const LIST: &str = r##"
site: {title: The bakery, url: https://example.org/, timezone: Europe/Paris, llms: true, headers: true, downloads: [zip, text], search: true, chapter-pages: true}
speakers:
  odile: {name: Odile Quenneville, bio: Bakes.}
redirects: {next: bread.html}
workshops:
- {title: Bread for all, slug: bread-for-all, date: 2027-03-02, city: Lyon, country: fr, speaker: odile, decks: [bread]}
- title: MARKER title
  slug: marker-slug
  token: TOKEN
  date: 2027-03-02
  hours: 09:00-17:00
  city: MARKER city
  country: fr
  event: MARKER host
  place: MARKER street
  venue: {name: MARKER hall, address: MARKER room, map: https://marker.example.org/map}
  organizer: {name: MARKER guild, url: https://marker.example.org/guild}
  price: MARKER price
  topics: [MARKER-topic]
  series: MARKER series
  track: MARKER track
  type: course
  audience: MARKER audience
  abstract: MARKER abstract ![MARKER](images/marker.png)
  requirements: MARKER requirements
  speaker: odile
  lang: sv
  attend: https://marker.example.org/register
  join: {url: https://marker.example.org/room, show: [page, calendar, data]}
  chat: https://marker.example.org/chat
  video: https://marker.example.org/video
  status: MARKER status
  picture: {file: images/marker.png, alt: MARKER picture}
  brand: {name: MARKER brand, colours: {accent: "#123457"}}
  theme: folio
  extra: {note: MARKER extra}
  vars: {wifi: MARKER wifi}
  decks: [bread, secret]
"##;

fn world() -> MemoryWorld {
    let deck = "title: Bread\ncontent:\n- dough.md\n";
    let files = [
        ("workshops.yml", LIST.replace("TOKEN", TOKEN)),
        ("slides/bread.yml", deck.to_owned()),
        ("slides/dough.md", "# Dough\n\nFlour\n".to_owned()),
        ("events/marker-slug/secret.yml", "title: MARKER deck\ncontent:\n- marker.md\n".to_owned()),
        ("events/marker-slug/marker.md", "# MARKER chapter\n\nMARKER text @@WIFI@@\n".to_owned()),
        ("slides/images/marker.png", String::new()),
    ];
    files.into_iter().fold(MemoryWorld::default(), |world, (path, text)| world.with(path, text))
}

fn errors(found: &[Diagnostic]) -> Vec<String> {
    let errors = found.iter().filter(|found| found.severity() == Severity::Error);
    errors.map(|found| found.problem.words().message).collect()
}

fn built() -> Site {
    let config = Config { today: Some(date(2027, 1, 1)), ..Config::default() };
    let warned = build(&world(), &config);
    assert_eq!(errors(&warned.diagnostics), Vec::<String>::new());
    warned.output
}

/// The content of a file, and its name.
fn texts(site: &Site) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (path, content) in &site.files {
        let text = match content {
            Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Copy(file) => file.to_string(),
        };
        texts.insert(path.to_string(), text);
    }
    for (path, parcel) in &site.downloads {
        texts.insert(path.to_string(), format!("{parcel:?}"));
    }
    texts
}

#[test]
fn nothing_outside_its_folder_knows_of_a_private_event() {
    let texts = texts(&built());
    let folder = format!("private/{TOKEN}/");
    let (inside, outside): (Vec<_>, Vec<_>) =
        texts.iter().partition(|(path, _)| path.starts_with(&folder));
    assert!(outside.len() > 15, "the site is there");
    for (path, text) in outside {
        for secret in [
            "MARKER",
            "marker-slug",
            "marker.png",
            "marker.md",
            "marker.example",
            TOKEN,
            "#123457",
            "private/",
        ] {
            assert!(!path.contains(secret), "{path} names {secret}");
            assert!(!text.contains(secret), "{secret} is in {path}");
        }
    }
    let page = &texts[&format!("{folder}index.html")];
    for shown in ["MARKER title", "MARKER hall", "MARKER audience", "MARKER series", "MARKER price"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(inside.iter().any(|(path, _)| path.ends_with("secret.html")));
}

#[test]
fn its_pages_are_kept_from_robots_and_referrers_and_need_nothing_outside() {
    let texts = texts(&built());
    let folder = format!("private/{TOKEN}/");
    let mut n_pages = 0;
    for (path, text) in texts.iter().filter(|(path, _)| path.starts_with(&folder)) {
        if !crate::routes::is_page(path) {
            continue;
        }
        n_pages += 1;
        assert!(text.contains(r#"<meta name="robots" content="noindex">"#), "{path}");
        assert!(text.contains(r#"<meta name="referrer" content="no-referrer">"#), "{path}");
        let depth = path[folder.len()..].matches('/').count();
        let up = "../".repeat(depth + 1);
        for attribute in ["href", "src"] {
            let leads_out = text.contains(&format!("{attribute}=\"{up}"));
            assert!(!leads_out, "{path} leads out of its folder");
        }
        assert!(!text.contains("bread-for-all"), "{path} needs no other event");
    }
    assert!(n_pages > 3);
}

#[test]
fn a_private_event_does_not_change_the_rest_of_the_site() {
    let with = texts(&built());
    let end = LIST.find("- title: MARKER").unwrap();
    let world = world().with("workshops.yml", &LIST[..end]);
    let config = Config { today: Some(date(2027, 1, 1)), ..Config::default() };
    let without = texts(&build(&world, &config).output);
    let with = with.into_iter().filter(|(path, _)| !path.starts_with("private/"));
    assert_eq!(with.collect::<BTreeMap<_, _>>(), without);
}

/// The errors of the site with other redirects, and a line more on a public slide.
fn errors_with(redirects: &str, line: &str) -> Vec<String> {
    let list = LIST.replace("redirects: {next: bread.html}", redirects).replace("TOKEN", TOKEN);
    let world = world()
        .with("workshops.yml", list)
        .with("slides/dough.md", format!("# Dough\n\n{}\n", line.replace("TOKEN", TOKEN)));
    errors(
        &build(&world, &Config { today: Some(date(2027, 1, 1)), ..Config::default() }).diagnostics,
    )
}

#[test]
fn an_author_cannot_publish_the_address_by_mistake() {
    let fine = "redirects: {next: bread.html}";
    assert_eq!(errors_with(fine, "Flour"), Vec::<String>::new());
    for (redirects, line) in [
        ("redirects: {guild: private/TOKEN/}", "Flour"),
        ("redirects: {TOKEN: bread.html}", "Flour"),
        ("redirects: {guild: 'https://example.org/private/TOKEN/?a#b'}", "Flour"),
        (fine, "[slides](https://example.org/private/TOKEN/)"),
        (fine, "`7HX2MQE9LRVT0ZKPCWB4YS`"),
        (fine, "Flour\n\n???\nTOKEN"),
    ] {
        let found = errors_with(redirects, line);
        let is_found =
            found.iter().any(|message| message.contains("the address of a private event"));
        assert!(is_found, "{redirects} {line}: {found:?}");
    }
    // A line of a chapter in a manifest may look like a comment.
    let deck = format!("title: Bread\ncontent:\n- |\n  # private/{TOKEN}/\n");
    let found = build(&world().with("slides/bread.yml", deck), &Config::default());
    assert!(errors(&found.diagnostics).iter().any(|message| message.contains("private event")));
    // A value of the command line is in no file.
    let mut config = Config { is_written: true, ..Config::default() };
    config.overrides.set("title", &format!("At private/{TOKEN}/"));
    let found = build(&world(), &config);
    assert!(errors(&found.diagnostics).iter().any(|message| message.contains("private event")));
    // Comments are not published, nor are chapters of its own deck.
    let list = LIST.replace("TOKEN", TOKEN) + &format!("# private/{TOKEN}/ is for the guild\n");
    let own = format!("# MARKER\n\nprivate/{TOKEN}/\n");
    let world = world().with("workshops.yml", list).with("events/marker-slug/marker.md", own);
    assert_eq!(errors(&build(&world, &Config::default()).diagnostics), Vec::<String>::new());
}
