//! The decks of a site, across builds: unchanged ones are reused.
//!
//! While a deck is built, everything that it reads from the world is recorded; as long as the world
//! gives the same answers, the deck is reused. A deck that is built again looks up its slides in a
//! cache. So nothing is ever invalidated explicitly, and a build by a session equals one without
//! (`tests/incremental.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashSet, HashSetExt};
use rayon::prelude::*;

use super::layouts::layouts;
use crate::deck::{self, Deck, DeckPlan, DeckSetting, DeckSlide, Placed, SlideSearch};
use crate::diag::limit::{MOST_KEPT, limited};
use crate::diag::{Code, Diagnostic, ListProblem, Problem, Severity, Warned};
use crate::event::agenda::Pace;
use crate::manifest::{self, Manifest, Missing, Notes, Overrides};
use crate::model::{
    BesideChapters, Config, DeckExtent, DeckFile, DeckSummary, Decks, PrivateNotes, SiteDeck, Unit,
    required,
};
use crate::path::ProjectPath;
use crate::picture::PictureFacts;
use crate::render::{self, Rendered, SlideSource, css};
use crate::routes::{Destination, destination};
use crate::source::Source;
use crate::span::Span;
use crate::world::{Cancelled, Dependencies, Layered, Layers, Recording, World};

/// The decks of the last build.
#[derive(Default)]
pub(super) struct DeckStore {
    known: BTreeMap<Unit, KnownDeck>,
    /// The rendered slides of all decks, by their hash.
    rendered: HashMap<u128, Arc<Rendered>>,
    /// The decks rendered in builds that were later cancelled.
    made: Vec<String>,
    /// Which of the files that decks queried are kept.
    asked: AskedFiles,
}

/// Which of the files that a deck queried are kept with it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum AskedFiles {
    /// Those that can be in overlays.
    #[default]
    OfOverlays,
    /// All.
    All,
}

/// A deck and its dependencies.
struct KnownDeck {
    answers: Dependencies,
    pace: Pace,
    base: String,
    deck: Arc<SiteDeck>,
}

/// A deck of this build: reused, or planned and waiting to be rendered.
enum PendingDeck<'a> {
    Kept(Arc<SiteDeck>),
    Planned(Box<DeckPlan>, Recording<'a>),
}

/// Settings that all decks of a build share.
#[derive(Copy, Clone)]
pub(super) struct Common<'a> {
    pub(super) world: &'a dyn World,
    pub(super) config: &'a Config,
    /// The time assumed for slides without a planned one.
    pub(super) pace: Pace,
    /// The folder of the site on its host, such as `/courses`; empty at the top or when unknown.
    pub(super) base: &'a str,
}

/// The world as decks see it through layers, which are resolved on first use.
pub(super) struct Views<'w> {
    world: &'w dyn World,
    layered: BTreeMap<Layers, OnceLock<Layered<'w>>>,
}

impl<'w> Views<'w> {
    pub(super) fn new(world: &'w dyn World, layers: BTreeSet<Layers>) -> Self {
        let layered = layers.into_iter().map(|layers| (layers, OnceLock::new())).collect();
        Self { world, layered }
    }

    pub(super) fn through(&self, layers: &Layers) -> Option<&Layered<'w>> {
        let slot = self.layered.get(layers)?;
        Some(slot.get_or_init(|| Layered::new(self.world, layers)))
    }

    /// Whether a unit's recorded answers are still valid. Answers from a commit are valid as long
    /// as the commit is the same.
    fn still_say(&self, answers: &Dependencies, unit: &Unit) -> bool {
        match unit.layers.commit_only() {
            Some(_) => answers.are_up_to_date_in(self.world),
            None => {
                self.through(&unit.layers).is_some_and(|world| answers.are_up_to_date_in(world))
            }
        }
    }
}

impl DeckStore {
    /// A store without decks.
    pub(super) fn keeping(asked: AskedFiles) -> Self {
        Self { asked, ..Self::default() }
    }

