//! What an author can mistype in a manifest.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn unknown_key_is_guessed() {
    Test::manifest("titel: Bread\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[unknown-key]: unknown key `titel`
  ╭▸ slides/talk.yml:1:1
  │
1 │ titel: Bread
  │ ━━━━━ unknown here
  │
  ╰ help: did you mean `title`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn unknown_key_that_is_like_no_other_lists_the_keys() {
    Test::manifest("trainer: me\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[unknown-key]: unknown key `trainer`
  ╭▸ slides/talk.yml:1:1
  │
1 │ trainer: me
  │ ━━━━━━━ unknown here
  │
  ╰ help: people, days and places belong to events, in `workshops.yml`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn duplicate_key() {
    Test::manifest("title: One\ncontent:\n- bread.md\ntitle: Two\n")
        .stderr(str![[r#"
error[duplicate-key]: duplicate key `title`
  ╭▸ slides/talk.yml:4:1
  │
4 │ title: Two
  │ ━━━━━ the second one
  │
  ╰ help: keep one of them

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn content_and_chapters_are_two_names_of_one_key() {
    Test::manifest("chapters:\n- bread.md\ncontent:\n- oven/heat.md\n")
        .finds(&["slides/talk.yml:3:1: error[duplicate-key]"]);
}

#[test]
fn text_expected_list_found() {
    Test::manifest("title: [Bread]\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[wrong-type]: `title` is a text
  ╭▸ slides/talk.yml:1:8
  │
1 │ title: [Bread]
  │        ━ expected a text, found a list
  │
  ╰ help: write one text: `title: Bread`; to show the brackets, `title: "[Bread]"`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn words_expected_mapping_found() {
    Test::manifest("exclude:\n  extra: yes\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[wrong-type]: `exclude` is a list of words
  ╭▸ slides/talk.yml:2:3
  │
2 │   extra: yes
  │   ━ expected a list of words, found a mapping
  │
  ╰ help: write a list: `exclude: [extra]`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_expected_number_found() {
    Test::manifest("content:\n- bread.md\n- 2024\n")
        .stderr(str![[r#"
error[wrong-type]: `content` is a list of chapters
  ╭▸ slides/talk.yml:3:3
  │
3 │ - 2024
  │   ━━━━ expected a list of chapters, found a number
  │
  ╰ help: write the path of a Markdown file in `slides/`: `intro.md`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn manifest_that_is_a_list() {
    Test::manifest("- bread.md\n- oven/heat.md\n")
        .stderr(str![[r#"
error[wrong-type]: `a manifest` is a mapping
  ╭▸ slides/talk.yml:1:1
  │
1 │ - bread.md
  │ ━ expected a mapping, found a list
  │
  ╰ help: write `content:` before the list of chapters, and `title: …` above it

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn manifest_that_is_a_text() {
    Test::manifest("bread.md\n")
        .stderr(str![[r#"
error[wrong-type]: `a manifest` is a mapping
  ╭▸ slides/talk.yml:1:1
  │
1 │ bread.md
  │ ━━━━━━━━ expected a mapping, found a text
  │
  ╰ help: write `content:` before the list of chapters, and `title: …` above it

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn unknown_key_of_a_chapter_is_guessed() {
    Test::manifest("content:\n- bread.md\n- {chaptr: bread.md, minutes: 5}\n")
        .stderr(str![[r#"
error[unknown-key]: unknown key `chaptr`
  ╭▸ slides/talk.yml:3:4
  │
3 │ - {chaptr: bread.md, minutes: 5}
  │    ━━━━━━ unknown here
  │
  ╰ help: did you mean `chapter`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn mapping_without_a_chapter() {
    Test::manifest("content:\n- bread.md\n- {minutes: 5}\n")
        .stderr(str![[r#"
error[bad-value]: invalid value `{…}` for `content`
  ╭▸ slides/talk.yml:3:3
  │
3 │ - {minutes: 5}
  ╰╴  ━ expected `{chapter: k8s/rollout.md, minutes: 25}`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn minutes_that_are_no_number() {
    Test::manifest("content:\n- {chapter: bread.md, minutes: five}\n")
        .stderr(str![[r#"
error[wrong-type]: `minutes` is a whole number of minutes
  ╭▸ slides/talk.yml:2:32
  │
2 │ - {chapter: bread.md, minutes: five}
  ╰╴                               ━━━━ expected a whole number of minutes, found a text

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn colon_after_a_chapter_makes_it_a_key() {
    Test::manifest("content:\n- bread.md:\n- oven/heat.md\n")
        .stderr(str![[r#"
error[unknown-key]: unknown key `bread.md`
  ╭▸ slides/talk.yml:2:3
  │
2 │ - bread.md:
  │   ━━━━━━━━ unknown here
  │
  ╰ help: a path ends without a colon: `- bread.md`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn ratio_without_a_colon() {
    Test::manifest("ratio: wide\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[bad-value]: invalid value `wide` for `ratio`
  ╭▸ slides/talk.yml:1:8
  │
1 │ ratio: wide
  │        ━━━━ expected width and height, such as `16:9` or `4:3`
  │
  ╰ help: did you mean `16:9`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn notes_that_are_neither_public_nor_private() {
    Test::manifest("notes: none\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[bad-value]: invalid value `none` for `notes`
  ╭▸ slides/talk.yml:1:8
  │
1 │ notes: none
  │        ━━━━ expected `public` or `private`
  │
  ╰ help: did you mean `private`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn variable_with_a_blank_in_its_name() {
    Test::manifest("vars: {wifi name: oven}\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[bad-value]: invalid value `wifi name` for `vars`
  ╭▸ slides/talk.yml:1:8
  │
1 │ vars: {wifi name: oven}
  │        ━━━━━━━━━ expected a name of letters, digits and `_`
  │
  ╰ help: did you mean `wifi_name`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn interstitials_that_are_a_text() {
    Test::manifest("interstitials: a.png\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[wrong-type]: `interstitials` is a list of pictures, or `false`
  ╭▸ slides/talk.yml:1:16
  │
1 │ interstitials: a.png
  │                ━━━━━ expected a list of pictures, or `false`, found a text
  │
  ╰ help: write a list: `interstitials: [a.png]`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn bracket_that_is_never_closed() {
    Test::manifest("exclude: [a, b\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:10
  │
1 │ exclude: [a, b
  │          ━ this bracket is not closed
  │
  ╰ help: write `exclude: [a, b]`

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn colon_in_a_title() {
    Test::manifest("title: Bread: a start\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:13
  │
1 │ title: Bread: a start
  │             ━ a colon and a space in a text
  │
  ╰ help: put a text that contains `: ` in quotes: `title: "Bread: a start"`

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn tab_for_indentation() {
    Test::manifest("content:\n\t- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:2:1
  │
2 │     - bread.md
  │ ━━━━ a tab
  │
  ╰ help: indent with spaces: YAML allows no tabs here

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn dash_that_is_not_below_the_others() {
    Test::manifest("content:\n  - bread.md\n - oven/heat.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:3:2
  │
3 │  - oven/heat.md
  │  ━ begins in column 2
  │
  ╰ help: begin `-` in the same column as the one in line 2, column 3

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn quote_that_is_never_closed() {
    Test::manifest("title: \"Bread\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:8
  │
1 │ title: "Bread
  │        ━ this quote is not closed
  │
  ╰ help: close the quote that opens on line 1

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn variable_of_the_text_as_a_value() {
    Test::manifest("title: @@CHAT@@\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:8
  │
1 │ title: @@CHAT@@
  │        ━ a text cannot begin with this character
  │
  ╰ help: write `title: "@@CHAT@@"`

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn alias_without_its_anchor() {
    Test::manifest("title: *bread\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:8
  │
1 │ title: *bread
  │        ━ `*` refers to an anchor, but no anchor has this name
  │
  ╰ help: put a text that begins like this in quotes: `"*bread"`

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn two_documents_in_one_file() {
    Test::manifest("title: One\n---\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:2:1
  │
2 │ ---
  │ ━━━ a second document begins here, but only one is allowed
  │
  ╰ help: remove the line `---`; another deck is another file

0 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn manifest_that_is_not_utf8() {
    Test::new()
        .file("slides/talk.yml", b"title: Caf\xe9\n")
        .finds(&["slides/talk.yml:1:11: error[not-utf8]"]);
}

#[test]
fn empty_manifest_makes_an_empty_deck() {
    Test::manifest("")
        .stderr(str![[r#"
error[empty-deck]: the deck has no slide
  ╭▸ slides/talk.yml:1:1
  │
1 │
  │ ━ no chapter is listed
  │
  ╰ help: list chapters under `content:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn deck_without_content() {
    Test::manifest("title: Bread\n")
        .stderr(str![[r#"
error[empty-deck]: the deck has no slide
  ╭▸ slides/talk.yml:1:1
  │
1 │ title: Bread
  │ ━ no chapter is listed
  │
  ╰ help: list chapters under `content:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn deck_with_an_empty_list() {
    Test::manifest("title: Bread\ncontent: []\n")
        .stderr(str![[r#"
error[empty-deck]: the deck has no slide
  ╭▸ slides/talk.yml:2:1
  │
2 │ content: []
  │ ━━━━━━━ no chapter is listed
  │
  ╰ help: list chapters under `content:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn deck_of_which_everything_is_left_out() {
    Test::manifest("exclude: [extra]\ncontent:\n- extra.md\n")
        .file("slides/extra.md", "class: extra\n\nOne\n\n---\nclass: extra\n\nTwo\n")
        .stderr(str![[r#"
error[empty-deck]: the deck has no slide
  ╭▸ slides/talk.yml:2:1
  │
2 │ content:
  │ ━━━━━━━ `exclude` leaves out all 2 of them
  │
  ╰ help: remove a tag from `exclude:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn tag_that_nobody_has_is_guessed() {
    // Either may be the one that is wrong: the slide would be published.
    Test::manifest("exclude: [self-pace]\ncontent:\n- extra.md\n")
        .file("slides/extra.md", "One\n\n---\nclass: self-paced\n\nTwo\n")
        .finds(&[
            "slides/extra.md:4:8: error[exposed-tag]",
            "slides/talk.yml:1:11: warning[unused-exclude]",
        ]);
}

#[test]
fn tag_that_nobody_has_and_none_is_like() {
    Test::manifest("exclude:\n- bakers\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
warning[unused-exclude]: no slide of the deck has the tag `bakers`
  ╭▸ slides/talk.yml:2:3
  │
2 │ - bakers
  │   ━━━━━━ leaves nothing out
  │
  ╰ help: remove it, or tag the slides with a `class:` line

1 deck: 1 warning

"#]])
        .run();
}

// Other disks have one file of both names.
#[test]
#[cfg(target_os = "linux")]
fn two_decks_with_one_output_name() {
    Test::fine()
        .file("slides/Talk.yml", "content:\n- bread.md\n")
        .stderr(str![[r#"
error[output-clash]: two files would be written to `talk.html`
  ╭▸ slides/talk.yml:1:1
  │
1 │ title: A talk
  │ ━ the other comes from `slides/Talk.yml`
  │
  ╰ help: rename this file

2 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn deck_with_a_name_that_the_site_needs() {
    Test::fine()
        .file("slides/index.yml", "content:\n- bread.md\n")
        .stderr(str![[r#"
error[output-clash]: two files would be written to `index.html`
  ╭▸ slides/index.yml:1:1
  │
1 │ content:
  │ ━ the other comes from the site itself
  │
  ╰ help: rename this file

2 decks: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn deck_without_slides_says_why_once() {
    Test::manifest("content:\n- braed.md\n")
        .finds(&["slides/talk.yml:2:3: error[missing-chapter]"]);
}

#[test]
fn title_without_a_table_of_contents_is_fine() {
    Test::manifest("content:\n- titled.md\n").file("slides/titled.md", "# Bread\n").finds(&[]);
}

#[test]
fn all_problems_come_in_one_run() {
    Test::manifest("titel: One\nexclude: {a: b}\ncontent:\n- braed.md\n- bread.md\n")
        .file("slides/bread.md", "Bread\n\n@@NIX@@\n\n.lab[\n")
        .args("check --format short")
        .stderr(str![[r#"
slides/bread.md:3:1: error[unknown-variable] unknown variable `@@NIX@@`; define it in the manifest under `vars:`
slides/bread.md:5:1: warning[unclosed-class] `.lab[` is not closed; add the `]`; brackets in code inside count too
slides/talk.yml:1:1: error[unknown-key] unknown key `titel`; did you mean `title`?
slides/talk.yml:2:10: error[wrong-type] `exclude` is a list of words; write a list: `exclude: [a]`
slides/talk.yml:4:3: error[missing-chapter] the chapter `braed.md` does not exist; did you mean `bread.md`?
1 deck: 4 errors, 1 warning

"#]])
        .status(1)
        .run();
}

#[test]
fn settings_with_a_yaml_error() {
    Test::fine()
        .file("workshops.yml", "site:\n  title: \"Talks\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ workshops.yml:2:10
  │
2 │   title: "Talks
  │          ━ this quote is not closed
  │
  ╰ help: close the quote that opens on line 2

1 deck: 1 error

"#]])
        .status(1)
        .run();
}
