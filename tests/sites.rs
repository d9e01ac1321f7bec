//! Whole sites: `tests/sites/<name>/input` is built by the program, and the result must equal
//! `tests/sites/<name>/expected` exactly.
//!
//! Only the `<main>` of pages is compared, since the rest comes from the templates; a site with its
//! own templates is compared as a whole. Fingerprints are written as `HASH`, and the content of
//! built-in assets is left out. `messages.txt` is the output of the program, without its last line,
//! which contains a time. `UPDATE=1 cargo test --test sites` rewrites what is expected.

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The sites that have a test below.
const SITES: [&str; 7] = ["garden", "knots", "lanterns", "letters", "minimal", "recipes", "stars"];

/// Files by path.
type Tree = BTreeMap<String, Vec<u8>>;

/// A site to build in a folder of its own.
#[must_use = "nothing is built before `check`"]
struct Site {
    folder: PathBuf,
    scratch: TempDir,
    command: Command,
}

impl Site {
    fn named(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
        let scratch = TempDir::new().expect("a folder");
        for (path, bytes) in read(&folder.join("input")) {
            write(&scratch.path().join(path), &bytes);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        command
            .args(["build", "--format", "short", "--date", "2027-03-04"])
            .current_dir(scratch.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            // A folder for temporary files may lie in somebody's repository.
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
        Self { folder, scratch, command }
    }

    fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    #[cfg(unix)]
    fn link(self, path: &str, target: &str) -> Self {
        std::os::unix::fs::symlink(target, self.scratch.path().join(path)).expect("a link");
        self
    }

    #[track_caller]
    fn check(mut self) {
        let output = self.command.output().expect("the program starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success(), "{said}");
        let mut found = Tree::new();
        for (path, bytes) in read(&self.scratch.path().join("public")) {
            if path != ".deckyard-output" {
                let content = self.steady(&path, &bytes);
                found.insert(without_hash(&path), content);
            }
        }
        let lines = said.trim_end().rsplit_once('\n').map_or("", |(lines, _)| lines);
        if !lines.is_empty() {
            found.insert("messages.txt".to_owned(), format!("{lines}\n").into_bytes());
        }
        let expected = self.folder.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            update(&expected, &found);
        }
        compare(&read(&expected), &found);
    }

    /// The compared part of an output file.
    fn steady(&self, path: &str, bytes: &[u8]) -> Vec<u8> {
        if path.starts_with("assets/") {
            let own = without_hash(path).replace("assets/", "static/").replace("-HASH", "");
            let is_own = self.folder.join("input").join(own).is_file();
            return if is_own { bytes.to_vec() } else { Vec::new() };
        }
        let is_drawn =
            bytes.starts_with(b"\x89PNG") && !self.folder.join("input").join(path).is_file();
        if is_drawn || bytes.starts_with(b"PK\x03\x04") {
            return Vec::new(); // What it shows or holds, other tests see.
        }
        if path == "search-index.js" {
            return Vec::new(); // Its names of files change with each word.
        }
        let Some(page) = path.strip_suffix(".html") else { return bytes.to_vec() };
        let text = without_hash(std::str::from_utf8(bytes).expect("pages in UTF-8"));
        let has_template = self.folder.join("input/templates").is_dir() && page != "index";
        if has_template { text.into_bytes() } else { main(&text).as_bytes().to_vec() }
    }
}

/// The `<main>` of a page.
fn main(page: &str) -> &str {
    let start = page.find("<main").expect("every page has its main part");
    let end = page.rfind("</main>").expect("it ends") + "</main>".len();
    &page[start..end]
}

/// The text with `HASH` for the fingerprints of assets: ten hexadecimal digits after a dash.
fn without_hash(text: &str) -> String {
    const LENGTH: usize = 10;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        rest = after;
        if digits == LENGTH && after[LENGTH..].starts_with('.') {
            out.push_str("HASH");
            rest = &after[LENGTH..];
        }
    }
    out + rest
}

fn read(folder: &Path) -> Tree {
    let mut found = Tree::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), found);
        } else {
            found.insert(format!("{prefix}{name}"), fs::read(entry.path()).expect("a file"));
        }
    }
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, bytes).expect("a file");
}

