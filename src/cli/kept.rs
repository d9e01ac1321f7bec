//! The last build of an output: when nothing changed since, there is nothing to build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};

use super::run::Run;
use crate::io::stamp::{Look, Said, Stamp};
use crate::io::write::{Content, Tree};

/// Names the folder for caches; with it, each build is remembered, however short it is.
const VARIABLE: &str = "DECKYARD_CACHE";

/// What takes less is done again: that is as quick as to look whether it must be.
const WORTH: Duration = Duration::from_millis(250);

/// The last build of an output.
pub(super) struct Kept<'a> {
    run: &'a Run<'a>,
    stamp: Stamp,
    worth: Duration,
    /// The files that are copied, and how they looked before.
    copies: BTreeMap<PathBuf, Option<Look>>,
}

impl<'a> Kept<'a> {
    /// What is remembered of an output; `None` where nothing can be.
    pub(super) fn find(run: &'a Run<'a>, out: &Path) -> Option<Self> {
        let (folder, worth) = match std::env::var_os(VARIABLE) {
            Some(folder) if folder.is_empty() => return None,
            Some(folder) => (PathBuf::from(folder), Duration::ZERO),
            None => (choose_base_strategy().ok()?.cache_dir().join("deckyard"), WORTH),
        };
        let arguments = run.arguments;
        let (root, style) = (run.world.root().display(), arguments.output.style());
        let key = format!("{root} {:?} {arguments:?} {style:?}", run.config);
        let stamp = Stamp::find(&folder, out, &key, run.begun)?;
        Some(Self { run, stamp, worth, copies: BTreeMap::new() })
    }

    /// What the last build said, when this one would do the same.
    pub(super) fn said(&self) -> Option<Said> {
        self.stamp.holds(|names| self.run.world.commits(names))
    }

    /// Takes down the files that are to be copied, before they are read.
    pub(super) fn look_at(&mut self, tree: &Tree) {
        let files = tree.values().filter_map(|content| match content {
            Content::File(file) => Some(file),
            Content::Bytes(_) | Content::Made(_) => None,
        });
        self.copies = files.map(|file| (file.clone(), Look::at(file))).collect();
    }

    /// Remembers a build that took so long.
    pub(super) fn keep(self, said: Said, took: Duration) {
        if took < self.worth {
            return;
        }
        if let Some(mut inputs) = self.run.world.inputs() {
            inputs.files.extend(self.copies);
            self.stamp.keep(inputs, said);
        }
    }
}
