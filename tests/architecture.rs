//! Rules of the repository that no compiler checks: which modules may import each other, how long a
//! file may be, what must be documented, and what must never be committed.
//!
//! A limit is widened in a table of this file, with a reason, or not at all.

#![expect(clippy::disallowed_methods, reason = "the tests read the repository")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use deckyard::diag::Code;

#[path = "common/circles.rs"]
mod circles;

use self::circles::Imports;

/// The rooms and their floors. A module imports only modules on lower layers.
const ROOMS: [(&str, usize); 41] = [
    ("colour", 0),
    ("typeface", 0),
    ("glob", 0),
    ("line", 0),
    ("memo", 0),
    ("span", 0),
    ("path", 0),
    ("pdf", 0),
    ("picture", 0),
    ("diag", 0),
    ("routes", 1),
    ("keys", 1),
    ("world", 1),
    ("source", 1),
    ("manifest", 2),
    ("compose", 2),
    ("syntax", 2),
    ("output", 2),
    ("search", 2),
    ("language", 3),
    ("markdown", 3),
    ("guide", 4),
    ("render", 4),
    ("deck", 5),
    ("event", 5),
    ("model", 6),
    ("schema", 6),
    ("theme", 7),
    ("refs", 7),
    ("earlier", 7),
    ("starter", 7),
    ("pages", 8),
    ("import", 8),
    ("export", 9),
    ("site", 10),
    ("branches", 11),
    ("changes", 11),
    ("stats", 11),
    ("io", 11),
    ("report", 12),
    ("cli", 12),
];

/// Modules that may import a neighbour on their own layer, and why.
const NEIGHBOURS: [(&str, &str, &str); 8] = [
    ("diag", "glob", "levels are those of the files that a pattern matches"),
    ("span", "path", "a span names its file"),
    ("diag", "span", "a diagnostic has a place"),
    ("diag", "path", "diagnostics are limited by file"),
    ("world", "source", "a world hands out sources"),
    ("compose", "manifest", "chapters are written in manifests, too"),
    ("deck", "event", "the agenda on a slide is that of its event"),
    ("cli", "report", "the command line prints reports"),
];

/// How many of a hundred types may share their names.
const MOST_SHARED_NAMES: usize = 2;

/// The most lines of a file of Rust.
const MOST_LINES: usize = 700;

/// Files that may be longer, with their own limit and the reason.
const LONGER: [(&str, usize, &str); 0] = [];

/// Functions that may be longer than `clippy.toml` says, and why.
const LONG_FUNCTIONS: [(&str, &str); 1] =
    [("src/diag/problem.rs", "`code` is a table: a line per problem, all of them in one place")];

/// Files that start programs, and which.
const STARTERS: [(&str, &str); 4] = [
    ("src/io/browser.rs", "an installed Chromium, and the user's browser"),
    (
        "src/io/chromium/process.rs",
        "an installed Chromium, by a shell that ends it with this program",
    ),
    ("src/io/editor.rs", "the user's editor"),
    ("src/io/git/program.rs", "git"),
];

/// Files that open files and folders by name, with the rights of the whole process, and why.
/// Everything else is read or written below a folder that is already open.
const BY_NAME: [(&str, &str); 10] = [
    ("src/io/around.rs", "the folders around the current one are looked at, to find its site"),
    ("src/io/beneath.rs", "it opens the folders beneath which all else is found"),
    ("src/io/beneath/plain.rs", "it asks for real paths, in the form that other programs read"),
    ("src/io/git/branch.rs", "the CI service names a file with the event that it builds for"),
    ("src/io/git/checkout.rs", "a repository is around the site, and is only looked at"),
    ("src/io/git/program.rs", "the program git is looked for in the folders of `PATH`"),
    ("src/io/named.rs", "a baseline is named by its user, the job's summary by the CI service"),
    ("src/io/stamp.rs", "it keeps stamps in the user's caches, and only looks at all other files"),
    (
        "src/io/trouble.rs",
        "after a refusal, it looks at the folders around a path for a message, and opens no file",
    ),
    ("src/io/write/place.rs", "an output is named by its user; it is found, and its folder opened"),
];

