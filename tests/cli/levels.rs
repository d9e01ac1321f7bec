//! `--deny`, `--allow`, `--strict`, `check:` and comments, on the command line.

use snapbox::str;

use crate::fixture::Test;

/// A picture that does not exist, without a text.
fn picture() -> Test {
    Test::chapter("![](loaf.png)\n")
}

#[test]
fn a_denied_warning_fails() {
    picture().finds(&[
        "slides/bread.md:1:1: warning[missing-picture]",
        "slides/bread.md:1:1: warning[missing-alt]",
    ]);
    picture().args("check --deny missing-picture").finds(&[
        "slides/bread.md:1:1: error[missing-picture]",
        "slides/bread.md:1:1: warning[missing-alt]",
    ]);
    for all in ["--strict", "--deny warnings", "--deny missing-picture,missing-alt"] {
        picture().args(&format!("check {all}")).finds(&[
            "slides/bread.md:1:1: error[missing-picture]",
            "slides/bread.md:1:1: error[missing-alt]",
        ]);
    }
    picture().args("check --strict --allow missing-alt --allow missing-picture").finds(&[]);
}

#[test]
fn a_denied_warning_keeps_a_build_from_being_written() {
    let ran = picture()
        .args("build --format short --deny missing-picture")
        .stderr(str![[r#"
slides/bread.md:1:1: error[missing-picture] the picture `loaf.png` does not exist; put it into `slides/`; addresses count from there
1 error; nothing is written

"#]])
        .status(1)
        .run();
    assert!(!ran.path("public").exists());
    // Advice is not repeated by each build, unless it is denied.
    picture()
        .args("build --allow missing-picture --deny missing-alt")
        .finds(&["slides/bread.md:1:1: error[missing-alt]"]);
    picture().args("build --allow missing-picture").finds(&[]);
}

#[test]
fn the_command_line_takes_precedence_over_the_file() {
    let site = || {
        picture().file(
        "workshops.yml",
        "check:\n  deny: warnings\n  allow: [missing-alt]\n  files:\n    slides/bread.md: {warn: [missing-picture]}\n",
    )
    };
    site().finds(&["slides/bread.md:1:1: warning[missing-picture]"]);
    site().args("check --strict").finds(&["slides/bread.md:1:1: error[missing-picture]"]);
    site().args("check --deny missing-alt").finds(&[
        "slides/bread.md:1:1: warning[missing-picture]",
        "slides/bread.md:1:1: error[missing-alt]",
    ]);
    site().args("check --allow missing-picture").finds(&[]);
}

#[test]
fn a_comment_takes_precedence_over_the_command_line() {
    let site = || {
        Test::chapter("<!-- deckyard: allow(missing-alt) -->\n![](loaf.png)\n")
            .file("slides/loaf.png", "x")
    };
    site().args("check --strict").finds(&[]);
    site().args("check --deny missing-alt").finds(&[]);
    let ran = site().args("build -q").run();
    let page = ran.text("public/talk.html");
    assert!(page.contains("loaf.png") && !page.contains("allow(") && !page.contains("deckyard:"));
}

#[test]
fn part_of_the_site_has_no_unused_comments() {
    let site = || {
        Test::chapter("<!-- deckyard: allow(broken-link) -->\nBread\n")
            .file("slides/other.yml", "content:\n- bread.md\n")
    };
    site().finds(&["slides/bread.md:1:22: warning[unused-allow]"]);
    site().args("check --strict").finds(&["slides/bread.md:1:22: error[unused-allow]"]);
    site().args("check talk").finds(&[]);
    site().args("check --allow unused-allow").finds(&[]);
    // Findings that are not measured may exist.
    Test::chapter("<!-- deckyard: allow(overflow) -->\nBread\n").finds(&[]);
}

#[test]
fn wrong_codes_are_refused() {
    for (arguments, words) in [
        ("--deny missing-pictures", "did you mean `missing-picture`?"),
        ("--allow xyzzy", "`deckyard explain` lists them"),
        ("--allow hidden-separator", "always an error"),
        ("--allow near-tag --deny near-tag", "`near-tag` is both denied and allowed"),
        ("--strict --allow warnings", "`warnings` is both denied and allowed"),
        ("--update-baseline", "--baseline <FILE>"),
    ] {
        Test::fine().args(&format!("check {arguments}")).refuses(words);
    }
    Test::fine().args("check --deny hidden-separator --allow empty-deck").finds(&[]);
}
