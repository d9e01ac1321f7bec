//! Deckyard turns shared Markdown chapters and YAML manifests into slide decks.
//!
//! The modules are layered, as `ARCHITECTURE.md` describes. The core is pure: it asks a
//! [`world::World`] and returns a [`site::Site`], and only `io` and `cli` touch the machine.

mod branches;
pub mod changes;
pub mod cli;
pub mod colour;
pub mod compose;
pub mod deck;
pub mod diag;
pub mod earlier;
pub mod event;
pub mod export;
mod glob;
pub mod guide;
pub mod import;
pub mod io;
pub mod keys;
pub mod language;
pub mod line;
pub mod manifest;
pub mod markdown;
mod memo;
mod model;
mod output;
mod pages;
pub mod path;
pub mod pdf;
pub mod picture;
pub mod refs;
pub mod render;
pub mod report;
mod routes;
pub mod schema;
mod search;
pub mod site;
pub mod source;
pub mod span;
pub mod starter;
pub mod stats;
pub mod syntax;
mod theme;
pub mod typeface;
pub mod world;
