//! What to build, resolved from the command line and the environment.

use jiff::civil::Date;

use crate::deck::Repository;
use crate::diag::GitTrouble;
use crate::manifest::Overrides;

/// What to build, resolved from the command line and the environment.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The decks to build, by name; all when empty.
    pub decks: Vec<String>,
    /// The event whose slide set is the whole output, by its slug.
    pub event: Option<String>,
    /// Values in front of those of the manifests.
    pub overrides: Overrides,
    /// Where the sources can be seen and edited.
    pub repository: Repository,
    /// What kept git from saying where that is.
    pub no_links: Option<GitTrouble>,
    /// Whether slides say where they were written.
    pub sources: Sources,
    /// What happens to notes that a manifest calls private.
    pub private_notes: PrivateNotes,
    /// Whether advice is given as well: what could be better, though nothing is wrong.
    pub advice: Advice,
    /// The day that decides what is past; without one, nothing is.
    pub today: Option<Date>,
}

/// Whether advice is given as well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// As `deckyard check` does.
    #[default]
    Wanted,
    /// As `deckyard build` has it: what it says must be worth reading each time.
    Unwanted,
}

/// What happens to notes that a manifest calls private.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum PrivateNotes {
    /// They go, before anything is made of them.
    #[default]
    LeftOut,
    /// Pages have them, except those for the audience: for a site that is shown to
    /// its author, and never written.
    ForPresenter,
}

/// Whether slides say where they were written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// `data-source` and the footer with its edit link.
    #[default]
    Shown,
    /// Neither.
    Hidden,
}
