//! Opens the files of a folder, and nothing outside it.
//!
//! A [`Root`] holds a folder open. A file is opened beneath that handle in one step, by the system
//! itself where it can (`openat2` on Linux), and everything about it (whether it is a file, its
//! length, its times) comes from the handle that is then read. No name is looked up again between a
//! check and its use, so a folder or file that becomes a symbolic link in between changes nothing:
//! what is opened is what was checked.
//!
//! Symbolic links are followed as long as they stay in the folder. The system refuses absolute
//! links, and links that leave the folder and return. The target of such a link is looked up by
//! name, and what is found inside is again opened beneath the handle: a name only proposes, it
//! never opens.
//!
//! Few other files open files and folders by name, with the rights of the whole process, and none
//! of them opens those of a site: `BY_NAME` in `tests/architecture.rs` lists them. This module
//! knows nothing about sites, and keeps nothing but the handle.
//!
//! **Invariant:** an [`OpenedFile`] file is a regular file that was inside the folder at the moment when
//! it was opened. Pipes, devices and sockets are neither waited for nor handed out.

#![expect(clippy::disallowed_methods, reason = "opening files by name is what this is for")]

mod moving;
mod plain;
mod real;
#[cfg(all(test, unix))]
mod tests;

pub use self::moving::NewBytes;
pub(in crate::io) use self::plain::real_path;

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, FileType, Metadata, OpenOptions, Permissions};

use super::faults::{is_unsupported, patiently};
use super::stamp::FileLook;
use crate::world::FileError;

/// How long a change of a file waits for a program that has it open, on systems where that prevents
/// the change.
const RENAME_WAIT: Duration = Duration::from_secs(1);

/// The message for an entry that is neither a file nor a folder.
const NO_FILE: &str = "it is a pipe or a device, not a file";

/// The message for hidden entries.
const HIDDEN: &str = "it is hidden: symbolic links may not point to names that begin with a dot, and a \
                      repository's folder `.git` is not part of the site";

/// A folder that is held open.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    folder: RwLock<Arc<Dir>>,
}

/// Why nothing in a folder was opened.
#[derive(Debug)]
pub enum Refused {
    /// The path leaves the folder through a symbolic link.
    Outside,
    /// A link points to a file or folder whose name begins with a dot, or it is in a repository's
    /// own folder.
    Hidden,
    /// It is a folder.
    Folder,
    /// It is a pipe, a device or a socket.
    NoFile,
    /// The system refused, for example because the entry does not exist.
    System(io::Error),
}

/// A regular file of a folder, open for reading.
#[derive(Debug)]
pub struct OpenedFile {
    file: File,
    about: std::fs::Metadata,
}

/// A file of a folder, to be opened when needed.
#[derive(Clone, Debug)]
pub struct SiteFile {
    root: Arc<Root>,
    path: Box<str>,
}

impl Root {
    /// Opens a folder, which must exist. Links on the way to the folder itself are followed only
    /// now.
    pub fn new(path: &Path) -> io::Result<Self> {
        let path = real_path(path)?;
        let folder = RwLock::new(Arc::new(folder_at(&path)?));
        Ok(Self { path, folder })
    }

    /// Where the folder was when it was opened: an absolute path without symbolic links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Switches to the folder that has the name now, if the old one was moved away. If the name is
    /// now a symbolic link, the old folder is kept.
    pub fn renew(&self) {
        if let Ok(folder) = folder_at(&self.path) {
            *self.folder.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(folder);
        }
    }

    /// Whether the name still belongs to this folder.
    pub fn is_in_place(&self) -> bool {
        let found = self.path.symlink_metadata().map(Metadata::from_just_metadata);
        match (found, self.handle().dir_metadata()) {
            (Ok(found), Ok(held)) => found.is_dir() && is_same(&found, &held).unwrap_or(true),
            _ => false,
        }
    }

