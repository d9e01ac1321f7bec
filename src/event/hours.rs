//! The hours of a day, which may end after midnight, and local clock time.

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::When;

/// Start and end of an event on each of its days.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// The start.
    pub start: Time,
    /// The end: on the next day unless it is later than the start, so midnight is a valid end too.
    pub end: Time,
}

impl Hours {
    /// Whether they end on the next day.
    pub fn are_overnight(self) -> bool {
        self.end <= self.start
    }

    /// The minutes on the clock from start to end.
    pub fn minutes(self) -> i32 {
        let length = minute(self.end) - minute(self.start);
        if self.are_overnight() { length + DAY } else { length }
    }

    /// The start on a day.
    pub fn begin(self, day: Date) -> DateTime {
        day.to_datetime(self.start)
    }

    /// The end of the hours that begin on a day.
    pub fn finish(self, day: Date) -> DateTime {
        let day =
            if self.are_overnight() { day.saturating_add(jiff::Span::new().days(1)) } else { day };
        day.to_datetime(self.end)
    }

    /// The date and time of a clock time within the hours that begin on a day.
    pub fn within(self, day: Date, time: Time) -> DateTime {
        let is_next = self.are_overnight() && time < self.start;
        let day = if is_next { day.saturating_add(jiff::Span::new().days(1)) } else { day };
        day.to_datetime(time)
    }
}

/// The minutes of a day.
pub(super) const DAY: i32 = 24 * 60;

/// The minutes since midnight.
pub(super) fn minute(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// A time zone from the bundled database: the system's may be older, and the same site must build
/// to the same bytes everywhere.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

impl When {
    /// The time zone, if one is known.
    pub fn zone(&self) -> Option<TimeZone> {
        self.timezone.as_deref().and_then(zone)
    }

    /// The moment at which the event's clock shows a time. If there are two, because clocks are put
    /// back, it is the first, as in calendars.
    pub fn moment(&self, at: DateTime) -> Option<Zoned> {
        self.zone().and_then(|zone| at.to_zoned(zone).ok())
    }

    /// A start or an end that does not exist, because clocks are put forward.
    pub(super) fn skipped(&self) -> Option<DateTime> {
        let (hours, zone) = (self.hours?, self.zone()?);
        let ends = self.days.iter().flat_map(|&day| [hours.begin(day), hours.finish(day)]);
        let is_gap = |at: &DateTime| {
            matches!(zone.to_ambiguous_timestamp(*at).offset(), AmbiguousOffset::Gap { .. })
        };
        ends.into_iter().find(is_gap)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date, time};

    use super::Hours;
    use crate::event::When;

    fn hours(start: i8, end: i8) -> Hours {
        Hours { start: time(start, 0, 0, 0), end: time(end, 0, 0, 0) }
    }

    #[test]
    fn hours_end_on_the_next_day_when_the_clock_goes_back() {
        let day = date(2027, 12, 31);
        for (hours, minutes, finish) in [
            (hours(9, 17), 480, "2027-12-31T17:00:00"),
            (hours(22, 2), 240, "2028-01-01T02:00:00"),
            (hours(20, 0), 240, "2028-01-01T00:00:00"),
            (hours(0, 0), 1440, "2028-01-01T00:00:00"),
        ] {
            assert_eq!(
                (hours.minutes(), hours.finish(day).to_string()),
                (minutes, finish.to_owned())
            );
            assert_eq!(hours.begin(day).date(), day);
        }
        let night = hours(22, 2);
        assert_eq!(night.within(day, time(23, 0, 0, 0)).to_string(), "2027-12-31T23:00:00");
        assert_eq!(night.within(day, time(0, 30, 0, 0)).to_string(), "2028-01-01T00:30:00");
        assert_eq!(night.finish(Date::MAX).date(), Date::MAX);
    }

    #[test]
    fn a_time_that_the_clock_never_shows_is_found() {
        let skipped = |start, end, day| {
            let timezone = Some("Europe/Paris".to_owned());
            let when =
                When { days: vec![day], hours: Some(hours(start, end)), breaks: vec![], timezone };
            when.skipped().map(|at| at.to_string())
        };
        assert_eq!(skipped(22, 2, date(2027, 3, 27)).as_deref(), Some("2027-03-28T02:00:00"));
        assert_eq!(skipped(22, 3, date(2027, 3, 27)), None);
        assert_eq!(skipped(22, 2, date(2027, 10, 30)), None);
    }
}
