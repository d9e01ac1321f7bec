//! What an author can mistype on slides.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn content_class_that_is_never_closed() {
    Test::chapter("Bread\n\n.lab[\n\n- Knead\n\n---\n\nNext\n")
        .stderr(str![[r#"
warning[unclosed-class]: `.lab[` is not closed
  ╭▸ slides/bread.md:3:1
  │
3 │ .lab[
  │ ━━━━━ shown as it is typed
  │
  ╰ help: add the `]`; brackets in code inside count too

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn inline_class_that_is_never_closed() {
    Test::chapter("Not .red[too hot\n")
        .stderr(str![[r#"
warning[unclosed-class]: `.red[` is not closed
  ╭▸ slides/bread.md:1:5
  │
1 │ Not .red[too hot
  │     ━━━━━ shown as it is typed
  │
  ╰ help: add the `]`; brackets in code inside count too

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn class_inside_a_class_that_is_never_closed() {
    Test::chapter(".lab[\n\n- .red[hot]\n- .small[warm\n\n]\n")
        .stderr(str![[r#"
warning[unclosed-class]: `.lab[` is not closed
  ╭▸ slides/bread.md:1:1
  │
1 │ .lab[
  │ ━━━━━ shown as it is typed
  │
  ╰ help: add the `]`; brackets in code inside count too

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn fence_that_is_never_closed() {
    Test::chapter("Bread\n\n```bash\nknead\n\n---\n\nNext\n")
        .stderr(str![[r#"
warning[unclosed-fence]: the code block ```bash is not closed
  ╭▸ slides/bread.md:3:1
  │
3 │ ```bash
  │ ━━━━━━━ opened here
  │
  ╰ help: close it with the same characters on a line of their own

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn long_fence_is_closed_by_a_short_one_as_in_remark() {
    Test::chapter("````bash\nknead\n```\n\nNext\n")
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

#[test]
fn comment_that_is_never_closed() {
    Test::chapter("Bread\n\n<!-- salt?\n\nMore\n")
        .stderr(str![[r#"
error[unclosed-comment]: the comment is not closed
  ╭▸ slides/bread.md:3:1
  │
3 │ <!-- salt?
  │ ━━━━ everything after it would be published
  │
  ╰ help: add `-->`; to show `<!--`, write it as code: `` `<!--` ``

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn comment_over_slides() {
    Test::chapter("Bread\n\n<!--\n\nOld\n\n---\n\nOlder\n-->\n\nMore\n")
        .stderr(str![[r#"
warning[comment-over-slides]: the comment contains 1 slide separator
  ╭▸ slides/bread.md:3:1
  │
3 │ <!--
  │ ━━━━ all of it is left out
  │
  ╰ help: remark would split it and show its text; comment slides out one by one

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn separator_with_a_blank_after_it() {
    Test::chapter("One\n\n--- \n\nTwo\n")
        .stderr(str![[r#"
warning[near-separator]: `--- ` is nearly a slide separator
  ╭▸ slides/bread.md:3:1
  │
3 │ --- 
  │ ━━━━ does not separate
  │
  ╰ help: a separator is exactly `---`, `--` or `???`, without spaces around it

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn four_dashes_are_nearly_a_separator() {
    Test::chapter("One\n\n----\n\nTwo\n")
        .stderr(str![[r#"
warning[near-separator]: `----` is nearly a slide separator
  ╭▸ slides/bread.md:3:1
  │
3 │ ----
  │ ━━━━ does not separate
  │
  ╰ help: a slide begins after a line that is exactly `---`, a step after `--`; for a rule, write `***`

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn class_that_is_nearly_a_tag() {
    Test::manifest("exclude: [self-paced]\ncontent:\n- tags.md\n")
        .file(
            "slides/tags.md",
            "One\n\n---\nclass: self-paced\n\nTwo\n\n---\nclass: self-pacd\n\nThree\n",
        )
        .stderr(str![[r#"
error[exposed-tag]: this looks like the excluded tag `self-paced`, but does not exclude the slide
  ╭▸ slides/tags.md:9:8
  │
9 │ class: self-pacd
  │        ━━━━━━━━━ not spelled like the tag
  │
  ╰ help: did you mean `class: self-paced`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn class_that_is_switched_off_by_a_letter_is_meant() {
    Test::chapter("class: x-extra-details\n\nOne\n")
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

#[test]
fn class_that_is_nearly_one_of_the_theme() {
    Test::chapter("class: center, extra-detials, small\n\nOne\n")
        .finds(&["slides/bread.md:1:16: warning[near-tag]"]);
}

#[test]
fn first_line_that_vanishes() {
    Test::chapter("Note: bring an apron.\n\nBread\n")
        .stderr(str![[r#"
warning[vanished-line]: this line is read as the property `Note` and not shown
  ╭▸ slides/bread.md:1:1
  │
1 │ Note: bring an apron.
  │ ━━━━━━━━━━━━━━━━━━━━━ a first line `word:` is a property of the slide
  │
  ╰ help: to show this line, start the slide with a heading or with text that is not `word:`

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn first_line_that_is_mistyped_as_a_property() {
    Test::chapter("clas: pic\n\nA picture\n")
        .stderr(str![[r#"
warning[near-property]: `clas: pic` is not a property
  ╭▸ slides/bread.md:1:1
  │
1 │ clas: pic
  │ ━━━━━━━━━ shown or ignored
  │
  ╰ help: did you mean `class: pic`? It belongs on the first lines of the slide

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn property_after_a_blank_line_is_text() {
    Test::chapter("Bread\n\nclass: pic\n\nA picture\n")
        .stderr(str![[r#"
warning[late-property]: `class: pic` is shown as text
  ╭▸ slides/bread.md:3:1
  │
3 │ class: pic
  │ ━━━━━━━━━━ a property has an effect only at the start of its slide
  │
  ╰ help: move the line to the start of the slide, right after the `---`

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn template_that_does_not_exist() {
    Test::chapter("name: base\n\nBase\n\n---\ntemplate: bas\n\nOne\n")
        .stderr(str![[r#"
warning[unknown-template]: no slide before this one is named `bas`
  ╭▸ slides/bread.md:6:11
  │
6 │ template: bas
  │           ━━━ no template
  │
  ╰ help: did you mean `base`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn two_sections_with_one_title() {
    Test::manifest("content:\n- |\n  @@TOC@@\n- - first.md\n  - more.md\n")
        .file("slides/first.md", "# Bread\n\nFlour.\n")
        .file("slides/more.md", "# Bread\n\nSalt.\n")
        .stderr(str![[r#"
warning[duplicate-section]: two sections are called “Bread”
  ╭▸ slides/more.md:1:1
  │
1 │ # Bread
  │ ━━━━━━━ the second one
  │
  ├ note: the first one is at slides/first.md:1:1
  ╰ help: give it another title; until then its anchor carries a number

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn two_slides_with_one_name() {
    Test::chapter("name: dough\n\nOne\n\n---\nname: dough\n\nTwo\n")
        .stderr(str![[r#"
warning[duplicate-name]: two slides are named `dough`
  ╭▸ slides/bread.md:6:1
  │
6 │ name: dough
  │ ━ the second one
  │
  ├ note: the first one is at slides/bread.md:1:1
  ╰ help: give it another name; links go to the first

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn link_to_a_name_that_does_not_exist_is_guessed() {
    Test::chapter("name: dough\n\nOne\n\n---\n\nSee [above](#duogh).\n")
        .stderr(str![[r#"
warning[broken-link]: no slide is named `duogh`
  ╭▸ slides/bread.md:7:5
  │
7 │ See [above](#duogh).
  │     ━━━━━━━━━━━━━━━ has no target
  │
  ╰ help: did you mean `dough`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn link_to_a_name_that_is_like_no_other() {
    Test::chapter("See [the mill](#mill).\n")
        .stderr(str![[r#"
warning[broken-link]: no slide is named `mill`
  ╭▸ slides/bread.md:1:5
  │
1 │ See [the mill](#mill).
  │     ━━━━━━━━━━━━━━━━━ has no target
  │
  ╰ help: name the slide with a `name:` line

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn link_to_a_slide_that_is_left_out() {
    Test::manifest("exclude: [extra]\ncontent:\n- tags.md\n")
        .file("slides/tags.md", "See [more](#more).\n\n---\nclass: extra\nname: more\n\nMore\n")
        .stderr(str![[r#"
warning[broken-link]: no slide is named `more`
  ╭▸ slides/tags.md:1:5
  │
1 │ See [more](#more).
  │     ━━━━━━━━━━━━━ has no target
  │
  ╰ help: name the slide with a `name:` line

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn link_to_a_number_beyond_the_last_slide() {
    Test::chapter("See [more](#12).\n")
        .stderr(str![[r#"
warning[broken-link]: no slide has the number 12
  ╭▸ slides/bread.md:1:5
  │
1 │ See [more](#12).
  │     ━━━━━━━━━━━ the deck has fewer slides
  │
  ╰ help: link to a name, which stays when numbers change: give the slide a `name:` line

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn link_label_with_two_targets() {
    Test::chapter(
        "[mill]\n\n[mill]: https://a.example\n\n---\n\n[mill]\n\n[mill]: https://b.example\n",
    )
    .stderr(str![[r#"
warning[label-redefined]: the link label `mill` has two targets in this deck
  ╭▸ slides/bread.md:9:1
  │
9 │ [mill]: https://b.example
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━ the last one wins everywhere: https://b.example
  │
  ╰ help: give one of them another label

1 deck: 1 warning

"#]])
    .run();
}

#[test]
fn missing_picture_is_guessed() {
    Test::chapter("![A loaf](images/laof.png)\n")
        .file("slides/images/loaf.png", "pixels")
        .stderr(str![[r#"
warning[missing-picture]: the picture `images/laof.png` does not exist
  ╭▸ slides/bread.md:1:1
  │
1 │ ![A loaf](images/laof.png)
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/loaf.png`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn missing_picture_in_html() {
    Test::chapter("<img src=\"images/laof.png\">\n")
        .file("slides/images/loaf.png", "pixels")
        .stderr(str![[r#"
warning[missing-picture]: the picture `images/laof.png` does not exist
  ╭▸ slides/bread.md:1:1
  │
1 │ <img src="images/laof.png">
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/loaf.png`?

warning[missing-alt]: this picture has no alternative text
  ╭▸ slides/bread.md:1:1
  │
1 │ <img src="images/laof.png">
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━ the brackets are empty, or there is no `alt`
  │
  ╰ help: describe it: `![A loaf in the oven](…)`; in HTML, write `alt=""` for decoration

1 deck: 2 warnings

"#]])
        .run();
}

#[test]
fn missing_background_picture() {
    Test::chapter("background-image: url(images/laof.png)\n\nBread\n")
        .file("slides/images/loaf.png", "pixels")
        .stderr(str![[r#"
warning[missing-picture]: the picture `images/laof.png` does not exist
  ╭▸ slides/bread.md:1:23
  │
1 │ background-image: url(images/laof.png)
  │                       ━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/loaf.png`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn missing_picture_between_sections() {
    Test::manifest("interstitials:\n- images/laof.png\ncontent:\n- |\n  @@TOC@@\n- first.md\n")
        .file("slides/first.md", "# Bread\n\nFlour.\n")
        .file("slides/images/loaf.png", "pixels")
        .stderr(str![[r#"
warning[missing-picture]: the picture `images/laof.png` does not exist
  ╭▸ slides/talk.yml:2:3
  │
2 │ - images/laof.png
  │   ━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/loaf.png`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn unknown_language_is_guessed() {
    Test::chapter("```pyhton\nprint(1)\n```\n")
        .stderr(str![[r#"
warning[unknown-language]: unknown language `pyhton`
  ╭▸ slides/bread.md:1:1
  │
1 │ ```pyhton
  │ ━━━━━━━━━ shown without colours
  │
  ╰ help: did you mean `python`?

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn unknown_language_that_is_like_no_other() {
    Test::chapter("```brainstorm\n1\n```\n")
        .stderr(str![[r#"
warning[unknown-language]: unknown language `brainstorm`
  ╭▸ slides/bread.md:1:1
  │
1 │ ```brainstorm
  ╰╴━━━━━━━━━━━━━ shown without colours

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn html_that_has_no_partner() {
    Test::chapter("Use <name> here\n\n</div>\n")
        .stderr(str![[r#"
warning[stray-html]: `<name>` has no matching tag on this slide
  ╭▸ slides/bread.md:1:5
  │
1 │ Use <name> here
  │     ━━━━━━ closed or removed
  │
  ╰ help: add `</name>`; if it is not HTML, write it as code: `` `<name>` ``

warning[stray-html]: `</div>` has no matching tag on this slide
  ╭▸ slides/bread.md:3:1
  │
3 │ </div>
  │ ━━━━━━ closed or removed
  │
  ╰ help: remove it, or open `<div>` before it; if it is not HTML, write it as code: `` `</div>` ``

1 deck: 2 warnings

"#]])
        .run();
}

#[test]
fn unknown_macro() {
    Test::chapter("![:scal 50%](images/loaf.png)\n")
        .status(1)
        .stderr(str![[r#"
error[unsupported-macro]: unknown macro `scal`
  ╭▸ slides/bread.md:1:1
  │
1 │ ![:scal 50%](images/loaf.png)
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ no macro of this name
  │
  ╰ help: did you mean `scale`?

1 deck: 1 error

"#]])
        .run();
}

#[test]
fn problem_of_a_chapter_in_many_decks_is_reported_once() {
    let mut test = Test::chapter("```bahs\nls\n```\n");
    for deck in ["evening", "morning", "noon"] {
        test = test.file(&format!("slides/{deck}.yml"), "content:\n- bread.md\n");
    }
    test.stderr(str![[r#"
warning[unknown-language]: unknown language `bahs`
  ╭▸ slides/bread.md:1:1
  │
1 │ ```bahs
  │ ━━━━━━━ shown without colours
  │
  ├ note: shown by evening and 3 other decks
  ╰ help: did you mean `bash`?

4 decks: 1 warning

"#]])
        .run();
}
