//! Sites: what a world holds becomes an ordered map from output paths to contents.
//!
//! `World` → list and slide sets → decks → model → themes → pages → claims → `resolve` → [`Site`]: each step
//! is a value, and [`Session`] keeps what did not change. The one room that may use threads, with `pages`. The
//! order of the work does not show in the result.

mod audience;
mod built;
mod claims;
mod decks;
mod links;
mod references;
mod session;

pub use self::audience::{Addresses, Needs};
pub use self::built::{Built, Site};
pub use self::session::Session;

pub use crate::model::{Advice, Config, PrivateNotes, Sources, manifests, workshops};
pub use crate::output::Content;
pub use crate::pages::{Change, DeckPage, Frame, Patch, Shift, SpeakerNotes, Splice};
pub use crate::theme::built_in;

use crate::diag::Warned;
use crate::world::World;

/// Builds a site. With an error among the diagnostics it is not fit to be written.
pub fn build(world: &dyn World, config: &Config) -> Warned<Site> {
    let Warned { output, diagnostics } = Session::new(config.clone()).build(world);
    Warned::new(output.finish(), diagnostics)
}
