//! A site as it would be after moving some files and changing some texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{RevisionTrouble, Skipped};
use crate::path::ProjectPath;
use crate::picture::PictureFacts;
use crate::source::Source;
use crate::world::{FileError, World};

/// A site with moved files and changed texts that exist only in memory.
pub struct Patched<'a> {
    below: &'a dyn World,
    /// The new paths, by the old ones.
    moved: BTreeMap<ProjectPath, ProjectPath>,
    /// The old paths, by the new ones.
    origins: BTreeMap<ProjectPath, ProjectPath>,
    /// The changed texts, by their new paths.
    texts: BTreeMap<ProjectPath, Source>,
}

impl<'a> Patched<'a> {
    /// A layer over another site: moved files, and the new texts of files by their new paths.
    pub fn new(
        below: &'a dyn World,
        moved: &BTreeMap<ProjectPath, ProjectPath>,
        texts: BTreeMap<ProjectPath, String>,
    ) -> Self {
        let source = |(path, text): (ProjectPath, String)| {
            let source = Source::new(path.clone(), &text);
            (path, source)
        };
        Self {
            below,
            moved: moved.clone(),
            origins: moved.iter().map(|(old, new)| (new.clone(), old.clone())).collect(),
            texts: texts.into_iter().map(source).collect(),
        }
    }

    /// The path in the underlying site, if it has the file.
    fn old(&self, path: &ProjectPath) -> Option<ProjectPath> {
        match self.origins.get(path) {
            Some(old) => Some(old.clone()),
            None => (!self.moved.contains_key(path)).then(|| path.clone()),
        }
    }
}

impl World for Patched<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        if let Some(source) = self.texts.get(path) {
            return Ok(source.clone());
        }
        match self.origins.get(path) {
            Some(old) => self.below.source(old).map(|source| source.moved(path.clone())),
            None if self.moved.contains_key(path) => Err(FileError::Missing),
            None => self.below.source(path),
        }
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.texts.contains_key(path) || self.old(path).is_some_and(|old| self.below.is_file(&old))
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let list = self.below.list(folder);
        let stays = |path: &&ProjectPath| !self.moved.contains_key(*path);
        let mut paths: BTreeSet<ProjectPath> = list.iter().filter(stays).cloned().collect();
        let is_here = |path: &&ProjectPath| folder.is_empty() || path.below(folder).is_some();
        let new = self.origins.keys().chain(self.texts.keys());
        paths.extend(new.filter(is_here).cloned());
        paths.into_iter().collect()
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.below.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.below.blob(path)
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.below.bytes(path)
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        if self.origins.contains_key(path) { path.clone() } else { self.below.origin(path) }
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

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.below.picture(&self.old(path)?)
    }

    fn is_cancelled(&self) -> bool {
        self.below.is_cancelled()
    }
}
