//! Cards: the pictures that other sites show beside a link to a page.
//!
//! They need absolute URLs, so there are none while the site has no URL.

mod branded;
mod drawing;
mod letters;

use self::drawing::Card;
use super::context::PageContext;
use super::cover_image::{facts, shares};
use super::entry::{dates, kind_text, place};
use super::open_graph::OpenGraph;
use crate::event::Event;
use crate::model::{CardPicture, DeckSummary};
use crate::routes::{Route, absolute};

/// The data for the page of an event.
pub(super) fn of_event(context: PageContext<'_>, event: &Event, page: &Route) -> OpenGraph {
    let language = match Event::text(event.lang.as_ref()) {
        "" => context.language(),
        language => language,
    };
    let words = &context.words(language);
    let (city, country) = place(event, words);
    let mut place = vec![city, country];
    place.retain(|part| !part.is_empty());
    place.dedup();
    let host = Event::text(event.event.as_ref()).to_owned();
    let when = dates(&event.when.days, words);
    let mut kicker = vec![kind_text(event, words), host.clone()];
    kicker.retain(|part| !part.is_empty());
    let kicker = kicker.join(" · ");
    let card = || Card {
        kicker: kicker.clone(),
        title: event.title.value.clone(),
        instead: vec![host.clone(), place.join(", "), context.title().to_owned()],
        when: match event.when.first() {
            // If the font lacks letters of the date, it is written in ISO format.
            Some(first) if letters::known(&when).is_empty() => first.to_string(),
            _ => when.clone(),
        },
        place: place.join(", "),
        site: context.title().to_owned(),
        ..Card::default()
    };
    let given = context.outline.card_pictures.by_event.get(&event.slug);
    graph(context, page, (given, &Route::EventCard(event.slug.as_str().into())), card)
}

/// The data for the page of a deck.
pub(super) fn of_deck(context: PageContext<'_>, deck: &DeckSummary, page: &Route) -> OpenGraph {
    let language = match deck.language.as_str() {
        "" => context.language(),
        language => language,
    };
    let words = &context.words(language);
    let card = || {
        let parts: Vec<_> = shares(deck).iter().map(|share| (share.from, share.width)).collect();
        Card {
            title: deck.title.clone(),
            instead: vec![deck.name.to_string()],
            text: deck.description.clone(),
            when: facts(deck, words).join(" · "),
            site: context.title().to_owned(),
            parts: if parts.len() > 1 { parts } else { Vec::new() },
            ..Card::default()
        }
    };
    let given = context.outline.card_pictures.by_deck.get(&*deck.name);
    graph(context, page, (given, &Route::deck_card(&deck.name)), card)
}

/// The data for a page that belongs to the whole site.
pub(super) fn of_site(context: PageContext<'_>, page: &Route) -> OpenGraph {
    let settings = context.settings();
    let url = settings.url.as_str();
    let site = url.split_once("://").map_or(url, |(_, rest)| rest);
    let card = || Card {
        title: context.title().to_owned(),
        instead: vec![site.to_owned()],
        text: settings.description.clone(),
        site: site.trim_end_matches('/').to_owned(),
        ..Card::default()
    };
    graph(context, page, (None, &Route::SiteCard), card)
}

/// The data for a page: with the author's picture for it or for all pages, or otherwise with a
/// generated one.
fn graph(
    context: PageContext<'_>,
    page: &Route,
    (given, route): (Option<&CardPicture>, &Route),
    card: impl Fn() -> Card,
) -> OpenGraph {
    let address = context.address(page);
    if address.is_empty() {
        return OpenGraph::default();
    }
    let url = &context.settings().url;
    if let Some(picture) = given.or(context.outline.card_pictures.for_all.as_ref()) {
        return OpenGraph {
            address,
            picture: absolute(url, picture.path().as_str()),
            picture_width: picture.size.map(|size| size.0),
            picture_height: picture.size.map(|size| size.1),
            ..OpenGraph::default()
        };
    }
    let card = card();
    let is_branded = context.brand.brand.has_look();
    let drawn = if is_branded { branded::png(context, &card) } else { drawing::png(&card) };
    let Some(file) = drawn else {
        return OpenGraph { address, ..OpenGraph::default() };
    };
    let texts = [&card.title, &card.kicker, &card.when, &card.place];
    let texts: Vec<&str> = texts.into_iter().map(String::as_str).collect();
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    OpenGraph {
        address,
        picture: route.absolute(url),
        picture_width: Some(drawing::WIDTH),
        picture_height: Some(drawing::HEIGHT),
        picture_alt: texts.join(", "),
        drawn: Some((route.clone(), file)),
    }
}
