//! Checks overlays as a whole: files that no event shows, dangling links, folders without an event.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::overlay_claims::OverlayClaims;
use super::pictures::of_event;
use super::slide_sets::{EventSet, SlideSets, Unit};
use super::{DeckExtent, Decks, OVERLAY_SHEET, SiteDeck};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, SlideSetProblem, Warned};
use crate::path::{ProjectPath, composed};
use crate::render::Part;
use crate::render::css::sheet_urls;
use crate::routes::{Destination, destination};
use crate::span::Span;
use crate::world::{Layered, World};

/// Which overlays a build checks, if other builds make the other parts of the site.
pub(crate) trait OverlayParts {
    /// Whether it checks the overlay of this event.
    fn has_event(&self, slug: &str) -> bool;

    /// Whether it checks folders that belong to no event.
    fn has_rest(&self) -> bool;

    /// Requests a deck that is only outlined: the build is then repeated.
    fn ask_for_deck(&self, unit: &Unit);
}

/// Reports problems of overlays, and folders that belong to no event.
pub(super) fn check(
    world: &dyn World,
    (sets, decks): (&SlideSets, &Decks),
    parts: &dyn OverlayParts,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let mut overlays: BTreeMap<&Arc<str>, bool> = BTreeMap::new();
    for set in &sets.events {
        if let Some(overlay) = set.units.first().and_then(|unit| unit.layers.overlay.as_ref()) {
            overlays.entry(overlay).or_insert_with(|| parts.has_event(&set.event.slug));
        }
    }
    overlays.retain(|_, is_own| *is_own);
    if overlays.is_empty() && !parts.has_rest() {
        return Warned::new((), diagnostics);
    }
    ask(world, (sets, decks), &overlays, parts);
    let mut shown = shown(world, sets, decks);
    let mut checked = BTreeSet::new();
    for set in &sets.events {
        let Some(overlay) = set.units.first().and_then(|unit| unit.layers.overlay.as_ref()) else {
            continue;
        };
        let is_new = overlays.contains_key(overlay) && checked.insert(overlay);
        if is_new && all_are_built(sets, overlay, decks) {
            shown.extend(shown_by_sheet(world, overlay));
            unused(world, (sets, overlay), &shown, &mut diagnostics);
        }
    }
    if sets.is_whole && parts.has_rest() {
        orphans(world, &sets.claims, &shown, &mut diagnostics);
    }
    Warned::new((), diagnostics)
}

/// Requests the decks of other parts that may show files of these overlays, or of folders of
/// events: those of the same overlay, and those whose text names such a folder.
fn ask(
    world: &dyn World,
    (sets, decks): (&SlideSets, &Decks),
    overlays: &BTreeMap<&Arc<str>, bool>,
    parts: &dyn OverlayParts,
) {
    let has_links = OnceCell::new();
    let may_show = |unit: &Unit, deck: &SiteDeck| {
        let overlay = unit.layers.overlay.as_ref();
        overlay.is_some_and(|overlay| {
            overlays.contains_key(overlay)
                || *has_links.get_or_init(|| !world.links("events").is_empty())
        }) || names_events(deck)
    };
    for (unit, deck) in sets.units().keys().filter_map(|unit| decks.get_key_value(unit)) {
        if deck.extent == DeckExtent::Outlined && may_show(unit, deck) {
            parts.ask_for_deck(unit);
        }
    }
}

/// Whether a deck that is only outlined may refer to a file in the folder of overlays.
fn names_events(deck: &SiteDeck) -> bool {
    fn is_in(part: &Part) -> bool {
        part.text.contains(FOLDER) || part.fill.iter().any(is_in)
    }
    deck.plan.slides.iter().any(|slide| {
        let source = &slide.source;
        let values = source.variables.values().chain(&slide.background_files);
        source.content.iter().chain(&source.notes).any(is_in)
            || values.into_iter().any(|value| value.contains(FOLDER))
    })
}

/// The folder of overlays, as addresses name it.
const FOLDER: &str = "events/";

