//! The list of past events.

use std::sync::Arc;

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::entry::EventEntry;
use super::list::{Filter, filters};
use super::{PageKind, RenderedPage, social_card};
use crate::event::{Event, groups};
use crate::model::Extent;
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind {
    // The page does not exist as long as no event can be past.
    routes: |outline| match outline.extent {
        Extent::Site if outline.has_dates() => vec![Route::Past],
        Extent::Site | Extent::Event => Vec::new(),
    },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        RenderedPage::text(route, context.render("past.html", &page(context)))
    },
};

/// Up to this many events need no filter.
const FEW: usize = 5;

#[derive(Serialize)]
struct PastPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    years: Vec<Year>,
    /// Events that are not over yet, for visitors after the build day.
    later: Vec<EventEntry>,
    total: usize,
    filters: Vec<Filter>,
}

#[derive(Serialize)]
struct Year {
    year: String,
    entries: Vec<EventEntry>,
}

fn page(context: PageContext<'_>) -> PastPage<'_> {
    let language = context.language();
    let words = context.words_of_site(language);
    let groups = groups(&context.workshops().events, context.outline.today);
    let entry = |event: &&Arc<Event>| context.entry(event, &Route::Past, language);
    let entries: Vec<EventEntry> = groups.past.iter().map(entry).collect();
    let later: Vec<EventEntry> = groups.coming.iter().map(entry).collect();
    let filters = filters(context, FEW, entries.iter().chain(&later));
    let total = entries.len();
    let mut years: Vec<Year> = Vec::new();
    for entry in entries {
        match years.last_mut().filter(|year| year.year == entry.year) {
            Some(year) => year.entries.push(entry),
            None => years.push(Year { year: entry.year.clone(), entries: vec![entry] }),
        }
    }
    let frame = context.frame(About {
        route: &Route::Past,
        title: format!("{} · {}", words.past, context.title()),
        description: String::new(),
        language,
        public: social_card::of_site(context, &Route::Past),
        top: None,
    });
    PastPage { frame, years, later, total, filters }
}
