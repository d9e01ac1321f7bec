//! What an event offers beside its days and place: type, prices, venue, and how it relates to others.

use jiff::civil::Date;

use super::Hours;
use crate::span::Spanned;

/// The details of an event, in addition to the fields of all events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventDetails {
    /// Whether it is in no list, feed or search, though it has a page.
    pub is_unlisted: bool,
    /// The unguessable part of its address, if it is private.
    pub token: Option<Spanned<String>>,
    /// Whether the keys that hide it are faulty, so that it is not published at all.
    pub is_withheld: bool,
    /// Its type, if the entry sets one.
    pub kind: Option<EventType>,
    /// Whom it is for, in Markdown.
    pub audience: Option<Spanned<String>>,
    /// What it is about, in single words.
    pub topics: Vec<Spanned<String>>,
    /// What it costs.
    pub prices: Vec<Price>,
    /// How many people can take part.
    pub seats: Option<u32>,
    /// Who organizes it.
    pub organizer: Option<Organizer>,
    /// The building.
    pub venue: Option<Venue>,
    /// The address of an online meeting.
    pub join: Option<JoinLink>,
    /// The picture at the head of its page.
    pub picture: Option<EventPicture>,
    /// The agenda that is written by hand.
    pub agenda: Vec<AgendaPart>,
    /// The series that it belongs to.
    pub series: Option<Spanned<String>>,
    /// The track of a conference.
    pub track: Option<Spanned<String>>,
    /// The event that replaces it, by slug.
    pub moved_to: Option<Spanned<String>>,
    /// Its former days, if it was moved.
    pub former_days: Vec<Date>,
    /// The same event in other languages, by slug.
    pub translations: Vec<Spanned<String>>,
    /// Keys of the author's own, for templates.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl EventDetails {
    /// The addresses of pages and meetings, with their keys.
    pub fn links(&self) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
        let organizer = self.organizer.as_ref().and_then(|organizer| organizer.url.as_ref());
        let map = self.venue.as_ref().and_then(|venue| venue.map.as_ref());
        let join = self.join.as_ref().map(|join| &join.url);
        let links = [("organizer", organizer), ("map", map), ("join", join)];
        links.into_iter().filter_map(|(key, link)| Some((key, link?)))
    }
}

/// The type of an event.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum EventType {
    /// A workshop.
    Workshop,
    /// A talk.
    Talk,
    /// A webinar.
    Webinar,
    /// A course.
    Course,
}

impl EventType {
    /// All of them, with their names in files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("workshop", Self::Workshop),
        ("talk", Self::Talk),
        ("webinar", Self::Webinar),
        ("course", Self::Course),
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A price of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Price {
    /// It costs nothing.
    Free,
    /// An amount.
    Amount(Amount),
    /// The author's own words.
    Words(String),
}

/// An amount of money that an event costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// As written, with a point before decimals: `490`, `490.50`.
    pub amount: String,
    /// Three letters in upper case.
    pub currency: String,
    /// For whom, or which ticket; may be empty.
    pub name: String,
    /// The last day on which it is offered.
    pub until: Option<Date>,
}

impl Amount {
    /// Whether it is empty.
    pub fn is_free(&self) -> bool {
        self.amount.chars().all(|c| matches!(c, '0' | '.'))
    }
}

/// Who organizes an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Organizer {
    /// The name.
    pub name: String,
    /// Its page.
    pub url: Option<Spanned<String>>,
}

/// The building in which an event takes place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Venue {
    /// Its name; may be empty.
    pub name: String,
    /// Street and room; may be empty.
    pub address: String,
    /// A map.
    pub map: Option<Spanned<String>>,
}

/// The address of an online meeting, and where it is published.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinLink {
    /// The address.
    pub url: Spanned<String>,
    /// Whether the event's page has it.
    pub on_page: bool,
    /// Whether calendars have it.
    pub in_calendars: bool,
    /// Whether data for programs has it.
    pub in_data: bool,
}

/// The picture at the head of an event's page.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPicture {
    /// A picture in `slides/`, or a whole address.
    pub file: Spanned<String>,
    /// What it shows.
    pub alt: String,
}

/// A day, or half a day, of an agenda that is written by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgendaPart {
    /// Its heading; may be empty.
    pub title: String,
    /// Its day.
    pub date: Option<Spanned<Date>>,
    /// What happens, in order.
    pub blocks: Vec<AgendaBlock>,
}

/// A block of such an agenda.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgendaBlock {
    /// What happens.
    pub title: String,
    /// From when to when.
    pub hours: Option<Hours>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Whether it is a break.
    pub is_break: bool,
}

/// The currencies in use (ISO 4217), in lower case.
const CURRENCIES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd \
    bob brl bsd btn bwp byn bzd cad cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb \
    eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy \
    kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur \
    mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf \
    sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs \
    uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xcg xof xpf yer zar zmw zwg";

/// The codes of currencies, in lower case.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    CURRENCIES.split_ascii_whitespace()
}
