//! Which decks a branch showed: the one at `/`, else those linked from the page there, else those
//! that it changed.

use super::Branch;
use super::old_rules::{self, OldRule};
use crate::path::ProjectPath;
use crate::world::World;

/// How many decks of a menu are considered; no delivery has more.
const MOST_DECKS: usize = 100;

/// What a branch showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShownDecks {
    /// The names of its decks, in their order there.
    pub(super) decks: Vec<String>,
    /// The one at `/`.
    pub(super) root: Option<String>,
    /// Whether these are the ones that it changed, because it does not declare what it shows.
    pub(super) is_guess: bool,
    /// The rules that it added to those of the main branch.
    pub(super) rules: Vec<OldRule>,
}

/// What a branch showed; `None` if it has no deck.
pub(super) fn shown(world: &dyn World, branch: &Branch) -> Option<ShownDecks> {
    let rules = rules(world, &branch.tip);
    let before = branch.base.as_ref().map(|base| self::rules(world, base)).unwrap_or_default();
    let target = old_rules::at(&rules, "/").map(str::to_owned);
    let own = rules.into_iter().filter(|rule| !before.contains(rule)).collect();
    let mut shown = ShownDecks { rules: own, ..ShownDecks::default() };
    if let Some(target) = target {
        match old_rules::deck_at(&target) {
            Some(deck) if has_deck(world, &branch.tip, deck) => {
                shown.root = Some(deck.to_owned());
                shown.decks.push(deck.to_owned());
            }
            _ => shown.decks = of_menu(world, &branch.tip, &target),
        }
    }
    if shown.decks.is_empty() {
        shown.decks = changed(world, branch);
        shown.is_guess = true;
    }
    (!shown.decks.is_empty()).then_some(shown)
}

/// Whether a commit has the manifest of a deck.
pub(super) fn has_deck(world: &dyn World, commit: &str, name: &str) -> bool {
    world.is_file(&manifest(name).at(commit))
}

/// The manifest of a deck.
pub(super) fn manifest(name: &str) -> ProjectPath {
    ProjectPath::new(&format!("slides/{name}.yml"))
}

fn rules(world: &dyn World, commit: &str) -> Vec<OldRule> {
    let source = world.source(&ProjectPath::new("slides/_redirects").at(commit));
    source.map(|source| old_rules::read(source.text())).unwrap_or_default()
}

/// The decks that a page of a commit links to, in order.
fn of_menu(world: &dyn World, commit: &str, target: &str) -> Vec<String> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let page = ProjectPath::resolve("slides", path.trim_start_matches('/'));
    let Some(page) = page.filter(|page| page.below("slides").is_some()) else { return Vec::new() };
    let Ok(source) = world.source(&page.at(commit)) else { return Vec::new() };
    let mut decks: Vec<String> = Vec::new();
    for rest in source.text().split("href").skip(1) {
        let rest = rest.trim_start().strip_prefix('=').unwrap_or_default().trim_start();
        let quote = rest.chars().next().filter(|&c| c == '"' || c == '\'');
        let Some(quote) = quote else { continue };
        let address = rest[1..].split(quote).next().unwrap_or_default();
        let deck = old_rules::deck_at(address.trim());
        let deck = deck.filter(|deck| has_deck(world, commit, deck));
        if let Some(deck) = deck.filter(|deck| !decks.iter().any(|known| known == deck)) {
            decks.push(deck.to_owned());
        }
        if decks.len() == MOST_DECKS {
            break;
        }
    }
    decks
}

/// The decks whose manifests a branch added or changed.
fn changed(world: &dyn World, branch: &Branch) -> Vec<String> {
    let list = world.list(&format!("{}:slides", branch.tip));
    let plain = list.iter().filter_map(|path| Some(ProjectPath::new(path.revision()?.1)));
    let is_changed = |path: &ProjectPath| {
        let before = branch.base.as_ref().and_then(|base| world.blob(&path.at(base)));
        world.blob(&path.at(&branch.tip)) != before
    };
    let is_manifest = |path: &ProjectPath| {
        let is_named = path.folder() == "slides" && path.has_extension("yml");
        let source = || world.source(&path.at(&branch.tip)).ok();
        let is_key = |line: &str| line.starts_with("content:") || line.starts_with("chapters:");
        is_named && source().is_some_and(|source| source.text().lines().any(is_key))
    };
    let found = plain.filter(is_manifest).filter(is_changed);
    found.map(|path| path.stem().to_owned()).take(MOST_DECKS).collect()
}
