//! Compares the current output with what it should contain.
//!
//! Files are compared by length, then by their bytes, never by their times: that is always correct,
//! and reading files that are still in memory takes milliseconds. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use cap_std::fs::{Dir, DirEntry};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::place::OutputPlace;
use super::plan::{Item, WritePlan};
use super::{Action, Content, WriteError, Written};
use crate::io::beneath::{self, OpenedFile};

/// How many bytes are compared at once; two such buffers fit into a core's cache.
const CHUNK: usize = 128 * 1024;

/// The action for a file of the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileAction {
    Added,
    Changed,
    Unchanged,
}

/// The current output, as it was read.
pub(super) struct Current {
    /// The folder, held open: files are read and linked below it, and its inode cannot be reused
    /// while we rely on it.
    pub(super) folder: Option<Dir>,
    /// One for each item of the plan, in its order.
    pub(super) actions: Vec<FileAction>,
    /// How many files the plan does not name.
    removed: usize,
    /// Whether the folders are those of the plan.
    same_folders: bool,
}

impl Current {
    /// Reads the current output and compares it with the plan.
    pub(super) fn read(place: &OutputPlace, plan: &WritePlan<'_>) -> Result<Self, WriteError> {
        let folder = place.open_out().map_err(WriteError::io(Action::Read, &place.given))?;
        let mut listing = Listing::default();
        if let Some(folder) = &folder {
            listing.add(folder, "").map_err(WriteError::io(Action::Read, &place.given))?;
        }

        let mut actions = Vec::with_capacity(plan.items.len());
        for items in plan.groups() {
            let of_group =
                items.par_iter().map_init(Buffers::default, |buffers, item| match &folder {
                    Some(folder) => listing.action((plan, item), folder, buffers),
                    None => Ok(FileAction::Added),
                });
            actions.append(&mut of_group.collect::<Result<Vec<_>, _>>()?);
        }

        let n_kept = plan.items.iter().filter(|item| listing.files.contains_key(item.path)).count();
        Ok(Self {
            folder,
            actions,
            removed: listing.files.len() + listing.n_unnameable - n_kept,
            same_folders: listing.folders.iter().eq(plan.folders.iter()),
        })
    }

    /// Whether the output contains exactly what it should.
    pub(super) fn is_up_to_date(&self) -> bool {
        self.same_folders
            && self.removed == 0
            && self.actions.iter().all(|action| *action == FileAction::Unchanged)
    }

    /// Whether the output is still the folder that was read. Since an output is replaced and never
    /// written in place, the result is then still valid.
    pub(super) fn is_current(&self, place: &OutputPlace) -> bool {
        match &self.folder {
            Some(folder) => folder
                .dir_metadata()
                .is_ok_and(|folder| place.still_names(&place.out, &folder).unwrap_or(false)),
            None => !place.has(&place.out),
        }
    }

    /// Counts the actions, without the marker's.
    pub(super) fn written(&self) -> Written {
        let mut written = Written { removed: self.removed, ..Written::default() };
        // The marker is the first item.
        for action in self.actions.iter().skip(1) {
            match action {
                FileAction::Added => written.added += 1,
                FileAction::Changed => written.changed += 1,
                FileAction::Unchanged => written.unchanged += 1,
            }
        }
        written
    }
}

/// The names in an output.
#[derive(Default)]
struct Listing {
    /// Everything that is not a folder, and whether it is a regular file.
    files: BTreeMap<String, bool>,
    folders: BTreeSet<String>,
    /// Files whose names are not Unicode, so no plan can name them.
    n_unnameable: usize,
}

impl Listing {
    /// Adds what is in `folder`, whose path in the output is `prefix`.
    fn add(&mut self, folder: &Dir, prefix: &str) -> io::Result<()> {
        // Closes the list before opening others: folders can be deep.
        let kind = |entry: &DirEntry| beneath::kind_in(folder, entry);
        let entries = folder.entries()?.map(|entry| {
            let entry = entry?;
            Ok((entry.file_name(), kind(&entry)?))
        });
        for (name, kind) in entries.collect::<io::Result<Vec<_>>>()? {
            let Ok(name) = name.into_string() else {
                self.n_unnameable += 1;
                continue;
            };
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            if kind.is_dir() {
                self.add(&beneath::folder_in(folder, Path::new(&name))?, &path)?;
                self.folders.insert(path);
            } else {
                self.files.insert(path, kind.is_file());
            }
        }
        Ok(())
    }

    /// Determines the action for an item of a plan, in an output with these names.
    fn action(
        &self,
        (plan, item): (&WritePlan<'_>, &Item<'_>),
        out: &Dir,
        buffers: &mut Buffers,
    ) -> Result<FileAction, WriteError> {
        match self.files.get(item.path) {
            None => return Ok(FileAction::Added),
            Some(false) => return Ok(FileAction::Changed),
            Some(true) => {}
        }
        // A file that cannot be opened cannot be compared; staging writes it again.
        let Ok(old) = beneath::plain_file(out, Path::new(item.path)) else {
            return Ok(FileAction::Changed);
        };
        let same = match item.content {
            Content::Bytes(bytes) => equals_bytes(old, bytes, &mut buffers.theirs),
            Content::LazyContent(made) => {
                let made = made.bytes().map_err(WriteError::io(Action::Write, item.path))?;
                equals_bytes(old, &made, &mut buffers.theirs)
            }
            Content::File(source) => equals_file(old, plan.open(source)?, buffers),
        };
        Ok(if same.unwrap_or(false) { FileAction::Unchanged } else { FileAction::Changed })
    }
}

/// Memory for two files that are read side by side.
struct Buffers {
    ours: Vec<u8>,
    theirs: Vec<u8>,
}

impl Default for Buffers {
    fn default() -> Self {
        Self { ours: vec![0; CHUNK], theirs: vec![0; CHUNK] }
    }
}

/// Whether a file contains exactly these bytes.
fn equals_bytes(file: OpenedFile, bytes: &[u8], buffer: &mut [u8]) -> io::Result<bool> {
    if file.about().len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut file = file.into_file();
    let mut rest = bytes;
    loop {
        let n = fill(&mut file, buffer)?;
        match rest.split_at_checked(n) {
            Some((head, tail)) if head == &buffer[..n] => rest = tail,
            _ => return Ok(false),
        }
        if n < buffer.len() {
            return Ok(rest.is_empty());
        }
    }
}

/// Whether two files contain the same bytes.
fn equals_file(old: OpenedFile, new: OpenedFile, buffers: &mut Buffers) -> io::Result<bool> {
    if old.about().len() != new.about().len() {
        return Ok(false);
    }
    let (mut old, mut new) = (old.into_file(), new.into_file());
    loop {
        let n = fill(&mut old, &mut buffers.theirs)?;
        if fill(&mut new, &mut buffers.ours)? != n || buffers.ours[..n] != buffers.theirs[..n] {
            return Ok(false);
        }
        if n < CHUNK {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < buffer.len() {
        match file.read(&mut buffer[n..]) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}
