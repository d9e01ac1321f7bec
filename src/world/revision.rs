//! A site at a revision: every file of the site at that commit, and none of the working tree.

use std::sync::Arc;

use super::{FileError, World};
use crate::diag::{RevisionTrouble, Skipped};
use crate::path::ProjectPath;
use crate::picture::PictureFacts;
use crate::source::Source;

/// A world at a revision.
///
/// Unlike a layer, which an event lays over the working tree, this is the whole site: its files have their
/// plain paths, as in a checkout of that commit, so that a build cannot tell the difference.
pub struct AtRevision<'a> {
    below: &'a dyn World,
    revision: Arc<str>,
}

impl<'a> AtRevision<'a> {
    /// The site at a revision that the world knows.
    pub fn new(below: &'a dyn World, revision: &str) -> Self {
        Self { below, revision: revision.into() }
    }

    /// Where a file is read. Files of another revision, which a pinned event requests, already
    /// contain its name in their paths.
    fn real(&self, path: &ProjectPath) -> ProjectPath {
        if path.revision().is_some() { path.clone() } else { path.at(&self.revision) }
    }

    /// A list of a folder, in paths of the site.
    fn plain<T: Clone>(
        &self,
        folder: &str,
        ask: impl Fn(&str) -> Arc<[(ProjectPath, T)]>,
    ) -> Arc<[(ProjectPath, T)]> {
        if folder.contains(':') {
            return ask(folder);
        }
        let found = ask(&format!("{}:{folder}", self.revision));
        found.iter().map(|(path, what)| (of_site(path), what.clone())).collect()
    }
}

/// The path of a file of a revision in the site.
fn of_site(path: &ProjectPath) -> ProjectPath {
    path.revision().map_or_else(|| path.clone(), |(_, plain)| ProjectPath::new(plain))
}

impl World for AtRevision<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        let source = self.below.source(&self.real(path))?;
        Ok(source.moved(path.clone()))
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        Some(self.below.excerpt(&self.real(path))?.moved(path.clone()))
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.below.is_file(&self.real(path))
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        if folder.contains(':') {
            return self.below.list(folder);
        }
        self.below.list(&format!("{}:{folder}", self.revision)).iter().map(of_site).collect()
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.below.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        path.revision().and_then(|_| self.below.blob(path))
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        path.revision().and_then(|_| self.below.bytes(path))
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        self.below.content(&self.real(path), most)
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        if path.revision().is_some() { self.below.origin(path) } else { path.clone() }
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.plain(folder, |folder| self.below.refused(folder))
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.plain(folder, |folder| self.below.skipped(folder))
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.plain(folder, |folder| self.below.links(folder))
    }

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.below.picture(&self.real(path))
    }

    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        self.below.have_same_content(&self.real(one), &self.real(other))
    }

    fn is_cancelled(&self) -> bool {
        self.below.is_cancelled()
    }
}
