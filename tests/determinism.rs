//! The same site is the same output: in two runs, on any number of threads, in any order of
//! the listings, and in any folder.

#![expect(clippy::disallowed_methods, reason = "one test copies the site to another folder")]
#![expect(clippy::expect_used, reason = "without its folders a test cannot run")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use deckyard::diag::{Diagnostic, Severity, Warned};
use deckyard::io::files::DiskWorld;
use deckyard::path::{OutPath, ProjectPath};
use deckyard::picture;
use deckyard::site::{self, Config, Content, Site};
use deckyard::source::Source;
use deckyard::world::{FileError, MemoryWorld, World};
use rayon::ThreadPoolBuilder;

#[path = "common/parts.rs"]
mod parts;

type Output = (BTreeMap<OutPath, Content>, Vec<Diagnostic>);

fn output(built: Warned<Site>) -> Output {
    (built.output.files, built.diagnostics)
}

fn build(world: &dyn World) -> Output {
    // What an earlier build left in the caches must not matter.
    comemo::evict(0);
    output(site::build(world, &Config::default()))
}

fn build_on(threads: usize, world: &dyn World) -> Output {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| build(world))
}

/// Decks that share chapters, with problems of many kinds.
fn generated() -> MemoryWorld {
    let mut world = MemoryWorld::default()
        .with("slides/interstitials.txt", "a.png\nb.png\nhttps://h.example/c.png\n")
        .with("slides/a.png", "")
        .with("slides/shared/toc.md", "@@TOC@@\n")
        .with("code/x.sh", "echo one\necho two\n");
    for chapter in 0..20 {
        let text = format!(
            "# Chapter {chapter}\n\n[l] .red[x] ![p](q{chapter}.png)\n\n--\n\n```bash\n\
             @@INCLUDE[code/x.sh:1]\n```\n\n---\n\nclass: tag{}\n\n[n](#chapter-{chapter})\n\n\
             ```klingon\nx\n```\n\n[l]: https://h.example/{chapter}\n\n.open[\n",
            chapter % 3,
        );
        world = world.with(&format!("slides/c/{chapter}.md"), text);
    }
    for deck in 0..6 {
        let chapters = (deck..20).step_by(deck + 1).map(|chapter| format!("- c/{chapter}.md\n"));
        let chapters = chapters.collect::<Vec<_>>().concat();
        let manifest = format!(
            "title: D{deck}\nexclude: [tag{}]\ncontent:\n- shared/toc.md\n{chapters}",
            deck % 3
        );
        world = world.with(&format!("slides/deck{deck}.yml"), manifest);
    }
    world
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn disk(root: &Path) -> DiskWorld {
    DiskWorld::new(root).expect("the repository is a site")
}

/// A world whose lists come in another order.
struct Shuffled<W> {
    world: W,
    seed: u64,
}

impl<W: World> World for Shuffled<W> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.world.source(path)
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.world.is_file(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let mut list = self.world.list(folder).to_vec();
        let mut state = self.seed | 1;
        for last in (1..list.len()).rev() {
            // xorshift: any order will do, the same in each run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            list.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap_or(0));
        }
        list.into()
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        self.world.picture(path)
    }
}

fn check(world: &dyn World, shuffled: &[&dyn World]) {
    let first = build(world);
    assert!(first.0.len() > 5, "something is built");
    assert!(first == build(world), "the second run");
    for threads in [1, 2, 8] {
        assert!(first == build_on(threads, world), "{threads} threads");
    }
    for world in shuffled {
        let other = build(*world);
        assert_eq!(first.1, other.1, "messages with shuffled lists");
        assert!(first == other, "shuffled lists");
    }
}

#[test]
fn a_generated_site_is_built_the_same_each_time() {
    let shuffled = [1, 2, 3].map(|seed| Shuffled { world: generated(), seed: seed * 0x9e37_79b9 });
    check(&generated(), &[&shuffled[0], &shuffled[1], &shuffled[2]]);
}

#[test]
fn the_repository_is_built_the_same_each_time() {
    let root = repository();
    let shuffled = Shuffled { world: disk(&root), seed: 42 };
    check(&disk(&root), &[&shuffled]);
}

#[test]
fn parts_of_a_site_are_the_site() {
    let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
    assert!(!build(&entangled()).1.iter().any(is_error), "only what is written can be compared");
    let sites = fs::read_dir(repository().join("tests/sites")).expect("the sites are there");
    let mut sites: Vec<PathBuf> =
        sites.map(|entry| entry.expect("a site").path().join("input")).collect();
    sites.sort();
    assert!(sites.len() > 5, "there are sites");
    sites.push(repository());
    for count in [2, 3, 7] {
        let config = Config::default();
        assert_eq!(parts::difference(&generated(), &config, count), None);
        assert_eq!(parts::difference(&entangled(), &config, count), None);
        for root in &sites {
            let difference = parts::difference(&disk(root), &config, count);
            assert_eq!(difference, None, "{}", root.display());
        }
    }
}

#[test]
fn a_part_has_its_share_of_the_decks_and_the_first_one_everything_else() {
    let part = |number: usize| {
        let shard = format!("{number}/3").parse().ok();
        site::build(&entangled(), &Config { shard, ..Config::default() }).output
    };
    let parts = [part(1), part(2), part(3)];
    for part in &parts {
        let pages = part.files.keys().filter(|path| path.as_str().ends_with(".yml.html")).count();
        assert!((1..7).contains(&pages), "{pages} decks in a part");
    }
    for path in
        ["index.html", "404.html", "feed.atom", "static.txt", "events/2027-01-01-rome/event.ics"]
    {
        let path = OutPath::new(path).expect("a path");
        let having: Vec<bool> = parts.iter().map(|part| part.files.contains_key(&path)).collect();
        assert_eq!(having, [true, false, false], "{path}");
    }
    // The counts of a part cover its own decks.
    let counted: usize = parts.iter().map(|part| part.deck_stats.len()).sum();
    assert_eq!(counted, 6);
}

