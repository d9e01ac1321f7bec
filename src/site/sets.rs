//! Slide sets: the decks of the site and those of its events, each seen through its layers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::front;
use super::session::Entry;
use super::{Config, manifests};
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, Problem};
use crate::event::agenda::Pace;
use crate::event::{Event, Workshops};
use crate::manifest::Changes;
use crate::path::ProjectPath;
use crate::span::Spanned;
use crate::world::{Layered, Layers, World};

/// A deck as somebody is to see it: equal units are one deck, however many events show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Unit {
    pub(super) manifest: ProjectPath,
    pub(super) layers: Layers,
    pub(super) changes: Changes,
}

impl Unit {
    /// A deck of the site itself.
    pub(super) fn own(manifest: ProjectPath) -> Self {
        Self { manifest, layers: Layers::default(), changes: Changes::default() }
    }

    /// What diagnostics call it.
    fn label(&self, event: Option<&Event>) -> String {
        match event {
            Some(event) => format!("{}/{}", event.slug, self.manifest.stem()),
            None => self.manifest.stem().to_owned(),
        }
    }
}

/// The decks of an event.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) event: Arc<Event>,
    pub(super) units: Vec<Unit>,
}

/// All that is to be built.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// The decks of the site itself.
    pub(super) own: Vec<Unit>,
    pub(super) events: Vec<Set>,
}

impl Sets {
    /// Finds the decks of a site and its events.
    pub(super) fn find(
        world: &dyn World,
        config: &Config,
        workshops: &Workshops,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let wanted = |path: &ProjectPath| {
            config.decks.is_empty() || config.decks.iter().any(|d| d == path.stem())
        };
        let own = match &config.event {
            None => manifests(world).into_iter().filter(wanted).map(Unit::own).collect(),
            Some(_) => Vec::new(),
        };
        let mut sets = Self { own, events: Vec::new() };
        if !config.decks.is_empty() {
            return sets;
        }
        for event in &workshops.events {
            let is_wanted = config.event.as_ref().is_none_or(|slug| *slug == event.slug);
            if is_wanted && !event.decks.is_empty() {
                sets.events.extend(set(world, event, diagnostics));
            }
        }
        sets
    }

    /// Each unit once, in order, with its name.
    pub(super) fn units(&self) -> BTreeMap<Unit, String> {
        let mut units = BTreeMap::new();
        for unit in &self.own {
            units.insert(unit.clone(), unit.label(None));
        }
        for set in &self.events {
            for unit in &set.units {
                units.entry(unit.clone()).or_insert_with(|| unit.label(Some(&set.event)));
            }
        }
        units
    }

    /// The decks of each event as its pages tell of them.
    pub(super) fn for_pages(
        &self,
        entries: &BTreeMap<Unit, Arc<Entry>>,
        pace: Pace,
    ) -> front::Sets {
        let of = |set: &Set| {
            set.units.iter().filter_map(|unit| Some(entries.get(unit)?.told(pace))).collect()
        };
        self.events.iter().map(|set| (set.event.slug.clone(), of(set))).collect()
    }

    /// The layers of all units.
    pub(super) fn layers(&self) -> BTreeSet<Layers> {
        self.units().into_keys().map(|unit| unit.layers).collect()
    }
}

/// The decks of an event; none when it cannot have any.
fn set(world: &dyn World, event: &Arc<Event>, diagnostics: &mut Vec<Diagnostic>) -> Option<Set> {
    if let Some(revision) = &event.rev
        && let Err(trouble) = world.revision(&revision.value)
    {
        let problem = Problem::UnknownRevision { name: revision.value.clone(), trouble };
        diagnostics.push(Diagnostic::new(problem, revision.span.clone()));
        return None;
    }
    let language = event.lang.as_ref().and_then(|lang| lang.value.split(['-', '_']).next());
    let layers = Layers {
        overlay: overlay(world, event, diagnostics),
        revision: event.rev.as_ref().map(|revision| revision.value.as_str().into()),
        language: language.map(|language| language.to_lowercase().into()),
    };
    let changes = changes(world, event, diagnostics);
    let layered = Layered::new(world, &layers);
    let known = manifests(&layered);
    let mut units = Vec::new();
    for deck in &event.decks {
        let name = deck.value.strip_suffix(".yml").unwrap_or(&deck.value);
        if let Some(manifest) = known.iter().find(|path| path.stem() == name) {
            units.push(Unit {
                manifest: manifest.clone(),
                layers: layers.clone(),
                changes: changes.clone(),
            });
            continue;
        }
        let nearest = nearest(name, known.iter().map(ProjectPath::stem)).map(str::to_owned);
        let problem = Problem::UnknownDeck { name: name.to_owned(), nearest };
        diagnostics.push(Diagnostic::new(problem, deck.span.clone()));
    }
    Some(Set { event: Arc::clone(event), units })
}

/// The folder of an event's overlay, when there is one.
fn overlay(
    world: &dyn World,
    event: &Event,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<str>> {
    let Some(written) = &event.overlay else {
        let usual = format!("events/{}", event.slug);
        let has_files = world.list("events").iter().any(|file| file.below(&usual).is_some());
        return has_files.then(|| usual.into());
    };
    let Some(folder) = ProjectPath::resolve("", &written.value) else {
        let problem = Problem::OutsideSite { path: written.value.clone() };
        diagnostics.push(Diagnostic::new(problem, written.span.clone()));
        return None;
    };
    if world.list(folder.as_str()).is_empty() {
        let list = world.list("events");
        let folders: BTreeSet<&str> = list.iter().map(ProjectPath::folder).collect();
        let nearest = nearest(folder.as_str(), folders).map(str::to_owned);
        let problem = Problem::MissingOverlay { path: written.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, written.span.clone()));
        return None;
    }
    Some(folder.as_str().into())
}

/// What an event changes in its manifests, by paths of the site.
fn changes(world: &dyn World, event: &Event, diagnostics: &mut Vec<Diagnostic>) -> Changes {
    let mut resolve = |folder: &str, path: &Spanned<String>| {
        let resolved = ProjectPath::resolve(folder, &path.value);
        if resolved.is_none() {
            let problem = Problem::OutsideSite { path: path.value.clone() };
            diagnostics.push(Diagnostic::new(problem, path.span.clone()));
        }
        resolved.map(|path| path.as_str().to_owned())
    };
    let mut skip = Vec::new();
    for what in &event.skip {
        let is_slide = what.value.starts_with('#');
        skip.extend(if is_slide { Some(what.value.clone()) } else { resolve("slides", what) });
    }
    let mut after = Vec::new();
    for (place, added) in &event.after {
        // From the site's folder, as the overlay is; or like any other chapter.
        let is_there =
            ProjectPath::resolve("", &added.value).is_some_and(|path| world.is_file(&path));
        let added = resolve(if is_there { "" } else { "slides" }, added);
        after.extend(resolve("slides", place).zip(added));
    }
    let values = |list: &Vec<Spanned<String>>| list.iter().map(|tag| tag.value.clone()).collect();
    Changes {
        exclude: event.exclude.as_ref().map(values),
        vars: event.vars.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect(),
        skip,
        after,
    }
}
