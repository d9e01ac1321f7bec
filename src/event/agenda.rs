//! The agenda of an event: the sections of its decks, laid over its days and hours.
//!
//! What is planned (`minutes` in manifests and on slides) keeps its time. What is only estimated
//! is stretched or shortened until all of it fits the hours, within limits: an agenda that is
//! mostly invented would be worse than none, so beyond them only the order is shown.

use jiff::civil::{Date, Time};

use super::When;

/// What slides take when nobody planned them, in seconds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// A slide with all its steps.
    pub slide: u64,
    /// What a slide with a lab takes in addition.
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

/// An edge between sections that is so near to a break moves there.
const NEAR: u64 = 10 * MINUTE;

/// A break at midday that takes so many minutes is lunch.
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
    /// Seconds that somebody planned.
    pub planned: u64,
    /// Seconds that are estimated.
    pub estimated: u64,
}

impl Topic {
    /// How long it takes when nothing presses, in minutes, as a multiple of five.
    pub fn minutes(&self) -> u32 {
        let minutes = rounded(self.planned + self.estimated) / MINUTE;
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }
}

/// The sections of an event in its hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agenda {
    /// Day by day.
    Timed(Vec<Day>),
    /// Only the order is known: the event has no hours, or the estimates cannot be made to fit, or
    /// all of it fills less than half of them.
    Order,
    /// The hours are too short: minutes that are planned, and minutes that there are.
    TooLong(u64, u64),
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
    /// What it is called.
    pub name: HalfName,
    /// What happens, in order.
    pub rows: Vec<Row>,
}

/// What a half of a day is called.
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
pub struct Row {
    /// When it begins.
    pub start: Time,
    /// When it ends.
    pub end: Time,
    /// What it is.
    pub what: What,
}

/// What happens.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The section with this number, from 0.
    Topic {
        /// Its number in the list.
        index: usize,
        /// Whether it began before a break.
        is_continued: bool,
    },
    /// A short break.
    Break,
    /// The long one at midday.
    Lunch,
}

