//! Problems of dates, hours and time zones.

use std::fmt::Write as _;

use super::Words;
use crate::diag::Code;

/// A problem of a date, an hour or a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum TimeProblem {
    BadDate { found: String, why: String, nearest: Vec<String> },
    DateOrder { before: String, day: String, is_range: bool },
    LongRange { first: String, last: String, limit: usize, is_too_long: bool },
    BadHours { key: String, found: String, expected: String, nearest: Option<String> },
    UnknownTimezone { name: String, fault: ZoneFault },
    LegacyTimezone { name: String, fault: ZoneFault },
    FloatingHours { is_online: bool, zone: Option<String> },
}

impl TimeProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::LongRange { is_too_long: false, .. } => Code::LongEvent,
            Self::FloatingHours { is_online: false, .. } => Code::FloatingHours,
            Self::BadDate { .. } | Self::DateOrder { .. } | Self::LongRange { .. } => Code::BadDate,
            Self::BadHours { .. } => Code::BadHours,
            Self::UnknownTimezone { .. } => Code::UnknownTimezone,
            Self::LegacyTimezone { .. } => Code::LegacyTimezone,
            Self::FloatingHours { .. } => Code::OnlineHours,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::BadDate { found, why, nearest } => {
                let words = Words::new(format!("`{found}` is not a date"), why.clone());
                let guess = (!nearest.is_empty()).then(|| nearest.join("` or `"));
                words.guess(guess.as_ref(), "write year, month and day: `2019-04-23`")
            }
            Self::DateOrder { before, day, is_range } => {
                let words = Words::new("the days are not in order", {
                    format!("{day} does not come after {before}")
                });
                match is_range {
                    true if before == day => words.help("write one day"),
                    true => words.help(format!("did you mean `[{day}, {before}]`?")),
                    false => words.help("list each day once, the earliest first"),
                }
            }
            Self::LongRange { first, last, limit, .. } => Words::new(
                format!("the event takes more than {limit} days"),
                format!("from {first} to {last}"),
            )
            .help("two dates are the first and the last day; for more, list each day"),
            Self::BadHours { key, found, expected, nearest } => Words::new(
                format!("invalid value `{found}` for `{key}`"),
                format!("expected {expected}"),
            )
            .guess(nearest.as_ref(), &format!("write {expected}")),
            Self::UnknownTimezone { name, fault } => {
                Words::new(format!("unknown time zone `{name}`"), "not a name of the IANA database")
                    .help(fault.help())
            }
            Self::LegacyTimezone { name, fault } => {
                let message = format!("the time zone `{name}` names no city");
                Words::new(message, fault.label()).help(fault.help())
            }
            Self::FloatingHours { is_online, zone } => {
                let example = zone.as_deref().unwrap_or("Europe/Paris");
                let (message, label) = if *is_online {
                    ("the hours of an online event have no time zone", "on whose clock?")
                } else {
                    ("the hours have no time zone", "calendars read them on different clocks")
                };
                Words::new(message, label)
                    .help(format!("add `timezone: {example}` to the event, or under `site:`"))
            }
        }
    }
}

/// A problem of the name of a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ZoneFault {
    /// It may be a misspelling of this name.
    Name(Option<String>),
    /// It is an abbreviation or an old name for one of these.
    Abbreviation(Vec<String>),
    /// It is a UTC offset.
    Offset {
        /// Minutes ahead of UTC.
        minutes: i32,
        /// A city with this offset for part of the year, and a month of that part.
        season: Option<(String, &'static str)>,
        /// A city with this offset all year.
        all_year: Option<String>,
    },
}

impl ZoneFault {
    fn label(&self) -> String {
        match self {
            Self::Name(_) => "an old name".to_owned(),
            Self::Abbreviation(_) => {
                "an abbreviation or an old name, kept for old programs".to_owned()
            }
            Self::Offset { minutes, .. } => format!("{} all year", utc(*minutes)),
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Name(Some(nearest)) => format!("did you mean `{nearest}`?"),
            Self::Name(None) => "write region and city: `Europe/Paris`".to_owned(),
            Self::Abbreviation(zones) => {
                let names: Vec<_> = zones.iter().map(|zone| format!("`{zone}`")).collect();
                format!("name the city whose clock counts: {}", names.join(" or "))
            }
            Self::Offset { minutes, season, all_year } => {
                offset_help(*minutes, season.as_ref(), all_year.as_deref())
            }
        }
    }
}

fn offset_help(minutes: i32, season: Option<&(String, &str)>, all_year: Option<&str>) -> String {
    let mut cities = Vec::new();
    cities.extend(season.map(|(city, month)| format!("`{city}` in {month}")));
    cities.extend(all_year.map(|city| format!("`{city}` all year")));
    let mut help = if cities.is_empty() {
        format!("name the city whose clock counts; no large one is at {}", utc(minutes))
    } else {
        let cities = cities.join(", ");
        format!("name the city whose clock counts; at {} are: {cities}", utc(minutes))
    };
    let hours = minutes / 60;
    if minutes % 60 == 0 && (-12..=14).contains(&hours) {
        let turned = format!("Etc/GMT{}{}", if hours > 0 { '-' } else { '+' }, hours.abs());
        let clock = utc(minutes);
        // Writing to a String cannot fail.
        let _ = write!(help, " (`{turned}` is {clock} in the database: its signs are inverted)");
    }
    help
}

/// `UTC+5:30`.
fn utc(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}
