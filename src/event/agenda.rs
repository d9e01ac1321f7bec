//! The agenda of an event: the sections of its decks, scheduled within its days and hours.
//!
//! Planned times (`minutes` in manifests and on slides) are kept. Estimated ones are stretched or
//! shortened, within limits, until everything fits the hours: an agenda that is mostly invented
//! would be worse than no agenda, so beyond the limits only the order is shown.

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};

use super::{Hours, When};
use crate::diag::Misfit;

/// The time assumed for slides without a planned one, in seconds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// A slide with all its steps.
    pub slide: u64,
    /// The additional time for a slide with a lab.
    pub lab: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { slide: MINUTE, lab: 4 * MINUTE }
    }
}

const MINUTE: u64 = 60;

/// Times in an agenda are multiples of this.
const STEP: u64 = 5 * MINUTE;

/// An edge between sections that is this near to a break moves there.
const NEAR: u64 = 10 * MINUTE;

/// A break at midday of at least this many minutes is lunch.
const LUNCH: u32 = 40;

/// A section of a deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its title in Markdown.
    pub title: String,
    /// The name of its title slide; empty for a deck without sections.
    pub anchor: String,
    /// Its part in the deck, from 1.
    pub part: usize,
    /// Planned seconds.
    pub planned: u64,
    /// Seconds that are estimated.
    pub estimated: u64,
}

impl Topic {
    /// Its duration in minutes before fitting, as a multiple of five.
    pub fn minutes(&self) -> u32 {
        let minutes = rounded(self.planned + self.estimated) / MINUTE;
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }
}

/// The sections of an event, scheduled within its hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agenda {
    /// A schedule for each day.
    Timed(Vec<Day>),
    /// Only the order is known: the event has no hours, or no content to fill them.
    Order,
    /// The sections cannot be scheduled within the hours, so only their order is shown.
    Misfit(Shares, Misfit),
}

/// The time to schedule and the time available, in minutes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// Planned minutes.
    pub planned: u64,
    /// Estimated minutes.
    pub estimated: u64,
    /// The hours without their breaks.
    pub available: u64,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// Its halves, in order.
    pub halves: Vec<Half>,
}

/// A half of a day, or all of a short one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// Its name.
    pub name: HalfName,
    /// Its lines, in order.
    pub rows: Vec<AgendaLine>,
}

/// The name of a half of a day.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum HalfName {
    /// Before noon.
    Morning,
    /// Until five.
    Afternoon,
    /// Later.
    Evening,
}

/// A line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaLine {
    /// Its start.
    pub start: Time,
    /// Its end; after midnight, this is earlier on the clock.
    pub end: Time,
    /// Its duration in minutes.
    pub minutes: u32,
    /// Its content.
    pub what: AgendaItem,
}

/// A row, in seconds of its day.
#[derive(Copy, Clone, Debug)]
struct AgendaStretch {
    start: u64,
    end: u64,
    what: AgendaItem,
}

/// The content of a line.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AgendaItem {
    /// The section with this number, from 0.
    Topic {
        /// Its number in the list.
        index: usize,
        /// Whether it began before a break.
        is_continued: bool,
    },
    /// A short break.
    Break,
    /// The long break at midday.
    Lunch,
}

/// Schedules sections within the days and hours of an event.
pub fn agenda(when: &When, topics: &[Topic]) -> Agenda {
    let Some(slots) = slots(when).filter(|_| !topics.is_empty()) else { return Agenda::Order };
    let available: u64 = slots.iter().map(WorkSlot::length).sum();
    let planned: u64 = topics.iter().map(|topic| topic.planned).sum();
    let estimated: u64 = topics.iter().map(|topic| topic.estimated).sum();
    let free = available.saturating_sub(planned);
    let misfit = |why| {
        let [planned, estimated, available] = [planned, estimated, available].map(|s| s / MINUTE);
        Agenda::Misfit(Shares { planned, estimated, available }, why)
    };
    if planned > available {
        return misfit(Misfit::TooLong);
    }
    // Estimates may be scaled by 2/5 to 5/2.
    if free * 5 < estimated * 2 {
        return misfit(Misfit::NoRoom);
    }
    let free = free.min(estimated * 5 / 2);
    if (planned + free) * 2 < available {
        return misfit(Misfit::TooShort);
    }
    let (mut before_planned, mut before_estimated) = (0, 0);
    let mut edges = vec![0];
    for topic in topics {
        before_planned += topic.planned;
        before_estimated += topic.estimated;
        let stretched = (before_estimated * free).checked_div(estimated).unwrap_or(0);
        edges.push(before_planned + stretched);
    }
    let edges = snapped(&edges, &slots);
    Agenda::Timed(days(when, &slots, &edges))
}

