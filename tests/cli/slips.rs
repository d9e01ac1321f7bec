//! Values from outside and folders that are nearly the right ones.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn a_value_of_the_environment_is_named_as_such() {
    Test::fine()
        .env("OVERRIDE_exclude", "rye")
        .args("check")
        .stderr(str![[r#"
warning[unused-exclude]: no slide of the deck has the tag `rye` (from `OVERRIDE_exclude`)
 │
 ├ note: leaves nothing out
 ╰ help: remove it, or tag the slides with a `class:` line

1 deck: 1 warning

"#]])
        .run();
}

#[test]
fn a_value_of_the_command_line_is_named_as_such() {
    Test::fine()
        .args("check --set ratio=16/9")
        .stderr(str![[r#"
error[bad-value]: invalid value `16/9` for `ratio` (from `--set ratio=`)
 │
 ├ note: expected width and height, such as `16:9` or `4:3`
 ╰ help: did you mean `16:9`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn a_comment_in_a_value_of_the_environment() {
    Test::fine()
        .env("OVERRIDE_title", "Bread <!-- rye")
        .args("check")
        .stderr(str![[r#"
error[unclosed-comment]: the comment is not closed (from `OVERRIDE_title`)
 │
 ├ note: everything after it would be published
 ╰ help: add `-->`; to show `<!--`, write it as code: `` `<!--` ``

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn the_folder_of_slides_is_no_site() {
    Test::fine()
        .args("check --site slides")
        .stderr(str![[r#"
error[no-deck]: slides is a folder inside a site: name the folder of the site, `--site .`

"#]])
        .status(2)
        .run();
}

#[test]
fn a_folder_below_a_site_is_no_site() {
    Test::fine()
        .file("static/icons/bread.svg", "<svg/>")
        .args("check --site static/icons")
        .stderr(str![[r#"
error[no-deck]: static/icons is a folder inside a site: name the folder of the site, `--site .`

"#]])
        .status(2)
        .run();
}

#[test]
fn a_manifest_with_another_ending_is_named() {
    Test::new()
        .file("slides/talk.yaml", "title: A talk\ncontent: [bread.md]\n")
        .file("slides/bread.md", "Flour.\n")
        .stderr(str![[r#"
error[no-deck]: there is no manifest `slides/*.yml` here: rename `slides/talk.yaml` to `slides/talk.yml`

"#]])
        .status(2)
        .run();
}

#[test]
fn a_folder_of_slides_with_another_name_is_named() {
    Test::new()
        .file("decks/talk.yml", "title: A talk\ncontent: [bread.md]\n")
        .stderr(str![[r#"
error[no-deck]: there is no manifest `slides/*.yml` here: rename `decks/talk.yml` to `slides/talk.yml`

"#]])
        .status(2)
        .run();
}

#[test]
fn a_slip_is_shown_where_it_is_and_not_where_the_parser_stopped() {
    Test::manifest("title:Bread\ncontent:\n- bread.md\n")
        .stderr(str![[r#"
error[yaml-syntax]: this YAML cannot be read
  ╭▸ slides/talk.yml:1:6
  │
1 │ title:Bread
  │      ━ no space after the colon
  │
  ╰ help: write `title: Bread`

0 decks: 1 error

"#]])
        .status(1)
        .run();
}
