//! The day on which the program runs: asked for once, and only by the command line.

#![expect(clippy::disallowed_methods, reason = "the one place that asks the clock for the day")]

use jiff::civil::Date;

/// Today, where the machine stands.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
