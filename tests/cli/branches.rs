//! `import branch`: the decks of branches become revisions, overlays and entries, and are verified.

use std::fs;

use crate::fixture::{Ran, Test};

/// The list of events: one whose slides are on a branch, one that has nothing to do with any.
const LIST: &str = "# All of them.\nworkshops:\n- date: 2027-03-02 # a Tuesday\n  title: Bread in Lyon\n  \
                    slides: https://lyon.example.org/talk.yml.html\n\n- date: 2026-01-02\n  title: Rye\n\n\
                    # who teaches\nspeakers:\n  odile: Odile\n";

/// A site of one deck with two chapters, whose last commit is on `main`.
fn site() -> Test {
    Test::new()
        .file("slides/talk.yml", "title: Bread\ncontent:\n- bread.md\n- oven.md\n")
        .file("slides/bread.md", "Flour and water.\n\n---\n\nYeast.\n")
        .file("slides/oven.md", "@@INCLUDE[tools/oven.txt]\n")
        .file("tools/oven.txt", "250 degrees.\n")
        .file("slides/_redirects", "/next https://next.example.org\n")
        .git("init -q")
        .git("add -A")
        .git("commit -qm first")
}

/// The same with a branch on which files have other contents, and `main` checked out and changed since.
fn with_branch(test: Test, name: &str, files: &[(&str, &str)]) -> Test {
    let test = test.git(&format!("checkout -q -b {name} main"));
    let test = files.iter().fold(test, |test, (path, text)| test.file(path, text));
    test.git("add -A").git("commit -qm delivery --allow-empty").git("checkout -q main")
}

/// A change of all chapters on `main`, which no event of the past may show.
fn moved_on(test: Test) -> Test {
    test.file("slides/bread.md", "Another recipe.\n")
        .file("slides/oven.md", "Another oven.\n")
        .git("commit -qam later")
}

fn lyon() -> Test {
    let files = [
        ("slides/bread.md", "Flour of Lyon.\n\n---\n\nYeast.\n"),
        ("slides/unused.md", "No deck shows this.\n"),
        ("tools/oven.txt", "300 degrees.\n"),
        ("slides/override.css", "h2 { color: red; }\n"),
        (
            "slides/_redirects",
            "/ /talk.yml.html 200!\n/next https://next.example.org\n/chat https://chat.example.org/a\n\
             /q /qrcode.html 200\n/old /talk.yml.html\n",
        ),
    ];
    moved_on(with_branch(site(), "lyon", &files)).file("workshops.yml", LIST)
}