/// Files that may read the clock or the environment, and so expect the lint that forbids these and
/// file access.
const CLOCK: [&str; 14] = [
    "src/cli/build.rs",
    "src/cli/completions.rs",
    "src/cli/mod.rs",
    "src/cli/run.rs",
    "src/cli/serve.rs",
    "src/cli/watching.rs",
    "src/io/chromium/client.rs",
    "src/io/chromium/process.rs",
    "src/io/clock.rs",
    "src/io/faults.rs",
    "src/io/git/history.rs",
    "src/io/links/schedule.rs",
    "src/io/watch.rs",
    "src/io/write/lock.rs",
];

/// Functions that open, query or change files by name. Each must be forbidden in `clippy.toml`.
const OPENERS: [&str; 35] = [
    "std::fs::read",
    "std::fs::read_to_string",
    "std::fs::read_dir",
    "std::fs::read_link",
    "std::fs::write",
    "std::fs::copy",
    "std::fs::hard_link",
    "std::fs::rename",
    "std::fs::canonicalize",
    "std::fs::metadata",
    "std::fs::symlink_metadata",
    "std::fs::exists",
    "std::fs::set_permissions",
    "std::fs::create_dir",
    "std::fs::create_dir_all",
    "std::fs::remove_file",
    "std::fs::remove_dir",
    "std::fs::remove_dir_all",
    "std::fs::DirBuilder::create",
    "std::fs::File::open",
    "std::fs::File::create",
    "std::fs::File::create_new",
    "std::fs::OpenOptions::open",
    "std::path::Path::exists",
    "std::path::Path::try_exists",
    "std::path::Path::is_file",
    "std::path::Path::is_dir",
    "std::path::Path::is_symlink",
    "std::path::Path::metadata",
    "std::path::Path::symlink_metadata",
    "std::path::Path::canonicalize",
    "std::path::Path::read_link",
    "std::path::Path::read_dir",
    "cap_std::ambient_authority",
    "cap_std::fs::Dir::open_ambient_dir",
];

/// Words that mean unfinished work; written in two pieces, since this file is searched as well.
const UNFINISHED: [&str; 6] = [
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("db", "g!("),
    concat!("unimple", "mented!("),
];

/// Paths of somebody's machine; in two pieces as well.
const MACHINES: [&str; 7] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/t", "mp/"),
    concat!("C:\\", "Users"),
    concat!("../sh", "ared/"),
];

/// Where a machine's path is allowed, and why.
const MACHINES_ALLOWED: [(&str, &str, &str); 1] = [(
    "src/path.rs",
    concat!("../sh", "ared/"),
    "a test resolves a path of a site that has a folder of this name",
)];

/// Addresses that are names and never fetched.
const NAMES: [&str; 3] = [
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/2005/Atom",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
];

/// Folders that are not part of the repository.
const SKIPPED: [&str; 9] = [
    ".git",
    "target",
    "public",
    "node_modules",
    "corpus",
    "artifacts",
    "coverage",
    "test-results",
    "proptest-regressions",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of the repository, by path from its root.
fn files() -> Vec<String> {
    let mut found = Vec::new();
    visit(root(), &mut found);
    found.sort();
    found
}

fn visit(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
        if path.is_symlink() || SKIPPED.contains(&name) {
            continue;
        }
        if path.is_dir() {
            visit(&path, found);
        } else {
            let path = path.strip_prefix(root()).expect("a path below the root");
            found.push(path.to_str().expect("a path in UTF-8").replace('\\', "/"));
        }
    }
}

/// The files with an extension below one of the folders, with their text.
fn texts(folders: &[&str], extensions: &[&str]) -> Vec<(String, String)> {
    files()
        .into_iter()
        .filter(|path| folders.iter().any(|folder| path.starts_with(folder)))
        .filter(|path| {
            let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
            extensions.is_empty() || extensions.contains(&extension)
        })
        .filter_map(|path| Some((path.clone(), fs::read_to_string(root().join(path)).ok()?)))
        .collect()
}

