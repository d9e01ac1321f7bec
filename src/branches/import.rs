//! The import of branches: what each branch showed, how an event can represent it, and the proof.
//!
//! Branches are tried together, since decks share most of their slides: first with an overlay of
//! the differences; then with the manifests in it as well, whose values take precedence over those
//! of the entry; then, if requested, pinned to their last commits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Branch;
use super::candidate::{Candidate, ImportStage, units};
use super::differing::OverlayFiles;
use super::entries::{self, FoundEntries};
use super::list::{EventList, ListChanges};
use super::planned::PlannedSite;
use super::proof::{Difference, difference};
use super::shown;
use super::writing;
use crate::diag::{Code, Diagnostic, RevisionTrouble, Severity};
use crate::event::Event;
use crate::model::{Config, Decks, PinnedManifests, SiteDeck, SlideSets, Unit};
use crate::path::ProjectPath;
use crate::site::DeckBuilds;
use crate::source::Source;
use crate::world::World;

/// What to do with a branch that an overlay cannot hold.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It is not imported.
    Base,
    /// Its event shows the last commit of the branch, which must then be kept.
    Tip,
}

/// What to import, and how.
pub(crate) struct ImportSettings<'a> {
    /// The branches.
    pub(crate) branches: Vec<Branch>,
    /// What to do with one that an overlay cannot hold.
    pub(crate) keep: Keep,
    /// The configuration of builds.
    pub(crate) config: Config,
    /// The content of a file of the site as it is now, if there is one.
    pub(crate) there: &'a dyn Fn(&ProjectPath) -> Option<Vec<u8>>,
}

/// The result of an import, before anything is written.
#[derive(Debug, Default)]
pub(crate) struct Import {
    /// What became of each branch, in order.
    pub(crate) reports: Vec<BranchReport>,
    /// The new list of events, if it changes.
    pub(crate) list: Option<Source>,
    /// The new files of overlays, and the files of commits that they copy.
    pub(crate) files: BTreeMap<ProjectPath, ProjectPath>,
}

/// What became of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BranchReport {
    /// Its name.
    pub(crate) name: String,
    pub(crate) outcome: BranchOutcome,
    /// Its decks.
    pub(crate) decks: Vec<DeckReport>,
    /// Further notes, one sentence each.
    pub(crate) notes: Vec<String>,
}

/// Whether a branch became an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BranchOutcome {
    /// It became these events, by their slugs.
    Imported(Vec<String>),
    /// These events showed it already.
    Known(Vec<String>),
    /// It did not, for this reason.
    Refused(String),
    /// It shows no deck.
    NoDeck,
}

/// A deck of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeckReport {
    /// Its name.
    pub(crate) name: String,
    /// How many slides it has.
    pub(crate) slides: usize,
    pub(crate) proof: DeckProof,
}

/// Whether an event shows a deck as its branch did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DeckProof {
    /// All slides are equal.
    Equal,
    /// This many are not equal; the first difference.
    Differs(usize, String),
    /// The branch's deck cannot be built, for this reason.
    NotBuilt(String),
}

/// A candidate with its position in the site.
struct PlacedBranch {
    candidate: Candidate,
    slugs: Vec<String>,
    changes: ListChanges,
    files: BTreeMap<ProjectPath, ProjectPath>,
}

/// Imports branches into a site.
pub(crate) fn import(world: &dyn World, settings: ImportSettings<'_>) -> Result<Import, String> {
    let list = EventList::read(world)?;
    let ImportSettings { branches, keep, config, there } = settings;
    let mut importer = Importer {
        world,
        domain: entries::domain(&list.workshops, &branches),
        list,
        keep,
        there,
        builds: DeckBuilds::new(config.clone()),
        config,
        reports: Vec::new(),
    };
    let names: Vec<String> = branches.iter().map(|branch| branch.name.clone()).collect();
    let candidates = importer.candidates(branches);
    let (known, new): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| !candidate.entries.imported.is_empty());
    importer.check_known(known);
    let planned = importer.plan(new)?;
    let mut import = importer.result(planned)?;
    import.reports.sort_by_key(|report| names.iter().position(|name| *name == report.name));
    Ok(import)
}

struct Importer<'a> {
    world: &'a dyn World,
    domain: Option<String>,
    list: EventList,
    keep: Keep,
    there: &'a dyn Fn(&ProjectPath) -> Option<Vec<u8>>,
    builds: DeckBuilds,
    config: Config,
    reports: Vec<BranchReport>,
}

