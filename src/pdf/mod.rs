//! PDFs of a deck: the chunks that a browser printed become one file, with an outline, page labels,
//! links between chunks, and the structure that screen readers need.
//!
//! Objects that chunks share, such as pictures, are in the file once. The result depends on the
//! chunks alone: it has no date, and its identity is a hash of its content.
//!
//! This module reads PDFs written by Chromium and no others (`read`), and knows nothing about decks
//! or browsers.

mod booklet;
mod join;
mod links;
mod metadata;
mod navigation;
mod object;
mod read;
mod same;
mod tags;
mod write;

pub use self::booklet::Booklet;
pub use self::join::{Chunk, join};
pub use self::navigation::{Label, OutlineEntry};