/// The library's files without their tests.
fn sources() -> Vec<(String, String)> {
    let mut found = texts(&["src/"], &["rs"]);
    found.retain(|(path, _)| !path.ends_with("/tests.rs"));
    for (_, text) in &mut found {
        // Tests stand last in a file; a line of code that is only compiled for them does not.
        if let Some(at) = text.find("\n#[cfg(test)]\nmod tests {") {
            text.truncate(at);
        }
    }
    found
}

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().find(|(name, _)| *name == room).map(|&(_, floor)| floor)
}

fn room(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    inner.split(['/', '.']).next().unwrap_or_default()
}

#[track_caller]
fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn rooms_import_only_rooms_below_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let here = room(&path).to_owned();
        if ["lib", "main"].contains(&here.as_str()) {
            continue;
        }
        let Some(own) = floor(&here) else {
            wrong.push(format!("{path}: the room `{here}` has no floor in this test"));
            continue;
        };
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let name = line[at + "crate::".len()..].split(|c: char| !is_word(c)).next();
                let there = name.unwrap_or_default();
                let is_neighbour =
                    NEIGHBOURS.iter().any(|(from, to, _)| (*from, *to) == (&here, there));
                let is_below = floor(there).is_some_and(|floor| floor < own);
                if there != here && !is_below && !is_neighbour {
                    wrong.push(format!("{path}: {}", line.trim()));
                }
            }
            // Two steps up from a file of a module is outside of the module.
            if line.contains("super::super::") && path.matches('/').count() < 3 {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert_none(&wrong, "a room imports from above, or from a neighbour without a reason");
}

#[test]
fn neighbours_that_are_allowed_are_needed() {
    let sources = sources();
    for (from, to, _) in NEIGHBOURS {
        let used = sources
            .iter()
            .any(|(path, text)| room(path) == from && text.contains(&format!("crate::{to}")));
        assert!(used, "`{from}` does not import `{to}`: take it out of the table");
    }
}

/// No file imports itself through others, so that files can be understood in order. A module may
/// import from the files below it and they from it, as long as no two of those come back to each
/// other.
#[test]
fn files_import_in_one_direction() {
    assert_none(&Imports::of(&sources()).in_circles(), "no file imports itself by way of others");
}

/// One name, one meaning.
#[test]
fn types_do_not_share_their_names() {
    let sources = sources();
    let imports = Imports::of(&sources);
    let (shared, count) = imports.shared_names();
    let n_shared: usize = shared.values().map(Vec::len).sum();
    assert!(count > 300, "{count} types");
    assert!(
        n_shared * 100 <= count * MOST_SHARED_NAMES,
        "{n_shared} of {count} types share a name with another: {shared:#?}"
    );
}

/// Whether a character is part of a name.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[test]
fn files_are_short() {
    let limit = |path: &str| {
        LONGER.iter().find(|(name, ..)| *name == path).map_or(MOST_LINES, |&(_, limit, _)| limit)
    };
    let wrong: Vec<_> = texts(&["src/", "tests/", "benches/", "fuzz/"], &["rs", "mjs", "js"])
        .into_iter()
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, path)| *lines > limit(path))
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(&wrong, "a file is too long to be read in one sitting");
}

#[test]
fn functions_are_short() {
    let clippy = fs::read_to_string(root().join("clippy.toml")).unwrap();
    assert!(clippy.contains("too-many-lines-threshold = 60"), "clippy checks it");
    let wrong: Vec<_> = texts(&["src/", "tests/", "benches/"], &["rs"])
        .into_iter()
        .filter(|(path, text)| {
            text.contains(concat!("clippy::too_many", "_lines"))
                && !LONG_FUNCTIONS.iter().any(|(name, _)| name == path)
        })
        .map(|(path, _)| path)
        .collect();
    assert_none(&wrong, "a long function is not in the table of this test");
}

