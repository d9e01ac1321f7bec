//! Overlays as a whole: files that no event shows, links that lead to nothing, folders of no event.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::session::Entry;
use super::sets::{Set, Sets, Unit};
use super::{assets, front, unusable};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, SlideSetProblem, Warned};
use crate::event::Workshops;
use crate::path::{ProjectPath, composed};
use crate::span::Span;
use crate::world::{FileError, Layered, World};

/// Which events have which folder for an overlay, by what their entries say.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// How many events with decks have a folder.
    folders: BTreeMap<String, usize>,
    /// The slugs of all events.
    slugs: Vec<String>,
}

/// The folders that the entries of a site claim.
pub(super) fn claims(workshops: &Workshops) -> Claims {
    let mut claims = Claims::default();
    for event in &workshops.events {
        let usual = format!("events/{}", event.slug);
        let written = event.overlay.as_ref();
        let written = written.and_then(|path| ProjectPath::resolve("", &path.value));
        // The folder of its slug is an event's in any case: its card lies there.
        let overlay = written.map_or_else(|| usual.clone(), |path| path.to_string());
        if overlay != usual {
            claims.folders.entry(usual).or_default();
        }
        *claims.folders.entry(overlay).or_default() += usize::from(!event.decks.is_empty());
        claims.slugs.push(event.slug.clone());
    }
    claims
}

/// Reports what is wrong with overlays, and what stands in none.
pub(super) fn check(
    world: &dyn World,
    sets: &Sets,
    entries: &BTreeMap<Unit, Arc<Entry>>,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let shown = shown(world, sets, entries);
    let mut checked = BTreeSet::new();
    for set in &sets.events {
        let Some(overlay) = set.units.first().and_then(|unit| unit.layers.overlay.as_ref()) else {
            continue;
        };
        if checked.insert(overlay) && all_are_built(sets, overlay, entries) {
            unused(world, (sets, overlay), &shown, &mut diagnostics);
        }
    }
    if sets.is_whole {
        orphans(world, &sets.claims, &shown, &mut diagnostics);
    }
    Warned::new((), diagnostics)
}

/// The events of an overlay.
fn events_of<'s>(sets: &'s Sets, overlay: &'s str) -> impl Iterator<Item = &'s Set> {
    let has = move |set: &&Set| {
        set.units.iter().any(|unit| unit.layers.overlay.as_deref() == Some(overlay))
    };
    sets.events.iter().filter(has)
}

/// Whether all events of an overlay are there with all of their decks, so that what none of them shows is
/// shown by nobody.
fn all_are_built(sets: &Sets, overlay: &str, entries: &BTreeMap<Unit, Arc<Entry>>) -> bool {
    let claimed = sets.claims.folders.get(overlay).copied().unwrap_or_default();
    let is_whole = |set: &Set| {
        let decks = set.units.iter().filter(|unit| entries.contains_key(unit)).count();
        decks >= set.event.decks.len()
    };
    let all: Vec<_> = events_of(sets, overlay).collect();
    all.len() >= claimed && all.into_iter().all(is_whole)
}

/// The files of overlays that any deck shows, by where they lie.
fn shown(
    world: &dyn World,
    sets: &Sets,
    entries: &BTreeMap<Unit, Arc<Entry>>,
) -> BTreeSet<ProjectPath> {
    let mut shown = BTreeSet::new();
    let units = sets.own.iter().chain(sets.events.iter().flat_map(|set| &set.units));
    for (unit, entry) in units.filter_map(|unit| Some((unit, entries.get(unit)?))) {
        let seen = Layered::new(world, &unit.layers);
        let files = entry.deck.files.iter();
        let files = files.filter_map(|(file, _)| assets::source_of(&file.url));
        let added = unit.changes.after.iter().map(|(_, path)| ProjectPath::new(path));
        for path in entry.asked.iter().cloned().chain(files).chain(added) {
            shown.insert(seen.origin(&path));
            // A link of the overlay is used when what it leads to is seen through it.
            let name = path.below("slides").unwrap_or(path.as_str());
            if let Some(overlay) = &unit.layers.overlay {
                shown.insert(ProjectPath::new(&format!("{overlay}/{name}")));
            }
            shown.insert(path);
        }
    }
    shown
}

