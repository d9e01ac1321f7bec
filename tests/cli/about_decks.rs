//! Pages about decks, and chapters as pages: what they contain, and what they never reveal.

use crate::fixture::{Ran, Test};

const LIST: &str = "\
site:
  url: https://example.org/
speakers:
  odile: Odile Quenneville
workshops:
- {title: Bread in a day, slug: paris, date: 2027-03-02, city: Paris, decks: [talk]}
- {title: Bread at night, slug: rome, date: 2026-03-02, city: Rome, decks: [talk]}
- {title: Bread nowhere, slug: none, date: 2026-04-02, status: cancelled, decks: [talk]}
";

const TALK: &str = "\
title: A talk
description: All about bread
language: fr
level: beginner
authors: [odile, Tariq Bello]
date: 2027-03-01
topics: [bread, ovens]
exclude: [hidden]
content:
- {chapter: bread/dough.md, minutes: 30}
- {chapter: bread/oven.md, minutes: 15}
";

const DOUGH: &str = "\
# Dough

Flour & <b>water</b> <!-- a secret comment -->

- mix
- knead

???

Hands are *warm*.

---

class: hidden

## Nobody sees this

---

name: kneading

## Kneading

Ten minutes, see [the oven](#toc-oven), [the first](#1) and [here](#kneading).

```sh
knead | rest
```
";

const OVEN: &str = "# Oven\n\n![A hot oven](images/oven.svg)\n";

fn site() -> Test {
    Test::new()
        .file("workshops.yml", LIST)
        .file("slides/talk.yml", TALK)
        .file("slides/bread/dough.md", DOUGH)
        .file("slides/bread/oven.md", OVEN)
        .file("slides/images/oven.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .file(
            "slides/other.yml",
            "title: Another\nauthors: Odile Quenneville\ntopics: cakes\ncontent: [cake.md]\n",
        )
        .file("slides/third.yml", "title: Third\ntopics: [Ovens]\ncontent: [cake.md]\n")
        .file("slides/cake.md", "## Cake\n\nSugar.\n")
        .args("build --date 2027-01-01 --quiet")
}

/// Asserts that a page has texts, in this order.
#[track_caller]
fn has(page: &str, texts: &[&str]) {
    let mut rest = page;
    for text in texts {
        let Some(at) = rest.find(text) else { panic!("no {text:?} in, or not there:\n{page}") };
        rest = &rest[at + text.len()..];
    }
}

#[track_caller]
fn lacks(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(!page.contains(text), "{text:?} in:\n{page}");
    }
}

#[test]
fn the_page_about_a_deck_tells_what_readers_want() {
    let ran = site().run();
    let page = ran.text("public/about/talk.html");
    has(
        &page,
        &[
            "<html lang=\"fr\">",
            "<link rel=\"canonical\" href=\"https://example.org/about/talk.html\">",
            "\"@type\":[\"PresentationDigitalDocument\",\"LearningResource\"]",
            "\"author\":[{\"@type\":\"Person\",\"name\":\"Odile Quenneville\",\"url\":\"https://example.org/speakers/odile.html\"},{\"@type\":\"Person\",\"name\":\"Tariq Bello\"}]",
            "\"dateModified\":\"2027-03-01\"",
            "\"keywords\":[\"bread\",\"ovens\"]",
            "\"timeRequired\":\"PT45M\"",
            "<h1>A talk</h1>",
            "All about bread",
            "<a href=\"../speakers/odile.html\">Odile Quenneville</a>, Tariq Bello",
            "href=\"../talk.html\">Ouvrir les diapositives</a>",
            "src=\"../covers/talk.svg\"",
            "45 min",
            "<time datetime=\"2027-03-01\">1er mars 2027</time>",
            "<li>bread</li><li>ovens</li>",
            "value=\"https://example.org/talk.html\"",
            "&lt;iframe src=&quot;https://example.org/talk.html?embed&quot;",
        ],
    );
    has(&page, &["<a href=\"../talk.html#toc-dough\">Dough</a>", "30 min", "#toc-oven\">Oven</a>"]);
}

