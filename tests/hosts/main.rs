//! How hosts serve a published site: the recipes of `docs/recipes/` for nginx, Apache and Caddy run
//! here, and each of their lines has a tested effect; workflows do what the guide promises; the
//! scripts of the action and of hosts that build run with a simulated release.
//!
//! Servers that are not installed are skipped, unless `DECKYARD_SERVERS` is set, as in
//! `scripts/test`.

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
