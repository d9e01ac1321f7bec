//! Slide sets of events: what they show, what they share, and the commands about them.

use snapbox::str;

use crate::fixture::Test;

/// A deck of three chapters, one of them about where and when.
fn site(events: &str) -> Test {
    Test::new()
        .file("slides/bread.yml", "title: Bread\nvars: {wifi: none}\ncontent:\n- logistics.md\n- dough.md\n- [oven.md]\n")
        .file("slides/logistics.md", "name: hello\n\n## Hello\n\nThe network is @@WIFI@@.\n")
        .file(
            "slides/dough.md",
            "# Dough\n\nFlour.\n\n---\nclass: alone\n\n## By yourself\n\n---\nclass: together\n\n## In a group\n\n![loaf](images/loaf.svg)\n",
        )
        .file("slides/oven.md", "# Oven\n\nHot.\n\n---\nname: ashes\n\n## Ashes\n")
        .file("slides/images/loaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("workshops.yml", events)
}

/// The headings of a page.
fn headings(html: &str) -> Vec<&str> {
    let inner = |part: &'_ str| part.split_once('>').map(|(_, rest)| rest.len());
    html.split("<h2")
        .skip(1)
        .filter_map(|part| {
            let rest = &part[part.len() - inner(part)?..];
            Some(rest.split_once("</h2>")?.0)
        })
        .collect()
}

#[test]
fn two_events_differ_in_what_their_tags_say() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread], exclude: [alone]}\n\
                  - {slug: two, date: 2027-01-03, title: Two, decks: [bread], exclude: [together]}\n";
    let ran = site(events).args("build -q").run();
    let (one, two) =
        (ran.text("public/events/one/bread.html"), ran.text("public/events/two/bread.html"));
    assert_eq!(headings(&one), ["Hello", "In a group", "Ashes"]);
    assert_eq!(headings(&two), ["Hello", "By yourself", "Ashes"]);
    assert_eq!(headings(&ran.text("public/bread.html")).len(), 4);
    assert!(one.contains("src=\"../../images/loaf.svg\""), "pictures are shared");
    assert!(ran.path("public/images/loaf.svg").is_file());
    assert!(one.contains("href=\"../../assets/deck-"), "styles are shared");
}

#[test]
fn an_overlay_stands_in_front_of_the_slides() {
    let events = "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [bread]\n  vars: {wifi: Ovens}\n  \
                  skip: [oven.md, '#hello']\n  after: {dough.md: events/one/extra.md}\n";
    let ran = site(events)
        .file("events/one/dough.md", "# Our dough\n\nRye. ![loaf](images/loaf.svg)\n")
        .file("events/one/extra.md", "## For us\n\nIn @@WIFI@@. <!-- the key is 12345 -->\n")
        .file("events/one/images/loaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>")
        .args("build -q")
        .run();
    let page = ran.text("public/events/one/bread.html");
    assert_eq!(headings(&page), ["For us"]);
    assert!(page.contains("Rye.") && !page.contains("Flour."));
    assert!(page.contains("In Ovens.") && !page.contains("12345"));
    assert!(page.contains("src=\"images/loaf.svg\""), "a picture of its own");
    assert!(ran.text("public/events/one/images/loaf.svg").contains("<g/>"));
    assert!(!ran.text("public/bread.html").contains("Rye."));
    assert!(page.contains("data-source=\"../events/one/extra.md:1\""));
}

#[test]
fn what_an_event_names_must_be_there() {
    let events = "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [bread]\n  exclude: [alon]\n  \
                  skip: [ovn.md, '#ash']\n  after: {doug.md: events/one/extra.md}\n";
    site(events)
        .file("events/one/extra.md", "## For us\n")
        .file("events/one/owen.md", "## Mistaken\n")
        .args("check")
        .finds(&[
            "events/one/owen.md:1:1: warning[unused-overlay]",
            "workshops.yml:5:13: warning[unused-exclude]",
            "workshops.yml:6:10: error[unused-skip]",
            "workshops.yml:6:18: error[unused-skip]",
            "workshops.yml:7:11: error[unused-skip]",
        ]);
    let events =
        "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [bred]\n  overlay: events/two\n";
    site(events).args("check").finds(&[
        "workshops.yml:4:11: error[unknown-deck]",
        "workshops.yml:5:12: error[missing-overlay]",
    ]);
}

