//! What commands make from decks with an installed Chromium: PDFs, pictures of slides.
//!
//! A deck is printed from its page, with the browser's print styles. The page gets the files of the
//! site from memory, and nothing else: see `io/chromium.rs`.

mod chunks;
pub(super) mod downloads;
mod files;
pub(super) mod pdf;
pub(super) mod png;
pub(super) mod pptx;
mod progress;
mod target;
pub(super) mod thumbnails;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueHint};

use super::run::fail;
use super::{ExitStatus, OutputArguments};
use crate::diag::{Diagnostic, PrintingCure, PrintingProblem};
use crate::export::Parcel;
use crate::io::chromium::Trouble;
use crate::io::files::DiskWorld;
use crate::io::{browser, stamp};

/// How many seconds a step of the browser may take: printing fifty slides with large pictures takes
/// five on an idle machine.
const USUAL_TIMEOUT: u64 = 300;

/// Options of commands that start a browser.
#[derive(Args, Clone, Debug)]
pub(super) struct BrowserArguments {
    /// A Chromium, Chrome or Edge [default: `CHROMIUM`, else the installed one].
    #[arg(long, value_name = "PATH", value_hint = ValueHint::ExecutablePath)]
    browser: Option<PathBuf>,
    /// How many seconds each step of the browser may take.
    #[arg(long, value_name = "SECONDS", default_value_t = USUAL_TIMEOUT, value_parser = clap::value_parser!(u64).range(1..=86400))]
    timeout: u64,
}

impl Default for BrowserArguments {
    fn default() -> Self {
        Self { browser: None, timeout: USUAL_TIMEOUT }
    }
}

impl BrowserArguments {
    /// The browser, which must be there.
    fn find(&self) -> Result<PathBuf, PrintingProblem> {
        let set =
            || std::env::var_os("CHROMIUM").filter(|path| !path.is_empty()).map(PathBuf::from);
        let Some(named) = self.browser.clone().or_else(set) else {
            return browser::find(None).ok_or(PrintingProblem::NoBrowser { named: None });
        };
        let is_bare = named.components().count() == 1;
        let found = if is_bare { browser::on_path(&named) } else { Some(named.clone()) };
        let found = found.filter(|path| stamp::FileLook::at(path).is_some());
        found.ok_or_else(|| PrintingProblem::NoBrowser { named: Some(named.display().to_string()) })
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

/// Why nothing is exported.
enum Failure {
    /// The command was wrong, or a file could not be written.
    Said(String),
    /// The browser is missing, or failed.
    Found(PrintingProblem),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Said(message)
    }
}

impl From<PrintingProblem> for Failure {
    fn from(problem: PrintingProblem) -> Self {
        Self::Found(problem)
    }
}

impl Failure {
    fn report(self, output: &OutputArguments, world: &DiskWorld) -> ExitStatus {
        match self {
            Self::Said(message) => fail(&message),
            Self::Found(problem) => {
                output.report(&[Diagnostic::nowhere(problem)], world);
                ExitStatus::Error
            }
        }
    }
}

/// A failure of the browser, as a problem of a deck.
fn failed(trouble: &Trouble, deck: &str) -> PrintingProblem {
    let cure = match trouble {
        Trouble::NotStarted(..) => PrintingCure::Browser,
        Trouble::Ended(_) => PrintingCure::Memory,
        Trouble::Silent(..) => PrintingCure::Time,
        Trouble::Refused(_) => PrintingCure::Scripts,
    };
    PrintingProblem::Failed { deck: deck.to_owned(), why: trouble.to_string(), cure }
}

/// A deck that cannot be printed for another reason.
fn unprinted(parcel: &Parcel, why: String) -> PrintingProblem {
    let deck = parcel.front_page().map_or("", |(_, page)| page.name()).to_owned();
    PrintingProblem::Failed { deck, why, cure: PrintingCure::Browser }
}
