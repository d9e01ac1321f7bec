//! The last build of an output: if nothing changed since, nothing is built.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::run::CommandRun;
use crate::io::stamp::{Said, Stamp};
use crate::io::write::Looks;

/// Names the folder for caches; if it is set, each build is recorded, however short.
const VARIABLE: &str = "DECKYARD_CACHE";

/// Shorter builds are simply repeated: checking whether they are needed takes as long.
const WORTH: Duration = Duration::from_millis(250);

/// The folder for caches, and how long what is worth being kept there takes at least; `None` if
/// nothing is recorded.
pub(super) fn folder() -> Option<(PathBuf, Duration)> {
    match std::env::var_os(VARIABLE) {
        Some(folder) if folder.is_empty() => None,
        Some(folder) => Some((PathBuf::from(folder), Duration::ZERO)),
        None => Some((choose_base_strategy().ok()?.cache_dir().join("deckyard"), WORTH)),
    }
}

/// The last build of an output.
pub(super) struct Kept<'a> {
    run: &'a CommandRun<'a>,
    stamp: Stamp,
    worth: Duration,
}

impl<'a> Kept<'a> {
    /// The record of an output; `None` if nothing can be recorded.
    pub(super) fn find(run: &'a CommandRun<'a>, out: &Path) -> Option<Self> {
        let (folder, worth) = folder()?;
        let arguments = run.arguments;
        // A job's summary needs the findings of a build.
        if arguments.output.job_summary().is_some() {
            return None;
        }
        let (root, style) = (run.world.root().display(), arguments.output.style());
        let key = format!("{root} {:?} {arguments:?} {style:?}", run.config);
        let stamp = Stamp::find(&folder, out, &key, run.begun)?;
        Some(Self { run, stamp, worth })
    }

    /// The report of the last build, if this one would produce the same result.
    pub(super) fn said(&self) -> Option<Said> {
        self.stamp.holds(|names| self.run.world.commits(names))
    }

    /// Remembers a build of this duration; `copied` has the state of its copied files.
    pub(super) fn keep(self, said: Said, copied: Looks, took: Duration) {
        if took < self.worth {
            return;
        }
        if let Some(mut inputs) = self.run.world.inputs() {
            inputs.files.extend(copied);
            self.stamp.keep(inputs, said);
        }
    }
}
