//! Builds the new output beside the old one.
//!
//! Files that did not change become hard links to those of the old output, and so keep their inode
//! and their time; the others are written. Two builds under different umasks make equal trees:
//! modes are 0644 and 0755, whatever the umask and the modes of the sources.

use std::fs::{File, FileTimes};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use cap_std::fs::Dir;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::compare::{Current, FileAction};
use super::place::OutputPlace;
use super::plan::{Item, WritePlan};
use super::{Action, Content, WriteError};
use crate::io::beneath;

/// Builds everything that `plan` names in the staging folder, which must not exist.
pub(super) fn stage(
    place: &OutputPlace,
    plan: &WritePlan<'_>,
    current: &Current,
) -> Result<(), WriteError> {
    let (new, modes) =
        make_root(place).map_err(WriteError::io(Action::Write, place.staged.path()))?;
    for folder in &plan.folders {
        make_folder(&new, Path::new(folder), modes)
            .map_err(WriteError::io(Action::Write, place.given.join(folder)))?;
    }
    let stage = Stage { place, plan, new, old: current.folder.as_ref(), modes };
    let mut actions = current.actions.as_slice();
    for items in plan.groups() {
        let (own, others) = actions.split_at(items.len());
        actions = others;
        items
            .par_iter()
            .zip(own)
            .try_for_each_init(|| None, |last, (item, action)| stage.put(item, *action, last))
            .map_err(|error| name_twin(error, plan))?;
    }
    Ok(())
}

/// How to give a new file its mode.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Modes {
    /// Nothing to do: the umask keeps the modes, or there are no modes here.
    AsCreated,
    /// The umask removes bits that must be restored.
    Explicit,
}

/// Makes the staging folder and opens it, and determines whether modes must be set.
fn make_root(place: &OutputPlace) -> io::Result<(Dir, Modes)> {
    let (parent, name) = (&place.parent, place.staged.last());
    mode::create_folder(parent, name)?;
    // A folder's mode has all bits of a file's mode, so a umask that keeps it keeps both.
    let modes = if mode::is_folder_mode(parent, name)? {
        Modes::AsCreated
    } else {
        match mode::set_folder_mode(parent, name) {
            Ok(()) => Modes::Explicit,
            // The folder is our own, so this file system has no modes to set, whatever its error
            // number.
            Err(_) => Modes::AsCreated,
        }
    };
    Ok((beneath::folder_in(parent, name)?, modes))
}

fn make_folder(root: &Dir, path: &Path, modes: Modes) -> io::Result<()> {
    match mode::create_folder(root, path) {
        // Where case is ignored, `Images` and `images` are one folder.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        made => made?,
    }
    match modes {
        Modes::AsCreated => Ok(()),
        Modes::Explicit => mode::set_folder_mode(root, path),
    }
}

/// An output that is being built.
struct Stage<'a> {
    place: &'a OutputPlace,
    plan: &'a WritePlan<'a>,
    new: Dir,
    old: Option<&'a Dir>,
    modes: Modes,
}

/// A folder of the new output, open, and the same one of the old output, if it exists.
struct StagedFolder<'a> {
    path: &'a str,
    new: Dir,
    old: Option<Dir>,
}

impl<'a> Stage<'a> {
    /// Links or writes one file; `last` is the folder of the previous one, usually the same.
    fn put(
        &self,
        item: &Item<'a>,
        action: FileAction,
        last: &mut Option<StagedFolder<'a>>,
    ) -> Result<(), WriteError> {
        let failed = || WriteError::io(Action::Write, self.place.given.join(item.path));
        let (path, name) = item.path.rsplit_once('/').unwrap_or(("", item.path));
        let folder = match last {
            Some(folder) if folder.path == path => folder,
            last => last.insert(self.folder(path).map_err(failed())?),
        };
        let name = Path::new(name);
        if action == FileAction::Unchanged && folder.link(name) {
            return Ok(());
        }
        let file = self.written(item, folder, name)?;
        if self.modes == Modes::Explicit {
            mode::set_file_mode(&file).map_err(failed())?;
        }
        if action == FileAction::Unchanged
            && let Some(old) = &folder.old
            && let Ok(time) = old.symlink_metadata(name).and_then(|found| found.modified())
        {
            // Keeping the time helps tools that compare times, but nothing depends on it.
            let _ = file.set_times(FileTimes::new().set_modified(time.into_std()));
        }
        Ok(())
    }

