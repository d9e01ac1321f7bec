//! What an author can mistype where chapters are listed, and files that are not chapters.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn missing_chapter_is_guessed() {
    Test::manifest("content:\n- bread.md\n- oven/heet.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `oven/heet.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - oven/heet.md
  │   ━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `oven/heat.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn a_chapter_of_twenty_gigabytes_is_not_read() {
    Test::manifest("content:\n- huge.md\n")
        .long("slides/huge.md", 20 << 30)
        .stderr(str![[r#"
error[unreadable-file]: `huge.md` is too large to be read
  ╭▸ slides/talk.yml:2:3
  │
2 │ - huge.md
  │   ━━━━━━━ it has 20480 MiB, and texts have at most 64
  │
  ╰ help: link to large files, or put them into `static/`; chapters can be split

1 deck: 1 error

"#]])
        .status(1)
        .run();
    Test::fine().long("templates/deck.html", 20 << 30).long("workshops.yml", 20 << 30).finds(&[
        "templates/deck.html:1:1: error[unreadable-file]",
        "workshops.yml:1:1: error[unreadable-file]",
    ]);
}

#[test]
fn missing_chapter_in_another_folder_is_guessed() {
    Test::manifest("content:\n- bread.md\n- ovn/heat.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `ovn/heat.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - ovn/heat.md
  │   ━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `oven/heat.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn missing_chapter_of_the_right_name_in_the_wrong_folder_is_guessed() {
    Test::manifest("content:\n- bread.md\n- heat.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `heat.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - heat.md
  │   ━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `oven/heat.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn missing_chapter_that_is_like_no_other() {
    Test::manifest("content:\n- bread.md\n- kubernetes/rollout.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `kubernetes/rollout.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - kubernetes/rollout.md
  │   ━━━━━━━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: paths of chapters are relative to `slides/`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_with_the_wrong_case() {
    Test::manifest("content:\n- bread.md\n- Bread.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `Bread.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - Bread.md
  │   ━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `bread.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_without_its_extension() {
    Test::manifest("content:\n- bread.md\n- bread\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `bread` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - bread
  │   ━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `bread.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_with_the_folder_of_all_chapters() {
    Test::manifest("content:\n- bread.md\n- slides/bread.md\n")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `slides/bread.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - slides/bread.md
  │   ━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `bread.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn missing_chapter_in_two_decks_is_reported_where_each_names_it() {
    Test::manifest("content:\n- bread.md\n- braed.md\n")
        .file("slides/other.yml", "content:\n- bread.md\n- braed.md\n")
        .args("check --format short")
        .stderr(str![[r#"
slides/other.yml:3:3: error[missing-chapter] the chapter `braed.md` does not exist; did you mean `bread.md`?
slides/talk.yml:3:3: error[missing-chapter] the chapter `braed.md` does not exist; did you mean `bread.md`?
2 decks: 2 errors

"#]])
        .status(1)
        .run();
}

#[test]
fn forgotten_dash() {
    Test::manifest("content:\n- bread.md\n  oven/heat.md\n")
        .stderr(str![[r#"
error[chapter-path]: a chapter's path contains a space
  ╭▸ slides/talk.yml:2:3
  │
2 │ - bread.md
  │   ━━━━━━━━ read as one path: `bread.md oven/heat.md`
  │
  ╰ help: is a dash missing on the second line? Each chapter needs its own `- `

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn two_chapters_on_one_line() {
    Test::manifest("content:\n- bread.md, oven/heat.md\n")
        .stderr(str![[r#"
error[chapter-path]: a chapter's path contains a space
  ╭▸ slides/talk.yml:2:3
  │
2 │ - bread.md, oven/heat.md
  │   ━━━━━━━━━━━━━━━━━━━━━━ read as one path: `bread.md, oven/heat.md`
  │
  ╰ help: give each chapter a line of its own: `- bread.md`, `- oven/heat.md`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn folder_as_a_chapter() {
    Test::manifest("content:\n- bread.md\n- oven\n")
        .stderr(str![[r#"
error[chapter-folder]: `oven` is a folder
  ╭▸ slides/talk.yml:3:3
  │
3 │ - oven
  │   ━━━━ expected a Markdown file
  │
  ╰ help: list its chapters one by one

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_outside_the_site() {
    Test::manifest("content:\n- bread.md\n- ../../secrets.md\n")
        .stderr(str![[r#"
error[outside-site]: `../../secrets.md` is outside the site
  ╭▸ slides/talk.yml:3:3
  │
3 │ - ../../secrets.md
  │   ━━━━━━━━━━━━━━━━ leaves the site's folder
  │
  ╰ help: copy the file into the site

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_at_an_absolute_path() {
    Test::manifest("content:\n- bread.md\n- /etc/hostname\n")
        .stderr(str![[r#"
error[outside-site]: `/etc/hostname` is outside the site
  ╭▸ slides/talk.yml:3:3
  │
3 │ - /etc/hostname
  │   ━━━━━━━━━━━━━ a path that begins with `/` starts at the root of the file system
  │
  ╰ help: copy the file into the site; its paths do not begin with `/`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[cfg(unix)]
#[test]
fn symbolic_link_out_of_the_site() {
    Test::manifest("content:\n- bread.md\n- link.md\n")
        .link("slides/link.md", "/etc/hostname")
        .stderr(str![[r#"
error[outside-site]: `link.md` is outside the site
  ╭▸ slides/talk.yml:3:3
  │
3 │ - link.md
  │   ━━━━━━━ leaves the site's folder
  │
  ╰ help: copy the file into the site

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[cfg(unix)]
#[test]
fn symbolic_link_that_leads_nowhere() {
    Test::manifest("content:\n- bread.md\n- link.md\n")
        .link("slides/link.md", "gone.md")
        .stderr(str![[r#"
error[missing-chapter]: the chapter `link.md` does not exist
  ╭▸ slides/talk.yml:3:3
  │
3 │ - link.md
  │   ━━━━━━━ no such file in `slides/`
  │
  ╰ help: paths of chapters are relative to `slides/`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_that_is_not_utf8() {
    Test::manifest("content:\n- bread.md\n- coffee.md\n")
        .file("slides/coffee.md", b"# Coffee\n\nCaf\xe9 au lait\n")
        .stderr(str![[r#"
error[not-utf8]: `slides/coffee.md` is not UTF-8
  ╭▸ slides/coffee.md:3:4
  │
3 │ Caf� au lait
  │    ━ the first invalid byte
  │
  ╰ help: save the file as UTF-8

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn picture_as_a_chapter() {
    Test::manifest("content:\n- bread.md\n- loaf.png\n")
        .file("slides/loaf.png", b"\x89PNG\r\n\x1a\n\0\0\0")
        .stderr(str![[r#"
error[not-utf8]: `slides/loaf.png` is not UTF-8
  ╭▸ slides/loaf.png:1:1
  │
1 │ �PNG
  │ ━ the first invalid byte
  │
  ╰ help: save the file as UTF-8

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn empty_chapter() {
    Test::manifest("content:\n- bread.md\n- empty.md\n")
        .file("slides/empty.md", "\n")
        .stderr(str![[r#"
warning[empty-chapter]: the chapter shows nothing
  ╭▸ slides/empty.md:1:1
  │
1 │
  │ ━ no text
  │
  ╰ help: write it, or remove it from the manifest

1 deck: 1 warning

"#]])
        .run();
}

#[cfg(unix)]
#[test]
fn chapter_that_cannot_be_read() {
    // Nobody can read a link to itself, not even root.
    Test::manifest("content:\n- bread.md\n- loop.md\n")
        .link("slides/loop.md", "loop.md")
        .finds(&["slides/talk.yml:3:3: error[unreadable-file]"]);
}
