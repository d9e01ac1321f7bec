//! The site as it would be after an import: another list of events, and overlays that hold files of commits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{RevisionTrouble, Skipped};
use crate::path::ProjectPath;
use crate::picture::PictureFacts;
use crate::source::Source;
use crate::world::{FileError, World};

/// A site with files that do not exist yet.
pub(super) struct PlannedSite<'a> {
    below: &'a dyn World,
    list: Source,
    /// The files of commits that overlays will contain, by their paths there.
    files: BTreeMap<ProjectPath, ProjectPath>,
}

impl<'a> PlannedSite<'a> {
    /// A site with a list of events and files of overlays.
    pub(super) fn new(
        below: &'a dyn World,
        list: Source,
        files: BTreeMap<ProjectPath, ProjectPath>,
    ) -> Self {
        Self { below, list, files }
    }

    /// Where a file is read.
    fn real<'p>(&'p self, path: &'p ProjectPath) -> &'p ProjectPath {
        self.files.get(path).unwrap_or(path)
    }
}

impl World for PlannedSite<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        if path == self.list.path() {
            return Ok(self.list.clone());
        }
        let source = self.below.source(self.real(path))?;
        Ok(if self.files.contains_key(path) { source.moved(path.clone()) } else { source })
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        path == self.list.path() || self.below.is_file(self.real(path))
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let list = self.below.list(folder);
        let is_here = |path: &&ProjectPath| folder.is_empty() || path.below(folder).is_some();
        let mut new = self.files.keys().filter(is_here).peekable();
        if new.peek().is_none() {
            return list;
        }
        let paths: BTreeSet<ProjectPath> = list.iter().chain(new).cloned().collect();
        paths.into_iter().collect()
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.below.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.below.blob(self.real(path))
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.below.bytes(self.real(path))
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        if self.files.contains_key(path) { path.clone() } else { self.below.origin(path) }
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.below.refused(folder)
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.below.skipped(folder)
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.below.links(folder)
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        self.below.content(self.real(path), most)
    }

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.below.picture(self.real(path))
    }

    fn is_cancelled(&self) -> bool {
        self.below.is_cancelled()
    }
}
