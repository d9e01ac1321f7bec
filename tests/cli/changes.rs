//! `deckyard diff`: revisions, outputs and the working tree, compared slide by slide.

use std::fs;

use jsonschema::validator_for;
use serde_json::Value;

use crate::fixture::{Ran, Test};

const BREAD: &str = "# Flour\n\nWheat or rye.\n\n---\n\n# Water\n\nLukewarm, from the tap.\n\n---\n\n# Oven\n\n\
                     250 degrees.\n\n???\n\nOpen the window.\n";

/// Two decks with the same chapter, of which an event shows one; committed and tagged `v1`.
fn site() -> Test {
    Test::new()
        .file("slides/talk.yml", "title: Bread\nsections: false\ncontent:\n- bread.md\n")
        .file("slides/long.yml", "title: More bread\nsections: false\ncontent:\n- bread.md\n")
        .file("slides/bread.md", BREAD)
        .file(
            "workshops.yml",
            "workshops:\n- date: 2027-03-02\n  title: Bread in Lyon\n  slug: lyon\n  decks: [talk]\n",
        )
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
        .git("tag v1")
}

/// The same with a change of one slide, and a new one.
fn changed() -> Test {
    let text =
        BREAD.replace("Lukewarm", "Cold").replace("# Oven", "# Salt\n\nA pinch.\n\n---\n\n# Oven");
    site().file("slides/bread.md", text)
}

#[track_caller]
fn said(test: &Test) -> String {
    let output = test.output();
    assert_eq!(output.stderr, b"", "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn json(test: Test, arguments: &str) -> Value {
    let test = test.args(arguments).words("--format json --date 2027-01-01");
    serde_json::from_str(&said(&test)).expect("JSON")
}

/// The remaining text when both sides have other names.
fn without_names(mut report: Value) -> Value {
    report["old"] = Value::Null;
    report["new"] = Value::Null;
    report
}

#[test]
fn a_change_of_several_decks_is_told_once() {
    let text = said(&changed().args("diff v1 --date 2027-01-01"));
    assert!(text.contains("slides: 1 changed, 1 added; decks: 3 changed"), "{text}");
    for expected in [
        "Changed: Water\n  bread.md:7 · in 3 decks, 1 event · slide long 2, talk 2, lyon/talk 2\n",
        "  - Lukewarm, from the tap.\n  + Cold, from the tap.\n",
        "Added: Salt\n",
        "  + A pinch.\n",
    ] {
        assert_eq!(text.matches(expected).count(), 1, "{expected}{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours into a pipe");
    let coloured = said(&changed().args("diff v1 --color always --deck talk"));
    assert!(coloured.contains("\u{1b}[7mLukewarm\u{1b}[27m"), "{coloured}");
}

#[test]
fn equal_sides_have_no_changes() {
    for arguments in ["diff v1", "diff v1 v1", "diff HEAD .", "diff v1 --exit-code"] {
        let text = said(&site().args(arguments));
        assert!(text.contains("no changes in 3 decks"), "{arguments}: {text}");
    }
}

#[test]
fn the_exit_status_tells_of_differences_on_request() {
    assert_eq!(changed().args("diff v1").outcome().1, Some(0));
    assert_eq!(changed().args("diff v1 --exit-code").outcome().1, Some(1));
}

#[test]
fn an_output_and_its_revision_are_the_same() {
    let build = |ran: Ran| ran.then("build -q --date 2027-01-01").run();
    let test = build(changed().site()).then("diff v1 ./public");
    let of_output = json(test, "diff v1 ./public");
    let of_tree = json(changed(), "diff v1");
    assert_eq!(without_names(of_output), without_names(of_tree.clone()));
    assert_eq!(of_tree["slides"]["changed"], 1);
    // And in reverse, without an output of the revision.
    let committed = changed().git("commit -qam second").args("diff v1 HEAD");
    assert_eq!(without_names(json(committed, "diff v1 HEAD")), without_names(of_tree));
}

#[test]
fn reports_follow_their_schema_and_never_differ() {
    let schema = fs::read_to_string("docs/schemas/changes.json").expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = validator_for(&schema).expect("a schema");
    let report = json(changed(), "diff v1");
    assert!(validator.is_valid(&report), "{:?}", validator.iter_errors(&report).next());
    assert_eq!(report, json(changed(), "diff v1"));
    let mut wrong = report;
    wrong["slides"]["changed"] = Value::from("one");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn private_notes_are_never_compared() {
    let private = |test: Test| {
        test.file(
            "slides/talk.yml",
            "title: Bread\nnotes: private\nsections: false\ncontent:\n- bread.md\n",
        )
    };
    let test = private(site()).git("commit -qam private").git("tag v2");
    let test = test.file("slides/bread.md", BREAD.replace("the window", "the secret door"));
    let text = said(&test.args("diff v2 --deck talk"));
    assert!(text.contains("no changes") && !text.contains("door"), "{text}");
    let public = site().file("slides/bread.md", BREAD.replace("the window", "the door"));
    assert!(said(&public.args("diff v1")).contains("+ note: Open the door."));
}

#[test]
fn a_new_picture_under_its_old_name_is_a_change() {
    let picture = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path fill=\"{colour}\"/></svg>"
        )
    };
    let test = site()
        .file("slides/images/a.svg", picture("red"))
        .file("slides/bread.md", "![a loaf](images/a.svg)\n")
        .git("add -A")
        .git("commit -qm picture");
    let test = test.file("slides/images/a.svg", picture("blue"));
    let text = said(&test.args("diff HEAD"));
    assert!(text.contains("! picture changed: images/a.svg"), "{text}");
}

#[test]
fn markdown_and_pages_hold_no_markup_of_slides() {
    let hostile = "# <b>1</b> `@odile` #7\n\n````\na ``` b\n</details>\n````\n";
    let test = || site().file("slides/bread.md", hostile);
    let text = said(&test().args("diff v1 --format markdown"));
    let outside = outside_fences(&text);
    assert!(text.contains("\n````diff\n") && text.contains("a ``` b"), "{text}");
    assert!(!outside.contains('@') && !outside.contains("#7"), "{text}");
    assert_eq!(outside.matches("</details>").count(), outside.matches("<details>").count());
    let page = said(&test().args("diff v1 --format html"));
    assert!(!page.contains("<script") && !page.contains("http:"));
    assert!(page.contains("&lt;/details&gt;") && !page.contains("</details>"));
}

/// The text outside of code blocks.
fn outside_fences(text: &str) -> String {
    let mut fence: Option<String> = None;
    let mut outside = String::new();
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => outside.extend([line, "\n"]),
        }
    }
    outside
}

