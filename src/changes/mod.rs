//! What changed between two builds of a site, slide by slide.
//!
//! Pages are read into a [`SiteSnapshot`] (`snapshot`), decks of both sides become pairs (`decks`),
//! and so do their slides: those with the same content first, then those that changed (`align`). A
//! change that several decks show is one [`SlideChange`] with several places (`report`), and its
//! lines are compared once (`lines`).
//!
//! **Invariant:** everything here is a function of the two snapshots, and costs at most as much as their
//! size, times its logarithm, plus products that have a limit.

mod align;
mod decks;
mod lines;
mod report;
mod snapshot;
#[cfg(test)]
mod tests;

pub use self::lines::{DiffLine, DiffPiece, DiffRow};
pub use self::report::{
    ChangeReport, DeckChange, DeckState, EventChange, ShownSlide, SlideChange, SlideChangeKind,
    SlideCounts, SlidePlace, compare,
};
pub use self::snapshot::{
    ContentPool, DeckAddress, DeckSnapshot, SiteSnapshot, SlideContent, SlideSnapshot,
};
