//! What an author can mistype in `@@…`.

use snapbox::str;

use crate::fixture::Test;

#[test]
fn missing_include_is_guessed() {
    Test::chapter("Before\n\n@@INCLUDE[slides/oven/heet.md]\n")
        .file("slides/oven/heat.md", "250\n")
        .stderr(str![[r#"
error[include-missing]: the included file `slides/oven/heet.md` does not exist
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[slides/oven/heet.md]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ no such file
  │
  ╰ help: did you mean `slides/oven/heat.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn include_relative_to_the_slides_is_guessed() {
    Test::chapter("Before\n\n@@INCLUDE[oven/heat.md]\n")
        .file("slides/oven/heat.md", "250\n")
        .stderr(str![[r#"
error[include-missing]: the included file `oven/heat.md` does not exist
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[oven/heat.md]
  │ ━━━━━━━━━━━━━━━━━━━━━━━ no such file
  │
  ╰ help: did you mean `slides/oven/heat.md`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn cycle_shows_its_chain() {
    Test::chapter("Before\n\n@@INCLUDE[slides/flour.md]\n")
        .file("slides/flour.md", "Flour\n\n@@INCLUDE[slides/mill.md]\n")
        .file("slides/mill.md", "A mill\n@@INCLUDE[slides/bread.md]\n")
        .stderr(str![[r#"
error[include-cycle]: a file includes itself
  ╭▸ slides/mill.md:2:1
  │
2 │ @@INCLUDE[slides/bread.md]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━ slides/bread.md → slides/flour.md → slides/mill.md → slides/bread.md
  │
  ├ note: included from slides/flour.md:3:1
  ├ note: included from slides/bread.md:3:1
  ╰ help: remove one of these includes

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn chapter_that_includes_itself() {
    Test::chapter("Before\n\n@@INCLUDE[slides/bread.md]\n")
        .stderr(str![[r#"
error[include-cycle]: a file includes itself
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[slides/bread.md]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━ slides/bread.md → slides/bread.md
  │
  ╰ help: remove one of these includes

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn include_outside_the_site() {
    Test::chapter("Before\n\n@@INCLUDE[../secrets.yaml]\n")
        .stderr(str![[r#"
error[outside-site]: `../secrets.yaml` is outside the site
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[../secrets.yaml]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━ leaves the site's folder
  │
  ╰ help: copy the file into the site

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[cfg(unix)]
#[test]
fn include_outside_the_site_by_a_link() {
    Test::chapter("Before\n\n@@INCLUDE[slides/link]\n")
        .link("slides/link", "/etc/hostname")
        .stderr(str![[r#"
error[outside-site]: `slides/link` is outside the site
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[slides/link]
  │ ━━━━━━━━━━━━━━━━━━━━━━ leaves the site's folder
  │
  ╰ help: copy the file into the site

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn include_of_a_folder() {
    Test::chapter("Before\n\n@@INCLUDE[slides]\n")
        .stderr(str![[r#"
error[chapter-folder]: `slides` is a folder
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[slides]
  │ ━━━━━━━━━━━━━━━━━ expected a Markdown file
  │
  ╰ help: list its chapters one by one

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn include_of_bytes_that_are_no_text() {
    Test::chapter("Before\n\n@@INCLUDE[slides/loaf.png]\n")
        .file("slides/loaf.png", b"\x89PNG\r\n")
        .stderr(str![[r#"
error[not-utf8]: `slides/loaf.png` is not UTF-8
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[slides/loaf.png]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━━━ the first invalid byte
  │
  ╰ help: save the file as UTF-8

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn range_beyond_the_end() {
    Test::chapter("```yaml\n@@INCLUDE[oven.yaml:2-9]\n```\n")
        .file("oven.yaml", "a: 1\nb: 2\nc: 3\n")
        .stderr(str![[r#"
error[include-range]: `oven.yaml` has no lines 2-9
  ╭▸ slides/bread.md:2:1
  │
2 │ @@INCLUDE[oven.yaml:2-9]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━ the file has 3 lines
  │
  ╰ help: write `first-last`, counted from 1

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn range_that_runs_backwards() {
    Test::chapter("Before\n\n@@INCLUDE[oven.yaml:3-1]\n")
        .file("oven.yaml", "a: 1\nb: 2\nc: 3\n")
        .stderr(str![[r#"
error[include-range]: `oven.yaml` has no lines 3-1
  ╭▸ slides/bread.md:3:1
  │
3 │ @@INCLUDE[oven.yaml:3-1]
  │ ━━━━━━━━━━━━━━━━━━━━━━━━ the file has 3 lines
  │
  ╰ help: write `first-last`, counted from 1

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn problem_in_an_included_file_says_how_it_got_there() {
    Test::chapter("Before\n\n@@INCLUDE[slides/flour.md]\n")
        .file("slides/flour.md", "Flour\n\n@@INCLUDE[slides/mill.md]\n")
        .file("slides/mill.md", "A mill with @@WHEELS@@\n")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@WHEELS@@`
  ╭▸ slides/mill.md:1:13
  │
1 │ A mill with @@WHEELS@@
  │             ━━━━━━━━━━ no key defines it
  │
  ├ note: included from slides/flour.md:3:1
  ├ note: included from slides/bread.md:3:1
  ╰ help: define it in the manifest under `vars:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn failed_include_is_one_problem() {
    Test::chapter("@@INCLUDE[slides/gone.md]\n")
        .finds(&["slides/bread.md:1:1: error[include-missing]"]);
}

#[test]
fn includes_that_are_nested_too_deeply() {
    let mut test = Test::chapter("@@INCLUDE[0.md]\n");
    for level in 0..1000 {
        test = test.file(&format!("{level}.md"), format!("@@INCLUDE[{}.md]\n", level + 1));
    }
    test.finds(&["99.md:1:1: error[include-depth]"]);
}

#[test]
fn unknown_variable_is_guessed() {
    Test::manifest("vars: {room: Red}\ncontent:\n- hall.md\n")
        .file("slides/hall.md", "The hall\n\nWe meet in @@ROM@@.\n")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@ROM@@`
  ╭▸ slides/hall.md:3:12
  │
3 │ We meet in @@ROM@@.
  │            ━━━━━━━ no key defines it
  │
  ╰ help: did you mean `@@ROOM@@`?

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn unknown_variable_that_is_like_no_other() {
    Test::chapter("The password is @@WIFI@@.\n")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@WIFI@@`
  ╭▸ slides/bread.md:1:17
  │
1 │ The password is @@WIFI@@.
  │                 ━━━━━━━━ no key defines it
  │
  ╰ help: define it in the manifest under `vars:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}

#[test]
fn unknown_variable_in_code_is_code() {
    Test::chapter("Type `@@WIFI@@`:\n\n```bash\necho @@WIFI@@\n```\n")
        .stderr(str![[r#"
1 deck: no problem found

"#]])
        .run();
}

#[test]
fn unknown_variable_in_an_inline_chapter_is_found_in_the_manifest() {
    Test::manifest("content:\n- |\n  Hello\n\n  Meet at @@WHEN@@.\n")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@WHEN@@`
  ╭▸ slides/talk.yml:5:11
  │
5 │   Meet at @@WHEN@@.
  │           ━━━━━━━━ no key defines it
  │
  ╰ help: define it in the manifest under `vars:`

1 deck: 1 error

"#]])
        .status(1)
        .run();
}
