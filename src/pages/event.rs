//! The page of an event.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use qrcode::{Color, QrCode};
use serde::Serialize;

use super::agenda::{AgendaView, Viewpoint, agenda_view};
use super::context::{About, PageContext, PageFrame, or};
use super::entry::{EntryLink, EventEntry};
use super::list::{DeckLink, deck_link};
use super::offer::{OfferView, offer, street};
use super::outside::{self, Service};
use super::text::{prose, short};
use super::{PageInput, PageKind, RenderedPage, SiteParts, event_of, json_ld, social_card};
use crate::event::{self, Event, EventStatus, Hours, Speaker, dates};
use crate::language::Vocabulary;
use crate::manifest::Difficulty;
use crate::memo::Shared;
use crate::model::{DeckSummary, Outline};
use crate::render;
use crate::routes::{PageFolder, Route, authors_url};
use crate::span::Spanned;

pub(super) const KIND: PageKind = PageKind { routes, asks, make };

#[derive(Serialize)]
struct EventPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    event: EventView,
    agenda: AgendaView,
    decks: Vec<DeckLink>,
    speakers: Vec<SpeakerView>,
    /// Whether any of them has more than a name.
    has_bios: bool,
    /// A newer event with the same material, or the deck itself.
    newer: Option<EntryLink>,
    /// A QR code of this page's address; `None` when the site has no URL.
    qr: Option<QrPicture>,
    /// JSON for search engines, ready for a `<script>`.
    json_ld: String,
}

/// A QR code: the side of the picture, and the dark modules as an SVG path.
#[derive(Serialize)]
struct QrPicture {
    size: usize,
    path: String,
}

#[derive(Serialize)]
struct EventView {
    #[serde(flatten)]
    entry: EventEntry,
    #[serde(flatten)]
    offer: OfferView,
    level: String,
    summary_html: String,
    requirements_html: String,
    address: String,
    chat: String,
    /// The calendar file beside the page; empty for an event without dates.
    calendar: String,
    /// The same for calendars on the web.
    calendars: Vec<Service>,
    /// A map of the place; empty for an event without one.
    map: String,
    hours: String,
    /// `Europe/Paris`, and its UTC offset on the first day.
    timezone: String,
    utc: String,
    days: Vec<DayView>,
}

#[derive(Serialize)]
struct DayView {
    date: String,
    label: String,
    weekday: &'static str,
    /// With the UTC offset; empty for all-day events.
    start: String,
    end: String,
}

#[derive(Serialize)]
pub(super) struct SpeakerView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) url: String,
    pub(super) photo: String,
    /// The person's role and company; may be empty.
    pub(super) role: String,
    pub(super) company: String,
    pub(super) links: Vec<EntryLink>,
    pub(super) bio_html: String,
}

impl SpeakerView {
    fn has_more_than_a_name(&self) -> bool {
        let texts = [&self.bio_html, &self.photo, &self.role, &self.company];
        texts.iter().any(|text| !text.is_empty()) || !self.links.is_empty()
    }
}

fn routes(outline: &Outline) -> Vec<Route> {
    outline.workshops.events.iter().map(|event| outline.page_of(event)).collect()
}

