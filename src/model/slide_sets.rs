//! Slide sets: the decks of the site and those of its events, each seen through its layers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::faults::unusable;
use super::overlay_claims::{self, OverlayClaims};
use super::{Config, Decks, PinnedManifests, manifests};
use crate::deck::DeckStats;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, FileProblem, SlideSetProblem};
use crate::event::{Event, Settings, When, Workshops};
use crate::manifest::{ManifestChanges, Missing};
use crate::path::{ProjectPath, is_same_name};
use crate::routes::{PageFolder, Route};
use crate::span::Spanned;
use crate::world::{Layered, Layers, World, found_inside};

/// A deck as seen through layers: equal units are one deck, however many events show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit {
    pub(crate) manifest: ProjectPath,
    pub(crate) layers: Layers,
    pub(crate) changes: ManifestChanges,
    /// The days and hours of its event, which agendas on slides show; only of one that shows this deck
    /// alone, since several share its hours.
    pub(crate) when: Option<When>,
}

impl Unit {
    /// A deck of the site itself.
    pub(crate) fn own(manifest: ProjectPath) -> Self {
        let (layers, changes) = (Layers::default(), ManifestChanges::default());
        Self { manifest, layers, changes, when: None }
    }

    /// Its label in diagnostics.
    fn label(&self, event: Option<&Event>) -> String {
        match event {
            Some(event) => format!("{}/{}", event.slug, self.manifest.stem()),
            None => self.manifest.stem().to_owned(),
        }
    }
}

/// The decks of an event.
#[derive(Clone, Debug)]
pub(crate) struct EventSet {
    pub(crate) event: Arc<Event>,
    pub(crate) units: Vec<Unit>,
}

/// Everything to build.
#[derive(Debug, Default)]
pub(crate) struct SlideSets {
    /// The decks of the site itself.
    pub(crate) own: Vec<Unit>,
    pub(crate) events: Vec<EventSet>,
    /// The overlay folders of all events, including those not built.
    pub(super) claims: OverlayClaims,
    /// Whether all decks and events are built.
    pub(crate) is_whole: bool,
}

impl SlideSets {
    /// Some decks and events of a site, and nothing else.
    pub(crate) fn of(own: Vec<Unit>, events: Vec<EventSet>) -> Self {
        Self { own, events, ..Self::default() }
    }

    /// Finds the decks of a site and its events.
    pub(crate) fn find(
        world: &dyn World,
        config: &Config,
        (workshops, pinned): (&Workshops, &mut PinnedManifests),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let wanted = |path: &ProjectPath| {
            config.decks.is_empty() || config.decks.iter().any(|d| is_same_name(d, path.stem()))
        };
        let own = match &config.event {
            None => manifests(world).into_iter().filter(wanted).map(Unit::own).collect(),
            Some(_) => Vec::new(),
        };
        let is_whole = config.event.is_none() && config.decks.is_empty();
        let mut sets = Self { own, is_whole, ..Self::default() };
        if !config.decks.is_empty() {
            return sets;
        }
        for event in &workshops.events {
            let is_wanted = config.event.as_ref().is_none_or(|slug| *slug == event.slug);
            if is_wanted && !event.decks.is_empty() {
                let of_event = (&workshops.settings, event);
                sets.events.extend(set((world, pinned), of_event, diagnostics));
            }
        }
        pinned.end_round();
        sets
    }

    /// Collects the overlay folders of all events, including those not built.
    pub(crate) fn claim_overlays(&mut self, all: &Workshops) {
        self.claims = overlay_claims::claims(all);
    }