#[test]
fn an_event_can_stand_alone() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread], exclude: [alone]}\n";
    let ran = site(events).args("build -q --event one").run();
    let page = ran.text("public/bread.html");
    assert_eq!(headings(&page), ["Hello", "In a group", "Ashes"]);
    assert!(
        page.contains("src=\"images/loaf.svg\"") && !page.contains("../"),
        "nothing lies above"
    );
    assert!(ran.files("public").contains(&"images/loaf.svg".to_owned()));
    assert!(ran.files("public/events").is_empty());
    ran.then("build --event on").refuses("did you mean `one`?");
}

#[test]
fn a_frozen_event_stays_as_it_was() {
    let events = "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [bread]\n";
    let ran = site(events)
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
        .args("freeze one -q")
        .run();
    assert!(ran.text("workshops.yml").contains("  decks: [bread]\n  rev: "));
    let ran = ran.then("build -q").run();
    let files = ["bread.html", "bread.yml.html"];
    let before = files.map(|file| ran.text(&format!("public/events/one/{file}")));
    assert!(before[0].contains("Flour.") && before[0].contains("src=\"../../assets/loaf-"));
    // Everything changes, down to the theme.
    let ran = ran
        .then("build -q")
        .file("slides/dough.md", "# Other dough\n")
        .file("slides/bread.yml", "title: Cake\ncontent:\n- dough.md\n")
        .file("slides/images/loaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>")
        .file("static/theme.css", "body { color: red }\n")
        .file("templates/deck.html", "{{ slides_html | safe }}\n")
        .git("add -A")
        .git("commit -qm second")
        .run();
    let after = files.map(|file| ran.text(&format!("public/events/one/{file}")));
    assert_eq!(before, after);
    assert!(ran.text("public/bread.html").contains("Other dough"));
    let loaf = before[0].split_once("../../assets/loaf-").unwrap().1.split_once('"').unwrap().0;
    assert!(!ran.text(&format!("public/assets/loaf-{loaf}")).contains("<g/>"), "the old picture");
}

#[test]
fn what_is_not_committed_cannot_be_frozen() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread]}\n- {title: Two}\n";
    let test = || site(events).git("init -q").git("add -A").git("commit -qm first");
    test()
        .file("slides/dough.md", "# New\n")
        .args("freeze one")
        .refuses("slides/dough.md is not committed");
    test().args("freeze two").refuses("no slides of its own");
    test().args("freeze three").refuses("there is no event `three`");
    test().args("freeze one --rev v1").refuses("there is no revision `v1`");
    site(events).args("freeze one").refuses("no git repository");
}

#[test]
fn a_revision_that_is_not_there_is_named() {
    let events = "- slug: one\n  date: 2027-01-02\n  title: One\n  decks: [bread]\n  rev: v1\n";
    let test = || site(events).git("init -q").git("add -A").git("commit -qm first");
    test().args("check").finds(&["workshops.yml:5:8: error[unknown-revision]"]);
    test().git("tag v1").args("check").finds(&[]);
    let hostile = events.replace("v1", "\"--output=x\"");
    site(&hostile).args("check").finds(&["workshops.yml:5:8: error[unknown-revision]"]);
}

#[test]
fn chapters_in_the_language_of_the_event_come_first() {
    let events = "- {slug: one, date: 2027-01-02, title: Un, decks: [bread], lang: fr}\n\
                  - {slug: two, date: 2027-01-03, title: Two, decks: [bread]}\n";
    let ran = site(events)
        .file("slides/dough.fr.md", "# La pâte\n\nDe la farine.\n")
        .args("build -q")
        .run();
    assert!(ran.text("public/events/one/bread.html").contains("De la farine."));
    assert!(ran.text("public/events/two/bread.html").contains("Flour."));
}