    fn folder(&self, path: &'a str) -> io::Result<StagedFolder<'a>> {
        let open = |root: &Dir| match path {
            "" => root.try_clone(),
            path => root.open_dir(path),
        };
        let old = self.old.and_then(|old| open(old).ok());
        Ok(StagedFolder { path, new: open(&self.new)?, old })
    }

    /// A new file with its intended content.
    fn written(
        &self,
        item: &Item<'_>,
        folder: &StagedFolder<'_>,
        name: &Path,
    ) -> Result<File, WriteError> {
        let failed = || WriteError::io(Action::Write, self.place.given.join(item.path));
        let write = |bytes: &[u8]| {
            mode::create_file(&folder.new, name)
                .and_then(|mut file| file.write_all(bytes).map(|()| file))
                .map_err(failed())
        };
        match item.content {
            Content::Bytes(bytes) => write(bytes),
            Content::LazyContent(made) => {
                made.bytes().map_err(failed()).and_then(|made| write(&made))
            }
            Content::File(source) => {
                let mut from = self.plan.open(source)?.into_file();
                // On Linux this is one call of `copy_file_range`, which shares blocks where it can.
                mode::create_file(&folder.new, name)
                    .and_then(|mut file| io::copy(&mut from, &mut file).map(|_| file))
                    .map_err(failed())
            }
        }
    }
}

impl StagedFolder<'_> {
    /// Hard-links a file of the old output, if possible. Not every file system has links, and not
    /// every user may link to every file. A file that has stopped being a regular one since the
    /// comparison is not kept.
    fn link(&self, name: &Path) -> bool {
        let Some(old) = &self.old else { return false };
        if old.hard_link(name, &self.new, name).is_err() {
            return false;
        }
        let is_file = self.new.symlink_metadata(name).is_ok_and(|found| found.is_file());
        // If this fails, writing the file will find it.
        if !is_file {
            let _ = self.new.remove_file(name);
        }
        is_file
    }
}

/// A new file can exist already only where case is ignored: names the path in the way.
fn name_twin(error: WriteError, plan: &WritePlan<'_>) -> WriteError {
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
    use std::fs::{File, Permissions};
    use std::io;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use cap_std::fs::{self, Dir, DirBuilder, DirBuilderExt, OpenOptions, OpenOptionsExt};

    /// Everyone may read, the owner may write.
    const FILE: u32 = 0o644;
    /// Everyone may list and enter, the owner may write.
    const FOLDER: u32 = 0o755;
    /// The bits that `FILE` and `FOLDER` define; others (as setgid) come from the parent.
    const MASK: u32 = 0o777;

    pub(super) fn create_folder(root: &Dir, path: &Path) -> io::Result<()> {
        root.create_dir_with(path, DirBuilder::new().mode(FOLDER))
    }

    pub(super) fn create_file(folder: &Dir, name: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        Ok(folder.open_with(name, options.write(true).create_new(true).mode(FILE))?.into_std())
    }

    pub(super) fn is_folder_mode(root: &Dir, path: &Path) -> io::Result<bool> {
        Ok(mode(root, path)? & MASK == FOLDER)
    }

    pub(super) fn set_folder_mode(root: &Dir, path: &Path) -> io::Result<()> {
        let wanted = Permissions::from_mode(mode(root, path)? & !MASK | FOLDER);
        root.set_permissions(path, fs::Permissions::from_std(wanted))
    }

    pub(super) fn set_file_mode(file: &File) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(FILE))
    }

    fn mode(root: &Dir, path: &Path) -> io::Result<u32> {
        use cap_std::fs::PermissionsExt as _;
        Ok(root.symlink_metadata(path)?.permissions().mode())
    }
}

/// Files and folders where there are no modes.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same functions as where there are modes")]
mod mode {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use cap_std::fs::{Dir, OpenOptions};

    pub(super) fn create_folder(root: &Dir, path: &Path) -> io::Result<()> {
        root.create_dir(path)
    }

    pub(super) fn create_file(folder: &Dir, name: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        Ok(folder.open_with(name, options.write(true).create_new(true))?.into_std())
    }

    pub(super) fn is_folder_mode(_: &Dir, _: &Path) -> io::Result<bool> {
        Ok(true)
    }

    pub(super) fn set_folder_mode(_: &Dir, _: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn set_file_mode(_: &File) -> io::Result<()> {
        Ok(())
    }
}
