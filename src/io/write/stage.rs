//! Builds the new output beside the old one.
//!
//! Files that did not change become hard links to those of the old output, and so keep their inode
//! and their time; the others are written. Two builds under different umasks make equal trees:
//! modes are 0644 and 0755, whatever the umask and the modes of the sources.

use std::fs::{self, File, FileTimes};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::compare::{Current, Fate};
use super::place::Place;
use super::plan::{Item, Plan};
use super::{Action, Content, WriteError};

/// Builds everything that `plan` names in the staging folder, which must not exist.
pub(super) fn stage(place: &Place, plan: &Plan<'_>, current: &Current) -> Result<(), WriteError> {
    let modes = make_root(&place.staged).map_err(WriteError::io(Action::Write, &place.staged))?;
    for folder in &plan.folders {
        make_folder(&place.staged.join(folder), modes)
            .map_err(WriteError::io(Action::Write, place.given.join(folder)))?;
    }
    plan.items
        .par_iter()
        .zip(&current.fates)
        .try_for_each(|(item, fate)| put(place, item, *fate, modes))
        .map_err(|error| name_twin(error, plan))
}

/// What it takes to give a new file the mode it should have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modes {
    /// Nothing: the umask lets the modes through, or there are no modes here.
    AsCreated,
    /// The umask takes something away that has to be put back.
    Explicit,
}

/// Makes the staging folder, and learns from it whether modes have to be set.
fn make_root(path: &Path) -> io::Result<Modes> {
    mode::create_folder(path)?;
    // The mode of a folder has all bits of the mode of a file, so what leaves it whole leaves both
    // whole.
    if mode::is_folder_mode(path)? {
        return Ok(Modes::AsCreated);
    }
    match mode::set_folder_mode(path) {
        Ok(()) => Ok(Modes::Explicit),
        // The folder is ours, so this file system has no modes to set.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(Modes::AsCreated),
        Err(error) => Err(error),
    }
}

fn make_folder(path: &Path, modes: Modes) -> io::Result<()> {
    match mode::create_folder(path) {
        // Where case does not count, `Images` and `images` are one folder.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        made => made?,
    }
    match modes {
        Modes::AsCreated => Ok(()),
        Modes::Explicit => mode::set_folder_mode(path),
    }
}

/// Links or writes one file.
fn put(place: &Place, item: &Item<'_>, fate: Fate, modes: Modes) -> Result<(), WriteError> {
    let old = place.out.join(item.path);
    let new = place.staged.join(item.path);
    // Not every file system has links, and not every user may link to every file: then write.
    if fate == Fate::Unchanged && fs::hard_link(&old, &new).is_ok() {
        return Ok(());
    }
    let failed = || WriteError::io(Action::Write, place.given.join(item.path));
    let file = match item.content {
        Content::Bytes(bytes) => mode::create_file(&new)
            .and_then(|mut file| file.write_all(bytes).map(|()| file))
            .map_err(failed())?,
        Content::Made(made) => mode::create_file(&new)
            .and_then(|mut file| file.write_all(&made.bytes()).map(|()| file))
            .map_err(failed())?,
        Content::File(source) => {
            let mut from = File::open(source).map_err(WriteError::io(Action::Read, source))?;
            // On Linux this is one call of `copy_file_range`, which shares blocks where it can.
            mode::create_file(&new)
                .and_then(|mut file| io::copy(&mut from, &mut file).map(|_| file))
                .map_err(failed())?
        }
    };
    if modes == Modes::Explicit {
        mode::set_file_mode(&file).map_err(failed())?;
    }
    if fate == Fate::Unchanged
        && let Ok(time) = fs::metadata(&old).and_then(|metadata| metadata.modified())
    {
        // Better to keep the time for those who compare times, but nothing depends on it.
        let _ = file.set_times(FileTimes::new().set_modified(time));
    }
    Ok(())
}

/// A new file exists already only where case does not count: says which other path is in the way.
fn name_twin(error: WriteError, plan: &Plan<'_>) -> WriteError {
    let WriteError::Io { action: Action::Write, path, source } = &error else { return error };
    if source.kind() != ErrorKind::AlreadyExists {
        return error;
    }
    let item = plan.items.iter().filter(|item| path.ends_with(item.path));
    let Some(item) = item.max_by_key(|item| item.path.len()) else { return error };
    match plan.twin(item.path) {
        Some(twin) => WriteError::Collision { file: twin.to_owned(), other: item.path.to_owned() },
        None => error,
    }
}

/// Files and folders with modes.
#[cfg(unix)]
mod mode {
    use std::fs::{self, DirBuilder, File, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    /// Everyone may read, the owner may write.
    const FILE: u32 = 0o644;
    /// Everyone may list and enter, the owner may write.
    const FOLDER: u32 = 0o755;
    /// The bits that `FILE` and `FOLDER` speak about; the others (as setgid) come from the parent.
    const MASK: u32 = 0o777;

    pub(super) fn create_folder(path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(FOLDER).create(path)
    }

    pub(super) fn create_file(path: &Path) -> io::Result<File> {
        File::options().write(true).create_new(true).mode(FILE).open(path)
    }

    pub(super) fn is_folder_mode(path: &Path) -> io::Result<bool> {
        Ok(fs::metadata(path)?.permissions().mode() & MASK == FOLDER)
    }

    pub(super) fn set_folder_mode(path: &Path) -> io::Result<()> {
        let above = fs::metadata(path)?.permissions().mode() & !MASK;
        fs::set_permissions(path, Permissions::from_mode(above | FOLDER))
    }

    pub(super) fn set_file_mode(file: &File) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(FILE))
    }
}

/// Files and folders where there are no modes.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same functions as where there are modes")]
mod mode {
    use std::fs::{self, File};
    use std::io;
    use std::path::Path;

    pub(super) fn create_folder(path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    pub(super) fn create_file(path: &Path) -> io::Result<File> {
        File::options().write(true).create_new(true).open(path)
    }

    pub(super) fn is_folder_mode(_: &Path) -> io::Result<bool> {
        Ok(true)
    }

    pub(super) fn set_folder_mode(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn set_file_mode(_: &File) -> io::Result<()> {
        Ok(())
    }
}
