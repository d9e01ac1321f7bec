//! Reports which files of the site changed.
//!
//! Folders are watched, not files: editors replace files. Which folders those are changes with what
//! the decks read, so the list is replaced after each build. Events that follow each other closely
//! are one batch: an editor that saves causes several events, a checkout thousands. A batch is
//! handed out shortly before that moment is over, since a build from it is usually right;
//! [`Watch::extend_batch`] then shows whether it was.

#![expect(clippy::disallowed_methods, reason = "a batch ends after some time")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};
use notify::{Config, ErrorKind, PollWatcher, RecursiveMode, Watcher};

use super::beneath;

/// How long it must be quiet until a batch is complete. Editors need 1 to 3 ms for the events of
/// one save.
const QUIET: Duration = Duration::from_millis(8);

/// How long it must be quiet until a batch is probably complete.
const PROBABLY: Duration = Duration::from_millis(3);

/// The same if many files change: a checkout pauses now and then.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(120);

/// How many files count as many.
const MANY: usize = 8;

/// After this time a batch is complete, whatever happens.
const LONGEST: Duration = Duration::from_secs(2);

/// How often to poll when the system cannot watch all folders: seldom, since a site that has so many
/// is large, and each poll reads it.
const FALLBACK: Duration = Duration::from_secs(1);

/// After how many polls without it an error counts as new again.
const LOOKS_UNTIL_NEWS: u32 = 3;

/// Whether a change of the watched folders restarts the watcher, so that events in between are lost.
const STARTS_ANEW: bool = cfg!(target_vendor = "apple");

/// From this many files on, others may have changed unnoticed. Windows drops all events of a folder
/// when there are more than its list of 16 KiB holds, without an event; elsewhere such a loss is an
/// event itself.
const MANY_AT_ONCE: usize = 32;

/// What changed.
#[derive(Clone, Debug)]
pub struct ChangeBatch {
    /// Files and folders, by absolute paths.
    pub paths: BTreeSet<PathBuf>,
    /// Whether events were lost, so that anything may have changed.
    pub is_incomplete: bool,
    began: Instant,
    /// When the last event arrived.
    last: Instant,
}

/// The result of [`Watch::set`].
#[derive(Clone, Debug, Default)]
pub struct WatchSet {
    /// The folders that are newly watched.
    pub added: BTreeSet<PathBuf>,
    /// Those that cannot be watched, with the reason.
    pub refused: Vec<(PathBuf, String)>,
    /// The system cannot watch that many folders: from now on, all of them are polled this often.
    pub polls_instead: Option<Duration>,
}

/// How to find changes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The system reports.
    Native,
    /// By polling, for folders on a network.
    Poll(Duration),
}

/// The events for which a thread waits.
enum Signal {
    /// An event of the file system.
    Event(notify::Result<notify::Event>),
    /// A piece of work has ended.
    Done(u64),
}

/// Wakes a thread that waits for changes.
#[derive(Clone)]
pub struct Waker(Sender<Signal>);

impl Waker {
    /// Signals that the work of a number has ended.
    pub fn wake(&self, number: u64) {
        // No thread waits any more when the program ends.
        let _ = self.0.send(Signal::Done(number));
    }
}

/// The result of waiting for a piece of work.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Waited {
    /// The work has ended.
    Done,
    /// Something changed; see the batch.
    Changed,
    /// The time is up.
    TimedOut,
}

/// Watches folders.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    folders: BTreeSet<PathBuf>,
    mode: Mode,
    /// Errors that polls repeat, as for circles of links, and their last time.
    errors: BTreeMap<String, Instant>,
    /// Folders are polled although that was not requested, which has not been reported yet.
    fell_back: Option<Duration>,
}

impl Watch {
    /// Watches nothing yet. If the system cannot do even that, for example because other programs
    /// use all of its watchers, folders are polled: see [`WatchSet::polls_instead`].
    pub fn new(mode: Mode) -> notify::Result<Self> {
        let (sender, signals) = channel();
        let native = match mode {
            Mode::Native => notify::recommended_watcher(events_to(&sender)).ok(),
            Mode::Poll(_) => None,
        };
        let (watcher, interval): (Box<dyn Watcher + Send>, _) = match (native, mode) {
            (Some(native), _) => (Box::new(native), None),
            (None, Mode::Poll(interval)) => {
                (Box::new(poll(events_to(&sender), interval)?), Some(interval))
            }
            (None, Mode::Native) => (Box::new(poll(events_to(&sender), FALLBACK)?), Some(FALLBACK)),
        };
        let fell_back = if mode == Mode::Native { interval } else { None };
        let mode = interval.map_or(Mode::Native, Mode::Poll);
        let (folders, errors) = (BTreeSet::new(), BTreeMap::new());
        Ok(Self { watcher, signals, sender, folders, mode, errors, fell_back })
    }

