//! Decks and lists of events that other programs once built, and names that other systems wrote.

use std::collections::BTreeSet;
use std::fs;

use snapbox::str;

use crate::fixture::{Ran, Test};

/// `é` in one code point, and in two.
const COMPOSED: &str = "\u{e9}";
const APART: &str = "e\u{301}";

/// The files of an output, without the assets.
fn files(ran: &Ran) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![ran.path("public")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(ran.path("public")).expect("below the output");
                let path = path.to_str().expect("UTF-8").replace(std::path::MAIN_SEPARATOR, "/");
                found.insert(path);
            }
        }
    }
    found
}

#[test]
fn the_events_of_another_program_are_shown_beside_settings() {
    let ran = Test::fine()
        .file("workshops.yml", "site:\n  title: The bakery\n")
        .file("slides/index.yaml", "- {date: 2027-01-02, title: Bread, hidden: true, city: Lyon}\n")
        .args("build --date 2027-01-01")
        .finds(&["slides/index.yaml:1:36: warning[foreign-list]"]);
    let index = ran.text("public/index.html");
    assert!(index.contains("The bakery") && index.contains("Bread") && index.contains("Lyon"));
}

#[test]
fn an_event_of_another_program_that_cannot_be_shown_is_left_out_and_told() {
    let ran = Test::fine()
        .file(
            "slides/index.yaml",
            "- {date: 2027-02-30, title: Rye}\n- {date: 2027-01-02, title: Bread}\n",
        )
        .args("build -q --date 2027-01-01")
        .stderr(str![[r#"
warning[foreign-list]: `2027-02-30` is not a date
  ╭▸ slides/index.yaml:1:10
  │
1 │ - {date: 2027-02-30, title: Rye}
  │          ━━━━━━━━━━ February 2027 has 28 days; the event is left out
  │
  ╰ help: did you mean `2027-02-28`?


"#]])
        .run();
    let index = ran.text("public/index.html");
    assert!(index.contains("Bread") && !index.contains("Rye"));
}

#[test]
fn a_frozen_deck_is_built_with_the_hole_that_it_was_shown_with() {
    let site = |missing: &str| {
        Test::manifest("title: Bread\ncontent:\n- bread.md\n- douhg.md\n-\n- oven/heat.md\n")
            .git("init -q")
            .git("add -A")
            .git("-c user.name=a -c user.email=a@b commit -qm x")
            .git("tag old")
            .file("slides/talk.yml", "title: Bread\ncontent:\n- bread.md\n")
            .file(
                "workshops.yml",
                format!("- {{slug: o, date: 2019-01-02, title: Old, decks: [talk], rev: old{missing}}}\n"),
            )
    };
    let ran = site(", missing: warn")
        .args("build -q --format short")
        .stderr(str![[r#"
old:slides/talk.yml:4:3: warning[absent-chapter] the chapter `douhg.md` does not exist in the revision; as requested by `missing: warn` of the event
old:slides/talk.yml:5:1: warning[absent-chapter] an entry of `content` is empty in the revision; as requested by `missing: warn` of the event

"#]])
        .run();
    let page = ran.text("public/events/o/talk.html");
    let order: Vec<_> =
        ["Flour", "Invalid content: douhg.md", "Invalid content: None", "250 degrees"]
            .iter()
            .map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is not shown")))
            .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(page.contains("data-total=\"4\""), "each has its number");
    let _ = site("").args("check").finds(&[
        "old:slides/talk.yml:4:3: error[missing-chapter]",
        "old:slides/talk.yml:5:1: error[wrong-type]",
        "workshops.yml:1:63: error[broken-revision]",
    ]);
}

#[test]
fn files_are_found_in_all_spellings_of_their_names() {
    // Each name is requested in the other spelling.
    let ran = Test::new()
        .file(&format!("slides/th{APART}.yml"), format!("title: Tea\ncontent:\n- th{COMPOSED}.md\n"))
        .file(
            &format!("slides/th{APART}.md"),
            format!("## Tea\n\n![Cup](images/tass{APART}.svg)\n\n@@INCLUDE[caf{COMPOSED}.md]\n"),
        )
        .file(&format!("slides/images/tass{COMPOSED}.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file(&format!("caf{APART}.md"), "Coffee\n")
        .file(&format!("events/o/th{COMPOSED}.md"), "## Rooibos\n")
        .file(
            "workshops.yml",
            format!("- {{slug: o, date: 2027-01-02, title: T, decks: [th{COMPOSED}], root: th{COMPOSED}}}\n"),
        )
        .args("build -q")
        .run();
    let page = ran.text(&format!("public/th{COMPOSED}.html"));
    assert!(page.contains("<h2>Tea</h2>") && page.contains("Coffee"), "{page}");
    let picture = format!("images/tass{APART}.svg");
    assert!(page.contains(&format!("src=\"{picture}\"")), "the address stays as it is written");
    assert!(files(&ran).contains(&picture), "{:?}", files(&ran));
    let event = ran.text(&format!("public/events/o/th{COMPOSED}.html"));
    assert!(event.contains("<h2>Rooibos</h2>") && !event.contains("<h2>Tea</h2>"));
}

#[test]
fn two_manifests_that_look_the_same_are_told_apart() {
    Test::new()
        .file(&format!("slides/th{APART}.yml"), "content: [a.md]\n")
        .file(&format!("slides/th{COMPOSED}.yml"), "content: [a.md]\n")
        .file("slides/a.md", "## A\n")
        .args("check -q")
        .status(1)
        .stderr(format!(
            "error[output-clash]: two files would be written to `th{COMPOSED}.html`\n  \
             ╭▸ slides/th{COMPOSED}.yml:1:1\n  │\n1 │ content: [a.md]\n  \
             │ ━ the other comes from `slides/th{APART}.yml`, which spells its accents in other code points (NFC, NFD)\n  \
             │\n  ╰ help: rename this file\n\n"
        ))
        .run();
}

#[test]
fn titles_of_two_lines_are_one_line_in_all_pages() {
    let title = "title: |\n  The harbour log\n  Text tools for sailors\n";
    let ran = Test::manifest(&format!("{title}content: [bread.md]\n"))
        .file("workshops.yml", "- date: 2027-01-02\n  slug: o\n  title: |\n    A day at sea\n    With our<br>harbour log\n  decks: [talk]\n")
        .args("build -q --date 2027-01-01")
        .run();
    let one = "The harbour log: Text tools for sailors";
    assert!(ran.text("public/talk.html").contains(&format!("<title>{one}</title>")));
    assert!(ran.text("public/covers/talk.svg").contains(&format!("aria-label=\"{one}\"")));
    for page in ["index.html", "events/o/index.html"] {
        assert!(ran.text(&format!("public/{page}")).contains(one), "{page}");
    }
    let event = "A day at sea: With our harbour log";
    for page in ["index.html", "events/o/index.html", "workshops.ics", "feed.atom"] {
        assert!(ran.text(&format!("public/{page}")).contains(event), "{page}");
    }
}

#[test]
fn languages_from_right_to_left_say_so() {
    let ran = Test::manifest("title: T\nlanguage: ar-EG\ncontent: [bread.md]\n")
        .file("slides/plain.yml", "title: T\nlanguage: az\ncontent: [bread.md]\n")
        .file(
            "workshops.yml",
            "site: {language: he}\nworkshops:\n- {date: 2027-01-02, slug: o, title: A, lang: az-Arab, decks: [plain]}\n\
             - {date: 2027-01-02, slug: p, title: B, lang: fr, decks: [talk]}\n",
        )
        .args("build -q --date 2027-01-01")
        .run();
    for (page, start) in [
        ("talk.html", "<html lang=\"ar-EG\" dir=\"rtl\" data-ratio=\"16:9\">"),
        ("plain.html", "<html lang=\"az\" data-ratio=\"16:9\">"),
        ("index.html", "<html lang=\"he\" dir=\"rtl\">"),
        ("past.html", "<html lang=\"he\" dir=\"rtl\">"),
        ("404.html", "<html lang=\"he\" dir=\"rtl\">"),
        ("talk.yml.html", "<html lang=\"he\" dir=\"rtl\">"),
        ("events/o/index.html", "<html lang=\"az-Arab\" dir=\"rtl\">"),
        ("events/p/index.html", "<html lang=\"fr\">"),
    ] {
        let html = ran.text(&format!("public/{page}"));
        let found = html.lines().find(|line| line.starts_with("<html"));
        assert_eq!(found, Some(start), "{page}");
    }
    let index = ran.text("public/index.html");
    assert!(index.contains("lang=\"az-Arab\" dir=\"rtl\">A</a>"), "{index}");
}

#[test]
fn each_page_has_an_icon_and_the_own_one_comes_first() {
    let site = || {
        Test::fine().file("workshops.yml", "speakers: {ann: Ann}\nworkshops:\n- {date: 2027-01-02, slug: o, title: A, decks: [talk], speaker: ann}\n")
    };
    let pages = [
        "index.html",
        "past.html",
        "404.html",
        "talk.html",
        "talk.yml.html",
        "speakers/ann.html",
        "events/o/index.html",
        "events/o/talk.html",
    ];
    let icon = |html: &str| {
        let (_, rest) = html.split_once("<link rel=\"icon\" href=\"").expect("an icon");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let ran = site().args("build -q --date 2027-01-01").run();
    for page in pages {
        let address = icon(&ran.text(&format!("public/{page}")));
        let file = address.trim_start_matches("../").trim_start_matches('/');
        assert!(file.starts_with("assets/icon-"), "{page}: {address}");
        assert!(ran.text(&format!("public/{file}")).starts_with("<svg"), "{page}");
        let depth = page.matches('/').count();
        assert_eq!(address.matches("../").count(), depth, "{page}: {address}");
    }
    let ran = site()
        .file("static/favicon.ico", "ico")
        .file("static/favicon.svg", "<svg/>")
        .args("build -q --date 2027-01-01")
        .run();
    assert_eq!(icon(&ran.text("public/events/o/index.html")), "../../favicon.svg");
    assert_eq!(icon(&ran.text("public/talk.html")), "favicon.svg");
    assert!(!files(&ran).iter().any(|file| file.starts_with("assets/icon-")));
}

#[test]
fn backgrounds_are_in_a_style_sheet_of_the_page() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let ran = Test::chapter(
        "background-image: url(images/a b.svg)\nbackground-size: cover\n\n## A\n\n---\n\nbackground-color: red; } body { x: y\n\n## B\n",
    )
    .file("slides/images/a b.svg", svg)
    .file("slides/plain.yml", "title: P\ncontent: [plain.md]\n")
    .file("slides/plain.md", "## Plain\n")
    .file("events/o/images/a b.svg", svg)
    .file(
        "workshops.yml",
        "- {date: 2027-01-02, slug: o, title: A, decks: [talk]}\n- {date: 2027-01-02, slug: p, title: A, decks: [talk], lang: fr}\n",
    )
    .args("build -q")
    .run();
    let sheet = |page: &str| {
        let html = ran.text(&format!("public/{page}"));
        let (_, rest) = html.split_once("assets/backgrounds-").unwrap_or_else(|| panic!("{page}"));
        ran.text(&format!(
            "public/assets/backgrounds-{}",
            rest.split('"').next().unwrap_or_default()
        ))
    };
    assert_eq!(
        sheet("talk.html"),
        "main .slide .slide-content[data-background-image=\"url(images/a%20b.svg)\"] { background-image: url(\"../images/a%20b.svg\"); }\n\
         main .slide .slide-content[data-background-size=\"cover\"] { background-size: cover; }\n"
    );
    assert!(
        sheet("events/o/talk.html")
            .contains("{ background-image: url(\"../events/o/images/a%20b.svg\"); }")
    );
    let shared = sheet("events/p/talk.html");
    assert!(shared.contains("[data-background-image=\"url(../../images/a%20b.svg)\"] { background-image: url(\"../images/a%20b.svg\"); }"), "{shared}");
    assert!(
        ran.text("public/events/p/talk.html")
            .contains("data-background-image=\"url(../../images/a%20b.svg)\"")
    );
    assert!(!ran.text("public/plain.html").contains("backgrounds-"));
    assert!(files(&ran).contains("images/a b.svg"));
}
