//! Commands in a folder of a site: they find it, name it, and read paths relative to the user's
//! folder.

use snapbox::str;

use crate::fixture::{Ran, Test};

fn site() -> Test {
    Test::fine()
        .file("workshops.yml", "site: {title: Bread}\n")
        .file("slides/oven/heat.md", "## Heat\n\n![A loaf](images/loaf.svg)\n")
        .file("slides/images/loaf.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .file("slides/oven.yml", "title: Oven\ncontent:\n- oven/heat.md\n")
}

#[test]
fn a_command_says_which_site_it_found() {
    let ran = site()
        .inside("slides/oven")
        .args("build oven")
        .stderr(str![[r#"
the site is [SITE]
oven: 1 slide kept
[SITE]/public: 20 files written in [TIME] ms

"#]])
        .run();
    assert!(ran.path("public/oven.html").is_file());
    let ran = ran.then("build ../oven.yml -q").inside("slides/oven").run();
    ran.then("check -q").inside("public").run();
}

#[test]
fn a_named_site_wins() {
    let other =
        site().file("slides/oven/deep/slides/rye.yml", "content:\n- |\n  ## Rye\n\n  Dark.\n");
    let ran = other
        .inside("slides/oven")
        .args("check --site deep")
        .stderr("1 deck: no problem found\n")
        .run();
    let nearest = ran.then("check").inside("slides/oven/deep").stderr("1 deck: no problem found\n");
    let ran = nearest.run();
    ran.then("check --site .").inside("slides/images").refuses("error[no-deck]");
}

#[test]
fn paths_are_from_where_the_user_is() {
    let ran = site().inside("slides/oven").args("uses heat.md -q").outcome();
    assert!(ran.0.contains("slides/oven.yml:3:3") && ran.1 == Some(0), "{ran:?}");
    let ran = site().inside("slides/images").args("uses ../images/loaf.svg -q").outcome();
    assert!(ran.0.contains("slides/oven/heat.md:3") && ran.1 == Some(0), "{ran:?}");
    // A file that does not exist there is named as usual.
    let ran = site().inside("static").args("uses oven/heat.md -q").outcome();
    assert!(ran.0.contains("slides/oven.yml:3:3") && ran.1 == Some(0), "{ran:?}");
}

#[test]
fn a_file_is_moved_from_where_the_user_is() {
    let moved = |folder: &str, arguments: &str| -> Ran {
        site().inside(folder).args(&format!("mv -q {arguments}")).run()
    };
    let ran = moved("slides/oven", "heat.md warmth.md");
    assert!(ran.path("slides/oven/warmth.md").is_file());
    assert!(ran.text("slides/oven.yml").contains("- oven/warmth.md"));
    let ran = moved("slides/oven", "heat.md ../");
    assert!(ran.path("slides/heat.md").is_file());
    let ran = moved("slides", "oven.yml stove.yml");
    assert!(ran.path("slides/stove.yml").is_file());
    // The name of a deck is not a path.
    let ran = moved("slides/oven", "oven stove");
    assert!(ran.path("slides/stove.yml").is_file());
}

#[test]
fn events_are_made_in_the_site() {
    let ran = site().inside("slides/oven").args("new event 2027-05-06-paris -q").run();
    assert!(ran.text("workshops.yml").contains("slug: 2027-05-06-paris"));
    let ran = ran.then("import extra.md -q --dry-run").inside("slides/oven");
    let ran = ran.file("slides/oven/extra.md", "# A\n\n---\n\n# B\n").outcome();
    assert!(ran.1 == Some(0), "{ran:?}");
}

#[test]
fn a_work_tree_is_never_left() {
    let inner = site().file("vendor/tool/readme.txt", "").inside("vendor/tool");
    let inner = inner.git("init -q vendor/tool");
    inner.args("build").refuses("error[no-deck]");
}

#[test]
fn files_of_another_program_are_no_site() {
    let test = Test::new()
        .file("slides/compose.yml", "services:\n  web: {}\n")
        .file("notes/today.txt", "")
        .inside("notes");
    test.args("build").refuses("error[no-deck]");
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    for command in ["build", "check", "stats", "serve"] {
        Test::new()
            .args(command)
            .stderr(str![[r#"
error[no-deck]: there is no manifest `slides/*.yml` here
  deckyard new DIR       begin a site, with two small decks
  deckyard import PATH   take decks that you have: remark, xaringan, Marp, reveal-md
  --site DIR             name the folder of a site that is elsewhere

"#]])
            .status(2)
            .run();
    }
}