/// The commit that a name means.
fn commit(folder: &std::path::Path, name: &str) -> String {
    let output = std::process::Command::new("git")
        .args(["rev-parse", name])
        .current_dir(folder)
        .output()
        .expect("git");
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

#[track_caller]
fn imported(test: &Test) -> String {
    let (said, status) = test.outcome();
    assert_eq!(status, Some(0), "{said}");
    said
}

fn all(ran: Ran) -> Test {
    ran.then("import branch --all")
}

#[test]
fn a_branch_becomes_an_event() {
    let test = lyon().args("import branch --all");
    let base = commit(&test.folder(), "main~1");
    let said = imported(&test);
    assert!(said.contains("1 deck equal (3 slides), 0 differ"), "{said}");
    let ran = test.left("events");
    let expected = LIST.replace(
        "  slides: https://lyon.example.org/talk.yml.html\n",
        &format!(
            "  #slides: https://lyon.example.org/talk.yml.html\n  decks: [talk]\n  root: talk\n  rev: \
             \"{base}\"\n"
        ),
    );
    let redirects = "\nredirects:\n  events/2027-03-02/chat: \"https://chat.example.org/a\"\n";
    let list = ran.text("workshops.yml");
    assert!(list.starts_with(&expected), "{list}");
    let slug = list.split("\"https://lyon.example.org/*\": \"events/").nth(1).expect("a rule");
    let slug = slug.split_once("/:splat").expect("a target").0.to_owned();
    assert!(list.contains(&redirects.replace("2027-03-02", &slug)), "{list}");
    assert!(
        list.contains(&format!("events/{slug}/old: \"events/{slug}/talk.html\""))
            || list.contains(&format!("events/{slug}/old: events/{slug}/talk.html")),
        "{list}"
    );
    let folder = format!("events/{slug}");
    assert_eq!(ran.files(&folder), ["bread.md", "override.css", "talk.yml", "tools/oven.txt"]);
    // The site shows it, with its style, and the address of the old host redirects to it.
    let built = ran.then("build --date 2027-01-01");
    let (said, status) = built.outcome();
    assert_eq!(status, Some(0), "{said}");
    assert!(!said.contains("unused-overlay"), "{said}");
    let ran = built.left("public");
    let page = ran.text(&format!("public/{folder}/talk.html"));
    assert!(page.contains("Flour of Lyon.") && page.contains("300 degrees."), "{page}");
    let rules = ran.text("public/_redirects");
    let rule = format!("https://lyon.example.org/* /{folder}/:splat 301!");
    assert!(rules.contains(&rule), "{rules}");
    let sheets = ran.files("public/assets");
    let sheet = sheets.iter().find(|name| name.starts_with("theme-")).expect("a style sheet");
    assert!(page.contains(sheet) && ran.text(&format!("public/assets/{sheet}")).contains("h2"));
    assert!(!ran.text("public/talk.html").contains(sheet), "it is the event's");
}

#[test]
fn a_second_run_changes_nothing() {
    let test = lyon().args("import branch --all");
    imported(&test);
    let ran = test.left("events");
    let before = (ran.text("workshops.yml"), ran.files("events"));
    let test = all(ran);
    let said = imported(&test);
    assert!(said.contains("1 imported before") && said.contains("nothing to write"), "{said}");
    assert!(said.contains("1 deck equal (3 slides), 0 differ"), "{said}");
    let ran = test.left("events");
    assert_eq!(before, (ran.text("workshops.yml"), ran.files("events")));
}

#[test]
fn what_was_interrupted_is_finished() {
    let test = lyon().args("import branch --all");
    imported(&test);
    let whole = test.left("events");
    let (list, files) = (whole.text("workshops.yml"), whole.files("events"));
    // Only some files of the overlay were written.
    fs::write(whole.path("workshops.yml"), LIST).expect("a list");
    let gone = files.last().expect("a file");
    fs::remove_file(whole.path(&format!("events/{gone}"))).expect("no file");
    let test = all(whole);
    imported(&test);
    let ran = test.left("events");
    assert_eq!((ran.text("workshops.yml"), ran.files("events")), (list, files));
}

#[test]
fn a_dry_run_writes_nothing() {
    let test = lyon().args("import branch lyon --dry-run");
    let said = imported(&test);
    assert!(said.contains("+  decks: [talk]\n") && said.contains("new file events/"), "{said}");
    assert!(said.contains("would write workshops.yml and 4 files"), "{said}");
    let ran = test.site();
    assert_eq!(ran.text("workshops.yml"), LIST);
    assert!(ran.files("events").is_empty());
}

#[test]
fn files_of_the_author_are_never_replaced() {
    let test = lyon().args("import branch --all");
    imported(&test);
    let ran = test.left("events");
    let files = ran.files("events");
    let own = files.iter().find(|file| file.ends_with("bread.md")).expect("a chapter");
    let own = format!("events/{own}");
    fs::write(ran.path(&own), "Mine.\n").expect("a file");
    // An event that was imported stays as its author changed it.
    let test = all(ran);
    let (said, status) = test.outcome();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("slides differ: slide 1 "), "{said}");
    let ran = test.left("events");
    assert_eq!(ran.text(&own), "Mine.\n");
    // One that was not is refused.
    fs::write(ran.path("workshops.yml"), LIST).expect("a list");
    let test = all(ran);
    let (said, status) = test.outcome();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("already exists with different content"), "{said}");
    assert_eq!(test.left("events").text("workshops.yml"), LIST);
}

#[test]
fn branches_of_all_kinds_are_imported() {
    let menu =
        "<a href=\"talk.yml.html\">one</a> <a href='2.yml.html#3'>two</a> <a href=\"no.yml.html\">";
    let second = "title: Second\ncontent:\n- oven.md\n- gone.md\n";
    let test = [
        // The deck of `/`, nothing else.
        ("2026-05-plain", vec![("slides/_redirects", "/ /talk.yml.html 200!\n")]),
        // A menu, a deck of its own with a hole, a chapter.
        (
            "menu",
            vec![
                ("slides/_redirects", "/ /menu.html 200!\n"),
                ("slides/menu.html", menu),
                ("slides/2.yml", second),
                ("slides/oven.md", "Heat.\n"),
            ],
        ),
        // A changed manifest without a declaration.
        ("changed", vec![("slides/talk.yml", "title: |\n  Two\n  Lines\ncontent:\n- bread.md\n")]),
        // Work that is not a delivery.
        ("fix-typo", vec![("slides/bread.md", "Flour.\n")]),
    ]
    .into_iter()
    .fold(site(), |test, (name, files)| with_branch(test, name, &files));
    let test = moved_on(test).args("import branch --all");
    let said = imported(&test);
    assert!(said.contains("3 branches imported, 0 imported before, 0 left, 1 without"), "{said}");
    assert!(said.contains("4 decks equal"), "{said}");
    assert!(!said.contains("the date 2027-01-01"), "{said}");
    let ran = test.left("events");
    let list = ran.text("workshops.yml");
    assert!(
        list.contains("- slug: \"2026-05-plain\"\n  title: Bread\n  decks: [talk]\n  root: talk\n"),
        "{list}"
    );
    assert!(
        list.contains("decks: [talk, \"2\"]\n") && list.contains("  missing: warn\n"),
        "{list}"
    );
    assert!(
        list.contains("title: \"Two Lines\"") || list.contains("title: \"Two: Lines\""),
        "{list}"
    );
    assert_eq!(ran.files("events/menu"), ["2.yml", "oven.md"]);
    assert!(!ran.path("events/2026-05-plain").exists(), "the revision is enough");
    let (said, status) = ran.then("build").outcome();
    assert_eq!(status, Some(0), "{said}");
}

