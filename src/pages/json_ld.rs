//! JSON-LD in the vocabulary of schema.org, for search engines.

use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use super::context::PageContext;
use super::open_graph::OpenGraph;
use super::places;
use super::text::short;
use crate::event::{Event, EventStatus, Speaker};
use crate::manifest::Difficulty;
use crate::model::DeckSummary;
use crate::path::uri;
use crate::render;
use crate::routes::{Route, local_path};
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
        if !is_empty {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("EducationEvent"));
    put("name", json!(event.title.value));
    put("description", json!(short(&render::plain(Event::text(event.summary.as_ref())))));
    let begin = hours.map(|hours| hours.begin(first));
    let finish = hours.map(|hours| hours.finish(last));
    put("startDate", json!(begin.map_or(first.to_string(), |at| moment(event, at))));
    put("endDate", json!(finish.map_or(last.to_string(), |at| moment(event, at))));
    put("inLanguage", json!(language));
    put("url", json!(public.address));
    put("image", json!(public.picture));
    put("eventStatus", json!(format!("https://schema.org/{}", status(event))));
    put("eventAttendanceMode", json!(format!("https://schema.org/{}", mode(event))));
    put("location", location(context, event, page));
    put("performer", performers(context, event));
    let host = Event::text(event.event.as_ref());
    if !host.is_empty() {
        put("organizer", json!({ "@type": "Organization", "name": host }));
    }
    put("educationalLevel", json!(Event::text(event.level.as_ref())));
    for_script(&Value::Object(data))
}

/// A person.
pub(super) fn speaker(context: PageContext<'_>, speaker: &Speaker, page: &Route) -> String {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Person",
        "name": speaker.name,
    });
    let elsewhere = Event::text(speaker.url.as_ref());
    let address = context.address(page);
    for (key, value) in [("url", address.as_str()), ("sameAs", elsewhere)] {
        if !value.is_empty() && local_path(value).is_none() {
            data[key] = json!(uri(value));
        }
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
        _ => "EventScheduled",
    }
}

fn mode(event: &Event) -> &'static str {
    if event.is_online() { "OnlineEventAttendanceMode" } else { "OfflineEventAttendanceMode" }
}

fn location(context: PageContext<'_>, event: &Event, page: &Route) -> Value {
    let city = Event::text(event.city.as_ref());
    if event.is_online() {
        let attend = Event::text(event.attend.as_ref());
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
    let street = Event::text(event.place.as_ref());
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
    match [street, city, country].into_iter().find(|name| !name.is_empty()) {
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
