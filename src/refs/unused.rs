//! Unused chapters, pictures, decks, overlays and speakers.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReferenceIndex, ReferenceRole, SiteReference};
use crate::path::ProjectPath;
use crate::world::World;

/// Extensions of pictures and films.
const PICTURES: [&str; 10] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "mp4", "webm"];

/// Unused items, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unused {
    /// Chapters of `slides/` that no deck shows.
    pub chapters: Vec<ProjectPath>,
    /// Pictures of `slides/` that nothing shows, and unused chapters that would show them.
    pub pictures: Vec<(ProjectPath, Vec<ProjectPath>)>,
    /// Decks that no event shows and no page links to, in a site that has others.
    pub decks: Vec<ProjectPath>,
    /// Files of overlays that replace nothing and are not referenced, and folders that belong to no
    /// event.
    pub overlays: Vec<ProjectPath>,
    /// Speakers whom no event names.
    pub speakers: Vec<String>,
}

impl Unused {
    /// Their number.
    pub fn len(&self) -> usize {
        self.chapters.len()
            + self.pictures.len()
            + self.decks.len()
            + self.overlays.len()
            + self.speakers.len()
    }

    /// Whether everything is used.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Finds unused items.
pub fn unused(world: &dyn World, index: &ReferenceIndex) -> Unused {
    let shown: BTreeSet<&ProjectPath> = index.manifests.values().flatten().collect();
    let real = RealPaths::new(world);
    let shown_real: BTreeSet<ProjectPath> = shown.iter().map(|file| real.of(file)).collect();
    let is_shown = |file: &ProjectPath| shown.contains(file) || shown_real.contains(&real.of(file));
    let is_chapter = |file: &&ProjectPath| {
        let is_readme = file.stem().eq_ignore_ascii_case("readme");
        file.below("slides").is_some() && file.has_extension("md") && !is_readme
    };
    let chapters: Vec<_> =
        index.files.all.iter().filter(is_chapter).filter(|file| !is_shown(file)).cloned().collect();
    let unseen: BTreeSet<&ProjectPath> = chapters.iter().collect();
    let speakers = index.workshops.speakers.iter().map(|speaker| &speaker.id.value);
    let named: BTreeSet<&str> = index
        .workshops
        .events
        .iter()
        .flat_map(|event| event.speakers.iter().map(|speaker| speaker.value.as_str()))
        .collect();
    Unused {
        pictures: pictures(index, &unseen, &real),
        decks: decks(index),
        overlays: overlays(world, index, &shown),
        speakers: speakers.filter(|id| !named.contains(id.as_str())).cloned().collect(),
        chapters,
    }
}

/// Files behind symbolic links.
struct RealPaths {
    links: BTreeMap<ProjectPath, ProjectPath>,
}

impl RealPaths {
    fn new(world: &dyn World) -> Self {
        let links = world.links("slides");
        let target = |(link, target): &(ProjectPath, String)| {
            Some((link.clone(), ProjectPath::resolve(link.folder(), target)?))
        };
        Self { links: links.iter().filter_map(target).collect() }
    }

