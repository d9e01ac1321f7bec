//! Private events: each is a site of its own, in a folder whose name nobody can guess.
//!
//! **Invariant:** the site that everybody sees is built from a list without these events, so nothing in it can name
//! them: neither pages nor feeds, archives, redirects or the search. Each of them is built as if it were the only
//! event, with all style sheets, pictures and downloads that it needs, and put into `private/TOKEN/`. What an author writes
//! elsewhere is checked in [`leaks`].

use std::sync::Arc;

use super::built::{Built, DeckThumbnails};
use crate::diag::{Diagnostic, merged};
use crate::event::{Event, Workshops};
use crate::model::{Config, Publication};
use crate::path::OutPath;
use crate::routes::PRIVATE;

/// The list of events that everyone may know.
pub(super) fn public(all: &Arc<Workshops>) -> Arc<Workshops> {
    if all.events.iter().all(|event| event.is_public()) {
        return Arc::clone(all);
    }
    let mut public = Workshops::clone(all);
    public.events.retain(|event| event.is_public());
    Arc::new(public)
}

/// The tokens of private events, and how each of them is built.
pub(super) fn configs(config: &Config, list: &Workshops) -> Vec<(String, Config)> {
    let events = list.events.iter().filter_map(|event| Some((event, event.private_token()?)));
    let config_of = |(event, token): (&Arc<Event>, &str)| {
        let event = Some(event.slug.clone());
        let publication = Publication::Preview;
        (token.to_owned(), Config { event, publication, ..config.clone() })
    };
    events.map(config_of).collect()
}

/// Adds the files of the site of a private event to those of the whole site.
pub(super) fn add(built: &mut Built, token: &str, event: Built) {
    let folder = format!("{PRIVATE}{token}/");
    let moved = |path: OutPath| OutPath::cleaned(&format!("{folder}{path}"));
    built.pages.extend(event.pages.into_iter().map(|(path, page)| (moved(path), page)));
    let transcripts = event.transcripts.into_iter();
    built.transcripts.extend(transcripts.map(|(path, page)| (moved(path), page)));
    let site = event.site;
    built.site.files.extend(site.files.into_iter().map(|(path, file)| (moved(path), file)));
    let downloads = site.downloads.into_iter();
    built.site.downloads.extend(downloads.map(|(path, parcel)| (moved(path), parcel)));
    let thumbnails = event.thumbnails.into_iter();
    built.thumbnails.extend(thumbnails.map(|deck| {
        let paths = deck.paths.into_iter().map(|(number, path)| (number, moved(path)));
        DeckThumbnails { paths: paths.collect(), ..deck }
    }));
    built.external_links.extend(event.external_links);
}

/// The findings of a site and of its private events. What both have is reported once.
pub(super) fn joined(of_site: Vec<Diagnostic>, of_events: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if of_events.is_empty() {
        return of_site;
    }
    merged(of_site.into_iter().chain(of_events).collect())
}

pub(super) mod leaks;

#[cfg(test)]
mod tests;
