//! Decks alone, without pages, for code that compares decks, such as those of a branch with those
//! of an event.

use super::decks::{AskedFiles, Common, DeckStore};
use crate::diag::{Diagnostic, Warned};
use crate::event::agenda::Pace;
use crate::model::{Config, Decks, SlideSets};
use crate::world::{Cancelled, World};

/// Builds decks, and keeps shared results for the next build.
pub(crate) struct DeckBuilds {
    config: Config,
    decks: DeckStore,
}

impl DeckBuilds {
    /// Decks that record all files that they queried, regardless of their layers.
    pub(crate) fn new(config: Config) -> Self {
        Self { config, decks: DeckStore::keeping(AskedFiles::All) }
    }

    /// The decks of these sets that can be built. Problems of slides belong to the decks; the
    /// others belong to manifests and chapters.
    pub(crate) fn build(&mut self, world: &dyn World, sets: &SlideSets) -> Warned<Decks> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let common = Common { world, config: &self.config, pace: Pace::default(), base: "" };
        let units = sets.units().into_iter().collect();
        let built = self.decks.decks(common, units, &mut diagnostics);
        let nothing = |Cancelled| Decks::new();
        Warned::new(built.unwrap_or_else(nothing), diagnostics)
    }
}
