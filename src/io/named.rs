//! Files that are named from outside the site: a baseline by its user, a job's summary by the CI
//! service.

#![expect(
    clippy::disallowed_methods,
    reason = "these files lie anywhere, and are named by the user"
)]

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use super::beneath::real_path;
use super::faults::{is_unsupported, patiently};

/// How long a replacement waits for a program that has the file open, on systems where that
/// prevents it.
const RENAME_WAIT: Duration = Duration::from_secs(1);

/// Reads a text file up to a size in bytes.
pub fn read(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    let file = fs::File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    file.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {} MiB", most >> 20)));
    }
    Ok(text)
}

/// Creates a file. An existing file stays unchanged; a partly written one is removed.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_device(path) {
        return to_device(path, bytes);
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| unless_unsupported(file.sync_all()));
    written.inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

/// Creates a folder and its parents; an existing one stays unchanged.
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Replaces a file, or creates it: readers find the old text or the new one.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_bytes(path, text.as_bytes())
}

/// The same for content of any kind.
pub fn replace_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_device(path) {
        return to_device(path, bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".deckyard-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    // Others can read it, like files written by an editor.
    let permissions = fs::metadata(path).map(|about| about.permissions()).ok();
    #[cfg(unix)]
    let permissions = permissions.or_else(|| {
        use std::os::unix::fs::PermissionsExt as _;
        Some(fs::Permissions::from_mode(0o644))
    });
    if let Some(permissions) = permissions {
        unless_unsupported(file.as_file().set_permissions(permissions))?;
    }
    file.write_all(bytes)?;
    unless_unsupported(file.as_file().sync_all())?;
    let mut file = Some(file);
    patiently(RENAME_WAIT, || {
        let Some(written) = file.take() else { return Ok(()) };
        written.persist(path).map(|_| ()).map_err(|refused| {
            file = Some(refused.file);
            refused.error
        })
    })
}

/// Whether a path points to something that is neither a file nor a folder, such as `/dev/full`,
/// which a file never replaces.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.is_dir() && !about.is_file())
}

fn to_device(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

/// It is not an error if a disk has no permissions, or cannot flush.
fn unless_unsupported(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if is_unsupported(&error) { Ok(()) } else { Err(error) })
}

/// Adds a text to the end of a file.
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}

/// Whether anything has a path that a user typed.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a path that a user typed is a folder.
pub fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// The path of a folder in the repository around it: from the nearest folder with a `.git`, or else
/// from the working directory. Empty for that folder itself, and outside of it.
pub fn path_in_repository(folder: &Path) -> String {
    let top = folder.ancestors().find(|folder| folder.join(".git").exists());
    let current = std::env::current_dir().ok().and_then(|folder| real_path(&folder).ok());
    let inside = top.or(current.as_deref()).and_then(|top| folder.strip_prefix(top).ok());
    let names = inside.into_iter().flat_map(Path::components);
    let names: Vec<_> = names.map(|name| name.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

/// The path of a file below a folder, with `/` between its names.
pub fn below(path: &Path, folder: &Path) -> Option<String> {
    let path = real_path(path).ok()?;
    let inside = path.strip_prefix(real_path(folder).ok()?).ok()?;
    let names: Option<Vec<&str>> =
        inside.components().map(|name| name.as_os_str().to_str()).collect();
    Some(names?.join("/"))
}
