//! The real path of an opened entry, as the system reports it for the handle, not for a name.
//!
//! Rules about real names are checked on the opened entry, whatever happened to the links on its
//! path.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use cap_std::fs::{Dir, Metadata};

/// The path of a file in an open folder, where the system reports it.
pub(super) fn of_file(file: &File, folder: &Dir) -> Option<PathBuf> {
    Some(name::of(file)?.strip_prefix(name::of(folder)?).ok()?.to_owned())
}

/// The path of a folder in another one, where the system reports it.
pub(super) fn of_folder(found: &Dir, folder: &Dir) -> Option<PathBuf> {
    Some(name::of(found)?.strip_prefix(name::of(folder)?).ok()?.to_owned())
}

/// Metadata of a path's target in a folder, and its own path there. Nothing is opened for reading,
/// which pipes and files without permission would not allow.
#[cfg(target_os = "linux")]
pub(super) fn target(folder: &Dir, path: &Path) -> io::Result<(Metadata, Option<PathBuf>)> {
    let mut options = cap_std::fs::OpenOptions::new();
    super::flags::looking(options.read(true));
    let found = folder.open_with(path, &options)?.into_std();
    let about = Metadata::from_just_metadata(found.metadata()?);
    Ok((about, of_file(&found, folder)))
}

/// Metadata of a path's target in a folder.
#[cfg(not(target_os = "linux"))]
pub(super) fn target(folder: &Dir, path: &Path) -> io::Result<(Metadata, Option<PathBuf>)> {
    Ok((folder.metadata(path)?, None))
}

/// The name of a handle.
#[cfg(target_os = "linux")]
mod name {
    use std::ffi::OsStr;
    use std::os::fd::{AsFd, AsRawFd};
    use std::os::unix::ffi::OsStrExt;
    use std::path::PathBuf;

    /// Read from `/proc`, where the system reports it for the handle; some machines lack it.
    pub(super) fn of(handle: &impl AsFd) -> Option<PathBuf> {
        let link = format!("/proc/self/fd/{}", handle.as_fd().as_raw_fd());
        let path = rustix::fs::readlink(link, Vec::new()).ok()?;
        Some(PathBuf::from(OsStr::from_bytes(path.to_bytes())))
    }
}

/// The name of a handle.
#[cfg(target_vendor = "apple")]
mod name {
    use std::ffi::OsStr;
    use std::os::fd::AsFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::PathBuf;

    /// As the system records it.
    pub(super) fn of(handle: &impl AsFd) -> Option<PathBuf> {
        let path = rustix::fs::getpath(handle).ok()?;
        Some(PathBuf::from(OsStr::from_bytes(path.to_bytes())))
    }
}

/// The name of a handle, which is not available here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod name {
    use std::path::PathBuf;

    /// Nothing.
    pub(super) fn of<T>(_: &T) -> Option<PathBuf> {
        None
    }
}
