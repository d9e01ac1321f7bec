//! Slots and blocks: each is shown where the guide states, and only there.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::fixture::{Ran, Test};

/// A site that has every kind of page.
fn site() -> Test {
    Test::new()
        .file(
            "slides/talk.yml",
            "title: A talk\nsections: true\ninterstitials: false\ncontent: [bread.md]\n",
        )
        .file("slides/bread.md", "class: title\n\n# Bread\n\nWelcome\n\n---\n\n# Flour\n\nRye.\n")
        .file(
            "workshops.yml",
            "site:\n  chapter-pages: true\nspeakers:\n  ada:\n    name: Ada\nworkshops:\n- date: 2027-03-02\n  title: Baking\n  \
             slug: baking\n  speaker: ada\n  decks: [talk]\n  series: Evenings\n- {title: A, country: fr}\n\
             - {title: B, country: de}\n- {title: C}\n- {title: D}\n- {title: E}\n",
        )
        .args("build --date 2027-01-01 --quiet")
}

const INDEX: &str = "index.html";
const PAST: &str = "past.html";
const EVENT: &str = "events/baking/index.html";
const SPEAKER: &str = "speakers/ada.html";
const NOT_FOUND: &str = "404.html";
const DECK: &str = "talk.html";
const DECK_OF_EVENT: &str = "events/baking/talk.html";
const REDIRECT: &str = "talk.yml.html";

const ABOUT: &str = "about/talk.html";
const ABOUT_OF_EVENT: &str = "events/baking/about/talk.html";
const CHAPTERS: &str = "chapters.html";
const SERIES: &str = "series/evenings.html";
const EVENTS: &str = "events/index.html";

const PAGES: [&str; 13] = [
    INDEX,
    PAST,
    EVENT,
    SPEAKER,
    NOT_FOUND,
    DECK,
    DECK_OF_EVENT,
    REDIRECT,
    ABOUT,
    ABOUT_OF_EVENT,
    CHAPTERS,
    SERIES,
    EVENTS,
];

