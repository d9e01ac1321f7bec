//! `deckyard import`: what others have becomes part of a site.

mod branch;

use clap::{Args, Subcommand};

use super::ExitStatus;

/// The arguments of `import`.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    #[command(subcommand)]
    what: ImportKind,
}

#[derive(Subcommand, Debug)]
enum ImportKind {
    /// Turn branches of the site's repository, one for each delivery, into events with slides of their own.
    Branch(branch::BranchArguments),
}

/// Imports something.
pub(super) fn run(arguments: &ImportArguments) -> ExitStatus {
    let ImportKind::Branch(arguments) = &arguments.what;
    branch::run(arguments)
}
