//! PDFs of a deck: the chunks that a browser printed become one file, with an outline, page labels, links from chunk
//! to chunk, and what readers for the blind need.
//!
//! What chunks share, such as pictures, is in the file once. The result depends on the chunks alone: it has no date,
//! and its identity is a hash of its content.
//!
//! This room reads what Chromium writes and no other PDF (`read`), and knows nothing of decks or browsers.

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