#[cfg(unix)]
#[test]
fn links_are_what_they_lead_to() {
    let test = site()
        .link("slides/where.md", "bread.md")
        .file("slides/talk.yml", "title: Bread\ncontent:\n- where.md\n");
    let test = test.git("add -A").git("commit -qm links");
    let test = test.git("checkout -q -b linked main");
    fs::remove_file(test.folder().join("slides/where.md")).expect("no link");
    let test = test.link("slides/where.md", "oven.md").link("slides/other.yml", "talk.yml");
    let test = test
        .file("slides/_redirects", "/ /other.yml.html 200!\n")
        .git("add -A")
        .git("commit -qm delivery")
        .git("checkout -q main");
    let test = moved_on(test).args("import branch linked");
    let said = imported(&test);
    assert!(said.contains("1 deck equal"), "{said}");
    let ran = test.left("events");
    assert_eq!(ran.files("events/linked"), ["other.yml", "where.md"]);
    assert!(!ran.path("events/linked/where.md").is_symlink());
}

#[test]
fn what_an_overlay_cannot_hold_is_left_or_kept_at_its_end() {
    // The title of the deck has two lines, and that of its event one.
    let title = "title: |\n  Bread\n  and Rolls\ncontent:\n- bread.md\n- oven.md\n";
    let files = [("slides/_redirects", "/ /talk.yml.html 200!\n"), ("slides/talk.yml", title)];
    let test = site().file("slides/bread.md", "class: title\n\n@@TITLE@@\n\n---\n\nYeast.\n");
    let test = with_branch(test.git("commit -qam title"), "gone", &files);
    let test = test.git("checkout -q gone").git("rm -q slides/oven.md").git("commit -qm less");
    let test = moved_on(test.git("checkout -q main")).args("import branch gone");
    let (said, status) = test.outcome();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("slides/oven.md was removed") && said.contains("--keep tip"), "{said}");
    assert!(!test.folder().join("workshops.yml").exists());
    let tip = commit(&test.folder(), "gone");
    let test = test.args("import branch gone --keep tip");
    let said = imported(&test);
    assert!(said.contains("1 deck equal"), "{said}");
    let ran = test.site();
    let list = ran.text("workshops.yml");
    assert!(list.contains(&format!("rev: \"{tip}\"\n  missing: warn\n")), "{list}");
}

#[test]
fn branches_with_hostile_names_and_files_do_no_harm() {
    let start = (
        "slides/_redirects",
        "/ /talk.yml.html 200!\n/../../x https://a.example.org\n/a:b /talk.yml.html\n/*  https://a.example.org/:splat\n/js javascript:alert(1)\n/y https://a.example.org/\"\\\n",
    );
    let names =
        ["$(touch-x)", "a;b", "é-ü", "…", "x'y\"z", "site/slides", "con", "@", "workshops.yml"];
    let test = names.iter().fold(site(), |test, name| {
        with_branch(test, name, &[start, ("slides/bread.md", "Ours.\n")])
    });
    let test = test.args("import branch --all");
    let (said, _) = test.outcome();
    assert!(said.contains("no letter and no digit"), "{said}");
    let ran = test.site();
    let list = ran.text("workshops.yml");
    assert!(!list.contains("javascript") && !list.contains(".."), "{list}");
    for file in ran.files("events") {
        assert!(file.ends_with("/bread.md"), "{file}");
    }
    let (said, status) = ran.then("build").outcome();
    assert_eq!(status, Some(0), "{said}\n{list}");
}