    /// The decks of these units, with their labels, reused or built.
    pub(super) fn decks(
        &mut self,
        common: Common<'_>,
        units: Vec<(Unit, String)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Decks, Cancelled> {
        let world = common.world;
        let layers = units.iter().map(|(unit, _)| unit.layers.clone());
        let views = Views::new(world, layers.collect());
        let pending: Vec<_> = units
            .par_iter()
            .map(|(unit, label)| {
                let planned = self.planned(common, &views, (unit, label));
                // Checked afterwards: the plan may be incomplete.
                world.go_on().map(|()| planned)
            })
            .collect::<Result<_, Cancelled>>()?;
        let pending: Vec<_> = units
            .into_iter()
            .zip(pending)
            .filter_map(|(unit, pending)| Some((unit, pending.take(diagnostics)?)))
            .collect();
        let new = pending.iter().filter_map(|(_, pending)| match pending {
            PendingDeck::Planned(plan, _) => Some(&**plan),
            PendingDeck::Kept(_) => None,
        });
        render_distinct(world, &new.collect::<Vec<_>>(), &mut self.rendered)?;
        let (rendered, kept) = (&self.rendered, self.asked);
        let decks: Vec<_> = pending
            .into_par_iter()
            .map(|((unit, label), pending)| match pending {
                _ if world.is_cancelled() => Err(Cancelled),
                PendingDeck::Kept(deck) => Ok((unit, label, None, deck)),
                PendingDeck::Planned(plan, recording) => {
                    let deck = assembled(&recording, *plan, common, rendered);
                    let (answers, deck) = finished(recording, deck, (&unit, &label), kept);
                    Ok((unit, label, Some(answers), Arc::new(deck)))
                }
            })
            .collect::<Result<_, Cancelled>>()?;
        let mut last = std::mem::take(&mut self.known);
        let mut found = Decks::new();
        for (unit, label, answers, deck) in decks {
            diagnostics.extend(deck.diagnostics.iter().cloned());
            let known = match answers {
                Some(answers) => {
                    self.made.push(label);
                    let base = common.base.to_owned();
                    Some(KnownDeck { answers, pace: common.pace, base, deck: Arc::clone(&deck) })
                }
                None => last.remove(&unit),
            };
            self.known.extend(known.map(|known| (unit.clone(), known)));
            found.insert(unit, deck);
        }
        Ok(found)
    }

    fn planned<'v>(
        &self,
        common: Common<'_>,
        views: &'v Views<'_>,
        (unit, label): (&Unit, &str),
    ) -> Warned<Option<PendingDeck<'v>>> {
        let known = self.known.get(unit);
        let known = known.filter(|known| known.pace == common.pace && known.base == common.base);
        if let Some(known) = known.filter(|known| views.still_say(&known.answers, unit)) {
            return Warned::new(Some(PendingDeck::Kept(Arc::clone(&known.deck))), Vec::new());
        }
        let Some(world) = views.through(&unit.layers) else { return Warned::new(None, Vec::new()) };
        let recording = Recording::new(world);
        let unit = (unit, label);
        let Warned { output, diagnostics } = planned(&recording, common, unit, SlideSearch::Made);
        match output {
            None => Warned::new(None, diagnostics),
            Some(mut plan) => {
                plan.diagnostics = diagnostics;
                let plan = Box::new(plan);
                Warned::new(Some(PendingDeck::Planned(plan, recording)), Vec::new())
            }
        }
    }

    /// The files that decks queried, existing or not, except those in commits.
    pub(super) fn paths(&self) -> impl Iterator<Item = &ProjectPath> {
        self.known.values().flat_map(|known| known.answers.paths())
    }

    /// The decks rendered since the last call, by name.
    pub(super) fn take_made(&mut self) -> Vec<String> {
        std::mem::take(&mut self.made)
    }

    /// Keeps only the slides that another store has.
    pub(super) fn keep_slides_of(&mut self, other: Self) {
        self.rendered = other.rendered;
    }
}

