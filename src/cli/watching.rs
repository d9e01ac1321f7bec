//! The loop of `serve` and of `build --watch`: wait, build what the change touches, hand it on.

#![expect(clippy::disallowed_methods, reason = "the clock says how long a build takes")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::run::Run;
use crate::diag::Warned;
use crate::io::watch::{Mode, Watch};
use crate::site::{Built, Session};
use crate::world::World as _;

/// After so many builds what is remembered of old texts is thrown away.
const BUILDS_UNTIL_TIDY: usize = 64;

/// How often a build is made again because it asked for folders that were not watched yet, or
/// because more changed meanwhile.
const MOST_ROUNDS: usize = 4;

/// A site that is built again whenever it changes.
pub(super) struct Watching<'a> {
    run: &'a Run<'a>,
    session: Session,
    watch: Watch,
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
        Ok(Self { run, session, watch, refused: BTreeSet::new(), builds: 0 })
    }

    /// The first build.
    pub(super) fn first(&mut self) -> Rebuilt {
        // What every build lists is watched before anything is read.
        for folder in ["slides", "templates", "static"] {
            self.run.world.list(folder);
        }
        self.follow();
        self.build(BTreeSet::new())
    }

    /// Waits for the next change, and builds. `None` when nothing can be watched any more.
    pub(super) fn next(&mut self) -> Option<Rebuilt> {
        let mut batch = self.watch.wait()?;
        let mut made = Vec::new();
        let mut rounds = 0;
        loop {
            if batch.is_incomplete {
                self.run.world.forget_all();
            } else {
                self.run.world.forget(&batch.paths);
            }
            let mut rebuilt = self.build(batch.paths.clone());
            rebuilt.built.output.made.append(&mut made);
            // Nobody sees what was built from a file that was half written.
            rounds += 1;
            let is_done = rounds == MOST_ROUNDS || !self.watch.goes_on(&mut batch);
            let names = &mut rebuilt.built.output.made;
            if is_done {
                names.sort();
                names.dedup();
                return Some(rebuilt);
            }
            made.append(names);
        }
    }

    fn build(&mut self, changed: BTreeSet<PathBuf>) -> Rebuilt {
        let start = Instant::now();
        let mut built = self.session.build(&self.run.world);
        for _ in 0..MOST_ROUNDS {
            let added = self.follow();
            if added.is_empty() {
                break;
            }
            // Nobody saw what happened there until now.
            self.run.world.forget(&added);
            let again = self.session.build(&self.run.world);
            let made = std::mem::replace(&mut built, again).output.made;
            built.output.made.extend(made);
        }
        Rebuilt { built, changed, took: start.elapsed() }
    }

    /// To be called when the result of a build is on its way: keeps memory flat.
    pub(super) fn rest(&mut self) {
        self.builds += 1;
        if self.builds.is_multiple_of(BUILDS_UNTIL_TIDY) {
            self.session.tidy(&self.run.world);
        }
    }

    /// Watches the folders that the last build asked for, and gives those that are new.
    fn follow(&mut self) -> BTreeSet<PathBuf> {
        let set = self.watch.set(&self.run.world.folders());
        for (folder, error) in set.refused {
            if self.refused.insert(folder.clone()) {
                let name = self.name(&folder);
                self.run.say(&format!("{name} cannot be watched ({error}); try --poll\n"));
            }
        }
        set.added
    }

    /// What of these the author changed: not what an editor made for a moment, nor the folder of
    /// what changed in it.
    pub(super) fn meant<'b>(&self, changed: &'b BTreeSet<PathBuf>) -> Vec<&'b Path> {
        let all = || changed.iter().map(PathBuf::as_path);
        if changed.len() < 2 {
            return all().collect();
        }
        let root = self.run.world.root();
        let asked: BTreeSet<_> =
            self.session.paths().map(|path| root.join(path.as_str())).collect();
        let meant: Vec<_> =
            all().filter(|path| self.run.world.is_file_at(path) || asked.contains(*path)).collect();
        if meant.is_empty() { all().collect() } else { meant }
    }

    /// A path as the author knows it.
    pub(super) fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.run.world.root()).unwrap_or(path);
        if inside.as_os_str().is_empty() {
            return "the site".to_owned();
        }
        // What a terminal would take for an order.
        inside.display().to_string().replace(char::is_control, "\u{fffd}")
    }
}
