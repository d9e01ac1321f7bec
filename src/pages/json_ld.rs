//! JSON-LD in the vocabulary of schema.org, for search engines.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value, json};

use super::context::PageContext;
use super::entry::kind_text;
use super::offer::{RelatedEvent, alternates, offered, street};
use super::open_graph::OpenGraph;
use super::places;
use super::related::page_of_series;
use super::text::short;
use crate::event::{Event, EventStatus, EventType, Price, Series, Speaker};
use crate::manifest::Difficulty;
use crate::model::DeckSummary;
use crate::path::uri;
use crate::render;
use crate::routes::{Route, absolute, local_path};
use crate::source::is_control;

/// An event; empty if it has no date.
pub(super) fn event(
    context: PageContext<'_>,
    event: &Event,
    page: &Route,
    public: &OpenGraph,
) -> String {
    let (Some(first), Some(last)) = (event.when.first(), event.when.last()) else {
        return String::new();
    };
    let language = context.language_of(event);
    let hours = event.when.hours;
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty && !value.is_null() {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    let is_course = event.details.kind == Some(EventType::Course);
    put(
        "@type",
        if is_course {
            json!(["EducationEvent", "CourseInstance"])
        } else {
            json!("EducationEvent")
        },
    );
    put("name", json!(event.title.value));
    put("description", json!(short(&render::plain(Event::text(event.summary.as_ref())))));
    let finish = hours.map(|hours| hours.finish(last));
    put("startDate", json!(begin_on(event, first)));
    put("endDate", json!(finish.map_or(last.to_string(), |at| moment(event, at))));
    put("inLanguage", json!(language));
    put("url", json!(public.address));
    put("image", image(context, event, public));
    if is_course {
        put("courseMode", json!(if event.is_online() { "online" } else { "onsite" }));
    }
    put("eventStatus", json!(format!("https://schema.org/{}", status(event))));
    put("eventAttendanceMode", json!(format!("https://schema.org/{}", mode(event))));
    put("location", location(context, event, page));
    put("performer", performers(context, event));
    put("organizer", organizer(event));
    put("offers", offers(context, event, &public.address));
    put("isAccessibleForFree", is_free(context, event));
    put("maximumAttendeeCapacity", json!(event.details.seats));
    put("disambiguatingDescription", json!(kind_text(event, &context.words(language))));
    let topics = event.details.topics.iter().map(|topic| &*topic.value);
    put("keywords", topics.collect::<Vec<_>>().into());
    put("audience", audience(event));
    put("superEvent", series_of(context, event));
    let former = event.details.former_days.first();
    put("previousStartDate", json!(former.map(|day| begin_on(event, *day))));
    let works = alternates(context, event, (page, &context.words(language)));
    put("workTranslation", works.iter().map(translation).collect());
    put("educationalLevel", json!(Event::text(event.level.as_ref())));
    for_script(&Value::Object(data))
}

/// The author's picture of an event, or the one that is drawn.
fn image(context: PageContext<'_>, event: &Event, public: &OpenGraph) -> Value {
    let site = &context.settings().url;
    let own = event.details.picture.as_ref().map(|picture| match local_path(&picture.file.value) {
        Some(_) => absolute(site, &picture.file.value),
        None => uri(&picture.file.value),
    });
    json!(own.filter(|own| !own.is_empty()).unwrap_or_else(|| public.picture.clone()))
}

fn audience(event: &Event) -> Value {
    let audience = render::plain(Event::text(event.details.audience.as_ref()));
    let audience = Some(short(&audience)).filter(|audience| !audience.trim().is_empty());
    json!(audience.map(|text| json!({ "@type": "Audience", "audienceType": text })))
}

/// The organizer of an event, or else its host.
fn organizer(event: &Event) -> Value {
    let host = Event::text(event.event.as_ref());
    let Some(organizer) = &event.details.organizer else {
        let named = Some(host).filter(|host| !host.is_empty());
        return json!(named.map(|host| json!({ "@type": "Organization", "name": host })));
    };
    let mut value = json!({ "@type": "Organization", "name": organizer.name });
    let url = Event::text(organizer.url.as_ref());
    if !url.is_empty() && local_path(url).is_none() {
        value["url"] = json!(uri(url));
    }
    value
}

/// The prices of an event; words alone are not an offer.
fn offers(context: PageContext<'_>, event: &Event, address: &str) -> Value {
    let offer = |price: &Price| {
        let mut offer = json!({ "@type": "Offer" });
        match price {
            Price::Words(_) => return None,
            // Nothing in no currency is no price: `isAccessibleForFree` says it.
            Price::Free => {}
            Price::Amount(amount) => {
                offer["price"] = json!(amount.amount);
                offer["priceCurrency"] = json!(amount.currency);
                if !amount.name.is_empty() {
                    offer["name"] = json!(amount.name);
                }
                if let Some(until) = amount.until {
                    offer["validThrough"] = json!(until.to_string());
                }
            }
        }
        let attend = Event::text(event.attend.as_ref());
        let is_elsewhere = !attend.is_empty() && local_path(attend).is_none();
        let url = if is_elsewhere { uri(attend) } else { address.to_owned() };
        if !url.is_empty() {
            offer["url"] = json!(url);
        }
        let is_full = event.status == Some(EventStatus::SoldOut);
        let stock = if is_full { "SoldOut" } else { "InStock" };
        offer["availability"] = json!(format!("https://schema.org/{stock}"));
        Some(offer)
    };
    offered(event, context.outline.today).filter_map(offer).collect()
}

/// `true` for an event whose prices are all zero.
fn is_free(context: PageContext<'_>, event: &Event) -> Value {
    let mut prices = offered(event, context.outline.today).peekable();
    let is_known = prices.peek().is_some();
    let is_free = prices.all(|price| match price {
        Price::Free => true,
        Price::Amount(amount) => amount.is_free(),
        Price::Words(_) => false,
    });
    if is_known && is_free { json!(true) } else { Value::Null }
}

/// The same event in another language.
fn translation(other: &RelatedEvent) -> Value {
    let mut work =
        json!({ "@type": "EducationEvent", "name": other.title, "inLanguage": other.lang });
    if !other.address.is_empty() {
        work["url"] = json!(other.address);
    }
    work
}

/// The series of an event, by its name.
fn series_of(context: PageContext<'_>, event: &Event) -> Value {
    let Some(name) = &event.details.series else { return Value::Null };
    let mut series = json!({ "@type": "EventSeries", "name": name.value });
    let found = context.outline.series.of_event(event);
    let address = found.map(|found| context.address(&page_of_series(found)));
    if let Some(address) = address.filter(|address| !address.is_empty()) {
        series["url"] = json!(address);
    }
    series
}

/// A series with its events.
pub(super) fn series(
    context: PageContext<'_>,
    (series, events): (&Series, &[Arc<Event>]),
    (language, public): (&str, &OpenGraph),
) -> String {
    let first = events.iter().filter_map(|event| event.when.first()).min();
    let last = events.iter().filter_map(|event| event.when.last()).max();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": series.name,
        "inLanguage": language,
    });
    let texts = [
        ("url", public.address.clone()),
        ("image", public.picture.clone()),
        ("startDate", first.map(|day| day.to_string()).unwrap_or_default()),
        ("endDate", last.map(|day| day.to_string()).unwrap_or_default()),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        data[key] = json!(text);
    }
    let dated = events.iter().filter_map(|event| sub_event(context, event));
    data["subEvent"] = dated.collect();
    for_script(&data)
}

