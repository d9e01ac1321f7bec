//! A branch while it is imported: what it showed, and what its event needs to show the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Branch;
use super::differing;
use super::entries::FoundEntries;
use super::old_rules;
use super::shown::{self, ShownDecks};
use crate::manifest::{ManifestChanges, Missing};
use crate::model::{SiteDeck, Unit};
use crate::path::ProjectPath;
use crate::world::{Layers, World};

/// How an event represents a branch.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum ImportStage {
    Overlay,
    Manifests,
    Tip,
}

/// A branch while it is imported.
pub(super) struct Candidate {
    pub(super) branch: Branch,
    pub(super) shown: ShownDecks,
    pub(super) entries: FoundEntries,
    /// The language of its event, in which a deck's own words are now: contents, parts, links.
    pub(super) language: Option<String>,
    /// The decks that can be built, as the branch shows them, by name.
    pub(super) decks: BTreeMap<String, Arc<SiteDeck>>,
    /// Those that cannot be built, and why.
    pub(super) broken: BTreeMap<String, String>,
    /// Whether one shows a hole where a chapter is missing.
    pub(super) has_holes: bool,
    pub(super) notes: Vec<String>,
}

impl Candidate {
    /// The files that its decks asked for.
    fn asked(&self) -> BTreeSet<ProjectPath> {
        let named = |deck: &Arc<SiteDeck>| {
            let files = deck.files.iter().filter_map(|file| file.source.clone());
            deck.asked.iter().cloned().chain(files).collect::<Vec<_>>()
        };
        self.decks.values().flat_map(named).collect()
    }

    /// The note on texts that the program writes in the language of the event.
    pub(super) fn translated(&self) -> Option<String> {
        let language = self.language.as_ref().filter(|language| !language.starts_with("en"))?;
        let has_sections = |deck: &Arc<SiteDeck>| !deck.plan.sections.is_empty();
        self.decks.values().any(has_sections).then(|| {
            format!(
                "contents, parts and links between sections are in the language of the event now, \
                 `{language}`; in the branch they were in English"
            )
        })
    }

    /// Notes on links from its decks to others, which the branch did not show.
    pub(super) fn links_to_others(&self, world: &dyn World) -> Vec<String> {
        let mut links: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, deck) in &self.decks {
            let linked = deck.files.iter().filter_map(|file| old_rules::page_of(&file.path));
            for other in linked.filter(|other| !self.shown.decks.iter().any(|deck| deck == other)) {
                links.entry(other).or_default().insert(name);
            }
        }
        let note = |(other, from): (&str, BTreeSet<&str>)| {
            let from = from.into_iter().collect::<Vec<_>>().join("`, `");
            let link =
                format!("`{from}` links to the deck `{other}`, which the branch did not show");
            if world.is_file(&shown::manifest(other)) {
                return Some(format!("{link}: the link goes to the site's deck of that name"));
            }
            let was_there = shown::has_deck(world, &self.branch.tip, other);
            was_there.then(|| format!("{link}, and the site has no such deck: the link is dead"))
        };
        links.into_iter().filter_map(note).collect()
    }

    /// The files that its event needs in an overlay.
    pub(super) fn files(&self, world: &dyn World, stage: ImportStage) -> differing::Differing {
        let manifests: Vec<ProjectPath> = match stage {
            ImportStage::Overlay => Vec::new(),
            ImportStage::Manifests => self.decks.keys().map(|name| shown::manifest(name)).collect(),
            ImportStage::Tip => {
                // Their values take precedence over those of the entry, as in the stage before.
                let manifests = self.decks.keys().map(|name| shown::manifest(name));
                let files = differing::of_tip(world, &self.branch, manifests);
                return differing::Differing { files, unheld: Vec::new() };
            }
        };
        differing::differing(world, &self.branch, &self.asked(), &manifests)
    }
}

impl AsRef<Self> for Candidate {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// The decks of a branch as its own checkout shows them, except for generated texts: they used to
/// be English for every audience, and are now in the language of the event.
pub(super) fn units(candidate: &Candidate) -> Vec<Unit> {
    let layers =
        Layers { revision: Some(candidate.branch.tip.as_str().into()), ..Layers::default() };
    // A chapter that is missing was shown as a hole.
    let language = candidate.language.iter().map(|language| ("language", language.clone()));
    let changes = ManifestChanges {
        missing: Missing::Shown,
        texts: language.collect(),
        ..ManifestChanges::default()
    };
    let unit = |name: &String| Unit {
        manifest: shown::manifest(name),
        layers: layers.clone(),
        changes: changes.clone(),
        when: None,
    };
    candidate.shown.decks.iter().map(unit).collect()
}