    /// The path behind all links.
    fn of(&self, file: &ProjectPath) -> ProjectPath {
        const LONGEST_CHAIN: usize = 8; // Links to links; more is a cycle.
        let mut path = file.clone();
        for _ in 0..LONGEST_CHAIN {
            let names = path.as_str().match_indices('/').map(|(at, _)| at);
            let ends = names.chain([path.as_str().len()]);
            let found = ends.into_iter().find_map(|end| {
                let target = self.links.get(&path.as_str()[..end])?;
                Some(ProjectPath::new(&format!("{target}{}", &path.as_str()[end..])))
            });
            match found {
                Some(found) => path = found,
                None => break,
            }
        }
        path
    }
}

/// The pictures that nothing shows, except perhaps unused chapters.
fn pictures(
    index: &ReferenceIndex,
    unseen: &BTreeSet<&ProjectPath>,
    real: &RealPaths,
) -> Vec<(ProjectPath, Vec<ProjectPath>)> {
    let mut users: BTreeMap<ProjectPath, Vec<&SiteReference>> = BTreeMap::new();
    let count = |one: &&SiteReference| one.role != ReferenceRole::Commented;
    for reference in index.references.iter().filter(count) {
        for target in &reference.targets {
            users.entry(real.of(target)).or_default().push(reference);
        }
    }
    let is_picture = |file: &&ProjectPath| {
        let name = file.file_name().to_lowercase();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        file.below("slides").is_some() && PICTURES.contains(&extension)
    };
    let mut found = Vec::new();
    for file in index.files.all.iter().filter(is_picture) {
        let users = users.get(&real.of(file)).map(Vec::as_slice).unwrap_or_default();
        let files: BTreeSet<&ProjectPath> = users.iter().map(|user| &user.span.file).collect();
        if files.iter().all(|file| unseen.contains(file)) {
            found.push((file.clone(), files.into_iter().cloned().collect()));
        }
    }
    found
}

/// The decks that nothing names, if anything names a deck.
fn decks(index: &ReferenceIndex) -> Vec<ProjectPath> {
    let own = index.files.manifests().iter().filter(|file| file.folder() == "slides");
    let own: BTreeSet<&ProjectPath> = own.collect();
    let is_of_another = |reference: &&SiteReference| {
        let deck = reference.targets.iter().find(|target| own.contains(target));
        // A deck that links to itself is not linked.
        deck.is_some_and(|deck| {
            let shown = index.manifests.get(deck);
            shown.is_none_or(|shown| !shown.contains(&reference.span.file))
                || index.decks_with(&reference.span.file).len() > 1
        })
    };
    let named = index.references.iter().filter(is_of_another);
    let named: BTreeSet<&ProjectPath> = named.flat_map(|reference| &reference.targets).collect();
    if named.is_disjoint(&own) {
        return Vec::new();
    }
    own.into_iter().filter(|deck| !named.contains(deck)).cloned().collect()
}

/// The files of overlays that nothing shows, and folders of `events/` that belong to no event.
fn overlays(
    world: &dyn World,
    index: &ReferenceIndex,
    shown: &BTreeSet<&ProjectPath>,
) -> Vec<ProjectPath> {
    let named: BTreeSet<&ProjectPath> =
        index.references.iter().flat_map(|reference| &reference.targets).collect();
    let claimed: BTreeSet<&str> = index.files.overlays.values().map(String::as_str).collect();
    let with_decks: BTreeSet<&str> = index
        .workshops
        .events
        .iter()
        .filter(|event| !event.decks.is_empty())
        .filter_map(|event| Some(index.files.overlays.get(&event.slug)?.as_str()))
        .collect();
    let mut files: BTreeSet<ProjectPath> = world.list("events").iter().cloned().collect();
    files.extend(claimed.iter().flat_map(|folder| world.list(folder).to_vec()));
    let mut found = BTreeSet::new();
    for file in files {
        let Some(folder) = index.files.overlay_of(&file) else {
            let orphan = file.below("events").and_then(|below| below.split_once('/'));
            found.extend(orphan.map(|(folder, _)| ProjectPath::new(&format!("events/{folder}"))));
            continue;
        };
        let is_card = file.stem() == "card" && file.folder() == folder;
        let is_deck = file.has_extension("yml") && file.folder() == folder;
        let is_used = is_card
            || with_decks.contains(folder)
                && (named.contains(&file)
                    || shown.contains(&file) && !is_deck
                    || is_deck && is_deck_of_event(index, folder, file.stem())
                    || index
                        .replaced_by(&file)
                        .is_some_and(|file| shown.contains(&file) || named.contains(&file)));
        if !is_used {
            found.insert(file);
        }
    }
    found.into_iter().collect()
}

/// Whether an event with this overlay shows a deck.
fn is_deck_of_event(index: &ReferenceIndex, folder: &str, deck: &str) -> bool {
    let decks = index.references.iter().filter(|one| one.role == ReferenceRole::EventDeck);
    decks.into_iter().any(|one| one.written == deck)
        && index.workshops.events.iter().any(|event| {
            index.files.overlays.get(&event.slug).is_some_and(|own| own == folder)
                && event.decks.iter().any(|one| one.value == deck)
        })
}
