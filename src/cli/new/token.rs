//! `deckyard new token`: the unguessable part of the address of a private event.

use super::super::run::fail;
use super::super::{ExitStatus, print};

/// The characters of a token: no two of them look alike.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The number of characters, of 5 bits each.
const LENGTH: usize = 28;

/// Prints a token.
pub(super) fn run() -> ExitStatus {
    let mut bytes = [0; LENGTH];
    match getrandom::fill(&mut bytes) {
        Ok(()) => {
            print(&format!("{}\n", token(bytes)));
            ExitStatus::Success
        }
        Err(error) => fail(&format!("no random numbers: {error}")),
    }
}

/// A token of random bytes.
fn token(bytes: [u8; LENGTH]) -> String {
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