    fn handle(&self) -> Arc<Dir> {
        Arc::clone(&self.folder.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens a file by its path in the folder.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<OpenedFile, Refused> {
        let mut options = OpenOptions::new();
        flags::reading(options.read(true));
        let written = path.as_ref();
        self.through(written, |folder, path| {
            // Elsewhere, opening a pipe would block.
            if !flags::KNOWN && !folder.metadata(path)?.is_file() {
                return Ok(Err(kind_of(folder.metadata(path)?.file_type())));
            }
            let file = folder.open_with(path, &options)?.into_std();
            let about = file.metadata()?;
            let real = real::of_file(&file, folder);
            Ok(match about.file_type() {
                _ if self.is_hidden(written, real) => Err(Refused::Hidden),
                kind if kind.is_file() => Ok(OpenedFile { file, about }),
                kind if kind.is_dir() => Err(Refused::Folder),
                _ => Err(Refused::NoFile),
            })
        })?
    }

    /// Metadata of a path's target, without opening it for reading.
    pub fn about(&self, path: impl AsRef<Path>) -> Result<Metadata, Refused> {
        let written = path.as_ref();
        self.through(written, |folder, path| {
            let (about, real) = real::target(folder, path)?;
            Ok(if self.is_hidden(written, real) { Err(Refused::Hidden) } else { Ok(about) })
        })?
    }

    /// Metadata of a path itself, even a link.
    pub fn itself(&self, path: impl AsRef<Path>) -> Result<Metadata, Refused> {
        self.through(path.as_ref(), |folder, path| folder.symlink_metadata(path))
    }

    /// Opens a subfolder; an empty path is the folder itself.
    pub fn folder(&self, path: impl AsRef<Path>) -> Result<Dir, Refused> {
        let written = path.as_ref();
        self.through(written, |folder, path| {
            let found = folder.open_dir(path)?;
            let real = real::of_folder(&found, folder);
            Ok(if self.is_hidden(written, real) { Err(Refused::Hidden) } else { Ok(found) })
        })?
    }

    /// Whether something must not be read although it is inside: it belongs to a repository, whose
    /// folder may hold a password, or links point from a visible name to a hidden one.
    ///
    /// `real` is the path of the opened entry in this folder, if the system reports it.
    fn is_hidden(&self, written: &Path, real: Option<PathBuf>) -> bool {
        let real = real.or_else(|| {
            Some(self.leads_to(written).ok()?.strip_prefix(&self.path).ok()?.to_owned())
        });
        let real = real.as_deref().unwrap_or(written);
        // Hidden files are published only under their own names.
        let is_another = written.starts_with("static") && hidden(real).ne(hidden(written));
        is_of_a_repository(real) || n_hidden(real) > n_hidden(written) || is_another
    }

    /// A link's target as written; if that is absolute and inside, relative to the link's folder.
    pub fn target(&self, path: &str) -> Result<PathBuf, Refused> {
        let target = self.through(path.as_ref(), |folder, path| folder.read_link_contents(path))?;
        let Ok(inside) = target.strip_prefix(&self.path) else { return Ok(target) };
        Ok(Path::new(&"../".repeat(path.matches('/').count())).join(inside))
    }

    /// Writes a file in one step, so that half of it is never seen. If the path is a link to a file
    /// inside, that file is replaced; missing folders are created.
    pub fn replace(&self, path: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Refused> {
        let path = path.as_ref();
        let real = match self.real(path) {
            // Looked up again beneath the handle, or refused.
            Ok(real) => real.strip_prefix(&self.path).unwrap_or(path).to_owned(),
            Err(Refused::System(error)) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            Err(refused) => return Err(refused),
        };
        let name = real.file_name().ok_or(Refused::Folder)?;
        let folder = self.made_folder(real.parent().unwrap_or(Path::new("")))?;
        Ok(replace_in(&folder, Path::new(name), bytes)?)
    }

    /// Creates a subfolder, and those above it, if missing.
    pub fn create_folder(&self, path: &Path) -> Result<(), Refused> {
        self.made_folder(path).map(|_| ())
    }

    /// Opens a subfolder, creating it and those above it if missing.
    fn made_folder(&self, path: &Path) -> Result<Dir, Refused> {
        let (above, name) = match (self.folder(path), path.parent(), path.file_name()) {
            (Err(Refused::System(error)), Some(above), Some(name))
                if error.kind() == ErrorKind::NotFound =>
            {
                (above, name)
            }
            (found, ..) => return found,
        };
        match self.made_folder(above)?.create_dir(name) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
            _ => self.folder(path),
        }
    }

    /// The real path of a path in the folder, if it is inside and not hidden: for watching, and to
    /// find what is then opened beneath the handle.
    pub fn real(&self, path: impl AsRef<Path>) -> Result<PathBuf, Refused> {
        let real = self.leads_to(&path)?;
        let inside = real.strip_prefix(&self.path).map_err(|_| Refused::Outside)?;
        let is_hidden = self.is_hidden(path.as_ref(), Some(inside.to_owned()));
        if is_hidden { Err(Refused::Hidden) } else { Ok(real) }
    }

    /// The real path of a path in the folder, inside or outside: for watching.
    pub fn leads_to(&self, path: impl AsRef<Path>) -> io::Result<PathBuf> {
        real_path(&self.path.join(path))
    }

    /// Where the target of a path will be once it exists: for watching.
    pub fn appearing(&self, path: impl AsRef<Path>) -> Option<PathBuf> {
        let path = self.path.join(path);
        let target = path.read_link().ok().and_then(|target| Some(path.parent()?.join(target)));
        let path = target.as_deref().unwrap_or(&path);
        let mut above = path.ancestors().skip(1);
        let (folder, real) = above.find_map(|folder| Some((folder, real_path(folder).ok()?)))?;
        Some(real.join(path.strip_prefix(folder).ok()?))
    }

    /// Acts beneath the handle; if a link is absolute, or leaves the folder and returns, by the
    /// name of its target.
    fn through<T>(
        &self,
        path: &Path,
        act: impl Fn(&Dir, &Path) -> io::Result<T>,
    ) -> Result<T, Refused> {
        let folder = self.handle();
        match act(&folder, in_folder(path)) {
            Err(error) if is_escape(&error) => {
                let real = self.real(path)?;
                let inside = real.strip_prefix(&self.path).map_err(|_| Refused::Outside)?;
                Ok(act(&folder, in_folder(inside))?)
            }
            done => Ok(done?),
        }
    }
}

impl OpenedFile {
    /// Metadata of the file.
    pub fn about(&self) -> &std::fs::Metadata {
        &self.about
    }

    /// How the file looked when it was opened.
    pub fn look(&self) -> FileLook {
        FileLook::of(&Metadata::from_just_metadata(self.about.clone()))
    }

    /// The file, at its beginning.
    pub fn into_file(self) -> File {
        self.file
    }

    /// The whole content, if it has at most `limit` bytes; otherwise a lower bound of its length. A
    /// file may grow while it is read, and the system knows no length for some.
    pub fn read_within(self, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
        let length = self.about.len();
        if length > limit {
            return Ok(Err(length));
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))?;
        let read = self.file.take(limit + 1).read_to_end(&mut bytes)? as u64;
        Ok(if read > limit { Err(read) } else { Ok(bytes) })
    }

    /// The whole content.
    pub fn read(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // A length that exceeds memory is an error, not the end of the program.
        bytes.try_reserve_exact(usize::try_from(self.about.len()).unwrap_or(usize::MAX))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl SiteFile {
    /// A file by its path in a folder; it need not exist.
    pub fn new(root: &Arc<Root>, path: &str) -> Self {
        Self { root: Arc::clone(root), path: path.into() }
    }

    /// Opens it.
    pub fn open(&self) -> Result<OpenedFile, Refused> {
        self.root.open(&*self.path)
    }

    /// Its name, for messages and for stamps.
    pub fn name(&self) -> PathBuf {
        self.root.path.join(&*self.path)
    }
}

impl Refused {
    /// Whether something exists that was refused.
    pub fn is_there(&self) -> bool {
        match self {
            Self::Outside | Self::Hidden | Self::Folder | Self::NoFile => true,
            Self::System(_) => false,
        }
    }
}

impl PartialEq for SiteFile {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.root, &other.root) && self.path == other.path
    }
}

impl Eq for SiteFile {}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        match error {
            error if is_escape(&error) => Self::Outside,
            error if flags::is_no_file(&error) => Self::NoFile,
            error => Self::System(error),
        }
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::System(error) => error,
            Refused::Folder => ErrorKind::IsADirectory.into(),
            Refused::Outside | Refused::Hidden | Refused::NoFile => {
                Self::other(refused.to_string())
            }
        }
    }
}