#[test]
fn markdown_fits_in_a_comment() {
    let slide = |n| format!("---\n\n# Loaf {n}\n\n{}\n\n", format!("flour {n} ").repeat(60));
    let slides = (0..900).map(slide).collect::<Vec<_>>().concat();
    let test = site().file("slides/bread.md", slides.trim_start_matches("---\n"));
    let text = said(&test.args("diff v1 --format markdown"));
    assert!(
        text.chars().count() < 65_536 && text.contains(" more changes: `deckyard diff"),
        "{}",
        text.len()
    );
}

#[test]
fn a_file_says_the_format_of_its_report() {
    let ran = changed().args("diff v1 -q --output report.html").run();
    assert!(ran.text("report.html").starts_with("<!doctype html>"));
    let ran = ran.then("diff v1 -q --output report.md").run();
    assert!(ran.text("report.md").starts_with("### Slides: 1 changed, 1 added"));
}

#[test]
fn an_output_may_hold_anything() {
    let broken = "<main class=\"deck\"><section class=\"slide\" data-number=\"1\"><div data-ui><pre><a href=\"x";
    let open = "<section class=\"slide\" data-number=\"2\"><ul><li><table><td><svg>";
    let long = format!("{broken}\">{}", open.repeat(10_000_000 / open.len()));
    let test = site().file("old/talk.html", broken).file("new/talk.html", long);
    let (text, status) = test.args("diff ./old ./new --format json").outcome();
    assert_eq!(status, Some(0), "{}", text.get(..400).unwrap_or(&text));
    let nothing = site().file("old/index.html", "<main>");
    nothing.args("diff ./old").refuses("there is no page of a deck");
}

#[test]
fn names_are_revisions_before_they_are_folders() {
    let test = changed().git("branch public v1").file("public/talk.html", "<main class=deck>");
    let output = test.args("diff public").output();
    let note = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(note.contains("note: `public` is taken as a revision"), "{note}");
    site().args("diff nosuch").refuses("there is no revision `nosuch`, and no folder of this name");
    site().args("diff --output=x --").refuses("OLD");
    site().args("diff ../nosuch").refuses("../nosuch");
    site().args("diff v1 --deck nosuch").refuses("neither side has the deck `nosuch`");
    Test::fine().args("diff v1").refuses("the site is in no git repository");
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let test = site().git("commit -qm second --allow-empty");
    let url = format!("file://{}", test.folder().display());
    let clone = test.git(&format!("clone -q --depth 1 {url} clone"));
    clone
        .inside("clone")
        .args("diff nosuch")
        .refuses("in this shallow clone; fetch the whole history");
}

#[test]
fn errors_say_which_side_has_them() {
    let test = site().file("slides/talk.yml", "title: Bread\ncontent:\n- nosuch.md\n");
    let ran = test.args("diff v1").refuses("working tree cannot be built: 1 error");
    let broken = ran.then("check").git("commit -qam broken");
    let broken = broken.file("slides/talk.yml", "title: Bread\ncontent:\n- bread.md\n");
    broken.args("diff HEAD").refuses("cannot be built: 1 error");
}
