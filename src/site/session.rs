//! A site that is built again and again: what did not change is kept.
//!
//! The unit is the deck. While a deck is made, everything that it asks of the world is taken
//! down; as long as the world gives the same answers, the deck is kept as it is. A deck that is
//! made again finds its slides among the memoized ones. So nothing is ever invalidated by hand,
//! and a build by a session is the same as one without (`tests/incremental.rs`).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::assets::{Assets, Mention};
use super::front::SetDeck;
use super::sets::{Sets, Unit};
use super::sources::Sources;
use super::templates::Templates;
use super::{
    Advice, Config, DeckPage, PrivateNotes, Site, alone, assets, backgrounds, clashes, events,
    front, frozen, links, manifests, overlays, page, refused, source, tags, workshops,
};
use crate::deck::{self, Deck, DeckPlan, Placed};
use crate::diag::limit::{MOST_KEPT, limited};
use crate::diag::{
    Code, Diagnostic, ListProblem, Problem, Severity, SlideSetProblem, Warned, merged,
};
use crate::event::agenda::Pace;
use crate::manifest::{self, Manifest, Missing, Notes, Overrides};
use crate::path::{OutPath, ProjectPath};
use crate::picture::Size;
use crate::render::{self, Rendered, SlideSource};
use crate::source::Source;
use crate::span::Span;
use crate::world::{Answers, Cancelled, Layered, Layers, Recording, Spelled, World};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use jiff::civil::Date;
use rayon::prelude::*;

/// A site, of which the pages of decks are not written out yet.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// Everything else, ready.
    pub site: Site,
    /// The pages of the decks.
    pub pages: BTreeMap<OutPath, DeckPage>,
    /// The decks that were made anew, by name.
    pub made: Vec<String>,
    /// With what the addresses of `404.html` begin: `/courses` for a site that will lie there.
    pub top: String,
}

impl Built {
    /// Writes out the pages.
    pub fn finish(self) -> Site {
        let Self { mut site, pages, .. } = self;
        let pages: Vec<_> = pages.into_iter().collect();
        let pages: Vec<_> = pages.into_par_iter().map(|(path, page)| (path, page.html())).collect();
        for (path, html) in pages {
            site.insert_text(path.as_str(), html);
        }
        site
    }
}

/// A deck, and all that the site must know of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) plan: DeckPlan,
    pub(super) deck: Deck,
    /// The line of each slide in its file, from 1.
    pub(super) lines: Vec<usize>,
    /// The files that it asked for, by their paths in the site: all when it has an overlay, or else those
    /// of the folder of overlays.
    pub(super) asked: Vec<ProjectPath>,
    /// The files that it refers to, as far as they can lie in the site.
    pub(super) mentions: Vec<Mention>,
    /// What pages tell of it, at a pace.
    told: Mutex<Option<(Pace, Arc<SetDeck>)>>,
    /// The sizes of its pictures, by their addresses.
    pub(super) sizes: BTreeMap<String, Size>,
    diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// What pages tell of the deck.
    pub(super) fn told(&self, pace: Pace) -> Arc<SetDeck> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match &*told {
            Some((known, deck)) if *known == pace => Arc::clone(deck),
            _ => {
                let deck = Arc::new(SetDeck::of(&self.plan, &self.deck, pace));
                *told = Some((pace, Arc::clone(&deck)));
                deck
            }
        }
    }
}

/// Builds a site, and remembers its decks for the next time.
#[derive(Debug)]
pub struct Session {
    config: Config,
    known: BTreeMap<Unit, (Answers, Arc<Entry>)>,
    /// The slides that any deck showed, by their hash.
    rendered: HashMap<u128, Arc<Rendered>>,
    front: front::Memo,
    links: links::Memo,
    /// The decks that were made by builds that were given up later.
    made: Vec<String>,
}

/// A deck on its way.
enum Deckling<'a> {
    Kept(Arc<Entry>),
    Planned(Box<DeckPlan>, Recording<'a>),
}

