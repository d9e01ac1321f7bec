//! Writes a whole site to its output folder, in one step.
//!
//! The new output is staged in a folder beside the old one: files that did not change are hard
//! links to those of the old output, the others are written. Then the two folders trade names in
//! one system call and the old one is removed. The output is never written in place.
//!
//! **Invariant:** opening the output, at any moment, finds a complete site: the old one until the
//! swap, the new one after it. A build that is killed, or that fills the disk, leaves at most
//! temporary files beside the output, and the next build removes them. A build that changes nothing
//! writes nothing: it creates no folder, takes no lock, and changes no timestamp.
//!
//! Names beside an output `public` while it is written:
//!
//! | name | what it is |
//! |---|---|
//! | `.public.deckyard-lock` | held by the one build that may write |
//! | `.public.deckyard-new` | the staged output; after the swap, the old one, which is then removed |
//! | `.public.deckyard-old` | the old output, if the system cannot exchange folders in one call |
//!
//! The last two have a number, as in `.public.deckyard-old-2`, where another program has a file of an
//! earlier one open, and the system does not let it be removed.
//!
//! Known limits:
//!
//! - Where the system cannot exchange two names (Windows, some network file systems), the swap is
//!   two renames. A build killed between them leaves no output under its name until the next build,
//!   which first restores the old output. Windows does not rename a folder in which another program
//!   has a file open: the build waits for it, and then gives up with a message.
//! - Nothing is flushed to the disk (`fsync`): that would cost more than the whole build. The swap
//!   survives the death of the process. After a power cut, files written in the last seconds can be
//!   empty; a build that writes finds and restores them, since it compares bytes. One that finds
//!   nothing to do (`io/stamp.rs`) finds them too: their times and lengths differ.
//! - The output becomes a new folder. A shell or a bind mount *inside* it still sees the old one;
//!   programs that open it by name see the new one.
//!
//! The folder around the output is held open, and everything happens beneath that handle, without
//! following a link: see `place.rs`. Files copied from the site are opened below the site's own
//! folder ([`SiteFile`]), so nothing outside can get into the output, even if a file becomes a link
//! during a build.
//!
//! This module does not decide what belongs to a site, and reads none of the site's sources, except
//! to copy the files that the tree names.

mod compare;
mod error;
mod lock;
mod place;
mod plan;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use self::error::{Action, WriteError};
pub use self::place::lies_in;

use self::compare::Current;
use self::lock::Lock;
use self::place::OutputPlace;
use self::plan::WritePlan;
use super::beneath::SiteFile;
use super::stamp::FileLook;

/// The name of the file that marks a folder as an output of Deckyard.
///
/// Every output has it, always with the same bytes. It is not part of a [`Tree`] and is not counted
/// in [`Written`].
pub const MARKER: &str = ".deckyard-output";

/// The text of the marker file, for readers.
const MARKER_TEXT: &str = "\
This folder is written by Deckyard. Every build replaces it as a whole and removes
whatever else is in it, so keep nothing here by hand. Without this file, Deckyard
takes the folder for somebody else's and refuses to write to it.
";

/// How long a build waits for another one that writes to the same output. Writing takes well under
/// a second, so a longer wait means that something hangs.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bytes in memory, from the build.
    Bytes(Arc<[u8]>),
    /// A copy of a file of the site: pictures, static files.
    File(SiteFile),
    /// Bytes that are made on demand, so that not all pages are in memory at once.
    LazyContent(LazyContent),
}

/// Makes the bytes of a file.
type MakeBytes = dyn Fn() -> io::Result<Vec<u8>> + Send + Sync;

/// Makes the bytes of a file, each time the same.
#[derive(Clone)]
pub struct LazyContent {
    make: Arc<MakeBytes>,
    /// Whether it is made after all others, since it states their sizes.
    is_late: bool,
}

impl LazyContent {
    /// Bytes made by a function.
    pub fn new(make: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::tried(move || Ok(make()))
    }

