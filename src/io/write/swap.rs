//! Puts the staged output in the place of the old one, and cleans up after builds that were killed.
//!
//! Everything here happens under the lock.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::place::{Place, exists};
use super::{Action, WriteError};

/// Swaps the staged output in and removes the old one.
pub(super) fn install(place: &Place) -> Result<(), WriteError> {
    swap(place).map_err(|source| match source.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            WriteError::Unmovable { out: place.given.clone(), source }
        }
        _ => WriteError::Io { action: Action::Move, path: place.given.clone(), source },
    })?;
    discard(place);
    Ok(())
}

/// Removes what is not the output. Where that fails the output is right nevertheless, and the next
/// build tries again.
pub(super) fn discard(place: &Place) {
    let _ = remove(&place.staged);
    // When a swap could not be undone, this is the only complete output there is.
    if exists(&place.out) {
        let _ = remove(&place.aside);
    }
}

/// Brings the place back to order after a build that was killed.
pub(super) fn recover(place: &Place) -> Result<(), WriteError> {
    if exists(&place.aside) && !exists(&place.out) {
        fs::rename(&place.aside, &place.out).map_err(WriteError::io(Action::Move, &place.aside))?;
    }
    for litter in [&place.staged, &place.aside] {
        remove(litter).map_err(WriteError::io(Action::Remove, litter))?;
    }
    Ok(())
}

fn swap(place: &Place) -> io::Result<()> {
    if !exists(&place.out) {
        return fs::rename(&place.staged, &place.out);
    }
    match exchange(&place.staged, &place.out) {
        // The file system, the system, or a container's filter does not know the call. (If it was a
        // real lack of permission, the renames say so again.)
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied
            ) =>
        {
            swap_by_renames(place)
        }
        exchanged => exchanged,
    }
}

/// Lets two folders trade names, in one call.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Lets two folders trade names: not possible in one call here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Swaps with two renames. Between them there is no output under its name; [`recover`] mends that.
pub(super) fn swap_by_renames(place: &Place) -> io::Result<()> {
    fs::rename(&place.out, &place.aside)?;
    fs::rename(&place.staged, &place.out).inspect_err(|_| {
        // If this fails as well, the old output waits beside its place for the next build.
        let _ = fs::rename(&place.aside, &place.out);
    })
}

/// Removes a folder or file; it is fine when there is none.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotADirectory => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
