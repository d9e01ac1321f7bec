//! Worlds through layers, with and without links.

use super::{Layered, Layers};
use crate::path::ProjectPath;
use crate::world::{MemoryWorld, World};

fn world() -> MemoryWorld {
    MemoryWorld::default()
        .with("slides/a.md", "tree")
        .with("slides/b.md", "tree b")
        .with("slides/b.fr.md", "b en français")
        .with("events/x/a.md", "overlay")
        .with("events/x/new/c.md", "new")
        .with("v1:slides/a.md", "old")
        .with("v1:slides/z.md", "old z")
}

fn text(world: &dyn World, path: &str) -> Option<String> {
    Some(world.source(&ProjectPath::new(path)).ok()?.text().to_owned())
}

#[test]
fn an_overlay_stands_in_front_and_says_where_it_lies() {
    let world = world();
    let layers = Layers { overlay: Some("events/x".into()), ..Layers::default() };
    let layered = Layered::new(&world, &layers);
    let source = layered.source(&ProjectPath::new("slides/a.md")).unwrap();
    assert_eq!(source.text(), "overlay");
    assert_eq!(source.path().as_str(), "events/x/a.md");
    assert_eq!(text(&layered, "slides/b.md").as_deref(), Some("tree b"));
    let list = layered.list("slides");
    assert!(list.contains(&ProjectPath::new("slides/new/c.md")));
    assert_eq!(text(&layered, "events/x/a.md").as_deref(), Some("overlay"));
}

#[test]
fn a_revision_stands_in_place_of_the_tree() {
    let world = world();
    let layers =
        Layers { overlay: Some("events/x".into()), revision: Some("v1".into()), language: None };
    let layered = Layered::new(&world, &layers);
    assert_eq!(text(&layered, "slides/a.md").as_deref(), Some("overlay"));
    assert_eq!(text(&layered, "slides/z.md").as_deref(), Some("old z"));
    assert_eq!(text(&layered, "slides/b.md"), None);
    let list: Vec<_> = layered.list("slides").iter().map(ToString::to_string).collect();
    assert_eq!(list, ["slides/a.md", "slides/new/c.md", "slides/z.md"]);
    assert_eq!(text(&layered, "v1:slides/a.md").as_deref(), Some("old"));
}

#[test]
fn a_language_comes_before_the_original_but_not_before_the_overlay() {
    let world = world().with("slides/a.fr.md", "a en français");
    let layers =
        Layers { overlay: Some("events/x".into()), revision: None, language: Some("fr".into()) };
    let layered = Layered::new(&world, &layers);
    assert_eq!(text(&layered, "slides/b.md").as_deref(), Some("b en français"));
    assert_eq!(text(&layered, "slides/a.md").as_deref(), Some("overlay"));
}

/// A world whose overlay `events/x` and `slides/` contain these entries, `path=text` and
/// `path>target`.
fn linked(entries: &str) -> MemoryWorld {
    entries.split_whitespace().fold(MemoryWorld::default(), |world, entry| {
        match (entry.split_once('='), entry.split_once('>')) {
            (Some((path, text)), _) => world.with(path, text),
            (_, Some((path, target))) => world.with_link(path, target),
            _ => panic!("{entry}"),
        }
    })
}

/// The file seen at a path, and its origin.
fn seen(entries: &str, path: &str) -> String {
    let world = linked(entries);
    let layers = Layers { overlay: Some("events/x".into()), ..Layers::default() };
    let layered = Layered::new(&world, &layers);
    match layered.source(&ProjectPath::new(path)) {
        Ok(source) => format!("{} {}", source.text(), source.path()),
        Err(error) => format!("{error:?} {:?}", layered.broken()),
    }
}

#[test]
fn links_of_the_site_lead_to_files_of_the_overlay() {
    for (entries, path, expected) in [
        // A file, a chain, a folder, a link through a folder that is one.
        (
            "slides/t.md=base slides/a.md>t.md events/x/t.md=mine",
            "slides/a.md",
            "mine events/x/t.md",
        ),
        (
            "slides/t.md=base slides/b.md>t.md slides/a.md>b.md events/x/t.md=mine",
            "slides/a.md",
            "mine events/x/t.md",
        ),
        (
            "slides/k/t.md=base slides/l>k slides/m>l events/x/k/t.md=mine",
            "slides/m/t.md",
            "mine events/x/k/t.md",
        ),
        (
            "shared/t.md=base slides/k>../shared slides/l>k slides/a.md>l/t.md events/x/k/t.md=mine",
            "slides/a.md",
            "mine events/x/k/t.md",
        ),
        // By a path outside of `slides/`.
        (
            "slides/t.md=base other/b.md>../slides/t.md slides/a.md>../other/b.md events/x/t.md=mine",
            "slides/a.md",
            "mine events/x/t.md",
        ),
        // The overlay's own file with the name takes precedence, and files that it lacks stay.
        (
            "slides/t.md=base slides/a.md>t.md events/x/t.md=mine events/x/a.md=own",
            "slides/a.md",
            "own events/x/a.md",
        ),
        ("slides/t.md=base slides/a.md>t.md events/x/z.md=mine", "slides/a.md", "base slides/a.md"),
    ] {
        assert_eq!(seen(entries, path), expected, "{entries}");
    }
}

