//! A session builds only what an edit affects, its result equals that of a cold build, and a
//! patched page equals the new page: over random sequences of edits.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use deckyard::diag::Warned;
use deckyard::path::{OutPath, ProjectPath};
use deckyard::picture::PictureFacts;
use deckyard::site::{
    self, Built, Change, Config, Content, DeckPage, Frame, Patch, Session, SpeakerNotes,
};
use deckyard::source::Source;
use deckyard::world::{Cancel, Cancellable, FileError, MemoryWorld, World};
use proptest::prelude::*;

const CHAPTERS: usize = 5;

/// The edits of an author.
#[derive(Clone, Debug)]
enum Edit {
    Write(String, String),
    Remove(String),
}

/// Texts of chapters that differ in important ways: slides, steps, sections, names, labels,
/// layouts.
fn chapter() -> impl Strategy<Value = String> {
    let slide = prop_oneof![
        (0..4_u8).prop_map(|n| format!("# Section {n}\n\ntext\n")),
        (0..4_u8).prop_map(|n| format!("name: name-{n}\n\n## Named {n}\n")),
        (0..6_u8).prop_map(|n| format!("## Title {n}\n\n--\n\nstep {n}\n")),
        (0..3_u8).prop_map(|n| format!("class: tag{n}\n\ntagged {n} [label]\n")),
        (0..3_u8).prop_map(|n| format!("layout: true\n\nlaid out {n}\n")),
        (0..3_u8).prop_map(|n| format!("@@INCLUDE[inc/{n}.md]\n\n[l](#name-{n})\n")),
        (0..3_u8).prop_map(|n| format!("count: false\n\n![p](p{n}.png)\n\n???\n\nnote {n}\n")),
        Just("@@TOC@@\n".to_owned()),
        Just("```sh {1|2}\na\nb\n```\n".to_owned()),
        (0..3_u8).prop_map(|n| format!("plain\n\n[label]: https://h.example/{n}\n")),
    ];
    let blank = prop_oneof![Just(""), Just("\n\n"), Just("\n\n\n\n")];
    (blank, prop::collection::vec(slide, 1..6))
        .prop_map(|(blank, slides)| blank.to_owned() + &slides.join("\n---\n\n"))
}

