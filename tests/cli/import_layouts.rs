//! `import`: the layouts of tools around remark, and decks of other tools.

use crate::fixture::{Ran, Test};

/// Imports the folder `old`, and compares parts of the report.
#[track_caller]
fn imported(test: Test, path: &str, words: &[&str]) -> Ran {
    let test = test.args(&format!("import {path} --site new"));
    let (said, code) = test.outcome();
    assert_eq!(code, Some(0), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is missing: {said}");
    }
    test.site()
}

#[track_caller]
fn has_lines(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|found| found == *line), "`{line}` is missing: {text}");
    }
}

#[test]
fn backslide_puts_markdown_into_a_template() {
    let template = "<title>{{title}}</title>{{{style}}}<script>\nremark.create({\n  {{{source}}},\n  \
                    ratio: '16:9'\n});\n</script>";
    let made = "<style>h1 { color: teal }</style><textarea id=source>\n# Old\n</textarea>";
    let test = Test::new()
        .file("old/template/index.html", template)
        .file("old/template/style.scss", "$teal: teal;\n")
        .file("old/dough.md", "title: Sourdough\nclass: wide\n\n# Dough\n")
        .file("old/dist/dough.html", made)
        .file("old/README.md", "# About\n\n---\n\n---\n");
    let ran = imported(test, "old", &["dist/dough.html: its compiled style sheets are copied"]);
    has_lines(
        &ran.text("new/slides/dough.yml"),
        &["title: Sourdough", "ratio: 16:9", "theme: dough"],
    );
    assert_eq!(ran.files("new/slides"), ["dough.yml", "old/dough.md"]);
    assert!(ran.text("new/static/theme-dough.css").contains("h1 { color: teal }"));
}

#[test]
fn remarker_has_its_settings_in_yaml() {
    let settings =
        "source: talk.md\ntitle: Oven\ncssFiles: [own.css]\nremarkConfig:\n  ratio: '16:9'\n";
    let test = Test::new()
        .file("old/remarker.yml", settings)
        .file("old/talk.md", "# Oven\n")
        .file("old/own.css", "h1 { color: red }\n");
    let ran = imported(test, "old", &["talk.md:1: the chapter is `slides/old/talk.md`"]);
    has_lines(
        &ran.text("new/slides/remarker.yml"),
        &["title: Oven", "ratio: 16:9", "- old/talk.md"],
    );
}

#[test]
fn a_markdown_file_takes_the_style_sheet_beside_it() {
    let test = Test::new()
        .file("old/talk.md", "# Talk\n\n---\n\n![](a.png)\n")
        .file("old/talk.css", "h1 { color: red }\n")
        .file("old/a.png", "a");
    let ran = imported(test, "old/talk.md", &["the style sheet `talk.css` beside the slides"]);
    has_lines(&ran.text("new/slides/talk.yml"), &["title: Talk", "theme: talk", "ratio: 4:3"]);
    assert_eq!(ran.files("new/slides/talk"), ["a.png", "talk.md"]);
}

const RMD: &str = r##"---
title: "Loaves: a study"
author: [Ann, Bob]
date: "`r Sys.Date()`"
output:
  xaringan::moon_reader:
    css: [default, own.css]
    nature:
      ratio: '16:9'
      slideNumberFormat: "%current%"
      beforeInit: x.js
---

```{r setup, include=FALSE}
password <- "hidden"
```

# One

```{r, echo=FALSE, out.width="50%"}
knitr::include_graphics("img/loaf.png")
```

---

```{r plot, fig.width=3}
plot(x)
```

There are `r nrow(x)` loaves.
"##;

#[test]
fn xaringan_has_options_in_its_front_matter_and_code_in_chunks() {
    let test = Test::new()
        .file("old/loaves.Rmd", RMD)
        .file("old/own.css", ".loaf { color: brown }\n")
        .file("old/img/loaf.png", "loaf");
    let words = [
        "loaves.Rmd:1: the front matter became a title slide",
        "loaves.Rmd:7: the style sheet `default` belongs to xaringan",
        "loaves.Rmd:14: a chunk with hidden code is left out",
        "loaves.Rmd:20: a chunk that includes pictures became these pictures",
        "loaves.Rmd:26: a chunk became a code block",
        "loaves.Rmd:30: R code in the text",
    ];
    let ran = imported(test, "old", &words);
    has_lines(&ran.text("new/slides/loaves.yml"), &["title: \"Loaves: a study\"", "ratio: 16:9"]);
    let text = ran.text("new/slides/old/loaves.md");
    assert!(!text.contains("password") && !text.contains("include_graphics"), "{text}");
    has_lines(
        &text,
        &[
            "class: center, middle, inverse, title-slide",
            "# Loaves: a study",
            "### Ann",
            "<img src=\"img/loaf.png\" alt=\"\" style=\"width: 50%\">",
            "```r",
            "plot(x)",
        ],
    );
    assert_eq!(ran.files("new/slides/old"), ["img/loaf.png", "loaves.md"]);
}

