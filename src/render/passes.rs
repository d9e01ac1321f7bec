//! The passes over the tree of a slide between parsing and writing: one per file, each independent of
//! the others. `slide.rs` has their order.

pub(super) mod attributions;
pub(super) mod code;
pub(super) mod content_classes;
pub(super) mod headings;
pub(super) mod highlighted_lines;
pub(super) mod labs;
pub(super) mod links;
pub(super) mod phrase;
pub(super) mod pictures;
pub(super) mod steps;
