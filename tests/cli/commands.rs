//! The commands and their help texts.

use snapbox::{file, str};

use crate::fixture::Test;

#[test]
fn help_lists_the_commands() {
    Test::new()
        .args("--help")
        .stdout(str![[r#"
Slide decks from shared Markdown chapters, for people who teach

Usage: deckyard <COMMAND>

Begin:
  new          Create a site to begin with, or an event
  import       Import decks of remark.js and other tools, or branches

Write and publish:
  serve        Serve the site, and update open pages whenever a file changes
  check        Report every problem, and write nothing
  build        Build the site
  export       Write one file to give away, such as a PDF or an archive

Teach:
  freeze       Pin an event to a revision, so that its slides no longer change
  drift        List what overlays and translations replace, and changes to it
  diff         Compare the slides of two revisions or outputs
  stats        Count slides, steps, words, labs and minutes

Keep order:
  uses         List everything that uses a chapter, a picture, a deck or a slide
  unused       List chapters, pictures, decks and speakers that nothing uses
  mv           Move or rename a file or a slide, and every reference to it

Learn and set up:
  docs         Print the guide
  explain      Explain a diagnostic and how to fix it
  schema       Print a JSON Schema
  completions  Print a script for your shell that completes commands and decks
  man          Print the manual page, or write those of all commands

Options:
  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Examples:
  deckyard new talks      a site of your own in the new folder `talks`
  deckyard serve --open   the site in your browser, updated while you write
  deckyard check          every problem, with a suggested fix
  deckyard build          the site as files in `public/`, for any web host

`deckyard COMMAND --help` explains a command, `deckyard docs` the whole of Deckyard.

"#]])
        .run();
}

#[test]
fn no_command_is_help_and_an_error() {
    Test::new()
        .args("")
        .stderr(str![[r#"
Slide decks from shared Markdown chapters, for people who teach

Usage: deckyard <COMMAND>

Begin:
  new          Create a site to begin with, or an event
  import       Import decks of remark.js and other tools, or branches

Write and publish:
  serve        Serve the site, and update open pages whenever a file changes
  check        Report every problem, and write nothing
  build        Build the site
  export       Write one file to give away, such as a PDF or an archive

Teach:
  freeze       Pin an event to a revision, so that its slides no longer change
  drift        List what overlays and translations replace, and changes to it
  diff         Compare the slides of two revisions or outputs
  stats        Count slides, steps, words, labs and minutes

Keep order:
  uses         List everything that uses a chapter, a picture, a deck or a slide
  unused       List chapters, pictures, decks and speakers that nothing uses
  mv           Move or rename a file or a slide, and every reference to it

Learn and set up:
  docs         Print the guide
  explain      Explain a diagnostic and how to fix it
  schema       Print a JSON Schema
  completions  Print a script for your shell that completes commands and decks
  man          Print the manual page, or write those of all commands

Options:
  -h, --help     Print help (see more with '--help')
  -V, --version  Print version

`deckyard COMMAND --help` explains a command, `deckyard docs` the whole of Deckyard.

"#]])
        .status(2)
        .run();
}

#[test]
fn help_of_build_explains_every_option() {
    Test::new().args("build --help").stdout(snapbox::file!["build_help.txt"]).run();
}

#[test]
fn help_of_check_explains_every_option() {
    Test::new().args("check --help").stdout(snapbox::file!["check_help.txt"]).run();
}

#[test]
fn help_of_explain() {
    Test::new()
        .args("explain --help")
        .stdout(str![[r#"
Explain a diagnostic and how to fix it

Usage: deckyard explain [CODE]

Arguments:
  [CODE]
          Code of the diagnostic, as in the brackets of a message [default: list all codes]

Options:
  -h, --help
          Print help (see a summary with '-h')

Examples:
  deckyard explain missing-chapter   what a message means, and how to fix it
  deckyard explain                   all codes

"#]])
        .run();
}

#[test]
fn version_is_that_of_the_package() {
    Test::new()
        .args("--version")
        .stdout(concat!("deckyard ", env!("CARGO_PKG_VERSION"), "\n"))
        .run();
}

#[test]
fn unknown_command_is_guessed() {
    Test::new()
        .args("biuld")
        .stderr(str![[r#"
error: unrecognized subcommand 'biuld'

  tip: a similar subcommand exists: 'build'

Usage: deckyard <COMMAND>

For more information, try '--help'.

"#]])
        .status(2)
        .run();
}

#[test]
fn unknown_option_is_guessed() {
    Test::fine()
        .args("build --fromat short")
        .stderr(str![[r#"
error: unexpected argument '--fromat' found

  tip: a similar argument exists: '--format'

Usage: deckyard build --format <FORMAT> [DECK]...

For more information, try '--help'.

"#]])
        .status(2)
        .run();
}

#[test]
fn unknown_format_names_the_known_ones() {
    Test::fine()
        .args("check --format xml")
        .stderr(str![[r#"
error: invalid value 'xml' for '--format <FORMAT>'
  [possible values: human, short, json, github, gitlab, sarif, junit]

For more information, try '--help'.

"#]])
        .status(2)
        .run();
}

#[test]
fn build_says_what_it_wrote() {
    let ran = Test::fine()
        .args("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    let files = ran.files("public");
    assert!(files.contains(&"talk.html".to_owned()) && files.contains(&"index.html".to_owned()));
    assert!(ran.text("public/talk.html").contains("Flour and water."));
}

#[test]
fn second_build_writes_nothing() {
    let ran = Test::fine()
        .args("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    ran.then("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 0 files written, 19 unchanged in [TIME] ms

"#]])
        .run();
}

#[test]
fn changed_chapter_rewrites_the_pages_that_show_it() {
    let ran = Test::fine()
        .args("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    let test = ran.then("build").file("slides/bread.md", "Flour, water, salt.\n");
    test.stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 2 files written, 17 unchanged in [TIME] ms

"#]])
        .run();
}

#[test]
fn deck_that_is_gone_is_removed_from_the_output() {
    let test = Test::fine().file("slides/other.yml", "content:\n- bread.md\n");
    let ran = test
        .args("build")
        .stderr(str![[r#"
other: 1 slide kept
talk: 1 slide kept
[SITE]/public: 27 files written in [TIME] ms

"#]])
        .run();
    std::fs::remove_file(ran.path("slides/other.yml")).expect("a file");
    let ran = ran
        .then("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 4 files written, 15 unchanged, 8 removed in [TIME] ms

"#]])
        .run();
    assert!(!ran.path("public/other.html").exists());
}

#[test]
fn build_says_what_was_left_out_and_why() {
    Test::manifest("exclude: [self-paced, extra]\ncontent:\n- many.md\n")
        .file(
            "slides/many.md",
            "One\n\n---\nclass: self-paced\n\nTwo\n\n--\n\nThree\n\n---\nclass: extra\n\nFour\n",
        )
        .args("build")
        .stderr(str![[r#"
talk: 1 slide kept, 2 left out (extra 1, self-paced 1); 0 steps, 1 left out (self-paced 1)
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
}

#[test]
fn named_decks_are_built_alone() {
    let test = Test::fine().file("slides/broken.yml", "content:\n- missing.md\n");
    let ran = test
        .args("build talk")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    assert!(!ran.path("public/broken.html").exists());
}

#[test]
fn deck_may_be_named_by_its_manifest() {
    Test::fine()
        .args("check slides/talk.yml")
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

#[test]
fn unknown_deck_is_guessed() {
    Test::fine()
        .args("build tlak")
        .stderr(str![[r#"
error: there is no deck `tlak`; did you mean `talk`?

"#]])
        .status(2)
        .run();
}

#[test]
fn unknown_deck_that_is_like_no_other_lists_the_decks() {
    Test::fine()
        .file("slides/other.yml", "content:\n- bread.md\n")
        .args("build kubernetes")
        .stderr(str![[r#"
error: there is no deck `kubernetes`; the decks are other, talk

"#]])
        .status(2)
        .run();
}

#[test]
fn folder_without_manifest_is_no_site() {
    Test::new()
        .args("build")
        .stderr(str![[r#"
error[no-deck]: there is no manifest `slides/*.yml` here
  deckyard new DIR       begin a site, with two small decks
  deckyard import PATH   take decks that you have: remark, xaringan, Marp, reveal-md
  --site DIR             name the folder of a site that is elsewhere

"#]])
        .status(2)
        .run();
}

#[test]
fn site_that_does_not_exist_is_named() {
    let test = Test::fine().args("build --site tlaks");
    let said = test.said();
    assert!(said.starts_with("error: cannot read `tlaks`: "), "{said}");
    assert!(said.ends_with(" contains no `tlaks`\n"), "{said}");
    test.refuses("(os error 2)");
}

#[test]
fn site_may_lie_elsewhere() {
    let test = Test::new()
        .file("talks/slides/talk.yml", "content:\n- bread.md\n")
        .file("talks/slides/bread.md", "Bread\n");
    let ran = test
        .args("build --site talks")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/talks/public: 19 files written in [TIME] ms

"#]])
        .run();
    assert!(ran.path("talks/public/talk.html").is_file());
}

#[test]
fn check_writes_nothing() {
    let ran = Test::fine()
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
    assert_eq!(ran.files(""), ["slides/bread.md", "slides/talk.yml"]);
}

#[test]
fn manifest_comes_from_standard_input() {
    let test = Test::fine().stdin("title: From a pipe\ncontent:\n- bread.md\n");
    let ran = test
        .args("build -")
        .stderr(str![[r#"
stdin: 1 slide kept
[SITE]/public: 19 files written in [TIME] ms

"#]])
        .run();
    assert!(ran.text("public/stdin.html").contains("<title>From a pipe</title>"));
}

#[test]
fn problems_of_standard_input_are_shown() {
    let test = Test::fine().stdin("titel: From a pipe\ncontent:\n- bread.md\n");
    test.args("build -")
        .stderr(str![[r#"
error[unknown-key]: unknown key `titel`
  ╭▸ slides/stdin.yml:1:1
  │
1 │ titel: From a pipe
  │ ━━━━━ unknown here
  │
  ╰ help: did you mean `title`?

1 error; nothing is written

"#]])
        .status(1)
        .run();
}

#[test]
fn explain_prints_the_page_of_a_code() {
    Test::new()
        .args("explain missing-chapter")
        .stdout(include_str!("../../docs/diagnostics/missing-chapter.md"))
        .run();
}

#[test]
fn explain_guesses_a_code() {
    Test::new()
        .args("explain missing-chaptre")
        .stderr(str![[r#"
error: there is no code `missing-chaptre`; did you mean `missing-chapter`?

"#]])
        .status(2)
        .run();
}

#[test]
fn explain_says_how_to_list_codes() {
    Test::new()
        .args("explain E0308")
        .stderr(str![[r#"
error: there is no code `E0308`; `deckyard explain` lists them

"#]])
        .status(2)
        .run();
}

#[test]
fn explain_lists_all_codes() {
    Test::new().args("explain").stdout(file!["codes.txt"]).run();
}
