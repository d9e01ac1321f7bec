//! The day and the time at which the program runs: read once, and only by the command line.

#![expect(clippy::disallowed_methods, reason = "the one place that asks the clock for both")]

use std::time::SystemTime;

use jiff::civil::Date;

/// Today, in the machine's time zone.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// The name of the machine's time zone, if it has one.
pub fn time_zone() -> Option<String> {
    jiff::tz::TimeZone::system().iana_name().map(str::to_owned)
}

/// The current time, to compare with file times.
pub fn now() -> SystemTime {
    SystemTime::now()
}
