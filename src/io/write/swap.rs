//! Puts the staged output in place of the old one, and cleans up after killed builds.
//!
//! Everything here happens under the lock.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

use cap_std::fs::Dir;

use super::place::{Name, OutputPlace};
use super::{Action, MARKER, WriteError};
use crate::io::beneath;
use crate::io::faults::{self, patiently};

/// How long a build waits for another program to close a file of the old output, on systems where
/// that prevents the swap. Scanners and indexers need a moment for each file.
const SWAP_WAIT: Duration = Duration::from_secs(3);

/// The same before the old output is left to the next build.
const DISCARD_WAIT: Duration = Duration::from_millis(300);

/// Swaps the staged output in and removes the old one.
pub(super) fn install(place: &OutputPlace) -> Result<(), WriteError> {
    swap_with(place, exchange).map_err(|source| match source.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            WriteError::Unmovable { out: place.given.clone(), source }
        }
        _ if faults::is_in_use(&source) => WriteError::InUse { out: place.given.clone(), source },
        _ => WriteError::Io { action: Action::Move, path: place.given.clone(), source },
    })?;
    discard(place);
    Ok(())
}

/// Removes all but the output. If that fails the output is still right, and the next build tries
/// again.
pub(super) fn discard(place: &OutputPlace) {
    let _ = patiently(DISCARD_WAIT, || remove(place, &place.staged));
    // If a swap could not be undone, this is the only complete output.
    if place.has(&place.out) {
        let _ = patiently(DISCARD_WAIT, || remove(place, &place.aside));
    }
}

/// Restores order after a build that was killed, and chooses names for what is written beside the output.
pub(super) fn recover(place: &mut OutputPlace) -> Result<(), WriteError> {
    if !place.has(&place.out)
        && let Some(aside) = place.asides().find(|aside| is_complete(place, aside))
    {
        rename(place, &aside, &place.out)
            .map_err(WriteError::io(Action::Move, aside.path().to_owned()))?;
    }
    place.staged = free(place.stagings(), |name| remove(place, name))?;
    place.aside = free(place.asides(), |name| remove(place, name))?;
    Ok(())
}

/// Removes entries with these names, and returns the first free name.
///
/// Where another program has a file open, it may stay; then the output gets its next name.
pub(super) fn free(
    names: impl Iterator<Item = Name>,
    remove: impl Fn(&Name) -> io::Result<()>,
) -> Result<Name, WriteError> {
    let mut free = None;
    let mut first_error = None;
    for name in names {
        match remove(&name) {
            Ok(()) => free = free.or(Some(name)),
            Err(error) => {
                let error = WriteError::io(Action::Remove, name.path())(error);
                first_error = first_error.or(Some(error));
            }
        }
    }
    free.ok_or_else(|| {
        // Without a name, nothing has to be freed.
        let none = || WriteError::io(Action::Remove, "")(ErrorKind::NotFound.into());
        first_error.unwrap_or_else(none)
    })
}

/// Removes an output. Its marker is removed first: a folder with a marker is never half of an
/// output.
fn remove(place: &OutputPlace, name: &Name) -> io::Result<()> {
    if let Ok(folder) = beneath::folder_in(&place.parent, name.last()) {
        match folder.remove_file(MARKER) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    beneath::remove(&place.parent, name.last())
}

/// Whether a name belongs to an output from which nothing was removed. Outputs are folders; a link of
/// this name was planted.
fn is_complete(place: &OutputPlace, name: &Name) -> bool {
    let folder = beneath::folder_in(&place.parent, name.last());
    folder.is_ok_and(|folder| folder.symlink_metadata(MARKER).is_ok_and(|found| found.is_file()))
}

/// Swaps in one call, or else in two. Whatever error the single call returns (the file system, the
/// system or a container's filter may lack it, with various numbers), the two calls report it again
/// if it affects them, too.
pub(super) fn swap_with(
    place: &OutputPlace,
    exchange: impl Fn(&Dir, &Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    if !place.has(&place.out) {
        return rename(place, &place.staged, &place.out);
    }
    exchange(&place.parent, place.staged.last(), place.out.last())
        .or_else(|_| swap_by_renames(place))
}

/// Renames one of the folders to another of the names.
fn rename(place: &OutputPlace, from: &Name, to: &Name) -> io::Result<()> {
    patiently(SWAP_WAIT, || place.parent.rename(from.last(), &place.parent, to.last()))
}

/// Lets two folders trade names, in one call.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(parent: &Dir, one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{RenameFlags, renameat_with};
    Ok(renameat_with(parent, one, parent, other, RenameFlags::EXCHANGE)?)
}

/// Lets two folders trade names: not possible in one call here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Dir, _: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Swaps with two renames. Between them there is no output under its name; [`recover`] restores it.
pub(super) fn swap_by_renames(place: &OutputPlace) -> io::Result<()> {
    rename(place, &place.out, &place.aside)?;
    rename(place, &place.staged, &place.out).inspect_err(|_| {
        // If this also fails, the old output stays beside the new one until the next build.
        let _ = rename(place, &place.aside, &place.out);
    })
}
