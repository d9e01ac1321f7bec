//! The loop of `serve` and of `build --watch`: wait, build what the change affects, hand it over. A
//! build that a newer change supersedes is cancelled.
//!
//! **Invariant:** no content blocks the loop once it has changed.

#![expect(clippy::disallowed_methods, reason = "the clock says how long a build takes")]

mod work;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::work::{Work, Workshop};
use super::run::CommandRun;
use crate::diag::Warned;
use crate::io::files::DiskWorld;
use crate::io::machine;
use crate::io::watch::{ChangeBatch, Mode, Waited, Watch};
use crate::site::{Built, Session};
use crate::world::{Cancellable, Cancelled, World};

/// After this many builds, cached results for old texts are discarded.
const BUILDS_UNTIL_TIDY: usize = 64;

/// How often a build is repeated because it read folders that were not watched yet, or because more
/// changed meanwhile.
const MOST_ROUNDS: usize = 4;

/// How long a build may take before a further change cancels it, after [`MOST_ROUNDS`] others: a
/// site that changes all the time must be shown now and then. Twice as long each time.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often [`PATIENCE`] is doubled.
const MOST_DOUBLINGS: u32 = 6;

/// How long a cancelled build may continue its current step.
const GRACE: Duration = Duration::from_secs(2);

/// When to report that a build takes long.
const SLOW: Duration = Duration::from_secs(10);

/// Where the system says how many folders it watches.
const LIMITS: &str = if cfg!(target_os = "linux") {
    " (fs.inotify.max_user_watches and max_user_instances)"
} else {
    ""
};

/// A site that is rebuilt whenever it changes.
pub(super) struct Watching<'a> {
    run: &'a CommandRun<'a>,
    /// Replaced when a build is abandoned, because that build may still use this one.
    world: Arc<DiskWorld>,
    workshop: Workshop<Session>,
    watch: Watch,
    /// What changed during a build that is shown nevertheless.
    pending: Option<ChangeBatch>,
    /// The folders that cannot be watched, each reported once.
    refused: BTreeSet<PathBuf>,
    builds: usize,
}

/// A build and its causes.
pub(super) struct Rebuilt {
    /// The site and its diagnostics.
    pub(super) built: Warned<Built>,
    /// The changed files and folders; empty if unknown.
    pub(super) changed: BTreeSet<PathBuf>,
    /// How long the build took.
    pub(super) took: Duration,
}

/// The outcome of a piece of work.
struct Outcome<T> {
    /// `None` if it was cancelled.
    result: Option<T>,
    /// Whether something changed meanwhile (see the batch).
    has_changed: bool,
}

impl<'a> Watching<'a> {
    /// Watches the site of a command.
    pub(super) fn new(run: &'a CommandRun<'a>, mode: Mode) -> Result<Self, String> {
        super::threads::start();
        let watch = Watch::new(mode)
            .map_err(|error| format!("the site cannot be watched ({error}); try --poll"))?;
        if mode == Mode::Native
            && let Ok(folder) = run.world.folder().folder("")
            && let Some(kind) = machine::shared_file_system(&folder)
        {
            run.say(&format!(
                "the site is on a shared file system ({kind}), which may not report changes; \
                 if edits do not arrive, use --poll\n"
            ));
        }
        let workshop = Workshop::new(Session::new(run.config.clone()))?;
        let world = Arc::new(run.fresh_world()?);
        let (pending, refused) = (None, BTreeSet::new());
        Ok(Self { run, world, workshop, watch, pending, refused, builds: 0 })
    }

    /// The site as the last build saw it.
    pub(super) fn world(&self) -> &DiskWorld {
        &self.world
    }

    /// The first build.
    pub(super) fn first(&mut self) -> Rebuilt {
        // Folders that every build lists are watched before anything is read.
        for folder in ["slides", "templates", "static"] {
            self.world.list(folder);
        }
        self.follow();
        let batch = self.watch.nothing();
        let rebuilt = self.rebuilt(batch);
        Rebuilt { changed: BTreeSet::new(), ..rebuilt }
    }

    /// Waits for the next change, and builds. `None` if watching is no longer possible.
    pub(super) fn next(&mut self) -> Option<Rebuilt> {
        let batch = match self.pending.take() {
            Some(mut batch) => {
                self.watch.settle(&mut batch);
                batch
            }
            None => self.watch.wait()?,
        };
        Some(self.rebuilt(batch))
    }

    /// Builds what a batch of changes affects, again for each change during the build.
    fn rebuilt(&mut self, mut batch: ChangeBatch) -> Rebuilt {
        let mut made = Vec::new();
        let mut round = 0;
        loop {
            if batch.is_incomplete {
                self.world.forget_all();
            } else {
                self.world.forget(&batch.paths);
            }
            let Outcome { result, has_changed } = self.build(&mut batch, round);
            round += 1;
            let Some(mut rebuilt) = result else {
                self.watch.settle(&mut batch);
                continue;
            };
            rebuilt.built.output.made.append(&mut made);
            // A build from a half-written file is never shown.
            let is_last = round >= MOST_ROUNDS;
            let names = &mut rebuilt.built.output.made;
            if is_last || !(has_changed | self.watch.extend_batch(&mut batch)) {
                names.sort();
                names.dedup();
                self.pending = has_changed.then_some(batch);
                return rebuilt;
            }
            made.append(names);
        }
    }

