//! What all templates of the front see: the frame of a page, and events as entries of lists.

use jiff::civil::Date;
use serde::Serialize;

use super::places;
use super::text::{local, to_folder, up};
use super::words::{self, Words};
use super::{Book, GENERATOR, Public};
use crate::event::{self, Event, EventStatus};
use crate::path::uri;
use crate::site::assets::Assets;

/// What every page has.
#[derive(Serialize)]
pub(super) struct Frame<'a> {
    site: SiteHead<'a>,
    page: PageHead,
    assets: Assets,
    words: &'static Words,
    generator: &'a str,
}

#[derive(Serialize)]
struct SiteHead<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    url: String,
    /// Addresses from this page; empty for what there is not.
    index: String,
    past: String,
    calendar: String,
    feed: String,
}

#[derive(Serialize)]
struct PageHead {
    title: String,
    description: String,
    language: String,
    /// `../` as often as this page lies deep.
    root: String,
    #[serde(flatten)]
    public: Public,
    today: String,
}

/// What is special to one page's frame.
pub(super) struct About<'a> {
    /// The path of the page.
    pub(super) path: &'a str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: &'a str,
    pub(super) public: Public,
    /// The way to the top of the site, when it is not that of the path.
    pub(super) root: Option<String>,
}

/// A link of an entry.
#[derive(Clone, Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) title: String,
}

/// A person in an entry.
#[derive(Clone, Serialize)]
pub(super) struct Person {
    pub(super) name: String,
    /// Empty for a person without a page.
    pub(super) href: String,
    /// By which lists are filtered.
    pub(super) id: String,
}

/// An event as an entry of a list.
#[derive(Clone, Serialize)]
pub(super) struct Entry {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) href: String,
    /// `now`, `coming`, `past` or `self-paced`.
    pub(super) state: &'static str,
    pub(super) first: String,
    pub(super) last: String,
    /// All days, for events that do not take place on each day from first to last.
    pub(super) gaps: String,
    /// When it is over, with the distance from UTC, if that is on the day after the last one.
    pub(super) ends: String,
    pub(super) year: String,
    /// Its place in the file.
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
}

impl<'a> Book<'a> {
    /// The frame of a page.
    pub(super) fn frame(&self, about: About<'_>) -> Frame<'a> {
        let workshops = self.front.workshops;
        let settings = &workshops.settings;
        let root = about.root.unwrap_or_else(|| up(about.path));
        let has_dates = !self.is_alone() && self.has_dates();
        let of_dated = |name: &str| if has_dates { format!("{root}{name}") } else { String::new() };
        Frame {
            site: SiteHead {
                title: self.front.view.title(),
                description: &settings.description,
                language: self.language(),
                url: uri(&settings.url),
                index: format!("{root}index.html"),
                past: of_dated("past.html"),
                calendar: of_dated("workshops.ics"),
                feed: of_dated("feed.atom"),
            },
            page: PageHead {
                title: about.title,
                description: about.description,
                language: about.language.to_owned(),
                public: about.public,
                today: self.front.today.to_string(),
                root: root.clone(),
            },
            assets: self.front.view.assets.seen_from(&root),
            words: words::of(about.language),
            generator: GENERATOR,
        }
    }

    /// Whether any event has a date.
    pub(super) fn has_dates(&self) -> bool {
        self.front.workshops.events.iter().any(|event| event.when.first().is_some())
    }

    /// The language of the site's own pages.
    pub(super) fn language(&self) -> &'a str {
        match self.front.workshops.settings.language.as_str() {
            "" => "en",
            language => language,
        }
    }

