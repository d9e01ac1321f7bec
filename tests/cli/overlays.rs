//! Overlays: links in them and to them, folders that several events share or that belong to none,
//! and settings of an event for its decks.

use snapbox::str;

use crate::fixture::Test;

/// A deck whose logistics are a link to a template, as in checkouts of container.training.
#[cfg(unix)]
fn linked(overlay: &[(&str, &str)]) -> Test {
    let test = Test::new()
        .file("slides/bread.yml", "title: Bread\ncontent: [logistics.md, part/dough.md]\n")
        .file("slides/logistics-template.md", "## Everyone\n")
        .link("slides/logistics.md", "logistics-template.md")
        .file("slides/shared/dough.md", "## Dough\n")
        .link("slides/part", "shared")
        .file("workshops.yml", "- {slug: one, date: 2027-01-02, title: One, decks: [bread]}\n");
    overlay.iter().fold(test, |test, (path, text)| match text.strip_prefix('>') {
        Some(target) => test.link(path, target),
        None => test.file(path, text),
    })
}

#[cfg(unix)]
#[test]
fn a_link_of_the_slides_shows_the_file_of_the_overlay() {
    let ran =
        linked(&[("events/one/logistics-template.md", "## Only here\n")]).args("build -q").run();
    let page = ran.text("public/events/one/bread.html");
    assert!(page.contains("Only here") && !page.contains("Everyone"), "{page}");
    assert!(page.contains("events/one/logistics-template.md"), "the source is named: {page}");
    assert!(ran.text("public/bread.html").contains("Everyone"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_shows_files_of_the_overlay_under_both_names() {
    for path in ["events/one/shared/dough.md", "events/one/part/dough.md"] {
        let ran = linked(&[(path, "## Rye\n")]).args("build -q").run();
        let page = ran.text("public/events/one/bread.html");
        assert!(page.contains("Rye") && !page.contains(">Dough<"), "{path}: {page}");
    }
}

#[cfg(unix)]
#[test]
fn links_of_an_overlay_lead_to_slides_and_on() {
    let of = |overlay: &[(&str, &str)]| {
        linked(overlay).args("build -q").run().text("public/events/one/bread.html")
    };
    // Relative to `slides/`, relative to its own location, by an absolute path inside, by a chain.
    assert!(of(&[("events/one/logistics.md", ">shared/dough.md")]).matches(">Dough<").count() == 2);
    let own = [("events/one/logistics.md", ">../../slides/shared/dough.md")];
    assert!(of(&own).matches(">Dough<").count() == 2);
    let chain = [
        ("events/one/logistics.md", ">more.md"),
        ("events/one/more.md", ">part/dough.md"),
        ("events/one/shared/dough.md", "## Rye\n"),
    ];
    assert!(of(&chain).matches(">Rye<").count() == 2);
    let folder = [("events/one/part", ">../common"), ("events/common/dough.md", "## Wheat\n")];
    let page = of(&folder);
    assert!(page.contains(">Wheat<") && !page.contains(">Dough<"), "{page}");
}

#[cfg(unix)]
#[test]
fn links_of_an_overlay_that_lead_out_or_nowhere_are_errors() {
    let outside = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(outside.path(), "## SECRET\n").expect("a file");
    let absolute = format!(">{}", outside.path().display());
    for (target, code) in [
        (absolute.as_str(), "outside-site"),
        (">../../../../../../../../../../etc/passwd", "outside-site"),
        (">missing.md", "unreadable-file"),
        (">../../slides/missing.md", "unreadable-file"),
        (">logistics.md", "unreadable-file"),
    ] {
        let place = format!("events/one/logistics.md:1:1: error[{code}]");
        linked(&[("events/one/logistics.md", target)]).finds(&[&place]);
    }
    linked(&[("events/one", ">/etc")]).finds(&["events/one:1:1: error[outside-site]"]);
}

#[test]
fn events_that_share_an_overlay_use_its_files_together() {
    let site = |second: &str| {
        Test::new()
            .file("slides/bread.yml", "title: Bread\ncontent: [dough.md]\n")
            .file("slides/rolls.yml", "title: Rolls\ncontent: [rolls.md]\n")
            .file("slides/dough.md", "## Dough\n")
            .file("slides/rolls.md", "## Rolls\n")
            .file("shared/acme/dough.md", "## Dough for Acme\n")
            .file("shared/acme/rolls.md", "## Rolls for Acme\n")
            .file("shared/acme/cake.md", "## Cake\n")
            .file(
                "workshops.yml",
                format!(
                    "- {{slug: one, date: 2027-01-02, title: One, decks: [bread], overlay: shared/acme}}\n\
                     - {{slug: two, date: 2027-01-03, title: Two, {second}}}\n"
                ),
            )
    };
    let both = "decks: [rolls], overlay: shared/acme";
    site(both).finds(&["shared/acme/cake.md:1:1: warning[unused-overlay]"]);
    site("city: Lyon").finds(&[
        "shared/acme/cake.md:1:1: warning[unused-overlay]",
        "shared/acme/rolls.md:1:1: warning[unused-overlay]",
    ]);
    // When one event is built alone, it is unknown what the other one shows.
    site(both).args("check --event one").finds(&[]);
}

#[test]
fn folders_of_no_event_are_found() {
    let site = |event: &str, folder: &str| {
        Test::new()
            .file("slides/bread.yml", "title: Bread\ncontent: [dough.md]\n")
            .file("slides/dough.md", "## Dough\n")
            .file(&format!("events/{folder}/dough.md"), "## Ours\n")
            .file("workshops.yml", format!("- {{title: Bread, decks: [bread], {event}}}\n"))
    };
    site("date: 2027-03-09, city: Lyon", "2027-03-02-lyon").stderr(str![[r#"
warning[orphan-overlay]: `events/2027-03-02-lyon` belongs to no event
  ╭▸ events/2027-03-02-lyon/dough.md:1:1
  │
1 │ ## Ours
  │ ━ no event shows its files
  │
  ╰ help: if this was `2027-03-09-lyon`, write `slug: 2027-03-02-lyon` in its entry to keep its address; or rename the folder to `events/2027-03-09-lyon` and write `aliases: [2027-03-02-lyon]`

2 decks: 1 warning

"#]]).status(0).run();
    site("date: 2027-03-09, city: Lyon", "2027-03-09-lyno")
        .stderr(str![[r#"
warning[orphan-overlay]: `events/2027-03-09-lyno` belongs to no event
  ╭▸ events/2027-03-09-lyno/dough.md:1:1
  │
1 │ ## Ours
  │ ━ no event shows its files
  │
  ╰ help: did you mean `events/2027-03-09-lyon`?

2 decks: 1 warning

"#]])
        .status(0)
        .run();
    site("date: 2027-03-09, city: Lyon", "winter")
        .stderr(str![[r#"
warning[orphan-overlay]: `events/winter` belongs to no event
  ╭▸ events/winter/dough.md:1:1
  │
1 │ ## Ours
  │ ━ no event shows its files
  │
  ╰ help: name it in the event's entry, `overlay: events/winter`, or remove it

2 decks: 1 warning

"#]])
        .status(0)
        .run();
    for (event, folder) in [
        ("date: 2027-03-09, city: Lyon", "2027-03-09-lyon"),
        ("date: 2027-03-09, slug: lyon", "lyon"),
        ("date: 2027-03-09, city: Lyon, overlay: events/winter", "winter"),
    ] {
        site(event, folder).finds(&[]);
    }
    // A file that decks show is used, and an event without decks may have a card.
    site("date: 2027-03-09, after: {dough.md: events/common/dough.md}", "common").finds(&[]);
    Test::fine()
        .file("events/common/wifi.txt", "oven\n")
        .file("slides/bread.md", "@@INCLUDE[events/common/wifi.txt]\n")
        .file("workshops.yml", "- {title: T, date: 2027-03-09, slug: x}\n")
        .file("events/x/card.png", "no picture")
        .finds(&[]);
    Test::fine().file("events/x/a.md", "A\n").finds(&[]);
}

#[test]
fn an_overlay_replaces_files_that_are_included_and_linked() {
    let ran = Test::new()
        .file("slides/bread.yml", "title: Bread\ncontent: [dough.md]\n")
        .file(
            "slides/dough.md",
            "```yaml\n@@INCLUDE[k8s/web.yaml]\n```\n\n@@LINK[k8s/web.yaml] @@LINK[k8s/db.yaml]\n",
        )
        .file("k8s/web.yaml", "everyone: 1\n")
        .file("k8s/db.yaml", "db: 1\n")
        .file("events/one/k8s/web.yaml", "here: 1\n")
        .file("workshops.yml", "- {slug: one, date: 2027-01-02, title: One, decks: [bread]}\n")
        .env("REPOSITORY_URL", "https://example.org/r")
        .env("BRANCH", "main")
        .args("build -q")
        .run();
    let page = ran.text("public/events/one/bread.html");
    assert!(page.contains("here") && !page.contains("everyone"), "{page}");
    assert!(page.contains("/main/events/one/k8s/web.yaml\""), "{page}");
    assert!(page.contains("/main/k8s/db.yaml\""), "{page}");
    assert!(ran.text("public/bread.html").contains("everyone"));
}

#[test]
fn an_event_tells_its_decks_what_it_is() {
    let site = |event: &str| {
        Test::new()
            .file(
                "slides/bread.yml",
                "title: Bread\nlanguage: en\nslides: https://old.example/\ncontent: [dough.md]\n",
            )
            .file("slides/rolls.yml", "title: Rolls\ncontent: [dough.md]\n")
            .file("slides/dough.md", "## @@TITLE@@\n\nS@@SLIDES@@S H@@HTML@@H Z@@ZIP@@Z\n")
            .file(
                "workshops.yml",
                format!(
                    "site: {{url: 'https://example.org/x/'}}\nworkshops:\n\
                     - {{slug: one, date: 2027-01-02, title: Le pain, lang: fr, {event}}}\n"
                ),
            )
            .args("build -q")
    };
    let page = "public/events/one/bread.html";
    let text = site("decks: [bread]").run().text(page);
    assert!(
        text.contains("<html lang=\"fr\"") && text.contains("<title>Le pain</title>"),
        "{text}"
    );
    assert!(text.contains(">Le pain</h2>"), "{text}");
    assert!(text.contains("Hbread.htmlH"), "{text}");
    for address in
        ["https://example.org/x/events/one/", "https://example.org/x/events/one/slides.zip"]
    {
        assert!(text.contains(address), "{address}: {text}");
    }
    assert!(!text.contains("old.example"), "{text}");
    // If there are several decks, each keeps its title.
    let ran = site("decks: [bread, rolls]").run();
    assert!(ran.text(page).contains("<title>Bread</title>"));
    assert!(ran.text("public/events/one/rolls.html").contains("<html lang=\"fr\""));
    // A manifest of the overlay and the command line take precedence.
    let own = "title: Our bread\nlanguage: oc\ncontent: [dough.md]\n";
    let text = site("decks: [bread]").file("events/one/bread.yml", own).run().text(page);
    assert!(
        text.contains("<html lang=\"oc\"") && text.contains("<title>Our bread</title>"),
        "{text}"
    );
    assert!(text.contains("https://example.org/x/events/one/"), "{text}");
    let text = site("decks: [bread]").args("build -q --set title=Given").run().text(page);
    assert!(text.contains("<title>Given</title>"), "{text}");
    // The site's own deck is unchanged.
    let text = site("decks: [bread]").run().text("public/bread.html");
    assert!(text.contains("<html lang=\"en\"") && text.contains("old.example"), "{text}");
}

#[test]
fn a_build_says_what_each_event_shows() {
    let said = Test::new()
        .file("slides/bread.yml", "title: Bread\nexclude: [alone]\ncontent: [dough.md]\n")
        .file(
            "slides/dough.md",
            "## Dough\n\n---\nclass: alone\n\n## By yourself\n\n---\nclass: together\n\n## All\n",
        )
        .file(
            "workshops.yml",
            "- {slug: one, date: 2027-01-02, title: One, decks: [bread], exclude: [together]}\n",
        )
        .args("build")
        .said();
    assert!(said.contains("bread: 2 slides kept, 1 left out (alone 1)\n"), "{said}");
    assert!(said.contains("one/bread: 2 slides kept, 1 left out (together 1)\n"), "{said}");
}
