//! Events: the contents of `workshops.yml`: the site, its speakers and its workshops.
//!
//! The data is independent of presentation; `pages/` decides how it is shown.

pub mod agenda;
pub mod calendar;
mod country;
pub mod dates;
mod details;
mod groups;
mod hours;
mod read;
mod series;
mod slug;

pub use self::country::codes as country_codes;
pub use self::details::{
    AgendaBlock, AgendaPart, Amount, EventDetails, EventPicture, EventType, JoinLink, Organizer,
    Price, Venue, currencies,
};
pub use self::groups::{Groups, groups};
pub use self::hours::{Hours, zone};
pub(crate) use self::read::of_site as site_address;
pub use self::read::{find, of_other_list, read, read_both, time_zones};
pub use self::series::{Series, SeriesList, kind, kind_of_all};
pub(crate) use self::slug::is_fine as is_slug;

use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::diag::level::CheckSettings;
use crate::manifest::{BrandKeys, Missing};
use crate::routes::DownloadKind;
use crate::span::{Span, Spanned};

/// The country code of an event without a place.
pub const NOWHERE: &str = "www";

/// Words that hide events in other tools: not a status, since all events are published.
pub const STATUS_THAT_HIDES: [&str; 6] =
    ["draft", "hidden", "private", "unlisted", "unpublished", "disabled"];

/// The contents of `workshops.yml`, or of a plain list of events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workshops {
    /// The whole site.
    pub settings: Settings,
    /// The brand of the site.
    pub brand: Option<BrandKeys>,
    /// People, in the order of the file.
    pub speakers: Vec<Speaker>,
    /// Events, in the order of the file.
    pub events: Vec<Arc<Event>>,
    /// Whether the file has a list of events, though it may be empty.
    pub lists_events: bool,
    /// Redirected addresses, in the order of the file.
    pub redirects: Vec<Redirect>,
    /// Addresses of other hosts that redirect here, in the order of the file. Only a host that
    /// serves them, and reads rules, can redirect them.
    pub moved_hosts: Vec<Redirect>,
    /// The levels of findings, and what is checked.
    pub check: CheckSettings,
}

impl Workshops {
    /// The event with a slug.
    pub fn event(&self, slug: &str) -> Option<&Arc<Event>> {
        self.events.iter().find(|event| event.slug == slug)
    }

    /// The person with an id or a full name.
    pub fn person(&self, written: &str) -> Option<&Speaker> {
        self.speaker(written).or_else(|| self.speakers.iter().find(|person| person.name == written))
    }

    /// The person with an id.
    pub fn speaker(&self, id: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|speaker| speaker.id.value == id)
    }
}

/// `site:`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Settings {
    /// The site's name; empty by default.
    pub title: String,
    /// A description in one sentence; may be empty.
    pub description: String,
    /// The address at which it is published, `https://…/`; empty by default.
    pub url: String,
    /// The language of its own pages, `en` by default.
    pub language: String,
    /// The time zone of events that name none, by its IANA name.
    pub timezone: Option<String>,
    /// The time assumed for slides without a planned one.
    pub pace: agenda::Pace,
    /// The theme of all pages, and of decks that name none.
    pub theme: Option<Spanned<String>>,
    /// Whether to write the file with headers that some hosts send.
    pub headers: bool,
    /// The downloads, if set.
    pub downloads: Option<Vec<DownloadKind>>,
    /// Whether to write `llms.txt`.
    pub llms: bool,
    /// Whether each chapter has pages of its own.
    pub chapter_pages: bool,
    /// Whether the build draws a picture of each slide.
    pub thumbnails: bool,
    /// Whether pages offer a search over the whole site; `None` if that depends on the number of
    /// decks.
    pub search: Option<bool>,
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
            theme: None,
            headers: false,
            downloads: None,
            llms: false,
            chapter_pages: false,
            thumbnails: false,
            search: None,
        }
    }
}

/// A person of `speakers:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The key; pages and events use it.
    pub id: Spanned<String>,
    /// The displayed name; the id by default.
    pub name: String,
    /// Their own page elsewhere.
    pub url: Option<Spanned<String>>,
    /// Markdown.
    pub bio: Option<Spanned<String>>,
    /// A picture, relative to `slides/`, or an address.
    pub photo: Option<Spanned<String>>,
    /// What the person does; may be empty.
    pub role: String,
    /// For whom; may be empty.
    pub company: String,
    /// Other pages of the person, with their labels.
    pub links: Vec<(String, Spanned<String>)>,
}