/// Reports files of an overlay that stand in front of nothing that is shown.
fn unused(
    world: &dyn World,
    (sets, overlay): (&Sets, &str),
    shown: &BTreeSet<ProjectPath>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A file is found under all spellings of its accents.
    let shown: BTreeSet<_> = shown.iter().map(|path| composed(path.as_str())).collect();
    let known = world.list("slides");
    let cards: Vec<_> =
        events_of(sets, overlay).filter_map(|set| front::own_card(world, &set.event)).collect();
    for file in world.list(overlay).iter() {
        let Some(name) = file.below(overlay) else { continue };
        // A manifest that this event does not show may be another event's.
        let is_apart = file.file_name() == "README.md" || cards.contains(file);
        if shown.contains(&composed(file.as_str())) || is_apart {
            continue;
        }
        let known = known.iter().filter_map(|path| path.below("slides"));
        let problem = SlideSetProblem::UnusedOverlay {
            path: name.to_owned(),
            nearest: nearest(name, known.filter(|known| *known != name)).map(str::to_owned),
        };
        diagnostics.push(Diagnostic::new(problem, Span::start_of(file.clone())));
    }
}

/// Reports what an overlay has and cannot be read: a link that leads out of the site or nowhere.
pub(super) fn broken(seen: &Layered<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (path, error) in seen.broken() {
        let error = match error {
            FileError::Missing => {
                FileError::Unreadable("it is a symbolic link that leads to nothing".to_owned())
            }
            error => error.clone(),
        };
        diagnostics.extend(unusable(path, error));
    }
}

/// Reports folders of overlays that no event has.
fn orphans(
    world: &dyn World,
    claims: &Claims,
    shown: &BTreeSet<ProjectPath>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if claims.slugs.is_empty() {
        return;
    }
    let list = world.list("events");
    let folder = |path: &ProjectPath| {
        let (first, _) = path.below("events")?.split_once('/')?;
        Some(format!("events/{first}"))
    };
    let used: BTreeSet<String> =
        shown.iter().filter_map(folder).chain(linked(world, &list)).collect();
    let mut seen = BTreeSet::new();
    for file in list.iter() {
        let Some(folder) = folder(file) else { continue };
        let is_claimed = claims.folders.keys().any(|claimed| {
            let inner = claimed.strip_prefix(&folder);
            inner.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if is_claimed || used.contains(&folder) || !seen.insert(folder.clone()) {
            continue;
        }
        let (event, is_moved) = likely(&folder["events/".len()..], claims);
        let problem = SlideSetProblem::OrphanOverlay { folder, event, is_moved };
        diagnostics.push(Diagnostic::new(problem, Span::start_of(file.clone())));
    }
}

/// The folders of overlays to which links of slides and of other overlays lead.
fn linked(world: &dyn World, list: &[ProjectPath]) -> Vec<String> {
    let links = [world.links("slides"), world.links("events")];
    let targets = links.iter().flat_map(|links| links.iter()).filter_map(|(link, target)| {
        let path = ProjectPath::resolve(link.folder(), target)?;
        let first = path.below("events")?.split('/').next()?.to_owned();
        let own = link.below("events").and_then(|path| path.split('/').next());
        (own != Some(&first)).then(|| format!("events/{first}"))
    });
    let is_there = |folder: &String| list.iter().any(|file| file.below(folder).is_some());
    targets.filter(is_there).collect()
}

/// The event that a folder was meant for: one of another day with the same place and host, or one whose
/// slug is much like its name. And whether it is the first.
fn likely(name: &str, claims: &Claims) -> (Option<String>, bool) {
    let place = |slug: &str| {
        let (day, rest) = slug.split_at_checked(10)?;
        day.parse::<jiff::civil::Date>().ok().map(|_| rest.to_owned())
    };
    let wanted = place(name).filter(|place| !place.is_empty());
    let mut slugs = claims.slugs.iter();
    if let Some(moved) = slugs.find(|slug| wanted.is_some() && place(slug) == wanted) {
        return (Some(moved.clone()), true);
    }
    (nearest(name, claims.slugs.iter().map(String::as_str)).map(str::to_owned), false)
}
