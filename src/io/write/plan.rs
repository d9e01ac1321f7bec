//! The output's intended content: the files of the tree, the marker, and the folders between them.
//!
//! A plan is valid: its paths stay inside the output, and do not conflict with each other. It knows
//! nothing about the disk.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{Action, Content, Looks, MARKER, Tree, WriteError};
use crate::diag::Unportable;
use crate::io::beneath::{OpenedFile, SiteFile};

/// A file of the output.
pub(super) struct Item<'a> {
    pub(super) path: &'a str,
    pub(super) content: &'a Content,
}

/// What the output should contain.
pub(super) struct WritePlan<'a> {
    /// All files: the marker, others in the order of their paths, and those that are made after all others.
    pub(super) items: Vec<Item<'a>>,
    /// How many items are made first.
    n_early: usize,
    /// All folders, parents before children.
    pub(super) folders: BTreeSet<&'a str>,
    /// How the copied files looked when last opened.
    looks: Mutex<Looks>,
}

impl<'a> WritePlan<'a> {
    /// Checks the paths of `tree` and lists what they need.
    pub(super) fn new(tree: &'a Tree, marker: &'a Content) -> Result<Self, WriteError> {
        let mut items = Vec::with_capacity(tree.len() + 1);
        let mut folders = BTreeSet::new();
        items.push(Item { path: MARKER, content: marker });
        for (path, content) in tree {
            if let Some(reason) = objection(path) {
                return Err(WriteError::Path { path: path.clone(), reason });
            }
            let mut rest = path.as_str();
            while let Some((folder, _)) = rest.rsplit_once('/') {
                if tree.contains_key(folder) {
                    return Err(WriteError::Collision {
                        file: folder.to_owned(),
                        other: path.clone(),
                    });
                }
                if !folders.insert(folder) {
                    break;
                }
                rest = folder;
            }
            items.push(Item { path, content });
        }
        // Stable, so each half keeps its order.
        items.sort_by_key(|item| item.content.is_late());
        let n_early = items.iter().take_while(|item| !item.content.is_late()).count();
        Ok(Self { items, n_early, folders, looks: Mutex::default() })
    }

    /// The items in two groups: those of the second are made after those of the first.
    pub(super) fn groups(&self) -> [&[Item<'a>]; 2] {
        let (early, late) = self.items.split_at(self.n_early);
        [early, late]
    }

    /// Opens a file to copy, and records how it looked.
    pub(super) fn open(&self, file: &SiteFile) -> Result<OpenedFile, WriteError> {
        let name = file.name();
        let opened = file
            .open()
            .map_err(|refused| WriteError::io(Action::Read, name.clone())(refused.into()))?;
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.insert(name, Some(opened.look()));
        Ok(opened)
    }

    /// How the copied files looked when last opened.
    pub(super) fn looks(self) -> Looks {
        self.looks.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds another path that equals `path` when case is ignored.
    pub(super) fn twin(&self, path: &str) -> Option<&'a str> {
        let folded = path.to_lowercase();
        let twin = |other: &&str| *other != path && other.to_lowercase() == folded;
        self.items.iter().map(|item| item.path).chain(self.folders.iter().copied()).find(twin)
    }
}

/// Returns what is wrong with a path, if anything.
fn objection(path: &str) -> Option<&'static str> {
    if path.split('/').next() == Some(MARKER) {
        return Some("this name marks an output of Deckyard");
    }
    if path.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("it is not a relative path of plain names");
    }
    if path.contains('\0') {
        return Some("it contains a character that no file name may have");
    }
    // A device would be written to, and text after a colon names a stream hidden behind another
    // file.
    (cfg!(windows) && path.split('/').any(|name| Unportable::of(name).is_some()))
        .then_some("no file of Windows may have this name")
}
