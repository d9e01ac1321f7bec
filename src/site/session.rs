//! A site that is rebuilt repeatedly: unchanged parts are reused.
//!
//! Decks are reused as long as the world gives the same answers ([`super::decks`]), pages and
//! themes as long as their input stays equal ([`crate::memo`]). So nothing is ever invalidated
//! explicitly, and a build by a session equals one without (`tests/incremental.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::built::Built;
use super::claims::{Claims, known_paths};
use super::class_names;
use super::decks::{Common, DeckStore};
use super::external;
use super::levels::FindingLevels;
use super::links::check;
use super::near_files;
use super::outlined;
use super::parcels;
use super::parts::AskedParts;
use super::private::{self, joined, leaks, public};
use crate::diag::{Code, Diagnostic, Severity, SlideSetProblem, Warned, merged};
use crate::event::Workshops;
use crate::memo::Shared;
use crate::model::{
    Advice, ChapterDecks, Config, Decks, ExternalLinkUse, Outline, PinnedManifests, SiteModel,
    SlideSets, check_layers, published_at, refused, single_event, without_thumbnails, workshops,
};
use crate::output::resolve;
use crate::pages::{self, LastPages};
use crate::path::ProjectPath;
use crate::routes::{Route, base_path};
use crate::theme::{LastThemes, Themes};
use crate::world::{Cancelled, Spelled, World};

/// Builds a site, and keeps the results for the next build.
#[derive(Default)]
pub struct Session {
    config: Config,
    decks: DeckStore,
    pinned: PinnedManifests,
    outline: Option<Shared<Outline>>,
    themes: LastThemes,
    chapters: ChapterDecks,
    pages: LastPages,
    /// The sessions of private events, by their tokens.
    private: BTreeMap<String, Self>,
}

impl Session {
    /// A session without cached results.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// The configuration of the build.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The files that the decks queried, existing or not, except those in commits.
    pub fn paths(&self) -> impl Iterator<Item = &ProjectPath> {
        let of_events = self.private.values().flat_map(|session| session.decks.paths());
        self.decks.paths().chain(of_events)
    }

    /// Builds the site. If the diagnostics contain an error, it must not be shown.
    ///
    /// For worlds that never cancel; a cancelled build results in an empty site.
    pub fn build(&mut self, world: &dyn World) -> Warned<Built> {
        let nothing = |Cancelled| Warned::new(Built::default(), Vec::new());
        self.try_build(world).unwrap_or_else(nothing)
    }

    /// Builds the site, unless the world cancels the build. Parts that were finished until then,
    /// such as slides, are kept for the next build; nothing else is.
    pub fn try_build(&mut self, world: &dyn World) -> Result<Warned<Built>, Cancelled> {
        let mut warned = self.build_one(world)?;
        let list = workshops(world, &mut Vec::new());
        let leaks = leaks::check(world, (&list, &warned.output), &self.config);
        warned.diagnostics = joined(warned.diagnostics, leaks);
        // A part of the site, some decks or a single event have no private events.
        let is_first = warned.output.parts.is_first();
        if self.config.event.is_none() && self.config.decks.is_empty() && is_first {
            let found = self.add_private(world, &list, &mut warned.output)?;
            warned.diagnostics = joined(warned.diagnostics, found);
        }
        Ok(warned)
    }

    /// Builds each private event, and adds its files to those of the site.
    fn add_private(
        &mut self,
        world: &dyn World,
        list: &Workshops,
        built: &mut Built,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let mut known = std::mem::take(&mut self.private);
        let mut found = Vec::new();
        for (token, config) in private::configs(&self.config, list) {
            let same = known.remove(&token).filter(|known| known.config.event == config.event);
            let mut session = same.unwrap_or_else(|| Self::new(config));
            let result = session.build_one(world);
            self.private.insert(token.clone(), session);
            let Warned { output, diagnostics } = result?;
            found.extend(diagnostics);
            private::add(built, &token, output);
        }
        Ok(found)
    }

    /// Builds the site that everyone sees, or one event.
    fn build_one(&mut self, world: &dyn World) -> Result<Warned<Built>, Cancelled> {
        let spelled = Spelled::new(world);
        let mut asked = AskedParts::default();
        loop {
            let warned = self.round(&spelled, &asked)?;
            // What a part needs to know about others turns out while it is built.
            if !asked.join(warned.output.parts.asked()) {
                return Ok(warned);
            }
        }
    }

