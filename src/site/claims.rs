//! All claims to output paths: those of pages, themes, `static/`, and of files that slides and texts show.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{references, template_links};
use crate::diag::{ContentProblem, Diagnostic, Warned};
use crate::model::{DeckSources, Decks, SiteModel};
use crate::output::{Claim, FileOrigin};
use crate::pages::{self, PageBody, RenderedPage};
use crate::path::OutPath;
use crate::routes::{Route, base_path};
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
    referenced: Vec<Claim>,
    known: BTreeSet<OutPath>,
}

impl<'a> Claims<'a> {
    /// Starts with the claims of themes.
    pub(super) fn new(themes: &'a Themes, known: BTreeSet<OutPath>) -> Self {
        Self { themes, referenced: Vec::new(), known }
    }

    /// Adds claims to files that slides and texts refer to.
    pub(super) fn refer(&mut self, world: &dyn World, model: &SiteModel) {
        self.referenced = references::of_decks(world, &model.decks);
        self.known.extend(self.referenced.iter().map(|claim| claim.path.clone()));
        self.referenced.extend(references::of_texts(world, &model.outline));
        let base = base_path(&model.settings().url).unwrap_or_default();
        let addresses = self.themes.own.templates.addresses();
        self.referenced.extend(template_links::files(world, &addresses, &base));
    }

    /// The paths that are known so far.
    pub(super) fn known(&self) -> &BTreeSet<OutPath> {
        &self.known
    }

    /// All claims, those of pages first. Sources of decks are not published, but reported.
    pub(super) fn with(
        self,
        pages: &[Arc<RenderedPage>],
        decks: &Decks,
    ) -> Warned<Vec<Claim<PageBody>>> {
        let mut diagnostics = Vec::new();
        for page in pages {
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
        let made = pages.iter().flat_map(|page| page.claims.iter().cloned());
        let files = self.themes.claims().cloned().chain(self.referenced);
        let claims = made.chain(files.map(|claim| claim.map(PageBody::File))).filter(is_public);
        let claims = claims.collect();
        Warned::new(claims, diagnostics)
    }
}
