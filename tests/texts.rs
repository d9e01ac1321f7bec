//! What authors write with markup, and where it is shown without: titles, abstracts, descriptions. And
//! addresses, which are others on the pages of events, while everything that looks like one stays.

#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use jiff::civil::date;

use deckyard::path::OutPath;
use deckyard::report::{self, Format, ReportStyle};
use deckyard::site::{self, Config, Content, Site};
use deckyard::world::MemoryWorld;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\"></svg>";

/// A site with an event of one deck, whose chapter is given.
fn world(event: &str, deck: &str, chapter: &str) -> MemoryWorld {
    let events = format!(
        "site: {{title: S, url: 'https://h.example', minutes: {{slide: 20, lab: 240}}}}\nworkshops:\n\
         - date: 2027-03-02\n  city: Paris\n  timezone: Europe/Paris\n  hours: 09:00-17:00\n  \
         slug: paris\n  decks: [deck]\n{event}\n"
    );
    MemoryWorld::default()
        .with("workshops.yml", events)
        .with("slides/deck.yml", format!("content: [case.md]\n{deck}\n"))
        .with("slides/case.md", chapter)
        .with("slides/images/p.svg", SVG)
        .with("slides/images/n.svg", SVG)
}

/// The site and its messages.
fn built(world: &MemoryWorld) -> (Site, String) {
    let config = Config { today: Some(date(2027, 1, 15)), ..Config::default() };
    let warned = site::build(world, &config);
    let messages = report::write(Format::Short, ReportStyle::Plain, &warned.diagnostics, world);
    (warned.output, messages)
}

fn text(site: &Site, path: &str) -> String {
    let content = OutPath::new(path).and_then(|path| site.files.get(&path).cloned());
    match content.unwrap_or_else(|| panic!("{path} is written")) {
        Content::Bytes(bytes) => String::from_utf8(bytes.to_vec()).expect("a text"),
        Content::Copy(path) => panic!("{path} is copied"),
    }
}

#[test]
fn titles_and_abstracts_are_texts_where_there_is_no_markup() {
    let event = "  title: \"<img src='images/p.svg' alt=''>A <div class='x'>workshop</div> on Vec<T> &amp; <b title='a>b'>co</b>\"\n  \
                 abstract: \"<b title='a>b'>bold</b> &eacute; *words*<br>below\"";
    let deck = "title: \"<img src=images/p.svg>The <b title='c>d'>deck</b>\"\n\
                description: \"<i title='e>f'>One</i> sentence\"";
    let (site, messages) =
        built(&world(event, deck, "# A [link](https://h.example) ![p](images/p.svg)\n\nx\n"));
    let shown = "A workshop on Vec&lt;T&gt; &amp; co";
    for path in ["index.html", "events/paris/index.html", "feed.atom"] {
        assert!(text(&site, path).contains(shown), "{path}: {messages}");
    }
    let calendar = text(&site, "events/paris/event.ics").replace("\r\n ", "");
    assert!(calendar.contains("SUMMARY:A workshop on Vec<T> & co\r\n"), "{calendar}");
    assert!(calendar.contains("DESCRIPTION:bold é words\\nbelow\\n"), "{calendar}");
    let page = text(&site, "events/paris/index.html");
    assert!(page.contains("name=\"description\" content=\"bold é words below\""), "{page}");
    assert!(text(&site, "feed.atom").contains("bold é words below"));
    let deck = text(&site, "deck.html");
    assert!(deck.contains("<title>The deck</title>"), "{deck}");
    assert!(deck.contains("content=\"One sentence\""), "{deck}");
    assert!(page.contains(">The deck<") && text(&site, "index.html").contains("One sentence"));
    // A link holds no link, and a picture of a title is seen from the slides only.
    assert!(page.contains(">A link p</a>"), "{page}");
    for (path, content) in &site.files {
        let Content::Bytes(bytes) = content else { continue };
        let text = String::from_utf8_lossy(bytes);
        for wrong in ["&lt;img", "&lt;div", "&lt;b ", "a>b", "b'&gt;", "d'&gt;", "f'&gt;"] {
            // The abstract itself, and the slides, have their markup.
            let text = text.replace("title='a>b'", "").replace("title='c>d'", "");
            assert!(!text.contains(wrong), "{path}: {wrong}");
        }
    }
}