    /// An event as an entry of a list on a page.
    pub(super) fn entry(&self, event: &Event, page: &str, language: &str) -> Entry {
        let root = up(page);
        let words = words::of(language);
        let dates = dates(&event.when.days, language);
        let is_online = event.is_online();
        let (city, country) = place(event, words);
        let lang = Event::text(event.lang.as_ref());
        let link = |link| local(&root, Event::text(link));
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (status, status_text) = status(event, words);
        Entry {
            slug: event.slug.clone(),
            title: event.title.value.clone(),
            href: format!("{root}{}", self.page_of(event)),
            state: self.state(event),
            first: day(event.when.first()),
            last: day(event.when.last()),
            gaps: gaps(&event.when.days),
            ends: ends(event),
            order: self.order(event),
            year: event.when.first().map(|day| day.year().to_string()).unwrap_or_default(),
            dates,
            host: Event::text(event.event.as_ref()).to_owned(),
            city,
            country,
            flag: places::flag(Event::text(event.country.as_ref())),
            is_online,
            language: if lang.is_empty() { String::new() } else { places::language(lang) },
            lang: lang.to_owned(),
            speakers: self.people(event, &root),
            attend: link(event.attend.as_ref()),
            slides: self.slides(event, page),
            video: link(event.video.as_ref()),
            status,
            status_text,
        }
    }

    /// An event's place in the file.
    fn order(&self, event: &Event) -> usize {
        self.orders.get(event.slug.as_str()).copied().unwrap_or_default()
    }

    /// How an event stands to the day of the build.
    pub(super) fn state(&self, event: &Event) -> &'static str {
        match () {
            () if event.when.days.is_empty() => "self-paced",
            () if event.when.is_over(self.front.today) => "past",
            () if event.when.is_now(self.front.today) => "now",
            () => "coming",
        }
    }

    /// The people of an event; those whom the site does not know are names.
    pub(super) fn people(&self, event: &Event, root: &str) -> Vec<Person> {
        let person = |id: &str| match self.front.workshops.speaker(id) {
            Some(speaker) => Person {
                name: speaker.name.clone(),
                href: format!("{root}{}", super::speaker::page_of(id)),
                id: id.to_owned(),
            },
            None => Person { name: id.to_owned(), href: String::new(), id: id.to_owned() },
        };
        event.speakers.iter().map(|speaker| person(&speaker.value)).collect()
    }

    /// Where an event's slides are: where its entry says, or its own set. Several decks are listed
    /// on its page.
    fn slides(&self, event: &Event, path: &str) -> String {
        let root = up(path);
        let written = Event::text(event.slides.as_ref());
        if !written.is_empty() {
            return local(&root, written);
        }
        match self.decks_of(event) {
            (_, decks) if decks.is_empty() => String::new(),
            (folder, decks) if decks.len() == 1 => {
                let name = crate::path::percent_encoded(&decks[0].name);
                format!("{}{name}.html", to_folder(path, &folder))
            }
            _ => format!("{root}{}#material", self.page_of(event)),
        }
    }
}

/// Days as people write them.
pub(super) fn dates(days: &[Date], language: &str) -> String {
    event::dates::days(days, language)
}

/// When the last night of an event ends; empty for one that is over by midnight.
fn ends(event: &Event) -> String {
    let night = event.when.hours.filter(|hours| hours.are_overnight()).zip(event.when.last());
    let end = night.and_then(|(hours, last)| event.when.moment(hours.finish(last)));
    end.map(|end| end.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default()
}

/// Days that are not in a row, one after the other; empty when they are.
fn gaps(days: &[Date]) -> String {
    let in_a_row = days.windows(2).all(|pair| pair[0].tomorrow().is_ok_and(|day| day == pair[1]));
    if in_a_row {
        return String::new();
    }
    days.iter().map(Date::to_string).collect::<Vec<_>>().join(" ")
}

/// Town and country of an event in words, as far as they are given.
pub(super) fn place(event: &Event, words: &Words) -> (String, String) {
    let city = if event.is_online() { words.online } else { Event::text(event.city.as_ref()) };
    let country = places::country(Event::text(event.country.as_ref()), words);
    (city.to_owned(), country.to_owned())
}

fn status(event: &Event, words: &Words) -> (&'static str, String) {
    match &event.status {
        None => ("", String::new()),
        Some(EventStatus::Cancelled) => ("cancelled", words.cancelled.to_owned()),
        Some(EventStatus::Moved) => ("moved", words.moved.to_owned()),
        Some(EventStatus::SoldOut) => ("sold-out", words.sold_out.to_owned()),
        Some(EventStatus::Words(words)) => ("words", words.clone()),
    }
}