impl Session {
    /// A session that knows nothing yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            known: BTreeMap::new(),
            rendered: HashMap::new(),
            front: front::Memo::default(),
            links: links::Memo::default(),
            made: Vec::new(),
        }
    }

    /// What is built.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The files that the decks asked for, whether they are there or not.
    pub fn paths(&self) -> impl Iterator<Item = &ProjectPath> {
        self.known.values().flat_map(|(answers, _)| answers.paths())
    }

    /// Builds the site. With an error among the diagnostics it is not fit to be shown.
    ///
    /// For worlds that give up no build; one that was given up comes to nothing.
    pub fn build(&mut self, world: &dyn World) -> Warned<Built> {
        let nothing = |Cancelled| Warned::new(Built::default(), Vec::new());
        self.try_build(world).unwrap_or_else(nothing)
    }

    /// Builds the site, unless the world gives the build up. What was finished until then, such as
    /// slides, is kept for the next build; nothing else is.
    pub fn try_build(&mut self, world: &dyn World) -> Result<Warned<Built>, Cancelled> {
        let spelled = Spelled::new(world);
        let world: &dyn World = &spelled;
        let mut diagnostics = Vec::new();
        let mut built = Built::default();
        refused(world, &mut diagnostics);
        let mut workshops = workshops(world, &mut diagnostics);
        let all = Arc::clone(&workshops);
        if let Some(slug) = &self.config.event {
            workshops = Arc::new(alone(&workshops, slug));
        }
        let mut sets = Sets::find(world, &self.config, &workshops, &mut diagnostics);
        sets.claims = overlays::claims(&all);
        let entries = self.entries(world, &sets, &mut diagnostics)?;
        let own: Vec<&Arc<Entry>> = sets.own.iter().filter_map(|u| entries.get(u)).collect();
        let plans: Vec<&DeckPlan> = own.iter().map(|entry| &entry.plan).collect();
        let decks: Vec<&Deck> = own.iter().map(|entry| &entry.deck).collect();
        tags::check(&plans, &mut diagnostics);
        if self.config.event.is_none() {
            clashes(world, &plans, &mut diagnostics);
        }

        let config = &self.config;
        let settings = &workshops.settings;
        built.top = front::top(settings).unwrap_or_default();
        let site = &mut built.site;
        let templates = Templates::load(world, &mut diagnostics);
        let assets = Assets::collect(world, site, &mut diagnostics);
        assets::copy_static(world, site);
        let themes = assets::themes(world, &plans, site, &mut diagnostics);
        assets::copy_referenced(world, &own, site, &mut diagnostics);
        let view = page::SiteView { config, settings, assets: &assets, themes: &themes };
        let of_site = events::Site { world, view: &view, templates: &templates };
        built.pages = own_pages(&of_site, &own, site)?.take(&mut diagnostics);
        if config.event.is_none() {
            page::old_names(&view, &templates, &plans, &decks, site).take(&mut diagnostics);
        }
        let front = front::Front {
            world,
            view: &view,
            templates: &templates,
            workshops: &workshops,
            today: config.today.unwrap_or(Date::MIN),
            decks: &own.iter().map(|entry| entry.told(settings.pace)).collect::<Vec<_>>(),
            sets: &sets.for_pages(&entries, settings.pace),
        };
        self.front.pages(&front, site)?.take(&mut diagnostics);
        site.accounts =
            decks.iter().map(|deck| (deck.name.clone(), deck.account.clone())).collect();
        site.event_accounts = sets.accounts(&entries);
        events::pages(&of_site, &sets, &entries, &mut built).take(&mut diagnostics);
        let sources = Sources::of(entries.values().map(|entry| &entry.deck));
        sources.keep_out_of(&mut built.site, &mut diagnostics);
        world.go_on()?;
        if config.event.is_none() && config.decks.is_empty() {
            let names = manifests(world).iter().map(|path| path.stem().to_owned()).collect();
            self.links.check(&workshops, &built, &names).take(&mut diagnostics);
        }
        overlays::check(world, &sets, &entries).take(&mut diagnostics);
        frozen::check(&sets, &mut diagnostics);
        built.made = std::mem::take(&mut self.made);
        Ok(Warned::new(built, said(config, diagnostics)))
    }

    /// Throws away what is remembered of texts that no deck shows any more.
    ///
    /// Makes all decks once more, since what is remembered counts as old when it was not asked for.
    /// When that is given up, nothing is thrown away.
    pub fn tidy(&mut self, world: &dyn World) -> Result<(), Cancelled> {
        let mut fresh = Self::new(self.config.clone());
        let _ = fresh.try_build(world)?;
        self.rendered = fresh.rendered;
        comemo::evict(1);
        Ok(())
    }

    /// The decks, kept or made.
    fn entries(
        &mut self,
        world: &dyn World,
        sets: &Sets,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<BTreeMap<Unit, Arc<Entry>>, Cancelled> {
        let worlds: BTreeMap<Layers, Layered<'_>> = sets
            .layers()
            .into_iter()
            .map(|layers| (layers.clone(), Layered::new(world, &layers)))
            .collect();
        let units: Vec<(Unit, String)> = sets.units().into_iter().collect();
        let decklings: Vec<_> = units
            .par_iter()
            .map(|(unit, label)| {
                let planned = match worlds.get(&unit.layers) {
                    Some(world) => self.planned(world, unit, label),
                    None => Warned::new(None, Vec::new()),
                };
                // Afterwards: it may be half a plan.
                world.go_on().map(|()| planned)
            })
            .collect::<Result<_, Cancelled>>()?;
        let decklings: Vec<_> = units
            .into_iter()
            .zip(decklings)
            .filter_map(|(unit, deckling)| Some((unit, deckling.take(diagnostics)?)))
            .collect();
        let new = decklings.iter().filter_map(|(_, deckling)| match deckling {
            Deckling::Planned(plan, _) => Some(&**plan),
            Deckling::Kept(_) => None,
        });
        render_distinct(world, &new.collect::<Vec<_>>(), &mut self.rendered)?;
        let rendered = &self.rendered;
        let entries: Vec<_> = decklings
            .into_par_iter()
            .map(|((unit, label), deckling)| match deckling {
                _ if world.is_cancelled() => Err(Cancelled),
                Deckling::Kept(entry) => Ok((unit, label, None, entry)),
                Deckling::Planned(plan, recording) => {
                    let mut entry = assembled(&recording, *plan, &unit, &label, rendered);
                    let answers = recording.finish();
                    entry.asked = asked(&answers, &unit);
                    Ok((unit, label, Some(answers), Arc::new(entry)))
                }
            })
            .collect::<Result<_, Cancelled>>()?;
        let mut known = std::mem::take(&mut self.known);
        for (unit, label, answers, entry) in &entries {
            diagnostics.extend(entry.diagnostics.iter().cloned());
            let answers = match answers {
                Some(answers) => {
                    self.made.push(label.clone());
                    Some(answers.clone())
                }
                None => known.remove(unit).map(|(answers, _)| answers),
            };
            let pair = answers.map(|answers| (answers, Arc::clone(entry)));
            self.known.extend(pair.map(|pair| (unit.clone(), pair)));
        }
        Ok(entries.into_iter().map(|(unit, _, _, entry)| (unit, entry)).collect())
    }

    fn planned<'w>(
        &self,
        world: &'w dyn World,
        unit: &Unit,
        label: &str,
    ) -> Warned<Option<Deckling<'w>>> {
        let known = self.known.get(unit).filter(|(answers, _)| answers.hold_in(world));
        if let Some((_, entry)) = known {
            return Warned::new(Some(Deckling::Kept(Arc::clone(entry))), Vec::new());
        }
        let recording = Recording::new(world);
        let Warned { output, diagnostics } = planned(&recording, &self.config, unit, label);
        match output {
            None => Warned::new(None, diagnostics),
            Some(mut plan) => {
                plan.diagnostics = diagnostics;
                let plan = Box::new(plan);
                Warned::new(Some(Deckling::Planned(plan, recording)), Vec::new())
            }
        }
    }
}

