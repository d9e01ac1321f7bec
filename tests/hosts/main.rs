//! What hosts do with a published site: the recipes of `docs/recipes/` for nginx, Apache and Caddy run here, and each of
//! their lines has something to show; workflows keep what the guide promises of them; the scripts of the action and of
//! hosts that build run against a release that stands in for the real one.
//!
//! Servers that are not installed are passed over, unless `DECKYARD_SERVERS` is set, as `scripts/test` does.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at the disk and start servers")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

mod action;
mod answer;
mod builds;
mod server;
mod servers;
mod site;
mod workflows;
