//! The documentation, executed: every fenced block of the README, the guide and the two pages beside it.
//!
//! The info string of a block describes it: a language, the path of the file that the block shows,
//! and options.
//!
//! - A sample (`yaml`, `markdown`, `css`, `html`, `ftl`) is written into a site, and `deckyard
//!   check` finds nothing in it. `warns=CODE,CODE` names expected findings. Without a path, YAML is
//!   recognised by its keys, and Markdown is a chapter.
//! - A `console` block has commands after `$`, and their output. An `sh` block has commands alone.
//!   Both are run; `status=1` names another exit status. A line `…` of the output matches any
//!   lines.
//! - A `text` block that shows a message is compared with what `check` reports once the line with the mistake is
//!   in its file.
//! - JSON and YAML of other programs are parsed; `deckyard` commands in them must exist with their options.
//! - `skip=REASON` leaves a block out. [`REASONS`] lists the reasons, and few blocks may be skipped.
//!
//! Most pages describe one site, [`bakery`](sites::bakery): each sample gets its own copy, all
//! commands of a page share one. A page of [`FOLLOWED`] is executed from an empty folder, as its
//! reader would.

#![cfg(unix)] // The commands are those of a Unix shell.
#![expect(clippy::disallowed_methods, reason = "the tests read the repository and run the program")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

mod blocks;
mod commands;
mod guide_site;
mod messages;
mod options;
mod prose;
mod samples;
mod sites;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::blocks::Block;

/// Why a block may be skipped.
const REASONS: &[(&str, &str)] = &[
    ("figure", "shows files, addresses or texts beside each other; nothing runs it"),
    ("network", "fetches from, or sends to, another machine"),
    ("other-program", "is for an editor, a server or a shell that the tests do not have"),
    ("excerpt", "is part of a file or of a page that another test checks"),
];

/// Pages whose blocks are steps: files are kept, and the next command sees them.
const FOLLOWED: &[&str] = &["README.md", "docs/guide/start.md", "docs/guide/tutorial.md"];

/// At most this share of the blocks is skipped, in per cent.
const MOST_SKIPPED: usize = 33;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, by their paths.
fn pages() -> BTreeMap<String, String> {
    let folder = fs::read_dir(root().join("docs/guide")).expect("the guide");
    let guide = folder.map(|entry| entry.expect("a page").path());
    let others = ["README.md", "docs/templates.md", "docs/differences.md"];
    let paths = guide.chain(others.iter().map(|path| root().join(path)));
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let page = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("a file of the repository");
        (name.display().to_string(), fs::read_to_string(&path).expect("a page"))
    };
    paths.filter(is_page).map(page).collect()
}

/// The problems of a page's blocks.
fn wrong_on(page: &str, blocks: &[Block]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut site =
        if FOLLOWED.contains(&page) { sites::Scratch::empty() } else { sites::bakery(page) };
    for block in blocks {
        let found = match (&block.skip, block.language.as_str()) {
            (Some(reason), _) if REASONS.iter().any(|(known, _)| known == reason) => Ok(()),
            (Some(reason), _) => Err(format!("`{reason}` is no reason to skip a block")),
            (None, "console" | "sh") => commands::run(block, &mut site),
            (None, "text") => messages::compare(block, &site),
            (None, _) => samples::check(block, page, &mut site),
        };
        let found = found.err().into_iter().chain(options::unknown(&block.body));
        wrong.extend(found.map(|what| format!("{page}:{}: {what}", block.line)));
    }
    wrong
}

#[test]
fn every_block_of_the_documentation_holds() {
    let pages = pages();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let check = |(page, text): (&'static str, &'static str)| {
            scope.spawn(move || wrong_on(page, &blocks::read(text)))
        };
        let pages: Vec<_> =
            pages.into_iter().map(|(page, text)| (&*page.leak(), &*text.leak())).collect();
        let running: Vec<_> = pages.into_iter().map(check).collect();
        running.into_iter().flat_map(|page| page.join().expect("a page")).collect()
    });
    assert!(wrong.is_empty(), "{} blocks are wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn few_blocks_are_skipped() {
    let (mut total, mut skipped) = (0, Vec::new());
    for (page, text) in pages() {
        for block in blocks::read(&text) {
            total += 1;
            let place = || format!("{page}:{}: {}", block.line, block.language);
            skipped.extend(block.skip.as_ref().map(|reason| format!("{reason}: {}", place())));
        }
    }
    skipped.sort();
    println!("{} of {total} blocks are skipped:\n{}", skipped.len(), skipped.join("\n"));
    assert!(total >= 120, "{total} blocks");
    assert!(
        skipped.len() * 100 <= total * MOST_SKIPPED,
        "{} of {total}:\n{}",
        skipped.len(),
        skipped.join("\n")
    );
    for (reason, _) in REASONS {
        let is_used = skipped.iter().any(|line| line.starts_with(&format!("{reason}: ")));
        assert!(is_used, "no block is skipped for `{reason}`: take it out of the table");
    }
}

/// Commands that the text mentions exist, with their options.
#[test]
fn every_command_of_the_text_exists() {
    let mut wrong = Vec::new();
    for (page, text) in pages() {
        for (index, line) in blocks::prose(&text) {
            let code = line.split('`').skip(1).step_by(2);
            let unknown = code.flat_map(options::unknown);
            wrong.extend(unknown.map(|what| format!("{page}:{index}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
