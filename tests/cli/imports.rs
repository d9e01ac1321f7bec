//! `import`: decks that were made for other tools become decks of a site.

use crate::fixture::{Ran, Test};

/// A page of remark with slides in it.
const PAGE: &str = r#"<!DOCTYPE html>
<html><head><title>Bread &amp; butter</title>
<link rel="stylesheet" href="https://fonts.example/css?family=Loaf">
<link rel="stylesheet" href="css/own.css">
<style>
@import url(https://fonts.example/css?family=Crust);
.crust { background: url("img/wood.png"); }
</style></head><body>
<textarea id="source">
class: center, middle

# Bread &lt;3

![A loaf](img/loaf.png) <img src='img/a b.svg' alt=''>

---
background-image: url(img/wood.png)

```js
*let a = 1 &amp;&amp; 2;
```
</textarea>
<script src="https://remark.example/remark-latest.min.js"></script>
<script>
  remark.macros.loud = function (word) { return '<b class="' + word + '">' + this + '</b>'; };
  remark.macros.odd = function () { return this.split(''); };
  // remark.create({ratio: '1:1'});
  var show = remark.create({
    ratio: '16:10', // wide
    highlightLines: true,
    countIncrementalSlides: false,
    slideNumberFormat: '%current%/%total%',
    highlightStyle: 'monokai',
  });
  show.on('showSlide', function () {});
</script></body></html>
"#;

/// A folder `old` with the page and its files.
fn page() -> Test {
    Test::new()
        .file("old/talk.html", PAGE)
        .file("old/css/own.css", "@font-face { src: url(../fonts/own.woff2) }\nh1 { color: red }\n")
        .file("old/fonts/own.woff2", "font")
        .file("old/img/loaf.png", "loaf")
        .file("old/img/a b.svg", "<svg/>")
        .file("old/img/wood.png", "wood")
        .file("old/img/unused.png", "unused")
}

/// Imports, and compares the exit status and parts of the report.
#[track_caller]
fn imported(test: Test, arguments: &str, status: i32, words: &[&str]) -> Ran {
    let test = test.args(arguments);
    let (said, code) = test.outcome();
    assert_eq!(code, Some(status), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is missing: {said}");
    }
    test.site()
}

#[test]
fn a_page_becomes_a_deck_with_its_files_and_styles() {
    let words = [
        "old/talk.html".trim_start_matches("old/"),
        "talk.html:10: the slides are `slides/talk/talk.md`",
        "talk.html:3: a style sheet of fonts.example",
        "talk.html:6: a style sheet of fonts.example",
        "talk.html:26: the macro `odd` is a script",
        "talk.html:33: `highlightStyle`",
        "talk.html:35: the rest of this script",
    ];
    let ran = imported(page(), "import old/talk.html", 0, &words);
    let manifest = ran.text("slides/talk.yml");
    for line in ["title: \"Bread & butter\"", "theme: talk", "ratio: 16:10", "- talk/talk.md"] {
        assert!(manifest.lines().any(|found| found == line), "{line}: {manifest}");
    }
    let files = ["a b.svg", "loaf.png", "wood.png"];
    assert_eq!(ran.files("slides/talk/img"), files);
    assert_eq!(ran.files("slides/talk/fonts"), ["own.woff2"]);
    let chapter = ran.text("slides/talk/talk.md");
    assert!(chapter.starts_with("class: center, middle\n\n# Bread <3\n"), "{chapter}");
    assert!(chapter.contains("*let a = 1 && 2;"), "{chapter}");
    let theme = ran.text("static/theme-talk.css");
    assert!(theme.contains("url(\"talk/fonts/own.woff2\")"), "{theme}");
    assert!(theme.contains("url(\"talk/img/wood.png\")"), "{theme}");
    assert!(!theme.contains("fonts.example"), "{theme}");
}

#[test]
fn an_imported_deck_builds_with_all_of_its_files() {
    let ran = imported(page(), "import old/talk.html --site new", 0, &["7 files written for talk"]);
    let test = ran.then("build --site new --out out");
    let (said, code) = test.outcome();
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("missing-picture"), "{said}");
    let ran = test.site();
    assert_eq!(ran.files("out/talk/img"), ["a b.svg", "loaf.png", "wood.png"]);
    assert_eq!(ran.files("out/talk/fonts"), ["own.woff2"]);
    assert!(ran.text("out/talk.html").contains("src=\"talk/img/loaf.png\""));
}

