//! Links of a site on disk, in their current state.

#![expect(clippy::disallowed_methods, reason = "the tests change files")]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::DiskWorld;
use crate::path::ProjectPath;
use crate::world::{Layered, Layers, World as _};

fn links(world: &DiskWorld, folder: &str) -> Vec<String> {
    world.links(folder).iter().map(|(link, target)| format!("{link} > {target}")).collect()
}

#[test]
fn links_are_told_with_what_they_say() {
    let folder = TempDir::new().unwrap();
    let at = |path: &str| folder.path().canonicalize().unwrap().join(path);
    fs::create_dir_all(at("slides/part")).unwrap();
    fs::write(at("slides/part/a.md"), "A").unwrap();
    symlink("part", at("slides/folder")).unwrap();
    symlink("gone.md", at("slides/nowhere.md")).unwrap();
    symlink(at("slides/part/a.md"), at("slides/part/absolute.md")).unwrap();
    symlink("/etc/hostname", at("slides/outside.md")).unwrap();
    symlink("a", at("slides/.hidden")).unwrap();
    let world = DiskWorld::new(folder.path()).unwrap();
    let mut found = links(&world, "slides");
    found.sort();
    let expected = [
        "slides/folder > part",
        "slides/nowhere.md > gone.md",
        "slides/outside.md > /etc/hostname",
        "slides/part/absolute.md > ../../slides/part/a.md",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_link_that_leads_elsewhere_is_seen_through_an_overlay() {
    let folder = TempDir::new().unwrap();
    let at = |path: &str| folder.path().canonicalize().unwrap().join(path);
    for path in ["slides/a.md", "slides/b.md"] {
        fs::create_dir_all(at(path).parent().unwrap()).unwrap();
        fs::write(at(path), path).unwrap();
    }
    fs::create_dir_all(at("events/x")).unwrap();
    let world = DiskWorld::new(folder.path()).unwrap();
    let seen = || {
        let layers = Layers { overlay: Some("events/x".into()), ..Layers::default() };
        let source = Layered::new(&world, &layers).source(&ProjectPath::new("slides/c.md"));
        source.map(|source| source.text().to_owned()).ok()
    };
    assert_eq!(seen(), None);
    for target in ["a.md", "b.md"] {
        // Neither file is where the link is.
        let _ = fs::remove_file(at("events/x/c.md"));
        symlink(target, at("events/x/c.md")).unwrap();
        world.forget(&BTreeSet::from([at("events/x/c.md")]));
        assert_eq!(seen().as_deref(), Some(format!("slides/{target}").as_str()));
    }
    fs::remove_file(at("events/x/c.md")).unwrap();
    world.forget(&BTreeSet::from([at("events/x/c.md")]));
    assert_eq!(seen(), None);
}
