//! Tells which files of the site changed.
//!
//! Folders are watched, not files: editors replace files. Which folders those are changes with
//! what the decks ask for, so the list is given anew after each build. What happens within a
//! moment is one batch: an editor that saves causes several events, a checkout thousands.

#![expect(clippy::disallowed_methods, reason = "a batch ends after some time")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};
use notify::{Config, PollWatcher, RecursiveMode, Watcher};

/// How long nothing more must happen until a batch is complete. Editors need 1 to 3 ms for the
/// events of one save.
const QUIET: Duration = Duration::from_millis(8);

/// The same when many files change: a checkout pauses now and then.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(120);

/// From how many files on these are many.
const MANY: usize = 8;

/// After this time a batch is complete, whatever happens.
const LONGEST: Duration = Duration::from_secs(2);

/// How long after it was last met an error is news again, in looks.
const LOOKS_UNTIL_NEWS: u32 = 3;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Files and folders, by their absolute paths.
    pub paths: BTreeSet<PathBuf>,
    /// Whether events were lost, so that anything may have changed.
    pub is_incomplete: bool,
}

/// What came of [`Watch::set`].
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// The folders that are watched from now on.
    pub added: BTreeSet<PathBuf>,
    /// Those that cannot be watched, with the reason.
    pub refused: Vec<(PathBuf, String)>,
}

/// How changes are found.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The system says so.
    Native,
    /// By looking every so often, for folders on a network.
    Poll(Duration),
}

/// Watches folders.
pub struct Watch {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<notify::Event>>,
    folders: BTreeSet<PathBuf>,
    mode: Mode,
    /// What each look meets again, such as a circle of links, and when it was last met.
    errors: BTreeMap<String, Instant>,
}

impl Watch {
    /// Watches nothing yet.
    pub fn new(mode: Mode) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher: Box<dyn Watcher + Send> = match mode {
            Mode::Native => Box::new(notify::recommended_watcher(sender)?),
            Mode::Poll(interval) => Box::new(poll(sender, interval)?),
        };
        let (folders, errors) = (BTreeSet::new(), BTreeMap::new());
        Ok(Self { watcher, events, folders, mode, errors })
    }

    /// Watches these folders and no others, each without the folders in it.
    pub fn set(&mut self, folders: &BTreeSet<PathBuf>) -> Set {
        let gone: Vec<_> = self.folders.difference(folders).cloned().collect();
        for folder in gone {
            // A folder that is not there any more is not watched any more.
            let _ = self.watcher.unwatch(&folder);
            self.folders.remove(&folder);
        }
        let mut set = Set::default();
        for folder in folders {
            if self.folders.contains(folder) {
                continue;
            }
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.folders.insert(folder.clone());
                    set.added.insert(folder.clone());
                }
                Err(error) => set.refused.push((folder.clone(), error.to_string())),
            }
        }
        set
    }

    /// Waits until something changed. `None` when nothing can be watched any more.
    pub fn wait(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.paths.is_empty() && !batch.is_incomplete {
            let event = self.events.recv().ok()?;
            self.take(event, &mut batch);
        }
        let end = Instant::now() + LONGEST;
        loop {
            let quiet = if batch.paths.len() < MANY { QUIET } else { QUIET_AFTER_MANY };
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Some(batch);
            }
            match self.events.recv_timeout(quiet.min(left)) {
                Ok(event) => self.take(event, &mut batch),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return Some(batch);
                }
            }
        }
    }

    fn take(&mut self, event: notify::Result<notify::Event>, batch: &mut Batch) {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                batch.is_incomplete |= self.is_news(&error);
                return;
            }
        };
        if event.need_rescan() {
            batch.is_incomplete = true;
        }
        if !is_relevant(event.kind) {
            return;
        }
        for path in event.paths {
            // A folder of the site may be named as if it were litter, the site's own too.
            let is_folder = self.folders.contains(&path) || is_new(event.kind) && path.is_dir();
            // A folder that went and came back is another one, which is not watched yet.
            if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
                self.forget(&path);
            }
            if is_folder || !is_litter(&path) {
                batch.paths.insert(path);
            }
        }
    }

    /// Whether an error means that something changed and was not told. Who looks by itself loses
    /// nothing, but meets what cannot be read with each look.
    fn is_news(&mut self, error: &notify::Error) -> bool {
        let Mode::Poll(interval) = self.mode else { return true };
        let (now, pause) = (Instant::now(), interval * LOOKS_UNTIL_NEWS + LONGEST);
        self.errors.retain(|_, met| now.duration_since(*met) < pause);
        self.errors.insert(error.to_string(), now).is_none()
    }

    fn forget(&mut self, gone: &Path) {
        let below: Vec<_> =
            self.folders.iter().filter(|folder| folder.starts_with(gone)).cloned().collect();
        for folder in below {
            let _ = self.watcher.unwatch(&folder); // It may be gone already.
            self.folders.remove(&folder);
        }
    }
}