#[test]
fn a_second_import_changes_nothing_and_a_dry_run_writes_nothing() {
    let ran = imported(page(), "import old/talk.html --dry-run", 0, &["7 files would be written"]);
    assert!(ran.files("slides").is_empty());
    let ran = imported(ran.again(), "import old/talk.html", 0, &["7 files written"]);
    imported(ran.again(), "import old/talk.html", 0, &["nothing to do: talk is imported already"]);
}

#[test]
fn an_interrupted_import_is_completed() {
    let ran = imported(page(), "import old/talk.html", 0, &[]);
    for file in ["slides/talk.yml", "slides/talk/img/wood.png"] {
        std::fs::remove_file(ran.path(file)).expect("a file that was imported");
    }
    let ran = imported(ran.again(), "import old/talk.html", 0, &["2 files written"]);
    assert_eq!(ran.text("slides/talk/img/wood.png"), "wood");
}

#[test]
fn a_file_that_differs_is_never_overwritten() {
    let test = page().file("slides/talk/img/wood.png", "other wood");
    let words = ["`slides/talk/img/wood.png` exists and is different", "nothing is written"];
    let ran = imported(test, "import old/talk.html", 1, &words);
    assert_eq!(ran.files("slides"), ["talk/img/wood.png"]);
    assert_eq!(ran.text("slides/talk/img/wood.png"), "other wood");
    imported(ran.again(), "import old/talk.html --name bread", 0, &["written for bread"]);
}

#[test]
fn slides_in_files_are_copied_unchanged() {
    let page = "<script>remark.create({sourceUrl: 'md/a.md?v=2'})</script>";
    let test = Test::new().file("old/index.html", page).file("old/md/a.md", "# A\r\n\r\n---\r\nB");
    let ran = imported(
        test,
        "import old/index.html",
        0,
        &["md/a.md:1: the chapter is `slides/old/a.md`"],
    );
    assert_eq!(ran.text("slides/old/a.md"), "# A\r\n\r\n---\r\nB");
    assert!(ran.text("slides/old.yml").contains("ratio: 4:3\n"));
}

#[test]
fn files_that_a_script_joins_are_chapters() {
    let page = "<script src='js/start.js'></script>";
    let script = "Promise.all(['a.md', \"b.md\", 'missing.md'].map(load)).then(\n\
                  t => remark.create({source: t.join('---'), ratio: '16:9'}));";
    let test = Test::new()
        .file("old/talk.html", page)
        .file("old/js/start.js", script)
        .file("old/a.md", "# A\n")
        .file("old/b.md", "# B\n");
    let ran =
        imported(test, "import old/talk.html", 0, &["js/start.js:1: the script loads `a.md`"]);
    assert!(ran.text("slides/talk.yml").ends_with("- talk/a.md\n- talk/b.md\n"));
    assert!(ran.text("slides/talk.yml").contains("ratio: 16:9\n"));
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    for (url, root) in [
        ("../../../../../../../../etc/passwd", ""),
        ("/etc/passwd", ""),
        ("../secret.md", ""),
        ("..\\\\secret.md", ""),
        ("https://example.org/x.md", ""),
        ("../../secret.md", " --root ."),
    ] {
        let page = format!("<script>remark.create({{sourceUrl: '{url}'}})</script>");
        let test = Test::new().file("old/talk.html", page).file("secret.md", "secret");
        let words = ["error: old/talk.html:1: ", "nothing is written"];
        let words = if root.is_empty() { ["error: talk.html:1: ", words[1]] } else { words };
        let ran = imported(test, &format!("import old/talk.html{root}"), 1, &words);
        assert!(ran.files("slides").is_empty(), "{url}");
    }
    let words = ["not in old"];
    imported(page().file("other.html", PAGE), "import other.html --root old", 2, &words);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let page = "<link rel=stylesheet href=out.css><textarea id=source>\n![](out.png)\n</textarea>";
    let test = Test::new()
        .file("old/talk.html", page)
        .file("secret", "secret")
        .link("old/out.png", "../secret")
        .link("old/out.css", "../secret");
    let missing = ["`out.css` does not exist", "the picture `out.png` does not exist"];
    let ran = imported(test, "import old/talk.html --site new", 0, &missing);
    assert_eq!(ran.files("new"), ["slides/talk.yml", "slides/talk/talk.md"]);
}

