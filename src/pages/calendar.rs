//! Calendars: one for all events, and one for each event.

use std::sync::Arc;

use super::context::PageContext;
use super::entry;
use super::offer::{offered, price_text, street};
use super::related::{events_of_series, has_calendar};
use super::{PageInput, PageKind, RenderedPage, event_of};
use crate::diag::Warned;
use crate::event::Event;
use crate::event::calendar::{self, CalendarEntry};
use crate::language::Vocabulary;
use crate::model::{Extent, Outline};
use crate::path::uri;
use crate::render;
use crate::routes::{Route, absolute, local_path};
use crate::span::Spanned;

pub(super) const KIND: PageKind = PageKind { routes, asks: |site, _| site.outline(), make };

/// The events that have a calendar: those with a date.
fn dated(outline: &Outline) -> impl Iterator<Item = &Arc<Event>> {
    outline.workshops.events.iter().filter(|event| !event.when.days.is_empty())
}

fn routes(outline: &Outline) -> Vec<Route> {
    let mut routes: Vec<_> =
        dated(outline).map(|event| Route::EventCalendar(outline.folder_of(event))).collect();
    if outline.extent == Extent::Site && outline.has_dates() {
        routes.push(Route::Calendar);
    }
    let dated = outline.series.iter().filter(|series| has_calendar(outline, series));
    routes.extend(dated.map(|series| Route::SeriesCalendar(series.slug.as_str().into())));
    routes
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let one = event_of(context.outline, route);
    let outline = context.outline;
    let series = match route {
        Route::SeriesCalendar(slug) => outline.series.with_slug(slug),
        _ => None,
    };
    let events: Vec<_> = match (one, series) {
        (Some(event), _) => vec![event],
        (None, Some(series)) => {
            events_of_series(outline, series).filter(|event| !event.when.days.is_empty()).collect()
        }
        (None, None) => dated(outline).filter(|event| event.is_listed()).collect(),
    };
    let entries: Vec<_> = events.into_iter().map(|event| entry(context, event)).collect();
    let name = match series {
        Some(series) => format!("{} · {}", series.name, context.title()),
        None => context.title().to_owned(),
    };
    let text = calendar::calendar(&name, &host(context), &entries);
    let page = RenderedPage::text(route, Warned::new(Some(text), Vec::new()));
    match one {
        Some(event) => page.asked_at(&event.title.span),
        None => page,
    }
}

/// Makes identifiers globally unique: the site's host, or its title if it has no URL.
pub(super) fn host(context: PageContext<'_>) -> String {
    let url = uri(&context.settings().url);
    let url = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = url.split(['/', ':']).next().unwrap_or_default();
    if !host.is_empty() {
        return host.to_owned();
    }
    let title = context.title().to_lowercase();
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    format!("{}.invalid", if name.is_empty() { "deckyard" } else { &name })
}

/// Where an event takes place, for calendars and maps.
pub(super) fn shown_location(context: PageContext<'_>, event: &Event) -> String {
    location_in(event, &context.words(context.language_of(event)))
}

/// The same in the words of a language.
pub(super) fn location_in(event: &Event, words: &Vocabulary) -> String {
    let (city, country) = entry::place(event, words);
    let venue = event.details.venue.as_ref().map_or("", |venue| &venue.name);
    let place = [venue, &street(event), &city, &country];
    let mut location: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    location.dedup();
    location.join(", ")
}

/// An event with its texts.
pub(super) fn entry<'e>(context: PageContext<'_>, event: &'e Event) -> CalendarEntry<'e> {
    let language = context.language_of(event);
    let words = context.words(language);
    let page = context.outline.page_of(event);
    let shown = context.entry(event, &page, language);
    let details = &event.details;
    let people: Vec<_> = shown.speakers.iter().map(|person| person.name.as_str()).collect();
    let address = context.address(&page);
    let link = |label: &str, link: Option<&Spanned<String>>| {
        let url = Event::text(link);
        let url = match local_path(url) {
            Some(_) => absolute(&context.settings().url, url),
            None => uri(url),
        };
        if url.is_empty() { String::new() } else { format!("{label}: {url}") }
    };
    let join = details.join.as_ref().filter(|join| join.in_calendars).map(|join| &join.url);
    let prices = offered(event, context.outline.today);
    let prices: Vec<_> = prices.map(|price| price_text(price, &words)).collect();
    let moved = context.replacement(event).map(|other| {
        let address = context.address(&context.outline.page_of(other));
        format!("{} {} {address}", words.moved_event, other.title.value).trim_end().to_owned()
    });
    let moved = moved.unwrap_or_default();
    let title = |label: &str, text: String| {
        if text.is_empty() { text } else { format!("{label}: {text}") }
    };
    let facts = [
        title(&words.kind, shown.kind_text.clone()),
        title(&words.held_by, shown.host.clone()),
        title(&words.speakers, people.join(", ")),
        link(&words.register, event.attend.as_ref()),
        link(&words.chat, event.chat.as_ref()),
        link(&words.join, join),
        title(&words.price, prices.join(", ")),
        moved,
        if shown.status_text.is_empty() { String::new() } else { shown.status_text.clone() },
    ];
    let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let about = render::plain(Event::text(event.summary.as_ref()));
    let texts = [about.trim().to_owned(), facts.join("\n"), address.clone()];
    let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    CalendarEntry {
        event,
        location: shown_location(context, event),
        description: texts.join("\n\n"),
        categories: Some(shown.kind_text)
            .filter(|kind| !kind.is_empty())
            .into_iter()
            .chain(shown.topics)
            .collect(),
        url: address,
    }
}
