//! The details of an event, as its page shows them: type, prices, venue, and links to related
//! events.

use jiff::civil::Date;
use serde::Serialize;

use super::context::{PageContext, or};
use super::entry::{EntryLink, dates, place};
use super::places;
use super::related::{events_of_series, page_of_series, topic_links};
use super::text::prose;
use crate::event::{Amount, Event, Price, Series};
use crate::language::Vocabulary;
use crate::routes::{Route, authors_url};

/// The details of an event.
#[derive(Serialize)]
pub(super) struct OfferView {
    audience_html: String,
    prices: Vec<PriceView>,
    seats: Option<u32>,
    organizer: Option<LabelledLink>,
    /// The name of the building; may be empty.
    venue: String,
    /// The map that its author chose; may be empty.
    #[serde(skip)]
    pub(super) own_map: String,
    /// The address of the meeting; empty where the page must not have it.
    join: String,
    picture: Option<PictureView>,
    series: String,
    /// The page of the series; empty without one.
    series_href: String,
    /// Other events of the series: those to come before past ones, and not all of many.
    in_series: Vec<RelatedEvent>,
    /// The topics, each with the address of others about it, which may be empty.
    topic_links: Vec<EntryLink>,
    track: String,
    /// The event that replaces it.
    moved_to: Option<RelatedEvent>,
    /// A sentence with its former days; may be empty.
    moved_from: String,
    /// The same event in other languages.
    alternates: Vec<RelatedEvent>,
    /// The author's own keys.
    extra: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct PriceView {
    name: String,
    text: String,
    /// `until January 15th, 2027`; may be empty.
    until: String,
}

/// A name that may have a link.
#[derive(Serialize)]
struct LabelledLink {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct PictureView {
    src: String,
    alt: String,
}

/// A link to another event.
#[derive(Serialize)]
pub(super) struct RelatedEvent {
    pub(super) title: String,
    href: String,
    /// The public address; empty when the site has none.
    pub(super) address: String,
    pub(super) lang: String,
    language: String,
    dates: String,
    city: String,
}

/// The details of an event, in a language.
pub(super) fn offer(
    context: PageContext<'_>,
    event: &Event,
    page: &Route,
    words: &Vocabulary,
) -> OfferView {
    let details = &event.details;
    let top = page.to_top();
    let site = &*context.settings().url;
    let link = |url| authors_url(&top, Event::text(url));
    let audience = Event::text(details.audience.as_ref());
    let venue = details.venue.as_ref();
    let organizer = details.organizer.as_ref();
    let related = |event: &Event| related(context, event, (page, words));
    let series = context.outline.series.of_event(event);
    let in_series = series.map(|series| context.in_series(series, event)).unwrap_or_default();
    let former = dates(&details.former_days, words);
    OfferView {
        audience_html: prose(audience, (&top, site)),
        prices: prices(event, context.outline.today, words),
        seats: details.seats,
        organizer: organizer.map(|organizer| LabelledLink {
            name: organizer.name.clone(),
            href: link(organizer.url.as_ref()),
        }),
        venue: venue.map(|venue| venue.name.clone()).unwrap_or_default(),
        own_map: venue.map(|venue| link(venue.map.as_ref())).unwrap_or_default(),
        join: match &details.join {
            Some(join) if join.on_page => link(Some(&join.url)),
            _ => String::new(),
        },
        picture: details.picture.as_ref().map(|picture| PictureView {
            src: authors_url(&top, &picture.file.value),
            alt: picture.alt.clone(),
        }),
        series: Event::text(details.series.as_ref()).to_owned(),
        series_href: series.map(|found| page_of_series(found).url_from(page)).unwrap_or_default(),
        in_series: in_series.into_iter().map(related).collect(),
        topic_links: topic_links(context, event, page),
        track: Event::text(details.track.as_ref()).to_owned(),
        moved_to: context.replacement(event).map(related),
        moved_from: if former.is_empty() {
            String::new()
        } else {
            words.moved_from.with(&[("dates", former.as_str().into())])
        },
        alternates: alternates(context, event, (page, words)),
        extra: details.extra.clone(),
    }
}

impl<'a> PageContext<'a> {
    /// The event that replaces another one.
    pub(super) fn replacement(self, event: &Event) -> Option<&'a Event> {
        let slug = event.details.moved_to.as_ref()?;
        self.outline.event(&slug.value).map(|event| &**event)
    }

