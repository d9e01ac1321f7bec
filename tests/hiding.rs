//! Hidden content stays hidden, whatever precedes it: markers in every kind of hidden position,
//! after every kind of disturbance, in every context.
//!
//! Each combination is a separate deck with its own marker. Either the build reports an error in
//! the deck, and nothing would be written, or the marker is in no name and no byte of the whole
//! output. Errors prove nothing about hiding, so valid input must build, and content that should be
//! shown must be in the output.

#[path = "common/forms.rs"]
mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use deckyard::diag::{Diagnostic, Severity};
use deckyard::manifest::Overrides;
use deckyard::path::OutPath;
use deckyard::site::{self, Config, Content, Site};
use deckyard::world::MemoryWorld;

use self::forms::{FORMS, HARMLESS};

/// The hidden content of each deck.
const RULES: &str = "notes: private\nexclude: [secret]\ninterstitials: false\n";

/// A construct that hides a marker, written as `MARK`.
const PLACES: [(&str, &str); 14] = [
    ("private notes", "\n\n???\n\nMARK\n"),
    ("private notes at once", "\n???\nMARK `vault`\n"),
    ("private notes in a list", "\n\n- shown\n\n???\n\n- MARK\n"),
    ("an excluded slide", "\n\n---\nclass: secret\n\n## MARK\n\nMARK\n"),
    ("an excluded slide at once", "\n---\nclass: secret\nMARK\n"),
    ("an excluded slide among classes", "\n\n---\n\nclass: pic, secret\n\nMARK\n"),
    ("a step of an excluded slide", "\n\n---\nclass: secret\n\nMARK\n\n--\n\nMARK `\n"),
    ("notes of an excluded slide", "\n\n---\nclass: secret\n\nx `y`\n\n???\n\nMARK\n"),
    ("an excluded step", "\n\n--\nclass: secret\n\nMARK\n"),
    ("a slide with exclude", "\n\n---\nexclude: yes\n\n# MARK\n\n[MARK](MARK.png)\n"),
    (
        "an heir of an excluded template",
        "\n\n---\nname: base\nclass: secret\n\nMARK\n\n---\ntemplate: base\n\nMARK\n",
    ),
    ("a comment", "\n\nshown <!-- MARK --> shown\n"),
    ("a comment of several lines", "\n\n<!--\nMARK `x`\n\n- MARK\n-->\n"),
    ("a comment over slides", "\n\n<!--\nMARK\n\n---\n\nMARK\n-->\n"),
];

/// A disturbance: the text before the hidden position, the text after it, and whether it is a
/// mistake, for which an error is acceptable.
struct Disturbance(&'static str, &'static str, bool);

const FINE: bool = false;
const MISTAKE: bool = true;