fn manifest() -> impl Strategy<Value = String> {
    let chapters = prop::collection::vec(0..CHAPTERS, 1..4);
    (0..4_u8, 0..3_u8, chapters).prop_map(|(title, tag, chapters)| {
        let list: Vec<_> = chapters.iter().map(|n| format!("- c{n}.md\n")).collect();
        let list = list.concat();
        format!("title: T{title}\nexclude: [tag{tag}]\ncontent:\n- toc.md\n- [c0.md]\n{list}")
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let write = |path: String, text: String| Edit::Write(path, text);
    prop_oneof![
        6 => (0..CHAPTERS, chapter())
            .prop_map(move |(n, text)| write(format!("slides/c{n}.md"), text)),
        2 => (0..2_u8, manifest())
            .prop_map(move |(n, text)| write(format!("slides/d{n}.yml"), text)),
        2 => (0..3_u8, chapter()).prop_map(move |(n, text)| write(format!("inc/{n}.md"), text)),
        1 => (0..3_u8, 1..4_u8).prop_map(move |(n, side)| write(
            format!("slides/p{n}.png"),
            format!("<svg width='{side}' height='1'/>"),
        )),
        1 => (0..3_u8).prop_map(move |n| write("static/theme.css".to_owned(), format!("a{{}}/*{n}*/"))),
        1 => (0..2_u8).prop_map(move |n| write("static/site.css".to_owned(), format!("b{{}}/*{n}*/"))),
        1 => (0..2_u8).prop_map(move |n| write(
            "templates/deck.html".to_owned(),
            format!("<p>{n}<main data-total=\"{{{{ deck.total }}}}\">{{{{ slides_html | safe }}}}</main>"),
        )),
        1 => (0..2_u8).prop_map(move |n| write(
            "workshops.yml".to_owned(),
            format!("site:\n  title: S{n}\n  chapter-pages: true\n"),
        )),
        2 => (0..3_u8, 0..3_u8, 0..2_u8).prop_map(move |(n, tag, deck)| write(
            "workshops.yml".to_owned(),
            format!(
                "site: {{minutes: {n}, url: 'https://example.org/'}}\nredirects: {{x: d{tag}.html}}\n\
                 workshops:\n- {{slug: e, title: E{n}, decks: [d{deck}], exclude: [tag{tag}]}}\n\
                 - {{slug: f, title: F, date: 2027-01-0{}, decks: [d0, d1], rev: v1}}\n",
                n + 1
            ),
        )),
        1 => (0..2_u8).prop_map(move |n| write("slides/_redirects".to_owned(), format!("/a /{n}\n"))),
        2 => (0..CHAPTERS, chapter())
            .prop_map(move |(n, text)| write(format!("events/e/c{n}.md"), text)),
        1 => (0..CHAPTERS, chapter())
            .prop_map(move |(n, text)| write(format!("v1:slides/c{n}.md"), text)),
        1 => (0..CHAPTERS).prop_map(|n| Edit::Remove(format!("events/e/c{n}.md"))),
        1 => (0..CHAPTERS).prop_map(|n| Edit::Remove(format!("slides/c{n}.md"))),
        1 => (0..3_u8).prop_map(|n| Edit::Remove(format!("inc/{n}.md"))),
        1 => (0..3_u8).prop_map(|n| Edit::Remove(format!("slides/p{n}.png"))),
        1 => Just(Edit::Remove("templates/deck.html".to_owned())),
        2 => (0..3_usize).prop_map(move |n| write(
            "templates/slots/every-slide.html".to_owned(),
            ["tea", "{{ slide.number }}", "{{ slide.title }}"][n].to_owned(),
        )),
        1 => (0..2_u8).prop_map(move |n| write(
            "templates/slots/section-slide.md".to_owned(),
            format!("{n} *{{{{ slide.section }}}}*"),
        )),
        1 => Just(Edit::Remove("templates/slots/every-slide.html".to_owned())),
        1 => Just(Edit::Remove("templates/slots/section-slide.md".to_owned())),
    ]
}

fn world(files: &BTreeMap<String, String>) -> MemoryWorld {
    files.iter().fold(MemoryWorld::default(), |world, (path, text)| world.with(path, text.clone()))
}

fn start() -> BTreeMap<String, String> {
    let manifest = "title: T\nexclude: [tag0]\ncontent:\n- toc.md\n- c0.md\n- [c1.md, c2.md]\n";
    let mut files = BTreeMap::from([
        ("slides/toc.md".to_owned(), "@@TOC@@\n".to_owned()),
        ("slides/d0.yml".to_owned(), manifest.to_owned()),
        ("slides/d1.yml".to_owned(), manifest.replace("c1", "c3")),
    ]);
    for n in 0..CHAPTERS {
        files.insert(format!("slides/c{n}.md"), format!("# Chapter {n}\n\n---\n\n## More\n"));
    }
    // A revision that has the same decks.
    let old: Vec<_> =
        files.iter().map(|(path, text)| (format!("v1:{path}"), text.clone())).collect();
    files.extend(old);
    files
}

/// The sections of a page, and the frame around them.
fn sections(html: &str) -> (Vec<String>, String) {
    let parts: Vec<&str> = html.split("<section class=\"slide\"").collect();
    let mut sections = Vec::new();
    let mut around = parts.first().copied().unwrap_or_default().to_owned();
    for part in parts.iter().skip(1) {
        let (section, rest) = part.split_once("</section>\n").unwrap_or((part, ""));
        sections.push(format!("<section class=\"slide\"{section}</section>\n"));
        around.push_str(rest);
    }
    (sections, around)
}

/// Adds to the number after each mark, if there is one.
fn add(text: &str, mark: &str, by: i64) -> String {
    let mut parts = text.split(mark);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        out.push_str(mark);
        match part[..digits].parse::<i64>() {
            Ok(number) => out.push_str(&(number + by).to_string()),
            Err(_) => out.push_str(&part[..digits]),
        }
        out.push_str(&part[digits..]);
    }
    out
}

/// The page after the page's script has applied a patch.
fn patched(old: &DeckPage, patch: &Patch) -> Vec<String> {
    let (mut slides, _) = sections(&old.html());
    for splice in &patch.splices {
        let new = sections(&splice.html).0;
        assert_eq!(new.len(), splice.added);
        slides.splice(splice.at..splice.at + splice.remove, new);
    }
    for shift in &patch.shifts {
        for slide in &mut slides[shift.from..shift.to] {
            *slide = add(slide, "data-number=\"", shift.numbers);
            *slide = add(slide, " id=\"", shift.numbers);
            let Some((head, rest)) = slide.split_once("data-source=\"") else { continue };
            let (source, rest) = rest.split_once('"').unwrap_or(("", rest));
            let (file, line) = source.rsplit_once(':').unwrap_or((source, "0"));
            let line: i64 = line.parse::<i64>().unwrap_or_default() + shift.lines;
            *slide = format!("{head}data-source=\"{file}:{line}\"{rest}");
        }
    }
    slides
}

/// The frame around the slides, without the parts that are in every patch: the total, the style
/// sheets.
fn plain(around: &str) -> String {
    let mut plain = String::new();
    for (index, part) in around.split("assets/").enumerate() {
        let rest =
            if index == 0 { part } else { part.split_once(".css").map_or(part, |(_, rest)| rest) };
        let (before, after) = rest.split_once("data-total=\"").unwrap_or((rest, ""));
        plain.push_str(before);
        plain.push_str(after.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    plain
}

/// A world that cancels a build at the n-th query whether it is still needed.
struct Impatient<'a> {
    world: Cancellable<'a>,
    cancel: Cancel,
    left: AtomicUsize,
}

impl<'a> Impatient<'a> {
    fn new(world: &'a dyn World, patience: usize) -> Self {
        let cancel = Cancel::default();
        let left = AtomicUsize::new(patience);
        Self { world: Cancellable::new(world, cancel.clone()), cancel, left }
    }
}

impl World for Impatient<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.world.source(path)
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.world.is_file(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.world.list(folder)
    }

    fn revision(&self, name: &str) -> Result<String, deckyard::diag::RevisionTrouble> {
        self.world.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.world.blob(path)
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.world.bytes(path)
    }

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.world.picture(path)
    }

    fn is_cancelled(&self) -> bool {
        if self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_err() {
            self.cancel.cancel();
        }
        self.world.is_cancelled()
    }
}