#[test]
fn a_transcript_has_the_text_of_the_slides_that_are_shown() {
    let ran = site().run();
    let page = ran.text("public/about/talk.html");
    has(
        &page,
        &[
            "<span>Dough</span>",
            "<p>Flour &amp; water</p><ul><li>mix</li><li>knead</li></ul>",
            "<strong>Notes</strong><p>Hands are warm.</p>",
            "<li><a href=\"../talk.html#kneading\">",
            "<h3>Kneading</h3><p>Ten minutes, see the oven, the first and here.</p>\
             <pre><code>knead | rest</code></pre>",
            "<span>Oven</span>",
            "<p>A hot oven</p>",
        ],
    );
    lacks(&page, &["secret", "Nobody"]);
    let private = format!("{TALK}notes: private\n");
    let page = site().file("slides/talk.yml", private).run().text("public/about/talk.html");
    has(&page, &["<li>knead</li>"]);
    lacks(&page, &["Hands"]);
}

#[test]
fn it_leads_to_events_and_to_related_decks() {
    let ran = site().run();
    let page = ran.text("public/about/talk.html");
    has(&page, &["href=\"../events/paris/index.html\"", "href=\"../events/rome/index.html\""]);
    lacks(&page, &["Bread nowhere"]);
    has(
        &page,
        &[
            "id=\"by-authors\"",
            "href=\"../about/other.html\"",
            "id=\"on-topics\"",
            "href=\"../about/third.html\"",
        ],
    );
    has(
        &ran.text("public/speakers/odile.html"),
        &["href=\"../other.html\"", "href=\"../talk.html\""],
    );
}

#[test]
fn pages_lead_to_it() {
    let ran = site().run();
    has(&ran.text("public/index.html"), &["<a href=\"about/talk.html\">"]);
    has(&ran.text("public/events/paris/index.html"), &["<a href=\"about/talk.html\">"]);
    has(&ran.text("public/talk.html"), &["<a class=\"deck-about\" href=\"about/talk.html\">"]);
    has(&ran.text("public/events/paris/talk.html"), &["href=\"about/talk.html\">"]);
    let of_event = ran.text("public/events/paris/about/talk.html");
    has(&of_event, &["href=\"../talk.html\">", "<li><a href=\"../talk.html#kneading\">"]);
    let map = ran.text("public/sitemap.xml");
    has(&map, &["https://example.org/about/talk.html"]);
    has(&map, &["https://example.org/events/paris/about/talk.html"]);
}

#[test]
fn a_site_of_one_deck_leads_nowhere_new() {
    let ran = Test::fine().args("build --quiet").run();
    has(&ran.text("public/about/talk.html"), &["<p>Flour and water.</p>"]);
    lacks(&ran.text("public/index.html"), &["about/talk.html"]);
    lacks(&ran.text("public/talk.html"), &["about/talk.html"]);
}

#[test]
fn a_long_deck_is_folded_by_section_or_number() {
    use std::fmt::Write as _;

    let long = |separator: &str| {
        (1..=120).fold(String::new(), |mut text, n| {
            let _ =
                write!(text, "{}{separator}\n\nText {n}\n", if n > 1 { "\n---\n\n" } else { "" });
            text
        })
    };
    let page = |chapter: String| {
        Test::chapter(&chapter).args("build --quiet").run().text("public/about/talk.html")
    };
    let numbered = page(long("## Slide"));
    assert_eq!(numbered.matches("<details class=\"transcript-part\">").count(), 3);
    has(&numbered, &["<span class=\"muted\">1–50</span>", "<span class=\"muted\">101–120</span>"]);
    lacks(&page("## One\n".to_owned()), &["<details"]);
}