    /// Each unit once, in order, with its name.
    pub(crate) fn units(&self) -> BTreeMap<Unit, String> {
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

    /// The statistics of each wanted event's decks: shown and excluded.
    pub(crate) fn deck_stats(
        &self,
        decks: &Decks,
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, DeckStats)> {
        let of = |set: &EventSet| -> Vec<(String, DeckStats)> {
            let units = set.units.iter().filter_map(|unit| Some((unit, decks.get(unit)?)));
            units
                .map(|(unit, deck)| (unit.label(Some(&set.event)), deck.deck.stats.clone()))
                .collect()
        };
        self.events.iter().filter(|set| is_wanted(&set.event.slug)).flat_map(of).collect()
    }

    /// The layers of all units.
    pub(crate) fn layers(&self) -> BTreeSet<Layers> {
        self.units().into_keys().map(|unit| unit.layers).collect()
    }
}

/// The decks of an event; `None` if it cannot have any.
fn set(
    (world, pinned): (&dyn World, &PinnedManifests),
    (settings, event): (&Settings, &Arc<Event>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<EventSet> {
    if let Some(revision) = &event.rev
        && let Err(trouble) = world.revision(&revision.value)
    {
        let problem = SlideSetProblem::UnknownRevision { name: revision.value.clone(), trouble };
        diagnostics.push(Diagnostic::new(problem, revision.span.clone()));
        return None;
    }
    let language = event.lang.as_ref().and_then(|lang| lang.value.split(['-', '_']).next());
    let layers = Layers {
        overlay: overlay(world, event, diagnostics),
        revision: event.rev.as_ref().map(|revision| revision.value.as_str().into()),
        language: language.map(|language| language.to_lowercase().into()),
    };
    let changes = changes(&Layered::new(world, &layers), event, diagnostics);
    let known = seen_manifests((world, pinned), &layers, diagnostics);
    let mut units = Vec::new();
    for deck in &event.decks {
        let name = deck.value.strip_suffix(".yml").unwrap_or(&deck.value);
        if let Some(manifest) = known.iter().find(|path| is_same_name(path.stem(), name)) {
            units.push(Unit {
                manifest: manifest.clone(),
                layers: layers.clone(),
                changes: ManifestChanges { texts: texts(settings, event, name), ..changes.clone() },
                when: (event.decks.len() == 1).then(|| event.when.clone()),
            });
            continue;
        }
        let bare = name.rsplit('/').next().unwrap_or_default();
        let bare = bare.split('.').next().unwrap_or_default();
        let stems = || known.iter().map(ProjectPath::stem);
        let exact = stems().find(|stem| stem.eq_ignore_ascii_case(bare));
        let nearest = exact.or_else(|| nearest(bare, stems())).map(str::to_owned);
        let problem = SlideSetProblem::UnknownDeck { name: name.to_owned(), nearest };
        diagnostics.push(Diagnostic::new(problem, deck.span.clone()));
    }
    Some(EventSet { event: Arc::clone(event), units })
}

/// The manifests seen through layers. Reports problems of the overlay.
fn seen_manifests(
    (world, pinned): (&dyn World, &PinnedManifests),
    layers: &Layers,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<[ProjectPath]> {
    let commit = layers.commit_only().and_then(|revision| world.revision(revision).ok());
    if let Some(commit) = commit {
        let find = |_: &String| manifests(&Layered::new(world, layers)).into();
        return pinned.get(layers, commit, find);
    }
    let layered = Layered::new(world, layers);
    overlay_claims::broken(&layered, diagnostics);
    manifests(&layered).into()
}

/// The folder of an event's overlay, if it exists.
fn overlay(
    world: &dyn World,
    event: &Event,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<str>> {
    let mut is_refused = |folder: &str| {
        let list = world.refused("events");
        let refused = list.iter().find(|(path, _)| path.as_str() == folder);
        diagnostics.extend(refused.and_then(|(path, error)| unusable(path, error.clone())));
        refused.is_some()
    };
    let Some(written) = &event.overlay else {
        let usual = overlay_claims::usual(event);
        if is_refused(&usual) {
            return None;
        }
        let is_below = |path: &ProjectPath| path.below(&usual).is_some();
        let has_files = world.list("events").iter().any(is_below)
            || world.links("events").iter().any(|(link, _)| is_below(link));
        return has_files.then(|| usual.into());
    };
    let Some(folder) = ProjectPath::resolve("", &written.value) else {
        let inside = written.value.trim_start_matches('/');
        let has_files = !world.list(inside).is_empty();
        let nearest = has_files.then(|| inside.to_owned());
        let problem = FileProblem::OutsideSite { path: written.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, written.span.clone()));
        return None;
    };
    if is_refused(folder.as_str()) {
        return None;
    }
    let has_link = world.links(folder.as_str()).iter().any(|(link, _)| *link != folder);
    let is_empty = world.list(folder.as_str()).is_empty() && !has_link;
    if is_empty || world.is_file(&folder) {
        let list = world.list("events");
        let folders: BTreeSet<&str> = list.iter().map(ProjectPath::folder).collect();
        let nearest = nearest(folder.as_str(), folders).map(str::to_owned);
        let problem = SlideSetProblem::MissingOverlay { path: written.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, written.span.clone()));
        return None;
    }
    Some(folder.as_str().into())
}

/// An event's changes to its manifests, by paths of the site.
fn changes(world: &dyn World, event: &Event, diagnostics: &mut Vec<Diagnostic>) -> ManifestChanges {
    let mut resolve = |folder: &str, path: &Spanned<String>| {
        let resolved = ProjectPath::resolve(folder, &path.value);
        if resolved.is_none() {
            let nearest = found_inside(world, folder, &path.value);
            let problem = FileProblem::OutsideSite { path: path.value.clone(), nearest };
            diagnostics.push(Diagnostic::new(problem, path.span.clone()));
        }
        resolved.map(|path| path.as_str().to_owned())
    };
    let mut skip = Vec::new();
    for what in &event.skip {
        let is_slide = what.value.starts_with('#');
        skip.extend(if is_slide { Some(what.value.clone()) } else { resolve("slides", what) });
    }
    let (mut after, mut missing) = (Vec::new(), Vec::new());
    for (place, added) in &event.after {
        // Relative to the site's folder, like the overlay; or like any other chapter.
        let is_there =
            ProjectPath::resolve("", &added.value).is_some_and(|path| world.is_file(&path));
        let written = added;
        let added = resolve(if is_there { "" } else { "slides" }, added);
        let path = added.as_deref().map(ProjectPath::new);
        if path.is_some_and(|path| !world.is_file(&path)) && event.missing == Missing::Refused {
            missing.push(written);
            continue;
        }
        after.extend(resolve("slides", place).zip(added));
    }
    diagnostics.extend(missing.into_iter().map(|chapter| missing_chapter(world, event, chapter)));
    let values = |list: &Vec<Spanned<String>>| list.iter().map(|tag| tag.value.clone()).collect();
    ManifestChanges {
        exclude: event.exclude.as_ref().map(values),
        vars: event.vars.iter().map(|(name, value)| (name.clone(), value.value.clone())).collect(),
        skip,
        after,
        missing: event.missing,
        texts: Vec::new(),
    }
}

/// The problem of a chapter to add that does not exist.
fn missing_chapter(world: &dyn World, event: &Event, chapter: &Spanned<String>) -> Diagnostic {
    let overlay = overlay_claims::usual(event);
    let overlay = event.overlay.as_ref().map_or(overlay.as_str(), |overlay| overlay.value.as_str());
    let (slides, own) = (world.list("slides"), world.list(overlay));
    let known = || {
        let is_chapter = |path: &&ProjectPath| path.has_extension("md");
        let chapters = slides.iter().filter(is_chapter).filter_map(|path| path.below("slides"));
        chapters.chain(own.iter().filter(is_chapter).map(ProjectPath::as_str))
    };
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let same = known().find(|path| name(path) == name(&chapter.value));
    let nearest = same.or_else(|| nearest(&chapter.value, known())).map(str::to_owned);
    let problem = FileProblem::MissingChapter { path: chapter.value.clone(), nearest };
    Diagnostic::new(problem, chapter.span.clone())
}

/// The texts of an event's deck: the event's title, unless it shows several decks, its language,
/// its theme, and the deck's URL, if the site has one.
fn texts(settings: &Settings, event: &Event, deck: &str) -> Vec<(&'static str, String)> {
    let folder = PageFolder::Event(event.slug.as_str().into());
    let page = Route::Deck(folder.clone(), deck.into());
    let mut texts = vec![("html", page.url_from(&page))];
    if event.decks.len() == 1 {
        texts.push(("title", event.title.value.clone()));
    }
    texts.extend(event.lang.as_ref().map(|lang| ("language", lang.value.clone())));
    texts.extend(event.theme.as_ref().map(|theme| ("theme", theme.value.clone())));
    let address = Route::Event(folder.clone()).absolute(&settings.url);
    let archive = Route::Archive(folder);
    if address.is_empty() {
        texts.push(("zip", archive.url_from(&page)));
    } else {
        texts.push(("zip", archive.absolute(&settings.url)));
        texts.push(("slides", address));
    }
    texts
}
