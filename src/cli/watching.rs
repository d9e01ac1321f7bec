//! The loop of `serve` and of `build --watch`: wait, build what the change touches, hand it on.

#![expect(clippy::disallowed_methods, reason = "the clock says how long a build takes")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::run::Run;
use crate::diag::Warned;
use crate::io::watch::{Batch, Mode, Watch};
use crate::site::{Built, Session};

/// After so many builds what is remembered of old texts is thrown away.
const BUILDS_UNTIL_TIDY: usize = 64;

/// A site that is built again whenever it changes.
pub(super) struct Watching<'a> {
    run: &'a Run<'a>,
    session: Session,
    watch: Watch,
    /// Changes that fell between a build and the watching of its folders.
    behind: Option<BTreeSet<PathBuf>>,
    /// The folders that cannot be watched, each reported once.
    refused: BTreeSet<PathBuf>,
    builds: usize,
}

/// A build, and what led to it.
pub(super) struct Rebuilt {
    /// The site and what was noticed.
    pub(super) built: Warned<Built>,
    /// The files and folders that changed; empty when that is not known.
    pub(super) changed: BTreeSet<PathBuf>,
    /// How long the build took.
    pub(super) took: Duration,
}

impl<'a> Watching<'a> {
    /// Watches the site of a command.
    pub(super) fn new(run: &'a Run<'a>, mode: Mode) -> Result<Self, String> {
        let watch = Watch::new(mode)
            .map_err(|error| format!("the site cannot be watched ({error}); try --poll"))?;
        let session = Session::new(run.config.clone());
        let (behind, refused) = (None, BTreeSet::new());
        Ok(Self { run, session, watch, behind, refused, builds: 0 })
    }

    /// The first build.
    pub(super) fn first(&mut self) -> Rebuilt {
        let rebuilt = self.build(BTreeSet::new());
        self.follow();
        rebuilt
    }

    /// Waits for the next change, and builds. `None` when nothing can be watched any more.
    pub(super) fn next(&mut self) -> Option<Rebuilt> {
        let batch = match self.behind.take() {
            Some(paths) => Batch { paths, is_incomplete: false },
            None => self.watch.wait()?,
        };
        if batch.is_incomplete {
            self.run.world.forget_all();
        } else {
            self.run.world.forget(&batch.paths);
        }
        let rebuilt = self.build(batch.paths);
        self.follow();
        Some(rebuilt)
    }

    fn build(&mut self, changed: BTreeSet<PathBuf>) -> Rebuilt {
        let start = Instant::now();
        let built = self.session.build(&self.run.world);
        Rebuilt { built, changed, took: start.elapsed() }
    }

    /// To be called when the result of a build is on its way: keeps memory flat.
    pub(super) fn rest(&mut self) {
        self.builds += 1;
        if self.builds.is_multiple_of(BUILDS_UNTIL_TIDY) {
            self.session.tidy(&self.run.world);
        }
    }

    /// Watches the folders that the last build asked for.
    fn follow(&mut self) {
        let set = self.watch.set(&self.run.world.folders());
        for (folder, error) in set.refused {
            if self.refused.insert(folder.clone()) {
                let name = self.name(&folder);
                self.run.say(&format!("{name} cannot be watched ({error}); try --poll\n"));
            }
        }
        // What happened there before it was watched was seen by nobody.
        self.behind = (!set.added.is_empty()).then_some(set.added);
    }

    /// A path as the author knows it.
    pub(super) fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.run.world.root()).unwrap_or(path);
        inside.display().to_string()
    }
}