fn update(folder: &Path, tree: &Tree) {
    let _ = fs::remove_dir_all(folder);
    for (path, bytes) in tree {
        write(&folder.join(path), bytes);
    }
}

#[track_caller]
fn compare(expected: &Tree, found: &Tree) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "the files of the output, found and expected");
    for (path, bytes) in found {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            *bytes == expected[path],
            "{path}\n--- expected\n{}\n--- found\n{}",
            text(&expected[path]),
            text(bytes)
        );
    }
}

#[test]
fn every_site_has_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, SITES);
}

/// One deck of one chapter, without settings, without git: the smallest possible site.
#[test]
fn minimal() {
    Site::named("minimal").check();
}

/// Parts, table of contents, title slides, pictures between sections, and the old vocabulary.
#[test]
fn garden() {
    Site::named("garden").check();
}

/// A chapter under two names: it is shown twice, and each has its own edit link.
#[cfg(unix)]
#[test]
fn knots() {
    Site::named("knots").link("slides/harbour/bowline.md", "../common/bowline.md").check();
}

/// Events: groups, order and links of the index, pages, calendars, the feed, old addresses.
#[test]
fn lanterns() {
    Site::named("lanterns").check();
}

/// Own templates, a theme, a built-in style sheet replaced, and no events.
#[test]
fn letters() {
    Site::named("letters").check();
}

/// Excluded slides and steps in two decks of one chapter, and the output of the build.
#[test]
fn stars() {
    Site::named("stars").args(&["--no-source"]).check();
}

/// Links to the repository: for chapters, included files, inline chapters, and `@@LINK`.
#[test]
fn recipes() {
    Site::named("recipes")
        .env("REPOSITORY_URL", "https://git.example/cook/book")
        .env("BRANCH", "winter")
        .check();
}

/// The files that the page of a deck loads, uncompressed: bytes of the script that it waits for, of
/// all scripts, of all style sheets. Of the scripts, 6,000 are for people who use no mouse: buttons
/// for the steps, a switch for single keys, restoring the focus; and for content wider than a
/// slide. Of the style sheets, 6,000 are for browsers of 2023: rules that are not nested, and
/// colours; 1,600 are for alignment and ranks as in remark; 3,200 are for openers, contents and the
/// agenda. 7,700 bytes of the scripts are for surfaces in shadow trees, whose styles they carry,
/// and for decks in frames; 2,300 are for decks of thousands of slides, of which the
/// nearest are laid out first, and for the accent of surfaces.
const BUDGETS: [(&str, usize); 3] = [("deck-", 20_400), (".js", 60_000), (".css", 45_000)];

/// Scripts that a page loads on demand: bytes of each.
const ON_NEED: [(&str, usize); 2] = [("presenter-", 20_500), ("zoom-", 6_000)];

#[test]
fn pages_are_light() {
    let scratch = TempDir::new().expect("a folder");
    write(&scratch.path().join("slides/deck.yml"), b"title: T\ncontent: [\"# A\\n\"]\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
    assert!(command.arg("build").current_dir(&scratch).status().expect("a program").success());
    let public = scratch.path().join("public");
    let page = fs::read_to_string(public.join("deck.html")).expect("a page");
    let assets = read(&public.join("assets"));
    let fetched: BTreeMap<_, _> =
        assets.iter().filter(|(name, _)| page.contains(name.as_str())).collect();
    for (what, budget) in BUDGETS {
        let is_counted = |name: &str| match what {
            "deck-" => name.starts_with(what) && name.contains(".js"),
            extension => {
                name.ends_with(extension) && !ON_NEED.iter().any(|(late, _)| name.starts_with(late))
            }
        };
        let counted = fetched.iter().filter(|(name, _)| is_counted(name));
        let size: usize = counted.map(|(_, bytes)| bytes.len()).sum();
        assert!(size > 0 && size <= budget, "{what}: {size} bytes, of {budget}");
    }
    for (what, budget) in ON_NEED {
        let found = fetched.iter().find(|(name, _)| name.starts_with(what));
        let size = found.map_or(0, |(_, bytes)| bytes.len());
        assert!(size > 0 && size <= budget, "{what}: {size} bytes, of {budget}");
    }
}