/// The files that a deck asked for and that may lie in overlays: any through one of its own, or else those
/// that it names in the folder of overlays.
fn asked(answers: &Answers, unit: &Unit) -> Vec<ProjectPath> {
    let has_overlay = unit.layers.overlay.is_some();
    let is_wanted = |path: &&ProjectPath| has_overlay || path.below("events").is_some();
    answers.paths().filter(is_wanted).cloned().collect()
}

/// All that is to be said of a build.
fn said(config: &Config, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let no_links = config.no_links.clone().map(|trouble| SlideSetProblem::NoEditLinks { trouble });
    diagnostics.extend(no_links.map(Diagnostic::nowhere));
    if config.advice == Advice::Unwanted {
        diagnostics.retain(|diagnostic| diagnostic.problem.code() != Code::MissingAlt);
    }
    merged(diagnostics)
}

fn planned(
    world: &dyn World,
    config: &Config,
    unit: &Unit,
    label: &str,
) -> Warned<Option<DeckPlan>> {
    let mut diagnostics = Vec::new();
    let mut repository = config.repository.clone();
    if let Some(revision) = &unit.layers.revision {
        repository.branch = Some(revision.to_string());
        repository.commit = world.revision(revision).ok();
    }
    let plan = source(world, &unit.manifest, &mut diagnostics)
        .and_then(|source| read(&source, &config.overrides).take(&mut diagnostics))
        .map(|mut manifest: Manifest| {
            manifest.change(&unit.changes, &config.overrides, unit.layers.overlay.as_deref());
            if manifest.missing == Missing::Shown {
                // In their place, what was shown is, and is told.
                diagnostics.retain(|told| {
                    !matches!(&told.problem, Problem::List(ListProblem::EmptyEntry { list }) if list == "content")
                });
            }
            if manifest.notes == Notes::Private {
                manifest.notes = match config.private_notes {
                    PrivateNotes::LeftOut => Notes::Private,
                    PrivateNotes::ForPresenter => Notes::ForPresenter,
                };
            }
            deck::plan(world, manifest, repository, std::mem::take(&mut diagnostics))
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

/// Whether somebody can do something about a diagnostic: nobody mends what is frozen, as long
/// as it can be shown. What it lacks is said in any case.
fn is_worth(diagnostic: &Diagnostic, unit: &Unit) -> bool {
    let is_frozen = |span: &Span| span.file.revision().is_some();
    unit.layers.revision.is_none()
        || diagnostic.severity() == Severity::Error
        || diagnostic.problem.code() == Code::AbsentChapter
        || !diagnostic.span.as_ref().is_none_or(is_frozen)
}

/// The pages of the site's own decks. Their pictures for other sites are put beside them.
fn own_pages(
    of: &events::Site<'_>,
    own: &[&Arc<Entry>],
    site: &mut Site,
) -> Result<Warned<BTreeMap<OutPath, DeckPage>>, Cancelled> {
    let (mut pages, mut diagnostics) = (BTreeMap::new(), Vec::new());
    let cards = front::Cards { world: of.world, view: of.view };
    for entry in own {
        of.world.go_on()?;
        let path = format!("{}.html", entry.deck.name);
        let public = cards.of_deck(&entry.told(of.view.settings.pace), &path);
        let css = backgrounds::put(site, &entry.deck, &BTreeMap::new(), "");
        let page = page::deck(of.view, of.templates, entry, &public, &css).take(&mut diagnostics);
        site.put_card(&public, page.as_ref());
        pages.extend(OutPath::new(&path).zip(page));
    }
    Ok(Warned::new(pages, diagnostics))
}

/// A manifest, read once.
#[comemo::memoize]
fn read(source: &Source, overrides: &Overrides) -> Warned<Option<Manifest>> {
    manifest::read(source, overrides)
}

/// Renders each distinct slide that is not known once, on all threads.
///
/// The cache of `render` does not join two threads that miss the same slide, so decks must not
/// look there first.
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

fn assembled(
    world: &dyn World,
    mut plan: DeckPlan,
    unit: &Unit,
    label: &str,
    known: &HashMap<u128, Arc<Rendered>>,
) -> Entry {
    let mut diagnostics = Vec::new();
    let of_slide = |slide: &Placed| match known.get(&slide.digest) {
        // A slide with link labels may look otherwise in another deck.
        Some(rendered) if !rendered.has_labels => Arc::clone(rendered),
        _ => render::render(&slide.source, &plan.labels),
    };
    let rendered = plan.slides.iter().map(of_slide).collect();
    let deck = deck::assemble(&plan, rendered, &mut diagnostics);
    let mut diagnostics = limited(diagnostics, MOST_KEPT);
    for diagnostic in &mut diagnostics {
        diagnostic.decks.push(label.to_owned());
    }
    diagnostics.retain(|diagnostic| is_worth(diagnostic, unit));
    diagnostics.splice(0..0, std::mem::take(&mut plan.diagnostics));
    let lines = lines(world, &deck);
    let sizes = assets::picture_sizes(world, &deck);
    let mentions = assets::mentions(&deck);
    let (asked, told) = (Vec::new(), Mutex::default());
    Entry { plan, deck, lines, asked, mentions, told, sizes, diagnostics }
}

/// The line of each slide in its file, from 1.
fn lines(world: &dyn World, deck: &Deck) -> Vec<usize> {
    let mut last = None;
    let places = deck.slides.iter().map(|slide| &slide.place);
    places
        .map(|place| {
            // Slides of one chapter follow each other.
            if last.as_ref().is_none_or(|(file, _)| *file != &place.file) {
                last = Some((&place.file, world.source(&place.file).ok()));
            }
            let source = last.as_ref().and_then(|(_, source)| source.as_ref());
            source.map_or(1, |source| source.lines().line(place.start as usize) + 1)
        })
        .collect()
}
