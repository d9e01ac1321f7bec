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

// The library that draws messages has other colours for Windows' console.
#[test]
#[cfg(not(windows))]
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
{
  "version": 1,
  "program": "deckyard 0.1.0",
  "errors": 1,
  "warnings": 0,
  "diagnostics": [
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
      ],
      "fingerprint": "fa5a2b9060fa468e3ab416286433c03f"
    }
  ]
}

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
        .stdout(str![[r#"
{
  "version": 1,
  "program": "deckyard 0.1.0",
  "errors": 0,
  "warnings": 0,
  "diagnostics": []
}

"#]])
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

/// A site with findings at all kinds of locations: without a file, over several lines, in a file
/// whose name needs escapes, many with one code.
fn varied() -> Test {
    let many: Vec<String> = (0..1010).map(|n| format!(".x{n}[\n\n")).collect();
    Test::chapter("Brot & <b>\n\n@@INCLUDE[slides/a, b:c%.md]\n\n# Teig\n\n---\n\n# Teig\n")
        .file(
            "slides/a, b:c%.md",
            "Über @@TEMP@@ \u{1F600} @@OFEN@@\n\n```bahs\nls\n```\n\n![](x.png)\n",
        )
        .file("slides/many.yml", "content: [many.md]\n")
        .file("slides/many.md", many.concat())
        .file("slides/other.yml", "content:\n- bread.md\n")
}

fn output_of(test: Test, format: &str) -> String {
    let output = test.args(&format!("check --format {format}")).output();
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The errors of a text according to a schema, found by a third-party validator.
fn violations(schema: &serde_json::Value, text: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let validator = jsonschema::validator_for(schema).expect("a schema");
    validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn json_follows_its_schema() {
    let schema = Test::new().args("schema report").output().stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    for test in [varied(), Test::fine(), wrong()] {
        let text = output_of(test, "json");
        assert_eq!(violations(&schema, &text), Vec::<String>::new());
    }
    // And the schema is not empty.
    let bad = r#"{"version": 1, "program": "x", "errors": 0, "warnings": 0, "diagnostics": [{"code": 1}]}"#;
    assert!(violations(&schema, bad).len() > 3);
}

/// The reader and the schema agree about a theme's description.
#[test]
fn a_theme_is_described_as_its_schema_says() {
    let schema = Test::new().args("schema theme").output().stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    for (text, is_right) in [
        (r#"{"name": "Oat", "description": "Pale.", "extends": "folio"}"#, true),
        ("{}", true),
        (r#"{"nmae": "Oat"}"#, false),
        (r#"{"name": ["Oat"]}"#, false),
        (r#"{"extends": {"a": "b"}}"#, false),
        (r#"["Oat"]"#, false),
    ] {
        // JSON is YAML.
        let site = Test::fine().file("themes/oat/theme.yml", text);
        let ran = site.file("slides/deck.yml", "title: T\ntheme: oat\ncontent: [\"# A\\n\"]\n");
        let said = output_of(ran, "json");
        assert_eq!(!said.contains("themes/oat/theme.yml"), is_right, "{text}: {said}");
        assert_eq!(violations(&schema, text).is_empty(), is_right, "{text}");
    }
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let prints = |text: &str| -> Vec<String> {
        let report = output_of(Test::chapter(text), "json");
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let found = report["diagnostics"].as_array().expect("a list").iter();
        found.map(|found| found["fingerprint"].as_str().expect("a text").to_owned()).collect()
    };
    let before = prints(".a[x\n\n.b[y\n\n.a[x\n");
    assert_eq!(before, prints("More\n\n  .a[x\n\n.b[y\n\nand\n\n.a[x\n"));
    assert!(before[0] != before[1] && before[0] != before[2], "{before:?}");
    assert_ne!(before[1], prints(".a[x\n\n.b[z\n\n.a[x\n")[1]);
}

#[test]
fn github() {
    wrong().args("check --format github").stdout(str![[r#"
::warning file=slides/bread.md,line=5,endLine=7,title=unknown-language::unknown language `bahs`%0Adid you mean `bash`?
::error file=slides/oven/heat.md,line=1,endLine=1,col=6,endColumn=14,title=unknown-variable::unknown variable `@@TEMP@@`%0Adefine it in the manifest under `vars:`
::warning file=slides/oven/heat.md,line=2,endLine=2,col=1,endColumn=6,title=unclosed-class::`.lab[` is not closed%0Aadd the `]`; brackets in code inside count too

"#]]).stderr(str![[r#"
2 decks: 1 error, 2 warnings

"#]]).status(1).run();
}

#[test]
fn github_names_files_from_the_repository_on_and_says_everything_once() {
    let text = output_of(varied(), "github");
    let mut lines: Vec<&str> = text.lines().collect();
    assert!(text.contains("file=slides/a%2C b%3Ac%25.md,line=1,"), "{text}");
    let all = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), all);
    // A range of several lines has no columns.
    assert!(text.contains("line=3,endLine=5,title=unknown-language::"), "{text}");
    let site = Test::new()
        .file("talks/slides/talk.yml", "content:\n- bread.md\n")
        .file("talks/slides/bread.md", ".a[x\n");
    let text = output_of_args(&site, "check --site talks --format github");
    assert!(text.starts_with("::warning file=talks/slides/bread.md,line=1,"), "{text}");
    let site = site.git("init").args("check --format github --site talks");
    let text = String::from_utf8(site.output().stdout).expect("UTF-8");
    assert!(text.starts_with("::warning file=talks/slides/bread.md,line=1,"), "{text}");
}

fn output_of_args(test: &Test, arguments: &str) -> String {
    let folder = test.folder();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_deckyard"))
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_job_on_github_gets_a_summary() {
    let test = wrong().file("summary.md", "# Before\n");
    let path = test.folder().join("summary.md");
    let path = path.to_str().expect("UTF-8");
    let ran = test.args("check -q --format github").env("GITHUB_STEP_SUMMARY", path);
    assert_eq!(ran.output().status.code(), Some(1));
    ran.site().holds("summary.md", str![[r#"
# Before
## Deckyard: 1 error, 2 warnings

| Severity | Code | Findings |
|---|---|--:|
| error | `unknown-variable` | 1 |
| warning | `unclosed-class` | 1 |
| warning | `unknown-language` | 1 |

| Place | Finding |
|---|---|
| slides/bread&#46;md&#58;5&#58;1 | **warning** unknown&#45;language: unknown language <code>bahs</code>; did you mean <code>bash</code>&#63; |
| slides/oven/heat&#46;md&#58;1&#58;6 | **error** unknown&#45;variable: unknown variable <code>&#64;&#64;TEMP&#64;&#64;</code>; define it in the manifest under <code>vars&#58;</code> |
| slides/oven/heat&#46;md&#58;2&#58;1 | **warning** unclosed&#45;class: <code>&#46;lab&#91;</code> is not closed; add the <code>&#93;</code>; brackets in code inside count too |


"#]]);
}

#[test]
fn a_summary_that_cannot_be_written_is_a_failure() {
    let test = Test::fine().args("check --format github");
    let output = test.env("GITHUB_STEP_SUMMARY", "/nowhere/summary.md").output();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("error: cannot write `/nowhere/summary.md`: "), "{said}");
    assert!(said.contains("GITHUB_STEP_SUMMARY"), "{said}");
}

/// The requirements of GitLab's documentation, restated.
fn gitlab_schema() -> serde_json::Value {
    serde_json::json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^(\\.|[^./].*)$" },
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": { "begin": { "type": "integer", "minimum": 1 } }
                        }
                    }
                }
            }
        }
    })
}

#[test]
fn gitlab() {
    let schema = gitlab_schema();
    for test in [varied(), Test::fine(), wrong()] {
        let text = output_of(test, "gitlab");
        assert_eq!(violations(&schema, &text), Vec::<String>::new());
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let prints: Vec<_> =
            value.as_array().expect("a list").iter().map(|f| f["fingerprint"].as_str()).collect();
        let distinct: std::collections::BTreeSet<_> = prints.iter().collect();
        assert_eq!(distinct.len(), prints.len());
    }
    wrong()
        .args("check -q --format gitlab")
        .status(1)
        .stdout(str![[r#"
[
  {
    "description": "unknown language `bahs`; did you mean `bash`?",
    "check_name": "unknown-language",
    "fingerprint": "9a96991e27468622166158968d773cdb",
    "severity": "minor",
    "location": {
      "path": "slides/bread.md",
      "lines": {
        "begin": 5
      }
    }
  },
  {
    "description": "unknown variable `@@TEMP@@`; define it in the manifest under `vars:`",
    "check_name": "unknown-variable",
    "fingerprint": "ed5b3ba28c6779ecd87f6da25ba47ff1",
    "severity": "major",
    "location": {
      "path": "slides/oven/heat.md",
      "lines": {
        "begin": 1
      }
    }
  },
  {
    "description": "`.lab[` is not closed; add the `]`; brackets in code inside count too",
    "check_name": "unclosed-class",
    "fingerprint": "dd4e7eef3cad7bc5568218dff23e34a9",
    "severity": "minor",
    "location": {
      "path": "slides/oven/heat.md",
      "lines": {
        "begin": 2
      }
    }
  }
]

"#]])
        .run();
}

/// The requirements of SARIF 2.1.0 for the written parts, restated. The whole schema was tried by
/// hand.
fn sarif_schema() -> serde_json::Value {
    serde_json::json!({
        "type": "object",
        "required": ["version", "runs"],
        "properties": {
            "version": { "const": "2.1.0" },
            "$schema": { "type": "string", "format": "uri" },
            "runs": { "type": "array", "items": { "$ref": "#/$defs/run" } }
        },
        "$defs": {
            "message": { "type": "object", "required": ["text"], "properties": { "text": { "type": "string", "minLength": 1 } } },
            "level": { "enum": ["none", "note", "warning", "error"] },
            "run": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": { "type": "object", "required": ["driver"], "properties": { "driver": {
                        "type": "object", "required": ["name", "rules"],
                        "properties": { "rules": { "type": "array", "uniqueItems": true, "items": {
                            "type": "object", "required": ["id", "shortDescription", "help"],
                            "properties": { "shortDescription": { "$ref": "#/$defs/message" }, "help": { "$ref": "#/$defs/message" } }
                        } } }
                    } } },
                    "columnKind": { "enum": ["utf16CodeUnits", "unicodeCodePoints"] },
                    "invocations": { "type": "array", "items": {
                        "type": "object", "required": ["executionSuccessful"],
                        "properties": { "toolExecutionNotifications": { "type": "array", "items": {
                            "type": "object", "required": ["message"],
                            "properties": { "message": { "$ref": "#/$defs/message" }, "level": { "$ref": "#/$defs/level" } }
                        } } }
                    } },
                    "results": { "type": "array", "items": { "$ref": "#/$defs/result" } }
                }
            },
            "result": {
                "type": "object",
                "required": ["message", "ruleId", "ruleIndex"],
                "properties": {
                    "message": { "$ref": "#/$defs/message" },
                    "level": { "$ref": "#/$defs/level" },
                    "partialFingerprints": { "type": "object", "minProperties": 1, "additionalProperties": { "type": "string" } },
                    "locations": { "type": "array", "items": { "$ref": "#/$defs/location" } },
                    "relatedLocations": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/$defs/location" } }
                }
            },
            "location": {
                "type": "object",
                "required": ["physicalLocation"],
                "properties": { "message": { "$ref": "#/$defs/message" }, "physicalLocation": {
                    "type": "object", "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": { "type": "object", "required": ["uri", "uriBaseId"], "properties": {
                            "uri": { "type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$" }
                        } },
                        "region": { "type": "object", "required": ["startLine", "startColumn", "endLine", "endColumn"], "additionalProperties": { "type": "integer", "minimum": 1 } }
                    }
                } }
            }
        }
    })
}

#[test]
fn sarif() {
    for test in [varied(), Test::fine(), wrong()] {
        let text = output_of(test, "sarif");
        assert_eq!(violations(&sarif_schema(), &text), Vec::<String>::new());
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let run = &log["runs"][0];
        for result in run["results"].as_array().expect("a list") {
            let index =
                usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
    let log: serde_json::Value = serde_json::from_str(&output_of(varied(), "sarif")).expect("JSON");
    let run = &log["runs"][0];
    let found = run["results"].as_array().expect("a list").iter();
    let found = found
        .map(|result| &result["locations"][0]["physicalLocation"])
        .filter(|place| place["artifactLocation"]["uri"] == "slides/a%2C%20b%3Ac%25.md");
    let columns: Vec<_> = found.map(|place| place["region"]["startColumn"].clone()).collect();
    // Characters are counted, not bytes or halves of surrogate pairs.
    assert_eq!(columns[..2], [6, 17]);
    let said = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(said, "… and 10 more `unclosed-class` in slides/many.md");
}

#[test]
fn junit() {
    for (test, failures) in [(varied(), true), (Test::fine(), false), (wrong(), true)] {
        let text = output_of(test, "junit");
        let document = roxmltree::Document::parse(&text).expect("XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let number = |node: roxmltree::Node<'_, '_>, name: &str| -> usize {
            node.attribute(name).expect(name).parse().expect("a number")
        };
        let count = |node: roxmltree::Node<'_, '_>, name: &str| {
            node.descendants().filter(|node| node.has_tag_name(name)).count()
        };
        assert_eq!(number(root, "tests"), count(root, "testcase"));
        assert_eq!(number(root, "failures"), count(root, "failure"));
        assert_eq!(number(root, "failures") > 0, failures);
        assert!(number(root, "tests") > 0);
        for suite in root.children().filter(roxmltree::Node::is_element) {
            assert_eq!(number(suite, "tests"), count(suite, "testcase"));
            assert_eq!(number(suite, "failures"), count(suite, "failure"));
            assert_eq!(number(suite, "skipped"), count(suite, "skipped"));
            assert!(suite.attribute("name").is_some_and(|name| !name.is_empty()));
        }
    }
    wrong().args("check -q --format junit").status(1).stdout(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deckyard" tests="3" failures="1" errors="0" time="0">
  <testsuite name="slides/bread.md" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="slides/bread.md" name="unknown-language slides/bread.md:5:1" time="0">
      <skipped message="slides/bread.md:5:1: warning[unknown-language] unknown language `bahs`; did you mean `bash`?">slides/bread.md:5:1: warning[unknown-language] unknown language `bahs`; did you mean `bash`?</skipped>
    </testcase>
  </testsuite>
  <testsuite name="slides/oven/heat.md" tests="2" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="slides/oven/heat.md" name="unknown-variable slides/oven/heat.md:1:6" time="0">
      <failure message="slides/oven/heat.md:1:6: error[unknown-variable] unknown variable `@@TEMP@@`; define it in the manifest under `vars:`" type="unknown-variable">slides/oven/heat.md:1:6: error[unknown-variable] unknown variable `@@TEMP@@`; define it in the manifest under `vars:`</failure>
    </testcase>
    <testcase classname="slides/oven/heat.md" name="unclosed-class slides/oven/heat.md:2:1" time="0">
      <skipped message="slides/oven/heat.md:2:1: warning[unclosed-class] `.lab[` is not closed; add the `]`; brackets in code inside count too">slides/oven/heat.md:2:1: warning[unclosed-class] `.lab[` is not closed; add the `]`; brackets in code inside count too</skipped>
    </testcase>
  </testsuite>
</testsuites>

"#]]).run();
    // XML has no control characters.
    let text = output_of(Test::chapter("a\u{1}b .x\u{8}[ .y[ \u{1}&<\"\n"), "junit");
    assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
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
[SITE]/public: 19 files written in [TIME] ms
built in [TIME] ms, written in [TIME] ms

"#]])
        .run();
}

#[test]
fn a_line_of_megabytes_is_cut() {
    let long = "bla ".repeat(1 << 18);
    let said = Test::chapter(&format!("{long}@@NIX@@ {long}")).said();
    // The column is relative to the line, not to the displayed part.
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
