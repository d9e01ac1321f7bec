//! The guide as a site: the script that turns its pages into decks produces no problem, and omits
//! no page.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::root;
use crate::sites::Scratch;

#[test]
fn the_guide_is_a_site_without_problems() {
    let site = Scratch::empty();
    let mut script = Command::new("node");
    script.arg(root().join("scripts/guide-site.mjs")).arg(site.folder());
    let output = script.output().expect("Node.js is there, as for the tests in a browser");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = site.checked("short");
    assert!(said.is_empty(), "the decks of the guide have problems:\n{said}");
    let names = |folder: std::path::PathBuf| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect()
    };
    let chapters = names(site.folder().join("slides/guide"));
    let missing: Vec<_> = names(root().join("docs/guide")).difference(&chapters).cloned().collect();
    assert!(missing.is_empty(), "no list of docs/README.md that the script reads has {missing:?}");
    let chapter =
        fs::read_to_string(site.folder().join("slides/guide/dialect.md")).expect("a chapter");
    assert!(chapter.contains("\nname: dialect--content-classes\n"), "{chapter}");
    assert!(!chapter.contains(".md#") && !chapter.contains("skip="), "{chapter}");
}