#[cfg(unix)]
#[test]
fn names_that_no_address_has_are_left_out() {
    let page = "<textarea id=source>\n![](a%5Cb.png) ![](.git/config)\n</textarea>";
    let test = Test::new()
        .file("old/talk.html", page)
        .file("old/a\\b.png", "x")
        .file("old/.git/config", "password");
    let ran = imported(test, "import old/talk.html --site new", 0, &["its name contains `\\`"]);
    assert_eq!(ran.files("new"), ["slides/talk.yml", "slides/talk/talk.md"]);
}

#[test]
fn a_huge_page_is_refused() {
    let test = Test::new().long("old/talk.html", 3 << 30);
    imported(test, "import old/talk.html", 1, &["error: talk.html: ", "nothing is written"]);
}

#[test]
fn the_root_may_be_above_the_page() {
    let page =
        "<link rel=stylesheet href=../own.css><textarea id=source>\n![](../img/a.png)\n</textarea>";
    let test = || {
        let test = Test::new().file("talks/one/index.html", page).file("talks/img/a.png", "a");
        test.file("talks/own.css", "h1 { background: url(img/a.png) }\n")
    };
    let words = ["`../img/a.png` is outside the imported folder; `--root` names"];
    imported(test(), "import talks/one/index.html --site new", 0, &words);
    let ran = imported(test(), "import talks/one/index.html --root talks --site new", 0, &[]);
    assert_eq!(ran.files("new/slides"), ["one.yml", "one/img/a.png", "one/one/one.md"]);
    let test = ran.then("build --site new --out out");
    let (said, code) = test.outcome();
    assert_eq!((code, said.contains("missing-picture")), (Some(0), false), "{said}");
    assert_eq!(test.site().files("out/one/img"), ["a.png"]);
}

#[test]
fn a_folder_called_branch_is_a_folder() {
    let test = || Test::new().file("branch/talk.md", "# A\n\n---\n\n# B\n\n---\n\n# C\n");
    let ran = imported(test(), "import ./branch", 0, &["2 files written for talk"]);
    assert_eq!(ran.files("slides"), ["branch/talk.md", "talk.yml"]);
    imported(test(), "import branch/talk.md", 0, &["2 files written for talk"]);
    let words = ["name the branches", "--all", "`deckyard import ./branch`"];
    let ran = imported(test(), "import branch", 2, &words);
    assert!(ran.files("slides").is_empty());
}

#[test]
fn import_alone_says_what_to_write() {
    for arguments in ["import", "import --dry-run"] {
        let words = ["name what to import", "deckyard import talk.html", "import branch NAME"];
        let ran = imported(page(), arguments, 2, &words);
        assert!(ran.files("slides").is_empty());
    }
}

#[test]
fn options_of_remark_without_a_key_leave_a_deck_that_builds() {
    let page = "<textarea id=source>\n# A\n</textarea><script>remark.create({highlightLanguage: 'js', \
                highlightStyle: 'x', timer: {}, container: y, autoplay: 5, other: 1})</script>";
    let test = Test::new().file("old/talk.html", page);
    let ran = imported(test, "import old/talk.html --site new", 0, &["`highlightLanguage`"]);
    let test = ran.then("build --site new --out out");
    let (said, code) = test.outcome();
    assert_eq!((code, said.contains("warning")), (Some(0), false), "{said}");
}

