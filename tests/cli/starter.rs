//! `deckyard new DIR`: a site that builds without a warning, with any options, and overwrites
//! nothing.

use std::fs;

use snapbox::str;

use crate::fixture::{Ran, Test};

const HOSTS: [&str; 6] = ["none", "github", "gitlab", "netlify", "cloudflare", "forgejo"];

/// A new site in the folder `talks`, made on this day.
fn new(options: &str) -> Ran {
    Test::new().args(&format!("new talks --date 2027-01-05 -q {options}")).run()
}

/// The findings of `check` and `build` in a site on a day.
#[track_caller]
fn is_fine(site: Ran, day: &str) -> Ran {
    let site = site
        .then(&format!("check --strict --site talks --date {day}"))
        .stderr("3 decks: no problem found\n")
        .run();
    site.then(&format!("build --strict --site talks -q --date {day}")).run()
}

#[test]
fn nothing_is_wrong_with_the_site_for_any_host() {
    for host in HOSTS {
        for options in ["", "--url https://example.org/slides/ --title Bread"] {
            let site = new(&format!("--host {host} {options}"));
            let check = site.then("check --strict --site talks --date 2027-01-05");
            check.stderr("3 decks: no problem found\n").run();
        }
    }
}

#[test]
fn the_event_shows_the_workshop() {
    let site = is_fine(new("--url https://example.org/slides/"), "2027-01-05");
    let page = site.text("talks/public/events/2027-03-09-online/index.html");
    assert!(page.contains("Write once, teach often") && page.contains("Now you"), "{page}");
}

#[test]
fn the_site_stays_fine_while_years_pass() {
    let mut site = new("--url https://example.org/slides/");
    for day in ["2027-01-05", "2027-03-08", "2027-03-09", "2027-03-10", "2028-02-29", "2037-12-31"]
    {
        site = is_fine(site, day);
    }
    let site = is_fine(new(""), "2026-01-01");
    assert!(site.path("talks/public/workshop.html").is_file());
}

#[test]
fn both_decks_show_the_shared_chapter() {
    let site = is_fine(new(""), "2027-01-05");
    for deck in ["workshop", "talk"] {
        let page = site.text(&format!("talks/public/{deck}.html"));
        assert!(page.contains("data-source=\"shared/slides.md:"), "{deck}");
        assert_eq!(page.contains("Only in the long version"), deck == "workshop", "{deck}");
        assert!(page.contains("<aside class=\"notes\""), "{deck}");
    }
    let workshop = site.text("talks/public/workshop.html");
    assert!(
        workshop.contains("class=\"lab\"") && workshop.contains("hl-"),
        "a lab, and code in colours"
    );
    let set = site.text("talks/public/events/2027-03-09-online/workshop.html");
    assert!(set.contains("the video room"), "the variable of the event");
    site.then("unused --site talks").stdout("everything is used\n").run();
}

