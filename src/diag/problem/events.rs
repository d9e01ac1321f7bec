//! Problems of events: their entries and agendas.

use super::Words;
use crate::diag::Code;
use crate::span::Span;

/// A problem of an entry of `workshops.yml`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum EventProblem {
    NoTitle,
    UnknownSpeaker { name: String, nearest: Option<String> },
    UnknownEvent { key: String, slug: String, nearest: Option<String>, listed: Vec<String> },
    UnknownCountry { code: String, nearest: Option<String> },
    BadAddress { key: String, found: String, expected: &'static str, nearest: Option<String> },
    DuplicateSlug { slug: String, first: Span },
    SharedSlug { slug: String, events: usize, now: String, first: Span },
    AgendaMisfit { planned: u64, estimated: u64, available: u64, why: Misfit },
    MissingPage { key: String, path: String, nearest: Option<String> },
    EmptyList { path: String },
    UnknownLevel { found: String, nearest: Option<String> },
}

impl EventProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::AgendaMisfit { why: Misfit::TooLong, .. } => Code::AgendaTooLong,
            Self::NoTitle => Code::NoTitle,
            Self::UnknownSpeaker { .. } => Code::UnknownSpeaker,
            Self::UnknownEvent { .. } => Code::UnknownEvent,
            Self::UnknownCountry { .. } => Code::UnknownCountry,
            Self::BadAddress { .. } => Code::BadAddress,
            Self::DuplicateSlug { .. } => Code::DuplicateSlug,
            Self::SharedSlug { .. } => Code::SharedSlug,
            Self::AgendaMisfit { .. } => Code::AgendaWithoutTimes,
            Self::MissingPage { .. } => Code::MissingPage,
            Self::EmptyList { .. } => Code::EmptyList,
            Self::UnknownLevel { .. } => Code::UnknownLevel,
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
            Self::NoTitle => Words::new("an event has no title", "this entry")
                .help("add a line `title: …` to it"),
            Self::UnknownSpeaker { name, nearest } => {
                Words::new(format!("unknown speaker `{name}`"), "not under `speakers`")
                    .guess(nearest.as_ref(), "add them under `speakers:`, by this name")
            }
            Self::UnknownEvent { key, slug, nearest, listed } => {
                let listed: Vec<_> = listed.iter().map(|slug| format!("`{slug}`")).collect();
                let help = match listed.as_slice() {
                    [] => "the list has no other event".to_owned(),
                    listed => format!("events are found by their slugs: {}", listed.join(", ")),
                };
                let message = format!("`{key}` names the unknown event `{slug}`");
                Words::new(message, "no event of the list has this slug")
                    .guess(nearest.as_ref(), &help)
            }
            Self::UnknownCountry { code, nearest } => Words::new(
                format!("`{code}` is not a country"),
                "expected two letters of ISO 3166, or `www`",
            )
            .guess(nearest.as_ref(), "`fr` is France, `www` an event without a place"),
            Self::BadAddress { key, found, expected, nearest } => Words::new(
                format!("`{key}` cannot link to `{found}`"),
                format!("expected {expected}"),
            )
            .guess(nearest.as_ref(), &format!("write {expected}")),
            Self::DuplicateSlug { slug, .. } => {
                Words::new(format!("the address `{slug}` is used twice"), "the second time")
                    .help("change one of them")
            }
            Self::SharedSlug { slug, events, now, .. } => Words::new(
                format!("{events} events would have the address `{slug}`"),
                format!("this one is found at `{now}`"),
            )
            .help(format!(
                "write `slug: {slug}` in the one that was published first, to keep links to it working"
            )),
            Self::AgendaMisfit { planned, estimated, available, why } => {
                misfit((*planned, *estimated, *available), *why)
            }
            Self::MissingPage { key, path, nearest } => Words::new(
                format!("`{key}` links to `{path}`, which does not exist"),
                "no such page or file in the site",
            )
            .guess(nearest.as_ref(), "addresses count from the top of the site, like files in `slides/`"),
            Self::UnknownLevel { found, nearest } => Words::new(
                format!("unknown level `{found}`"),
                "shown as written, without a translation",
            )
            .guess(nearest.as_ref(), "the levels are `beginner`, `intermediate` and `advanced`"),
            Self::EmptyList { path } => {
                Words::new(format!("`{path}` lists nothing"), "it is empty, or contains only comments")
                    .help("list events under `workshops:`, or remove the file")
            }
        }
    }
}

/// Why decks cannot be scheduled within the hours of an event.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Misfit {
    /// The planned minutes exceed the hours.
    TooLong,
    /// The planned minutes leave too few for the estimated ones.
    NoRoom,
    /// The total fills less than half of the hours.
    TooShort,
}

/// Why an agenda has no times; minutes that are planned, estimated and available.
fn misfit((planned, estimated, available): (u64, u64, u64), why: Misfit) -> Words {
    let label = "its agenda shows only the order";
    match why {
        Misfit::TooLong => Words::new(
            format!("{planned} minutes are planned for the decks, but the hours allow {available}"),
            label,
        )
        .help("plan less with `minutes`, leave slides out, or give the event more hours"),
        Misfit::NoRoom => {
            let left = available.saturating_sub(planned);
            let of_these = match planned {
                0 => format!("the hours allow {available} minutes"),
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