impl Importer<'_> {
    /// The branches that show decks, each with its decks.
    fn candidates(&mut self, branches: Vec<Branch>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for branch in branches {
            if let Some(trouble) = self.unreadable(&branch) {
                self.refuse(&branch.name, trouble.found(&branch.name));
                continue;
            }
            let host = self.host(&branch);
            let entries = entries::of_branch(&self.list.workshops, &branch, host.as_deref());
            let shown = shown::shown(self.world, &branch);
            let mut shown = shown.unwrap_or_default();
            let names_all = entries.addressed.iter().all(|(_, deck)| deck.is_some());
            if shown.is_guess && !entries.imported.is_empty() {
                let events =
                    entries.imported.iter().map(|&index| &self.list.workshops.events[index]);
                let decks: Vec<_> = events.flat_map(|event| &event.decks).collect();
                shown.decks.retain(|name| decks.iter().any(|deck| deck.value == *name));
            } else if shown.is_guess && names_all && !entries.addressed.is_empty() {
                shown.decks.clear();
            }
            let named = entries.addressed.iter().filter_map(|(_, deck)| deck.as_ref());
            let new: Vec<String> = named
                .filter(|deck| shown::has_deck(self.world, &branch.tip, deck))
                .filter(|deck| !shown.decks.contains(deck))
                .cloned()
                .collect();
            shown.decks.extend(new);
            if shown.decks.is_empty() {
                self.report(&branch.name, BranchOutcome::NoDeck);
                continue;
            }
            let language = self.language(&entries);
            candidates.push(Candidate {
                branch,
                shown,
                entries,
                language,
                decks: BTreeMap::new(),
                broken: BTreeMap::new(),
                has_holes: false,
                notes: Vec::new(),
            });
        }
        self.build_branches(&mut candidates);
        candidates
    }

    /// The language of the events that show a branch, or that are to show it.
    fn language(&self, entries: &FoundEntries) -> Option<String> {
        let addressed = entries.addressed.iter().map(|(index, _)| index);
        let mut indices = entries.imported.iter().chain(addressed);
        indices.find_map(|&index| {
            let event = self.list.workshops.events.get(index)?;
            event.lang.as_ref().map(|lang| lang.value.clone())
        })
    }

    /// Why the commits of a branch cannot be read. The files of a commit are known once it has been
    /// requested.
    fn unreadable(&self, branch: &Branch) -> Option<RevisionTrouble> {
        let commits = std::iter::once(&branch.tip).chain(&branch.base);
        commits.map(|commit| self.world.revision(commit)).find_map(Result::err)
    }

    /// The host that a branch was at.
    pub(super) fn host(&self, branch: &Branch) -> Option<String> {
        let label = Some(branch.label()).filter(|label| !label.is_empty())?;
        Some(format!("{label}.{}", self.domain.as_ref()?))
    }

    /// Builds the decks of branches as their checkouts do.
    fn build_branches(&mut self, candidates: &mut [Candidate]) {
        let own = candidates.iter().flat_map(units).collect();
        let sets = SlideSets::of(own, Vec::new());
        let built = self.builds.build(self.world, &sets);
        for candidate in candidates {
            for (name, unit) in candidate.shown.decks.clone().into_iter().zip(units(candidate)) {
                let deck = built.output.get(&unit);
                let own = deck.map(|deck| deck.diagnostics.as_slice()).unwrap_or_default();
                candidate.has_holes |=
                    own.iter().any(|found| found.problem.code() == Code::AbsentChapter);
                let tip = candidate.branch.tip.as_str();
                let others = built.diagnostics.iter().filter(|_| deck.is_none());
                let is_of = |found: &&Diagnostic| {
                    let revision = found.span.as_ref().and_then(|span| span.file.revision());
                    revision.is_some_and(|(name, _)| name == tip) && found.decks.contains(&name)
                };
                let mut errors = own.iter().chain(others.filter(is_of));
                let error = errors.find(|found| found.severity() == Severity::Error);
                match (deck, error) {
                    (Some(deck), None) => _ = candidate.decks.insert(name, Arc::clone(deck)),
                    (_, error) => _ = candidate.broken.insert(name, reason(error)),
                }
            }
        }
    }

    /// Compares branches with the events that show them already.
    fn check_known(&mut self, known: Vec<Candidate>) {
        if known.is_empty() {
            return;
        }
        let mut files = BTreeMap::new();
        for candidate in &known {
            for folder in self.overlays(candidate) {
                let expected = candidate.files(self.world, ImportStage::Manifests).files;
                files.extend(placed(&folder, &expected).into_iter().filter(|(path, from)| {
                    (self.there)(path).is_some_and(|bytes| self.has(from, &bytes))
                }));
            }
        }
        let text = self.list.now.clone().unwrap_or_default();
        let list = Source::new(ProjectPath::new(super::list::LIST), &text);
        let slugs: Vec<Vec<String>> = known.iter().map(|known| self.known_slugs(known)).collect();
        let all: BTreeSet<&str> = slugs.iter().flatten().map(String::as_str).collect();
        let built = self.build_events(&list, files, (&known, &all));
        for (candidate, slugs) in known.into_iter().zip(slugs) {
            let decks = built.reports(&candidate, &slugs);
            let notes = candidate.notes.clone();
            let name = candidate.branch.name.clone();
            let outcome = BranchOutcome::Known(slugs);
            self.reports.push(BranchReport { name, outcome, decks, notes });
        }
    }

    fn known_slugs(&self, candidate: &Candidate) -> Vec<String> {
        let events = candidate.entries.imported.iter();
        let events = events.filter_map(|&index| self.list.workshops.events.get(index));
        events.map(|event| event.slug.clone()).collect()
    }

    /// The folders of the overlays of the events that show a branch already.
    fn overlays(&self, candidate: &Candidate) -> BTreeSet<String> {
        let events = candidate.entries.imported.iter();
        let events = events.filter_map(|&index| self.list.workshops.events.get(index));
        let folder = |event: &Arc<Event>| match &event.overlay {
            Some(overlay) => overlay.value.trim_end_matches('/').to_owned(),
            None => format!("events/{}", event.slug),
        };
        events.map(folder).collect()
    }

    /// Whether a file of a commit has this content.
    fn has(&self, from: &ProjectPath, bytes: &[u8]) -> bool {
        self.world.bytes(from).is_some_and(|content| *content == *bytes)
    }

    /// What each new branch becomes, as far as it has been verified.
    fn plan(&mut self, new: Vec<Candidate>) -> Result<Vec<PlacedBranch>, String> {
        let (mut proved, mut pending) = (Vec::new(), Vec::new());
        for candidate in new {
            if candidate.decks.is_empty() {
                self.refuse_with(candidate, "none of its decks can be built".to_owned());
            } else {
                pending.push(candidate);
            }
        }
        let stages = [ImportStage::Overlay, ImportStage::Manifests, ImportStage::Tip];
        let is_wanted = |stage: &ImportStage| *stage != ImportStage::Tip || self.keep == Keep::Tip;
        let stages: Vec<ImportStage> = stages.into_iter().filter(is_wanted).collect();
        let last = stages.last().copied();
        for stage in stages {
            let mut tried = Vec::new();
            for candidate in pending {
                match self.placed_candidate(candidate, stage) {
                    Ok(planned) => tried.push(planned),
                    Err(refused) => {
                        let (candidate, NotHeld { reason, is_final }) = *refused;
                        if is_final {
                            self.refuse_with(candidate, reason);
                        } else if Some(stage) == last {
                            let keeps_tip = self.keep == Keep::Tip;
                            let hint = if keeps_tip { "" } else { "; --keep tip keeps it" };
                            self.refuse_with(candidate, format!("{reason}{hint}"));
                        } else {
                            tried.push(PlacedBranch::none(candidate));
                        }
                    }
                }
            }
            let (equal, others) = self.prove(tried, Some(stage) == last)?;
            proved.extend(equal);
            pending = others;
        }
        Ok(proved)
    }

    /// A candidate with its entries and files at a stage.
    fn placed_candidate(
        &self,
        candidate: Candidate,
        stage: ImportStage,
    ) -> Result<PlacedBranch, Box<(Candidate, NotHeld)>> {
        if stage != ImportStage::Tip && candidate.branch.base.is_none() {
            let reason = "it has no commit in common with the main branch".to_owned();
            return Err(Box::new((candidate, NotHeld { reason, is_final: false })));
        }
        let found = candidate.files(self.world, stage);
        if let Some(reason) = found.unheld.first() {
            let reason = reason.clone();
            return Err(Box::new((candidate, NotHeld { reason, is_final: false })));
        }
        let host = self.host(&candidate.branch);
        let written = writing::written(
            &self.list.workshops,
            &candidate,
            (stage, host.as_deref()),
            &found.files,
        );
        let written = match written {
            Ok(written) => written,
            Err(reason) => return Err(Box::new((candidate, NotHeld { reason, is_final: true }))),
        };
        let files = placed(&written.folder, &found.files);
        let other = files
            .iter()
            .find(|(path, from)| (self.there)(path).is_some_and(|bytes| !self.has(from, &bytes)));
        if let Some((path, _)) = other {
            let reason = format!("{path} already exists with different content");
            return Err(Box::new((candidate, NotHeld { reason, is_final: true })));
        }
        let mut candidate = candidate;
        candidate.notes.extend(written.notes);
        Ok(PlacedBranch { candidate, slugs: written.slugs, changes: written.changes, files })
    }

    /// Builds the events of branches, and returns which of them show what the branches showed.
    fn prove(
        &mut self,
        tried: Vec<PlacedBranch>,
        is_last: bool,
    ) -> Result<(Vec<PlacedBranch>, Vec<Candidate>), String> {
        let (tried, skipped): (Vec<_>, Vec<_>) =
            tried.into_iter().partition(|planned| !planned.slugs.is_empty());
        let mut others: Vec<Candidate> =
            skipped.into_iter().map(|planned| planned.candidate).collect();
        if tried.is_empty() {
            return Ok((Vec::new(), others));
        }
        let list = self.list.with(&merged(&tried))?;
        let files = tried.iter().flat_map(|planned| planned.files.clone()).collect();
        let slugs: BTreeSet<&str> =
            tried.iter().flat_map(|planned| &planned.slugs).map(String::as_str).collect();
        let candidates: Vec<&Candidate> = tried.iter().map(|planned| &planned.candidate).collect();
        let built = self.build_events(&list, files, (&candidates, &slugs));
        let mut equal = Vec::new();
        for mut planned in tried {
            let decks = built.reports(&planned.candidate, &planned.slugs);
            let differs = decks.iter().find_map(|deck| match &deck.proof {
                DeckProof::Differs(count, first) => {
                    Some((deck.name.clone(), *count, first.clone()))
                }
                DeckProof::Equal | DeckProof::NotBuilt(_) => None,
            });
            let name = planned.candidate.branch.name.clone();
            match differs {
                None => {
                    let mut notes = std::mem::take(&mut planned.candidate.notes);
                    notes.extend(planned.candidate.translated());
                    notes.extend(planned.candidate.links_to_others(self.world));
                    let outcome = BranchOutcome::Imported(planned.slugs.clone());
                    self.reports.push(BranchReport { name, outcome, decks, notes });
                    equal.push(planned);
                }
                Some((deck, _, first)) if is_last => {
                    let hint = if self.keep == Keep::Tip { "" } else { "; --keep tip keeps it" };
                    let reason =
                        format!("its event would show `{deck}` differently: {first}{hint}");
                    let outcome = BranchOutcome::Refused(reason);
                    self.reports.push(BranchReport { name, outcome, decks, notes: Vec::new() });
                }
                Some(_) => {
                    planned.candidate.notes.clear();
                    others.push(planned.candidate);
                }
            }
        }
        Ok((equal, others))
    }

    /// Builds the events of candidates in a site with this list and these files.
    fn build_events<C: AsRef<Candidate>>(
        &mut self,
        list: &Source,
        files: BTreeMap<ProjectPath, ProjectPath>,
        (candidates, slugs): (&[C], &BTreeSet<&str>),
    ) -> BuiltEvents {
        let site = PlannedSite::new(self.world, list.clone(), files);
        let mut workshops = crate::event::read(list).output;
        workshops.events.retain(|event| slugs.contains(event.slug.as_str()));
        let mut problems = Vec::new();
        let mut pinned = PinnedManifests::default();
        let found = SlideSets::find(&site, &self.config, (&workshops, &mut pinned), &mut problems);
        let own = candidates.iter().flat_map(|candidate| units(candidate.as_ref())).collect();
        let sets = SlideSets::of(own, found.events);
        let built = self.builds.build(&site, &sets);
        problems.extend(built.diagnostics);
        BuiltEvents { sets, decks: built.output, problems }
    }

    /// The whole import.
    fn result(mut self, planned: Vec<PlacedBranch>) -> Result<Import, String> {
        let mut planned = planned;
        planned.sort_by(|one, other| one.candidate.branch.name.cmp(&other.candidate.branch.name));
        let list = self.list.with(&merged(&planned))?;
        let is_new = self.list.now.as_deref() != Some(list.text()) && !planned.is_empty();
        let files: BTreeMap<_, _> = planned.into_iter().flat_map(|planned| planned.files).collect();
        let files = files.into_iter().filter(|(path, _)| (self.there)(path).is_none()).collect();
        let reports = std::mem::take(&mut self.reports);
        Ok(Import { reports, list: is_new.then_some(list), files })
    }

    fn report(&mut self, name: &str, outcome: BranchOutcome) {
        let (name, decks, notes) = (name.to_owned(), Vec::new(), Vec::new());
        self.reports.push(BranchReport { name, outcome, decks, notes });
    }

    fn refuse(&mut self, name: &str, reason: String) {
        self.report(name, BranchOutcome::Refused(reason));
    }

    fn refuse_with(&mut self, candidate: Candidate, reason: String) {
        let broken = candidate.broken.into_iter().map(|(name, reason)| DeckReport {
            name,
            slides: 0,
            proof: DeckProof::NotBuilt(reason),
        });
        self.reports.push(BranchReport {
            name: candidate.branch.name,
            outcome: BranchOutcome::Refused(reason),
            decks: broken.collect(),
            notes: Vec::new(),
        });
    }
}

