//! Decks with the same name.

use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

use super::SiteDeck;
use crate::diag::{ClashCure, Diagnostic, OutputProblem};
use crate::routes::{PageFolder, Route};
use crate::span::Span;

/// Reports decks with the same name as another: their manifests' names differ only in the code
/// points of accents.
pub(super) fn check(decks: &[Arc<SiteDeck>], diagnostics: &mut Vec<Diagnostic>) {
    let mut known = BTreeMap::new();
    for deck in decks {
        let path = &deck.summary.manifest;
        match known.entry(&deck.summary.name) {
            Entry::Vacant(entry) => _ = entry.insert(path),
            Entry::Occupied(entry) => {
                let page = Route::deck(&PageFolder::Top, &deck.summary.name);
                let problem = OutputProblem::OutputClash {
                    name: page.path().to_string(),
                    other: format!(
                        "`{}`, which spells its accents in other code points (NFC, NFD)",
                        entry.get()
                    ),
                    cure: ClashCure::RenameFile,
                };
                diagnostics.push(Diagnostic::new(problem, Span::start_of(path.clone())));
            }
        }
    }
}
