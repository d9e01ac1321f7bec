//! Baselines: known findings do not fail, new and fixed ones do.

use snapbox::str;

use crate::fixture::{Ran, Test};

const UPDATE: &str = "check -q --baseline known.json --update-baseline";
const CHECK: &str = "check --format short --baseline known.json";

/// A site with a baseline of two findings.
fn known() -> Ran {
    Test::chapter(".a[x\n\n.b[y\n").args(UPDATE).run()
}

#[test]
fn what_is_known_does_not_fail_wherever_it_moves() {
    let ran = known();
    ran.holds("known.json", str![[r#"
{
  "version": 1,
  "findings": [
    {"file":"slides/bread.md","code":"unclosed-class","text":".a[x","message":"`.a[` is not closed","count":1},
    {"file":"slides/bread.md","code":"unclosed-class","text":".b[y","message":"`.b[` is not closed","count":1}
  ]
}

"#]]);
    let ran = ran
        .then(CHECK)
        .file("slides/bread.md", "More\n\n---\n\n  .b[y\n\n.a[x\n")
        .stderr(str![[r#"
known.json: 2 findings known
1 deck: no problem found

"#]])
        .run();
    // Not even when it is denied.
    ran.then(&format!("{CHECK} --strict -q")).run();
}

#[test]
fn what_is_new_fails_whatever_its_level() {
    let test = known().then(CHECK).file("slides/bread.md", ".a[x\n\n.b[y\n\n.a[x\n\n.c[z\n");
    test.stderr(str![[r#"
slides/bread.md:5:1: warning[unclosed-class] `.a[` is not closed; add the `]`; brackets in code inside count too
slides/bread.md:7:1: warning[unclosed-class] `.c[` is not closed; add the `]`; brackets in code inside count too
known.json: 2 findings known
findings that the baseline does not list fail; fix them, allow them, or run with --update-baseline
1 deck: 2 warnings

"#]])
        .status(1)
        .run();
}

#[test]
fn what_was_fixed_must_go() {
    let test = known().then("check --baseline known.json").file("slides/bread.md", "x\n\n.b[y\n");
    let ran = test
        .stderr(str![[r#"
error[stale-baseline]: `unclosed-class` in slides/bread.md was fixed: `.a[` is not closed
  ╭▸ known.json:4:5
  │
4 │     {"file":"slides/bread.md","code":"unclosed-class","text":".a[x","message":"`.a[` is not closed","count":1},
  │     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ still in the baseline
  │
  ╰ help: run the same command with --update-baseline

known.json: 1 finding known
1 deck: 1 error

"#]])
        .status(1)
        .run();
    let ran = ran.then(UPDATE).run();
    ran.then("check -q --baseline known.json").run();
}

#[test]
fn equal_findings_are_counted() {
    let ran = Test::chapter(".a[x\n\n.a[x\n\n.a[x\n").args(UPDATE).run();
    assert!(ran.text("known.json").contains("\"count\":3"), "{}", ran.text("known.json"));
    let ran = ran.then(CHECK).file("slides/bread.md", ".a[x\n\n.a[x\n").stderr(str![[r#"
known.json:4:5: error[stale-baseline] `unclosed-class` in slides/bread.md was fixed 1 time, 2 left: `.a[` is not closed; run the same command with --update-baseline
known.json: 2 findings known
1 deck: 1 error

"#]]).status(1).run();
    let test = ran.then("check -q --format short --baseline known.json");
    let test = test.file("slides/bread.md", ".a[x\n\n".repeat(4));
    test.stderr(str![[r#"
slides/bread.md:7:1: warning[unclosed-class] `.a[` is not closed; add the `]`; brackets in code inside count too

"#]]).status(1).run();
}

#[test]
fn errors_are_never_known() {
    let ran = known();
    let before = ran.text("known.json");
    // Findings that an error hides do not count as fixed.
    let broken = || "title: A\ncontent: [bread.md]\nnonsense: 1\n  x\n";
    let test = ran.then("check --format short --baseline known.json");
    let ran = test
        .file("slides/talk.yml", broken())
        .status(1)
        .stderr(str![[r#"
slides/talk.yml:3:1: error[unknown-key] unknown key `nonsense`; the keys that resemble it most are `notes`, `content`, `language`; `docs/guide/site.md` lists all
known.json: 2 findings known
1 deck: 1 error

"#]])
        .run();
    let test = ran.then("check --format short --baseline known.json --update-baseline");
    let ran = test
        .status(1)
        .stderr(str![[r#"
slides/bread.md:1:1: warning[unclosed-class] `.a[` is not closed; add the `]`; brackets in code inside count too
slides/bread.md:3:1: warning[unclosed-class] `.b[` is not closed; add the `]`; brackets in code inside count too
slides/talk.yml:3:1: error[unknown-key] unknown key `nonsense`; the keys that resemble it most are `notes`, `content`, `language`; `docs/guide/site.md` lists all
known.json: not changed; fix the errors first
1 deck: 1 error, 2 warnings

"#]])
        .run();
    ran.holds("known.json", before);
}

#[test]
fn a_part_of_the_site_fixes_nothing() {
    let test = Test::chapter(".a[x\n")
        .file("slides/other.yml", "content:\n- other.md\n")
        .file("slides/other.md", ".b[y\n");
    let ran = test.args(UPDATE).run();
    let ran = ran.then("check -q talk --baseline known.json").run();
    let ran = ran.then("check -q --baseline known.json").run();
    ran.then("check talk --baseline known.json --update-baseline").refuses("the whole site");
}

#[test]
fn findings_that_are_measured_stay_known() {
    let ran = known();
    let text = ran.text("known.json");
    let entry = "  \"findings\": [\n    {\"file\":\"slides/bread.md\",\"code\":\"overflow\",\"text\":\"# X\",\"message\":\"m\",\"count\":1},";
    let with = text.replace("  \"findings\": [", entry);
    let ran = ran.then("check -q --baseline known.json").file("known.json", &with).run();
    let ran = ran.then(UPDATE).run();
    assert_eq!(ran.text("known.json"), with);
}

#[test]
fn floods_are_known_by_their_number() {
    let many = |count: usize| -> String {
        let lines: Vec<String> = (0..count).map(|n| format!(".x{n}[\n\n")).collect();
        lines.concat()
    };
    let ran = Test::chapter(&many(1500)).args(UPDATE).run();
    assert_eq!(ran.text("known.json").lines().count(), 6, "{}", ran.text("known.json"));
    let ran = ran.then("check -q --baseline known.json").run();
    let test = ran.then("check -q --format short --baseline known.json");
    let ran = test
        .file("slides/bread.md", many(1501))
        .status(1)
        .stderr(str![[r#"
… and 501 more `unclosed-class` in slides/bread.md

"#]])
        .run();
    let test = ran.then("check -q --format short --baseline known.json");
    test.file("slides/bread.md", many(1400)).status(1).stderr(str![[r#"
known.json:4:5: error[stale-baseline] `unclosed-class` in slides/bread.md was fixed 100 times, 1400 left; run the same command with --update-baseline

"#]]).run();
}

#[test]
fn a_baseline_that_cannot_be_used_is_refused() {
    Test::fine().args("check --baseline known.json").refuses("create it with --update-baseline");
    for text in
        ["", "<<<<<<< HEAD\n", "[]", "{\"version\": 1}", "{\"version\": 1, \"findings\": [{}]}"]
    {
        let test = Test::fine().file("known.json", text);
        test.args("check --baseline known.json").refuses("known.json: ");
    }
    let test = Test::fine().file("known.json", "{\"version\": 2, \"findings\": []}");
    test.args("check --baseline known.json").refuses("version 2 is unknown; expected 1");
    // An unreadable file is not replaced either.
    let test = Test::fine().file("known.json", "precious");
    let ran = test.args(UPDATE).refuses("known.json: ");
    assert_eq!(ran.text("known.json"), "precious");
    Test::fine().file("known/x", "").args("check --baseline known").refuses("`known`: ");
    Test::fine()
        .args("check --baseline none/known.json --update-baseline")
        .refuses("cannot write `none/known.json`: ");
}

#[test]
fn a_clean_site_has_an_empty_baseline() {
    let ran = Test::fine().args(UPDATE).run();
    assert_eq!(ran.text("known.json"), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
    ran.then("check -q --baseline known.json").run();
}