    /// Builds the site or the requested part, and decks of other parts that were requested before.
    fn round(&mut self, world: &dyn World, asked: &AskedParts) -> Result<Warned<Built>, Cancelled> {
        let mut diagnostics = Vec::new();
        refused(world, &mut diagnostics);
        let (list, sets) = self.sets(world, &mut diagnostics);
        let base = base_path(&list.settings.url).unwrap_or_default();
        let common = Common { world, config: &self.config, pace: list.settings.pace, base: &base };
        let (decks, mut found) = (&mut self.decks, Vec::new());
        let (decks, parts) = outlined::decks(decks, common, (&sets, asked), &mut found)?;
        parts.keep_own(&mut diagnostics, 0);
        diagnostics.append(&mut found);
        let last = &mut self.outline;
        let model =
            SiteModel::new(world, &self.config, (&list, &sets), (&decks, last, &mut self.chapters));
        let of_decks = diagnostics.len();
        let model = model.take(&mut diagnostics);
        model.check(world, &mut diagnostics);
        class_names::check(world, &model, &mut diagnostics);
        let themes = Themes::read(world, &model, &mut self.themes).take(&mut diagnostics);
        let mut claims = Claims::new(&themes, &parts, known_paths(&model, &themes));
        claims.refer(world, &model);
        let is_made = |route: &Route| parts.makes_page(&model.outline, route);
        let (known, is_made) = (claims.known(), &is_made);
        let site = pages::SiteParts { model: &model, themes: &themes, known, is_made };
        let pages = pages::render(world, &site, &mut self.pages)?;
        let own = claims.own(&model, &pages);
        let claims = claims.with(&pages, &decks).take(&mut diagnostics);
        let files = resolve(claims).take(&mut diagnostics);
        world.go_on()?;
        if sets.is_whole && parts.is_first() {
            near_files::check(world, &model, &mut diagnostics);
        }
        parts.keep_own(&mut diagnostics, of_decks);
        let outline = Some(model.outline.clone());
        let mut built = Built { own, outline, parts: Arc::new(parts), ..Built::of(files) };
        check(world, (&model, &built), &themes, sets.is_whole).take(&mut diagnostics);
        if self.config.external_links == ExternalLinkUse::Collected {
            external::collect(world, &model, &mut built);
        }
        parcels::pack(world, &mut built);
        check_layers(world, (&sets, &decks), &*built.parts, &mut diagnostics);
        self.stats(&mut built, (&model, &sets, &decks));
        let mut levels = FindingLevels::new(&self.config, &list.check, &decks);
        let found = (diagnostics, sets.is_whole, built.parts.is_first());
        let diagnostics = self.said(world, &mut levels, found);
        let language = list.settings.language.clone();
        built.language = (language.clone(), Some(model.outline.languages.of(&language)));
        built.levels = levels;
        built.keep_own();
        Ok(Warned::new(built, diagnostics))
    }

    /// The part of the list of events to build, and the decks to show.
    fn sets(
        &mut self,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Arc<Workshops>, SlideSets) {
        let all = workshops(world, diagnostics);
        let list = match &self.config.event {
            Some(slug) => Arc::new(single_event(&all, slug)),
            None => public(&all),
        };
        let list = match &self.config.url {
            Some(url) => published_at(list, url),
            None => list,
        };
        let list = if self.config.is_written { list } else { without_thumbnails(list) };
        let pinned = (&*list, &mut self.pinned);
        let mut sets = SlideSets::find(world, &self.config, pinned, diagnostics);
        sets.claim_overlays(&all);
        (list, sets)
    }

    /// Adds the data about a site besides its files.
    fn stats(&mut self, built: &mut Built, (model, sets, decks): (&SiteModel, &SlideSets, &Decks)) {
        let parts = &built.parts;
        let own = model.decks.iter().map(|deck| &deck.deck);
        let own = own.filter(|deck| parts.has_deck(&deck.name));
        built.site.deck_stats = own.map(|deck| (deck.name.clone(), deck.stats.clone())).collect();
        built.site.event_accounts = sets.deck_stats(decks, &|slug| parts.has_event(slug));
        built.base_path = base_path(&model.settings().url).unwrap_or_default();
        built.made = self.decks.take_made();
    }

    /// All diagnostics of a build, with their levels.
    fn said(
        &self,
        world: &dyn World,
        levels: &mut FindingLevels,
        (mut diagnostics, is_whole, is_first): (Vec<Diagnostic>, bool, bool),
    ) -> Vec<Diagnostic> {
        let no_links =
            self.config.no_links.clone().map(|trouble| SlideSetProblem::NoEditLinks { trouble });
        if is_first {
            diagnostics.extend(no_links.map(Diagnostic::nowhere));
            diagnostics.extend(levels.unmatched(world));
        }
        let mut diagnostics = levels.apply(merged(diagnostics));
        match self.config.advice {
            Advice::Unwanted => diagnostics.retain(|found| {
                found.problem.code() != Code::MissingAlt || found.severity() == Severity::Error
            }),
            // One deck does not have all the findings of its chapters, nor has a part of the site, nor a
            // deck with an error.
            Advice::Wanted
                if is_whole
                    && self.config.shard.is_none()
                    && !diagnostics.iter().any(Diagnostic::is_fixed) =>
            {
                diagnostics.extend(levels.unused(|code| code.search().is_none()));
            }
            Advice::Wanted => {}
        }
        for diagnostic in &mut diagnostics {
            self.config.overrides.attribute(diagnostic);
        }
        merged(diagnostics)
    }

    /// Drops cached results for texts that no deck shows any more.
    ///
    /// Builds all decks once more, since unrequested entries count as old. If the build is
    /// cancelled, nothing is dropped.
    pub fn tidy(&mut self, world: &dyn World) -> Result<(), Cancelled> {
        let mut fresh = Self::new(self.config.clone());
        let _ = fresh.try_build(world)?;
        self.decks.keep_slides_of(fresh.decks);
        self.private.clear();
        comemo::evict(1);
        Ok(())
    }
}
