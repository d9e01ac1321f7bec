//! The day and the moment at which the program runs: asked for once, and only by the command line.

#![expect(clippy::disallowed_methods, reason = "the one place that asks the clock for both")]

use std::time::SystemTime;

use jiff::civil::Date;

/// Today, where the machine stands.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// This moment, to compare with times of files.
pub fn now() -> SystemTime {
    SystemTime::now()
}