/// All slots, and the pages that show each.
const SLOTS: [(&str, &[&str]); 25] = [
    (
        "head",
        &[
            INDEX,
            PAST,
            EVENT,
            SPEAKER,
            NOT_FOUND,
            DECK,
            DECK_OF_EVENT,
            ABOUT,
            ABOUT_OF_EVENT,
            CHAPTERS,
            SERIES,
            EVENTS,
        ],
    ),
    (
        "front-head",
        &[INDEX, PAST, EVENT, SPEAKER, NOT_FOUND, ABOUT, ABOUT_OF_EVENT, CHAPTERS, SERIES, EVENTS],
    ),
    ("deck-head", &[DECK, DECK_OF_EVENT]),
    ("masthead", &[INDEX, PAST, EVENT, SPEAKER, ABOUT, ABOUT_OF_EVENT, CHAPTERS, SERIES, EVENTS]),
    (
        "footer",
        &[INDEX, PAST, EVENT, SPEAKER, NOT_FOUND, ABOUT, ABOUT_OF_EVENT, CHAPTERS, SERIES, EVENTS],
    ),
    ("index-before", &[INDEX]),
    ("index-after", &[INDEX]),
    ("past-before", &[PAST]),
    ("past-after", &[PAST]),
    ("event-before", &[EVENT]),
    ("event-after", &[EVENT]),
    ("event-aside", &[EVENT]),
    ("speaker-before", &[SPEAKER]),
    ("speaker-after", &[SPEAKER]),
    ("series-before", &[SERIES]),
    ("series-after", &[SERIES]),
    ("about-deck-before", &[ABOUT, ABOUT_OF_EVENT]),
    ("about-deck-after", &[ABOUT, ABOUT_OF_EVENT]),
    ("about-deck-aside", &[ABOUT, ABOUT_OF_EVENT]),
    ("404", &[NOT_FOUND]),
    ("deck-header", &[DECK, DECK_OF_EVENT]),
    ("deck-footer", &[DECK, DECK_OF_EVENT]),
    ("every-slide", &[DECK, DECK_OF_EVENT]),
    ("title-slide", &[DECK, DECK_OF_EVENT]),
    ("section-slide", &[DECK, DECK_OF_EVENT]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the repository")
}

/// How often a page contains a text.
fn count(ran: &Ran, page: &str, text: &str) -> usize {
    ran.text(&format!("public/{page}")).matches(text).count()
}

#[test]
fn every_slot_is_shown_on_its_pages_and_on_no_other() {
    let mark = |name: &str| format!("<meta name=\"mark-{name}\" content=\"x\">");
    let test = SLOTS.iter().fold(site(), |test, (name, _)| {
        test.file(&format!("templates/slots/{name}.html"), mark(name))
    });
    let ran = test.run();
    let mut wrong = String::new();
    for (name, pages) in SLOTS {
        for page in PAGES {
            let expected = usize::from(pages.contains(&page));
            // A deck here has two slides that open sections.
            let expected = if name == "section-slide" { expected * 2 } else { expected };
            let found = count(&ran, page, &mark(name));
            if found != expected {
                let _ = writeln!(wrong, "{name}: {found} times in {page}, not {expected}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn slots_in_markdown_are_on_the_same_pages() {
    let test = SLOTS.iter().filter(|(name, _)| !name.ends_with("head") || *name == "masthead");
    let test = test.fold(site(), |test, (name, _)| {
        let text = format!("mark *{name}*, [to the top](index.html)\n");
        test.file(&format!("templates/slots/{name}.md"), text)
    });
    let ran = test.run();
    for (name, pages) in
        SLOTS.iter().filter(|(name, _)| !name.ends_with("-head") && *name != "head")
    {
        for page in *pages {
            assert!(count(&ran, page, &format!("mark <em>{name}</em>")) > 0, "{name} in {page}");
        }
    }
    let deep = ran.text(&format!("public/{EVENT}"));
    assert!(deep.contains("<em>footer</em>, <a href=\"../../index.html\">"), "{deep}");
}

#[test]
fn a_site_without_slots_has_nothing_of_them() {
    let ran = site().run();
    for page in PAGES {
        let html = ran.text(&format!("public/{page}"));
        assert!(!html.contains("slot") && !html.contains("every-slide"), "{page}: {html}");
    }
}

#[test]
fn slots_are_in_the_guide() {
    let guide = read("docs/guide/slots.md");
    for (name, _) in SLOTS {
        assert!(
            guide.contains(&format!("| `{name}`"))
                || guide.contains(&format!("`{name}` |"))
                || guide.contains(&format!(", `{name}`")),
            "{name}"
        );
    }
    let starter = Test::fine().file("templates/slots/404.txt", "x\n");
    starter.finds(&["templates/slots/404.txt:1:1: warning[unknown-slot]"]);
}

#[test]
fn a_slot_that_is_the_same_on_all_slides_is_written_once() {
    let slides: Vec<String> = (0..40).map(|n| format!("\n---\n\n## Slide {n}\n")).collect();
    let slides = slides.concat();
    let slides = format!("## First\n{slides}");
    let deck = |slot: &str| {
        let site = Test::chapter(&slides).file("templates/slots/every-slide.md", slot);
        let ran = site.args("build --quiet").run();
        (count(&ran, DECK, "on-slide"), count(&ran, DECK, "<section "))
    };
    let (shown, slides) = deck("Example Ltd, {{ deck.title }}\n");
    assert!(shown == 1 && slides >= 40, "{shown} {slides}");
    let (shown, slides) = deck("{{ slide.number }}\n");
    assert_eq!(shown, slides);
}

#[test]
fn decks_of_events_know_their_event() {
    let slot = "{% if event %}{{ event.title }}, {{ event.dates }}{% else %}at home{% endif %}\n";
    let ran = site().file("templates/slots/title-slide.md", slot).run();
    assert_eq!(count(&ran, DECK, "at home"), 1);
    assert_eq!(count(&ran, DECK_OF_EVENT, "Baking, March 2nd, 2027"), 1);
}

#[test]
fn an_open_element_in_a_slot_does_not_reach_the_page() {
    let ran = site()
        .file("templates/slots/footer.html", "<div class=\"a\"><b>one</div></main>\n")
        .args("build --quiet --allow stray-html --date 2027-01-01")
        .run();
    let html = ran.text("public/index.html");
    assert!(html.contains("<div class=\"a\"><b>one</b></div>\n</div>"), "{html}");
    assert_eq!(html.matches("</main>").count(), 1);
}

/// The built-in templates.
fn templates() -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join("templates")).expect("the templates");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names: BTreeSet<String> = names.map(|name| name.into_string().expect("UTF-8")).collect();
    names.into_iter().map(|name| (name.clone(), read(&format!("templates/{name}")))).collect()
}

/// The blocks of a template.
fn blocks(text: &str) -> BTreeSet<&str> {
    let rest = text.split("block ").skip(1);
    let before = text.split("block ").map(|part| part.trim_end().ends_with(['%', '-']));
    let names = rest.zip(before).filter(|(_, is_tag)| *is_tag);
    names.filter_map(|(rest, _)| rest.split(' ').next()).collect()
}

#[test]
fn every_block_can_be_overridden_and_is_in_the_guide() {
    let guide = read("docs/templates.md");
    let mut test = site();
    let mut marks = Vec::new();
    for (name, text) in templates() {
        let found = blocks(&text);
        let stem = name.split('.').next().unwrap_or_default();
        let mut own = format!("{{% extends \"built-in/{name}\" %}}\n");
        for block in &found {
            let mark = format!("[{stem}:{block}]");
            let _ = writeln!(own, "{{% block {block} %}}{mark}{{{{ super() }}}}{{% endblock %}}");
            assert!(guide.contains(&format!("`{block}`")), "{block} of {name} is not in the guide");
            marks.push((name.clone(), mark));
        }
        if !found.is_empty() {
            test = test.file(&format!("templates/{name}"), own);
        }
    }
    assert!(marks.len() > 60, "{marks:?}");
    let ran = test.run();
    let pages: Vec<String> = ran
        .files("public")
        .into_iter()
        .filter(|file| {
            let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("html" | "svg"))
        })
        .map(|file| ran.text(&format!("public/{file}")))
        .collect();
    // The slots that the pages themselves fill.
    let filled =
        ["body_attributes", "structured_data", "hero", "hero_class", "content", "main_class"];
    let filled = filled.map(|block| format!("[front:{block}]"));
    // Cards become PNG.
    let is_text = |name: &str, mark: &String| name != "card.svg" && !filled.contains(mark);
    for (name, mark) in marks.into_iter().filter(|(name, mark)| is_text(name, mark)) {
        let pages = pages.iter().filter(|page| page.contains(&mark)).count();
        assert!(pages > 0, "{mark} of {name} is nowhere");
        if name == "front.html" {
            assert_eq!(pages, 17, "{mark}");
        }
    }
}

#[test]
fn a_block_replaces_what_the_built_in_template_has() {
    let ran = site()
        .file(
            "templates/front.html",
            "{% extends \"built-in/front.html\" %}\n{% block footer %}\n<footer>Tea</footer>\n{% endblock %}\n",
        )
        .file(
            "templates/entry.html",
            "{% extends \"built-in/entry.html\" %}\n{% block title %}<h3>{{ entry.slug }}</h3>{% endblock %}\n\
             {% block links %}{% if not is_closed %}{{ super() }}{% endif %}{% endblock %}\n",
        )
        .run();
    for page in [INDEX, PAST, EVENT, SPEAKER, ABOUT, CHAPTERS] {
        let html = ran.text(&format!("public/{page}"));
        assert!(html.contains("<footer>Tea</footer>") && !html.contains("page-footer"), "{page}");
    }
    let index = ran.text("public/index.html");
    assert!(
        index.contains("<h3>baking</h3>") && index.contains("class=\"entry-links\""),
        "{index}"
    );
}

#[test]
fn a_mistake_in_what_an_included_template_extends_has_its_place() {
    site()
        .file(
            "templates/entry.html",
            "{% extends \"built-in/entry.html\" %}\n{% block title %}\n{{ super() }}\n{{ entry.slgu }}\n{% endblock %}\n",
        )
        .args("check --date 2027-01-01")
        .finds(&["templates/entry.html:4:10: error[template-error]"]);
}
