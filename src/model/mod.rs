//! The model of a site: decks, events, speakers, slide sets, settings, and the date of the build.
//!
//! **Invariant:** nothing here depends on the design of pages. The data for pages has two parts:
//! the [`Outline`] holds everything except the content of decks, and a [`DeckSummary`] describes
//! one deck. So comparing values reveals what an edit of a chapter changes.

mod authors;
mod beside;
mod brand;
mod chapters;
mod config;
mod deck;
mod deck_sources;
mod downloads;
mod extent;
mod faults;
mod list;
mod names;
mod outline;
mod overlay_claims;
mod overlays;
mod pictures;
mod pinned;
mod redirects;
mod selection;
mod shard;
mod slide_sets;
mod summary;
mod tags;
mod times;
mod variables;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::beside::BesideChapters;
pub(crate) use self::brand::{
    Brand, BrandFile, BrandFont, Brands, CoverArt, FontFile, Ground, Logo, LogoPicture,
    ModeColours, Palette,
};
pub(crate) use self::chapters::{ChapterDecks, SiteChapter};
pub use self::config::{
    Advice, Config, Denied, ExternalLinkUse, PrivateNotes, Publication, Sources,
};
pub(crate) use self::deck::{DeckExtent, DeckFile, DeckLayouts, FoundFile, SiteDeck};
pub(crate) use self::deck_sources::{DeckSources, is_source};
pub(crate) use self::downloads::DeckDownload;
pub(crate) use self::extent::Extent;
pub(crate) use self::faults::{published, refused, required, unusable};
pub use self::list::{manifests, workshops};
pub(crate) use self::list::{published_at, single_event, without_thumbnails};
pub(crate) use self::outline::{OldAddress, Outline};
pub(crate) use self::overlays::OverlayParts;
pub(crate) use self::pictures::CardPicture;
pub use self::shard::Shard;
pub(crate) use self::slide_sets::{EventSet, SlideSets, Unit};
pub(crate) use self::summary::DeckSummary;
pub(crate) use self::times::times;

use crate::diag::{Diagnostic, ManifestProblem, Severity, Warned};
use crate::event::{Event, Settings, Workshops};
use crate::language::Languages;
use crate::memo::{Memo, Shared};
use crate::path::ProjectPath;
use crate::routes::PageFolder;
use crate::world::World;

/// The decks of all units.
pub(crate) type Decks = BTreeMap<Unit, Arc<SiteDeck>>;

/// The manifests in commits, by the layers through which they are seen, and by commit. A commit
/// does not change.
pub(crate) type PinnedManifests = Memo<crate::world::Layers, String, Arc<[ProjectPath]>>;

/// The data of a site that is known before any page is rendered.
pub(crate) struct SiteModel {
    /// Everything except the content of decks.
    pub(crate) outline: Shared<Outline>,
    /// The decks of the site itself, in the order of their manifests.
    pub(crate) decks: Vec<Arc<SiteDeck>>,
    /// Chapters as decks, by the folders of their pages; only those whose home is rendered.
    pub(crate) chapters: BTreeMap<PageFolder, Vec<Arc<SiteDeck>>>,
    /// The slide sets of events, by the events' slugs.
    pub(crate) slide_sets: BTreeMap<String, SlideSet>,
}

/// The slide set of an event: its decks that could be built.
pub(crate) struct SlideSet {
    pub(crate) event: Arc<Event>,
    pub(crate) decks: Vec<Arc<SiteDeck>>,
    /// The revision of its slides.
    pub(crate) revision: Option<Arc<str>>,
    /// The folder of its overlay.
    pub(crate) overlay: Option<Arc<str>>,
}

/// The style sheet of an overlay, which comes after that of the site on the event's decks.
pub(crate) const OVERLAY_SHEET: &str = "override.css";

impl SiteModel {
    /// The site with these decks. Reuses the last outline if it is equal.
    pub(crate) fn new(
        world: &dyn World,
        config: &Config,
        (workshops, sets): (&Arc<Workshops>, &SlideSets),
        (decks, last, known): (&Decks, &mut Option<Shared<Outline>>, &mut ChapterDecks),
    ) -> Warned<Self> {
        let of =
            |units: &[Unit]| units.iter().filter_map(|unit| decks.get(unit).cloned()).collect();
        let own: Vec<Arc<SiteDeck>> = of(&sets.own);
        let slide_set = |set: &EventSet| SlideSet {
            event: Arc::clone(&set.event),
            decks: of(&set.units),
            revision: set.units.iter().find_map(|unit| unit.layers.revision.clone()),
            overlay: set.units.iter().find_map(|unit| unit.layers.overlay.clone()),
        };
        let slide_sets = sets.events.iter().map(|set| (set.event.slug.clone(), slide_set(set)));
        let slide_sets: BTreeMap<_, _> = slide_sets.collect();
        let Warned { output: languages, diagnostics } = Languages::read(world);
        let outline = Outline::new(world, config, workshops, (&own, &slide_sets, languages));
        let outline = Shared::new(outline).or_last(last);
        let pace = workshops.settings.pace;
        let chapters = chapters::decks(&outline.chapters, &own, (pace, known));
        Warned::new(Self { outline, decks: own, chapters, slide_sets }, diagnostics)
    }

    /// `site:` of the list of events.
    pub(crate) fn settings(&self) -> &Settings {
        &self.outline.workshops.settings
    }

    /// Whether an event has this address.
    pub(crate) fn has_event(&self, slug: &str) -> bool {
        self.outline.workshops.events.iter().any(|event| event.slug == slug)
    }

    /// Reports problems of the site as a whole.
    pub(crate) fn check(&self, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) {
        let plans: Vec<_> = self.decks.iter().map(|deck| &deck.plan).collect();
        tags::check(&plans, diagnostics);
        names::check(&self.decks, diagnostics);
        if self.outline.extent == Extent::Site {
            let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
            let is_closed = !world.refused("slides").is_empty();
            if plans.is_empty() && !diagnostics.iter().any(is_error) && !is_closed {
                diagnostics.push(Diagnostic::nowhere(ManifestProblem::NoDeck));
            }
            redirects::check(&self.outline.workshops, diagnostics);
        }
        variables::of_decks(&self.decks, diagnostics);
        // The content of a revision never changes.
        let sets = self.slide_sets.values().filter(|set| set.revision.is_none());
        let decks = self.decks.iter().chain(sets.flat_map(|set| &set.decks));
        let decks: Vec<&SiteDeck> = decks.map(|deck| &**deck).collect();
        authors::check(&decks, &self.outline.workshops, diagnostics);
        for set in self.slide_sets.values() {
            selection::check(set, diagnostics);
        }
    }
}

/// Reports problems of overlays and revisions, after all others.
pub(crate) fn check_layers(
    world: &dyn World,
    (sets, decks): (&SlideSets, &Decks),
    parts: &dyn OverlayParts,
    diagnostics: &mut Vec<Diagnostic>,
) {
    overlays::check(world, (sets, decks), parts).take(diagnostics);
    pinned::check(sets, diagnostics);
}