/// Lays sections over the days and hours of an event.
pub fn agenda(when: &When, topics: &[Topic]) -> Agenda {
    let Some(slots) = slots(when).filter(|_| !topics.is_empty()) else { return Agenda::Order };
    let available: u64 = slots.iter().map(Slot::length).sum();
    let planned: u64 = topics.iter().map(|topic| topic.planned).sum();
    let estimated: u64 = topics.iter().map(|topic| topic.estimated).sum();
    // Estimates are taken as 2/5 to 5/2 of what they are.
    let free = available.saturating_sub(planned);
    if planned > available {
        return Agenda::TooLong(planned / MINUTE, available / MINUTE);
    }
    if free * 5 < estimated * 2 {
        return Agenda::Order;
    }
    let free = free.min(estimated * 5 / 2);
    if (planned + free) * 2 < available {
        return Agenda::Order;
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

/// A stretch of work between breaks; times are seconds since midnight.
#[derive(Debug)]
struct Slot {
    day: usize,
    start: u64,
    end: u64,
    /// How much work comes before it.
    before: u64,
}

impl Slot {
    fn length(&self) -> u64 {
        self.end - self.start
    }

    fn after(&self) -> u64 {
        self.before + self.length()
    }
}

/// The stretches of work of all days; `None` for an event without hours.
fn slots(when: &When) -> Option<Vec<Slot>> {
    let (start, end) = when.hours?;
    let (start, end) = (seconds(start), seconds(end));
    let mut slots = Vec::new();
    let mut before = 0;
    for day in 0..when.days.len() {
        let mut at = start;
        let breaks = when.breaks.iter().map(|&(time, minutes)| span_of_break(time, minutes));
        for (from, to) in breaks.chain([(end, end)]) {
            let (from, to) = (from.clamp(at, end.max(at)), to.clamp(at, end.max(at)));
            if from > at {
                slots.push(Slot { day, start: at, end: from, before });
                before += from - at;
            }
            at = to;
        }
    }
    Some(slots).filter(|slots| !slots.is_empty())
}

fn span_of_break(time: Time, minutes: u32) -> (u64, u64) {
    let from = seconds(time);
    (from, from + u64::from(minutes) * MINUTE)
}

fn seconds(time: Time) -> u64 {
    let part = |part: i8| u64::from(part.unsigned_abs());
    part(time.hour()) * 60 * MINUTE + part(time.minute()) * MINUTE
}

fn time(seconds: u64) -> Time {
    let part = |part: u64| i8::try_from(part).unwrap_or_default();
    let time = Time::new(part(seconds / MINUTE / 60), part(seconds / MINUTE % 60), 0, 0);
    time.unwrap_or_default()
}

fn rounded(seconds: u64) -> u64 {
    (seconds + STEP / 2) / STEP * STEP
}

/// The edges between sections: at each break the nearest one is moved there when it is near, all
/// others to full five minutes of the clock.
fn snapped(edges: &[u64], slots: &[Slot]) -> Vec<u64> {
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

/// The full five minutes of the clock that are nearest to an edge.
fn on_the_clock(edge: u64, slots: &[Slot]) -> u64 {
    match slots.iter().find(|slot| edge <= slot.after()) {
        None => slots.last().map_or(0, Slot::after),
        Some(slot) => {
            let clock = slot.start + (edge - slot.before);
            slot.before + rounded(clock).clamp(slot.start, slot.end) - slot.start
        }
    }
}

fn days(when: &When, slots: &[Slot], edges: &[u64]) -> Vec<Day> {
    let lunch = when.breaks.iter().find(|&&(time, minutes)| is_lunch(time, minutes));
    let mut days = Vec::new();
    for (number, &date) in when.days.iter().enumerate() {
        let mut rows = rows(slots, number, edges);
        let Some(last) = rows.last().map(|row| row.end) else { continue };
        for &(from, minutes) in &when.breaks {
            let (start, end) = span_of_break(from, minutes);
            let what = if is_lunch(from, minutes) { What::Lunch } else { What::Break };
            if from < last {
                rows.push(Row { start: time(start), end: time(end), what });
            }
        }
        rows.sort_by_key(|row| row.start);
        let noon = lunch.map(|&(from, minutes)| time(span_of_break(from, minutes).1));
        days.push(Day { date, halves: halves(rows, noon, when) });
    }
    days
}

fn is_lunch(time: Time, minutes: u32) -> bool {
    let hour = seconds(time) / MINUTE / 60;
    minutes >= LUNCH && (11..15).contains(&hour)
}

/// The sections in the slots of a day.
fn rows(slots: &[Slot], day: usize, edges: &[u64]) -> Vec<Row> {
    let mut rows = Vec::new();
    for slot in slots.iter().filter(|slot| slot.day == day) {
        for (index, pair) in edges.windows(2).enumerate() {
            let (from, to) = (pair[0].max(slot.before), pair[1].min(slot.after()));
            // A section that takes no time is told where it begins.
            let is_moment = pair[0] == pair[1] && pair[0] >= slot.before && pair[0] < slot.after();
            if from < to || is_moment {
                let clock = |work: u64| time(slot.start + (work - slot.before));
                let what = What::Topic { index, is_continued: pair[0] < slot.before };
                rows.push(Row { start: clock(from), end: clock(to.max(from)), what });
            }
        }
    }
    rows
}

/// Cuts a day after lunch; a long day without lunch at one.
fn halves(rows: Vec<Row>, after_lunch: Option<Time>, when: &When) -> Vec<Half> {
    const LONG: u64 = 5 * 60 * MINUTE;
    let length = when.hours.map_or(0, |(start, end)| seconds(end).saturating_sub(seconds(start)));
    let cut = after_lunch.or_else(|| (length > LONG).then(|| time(13 * 60 * MINUTE)));
    let (first, second): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| cut.is_none_or(|cut| row.start < cut));
    let half = |rows: Vec<Row>| {
        let start = seconds(rows.first()?.start) / MINUTE / 60;
        let name = match start {
            ..12 => HalfName::Morning,
            12..17 => HalfName::Afternoon,
            _ => HalfName::Evening,
        };
        Some(Half { name, rows })
    };
    [first, second].into_iter().filter_map(half).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Time, date, time};

    use super::{Agenda, HalfName, Topic, What, agenda};
    use crate::event::When;

    fn topic(planned: u64, estimated: u64) -> Topic {
        Topic { planned: planned * 60, estimated: estimated * 60, ..Topic::default() }
    }

    fn two_days() -> When {
        When {
            days: vec![date(2019, 4, 23), date(2019, 4, 24)],
            hours: Some((time(9, 0, 0, 0), time(17, 0, 0, 0))),
            breaks: vec![
                (time(10, 30, 0, 0), 15),
                (time(12, 0, 0, 0), 60),
                (time(15, 0, 0, 0), 15),
            ],
            timezone: None,
        }
    }

    fn lines(agenda: &Agenda) -> Vec<String> {
        let Agenda::Timed(days) = agenda else { return vec![format!("{agenda:?}")] };
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        let mut lines = Vec::new();
        for day in days {
            for half in &day.halves {
                lines.push(format!("{} {:?}", day.date, half.name));
                for row in &half.rows {
                    let what = match row.what {
                        What::Topic { index, is_continued } => {
                            format!("{index}{}", if is_continued { "+" } else { "" })
                        }
                        other => format!("{other:?}"),
                    };
                    lines.push(format!("{}-{} {what}", clock(row.start), clock(row.end)));
                }
            }
        }
        lines
    }

    #[test]
    fn planned_minutes_are_kept_and_go_on_after_a_break() {
        let found = agenda(&two_days(), &[topic(60, 0), topic(60, 0), topic(45, 0), topic(230, 0)]);
        let expected = [
            "2019-04-23 Morning",
            "09:00-10:00 0",
            "10:00-10:30 1",
            "10:30-10:45 Break",
            "10:45-11:15 1+",
            "11:15-12:00 2",
            "12:00-13:00 Lunch",
            "2019-04-23 Afternoon",
            "13:00-15:00 3",
            "15:00-15:15 Break",
            "15:15-17:00 3+",
        ];
        assert_eq!(lines(&found), expected);
    }

    #[test]
    fn estimates_fill_the_hours() {
        let topics: Vec<_> = (0..8).map(|_| topic(0, 70)).collect();
        let found = lines(&agenda(&two_days(), &topics));
        // Thirteen hours for eight sections; none begins or ends within ten minutes of a break.
        assert_eq!(found.first().map(String::as_str), Some("2019-04-23 Morning"));
        assert_eq!(found.last().map(String::as_str), Some("15:15-17:00 7"));
        assert!(found.contains(&"10:45-12:00 1".to_owned()), "{found:?}");
    }

    #[test]
    fn what_cannot_fit_is_only_put_in_order() {
        assert_eq!(agenda(&two_days(), &[topic(900, 0)]), Agenda::TooLong(900, 780));
        assert_eq!(agenda(&two_days(), &[topic(0, 2000)]), Agenda::Order);
        let without_hours = When { hours: None, ..two_days() };
        assert_eq!(agenda(&without_hours, &[topic(60, 0)]), Agenda::Order);
        assert_eq!(agenda(&two_days(), &[]), Agenda::Order);
        assert_eq!(agenda(&two_days(), &[topic(200, 40)]), Agenda::Order);
    }

    #[test]
    fn an_evening_is_one_half() {
        let when = When {
            hours: Some((time(18, 30, 0, 0), time(20, 0, 0, 0))),
            breaks: Vec::new(),
            ..two_days()
        };
        let Agenda::Timed(days) = agenda(&when, &[topic(0, 100), topic(30, 0)]) else {
            panic!("it fits")
        };
        assert_eq!(days.len(), 2);
        assert!(days.iter().all(|day| day.halves.len() == 1));
        assert_eq!(days[0].halves[0].name, HalfName::Evening);
        assert_eq!(days[1].halves[0].rows[0].start, time(18, 30, 0, 0));
    }

    #[test]
    fn a_section_of_no_time_stands_where_it_begins() {
        let one = When { hours: Some((time(9, 0, 0, 0), time(10, 15, 0, 0))), ..two_days() };
        let one = When { days: vec![date(2019, 4, 23)], ..one };
        let found = lines(&agenda(&one, &[topic(30, 0), topic(0, 0), topic(30, 0)]));
        assert_eq!(found[1..], ["09:00-09:30 0", "09:30-09:30 1", "09:30-10:00 2"]);
    }

    #[test]
    fn minutes_are_told_in_fives() {
        assert_eq!(topic(0, 7).minutes(), 5);
        assert_eq!(topic(20, 8).minutes(), 30);
    }
}
