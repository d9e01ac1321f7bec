//! What a build read and wrote, so that the next one can detect at once that nothing changed.
//!
//! As in git's index, a file counts as unchanged if its inode, its length and its times are the
//! same, including the time of its last status change, which programs cannot set. So touching a
//! file costs a build, and no edit is missed. Written files are checked in the same way; an output
//! file that was altered is restored.
//!
//! Each output has a stamp, in the user's folder for caches. It only saves time: without it, or if
//! it cannot be read, the site is built.
//!
//! A file that changed while it was being read, twice within one tick of the file system's clock,
//! would look the same. So no stamp is kept if an input changed just before the build began, or
//! later.

#![expect(clippy::disallowed_methods, reason = "looking at files is what this room is for")]

use std::collections::BTreeMap;
use std::fs;
use std::hash::Hash;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cap_std::fs::Metadata;
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher13};

/// Longer than a clock tick of file systems that store fractions of seconds.
const TICK: Duration = Duration::from_millis(50);

/// The same for those that store seconds, by ones or twos.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// With more stamps than this, those of deleted outputs are removed.
const MANY: usize = 100;

/// The metadata of a file or folder: device, inode, length, kind and permissions, time of the last
/// modification, time of the last change of any kind; times in seconds and nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileLook(u64, u64, u64, u32, (i64, i64), (i64, i64));

impl FileLook {
    /// The state of a path's target; `None` if it does not exist.
    pub fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|about| Self::of(&Metadata::from_just_metadata(about)))
    }

    /// The state of a file or folder from its metadata; for an open one, from its handle.
    #[cfg(unix)]
    pub(super) fn of(about: &Metadata) -> Self {
        use cap_std::fs::MetadataExt;
        let (modified, changed) =
            ((about.mtime(), about.mtime_nsec()), (about.ctime(), about.ctime_nsec()));
        Self(about.dev(), about.ino(), about.len(), about.mode(), modified, changed)
    }

    /// Elsewhere no stamp is kept; see [`Stamp::find`].
    #[cfg(not(unix))]
    pub(super) fn of(about: &Metadata) -> Self {
        Self(0, 0, about.len(), 0, (0, 0), (0, 0))
    }

    /// Whether it is a plain file: neither a folder nor a device. Other systems than Unix do not
    /// report that.
    pub fn is_file(&self) -> bool {
        /// The kind of a file in its mode, and that of a plain one.
        const KIND: u32 = 0o170_000;
        const PLAIN: u32 = 0o100_000;
        self.3 & KIND == PLAIN
    }

    /// Whether it changed so long before this moment that the next change will show.
    fn is_settled(&self, begun: SystemTime) -> bool {
        let (seconds, nanoseconds) = self.5;
        let tick = if nanoseconds == 0 { COARSE_TICK } else { TICK };
        let since =
            begun.checked_sub(tick).map(|begun| begun.duration_since(SystemTime::UNIX_EPOCH));
        let Some(Ok(limit)) = since else { return false };
        let changed = u64::try_from(seconds).ok().zip(u32::try_from(nanoseconds).ok());
        changed.is_some_and(|(seconds, nanoseconds)| Duration::new(seconds, nanoseconds) < limit)
    }
}

/// The files that a build read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Files and folders, with how they looked before reading; `None` for missing ones.
    pub files: BTreeMap<PathBuf, Option<FileLook>>,
    /// The commits of names of revisions.
    pub revisions: BTreeMap<String, String>,
}

/// What a build printed; the next one prints it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The diagnostics, in the requested format.
    pub report: String,
    /// What each deck shows and leaves out.
    pub deck_stats: String,
    /// How many files the output has.
    pub files: usize,
    /// `3 warnings`; empty without warnings.
    pub summary: String,
}

/// The record of an output's last build.
#[derive(Serialize, Deserialize)]
struct BuildStamp {
    out: PathBuf,
    key: String,
    inputs: Inputs,
    /// A hash of how the output looked.
    output: String,
    said: Said,
}

/// The stamp of an output.
pub struct Stamp {
    file: PathBuf,
    out: PathBuf,
    key: String,
    begun: SystemTime,
}

impl Stamp {
    /// The stamp of an output in a folder for caches, for builds with equal keys. `begun` is from
    /// before the build read anything.
    ///
    /// `None` where files cannot be compared without reading them.
    pub fn find(caches: &Path, out: &Path, key: &str, begun: SystemTime) -> Option<Self> {
        let out = std::path::absolute(out).ok()?;
        let name = format!("{:032x}.json", digest(&out));
        // Another version of the program may behave differently, and so may a new build of it.
        let program = FileLook::at(&std::env::current_exe().ok()?);
        let key = format!("{:032x}", digest(&(env!("CARGO_PKG_VERSION"), program, key)));
        cfg!(unix).then(|| Self { file: caches.join(name), out, key, begun })
    }

