//! The list of events and the manifests of a site: the starting point of a build.

use std::sync::Arc;

use super::faults::{required, unusable};
use crate::diag::{Diagnostic, Warned};
use crate::event::{self, Workshops};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::world::World;

/// The manifests of a site: the files `*.yml` directly in `slides/`.
pub fn manifests(world: &dyn World) -> Vec<ProjectPath> {
    let files = world.list("slides");
    let is_manifest = |file: &&ProjectPath| file.folder() == "slides" && file.has_extension("yml");
    let mut manifests: Vec<_> = files.iter().filter(is_manifest).cloned().collect();
    manifests.sort();
    manifests
}

/// The contents of `workshops.yml`, or of container.training's list of events where it lists none.
pub fn workshops(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Arc<Workshops> {
    let [own, other] = event::find(world);
    let other = other.and_then(|path| match world.source(&path) {
        Ok(source) => Some(source),
        Err(error) => {
            // A site with a list of its own does not need this one.
            let found = unusable(&path, error).filter(|_| own.is_none());
            diagnostics.extend(found.map(event::of_other_list));
            None
        }
    });
    let own = match own.map(|path| required(world, &path, diagnostics)) {
        Some(None) => return Arc::default(), // Already reported.
        own => own.flatten(),
    };
    read(own.as_ref(), other.as_ref()).take(diagnostics)
}

/// The list of events, read once.
#[comemo::memoize]
fn read(own: Option<&Source>, other: Option<&Source>) -> Warned<Arc<Workshops>> {
    let Warned { output, diagnostics } = match (own, other) {
        (Some(own), Some(other)) => event::read_both(own, other),
        (Some(list), None) | (None, Some(list)) => event::read(list),
        (None, None) => return Warned::new(Arc::default(), Vec::new()),
    };
    Warned::new(Arc::new(output), diagnostics)
}

/// The same list for a site that is published at another address.
pub(crate) fn published_at(workshops: Arc<Workshops>, url: &str) -> Arc<Workshops> {
    if workshops.settings.url == url {
        return workshops;
    }
    let mut moved = Arc::unwrap_or_clone(workshops);
    url.clone_into(&mut moved.settings.url);
    Arc::new(moved)
}

/// The same list without thumbnails, for a preview, where no browser draws them.
pub(crate) fn without_thumbnails(workshops: Arc<Workshops>) -> Arc<Workshops> {
    if !workshops.settings.thumbnails {
        return workshops;
    }
    let mut plain = Arc::unwrap_or_clone(workshops);
    plain.settings.thumbnails = false;
    Arc::new(plain)
}

/// The part of the list that an event needs as the only output; the URL of that output is unknown.
pub(crate) fn single_event(workshops: &Workshops, slug: &str) -> Workshops {
    let mut single = workshops.clone();
    single.events.retain(|event| event.slug == slug);
    let names = || single.events.iter().flat_map(|event| &event.speakers);
    let has = |id: &str| names().any(|name| name.value == id);
    let speakers = single.speakers.iter().filter(|speaker| has(&speaker.id.value));
    single.speakers = speakers.cloned().collect();
    single.redirects.clear();
    single.moved_hosts.clear();
    single.settings.url.clear();
    single
}
