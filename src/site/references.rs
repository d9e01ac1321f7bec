//! The files of `slides/` that the site's own decks, and the texts of events and speakers, refer to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::nearest::nearest;
use crate::diag::{ContentProblem, Diagnostic, Warned};
use crate::event::{Event, Workshops};
use crate::model::{DeckSources, Outline, SiteDeck, is_source, unusable};
use crate::output::Claim;
use crate::path::{OutPath, ProjectPath};
use crate::render::{self, Use};
use crate::routes::local_path;
use crate::world::{FileError, World};

/// The files that decks refer to, at the paths that the authors wrote. Reports pictures that
/// neither exist nor are known output paths.
pub(super) fn of_decks(
    world: &dyn World,
    decks: &[Arc<SiteDeck>],
    known: &BTreeSet<OutPath>,
) -> Warned<Vec<Claim>> {
    let (mut claims, mut diagnostics) = (Vec::new(), Vec::new());
    let mut paths = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let sources = DeckSources::of(decks.iter().map(|deck| &deck.deck));
    for deck in decks {
        for file in &deck.files {
            let Some((reference, span)) = deck.deck.files.get(file.index) else { continue };
            let (path, out) = (&file.path, file.out());
            let is_named_source = is_source(path);
            // Outside `slides/`, only sources are looked up.
            let found = file.found.as_ref().filter(|_| is_named_source || out.is_some());
            let is_text = found.is_some_and(|found| {
                let other = || file.source.as_ref().is_some_and(|file| sources.have(world, file));
                is_named_source || found.is_text || other()
            });
            let report = |problem: ContentProblem| {
                let mut found = match span {
                    Some(span) => Diagnostic::new(problem, span.clone()),
                    None => Diagnostic::nowhere(problem),
                };
                found.decks.push(deck.deck.name.clone());
                found
            };
            match (found, out) {
                // It contains comments, notes and excluded slides.
                _ if is_text => {
                    diagnostics.push(report(ContentProblem::SourceLink { path: path.clone() }));
                }
                (Some(found), Some(out)) => {
                    paths.insert(out.clone());
                    claims.push(Claim::referenced(out, found.real.clone()));
                }
                _ if reference.use_ == Use::Linked || is_there(path, known, &paths) => {}
                _ if !missing.insert((path.clone(), span.clone())) => {}
                _ => diagnostics.push(
                    file.source
                        .as_ref()
                        .and_then(|source| closed_folder(world, source))
                        .unwrap_or_else(|| {
                            report(missing_picture(world, path, file.source.as_ref()))
                        }),
                ),
            }
        }
    }
    Warned::new(claims, diagnostics)
}

fn is_there(path: &str, known: &BTreeSet<OutPath>, copied: &BTreeSet<OutPath>) -> bool {
    OutPath::new(path).is_some_and(|path| known.contains(&path) || copied.contains(&path))
}

fn missing_picture(world: &dyn World, path: &str, source: Option<&ProjectPath>) -> ContentProblem {
    let list = world.list(source.map_or("slides", ProjectPath::folder));
    let names = list.iter().filter_map(|file| file.below("slides"));
    ContentProblem::MissingPicture {
        path: path.to_owned(),
        nearest: nearest(path, names).map(str::to_owned),
    }
}

/// The problem of a picture's folder that cannot be read: then it is unknown whether the picture
/// exists.
fn closed_folder(world: &dyn World, picture: &ProjectPath) -> Option<Diagnostic> {
    let refused = world.refused("slides");
    let is_above = |(path, _): &&(ProjectPath, FileError)| picture.below(path.as_str()).is_some();
    refused.iter().find(is_above).and_then(|(path, error)| unusable(path, error.clone()))
}

/// The files that the texts of events and speakers refer to, and the author's pictures for links to
/// events.
pub(super) fn of_texts(world: &dyn World, outline: &Outline) -> Vec<Claim> {
    let workshops = &outline.workshops;
    let mut claims = Vec::new();
    let mut copy = |url: &str| claims.extend(referenced(world, url));
    for url in addresses(workshops) {
        copy(url);
    }
    for text in texts(workshops) {
        for file in &render::prose(text).files {
            copy(&file.url);
        }
    }
    let cards = outline.card_pictures.by_event.values();
    claims.extend(cards.map(|card| Claim::authors(card.path(), card.file.clone())));
    claims
}

fn referenced(world: &dyn World, url: &str) -> Option<Claim> {
    let path = local_path(url)?;
    let source = ProjectPath::resolve("slides", &path).filter(|source| world.is_file(source))?;
    let out = source.below("slides").and_then(OutPath::new).filter(|_| !is_source(&path))?;
    Some(Claim::referenced(out, source))
}

/// The addresses in values of keys.
fn addresses(workshops: &Workshops) -> impl Iterator<Item = &str> {
    let photos = workshops.speakers.iter().map(|speaker| Event::text(speaker.photo.as_ref()));
    let links = workshops.events.iter().flat_map(|event| {
        [&event.slides, &event.video, &event.attend, &event.chat]
            .map(|url| Event::text(url.as_ref()))
    });
    photos.chain(links)
}

/// The Markdown texts.
fn texts(workshops: &Workshops) -> impl Iterator<Item = &str> {
    let bios = workshops.speakers.iter().map(|speaker| &speaker.bio);
    let events = workshops.events.iter().flat_map(|event| [&event.summary, &event.requirements]);
    bios.chain(events).flatten().map(|text| text.value.as_str())
}
