//! `deckyard import`: turns decks from elsewhere into files of a site.

mod branch;
mod decks;

use clap::{Args, Subcommand};

use super::ExitStatus;

/// The arguments of `import`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct ImportArguments {
    #[command(flatten)]
    decks: decks::DeckArguments,
    #[command(subcommand)]
    other: Option<OtherImport>,
}

/// What is imported besides decks.
#[derive(Subcommand, Debug)]
enum OtherImport {
    /// Turn branches of the site's repository, one for each delivery, into events with slides of their own.
    Branch(branch::BranchArguments),
}

/// Imports something.
pub(super) fn run(arguments: &ImportArguments) -> ExitStatus {
    match &arguments.other {
        Some(OtherImport::Branch(arguments)) => branch::run(arguments),
        None => decks::run(&arguments.decks),
    }
}
