//! The patterns of `docs/guide/editors.md`, applied to the real output of `check --format short`.
//!
//! Each is translated to an expression of the `regex` crate, which is equivalent within the common
//! subset of the three.

use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;

/// A finding, as an editor understands it: file, line, column, whether it is a warning.
type Found = (String, String, String, bool);

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/editors.md");
    fs::read_to_string(path).expect("the page")
}

/// The content of the block with an info string.
fn block(info: &str) -> String {
    let text = guide();
    let (_, after) = text.split_once(&format!("```{info}")).expect("the block");
    let (_, after) = after.split_once('\n').expect("the end of its info string");
    after.split_once("```").expect("its end").0.to_owned()
}

/// Lines of real findings: errors and warnings, a path with a space, and messages with all kinds of
/// characters.
fn output() -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("slides/deck.yml", "title: T\nexlude: [a]\ncontent:\n- a.md\n- part one/b.md\n"),
        ("slides/other.yml", "content:\n- a.md\n- part one/b.md\n"),
        ("slides/a.md", "# A\n\n[x](nowhere.html:1:2: error[x] y)\n\n![](missing.png)\n"),
        ("slides/part one/b.md", "# B\n\n.lab[x\n"),
        ("workshops.yml", "- titl: x\n- title: T\n  date: 2027-03-02\n  hours: 09:00-17:00\n"),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
    command.current_dir(folder.path()).args(["check", "--format", "short"]);
    let output = command.env("DECKYARD_CACHE", "").output().expect("deckyard runs");
    assert!(output.stdout.is_empty(), "findings are on standard error");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

/// The same without any pattern: the position is before the first `: `.
fn expected(lines: &[String]) -> Vec<Found> {
    let found = lines.iter().filter_map(|line| {
        let (place, rest) = line.split_once(": ")?;
        let mut parts = place.rsplitn(3, ':');
        let (column, number, file) = (parts.next()?, parts.next()?, parts.next()?);
        let is_warning = rest.starts_with("warning[");
        assert!(is_warning || rest.starts_with("error["), "{line}");
        Some((file.to_owned(), number.to_owned(), column.to_owned(), is_warning))
    });
    found.collect()
}

fn assert_finds(found: impl Fn(&str) -> Option<Found>) {
    let lines = output();
    let expected = expected(&lines);
    assert!(expected.len() >= 7 && expected.len() < lines.len(), "{lines:#?}");
    assert!(expected.iter().any(|found| found.3) && expected.iter().any(|found| !found.3));
    assert!(expected.iter().any(|found| found.0.contains(' ')), "{lines:#?}");
    let found: Vec<_> = lines.iter().filter_map(|line| found(line)).collect();
    assert_eq!(found, expected);
}

#[test]
fn vs_code_finds_all_of_them() {
    let task: serde_json::Value = serde_json::from_str(&block("json vscode")).expect("JSON");
    let task = &task["tasks"][0];
    assert_eq!(task["command"], "deckyard check --format short");
    let pattern = &task["problemMatcher"]["pattern"];
    let regexp = Regex::new(pattern["regexp"].as_str().expect("a pattern")).expect("a pattern");
    let group =
        |name: &str| usize::try_from(pattern[name].as_u64().expect("a group")).expect("small");
    assert_finds(|line| {
        let groups = regexp.captures(line)?;
        let text = |name: &str| groups[group(name)].to_owned();
        assert!(line.ends_with(&format!(
            "{}[{}] {}",
            text("severity"),
            text("code"),
            text("message")
        )));
        Some((text("file"), text("line"), text("column"), text("severity") == "warning"))
    });
}

#[test]
fn vim_finds_all_of_them() {
    let settings = block("vim");
    let setting = |name: &str| {
        let line = settings.lines().find_map(|line| line.strip_prefix(&format!("set {name}=")));
        line.expect("a setting").replace("\\ ", " ")
    };
    assert_eq!(setting("makeprg"), "deckyard check --format short");
    let formats: Vec<_> = setting("errorformat").split(',').map(vim_pattern).collect();
    assert_finds(|line| {
        let groups = formats.iter().find_map(|format| format.captures(line))?;
        let text = |name: &str| Some(groups.name(name)?.as_str().to_owned());
        Some((text("f")?, text("l")?, text("c")?, text("t")? == "w"))
    });
}

/// A format of Vim's `errorformat`, as `:help errorformat` explains it.
fn vim_pattern(format: &str) -> Regex {
    let mut pattern = String::from("^");
    let mut letters = format.trim_start_matches("%-G").chars();
    while let Some(letter) = letters.next() {
        match (letter, (letter == '%').then(|| letters.next()).flatten()) {
            ('%', Some('f')) => pattern += "(?<f>.+?)",
            ('%', Some('l')) => pattern += r"(?<l>\d+)",
            ('%', Some('c')) => pattern += r"(?<c>\d+)",
            ('%', Some('t')) => pattern += "(?<t>.)",
            ('%', Some('m')) => pattern += "(?<m>.+)",
            ('%', Some('.')) => pattern += ".",
            ('%', Some('#')) => pattern += "*",
            ('%', other) => panic!("%{other:?} is not translated"),
            (plain, _) => pattern += &regex::escape(&plain.to_string()),
        }
    }
    Regex::new(&(pattern + "$")).expect("a pattern")
}

#[test]
fn emacs_finds_all_of_them() {
    let text = block("elisp");
    let literal =
        text.lines().map(str::trim).find_map(|line| line.strip_prefix("\"^")).expect("a pattern");
    let literal = literal.strip_suffix('"').expect("its end");
    // Groups are after the pattern: file, line, column, and what is a warning.
    assert!(text.contains("1 2 3 (4)))"), "{text}");
    // A string of Lisp, then an expression of Emacs, in which `\(` groups.
    let regexp = literal.replace("\\\\", "\\");
    let mut pattern = String::from("^");
    let mut letters = regexp.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next().expect("an escape") {
                group @ ('(' | ')' | '|') => pattern.push(group),
                other => pattern.extend(['\\', other]),
            },
            '(' | ')' | '|' => pattern.extend(['\\', letter]),
            other => pattern.push(other),
        }
    }
    let regexp = Regex::new(&pattern).expect("a pattern");
    assert_finds(|line| {
        let groups = regexp.captures(line)?;
        let text = |at: usize| groups[at].to_owned();
        Some((text(1), text(2), text(3), groups.get(4).is_some()))
    });
}

/// The commands of the page write schemas, and its comments name their files.
#[test]
fn the_commands_of_the_page_work() {
    let text = guide();
    for (name, kind) in [("manifest", "A manifest"), ("workshops", "workshops.yml")] {
        assert!(text.contains(&format!("$ deckyard schema {name} > .schemas/{name}.json\n")));
        assert!(text.contains(&format!(".schemas/{name}.json\n```")), "a comment names it");
        let mut command = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        let output = command.args(["schema", name]).output().expect("deckyard runs");
        assert!(output.status.success());
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(schema["title"].as_str().expect("a title").starts_with(kind));
    }
}