#[cfg(unix)]
#[test]
fn hooks_and_settings_of_the_repository_run_nothing() {
    let test = lyon();
    let marker = test.folder().join("ran");
    let script = format!("#!/bin/sh\ntouch {}\n", marker.display());
    let program = test.folder().join("trap.sh");
    let test = test.file("trap.sh", script);
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("a mode");
    let path = program.display();
    let test = test
        .git(&format!("config core.fsmonitor {path}"))
        .git(&format!("config core.hooksPath {path}"))
        .git(&format!("config diff.external {path}"))
        .git(&format!("config uploadpack.packObjectsHook {path}"))
        .args("import branch --all");
    imported(&test);
    assert!(!marker.exists());
}

#[test]
fn wrong_names_are_said() {
    lyon().args("import branch lyn").refuses("there is no branch `lyn`; did you mean `lyon`?");
    lyon().args("import branch --all --main none").refuses("there is no branch `none`");
    lyon().args("import branch --all --from nowhere").refuses("git fetch nowhere");
    Test::fine().args("import branch --all").refuses("no git repository");
}

#[test]
fn branches_of_a_remote_are_read_as_they_were_fetched() {
    let origin = lyon();
    let folder = origin.folder().display().to_string();
    let test =
        Test::new().git(&format!("clone -q {folder} .")).args("import branch --all --from origin");
    let said = imported(&test);
    assert!(said.contains("1 branch imported"), "{said}");
}

#[test]
fn a_list_keeps_its_line_ends() {
    let test = lyon().file("workshops.yml", LIST.replace('\n', "\r\n")).args("import branch --all");
    imported(&test);
    let list = test.left("events").text("workshops.yml");
    assert_eq!(list.matches('\n').count(), list.matches("\r\n").count(), "{list:?}");
}

#[test]
fn commits_in_addresses_on_the_site_do_not_count() {
    // The repository is unknown: the address of a file is on the site, with a commit in it.
    let test = site().file("slides/bread.md", "Look at @@LINK[tools/oven.txt].\n");
    let files = [("slides/talk.yml", "title: Rolls\ncontent:\n- bread.md\n")];
    let test = with_branch(test.git("commit -qam links"), "rolls", &files);
    let test = moved_on(test).args("import branch --all");
    let said = imported(&test);
    assert!(said.contains("1 deck equal"), "{said}");
    let said = imported(&all(test.left("events")));
    assert!(said.contains("1 deck equal") && said.contains("nothing to write"), "{said}");
}

#[test]
fn the_language_of_an_event_is_that_of_contents_and_parts() {
    let deck = "title: Bread\ncontent:\n- toc.md\n- bread.md\n";
    let test = site()
        .file("slides/toc.md", "@@TOC@@\n")
        .file("slides/talk.yml", deck)
        .file("slides/bread.md", "# Flour\n\nWheat.\n\n---\n\n# Water\n\nCold.\n")
        .git("add -A")
        .git("commit -qm contents");
    let list = |lang: &str| {
        LIST.replace(
            "  title: Bread in Lyon\n",
            &format!("  title: Bread in Lyon\n  lang: {lang}\n"),
        )
    };
    let files = [
        ("slides/bread.md", "# Flour\n\nRye.\n\n---\n\n# Water\n\nWarm.\n"),
        ("slides/_redirects", "/ /talk.yml.html 200!\n"),
    ];
    let test = moved_on(with_branch(test, "lyon", &files));
    let french = test.file("workshops.yml", list("fr")).args("import branch --all");
    let said = imported(&french);
    assert!(said.contains("1 deck equal"), "{said}");
    assert!(said.contains("in the language of the event now, `fr`"), "{said}");
    let ran = all(french.left("events"));
    let said = imported(&ran);
    assert!(said.contains("1 deck equal") && said.contains("nothing to write"), "{said}");
}

/// The lines about decks, and their counts: the proof.
fn proof(said: &str) -> Vec<&str> {
    let is_proof = |line: &&str| {
        line.contains("deck equal") || line.contains("decks equal") || line.contains(" differ")
    };
    said.lines().filter(is_proof).collect()
}

