//! Puts the staged output in place of the old one, and cleans up after killed builds.
//!
//! Everything here happens under the lock.

use std::io::{self, ErrorKind};

use cap_std::fs::Dir;

use super::place::{Name, OutputPlace};
use super::{Action, WriteError};
use crate::io::beneath;

/// Swaps the staged output in and removes the old one.
pub(super) fn install(place: &OutputPlace) -> Result<(), WriteError> {
    swap(place).map_err(|source| match source.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            WriteError::Unmovable { out: place.given.clone(), source }
        }
        _ => WriteError::Io { action: Action::Move, path: place.given.clone(), source },
    })?;
    discard(place);
    Ok(())
}

/// Removes all but the output. If that fails the output is still right, and the next build tries
/// again.
pub(super) fn discard(place: &OutputPlace) {
    let _ = beneath::remove(&place.parent, place.staged.last());
    // If a swap could not be undone, this is the only complete output.
    if place.has(&place.out) {
        let _ = beneath::remove(&place.parent, place.aside.last());
    }
}

/// Restores order after a build that was killed.
pub(super) fn recover(place: &OutputPlace) -> Result<(), WriteError> {
    // Outputs are folders; a link of this name was planted.
    let aside = place.parent.symlink_metadata(place.aside.last());
    if aside.is_ok_and(|found| found.is_dir()) && !place.has(&place.out) {
        rename(place, &place.aside, &place.out)
            .map_err(WriteError::io(Action::Move, place.aside.path()))?;
    }
    for litter in [&place.staged, &place.aside] {
        beneath::remove(&place.parent, litter.last())
            .map_err(WriteError::io(Action::Remove, litter.path()))?;
    }
    Ok(())
}

fn swap(place: &OutputPlace) -> io::Result<()> {
    if !place.has(&place.out) {
        return rename(place, &place.staged, &place.out);
    }
    match exchange(&place.parent, &place.staged, &place.out) {
        // The file system, the system, or a container's filter lacks the call. (If permission is
        // really missing, the renames report it again.)
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

/// Gives one of the folders another of the names.
fn rename(place: &OutputPlace, from: &Name, to: &Name) -> io::Result<()> {
    place.parent.rename(from.last(), &place.parent, to.last())
}

/// Lets two folders trade names, in one call.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(parent: &Dir, one: &Name, other: &Name) -> io::Result<()> {
    use rustix::fs::{RenameFlags, renameat_with};
    Ok(renameat_with(parent, one.last(), parent, other.last(), RenameFlags::EXCHANGE)?)
}

/// Lets two folders trade names: not possible in one call here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Dir, _: &Name, _: &Name) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Swaps with two renames. Between them there is no output under its name; [`recover`] restores it.
pub(super) fn swap_by_renames(place: &OutputPlace) -> io::Result<()> {
    rename(place, &place.out, &place.aside)?;
    rename(place, &place.staged, &place.out).inspect_err(|_| {
        // If this also fails, the old output stays beside its place for the next build.
        let _ = rename(place, &place.aside, &place.out);
    })
}