    /// A waker for a thread that waits here.
    pub fn waker(&self) -> Waker {
        Waker(self.sender.clone())
    }

    /// An empty batch, to which changes can be added.
    pub fn nothing(&self) -> ChangeBatch {
        let now = Instant::now();
        ChangeBatch { paths: BTreeSet::new(), is_incomplete: false, began: now, last: now }
    }

    /// Watches these folders and no others, each without the folders in it.
    pub fn set(&mut self, folders: &BTreeSet<PathBuf>) -> WatchSet {
        let mut set = WatchSet::default();
        if self.exchange(folders, &mut set) == Capacity::Exhausted && self.poll_instead() {
            set = WatchSet::default();
            self.exchange(folders, &mut set);
        }
        set.polls_instead = self.fell_back.take();
        set
    }

    /// Ends the watches of other folders, and watches those of these that are not watched yet.
    fn exchange(&mut self, folders: &BTreeSet<PathBuf>, set: &mut WatchSet) -> Capacity {
        let gone: Vec<_> = self.folders.difference(folders).cloned().collect();
        let new: Vec<_> = folders.difference(&self.folders).cloned().collect();
        let mut capacity = Capacity::Enough;
        if gone.is_empty() && new.is_empty() {
            return capacity;
        }
        // All at once: on macOS each change of the list restarts the watcher.
        let mut paths = self.watcher.paths_mut();
        for folder in gone {
            // The watch of a folder that is gone has ended already.
            let _ = paths.remove(&folder);
            self.folders.remove(&folder);
        }
        for folder in new {
            match paths.add(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.folders.insert(folder.clone());
                    set.added.insert(folder);
                }
                Err(error) => {
                    let is_exhausted = matches!(error.kind, ErrorKind::MaxFilesWatch);
                    set.refused.push((folder, error.to_string()));
                    if is_exhausted {
                        capacity = Capacity::Exhausted;
                        break;
                    }
                }
            }
        }
        match paths.commit() {
            // Changes in the meantime were not seen, in any of them.
            Ok(()) if STARTS_ANEW => set.added.clone_from(&self.folders),
            Ok(()) => {}
            Err(error) => {
                for folder in std::mem::take(&mut set.added) {
                    self.folders.remove(&folder);
                    set.refused.push((folder, error.to_string()));
                }
            }
        }
        capacity
    }

    /// Polls from now on, and watches nothing yet. Folders that were watched count as new: a
    /// following build sees changes in between. Returns whether that is possible.
    fn poll_instead(&mut self) -> bool {
        let Ok(watcher) = poll(events_to(&self.sender), FALLBACK) else { return false };
        self.watcher = Box::new(watcher);
        self.folders.clear();
        self.mode = Mode::Poll(FALLBACK);
        self.fell_back = Some(FALLBACK);
        true
    }

    /// Waits until something changed and seems complete. `None` if watching is no longer possible.
    pub fn wait(&mut self) -> Option<ChangeBatch> {
        let mut batch = self.nothing();
        while batch.paths.is_empty() && !batch.is_incomplete {
            match self.signals.recv().ok()? {
                Signal::Event(event) => _ = self.take(event, &mut batch),
                // Work was cancelled.
                Signal::Done(_) => {}
            }
        }
        self.settle(&mut batch);
        Some(batch)
    }

    /// Waits until current changes seem complete.
    pub fn settle(&mut self, batch: &mut ChangeBatch) {
        batch.began = Instant::now();
        batch.last = batch.began;
        self.gather(batch, PROBABLY);
    }

    /// Waits for a piece of work, by its number, or for a change, which is added to a batch.
    pub fn wait_for(
        &mut self,
        work: u64,
        batch: &mut ChangeBatch,
        limit: Option<Duration>,
    ) -> Waited {
        let end = limit.map(|limit| Instant::now() + limit);
        loop {
            let signal = match end {
                None => self.signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => {
                    self.signals.recv_timeout(end.saturating_duration_since(Instant::now()))
                }
            };
            match signal {
                Ok(Signal::Done(number)) if number == work => return Waited::Done,
                Ok(Signal::Done(_)) => {}
                Ok(Signal::Event(event)) => {
                    if self.take(event, batch) {
                        batch.last = Instant::now();
                        return Waited::Changed;
                    }
                }
                // This end keeps a sender itself, so it is never disconnected.
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return Waited::TimedOut;
                }
            }
        }
    }

    /// Waits until it is quiet, and returns whether anything was added.
    pub fn extend_batch(&mut self, batch: &mut ChangeBatch) -> bool {
        // The caller used the time in between.
        batch.began = Instant::now();
        self.gather(batch, QUIET)
    }

    /// Adds events to a batch until it was quiet for a while; returns whether anything was added.
    fn gather(&mut self, batch: &mut ChangeBatch, quiet: Duration) -> bool {
        let mut has_more = false;
        loop {
            let quiet = if batch.paths.len() < MANY { quiet } else { QUIET_AFTER_MANY };
            let now = Instant::now();
            let end = batch.began + LONGEST;
            if now >= end {
                return has_more;
            }
            let left = (batch.last + quiet).min(end).saturating_duration_since(now);
            match self.signals.recv_timeout(left) {
                Ok(Signal::Done(_)) => {}
                Ok(Signal::Event(event)) => {
                    // Read events (our own build causes them) must not extend the batch.
                    if event.as_ref().map_or(true, |event| is_relevant(event.kind)) {
                        batch.last = Instant::now();
                    }
                    has_more |= self.take(event, batch);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return has_more,
            }
        }
    }

    /// Adds an event to a batch, if it matters.
    fn take(&mut self, event: notify::Result<notify::Event>, batch: &mut ChangeBatch) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                let is_new_error = self.is_new_error(&error);
                batch.is_incomplete |= is_new_error;
                return is_new_error;
            }
        };
        let mut matters = event.need_rescan();
        batch.is_incomplete |= matters;
        if !is_relevant(event.kind) {
            return matters;
        }
        for path in event.paths {
            // A folder of the site, or the site itself, may have a name like litter.
            let is_folder =
                self.folders.contains(&path) || is_new(event.kind) && beneath::is_folder(&path);
            // A folder that was recreated is another one, not watched yet.
            if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
                self.forget(&path);
            }
            if is_folder || !is_litter(&path) {
                batch.paths.insert(path);
                matters = true;
            }
        }
        batch.is_incomplete |= cfg!(windows) && batch.paths.len() >= MANY_AT_ONCE;
        matters
    }

    /// Whether an error means that a change was missed. Polling misses nothing, but repeats errors
    /// for what cannot be read.
    fn is_new_error(&mut self, error: &notify::Error) -> bool {
        let Mode::Poll(interval) = self.mode else { return true };
        let (now, pause) = (Instant::now(), interval * LOOKS_UNTIL_NEWS + LONGEST);
        self.errors.retain(|_, met| now.duration_since(*met) < pause);
        self.errors.insert(error.to_string(), now).is_none()
    }

    fn forget(&mut self, gone: &Path) {
        let below: Vec<_> =
            self.folders.iter().filter(|folder| folder.starts_with(gone)).cloned().collect();
        for folder in below {
            // There, a name is watched, and the watch remains.
            if !STARTS_ANEW {
                let _ = self.watcher.unwatch(&folder); // It may be gone already.
            }
            self.folders.remove(&folder);
        }
    }
}

