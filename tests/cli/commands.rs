//! The commands and the words around them.

use snapbox::{file, str};

use crate::fixture::Test;

#[test]
fn help_lists_the_commands() {
    Test::new()
        .args("--help")
        .stdout(str![[r#"
Slide decks from shared Markdown chapters, for people who teach: one binary, pre-rendered pages,
messages that help

Usage: deckyard <COMMAND>

Commands:
  build    Build the site
  serve    Serve the site, and update open pages whenever a file changes
  check    Report every problem, and write nothing
  new      Create something: `deckyard new event SLUG` creates an event's entry and its overlay
  freeze   Pin an event to the current revision, so that its slides no longer change
  drift    List the files that overlays and translations replace, and what changed in them since
  stats    Count slides, steps, words, labs and minutes, by chapter, part and deck
  uses     List everything that uses a chapter, a picture, a deck or a slide
  unused   List chapters, pictures, decks, overlays and speakers that nothing uses
  mv       Move or rename a chapter, a picture, a deck or a slide, and rewrite every reference to it
  import   Import decks of remark.js and other tools, or branches of a repository
  explain  Explain a diagnostic and how to fix it
  schema   Print a JSON Schema
  help     Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

"#]])
        .run();
}

#[test]
fn no_command_is_help_and_an_error() {
    Test::new()
        .args("")
        .stderr(str![[r#"
Slide decks from shared Markdown chapters, for people who teach: one binary, pre-rendered pages,
messages that help

Usage: deckyard <COMMAND>

Commands:
  build    Build the site
  serve    Serve the site, and update open pages whenever a file changes
  check    Report every problem, and write nothing
  new      Create something: `deckyard new event SLUG` creates an event's entry and its overlay
  freeze   Pin an event to the current revision, so that its slides no longer change
  drift    List the files that overlays and translations replace, and what changed in them since
  stats    Count slides, steps, words, labs and minutes, by chapter, part and deck
  uses     List everything that uses a chapter, a picture, a deck or a slide
  unused   List chapters, pictures, decks, overlays and speakers that nothing uses
  mv       Move or rename a chapter, a picture, a deck or a slide, and rewrite every reference to it
  import   Import decks of remark.js and other tools, or branches of a repository
  explain  Explain a diagnostic and how to fix it
  schema   Print a JSON Schema
  help     Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

"#]])
        .status(2)
        .run();
}

#[test]
fn help_of_build_explains_every_option() {
    Test::new()
        .args("build --help")
        .stdout(str![[r#"
Build the site

Usage: deckyard build [OPTIONS] [DECK]...

Arguments:
  [DECK]...
          Decks to build [default: all]

Options:
      --site <DIR>
          Folder of the site
          
          [default: .]

      --set <KEY=VALUE>
          Override a key of the manifests, or a variable with `vars.NAME=VALUE`

      --event <SLUG>
          Build only the slide set of this event, as a site of its own

      --date <YYYY-MM-DD>
          Day by which events count as past or upcoming [default: today]

      --format <FORMAT>
          Format of diagnostics

          Possible values:
          - human:  For people: the line, a caret, the suggested fix
          - short:  One line each: `file:line:column: severity[code] message`
          - json:   A JSON object with all findings; `deckyard schema report` describes it
          - github: Annotations of GitHub's workflow runs, and a summary of the job
          - gitlab: GitLab's Code Quality report
          - sarif:  SARIF 2.1.0, for code scanning
          - junit:  XML with test results, for Jenkins and others
          
          [default: human]

      --color <COLOR>
          When to use colours
          
          [default: auto]
          [possible values: auto, always, never]

  -q, --quiet
          Print diagnostics only

  -v, --verbose
          Print timings

      --out <DIR>
          Output folder [default: `public` in the site; `public-I-of-N` for a part]

      --shard <I/N>
          Build only part I of N: its decks and events. The parts, copied into one folder, are the
          site

      --no-source
          Leave out the source locations of slides: no `data-source`, no footers

      --against <DIR|FILE>
          Report pages of an earlier output (a folder, or its sitemap.xml) that are gone without a
          redirect

      --watch
          Rebuild whenever a file changes

      --poll [<MS>]
          Poll for changes every MS milliseconds, for network folders

  -h, --help
          Print help (see a summary with '-h')

Levels:
      --deny <CODE>
          Make findings of this code errors; `warnings` means all warnings

      --allow <CODE>
          Do not report findings of this code

      --strict
          The same as `--deny warnings`

"#]])
        .run();
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
  [CODE]  Code of the diagnostic, as in the brackets of a message [default: list all codes]

Options:
  -h, --help  Print help

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
[SITE]/public: 14 files written in [TIME] ms

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
[SITE]/public: 14 files written in [TIME] ms

"#]])
        .run();
    ran.then("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 0 files written, 14 unchanged in [TIME] ms

"#]])
        .run();
}

#[test]
fn changed_chapter_rewrites_the_pages_that_show_it() {
    let ran = Test::fine()
        .args("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 14 files written in [TIME] ms

"#]])
        .run();
    let test = ran.then("build").file("slides/bread.md", "Flour, water, salt.\n");
    test.stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 1 file written, 13 unchanged in [TIME] ms

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
[SITE]/public: 17 files written in [TIME] ms

"#]])
        .run();
    std::fs::remove_file(ran.path("slides/other.yml")).expect("a file");
    let ran = ran
        .then("build")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 1 file written, 13 unchanged, 3 removed in [TIME] ms

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
talk: 1 slide kept, 3 left out (self-paced 2, extra 1)
[SITE]/public: 14 files written in [TIME] ms

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
[SITE]/public: 14 files written in [TIME] ms

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
error: there is no manifest `slides/*.yml` here; name the site with --site

"#]])
        .status(2)
        .run();
}

#[test]
fn site_that_does_not_exist_is_named() {
    Test::fine()
        .args("build --site tlaks")
        .stderr(str![[r#"
error: tlaks: No such file or directory (os error 2)

"#]])
        .status(2)
        .run();
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
[SITE]/talks/public: 14 files written in [TIME] ms

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
[SITE]/public: 14 files written in [TIME] ms

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
