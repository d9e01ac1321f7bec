//! More problems than anybody reads, lines of megabytes, and reports that cannot be written.

use std::fmt::Write as _;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use crate::fixture::Test;

/// A chapter with this many unclosed classes.
fn open_classes(count: usize) -> String {
    ".x[\n".repeat(count)
}

fn json(test: &Test) -> Vec<serde_json::Value> {
    let output = test.output();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["diagnostics"].as_array().expect("a list").clone()
}

#[test]
fn of_each_kind_in_a_file_the_first_ones_are_shown() {
    let test = Test::chapter(&(open_classes(2345) + "\n\n@@NOWHERE@@\n"));
    let said = test.args("check --format short");
    let text = said.said();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 23, "{text}");
    assert!(lines[19].starts_with("slides/bread.md:20:1: warning[unclosed-class]"), "{text}");
    assert_eq!(lines[20], "… and 2,325 more `unclosed-class` in slides/bread.md");
    assert!(lines[21].starts_with("slides/bread.md:2348:1: error[unknown-variable]"), "{text}");
    assert_eq!(lines[22], "1 deck: 1 error, 2,345 warnings");
    assert_eq!(said.output().status.code(), Some(1));

    let human = said.args("check").said();
    assert!(human.contains("\n\n… and 2,325 more `unclosed-class` in slides/bread.md\n\nerror["));
    assert!(human.len() < 10_000, "{}", human.len());
}

#[test]
fn one_less_is_shown_whole() {
    let text = Test::chapter(&open_classes(20)).args("check --format short").said();
    assert!(!text.contains('…') && text.lines().count() == 21, "{text}");
    let text = Test::chapter(&open_classes(21)).args("check --format short").said();
    assert!(text.contains("\n… and 1 more `unclosed-class` in slides/bread.md\n"), "{text}");
}

#[test]
fn what_many_decks_show_is_counted_once() {
    let mut test =
        Test::chapter(&format!("class: a\n{}---\n{}", open_classes(1500), open_classes(1500)));
    for deck in ["b", "c", "d"] {
        // One leaves out the first slide.
        let exclude = if deck == "c" { "exclude: [a]\n" } else { "" };
        test = test.file(&format!("slides/{deck}.yml"), format!("{exclude}content:\n- bread.md\n"));
    }
    let text = test.args("check --format short").said();
    assert!(text.ends_with("4 decks: 3,000 warnings\n"), "{text}");
    assert!(text.contains("… and 2,980 more"), "{text}");
}

#[test]
fn an_error_is_shown_before_any_number_of_warnings() {
    let mut test = Test::new();
    let mut manifest = "content:\n".to_owned();
    for number in 100..160 {
        writeln!(manifest, "- {number}.md").expect("a string takes all");
        test = test.file(&format!("slides/{number}.md"), open_classes(15));
    }
    manifest.push_str("- last.md\n");
    let test = test.file("slides/talk.yml", manifest).file("slides/last.md", "@@NOWHERE@@\n");
    let test = test.args("check --format short");
    let text = test.said();
    assert!(text.contains("slides/last.md:1:1: error[unknown-variable]"), "{text}");
    assert!(text.contains("\n… and 401 warnings more\n"), "{text}");
    assert!(text.ends_with("1 deck: 1 error, 900 warnings\n"), "{text}");
    assert_eq!(text.lines().count(), 502);
    // Programs get all of them.
    let test = test.args("check --format json");
    assert_eq!(json(&test).len(), 901);
}