#[test]
fn what_is_written_is_listed_first() {
    Test::new()
        .args("new talks --dry-run --host netlify")
        .stdout(str![[r#"
.editorconfig
.gitignore
.schemas/manifest.json
.schemas/workshops.json
.vscode/extensions.json
.vscode/settings.json
.vscode/tasks.json
README.md
build-on-host.sh
netlify.toml
slides/images/chapters.svg
slides/labs.md
slides/shared/slides.md
slides/shared/thanks.md
slides/shared/title.md
slides/talk.yml
slides/workshop.yml
workshops.yml

"#]])
        .stderr(str![[r#"
talks: 18 files would be written

"#]])
        .run();
}

#[test]
fn a_new_site_says_what_to_do_next() {
    let site = Test::new()
        .args("new talks/first --host github --date 2027-01-05")
        .stderr(str![[r#"
talks/first: 17 files written

Next:
  cd talks/first
  deckyard serve --open   shows the site; it updates while you write
  deckyard docs start     the first steps
.github/workflows/slides.yml will publish it: `deckyard docs publishing` describes what to set up once

"#]])
        .run();
    let list = site.text("talks/first/workshops.yml");
    assert!(list.contains("title: \"First\"") && list.contains("# url: "), "{list}");
    assert!(site.text("talks/first/README.md").starts_with("# First\n"));
}

#[test]
fn a_folder_called_event_is_named_with_its_place() {
    let site = Test::new().args("new ./event -q").run();
    assert!(site.path("event/workshops.yml").is_file());
    let site = site.then("new event");
    let (said, status) = site.outcome();
    assert_eq!(status, Some(2));
    assert!(said.contains("<SLUG>"), "{said}");
}

#[test]
fn an_event_that_is_misspelled_is_no_folder() {
    let site = Test::new().args("new evnt 2027-04-23-paris");
    let ran = site.refuses("write `deckyard new event 2027-04-23-paris`");
    assert!(!ran.path("evnt").exists());
}

#[test]
fn an_event_on_an_impossible_day_is_refused() {
    let site = || Test::fine().file("workshops.yml", "workshops:\n");
    for slug in ["2027-13-26-paris", "2027-02-30"] {
        site().args(&format!("new event {slug}")).refuses("is not a date");
    }
    site().args("new event 2027-02-280 -q").run();
}

#[test]
fn a_site_in_a_folder_below_is_named() {
    let site = || Test::new().file("talks/slides/a.yml", "content: [a.md]\n").file("other/x", "");
    site().args("build").refuses("`cd talks`, or name it with `--site talks`");
    let two = site().file("more/slides/b.yml", "content: [b.md]\n");
    two.args("build").refuses("begin a site");
    let site = Test::fine().file("inner/slides/x.yml", "content: [x.md]\n");
    site.args("build inner")
        .refuses("it is a folder: name the folder of a site with `--site inner`");
    let list = Test::new().file("workshops.yml", "site: {title: T}\n");
    list.args("check").refuses("write one, such as `slides/talk.yml`");
}

#[test]
fn nothing_is_ever_overwritten() {
    let test = Test::new().file("talks/notes.txt", "mine").file("talks/slides/a.md", "mine");
    let site = test
        .args("new talks")
        .stderr(str![[r#"
error: talks is not empty: notes.txt, slides/ would be among the new files
  name a folder that is empty, or that does not exist

"#]])
        .status(2)
        .run();
    assert_eq!(site.files("talks"), ["notes.txt", "slides/a.md"]);
    let site = site.then("new talks/notes.txt").refuses("talks/notes.txt is a file");
    let site = site.again().file("talks/slides/a.yml", "content: [a.md]\n").args("new talks");
    let site = site.refuses("`deckyard serve --site talks` shows them");
    let site = site.again().file("other/talk.html", "<p>").args("new other");
    site.refuses("`deckyard import other --site NEW`");
}

#[test]
fn a_repository_without_files_is_an_empty_folder() {
    let site = Test::new().git("init -q").args("new . -q --title Bread").run();
    assert!(site.text("workshops.yml").contains("title: \"Bread\""));
    assert!(site.path(".git/HEAD").is_file());
}

#[test]
fn a_site_in_a_site_is_mentioned() {
    let site = new("").again().args("new talks/more --date 2027-01-05");
    let said = site.said();
    assert!(
        said.contains("note: it is inside the site") && said.contains("talks; a deck"),
        "{said}"
    );
}

#[test]
fn a_title_can_have_every_character() {
    let title = "Bread: \"rye\" # \\ {x} — l'été";
    let site = Test::new().args("new talks -q --date 2027-01-05 --title").word(title).run();
    is_fine(site, "2027-01-05");
}

#[test]
fn an_address_that_is_none_is_explained() {
    Test::new()
        .args("new talks --url example.org")
        .stderr(str![[r#"
error: --url example.org: an address begins with `https://`

"#]])
        .status(2)
        .run();
}

#[test]
fn without_a_folder_new_says_what_it_can_make() {
    Test::new()
        .args("new")
        .stderr(str![[r#"
error: name a folder for the new site, an event or a theme
  deckyard new DIR          a site to begin with, in the folder DIR
  deckyard new .            the same in the current folder, which must be empty
  deckyard new event SLUG   an event of the current site
  deckyard new theme NAME   a theme of the current site
`deckyard new --help` has more examples

"#]])
        .status(2)
        .run();
}

#[test]
fn what_is_embedded_is_what_the_repository_has() {
    // Only the files of `src/starter/site` and those listed above are written.
    let site = new("");
    let written = site.files("talks");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/starter/site");
    let mut count = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path.display().to_string());
            } else {
                count += 1;
            }
        }
    }
    assert_eq!(written.len(), count + 2, "the schemas are made: {written:?}");
}
