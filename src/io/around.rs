//! The folders around one: where a command that runs inside a site may look for the site itself.
//!
//! The search stays among the user's own folders: it does not leave a git work tree, pass a folder
//! of `GIT_CEILING_DIRECTORIES`, enter another file system, a folder of another owner or one that
//! everybody may write to, or reach the user's home folder, which contains everything. So other
//! users who can write to `/tmp` cannot decide what a command below it builds.
//!
//! **Invariant:** this only names folders; `beneath` opens their contents.

#![expect(
    clippy::disallowed_methods,
    reason = "the folders around the current one are looked at here"
)]

#[cfg(all(test, unix))]
mod tests;

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::beneath::real_path;
use super::git::ceilings;

/// The folders above a folder in which its site may be, the nearest first.
pub fn folders_above(folder: &Path, home: Option<&Path>) -> Vec<PathBuf> {
    let Ok(start) = real_path(folder) else { return Vec::new() };
    let Some(about) = about(&start) else { return Vec::new() };
    let home = home.and_then(|home| real_path(home).ok());
    let ceilings = ceilings();
    let mut found = Vec::new();
    let mut below = start.as_path();
    for above in start.ancestors().skip(1) {
        let is_top = below.join(".git").symlink_metadata().is_ok();
        let is_limit =
            home.as_deref() == Some(above) || ceilings.iter().any(|limit| limit == above);
        let is_own = self::about(above).is_some_and(|above| belongs_together(&about, &above));
        if is_top || is_limit || !is_own {
            break;
        }
        found.push(above.to_owned());
        below = above;
    }
    found
}

/// The folders in a folder, by name, without hidden ones, up to a limit.
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    const MOST: usize = 200;
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = entries.take(MOST).filter_map(Result::ok).map(|entry| entry.file_name());
    let is_shown = |name: &std::ffi::OsString| !name.as_encoded_bytes().starts_with(b".");
    let folders = names.filter(is_shown).map(|name| folder.join(name));
    let mut folders: Vec<PathBuf> = folders.filter(|path| about(path).is_some()).collect();
    folders.sort();
    folders
}

fn about(folder: &Path) -> Option<Metadata> {
    folder.symlink_metadata().ok().filter(Metadata::is_dir)
}

/// Whether a folder above another one has the same owner and file system, and is not shared by all users.
#[cfg(unix)]
fn belongs_together(folder: &Metadata, above: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    /// In folders with this bit everybody may create files, and remove only their own: `/tmp`.
    const STICKY: u32 = 0o1000;
    folder.uid() == above.uid() && folder.dev() == above.dev() && above.mode() & STICKY == 0
}

/// On other systems, both would need further system calls.
#[cfg(not(unix))]
fn belongs_together(_: &Metadata, _: &Metadata) -> bool {
    true
}