    /// Bytes made by a function that reads files, and so may fail.
    pub fn tried(make: impl Fn() -> io::Result<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self { make: Arc::new(make), is_late: false }
    }

    /// The same, made after all others.
    #[must_use]
    pub fn late(self) -> Self {
        Self { is_late: true, ..self }
    }

    /// The bytes, made now.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        (self.make)()
    }
}

impl fmt::Debug for LazyContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}

impl PartialEq for LazyContent {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.make, &other.make)
    }
}

impl Eq for LazyContent {}

impl Content {
    /// Whether it is made after all others.
    fn is_late(&self) -> bool {
        matches!(self, Self::LazyContent(made) if made.is_late)
    }
}

/// The files of an output: relative path, with `/` between names, to content.
pub type Tree = BTreeMap<String, Content>;

/// How the files that were copied looked when they were read, by their absolute paths.
pub type Looks = BTreeMap<PathBuf, Option<FileLook>>;

/// How many files a call of [`write()`] added, changed, removed, and kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that the output did not have.
    pub added: usize,
    /// Files whose bytes differ now.
    pub changed: usize,
    /// Files of the output that the tree does not name.
    pub removed: usize,
    /// Files that kept their bytes, their inode and their time.
    pub unchanged: usize,
}

/// Whether an output is valid to write to, and no build left anything beside it.
pub fn is_tidy(out: &Path, protect: &[&Path]) -> bool {
    let place = OutputPlace::find(out, protect);
    place.is_ok_and(|place| place.is_some_and(|place| !place.has_litter()))
}

/// Whether a build may replace an output, checked before anything is made: the same reasons for
/// which [`write()`] would refuse it. Whether the disk lets it, only writing shows.
pub fn may_replace(out: &Path, protect: &[&Path]) -> Result<(), WriteError> {
    OutputPlace::find(out, protect).map(|_| ())
}

/// Makes the folder `out` contain exactly the files of `tree`, in one step.
///
/// `out` may be missing (its parents are made), empty, an earlier output, or a symbolic link to one
/// of these. Anything else is refused, and so is a folder that is, or holds, one of `protect` (the
/// sources of the site) or the user's home. After any error the output is unchanged.
pub fn write(out: &Path, tree: &Tree, protect: &[&Path]) -> Result<Written, WriteError> {
    write_and_look(out, tree, protect).map(|(written, _)| written)
}

/// Does the same, and returns the state of the copied files: a later build that finds the same
/// state would copy the same bytes.
pub fn write_and_look(
    out: &Path,
    tree: &Tree,
    protect: &[&Path],
) -> Result<(Written, Looks), WriteError> {
    let marker = Content::Bytes(Arc::from(MARKER_TEXT.as_bytes()));
    let plan = WritePlan::new(tree, &marker)?;
    let mut place = OutputPlace::resolve(out, protect)?;

    // Without the lock, another build may swap the output meanwhile. Then the result, even an
    // error, says nothing about the current output, so it is read again under the lock.
    let seen = Current::read(&place, &plan).ok();
    if let Some(seen) = &seen
        && seen.is_up_to_date()
        && !place.has_litter()
        && seen.is_current(&place)
    {
        let written = seen.written();
        return Ok((written, plan.looks()));
    }

    let _lock = Lock::acquire(&place, LOCK_WAIT)?;
    swap::recover(&mut place)?;
    let mut current = match seen.filter(|seen| seen.is_current(&place)) {
        Some(seen) => seen,
        None => Current::read(&place, &plan)?,
    };
    if !current.is_up_to_date() {
        let staged = stage::stage(&place, &plan, &current);
        // Windows renames no folder that is open.
        current.folder = None;
        staged.and_then(|()| swap::install(&place)).inspect_err(|_| swap::discard(&place))?;
    }
    Ok((current.written(), plan.looks()))
}