/// The dependencies of a deck, and the deck with the files that it queried.
fn finished(
    recording: Recording<'_>,
    mut deck: SiteDeck,
    (unit, label): (&Unit, &str),
    kept: AskedFiles,
) -> (Dependencies, SiteDeck) {
    for diagnostic in &mut deck.diagnostics {
        diagnostic.decks.push(label.to_owned());
    }
    deck.diagnostics.retain(|diagnostic| is_worth(diagnostic, unit));
    deck.diagnostics.splice(0..0, std::mem::take(&mut deck.plan.diagnostics));
    let answers = recording.finish();
    deck.asked = match kept {
        AskedFiles::OfOverlays => asked(&answers, unit),
        AskedFiles::All => answers.paths().cloned().collect(),
    };
    let is_pinned = unit.layers.commit_only().is_some();
    (if is_pinned { answers.of_commit() } else { answers }, deck)
}

/// The files that a deck queried and that may be in overlays: all if it has an overlay, otherwise
/// those that it names in the folder of overlays.
pub(super) fn asked(answers: &Dependencies, unit: &Unit) -> Vec<ProjectPath> {
    let has_overlay = unit.layers.overlay.is_some();
    let is_wanted = |path: &&ProjectPath| has_overlay || path.below("events").is_some();
    answers.paths().filter(is_wanted).cloned().collect()
}

/// The plan of a unit, with its label.
pub(super) fn planned(
    world: &dyn World,
    common: Common<'_>,
    (unit, label): (&Unit, &str),
    search: SlideSearch,
) -> Warned<Option<DeckPlan>> {
    let (config, pace) = (common.config, common.pace);
    let mut diagnostics = Vec::new();
    let mut repository = config.repository.clone();
    if let Some(revision) = &unit.layers.revision {
        repository.branch = Some(revision.to_string());
        repository.commit = world.revision(revision).ok();
    }
    let plan = required(world, &unit.manifest, &mut diagnostics)
        .and_then(|source| read(&source, &config.overrides).take(&mut diagnostics))
        .map(|mut manifest: Manifest| {
            manifest.change(&unit.changes, &config.overrides, unit.layers.overlay.as_deref());
            if manifest.missing == Missing::Shown {
                // A slide in their place shows the problem and reports it.
                diagnostics.retain(|found| {
                    !matches!(&found.problem, Problem::List(ListProblem::EmptyEntry { list }) if list == "content")
                });
            }
            if manifest.notes == Notes::Private {
                manifest.notes = match config.private_notes {
                    PrivateNotes::LeftOut => Notes::Private,
                    PrivateNotes::ForPresenter => Notes::ForPresenter,
                };
            }
            let found = std::mem::take(&mut diagnostics);
            let setting = DeckSetting { search, pace, when: unit.when.as_ref() };
            deck::plan(world, manifest, repository, &setting, found)
        });
    let plan = plan.map(|mut plan| {
        diagnostics.append(&mut plan.diagnostics);
        plan
    });
    let mut diagnostics = limited(diagnostics, MOST_KEPT);
    for diagnostic in &mut diagnostics {
        diagnostic.decks.push(label.to_owned());
    }
    Warned::new(plan, diagnostics.into_iter().filter(|d| is_worth(d, unit)).collect())
}

/// Whether a user can act on a diagnostic: a pinned revision cannot be fixed, so only its errors
/// and absent chapters are reported.
fn is_worth(diagnostic: &Diagnostic, unit: &Unit) -> bool {
    let is_frozen = |span: &Span| span.file.revision().is_some();
    unit.layers.revision.is_none()
        || diagnostic.severity() == Severity::Error
        || diagnostic.problem.code() == Code::AbsentChapter
        || !diagnostic.span.as_ref().is_none_or(is_frozen)
}

/// A manifest, read once.
#[comemo::memoize]
fn read(source: &Source, overrides: &Overrides) -> Warned<Option<Manifest>> {
    manifest::read(source, overrides)
}

/// Renders each distinct slide that is not cached once, on all threads.
///
/// The cache of `render` does not deduplicate concurrent misses, so decks must not look there
/// first.
fn render_distinct(
    world: &dyn World,
    decks: &[&DeckPlan],
    known: &mut HashMap<u128, Arc<Rendered>>,
) -> Result<(), Cancelled> {
    let mut seen = HashSet::new();
    let mut work: Vec<(u128, &SlideSource, &DeckPlan)> = Vec::new();
    for plan in decks {
        for slide in &plan.slides {
            if !known.contains_key(&slide.digest) && seen.insert(slide.digest) {
                work.push((slide.digest, &slide.source, plan));
            }
        }
    }
    let rendered = work
        .par_iter()
        .filter(|_| !world.is_cancelled())
        .map(|(hash, source, plan)| (*hash, render::render(source, &plan.labels)))
        .collect::<Vec<_>>();
    known.extend(rendered);
    world.go_on()
}

