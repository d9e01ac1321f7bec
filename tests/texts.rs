//! Text with markup that is also shown without it: titles, abstracts, descriptions. And addresses,
//! which differ on the pages of events, while text that only looks like one stays.

#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeSet;

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
    // A link contains no other link, and a picture in a title is shown on slides only.
    assert!(page.contains(">A link p</a>"), "{page}");
    for (path, content) in &site.files {
        let Content::Bytes(bytes) = content else { continue };
        let text = String::from_utf8_lossy(bytes);
        // Entries of a feed have the abstract with its markup, and say so.
        let text = match text.split_once("<content type=\"html\">") {
            Some((before, rest)) => {
                let (_, after) = rest.split_once("</content>").expect("the end of an element");
                format!("{before}{after}").into()
            }
            None => text,
        };
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

/// The words of a shard, which are in the code of the index: the characters whose codes have one bit, two, and so on.
fn words_of(packed: &str, code: &serde_json::Value) -> String {
    let digit = |code: u8| u32::from(if code > 92 { code - 36 } else { code - 35 });
    let pairs = packed.as_bytes().chunks(2).map(|pair| digit(pair[0]) * 91 + digit(pair[1]));
    let mut bits = pairs.flat_map(|pair| (0..13).rev().map(move |at| (pair >> at) & 1));
    let code = code.as_array().expect("a code").iter();
    let code: Vec<Vec<char>> =
        code.map(|all| all.as_str().expect("a text").chars().collect()).collect();
    let mut out = String::new();
    loop {
        let (mut value, mut first) = (0, 0);
        let found = code.iter().find_map(|same| {
            value = (value << 1) | bits.next().expect("a bit");
            let found = value.checked_sub(first).and_then(|at| same.get(at as usize)).copied();
            first = (first + u32::try_from(same.len()).expect("few")) << 1;
            found
        });
        match found.expect("a character") {
            'Z' => match bits.by_ref().take(21).fold(0, |value, bit| (value << 1) | bit) {
                0 => return out,
                rare => out.extend(char::from_u32(rare)),
            },
            found => out.push(found),
        }
    }
}

/// All words that the search of a site knows, and the texts that it shows.
fn searched(site: &Site) -> (BTreeSet<String>, String) {
    let (mut words, mut texts) = (BTreeSet::new(), String::new());
    let value = |file: &str| -> serde_json::Value {
        let json = file.trim_end().trim_start_matches("deckyardSearch(").trim_end_matches(')');
        serde_json::from_str(json).expect("a value")
    };
    let entry = value(&text(site, "search-index.js"));
    for path in site.files.keys().filter(|path| path.as_str().starts_with("assets/search/")) {
        let file = text(site, path.as_str());
        if path.as_str().contains("/texts-") {
            texts.push_str(&file);
            continue;
        }
        let mut last = String::new();
        let value = value(&file);
        let all = words_of(value[0].as_str().expect("words"), &entry["code"]);
        let starts = all.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at);
        let starts: Vec<usize> = starts.chain([all.len()]).collect();
        for pair in starts.windows(2) {
            let shared = usize::from(all.as_bytes()[pair[0]] - b'A');
            last = last.chars().take(shared).collect::<String>() + &all[pair[0] + 1..pair[1]];
            words.insert(last.clone());
        }
    }
    (words, texts)
}

/// A site in which words that begin with `found` are public, and those that begin with `secret` are
/// hidden.
fn searched_world() -> MemoryWorld {
    let chapter = "# Foundheading\n\nfoundtext `foundcode`\n\n--\n\nfoundstep <!-- secretcomment -->\n\n\
                   ![foundalt](images/p.svg)\n\n.lab[foundlab]\n\n```bash\nfoundblock\n```\n\n???\n\n\
                   {notes}\n\n---\nclass: gone\n\nsecretslide\n\n???\n\nsecretnote\n";
    let list = "site: {title: S}\nspeakers: {ann: {name: Foundname, bio: foundbio}}\nworkshops:\n\
                - {title: Foundevent, slug: paris, date: 2027-03-02, event: Foundhost, city: Foundcity,\n   \
                speaker: ann, abstract: '*foundabstract*', requirements: foundneeds, decks: [open]}\n";
    MemoryWorld::default()
        .with("workshops.yml", list)
        .with("slides/open.yml", "title: Foundtitle\ncontent: [a.md]\nexclude: [gone]\n")
        .with(
            "slides/closed.yml",
            "title: Closed\ndescription: founddescription\nnotes: private\ncontent: [b.md]\nexclude: [gone]\n",
        )
        .with("slides/a.md", chapter.replace("{notes}", "foundnote"))
        .with("slides/b.md", chapter.replace("{notes}", "secretnotes"))
        .with("slides/images/p.svg", SVG)
        .with("events/paris/a.md", "# Foundoverlay\n\n---\nclass: gone\n\nsecretoverlay\n")
}

