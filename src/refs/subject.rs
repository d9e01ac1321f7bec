//! The subject of a command, and its uses in the site.

use std::collections::BTreeSet;

use super::{NamedSlide, ReferenceIndex, ReferenceRole, SiteReference, reach};
use crate::diag::nearest::nearest;
use crate::path::ProjectPath;

/// The subject of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A file: a chapter, a picture, a manifest, anything that is included.
    File(ProjectPath),
    /// A slide, by its name, and the files that give it this name.
    Slide(String, BTreeSet<ProjectPath>),
}

/// How a part of the site depends on a subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It names it.
    Names(SiteReference),
    /// This file replaces it in an event.
    Replacement(ProjectPath),
    /// This file is its translation.
    Translation(ProjectPath),
    /// It replaces this file in an event.
    Replaced(ProjectPath),
    /// It gives a slide its name.
    Defines(NamedSlide),
}

impl ReferenceIndex {
    /// Resolves an argument to a subject: a path from the folder of the site or from `slides/`, the
    /// name of a deck or of its page, or the name of a slide after `#`.
    pub fn subject(&self, written: &str) -> Result<Subject, String> {
        if let Some((file, name)) = written.split_once('#') {
            let file = match file {
                "" => None,
                file => Some(self.file(file).ok_or_else(|| self.unknown(file))?),
            };
            return self.slide(name, file.as_ref());
        }
        if let Some(file) = self.file(written) {
            return Ok(Subject::File(file));
        }
        if self.slides.iter().any(|slide| slide.name == written) {
            return self.slide(written, None);
        }
        Err(self.unknown(written))
    }

    fn file(&self, written: &str) -> Option<ProjectPath> {
        let stem = written.strip_suffix(".html").unwrap_or(written);
        let stem = stem.strip_suffix(".yml").unwrap_or(stem);
        let folders = ["", "slides", "static"];
        let paths = folders.iter().filter_map(|folder| ProjectPath::resolve(folder, written));
        let deck = ProjectPath::resolve("slides", &format!("{stem}.yml"));
        let is_known = |path: &ProjectPath| {
            self.files.all.contains(path)
                || self.references.iter().any(|reference| reference.targets.contains(path))
        };
        let is_deck = |path: &ProjectPath| self.files.manifests().contains(path);
        paths.into_iter().find(is_known).or_else(|| deck.filter(is_deck))
    }

    fn slide(&self, name: &str, file: Option<&ProjectPath>) -> Result<Subject, String> {
        let named = self.slides.iter().filter(|slide| slide.name == name);
        let mut files: BTreeSet<ProjectPath> = named.map(|slide| slide.span.file.clone()).collect();
        if let Some(file) = file {
            let same = self.variants(file);
            files.retain(|other| other == file || same.contains(other));
        }
        if files.is_empty() {
            let known = self.slides.iter().map(|slide| slide.name.as_str());
            let help = match nearest(name, known) {
                Some(guess) => format!("did you mean `#{guess}`?"),
                None => "a slide gets its name from a line `name: …` at its top".to_owned(),
            };
            return Err(format!("no slide has the name `{name}`; {help}"));
        }
        Ok(Subject::Slide(name.to_owned(), files))
    }

    fn unknown(&self, written: &str) -> String {
        let files = self.files.all.iter();
        let names = files.flat_map(|file| [Some(file.as_str()), file.below("slides")]);
        let decks = self.files.manifests().iter().map(ProjectPath::stem);
        match nearest(written, names.flatten().chain(decks)) {
            Some(guess) => format!("there is no `{written}`; did you mean `{guess}`?"),
            None => format!(
                "there is no `{written}`; name a file of the site, a deck, or a slide as `#name`"
            ),
        }
    }