impl From<Refused> for FileError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Outside => Self::Outside,
            Refused::Folder => Self::Folder,
            Refused::Hidden => Self::Unreadable(HIDDEN.to_owned()),
            Refused::NoFile => Self::Unreadable(NO_FILE.to_owned()),
            Refused::System(error) => match error.kind() {
                // A name that no file can have on this system; on others, the file may exist or be
                // missing.
                ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => {
                    Self::Missing
                }
                _ => Self::Unreadable(error.to_string()),
            },
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("it is a symbolic link whose target is outside the site"),
            Self::Hidden => f.write_str(HIDDEN),
            Self::Folder => f.write_str("it is a folder"),
            Self::NoFile => f.write_str(NO_FILE),
            Self::System(error) => error.fmt(f),
        }
    }
}

/// Opens a folder by an absolute path without links, name by name: a folder that has become a link
/// is refused.
#[cfg(target_os = "linux")]
pub(super) fn folder_at(path: &Path) -> io::Result<Dir> {
    let mut options = OpenOptions::new();
    flags::passing(options.read(true));
    let mut folder = Dir::open_ambient_dir("/", ambient_authority())?;
    for part in path.components() {
        if let Component::Normal(name) = part {
            folder = Dir::from_std_file(folder.open_with(name, &options)?.into_std());
        }
    }
    Ok(folder)
}

