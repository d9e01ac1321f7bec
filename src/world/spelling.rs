//! Names of files that differ only in how their letters are encoded.
//!
//! `é` is one code point, or an `e` and an accent after it. Some systems and archives convert one
//! into the other, which is invisible. So a missing file is looked for under its other spellings;
//! the name as written comes first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{FileError, World};
use crate::diag::{RevisionTrouble, Skipped};
use crate::path::{ProjectPath, composed};
use crate::picture::PictureFacts;
use crate::source::Source;

/// The files of a folder by their names in one spelling.
type SpellingIndex = BTreeMap<String, ProjectPath>;

/// A world in which a file is found under all spellings of its name.
pub struct Spelled<'a> {
    below: &'a dyn World,
    /// The files of folders that were read.
    folders: Mutex<BTreeMap<String, Arc<SpellingIndex>>>,
}

impl<'a> Spelled<'a> {
    /// Wraps a world. Results are cached, so each build needs its own.
    pub fn new(below: &'a dyn World) -> Self {
        Self { below, folders: Mutex::default() }
    }

    /// The file for a name: the one with that name, or else the first with another spelling of it.
    fn real(&self, path: &ProjectPath) -> ProjectPath {
        if path.as_str().is_ascii() || self.below.is_file(path) {
            return path.clone();
        }
        let names = self.names(plain_folder(path.as_str()));
        names.get(&*composed(path.as_str())).unwrap_or(path).clone()
    }

    fn names(&self, folder: &str) -> Arc<SpellingIndex> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let names = folders.entry(folder.to_owned()).or_insert_with(|| {
            let mut names = SpellingIndex::new();
            for file in self.below.list(folder).iter().filter(|file| !file.as_str().is_ascii()) {
                names.entry(composed(file.as_str()).into_owned()).or_insert_with(|| file.clone());
            }
            Arc::new(names)
        });
        Arc::clone(names)
    }
}

/// The folder around a path that has only one spelling.
fn plain_folder(path: &str) -> &str {
    let end = path.find(|c: char| !c.is_ascii()).unwrap_or(path.len());
    let plain = &path[..end];
    plain.rsplit_once('/').map_or_else(
        // A revision's top.
        || plain.split_inclusive(':').next().filter(|name| name.ends_with(':')).unwrap_or_default(),
        |(folder, _)| folder,
    )
}

impl World for Spelled<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.below.source(&self.real(path))
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.below.excerpt(path)
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.below.is_file(&self.real(path))
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        self.below.list(folder)
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.below.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.below.blob(&self.real(path))
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.below.bytes(&self.real(path))
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        self.below.origin(&self.real(path))
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
        self.below.content(&self.real(path), most)
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

#[cfg(test)]
mod tests {
    use super::{Spelled, plain_folder};
    use crate::path::ProjectPath;
    use crate::world::{Layered, Layers, MemoryWorld, World};

    const COMPOSED: &str = "th\u{e9}";
    const APART: &str = "the\u{301}";

    fn text(world: &dyn World, path: &str) -> Option<String> {
        Some(world.source(&ProjectPath::new(path)).ok()?.text().to_owned())
    }

    #[test]
    fn a_file_is_found_under_all_spellings() {
        let files = MemoryWorld::default()
            .with(&format!("slides/{APART}/a.md"), "a")
            .with(&format!("slides/{COMPOSED}/b.md"), "b")
            .with(&format!("v1:{APART}.md"), "old");
        let world = Spelled::new(&files);
        assert_eq!(text(&world, &format!("slides/{COMPOSED}/a.md")).as_deref(), Some("a"));
        assert_eq!(text(&world, &format!("slides/{APART}/b.md")).as_deref(), Some("b"));
        assert_eq!(text(&world, &format!("v1:{COMPOSED}.md")).as_deref(), Some("old"));
        assert_eq!(text(&world, "slides/the/a.md"), None);
        let origin = world.origin(&ProjectPath::new(&format!("slides/{COMPOSED}/a.md")));
        assert_eq!(origin.as_str(), format!("slides/{APART}/a.md"));
    }

    #[test]
    fn the_name_as_it_is_written_comes_first() {
        let files = MemoryWorld::default()
            .with(&format!("slides/{APART}.md"), "apart")
            .with(&format!("slides/{COMPOSED}.md"), "composed");
        let world = Spelled::new(&files);
        assert_eq!(text(&world, &format!("slides/{APART}.md")).as_deref(), Some("apart"));
        assert_eq!(text(&world, &format!("slides/{COMPOSED}.md")).as_deref(), Some("composed"));
    }

    #[test]
    fn layers_stand_in_front_of_all_spellings() {
        let files = MemoryWorld::default()
            .with(&format!("slides/{COMPOSED}.md"), "tree")
            .with(&format!("slides/{APART}.fr.md"), "en français")
            .with(&format!("slides/x/{APART}.md"), "tree")
            .with(&format!("events/e/x/{COMPOSED}.md"), "overlay");
        let world = Spelled::new(&files);
        let layers = Layers {
            overlay: Some("events/e".into()),
            language: Some("fr".into()),
            revision: None,
        };
        let layered = Layered::new(&world, &layers);
        for name in [COMPOSED, APART] {
            let text = |path: &str| text(&layered, path);
            assert_eq!(text(&format!("slides/{name}.md")).as_deref(), Some("en français"));
            assert_eq!(text(&format!("slides/x/{name}.md")).as_deref(), Some("overlay"));
        }
    }

    #[test]
    fn the_folder_that_is_looked_through_has_one_spelling() {
        for (path, folder) in
            [("slides/x/é.md", "slides/x"), ("é/a.md", ""), ("v1:é.md", "v1:"), ("v1:a/é", "v1:a")]
        {
            assert_eq!(plain_folder(path), folder);
        }
    }
}