/// A file that is checked by name and then opened by name can have been replaced in between.
#[test]
fn few_files_open_files_by_name() {
    let clippy = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for opener in OPENERS {
        assert!(clippy.contains(&format!("path = \"{opener}\"")), "clippy forbids {opener}");
    }
    let mut expecting = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let is_by_name = BY_NAME.iter().any(|(name, _)| *name == path);
        if text.contains("clippy::disallowed_methods") {
            expecting.insert(path.clone());
        }
        // Everywhere else they have the form in which Windows gives them, which other programs reject.
        let own_tests = text.find("mod tests {").map_or(&*text, |at| &text[..at]);
        let is_real_paths = path == "src/io/beneath/plain.rs" || path.ends_with("/tests.rs");
        if !is_real_paths && own_tests.contains(".canonicalize()") {
            wrong.push(format!("{path}: `real_path` makes real paths"));
        }
        for (index, line) in text.lines().enumerate().filter(|_| !is_by_name) {
            let code = line.split("//").next().unwrap_or_default();
            // Calls only: `fs::read(…)`, `File::open(…)`, `path.canonicalize()`. Names that are
            // also methods of handles are left to the lint, which knows types.
            let is_call = |opener: &str| {
                let (owner, name) = opener.rsplit_once("::").unwrap_or_default();
                let owner = owner.rsplit("::").next().unwrap_or_default();
                code.contains(&format!("{owner}::{name}("))
            };
            let others = [".canonicalize()", ".read_link()", "File::options()", "WalkDir"];
            if OPENERS.iter().any(|opener| is_call(opener))
                || others.iter().any(|o| code.contains(o))
            {
                wrong.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert_none(&wrong, "a file is opened by name where it may not be");
    let allowed = BY_NAME.iter().map(|(path, _)| *path).chain(CLOCK);
    let allowed: BTreeSet<String> = allowed.map(str::to_owned).collect();
    assert_eq!(expecting, allowed, "who expects `disallowed_methods` is in a table");
}

#[test]
fn main_is_a_door() {
    let text = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(text.lines().count() <= 30);
}

#[test]
fn every_file_says_what_it_is() {
    let wrong: Vec<_> = texts(&["src/", "tests/", "benches/", "fuzz/"], &["rs"])
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! ") && !text.starts_with("#![no_main]\n//! "))
        .map(|(path, _)| path)
        .collect();
    assert_none(&wrong, "a file does not begin with `//!`");
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let folder = root().join("docs/diagnostics");
    let pages: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".md")?.to_owned()))
        .filter(|name| name != "README")
        .collect();
    let codes: BTreeSet<String> = Code::all().map(|code| code.name().to_owned()).collect();
    assert_eq!(pages, codes);
}

/// `#[expect(…)]` needs no check: a lint requires a reason.
#[test]
fn panics_have_a_reason() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let mut before = "";
        for (index, line) in text.lines().enumerate() {
            let panics = [".unwrap()", ".expect(", "panic!(", "unreachable!("];
            let is_comment = line.trim_start().starts_with("//");
            let has_reason = line.contains("// ") || before.trim_start().starts_with("//");
            if !is_comment && !has_reason && panics.iter().any(|call| line.contains(call)) {
                wrong.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
            before = line;
        }
    }
    assert_none(&wrong, "a panic has no reason on its line or the one before");
}

