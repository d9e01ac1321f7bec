//! What to build, resolved from the command line and the environment.

use jiff::civil::Date;

use super::Shard;
use crate::deck::Repository;
use crate::diag::GitTrouble;
use crate::diag::level::LevelSet;
use crate::manifest::Overrides;

/// What to build, resolved from the command line and the environment.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The decks to build, by name; all when empty.
    pub decks: Vec<String>,
    /// The event whose slide set is the whole output, by its slug.
    pub event: Option<String>,
    /// The address at which the site is published, with `/` at its end; by default, that of
    /// `workshops.yml`.
    pub url: Option<String>,
    /// The audience of the pages.
    pub publication: Publication,
    /// Values that take precedence over those of the manifests.
    pub overrides: Overrides,
    /// The repository where the sources can be viewed and edited.
    pub repository: Repository,
    /// Why git could not identify that repository.
    pub no_links: Option<GitTrouble>,
    /// Whether slides include their source locations.
    pub sources: Sources,
    /// How to treat notes that a manifest marks as private.
    pub private_notes: PrivateNotes,
    /// Whether to report advice as well: possible improvements to correct input.
    pub advice: Advice,
    /// The levels of findings, which take precedence over those of `workshops.yml`.
    pub levels: LevelSet,
    /// The severity of denied findings.
    pub denied: Denied,
    /// Whether the output is written, as by `deckyard build`: then a browser draws thumbnails where the
    /// site asks for them, and every file is searched for tokens of private events.
    pub is_written: bool,
    /// Whether to collect the links to other sites.
    pub external_links: ExternalLinkUse,
    /// The part of the site to build; all of it when absent.
    pub shard: Option<Shard>,
    /// Events that end before this day are past; without it, none are.
    pub today: Option<Date>,
}

/// Whom the pages are for.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Publication {
    /// For everyone: search engines may list them.
    #[default]
    Public,
    /// For people with the address: a preview that search engines must not list.
    Preview,
}

/// The severity of denied warnings.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Denied {
    /// Errors: nothing is written.
    #[default]
    Errors,
    /// Warnings, as in `deckyard serve`: a preview shows what its author is still working on.
    Warnings,
}

/// Whether to report advice as well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// As in `deckyard check`.
    #[default]
    Wanted,
    /// As in `deckyard build`: each of its messages must be worth reading every time.
    Unwanted,
}

/// Whether to collect the links to other sites.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum ExternalLinkUse {
    /// They are not requested.
    #[default]
    Ignored,
    /// They are part of the result, for `check --links`.
    Collected,
}

/// How to treat notes that a manifest marks as private.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum PrivateNotes {
    /// They are removed before anything is rendered.
    #[default]
    LeftOut,
    /// Pages include them, except those for the audience: for a site that is served to its author,
    /// and never written.
    ForPresenter,
}

/// Whether slides include their source locations.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// `data-source` and the footer with its edit link.
    #[default]
    Shown,
    /// Neither.
    Hidden,
}
