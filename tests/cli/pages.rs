//! The pages that `explain` prints: the message on each is the program's message for the example
//! above it.

use std::fs;
use std::path::Path;

use deckyard::diag::Code;

use crate::fixture::Test;

/// Pages whose example cannot be derived from their text alone.
const TOLD: &[(&str, &str)] = &[
    ("absent-chapter", "the example is in a repository of git"),
    ("browser-failed", "the example is a script that never ends"),
    ("broken-revision", "the example is in a repository of git"),
    ("code-limit", "the example is a thousand brackets"),
    ("dead-fragment", "a server of another site says it"),
    ("dead-link", "a server of another site says it"),
    ("diagram-failed", "the words are those of the engine, which may be left out of the program"),
    ("foreign-repository", "the example is a `.git` beside the site"),
    ("git-failed", "the example is a repository of git"),
    ("git-missing", "the example is a machine without git"),
    ("git-ownership", "the example belongs to somebody else"),
    ("include-depth", "the example is a chain of a hundred files"),
    ("include-size", "the example is larger than 64 MiB"),
    ("moved-link", "a server of another site says it"),
    ("no-browser", "the example is a machine without a browser"),
    ("no-deck", "without a manifest the command line says more, at once"),
    ("not-utf8", "the example cannot be written down in a page in UTF-8"),
    ("overflow", "a browser measures it"),
    ("long-title", "a browser measures it"),
    ("small-type", "a browser measures it"),
    ("low-contrast", "a browser measures it"),
    ("stale-baseline", "the example needs a baseline of an earlier day"),
    ("unchecked-link", "a server of another site says it"),
    ("unreadable-file", "the example is a file of somebody else"),
];

/// The site on which all examples are based, with the parts of an example that the page describes
/// in words.
fn site(code: Code) -> Test {
    let test = Test::new()
        .file("slides/bread.yml", "title: Bread\ncontent:\n- dough.md\n")
        .file("slides/dough.md", "## Dough\n\nFlour and water.\n")
        .file("slides/shaping.md", "## Shaping\n\nFold it.\n")
        .file("slides/baking.md", "## Baking\n\n250 degrees.\n")
        .file("slides/images/loaf.svg", "<svg/>")
        .file("samples/rye.yaml", "flour: 500\nwater: 350\n");
    match code {
        Code::ChapterFolder => test.file("slides/dough/rye.md", "Rye.\n"),
        Code::RemovedPage => test.args("check --against public"),
        Code::EmptyChapter => test.file("slides/shaping.md", "\n"),
        _ => test,
    }
}

/// The fenced blocks of a page: the info string, and the lines.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let (fence, info) = line.split_at(ticks);
        let body: Vec<_> = lines.by_ref().take_while(|line| *line != fence).collect();
        found.push((info.to_owned(), body.join("\n") + "\n"));
    }
    found
}

fn said_of_example(code: Code, blocks: &[(String, String)]) -> String {
    let mut test = site(code);
    for (info, text) in blocks {
        if let Some((_, path)) = info.split_once(' ') {
            test = test.file(path, text);
        }
    }
    test.said()
}

#[test]
fn examples_of_all_pages_are_true() {
    let mut wrong = Vec::new();
    for code in Code::all().filter(|code| !TOLD.iter().any(|(name, _)| *name == code.name())) {
        let blocks = blocks(code.page());
        let shown = blocks.iter().find(|(info, _)| info == "text");
        let said = said_of_example(code, &blocks);
        match shown {
            Some((_, text)) if text.len() > 20 && said.contains(text.as_str()) => {}
            Some((_, text)) => {
                wrong.push(format!("{}\n--- shown\n{text}--- said\n{said}", code.name()));
            }
            None => wrong.push(format!("{}: no message is shown", code.name())),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn pages_say_how_bad_it_is_and_what_to_read_next() {
    for code in Code::all() {
        let (name, page) = (code.name(), code.page());
        assert!(page.starts_with(&format!("# {name}\n\n")), "{name}: the title");
        let severity = match code.severity().as_str() {
            "error" => "Error: nothing is written until it is fixed.",
            _ => "Warning: the output is written.",
        };
        assert_eq!(page.lines().nth(2), Some(severity), "{name}");
        let last = page.lines().last().unwrap_or_default();
        let others = last.strip_prefix("See also: ");
        for other in others.unwrap_or_default().split(['`', ',', '.', ' ']) {
            assert!(other.is_empty() || Code::from_name(other).is_some(), "{name}: {other}");
        }
    }
}

#[test]
fn no_page_is_without_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics");
    for entry in fs::read_dir(folder).expect("the pages") {
        let name = entry.expect("a page").file_name().into_string().expect("UTF-8");
        let code = name.strip_suffix(".md").filter(|name| *name != "README");
        assert!(
            name == "README.md" || code.and_then(Code::from_name).is_some(),
            "docs/diagnostics/{name} describes no code"
        );
    }
}