#[test]
fn links_of_an_overlay_lead_to_the_site_and_to_the_overlay() {
    for (entries, path, expected) in [
        // Relative to `slides/`, relative to its own location, and back into the overlay.
        ("slides/t.md=base events/x/a.md>t.md", "slides/a.md", "base slides/t.md"),
        ("slides/t.md=base events/x/a.md>../../slides/t.md", "slides/a.md", "base slides/t.md"),
        (
            "slides/t.md=base events/x/a.md>../../slides/t.md events/x/t.md=mine",
            "slides/a.md",
            "mine events/x/t.md",
        ),
        (
            "slides/a.md=base events/x/a.md>t.md events/x/t.md=mine",
            "slides/a.md",
            "mine events/x/t.md",
        ),
        // Folders that replace one of the site; its other files stay.
        ("slides/k/t.md=base events/x/l>k", "slides/l/t.md", "base slides/k/t.md"),
        (
            "slides/k/t.md=base common/t.md=shared events/x/k>../../common",
            "slides/k/t.md",
            "shared common/t.md",
        ),
        (
            "slides/k/u.md=base common/t.md=shared events/x/k>../../common",
            "slides/k/u.md",
            "base slides/k/u.md",
        ),
        // Another overlay.
        ("events/y/a.md=theirs events/x/a.md>../y/a.md", "slides/a.md", "theirs events/y/a.md"),
        // To the file that it replaces.
        ("slides/a.md=base events/x/a.md>../../slides/a.md", "slides/a.md", "base events/x/a.md"),
    ] {
        assert_eq!(seen(entries, path), expected, "{entries}");
    }
}

#[test]
fn links_that_lead_to_nothing_are_known() {
    for (entries, broken) in [
        ("slides/a.md=base events/x/b.md>c.md", "events/x/b.md"),
        ("slides/a.md=base events/x/b.md>../../../c.md", "events/x/b.md"),
        ("slides/a.md=base events/x/b.md>c.md events/x/c.md>b.md", "events/x/b.md events/x/c.md"),
        ("slides/a.md=base slides/c.md>b.md events/x/b.md>c.md", "events/x/b.md"),
        ("slides/a.md=base slides/l>gone events/x/t.md=mine", ""),
    ] {
        let layers = Layers { overlay: Some("events/x".into()), ..Layers::default() };
        let world = linked(entries);
        let layered = Layered::new(&world, &layers);
        let found: Vec<_> = layered.broken().iter().map(|(path, _)| path.to_string()).collect();
        assert_eq!(found.join(" "), broken, "{entries}");
        assert_eq!(text(&layered, "slides/a.md").as_deref(), Some("base"));
    }
}

#[test]
fn links_of_a_revision_lead_to_files_of_the_overlay() {
    let world = linked("v1:slides/t.md=old events/x/t.md=mine").with_link("v1:slides/a.md", "t.md");
    let layers = Layers {
        overlay: Some("events/x".into()),
        revision: Some("v1".into()),
        ..Layers::default()
    };
    assert_eq!(text(&Layered::new(&world, &layers), "slides/a.md").as_deref(), Some("mine"));
}

#[test]
fn an_overlay_replaces_what_counts_from_the_folder_of_the_site() {
    let files = "k8s/web.yaml=base README.md=base events/x/k8s/web.yaml=mine events/x/README.md=no";
    assert_eq!(seen(files, "k8s/web.yaml"), "mine events/x/k8s/web.yaml");
    assert_eq!(seen(files, "slides/k8s/web.yaml"), "mine events/x/k8s/web.yaml");
    assert_eq!(seen(files, "README.md"), "base README.md");
    assert_eq!(
        seen("static/a.css=base events/x/static/a.css=no", "static/a.css"),
        "base static/a.css"
    );
}
