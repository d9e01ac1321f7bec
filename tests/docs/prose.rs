//! Plain English: turns of phrase that read as translated, and sentences that are too long.
//!
//! [`turns.txt`](turns.txt) lists the turns, with what to write instead. Checked are the documentation, the changelog, comments of
//! documentation in `src/`, which `--help` and `cargo doc` print, and the texts of messages. `allowed.txt` has the
//! numbers that older texts may still have; the guide has none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::{blocks, root};

/// The longest sentence of the guide, in words.
const LONGEST: usize = 45;

/// A turn of phrase, and a replacement.
struct Turn {
    pattern: Regex,
    instead: String,
}

fn lines_of(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("tests/docs").join(name)).expect("a list");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The turns.
fn turns() -> Vec<Turn> {
    let turn = |line: String| {
        let (pattern, instead) = line.split_once(" => ").expect("a pattern and advice");
        let pattern = Regex::new(&format!("(?i){pattern}")).expect("a pattern");
        Turn { pattern, instead: instead.to_owned() }
    };
    lines_of("turns.txt").into_iter().map(turn).collect()
}

/// The files below a folder with an extension.
fn files(folder: &str, extension: &str) -> Vec<String> {
    fn collect(folder: &Path, extension: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, extension, found);
            } else if path.extension().is_some_and(|own| own == extension) {
                let path = path.strip_prefix(root()).expect("a file of the repository");
                found.push(path.display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    found.sort();
    found
}

/// Text between backticks is code.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("CODE")
}

/// The lines of a source file that people read: comments of documentation, and in modules with messages, texts in quotes.
fn read_by_people(path: &str, text: &str) -> Vec<(usize, String)> {
    let has_messages = ["src/diag/", "src/cli/"].iter().any(|start| path.starts_with(start));
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let start = line.trim_start();
        if let Some(comment) = start.strip_prefix("///").or_else(|| start.strip_prefix("//!")) {
            found.push((index + 1, comment.to_owned()));
        } else if has_messages && !start.starts_with("//") {
            let texts: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            found.push((index + 1, texts.join(" ")));
        }
    }
    found
}

fn texts() -> Vec<(String, Vec<(usize, String)>)> {
    let read = |path: &String| fs::read_to_string(root().join(path)).expect("a text");
    let documents = ["README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
    let documents = documents.into_iter().map(str::to_owned).chain(files("docs", "md"));
    let documents = documents.map(|path| (path.clone(), blocks::prose(&read(&path))));
    let sources = files("src", "rs").into_iter();
    let sources = sources.map(|path| (path.clone(), read_by_people(&path, &read(&path))));
    documents.chain(sources).collect()
}

#[test]
fn nothing_reads_as_translated() {
    let turns = turns();
    let allowed: BTreeMap<String, usize> = lines_of("allowed.txt")
        .iter()
        .filter_map(|line| line.rsplit_once(' '))
        .map(|(place, number)| (place.to_owned(), number.parse().expect("a number")))
        .collect();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, lines) in texts() {
        let place = allowed.keys().find(|place| path.starts_with(*place)).unwrap_or(&path).clone();
        for (index, line) in lines {
            let line = without_code(&line);
            for turn in &turns {
                let found = turn.pattern.find_iter(&line);
                wrong.entry(place.clone()).or_default().extend(found.map(|found| {
                    format!("{path}:{index}: “{}”: {}", found.as_str(), turn.instead)
                }));
            }
        }
    }
    let mut report = String::new();
    for (place, found) in &wrong {
        let most = allowed.get(place).copied().unwrap_or(0);
        println!("{place}: {} of {most}", found.len());
        if found.len() > most {
            let (count, found) = (found.len(), found.join("\n"));
            writeln!(report, "{place}: {count} of {most}\n{found}\n").expect("a string takes all");
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The sentences of a page, with the lines on which their paragraphs begin; without tables and headings.
fn sentences(text: &str) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = vec![(1, String::new())];
    let item = Regex::new(r"^\s*([-*]|\d+\.) ").expect("a pattern");
    for (index, line) in blocks::prose(text) {
        let is_apart = line.trim().is_empty() || line.starts_with(['|', '#', '<']);
        if is_apart || item.is_match(&line) {
            paragraphs.push((index, String::new()));
        }
        if let Some((_, paragraph)) = paragraphs.last_mut().filter(|_| !is_apart) {
            paragraph.extend([" ", line.trim()]);
        }
    }
    let link = Regex::new(r"\]\([^)]*\)").expect("a pattern");
    let end = Regex::new(r#"[.!?:;]["”)*]*\s"#).expect("a pattern");
    let of = |(index, text): (usize, String)| {
        let text = link.replace_all(&without_code(&text), "]").into_owned() + " ";
        end.split(&text).map(|sentence| (index, sentence.to_owned())).collect::<Vec<_>>()
    };
    paragraphs.into_iter().flat_map(of).collect()
}

#[test]
fn no_sentence_of_the_guide_is_too_long() {
    let mut wrong = Vec::new();
    for (page, text) in crate::pages() {
        for (line, sentence) in sentences(&text) {
            let n_words =
                sentence.split_whitespace().filter(|word| word.len() > 1 || *word == "a").count();
            if n_words > LONGEST {
                wrong.push(format!("{page}:{line}: {n_words} words: {}", sentence.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences are too long:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn turns_and_sentences_are_found() {
    let turns = turns();
    let is_found = |text: &str| turns.iter().any(|turn| turn.pattern.is_match(&without_code(text)));
    assert!(is_found("The link leads nowhere.") && is_found("All problems are told in one run."));
    assert!(!is_found("The link `leads nowhere` is dead.") && !is_found("It represents a class."));
    let page = "# One\n\nFirst. Second\nline; third.\n\n- item\n- item\n\n| cell |\n";
    assert_eq!(sentences(page).iter().filter(|(_, text)| !text.trim().is_empty()).count(), 5);
}
