//! Properties of every input: nothing is lost, everything has a location, nothing panics.
//!
//! 256 cases of each in debug builds; 10,000 in release builds, or as many as `PROPTEST_CASES`.

#![expect(clippy::expect_used, reason = "what is expected here is what is tested")]

use std::collections::BTreeMap;

use deckyard::compose::Variables;
use deckyard::diag::Severity;
use deckyard::event;
use deckyard::import::{ImportRequest, ImportedFile, import};
use deckyard::manifest::{self, Overrides};
use deckyard::path::ProjectPath;
use deckyard::site::{self, Config, Content};
use deckyard::source::Source;
use deckyard::syntax;
use deckyard::world::{MemoryWorld, World as _};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use proptest::test_runner::RngSeed;

#[path = "common/decks.rs"]
mod decks;
#[path = "common/html.rs"]
mod html;
#[path = "common/imports.rs"]
mod imports;
#[path = "common/lists.rs"]
mod lists;
#[path = "common/places.rs"]
mod places;
#[path = "common/strategies.rs"]
mod strategies;
#[path = "common/tree.rs"]
mod tree;

const MANIFEST: &str =
    "title: T\nexclude: [b]\ninterstitials: [i.png]\ncontent:\n- case.md\n- [other.md]\n";

/// A word that no input contains by chance.
const SECRET: &str = "hunter2-in-a-comment";

const CASES_IN_DEBUG: u32 = 256;
const CASES_IN_RELEASE: u32 = 10_000;

/// How many generations of results the caches of the build keep between cases.
const EVICT_EVERY: usize = 0;

/// Where the cases begin.
const SEED: u64 = 2026;

fn config() -> ProptestConfig {
    // The default is that of `PROPTEST_CASES`, if it is set.
    let mut config = ProptestConfig::default();
    if !cfg!(debug_assertions) && config.cases == CASES_IN_DEBUG {
        config.cases = CASES_IN_RELEASE;
    }
    // The same cases in each run, so that a change is judged by what it changes. Set
    // `PROPTEST_RNG_SEED` for other cases.
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    // Some properties check cases of one kind only: four in ten are of another.
    config.max_global_rejects = config.cases.saturating_mul(4);
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Off));
    config
}