fn poll(
    sender: Sender<notify::Result<notify::Event>>,
    interval: Duration,
) -> notify::Result<PollWatcher> {
    let config = Config::default().with_poll_interval(interval).with_compare_contents(true);
    PollWatcher::new(sender, config)
}

/// Whether something is there now that was not.
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
            // Looking every so often tells of a new time, and not of data.
            ModifyKind::Metadata(kind) => !matches!(kind, MetadataKind::AccessTime),
        },
    }
}

/// What editors and this program leave beside files for a moment.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().map(std::ffi::OsStr::as_encoded_bytes).unwrap_or_default();
    name.starts_with(b".") || name.ends_with(b"~") || name == b"4913"
}

#[cfg(test)]
mod tests {
    use super::{Mode, Watch};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    fn watching(folder: &Path, mode: Mode) -> Watch {
        let mut watch = Watch::new(mode).unwrap();
        let set = watch.set(&BTreeSet::from([folder.to_owned()]));
        assert!(set.refused.is_empty(), "{set:?}");
        watch
    }

    fn names(paths: &BTreeSet<PathBuf>) -> Vec<&str> {
        paths.iter().filter_map(|path| path.file_name()?.to_str()).collect()
    }

    #[test]
    fn a_save_is_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut watch = watching(&root, Mode::Native);
        // As vim does: a probe, a backup, a new file, the backup goes.
        std::fs::write(root.join("a.md"), "1").unwrap();
        std::fs::write(root.join("4913"), "").unwrap();
        std::fs::remove_file(root.join("4913")).unwrap();
        std::fs::rename(root.join("a.md"), root.join("a.md~")).unwrap();
        std::fs::write(root.join("a.md"), "2").unwrap();
        std::fs::remove_file(root.join("a.md~")).unwrap();
        assert_eq!(names(&watch.wait().unwrap().paths), ["a.md"]);
    }

    #[test]
    fn a_folder_of_files_is_one_batch() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut watch = watching(&root, Mode::Native);
        for number in 0..1000 {
            std::fs::write(root.join(format!("{number}.md")), "x").unwrap();
        }
        let batch = watch.wait().unwrap();
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
        assert_eq!(names(&watch.wait().unwrap().paths), ["inner"]);
        std::fs::create_dir(&inner).unwrap();
        assert_eq!(names(&watch.wait().unwrap().paths), ["inner"]);
        assert!(watch.set(&both).refused.is_empty());
        std::fs::write(inner.join("b.md"), "x").unwrap();
        assert_eq!(names(&watch.wait().unwrap().paths), ["b.md"]);
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
        // The circles are news once each, in one look or in several.
        let mut told = 0;
        let mut batch = watch.wait().unwrap();
        while batch.is_incomplete && told < 4 {
            told += 1;
            std::fs::write(root.join(format!("{told}.md")), "x").unwrap();
            batch = watch.wait().unwrap();
            if !batch.paths.is_empty() && !batch.is_incomplete {
                break;
            }
        }
        assert!(told < 4, "each look tells of everything");
        std::fs::write(root.join("last.md"), "x").unwrap();
        loop {
            let batch = watch.wait().unwrap();
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
            let mut gone = watch.wait().unwrap().paths;
            while !gone.contains(&root) {
                gone.extend(watch.wait().unwrap().paths);
            }
            // Of what an editor makes for a moment nothing is told.
            std::fs::write(outer.join(".site.swp"), "x").unwrap();
            std::fs::create_dir(&root).unwrap();
            let mut come = watch.wait().unwrap().paths;
            while !come.contains(&root) {
                come.extend(watch.wait().unwrap().paths);
            }
            assert!(!come.contains(&outer.join(".site.swp")), "{come:?}");
        }
    }

    #[test]
    fn changes_are_found_by_looking_too() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::write(root.join("a.md"), "1").unwrap();
        let mut watch = watching(&root, Mode::Poll(Duration::from_millis(20)));
        std::fs::write(root.join("a.md"), "2").unwrap();
        assert!(names(&watch.wait().unwrap().paths).contains(&"a.md"));
    }
}