#[test]
fn a_folder_of_decks_becomes_several_decks_that_share_files() {
    let page =
        |text: &str| format!("<textarea id=source>\n# {text}\n\n![](../img/a.png)\n</textarea>");
    let test = Test::new()
        .file("old/one/index.html", page("One"))
        .file("old/two/index.html", page("Two"))
        .file("old/node_modules/x/index.html", page("Never"))
        .file("old/img/a.png", "a");
    let ran = imported(test, "old", &["files written for one, two"]);
    let files = ["old/img/a.png", "old/one/one.md", "old/two/two.md", "one.yml", "two.yml"];
    assert_eq!(ran.files("new/slides"), files);
}

#[test]
fn marp_has_directives_backgrounds_and_notes() {
    let deck = "---\nmarp: true\ntitle: Crumb\nsize: 4:3\nclass: lead\nheader: H\nstyle: |\n  section { color: red }\n---\n\n\
                # One\n<!-- Say hello -->\n\nUnder\n---\n\n***\n\n<!-- _class: dark -->\n\n![bg](a.png)\n\n\
                ![w:50px A loaf](b.png)\n\n```\n---\n```\n";
    let test = Test::new().file("old/crumb.md", deck).file("old/a.png", "a").file("old/b.png", "b");
    let words =
        ["`header` of Marp", "a comment became notes", "an underlined heading became `## …`"];
    let ran = imported(test, "old/crumb.md", &words);
    has_lines(&ran.text("new/slides/crumb.yml"), &["title: Crumb", "ratio: 4:3", "theme: crumb"]);
    let text = ran.text("new/slides/crumb/crumb.md");
    let expected = "class: lead\n\n# One\n\n## Under\n\n???\n\nSay hello\n\n---\n\nclass: dark\n\
                    background-image: url(a.png)\nbackground-size: cover\n\n\
                    <img src=\"b.png\" alt=\"A loaf\" style=\"width: 50px\">\n\n```\n---\n```\n";
    assert_eq!(text, expected);
    assert_eq!(ran.files("new/slides/crumb"), ["a.png", "b.png", "crumb.md"]);
}

#[test]
fn reveal_md_has_vertical_slides_and_notes() {
    let deck = "---\ntitle: Crust\ntheme: black\n---\n# One\n\nNote: Say hello\n\n----\n\n\
                <!-- .slide: class=\"dark\" data-background=\"#123\" -->\n# Two\n\n- a <!-- .element: class=\"fragment\" -->\n\n---\n\n# Three\n";
    let test = Test::new().file("old/crust.md", deck);
    let ran = imported(test, "old/crust.md", &["crust.md:3: `theme` of reveal-md"]);
    let expected = "# One\n\n???\n\nSay hello\n\n---\n\nclass: dark\nbackground-color: #123\n\n# Two\n\n- a\n\n---\n\n# Three\n";
    assert_eq!(ran.text("new/slides/crust/crust.md"), expected);
}

#[test]
fn pages_of_reveal_are_taken_as_far_as_they_are_markdown() {
    let page = "<title>Rye</title><section data-markdown data-separator='^---$'><textarea data-template>\n    # One\n\n    ---\n\n    # Two\n</textarea></section>\
                <section><h1>HTML</h1></section>";
    let ran = imported(Test::new().file("old/rye.html", page), "old/rye.html", &["slides in HTML"]);
    assert_eq!(ran.text("new/slides/rye/rye.md"), "# One\n\n---\n\n# Two\n");
}

#[test]
fn what_is_no_deck_is_refused() {
    let test = Test::new().file("old/README.md", "# No deck\n").file("old/a.html", "<p>no</p>");
    for (path, words) in [
        ("old", "there is no deck in the folder `old`"),
        ("old/a.html", "a.html: no slides found"),
        ("old/missing.html", "error: cannot read `old/missing.html`: "),
    ] {
        let (said, code) = Test::new()
            .file("old/README.md", "# No deck\n")
            .file("old/a.html", "<p>no</p>")
            .args(&format!("import {path}"))
            .outcome();
        assert!(code != Some(0) && said.contains(words), "{path}: {said}");
    }
    assert!(test.site().files("slides").is_empty());
}
