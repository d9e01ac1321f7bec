//! A site that is built again and again: what did not change is kept.
//!
//! Decks are kept as long as the world gives the same answers ([`super::decks`]), pages and themes as long as what
//! they are made from stays equal ([`crate::memo`]). So nothing is ever invalidated by hand, and a build by a
//! session is the same as one without (`tests/incremental.rs`).

use std::sync::Arc;

use super::built::Built;
use super::claims::{Claims, known_paths};
use super::decks::{Common, DeckStore};
use super::links::LastCheck;
use crate::diag::{Code, Diagnostic, SlideSetProblem, Warned, merged};
use crate::event::Workshops;
use crate::memo::Shared;
use crate::model::{
    Advice, Config, Decks, Outline, PinnedManifests, SiteModel, SlideSets, check_layers, refused,
    single_event, workshops,
};
use crate::output::resolve;
use crate::pages::{self, LastPages};
use crate::path::ProjectPath;
use crate::routes::base_path;
use crate::theme::{LastThemes, Themes};
use crate::world::{Cancelled, Spelled, World};

/// Builds a site, and remembers what it made for the next time.
#[derive(Default)]
pub struct Session {
    config: Config,
    decks: DeckStore,
    pinned: PinnedManifests,
    outline: Option<Shared<Outline>>,
    themes: LastThemes,
    pages: LastPages,
    links: LastCheck,
}

impl Session {
    /// A session that knows nothing yet.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// What is built.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The files that the decks asked for, whether they are there or not, but for those of commits.
    pub fn paths(&self) -> impl Iterator<Item = &ProjectPath> {
        self.decks.paths()
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
        refused(world, &mut diagnostics);
        let (list, sets) = self.sets(world, &mut diagnostics);
        let common = Common { world, config: &self.config, pace: list.settings.pace };
        let decks = self.decks.decks(common, &sets, &mut diagnostics)?;
        let last = &mut self.outline;
        let model = SiteModel::new(world, &self.config, (&list, &sets), (&decks, last));
        model.check(world, &mut diagnostics);
        let themes = Themes::read(world, &model, &mut self.themes).take(&mut diagnostics);
        let mut claims = Claims::new(&themes, known_paths(&model, &themes));
        claims.refer(world, &model).take(&mut diagnostics);
        let site = pages::SiteParts { model: &model, themes: &themes, known: claims.known() };
        let pages = pages::render(world, &site, &mut self.pages)?;
        let claims = claims.with(&pages, &decks).take(&mut diagnostics);
        let mut built = Built::of(resolve(claims).take(&mut diagnostics));
        world.go_on()?;
        if sets.is_whole {
            self.links.check(world, (&model, &built)).take(&mut diagnostics);
        }
        check_layers(world, (&sets, &decks), &mut diagnostics);
        self.stats(&mut built, (&model, &sets, &decks));
        Ok(Warned::new(built, self.said(diagnostics)))
    }

    /// The list of events as far as it is built, and the decks that are shown.
    fn sets(
        &mut self,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Arc<Workshops>, SlideSets) {
        let all = workshops(world, diagnostics);
        let list = match &self.config.event {
            Some(slug) => Arc::new(single_event(&all, slug)),
            None => Arc::clone(&all),
        };
        let pinned = (&*list, &mut self.pinned);
        let mut sets = SlideSets::find(world, &self.config, pinned, diagnostics);
        sets.claim_overlays(&all);
        (list, sets)
    }

    /// Adds what is to be told of a site beside its files.
    fn stats(&mut self, built: &mut Built, (model, sets, decks): (&SiteModel, &SlideSets, &Decks)) {
        let own = model.decks.iter().map(|deck| &deck.deck);
        built.site.deck_stats = own.map(|deck| (deck.name.clone(), deck.stats.clone())).collect();
        built.site.event_accounts = sets.deck_stats(decks);
        built.base_path = base_path(&model.settings().url).unwrap_or_default();
        built.made = self.decks.take_made();
    }

    /// All that is to be said of a build.
    fn said(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let no_links =
            self.config.no_links.clone().map(|trouble| SlideSetProblem::NoEditLinks { trouble });
        diagnostics.extend(no_links.map(Diagnostic::nowhere));
        if self.config.advice == Advice::Unwanted {
            diagnostics.retain(|diagnostic| diagnostic.problem.code() != Code::MissingAlt);
        }
        merged(diagnostics)
    }

    /// Throws away what is remembered of texts that no deck shows any more.
    ///
    /// Makes all decks once more, since what is remembered counts as old when it was not asked for.
    /// When that is given up, nothing is thrown away.
    pub fn tidy(&mut self, world: &dyn World) -> Result<(), Cancelled> {
        let mut fresh = Self::new(self.config.clone());
        let _ = fresh.try_build(world)?;
        self.decks.keep_slides_of(fresh.decks);
        comemo::evict(1);
        Ok(())
    }
}
