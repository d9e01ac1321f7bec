//! The server of `deckyard serve`, over real sockets.

#![expect(clippy::disallowed_methods, reason = "the tests measure time")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

mod client;
mod crowds;
mod doors;
mod events;
mod garbage;
mod load;
mod origins;
mod pages;
mod paths;
mod reach;
mod remote;
