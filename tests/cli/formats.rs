//! One problem in every format, and several at once.

use snapbox::str;

use crate::fixture::Test;

/// An error and a warning, one of them in an included file that two decks show.
fn wrong() -> Test {
    Test::chapter("Brot und Wärme\n\n@@INCLUDE[slides/oven/heat.md]\n\n```bahs\nls\n```\n")
        .file("slides/oven/heat.md", "Über @@TEMP@@ Grad, 100 %:\n.lab[\n\nopen\n")
        .file("slides/other.yml", "content:\n- bread.md\n")
}

#[test]
fn human() {
    wrong()
        .stderr(str![[r#"
warning[unknown-language]: unknown language `bahs`
  ╭▸ slides/bread.md:5:1
  │
5 │ ```bahs
  │ ━━━━━━━ shown without colours
  │
  ├ note: shown by the decks other and talk
  ╰ help: did you mean `bash`?

error[unknown-variable]: unknown variable `@@TEMP@@`
  ╭▸ slides/oven/heat.md:1:6
  │
1 │ Über @@TEMP@@ Grad, 100 %:
  │      ━━━━━━━━ no key defines it
  │
  ├ note: included from slides/bread.md:3:1
  ├ note: shown by the decks other and talk
  ╰ help: define it in the manifest under `vars:`

warning[unclosed-class]: `.lab[` is not closed
  ╭▸ slides/oven/heat.md:2:1
  │
2 │ .lab[
  │ ━━━━━ shown as it is typed
  │
  ├ note: included from slides/bread.md:3:1
  ├ note: shown by the decks other and talk
  ╰ help: add the `]`; brackets in code inside count too

2 decks: 1 error, 2 warnings

"#]])
        .status(1)
        .run();
}

#[test]
fn human_in_colour() {
    wrong()
        .args("check --color always")
        .stderr(str![[r#"
[1m[33mwarning[unknown-language][0m[1m: unknown language `bahs`[0m
 [1m[94m ╭▸ [0mslides/bread.md:5:1
  [1m[94m│[0m
[1m[94m5[0m [1m[94m│[0m ```bahs
  [1m[94m│[0m [1m[33m━━━━━━━[0m [1m[33mshown without colours[0m
  [1m[94m│[0m
  [1m[94m├ [0m[1mnote[0m: shown by the decks other and talk
  [1m[94m╰ [0m[1mhelp[0m: did you mean `bash`?

[1m[91merror[unknown-variable][0m[1m: unknown variable `@@TEMP@@`[0m
 [1m[94m ╭▸ [0mslides/oven/heat.md:1:6
  [1m[94m│[0m
[1m[94m1[0m [1m[94m│[0m Über @@TEMP@@ Grad, 100 %:
  [1m[94m│[0m      [1m[91m━━━━━━━━[0m [1m[91mno key defines it[0m
  [1m[94m│[0m
  [1m[94m├ [0m[1mnote[0m: included from slides/bread.md:3:1
  [1m[94m├ [0m[1mnote[0m: shown by the decks other and talk
  [1m[94m╰ [0m[1mhelp[0m: define it in the manifest under `vars:`

[1m[33mwarning[unclosed-class][0m[1m: `.lab[` is not closed[0m
 [1m[94m ╭▸ [0mslides/oven/heat.md:2:1
  [1m[94m│[0m
[1m[94m2[0m [1m[94m│[0m .lab[
  [1m[94m│[0m [1m[33m━━━━━[0m [1m[33mshown as it is typed[0m
  [1m[94m│[0m
  [1m[94m├ [0m[1mnote[0m: included from slides/bread.md:3:1
  [1m[94m├ [0m[1mnote[0m: shown by the decks other and talk
  [1m[94m╰ [0m[1mhelp[0m: add the `]`; brackets in code inside count too

2 decks: 1 error, 2 warnings

"#]])
        .status(1)
        .run();
}

#[test]
fn short() {
    wrong().args("check --format short").stderr(str![[r#"
slides/bread.md:5:1: warning[unknown-language] unknown language `bahs`; did you mean `bash`?
slides/oven/heat.md:1:6: error[unknown-variable] unknown variable `@@TEMP@@`; define it in the manifest under `vars:`
slides/oven/heat.md:2:1: warning[unclosed-class] `.lab[` is not closed; add the `]`; brackets in code inside count too
2 decks: 1 error, 2 warnings

"#]]).status(1).run();
}

#[test]
fn json() {
    Test::chapter("Brot\n\n@@INCLUDE[slides/heat.md]\n")
        .file("slides/heat.md", "Über @@TEMP@@ Grad\n")
        .args("check --format json")
        .stdout(str![[r#"
[
  {
    "severity": "error",
    "code": "unknown-variable",
    "message": "unknown variable `@@TEMP@@`",
    "label": "no key defines it",
    "help": "define it in the manifest under `vars:`",
    "file": "slides/heat.md",
    "line": 1,
    "column": 6,
    "end_line": 1,
    "end_column": 14,
    "included_from": [
      {
        "file": "slides/bread.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 26
      }
    ],
    "decks": [
      "talk"
    ]
  }
]

"#]])
        .stderr(str![[r#"
1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn json_of_a_fine_site_is_an_empty_list() {
    Test::fine()
        .args("check --format json")
        .stdout("[]\n")
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

#[test]
fn github() {
    wrong().args("check --format github").stdout(str![[r#"
::warning file=slides/bread.md,line=5,col=1,endLine=7,endColumn=4,title=unknown-language::unknown language `bahs`%0Adid you mean `bash`?
::error file=slides/oven/heat.md,line=1,col=6,endLine=1,endColumn=14,title=unknown-variable::unknown variable `@@TEMP@@`%0Adefine it in the manifest under `vars:`
::warning file=slides/oven/heat.md,line=2,col=1,endLine=2,endColumn=6,title=unclosed-class::`.lab[` is not closed%0Aadd the `]`; brackets in code inside count too

"#]]).stderr(str![[r#"
2 decks: 1 error, 2 warnings

"#]]).status(1).run();
}

#[test]
fn quiet_says_nothing_but_problems() {
    wrong().args("check -q --format short").stderr(str![[r#"
slides/bread.md:5:1: warning[unknown-language] unknown language `bahs`; did you mean `bash`?
slides/oven/heat.md:1:6: error[unknown-variable] unknown variable `@@TEMP@@`; define it in the manifest under `vars:`
slides/oven/heat.md:2:1: warning[unclosed-class] `.lab[` is not closed; add the `]`; brackets in code inside count too

"#]]).status(1).run();
    Test::fine().args("check -q").run();
    Test::fine().args("build -q").run();
}

#[test]
fn verbose_says_what_took_how_long() {
    Test::fine()
        .args("build -v")
        .stderr(str![[r#"
talk: 1 slide kept
[SITE]/public: 14 files written in [TIME] ms
built in [TIME] ms, written in [TIME] ms

"#]])
        .run();
}

#[test]
fn a_line_of_megabytes_is_cut() {
    let long = "bla ".repeat(1 << 18);
    let said = Test::chapter(&format!("{long}@@NIX@@ {long}")).said();
    // The column counts in the line, not in what is shown of it.
    assert!(said.contains("slides/bread.md:1:1048577\n"), "{said}");
    assert!(said.len() < 1000, "{said}");
    assert!(said.contains("━━━━━━━ no key defines it"), "{said}");
}

#[test]
fn tabs_and_wide_letters_keep_the_caret_in_place() {
    Test::chapter("\t日本語 @@NIX@@\n")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@NIX@@`
  ╭▸ slides/bread.md:1:6
  │
1 │     日本語 @@NIX@@
  │            ━━━━━━━ no key defines it
  │
  ╰ help: define it in the manifest under `vars:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}