/// An event of a series; search engines find the rest on its page.
fn sub_event(context: PageContext<'_>, event: &Event) -> Option<Value> {
    let (first, last) = event.when.first().zip(event.when.last())?;
    let page = context.outline.page_of(event);
    let finish = event.when.hours.map(|hours| hours.finish(last));
    let mut data = json!({
        "@type": "EducationEvent",
        "name": event.title.value,
        "startDate": begin_on(event, first),
        "endDate": finish.map_or(last.to_string(), |at| moment(event, at)),
        "eventStatus": format!("https://schema.org/{}", status(event)),
    });
    let (place, address) = (location(context, event, &page), context.address(&page));
    if place.is_object() {
        data["location"] = place;
    }
    if !address.is_empty() {
        data["url"] = json!(address);
    }
    Some(data)
}

/// When an event begins on a day.
fn begin_on(event: &Event, day: Date) -> String {
    let begin = event.when.hours.map(|hours| hours.begin(day));
    begin.map_or(day.to_string(), |at| moment(event, at))
}

/// A person.
pub(super) fn speaker(context: PageContext<'_>, speaker: &Speaker, page: &Route) -> String {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Person",
        "name": speaker.name,
    });
    let address = context.address(page);
    if !address.is_empty() {
        data["url"] = json!(address);
    }
    let others = speaker.url.iter().chain(speaker.links.iter().map(|(_, link)| link));
    let others = others.map(|link| &*link.value).filter(|link| local_path(link).is_none());
    let others: Vec<String> = others.map(uri).collect();
    match others.as_slice() {
        [] => {}
        [one] => data["sameAs"] = json!(one),
        several => data["sameAs"] = json!(several),
    }
    if !speaker.role.is_empty() {
        data["jobTitle"] = json!(speaker.role);
    }
    if !speaker.company.is_empty() {
        data["worksFor"] = json!({ "@type": "Organization", "name": speaker.company });
    }
    for_script(&data)
}

