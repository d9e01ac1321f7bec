//! The decks of events: pages that share what they can with the rest of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::{self, Assets, Folder};
use super::backgrounds;
use super::front::Cards;
use super::page::{self, SiteView};
use super::session::{Built, Entry};
use super::sets::{Set, Sets, Unit};
use super::templates::Templates;
use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, ManifestProblem, SlideSetProblem, Warned};
use crate::path::{OutPath, ProjectPath, percent_encoded};
use crate::world::{Layered, Layers, World};

/// What events share.
pub(super) struct Site<'a> {
    pub(super) world: &'a dyn World,
    pub(super) view: &'a SiteView<'a>,
    pub(super) templates: &'a Templates<'a>,
}

/// How pages look: templates and style sheets, of the working tree or of a revision.
struct Look<'a> {
    templates: Templates<'a>,
    assets: Assets,
    themes: BTreeMap<String, String>,
}

/// Puts the pages of the decks of all events into a site.
pub(super) fn pages(
    of: &Site<'_>,
    sets: &Sets,
    entries: &BTreeMap<Unit, Arc<Entry>>,
    built: &mut Built,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let revisions: BTreeSet<&Arc<str>> = sets
        .events
        .iter()
        .flat_map(|set| set.units.iter().filter_map(|unit| unit.layers.revision.as_ref()))
        .collect();
    let worlds: BTreeMap<&Arc<str>, Layered<'_>> = revisions
        .into_iter()
        .map(|revision| {
            let layers = Layers { revision: Some(Arc::clone(revision)), ..Layers::default() };
            (revision, Layered::new(of.world, &layers))
        })
        .collect();
    let mut looks = BTreeMap::new();
    for (&revision, world) in &worlds {
        let of_revision =
            |(unit, _): &(&Unit, &Arc<Entry>)| unit.layers.revision.as_ref() == Some(revision);
        let plans: Vec<_> =
            entries.iter().filter(of_revision).map(|(_, entry)| &entry.plan).collect();
        // What is wrong in a revision cannot be mended there, but what cannot be shown is said.
        let look = Look {
            templates: Templates::load(world, &mut diagnostics),
            assets: Assets::collect(world, &mut built.site, &mut diagnostics),
            themes: assets::themes(world, &plans, &mut built.site, &mut diagnostics),
        };
        looks.insert(revision, look);
    }
    for set in &sets.events {
        if of.world.is_cancelled() {
            break; // The site is thrown away.
        }
        let decks: Vec<_> = set.units.iter().filter_map(|u| Some((u, entries.get(u)?))).collect();
        check(set, &decks, &mut diagnostics);
        let revision = set.units.iter().find_map(|unit| unit.layers.revision.as_ref());
        let look = revision.and_then(|revision| looks.get(revision));
        deck_pages(of, look, set, &decks, built).take(&mut diagnostics);
    }
    Warned::new((), diagnostics)
}

/// The pages of the decks of an event.
fn deck_pages(
    of: &Site<'_>,
    look: Option<&Look<'_>>,
    set: &Set,
    decks: &[(&Unit, &Arc<Entry>)],
    built: &mut Built,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let is_alone = of.view.config.event.is_some();
    let folder = Folder {
        path: if is_alone { String::new() } else { format!("events/{}/", set.event.slug) },
        to_root: if is_alone { "" } else { "../../" },
    };
    let names: BTreeSet<String> = decks
        .iter()
        .flat_map(|(_, entry)| {
            [format!("{}.html", entry.deck.name), format!("{}.yml.html", entry.deck.name)]
        })
        .collect();
    let (assets, themes) =
        look.map_or((of.view.assets, of.view.themes), |l| (&l.assets, &l.themes));
    let assets = assets.seen_from(folder.to_root);
    let themes = themes
        .iter()
        .map(|(name, address)| (name.clone(), format!("{}{address}", folder.to_root)))
        .collect();
    let view = SiteView { assets: &assets, themes: &themes, ..*of.view };
    let templates = look.map_or(of.templates, |look| &look.templates);
    let cards = Cards { world: of.world, view: of.view };
    for (unit, entry) in decks {
        let world = Layered::new(of.world, &unit.layers);
        let links =
            assets::copy_for_event(&world, (&entry.deck, &names), &folder, built, &mut diagnostics);
        let name = &entry.deck.name;
        let is_root = set.event.root.as_ref().is_some_and(|root| root.value == *name);
        let path = format!("{}{name}.html", folder.path);
        let top = format!("{}index.html", folder.path);
        let public = cards.of_event(&set.event, if is_root { &top } else { &path });
        let mut css = backgrounds::put(&mut built.site, &entry.deck, &links, &folder.path);
        if !css.is_empty() {
            css.insert_str(0, folder.to_root);
        }
        let page = page::deck(&view, templates, entry, &public, &css).take(&mut diagnostics);
        let Some(mut page) = page else { continue };
        built.site.put_card(&public, Some(&page));
        page.links = links;
        let href = percent_encoded(&format!("{name}.html"));
        let to = (href.as_str(), page::title(&entry.plan));
        let old = page::redirect(&view, templates, "", (to.0, &to.1)).take(&mut diagnostics);
        if let Some(old) = old {
            built.site.insert_text(&format!("{}{name}.yml.html", folder.path), old);
        }
        if is_root {
            built.pages.extend(OutPath::new(&top).map(|path| (path, page.clone())));
        }
        built.pages.extend(OutPath::new(&path).map(|path| (path, page)));
    }
    Warned::new((), diagnostics)
}

/// Reports what an event names and no deck of it has.
fn check(set: &Set, decks: &[(&Unit, &Arc<Entry>)], diagnostics: &mut Vec<Diagnostic>) {
    let event = &set.event;
    if decks.len() < event.decks.len() {
        return; // Something else is wrong, and was said.
    }
    for tag in event.exclude.iter().flatten() {
        let classes = || decks.iter().flat_map(|(_, entry)| entry.plan.classes());
        if classes().any(|(class, _)| *class == tag.value) {
            continue;
        }
        let known: BTreeSet<&str> = classes().map(|(class, _)| class.as_str()).collect();
        let nearest = nearest(&tag.value, known).map(str::to_owned);
        let problem = ManifestProblem::UnusedExclude { tag: tag.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, tag.span.clone()));
    }
    let named = event.skip.iter().chain(event.after.iter().map(|(place, _)| place));
    for what in named {
        let path = ProjectPath::resolve("slides", &what.value);
        let path = path.filter(|_| !what.value.starts_with('#'));
        let hit = path.map_or_else(|| what.value.clone(), |path| path.to_string());
        let is_hit = |(_, entry): &(&Unit, &Arc<Entry>)| {
            entry.plan.manifest.hits.contains(&hit)
                || entry.deck.account.left_out.contains_key(&hit)
        };
        if decks.iter().any(is_hit) {
            continue;
        }
        let names = decks.iter().flat_map(|(_, entry)| names_of(entry));
        let names: BTreeSet<String> = names.collect();
        let nearest = nearest(&what.value, names.iter().map(String::as_str)).map(str::to_owned);
        let problem = SlideSetProblem::UnusedSkip { what: what.value.clone(), nearest };
        diagnostics.push(Diagnostic::new(problem, what.span.clone()));
    }
}

/// The chapters of a deck, and the names of its slides.
fn names_of(entry: &Entry) -> impl Iterator<Item = String> {
    let chapters = entry.plan.leaves.iter().map(|leaf| leaf.label.to_string());
    let slides = entry.deck.slides.iter().filter_map(|slide| slide.name.as_ref());
    chapters.chain(slides.map(|name| format!("#{name}")))
}
