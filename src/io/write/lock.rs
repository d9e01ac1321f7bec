//! Only one build at a time writes to an output.
//!
//! The lock is the system's own, so it ends with the process that holds it, however that process
//! ends. The file only carries the lock: one left behind by a killed build does not block other
//! builds. On Unix it is `flock`. On Windows, the file itself is the lock: it is opened for this
//! process alone, and the system removes it as soon as it is closed.

#![expect(clippy::disallowed_methods, reason = "a wait ends after some time")]

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use cap_std::fs::{Dir, Metadata, OpenOptions};

use super::place::OutputPlace;
use super::{Action, WriteError};
use crate::io::beneath;
use crate::io::faults;

/// How often a waiting build retries. Short compared with the time of a build.
const POLL: Duration = Duration::from_millis(10);

/// The right to write to an output; released when dropped.
pub(super) struct Lock {
    parent: Dir,
    name: PathBuf,
    /// Holds the lock while open.
    _file: File,
}

impl Lock {
    /// Waits for the lock, but no longer than `patience`.
    pub(super) fn acquire(place: &OutputPlace, patience: Duration) -> Result<Self, WriteError> {
        let failed = || WriteError::io(Action::Lock, place.lock.path());
        let start = Instant::now();
        loop {
            let attempt = attempt(place);
            let is_late = start.elapsed() >= patience;
            match attempt {
                Ok(Some(file)) if is_in_place(place, &file) => {
                    let parent = place.parent.try_clone().map_err(failed())?;
                    return Ok(Self { parent, name: place.lock.last().to_owned(), _file: file });
                }
                // Windows refuses a file that is being removed like one that is forbidden.
                Err(error) if is_late || !faults::is_in_use(&error) => return Err(failed()(error)),
                Ok(_) if is_late => {
                    return Err(WriteError::Locked { out: place.given.clone(), waited: patience });
                }
                Ok(_) | Err(_) => thread::sleep(POLL),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere the system removes it. A failure leaves an empty file, which the next build removes.
        if cfg!(unix) {
            let _ = self.parent.remove_file(&self.name);
        }
    }
}

/// Whether a locked file still has its name. On Unix the holder removes the file when it is done, so this
/// may have locked a file that is gone, while another build locks the new one.
fn is_in_place(place: &OutputPlace, file: &File) -> bool {
    let is_same = |file| place.still_names(&place.lock, &file).unwrap_or(true);
    cfg!(not(unix)) || Metadata::from_file(file).is_ok_and(is_same)
}

/// Locks the file if it is free.
fn attempt(place: &OutputPlace) -> io::Result<Option<File>> {
    let name = place.lock.last();
    // A planted link would create or lock a file elsewhere, and opening a pipe can block forever.
    if place.parent.symlink_metadata(name).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        beneath::remove(&place.parent, name)?;
    }
    let mut options = OpenOptions::new();
    beneath::flags::itself(options.create(true).truncate(false).write(true));
    beneath::flags::alone(&mut options);
    match place.parent.open_with(name, &options) {
        Ok(file) => {
            let file = file.into_std();
            let locked = file.try_lock();
            Ok(may_write(locked).then_some(file))
        }
        Err(error) if beneath::flags::is_held(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an attempt to lock an open file means that this build may write.
///
/// Network file systems, FUSE and sandboxes lack locks in many ways: ENOLCK, ENOTSUP, EOPNOTSUPP, ENOSYS,
/// EPERM, EINVAL. Two builds at once are rare, and no build at all is worse; so only another holder of
/// the lock is a reason to wait.
fn may_write(locked: Result<(), TryLockError>) -> bool {
    match locked {
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => false,
        Ok(()) | Err(TryLockError::Error(_)) => true,
    }
}

#[cfg(test)]
mod tests {
    use std::fs::TryLockError;
    use std::io;

    use super::may_write;

    #[test]
    fn a_disk_without_locks_can_be_written_to() {
        // EPERM, EIO, EINVAL, ENOLCK and ENOSYS of Linux; 45, 77, 78 and 102 of Apple's.
        for number in [1, 5, 22, 37, 38, 45, 77, 78, 95, 102] {
            let error = TryLockError::Error(io::Error::from_raw_os_error(number));
            assert!(may_write(Err(error)), "{number}");
        }
        assert!(may_write(Ok(())));
        assert!(!may_write(Err(TryLockError::WouldBlock)));
    }
}
