//! Symbolic links of a site that is seen through an overlay.
//!
//! A link of the site points to the overlay's file if that replaces its target: `logistics.md ->
//! template.md` shows the overlay's `template.md`. A link of the overlay is followed from where it
//! appears, in `slides/`, and so also to files of the site; if that target does not exist, from its
//! real location.
//!
//! This module only looks up links, in lists of names. Targets are opened below the site's folder
//! like any other file: a list proposes, and never opens.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::path::ProjectPath;
use crate::world::World;
use crate::world::links::{LinkTarget, followed};

/// How many folders outside of `slides/` links may point to.
const MOST_FOLDERS: usize = 1000;

type View = BTreeMap<String, LinkTarget<ProjectPath>>;

/// Files that are not where their paths say, through an overlay: its own, and targets of links.
pub(super) fn moved(
    world: &dyn World,
    overlay: &str,
    revision: Option<&str>,
) -> BTreeMap<ProjectPath, ProjectPath> {
    let seen = |file: &ProjectPath| {
        file.below(overlay).map(|name| ProjectPath::new(&format!("slides/{name}")))
    };
    let list = world.list(overlay);
    let on_disk: BTreeMap<_, _> =
        list.iter().filter_map(|file| Some((seen(file)?, file.clone()))).collect();
    let links = world.links(overlay);
    let links: Vec<_> = links.iter().filter(|(link, _)| link.as_str() != overlay).collect();
    let site = BaseSite { world, revision };
    if links.is_empty() && world.links(&site.real("slides")).is_empty() {
        return on_disk;
    }
    let linked: BTreeSet<&str> = links.iter().map(|(link, _)| link.as_str()).collect();
    let mut view = site.view(overlay);
    for (link, _) in &links {
        // Such a link is a folder that replaces one of the site.
        let Some(place) = seen(link) else { continue };
        let hidden: Vec<_> =
            below(&view, place.as_str()).map(|(rest, _)| format!("{place}{rest}")).collect();
        for path in &hidden {
            view.remove(path);
        }
    }
    for file in list.iter().filter(|file| !is_under(&linked, file.as_str())) {
        let there = [seen(file), Some(file.clone())].into_iter().flatten();
        view.extend(there.map(|path| (path.to_string(), LinkTarget::File(file.clone()))));
    }
    for (link, target) in &links {
        let there = [seen(link), Some(link.clone())].into_iter().flatten();
        view.extend(there.map(|path| (path.to_string(), LinkTarget::Link(target.clone()))));
    }
    // If there are too many, files stay as on disk.
    let Ok(files) = followed(&view) else { return on_disk };
    let mut moved = BTreeMap::new();
    for (path, file) in files.iter().filter(|(_, file)| file.below(overlay).is_some()) {
        let path = ProjectPath::new(path);
        // Its own folder is not changed.
        if path.below(overlay).is_none() {
            moved.insert(path, file.clone());
        }
    }
    for (link, _) in &links {
        if let Some(place) = seen(link) {
            lead(&mut moved, (link, place.as_str()), (&files, &on_disk));
        }
    }
    moved
}

/// Adds the target of a link of the overlay, from where it appears in the site, or from its real
/// location.
fn lead(
    moved: &mut BTreeMap<ProjectPath, ProjectPath>,
    (link, place): (&ProjectPath, &str),
    (files, on_disk): (&BTreeMap<String, ProjectPath>, &BTreeMap<ProjectPath, ProjectPath>),
) {
    let is_seen = below(files, place).next().is_some();
    let from = if is_seen { place } else { link.as_str() };
    // If names do not suffice, the disk may: it reads through any link that stays inside.
    for (rest, file) in below(files, from).chain(below(on_disk, place)) {
        let path = ProjectPath::new(&format!("{place}{rest}"));
        moved.entry(path).or_insert_with(|| file.clone());
    }
}

/// Entries at a path and below it, with the rest of it.
pub(super) fn below<'f, K: Borrow<str> + Ord, T>(
    files: &'f BTreeMap<K, T>,
    start: &'f str,
) -> impl Iterator<Item = (&'f str, &'f T)> {
    let from = files.range::<str, _>((Bound::Included(start), Bound::Unbounded));
    let from = from.map(|(path, file)| (path.borrow(), file));
    let from = from.take_while(move |(path, _)| path.starts_with(start));
    from.filter(move |(path, _)| starts(path, start))
        .map(move |(path, file)| (&path[start.len()..], file))
}

/// Whether a path or a folder around it is among these.
fn is_under(paths: &BTreeSet<&str>, path: &str) -> bool {
    let mut folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    paths.contains(path) || folders.any(|folder| paths.contains(folder))
}

/// Whether a path equals another one or is below it.
fn starts(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The site behind an overlay: of the working tree, or of a revision.
struct BaseSite<'a> {
    world: &'a dyn World,
    revision: Option<&'a str>,
}

impl BaseSite<'_> {
    /// The folder of the revision.
    fn real(&self, folder: &str) -> String {
        match self.revision {
            Some(revision) => format!("{revision}:{folder}"),
            None => folder.to_owned(),
        }
    }

    /// The files and links of `slides/`, and of link targets elsewhere.
    fn view(&self, overlay: &str) -> View {
        let mut view = View::new();
        let mut pending = vec!["slides".to_owned()];
        let overlay_links = self.world.links(overlay);
        pending.extend(overlay_links.iter().filter_map(|(link, target)| led(link, target)));
        let mut known: BTreeSet<String> = BTreeSet::new();
        while let Some(folder) = pending.pop() {
            let is_known = known.iter().any(|known| starts(&folder, known));
            if is_known || starts(&folder, overlay) || known.len() > MOST_FOLDERS {
                continue;
            }
            let real = self.real(&folder);
            let links = self.world.links(&real);
            let plain = |path: &ProjectPath| match path.revision() {
                Some((_, path)) => ProjectPath::new(path),
                None => path.clone(),
            };
            let linked: BTreeSet<&str> = links.iter().map(|(link, _)| link.as_str()).collect();
            let list = self.world.list(&real);
            for file in list.iter().filter(|file| !is_under(&linked, file.as_str())) {
                view.insert(plain(file).to_string(), LinkTarget::File(file.clone()));
            }
            let file = ProjectPath::new(&folder);
            let there = self.revision.map_or_else(|| file.clone(), |revision| file.at(revision));
            if self.world.is_file(&there) {
                view.insert(folder.clone(), LinkTarget::File(there));
            }
            for (link, target) in links.iter() {
                pending.extend(led(&plain(link), target));
                view.insert(plain(link).to_string(), LinkTarget::Link(target.clone()));
            }
            known.insert(folder);
        }
        view
    }
}

/// A link's target in the site, as its text shows; nothing reads the whole site for it.
fn led(link: &ProjectPath, target: &str) -> Option<String> {
    let path = ProjectPath::resolve(link.folder(), target)?;
    Some(path.as_str().to_owned()).filter(|path| !path.is_empty())
}
