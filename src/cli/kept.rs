//! The last build of an output: if nothing changed since, nothing is built.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::run::CommandRun;
use crate::io::stamp::{Said, Stamp};
use crate::io::write::Looks;

/// Names the folder for caches; with it, each build is remembered, however short it is.
const VARIABLE: &str = "DECKYARD_CACHE";

/// A shorter build is repeated: checking whether it is needed takes as long.
const WORTH: Duration = Duration::from_millis(250);

/// The folder for caches, and how long what is worth being kept there takes at least; `None` where nothing is kept.
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
    /// The record of an output; `None` where none can be kept.
    pub(super) fn find(run: &'a CommandRun<'a>, out: &Path) -> Option<Self> {
        let (folder, worth) = folder()?;
        let arguments = run.arguments;
        // A job's summary is of what a build finds.
        if arguments.output.job_summary().is_some() {
            return None;
        }
        let (root, style) = (run.world.root().display(), arguments.output.style());
        let key = format!("{root} {:?} {arguments:?} {style:?}", run.config);
        let stamp = Stamp::find(&folder, out, &key, run.begun)?;
        Some(Self { run, stamp, worth })
    }

    /// What the last build reported, if this one would do the same.
    pub(super) fn said(&self) -> Option<Said> {
        self.stamp.holds(|names| self.run.world.commits(names))
    }

    /// Remembers a build of this duration; `copied` says how its copied files looked.
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
