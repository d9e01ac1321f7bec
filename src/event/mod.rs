//! Events: what `workshops.yml` says of the site, its speakers and its workshops.
//!
//! A value in the language of people who teach; how it is shown is up to `site/`.

pub mod agenda;
pub mod calendar;
mod country;
pub mod dates;
mod groups;
mod hours;
mod read;
mod slug;

pub use self::groups::{Groups, groups};
pub use self::hours::{Hours, zone};
pub use self::read::{find, of_other_list, read, read_both};

use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::manifest::Missing;
use crate::span::{Span, Spanned};

/// The country of what has no place.
pub const NOWHERE: &str = "www";

/// All that `workshops.yml`, or a plain list of events, says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workshops {
    /// The site as a whole.
    pub settings: Settings,
    /// People, in the order of the file.
    pub speakers: Vec<Speaker>,
    /// Events, in the order of the file.
    pub events: Vec<Arc<Event>>,
    /// Whether the file has a list of events, though it may be empty.
    pub lists_events: bool,
    /// Addresses that lead elsewhere, in the order of the file.
    pub redirects: Vec<Redirect>,
}

impl Workshops {
    /// The event with a slug.
    pub fn event(&self, slug: &str) -> Option<&Arc<Event>> {
        self.events.iter().find(|event| event.slug == slug)
    }

    /// The person with an id.
    pub fn speaker(&self, id: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.id.value == id)
    }
}

/// `site:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The site's name; empty when it is not given.
    pub title: String,
    /// What it is, in a sentence; may be empty.
    pub description: String,
    /// Where it is published, `https://…/`; empty when it is not given.
    pub url: String,
    /// The language of its own pages, `en` when it is not given.
    pub language: String,
    /// The time zone of events that name none, by its IANA name.
    pub timezone: Option<String>,
    /// What slides take that nobody planned.
    pub pace: agenda::Pace,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            url: String::new(),
            language: "en".to_owned(),
            timezone: None,
            pace: agenda::Pace::default(),
        }
    }
}

/// A person of `speakers:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The key; pages and events use it.
    pub id: Spanned<String>,
    /// The name as people write it; the id when it is not given.
    pub name: String,
    /// Their own page elsewhere.
    pub url: Option<Spanned<String>>,
    /// Markdown.
    pub bio: Option<Spanned<String>>,
    /// A picture, relative to `slides/`, or an address.
    pub photo: Option<Spanned<String>>,
}

/// One delivery of a workshop, or material to read at one's own pace.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name in addresses, unique in the site: `2019-04-23-paris-enix-sas`.
    pub slug: String,
    /// Where its entry begins.
    pub span: Span,
    /// When it takes place.
    pub when: When,
    /// The title, without markup; never empty.
    pub title: Spanned<String>,
    /// Two letters in lower case, or `www` for what has no place.
    pub country: Option<Spanned<String>>,
    /// The town, or `online`, `streaming`.
    pub city: Option<Spanned<String>>,
    /// Who holds it: a conference, a company.
    pub event: Option<Spanned<String>>,
    /// The street, the building, the room: for the page and the calendar.
    pub place: Option<Spanned<String>>,
    /// The language, `fr`.
    pub lang: Option<Spanned<String>>,
    /// Ids of speakers, or names when the site lists no speakers.
    pub speakers: Vec<Spanned<String>>,
    /// Where to register.
    pub attend: Option<Spanned<String>>,
    /// Slides that are kept elsewhere.
    pub slides: Option<Spanned<String>>,
    /// A recording.
    pub video: Option<Spanned<String>>,
    /// Where participants talk.
    pub chat: Option<Spanned<String>>,
    /// What is the matter with it.
    pub status: Option<EventStatus>,
    /// The decks of its own slide set, by name.
    pub decks: Vec<Spanned<String>>,
    /// Tags to leave out, instead of each deck's own.
    pub exclude: Option<Vec<Spanned<String>>>,
    /// Variables, by name in upper case.
    pub vars: Vec<(String, Spanned<String>)>,
    /// The overlay's folder as written, relative to the site.
    pub overlay: Option<Spanned<String>>,
    /// Chapters (`k8s/x.md`) and slides (`#name`) that it leaves out.
    pub skip: Vec<Spanned<String>>,
    /// Chapters that it adds after others: (after which, which), both as written.
    pub after: Vec<(Spanned<String>, Spanned<String>)>,
    /// The git revision of its slides.
    pub rev: Option<Spanned<String>>,
    /// What becomes of chapters that the revision lacks.
    pub missing: Missing,
    /// `root: deck`: this deck is the event's front page.
    pub root: Option<Spanned<String>>,
    /// How hard it is, as written.
    pub level: Option<Spanned<String>>,
    /// What it is about: Markdown.
    pub summary: Option<Spanned<String>>,
    /// What participants need: Markdown.
    pub requirements: Option<Spanned<String>>,
    /// Old slugs that lead here.
    pub aliases: Vec<Spanned<String>>,
    /// The day on which it was made known, for the feed.
    pub announced: Option<Spanned<Date>>,
    /// How often the entry was changed since it was first published (`sequence:`), for calendars.
    pub sequence: u32,
}

impl Event {
    /// Whether it takes place on the network.
    pub fn is_online(&self) -> bool {
        let city = Self::text(self.city.as_ref());
        Self::text(self.country.as_ref()) == NOWHERE
            || ["online", "streaming", "remote"].iter().any(|word| city.eq_ignore_ascii_case(word))
    }

    /// The text of an optional field; empty when it is not given.
    pub fn text(field: Option<&Spanned<String>>) -> &str {
        field.map_or("", |text| &text.value)
    }
}

/// The days and hours of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// Each day on which it takes place, in order; none for self-paced material.
    pub days: Vec<Date>,
    /// From when to when, each day; `None` for whole days.
    pub hours: Option<Hours>,
    /// The breaks of each day, in order: when they begin, and how many minutes they take. One that
    /// begins before the hours do comes after midnight.
    pub breaks: Vec<(Time, u32)>,
    /// The event's or the site's time zone, an IANA name that exists.
    pub timezone: Option<String>,
}

impl When {
    /// The first day.
    pub fn first(&self) -> Option<Date> {
        self.days.first().copied()
    }

    /// The last day.
    pub fn last(&self) -> Option<Date> {
        self.days.last().copied()
    }

    /// Whether it is over on a day: its last day is before that day. The hours after midnight count to
    /// the day on which they begin.
    pub fn is_over(&self, today: Date) -> bool {
        self.last().is_some_and(|last| last < today)
    }

    /// Whether a day is one of its days.
    pub fn is_now(&self, today: Date) -> bool {
        self.days.contains(&today)
    }
}

/// What is the matter with an event.
#[derive(Clone, Debug, PartialEq)]
pub enum EventStatus {
    /// It does not take place.
    Cancelled,
    /// It takes place at another time or place; the text says what there is to say.
    Moved,
    /// Nobody else can register.
    SoldOut,
    /// Any other words of the author, shown where a link to register would stand.
    Words(String),
}

/// An address of the site that leads elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    /// The address in the site, without `/` in front: `next`.
    pub from: Spanned<String>,
    /// A path in the site or an address elsewhere.
    pub to: Spanned<String>,
}
