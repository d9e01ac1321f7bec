//! Links from one event to others: those of its series, and those about its topics.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::context::PageContext;
use super::entry::EntryLink;
use crate::event::{Event, Series, dates};
use crate::language::Vocabulary;
use crate::model::Outline;
use crate::path::percent_encoded;
use crate::routes::Route;

/// A link to the page of a series.
#[derive(Serialize)]
pub(super) struct SeriesLink {
    pub(super) name: String,
    href: String,
    #[serde(skip)]
    pub(super) slug: String,
    /// From its first day to its last one; may be empty.
    pub(super) dates: String,
    /// How many events it has.
    count: usize,
}

/// Links to all series from a page.
pub(super) fn series_links(context: PageContext<'_>, page: &Route) -> Vec<SeriesLink> {
    let words = context.words(context.language());
    let link = |series: &Series| SeriesLink {
        name: series.name.clone(),
        href: page_of_series(series).url_from(page),
        slug: series.slug.clone(),
        dates: days_of_series(context.outline, series, &words),
        count: series.events.len(),
    };
    context.outline.series.iter().map(link).collect()
}

/// The route of the page of a series.
pub(super) fn page_of_series(series: &Series) -> Route {
    Route::Series(series.slug.as_str().into())
}

/// The listed events of a series, by their first days.
pub(super) fn events_of_series<'o>(
    outline: &'o Outline,
    series: &'o Series,
) -> impl Iterator<Item = &'o Arc<Event>> {
    series.events.iter().filter_map(|index| outline.workshops.events.get(*index))
}

/// Whether a series has a calendar.
pub(super) fn has_calendar(outline: &Outline, series: &Series) -> bool {
    events_of_series(outline, series).any(|event| !event.when.days.is_empty())
}

/// From the first day of a series to its last one, in words; empty without days.
pub(super) fn days_of_series(outline: &Outline, series: &Series, words: &Vocabulary) -> String {
    let events = || events_of_series(outline, series);
    let first = events().filter_map(|event| event.when.first()).min();
    let last = events().filter_map(|event| event.when.last()).max();
    first.zip(last).map(|(first, last)| dates::range(first, last, words)).unwrap_or_default()
}

/// The fragment of a value on the page with all events: `topic-bread`. Different values have different ones, of letters,
/// digits, dashes and underscores: `C++` is `topic-C_2B_2B`.
pub(super) fn fragment_of_value(order: &str, key: &str) -> String {
    let mut fragment = format!("{order}-");
    for c in key.chars() {
        if c.is_alphanumeric() || c == '-' {
            fragment.push(c);
        } else if c == ' ' {
            fragment.push('_');
        } else {
            // Writing to a String cannot fail.
            let _ = write!(fragment, "_{:X}", u32::from(c));
        }
    }
    fragment
}

/// The topics of an event, with links to others about them; without links where there is no such page.
pub(super) fn topic_links(context: PageContext<'_>, event: &Event, page: &Route) -> Vec<EntryLink> {
    let has_page = context.outline.has_all_events && event.is_listed();
    let top = Route::AllEvents.url_from(page);
    let link = |topic: &str| EntryLink {
        href: if has_page {
            format!("{top}#{}", percent_encoded(&fragment_of_value("topic", topic)))
        } else {
            String::new()
        },
        title: topic.to_owned(),
    };
    event.details.topics.iter().map(|topic| link(&topic.value)).collect()
}