/// A deck in a language, with the public address of its slides.
pub(super) fn deck(
    context: PageContext<'_>,
    (deck, language): (&DeckSummary, &str),
    (slides, public): (&str, &OpenGraph),
) -> String {
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty && !value.is_null() {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!(["PresentationDigitalDocument", "LearningResource"]));
    put("name", json!(deck.title));
    put("description", json!(short(&deck.description)));
    put("author", people(context, &deck.authors));
    put("dateModified", json!(deck.date.map(|date| date.to_string())));
    put("inLanguage", json!(language));
    put("educationalLevel", json!(deck.level.map(Difficulty::name)));
    put("learningResourceType", json!("slides"));
    put("keywords", json!(deck.subjects));
    put("timeRequired", json!(deck.minutes().map(|minutes| format!("PT{minutes}M"))));
    put("url", json!(slides));
    put("mainEntityOfPage", json!(public.address));
    put("image", json!(public.picture));
    for_script(&Value::Object(data))
}

/// A time, with the UTC offset if the event's time zone is known.
fn moment(event: &Event, at: DateTime) -> String {
    match event.when.moment(at) {
        Some(at) => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}

fn status(event: &Event) -> &'static str {
    match event.status {
        Some(EventStatus::Cancelled) => "EventCancelled",
        Some(EventStatus::Moved) => "EventRescheduled",
        _ if event.is_replaced() => "EventRescheduled",
        _ => "EventScheduled",
    }
}

fn mode(event: &Event) -> &'static str {
    if event.is_online() { "OnlineEventAttendanceMode" } else { "OfflineEventAttendanceMode" }
}

fn location(context: PageContext<'_>, event: &Event, page: &Route) -> Value {
    let city = Event::text(event.city.as_ref());
    if event.is_online() {
        let join = event.details.join.as_ref().filter(|join| join.in_data);
        let attend = Event::text(join.map_or(event.attend.as_ref(), |join| Some(&join.url)));
        let url = if attend.is_empty() || local_path(attend).is_some() {
            context.address(page)
        } else {
            uri(attend)
        };
        let mut place = json!({ "@type": "VirtualLocation" });
        if !url.is_empty() {
            place["url"] = json!(url);
        }
        return place;
    }
    let street = &*street(event);
    let venue = event.details.venue.as_ref().map_or("", |venue| &venue.name);
    let country = places::code(Event::text(event.country.as_ref())).to_uppercase();
    let mut address = json!({ "@type": "PostalAddress" });
    for (key, value) in
        [("streetAddress", street), ("addressLocality", city), ("addressCountry", &country)]
    {
        if !value.is_empty() {
            address[key] = json!(value);
        }
    }
    let words = context.words(context.language());
    let country = places::country(&country.to_lowercase(), &words);
    match [venue, street, city, country].into_iter().find(|name| !name.is_empty()) {
        Some(name) => json!({ "@type": "Place", "name": name, "address": address }),
        None => json!(""),
    }
}

fn performers(context: PageContext<'_>, event: &Event) -> Value {
    let ids: Vec<String> = event.speakers.iter().map(|speaker| speaker.value.clone()).collect();
    people(context, &ids)
}

/// People, by ids or names.
fn people(context: PageContext<'_>, written: &[String]) -> Value {
    let person = |written: &String| {
        let Some(speaker) = context.workshops().person(written) else {
            return json!({ "@type": "Person", "name": written });
        };
        let mut person = json!({ "@type": "Person", "name": speaker.name });
        let page = context.address(&Route::Speaker(speaker.id.value.as_str().into()));
        if !page.is_empty() {
            person["url"] = json!(page);
        }
        person
    };
    written.iter().map(person).collect()
}

/// JSON that cannot close its `<script>`, whatever the texts contain, and without control characters.
pub(super) fn for_script(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace(is_control, "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::for_script;

    #[test]
    fn keys_stay_in_their_order_whatever_other_crates_ask_for() {
        let data = json!({"url": "/b", "name": "a", "@type": "</script>"});
        assert_eq!(for_script(&data), r#"{"url":"/b","name":"a","@type":"\u003c/script>"}"#);
    }
}
