//! What differs between a branch and the commit where it left the main branch, of the files that its decks
//! read: that is its overlay.

use std::collections::{BTreeMap, BTreeSet};

use super::Branch;
use crate::model::OVERLAY_SHEET;
use crate::path::ProjectPath;
use crate::world::{World, place_in_overlay};

/// The files of an overlay, relative to its folder, and the files of the branch that they copy.
pub(super) type OverlayFiles = BTreeMap<String, ProjectPath>;

/// What an overlay contains, and what it cannot contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Differing {
    pub(super) files: OverlayFiles,
    /// Why the event would differ all the same, one reason for each file.
    pub(super) unheld: Vec<String>,
}

/// What differs in the files that decks asked for, by their paths in the site. A link counts as its
/// target. Files in `always` are included even when they are equal.
pub(super) fn differing(
    world: &dyn World,
    branch: &Branch,
    asked: &BTreeSet<ProjectPath>,
    always: &[ProjectPath],
) -> Differing {
    let mut found = Differing::default();
    let Some(base) = &branch.base else { return found };
    for path in asked.iter().chain(always).filter(|path| path.revision().is_none()) {
        let (old, new) = (world.blob(&path.at(base)), world.blob(&path.at(&branch.tip)));
        if old == new && !always.contains(path) {
            continue;
        }
        match (new, place_in_overlay(path)) {
            (Some(_), Some(place)) => {
                found.files.insert(place.to_owned(), path.at(&branch.tip));
            }
            (Some(_), None) => found.unheld.push(format!("{path} cannot be part of an overlay")),
            (None, _) if old.is_some() => {
                found
                    .unheld
                    .push(format!("{path} was removed, and an overlay cannot remove files"));
            }
            (None, _) => {}
        }
    }
    sheet(world, &branch.tip, &mut found.files);
    clashes(world, branch, asked, &mut found);
    found
}

/// What the overlay must still contain when all else is read from the branch: the manifests, and
/// the style sheet.
pub(super) fn of_tip(
    world: &dyn World,
    branch: &Branch,
    manifests: impl Iterator<Item = ProjectPath>,
) -> OverlayFiles {
    let mut files = OverlayFiles::new();
    for manifest in manifests {
        if let Some(place) = place_in_overlay(&manifest) {
            files.insert(place.to_owned(), manifest.at(&branch.tip));
        }
    }
    sheet(world, &branch.tip, &mut files);
    files
}

/// The style sheet that the pages of a branch had in addition. It counts even if the main branch
/// had the same one, since only an overlay's style sheet is read.
fn sheet(world: &dyn World, commit: &str, files: &mut OverlayFiles) {
    let sheet = ProjectPath::new(&format!("slides/{OVERLAY_SHEET}")).at(commit);
    if world.source(&sheet).is_ok_and(|source| !source.text().trim().is_empty()) {
        files.insert(OVERLAY_SHEET.to_owned(), sheet);
    }
}

/// A file of an overlay replaces the one with the same path in `slides/`, or at the top of the
/// site. If decks show both, and they differ, a single path cannot hold them.
fn clashes(
    world: &dyn World,
    branch: &Branch,
    asked: &BTreeSet<ProjectPath>,
    found: &mut Differing,
) {
    for path in asked.iter().filter(|path| path.revision().is_none()) {
        let Some(held) = place_in_overlay(path).and_then(|place| found.files.get(place)) else {
            continue;
        };
        let (seen, held) = (world.blob(&path.at(&branch.tip)), world.blob(held));
        if seen.is_some() && seen != held {
            found.unheld.push(format!("{path} and the file of this path in slides/ differ"));
        }
    }
}
