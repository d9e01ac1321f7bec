//! The literate suite: the Markdown files of `tests/suite/` are cases with expectations.
//!
//! A heading opens a case. Its fenced blocks are the files of a site in memory, named by their
//! info strings (`md slides/case.md`, `yaml slides/deck.yml`; both paths may be left out); a
//! manifest that lists `case.md` is added when there is none. An `html` block holds the slides
//! as `outline` writes them, a `diagnostics` block the messages in the short format. A case
//! without messages has no such block, and one with an error has no slides.
//!
//! Further words of an info string: `crlf`, `no-eol`; `{1..9}` in a path makes that many files,
//! with `{n}` and `{n+1}` in their text. A `config` block sets options of the build, a `fault`
//! block makes a file that cannot be read.
//!
//! `UPDATE=1 cargo test --test suite` writes the results into the blocks. Read it before it is
//! committed: that is the review.

#![expect(clippy::disallowed_methods, reason = "the suite is read from disk, and UPDATE is set")]
#![expect(clippy::expect_used, reason = "a broken suite file stops its test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use deckyard::diag::{Code, GitTrouble, Severity};
use deckyard::path::{OutPath, ProjectPath};
use deckyard::report::{self, Format, ReportStyle};
use deckyard::site::{self, Config, Content, Sources};

use self::cases::{Block, Case, Expectation, SuiteFile};
use self::failing::FailingWorld;

#[path = "common/cases.rs"]
mod cases;
#[path = "common/failing.rs"]
mod failing;
#[path = "common/html.rs"]
mod html;
#[path = "common/outline.rs"]
mod outline;
#[path = "common/parts.rs"]
mod parts;

/// The classes of parts that cases use, in a style sheet of sites that have no file in `static/`:
/// without it each would be reported.
const LOOKS: &str = ".a .b .box .col-2_b .do .foot .jam .left .right .spec {}\n";

const DEFAULT_MANIFEST: &str =
    "title: t\ninterstitials: false\ncontent: [case.md]\nhighlight-spans: true\n";

/// The minimum number of cases: losing a file must not go unnoticed.
const FEWEST_CASES: usize = 250;

macro_rules! suite {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                check_file(stringify!($name));
            }
        )*

        /// The files of the suite.
        const FILES: &[&str] = &[$(stringify!($name)),*];
    };
}

suite! {
    about_decks
    addresses
    aliases
    brand
    code
    composition
    content_classes
    definitions
    diagnostics
    events
    exclusion
    external_links
    files
    hiding
    html
    languages
    layouts
    levels
    manifests
    markdown
    misread
    names_and_numbers
    notes
    properties
    remark
    sections
    separators
    slips
    slots
    steps
    templates
    themes
    variables
}

#[test]
fn every_file_of_the_suite_is_listed() {
    let files = fs::read_dir(folder()).expect("the suite is there");
    let found: BTreeSet<String> = files
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let listed: BTreeSet<String> = FILES.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(found, listed);
}

#[test]
fn the_suite_has_not_shrunk() {
    let count = |name: &&str| read(name).cases.iter().filter(|case| case.is_case()).count();
    let total: usize = FILES.iter().map(count).sum();
    println!("{total} cases in {} files", FILES.len());
    assert!(total >= FEWEST_CASES, "{total} cases");
}

