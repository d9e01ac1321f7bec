//! The words for what is wrong with events: their entries, times and slide sets.

use std::fmt::Write as _;

use super::{Problem, Words};
use crate::diag::RevisionTrouble;

/// Why decks cannot be laid over the hours of an event.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Misfit {
    /// More is planned than the hours give.
    TooLong,
    /// What is planned leaves too little for what is only estimated.
    NoRoom,
    /// All of it fills less than half of the hours.
    TooShort,
}

/// What is wrong with the name of a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ZoneFault {
    /// It may be a slip for this name.
    Name(Option<String>),
    /// It is an abbreviation or an old name for one of these.
    Abbreviation(Vec<String>),
    /// It is a distance from UTC.
    Offset {
        /// How many minutes before UTC.
        minutes: i32,
        /// A city that has it for a part of the year, and a month of that part.
        season: Option<(String, &'static str)>,
        /// A city that has it all year.
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

/// What to do with the folder of an event that has another address now.
fn moved_help(folder: &str, now: &str) -> String {
    let slug = folder.rsplit('/').next().unwrap_or(folder);
    format!(
        "if this was `{now}`, write `slug: {slug}` in its entry to keep its address; or rename the \
         folder to `events/{now}` and write `aliases: [{slug}]`"
    )
}

/// Why an agenda has no times; minutes that are planned, estimated and available.
fn misfit((planned, estimated, available): (u64, u64, u64), why: Misfit) -> Words {
    let label = "its agenda shows the order only";
    match why {
        Misfit::TooLong => Words::new(
            format!("{planned} minutes are planned for the decks, the hours give {available}"),
            label,
        )
        .help("plan less with `minutes`, leave slides out, or give the event more hours"),
        Misfit::NoRoom => {
            let left = available.saturating_sub(planned);
            let of_these = match planned {
                0 => format!("the hours give {available} minutes"),
                _ => format!("{planned} of {available} minutes are planned, which leaves {left}"),
            };
            Words::new(format!("{of_these}, but the other slides take about {estimated}"), label)
                .help("give each chapter `minutes`, leave slides out, or give the event more hours")
        }
        Misfit::TooShort => {
            let total = planned + estimated;
            let message = format!("the decks fill about {total} of {available} minutes");
            Words::new(message, label)
                .help("plan the chapters with `minutes`, or give the hours that the decks take")
        }
    }
}

impl Problem {
    /// The words for what is wrong with entries.
    pub(super) fn event_words(&self) -> Option<Words> {
        Some(match self {
            Self::NoTitle => Words::new("an event has no title", "this entry")
                .help("add a line `title: …` to it"),
            Self::UnknownSpeaker { name, nearest } => {
                Words::new(format!("nobody under `speakers` is called `{name}`"), "unknown speaker")
                    .guess(nearest.as_ref(), "add them under `speakers:`, by this name")
            }
            Self::UnknownTimezone { name, fault } => {
                Words::new(format!("unknown time zone `{name}`"), "no name of the IANA database")
                    .help(fault.help())
            }
            Self::LegacyTimezone { name, fault } => {
                let message = format!("the time zone `{name}` names no city");
                Words::new(message, fault.label()).help(fault.help())
            }
            Self::UnknownCountry { code, nearest } => Words::new(
                format!("`{code}` is no country"),
                "expected two letters of ISO 3166, or `www`",
            )
            .guess(nearest.as_ref(), "`fr` is France, `www` an event without a place"),
            Self::BadAddress { key, found, expected, nearest } => Words::new(
                format!("`{key}` cannot lead to `{found}`"),
                format!("expected {expected}"),
            )
            .guess(nearest.as_ref(), &format!("write {expected}")),
            Self::MissingPage { key, path, nearest } => Words::new(
                format!("`{key}` leads to `{path}`, which does not exist"),
                "no such page or file in the site",
            )
            .guess(nearest.as_ref(), "addresses count from the top of the site: `bread.html`"),
            Self::EmptyList { path } => {
                Words::new(format!("`{path}` says nothing"), "it is empty, or holds comments only")
                    .help("list events under `workshops:`, or remove the file")
            }
            Self::DuplicateSlug { slug, .. } => {
                Words::new(format!("the address `{slug}` is given twice"), "the second time")
                    .help("change one of them")
            }
            Self::AgendaMisfit { planned, estimated, available, why } => {
                misfit((*planned, *estimated, *available), *why)
            }
            Self::SharedSlug { slug, events, now, .. } => Words::new(
                format!("{events} events would have the address `{slug}`"),
                format!("this one is found at `{now}`"),
            )
            .help(format!(
                "write `slug: {slug}` in the one that was published first, so that links to it hold"
            )),
            _ => return self.time_words(),
        })
    }

    fn time_words(&self) -> Option<Words> {
        Some(match self {
            Self::BadDate { found, why, nearest } => {
                let words = Words::new(format!("`{found}` is no date"), why.clone());
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
            .help("two days are the first and the last; more than two are each day"),
            Self::BadHours { key, found, expected, nearest } => Words::new(
                format!("`{found}` is no value for `{key}`"),
                format!("expected {expected}"),
            )
            .guess(nearest.as_ref(), &format!("write {expected}")),
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
            _ => return None,
        })
    }

    /// The words for what is wrong with the slide sets of events.
    pub(super) fn set_words(&self) -> Option<Words> {
        Some(match self {
            Self::UnknownRevision { name, trouble } => {
                let message = format!("the revision `{name}` cannot be read");
                let words = match trouble {
                    RevisionTrouble::Name
                    | RevisionTrouble::NoRepository
                    | RevisionTrouble::Unknown => Words::new(message, trouble.found(name)),
                    RevisionTrouble::Shallow
                    | RevisionTrouble::Partial(_)
                    | RevisionTrouble::Links(_)
                    | RevisionTrouble::Git(_) => {
                        Words::new(format!("{message}: {}", trouble.found(name)), "named here")
                    }
                };
                words.help(trouble.fix())
            }
            Self::NoEditLinks { trouble } => Words::new(
                format!("{}; links to edit slides may be missing or wrong", trouble.found()),
                "",
            )
            .help(format!("{}; or set REPOSITORY_URL and BRANCH", trouble.fix())),
            Self::BrokenRevision { name, path, event } => Words::new(
                format!("the revision `{name}` has an error, so `{event}` cannot be shown"),
                format!("see `{path}`"),
            )
            .help(format!(
                "fix it in a new commit, and name that: `deckyard freeze {event} --rev COMMIT`; \
                 a file of `slides/` can be fixed in the event's overlay"
            )),
            Self::UnknownDeck { name, nearest } => {
                Words::new(format!("there is no deck `{name}`"), "no such manifest in `slides/`")
                    .guess(nearest.as_ref(), "")
            }
            Self::MissingOverlay { path, nearest } => {
                Words::new(format!("the overlay `{path}` has no file"), "no such folder")
                    .guess(nearest.as_ref(), "the path counts from the site's folder")
            }
            Self::UnusedSkip { what, nearest } => Words::new(
                format!("no deck of this event shows `{what}`"),
                "nothing there to leave out or to follow",
            )
            .guess(nearest.as_ref(), "chapters count from `slides/`; a slide is `#name`"),
            Self::UnusedOverlay { path, nearest } => Words::new(
                format!("no deck of the event shows `{path}`"),
                "this file replaces nothing",
            )
            .guess(nearest.as_ref(), "name it in a manifest of the overlay or under `after:`"),
            Self::OrphanOverlay { folder, event, is_moved } => {
                let message = format!("`{folder}` belongs to no event");
                Words::new(message, "no event shows its files").help(match event {
                    Some(now) if *is_moved => moved_help(folder, now),
                    Some(meant) => format!("did you mean `events/{meant}`?"),
                    None => {
                        format!("name it in the event's entry, `overlay: {folder}`, or remove it")
                    }
                })
            }
            _ => return None,
        })
    }
}
