//! Events as entries of lists.

use jiff::civil::Date;
use serde::Serialize;

use super::context::{PageContext, or};
use super::places;
use crate::event::{self, Event, EventStatus, EventType};
use crate::language::Vocabulary;
use crate::manifest::ColourKeys;
use crate::routes::{Route, authors_url};

/// A link of an entry.
#[derive(Clone, Serialize)]
pub(super) struct EntryLink {
    pub(super) href: String,
    pub(super) title: String,
}

/// A person in an entry.
#[derive(Clone, Serialize)]
pub(super) struct Person {
    pub(super) name: String,
    /// Empty for a person without a page.
    pub(super) href: String,
    /// The key by which lists are filtered.
    pub(super) id: String,
}

/// An event as an entry of a list.
#[derive(Clone, Serialize)]
pub(super) struct EventEntry {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) href: String,
    /// `now`, `coming`, `past` or `self-paced`.
    pub(super) state: &'static str,
    pub(super) first: String,
    pub(super) last: String,
    /// All days, for events that do not take place on consecutive days.
    pub(super) gaps: String,
    /// The end with its UTC offset, if it is on the day after the last one.
    pub(super) ends: String,
    pub(super) year: String,
    /// Its position in the file.
    pub(super) order: usize,
    pub(super) dates: String,
    pub(super) host: String,
    pub(super) city: String,
    pub(super) country: String,
    pub(super) flag: String,
    pub(super) is_online: bool,
    pub(super) lang: String,
    pub(super) language: String,
    pub(super) speakers: Vec<Person>,
    pub(super) attend: String,
    pub(super) slides: String,
    pub(super) video: String,
    /// `cancelled`, `moved`, `sold-out`, `words`, or empty.
    pub(super) status: &'static str,
    pub(super) status_text: String,
    /// Its type, as a text; may be empty.
    pub(super) kind: &'static str,
    pub(super) kind_text: String,
    pub(super) topics: Vec<String>,
    /// The track of a conference; may be empty.
    pub(super) track: String,
    /// Its slug, if it has its own colours.
    pub(super) brand: String,
}

impl<'a> PageContext<'a> {
    /// The language of an event's page: its own, or the site's by default.
    pub(super) fn language_of(self, event: &'a Event) -> &'a str {
        or(Event::text(event.lang.as_ref()), self.language())
    }

    /// An event as an entry of a list on a page.
    pub(super) fn entry(&self, event: &Event, page: &Route, language: &str) -> EventEntry {
        let top = page.to_top();
        let words = &*self.words(language);
        let dates = dates(&event.when.days, words);
        let is_online = event.is_online();
        let (city, country) = place(event, words);
        let lang = Event::text(event.lang.as_ref());
        let link = |link| authors_url(&top, Event::text(link));
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (status, status_text) = status(event, words);
        EventEntry {
            slug: event.slug.clone(),
            title: event.title.value.clone(),
            href: self.outline.page_of(event).url_from(page),
            state: self.state(event),
            first: day(event.when.first()),
            last: day(event.when.last()),
            gaps: gaps(&event.when.days),
            ends: ends(event),
            order: self.outline.order(event),
            year: event.when.first().map(|day| day.year().to_string()).unwrap_or_default(),
            dates,
            host: Event::text(event.event.as_ref()).to_owned(),
            city,
            country,
            flag: places::flag(Event::text(event.country.as_ref())),
            is_online,
            language: if lang.is_empty() { String::new() } else { places::language(lang) },
            lang: lang.to_owned(),
            speakers: self.people(event, page),
            attend: if event.is_replaced() { String::new() } else { link(event.attend.as_ref()) },
            kind: event.details.kind.map_or("", EventType::name),
            kind_text: kind_text(event, words),
            topics: event.details.topics.iter().map(|topic| topic.value.clone()).collect(),
            track: Event::text(event.details.track.as_ref()).to_owned(),
            slides: self.slides(event, page),
            video: link(event.video.as_ref()),
            status,
            status_text,
            brand: if has_colours(event) { event.slug.clone() } else { String::new() },
        }
    }

    /// Whether an event is over, under way or upcoming on the day of the build.
    pub(super) fn state(&self, event: &Event) -> &'static str {
        match () {
            () if event.when.days.is_empty() => "self-paced",
            () if event.when.is_over(self.outline.today) => "past",
            () if event.when.is_now(self.outline.today) => "now",
            () => "coming",
        }
    }