/// The decks that its page can show: those of its set, and the site's decks that its entry names.
fn asks(site: &SiteParts<'_>, route: &Route) -> PageInput {
    let Some(event) = event_of(&site.model.outline, route) else { return site.outline() };
    let folder = site.model.outline.folder_of(event);
    let (set, _) = site.slide_set(&folder);
    let named = event.decks.iter().filter_map(|name| site.own_deck(&name.value));
    let theme = site.themes.of_page(Some(event)).clone();
    let brand = site.themes.brand_of_event(event).clone();
    PageInput { theme, n_own_set: set.len(), brand, ..site.summaries(set.iter().chain(named)) }
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let Some(event) = event_of(context.outline, route) else { return RenderedPage::default() };
    let language = context.language_of(event);
    let mut diagnostics = Vec::new();
    let (folder, decks) = match set_decks(asked) {
        [] => (PageFolder::Top, own_decks(asked, event).collect()),
        set => (context.outline.folder_of(event), set.iter().map(|deck| &**deck).collect()),
    };
    let decks: Vec<&DeckSummary> = decks;
    let words = context.words(language);
    let from = Viewpoint { page: route, folder: &folder, words: &words };
    let agenda = agenda_view(event, &decks, from, &mut diagnostics);
    let summary = Event::text(event.summary.as_ref());
    let speakers = speakers(context, event, route);
    let public = social_card::of_event(context, event, route);
    let frame = context.frame(About {
        route,
        title: format!("{} · {}", event.title.value, context.title()),
        description: description(context, event, summary, language),
        language,
        public: public.clone(),
        top: None,
    });
    let frame = frame.about_event(words.chosen(context.outline.kind, event::kind(event)));
    let page = EventPage {
        frame,
        event: view(context, (event, &decks), route, language),
        agenda,
        decks: decks.iter().map(|deck| deck_link(deck, &folder, (route, &words))).collect(),
        has_bios: speakers.iter().any(SpeakerView::has_more_than_a_name),
        speakers,
        newer: newer(asked, event, route, language),
        qr: qr(&context.address(route)),
        json_ld: json_ld::event(context, event, route, &public),
    };
    let mut page = RenderedPage::public(route, context.render("event.html", &page), &public);
    page.diagnostics.splice(0..0, diagnostics);
    page.asked_at(&event.title.span)
}

fn view(
    context: PageContext<'_>,
    (event, decks): (&Event, &[&DeckSummary]),
    page: &Route,
    language: &str,
) -> EventView {
    let words = context.words(language);
    let (top, site) = (page.to_top(), &*context.settings().url);
    let entry = context.entry(event, page, language);
    let zone = event.when.timezone.as_deref().filter(|_| event.when.hours.is_some());
    let days: Vec<DayView> =
        event.when.days.iter().map(|&day| day_view(event, day, &words)).collect();
    let offer = offer(context, event, page, &words);
    EventView {
        map: or(&offer.own_map, &outside::map(context, event)).to_owned(),
        level: level(event, decks, &words),
        summary_html: prose(Event::text(event.summary.as_ref()), (&top, site)),
        requirements_html: prose(Event::text(event.requirements.as_ref()), (&top, site)),
        address: street(event),
        offer,
        chat: authors_url(&top, Event::text(event.chat.as_ref())),
        calendar: if days.is_empty() {
            String::new()
        } else {
            Route::EventCalendar(context.outline.folder_of(event)).url_from(page)
        },
        hours: event
            .when
            .hours
            .map(|hours| dates::hours(hours.start, hours.end, &words))
            .unwrap_or_default(),
        calendars: outside::calendars(context, event, &words),
        timezone: zone.unwrap_or_default().to_owned(),
        utc: zone.map(|_| distance(event)).unwrap_or_default(),
        days,
        entry,
    }
}

/// The level of an event as text: its own, or the one that all of its decks have.
fn level(event: &Event, decks: &[&DeckSummary], words: &Vocabulary) -> String {
    let written = Event::text(event.level.as_ref());
    let first = decks.first().and_then(|deck| deck.level);
    let shared = first.filter(|_| decks.iter().all(|deck| deck.level == first));
    let level = if written.is_empty() { shared } else { Difficulty::named(written) };
    level.map_or(written, |level| words.level_name(level)).to_owned()
}