#[test]
fn programs_learn_how_many_are_not_listed() {
    let test = Test::chapter(&open_classes(1234)).args("check --format json");
    let entries = json(&test);
    assert_eq!(entries.len(), 1001);
    let last = &entries[1000];
    assert_eq!(last["not_listed"], 234);
    assert_eq!(last["code"], "unclosed-class");
    assert_eq!(last["severity"], "warning");
    assert_eq!(last["file"], "slides/bread.md");
    assert!(last["line"].is_null());
    assert!(entries[0]["not_listed"].is_null());

    let mut test = Test::new();
    let mut manifest = "content:\n".to_owned();
    for number in 100..112 {
        writeln!(manifest, "- {number}.md").expect("a string takes all");
        test = test.file(&format!("slides/{number}.md"), open_classes(1000));
    }
    let test = test.file("slides/talk.yml", manifest).args("check --format json");
    let entries = json(&test);
    assert_eq!(entries.len(), 10_001);
    let last = &entries[10_000];
    assert_eq!((&last["code"], &last["not_listed"]), (&"not-listed".into(), &2000.into()));

    let text = Test::chapter(&open_classes(30)).args("check --format github").output();
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    let last = text.lines().last().expect("a line");
    assert_eq!(
        last,
        "::warning file=slides/bread.md,title=unclosed-class::… and 10 more `unclosed-class` in slides/bread.md"
    );
}

#[test]
fn a_line_of_megabytes_is_cut_around_the_place() {
    let long = "ä".repeat(500_000);
    let text = Test::chapter(&format!("{long} .x[ {long}")).said();
    assert!(text.len() < 3000, "{}", text.len());
    assert!(text.contains("slides/bread.md:1:500002") && text.contains("│ …ää"), "{text}");
    assert!(text.contains("ä .x[ ä") && text.contains("ä…\n"), "{text}");
    // What the message quotes is cut as well.
    for format in ["human", "short", "json", "github", "gitlab", "sarif", "junit"] {
        let test = Test::chapter(&format!(".{}[", "x".repeat(1_000_000)));
        let output = test.args(&format!("check --format {format}")).output();
        let length = output.stdout.len() + output.stderr.len();
        assert!(length > 500 && length < 9000, "{format}: {length}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_is_a_failure() {
    let site = Test::chapter(&open_classes(3)).site();
    let folder = site.path("");
    let run = |arguments: &str, redirect: &str| {
        let program = env!("CARGO_BIN_EXE_deckyard");
        Command::new("sh")
            .arg("-c")
            .arg(format!("\"$0\" {arguments} {redirect}"))
            .arg(program)
            .current_dir(&folder)
            .stdin(Stdio::null())
            .output()
            .expect("a shell")
    };
    for format in ["json", "github", "gitlab", "sarif", "junit"] {
        let output = run(&format!("check --format {format}"), "> /dev/full");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{format}: {said}");
        assert!(said.contains("error: cannot write to standard output: "), "{format}: {said}");
    }
    for format in ["human", "short"] {
        let output = run(&format!("check --format {format}"), "2> /dev/full");
        assert_eq!(output.status.code(), Some(2), "{format}");
    }
    for command in
        ["explain unclosed-class", "explain", "--help", "--version", "build --help", "drift"]
    {
        let output = run(command, "> /dev/full");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(said.contains("error: cannot write to standard output: "), "{command}: {said}");
    }
    for command in ["build", "new event x", "explain nothing", "--no-such-option", "check -q"] {
        assert_eq!(run(command, "2> /dev/full").status.code(), Some(2), "{command}");
    }
    let output = run("--help", "| true; exit 0");
    assert!(output.stderr.is_empty(), "{output:?}");
    assert_eq!(run("build --format json", "> /dev/full").status.code(), Some(2));
    // A reader that closed the pipe gets no message, but the command still fails.
    let output = run("check --format json", "| true; exit 0");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("cannot write"), "{output:?}");
    let mut closed = Command::new(env!("CARGO_BIN_EXE_deckyard"))
        .args(["check", "--format", "json"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    drop(closed.stdout.take());
    assert_eq!(closed.wait().expect("an end").code(), Some(2));
    // And there is no problem with one that reads everything.
    assert_eq!(run("check --format json", "").status.code(), Some(0));
}