/// A period of work between breaks; times are seconds since midnight.
#[derive(Debug)]
struct WorkSlot {
    day: usize,
    start: u64,
    end: u64,
    /// The amount of work before it.
    before: u64,
}

impl WorkSlot {
    fn length(&self) -> u64 {
        self.end - self.start
    }

    fn after(&self) -> u64 {
        self.before + self.length()
    }
}

/// The clock on a day of an event.
///
/// Its seconds count from midnight to the start of the event by the clock, and then in elapsed
/// time: in a night with a clock change, the two differ.
struct DayClock {
    begin: DateTime,
    /// The start, if the zone is known.
    moment: Option<Zoned>,
}

impl DayClock {
    fn new(when: &When, hours: Hours, day: Date) -> Self {
        let begin = hours.begin(day);
        Self { moment: when.moment(begin), begin }
    }

    /// The second at which the clock shows a time, not before the event begins.
    fn second(&self, when: &When, at: DateTime) -> u64 {
        let passed = match (&self.moment, when.moment(at)) {
            (Some(begin), Some(at)) => at.timestamp().as_second() - begin.timestamp().as_second(),
            _ => self.begin.duration_until(at).as_secs(),
        };
        seconds(self.begin.time()) + u64::try_from(passed).unwrap_or(0)
    }

    /// The time that the clock shows at a second.
    fn time(&self, second: u64) -> Time {
        let passed = i64::try_from(second.saturating_sub(seconds(self.begin.time()))).unwrap_or(0);
        let passed = jiff::SignedDuration::from_secs(passed);
        match &self.moment {
            Some(begin) => begin.saturating_add(passed).time(),
            None => self.begin.saturating_add(passed).time(),
        }
    }

    /// A break: its start and end.
    fn pause(&self, when: &When, hours: Hours, (time, minutes): (Time, u32)) -> (u64, u64) {
        let from = self.second(when, hours.within(self.begin.date(), time));
        (from, from + u64::from(minutes) * MINUTE)
    }
}

/// The periods of work of all days; `None` for an event without hours.
fn slots(when: &When) -> Option<Vec<WorkSlot>> {
    let hours = when.hours?;
    let mut slots = Vec::new();
    let mut before = 0;
    for (day, &date) in when.days.iter().enumerate() {
        let clock = DayClock::new(when, hours, date);
        let (mut at, end) = (seconds(hours.start), clock.second(when, hours.finish(date)));
        let breaks = when.breaks.iter().map(|&pause| clock.pause(when, hours, pause));
        for (from, to) in breaks.chain([(end, end)]) {
            let (from, to) = (from.clamp(at, end.max(at)), to.clamp(at, end.max(at)));
            if from > at {
                slots.push(WorkSlot { day, start: at, end: from, before });
                before += from - at;
            }
            at = to;
        }
    }
    Some(slots).filter(|slots| !slots.is_empty())
}

fn seconds(time: Time) -> u64 {
    let part = |part: i8| u64::from(part.unsigned_abs());
    part(time.hour()) * 60 * MINUTE + part(time.minute()) * MINUTE
}

fn rounded(seconds: u64) -> u64 {
    (seconds + STEP / 2) / STEP * STEP
}

/// The edges between sections: at each break the nearest edge moves to it if it is near enough, all
/// others to multiples of five minutes on the clock.
fn snapped(edges: &[u64], slots: &[WorkSlot]) -> Vec<u64> {
    let mut moved: Vec<u64> = edges.iter().map(|&edge| on_the_clock(edge, slots)).collect();
    for slot in slots {
        let at = slot.after();
        let nearest = (0..edges.len()).min_by_key(|&index| edges[index].abs_diff(at));
        if let Some(index) = nearest.filter(|&index| edges[index].abs_diff(at) <= NEAR) {
            moved[index] = at;
        }
    }
    let mut last = 0;
    for edge in &mut moved {
        last = last.max(*edge);
        *edge = last;
    }
    moved
}

