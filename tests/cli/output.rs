//! How the output is replaced, and which folders are not outputs.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn out_may_lie_anywhere() {
    let ran = Test::fine()
        .args("build --out www/talks")
        .stderr(str![[r#"
talk: 1 slide kept
www/talks: 19 files written in [TIME] ms

"#]])
        .run();
    assert!(ran.path("www/talks/talk.html").is_file());
    assert!(!ran.path("public").exists());
}

#[test]
fn foreign_folder_is_refused() {
    let test = Test::fine().file("thesis/thesis.tex", "years of work");
    let ran = test.args("build --out thesis").stderr(str![[r#"
error: `thesis` was not written by Deckyard (it contains `thesis.tex`): give --out another folder, a new one or an empty one

"#]]).status(2).run();
    assert_eq!(ran.files("thesis"), ["thesis.tex"]);
}

#[test]
fn foreign_public_is_refused() {
    let test = Test::fine().file("public/photo.jpg", "a summer");
    let ran = test.args("build").stderr(str![[r#"
error: `[SITE]/public` was not written by Deckyard (it contains `photo.jpg`): give --out another folder, a new one or an empty one

"#]]).status(2).run();
    assert_eq!(ran.files("public"), ["photo.jpg"]);
}

#[test]
fn site_itself_is_refused() {
    let ran = Test::fine()
        .args("build --out .")
        .stderr(str![[r#"
error: `.` contains `[SITE]`, which a build must not replace: give --out another folder

"#]])
        .status(2)
        .run();
    assert!(ran.path("slides/bread.md").is_file());
}

#[test]
fn sources_are_refused() {
    Test::fine()
        .args("build -q --out slides")
        .stderr(str![[r#"
error: slides is in [SITE]/slides, which the build reads; name another folder with --out

"#]])
        .status(2)
        .run();
}

#[test]
fn folder_inside_the_sources_is_refused() {
    let ran = Test::fine().args("build -q --out slides/images").refuses("slides/images");
    assert!(!ran.path("slides/images").exists());
}

#[test]
fn file_in_the_place_of_the_output_is_refused() {
    let test = Test::fine().file("public", "a note");
    let ran = test
        .args("build")
        .stderr(str![[r#"
error: `[SITE]/public` is not a folder: remove it, or give --out another folder

"#]])
        .status(2)
        .run();
    assert_eq!(ran.text("public"), "a note");
}

#[test]
fn failing_build_leaves_the_old_output() {
    let ran = Test::fine().args("build -q").run();
    let before = ran.text("public/talk.html");
    let test = ran.then("build").file("slides/bread.md", "Bread\n\n@@NIX@@\n");
    let ran = test
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@NIX@@`
  ╭▸ slides/bread.md:3:1
  │
3 │ @@NIX@@
  │ ━━━━━━━ no key defines it
  │
  ╰ help: define it in the manifest under `vars:`

1 error; nothing is written

"#]])
        .status(1)
        .run();
    assert_eq!(ran.text("public/talk.html"), before);
}

#[test]
fn first_build_that_fails_makes_no_output() {
    let test = Test::chapter("@@NIX@@\n").args("build --format short");
    let ran = test.stderr(str![[r#"
slides/bread.md:1:1: error[unknown-variable] unknown variable `@@NIX@@`; define it in the manifest under `vars:`
1 error; nothing is written

"#]]).status(1).run();
    assert!(!ran.path("public").exists());
}

#[test]
fn warnings_do_not_keep_the_output_back() {
    let test = Test::chapter("Bread\n\n```bahs\nls\n```\n").args("build --format short");
    let ran = test
        .stderr(str![[r#"
slides/bread.md:3:1: warning[unknown-language] unknown language `bahs`; did you mean `bash`?
talk: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms; 1 warning

"#]])
        .run();
    assert!(ran.path("public/talk.html").is_file());
}

#[test]
fn only_pictures_that_are_shown_are_copied() {
    let test = Test::chapter("![](images/shown.png) [plan](papers/plan.pdf)\n")
        .file("slides/images/shown.png", "shown")
        .file("slides/images/hidden.png", "hidden")
        .file("slides/papers/plan.pdf", "plan")
        .file("static/robots.txt", "everyone");
    let files = test.args("build -q").run().files("public");
    for file in ["images/shown.png", "papers/plan.pdf", "robots.txt"] {
        assert!(files.contains(&file.to_owned()), "{file} in {files:?}");
    }
    assert!(!files.contains(&"images/hidden.png".to_owned()), "{files:?}");
}

/// The site's own files are published unchanged, whatever the program contains.
#[test]
fn own_scripts_and_style_sheets_are_published_as_they_are_written() {
    let (script, sheet) = ("/* mine */\nlet a = 1 ;\n", "/* mine */\n.a  { margin : 0 ; }\n");
    let ran = Test::chapter("# A\n")
        .file("static/deck.js", script)
        .file("static/deck.css", sheet)
        .file("static/renew.js", "is no name of a built-in script\n")
        .args("build -q")
        .run();
    let files = ran.files("public");
    assert!(files.contains(&"renew.js".to_owned()), "{files:?}");
    for (name, extension, text) in [("deck", "js", script), ("deck", "css", sheet)] {
        let is_it = |file: &&String| {
            file.starts_with(&format!("assets/{name}-")) && file.ends_with(&format!(".{extension}"))
        };
        let file = files.iter().find(is_it).expect("an asset");
        assert_eq!(ran.text(&format!("public/{file}")), text);
    }
}
