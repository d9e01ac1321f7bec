//! PDFs that a build writes beside its decks, for `downloads: [pdf]`.
//!
//! Printing takes seconds, so a PDF is kept in the user's caches under a hash of everything that is in it: a deck that
//! did not change is not printed again, and needs no browser.

use std::path::Path;
use std::sync::Arc;

use super::files::digest;
use super::pdf::{PdfForm, Printer};
use super::{BrowserArguments, Failure};
use crate::cli::kept;
use crate::cli::run::{CommandRun, SiteFiles};
use crate::diag::Diagnostic;
use crate::export::{DownloadKind, FileReader, Parcel};
use crate::io::stamp;
use crate::site::Built;

/// The folder for PDFs in that for caches.
const FOLDER: &str = "pdf";

/// Prints the PDFs that the site asks for. A failure of the browser affects all of them, and is
/// reported once.
pub(in crate::cli) fn print(run: &CommandRun<'_>, built: &Built) -> Result<(), Box<Diagnostic>> {
    let files = SiteFiles(Arc::clone(run.world.folder()));
    let caches = kept::folder().map(|(folder, _)| folder.join(FOLDER));
    for parcel in built.site.downloads.values().filter(|parcel| parcel.kind == DownloadKind::Pdf) {
        let pdf =
            pdf(run, parcel, (&files, caches.as_deref())).map_err(|failure| match failure {
                Failure::Found(problem) => Box::new(Diagnostic::nowhere(problem)),
                Failure::Said(why) => Box::new(Diagnostic::nowhere(super::unprinted(parcel, why))),
            })?;
        parcel.fill(pdf);
    }
    Ok(())
}

fn pdf(
    run: &CommandRun<'_>,
    parcel: &Parcel,
    (files, caches): (&dyn FileReader, Option<&Path>),
) -> Result<Vec<u8>, Failure> {
    let event = run.config.event.as_deref();
    let about = [env!("CARGO_PKG_VERSION"), parcel.url(), event.unwrap_or_default()];
    let authors = parcel.authors().iter().map(String::as_str);
    let key = digest(parcel, files, &about.into_iter().chain(authors).collect::<Vec<_>>());
    let kept = caches.map(|folder| folder.join(format!("{key:032x}.pdf")));
    if let Some(pdf) = kept.as_deref().and_then(stamp::used) {
        return Ok(pdf);
    }
    let arguments = BrowserArguments::default();
    let browser = arguments.find()?;
    let is_quiet = run.arguments.output.quiet;
    let printer =
        Printer { browser: &browser, patience: arguments.patience(), files, is_quiet, event };
    let made = printer.pdf(parcel, PdfForm::default())?;
    run.say(&made.denied_in_words());
    if let Some(kept) = kept {
        // Without it, the next build prints the deck again.
        let _ = stamp::keep_file(&kept, &made.pdf);
    }
    Ok(made.pdf)
}
