//! A world in memory in which some files cannot be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use deckyard::diag::{RevisionTrouble, Skipped};
use deckyard::path::ProjectPath;
use deckyard::picture;
use deckyard::source::Source;
use deckyard::world::{FileError, MemoryWorld, World};

/// Files in memory, and files that fail.
#[derive(Default)]
pub(crate) struct FailingWorld {
    files: MemoryWorld,
    faults: BTreeMap<ProjectPath, Fault>,
}

enum Fault {
    Error(FileError),
    /// A file of this many bytes.
    Long(usize),
}

impl FailingWorld {
    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) {
        self.files = std::mem::take(&mut self.files).with(path, text);
    }

    /// Adds a file that fails: `not-utf8 4`, `outside`, `unreadable WHY`, or `bytes 1000`.
    pub(crate) fn add_fault(&mut self, path: &str, fault: &str) {
        let (kind, argument) = fault.trim().split_once(' ').unwrap_or((fault.trim(), ""));
        let number = || argument.parse().expect("a number of bytes");
        let fault = match kind {
            "not-utf8" => Fault::Error(FileError::NotUtf8(number())),
            "outside" => Fault::Error(FileError::Outside),
            "unreadable" => Fault::Error(FileError::Unreadable(argument.to_owned())),
            "bytes" => Fault::Long(number()),
            other => panic!("`{other}` is no fault"),
        };
        self.faults.insert(ProjectPath::new(path), fault);
    }
}

impl World for FailingWorld {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        match self.faults.get(path) {
            None => self.files.source(path),
            Some(Fault::Error(error)) => Err(error.clone()),
            Some(Fault::Long(bytes)) => Ok(Source::new(path.clone(), &"x".repeat(*bytes))),
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.faults.contains_key(path) || self.files.is_file(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let faults = self.faults.keys();
        let faults = faults.filter(|path| folder.is_empty() || path.below(folder).is_some());
        let mut all: Vec<_> = self.files.list(folder).iter().chain(faults).cloned().collect();
        all.sort();
        all.into()
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.files.skipped(folder)
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.files.revision(name)
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        self.files.picture(path)
    }
}