/// Whether the system can watch all folders.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Capacity {
    Enough,
    Exhausted,
}

/// Hands events to the thread that waits.
fn events_to(sender: &Sender<Signal>) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
    let sender = sender.clone();
    move |event| drop(sender.send(Signal::Event(event)))
}

fn poll(tell: impl notify::EventHandler, interval: Duration) -> notify::Result<PollWatcher> {
    let config = Config::default().with_poll_interval(interval).with_compare_contents(true);
    PollWatcher::new(tell, config)
}

/// Whether something exists now that did not.
fn is_new(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// Whether an event may change what is read.
fn is_relevant(kind: EventKind) -> bool {
    match kind {
        EventKind::Any | EventKind::Other | EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Access(kind) => matches!(kind, AccessKind::Close(AccessMode::Write)),
        EventKind::Modify(kind) => match kind {
            ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Name(_) | ModifyKind::Other => true,
            // Polling reports new times, not data.
            ModifyKind::Metadata(kind) => !matches!(kind, MetadataKind::AccessTime),
        },
    }
}

/// Temporary files of editors and of this program.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().map(std::ffi::OsStr::as_encoded_bytes).unwrap_or_default();
    name.starts_with(b".") || name.ends_with(b"~") || name == b"4913"
}

#[cfg(test)]
mod tests {
    use super::{ChangeBatch, FALLBACK, Mode, Waited, Watch};
    use notify::{Config, ErrorKind, RecursiveMode, Watcher};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    fn watching(folder: &Path, mode: Mode) -> Watch {
        let mut watch = Watch::new(mode).unwrap();
        let set = watch.set(&BTreeSet::from([folder.to_owned()]));
        assert!(set.refused.is_empty(), "{set:?}");
        watch
    }

