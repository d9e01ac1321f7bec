//! Problems of the slide sets of events: revisions, overlays, skips.

use super::Words;
use crate::diag::{Code, GitTrouble, RevisionTrouble};

/// A problem of the slide set of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the words of the message, see `words`")]
pub enum SlideSetProblem {
    UnknownRevision { name: String, trouble: RevisionTrouble },
    UnknownDeck { name: String, nearest: Option<String> },
    MissingOverlay { path: String, nearest: Option<String> },
    UnusedSkip { what: String, nearest: Option<String> },
    UnusedOverlay { path: String, nearest: Option<String> },
    OrphanOverlay { folder: String, event: Option<String>, is_moved: bool },
    BrokenRevision { name: String, path: String, event: String },
    NoEditLinks { trouble: GitTrouble },
}

impl SlideSetProblem {
    /// The code under which it is reported.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::UnknownRevision { .. } => Code::UnknownRevision,
            Self::UnknownDeck { .. } => Code::UnknownDeck,
            Self::MissingOverlay { .. } => Code::MissingOverlay,
            Self::UnusedSkip { .. } => Code::UnusedSkip,
            Self::UnusedOverlay { .. } => Code::UnusedOverlay,
            Self::OrphanOverlay { .. } => Code::OrphanOverlay,
            Self::BrokenRevision { .. } => Code::BrokenRevision,
            Self::NoEditLinks { trouble } => trouble.code(),
        }
    }

    /// The message, the label and the help.
    pub(super) fn words(&self) -> Words {
        match self {
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
                "nothing to leave out or to follow",
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
            Self::BrokenRevision { name, path, event } => Words::new(
                format!("the revision `{name}` has an error, so `{event}` cannot be shown"),
                format!("see `{path}`"),
            )
            .help(format!(
                "fix it in a new commit, and name that: `deckyard freeze {event} --rev COMMIT`; \
                 a file of `slides/` can be fixed in the event's overlay"
            )),
            Self::NoEditLinks { trouble } => Words::new(
                format!("{}; links to edit slides may be missing or wrong", trouble.found()),
                "",
            )
            .help(format!("{}; or set REPOSITORY_URL and BRANCH", trouble.fix())),
        }
    }
}

/// A suggested fix for the folder of an event whose address changed.
fn moved_help(folder: &str, now: &str) -> String {
    let slug = folder.rsplit('/').next().unwrap_or(folder);
    format!(
        "if this was `{now}`, write `slug: {slug}` in its entry to keep its address; or rename the \
         folder to `events/{now}` and write `aliases: [{slug}]`"
    )
}