/// A site in which two decks show a chapter, and leave out different slides of it.
fn chapters() -> Ran {
    let list = LIST.replace("site:\n", "site:\n  chapter-pages: true\n");
    let more = "\n---\n\nclass: hidden\n\n## Both leave this out\n\n---\n\nclass: self-paced\n\n\
                ## Home leaves this out\n\n---\n\nclass: in-person\n\n## More\n";
    let dough = DOUGH.replace("name: kneading\n", "name: kneading\nclass: in-person\n");
    site()
        .file("workshops.yml", list)
        .file("slides/talk.yml", TALK.replace("[hidden]", "[hidden, self-paced]"))
        .file("slides/bread/dough.md", format!("{dough}{more}"))
        .file(
            "slides/other.yml",
            "title: Another\nexclude: [hidden, in-person]\ncontent: [bread/dough.md, bread/oven.md]\n",
        )
        .run()
}

#[test]
fn a_chapter_alone_shows_what_its_home_shows() {
    let ran = chapters();
    let deck = ran.text("public/chapters/bread/dough.html");
    has(
        &deck,
        &[
            "<title>Dough</title>",
            "data-total=\"4\"",
            "id=\"kneading\" data-number=\"3\"",
            "<a href=\"../../talk.html#toc-oven\">the oven</a>, <a href=\"../../talk.html#1\">the first</a> and <a href=\"#kneading\">here</a>",
        ],
    );
    let about = ran.text("public/chapters/bread/about/dough.html");
    has(
        &about,
        &[
            "<h1>Dough</h1>",
            "href=\"../dough.html\">",
            "<h3>Kneading</h3>",
            "href=\"../../../events/paris/index.html\"",
            "href=\"../../../about/talk.html\"",
            "<a href=\"../about/oven.html\" rel=\"next\">",
        ],
    );
    for page in [&deck, &about] {
        lacks(page, &["Nobody", "secret", "leave this out", "leaves this out"]);
    }
    let oven = ran.text("public/chapters/bread/oven.html");
    has(&oven, &["src=\"../../images/oven.svg\""]);
}

#[test]
fn private_notes_are_in_no_chapter() {
    let list = LIST.replace("site:\n", "site:\n  chapter-pages: true\n");
    let private = format!("{TALK}notes: private\n");
    let ran = site().file("workshops.yml", list).file("slides/talk.yml", private).run();
    for page in ["chapters/bread/dough.html", "chapters/bread/about/dough.html"] {
        lacks(&ran.text(&format!("public/{page}")), &["Hands"]);
    }
}

#[test]
fn chapters_are_listed_and_old_addresses_answered() {
    let ran = chapters();
    let link = "<a href=\"chapters/bread/dough.html\" data-chapter=\"bread/dough\">Dough</a>";
    has(&ran.text("public/index.html"), &["href=\"chapters.html\""]);
    has(&ran.text("public/chapters.html"), &["<h2>bread</h2>", link]);
    has(
        &ran.text("public/workshop.html"),
        &[
            "<meta name=\"robots\" content=\"noindex\">",
            "data-old-chapters",
            "data-no-chapter=",
            link,
        ],
    );
    lacks(&ran.text("public/sitemap.xml"), &["workshop.html"]);
    has(&ran.text("public/sitemap.xml"), &["https://example.org/chapters.html"]);
    let without = site().run();
    assert!(!without.path("public/chapters.html").exists());
    assert!(!without.path("public/workshop.html").exists());
}

#[test]
fn a_deck_keeps_the_address_of_old_chapters() {
    let ran = Test::new()
        .file("workshops.yml", "site:\n  chapter-pages: true\n")
        .file("slides/workshop.yml", "title: W\ncontent: [a.md]\n")
        .file("slides/a.md", "## A\n")
        .args("build --quiet")
        .run();
    has(&ran.text("public/workshop.html"), &["<main class=\"deck\""]);
    has(&ran.text("public/chapters.html"), &["chapters/a.html"]);
}