fn world(chapter: &str) -> MemoryWorld {
    MemoryWorld::default()
        .with("slides/deck.yml", MANIFEST)
        .with("slides/case.md", chapter)
        .with("slides/other.md", "# Other\n\n[l] [m]\n\n[m]: #case\n")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn parsing_loses_nothing(text in strategies::chapter()) {
        tree::check(&text);
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn every_composed_byte_has_a_place(
        a in strategies::composed(),
        b in strategies::composed(),
        c in strategies::composed(),
        d in strategies::composed(),
    ) {
        let world = MemoryWorld::default()
            .with("slides/a.md", a)
            .with("b.md", b)
            .with("slides/c.md", c)
            .with("d.txt", d);
        let mut variables = Variables { link_base: "https://h.example/".into(), ..Variables::default() };
        variables.values.insert("CHAT".into(), "[chat](https://c.example)".into());
        variables.values.insert("EMPTY".into(), String::new());
        let (_, diagnostics) = places::check(&world, &variables, "slides/a.md").expect("a chapter");
        decks::report(&world, &diagnostics);
    }

    #[test]
    fn slides_are_well_formed(text in strategies::chapter()) {
        let world = world(&text);
        let (deck, diagnostics) = decks::build(&world, "slides/deck.yml", &Overrides::default());
        for slide in deck.expect("a deck").slides {
            for html in [slide.rendered.html.as_str(), slide.rendered.notes.as_str()] {
                if let Err(what) = html::check(html) {
                    return Err(TestCaseError::fail(format!("{what} in\n{html}")));
                }
            }
        }
        decks::report(&world, &diagnostics);
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn ids_are_never_shared(text in strategies::chapter()) {
        let (deck, _) = decks::build(&world(&text), "slides/deck.yml", &Overrides::default());
        let mut seen = std::collections::BTreeSet::new();
        for slide in deck.expect("a deck").slides {
            prop_assert!(seen.insert(slide.id.to_string()), "{} twice", slide.id);
        }
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn comments_never_reach_the_output(
        before in strategies::chapter(),
        inside in "[a-z \\n.\\[\\]`*-]{0,20}",
        after in strategies::chapter(),
    ) {
        // A comment, unless the text before it makes it code or part of a longer one.
        let comment = format!("\n\n<!--{inside}{SECRET}{}-->\n\n", inside.replace("--", "- "));
        // A table of contents may contain the backtick that makes it code.
        let text = format!("{before}{comment}{after}").replace("@@TOC@@", "");
        let chapter = syntax::parse(text.as_str());
        let at = text.find(SECRET).unwrap_or_default();
        prop_assume!(!chapter.is_code(at));
        let is_hidden = is_in_comment(&chapter, at);
        prop_assume!(is_hidden);
        let built = site::build(&world(&text), &Config::default());
        for (path, content) in &built.output.files {
            let Content::Bytes(bytes) = content else { continue };
            let page = String::from_utf8_lossy(bytes);
            prop_assert!(!page.contains(SECRET), "{path} tells");
        }
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn manifests_never_panic(text in strategies::manifest(), chapter in strategies::chapter()) {
        let world = MemoryWorld::default()
            .with("slides/deck.yml", text)
            .with("slides/case.md", chapter);
        let (_, diagnostics) = decks::build(&world, "slides/deck.yml", &Overrides::default());
        decks::report(&world, &diagnostics);
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn overrides_stand_in_front(value in "[a-zA-Z][a-zA-Z0-9 :/]{0,20}") {
        let source = Source::new(ProjectPath::new("slides/deck.yml"), "title: T\nchat: C\n");
        let mut overrides = Overrides::default();
        overrides.set("title", &value);
        overrides.set("vars.wifi", &value);
        overrides.set("exclude", &value);
        let read = manifest::read(&source, &overrides).output.expect("a manifest");
        prop_assert_eq!(read.text("title"), &value);
        prop_assert_eq!(read.text("chat"), "C");
        prop_assert_eq!(&read.vars[0].1.value, &value);
        let words: Vec<_> = value.split_whitespace().collect();
        let tags: Vec<_> = read.exclude.iter().map(|tag| tag.value.as_str()).collect();
        prop_assert_eq!(tags, words);
    }

    #[test]
    fn overrides_of_any_key_never_panic(
        key in select(deckyard::keys::MANIFEST.names().collect::<Vec<_>>()),
        value in any::<String>(),
        chapter in strategies::chapter(),
    ) {
        let mut overrides = Overrides::default();
        overrides.set(key, &value);
        let (_, diagnostics) = decks::build(&world(&chapter), "slides/deck.yml", &overrides);
        decks::report(&world(&chapter), &diagnostics);
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn kept_and_left_out_slides_are_all(classes in prop::collection::vec(select(CLASSES), 1..30)) {
        let slides = classes.iter().enumerate().map(|(at, class)| format!("{class}\nslide {at}\n"));
        let text = slides.collect::<Vec<_>>().join("\n---\n");
        let manifest = "title: T\nexclude: [x, z]\ninterstitials: false\ncontent: [case.md]\n";
        let world = world(&text).with("slides/deck.yml", manifest);
        let (deck, _) = decks::build(&world, "slides/deck.yml", &Overrides::default());
        let deck = deck.expect("a deck");
        let left_out: usize = deck.stats.slides.left_out.values().sum();
        prop_assert_eq!(deck.stats.slides.kept + left_out, classes.len());
        let is_out = |class: &&&str| class.contains(['x', 'z']);
        prop_assert_eq!(left_out, classes.iter().filter(is_out).count());
        let html: String = deck.slides.iter().map(|slide| slide.rendered.html.as_str()).collect();
        for (at, class) in classes.iter().enumerate() {
            prop_assert_eq!(html.contains(&format!("slide {at}</p>")), !is_out(&class));
        }
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn events_are_read_whatever_they_say(
        text in prop_oneof![4 => lists::workshops(), 1 => strategies::manifest()],
        today in (-9999i16..=9999, 1i8..=12, 1i8..=28),
        lang in "[a-z]{2}",
    ) {
        let path = ProjectPath::new("workshops.yml");
        let source = Source::new(path, &text);
        let read = event::read(&source);
        prop_assert_eq!(&read, &event::read(&source));
        let world = MemoryWorld::default().with("workshops.yml", text);
        decks::report(&world, &read.diagnostics);
        for span in read.diagnostics.iter().filter_map(|diagnostic| diagnostic.span.as_ref()) {
            prop_assert!(source.text().get(span.start as usize..span.end as usize).is_some());
        }
        let events = &read.output.events;
        let mut slugs = std::collections::BTreeSet::new();
        let has_error = read.diagnostics.iter().any(|d| d.severity() == Severity::Error);
        for event in events {
            prop_assert!(!event.title.value.is_empty() && !event.slug.is_empty());
            prop_assert!(!event.slug.contains(['/', '\\', ' ']) && !event.slug.starts_with('.'));
            prop_assert!(slugs.insert(&event.slug) || has_error);
            prop_assert!(event.when.days.is_sorted() && event.when.days.len() <= 366);
            event::dates::days_in(&event.when.days, &lang);
        }
        let today = jiff::civil::Date::new(today.0, today.1, today.2).expect("a date");
        let groups = event::groups(events, today);
        let n_listed = events.iter().filter(|event| event.is_listed()).count();
        prop_assert_eq!(groups.coming.len() + groups.past.len() + groups.self_paced.len(), n_listed);
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    fn imports_take_whatever_they_are_given(files in imports::folder(), is_whole in any::<bool>()) {
        let world = files.iter().fold(MemoryWorld::default().with("a.png", "a"), |world, (name, text)| {
            world.with(name, text.clone())
        });
        let file = (!is_whole).then(|| ProjectPath::new(files[0].0));
        let request = ImportRequest {
            file,
            folder: "old".into(),
            name: None,
            below: String::new(),
            site: None,
        };
        let Ok(imported) = import(&world, &request) else { return Ok(()) };
        prop_assert_eq!(&imported.files, &import(&world, &request).expect("the same").files);
        let mut site = MemoryWorld::default();
        for (path, file) in &imported.files {
            let is_ours = ["slides", "static"].iter().any(|folder| path.below(folder).is_some());
            prop_assert!(is_ours, "{path} is elsewhere");
            let text = match file {
                ImportedFile::Text(text) => text.clone(),
                ImportedFile::Copy(path) => {
                    world.source(path).map(|source| source.text().to_owned()).unwrap_or_default()
                }
            };
            site = site.with(path.as_str(), text);
        }
        for note in &imported.notes {
            let source = world.source(&note.file);
            let lines = source.map_or(usize::MAX, |source| source.text().lines().count().max(1));
            prop_assert!(note.line <= lines + 1, "{}:{} of {lines}", note.file, note.line);
        }
        for deck in &imported.decks {
            let path = ProjectPath::new(&format!("slides/{deck}.yml"));
            let source = site.source(&path).expect("a manifest");
            let read = manifest::read(&source, &Overrides::default());
            prop_assert!(read.diagnostics.is_empty(), "{:?} in {}", read.diagnostics, source.text());
            decks::build(&site, path.as_str(), &Overrides::default());
        }
        comemo::evict(EVICT_EVERY);
    }

    #[test]
    // Tests start in the order of their names: this one takes longest.
    fn a_whole_site_never_panics(text in strategies::chapter(), manifest in strategies::manifest()) {
        let world = world(&text).with("slides/second.yml", manifest.clone()).with("workshops.yml", manifest);
        let built = site::build(&world, &Config::default());
        decks::report(&world, &built.diagnostics);
        let pages: BTreeMap<_, _> = built.output.files;
        prop_assert!(!pages.is_empty());
        comemo::evict(EVICT_EVERY);
    }
}

/// The lines above a slide; `x` and `z` are left out.
const CLASSES: &[&str] = &["", "class: a", "class: x", "class: a, z", "class: x z"];

/// Whether a byte of a chapter is in a comment.
fn is_in_comment(chapter: &syntax::Chapter, at: usize) -> bool {
    chapter.slides.iter().any(|slide| {
        let start = slide.range.start as usize;
        let nodes = slide.content.nodes.iter().chain(&*slide.notes.nodes);
        at >= start && nodes.into_iter().any(|node| hides(node, at - start))
    })
}

fn hides(node: &syntax::Node, at: usize) -> bool {
    match node {
        syntax::Node::Comment(range) => range.usize().contains(&at),
        syntax::Node::Class(class) => class.inner.iter().any(|node| hides(node, at)),
        syntax::Node::Text(_)
        | syntax::Node::Literal(_)
        | syntax::Node::Fence(_)
        | syntax::Node::Definition(_) => false,
    }
}