/// The events of an overlay.
fn events_of<'s>(sets: &'s SlideSets, overlay: &'s str) -> impl Iterator<Item = &'s EventSet> {
    let has = move |set: &&EventSet| {
        set.units.iter().any(|unit| unit.layers.overlay.as_deref() == Some(overlay))
    };
    sets.events.iter().filter(has)
}

/// Whether all events of an overlay are built with all of their decks, so that a file that none of
/// them shows is unused.
fn all_are_built(sets: &SlideSets, overlay: &str, decks: &Decks) -> bool {
    let claimed = sets.claims.folders.get(overlay).copied().unwrap_or_default();
    let is_whole = |set: &EventSet| {
        let made = set.units.iter().filter(|unit| decks.contains_key(unit)).count();
        made >= set.event.decks.len()
    };
    let all: Vec<_> = events_of(sets, overlay).collect();
    all.len() >= claimed && all.into_iter().all(is_whole)
}

/// The real paths of overlay files that any deck shows.
fn shown(world: &dyn World, sets: &SlideSets, decks: &Decks) -> BTreeSet<ProjectPath> {
    let mut shown = BTreeSet::new();
    let units = sets.own.iter().chain(sets.events.iter().flat_map(|set| &set.units));
    for (unit, deck) in units.filter_map(|unit| Some((unit, decks.get(unit)?))) {
        let overlay = unit.layers.overlay.as_deref();
        if unit.layers.revision.is_some() && overlay.is_none() && unit.changes.after.is_empty() {
            // Its files are in its commit, except for names that also exist here.
            shown.extend(named(deck).filter(|path| path.below("events").is_some()));
            continue;
        }
        let seen = Layered::new(world, &unit.layers);
        let added = unit.changes.after.iter().map(|(_, path)| ProjectPath::new(path));
        for path in named(deck).chain(added) {
            shown.insert(seen.origin(&path));
            // A link of the overlay is used if its target is seen through it.
            let name = path.below("slides").unwrap_or(path.as_str());
            if let Some(overlay) = overlay {
                shown.insert(ProjectPath::new(&format!("{overlay}/{name}")));
            }
            shown.insert(path);
        }
    }
    shown
}

/// The files of an overlay that its style sheet shows.
fn shown_by_sheet(world: &dyn World, overlay: &str) -> BTreeSet<ProjectPath> {
    let sheet = world.source(&ProjectPath::new(&format!("{overlay}/{OVERLAY_SHEET}")));
    let urls = sheet.map(|sheet| sheet_urls(sheet.text())).unwrap_or_default();
    let file = |url: &str| match destination(url, "") {
        Destination::Inside(address) => ProjectPath::resolve(overlay, &address.path),
        Destination::Elsewhere | Destination::Nowhere(_) => None,
    };
    urls.iter().filter_map(|found| file(&found.url)).collect()
}

/// The files that a deck queried or refers to.
fn named(deck: &SiteDeck) -> impl Iterator<Item = ProjectPath> {
    let files = deck.files.iter().filter_map(|file| file.source.clone());
    deck.asked.iter().cloned().chain(files)
}

/// Reports files of an overlay that replace nothing that is shown.
fn unused(
    world: &dyn World,
    (sets, overlay): (&SlideSets, &str),
    shown: &BTreeSet<ProjectPath>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Lookups treat all spellings of accents as equal.
    let shown: BTreeSet<_> = shown.iter().map(|path| composed(path.as_str())).collect();
    let known = world.list("slides");
    let cards: Vec<_> =
        events_of(sets, overlay).filter_map(|set| of_event(world, &set.event.slug)).collect();
    for file in world.list(overlay).iter() {
        let Some(name) = file.below(overlay) else { continue };
        // A manifest that this event does not show may belong to another event.
        let is_apart = file.file_name() == "README.md"
            || name == OVERLAY_SHEET
            || cards.iter().any(|card| card.file == *file);
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

/// Reports overlay folders that no event uses.
fn orphans(
    world: &dyn World,
    claims: &OverlayClaims,
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

/// The overlay folders that are targets of links in slides and other overlays.
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

/// The event to which a folder probably belongs: one on another day with the same place and host,
/// or one with a similar slug. And whether it is the first kind.
fn likely(name: &str, claims: &OverlayClaims) -> (Option<String>, bool) {
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