/// A repository's configuration can make git run programs, so git is started in one place, which
/// prevents that.
#[test]
fn git_is_started_in_one_place() {
    let mut wrong = Vec::new();
    let room = "src/io/git/";
    for (path, text) in sources() {
        let may_start = STARTERS.iter().any(|(file, _)| *file == path);
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let starts = line.contains("Command::new(") || line.contains("process::Command as");
            let reaches = ["git::program", "Plumbing", "cat-file", "rev-parse"];
            let reaches = !path.starts_with(room) && reaches.iter().any(|word| line.contains(word));
            if starts && !may_start || reaches && !path.starts_with("src/diag/") {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert_none(&wrong, "a program is started outside of the places for that");
    for (path, _) in STARTERS {
        let text = fs::read_to_string(root().join(path)).unwrap();
        assert!(text.contains("Command::new("), "{path} starts nothing: take it out of the table");
    }
    let text = fs::read_to_string(root().join("src/io/git/program.rs")).unwrap();
    assert_eq!(text.split("mod tests").next().unwrap().matches("Command::new(").count(), 1);
}

/// The commands of git that are run read objects, references, patterns and one configuration file. Others
/// run filters, monitors, hooks, pagers or external tools that a repository can name.
#[test]
fn git_is_asked_by_plumbing_alone() {
    let text = fs::read_to_string(root().join("src/io/git/program.rs")).unwrap();
    let names = text.split_once("fn name(self)").unwrap().1.split_once("\n    }\n").unwrap().0;
    let names: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
    let known = [
        "cat-file",
        "check-ignore",
        "config",
        "for-each-ref",
        "ls-tree",
        "merge-base",
        "rev-list",
        "rev-parse",
        "symbolic-ref",
    ];
    assert_eq!(
        names, known,
        "does the new one read the index, or convert, compare or write files?"
    );
}

/// Files that the developers' documents name must exist; otherwise their recipes cannot be
/// followed.
#[test]
fn files_that_documents_name_are_there() {
    let documents = ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/internals.md"];
    let mut missing = Vec::new();
    let mut n_named = 0;
    for document in documents {
        let text = fs::read_to_string(root().join(document)).expect("a document");
        // Text between backticks, except in code blocks.
        let text: String = text.split("```").step_by(2).collect();
        for name in text.split('`').skip(1).step_by(2).flat_map(alternatives) {
            let is_file = name.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind));
            // The table of rooms names folders from their rooms.
            let is_path =
                name.trim_end_matches('/').contains('/') && (is_file || name.ends_with('/'));
            if !is_path || name.contains(['<', '*', '…', ' ', ':']) {
                continue;
            }
            n_named += 1;
            let places = ["", "src/"].map(|folder| root().join(folder).join(&name));
            if !places.iter().any(|place| place.exists()) && !is_of_sites(&name) {
                missing.push(format!("{document}: {name}"));
            }
        }
    }
    assert!(n_named > 60, "{n_named} files are named");
    assert_none(&missing, "a document names a file that is not there");
}

/// The extensions of files that documents name.
const KINDS: [&str; 8] = ["rs", "md", "js", "mjs", "css", "html", "txt", "yml"];

