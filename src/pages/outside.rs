//! Links to services that readers may use, which are requested only when somebody follows them: a map of the place,
//! and the forms of calendars with an event filled in.
//!
//! They match the calendar file: one entry for each day with hours, or for each run of whole days.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::calendar::{self, shown_location};
use super::context::PageContext;
use super::text::short;
use crate::event::calendar::CalendarEntry;
use crate::event::{Event, EventStatus, dates};
use crate::language::Vocabulary;
use crate::path::{percent_encoded, uri};

/// More entries than these are for the calendar file.
const MOST_ENTRIES: usize = 7;

/// A service with its links.
#[derive(Serialize)]
pub(super) struct Service {
    name: &'static str,
    links: Vec<ServiceLink>,
}

#[derive(Serialize)]
struct ServiceLink {
    href: String,
    /// The days, if there are several links.
    days: String,
}

/// One entry of a calendar: when it begins and ends, the latter exclusively.
struct CalendarSlot {
    first: Date,
    last: Date,
    title: String,
    times: Times,
}

/// The address of a calendar's form with an entry filled in.
type CalendarForm = fn(&CalendarSlot, &CalendarEntry<'_>) -> String;

enum Times {
    Days(Date, Date),
    Hours(DateTime, DateTime),
}

/// Where a map shows the place of an event; empty for one without a place.
pub(super) fn map(context: PageContext<'_>, event: &Event) -> String {
    let has_place = event.place.is_some() || event.city.is_some() || event.details.venue.is_some();
    if event.is_online() || !has_place {
        return String::new();
    }
    let query = query_value(&shown_location(context, event));
    format!("https://www.openstreetmap.org/search?query={query}")
}

/// The calendars to which an event can be added; none for one without dates, cancelled, or with many entries.
pub(super) fn calendars(
    context: PageContext<'_>,
    event: &Event,
    words: &Vocabulary,
) -> Vec<Service> {
    let slots = slots(event);
    let is_cancelled = event.status == Some(EventStatus::Cancelled);
    if slots.is_empty() || slots.len() > MOST_ENTRIES || is_cancelled {
        return Vec::new();
    }
    let entry = calendar::entry(context, event);
    let services: [(_, CalendarForm); 2] = [("Google Calendar", google), ("Outlook", outlook)];
    let link = |address: CalendarForm, slot: &CalendarSlot| ServiceLink {
        href: address(slot, &entry),
        days: match slots.len() {
            1 => String::new(),
            _ => dates::range(slot.first, slot.last, words),
        },
    };
    services
        .map(|(name, address)| Service {
            name,
            links: slots.iter().map(|slot| link(address, slot)).collect(),
        })
        .into()
}

fn slots(event: &Event) -> Vec<CalendarSlot> {
    let (when, title) = (&event.when, &event.title.value);
    let Some(hours) = when.hours else {
        let runs = when.days.chunk_by(|a, b| a.tomorrow().is_ok_and(|next| next == *b));
        let slot = |run: &[Date]| {
            let (&first, &last) = (run.first()?, run.last()?);
            let times = Times::Days(first, last.tomorrow().unwrap_or(last));
            Some(CalendarSlot { first, last, title: title.clone(), times })
        };
        return runs.filter_map(slot).collect();
    };
    let count = when.days.len();
    let days = when.days.iter().enumerate();
    days.map(|(index, &day)| CalendarSlot {
        first: day,
        last: day,
        title: if count == 1 { title.clone() } else { format!("{title} ({}/{count})", index + 1) },
        times: Times::Hours(hours.begin(day), hours.finish(day)),
    })
    .collect()
}

/// The form of Google Calendar. It reads hours in the given time zone, or in its user's.
fn google(slot: &CalendarSlot, entry: &CalendarEntry<'_>) -> String {
    let dates = match &slot.times {
        Times::Days(from, to) => [from, to].map(|day| day.strftime("%Y%m%d").to_string()),
        Times::Hours(from, to) => [from, to].map(|at| at.strftime("%Y%m%dT%H%M%S").to_string()),
    };
    let zone = match slot.times {
        Times::Days(..) => None,
        Times::Hours(..) => entry.event.when.zone().and(entry.event.when.timezone.as_deref()),
    };
    form(
        "https://calendar.google.com/calendar/render?action=TEMPLATE",
        &[
            ("text", &slot.title),
            ("dates", &dates.join("/")),
            ("ctz", zone.unwrap_or_default()),
            ("location", &entry.location),
            ("details", &details(entry)),
        ],
    )
}

/// The form of Outlook on the web, which reads hours with their UTC offset, or in its user's time
/// zone.
fn outlook(slot: &CalendarSlot, entry: &CalendarEntry<'_>) -> String {
    let moment = |at: &DateTime| match entry.event.when.moment(*at) {
        Some(at) => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    };
    let ([from, to], all_day) = match &slot.times {
        Times::Days(from, to) => ([from, to].map(Date::to_string), "true"),
        Times::Hours(from, to) => ([from, to].map(moment), ""),
    };
    let form_address = "https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent";
    form(
        form_address,
        &[
            ("subject", &slot.title),
            ("startdt", &from),
            ("enddt", &to),
            ("allday", all_day),
            ("location", &entry.location),
            ("body", &details(entry)),
        ],
    )
}

/// The description of an entry: an address of a form cannot be long.
fn details(entry: &CalendarEntry<'_>) -> String {
    if entry.url.is_empty() { short(&entry.description) } else { entry.url.clone() }
}

/// The address of a form with its fields, without those that are empty.
fn form(address: &str, fields: &[(&str, &str)]) -> String {
    let filled = fields.iter().filter(|(_, value)| !value.is_empty());
    filled.fold(address.to_owned(), |form, (name, value)| {
        format!("{form}&{name}={}", query_value(value))
    })
}

fn query_value(text: &str) -> String {
    uri(&percent_encoded(text.trim()))
}
