//! Errors of the system: the path, the attempted action, and a suggested fix.

use snapbox::str;

use crate::fixture::Test;

/// The message of a command that fails with status 2, without the system's own text.
fn refused(test: &Test) -> String {
    let (said, status) = test.outcome();
    assert_eq!(status, Some(2), "{said}");
    said
}

#[test]
fn a_file_in_the_place_of_a_folder_is_named() {
    let test = || Test::fine().file("notes", "a file");
    for (arguments, path) in [
        ("new notes/site", "notes/site"),
        ("new notes/site/deeper", "notes/site/deeper"),
        ("man notes/man", "notes/man"),
        ("build --site notes/site", "notes/site"),
        ("import notes/page.html", "notes"),
        ("check --baseline notes/known.json --update-baseline", "notes/known.json"),
    ] {
        let said = refused(&test().args(arguments));
        assert!(said.contains(&format!("`{path}`: ")), "{arguments}: {said}");
        assert!(said.starts_with("error: cannot "), "{arguments}: {said}");
        assert!(said.contains("): `notes` is a file, not a folder"), "{said}");
    }
}

#[test]
fn a_file_in_the_place_of_a_new_folder_of_the_site_is_named() {
    for (blocked, arguments, path) in [
        ("events", "new event 2027-01-02-lyon", "events/2027-01-02-lyon/logistics.md"),
        ("themes", "new theme crust", "themes/crust/README.md"),
        ("languages", "new language nl", "languages/nl.ftl"),
    ] {
        let test = Test::fine().file(blocked, "a file").args(arguments);
        let list = test.folder().join("workshops.yml");
        let said = refused(&test);
        assert!(said.contains(&format!("error: cannot write `{path}`: ")), "{said}");
        assert!(!list.exists(), "{arguments} leaves half of an event");
    }
    let site = Test::fine().file("slides/oven", "");
    let said = refused(&site.args("mv slides/bread.md slides/oven/b.md"));
    assert!(
        said.contains("error: cannot move `slides/bread.md` to `slides/oven/b.md`: "),
        "{said}"
    );
}

#[test]
fn what_is_missing_is_guessed() {
    let said = refused(&Test::fine().args("import slides/braed.md"));
    assert!(said.starts_with("error: cannot read `slides/braed.md`: "), "{said}");
    assert!(said.ends_with(" (os error 2): did you mean `bread.md`?\n"), "{said}");
    let test = Test::fine().args("check --baseline known.json");
    let said = refused(&test);
    assert!(said.contains("error: cannot read `known.json`: "), "{said}");
    let help =
        format!("the folder `{}` contains no `known.json`; create it", test.folder().display());
    assert!(said.contains(&help), "{said}");
}

#[test]
fn an_output_that_must_not_be_replaced_is_refused_before_anything_is_built() {
    let test = Test::fine().file("thesis/thesis.tex", "years");
    let said = refused(&test.args("build --out thesis"));
    assert!(said.starts_with("error: `thesis` was not written by Deckyard"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    // No folder is created by a build that fails.
    let test = Test::chapter("@@NIX@@\n").args("build -q --out www/a/b");
    assert_eq!(test.outcome().1, Some(1));
    assert!(!test.folder().join("www").exists());
}

#[test]
fn slides_and_steps_are_the_same_in_each_command() {
    let site = || {
        Test::manifest("exclude: [extra]\ncontent:\n- many.md\n")
            .file("workshops.yml", "- {slug: one, date: 2027-01-02, title: One, decks: [talk]}\n")
            .file(
                "slides/many.md",
                "One\n\n--\n\nTwo\n\n```sh {1|2}\na\nb\n```\n\n---\nclass: extra\n\nThree\n\n--\n\nFour\n\n---\n\n\
                 Five\n\n--\nclass: extra\n\nSix\n",
            )
    };
    site()
        .args("build")
        .stderr(str![[r#"
talk: 2 slides kept, 2 left out (extra 2); 2 steps, 1 left out (extra 1)
one/talk: 2 slides kept, 2 left out (extra 2); 2 steps, 1 left out (extra 1)
[SITE]/public: 33 files written in [TIME] ms

"#]])
        .run();
    let (stats, _) = site().args("stats").outcome();
    let rows = stats.lines().map(|line| line.split_whitespace().take(3).collect::<Vec<_>>());
    let rows: Vec<_> = rows.collect();
    assert!(rows.contains(&vec!["talk", "2", "2"]), "{stats}");
    assert!(rows.contains(&vec!["one/talk", "2", "2"]), "{stats}");
    let (said, _) = site().args("check").outcome();
    assert!(said.ends_with("2 decks: no problem found\n"), "{said}");
}

#[test]
fn the_page_for_wrong_addresses_is_styled_wherever_the_host_shows_it() {
    let page = |list: &str| {
        let ran = Test::fine().file("workshops.yml", list).args("build -q").run();
        ran.text("public/404.html")
    };
    let sheets = |page: &str| -> Vec<String> {
        let parts = page.split("rel=\"stylesheet\" href=\"").skip(1);
        parts.map(|part| part.split(['-', '"']).next().unwrap_or_default().to_owned()).collect()
    };
    let unknown = page("site: {title: Bread}\n");
    assert_eq!(sheets(&unknown), ["assets/site", "/assets/site"]);
    assert!(unknown.contains("<a href=\"/index.html\">"), "{unknown}");
    let known = page("site: {title: Bread, url: 'https://example.org/bread/'}\n");
    assert_eq!(sheets(&known), ["/bread/assets/site"]);
    assert!(known.contains("<a href=\"/bread/index.html\">"), "{known}");
}
