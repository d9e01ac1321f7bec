//! `deckyard import`: what others have becomes part of a site.

mod decks;

use clap::Args;

use super::ExitStatus;

/// The arguments of `import`.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    #[command(flatten)]
    decks: decks::DeckArguments,
}

/// Imports something.
pub(super) fn run(arguments: &ImportArguments) -> ExitStatus {
    decks::run(&arguments.decks)
}