const DISTURBANCES: &[Disturbance] = &[
    Disturbance("nothing", "", FINE),
    // Backticks.
    Disturbance("Press the ` key.", "", FINE),
    Disturbance("Press the ` key.", "\n\n---\n\nuse `b` now\n", FINE),
    Disturbance("Don`t.", "\n\n---\n\n`b\n", FINE),
    Disturbance("Two `` here.", "\n\n---\n\n`` there\n", FINE),
    Disturbance("Three ``` here.", "\n\n---\n\n``` there\n", MISTAKE),
    Disturbance(r"A \` backslash.", "\n\n---\n\n`b`\n", FINE),
    Disturbance(r"A \\` backslash.", "\n\n---\n\n`b`\n", FINE),
    Disturbance("`a` `b` ` c", "\n\n---\n\n` d\n", FINE),
    Disturbance("`over\nlines`", "", FINE),
    Disturbance("`over\n\nlines", "\n\n---\n\nb`\n", FINE),
    Disturbance("- item ` one\n- item two", "\n\n---\n\n- ` three\n", FINE),
    Disturbance("# Title ` with", "\n\n---\n\n# Other ` title\n", FINE),
    Disturbance("| ` | b |\n|---|---|\n| c | ` |", "\n\n---\n\n| ` |\n", FINE),
    Disturbance("[a ` link](http://x/`)", "\n\n---\n\n`\n", FINE),
    Disturbance("<a title=\"`\">x</a>", "\n\n---\n\n`\n", FINE),
    // Code blocks.
    Disturbance("```bash title=\"x\"\nls\n```", "\n\n---\n\n```bash\nrm\n```\n", FINE),
    Disturbance("```{r, echo=TRUE}\nplot(x)\n```", "\n\n---\n\n```{r}\ny\n```\n", FINE),
    Disturbance("```js {1,3}\na\n```", "\n\n---\n\n```js\nb\n```\n", FINE),
    Disturbance("``` {.bash .numberLines}\na\n```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("~~~ yaml title=`x`\na: b\n~~~", "\n\n---\n\n~~~\nb\n~~~\n", FINE),
    Disturbance("- ```bash\n  ls\n  ```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("- ```bash\n  never closed", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("> ```bash\n> never closed", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("1. x\n\n   ```bash\n   ls\n   ```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("- x\n  ```bash\n  never closed", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("````bash\nls\n```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("````\n```\ninner\n```\n````", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("```yaml\na: 1\n---\nb: 2\n```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("```\nnever closed", "", FINE),
    Disturbance("```bash\nnever closed", "\n\n---\n\n```bash\nrm\n```\n", MISTAKE),
    Disturbance("```\nnever closed", "\n\n---\n\n```\nrm\n```\n", MISTAKE),
    Disturbance("~~~\nnever closed", "\n\n---\n\n~~~sh\nrm\n~~~\n", MISTAKE),
    Disturbance("ls\n```", "\n\n---\n\n```\nb\n```\n", MISTAKE),
    Disturbance("```\na\n    ```", "\n\n---\n\n```\na\n    ```\n", MISTAKE),
    Disturbance("```sh t=`x`\na\n```", "\n\n---\n\n```sh t=`x`\na\n```\n", MISTAKE),
    Disturbance("Run ```\na\n```", "\n\n---\n\nRun ```\na\n```\n", MISTAKE),
    Disturbance("```\na ```", "\n\n---\n\n```\na ```\n", MISTAKE),
    Disturbance("> ```\n> a\n```", "\n\n---\n\n> ```\n> a\n```\n", MISTAKE),
    Disturbance("- ```\n  a\n```", "\n\n---\n\n- ```\n  a\n```\n", MISTAKE),
    Disturbance("<pre>\n```\n</pre>", "\n\n---\n\n<pre>\n```\n</pre>\n", MISTAKE),
    Disturbance("<div>\n```\n</div>", "\n\n---\n\n<div>\n```\n</div>\n", MISTAKE),
    Disturbance("echo code```", "\n\n---\n\n```\nb\n```\n", FINE),
    Disturbance("    indented ` code", "\n\n---\n\n    more ` code\n", FINE),
    // Content classes.
    Disturbance(".lab[ closed ]", "", FINE),
    Disturbance(".lab[\n\nclosed\n\n]", "", FINE),
    Disturbance(".lab[ never closed", "", FINE),
    Disturbance(".lab[\n\nnever closed", "\n\n---\n\n- [ ] a ]\n", MISTAKE),
    Disturbance(".a[.b[ half ]", "\n\n---\n\n]\n", MISTAKE),
    Disturbance(".lab[ ` ]", "\n\n---\n\n.lab[ ` ]\n", FINE),
    Disturbance(r"\.lab[ escaped", "\n\n---\n\n]\n", FINE),
    // HTML.
    Disturbance("<div>", "\n\n---\n\n</div>\n", FINE),
    Disturbance("<pre>", "\n\n---\n\n</pre>\n", FINE),
    Disturbance("<script>", "\n\n---\n\n</script>\n", FINE),
    Disturbance("<textarea>", "\n\n---\n\n</textarea>\n", FINE),
    Disturbance("<style>", "\n\n---\n\n</style>\n", FINE),
    Disturbance("<!DOCTYPE x", "\n\n---\n\n>\n", FINE),
    Disturbance("<![CDATA[", "\n\n---\n\n]]>\n", FINE),
    Disturbance("<?php", "\n\n---\n\n?>\n", FINE),
    Disturbance("<a href=\"", "\n\n---\n\n\">x</a>\n", FINE),
    Disturbance("<!-- a comment -->", "", FINE),
    Disturbance("Show `<!--` here", "", FINE),
    Disturbance("Show `<!--` here", "\n\n---\n\nand `-->` there\n", FINE),
    Disturbance("Show ` <!-- here", "\n\n---\n\n` there\n", MISTAKE),
    Disturbance("<!-- never closed", "", MISTAKE),
    // Everything else.
    Disturbance("**bold", "\n\n---\n\nbold**\n", FINE),
    Disturbance("[a link", "\n\n---\n\n](x)\n", FINE),
    Disturbance("![a picture](", "\n\n---\n\nx.png)\n", FINE),
    Disturbance("[label]: http://x/ \"title", "\n\n---\n\n\"\n", FINE),
    Disturbance("$$ x", "\n\n---\n\n$$\n", FINE),
    Disturbance("{{ name", "\n\n---\n\n}}\n", FINE),
    Disturbance("Tab\tand blanks  ", "", FINE),
    Disturbance("A title\n===", "", FINE),
    Disturbance("- a\n  - b\n    - c", "", FINE),
    Disturbance("> a\n> b", "", FINE),
    Disturbance("![:scale 9%](x.png)", "", FINE),
    Disturbance("![:scale 9%](", "\n\n---\n\n)\n", MISTAKE),
    Disturbance("![:macro x](", "\n\n---\n\n)\n", MISTAKE),
    Disturbance("\u{feff}\u{200b}zero", "", FINE),
    Disturbance("\u{2028}line\u{2029}", "", FINE),
];

/// The author's text: a disturbance, a hidden position, and the rest of the disturbance.
struct Written {
    before: &'static str,
    hiding: String,
    after: &'static str,
}

/// Where disturbance and hidden position are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Context {
    Chapter,
    Crlf,
    ContentClass,
    ListBefore,
    QuoteBefore,
    TableBefore,
    AfterLayout,
    InLayout,
    Included,
    HidingIncluded,
    Variable,
    Inline,
    Folded,
    Quoted,
}

const CONTEXTS: [Context; 14] = [
    Context::Chapter,
    Context::Crlf,
    Context::ContentClass,
    Context::ListBefore,
    Context::QuoteBefore,
    Context::TableBefore,
    Context::AfterLayout,
    Context::InLayout,
    Context::Included,
    Context::HidingIncluded,
    Context::Variable,
    Context::Inline,
    Context::Folded,
    Context::Quoted,
];

impl Context {
    /// Whether text that is valid in a chapter may be a mistake here.
    fn may_refuse(self) -> bool {
        match self {
            // A separator cannot be in a class, YAML may remove its line, and a layout that hides
            // its heirs leaves no slides.
            Self::ContentClass | Self::Folded | Self::Quoted | Self::InLayout => true,
            Self::Chapter
            | Self::Crlf
            | Self::ListBefore
            | Self::QuoteBefore
            | Self::TableBefore
            | Self::AfterLayout
            | Self::Included
            | Self::HidingIncluded
            | Self::Variable
            | Self::Inline => false,
        }
    }

    /// Adds the files of a deck.
    fn write(self, world: MemoryWorld, deck: &str, written: &Written) -> MemoryWorld {
        let Written { before, hiding, after } = written;
        let body = format!("## Shown\n\n{before}{hiding}{after}");
        let chapter = |text: String| (format!("content: [{deck}.md]\n"), Some(text));
        let mut world = world;
        let (content, text) = match self {
            Self::Chapter => chapter(body),
            Self::Crlf => chapter(body.replace('\n', "\r\n")),
            Self::ContentClass => {
                chapter(format!("## Shown\n\n.box[\n\n{before}{hiding}\n\n]\n{after}"))
            }
            Self::ListBefore => chapter(format!("- a\n\n  b\n\n{before}{hiding}{after}")),
            Self::QuoteBefore => chapter(format!("> a\n\n{before}{hiding}{after}")),
            Self::TableBefore => {
                chapter(format!("| a | b |\n|---|---|\n| c | d |\n\n{before}{hiding}{after}"))
            }
            Self::AfterLayout => chapter(format!("layout: true\n\n.foot[x]\n\n---\n\n{body}")),
            Self::InLayout => {
                chapter(format!("layout: true\n\n{before}\n\n---\n\nx{hiding}{after}"))
            }
            Self::Included => {
                world = world.with(&format!("slides/part/{deck}.txt"), body.clone());
                world = world.with(&format!("slides/part/{deck}.md"), body);
                chapter(format!("# Top\n\n@@INCLUDE[slides/part/{deck}.md]\n"))
            }
            Self::HidingIncluded => {
                world = world.with(&format!("slides/part/{deck}.md"), hiding.to_owned());
                chapter(format!(
                    "## Shown\n\n{before}\n\n@@INCLUDE[slides/part/{deck}.md]\n{after}"
                ))
            }
            Self::Variable => {
                let value = before.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                let value = value.replace('\t', "\\t");
                (
                    format!("vars: {{before: \"{value}\"}}\ncontent: [{deck}.md]\n"),
                    Some(format!("## Shown\n\n@@BEFORE@@{hiding}{after}")),
                )
            }
            Self::Inline => (format!("content:\n- |\n{}", indented(&body)), None),
            Self::Folded => (format!("content:\n- >\n{}", indented(&body)), None),
            Self::Quoted => {
                let body = body.replace('\'', "''");
                (format!("content:\n- '{}'\n", indented(&body).trim_start()), None)
            }
        };
        if let Some(text) = text {
            world = world.with(&format!("slides/{deck}.md"), text);
        }
        world.with(&format!("slides/{deck}.yml"), format!("title: {deck}\n{RULES}{content}"))
    }
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") })
        .collect()
}

/// A combination.
struct Combination {
    deck: String,
    marker: String,
    place: usize,
    disturbance: usize,
    context: Context,
}

/// Each position after each disturbance in a chapter; each disturbance and each position in each
/// context.
fn combinations() -> Vec<Combination> {
    let mut wanted = BTreeSet::new();
    for place in 0..PLACES.len() {
        for disturbance in 0..DISTURBANCES.len() {
            wanted.insert((place, disturbance, 0));
            let context = (place + disturbance) % CONTEXTS.len();
            wanted.insert((place, disturbance, context));
        }
    }
    for context in 0..CONTEXTS.len() {
        for disturbance in 0..DISTURBANCES.len() {
            wanted.insert(((disturbance + context) % PLACES.len(), disturbance, context));
        }
    }
    let combination = |(number, (place, disturbance, context)): (usize, (usize, usize, usize))| {
        let context = CONTEXTS[context];
        let (deck, marker) = (format!("d{number:04}"), format!("SECRET{number:04}"));
        Combination { deck, marker, place, disturbance, context }
    };
    wanted.into_iter().enumerate().map(combination).collect()
}

/// Why a combination is wrong.
fn faults(all: &[Combination]) -> Vec<String> {
    let mut world = MemoryWorld::default();
    for one in all {
        let Disturbance(before, after, _) = DISTURBANCES[one.disturbance];
        let hiding = PLACES[one.place].1.replace("MARK", &one.marker);
        world = one.context.write(world, &one.deck, &Written { before, hiding, after });
    }
    published(&world, all)
}

/// The errors of each deck, by the name of its files.
fn errors(diagnostics: &[Diagnostic]) -> BTreeMap<String, String> {
    let mut errors: BTreeMap<String, String> = BTreeMap::new();
    for found in diagnostics.iter().filter(|found| found.severity() == Severity::Error) {
        let file = found.span.as_ref().map_or("", |span| span.file.as_str());
        let name = file.rsplit('/').next().unwrap_or_default();
        let name = name.split('.').next().unwrap_or_default();
        let said = errors.entry(name.to_owned()).or_default();
        let _ = writeln!(said, "{}: {:?}", found.problem.code().name(), found.problem.words());
    }
    errors
}

/// The hidden markers that a site publishes, and the input that it rejects without a reason.
fn published(world: &MemoryWorld, all: &[Combination]) -> Vec<String> {
    let built = site::build(world, &Config::default());
    let errors = errors(&built.diagnostics);
    let mut wrong = Vec::new();
    let hidden: BTreeMap<&str, &Combination> = all
        .iter()
        .filter(|one| !errors.contains_key(one.deck.as_str()))
        .map(|one| (one.marker.as_str(), one))
        .collect();
    for one in all {
        let Disturbance(before, _, is_mistake) = DISTURBANCES[one.disturbance];
        if let Some(said) = errors.get(one.deck.as_str())
            && !is_mistake
            && !one.context.may_refuse()
        {
            wrong.push(format!(
                "refused: {} after {before:?} in {:?}: {said}",
                PLACES[one.place].0, one.context
            ));
        }
    }
    for text in texts(&built.output) {
        for (at, _) in text.match_indices("SECRET") {
            let marker = text.get(at..at + "SECRET0000".len()).unwrap_or_default();
            if let Some(one) = hidden.get(marker) {
                let path = text.split(' ').next().unwrap_or_default();
                let (place, before) = (PLACES[one.place].0, DISTURBANCES[one.disturbance].0);
                wrong.push(format!(
                    "published in {path}: {place} after {before:?} in {:?}",
                    one.context
                ));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

#[test]
fn nothing_hidden_is_published_after_any_disturbance() {
    let all = combinations();
    assert!(all.len() >= 1000, "{} combinations", all.len());
    let mut wrong = Vec::new();
    for some in all.chunks(200) {
        wrong.extend(faults(some));
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
/// The text before a form, on the same slide or the previous one.
const BEFORE_FORMS: &[&str] =
    &["", "## A `b` c\n\n---\n", "Press ` once.\n\n---\n\n", "- a\n\n---\n"];

#[test]
fn whatever_looks_like_hiding_hides_or_is_an_error() {
    let mut wrong = Vec::new();
    for before in BEFORE_FORMS {
        let mut world = MemoryWorld::default();
        for (form, text) in FORMS.iter().enumerate() {
            let text = format!("{before}{}", text.replace("MARK", &marker(form)));
            let manifest = format!("title: t\n{RULES}content: [f{form}.md]\n");
            world = world.with(&format!("slides/f{form}.md"), text);
            world = world.with(&format!("slides/f{form}.yml"), manifest);
        }
        let built = site::build(&world, &Config::default());
        let refused = errors(&built.diagnostics);
        let texts = texts(&built.output);
        for form in (0..FORMS.len()).filter(|form| !refused.contains_key(&format!("f{form}"))) {
            if texts.iter().any(|text| text.contains(&marker(form))) {
                wrong.push(format!("{:?} after {before:?}", FORMS[form]));
            }
        }
        for form in ["class: secret\n\n## MARK\n", "class:secret\nMARK\n", "exclude: YES\n\nMARK\n"]
        {
            let form = FORMS.iter().position(|other| *other == form).expect("a form");
            // A deck with only excluded slides is another kind of error.
            let is_refused = refused.contains_key(&format!("f{form}")) && !before.is_empty();
            assert!(!is_refused, "{:?} hides", FORMS[form]);
        }
    }
    assert!(wrong.is_empty(), "{} are published:\n{}", wrong.len(), wrong.join("\n"));
    assert!(FORMS.len() * BEFORE_FORMS.len() >= 400);
}

/// The names and contents of an output.
fn texts(site: &Site) -> Vec<String> {
    let text = |(path, content): (&OutPath, &Content)| match content {
        Content::Bytes(bytes) => {
            Some(format!("{} {}", path.as_str(), String::from_utf8_lossy(bytes)))
        }
        Content::Copy(_) => None,
    };
    site.files.iter().filter_map(text).collect()
}

fn marker(form: usize) -> String {
    format!("SECRET{form:03}x")
}

#[test]
fn what_hides_nothing_is_no_error() {
    let mut world = MemoryWorld::default();
    for (index, text) in HARMLESS.iter().enumerate() {
        let manifest = format!("title: t\n{RULES}content: [h{index}.md]\n");
        world = world.with(&format!("slides/h{index}.md"), *text);
        world = world.with(&format!("slides/h{index}.yml"), manifest);
    }
    let built = site::build(&world, &Config::default());
    let refused = errors(&built.diagnostics);
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn the_search_finds_what_is_published() {
    let shown = Combination {
        deck: "d0000".to_owned(),
        marker: "SECRET0000".to_owned(),
        place: 0,
        disturbance: 0,
        context: Context::Chapter,
    };
    let written = Written {
        before: "",
        hiding: "

SECRET0000
"
        .to_owned(),
        after: "",
    };
    let world = shown.context.write(MemoryWorld::default(), &shown.deck, &written);
    assert!(!published(&world, &[shown]).is_empty());
}

/// Two events with the same deck, each with an overlay for its own audience only, after each
/// disturbance in the shared chapter.
#[test]
fn an_overlay_is_seen_by_its_own_event_only() {
    let mut world = MemoryWorld::default();
    let mut list = "workshops:\n".to_owned();
    for (number, Disturbance(before, after, _)) in DISTURBANCES.iter().enumerate() {
        let deck = format!("o{number}");
        let manifest = format!("title: t\n{RULES}content: [{deck}.md, {deck}-room.md]\n");
        world = world.with(&format!("slides/{deck}.yml"), manifest);
        world = world.with(&format!("slides/{deck}.md"), format!("## Shown\n\n{before}{after}"));
        world = world.with(&format!("slides/{deck}-room.md"), "## Room\n\nNo room yet.\n");
        for event in ["a", "b"] {
            let slug = format!("{event}{number}");
            let _ = writeln!(list, "- {{title: t, slug: {slug}, decks: [{deck}]}}");
            let room = format!("## Room\n\n{before}\n\n---\n\n## Shown\n\nSECRET-{slug}-room\n");
            world = world.with(&format!("events/{slug}/{deck}-room.md"), room);
        }
    }
    let built = site::build(&world.with("workshops.yml", list), &Config::default());
    let (mut wrong, mut found) = (Vec::new(), BTreeSet::new());
    for text in texts(&built.output) {
        let path = text.split(' ').next().unwrap_or_default();
        for (at, _) in text.match_indices("SECRET-") {
            let slug = text[at + "SECRET-".len()..].split('-').next().unwrap_or_default();
            if path.starts_with(&format!("events/{slug}/")) {
                found.insert(slug.to_owned());
            } else if !path.starts_with("assets/search/") {
                // The search finds what the pages of all events show.
                wrong.push(format!("{slug} in {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // A disturbance may turn the marker into a comment or an attribute, but not most of them.
    assert!(found.len() > DISTURBANCES.len(), "{} of {}", found.len(), 2 * DISTURBANCES.len());
}

/// Included text, or the value of a variable, could end the comment that hides it.
#[test]
fn comments_hide_what_would_be_put_in() {
    let world = MemoryWorld::default()
        .with("slides/d.yml", "title: t\nvars: {x: \"a --> SECRET\"}\ncontent: [m.md]\n")
        .with("slides/m.md", "shown\n\n<!-- @@INCLUDE[slides/part.md] @@X@@ @@NONE@@ -->\n\n@@INCLUDE[slides/more.md]\n")
        .with("slides/part.md", "<!-- b -->\n\nSECRET\n")
        .with("slides/more.md", "included\n");
    let built = site::build(&world, &Config::default());
    assert!(errors(&built.diagnostics).is_empty(), "{:?}", built.diagnostics);
    let texts = texts(&built.output);
    assert!(texts.iter().any(|text| text.contains("included")));
    assert!(!texts.iter().any(|text| text.contains("SECRET")));
}

#[test]
fn overrides_hide_comments_and_keep_notes_private() {
    let manifest = "title: t\nnotes: private\ncontent: [m.md]\n";
    let world = MemoryWorld::default()
        .with("slides/d.yml", manifest)
        .with("slides/m.md", "shown\n\n???\n\nSECRET\n");
    for (key, value) in
        [("notes", ""), ("title", "a <!-- SECRET --> b"), ("description", "<!-- SECRET -->")]
    {
        let mut config = Config::default();
        config.overrides.set(key, value);
        let built = site::build(&world, &config);
        let is_refused = !errors(&built.diagnostics).is_empty();
        assert!(
            is_refused || !texts(&built.output).iter().any(|text| text.contains("SECRET")),
            "{key}"
        );
    }
}

/// Each deck with the files that it needs, its marker and whether it must build.
#[test]
fn what_an_include_brings_ends_nothing_that_is_hidden() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("class: secret\n\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "x\n\n---\n\nSECRET\n")]),
        ("class: secret\n\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "---\n\nSECRET\n")]),
        ("exclude: true\n\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "x\n\n---\n\nSECRET\n")]),
        ("x\n\n???\n\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "x\n\n---\n\nSECRET\n")]),
        ("x\n\n???\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "x\n\n--\n\nSECRET\n")]),
        ("x\n\n--\nclass: secret\n\n@@INCLUDE[slides/p.txt]\n", &[("p.txt", "x\n\n---\nSECRET\n")]),
        ("class: secret\n\n@@PIECE@@\n", &[]),
        ("x\n\n???\n\nx @@PIECE@@\n", &[]),
    ];
    let shown: &[(&str, &[(&str, &str)])] = &[
        ("@@INCLUDE[slides/p.txt]\n", &[("p.txt", "class: secret\n\nx\n\n---\n\nSHOWN\n")]),
        (
            "class: secret\n\nx\n\n---\n\n@@INCLUDE[slides/p.txt]\n",
            &[("p.txt", "x\n\n---\nSHOWN\n")],
        ),
        ("x\n\n???\n\n@@INCLUDE[slides/p.txt]\n\n---\n\nSHOWN\n", &[("p.txt", "x\n")]),
        ("x\n\n???\n\nx\n\n---\n\n@@PIECE@@\n\nSHOWN\n", &[]),
        (
            "@@INCLUDE[slides/p.txt]\n\nx\n\n---\n\nSHOWN\n",
            &[("p.txt", "class: secret\n\nx\n\n???\n\nx\n")],
        ),
    ];
    for (number, (text, files)) in cases.iter().chain(shown).enumerate() {
        let vars = "vars: {piece: \"a\\n\\n---\\n\\nSECRET\\n\"}\n";
        let mut world = MemoryWorld::default()
            .with("slides/d.yml", format!("title: t\n{RULES}{vars}content: [d.md]\n"))
            .with("slides/d.md", format!("## Shown\n\n---\n{text}"));
        for (file, text) in *files {
            world = world.with(&format!("slides/{file}"), *text);
        }
        let built = site::build(&world, &Config::default());
        let refused = errors(&built.diagnostics);
        let is_hidden = number < cases.len();
        assert_eq!(!refused.is_empty(), is_hidden, "{text:?} {files:?}: {refused:?}");
        let marker = if is_hidden { "hidden-separator" } else { "SHOWN" };
        let mut said = texts(&built.output);
        said.extend(refused.into_values());
        assert!(said.iter().any(|text| text.contains(marker)), "{text:?} {files:?}");
    }
}

#[test]
fn tags_that_no_slide_can_have_are_errors() {
    for exclude in [
        "secret;other",
        "['secret,other']",
        "[in person]",
        "[\"sec\u{a0}ret\"]",
        "[\"sec\\tret\"]",
        "secret\u{ff0c}other",
        "[.secret]",
        "['']",
        "[\"'secret'\"]",
    ] {
        let world = MemoryWorld::default()
            .with("slides/d.yml", format!("title: t\nexclude: {exclude}\ncontent: [d.md]\n"))
            .with("slides/d.md", "x\n\n---\nclass: secret\n\nSECRET\n");
        let built = site::build(&world, &Config::default());
        let refused = errors(&built.diagnostics);
        assert!(refused.values().any(|said| said.contains("bad-value")), "{exclude}: {refused:?}");
    }
    // Keyboards and file systems compose letters in different ways.
    let world = MemoryWorld::default()
        .with("slides/d.yml", "title: t\nexclude: [re\u{301}serve\u{301}]\ncontent: [d.md]\n")
        .with("slides/d.md", "x\n\n---\nclass: r\u{e9}serv\u{e9}\n\nSECRET\n");
    let built = site::build(&world, &Config::default());
    assert!(!texts(&built.output).iter().any(|text| text.contains("SECRET")));
    let mut overrides = Overrides::default();
    overrides.set("exclude", "");
    let config = Config { overrides, ..Config::default() };
    assert!(!errors(&site::build(&world, &config).diagnostics).is_empty(), "an empty override");
}

#[test]
fn the_look_of_a_part_is_no_tag() {
    let world = MemoryWorld::default()
        .with("slides/d.yml", "title: t\nexclude: [pic, footnote]\ncontent: [d.md]\n")
        .with(
            "slides/d.md",
            "x\n\n.pic[a] .footnote[b] <p class=\"pic\">c</p>\n\n---\nclass: pic\n\nd\n",
        );
    let refused = errors(&site::build(&world, &Config::default()).diagnostics);
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn links_publish_no_source() {
    let chapter = "## Shown\n\n---\nclass: secret\n\nSECRET\n";
    let links = ["m.txt", "m", "m.html", "part.txt", "copy.log", "deep/part", "m.txt?x#y"];
    let links = links.map(|link| format!("[x]({link}) ![x]({link})\n")).concat();
    let included = "@@INCLUDE[slides/part.txt]\n\n@@INCLUDE[slides/deep/part]\n";
    let world = MemoryWorld::default()
        .with("slides/d.yml", format!("title: t\n{RULES}content: [m.txt, m, m.html, d.md]\n"))
        .with("slides/m.txt", chapter)
        .with("slides/m", chapter)
        .with("slides/m.html", chapter)
        .with("slides/copy.log", chapter)
        .with("slides/part.txt", format!("<!-- SECRET -->\n{links}"))
        .with("slides/deep/part", "<!-- SECRET -->\n")
        .with("slides/example.sh", "echo shown\n")
        .with(
            "slides/d.md",
            format!("{included}\n[x](example.sh)\n\n```sh\n@@INCLUDE[slides/example.sh]\n```\n"),
        );
    let built = site::build(&world, &Config::default());
    let copies: Vec<&str> = built
        .output
        .files
        .iter()
        .filter(|(_, content)| matches!(content, Content::Copy(_)))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(copies, ["example.sh"]);
    let links = built.diagnostics.iter();
    assert!(links.filter(|found| found.problem.code().name() == "source-link").count() >= 7);
}
