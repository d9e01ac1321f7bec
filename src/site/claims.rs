//! All claims to output paths: those of pages, themes, `static/`, and of files that slides and texts show.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::parts::Parts;
use super::{references, template_links};
use crate::diag::{ContentProblem, Diagnostic, Warned};
use crate::model::{DeckSources, Decks, SiteModel};
use crate::output::{Claim, FileOrigin};
use crate::pages::{self, PageBody, RenderedPage};
use crate::path::OutPath;
use crate::routes::{Route, base_path, served_as};
use crate::theme::Themes;
use crate::world::World;

/// The paths that are known before any page is rendered: those of routes, of style sheets and
/// scripts, and of files in `static/`.
pub(super) fn known_paths(model: &SiteModel, themes: &Themes) -> BTreeSet<OutPath> {
    let routes = pages::routes(&model.outline);
    let themes = themes.claims().map(|claim| claim.path.clone());
    routes.iter().map(Route::path).chain(themes).collect()
}

/// The claims that are known before any page is rendered.
pub(super) struct Claims<'a> {
    themes: &'a Themes,
    parts: &'a Parts,
    referenced: Vec<Claim>,
    known: BTreeSet<OutPath>,
    /// The paths that this part of the site writes, besides those of its pages.
    own: BTreeSet<OutPath>,
}

impl<'a> Claims<'a> {
    /// Starts with the claims of themes.
    pub(super) fn new(themes: &'a Themes, parts: &'a Parts, known: BTreeSet<OutPath>) -> Self {
        Self { themes, parts, referenced: Vec::new(), known, own: BTreeSet::new() }
    }

    /// Adds claims to files that slides and texts refer to.
    pub(super) fn refer(&mut self, world: &dyn World, model: &SiteModel) {
        for (deck, claims) in references::of_decks(world, &model.decks) {
            let paths = || claims.iter().map(|claim| claim.path.clone());
            self.known.extend(paths());
            if self.parts.has_deck(&deck.deck.name) {
                self.own.extend(paths());
            }
            self.referenced.extend(claims);
        }
        let base = base_path(&model.settings().url).unwrap_or_default();
        let addresses = self.themes.addresses();
        let mut shared = references::of_texts(world, &model.outline);
        shared.extend(template_links::files(world, &addresses, &base));
        if self.parts.is_first() {
            let themes = self.themes.claims().chain(&shared);
            self.own.extend(themes.map(|claim| claim.path.clone()));
        }
        self.referenced.extend(shared);
        self.ask(world, model);
    }

    /// Requests decks of other parts that could claim a path at which this part knows no file, or
    /// another file.
    fn ask(&self, world: &dyn World, model: &SiteModel) {
        if !self.parts.is_part() {
            return;
        }
        for path in &self.own {
            self.parts.ask_below(path);
        }
        if self.parts.is_first() && model.outline.has_search() {
            self.parts.ask_for_all();
        }
        let sets = model.slide_sets.values().flat_map(|set| &set.decks);
        for file in model.decks.iter().chain(sets).flat_map(|deck| &deck.files) {
            if file.is_elsewhere() && !file.is_known(&self.known) {
                for path in served_as(&file.path) {
                    self.parts.ask_for_file(world, &path);
                }
            }
        }
    }

    /// The paths that this part of the site writes; `None` when it is the whole site.
    pub(super) fn own(
        &self,
        model: &SiteModel,
        pages: &[(Route, Arc<RenderedPage>)],
    ) -> Option<BTreeSet<OutPath>> {
        let is_own = |(route, _): &&(Route, _)| self.parts.has_page(&model.outline, route);
        let pages = pages.iter().filter(is_own).flat_map(|(_, page)| &page.claims);
        let pages = pages.map(|claim| claim.path.clone());
        self.parts.is_part().then(|| pages.chain(self.own.iter().cloned()).collect())
    }

    /// The paths that are known so far.
    pub(super) fn known(&self) -> &BTreeSet<OutPath> {
        &self.known
    }

    /// All claims, those of pages first. Sources of decks are not published, but reported.
    pub(super) fn with(
        self,
        pages: &[(Route, Arc<RenderedPage>)],
        decks: &Decks,
    ) -> Warned<Vec<Claim<PageBody>>> {
        let mut diagnostics = Vec::new();
        for (_, page) in pages {
            diagnostics.extend(page.diagnostics.iter().cloned());
        }
        let all = OnceCell::new();
        let sources = || all.get_or_init(|| DeckSources::of(decks.values().map(|deck| &deck.deck)));
        let is_public = |claim: &Claim<PageBody>| match &claim.origin {
            FileOrigin::Referenced(file) => {
                let is_source = DeckSources::may_hold(file) && sources().name(file);
                if is_source {
                    let problem =
                        ContentProblem::SourceLink { path: claim.path.to_string(), nearest: None };
                    diagnostics.push(Diagnostic::nowhere(problem));
                }
                !is_source
            }
            FileOrigin::Author(_) | FileOrigin::Generated(_) => true,
        };
        let made = pages.iter().flat_map(|(_, page)| page.claims.iter().cloned());
        let files = self.themes.claims().cloned().chain(self.referenced);
        let claims = made.chain(files.map(|claim| claim.map(PageBody::File))).filter(is_public);
        let claims = claims.collect();
        Warned::new(claims, diagnostics)
    }
}
