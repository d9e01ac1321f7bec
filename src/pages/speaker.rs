//! The page of a speaker.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::entry::EventEntry;
use super::event::{SpeakerView, speaker_view};
use super::list::{DeckLink, deck_link};
use super::text::short;
use super::{PageInput, PageKind, RenderedPage, SiteParts, json_ld, social_card};
use crate::event::{Event, Speaker, Workshops, groups};
use crate::memo::Shared;
use crate::model::DeckSummary;
use crate::render;
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| {
        let speakers = outline.workshops.speakers.iter();
        speakers.map(|speaker| Route::Speaker(speaker.id.value.as_str().into())).collect()
    },
    asks,
    make,
};

#[derive(Serialize)]
struct SpeakerPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    speaker: SpeakerView,
    now: Vec<EventEntry>,
    coming: Vec<EventEntry>,
    past: Vec<EventEntry>,
    self_paced: Vec<EventEntry>,
    decks: Vec<DeckLink>,
    json_ld: String,
}

/// The person whose page has this route.
fn speaker_of<'w>(workshops: &'w Workshops, route: &Route) -> Option<&'w Speaker> {
    let Route::Speaker(id) = route else { return None };
    workshops.speaker(id)
}

/// The events of a person.
fn events_of(workshops: &Workshops, speaker: &Speaker) -> Vec<Arc<Event>> {
    let takes_part =
        |event: &&Arc<Event>| event.speakers.iter().any(|name| name.value == speaker.id.value);
    workshops.events.iter().filter(takes_part).cloned().collect()
}

/// The page shows the site's decks that the person's events name, or that the person wrote, sorted by name.
fn asks(site: &SiteParts<'_>, route: &Route) -> PageInput {
    let workshops = &site.model.outline.workshops;
    let Some(speaker) = speaker_of(workshops, route) else { return site.outline() };
    let events = events_of(workshops, speaker);
    let mut names: BTreeSet<&str> =
        events.iter().flat_map(|event| &event.decks).map(|deck| deck.value.as_str()).collect();
    let is_author =
        |written: &String| workshops.person(written).is_some_and(|found| found.id == speaker.id);
    let written = site.model.decks.iter().filter(|deck| deck.summary.authors.iter().any(is_author));
    names.extend(written.map(|deck| &*deck.summary.name));
    site.summaries(names.into_iter().filter_map(|name| site.own_deck(name)))
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let Some(speaker) = speaker_of(context.workshops(), route) else {
        return RenderedPage::default();
    };
    let page = page(context, &asked.decks, (speaker, route));
    let text = context.render("speaker.html", &page);
    RenderedPage::text(route, text).asked_at(&speaker.id.span)
}

fn page<'a>(
    context: PageContext<'a>,
    decks: &[Shared<DeckSummary>],
    (speaker, route): (&Speaker, &Route),
) -> SpeakerPage<'a> {
    let (language, today) = (context.language(), context.outline.today);
    let events = events_of(context.workshops(), speaker);
    let groups = groups(&events, today);
    let entries = |events: &[&Arc<Event>]| -> Vec<EventEntry> {
        events.iter().map(|event| context.entry(event, route, language)).collect()
    };
    let coming = groups.coming.iter().copied();
    let not_now: Vec<_> = coming.filter(|event| !event.when.is_now(today)).collect();
    let bio = Event::text(speaker.bio.as_ref());
    let words = context.words(language);
    let from = (route, &*words);
    SpeakerPage {
        frame: context.frame(About {
            route,
            title: format!("{} · {}", speaker.name, context.title()),
            description: short(&render::plain(bio)),
            language,
            public: social_card::of_site(context, route),
            top: None,
        }),
        speaker: speaker_view(speaker, route, &context.settings().url),
        now: entries(&groups.now),
        coming: entries(&not_now),
        past: entries(&groups.past),
        self_paced: entries(&groups.self_paced),
        decks: decks.iter().map(|deck| deck_link(deck, &PageFolder::Top, from)).collect(),
        json_ld: json_ld::speaker(context, speaker, route),
    }
}