    /// The output of the last build on the terminal, if this one would produce the same result.
    /// `commits` returns the current commits for names of revisions.
    pub fn holds(&self, commits: impl FnOnce(&[&str]) -> Option<Vec<String>>) -> Option<Said> {
        let known: BuildStamp = serde_json::from_slice(&fs::read(&self.file).ok()?).ok()?;
        let Inputs { files, revisions } = &known.inputs;
        let names: Vec<&str> = revisions.keys().map(String::as_str).collect();
        let is_same = known.key == self.key
            && known.out == self.out
            && files.iter().all(|(path, look)| FileLook::at(path) == *look)
            && (names.is_empty() || commits(&names)?.iter().eq(revisions.values()))
            && known.output == output(&self.out)?;
        is_same.then_some(known.said)
    }

    /// Records what a build read and printed, once its output is in place. A failure is not fatal:
    /// the next build takes longer.
    pub fn keep(&self, inputs: Inputs, said: Said) {
        let is_settled = |look: &FileLook| look.is_settled(self.begun);
        if !inputs.files.values().flatten().all(is_settled) {
            let _ = fs::remove_file(&self.file);
            return;
        }
        let Some(output) = output(&self.out) else { return };
        let (out, key) = (self.out.clone(), self.key.clone());
        let known = BuildStamp { out, key, inputs, output, said };
        // Paths that are not Unicode cannot be written.
        let Ok(text) = serde_json::to_vec(&known) else { return };
        let _ = self.write(&text);
    }

    /// Writes the file in one move.
    fn write(&self, text: &[u8]) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(&self.file);
        fs::create_dir_all(folder)?;
        tidy(folder)?;
        replace(&self.file, text)
    }
}

/// Writes a file of the user's caches in one move.
pub(super) fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    let new = file.with_extension(format!("{}.new", std::process::id()));
    // A file with this name is left over from a killed build, or was planted: a link is removed,
    // and its target stays.
    let _ = fs::remove_file(&new);
    fs::File::create_new(&new)?.write_all(text)?;
    fs::rename(&new, file)
}

/// How many files of a kind are kept in the user's caches.
const MOST_KEPT: usize = 100;

/// The content of a file in the user's caches, which is marked as used.
pub fn used(file: &Path) -> Option<Vec<u8>> {
    let content = fs::read(file).ok()?;
    // It is in use, so others are removed first.
    let opened = fs::OpenOptions::new().append(true).open(file);
    let _ = opened.and_then(|file| file.set_modified(SystemTime::now()));
    Some(content)
}

/// Keeps a file in the user's caches, and removes those of its folder that were not used for longest, once there are
/// many.
pub fn keep_file(file: &Path, content: &[u8]) -> io::Result<()> {
    replace(file, content)?;
    let folder = file.parent().unwrap_or(file);
    let mut kept = fs::read_dir(folder)?
        .filter_map(|entry| {
            entry
                .ok()
                .and_then(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        })
        .collect::<Vec<_>>();
    kept.sort();
    for (_, old) in kept.iter().take(kept.len().saturating_sub(MOST_KEPT)) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// The content of a file of the user's caches.
#[cfg(feature = "links")]
pub(super) fn kept(file: &Path) -> Option<Vec<u8>> {
    fs::read(file).ok()
}

/// Removes the stamps of deleted outputs, once there are many.
fn tidy(folder: &Path) -> io::Result<()> {
    let stamps: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).collect();
    if stamps.len() < MANY {
        return Ok(());
    }
    for stamp in stamps {
        let known = fs::read(stamp.path()).ok();
        let known = known.and_then(|text| serde_json::from_slice::<BuildStamp>(&text).ok());
        if known.is_none_or(|known| FileLook::at(&known.out).is_none()) {
            let _ = fs::remove_file(stamp.path());
        }
    }
    Ok(())
}

/// A hash of the state of an output and all of its files.
fn output(out: &Path) -> Option<String> {
    let mut hasher = SipHasher13::new();
    look_into(out, &mut hasher).ok()?;
    Some(format!("{:032x}", hasher.finish128().as_u128()))
}

fn look_into(folder: &Path, hasher: &mut SipHasher13) -> io::Result<()> {
    FileLook::at(folder).hash(hasher);
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        entry.file_name().hash(hasher);
        let about = entry.metadata()?; // Of a link, not its target.
        FileLook::of(&Metadata::from_just_metadata(about.clone())).hash(hasher);
        if about.is_dir() {
            look_into(&entry.path(), hasher)?;
        }
    }
    Ok(())
}

fn digest(value: &impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish128().as_u128()
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::FileLook;

    #[test]
    fn what_changed_a_moment_ago_is_not_settled() {
        let at = |seconds: i64, nanoseconds: i64| {
            let look = FileLook(1, 1, 1, 1, (0, 0), (seconds, nanoseconds));
            look.is_settled(SystemTime::UNIX_EPOCH + Duration::from_secs(1000))
        };
        assert!(at(999, 900_000_000));
        assert!(!at(999, 960_000_000));
        assert!(!at(1000, 1));
        assert!(!at(2000, 1));
        // Whole seconds: the clock may have no fractions.
        assert!(at(997, 0));
        assert!(!at(999, 0));
    }
}