/// Opens a folder by an absolute path without links. Parent folders may be searchable but not
/// readable, so the whole path is opened at once, and compared.
#[cfg(not(target_os = "linux"))]
pub(super) fn folder_at(path: &Path) -> io::Result<Dir> {
    let folder = Dir::open_ambient_dir(path, ambient_authority())?;
    let (seen, opened) = (path.symlink_metadata()?, folder.dir_metadata()?);
    let is_same = is_same(&Metadata::from_just_metadata(seen), &opened).unwrap_or(true);
    if is_same && real_path(path)? == path {
        Ok(folder)
    } else {
        Err(ErrorKind::NotADirectory.into())
    }
}

/// Whether both belong to the same file or folder; `None` where that cannot be determined.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "the same function as where there is no way")]
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> Option<bool> {
    use cap_std::fs::MetadataExt;
    Some((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

/// Whether both belong to the same file or folder: there is no stable way to determine it here.
#[cfg(not(unix))]
pub(super) fn is_same(_: &Metadata, _: &Metadata) -> Option<bool> {
    None
}

/// Opens a folder in another one, by a name that is not a link.
pub(super) fn folder_in(folder: &Dir, name: &Path) -> io::Result<Dir> {
    #[cfg(unix)]
    {
        let mut options = OpenOptions::new();
        flags::entering(options.read(true));
        Ok(Dir::from_std_file(folder.open_with(name, &options)?.into_std()))
    }
    #[cfg(not(unix))]
    {
        if folder.symlink_metadata(name)?.is_symlink() {
            return Err(ErrorKind::NotADirectory.into());
        }
        folder.open_dir(name)
    }
}

/// Opens a regular file in a folder for reading, by a name that is not a link.
pub(super) fn plain_file(folder: &Dir, name: &Path) -> io::Result<OpenedFile> {
    let mut options = OpenOptions::new();
    flags::itself(options.read(true));
    if !flags::KNOWN && !folder.symlink_metadata(name)?.is_file() {
        return Err(Refused::NoFile.into());
    }
    let file = folder.open_with(name, &options)?.into_std();
    let about = file.metadata()?;
    if about.is_file() { Ok(OpenedFile { file, about }) } else { Err(Refused::NoFile.into()) }
}

/// Opens a file outside any site by its path, if it is a regular file and not a link.
pub(super) fn plain_file_at(path: &Path) -> io::Result<OpenedFile> {
    let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Refused::Folder.into());
    };
    let folder = Dir::open_ambient_dir(in_folder(above), ambient_authority())?;
    plain_file(&folder, Path::new(name))
}

/// The kind of a folder's entry, without following it. Not every file system lists it.
pub(super) fn kind_in(folder: &Dir, entry: &DirEntry) -> io::Result<FileType> {
    let kind = entry.file_type()?;
    let is_known = kind.is_dir() || kind.is_file() || kind.is_symlink();
    if is_known { Ok(kind) } else { Ok(folder.symlink_metadata(entry.file_name())?.file_type()) }
}

/// Removes an entry of a folder: a file, a link (not its target), or a folder with its contents. A
/// missing entry is not an error.
pub(super) fn remove(folder: &Dir, name: &Path) -> io::Result<()> {
    let removed = match folder.symlink_metadata(name) {
        Ok(about) if about.is_dir() => {
            // Closed before it is removed: Windows would refuse.
            let emptied = empty(&folder_in(folder, name)?);
            emptied.and_then(|()| folder.remove_dir(name))
        }
        Ok(_) => folder.remove_file(name),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes all entries of a folder.
fn empty(folder: &Dir) -> io::Result<()> {
    // Closes the list before opening others: folders can be deep.
    let entries = folder.entries()?.map(|entry| Ok(entry?.file_name()));
    let names = entries.collect::<io::Result<Vec<_>>>()?;
    names.iter().try_for_each(|name| remove(folder, Path::new(name)))
}

/// Writes a file in a folder in one move. A link of that name is replaced, not followed.
fn replace_in(folder: &Dir, name: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = folder.symlink_metadata(name).ok().filter(Metadata::is_file);
    // A random name cannot be planted in advance, and a file that exists is never written to.
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let new = PathBuf::from(format!(".deckyard-{:016x}.new", u64::from_ne_bytes(random)));
    let mut file = folder.open_with(&new, OpenOptions::new().write(true).create_new(true))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| old.map_or(Ok(()), |old| keep_mode(&file, old.permissions())))
        .and_then(|()| patiently(RENAME_WAIT, || folder.rename(&new, folder, name)));
    written.inspect_err(|_| {
        // The error is sufficient.
        let _ = folder.remove_file(&new);
    })
}

/// Gives a new file the permissions of the old one, if the system has permissions.
fn keep_mode(file: &cap_std::fs::File, permissions: Permissions) -> io::Result<()> {
    match file.set_permissions(permissions) {
        Err(error) if is_unsupported(&error) => Ok(()),
        done => done,
    }
}

/// The folder at a path, or its nearest existing parent: for watching.
pub(super) fn folder_above(place: &Path) -> Option<&Path> {
    place.ancestors().find(|above| is_folder(above))
}

/// Whether a name is currently a folder's: for watching.
pub(super) fn is_folder(place: &Path) -> bool {
    place.is_dir()
}

/// Whether a name currently belongs to a file: for programs, which are outside the site.
pub(super) fn is_file(place: &Path) -> bool {
    place.is_file()
}

/// Whether a path is in a repository's own folder, in any case of letters: some file systems ignore
/// case.
fn is_of_a_repository(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"))
}

/// The names of a path that begin with a dot.
fn hidden(path: &Path) -> impl Iterator<Item = Component<'_>> {
    path.components().filter(|part| match part {
        Component::Normal(name) => name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    })
}

/// How many names of a path begin with a dot.
fn n_hidden(path: &Path) -> usize {
    hidden(path).count()
}

/// Whether a path was refused because it leaves the folder, which is not a system error.
fn is_escape(error: &io::Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

/// A path as methods of folders expect it.
fn in_folder(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

fn kind_of(kind: FileType) -> Refused {
    if kind.is_dir() { Refused::Folder } else { Refused::NoFile }
}

/// How files are opened where the system offers more than reading and writing.
#[cfg(unix)]
pub(super) mod flags {
    use cap_std::fs::{OpenOptions, OpenOptionsExt};
    use rustix::fs::OFlags;

    /// Whether a pipe can be opened without blocking.
    pub(super) const KNOWN: bool = true;

    fn set(options: &mut OpenOptions, flags: OFlags) {
        // The numbers of the system's header, which all fit.
        options.custom_flags(flags.bits().cast_signed());
    }

    /// Does not wait for pipes and does not acquire a terminal.
    pub(super) fn reading(options: &mut OpenOptions) {
        set(options, OFlags::NONBLOCK | OFlags::NOCTTY);
    }

    /// The same for a name that is not a link.
    pub(in crate::io) fn itself(options: &mut OpenOptions) {
        set(options, OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW);
    }

    /// Nothing else: the lock is taken once the file is open.
    pub(in crate::io) fn alone(_: &mut OpenOptions) {}

    /// Never: a lock does not keep a file from being opened.
    pub(in crate::io) fn is_held(_: &std::io::Error) -> bool {
        false
    }

    /// Whether the system refused because it is not a file: sockets are not opened.
    pub(super) fn is_no_file(error: &std::io::Error) -> bool {
        error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
    }

    /// A folder that is not a link.
    pub(super) fn entering(options: &mut OpenOptions) {
        set(options, OFlags::DIRECTORY | OFlags::NOFOLLOW);
    }

    /// Opens only for metadata.
    #[cfg(target_os = "linux")]
    pub(super) fn looking(options: &mut OpenOptions) {
        set(options, OFlags::PATH);
    }

    /// A parent folder, which need not be readable.
    #[cfg(target_os = "linux")]
    pub(super) fn passing(options: &mut OpenOptions) {
        set(options, OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW);
    }
}

/// How files are opened elsewhere.
#[cfg(not(unix))]
pub(super) mod flags {
    use cap_std::fs::OpenOptions;

    /// Whether a pipe can be opened without blocking.
    pub(super) const KNOWN: bool = false;

    /// No further options exist.
    pub(super) fn reading(_: &mut OpenOptions) {}

    /// No further options exist.
    pub(in crate::io) fn itself(_: &mut OpenOptions) {}

    /// For this process alone, while it is open; then the system removes it.
    #[cfg(windows)]
    pub(in crate::io) fn alone(options: &mut OpenOptions) {
        use cap_std::fs::OpenOptionsExt;
        const GENERIC_WRITE: u32 = 0x4000_0000;
        const DELETE: u32 = 0x0001_0000;
        const DELETE_ON_CLOSE: u32 = 0x0400_0000;
        options.access_mode(GENERIC_WRITE | DELETE).share_mode(0).custom_flags(DELETE_ON_CLOSE);
    }

    /// No further options exist.
    #[cfg(not(windows))]
    pub(in crate::io) fn alone(_: &mut OpenOptions) {}

    /// Whether another process has the file for itself (`ERROR_SHARING_VIOLATION`).
    pub(in crate::io) fn is_held(error: &std::io::Error) -> bool {
        cfg!(windows) && error.raw_os_error() == Some(32)
    }

    /// Other kinds have been refused before.
    pub(super) fn is_no_file(_: &std::io::Error) -> bool {
        false
    }
}
