//! A site in layers, as an event's slide set sees it.

mod merged;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{FileError, World};
use crate::diag::{RevisionTrouble, Skipped};
use crate::path::{ProjectPath, composed};
use crate::picture::PictureFacts;
use crate::source::Source;

/// The layers through which a deck sees the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layers {
    /// The folder whose files replace those of `slides/`, and the site's own.
    pub overlay: Option<Arc<str>>,
    /// The revision of everything else; the working tree if not given.
    pub revision: Option<Arc<str>>,
    /// For `fr`, `x.fr.md` replaces `x.md`.
    pub language: Option<Arc<str>>,
}

impl Layers {
    /// The revision, if everything seen comes from it and nothing from the working tree.
    pub fn commit_only(&self) -> Option<&str> {
        self.revision.as_deref().filter(|_| self.overlay.is_none())
    }
}

/// A world through layers.
///
/// Files are requested by their paths in the site, and know their real path: a diagnostic about a
/// file of the overlay points there. Symbolic links point to their targets in this view, see
/// `layers/merged.rs`.
pub struct Layered<'a> {
    below: &'a dyn World,
    revision: Option<Arc<str>>,
    overlay: Option<Arc<str>>,
    /// Files found elsewhere, by path in the site.
    moved: BTreeMap<ProjectPath, ProjectPath>,
    /// Files and links of the overlay without a target, and why.
    broken: Vec<(ProjectPath, FileError)>,
    /// The keys of `moved` with other spellings, by their composed spelling.
    spelled: BTreeMap<String, ProjectPath>,
}

/// Folders and files at the top of a site that are not read through an overlay: they belong to the
/// site, not to a deck.
const OF_SITE: [&str; 7] =
    ["slides", "events", "templates", "static", "public", "workshops.yml", "README.md"];

/// The path, relative to an overlay, of the file that replaces this one of the site; `None` for a
/// file that no overlay can replace.
pub fn place_in_overlay(path: &ProjectPath) -> Option<&str> {
    if let Some(name) = path.below("slides") {
        return Some(name);
    }
    let first = path.as_str().split('/').next()?;
    (!OF_SITE.contains(&first) && path.revision().is_none()).then(|| path.as_str())
}

impl<'a> Layered<'a> {
    /// Views a world through layers.
    pub fn new(below: &'a dyn World, layers: &Layers) -> Self {
        let Layers { overlay, revision, language } = layers.clone();
        let (moved, spelled, broken) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut layered = Self { below, revision, overlay, moved, broken, spelled };
        if let Some(overlay) = layered.overlay.clone() {
            layered.lay(&overlay);
        }
        if let Some(language) = language {
            layered.translate(&language);
        }
        layered
    }

    /// Gives an overlay's files precedence.
    fn lay(&mut self, overlay: &str) {
        for (path, file) in merged::moved(self.below, overlay, self.revision.as_deref()) {
            self.move_to(path, file);
        }
        let is_found = |path: &ProjectPath| {
            let place = path.below(overlay).map(|name| ProjectPath::new(&format!("slides/{name}")));
            place.is_some_and(|place| merged::below(&self.moved, place.as_str()).next().is_some())
        };
        let refused = self.below.refused(overlay);
        let is_refused = |path: &ProjectPath| refused.iter().any(|(refused, _)| refused == path);
        let links = self.below.links(overlay);
        let nowhere =
            links.iter().filter(|(path, _)| path.as_str() != overlay && !is_refused(path));
        let nowhere = nowhere.map(|(path, _)| (path.clone(), FileError::Missing));
        let broken = refused.iter().cloned().chain(nowhere).filter(|(path, _)| !is_found(path));
        self.broken = broken.collect();
        // Paths from the site's folder, as in `@@INCLUDE[k8s/web.yaml]`, are replaced, too.
        let own = |(path, file): (&ProjectPath, &ProjectPath)| {
            let name = path.below("slides")?;
            let first = name.split('/').next().unwrap_or(name);
            (!OF_SITE.contains(&first)).then(|| (ProjectPath::new(name), file.clone()))
        };
        let in_overlay = |(_, file): &(ProjectPath, ProjectPath)| file.below(overlay).is_some();
        let own: Vec<_> = self.moved.iter().filter_map(own).filter(in_overlay).collect();
        for (path, file) in own {
            self.move_to(path, file);
        }
    }

    /// Files and links of the overlay without a target, and why.
    pub fn broken(&self) -> &[(ProjectPath, FileError)] {
        &self.broken
    }

    /// Replaces a file by another one.
    fn move_to(&mut self, path: ProjectPath, real: ProjectPath) {
        if !path.as_str().is_ascii() {
            self.spelled.insert(composed(path.as_str()).into_owned(), path.clone());
        }
        self.moved.insert(path, real);
    }

    /// The replacement of a file.
    fn moved(&self, path: &ProjectPath) -> Option<&ProjectPath> {
        self.moved.get(path).or_else(|| {
            let is_plain = self.spelled.is_empty() || path.as_str().is_ascii();
            let spelled = (!is_plain).then(|| self.spelled.get(&*composed(path.as_str())))??;
            self.moved.get(spelled)
        })
    }

    /// Replaces chapters by those in a language.
    fn translate(&mut self, language: &str) {
        let end = format!(".{language}.md");
        let files: BTreeSet<ProjectPath> = self.list("slides").iter().cloned().collect();
        let names: BTreeSet<_> = files.iter().map(|file| composed(file.as_str())).collect();
        for file in &files {
            let Some(stem) = file.as_str().strip_suffix(&end) else { continue };
            let original = ProjectPath::new(&format!("{stem}.md"));
            let real = self.origin(file);
            // An overlay takes precedence over a language.
            if names.contains(&composed(original.as_str())) && self.moved(&original).is_none() {
                self.move_to(original, real);
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

    fn skipped(&self, folder: &str) -> Arc<[(ProjectPath, Skipped)]> {
        self.below.skipped(folder)
    }

    fn links(&self, folder: &str) -> Arc<[(ProjectPath, String)]> {
        self.below.links(folder)
    }

    fn content(&self, path: &ProjectPath, most: usize) -> Result<Arc<[u8]>, FileError> {
        self.below.content(&self.origin(path), most)
    }

    fn picture(&self, path: &ProjectPath) -> Option<PictureFacts> {
        self.below.picture(&self.origin(path))
    }

    fn have_same_content(&self, one: &ProjectPath, other: &ProjectPath) -> bool {
        self.below.have_same_content(&self.origin(one), &self.origin(other))
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
        let layered = self.moved(path).cloned().unwrap_or_else(|| self.base(path));
        self.below.origin(&layered)
    }
}

/// Merges paths of the same folder, in order.
fn with(
    list: impl Iterator<Item = ProjectPath>,
    more: &BTreeMap<ProjectPath, ProjectPath>,
    folder: &str,
) -> Arc<[ProjectPath]> {
    let more = more.keys().filter(|path| folder.is_empty() || path.below(folder).is_some());
    let all: BTreeSet<ProjectPath> = list.chain(more.cloned()).collect();
    all.into_iter().collect()
}
