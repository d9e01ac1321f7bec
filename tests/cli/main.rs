//! The command line as a user meets it: the exact text on standard output and standard error, the
//! exit status, and the files on disk afterwards.
//!
//! The expected texts stand in the tests; `UPDATE=1 cargo test --test cli` rewrites them, and the
//! difference is for people to judge: is this the message that you would be glad to get?

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE=1` writes them")]

mod about_decks;
mod addresses;
mod baseline;
mod branches;
mod brands;
mod cards;
mod changes;
mod chapters;
mod claims;
mod commands;
mod company;
mod contents;
mod events;
mod exports;
mod fixture;
mod floods;
mod formats;
mod help;
mod housekeeping;
mod import_layouts;
mod imports;
mod includes;
mod inside;
mod layouts;
mod levels;
#[cfg(feature = "links")]
mod links;
mod manifests;
mod old;
mod options;
mod output;
mod outside;
mod overlays;
mod pages;
mod parts;
mod publishing;
mod refusals;
#[cfg(unix)]
mod repositories;
mod sections;
mod slips;
mod slots;
mod starter;
mod systems;
mod templates;
mod themes;