#[test]
fn the_theme_of_an_imported_deck_begins_with_the_looks_of_remark() {
    let page = "<style>h1 { color: teal }</style><textarea id=source>\n# A\n</textarea>\
                <script>remark.create({highlightLanguage: 'python', highlightStyle: 'monokai'})</script>";
    let test = Test::new().file("old/talk.html", page);
    let ran = imported(test, "import old/talk.html --site new", 0, &["`highlightStyle` is dark"]);
    assert!(
        ran.text("new/slides/talk.yml").lines().any(|line| line == "highlight-language: python")
    );
    let theme = ran.text("new/static/theme-talk.css");
    assert!(theme.starts_with("@import \"theme-remark.css\";\n"), "{theme}");
    assert!(theme.contains("color-scheme: dark") && theme.ends_with("h1 { color: teal }\n"));
    let test = ran.then("build --site new --out out");
    let (said, code) = test.outcome();
    assert_eq!((code, said.contains("warning")), (Some(0), false), "{said}");
    let ran = test.site();
    let published = ran.files("out/assets").into_iter().find(|name| name.starts_with("theme-talk"));
    let published = ran.text(&format!("out/assets/{}", published.unwrap_or_default()));
    assert!(published.contains("--stage-height") && !published.contains("@import"), "{published}");
}

#[test]
fn files_that_a_page_joins_lose_the_separators_at_their_ends() {
    let page = "<script>remark.create({sourceUris: ['a.md', 'b.md']})</script>";
    let test = Test::new()
        .file("old/talk.html", page)
        .file("old/a.md", "# A\n\n---\n")
        .file("old/b.md", "# B\n\n---\n");
    let words = ["a.md:2: the separator at the end of the file is left out"];
    let ran = imported(test, "import old/talk.html", 0, &words);
    assert_eq!(ran.text("slides/talk/a.md"), "# A\n");
    assert_eq!(ran.text("slides/talk/b.md"), "# B\n\n---\n");
}

#[test]
fn stars_that_remark_shows_in_code_are_meant() {
    for (options, key) in [
        ("", "highlight-lines: false"),
        ("highlightLines: false", "highlight-lines: false"),
        ("highlightLines: true", "highlight-lines: true"),
    ] {
        let page = format!(
            "<textarea id=source>\n# A\n\n```js\n*let a = 1;\n```\n</textarea>\
             <script>remark.create({{{options}}})</script>"
        );
        let ran = imported(Test::new().file("old/talk.html", page), "import old/talk.html", 0, &[]);
        assert!(ran.text("slides/talk.yml").lines().any(|line| line == key), "{options}");
        let (said, code) = ran.then("build").outcome();
        assert_eq!((code, said.contains("starred-line")), (Some(0), false), "{said}");
    }
    let page = "<textarea id=source>\n# A\n\n* list\n</textarea><script>remark.create()</script>";
    let ran = imported(Test::new().file("old/talk.html", page), "import old/talk.html", 0, &[]);
    assert!(!ran.text("slides/talk.yml").contains("highlight-lines"));
}

#[test]
fn rules_for_elements_of_remark_reach_those_of_the_page() {
    let sheet = ".remark-slide{background:teal} .remark-slide table, a:is(.remark-slide) {}\n\
                 .remark-slide-content h1 {} .remark-slide_x {} p .remark-inline-code {}\n\
                 .slide-content { color: red }";
    let page = format!("<style>{sheet}</style><textarea id=source>\n# A\n</textarea>");
    let words = ["talk.html:3: rules for `.slide-content` reach every slide here"];
    let test = Test::new().file("old/talk.html", page);
    let theme = imported(test, "import old/talk.html", 0, &words).text("static/theme-talk.css");
    let rules = ".slide{background:teal} .slide table, a:is(.slide) {}\n\
                 .remark-slide-content h1 {} .remark-slide_x {} \
                 p :is(:not(pre) > code, .remark-inline-code) {}\n";
    assert!(theme.contains(rules), "{theme}");
}
