//! What the core can ask of the outside: files and lists of files, nothing else.
//!
//! Implemented over the disk by `io::files`, in memory by [`MemoryWorld`]. The clock, the
//! environment and the network are not here on purpose.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::ProjectPath;
use crate::source::Source;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It lies outside the site, by `..` or by a symbolic link.
    Outside,
    /// It is not UTF-8 from this byte on.
    NotUtf8(usize),
    /// The system said no; its words.
    Unreadable(String),
}

/// Everything that a build can ask.
pub trait World: Sync {
    /// A text file.
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError>;

    /// A text file for showing a place of it: bytes that are no UTF-8 are replaced.
    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.source(path).ok()
    }

    /// Whether a file is there, of any kind; folders are not files.
    fn is_file(&self, path: &ProjectPath) -> bool;

    /// All files below a folder, with their paths in order. Hidden ones are left out.
    fn list(&self, folder: &str) -> Arc<[ProjectPath]>;
}

/// A site in memory, for tests and for tools.
#[derive(Default, Debug, Clone)]
pub struct MemoryWorld {
    files: BTreeMap<ProjectPath, String>,
}

impl MemoryWorld {
    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.insert(ProjectPath::new(path), text.into());
        self
    }
}

impl World for MemoryWorld {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        match self.files.get(path) {
            Some(text) => Ok(Source::new(path.clone(), text)),
            None if !self.list(path.as_str()).is_empty() => Err(FileError::Folder),
            None => Err(FileError::Missing),
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.files.contains_key(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let below = |path: &&ProjectPath| folder.is_empty() || path.below(folder).is_some();
        self.files.keys().filter(below).cloned().collect()
    }
}