#[test]
fn drift_says_what_changed_behind_an_overlay() {
    let events = "- {slug: one, date: 2027-01-02, title: Un, decks: [bread], lang: fr}\n";
    let ran = site(events)
        .file("events/one/dough.md", "# Our dough\n")
        .file("events/one/oven.md", "# Our oven\n")
        .file("events/one/more.md", "# More\n")
        .file("slides/logistics.fr.md", "## Bonjour\n")
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
        .file("slides/dough.md", "# Other dough\n")
        .git("commit -qam second")
        .args("drift")
        .stdout(str![[r#"
one
  events/one/dough.md: replaces slides/dough.md, which CHANGED since: +1 -15 lines, in 1 commit; see: git diff 7944cb0de57b -- slides/dough.md
  events/one/more.md: new
  events/one/oven.md: replaces slides/oven.md, which did not change since
language fr
  slides/logistics.fr.md: not older than slides/logistics.md
  2 chapters without a translation

"#]])
        .run();
    let said = String::from_utf8(std::fs::read(ran.path("workshops.yml")).unwrap()).unwrap();
    assert_eq!(said, events, "nothing is written");
}

#[test]
fn a_new_event_has_an_entry_and_its_logistics() {
    let events = "# All of them\n- {slug: one, date: 2027-01-02, title: One, decks: [bread]}\n";
    let ran = site(events)
        .args("new event 2027-05-06-paris-bakers")
        .stderr(str![[r#"
workshops.yml: an entry `2027-05-06-paris-bakers`; its last line names keys to add
events/2027-05-06-paris-bakers/logistics.md: what only its participants see; more files in events/2027-05-06-paris-bakers/ replace those of slides/

"#]])
        .run();
    assert!(
        ran.text("workshops.yml").starts_with("# All of them\n- slug: 2027-05-06-paris-bakers\n")
    );
    let overlay = "events/2027-05-06-paris-bakers/logistics.md";
    assert_eq!(ran.text(overlay), ran.text("slides/logistics.md"));
    let ran = ran.then("build -q").run();
    assert!(ran.path("public/events/2027-05-06-paris-bakers/bread.html").is_file());
    let ran = ran.then("new event 2027-05-06-paris-bakers").refuses("there is an event");
    let ran = ran.then("new event Paris").refuses("`paris` can");
    ran.then("new event rome --deck bred").refuses("did you mean `bread`?");
}

#[test]
fn a_new_event_of_a_deck_without_logistics_shows_its_own() {
    let ran = Test::fine().args("new event 2027-05-06-paris -q").run();
    assert!(
        ran.text("workshops.yml")
            .contains("after: {bread.md: events/2027-05-06-paris/logistics.md}")
    );
    let ran = ran.then("build -q").run();
    assert!(ran.text("public/events/2027-05-06-paris/talk.html").contains("Where and when"));
}

#[test]
fn what_only_the_trainer_may_read_is_nowhere() {
    let events = "- slug: one # SECRET here\n  date: 2027-01-02\n  title: One <!-- SECRET title -->\n  decks: [bread]\n  \
                  exclude: [alone]\n  abstract: |\n    Come. <!-- SECRET abstract -->\n";
    let ran = site(events)
        .file("events/one/bread.yml", "title: Bread\nnotes: private\ncontent:\n- logistics.md\n- dough.md\n")
        .file(
            "events/one/logistics.md",
            "## Hello\n\n<!-- SECRET comment -->\n\n???\n\nSECRET note\n\n---\nclass: alone\n\nSECRET slide\n",
        )
        .file("events/one/README.md", "SECRET file\n")
        .args("build -q")
        .run();
    let mut shown = 0;
    for file in ran.files("public") {
        assert!(!file.contains("SECRET") && !file.contains(".md"), "{file}");
        let text = String::from_utf8_lossy(&std::fs::read(ran.path("public").join(&file)).unwrap())
            .into_owned();
        assert!(!text.contains("SECRET"), "{file}");
        shown += usize::from(text.contains("Hello"));
    }
    assert!(shown >= 2, "the site's deck and the event's");
}

#[test]
fn redirects_of_the_site_come_before_those_of_the_author() {
    let site = |events: &str| site(events).file("slides/_redirects", "/info x\n/* /view?:splat\n");
    let own = "/info x\n/* /view?:splat\n";
    let events = "workshops: []\n";
    assert_eq!(site(events).args("build -q").run().text("public/_redirects"), own);
    let ran = site(events).file("static/_redirects", "/a /b 301").args("build -q").run();
    assert_eq!(ran.text("public/_redirects"), format!("/a /b 301\n{own}"));
    let events = "redirects: {next: bread.html, old/bread: 'https://example.org/x'}\n";
    let ran = site(events).file("static/_redirects", "/a /b 301").args("build -q").run();
    let lines = "/next /bread.html 301!\n/next /bread.html 301\n\
                 /old/bread https://example.org/x 301!\n/old/bread https://example.org/x 301\n";
    assert_eq!(ran.text("public/_redirects"), format!("{lines}/a /b 301\n{own}"));
    assert!(ran.text("public/next/index.html").contains("../bread.html"));
    let ran = site(events).file("static/_redirects", b"/\xff").args("check");
    ran.finds(&["static/_redirects:1:2: error[not-utf8]"]);
}

#[test]
fn addresses_in_the_style_sheet_of_an_event_lead_to_what_its_slides_show() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let sheet = "@font-face { font-family: R; src: url(fonts/rye.woff2) }\n\
                 a { background: url(images/loaf.svg) }\n\
                 b { background: url('images/wall.svg?x#y') }\n\
                 i { background: url(/look.svg), url(https://h.example/x.svg) }\n\
                 p { background: url(images/none.svg) }\n";
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread], overlay: shared}\n\
                  - {slug: two, date: 2027-01-03, title: Two, decks: [bread], overlay: shared}\n\
                  - {slug: three, date: 2027-01-04, title: Three, decks: [bread]}\n";
    let test = site(events)
        .file("slides/images/wall.svg", svg)
        .file("static/look.svg", svg)
        .file("shared/override.css", sheet)
        .file("shared/images/loaf.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"own\"/>")
        .file("shared/fonts/rye.woff2", "font")
        .file("shared/images/idle.svg", svg)
        .args("build");
    let ran = test.finds(&[
        "shared/images/idle.svg:1:1: warning[unused-overlay]",
        "shared/override.css:5:17: warning[broken-link]",
    ]);
    for slug in ["one", "two"] {
        let page = ran.text(&format!("public/events/{slug}/bread.html"));
        let theme = page.split("href=\"../../assets/theme-").nth(1).expect("a style sheet");
        let theme = theme.split('"').next().unwrap_or_default();
        let theme = ran.text(&format!("public/assets/theme-{theme}"));
        for address in [
            format!("url(\"../events/{slug}/fonts/rye.woff2\")"),
            format!("url(\"../events/{slug}/images/loaf.svg\")"),
            "url(\"../images/wall.svg?x#y\")".to_owned(),
            "url(\"../look.svg\"), url(https://h.example/x.svg)".to_owned(),
        ] {
            assert!(theme.contains(&address), "{address} in {theme}");
        }
        assert!(ran.text(&format!("public/events/{slug}/images/loaf.svg")).contains("own"));
        assert!(ran.path(&format!("public/events/{slug}/fonts/rye.woff2")).is_file());
    }
    assert!(ran.path("public/images/wall.svg").is_file());
    assert!(!ran.text("public/images/loaf.svg").contains("own"));
    assert!(!ran.text("public/events/three/bread.html").contains("assets/theme-"));
}

#[test]
fn the_pace_of_a_site_moves_its_agendas() {
    let pace = |minutes: &str| {
        let events = format!(
            "site: {{minutes: {minutes}}}\nworkshops:\n- {{slug: one, title: One, decks: [bread]}}\n"
        );
        site(&events)
            .file("slides/oven.md", "# Oven\n\n---\n\n.lab[Bake.]\n\n---\nminutes: 50\n\n## Rest\n")
            .args("build -q")
            .run()
    };
    let minutes = |ran: &crate::fixture::Ran| -> Vec<String> {
        let html = ran.text("public/events/one/index.html");
        let (_, agenda) = html.split_once("id=\"agenda\"").expect("an agenda");
        let rows = agenda.split("<li").skip(1);
        let time =
            |row: &str| Some(row.split_once("agenda-minutes\">")?.1.split_once('<')?.0.to_owned());
        rows.filter_map(time).collect()
    };
    assert_eq!(minutes(&pace("")), ["5 min", "55 min"]);
    assert_eq!(minutes(&pace("{slide: 10}")), ["40 min", "1 h 15 min"]);
    assert_eq!(minutes(&pace("{slide: 1, lab: 30}")), ["5 min", "1 h 20 min"]);
}

#[cfg(unix)]
#[test]
fn links_within_a_revision_are_followed() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [rye], rev: v1}\n";
    let ran = site(events)
        .file("common/rye.yml", "title: Rye\ncontent:\n- grain.md\n")
        .link("slides/rye.yml", "../common/rye.yml")
        .file(
            "common/grain.md",
            "# Grain\n\nRye. ![rye](images/rye.svg)\n\n@@INCLUDE[more/words.txt]\n",
        )
        .file("common/words.txt", "Ground.\n")
        .link("slides/grain.md", "../common/grain.md")
        .link("more", "common")
        .link("slides/images/rye.svg", "loaf.svg")
        .file(
            "look/deck.html",
            "<p>OLD LOOK</p><main>{{ slides_html | safe }}</main>{{ assets.theme_css }}",
        )
        .link("templates", "look")
        .file("look/theme.css", "a { color: red }")
        .link("static/theme.css", "../look/theme.css")
        .link("slides/out.md", "../../../etc/hostname")
        .link("slides/round", "..")
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
        .git("tag v1")
        .file("look/deck.html", "<main>{{ slides_html | safe }}</main>")
        .file("common/words.txt", "Changed.\n")
        .args("build -q")
        .run();
    let page = ran.text("public/events/one/rye.html");
    assert!(page.contains("Rye.") && page.contains("Ground."), "{page}");
    assert!(page.contains("OLD LOOK") && page.contains("../../assets/theme-"), "{page}");
    assert!(page.contains("src=\"../../assets/rye-"), "{page}");
    assert!(ran.files("public/assets").iter().any(|name| name.starts_with("rye-")));
    assert!(ran.text("public/rye.html").contains("Changed."));
}

#[test]
fn an_error_in_a_revision_names_its_file_and_the_event() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread], rev: v1}\n\
                  - {slug: two, date: 2027-01-03, title: Two, decks: [bread], rev: v1}\n\
                  - {slug: six, date: 2027-01-04, title: Six, decks: [bread]}\n";
    let template = "<p>fine</p>\n<h1>{{ deck.titel }}</h1><main>{{ slides_html | safe }}</main>\n";
    let test = |path: &str, content: &[u8], mended: &[u8]| {
        site(events)
            .file(path, content)
            .git("init -q")
            .git("add -A")
            .git("commit -qm first")
            .git("tag v1")
            .file(path, mended)
            .args("check")
    };
    let entries = [
        "workshops.yml:1:66: error[broken-revision]",
        "workshops.yml:2:66: error[broken-revision]",
    ];
    let path = "templates/deck.html";
    let mended = b"<main>{{ slides_html | safe }}</main>";
    for (broken, at) in [
        (template, "2:13"),
        ("<main>\n\n{{ slides_html </main>", "3:16"),
        ("{% extends \"base.html\" %}", "1:13"),
        ("<main></main>", "1:1"),
    ] {
        let error = format!("v1:templates/deck.html:{at}: error[template-error]");
        let found = [&error, entries[0], entries[1]].map(str::to_owned);
        let found = found.iter().map(String::as_str).collect::<Vec<_>>();
        test(path, broken.as_bytes(), mended).finds(&found);
    }
    let error = "v1:static/theme.css:1:2: error[not-utf8]";
    test("static/theme.css", b"a\xff", b"a {}").finds(&[error, entries[0], entries[1]]);
    let error = "v1:slides/bread.yml:1:1: error[unknown-key]";
    let fine = b"title: Bread\ncontent: [dough.md]\n";
    test("slides/bread.yml", b"titel: Bread\ncontent: [dough.md]\n", fine)
        .finds(&[error, entries[0], entries[1]]);
}