    /// The uses of a subject, in order.
    pub fn uses(&self, subject: &Subject) -> Vec<Relation> {
        match subject {
            Subject::File(file) => self.uses_of_file(file),
            Subject::Slide(name, files) => {
                let named = self.slides.iter().filter(|slide| slide.name == *name);
                let named = named.filter(|slide| files.contains(&slide.span.file));
                let named = named.cloned().map(Relation::Defines);
                let references = self.references_to_slide(name, files).into_iter();
                named.chain(references.cloned().map(Relation::Names)).collect()
            }
        }
    }

    fn uses_of_file(&self, file: &ProjectPath) -> Vec<Relation> {
        let names = self.references.iter().filter(|reference| reference.targets.contains(file));
        let mut found: Vec<_> = names.cloned().map(Relation::Names).collect();
        if let Some(replaced) = self.replaced_by(file) {
            found.push(Relation::Replaced(replaced));
        }
        found.extend(self.replacements(file).into_iter().map(Relation::Replacement));
        let translations = reach::translations(&self.files);
        let own = translations.get(file).into_iter().flatten();
        found.extend(own.map(|&file| Relation::Translation(file.clone())));
        found
    }

    /// The files that replace one of `slides/` in events.
    pub(super) fn replacements(&self, file: &ProjectPath) -> Vec<ProjectPath> {
        let Some(below) = file.below("slides") else { return Vec::new() };
        let folders: BTreeSet<&String> = self.files.overlays.values().collect();
        let paths = folders.iter().map(|folder| ProjectPath::new(&format!("{folder}/{below}")));
        paths.filter(|path| self.files.all.contains(path)).collect()
    }

    /// The file of `slides/` that one of an overlay replaces.
    pub(super) fn replaced_by(&self, file: &ProjectPath) -> Option<ProjectPath> {
        let folder = self.files.overlay_of(file)?;
        let replaced = ProjectPath::new(&format!("slides/{}", file.below(folder)?));
        self.files.all.contains(&replaced).then_some(replaced)
    }

    /// The same chapter in events and languages.
    pub(super) fn variants(&self, file: &ProjectPath) -> Vec<ProjectPath> {
        let mut found = self.replacements(file);
        let translations = reach::translations(&self.files);
        let translated = translations.get(file).into_iter().flatten();
        for file in translated {
            found.push((*file).clone());
            found.extend(self.replacements(file));
        }
        found
    }

    /// The names of the decks that show a file.
    pub fn decks_with(&self, file: &ProjectPath) -> Vec<&ProjectPath> {
        let with = self.manifests.iter().filter(|(_, shown)| shown.contains(file));
        with.map(|(manifest, _)| manifest).collect()
    }

    /// The references to a slide that is named in these files: those in decks that show these
    /// files.
    pub(super) fn references_to_slide(
        &self,
        name: &str,
        files: &BTreeSet<ProjectPath>,
    ) -> Vec<&SiteReference> {
        let decks: BTreeSet<&ProjectPath> =
            files.iter().flat_map(|file| self.decks_with(file)).collect();
        let is_of_decks = |reference: &&SiteReference| {
            if reference.slide.as_deref() != Some(name) {
                return false;
            }
            let file = &reference.span.file;
            if !reference.targets.is_empty() {
                return reference.targets.iter().any(|target| decks.contains(target));
            }
            if reference.role == ReferenceRole::Skip {
                return self.event_decks(reference).iter().any(|deck| decks.contains(deck));
            }
            files.contains(file) || self.decks_with(file).iter().any(|deck| decks.contains(deck))
        };
        self.references.iter().filter(is_of_decks).collect()
    }

    /// The manifests of the event that has a reference.
    fn event_decks(&self, reference: &SiteReference) -> Vec<ProjectPath> {
        let start = reference.span.start;
        let has_it = |span: &crate::span::Span| span.start <= start && start <= span.end;
        let events = &self.workshops.events;
        let event = events.iter().find(|event| event.skip.iter().any(|one| has_it(&one.span)));
        let decks = event.into_iter().flat_map(|event| &event.decks);
        decks.map(|deck| ProjectPath::new(&format!("slides/{}.yml", deck.value))).collect()
    }
}