/// Builds a deck from its plan. Its diagnostics have no deck label yet.
fn assembled(
    world: &dyn World,
    plan: DeckPlan,
    common: Common<'_>,
    known: &HashMap<u128, Arc<Rendered>>,
) -> SiteDeck {
    let mut diagnostics = Vec::new();
    let of_slide = |slide: &Placed| match known.get(&slide.digest) {
        // A slide with link labels may render differently in another deck.
        Some(rendered) if !rendered.has_labels => Arc::clone(rendered),
        _ => render::render(&slide.source, &plan.labels),
    };
    let rendered = plan.slides.iter().map(of_slide).collect();
    let deck = deck::assemble(&plan, rendered, &mut diagnostics);
    let lengths: Vec<_> = deck.slides.iter().map(DeckSlide::length).collect();
    let beside = BesideChapters::of(world, (&plan, &deck), common.base, &mut diagnostics);
    let (files, faults) = DeckFile::all(world, (&deck, &beside), common.base);
    SiteDeck {
        summary: Arc::new(DeckSummary::of((&plan, &deck), &lengths, common.pace)),
        extent: DeckExtent::Rendered,
        lines: lines(world, &deck),
        asked: Vec::new(),
        files,
        faults,
        backgrounds: backgrounds(&deck, &beside),
        sizes: picture_sizes(world, (&deck, &beside), common.base),
        layouts: layouts(world, &plan, &deck),
        beside,
        diagnostics: limited(diagnostics, MOST_KEPT),
        plan,
        deck,
    }
}

/// The backgrounds of a deck's slides, with addresses from the top of the site.
fn backgrounds(deck: &Deck, beside: &BesideChapters) -> Vec<(String, String)> {
    let slides = deck.slides.iter().enumerate();
    let all = slides.flat_map(|(index, slide)| {
        let addresses = beside.of_slide(index);
        slide.background.iter().map(move |(key, value)| {
            let linked = addresses.and_then(|addresses| css::relinked(value, addresses));
            (key.clone(), linked.unwrap_or_else(|| value.clone()))
        })
    });
    let all: BTreeSet<_> = all.collect();
    all.into_iter().collect()
}

/// The sizes of a deck's pictures, by their addresses.
fn picture_sizes(
    world: &dyn World,
    (deck, beside): (&Deck, &BesideChapters),
    base: &str,
) -> BTreeMap<String, PictureFacts> {
    let pictures = deck.slides.iter().flat_map(|slide| slide.rendered.html.pictures());
    let backgrounds = deck.slides.iter().flat_map(|slide| &slide.background_files).cloned();
    let urls: BTreeSet<String> = pictures.chain(backgrounds).collect();
    let meanings = |url: &String| beside.meanings(url).map(str::to_owned).collect::<Vec<_>>();
    let urls = urls.into_iter().flat_map(|url| {
        let meanings = meanings(&url);
        std::iter::once(url).chain(meanings)
    });
    let size = |url: String| {
        let Destination::Inside(address) = destination(&url, base) else { return None };
        let path = ProjectPath::resolve("slides", &address.path)?;
        path.below("slides")?;
        let picture = world.picture(&path)?;
        Some((url, picture))
    };
    urls.filter_map(size).collect()
}

/// The line of each slide in its file, from 1.
fn lines(world: &dyn World, deck: &Deck) -> Vec<usize> {
    let mut last = None;
    let places = deck.slides.iter().map(|slide| &slide.place);
    places
        .map(|place| {
            // Slides of the same chapter are adjacent.
            if last.as_ref().is_none_or(|(file, _)| *file != &place.file) {
                last = Some((&place.file, world.source(&place.file).ok()));
            }
            let source = last.as_ref().and_then(|(_, source)| source.as_ref());
            source.map_or(1, |source| source.lines().line(place.start as usize) + 1)
        })
        .collect()
}
