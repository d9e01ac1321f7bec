//! The page of a series: its events now, to come and past, or by their tracks.

use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::entry::EventEntry;
use super::related::{days_of_series, events_of_series, has_calendar, page_of_series};
use super::{PageInput, PageKind, RenderedPage, json_ld, social_card};
use crate::event::{Event, Series, groups};
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| outline.series.iter().map(page_of_series).collect(),
    asks: |site, _| site.outline(),
    make,
};

#[derive(Serialize)]
struct SeriesPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    series: SeriesView,
    now: Vec<EventEntry>,
    coming: Vec<EventEntry>,
    past: Vec<EventEntry>,
    self_paced: Vec<EventEntry>,
    /// The same by track, when an event has one; then the other lists are empty.
    tracks: Vec<TrackView>,
    json_ld: String,
}

#[derive(Serialize)]
struct SeriesView {
    name: String,
    /// From its first day to its last one; may be empty.
    dates: String,
    /// The calendar beside the page; empty for a series without dates.
    calendar: String,
}

/// The events of a track, by their first days.
#[derive(Serialize)]
struct TrackView {
    /// Empty for events without one.
    name: String,
    entries: Vec<EventEntry>,
}

/// The language of a page about events: the one that all of them share, or else that of the site.
fn language(context: PageContext<'_>, events: &[Arc<Event>]) -> String {
    let of = |event: &Arc<Event>| context.language_of(event).to_owned();
    let first = events.first().map(of);
    let shared = first.filter(|first| events.iter().all(|event| of(event) == *first));
    shared.unwrap_or_else(|| context.language().to_owned())
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let Route::Series(slug) = route else { return RenderedPage::default() };
    let Some(series) = context.outline.series.with_slug(slug) else {
        return RenderedPage::default();
    };
    let events: Vec<_> = events_of_series(context.outline, series).cloned().collect();
    let language = language(context, &events);
    let text = context.render("series.html", &page(context, series, (&events, &language)));
    let page = RenderedPage::text(route, text);
    let place = events.iter().find_map(|event| event.details.series.as_ref());
    match place {
        Some(name) => page.asked_at(&name.span),
        None => page,
    }
}

fn page<'a>(
    context: PageContext<'a>,
    series: &Series,
    (events, language): (&[Arc<Event>], &str),
) -> SeriesPage<'a> {
    let (route, today) = (&page_of_series(series), context.outline.today);
    let words = context.words(language);
    let entries = |events: &[&Arc<Event>]| -> Vec<EventEntry> {
        events.iter().map(|event| context.entry(event, route, language)).collect()
    };
    let tracks = tracks(events);
    let has_tracks = tracks.iter().any(|(name, _)| !name.is_empty());
    let groups = groups(if has_tracks { &[] } else { events }, today);
    let coming = groups.coming.iter().copied();
    let not_now: Vec<_> = coming.filter(|event| !event.when.is_now(today)).collect();
    let public = social_card::of_site(context, route);
    let calendar = Route::SeriesCalendar(series.slug.as_str().into());
    let dates = days_of_series(context.outline, series, &words);
    SeriesPage {
        json_ld: json_ld::series(context, (series, events), (language, &public)),
        frame: context.frame(About {
            route,
            title: format!("{} · {}", series.name, context.title()),
            description: dates.clone(),
            language,
            public,
            top: None,
        }),
        series: SeriesView {
            name: series.name.clone(),
            dates,
            calendar: if has_calendar(context.outline, series) {
                calendar.url_from(route)
            } else {
                String::new()
            },
        },
        now: entries(&groups.now),
        coming: entries(&not_now),
        past: entries(&groups.past),
        self_paced: entries(&groups.self_paced),
        tracks: if has_tracks {
            let view = |(name, events): (String, Vec<&Arc<Event>>)| {
                let mut entries = entries(&events);
                // The heading says it.
                for entry in &mut entries {
                    entry.track.clear();
                }
                TrackView { name, entries }
            };
            tracks.into_iter().map(view).collect()
        } else {
            Vec::new()
        },
    }
}

/// Events by their tracks, those without one first, then in the order of their first days.
fn tracks(events: &[Arc<Event>]) -> Vec<(String, Vec<&Arc<Event>>)> {
    let mut found: Vec<(String, Vec<&Arc<Event>>)> = Vec::new();
    for event in events {
        let name = Event::text(event.details.track.as_ref());
        match found.iter_mut().find(|(other, _)| other == name) {
            Some((_, events)) => events.push(event),
            None => found.push((name.to_owned(), vec![event])),
        }
    }
    found.sort_by_key(|(name, _)| !name.is_empty());
    found
}
