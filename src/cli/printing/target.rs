//! Shared by all commands that start a browser for a target.

use super::Failure;
use crate::cli::ExitStatus;
use crate::cli::export::TargetArguments;
use crate::cli::run::{CommandRun, fail};
use crate::site::{Advice, Sources};

/// Runs a command on the site of its target, and reports why it failed.
pub(super) fn on_target(
    target: &TargetArguments,
    made: impl FnOnce(&CommandRun<'_>) -> Result<ExitStatus, Failure>,
) -> ExitStatus {
    let site = target.site();
    match CommandRun::new(&site, Sources::Hidden, Advice::Unwanted) {
        Ok(run) => made(&run).unwrap_or_else(|failure| failure.report(&target.output, &run.world)),
        Err(message) => fail(&message),
    }
}