    fn build(&mut self, batch: &mut ChangeBatch, round: usize) -> Outcome<Rebuilt> {
        let start = Instant::now();
        let changed = batch.paths.clone();
        let Outcome { result, mut has_changed } = self.build_once(batch, round);
        let Some(mut built) = result else { return Outcome { result: None, has_changed } };
        for _ in 0..MOST_ROUNDS {
            let added = self.follow();
            // Changes there until now were not seen.
            self.world.forget(&added);
            if added.is_empty() || has_changed {
                break;
            }
            let again = self.build_once(batch, round);
            has_changed |= again.has_changed;
            let Some(again) = again.result else { break };
            let made = std::mem::replace(&mut built, again).output.made;
            built.output.made.extend(made);
        }
        let rebuilt = Rebuilt { built, changed, took: start.elapsed() };
        Outcome { result: Some(rebuilt), has_changed }
    }

    fn build_once(&mut self, batch: &mut ChangeBatch, round: usize) -> Outcome<Warned<Built>> {
        let patience = match u32::try_from(round.saturating_sub(MOST_ROUNDS)) {
            _ if round < MOST_ROUNDS => Duration::ZERO,
            Ok(over) => PATIENCE * 2_u32.pow(over.min(MOST_DOUBLINGS)),
            Err(_) => PATIENCE * 2_u32.pow(MOST_DOUBLINGS),
        };
        self.work(batch, patience, |session, world| session.try_build(world))
    }

    /// To be called when the result of a build has been handed over: keeps memory use constant.
    pub(super) fn rest(&mut self) {
        self.builds += 1;
        if self.pending.is_some() || !self.builds.is_multiple_of(BUILDS_UNTIL_TIDY) {
            return;
        }
        let mut batch = self.watch.nothing();
        let tidied = self.work(&mut batch, Duration::ZERO, |session, world| session.tidy(world));
        if tidied.has_changed {
            self.pending = Some(batch);
        }
        if tidied.result.is_none() {
            self.builds -= 1; // At the next rest.
        }
    }

    /// Does a piece of work with the session. A change after some time cancels it.
    fn work<T: Send + 'static>(
        &mut self,
        batch: &mut ChangeBatch,
        patience: Duration,
        work: impl FnOnce(&mut Session, &dyn World) -> Result<T, Cancelled> + Send + 'static,
    ) -> Outcome<T> {
        let start = Instant::now();
        let world = Arc::clone(&self.world);
        let work = self.workshop.begin(self.watch.waker(), move |session, cancel| {
            work(session, &Cancellable::new(&*world, cancel))
        });
        let Some(work) = work else { return Outcome { result: None, has_changed: false } };
        let mut has_changed = false;
        let mut is_slow = false;
        loop {
            let limit = match (has_changed, is_slow) {
                (true, _) => Some(patience),
                (false, false) => Some(SLOW),
                (false, true) => None,
            };
            let limit = limit.map(|limit| limit.saturating_sub(start.elapsed()));
            match self.watch.wait_for(work.number, batch, limit) {
                Waited::Done => {
                    let result = self.workshop.finish(&work).and_then(Result::ok);
                    return Outcome { result, has_changed };
                }
                Waited::Changed => has_changed = true,
                Waited::TimedOut if has_changed => break,
                Waited::TimedOut => {
                    is_slow = true;
                    self.run.say("the build takes long; the next change restarts it\n");
                }
            }
            if has_changed && start.elapsed() >= patience {
                break;
            }
        }
        work.cancel();
        Outcome { result: self.abandoned(&work, batch), has_changed: true }
    }

    /// Waits for cancelled work, and for its result if it was nearly done. Work that does not end
    /// is abandoned.
    fn abandoned<T>(
        &mut self,
        work: &Work<Session, Result<T, Cancelled>>,
        batch: &mut ChangeBatch,
    ) -> Option<T> {
        let end = Instant::now() + GRACE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.watch.wait_for(work.number, batch, Some(left)) {
                Waited::Done => return self.workshop.finish(work)?.ok(),
                Waited::Changed => {}
                Waited::TimedOut => break,
            }
        }
        self.run.say(
            "a build that does not end was abandoned; \
             it keeps a processor busy until this program ends\n",
        );
        // If the site's folder is gone, nothing outdated can be read there.
        if let Ok(world) = self.run.fresh_world() {
            self.world = Arc::new(world);
        }
        self.workshop.leave_behind(Session::new(self.run.config.clone()));
        None
    }

    /// Watches the folders that the last build read, and returns the new ones.
    fn follow(&mut self) -> BTreeSet<PathBuf> {
        let set = self.watch.set(&self.world.folders());
        if let Some(interval) = set.polls_instead {
            self.run.say(&format!(
                "the system cannot watch that many folders{LIMITS}; Deckyard looks for changes \
                 every {} ms instead, as with --poll\n",
                interval.as_millis()
            ));
        }
        for (folder, error) in set.refused {
            if self.refused.insert(folder.clone()) {
                let name = self.name(&folder);
                self.run.say(&format!("{name} cannot be watched ({error}); try --poll\n"));
            }
        }
        set.added
    }

    /// Those of these paths that the author edited: not an editor's temporary files, nor the folder
    /// around an edit.
    pub(super) fn user_edits<'b>(&self, changed: &'b BTreeSet<PathBuf>) -> Vec<&'b Path> {
        let all = || changed.iter().map(PathBuf::as_path);
        if changed.len() < 2 {
            return all().collect();
        }
        let root = self.world.root();
        let asked: BTreeSet<_> = self
            .workshop
            .state()
            .into_iter()
            .flat_map(Session::paths)
            .map(|path| root.join(path.as_str()))
            .collect();
        let user_edits: Vec<_> =
            all().filter(|path| self.world.is_file_at(path) || asked.contains(*path)).collect();
        if user_edits.is_empty() { all().collect() } else { user_edits }
    }

    /// A path as the author knows it.
    pub(super) fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.world.root()).unwrap_or(path);
        if inside.as_os_str().is_empty() {
            return "the site".to_owned();
        }
        // A terminal could take these for commands.
        inside.display().to_string().replace(char::is_control, "\u{fffd}")
    }
}