#[test]
fn a_part_renders_no_deck_for_a_name_that_its_plan_has() {
    let site = |anchor: &str| {
        let mut world = MemoryWorld::default();
        for (deck, next) in [("0", "1"), ("1", "0")] {
            let link = format!("[x](d{next}.html#{})", anchor.replace('N', next));
            let chapter = format!("name: n{deck}\n\n{link}\n---\n# Title {deck}\n");
            let manifest = format!("title: D\ncontent:\n- c{deck}.md\n");
            world = world
                .with(&format!("slides/c{deck}.md"), chapter)
                .with(&format!("slides/d{deck}.yml"), manifest);
        }
        world
    };
    // The decks rendered in the last round of the build: its own, or one that it had to request.
    let asks_for_more = |anchor: &str| {
        let config = Config { shard: "2/2".parse().ok(), ..Config::default() };
        let Warned { output: built, diagnostics } = site::Session::new(config).build(&site(anchor));
        assert_eq!(diagnostics.len(), usize::from(anchor == "x"), "{diagnostics:?}");
        let is_own =
            |name: &String| built.pages.keys().any(|page| page.as_str() == format!("{name}.html"));
        !built.made.iter().any(is_own)
    };
    assert_eq!([asks_for_more("nN"), asks_for_more("toc-title-N")], [false, false]);
    // Only rendering reveals the text from which a slide gets its name.
    assert_eq!([asks_for_more("cN-title-N"), asks_for_more("x")], [true, true]);
}

/// Decks and events whose pages depend on each other in all ways: they link to slides and files of
/// each other, share overlays and pictures, and claim the same paths.
fn entangled() -> MemoryWorld {
    let mut world = MemoryWorld::default()
        .with("static/static.txt", "x")
        .with("static/covers/deck1.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .with("static/_redirects", "/x /y\n")
        .with("slides/events/2027-01-01-rome/own.png", "a picture of the site")
        .with("events/2027-01-01-rome/own.png", "the event's")
        .with("events/2027-01-01-rome/override.css", "h1 { color: red }")
        .with("events/2027-01-01-rome/unused.md", "# Unused\n")
        .with("events/2027-02-02-oslo/c1.md", "# Other\n\n![x](pic.png)\n\n.lab[do]\n")
        .with("events/2027-02-02-oslo/pic.png", "overlaid")
        .with("events/2027-09-09-orphan/a.md", "# Nobody's\n")
        .with("slides/pic.png", "shared")
        .with("slides/data.csv", "a,b")
        .with("slides/notes.txt", "# A source\n");
    for chapter in 0..6 {
        let next = (chapter + 1) % 6;
        let text = format!(
            "# Chapter {chapter}\n\n![x](pic.png) [next](deck{next}.html#chapter-{next}) \
             [gone](deck{next}.html#no-such-slide) [old](deck{next}.yml.html) \
             [start](index.html#upcoming) [lost](lost.html)\n\n.lab[{}]\n\n---\n\n\
             name: named-{chapter}\naliases: also-{chapter}, 7{chapter}\n\n\
             [name](deck{next}.html#named-{next}) [alias](deck{next}.yml.html#also%2D{next}) \
             [twice](deck{next}.html#twice-2) [section](deck{next}.html#toc-chapter-{next})\n\n---\n\
             name: twice\n\nA\n\n---\n\n\
             ```sh {{1|2}}\necho one\necho two\n```\n\n---\n\n\
             [data](/data.csv) [text](notes.txt) [chapter](c{next}.md) \
             [of an event](events/2027-01-01-rome/own.png) ![](events/2027-02-02-oslo/pic.png)\n",
            "word ".repeat(40 * chapter),
        );
        world = world.with(&format!("slides/c{chapter}.md"), text).with(
            &format!("slides/deck{chapter}.yml"),
            format!("title: D{chapter}\ncontent:\n- c{chapter}.md\n- c{next}.md\n- notes.txt\n"),
        );
    }
    world.with(
        "workshops.yml",
        "site: {title: T, url: https://t.example/courses/}\n\
         redirects: {/old: deck2.html, /data: data.csv}\n\
         workshops:\n\
         - {date: 2027-01-01, city: Rome, title: R, decks: [deck0, deck3], aliases: [roma]}\n\
         - {date: 2027-02-02, city: Oslo, title: O, decks: [deck1], root: deck1}\n\
         - {date: 2027-03-03, city: Bern, title: B, decks: [deck1], overlay: events/2027-02-02-oslo}\n\
         - {date: 2027-04-04, city: Kyiv, title: K, decks: [deck4, deck5], exclude: [x]}\n\
         - {date: 2027-05-05, city: Riga, title: G, slides: deck5.html}\n",
    )
}

#[test]
fn a_warm_cache_changes_nothing() {
    let world = generated();
    let cold = build(&world);
    assert!(cold == output(site::build(&world, &Config::default())));
    let decks: Vec<_> = cold.0.keys().filter(|path| path.as_str().starts_with("deck")).collect();
    assert_eq!(decks.len(), 12, "six decks and six redirects");
}

#[test]
fn another_folder_changes_nothing() {
    let copy = tempfile::tempdir().expect("a folder");
    let root = copy.path().join("elsewhere/ünder");
    for part in ["slides", "templates", "static"] {
        copy_folder(&repository().join(part), &root.join(part));
    }
    fs::copy(repository().join("workshops.yml"), root.join("workshops.yml")).expect("a copy");
    assert!(build(&disk(&repository())) == build(&disk(&root)), "another folder");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