    /// The people of an event; unknown speakers appear by name only.
    pub(super) fn people(&self, event: &Event, page: &Route) -> Vec<Person> {
        let person = |id: &str| match self.workshops().speaker(id) {
            Some(speaker) => Person {
                name: speaker.name.clone(),
                href: Route::Speaker(id.into()).url_from(page),
                id: id.to_owned(),
            },
            None => Person { name: id.to_owned(), href: String::new(), id: id.to_owned() },
        };
        event.speakers.iter().map(|speaker| person(&speaker.value)).collect()
    }

    /// The address of an event's slides: the one in its entry, or its own set. Several decks are
    /// listed on its page.
    fn slides(&self, event: &Event, page: &Route) -> String {
        let written = Event::text(event.slides.as_ref());
        if !written.is_empty() {
            return authors_url(&page.to_top(), written);
        }
        let (folder, decks) = self.outline.decks_of(event);
        match decks.as_slice() {
            [] => String::new(),
            [deck] => Route::Deck(folder, (*deck).into()).url_from(page),
            _ => format!("{}#material", self.outline.page_of(event).url_from(page)),
        }
    }
}

/// The type of an event as text; empty if it has none.
pub(super) fn kind_text(event: &Event, words: &Vocabulary) -> String {
    let word = match event.details.kind {
        None => return String::new(),
        Some(EventType::Workshop) => &words.workshop,
        Some(EventType::Talk) => &words.talk,
        Some(EventType::Webinar) => &words.webinar,
        Some(EventType::Course) => &words.course,
    };
    word.to_string()
}

/// Whether an event has its own colours, which its line in lists shows.
fn has_colours(event: &Event) -> bool {
    event.brand.as_ref().is_some_and(|brand| brand.colours != ColourKeys::default())
}

/// Days, formatted for readers.
pub(super) fn dates(days: &[Date], words: &Vocabulary) -> String {
    event::dates::days(days, words)
}

/// When the last night of an event ends; empty for one that ends by midnight.
fn ends(event: &Event) -> String {
    let night = event.when.hours.filter(|hours| hours.are_overnight()).zip(event.when.last());
    let end = night.and_then(|(hours, last)| event.when.moment(hours.finish(last)));
    end.map(|end| end.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default()
}

/// The list of days if they are not consecutive; empty otherwise.
fn gaps(days: &[Date]) -> String {
    let in_a_row = days.windows(2).all(|pair| pair[0].tomorrow().is_ok_and(|day| day == pair[1]));
    if in_a_row {
        return String::new();
    }
    days.iter().map(Date::to_string).collect::<Vec<_>>().join(" ")
}

/// Town and country of an event as text, if set.
pub(super) fn place(event: &Event, words: &Vocabulary) -> (String, String) {
    let city = if event.is_online() { &*words.online } else { Event::text(event.city.as_ref()) };
    let country = places::country(Event::text(event.country.as_ref()), words);
    (city.to_owned(), country.to_owned())
}

fn status(event: &Event, words: &Vocabulary) -> (&'static str, String) {
    match &event.status {
        None => ("", String::new()),
        Some(EventStatus::Cancelled) => ("cancelled", words.cancelled.to_string()),
        Some(EventStatus::Moved) => ("moved", words.moved.to_string()),
        Some(EventStatus::SoldOut) => ("sold-out", words.sold_out.to_string()),
        Some(EventStatus::Words(words)) => ("words", words.clone()),
    }
}