#[test]
fn an_error_in_a_revision_can_be_mended_in_the_overlay() {
    let events = "- {slug: one, date: 2027-01-02, title: One, decks: [bread], rev: v1}\n";
    site(events)
        .file("slides/dough.md", "# Dough\n\n@@INCLUDE[gone.txt]\n")
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
        .git("tag v1")
        .file("slides/dough.md", "# Dough\n")
        .file("events/one/dough.md", "# Dough, mended\n")
        .args("check")
        .finds(&[]);
}

#[test]
fn the_page_for_wrong_addresses_suits_its_site() {
    let page = |head: &str| {
        let events = format!("site: {{{head}}}\nworkshops: []\n");
        let test = site(&events).file("static/theme.css", "a { color: red }");
        test.args("build -q").run().text("public/404.html")
    };
    let html = page("language: fr, title: Pain, url: 'https://example.org/b/'");
    assert!(html.contains("<html lang=\"fr\">") && html.contains("Page introuvable"), "{html}");
    assert!(html.contains("href=\"/b/index.html\">Voir ce qu’il y a sur Pain</a>"), "{html}");
    assert!(html.contains("href=\"/b/assets/site-") && html.contains("href=\"/b/assets/theme-"));
    assert!(page("url: 'https://example.org'").contains("href=\"/index.html\""));
    assert!(page("title: Bread").contains("href=\"/index.html\""));
}