    /// Other events of a series, in the order of their days: those to come, then as many past ones as there is room.
    fn in_series(self, series: &'a Series, event: &Event) -> Vec<&'a Event> {
        /// More are on the page of the series.
        const MOST: usize = 6;
        let others = events_of_series(self.outline, series).map(|other| &**other);
        let others = others.filter(|other| other.slug != event.slug);
        let (past, mut shown): (Vec<&Event>, Vec<&Event>) =
            others.partition(|other| other.when.is_over(self.outline.today));
        shown.truncate(MOST);
        let room = MOST - shown.len();
        let mut found = past[past.len().saturating_sub(room)..].to_vec();
        found.append(&mut shown);
        found
    }
}

/// The same event in other languages: those that it names, and those that name it. Only events that
/// name an unlisted event link to it.
pub(super) fn alternates(
    context: PageContext<'_>,
    event: &Event,
    (page, words): (&Route, &Vocabulary),
) -> Vec<RelatedEvent> {
    let names = |one: &Event, other: &Event| {
        one.details.translations.iter().any(|slug| slug.value == other.slug)
    };
    let events = context.workshops().events.iter();
    let is_alternate = |other: &&std::sync::Arc<Event>| {
        let is_named = names(event, other) || (other.is_listed() && names(other, event));
        is_named && other.slug != event.slug
    };
    events.filter(is_alternate).map(|other| related(context, other, (page, words))).collect()
}

/// A link to an event from a page with these words.
fn related(
    context: PageContext<'_>,
    event: &Event,
    (page, words): (&Route, &Vocabulary),
) -> RelatedEvent {
    let lang = context.language_of(event);
    let route = context.outline.page_of(event);
    RelatedEvent {
        title: event.title.value.clone(),
        href: route.url_from(page),
        address: context.address(&route),
        lang: lang.to_owned(),
        language: places::language(lang),
        dates: dates(&event.when.days, words),
        city: place(event, words).0,
    }
}

/// The street of an event: `place`, or that of its venue.
pub(super) fn street(event: &Event) -> String {
    let place = Event::text(event.place.as_ref());
    let of_venue = event.details.venue.as_ref().map_or("", |venue| &venue.address);
    or(place, of_venue).to_owned()
}

/// The prices that can still be had on a day.
pub(super) fn offered(event: &Event, today: Date) -> impl Iterator<Item = &Price> {
    let is_over = move |price: &&Price| match price {
        Price::Amount(amount) => amount.until.is_some_and(|until| until < today),
        Price::Free | Price::Words(_) => false,
    };
    event.details.prices.iter().filter(move |price| !is_over(price))
}

fn prices(event: &Event, today: Date, words: &Vocabulary) -> Vec<PriceView> {
    let view = |price: &Price| {
        let (name, until) = match price {
            Price::Amount(amount) => (amount.name.clone(), amount.until),
            Price::Free | Price::Words(_) => (String::new(), None),
        };
        let until = until.map(|day| {
            let day = dates(&[day], words);
            words.until.with(&[("date", day.as_str().into())])
        });
        PriceView { name, text: price_text(price, words), until: until.unwrap_or_default() }
    };
    offered(event, today).map(view).collect()
}

/// A price as text.
pub(super) fn price_text(price: &Price, words: &Vocabulary) -> String {
    match price {
        Price::Free => words.free.to_string(),
        Price::Amount(amount) if amount.is_free() => words.free.to_string(),
        // No space at which a line could break.
        Price::Amount(Amount { amount, currency, .. }) => format!("{amount}\u{a0}{currency}"),
        Price::Words(words) => words.clone(),
    }
}