#[test]
fn past_events_are_texts_too() {
    let old = "  title: Old\n- date: 2026-03-02\n  title: \"<div>One</div> <img src=x> two\"\n  slug: old\n  slides: https://h.example/";
    let (site, _) = built(&world(old, "title: T", "x"));
    for path in ["index.html", "past.html"] {
        let page = text(&site, path);
        assert!(!page.contains("&lt;div") && !page.contains("&lt;img"), "{path}: {page}");
    }
    assert!(text(&site, "past.html").contains("One two"));
}

#[test]
fn a_lab_counts_whatever_other_classes_it_has() {
    let agenda = |lab: &str| {
        let chapter = format!("# One\n\nx\n\n---\n\n## Two\n\n{lab}\n");
        let (site, messages) = built(&world("  title: E", "title: T", &chapter));
        let page = text(&site, "events/paris/index.html");
        let at = page.find("class=\"agenda").unwrap_or_else(|| panic!("an agenda in {page}"));
        (page[at..].to_owned(), messages)
    };
    let (with, messages) = agenda(".lab[do it]");
    assert!(!messages.contains("agenda-without-times"), "{messages}");
    let (without, messages) = agenda("do it");
    assert!(with != without && messages.contains("agenda-without-times"), "{messages}");
    for lab in [
        ".lab.small[do it]",
        ".small.lab[do it]",
        ".big[.exercise.small[do it]]",
        ".small[\n- .lab[do it]\n]",
        "<div class='small lab'>do it</div>",
        "<div class=exercise>do it</div>",
    ] {
        assert_eq!(agenda(lab).0, with, "{lab}");
    }
    let of_slide = agenda("x\n\n---\n\nclass: small, lab\n\ndo it").0;
    let inside = agenda("x\n\n---\n\n.lab[do it]").0;
    assert_eq!(of_slide, inside);
    for none in ["`class=\"lab\"`", ".label[do it]", "<p title='class=\"lab\"'>do it</p>"] {
        assert_eq!(agenda(none).0, without, "{none}");
    }
}

#[test]
fn addresses_of_slides_are_exchanged_and_nothing_else() {
    let chapter = "background-image: url(images/p.svg)\n\n\
                   ![images/p.svg](images/p.svg \"images/p.svg\")\n\n\
                   <div data-note=\"images/p.svg, images/p.svg\" style=\"background: url('images/p.svg')\">images/p.svg</div>\n\n\
                   <style>.x { background: url(images/p.svg) }</style>\n\n\
                   <img alt='images/p.svg' srcset='images/p.svg 1x, images/p.svg 2x'>\n\n\
                   ---\n\n## Notes only\n\n???\n\n![images/n.svg](images/n.svg)\n";
    let (site, _) = built(&world("  title: E", "title: T", chapter));
    let page = text(&site, "events/paris/deck.html");
    for expected in [
        "data-background-image=\"url(../../images/p.svg)\"",
        "<img src=\"../../images/p.svg\" width=\"8\" height=\"6\" alt=\"images/p.svg\" loading=\"lazy\" title=\"images/p.svg\">",
        "data-note=\"images/p.svg, images/p.svg\"",
        "style=\"background: url('../../images/p.svg')\">images/p.svg</div>",
        "<style>.x { background: url(../../images/p.svg) }</style>",
        "<img alt='images/p.svg' srcset='../../images/p.svg 1x, ../../images/p.svg 2x'>",
        "<img src=\"../../images/n.svg\" alt=\"images/n.svg\" loading=\"lazy\">",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let own = text(&site, "deck.html");
    assert!(!own.contains("../../images"), "{own}");
}

#[test]
fn the_names_of_elements_are_in_their_tags() {
    let chapter = "[a](#mine) [b](#yours) [c](#ghost)\n\n<a name='mine'></a><i class=\"x\" id=yours>x</i>\n\n\
                   `<b id=\"ghost\">` or id=ghost\n";
    let (_, messages) = built(&world("  title: E", "title: T", chapter));
    assert!(messages.contains("broken-link") && messages.contains("ghost"), "{messages}");
    assert!(!messages.contains("mine") && !messages.contains("yours"), "{messages}");
}
