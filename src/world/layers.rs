//! A site in layers: how the slide set of an event sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{FileError, World};
use crate::diag::RevisionTrouble;
use crate::path::ProjectPath;
use crate::picture::Size;
use crate::source::Source;

/// The layers through which a deck sees the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layers {
    /// The folder whose files stand in front of those of `slides/`.
    pub overlay: Option<Arc<str>>,
    /// The revision of everything else; the working tree when not given.
    pub revision: Option<Arc<str>>,
    /// For `fr`, `x.fr.md` stands in front of `x.md`.
    pub language: Option<Arc<str>>,
}

/// A world through layers.
///
/// Its files are asked for by the paths that they have in the site, and say themselves where
/// they lie: a diagnostic about a file of the overlay points there.
pub struct Layered<'a> {
    below: &'a dyn World,
    revision: Option<Arc<str>>,
    overlay: Option<Arc<str>>,
    /// What stands elsewhere, by its path in the site.
    moved: BTreeMap<ProjectPath, ProjectPath>,
}

impl<'a> Layered<'a> {
    /// Looks at a world through layers.
    pub fn new(below: &'a dyn World, layers: &Layers) -> Self {
        let Layers { overlay, revision, language } = layers.clone();
        let mut layered = Self { below, revision, overlay, moved: BTreeMap::new() };
        if let Some(overlay) = layered.overlay.clone() {
            for file in below.list(&overlay).iter() {
                let Some(name) = file.below(&overlay) else { continue };
                layered.moved.insert(ProjectPath::new(&format!("slides/{name}")), file.clone());
            }
        }
        if let Some(language) = language {
            layered.translate(&language);
        }
        layered
    }

    /// Puts chapters in a language in front of their originals.
    fn translate(&mut self, language: &str) {
        let end = format!(".{language}.md");
        let files: BTreeSet<ProjectPath> = self.list("slides").iter().cloned().collect();
        for file in &files {
            let Some(stem) = file.as_str().strip_suffix(&end) else { continue };
            let original = ProjectPath::new(&format!("{stem}.md"));
            let real = self.origin(file);
            // An overlay knows better than the language.
            if files.contains(&original) && !self.moved.contains_key(&original) {
                self.moved.insert(original, real);
            }
        }
    }

    /// The file of the revision or of the working tree.
    fn base(&self, path: &ProjectPath) -> ProjectPath {
        let is_real = path.revision().is_some()
            || self.overlay.as_ref().is_some_and(|overlay| path.below(overlay).is_some());
        match &self.revision {
            Some(revision) if !is_real => path.at(revision),
            _ => path.clone(),
        }
    }
}

impl World for Layered<'_> {
    fn source(&self, path: &ProjectPath) -> Result<Source, FileError> {
        self.below.source(&self.origin(path))
    }

    fn excerpt(&self, path: &ProjectPath) -> Option<Source> {
        self.below.excerpt(&self.origin(path))
    }

    fn is_file(&self, path: &ProjectPath) -> bool {
        self.below.is_file(&self.origin(path))
    }

    fn list(&self, folder: &str) -> Arc<[ProjectPath]> {
        let Some(revision) = &self.revision else {
            if self.moved.is_empty() {
                return self.below.list(folder);
            }
            let list = self.below.list(folder);
            return with(list.iter().cloned(), &self.moved, folder);
        };
        let list = self.below.list(&format!("{revision}:{folder}"));
        let plain = list.iter().filter_map(|path| Some(ProjectPath::new(path.revision()?.1)));
        with(plain, &self.moved, folder)
    }

    fn refused(&self, folder: &str) -> Arc<[(ProjectPath, FileError)]> {
        self.below.refused(folder)
    }

    fn picture_size(&self, path: &ProjectPath) -> Option<Size> {
        self.below.picture_size(&self.origin(path))
    }

    fn revision(&self, name: &str) -> Result<String, RevisionTrouble> {
        self.below.revision(name)
    }

    fn blob(&self, path: &ProjectPath) -> Option<String> {
        self.below.blob(&self.origin(path))
    }

    fn bytes(&self, path: &ProjectPath) -> Option<Arc<[u8]>> {
        self.below.bytes(&self.origin(path))
    }

    fn is_cancelled(&self) -> bool {
        self.below.is_cancelled()
    }

    fn origin(&self, path: &ProjectPath) -> ProjectPath {
        self.moved.get(path).cloned().unwrap_or_else(|| self.base(path))
    }
}

/// Paths with more paths of the same folder, in order.
fn with(
    list: impl Iterator<Item = ProjectPath>,
    more: &BTreeMap<ProjectPath, ProjectPath>,
    folder: &str,
) -> Arc<[ProjectPath]> {
    let more = more.keys().filter(|path| folder.is_empty() || path.below(folder).is_some());
    let all: BTreeSet<ProjectPath> = list.chain(more.cloned()).collect();
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Layered, Layers};
    use crate::path::ProjectPath;
    use crate::world::{MemoryWorld, World};

    fn world() -> MemoryWorld {
        MemoryWorld::default()
            .with("slides/a.md", "tree")
            .with("slides/b.md", "tree b")
            .with("slides/b.fr.md", "b en français")
            .with("events/x/a.md", "overlay")
            .with("events/x/new/c.md", "new")
            .with("v1:slides/a.md", "old")
            .with("v1:slides/z.md", "old z")
    }

    fn text(world: &dyn World, path: &str) -> Option<String> {
        Some(world.source(&ProjectPath::new(path)).ok()?.text().to_owned())
    }

    #[test]
    fn an_overlay_stands_in_front_and_says_where_it_lies() {
        let world = world();
        let layers = Layers { overlay: Some("events/x".into()), ..Layers::default() };
        let layered = Layered::new(&world, &layers);
        let source = layered.source(&ProjectPath::new("slides/a.md")).unwrap();
        assert_eq!(source.text(), "overlay");
        assert_eq!(source.path().as_str(), "events/x/a.md");
        assert_eq!(text(&layered, "slides/b.md").as_deref(), Some("tree b"));
        let list = layered.list("slides");
        assert!(list.contains(&ProjectPath::new("slides/new/c.md")));
        assert_eq!(text(&layered, "events/x/a.md").as_deref(), Some("overlay"));
    }

    #[test]
    fn a_revision_stands_in_place_of_the_tree() {
        let world = world();
        let layers = Layers {
            overlay: Some("events/x".into()),
            revision: Some("v1".into()),
            language: None,
        };
        let layered = Layered::new(&world, &layers);
        assert_eq!(text(&layered, "slides/a.md").as_deref(), Some("overlay"));
        assert_eq!(text(&layered, "slides/z.md").as_deref(), Some("old z"));
        assert_eq!(text(&layered, "slides/b.md"), None);
        let list: Vec<_> = layered.list("slides").iter().map(ToString::to_string).collect();
        assert_eq!(list, ["slides/a.md", "slides/new/c.md", "slides/z.md"]);
        assert_eq!(text(&layered, "v1:slides/a.md").as_deref(), Some("old"));
    }

    #[test]
    fn a_language_comes_before_the_original_but_not_before_the_overlay() {
        let world = world().with("slides/a.fr.md", "a en français");
        let layers = Layers {
            overlay: Some("events/x".into()),
            revision: None,
            language: Some("fr".into()),
        };
        let layered = Layered::new(&world, &layers);
        assert_eq!(text(&layered, "slides/b.md").as_deref(), Some("b en français"));
        assert_eq!(text(&layered, "slides/a.md").as_deref(), Some("overlay"));
    }
}
