//! Layouts: which style sheet a deck links to, and when a class remains the author's own.

use super::fixture::{Ran, Test};

/// The text of a deck's style sheet of layouts; `None` when its page links none.
fn sheet(ran: &Ran) -> Option<String> {
    let page = ran.text("public/talk.html");
    let files = ran.files("public");
    let mut sheets = files.iter().filter(|file| file.starts_with("assets/layouts-"));
    let linked = sheets.find(|file| page.contains(file.as_str()));
    assert_eq!(linked, files.iter().find(|file| file.starts_with("assets/layouts-")), "no other");
    linked.map(|file| ran.text(&format!("public/{file}")))
}

#[test]
fn a_deck_without_layouts_loads_nothing_for_them() {
    let ran = Test::chapter("class: x\n\n# A\n\n.red[b]\n").args("build -q").run();
    assert_eq!(sheet(&ran), None);
    assert!(!ran.text("public/talk.html").contains("data-fit"));
}

#[test]
fn a_deck_loads_the_rules_of_its_layouts() {
    let ran = Test::chapter("class: quote\n\nA\n\n---\n\n.cols-60-40[\n\n.col[b]\n\n]\n");
    let ran = ran.args("build -q").run();
    let sheet = sheet(&ran).expect("a sheet");
    assert!(sheet.contains(".slide .quote::before"), "{sheet}");
    assert!(sheet.contains(".cols-60-40{--cols:60fr 40fr}"), "{sheet}");
    assert!(!sheet.contains("image-left"), "{sheet}");
    let page = ran.text("public/talk.html");
    assert_eq!(page.matches(" data-fit=\"grow\"").count(), 1, "the quotation grows");
    assert!(page.find("assets/layouts-") < page.rfind("assets/more-"), "themes follow");
}

#[test]
fn a_class_of_the_authors_is_no_layout() {
    let chapter = "class: quote\n\nA\n\n---\n\nclass: statement\n\n## B\n";
    for (path, text) in [
        ("static/theme.css", "p, .quote { color: red }\n"),
        ("static/more/own.css", "@media print { .quote > p { color: red } }\n"),
        (
            "templates/slots/head.html",
            "<style>.remark-slide-content.quote { color: red }</style>\n",
        ),
    ] {
        let ran = Test::chapter(chapter).file(path, text).args("build -q").run();
        let sheet = sheet(&ran).expect("a sheet");
        assert!(!sheet.contains(".quote") && sheet.contains(".statement"), "{path}: {sheet}");
        let page = ran.text("public/talk.html");
        assert_eq!(page.matches(" data-fit=\"grow\"").count(), 1, "{path}: only the statement");
    }
    let adjusted = Test::chapter(chapter)
        .file("static/theme.css", ".slide-content.quote { color: red }\n")
        .args("build -q")
        .run();
    assert!(sheet(&adjusted).expect("a sheet").contains(".slide .quote"));
}

#[test]
fn a_deck_with_only_classes_of_the_authors_is_as_before() {
    let ran =
        Test::chapter("class: quote\n\nA\n\n---\n\nB\n\n<style>.quote { color: red }</style>\n");
    assert_eq!(sheet(&ran.args("build -q").run()), None);
}

#[test]
fn type_grows_where_the_deck_or_a_slide_says_so() {
    let chapter = "# A\n\n---\n\nfit: shrink\n\nB\n\n---\n\nclass: pic\n\nC\n";
    let test = Test::chapter(chapter).file(
        "slides/talk.yml",
        "title: t\ninterstitials: false\nsections: false\nfit: grow\ncontent: [bread.md]\n",
    );
    let ran = test.args("build -q").run();
    let page = ran.text("public/talk.html");
    assert_eq!(page.matches(" data-fit=\"grow\"").count(), 1, "{page}");
    assert!(sheet(&ran).expect("a sheet").contains("[data-fit]"));
}
