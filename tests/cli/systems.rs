//! Differences between systems and disks, and what must be the same on all of them.

use snapbox::str;

use crate::fixture::Test;

const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#;

/// Windows and macOS find these chapters, Linux does not. All names on the disk are in lower case:
/// some disks list only such names.
#[test]
fn chapters_and_includes_have_the_names_of_the_disk() {
    Test::manifest(
        "title: A talk\ncontent:\n- bread.md\n- Oven/heat.md\n- 'oven\\heat.md'\n- oven/HEAT.md\n",
    )
    .file("slides/bread.md", "Flour\n\n@@INCLUDE[slides/Oven/heat.md]\n")
    .args("check")
    .finds(&[
        "slides/bread.md:3:1: error[include-missing]",
        "slides/talk.yml:4:3: error[missing-chapter]",
        "slides/talk.yml:5:3: error[missing-chapter]",
        "slides/talk.yml:6:3: error[missing-chapter]",
    ]);
}

#[test]
fn two_spellings_of_one_picture_are_reported_where_they_are() {
    Test::chapter(
        "![Dough](images/pic.svg)\n\n![Dough](images/Pic.svg)\n\n![Dough](images\\pic.svg)\n",
    )
    .file("slides/images/pic.svg", PICTURE)
    .stderr(str![[r#"
warning[missing-picture]: the picture `images/Pic.svg` does not exist
  ╭▸ slides/bread.md:3:1
  │
3 │ ![Dough](images/Pic.svg)
  │ ━━━━━━━━━━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/pic.svg`?

warning[missing-picture]: the picture `images\pic.svg` does not exist
  ╭▸ slides/bread.md:5:1
  │
5 │ ![Dough](images\pic.svg)
  │ ━━━━━━━━━━━━━━━━━━━━━━━━ no such file in `slides/`
  │
  ╰ help: did you mean `images/pic.svg`?

1 deck: 2 warnings

"#]])
    .run();
}

#[test]
fn style_sheets_overlays_and_folders_of_the_site_have_the_names_of_the_disk() {
    Test::fine()
        .file("static/theme.css", "h1 { background: url(img/Pic.svg) }\nh2 { background: url(img/pic.svg) }\n")
        .file("static/img/pic.svg", PICTURE)
        .file("events/lyon/bread.md", "Du pain.\n")
        .file(
            "workshops.yml",
            "- title: Lyon\n  date: 2027-03-04\n  slug: lyon\n  decks: talk\n  overlay: Events/lyon\n",
        )
        .args("check --date 2027-01-01")
        .finds(&[
            "static/theme.css:1:18: warning[broken-link]",
            "workshops.yml:5:12: error[missing-overlay]",
        ]);
}

#[test]
fn a_folder_of_another_name_is_not_the_folder() {
    Test::new()
        .file("Slides/talk.yml", "title: A talk\ncontent:\n- bread.md\n")
        .file("Slides/bread.md", "Flour and water.\n")
        .refuses("there is no manifest `slides/*.yml` here: rename `Slides/talk.yml` to `slides/talk.yml`");
}

#[test]
fn decks_and_files_are_named_as_shells_complete_them() {
    let (said, status) = Test::fine().args(r"build .\slides\talk.yml --out public").outcome();
    assert_eq!(status, Some(0), "{said}");
    if cfg!(windows) {
        let (said, status) = Test::fine().args(r"uses slides\bread.md").outcome();
        assert_eq!(status, Some(0), "{said}");
    }
}

/// Git and editors reject paths of that form.
#[test]
fn no_message_has_the_form_of_paths_that_windows_gives_itself() {
    for arguments in ["check -v", "build -v --out public", "build --out ../nowhere/../."] {
        let (said, _) = Test::chapter("![Dough](missing.svg)\n").args(arguments).outcome();
        assert!(!said.contains(r"\\?\"), "{said}");
    }
}