#[test]
fn guessed_decks_are_the_same_in_a_second_run() {
    // The branch does not declare what it shows: four manifests are changed, and two entries name
    // one each.
    let deck = |title: &str| format!("title: {title}\ncontent:\n- bread.md\n- oven.md\n");
    let names = ["intro", "rye", "spelt", "talk"];
    let texts: Vec<(String, String)> =
        names.iter().map(|name| (format!("slides/{name}.yml"), deck(name))).collect();
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let entry = |date: &str, deck: &str| {
        format!(
            "- date: {date}\n  title: Bread\n  slides: https://spring.example.org/{deck}.yml.html\n"
        )
    };
    let both = entry("2027-04-11", "intro") + &entry("2027-04-13", "rye");
    // In one case, entries name everything to import; in the other, none does.
    for (list, count) in [(format!("workshops:\n{both}"), 2), ("workshops: []\n".to_owned(), 4)] {
        let test = moved_on(with_branch(site(), "spring", &files));
        let test = test.file("workshops.yml", &list).args("import branch --all");
        let first = imported(&test);
        assert!(first.contains(&format!("{count} decks equal")), "{first}");
        assert!(first.contains(", 0 differ, 0 could not"), "{first}");
        let ran = test.left("events");
        let before = (ran.text("workshops.yml"), ran.files("events"));
        let test = all(ran);
        let second = imported(&test);
        assert_eq!(proof(&first), proof(&second));
        assert!(second.contains("nothing to write"), "{second}");
        let ran = test.left("events");
        assert_eq!(before, (ran.text("workshops.yml"), ran.files("events")));
    }
}

/// The files of the branch with a number, of one of eight kinds.
fn of_kind(number: usize) -> Vec<(String, String)> {
    let files: Vec<(&str, String)> = match number % 8 {
        // Nothing but the deck at `/`, which the revision shows.
        0 => vec![("slides/_redirects", "/ /talk.yml.html 200!\n".to_owned())],
        1 => vec![
            ("slides/_redirects", "/ /talk.yml.html 200!\n/chat https://chat.example.org\n".into()),
            ("slides/bread.md", format!("Flour {number}.\n\n---\n\nYeast.\n")),
        ],
        2 => vec![
            ("slides/_redirects", "/ /menu.html 200!\n".to_owned()),
            ("slides/menu.html", "<a href=\"talk.yml.html\"> <a href=\"2.yml.html\">".to_owned()),
            ("slides/2.yml", format!("title: Second {number}\ncontent:\n- oven.md\n- gone.md\n")),
        ],
        3 => {
            vec![("slides/talk.yml", format!("title: Bread {number}\nchapters:\n- - bread.md\n"))]
        }
        4 => vec![
            ("slides/_redirects", "/ /talk.yml.html\n".to_owned()),
            ("tools/oven.txt", format!("{number} degrees.\n")),
            ("slides/override.css", "h2 { color: red; }\n".to_owned()),
        ],
        // Work that is no delivery.
        5 => vec![("slides/bread.md", format!("Flour {number}.\n"))],
        // A branch that would publish hidden content never becomes an event.
        6 => vec![
            ("slides/talk.yml", "title: Bread\nexclude: [secret]\ncontent:\n- bread.md\n".into()),
            ("slides/bread.md", format!("Flour {number}.\n\n---\n\nclas: secret\n\nYeast.\n")),
        ],
        _ => vec![
            ("slides/extra.yml", format!("title: Extra {number}\ncontent:\n- new/rye.md\n")),
            ("slides/new/rye.md", "# Rye\n\n.small[Sour.]\n\n--\n\nDough.\n".to_owned()),
        ],
    };
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

#[test]
fn a_repository_with_many_branches_is_imported_once() {
    const BRANCHES: usize = 32;
    let mut test = site();
    for number in 0..BRANCHES {
        let files = of_kind(number);
        let files: Vec<_> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        test = with_branch(test, &format!("2027-{:02}-town{number}", number % 12 + 1), &files);
    }
    let test = moved_on(test).args("import branch --all");
    let (first, status) = test.outcome();
    assert_eq!(status, Some(1), "some are left: {first}");
    assert!(
        first.contains("24 branches imported, 0 imported before, 4 left, 4 without"),
        "{first}"
    );
    assert!(first.contains("28 decks equal") && first.contains("0 differ, 4 could not"), "{first}");
    let ran = test.left("events");
    let before = (ran.text("workshops.yml"), ran.files("events"));
    assert!(!ran.path("events/2027-07-town6").exists(), "it hides something");
    let test = all(ran);
    let (second, _) = test.outcome();
    assert_eq!(proof(&first), proof(&second));
    assert!(second.contains("0 branches imported, 24 imported before, 4 left"), "{second}");
    assert!(second.contains("nothing to write"), "{second}");
    let ran = test.left("events");
    assert_eq!(before, (ran.text("workshops.yml"), ran.files("events")));
    let (said, status) = ran.then("build").outcome();
    assert_eq!(status, Some(0), "{said}");
}
