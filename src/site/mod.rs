//! Sites: turns the contents of a world into an ordered map from output paths to contents.
//!
//! `World` → list and slide sets → decks → model → themes → pages → claims → `resolve` → [`Site`]:
//! each step is a value, and [`Session`] reuses unchanged ones. Only this module and `pages` may
//! use threads. The order of execution does not affect the result.

mod address_place;
mod audience;
mod built;
mod claims;
mod class_names;
mod deck_builds;
mod deck_links;
mod decks;
mod external;
mod layouts;
mod levels;
mod links;
mod near_files;
mod outlined;
mod parcels;
mod parts;
mod private;
mod published;
mod references;
mod session;
mod shares;
mod suggestions;
mod template_links;

pub use self::audience::{Addresses, Needs};
pub use self::built::{Built, DeckThumbnails, Site};
pub(crate) use self::deck_builds::DeckBuilds;
pub use self::levels::FindingLevels;
pub use self::parcels::parcel;
pub use self::session::Session;

pub use crate::deck::ExternalLink;
pub use crate::model::{
    Advice, Config, Denied, ExternalLinkUse, PrivateNotes, Publication, Shard, Sources, manifests,
    workshops,
};
pub use crate::output::Content;
pub use crate::pages::{
    COVER_SIZE, Change, ContentsLine, DeckPage, Frame, Patch, SLIDE_SIZE, Shift, SpeakerNotes,
    Splice, TranscriptPage, has_sizes, with_sizes,
};
pub use crate::theme::{DEFAULT_THEME, built_in, built_in_themes};

use crate::diag::Warned;
use crate::world::World;

/// Builds a site. If the diagnostics contain an error, it must not be written.
pub fn build(world: &dyn World, config: &Config) -> Warned<Site> {
    let Warned { output, diagnostics } = Session::new(config.clone()).build(world);
    Warned::new(output.finish(), diagnostics)
}