#[test]
fn every_diagnostic_is_produced_by_a_case() {
    let mut found = BTreeSet::new();
    for name in FILES {
        for case in read(name).cases {
            let text = case.expected(Expectation::Diagnostics).unwrap_or_default();
            let codes = text.lines().filter_map(|line| line.split_once('[')?.1.split_once(']'));
            found.extend(codes.map(|(code, _)| code.to_owned()));
        }
    }
    // What a browser (`tests/browser/overflow.test.mjs`, `tests/printing.rs`), other sites (`tests/cli/links.rs`), an earlier output
    // (`tests/cli/housekeeping.rs`) or a baseline (`tests/cli/baseline.rs`) finds has its tests there.
    let missing: Vec<_> = Code::all()
        .filter(|code| code.search().is_none() && *code != Code::StaleBaseline)
        .map(Code::name)
        .filter(|name| !found.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no case produces {missing:?}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

fn path(name: &str) -> PathBuf {
    folder().join(name).with_extension("md")
}

fn read(name: &str) -> SuiteFile {
    SuiteFile::read(&fs::read_to_string(path(name)).expect("a file of the suite"))
}

fn check_file(name: &str) {
    let mut file = read(name);
    let is_update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    let mut failures = String::new();
    let mut names = BTreeSet::new();
    for case in file.cases.iter_mut().filter(|case| case.is_case()) {
        assert!(names.insert(case.name.clone()), "two cases are called “{}”", case.name);
        let found = Found::of(case);
        if is_update {
            case.expect(Expectation::Html, found.html);
            case.expect(Expectation::Diagnostics, found.diagnostics);
        } else {
            found.compare(case, &format!("tests/suite/{name}.md:{}", case.line), &mut failures);
        }
    }
    if is_update {
        fs::write(path(name), file.write()).expect("a writable file");
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The result of a case.
struct Found {
    /// The slides; empty if there is an error.
    html: Option<String>,
    /// The messages, if there are any.
    diagnostics: Option<String>,
    /// How the site that is built in parts differs from this one.
    wrong_parts: Option<String>,
}

impl Found {
    fn of(case: &Case) -> Self {
        let mut setup = Setup::default();
        case.blocks().for_each(|block| setup.block(block));
        setup.finish();
        let Setup { world, config, deck, .. } = setup;
        let built = site::build(&world, &config);
        let wrong_parts = parts::difference(&world, &config, 2);
        let is_error = |d: &deckyard::diag::Diagnostic| d.severity() == Severity::Error;
        let has_error = built.diagnostics.iter().any(is_error);
        let messages = report::write(Format::Short, ReportStyle::Plain, &built.diagnostics, &world);
        let page = OutPath::new(&format!("{deck}.html")).and_then(|path| {
            match built.output.files.get(&path)? {
                Content::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
                Content::Copy(_) => None,
            }
        });
        if let Some((_, sections)) = page.as_ref().and_then(|page| page.split_once("<main")) {
            let sections = sections.split_once(">\n").map_or("", |(_, sections)| sections);
            let sections = sections.split_once("</main>").map_or("", |(sections, _)| sections);
            if let Err(what) = html::check(sections) {
                panic!("“{}” is no well-formed HTML: {what}\n{sections}", case.name);
            }
        }
        Self {
            html: page.filter(|_| !has_error).map(|page| outline::outline(&page)),
            diagnostics: Some(messages).filter(|messages| !messages.is_empty()),
            wrong_parts,
        }
    }

    fn compare(&self, case: &Case, place: &str, failures: &mut String) {
        if let Some(difference) = &self.wrong_parts {
            let _ = writeln!(failures, "{place}: “{}” in parts: {difference}", case.name);
        }
        for (expectation, what, found) in [
            (Expectation::Html, "slides", &self.html),
            (Expectation::Diagnostics, "messages", &self.diagnostics),
        ] {
            let expected = case.expected(expectation);
            if expected != found.as_deref() {
                // Writing to a String cannot fail.
                let _ = writeln!(
                    failures,
                    "{place}: “{}” has other {what}\n--- expected\n{}--- found\n{}",
                    case.name,
                    expected.unwrap_or("(none)\n"),
                    found.as_deref().unwrap_or("(none)\n"),
                );
            }
        }
    }
}

/// The site and the options of a case.
struct Setup {
    world: FailingWorld,
    config: Config,
    deck: String,
    has_manifest: bool,
    has_looks: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            world: FailingWorld::default(),
            config: Config { sources: Sources::Hidden, ..Config::default() },
            deck: "deck".to_owned(),
            has_manifest: false,
            has_looks: false,
        }
    }
}

impl Setup {
    fn block(&mut self, block: &Block) {
        match (block.kind.as_str(), block.path.as_deref()) {
            ("config", None) => block.body.lines().for_each(|line| self.option(line)),
            ("html" | "diagnostics", None) => {}
            ("md", None) => self.file("slides/case.md", block),
            ("yaml", None) => self.file("slides/deck.yml", block),
            ("fault", Some(path)) => {
                self.has_manifest |= is_manifest(path);
                self.world.add_fault(path, &block.body);
            }
            // Info strings are split at spaces.
            (_, Some(path)) => self.file(&path.replace("%20", " "), block),
            (kind, None) => panic!("a block `{kind}` needs a path"),
        }
    }

    fn file(&mut self, path: &str, block: &Block) {
        self.has_manifest |= is_manifest(path);
        self.has_looks |= path.starts_with("static/");
        let mut text = block.body.clone();
        for flag in &block.flags {
            text = match flag.as_str() {
                "crlf" => text.replace('\n', "\r\n"),
                "no-eol" => text.trim_end_matches('\n').to_owned(),
                other => panic!("`{other}` is no word for a file"),
            };
        }
        let Some((before, range)) = path.split_once('{') else {
            self.world.add(path, &text);
            return;
        };
        let (range, after) = range.split_once('}').expect("`{first..last}`");
        let (first, last) = range.split_once("..").expect("`first..last`");
        let number = |text: &str| text.parse::<usize>().expect("a number");
        for n in number(first)..=number(last) {
            let text = text.replace("{n}", &n.to_string()).replace("{n+1}", &(n + 1).to_string());
            self.world.add(&format!("{before}{n}{after}"), &text);
        }
    }

    fn option(&mut self, line: &str) {
        let (key, value) = line.split_once(' ').expect("an option and its value");
        match key {
            "set" => {
                let (key, value) = value.split_once('=').expect("`key=value`");
                self.config.overrides.set(key, value);
            }
            "repository" => self.config.repository.url = Some(value.to_owned()),
            "branch" => self.config.repository.branch = Some(value.to_owned()),
            "git" => self.config.no_links = Some(trouble(value)),
            "folder" => value.clone_into(&mut self.config.repository.folder),
            "manifest" if value == "none" => self.has_manifest = true,
            "sources" => self.config.sources = Sources::Shown,
            "deck" => value.clone_into(&mut self.deck),
            other => panic!("`{other}` is no option"),
        }
    }

    fn finish(&mut self) {
        if !self.has_manifest {
            self.world.add("slides/deck.yml", DEFAULT_MANIFEST);
        }
        if !self.has_looks {
            self.world.add("static/looks.css", LOOKS);
        }
    }
}

/// The reason why git gives no answer, by name.
fn trouble(word: &str) -> GitTrouble {
    let folder = "/srv/slides".to_owned();
    match word {
        "missing" => GitTrouble::Missing("PATH has no program of this name".to_owned()),
        "ownership" => GitTrouble::Ownership(folder),
        "bare" => GitTrouble::Bare(folder),
        "foreign" => GitTrouble::Foreign(folder),
        "slow" => GitTrouble::Slow(30),
        other => GitTrouble::Refused(other.to_owned()),
    }
}

fn is_manifest(path: &str) -> bool {
    let path = ProjectPath::new(path);
    path.folder() == "slides" && path.has_extension("yml")
}
