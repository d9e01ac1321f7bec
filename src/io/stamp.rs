//! What a build saw and what it left, so that the next one can tell at once that nothing changed.
//!
//! As git does with its index, a file counts as the same when its place on the disk, its length and
//! its times are the same: the time of its last change too, which nobody can set. So touching a
//! file costs a build, and no edit is missed. What was written is looked at in the same way; a file
//! of the output that somebody altered is mended.
//!
//! A stamp is kept for each output, in the user's folder for caches. It is a help and nothing
//! else: without it, or when it cannot be read, the site is built.
//!
//! A file that changed while it was being read, twice within one tick of the file system's clock,
//! would look the same. So nothing is kept when an input changed a moment before the build began
//! or later.

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

/// Longer than a tick of the clocks of file systems that count parts of seconds.
const TICK: Duration = Duration::from_millis(50);

/// The same for those that count seconds, by ones or twos.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// How many stamps are kept before those of outputs that are gone are removed.
const MANY: usize = 100;

/// How a file or folder looks from outside. Fields: device, inode, length, kind and rights, time of
/// the last modification, time of the last change of any kind; times in seconds and nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileLook(u64, u64, u64, u32, (i64, i64), (i64, i64));

impl FileLook {
    /// How what a path leads to looks; `None` when it leads nowhere.
    pub fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|about| Self::of(&Metadata::from_just_metadata(about)))
    }

    /// How a file or folder looks of which the system said this; of an open one, how that looks.
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

    /// Whether it was changed before a moment, so long that the next change shows.
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

/// What a build asked of the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Files and folders, with how they looked before they were read; `None` for what was not there.
    pub files: BTreeMap<PathBuf, Option<FileLook>>,
    /// The commits that names of revisions meant.
    pub revisions: BTreeMap<String, String>,
}

/// What a build had to say; the next one says it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The diagnostics, in the format that was asked for.
    pub report: String,
    /// What each deck shows and leaves out.
    pub deck_stats: String,
    /// How many files the output has.
    pub files: usize,
    /// `3 warnings`; empty when there are none.
    pub summary: String,
}

/// What is known of the last build of an output.
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
    /// The stamp of an output in a folder for caches, for builds that are told the same: equal keys. A build
    /// has begun before it read anything.
    ///
    /// There is none where files cannot be told apart without reading them.
    pub fn find(caches: &Path, out: &Path, key: &str, begun: SystemTime) -> Option<Self> {
        let out = std::path::absolute(out).ok()?;
        let name = format!("{:032x}.json", digest(&out));
        // Another version of the program may do otherwise, and so may one that is built anew.
        let program = FileLook::at(&std::env::current_exe().ok()?);
        let key = format!("{:032x}", digest(&(env!("CARGO_PKG_VERSION"), program, key)));
        cfg!(unix).then(|| Self { file: caches.join(name), out, key, begun })
    }

    /// What the last build said, when this one would do the same. `commit` finds out what a name of
    /// a revision means today.
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

    /// Keeps what a build saw and said, once its output stands. That it cannot be kept is no reason
    /// to stop: the next build takes longer.
    pub fn keep(&self, inputs: Inputs, said: Said) {
        let is_settled = |look: &FileLook| look.is_settled(self.begun);
        if !inputs.files.values().flatten().all(is_settled) {
            let _ = fs::remove_file(&self.file);
            return;
        }
        let Some(output) = output(&self.out) else { return };
        let (out, key) = (self.out.clone(), self.key.clone());
        let known = BuildStamp { out, key, inputs, output, said };
        // Paths that are no Unicode cannot be written.
        let Ok(text) = serde_json::to_vec(&known) else { return };
        let _ = self.write(&text);
    }

    /// Writes the file in one move.
    fn write(&self, text: &[u8]) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(&self.file);
        fs::create_dir_all(folder)?;
        tidy(folder)?;
        let new = self.file.with_extension(format!("{}.new", std::process::id()));
        // What has this name is left over from a build that was killed, or was planted: a link is
        // removed, and its target stays.
        let _ = fs::remove_file(&new);
        fs::File::create_new(&new)?.write_all(text)?;
        fs::rename(&new, &self.file)
    }
}

/// Removes the stamps of outputs that are gone, once there are many.
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

/// A hash of how an output looks, with everything in it.
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
        let about = entry.metadata()?; // Of a link, not of what it leads to.
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
        // Whole seconds: a clock that may not have more.
        assert!(at(997, 0));
        assert!(!at(999, 0));
    }
}