/// The multiple of five minutes on the clock that is nearest to an edge.
fn on_the_clock(edge: u64, slots: &[WorkSlot]) -> u64 {
    match slots.iter().find(|slot| edge <= slot.after()) {
        None => slots.last().map_or(0, WorkSlot::after),
        Some(slot) => {
            let clock = slot.start + (edge - slot.before);
            slot.before + rounded(clock).clamp(slot.start, slot.end) - slot.start
        }
    }
}

fn days(when: &When, slots: &[WorkSlot], edges: &[u64]) -> Vec<Day> {
    let Some(hours) = when.hours else { return Vec::new() };
    let lunch = when.breaks.iter().find(|&&(time, minutes)| is_lunch(time, minutes));
    let mut days = Vec::new();
    for (number, &date) in when.days.iter().enumerate() {
        let clock = DayClock::new(when, hours, date);
        let mut rows = rows(slots, number, edges);
        let Some(last) = rows.last().map(|row| row.end) else { continue };
        for &(from, minutes) in &when.breaks {
            let (start, end) = clock.pause(when, hours, (from, minutes));
            let what = if is_lunch(from, minutes) { AgendaItem::Lunch } else { AgendaItem::Break };
            if start < last {
                rows.push(AgendaStretch { start, end, what });
            }
        }
        rows.sort_by_key(|row| row.start);
        let noon = lunch.map(|&pause| clock.pause(when, hours, pause).1);
        days.push(Day { date, halves: halves(&rows, noon, &clock) });
    }
    days
}

fn is_lunch(time: Time, minutes: u32) -> bool {
    let hour = seconds(time) / MINUTE / 60;
    minutes >= LUNCH && (11..15).contains(&hour)
}

/// The sections in the slots of a day.
fn rows(slots: &[WorkSlot], day: usize, edges: &[u64]) -> Vec<AgendaStretch> {
    let mut rows = Vec::new();
    for slot in slots.iter().filter(|slot| slot.day == day) {
        for (index, pair) in edges.windows(2).enumerate() {
            let (from, to) = (pair[0].max(slot.before), pair[1].min(slot.after()));
            // A section without duration is listed where it begins.
            let is_moment = pair[0] == pair[1] && pair[0] >= slot.before && pair[0] < slot.after();
            if from < to || is_moment {
                let second = |work: u64| slot.start + (work - slot.before);
                let what = AgendaItem::Topic { index, is_continued: pair[0] < slot.before };
                rows.push(AgendaStretch { start: second(from), end: second(to.max(from)), what });
            }
        }
    }
    rows
}

/// Splits a day after lunch; a long day without lunch at one.
fn halves(rows: &[AgendaStretch], after_lunch: Option<u64>, clock: &DayClock) -> Vec<Half> {
    const LONG: u64 = 5 * 60 * MINUTE;
    let length = rows.last().map_or(0, |row| row.end.saturating_sub(seconds(clock.begin.time())));
    let cut = after_lunch.or_else(|| (length > LONG).then_some(13 * 60 * MINUTE));
    let (first, second): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| cut.is_none_or(|cut| row.start < cut));
    let row = |row: &AgendaStretch| AgendaLine {
        start: clock.time(row.start),
        end: clock.time(row.end),
        minutes: u32::try_from((row.end - row.start) / MINUTE).unwrap_or(u32::MAX),
        what: row.what,
    };
    let half = |rows: Vec<&AgendaStretch>| {
        let name = match rows.first()?.start / MINUTE / 60 {
            ..12 => HalfName::Morning,
            12..17 => HalfName::Afternoon,
            _ => HalfName::Evening,
        };
        Some(Half { name, rows: rows.into_iter().map(row).collect() })
    };
    [first, second].into_iter().filter_map(half).collect()
}

#[cfg(test)]
mod tests;