/// The pages of followers are patched from build to build like those of authors, and nothing
/// reveals content that they do not have.
fn check_patches_for_audience(old: &Built, new: &Built) {
    let view = |built: &Built| {
        let seen = |page: &DeckPage| page.for_audience(SpeakerNotes::LeftOut);
        let pages = built.pages.iter().map(|(path, page)| (path.clone(), seen(page)));
        let mut seen = Built::default();
        seen.pages = pages.collect();
        seen
    };
    let (old, new) = (view(old), view(new));
    check_patches(&old, &new);
    for (path, page) in &new.pages {
        let html = page.html();
        for hidden in ["<aside", "note 0", "note 1", "note 2", "data-source", "class=\"debug\""] {
            assert!(!html.contains(hidden), "{path}: {hidden}");
        }
        if let Some(before) = old.pages.get(path).filter(|before| before.html() == html) {
            match page.changed_since(before) {
                Change::Same => {}
                // A template may do without the style sheets that changed.
                Change::Patch(Patch { splices, shifts, frame, .. }) => {
                    assert_eq!((splices, shifts, frame), (vec![], vec![], None), "{path}");
                }
                Change::Reload => unreachable!("these templates show the slides once"),
            }
        }
    }
}

fn check_patches(old: &Built, new: &Built) {
    for (path, page) in &new.pages {
        let Some(before) = old.pages.get(path) else { continue };
        let (slides, around) = sections(&page.html());
        match page.changed_since(before) {
            Change::Same => assert_eq!(page.html(), before.html()),
            Change::Patch(patch) => {
                assert_eq!(patched(before, &patch), slides);
                let mut frame = sections(&before.html()).1;
                if let Some(Frame { old, new }) = &patch.frame {
                    assert_ne!(old, new);
                    assert_eq!(new.replace("<!--slides-->", ""), around);
                    frame = old.replace("<!--slides-->", "");
                }
                // The rest is in every patch.
                if patch.frame.is_none() {
                    assert_eq!(plain(&frame), plain(&around));
                }
                let is_there =
                    |id: &String| slides.iter().any(|s| s.contains(&format!("id=\"{id}\"")));
                assert!(patch.first.iter().all(is_there), "{:?}", patch.first);
                assert_ne!(patch.splices.is_empty(), patch.first.is_some());
            }
            // These templates show the slides once; but where another commit is shown, all footers differ.
            Change::Reload => assert!(path.as_str().starts_with("events/"), "{path}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_builds_what_a_cold_build_does(
        edits in prop::collection::vec((edit(), 0..24_usize), 1..7),
    ) {
        let mut files = start();
        let mut session = Session::new(Config::default());
        let mut before = session.build(&world(&files)).output;
        for (edit, patience) in edits {
            match edit {
                Edit::Write(path, text) => _ = files.insert(path, text),
                Edit::Remove(path) => _ = files.remove(&path),
            }
            let world = world(&files);
            // A build that is cancelled, or finished just in time, leaves no wrong state behind.
            let early = session.try_build(&Impatient::new(&world, patience));
            let warm = session.build(&world);
            let cold = site::build(&world, &Config::default());
            if let Ok(early) = early {
                prop_assert_eq!(&early.diagnostics, &cold.diagnostics);
                prop_assert_eq!(&early.output.finish().files, &cold.output.files);
            }
            prop_assert_eq!(&warm.diagnostics, &cold.diagnostics);
            check_patches(&before, &warm.output);
            check_patches_for_audience(&before, &warm.output);
            before = warm.output.clone();
            prop_assert_eq!(warm.output.finish().files, cold.output.files);
        }
    }
}

/// The decks that an edit rebuilds.
fn made(session: &mut Session, files: &BTreeMap<String, String>) -> Vec<String> {
    session.build(&world(files)).output.made
}

#[test]
fn only_what_an_edit_touches_is_made() {
    let mut files = start();
    let mut session = Session::new(Config::default());
    assert_eq!(made(&mut session, &files), ["d0", "d1"]);
    assert_eq!(made(&mut session, &files), [""; 0]);
    files.insert("slides/c1.md".to_owned(), "# Other\n".to_owned());
    assert_eq!(made(&mut session, &files), ["d0"]);
    files.insert("slides/c3.md".to_owned(), "# Other\n".to_owned());
    assert_eq!(made(&mut session, &files), ["d1"]);
    files.insert("slides/c0.md".to_owned(), "# Both\n\n@@INCLUDE[x.md]\n".to_owned());
    assert_eq!(made(&mut session, &files), ["d0", "d1"], "the include is missing");
    files.insert("x.md".to_owned(), "included\n".to_owned());
    assert_eq!(made(&mut session, &files), ["d0", "d1"]);
    files.insert("slides/c4.md".to_owned(), "# Nobody's\n".to_owned());
    assert_eq!(made(&mut session, &files), [""; 0]);
    files.insert("static/theme.css".to_owned(), "a {}".to_owned());
    files.insert("templates/index.html".to_owned(), "x".to_owned());
    files.insert("workshops.yml".to_owned(), "site:\n  title: S\n".to_owned());
    assert_eq!(made(&mut session, &files), [""; 0], "slides do not depend on them");
    let manifest = files["slides/d1.yml"].replace("title: T", "title: U");
    files.insert("slides/d1.yml".to_owned(), manifest);
    assert_eq!(made(&mut session, &files), ["d1"]);
    files.remove("slides/d0.yml");
    assert_eq!(made(&mut session, &files), [""; 0]);
    let page = |files: &BTreeMap<String, String>| site::build(&world(files), &Config::default());
    let names = page(&files).output.files;
    assert!(!names.keys().any(|path| path.as_str() == "d0.html"));
    assert!(matches!(names.values().next(), Some(Content::Bytes(_))));
}

/// Two events, each with the slides of one deck.
const EVENTS: &str = "workshops:\n- {slug: e, title: E, date: 2027-01-01, decks: [d0]}\n\
    - {slug: f, title: F, date: 2027-02-01, decks: [d1]}\n";

#[test]
fn a_manifest_leaves_alone_what_does_not_tell_of_its_deck() {
    let mut files = start();
    files.insert("workshops.yml".to_owned(), EVENTS.to_owned());
    let mut session = Session::new(Config::default());
    let before = session.build(&world(&files)).output.site.files;
    let manifest = files["slides/d1.yml"].replace("title: T", "title: U");
    files.insert("slides/d1.yml".to_owned(), manifest);
    let after = session.build(&world(&files)).output.site.files;
    let bytes =
        |site: &BTreeMap<OutPath, Content>, path: &str| match &site[&OutPath::new(path).unwrap()] {
            Content::Bytes(bytes) => Arc::clone(bytes),
            Content::Copy(_) => panic!("{path} is a copy"),
        };
    for path in ["past.html", "feed.atom", "workshops.ics", "events/f/event.ics"] {
        assert!(Arc::ptr_eq(&bytes(&before, path), &bytes(&after, path)), "{path} was made again");
    }
    // 404.html suggests pages by their titles.
    for path in ["index.html", "404.html", "events/f/index.html", "covers/d1.svg"] {
        assert_ne!(bytes(&before, path), bytes(&after, path), "{path}");
    }
}

#[test]
fn pages_of_events_keep_up_with_styles() {
    let mut files = start();
    files.insert("workshops.yml".to_owned(), EVENTS.to_owned());
    let mut session = Session::new(Config::default());
    let _ = session.build(&world(&files));
    files.insert("static/site.css".to_owned(), "b {}".to_owned());
    let _ = session.build(&world(&files));
    // The page of the other event and past events are those of the previous build.
    let manifest = files["slides/d1.yml"].replace("title: T", "title: U");
    files.insert("slides/d1.yml".to_owned(), manifest);
    let kept = session.build(&world(&files)).output.finish();
    let cold = site::build(&world(&files), &Config::default()).output;
    assert_eq!(kept.files, cold.files);
}

#[test]
fn a_file_that_decks_and_events_show_stays_while_one_of_them_does() {
    let mut files = start();
    let entry = "- {slug: g, title: G, slides: assets/x.pdf}\n";
    files.insert("workshops.yml".to_owned(), format!("{EVENTS}{entry}"));
    files.insert("slides/assets/x.pdf".to_owned(), "x".to_owned());
    let chapter = files["slides/c1.md"].clone();
    files.insert("slides/c1.md".to_owned(), format!("{chapter}\n[x](assets/x.pdf)\n"));
    let mut session = Session::new(Config::default());
    let _ = session.build(&world(&files));
    files.insert("slides/c1.md".to_owned(), chapter);
    let kept = session.build(&world(&files));
    let Warned { output: cold, diagnostics } = site::build(&world(&files), &Config::default());
    assert_eq!(kept.diagnostics, diagnostics);
    assert_eq!(kept.output.finish().files, cold.files);
    assert!(cold.files.contains_key(&OutPath::new("assets/x.pdf").unwrap()));
}

/// Counts its queries.
struct Counting<'a> {
    world: &'a dyn World,
    questions: AtomicUsize,
}

impl Counting<'_> {
    fn count(&self) -> &dyn World {
        self.questions.fetch_add(1, Relaxed);
        self.world
    }
}

