//! Only one build at a time writes to an output.
//!
//! The lock is the system's own (`flock`), so it ends with the process that holds it, however that
//! process ends. The file only carries the lock: one left behind by a killed build blocks no one.

#![expect(clippy::disallowed_methods, reason = "a wait ends after some time")]

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::thread;
use std::time::{Duration, Instant};

use cap_std::fs::{Metadata, OpenOptions};

use super::place::OutputPlace;
use super::{Action, WriteError};
use crate::io::beneath;

/// How often a waiting build retries. Short compared with the time of a build.
const POLL: Duration = Duration::from_millis(10);

/// The right to write to an output; released when dropped.
pub(super) struct Lock<'a> {
    place: &'a OutputPlace,
    /// Holds the lock while open.
    _file: File,
}

impl<'a> Lock<'a> {
    /// Waits for the lock, but no longer than `patience`.
    pub(super) fn acquire(place: &'a OutputPlace, patience: Duration) -> Result<Self, WriteError> {
        let start = Instant::now();
        loop {
            // The holder removes the file when it is done, so this may have locked a file that is
            // gone, while another build locks the new one: then retry with that one.
            if let Some(file) =
                attempt(place).map_err(WriteError::io(Action::Lock, place.lock.path()))?
                && Metadata::from_file(&file)
                    .is_ok_and(|file| place.still_names(&place.lock, &file).unwrap_or(true))
            {
                return Ok(Self { place, _file: file });
            }
            if start.elapsed() >= patience {
                return Err(WriteError::Locked { out: place.given.clone(), waited: patience });
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // Only where `still_names` can tell; elsewhere the file stays, empty. A failure leaves an
        // empty file, which the next build removes.
        if cfg!(unix) {
            let _ = self.place.parent.remove_file(self.place.lock.last());
        }
    }
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
    let file = place.parent.open_with(name, &options)?.into_std();
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network file systems have no locks. Two builds at once are rare; no build at all is
        // worse.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
