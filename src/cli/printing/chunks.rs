//! Prints the page of a deck in pieces, in several browsers at the same time.
//!
//! Chromium keeps all of a page that it prints, thousands of slides with their pictures, in memory. So each browser
//! opens the page once and prints some slides of it after the others, while the rest are hidden. How the deck is divided
//! depends on the deck alone, and so does the result.

use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::io::chromium::{AnsweredFiles, Browser, Paper, Tab, Trouble};
use crate::pdf::Chunk;

/// How many slides, or sheets of paper, are printed at once.
const AT_ONCE: usize = 50;

/// The maximum number of browsers that print at the same time: each has the whole page in memory.
pub(super) const MOST_BROWSERS: usize = 4;

/// The script that shows and hides slides.
const SCRIPT: &str = include_str!("deck.js");

/// A page to print.
pub(super) struct Printing<'a> {
    pub(super) browser: &'a Path,
    /// How long each step may take.
    pub(super) patience: Duration,
    pub(super) files: &'a AnsweredFiles<'a>,
    /// The page, with the query of its address: `bread.html?print=steps`.
    pub(super) page: &'a str,
    pub(super) paper: Paper,
    /// Called with the number of units done, and of all units.
    pub(super) progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// A unit of printing: a slide, a step, a sheet of a handout.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct PaperUnit {
    /// The names of everything on it.
    pub(super) names: Vec<String>,
    /// The numbers of its slides.
    pub(super) numbers: Vec<usize>,
}

/// A deck that was printed.
pub(super) struct Printed {
    pub(super) chunks: Vec<Chunk>,
    pub(super) units: Vec<PaperUnit>,
    /// Addresses of other sites whose content it shows.
    pub(super) denied: Vec<String>,
}

/// Opens a page of a deck with the script at hand, as `deck`.
pub(super) fn opened<'a>(
    (browser, patience): (&Path, Duration),
    files: &'a AnsweredFiles<'a>,
    page: &str,
) -> Result<Tab<'a>, Trouble> {
    let mut tab = Browser::open(browser, patience, files, page)?;
    tab.run(&format!("globalThis.deck = {SCRIPT}; null"))?;
    Ok(tab)
}

/// What the script returned.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Trouble> {
    serde_json::from_value(value).map_err(|error| {
        Trouble::Refused(format!("the page of the deck is not as expected: {error}"))
    })
}

/// Opens a page to print, with its units.
fn open<'a>(printing: &Printing<'a>) -> Result<(Tab<'a>, Vec<PaperUnit>), Trouble> {
    let mut tab = opened((printing.browser, printing.patience), printing.files, printing.page)?;
    let units = read(tab.run("deck.prepare()")?)?;
    Ok((tab, units))
}

/// Prints a page.
pub(super) fn printed(printing: &Printing<'_>) -> Result<Printed, Trouble> {
    let (tab, units) = open(printing)?;
    let count = units.len().div_ceil(AT_ONCE);
    let work = SharedWork {
        units: &units,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        has_failed: AtomicBool::new(false),
    };
    let results = Mutex::new(Vec::with_capacity(count));
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let put = |result: Result<Worker, Trouble>| {
        if result.is_err() {
            work.has_failed.store(true, Ordering::Relaxed);
        }
        results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
    };
    std::thread::scope(|scope| {
        for _ in 1..processors.min(MOST_BROWSERS).min(count) {
            // With fewer threads it takes longer.
            let _ = std::thread::Builder::new().spawn_scoped(scope, || {
                // If there is not enough memory for another browser, the others do its work.
                if let Ok((tab, _)) = open(printing) {
                    put(work.run(printing, tab));
                }
            });
        }
        put(work.run(printing, tab));
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (mut chunks, mut denied) = (Vec::with_capacity(count), Vec::new());
    for worker in results {
        let worker = worker?;
        chunks.extend(worker.chunks);
        denied.extend(worker.denied);
    }
    chunks.sort_by_key(|(index, _)| *index);
    denied.sort();
    denied.dedup();
    let chunks = chunks.into_iter().map(|(_, chunk)| chunk).collect();
    Ok(Printed { chunks, units, denied })
}

/// The work that all browsers share.
struct SharedWork<'a> {
    units: &'a [PaperUnit],
    /// The next chunk that is not being printed.
    next: AtomicUsize,
    /// How many units are printed.
    done: AtomicUsize,
    has_failed: AtomicBool,
}

/// The result of one browser.
struct Worker {
    chunks: Vec<(usize, Chunk)>,
    denied: Vec<String>,
}

impl SharedWork<'_> {
    fn run(&self, printing: &Printing<'_>, mut tab: Tab<'_>) -> Result<Worker, Trouble> {
        let mut chunks = Vec::new();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let (from, to) = (index * AT_ONCE, ((index + 1) * AT_ONCE).min(self.units.len()));
            let Some(units) = self.units.get(from..to).filter(|units| !units.is_empty()) else {
                break;
            };
            if self.has_failed.load(Ordering::Relaxed) {
                break;
            }
            tab.run(&format!("deck.show({from}, {to})"))?;
            let pdf = tab.print(printing.paper)?;
            let units = units.iter().map(|unit| unit.names.clone()).collect();
            chunks.push((index, Chunk { pdf, units }));
            let done = self.done.fetch_add(to - from, Ordering::Relaxed) + to - from;
            (printing.progress)(done, self.units.len());
        }
        Ok(Worker { chunks, denied: tab.denied().to_vec() })
    }
}