impl World for Counting<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.count().source(path)
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.count().is_file(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.count().list(folder)
    }

    fn revision(&self, name: &str) -> Result<String, deckyard::diag::RevisionTrouble> {
        self.count().revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.count().blob(path)
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.count().bytes(path)
    }

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.count().picture(path)
    }
}

/// The number of queries of a session that rebuilds a site after an edit of a chapter; the site has
/// this many frozen events, each with 40 chapters and pictures of its own.
fn questions_after_an_edit(events: usize) -> usize {
    let mut files = start();
    let mut list = "workshops:\n".to_owned();
    for event in 0..events {
        let _ = writeln!(list, "- {{slug: e{event}, title: E, rev: v{event}, decks: [old]}}");
        let chapters: Vec<_> = (0..40).map(|chapter| format!("- c{chapter}.md\n")).collect();
        let manifest = format!("title: T\ncontent:\n{}", chapters.concat());
        files.insert(format!("v{event}:slides/old.yml"), manifest);
        for chapter in 0..40 {
            let text = format!("# {chapter}\n\n![x](p{chapter}.svg)\n");
            files.insert(format!("v{event}:slides/c{chapter}.md"), text);
            files.insert(format!("v{event}:slides/p{chapter}.svg"), "<svg/>".to_owned());
        }
    }
    files.insert("workshops.yml".to_owned(), list);
    let mut session = Session::new(Config::default());
    let _ = session.build(&world(&files));
    files.insert("slides/c1.md".to_owned(), "# Another\n\ntext\n".to_owned());
    let world = world(&files);
    let counting = Counting { world: &world, questions: AtomicUsize::new(0) };
    let built = session.build(&counting);
    assert_eq!(built.output.pages.len(), 2 + events);
    counting.questions.into_inner()
}

#[test]
fn a_rebuild_follows_the_edit_and_not_the_site() {
    let few = questions_after_an_edit(4);
    let many = questions_after_an_edit(12);
    // Of each event, whether its commit is the same, and whether a picture was made for it.
    assert!(many - few <= 8 * 16, "{few} {many}");
}
