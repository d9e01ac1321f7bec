//! `events.json`: the listed events for programs and other sites, and `events.js`, which shows them there.
//! `docs/schemas/events.json` describes the format.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::context::PageContext;
use super::entry::Person;
use super::offer::{alternates, offered, price_text, street};
use super::{PageKind, RenderedPage};
use crate::diag::Warned;
use crate::event::{Event, Price, groups};
use crate::model::{Extent, Outline};
use crate::path::uri;
use crate::render;
use crate::routes::{Route, absolute, local_path};
use crate::span::Spanned;
use crate::theme::built_in;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| {
        if has_data(outline) { vec![Route::EventsData, Route::EventsWidget] } else { Vec::new() }
    },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        if *route == Route::EventsWidget {
            let script = built_in("events-widget.js").to_owned();
            return RenderedPage::text(route, Warned::new(Some(script), Vec::new()));
        }
        let text = serde_json::to_string_pretty(&data(asked.context())).map(|text| text + "\n");
        RenderedPage::text(route, Warned::new(text.ok(), Vec::new()))
    },
};

/// The version of the format: it grows when a field changes its meaning or is removed, not when one
/// is added.
const VERSION: u32 = 1;

/// Whether a site has data of events.
pub(super) fn has_data(outline: &Outline) -> bool {
    let mut events = outline.workshops.events.iter();
    outline.extent == Extent::Site && events.any(|event| event.is_listed())
}

#[derive(Serialize)]
struct EventsData<'a> {
    version: u32,
    site: SiteData<'a>,
    events: Vec<EventData<'a>>,
}

#[derive(Serialize)]
struct SiteData<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    language: &'a str,
}

/// An event. Unknown values are left out.
#[derive(Serialize)]
struct EventData<'a> {
    slug: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    language: &'a str,
    /// `cancelled`, `moved`, `sold-out`, `words`.
    #[serde(skip_serializing_if = "str::is_empty")]
    status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    status_text: String,
    days: Vec<String>,
    /// If the hours are known: the start of the first day, and the end of the last one.
    #[serde(skip_serializing_if = "String::is_empty")]
    start: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    end: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<&'a str>,
    /// The days, as text in the event's language.
    #[serde(skip_serializing_if = "String::is_empty")]
    dates: String,
    online: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    venue: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    city: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    country: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    host: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    organizer: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    level: &'a str,
    speakers: Vec<SpeakerData>,
    topics: Vec<&'a str>,
    prices: Vec<PriceData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    series: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    track: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    register: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    join: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    video: String,
    /// The slug of the event that replaces it.
    #[serde(skip_serializing_if = "str::is_empty")]
    moved_to: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    former_days: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<TranslationData>,
}

#[derive(Serialize)]
struct SpeakerData {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
}

#[derive(Serialize)]
struct PriceData {
    /// As text in the event's language.
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct TranslationData {
    language: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
}

/// The listed events: upcoming ones, then past ones, then those without a date.
fn data(context: PageContext<'_>) -> EventsData<'_> {
    let groups = groups(&context.workshops().events, context.outline.today);
    let events = groups.coming.into_iter().chain(groups.past).chain(groups.self_paced);
    EventsData {
        version: VERSION,
        site: SiteData {
            title: context.title(),
            url: uri(&context.settings().url),
            language: context.language(),
        },
        events: events.map(|event| event_data(context, event)).collect(),
    }
}

fn event_data<'a>(context: PageContext<'a>, event: &'a Event) -> EventData<'a> {
    let language = context.language_of(event);
    let words = context.words(language);
    let page = context.outline.page_of(event);
    let entry = context.entry(event, &page, language);
    let details = &event.details;
    let public = |link: Option<&Spanned<String>>| public(context, Event::text(link));
    let text = |day: &Date| day.to_string();
    let hours = event.when.hours;
    let [start, end] = moments(event);
    let join = details.join.as_ref().filter(|join| join.in_data);
    let translations = alternates(context, event, (&page, &words)).into_iter();
    EventData {
        slug: &event.slug,
        title: &event.title.value,
        url: context.address(&page),
        kind: details.kind.map(crate::event::EventType::name),
        summary: render::plain(Event::text(event.summary.as_ref())).trim().to_owned(),
        language,
        status: entry.status,
        status_text: entry.status_text,
        days: event.when.days.iter().map(text).collect(),
        start,
        end,
        timezone: event.when.timezone.as_deref().filter(|_| hours.is_some()),
        dates: entry.dates,
        online: entry.is_online,
        venue: details.venue.as_ref().map_or("", |venue| &venue.name),
        address: street(event),
        city: entry.city,
        country: Event::text(event.country.as_ref()),
        host: Event::text(event.event.as_ref()),
        organizer: details.organizer.as_ref().map_or("", |organizer| &organizer.name),
        level: Event::text(event.level.as_ref()),
        speakers: speakers(context, &entry.speakers),
        topics: details.topics.iter().map(|topic| &*topic.value).collect(),
        prices: offered(event, context.outline.today)
            .map(|price| price_data(price, price_text(price, &words)))
            .collect(),
        seats: details.seats,
        series: Event::text(details.series.as_ref()),
        track: Event::text(details.track.as_ref()),
        register: if event.is_replaced() { String::new() } else { public(event.attend.as_ref()) },
        join: public(join.map(|join| &join.url)),
        video: public(event.video.as_ref()),
        moved_to: Event::text(details.moved_to.as_ref()),
        former_days: details.former_days.iter().map(text).collect(),
        translations: translations
            .map(|other| TranslationData {
                language: other.lang,
                title: other.title,
                url: other.address,
            })
            .collect(),
    }
}

/// When an event begins and ends, with the UTC offset; empty if its hours or their time zone are
/// unknown.
fn moments(event: &Event) -> [String; 2] {
    let when = &event.when;
    let begin = when.hours.zip(when.first()).map(|(hours, day)| hours.begin(day));
    let finish = when.hours.zip(when.last()).map(|(hours, day)| hours.finish(day));
    [begin, finish].map(|at: Option<DateTime>| {
        let at = at.and_then(|at| when.moment(at));
        at.map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default()
    })
}

fn speakers(context: PageContext<'_>, people: &[Person]) -> Vec<SpeakerData> {
    let address = |person: &Person| {
        let known = context.workshops().speaker(&person.id);
        known.map(|_| context.address(&Route::Speaker(person.id.as_str().into())))
    };
    let speaker = |person: &Person| SpeakerData {
        name: person.name.clone(),
        url: address(person).unwrap_or_default(),
    };
    people.iter().map(speaker).collect()
}

/// An author's address, in absolute form; empty for a path in a site without an address.
fn public(context: PageContext<'_>, address: &str) -> String {
    match local_path(address) {
        Some(_) => absolute(&context.settings().url, address),
        None => uri(address),
    }
}

fn price_data(price: &Price, text: String) -> PriceData {
    let nothing = PriceData { text, amount: None, currency: None, name: None, until: None };
    match price {
        Price::Words(_) => nothing,
        Price::Free => PriceData { amount: Some("0".to_owned()), ..nothing },
        Price::Amount(amount) => PriceData {
            amount: Some(amount.amount.clone()),
            currency: Some(amount.currency.clone()),
            name: Some(amount.name.clone()).filter(|name| !name.is_empty()),
            until: amount.until.map(|day| day.to_string()),
            ..nothing
        },
    }
}