/// One delivery of a workshop, or material to read at one's own pace.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its identifier in addresses, unique in the site: `2019-04-23-paris-enix-sas`.
    pub slug: String,
    /// The start of its entry.
    pub span: Span,
    /// Its days and hours.
    pub when: When,
    /// The title, without markup; never empty.
    pub title: Spanned<String>,
    /// Two letters in lower case, or `www` for an event without a place.
    pub country: Option<Spanned<String>>,
    /// The town, or `online`, `streaming`.
    pub city: Option<Spanned<String>>,
    /// The host: a conference, a company.
    pub event: Option<Spanned<String>>,
    /// The street, the building, the room: for the page and the calendar.
    pub place: Option<Spanned<String>>,
    /// The language, `fr`.
    pub lang: Option<Spanned<String>>,
    /// Ids of speakers, or names when the site lists no speakers.
    pub speakers: Vec<Spanned<String>>,
    /// The registration link.
    pub attend: Option<Spanned<String>>,
    /// Slides hosted elsewhere.
    pub slides: Option<Spanned<String>>,
    /// A recording.
    pub video: Option<Spanned<String>>,
    /// The chat of the participants.
    pub chat: Option<Spanned<String>>,
    /// Its status.
    pub status: Option<EventStatus>,
    /// The decks of its own slide set, by name.
    pub decks: Vec<Spanned<String>>,
    /// Tags to exclude, replacing each deck's own.
    pub exclude: Option<Vec<Spanned<String>>>,
    /// Variables, by name in upper case.
    pub vars: Vec<(String, Spanned<String>)>,
    /// The overlay's folder as written, relative to the site.
    pub overlay: Option<Spanned<String>>,
    /// Chapters (`k8s/x.md`) and slides (`#name`) to skip.
    pub skip: Vec<Spanned<String>>,
    /// Chapters to insert: (after which chapter, which chapter), both as written.
    pub after: Vec<(Spanned<String>, Spanned<String>)>,
    /// The git revision of its slides.
    pub rev: Option<Spanned<String>>,
    /// How to treat chapters that the revision lacks.
    pub missing: Missing,
    /// Its downloads, if set.
    pub downloads: Option<Vec<DownloadKind>>,
    /// `root: deck`: this deck is the event's front page.
    pub root: Option<Spanned<String>>,
    /// Its own brand.
    pub brand: Option<BrandKeys>,
    /// The difficulty, as written.
    pub level: Option<Spanned<String>>,
    /// The theme of its page and its decks.
    pub theme: Option<Spanned<String>>,
    /// The abstract, in Markdown.
    pub summary: Option<Spanned<String>>,
    /// What participants need: Markdown.
    pub requirements: Option<Spanned<String>>,
    /// Old slugs that redirect here.
    pub aliases: Vec<Spanned<String>>,
    /// The day of the announcement, for the feed.
    pub announced: Option<Spanned<Date>>,
    /// How often the entry changed since it was first published (`sequence:`), for calendars.
    pub sequence: u32,
    /// Type, prices, venue, and how it relates to other events.
    pub details: EventDetails,
}

impl Event {
    /// The first day as announced: its address keeps that day when the event moves.
    pub fn first_announced_day(&self) -> Option<Date> {
        self.details.former_days.first().copied().or_else(|| self.when.first())
    }

    /// Whether lists, feeds and the search may have it.
    pub fn is_listed(&self) -> bool {
        !self.details.is_unlisted
    }

    /// Whether it is public.
    pub fn is_public(&self) -> bool {
        self.details.token.is_none() && !self.details.is_withheld
    }

    /// The unguessable part of the address of a private event that can be published.
    pub fn private_token(&self) -> Option<&str> {
        let token = self.details.token.as_ref().filter(|_| !self.details.is_withheld);
        token.map(|token| &*token.value)
    }

    /// Whether another event replaces it.
    pub fn is_replaced(&self) -> bool {
        self.details.moved_to.is_some()
    }

    /// Whether it takes place online.
    pub fn is_online(&self) -> bool {
        let city = Self::text(self.city.as_ref());
        Self::text(self.country.as_ref()) == NOWHERE
            || ["online", "streaming", "remote"].iter().any(|word| city.eq_ignore_ascii_case(word))
    }

    /// The text of an optional field; empty if missing.
    pub fn text(field: Option<&Spanned<String>>) -> &str {
        field.map_or("", |text| &text.value)
    }
}

/// The days and hours of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// Each day on which it takes place, in order; empty for self-paced material.
    pub days: Vec<Date>,
    /// Start and end on each day; `None` for all-day events.
    pub hours: Option<Hours>,
    /// The breaks of each day, in order: start, and duration in minutes. One that begins before the
    /// hours do is after midnight.
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

    /// Whether it is over on a day: its last day is before that day. The hours after midnight
    /// belong to the day on which they begin.
    pub fn is_over(&self, today: Date) -> bool {
        self.last().is_some_and(|last| last < today)
    }

    /// Whether a day is one of its days.
    pub fn is_now(&self, today: Date) -> bool {
        self.days.contains(&today)
    }
}

/// The status of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum EventStatus {
    /// It has been cancelled.
    Cancelled,
    /// It has a new time or place; the text says which.
    Moved,
    /// Registration is full.
    SoldOut,
    /// Any other text of the author, shown in place of the registration link.
    Words(String),
}

/// A redirected address of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    /// The address in the site, without `/` in front: `next`. In [`Workshops::moved_hosts`] a whole
    /// address, `https://old.example.org/*`.
    pub from: Spanned<String>,
    /// A path in the site or an address elsewhere.
    pub to: Spanned<String>,
}