#[test]
fn what_everybody_sees_is_found_and_nothing_else() {
    let (site, messages) = built(&searched_world());
    let (words, texts) = searched(&site);
    for found in [
        "heading",
        "text",
        "code",
        "step",
        "alt",
        "lab",
        "block",
        "note",
        "name",
        "bio",
        "event",
        "host",
        "city",
        "abstract",
        "needs",
        "title",
        "description",
        "overlay",
    ] {
        assert!(words.contains(&format!("found{found}")), "found{found} in {words:?}\n{messages}");
    }
    let secret = words.iter().find(|word| word.contains("secret"));
    assert_eq!((secret, texts.contains("secret")), (None, false), "{words:?} {texts}");
    // A text is stored once, with both decks that show it.
    assert_eq!(texts.matches("foundstep").count(), 2, "one with notes and one without: {texts}");
}

#[test]
fn chapters_with_pages_and_authors_of_decks_are_found() {
    let world = |pages: &str| {
        let list = format!("site: {{title: S, {pages}}}\nspeakers: {{ann: {{name: Foundname}}}}\n");
        let manifest = "title: A\nauthors: [ann, Foundother]\ntopics: [foundtopic]\ncontent: [k8s/foundpath.md]\n";
        MemoryWorld::default()
            .with("workshops.yml", list)
            .with("slides/a.yml", manifest)
            .with("slides/b.yml", "title: B\ncontent: [k8s/foundpath.md]\n")
            .with("slides/k8s/foundpath.md", "# Foundsection\n\n---\n\n## Text\n")
    };
    let (site, messages) = built(&world("chapter-pages: true"));
    let (words, texts) = searched(&site);
    for found in ["foundname", "foundother", "foundtopic", "foundpath"] {
        assert!(words.contains(found), "{found} in {words:?}\n{messages}");
    }
    let chapter = "[\"Foundsection\",\"k8s/foundpath\",\"chapters/k8s/about/foundpath.html\",\"k8s/foundpath\"]";
    assert_eq!(texts.matches(chapter).count(), 1, "{texts}");
    let (site, _) = built(&world("chapter-pages: false"));
    assert!(!searched(&site).1.contains("about/foundpath.html"));
}

#[test]
fn sites_with_decks_to_choose_from_have_a_search() {
    let has = |world: &MemoryWorld, config: &Config| {
        let site = site::build(world, config).output;
        let paths: Vec<&str> = site.files.keys().map(OutPath::as_str).collect();
        let files = ["search.html", "search-index.js"].map(|path| paths.contains(&path));
        assert_eq!(files[0], files[1]);
        let index = OutPath::new("index.html").filter(|path| site.files.contains_key(path));
        let is_linked =
            index.is_some_and(|index| text(&site, index.as_str()).contains("data-search"));
        assert_eq!(files[0], is_linked);
        assert_eq!(files[0], paths.iter().any(|path| path.starts_with("assets/search/words-")));
        files[0]
    };
    let two = searched_world();
    let today = Config { today: Some(date(2027, 1, 15)), ..Config::default() };
    assert!(has(&two, &today));
    let event = Config { event: Some("paris".to_owned()), ..today.clone() };
    assert!(!has(&two, &event));
    let one = MemoryWorld::default()
        .with("slides/a.yml", "content: [a.md]\n")
        .with("slides/a.md", "# A\n");
    assert!(!has(&one, &today));
    let off = |world: MemoryWorld, is_on: &str| {
        world.with("workshops.yml", format!("site: {{search: {is_on}}}\n"))
    };
    assert!(has(&off(one, "true"), &today));
    assert!(!has(&off(searched_world(), "false"), &today));
    // Somebody linked to these long before.
    let deck = searched_world().with("slides/Search.yml", "content: [b.md]\n");
    assert!(!has(&deck, &today));
}
