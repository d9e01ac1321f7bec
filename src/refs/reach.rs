//! Which chapters and included files each manifest shows.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::{SiteFiles, of_site};
use super::{ReferenceRole, SiteReference};
use crate::event::Workshops;
use crate::path::ProjectPath;

/// The text files that each manifest shows, with their replacements and those that events insert.
pub(super) fn of_manifests(
    files: &SiteFiles,
    workshops: &Workshops,
    references: &[SiteReference],
) -> BTreeMap<ProjectPath, BTreeSet<ProjectPath>> {
    let mut named: BTreeMap<&ProjectPath, Vec<&ProjectPath>> = BTreeMap::new();
    for reference in references {
        if matches!(reference.role, ReferenceRole::Chapter | ReferenceRole::Include) {
            named.entry(&reference.span.file).or_default().extend(&reference.targets);
        }
    }
    let added = added(files, workshops);
    let translations = translations(files);
    let shown = |manifest: &ProjectPath| {
        let mut shown = BTreeSet::from([manifest.clone()]);
        let mut waiting: Vec<ProjectPath> = vec![manifest.clone()];
        waiting.extend(added.get(manifest.stem()).into_iter().flatten().cloned());
        shown.extend(waiting.iter().cloned());
        while let Some(file) = waiting.pop() {
            let more = named.get(&file).into_iter().flatten().copied();
            let more = more.chain(translations.get(&file).into_iter().flatten().copied());
            for file in more {
                if shown.insert(file.clone()) {
                    waiting.push(file.clone());
                }
            }
        }
        (manifest.clone(), shown)
    };
    files.manifests().iter().map(shown).collect()
}

/// The chapters that events add, by the names of their decks.
fn added(files: &SiteFiles, workshops: &Workshops) -> BTreeMap<String, Vec<ProjectPath>> {
    let mut added: BTreeMap<String, Vec<ProjectPath>> = BTreeMap::new();
    for event in &workshops.events {
        for (_, chapter) in &event.after {
            let own = of_site(&chapter.value);
            let own: Vec<_> = own.into_iter().filter(|file| files.all.contains(file)).collect();
            let found = if own.is_empty() { files.below_slides(&chapter.value) } else { own };
            for deck in &event.decks {
                added.entry(deck.value.clone()).or_default().extend(found.iter().cloned());
            }
        }
    }
    added
}

/// The translations of each chapter: `x.fr.md` of `x.md`.
pub(super) fn translations(files: &SiteFiles) -> BTreeMap<&ProjectPath, Vec<&ProjectPath>> {
    let mut found: BTreeMap<&ProjectPath, Vec<&ProjectPath>> = BTreeMap::new();
    for file in files.all.iter().filter(|file| file.has_extension("md")) {
        let Some((stem, language)) = file.stem().rsplit_once('.') else { continue };
        let is_language = (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase());
        let original = format!("{}/{stem}.md", file.folder());
        if let Some(original) = files.all.get(original.as_str()).filter(|_| is_language) {
            found.entry(original).or_default().push(file);
        }
    }
    found
}