    /// How long an event may take; a test that waits forever reports nothing.
    const LONG: Duration = Duration::from_secs(30);

    /// The next batch that is probably complete.
    fn begun(watch: &mut Watch) -> ChangeBatch {
        let mut batch = watch.nothing();
        // No work has this number.
        let waited = watch.wait_for(u64::MAX, &mut batch, Some(LONG));
        assert_eq!(waited, Waited::Changed, "no event came");
        watch.settle(&mut batch);
        batch
    }

    /// The next complete batch.
    fn next(watch: &mut Watch) -> ChangeBatch {
        let mut batch = begun(watch);
        watch.extend_batch(&mut batch);
        batch
    }

    fn names(paths: &BTreeSet<PathBuf>) -> Vec<&str> {
        paths.iter().filter_map(|path| path.file_name()?.to_str()).collect()
    }

    #[test]
    fn a_save_is_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut watch = watching(&root, Mode::Native);
        // As vim does: a probe, a backup, a new file, then no backup.
        std::fs::write(root.join("a.md"), "1").unwrap();
        std::fs::write(root.join("4913"), "").unwrap();
        std::fs::remove_file(root.join("4913")).unwrap();
        std::fs::rename(root.join("a.md"), root.join("a.md~")).unwrap();
        std::fs::write(root.join("a.md"), "2").unwrap();
        std::fs::remove_file(root.join("a.md~")).unwrap();
        assert_eq!(names(&next(&mut watch).paths), ["a.md"]);
    }

    #[test]
    fn what_comes_late_belongs_to_the_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut watch = watching(&root, Mode::Native);
        std::fs::write(root.join("a.md"), "1").unwrap();
        let mut batch = begun(&mut watch);
        assert_eq!(names(&batch.paths), ["a.md"]);
        // The system delivers events when it has time.
        let mut extend_batch = |batch: &mut ChangeBatch| {
            (0..500).any(|_| {
                std::thread::sleep(Duration::from_millis(10));
                watch.extend_batch(batch)
            })
        };
        std::fs::write(root.join("b.md"), "1").unwrap();
        assert!(extend_batch(&mut batch));
        assert_eq!(names(&batch.paths), ["a.md", "b.md"]);
        // The same file once more.
        std::fs::write(root.join("b.md"), "2").unwrap();
        assert!(extend_batch(&mut batch));
        // Events not by the author arrive before a later edit, and do not count.
        std::fs::write(root.join("b.md~"), "2").unwrap();
        std::fs::read(root.join("b.md")).unwrap();
        std::fs::write(root.join("c.md"), "1").unwrap();
        assert!(extend_batch(&mut batch));
        assert_eq!(names(&batch.paths), ["a.md", "b.md", "c.md"]);
    }

    #[test]
    fn a_folder_of_files_is_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut watch = watching(&root, Mode::Native);
        for number in 0..1000 {
            std::fs::write(root.join(format!("{number}.md")), "x").unwrap();
        }
        let batch = next(&mut watch);
        assert!(batch.paths.len() == 1000 || batch.is_incomplete, "{}", batch.paths.len());
    }

    #[test]
    fn a_folder_that_comes_back_is_watched_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let inner = root.join("inner");
        std::fs::create_dir(&inner).unwrap();
        let both = BTreeSet::from([root, inner.clone()]);
        let mut watch = Watch::new(Mode::Native).unwrap();
        assert!(watch.set(&both).refused.is_empty());
        std::fs::remove_dir(&inner).unwrap();
        assert_eq!(names(&next(&mut watch).paths), ["inner"]);
        std::fs::create_dir(&inner).unwrap();
        assert_eq!(names(&next(&mut watch).paths), ["inner"]);
        assert!(watch.set(&both).refused.is_empty());
        std::fs::write(inner.join("b.md"), "x").unwrap();
        assert_eq!(names(&next(&mut watch).paths), ["b.md"]);
    }

    #[test]
    #[cfg(unix)]
    fn what_each_look_meets_again_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let interval = Duration::from_millis(20);
        std::os::unix::fs::symlink("circle", root.join("circle")).unwrap();
        std::os::unix::fs::symlink(".", root.join("self")).unwrap();
        let mut watch = watching(&root, Mode::Poll(interval));
        // Each circle is reported once, in one poll or in several.
        let mut reports = 0;
        let mut batch = next(&mut watch);
        while batch.is_incomplete && reports < 4 {
            reports += 1;
            std::fs::write(root.join(format!("{reports}.md")), "x").unwrap();
            batch = next(&mut watch);
            if !batch.paths.is_empty() && !batch.is_incomplete {
                break;
            }
        }
        assert!(reports < 4, "each look tells of everything");
        std::fs::write(root.join("last.md"), "x").unwrap();
        loop {
            let batch = next(&mut watch);
            assert!(!batch.is_incomplete);
            if names(&batch.paths).contains(&"last.md") {
                break;
            }
        }
    }

    #[test]
    fn a_folder_of_the_site_may_begin_with_a_dot() {
        for mode in [Mode::Native, Mode::Poll(Duration::from_millis(20))] {
            let folder = tempfile::tempdir().unwrap();
            let outer = folder.path().canonicalize().unwrap();
            let root = outer.join(".site");
            std::fs::create_dir(&root).unwrap();
            let mut watch = watching(&root, mode);
            watch.set(&BTreeSet::from([outer.clone(), root.clone()]));
            std::fs::rename(&root, outer.join("elsewhere")).unwrap();
            let mut gone = next(&mut watch).paths;
            while !gone.contains(&root) {
                gone.extend(next(&mut watch).paths);
            }
            // An editor's temporary file must not be reported.
            std::fs::write(outer.join(".site.swp"), "x").unwrap();
            std::fs::create_dir(&root).unwrap();
            let mut come = next(&mut watch).paths;
            while !come.contains(&root) {
                come.extend(next(&mut watch).paths);
            }
            assert!(!come.contains(&outer.join(".site.swp")), "{come:?}");
        }
    }

    /// A system that can watch one folder.
    struct Scarce(usize);

    impl Watcher for Scarce {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Self> {
            Ok(Self(0))
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            self.0 += 1;
            if self.0 > 1 { Err(notify::Error::new(ErrorKind::MaxFilesWatch)) } else { Ok(()) }
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    fn what_the_system_cannot_watch_is_looked_up() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let inner = root.join("inner");
        std::fs::create_dir(&inner).unwrap();
        let mut watch = Watch::new(Mode::Native).unwrap();
        watch.watcher = Box::new(Scarce(0));
        let set = watch.set(&BTreeSet::from([root.clone()]));
        assert_eq!((set.added.len(), set.polls_instead), (1, None));
        let both = BTreeSet::from([root.clone(), inner.clone()]);
        let set = watch.set(&both);
        assert_eq!((set.added, set.polls_instead), (both.clone(), Some(FALLBACK)));
        assert!(set.refused.is_empty(), "{:?}", set.refused);
        let set = watch.set(&both);
        assert_eq!((set.added.len(), set.polls_instead), (0, None), "it is said once");
        std::fs::write(root.join("a.md"), "1").unwrap();
        assert!(names(&next(&mut watch).paths).contains(&"a.md"));
        std::fs::write(inner.join("b.md"), "1").unwrap();
        while !names(&next(&mut watch).paths).contains(&"b.md") {}
    }

    #[test]
    fn changes_are_found_by_looking_too() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::write(root.join("a.md"), "1").unwrap();
        let mut watch = watching(&root, Mode::Poll(Duration::from_millis(20)));
        std::fs::write(root.join("a.md"), "2").unwrap();
        assert!(names(&next(&mut watch).paths).contains(&"a.md"));
    }
}
