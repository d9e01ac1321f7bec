//! The files of `slides/` that the site's own decks, and the texts of events and speakers, refer to.

use std::sync::Arc;

use crate::event::{Event, Workshops};
use crate::model::{DeckFile, DeckSources, Outline, SiteDeck, is_source};
use crate::output::Claim;
use crate::path::{OutPath, ProjectPath};
use crate::render;
use crate::routes::{Destination, InsideAddress, base_path, destination};
use crate::world::World;

/// The files that decks refer to, at the paths that the authors wrote. Sources are not published:
/// they contain comments, notes and excluded slides.
pub(super) fn of_decks<'a>(
    world: &dyn World,
    decks: &'a [Arc<SiteDeck>],
) -> Vec<(&'a SiteDeck, Vec<Claim>)> {
    let sources = DeckSources::of(decks.iter().map(|deck| &deck.deck));
    let claim = |file: &DeckFile| {
        let (found, out) = (file.found.as_ref()?, file.out()?);
        (!file.is_text(world, &sources)).then(|| Claim::referenced(out, found.real.clone()))
    };
    let claims = |deck: &SiteDeck| deck.files.iter().filter_map(claim).collect();
    decks.iter().map(|deck| (&**deck, claims(deck))).collect()
}

/// The files that the texts of events and speakers refer to, and the author's pictures for links to
/// events.
pub(super) fn of_texts(world: &dyn World, outline: &Outline) -> Vec<Claim> {
    let workshops = &outline.workshops;
    let mut claims = Vec::new();
    let base = base_path(&workshops.settings.url).unwrap_or_default();
    let mut copy = |url: &str| claims.extend(referenced(world, url, &base));
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

fn referenced(world: &dyn World, url: &str, base: &str) -> Option<Claim> {
    let Destination::Inside(InsideAddress { path, .. }) = destination(url, base) else {
        return None;
    };
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
    let pictures = workshops.events.iter().filter_map(|event| event.details.picture.as_ref());
    let pictures = pictures.map(|picture| picture.file.value.as_str());
    let details = workshops.events.iter().flat_map(|event| event.details.links());
    let details = details.map(|(_, link)| link.value.as_str());
    photos.chain(links).chain(pictures).chain(details)
}

/// The Markdown texts.
fn texts(workshops: &Workshops) -> impl Iterator<Item = &str> {
    let bios = workshops.speakers.iter().map(|speaker| &speaker.bio);
    let events = workshops.events.iter();
    let events =
        events.flat_map(|event| [&event.summary, &event.requirements, &event.details.audience]);
    bios.chain(events).flatten().map(|text| text.value.as_str())
}
