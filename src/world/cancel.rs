//! Cancelling a build that is no longer needed.
//!
//! Between two pieces of work, a build asks its world whether it is still needed. Memoized
//! functions have no world, so that partial results are never cached.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{FileError, World};
use crate::diag::{RevisionTrouble, Skipped};
use crate::path::ProjectPath;
use crate::picture;
use crate::source::Source;

/// A build was cancelled.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Cancels a build. Clones cancel the same one.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Cancels it, for good.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A world for a build that can be cancelled.
pub struct Cancellable<'a> {
    world: &'a dyn World,
    cancel: Cancel,
}

impl<'a> Cancellable<'a> {
    /// A world until `cancel` cancels the build.
    pub fn new(world: &'a dyn World, cancel: Cancel) -> Self {
        Self { world, cancel }
    }
}

impl World for Cancellable<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.world.source(path)
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.world.excerpt(path)
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.world.is_file(path)
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.world.list(folder)
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.world.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.world.blob(path)
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.world.bytes(path)
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        self.world.origin(path)
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.world.refused(folder)
    }

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.world.skipped(folder)
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.world.links(folder)
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        self.world.content(path, most)
    }

    fn picture(&self, path: &ProjectPath) -> Option<picture::PictureFacts> {
        self.world.picture(path)
    }

    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        self.world.have_same_content(one, other)
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.0.load(Ordering::Relaxed)
    }
}