/// The UTC offset of an event's clock when it begins: `UTC+2`.
fn distance(event: &Event) -> String {
    let (Some(day), Some(hours)) = (event.when.first(), event.when.hours) else {
        return String::new();
    };
    let Some(at) = event.when.moment(hours.begin(day)) else { return String::new() };
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn day_view(event: &Event, day: Date, words: &Vocabulary) -> DayView {
    let moment = |at: fn(Hours, Date) -> DateTime| {
        let at = event.when.hours.map(|hours| at(hours, day))?;
        Some(event.when.moment(at)?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    };
    DayView {
        date: day.to_string(),
        label: dates::range(day, day, words),
        weekday: dates::weekday(day, words),
        start: moment(Hours::begin).unwrap_or_default(),
        end: moment(Hours::finish).unwrap_or_default(),
    }
}

/// The description for search engines and cards: the abstract, or date and place.
fn description(context: PageContext<'_>, event: &Event, summary: &str, language: &str) -> String {
    if !summary.is_empty() {
        return short(&render::plain(summary));
    }
    let entry = context.entry(event, &Route::Index, language);
    let facts = [entry.dates, entry.host, entry.city];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The people of an event, with what the site knows about them.
fn speakers(context: PageContext<'_>, event: &Event, page: &Route) -> Vec<SpeakerView> {
    let people = context.people(event, page).into_iter();
    people
        .map(|person| match context.workshops().speaker(&person.id) {
            Some(speaker) => speaker_view(speaker, page, &context.settings().url),
            None => SpeakerView {
                id: person.id,
                name: person.name,
                href: String::new(),
                url: String::new(),
                photo: String::new(),
                role: String::new(),
                company: String::new(),
                links: Vec::new(),
                bio_html: String::new(),
            },
        })
        .collect()
}

/// A person on a page. `site` is the public address of the site.
pub(super) fn speaker_view(speaker: &Speaker, page: &Route, site: &str) -> SpeakerView {
    let top = page.to_top();
    SpeakerView {
        id: speaker.id.value.clone(),
        name: speaker.name.clone(),
        href: Route::Speaker(speaker.id.value.as_str().into()).url_from(page),
        url: authors_url(&top, Event::text(speaker.url.as_ref())),
        photo: authors_url(&top, Event::text(speaker.photo.as_ref())),
        role: speaker.role.clone(),
        company: speaker.company.clone(),
        links: speaker
            .links
            .iter()
            .map(|(title, url)| EntryLink {
                href: authors_url(&top, &url.value),
                title: title.clone(),
            })
            .collect(),
        bio_html: prose(Event::text(speaker.bio.as_ref()), (&top, site)),
    }
}

/// The newest later event with the same first deck or title, or with any of its decks; otherwise
/// the site's own deck.
fn newer(asked: &PageInput, event: &Event, page: &Route, language: &str) -> Option<EntryLink> {
    let context = asked.context();
    let first = event.when.first()?;
    let shares = |deck: &Spanned<String>, other: &Event| {
        other.decks.iter().any(|shown| shown.value == deck.value)
    };
    let rank = |other: &Event| {
        let is_same = other.title.value == event.title.value;
        let is_first = event.decks.first().is_some_and(|deck| shares(deck, other));
        let is_near = event.decks.iter().any(|deck| shares(deck, other));
        u8::from(is_same || is_first) * 2 + u8::from(is_near)
    };
    let is_candidate = |other: &&Arc<Event>| {
        let is_on = other.status != Some(EventStatus::Cancelled);
        is_on
            && other.is_listed()
            && other.slug != event.slug
            && other.when.first() > Some(first)
            && rank(other) > 0
    };
    let newest = context.workshops().events.iter().filter(is_candidate);
    if let Some(newest) = newest.max_by_key(|other| (rank(other) >= 2, other.when.first())) {
        // If the interface lacks the language, this is in English, like the text around it.
        let entry = context.entry(newest, page, &context.words(language).language);
        let title = format!("{}, {}", entry.title, entry.dates);
        return Some(EntryLink { href: entry.href, title });
    }
    let deck = own_decks(asked, event).next()?;
    let is_elsewhere =
        context.outline.slide_sets.contains_key(&event.slug) || event.slides.is_some();
    let href = Route::deck(&PageFolder::Top, &deck.name).url_from(page);
    is_elsewhere.then(|| EntryLink { href, title: deck.title.clone() })
}

/// The decks of an event's slide set that the page can show.
fn set_decks(asked: &PageInput) -> &[Shared<DeckSummary>] {
    asked.decks.get(..asked.n_own_set).unwrap_or_default()
}

/// The site's own decks that an event names, in that order.
fn own_decks<'a>(asked: &'a PageInput, event: &'a Event) -> impl Iterator<Item = &'a DeckSummary> {
    let own = asked.decks.get(asked.n_own_set..).unwrap_or_default();
    let named = event.decks.iter();
    named.filter_map(move |name| own.iter().find(|deck| *deck.name == *name.value)).map(|d| &**d)
}

/// A QR code of an address.
fn qr(address: &str) -> Option<QrPicture> {
    /// The width of the quiet zone around the code, in modules.
    const QUIET: usize = 4;
    let code = QrCode::new(Some(address).filter(|address| !address.is_empty())?).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    Some(QrPicture { size: width + 2 * QUIET, path })
}