/// Why a candidate cannot be imported.
struct NotHeld {
    reason: String,
    /// Whether no further stage can help.
    is_final: bool,
}

impl PlacedBranch {
    /// A candidate that waits for the next stage.
    fn none(candidate: Candidate) -> Self {
        let (slugs, files) = (Vec::new(), BTreeMap::new());
        Self { candidate, slugs, changes: ListChanges::default(), files }
    }
}

/// The changes of all, in the order of the branches.
fn merged(planned: &[PlacedBranch]) -> ListChanges {
    let mut all = ListChanges::default();
    for PlacedBranch { changes, .. } in planned {
        all.changed.extend(changes.changed.clone());
        all.new.extend(changes.new.clone());
        all.redirects.extend(changes.redirects.clone());
    }
    all
}

/// An error in one line.
fn reason(error: Option<&Diagnostic>) -> String {
    let Some(error) = error else { return "its manifest cannot be read".to_owned() };
    let message = error.problem.words().message;
    match error.span.as_ref().and_then(|span| span.file.revision()) {
        Some((_, file)) => format!("{file}: {message}"),
        None => message,
    }
}

/// The events of a build.
struct BuiltEvents {
    sets: SlideSets,
    decks: Decks,
    problems: Vec<Diagnostic>,
}

impl BuiltEvents {
    /// The proofs of the decks of a candidate that events with these slugs show.
    fn reports(&self, candidate: &Candidate, slugs: &[String]) -> Vec<DeckReport> {
        let mut reports = Vec::new();
        for (name, old) in &candidate.decks {
            let report =
                |proof| DeckReport { name: name.clone(), slides: old.deck.slides.len(), proof };
            let units = self.sets.events.iter().filter(|set| slugs.contains(&set.event.slug));
            let units = units.flat_map(|set| &set.units);
            let units: Vec<_> = units.filter(|unit| unit.manifest.stem() == name).collect();
            let differing = units.iter().find_map(|unit| self.difference(old, unit));
            reports.push(report(match differing {
                Some(Difference { slides, first }) => DeckProof::Differs(slides, first),
                None if units.is_empty() => DeckProof::Differs(
                    old.deck.slides.len(),
                    "the event does not show it".to_owned(),
                ),
                None => DeckProof::Equal,
            }));
        }
        let broken = candidate.broken.iter().map(|(name, reason)| DeckReport {
            name: name.clone(),
            slides: 0,
            proof: DeckProof::NotBuilt(reason.clone()),
        });
        reports.extend(broken);
        reports
    }

    fn difference(&self, old: &SiteDeck, unit: &Unit) -> Option<Difference> {
        let is_error = |found: &&Diagnostic| found.severity() == Severity::Error;
        let Some(new) = self.decks.get(unit) else {
            let error = self.problems.iter().find(is_error);
            let first = error.map_or_else(String::new, |error| error.problem.words().message);
            return Some(Difference { slides: old.deck.slides.len(), first });
        };
        match new.diagnostics.iter().find(is_error) {
            Some(error) => {
                let first = error.problem.words().message;
                Some(Difference { slides: old.deck.slides.len(), first })
            }
            None => difference(old, new),
        }
    }
}

/// The files of an overlay by their paths in the site.
fn placed(folder: &str, files: &OverlayFiles) -> BTreeMap<ProjectPath, ProjectPath> {
    let place = |place: &String| ProjectPath::new(&format!("{folder}/{place}"));
    files.iter().map(|(name, from)| (place(name), from.clone())).collect()
}
