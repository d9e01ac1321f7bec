//! `build --shard I/N`: parts of a site that are built by themselves and copied together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use snapbox::str;

use crate::fixture::{Ran, Test};

/// A site with everything about which parts could disagree: decks that share chapters, events with
/// overlays and one with a pinned revision, redirects, and an author's files at paths of generated
/// ones.
fn site() -> Test {
    let mut test = Test::new()
        .file("static/robots.txt", "User-agent: *\n")
        .file("static/_redirects", "/a /b\n")
        .file("static/covers/bread.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .file("slides/crumb.png", "then")
        .file("slides/intro.md", "# Welcome\n\n![a crumb](crumb.png)\n\n.lab[Knead]\n")
        .file("slides/pinned.md", "# Pinned\n\nIn the commit.\n");
    for deck in ["bread", "rolls", "rye", "toast"] {
        test = test
            .file(
                &format!("slides/{deck}.yml"),
                format!("title: {deck}\ncontent: [intro.md, {deck}.md, pinned.md]\n"),
            )
            .file(
                &format!("slides/{deck}.md"),
                format!("# {deck}\n\n[rye](rye.html#rye)\n\n---\n\n```sh {{1|2}}\na\nb\n```\n"),
            );
    }
    test.file("events/lyon/intro.md", "# Bienvenue\n\n![a crumb](crumb.png)\n")
        .file("events/lyon/crumb.png", "of Lyon")
        .file("workshops.yml", "- {slug: none, title: None}\n")
        .git("init -q --initial-branch=main")
        .git("add -A")
        .git("commit -qm first")
        .git("tag frozen")
        .file("slides/crumb.png", "now")
        .file("slides/pinned.md", "# Pinned\n\nIn the folder.\n")
        .file(
            "workshops.yml",
            "site: {title: Oven, url: https://oven.example/courses/}\n\
             redirects: {/old: rye.html}\n\
             workshops:\n\
             - {slug: lyon, date: 2027-01-02, title: Lyon, decks: [bread, rye], aliases: [lyons]}\n\
             - {slug: oslo, date: 2027-01-03, title: Oslo, decks: [toast], rev: frozen, root: toast}\n\
             - {slug: rome, date: 2027-01-04, title: Rome, decks: [rolls], vars: {wifi: x}}\n",
        )
}

/// All files below a folder.
fn read(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name =
                path.strip_prefix(root).expect("a path below").to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn parts_copied_into_one_folder_are_the_site() {
    let mut ran = site().args("build -q --allow warnings --date 2027-01-01").run();
    let whole = read(&ran.path("public"));
    assert!(whole.contains_key("events/oslo/index.html") && whole.contains_key("_redirects"));
    for count in [2, 3, 7] {
        let mut merged: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for part in 1..=count {
            let arguments =
                format!("build -q --allow warnings --date 2027-01-01 --shard {part}/{count}");
            ran = ran.then(&arguments).run();
            for (path, bytes) in read(&ran.path(&format!("public-{part}-of-{count}"))) {
                let first = merged.entry(path.clone()).or_insert_with(|| bytes.clone());
                assert!(*first == bytes, "{path} differs between parts of {count}");
            }
        }
        let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&merged), names(&whole), "{count} parts");
        for (path, bytes) in &whole {
            assert!(merged[path] == *bytes, "{path} of {count} parts");
        }
    }
}

#[test]
fn a_shard_is_one_of_those_that_there_are() {
    for (shard, words) in [
        ("0/3", "parts are numbered from 1: the first one is 1/3"),
        ("4/3", "parts are numbered from 1/3 to 3/3"),
        ("1/0", "there must be at least one part"),
        ("x", "expected a part and the number of parts, such as 1/3"),
        ("1/2 bread", "cannot be used with"),
        ("1/2 --event lyon", "cannot be used with"),
        ("1/2 --watch", "cannot be used with"),
        ("1/2 --against public", "cannot be used with"),
    ] {
        let ran = Test::fine().args(&format!("build --shard {shard}")).refuses(words);
        assert!(!ran.path("public").exists());
    }
    for command in ["check", "serve", "stats"] {
        Test::fine().args(&format!("{command} --shard 1/2")).refuses("unexpected argument");
    }
}

#[test]
fn a_usage_error_says_what_is_expected() {
    Test::fine()
        .args("build --shard 4/3")
        .stderr(str![[r#"
error: invalid value '4/3' for '--shard <I/N>': parts are numbered from 1/3 to 3/3

For more information, try '--help'.

"#]])
        .status(2)
        .run();
}

/// A site of two decks, one of which has an error.
fn faulty() -> Test {
    Test::new()
        .file("slides/a.yml", "title: A\ncontent: [a.md]\n")
        .file("slides/b.yml", "title: B\ncontent: [b.md]\n")
        .file("slides/a.md", "# A\n")
        .file("slides/b.md", "# B\n\n@@NOWHERE@@\n\n.open[\n")
}

/// Builds both parts: their statuses, and their output.
fn status(mut ran: Ran) -> (Ran, Vec<(i32, String)>) {
    let mut found = Vec::new();
    for part in 1..=2 {
        let test = ran.then(&format!("build -q --format short --shard {part}/2"));
        let output = test.output();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        found.push((output.status.code().expect("a status"), said));
        ran = test.left("slides");
    }
    (ran, found)
}

#[test]
fn an_error_fails_a_part_and_leaves_its_last_output() {
    let ran = faulty().file("slides/b.md", "# B\n").args("build -q --shard 1/2").run();
    let ran = ran.then("build -q --shard 2/2").run();
    let outputs = |ran: &Ran| ["public-1-of-2", "public-2-of-2"].map(|out| read(&ran.path(out)));
    let before = outputs(&ran);
    let ran = ran.again().file("slides/b.md", "# B\n\n@@NOWHERE@@\n").left("slides");
    let (ran, found) = status(ran);
    assert!(found.iter().any(|(status, _)| *status == 1), "{found:?}");
    for (_, said) in found.iter().filter(|(status, _)| *status == 1) {
        assert!(said.contains("slides/b.md:3:1: error[unknown-variable]"), "{found:?}");
    }
    assert!(outputs(&ran) == before, "the last outputs stay");
}

#[test]
fn a_warning_is_reported_by_the_part_with_its_deck() {
    let ran = faulty().file("slides/b.md", "# B\n\n[x](lost.html)\n").left("slides");
    let (_, found) = status(ran);
    let reporting = found.iter().filter(|(_, said)| said.contains("lost.html")).count();
    assert_eq!(reporting, 1, "{found:?}");
    assert!(found.iter().all(|(status, _)| *status == 0), "{found:?}");
}

#[test]
fn a_part_replaces_what_is_in_its_folder_like_any_build() {
    let fine = || faulty().file("slides/b.md", "# B\n");
    let ran = fine().args("build -q --shard 1/2 --out site").env("DECKYARD_CACHE", "kept").run();
    let first = read(&ran.path("site"));
    let ran = ran.then("build -q --shard 2/2 --out site").env("DECKYARD_CACHE", "kept").run();
    let second = read(&ran.path("site"));
    assert!(first.contains_key("index.html") && !second.contains_key("index.html"));
    let ran = ran.then("build -q --shard 1/2 --out site").env("DECKYARD_CACHE", "kept").run();
    assert_eq!(read(&ran.path("site")), first);
}