/// Whether a path belongs to an author's site; documents mention these as well.
fn is_of_sites(name: &str) -> bool {
    ["slides/", "events/", "public/", "static/", "templates/", "covers/", "cards/", "images/"]
        .iter()
        .any(|folder| name.starts_with(folder))
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn alternatives(name: &str) -> Vec<String> {
    let Some((before, rest)) = name.split_once('{') else { return vec![name.to_owned()] };
    let Some((inner, after)) = rest.split_once('}') else { return vec![name.to_owned()] };
    inner.split(',').map(|one| format!("{before}{}{after}", one.trim())).collect()
}

#[test]
fn nothing_is_unfinished() {
    let mut wrong = Vec::new();
    for (path, text) in texts(&[""], &["rs", "md", "js", "mjs", "css", "html", "toml", "yml"]) {
        for (index, line) in text.lines().enumerate() {
            if UNFINISHED.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert_none(&wrong, "work is unfinished");
}

/// Tests create their own folders, and documents describe the reader's site.
#[test]
fn no_file_knows_a_machine() {
    let mut wrong = Vec::new();
    for (path, text) in texts(&[""], &[]) {
        for machine in MACHINES {
            let is_allowed =
                MACHINES_ALLOWED.iter().any(|(file, what, _)| *file == path && *what == machine);
            if let Some(line) = text.lines().find(|line| line.contains(machine) && !is_allowed) {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert_none(&wrong, "a path of somebody's machine");
}

#[test]
fn pages_fetch_nothing_from_anywhere() {
    let mut wrong = Vec::new();
    for (path, mut text) in texts(&["static/", "templates/"], &[]) {
        for name in NAMES {
            text = text.replace(name, "");
        }
        for line in text.lines() {
            let markers = ["http:", "https:", "src=\"//", "href=\"//", "url(//", "@import", "ws:"];
            if markers.iter().any(|marker| line.contains(marker)) {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert_none(&wrong, "a request to a third party");
}

/// A lint that is silenced for a whole crate is silenced in `Cargo.toml`, where all see it.
#[test]
fn lints_are_expected_with_a_reason() {
    let wrong: Vec<_> = texts(&["src/", "tests/", "benches/"], &["rs"])
        .into_iter()
        .filter(|(_, text)| {
            text.contains(concat!("#[al", "low(")) || text.contains(concat!("#![al", "low("))
        })
        .map(|(path, _)| path)
        .collect();
    assert_none(&wrong, "`expect` tells when it is no longer needed, `allow` does not");
}

/// Questions about a slide are answered from its tree. Only tests read the HTML of a slide: in the
/// program, a page writes it, and nothing searches it.
#[test]
fn finished_html_is_not_searched() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| room(path) != "render") {
        let code = text.split("mod tests {").next().unwrap_or_default();
        let is_search =
            |line: &&str| ["html.as_str()", "notes.as_str()"].iter().any(|c| line.contains(c));
        wrong.extend(code.lines().filter(is_search).map(|line| format!("{path}: {}", line.trim())));
    }
    assert_none(&wrong, "the HTML of slides is searched: ask the tree in `render/passes/`");
}

/// The program contains these texts, and file names derive from their bytes: a checkout with
/// Windows line ends would produce another program. `.gitattributes` keeps git from that.
#[test]
fn texts_that_the_program_contains_end_their_lines_as_on_unix() {
    let rules = fs::read_to_string(root().join(".gitattributes")).expect("rules for git");
    assert!(rules.lines().any(|line| line == "* text=auto eol=lf"), "{rules}");
    let texts = texts(&["src/", "static/", "templates/", "docs/", "web/"], &[]);
    assert!(texts.len() > 300, "{} texts", texts.len());
    let wrong: Vec<_> =
        texts.into_iter().filter(|(_, text)| text.contains('\r')).map(|(path, _)| path).collect();
    assert_none(&wrong, "a text has the line ends of Windows");
}

/// Texts in quotes after `name:`, on lines of their own or several on one.
fn named_texts(text: &str, end: char, out: &mut BTreeSet<(String, String)>) {
    let pieces: Vec<&str> = text.split(end).collect();
    for pair in pieces.chunks_exact(2) {
        let name = pair[0].trim_end().trim_end_matches(':').rsplit([' ', '\n', '{', ',']).next();
        out.extend(name.map(|name| (name.to_owned(), pair[1].to_owned())));
    }
}

#[test]
fn scripts_and_style_sheets_have_the_english_words_of_the_language_file() {
    let file = fs::read_to_string(root().join("languages/en.ftl")).expect("the English words");
    let lines = file.lines().filter_map(|line| line.split_once(" = "));
    let known = |start: &str| -> BTreeSet<(String, String)> {
        let words =
            lines.clone().filter_map(|(name, text)| Some((name.strip_prefix(start)?, text)));
        let plain = |text: &str| text.replace("{ $", "{").replace(" }", "}");
        words.map(|(name, text)| (name.to_owned(), plain(text))).collect()
    };
    let mut scripts = BTreeSet::new();
    for (_, text) in texts(&["web/scripts"], &["js"]) {
        for block in text.split("words({").skip(1) {
            named_texts(block.split("})").next().unwrap_or_default(), '\'', &mut scripts);
        }
    }
    assert_eq!(scripts, known("ui_"));
    let mut sheets = BTreeSet::new();
    let sheet = fs::read_to_string(root().join("web/styles/deck.css")).expect("a style sheet");
    let words = sheet.lines().filter_map(|line| line.trim().strip_prefix("--word-"));
    words.for_each(|line| named_texts(line, '"', &mut sheets));
    assert_eq!(sheets, known("theme_"));
}
