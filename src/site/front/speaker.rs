//! The page of a speaker.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::event::{SpeakerView, speaker_view};
use super::index::{DeckLink, deck_link};
use super::text::{short, up};
use super::views::{About, Entry, Frame};
use super::{Book, Put, linked};
use crate::event::{Event, Speaker, groups};
use crate::render;

#[derive(Serialize)]
struct SpeakerPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    speaker: SpeakerView,
    now: Vec<Entry>,
    coming: Vec<Entry>,
    past: Vec<Entry>,
    self_paced: Vec<Entry>,
    decks: Vec<DeckLink>,
    json_ld: String,
}

/// Where the page of a speaker lies.
pub(super) fn page_of(id: &str) -> String {
    format!("speakers/{}.html", crate::path::percent_encoded(id))
}

pub(super) fn pages(book: &Book<'_>, put: &mut Put<'_>) {
    for speaker in &book.front.workshops.speakers {
        let path = format!("speakers/{}.html", speaker.id.value);
        put.page(&path, book.render("speaker.html", &page(book, speaker, &path)));
    }
}

fn page<'a>(book: &Book<'a>, speaker: &Speaker, path: &str) -> SpeakerPage<'a> {
    let root = up(path);
    let language = book.language();
    let takes_part =
        |event: &&Arc<Event>| event.speakers.iter().any(|name| name.value == speaker.id.value);
    let events = book.front.workshops.events.iter().filter(takes_part);
    let events: Vec<Arc<Event>> = events.cloned().collect();
    let groups = groups(&events, book.front.today);
    let entries = |events: &[&Arc<Event>]| -> Vec<Entry> {
        events.iter().map(|event| book.entry(event, path, language)).collect()
    };
    let names: BTreeSet<&str> =
        events.iter().flat_map(|event| &event.decks).map(|deck| deck.value.as_str()).collect();
    let decks = names.iter().filter_map(|name| book.decks.get(name));
    let coming = groups.coming.iter().copied();
    let not_now: Vec<_> = coming.filter(|event| !event.when.is_now(book.front.today)).collect();
    let bio = Event::text(speaker.bio.as_ref());
    SpeakerPage {
        frame: book.frame(About {
            path,
            title: format!("{} · {}", speaker.name, book.front.view.title()),
            description: short(&render::plain(bio)),
            language,
            public: book.cards().of_site(path),
            root: None,
        }),
        speaker: speaker_view(speaker, &root),
        now: entries(&groups.now),
        coming: entries(&not_now),
        past: entries(&groups.past),
        self_paced: entries(&groups.self_paced),
        decks: decks.map(|deck| deck_link(deck, &root, language)).collect(),
        json_ld: linked::speaker(book, speaker, path),
    }
}
