//! Private events: each is a site of its own, in a folder whose name nobody can guess.
//!
//! **Invariant:** the site that everybody sees is built from a list without these events, so nothing in it can name
//! them: neither pages nor feeds, archives, redirects or the search. Each of them is built as if it were the only
//! event, with all style sheets, pictures and downloads that it needs, and put into `private/TOKEN/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::built::Built;
use super::session::Session;
use crate::diag::{Diagnostic, Warned, merged};
use crate::event::Workshops;
use crate::model::{Config, Publication};
use crate::path::OutPath;
use crate::routes::PRIVATE;
use crate::world::{Cancelled, World};

/// The sessions of private events, by token.
#[derive(Default)]
pub(super) struct PrivateEvents {
    sessions: BTreeMap<String, Session>,
}

/// The list of events that everyone may know.
pub(super) fn public(all: &Arc<Workshops>) -> Arc<Workshops> {
    if all.events.iter().all(|event| event.is_public()) {
        return Arc::clone(all);
    }
    let mut public = Workshops::clone(all);
    public.events.retain(|event| event.is_public());
    Arc::new(public)
}

impl PrivateEvents {
    /// The sessions with their results.
    pub(super) fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.values()
    }

    /// Forgets all results.
    pub(super) fn clear(&mut self) {
        self.sessions.clear();
    }

    /// Builds each private event, and adds its files to those of the site.
    pub(super) fn add_to(
        &mut self,
        world: &dyn World,
        (config, list): (&Config, &Workshops),
        built: &mut Built,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let mut found = Vec::new();
        let mut sessions = std::mem::take(&mut self.sessions);
        for event in &list.events {
            let Some(token) = event.private_token() else { continue };
            let config = Config {
                event: Some(event.slug.clone()),
                publication: Publication::Preview,
                ..config.clone()
            };
            let known = sessions.remove(token).filter(|known| known.config().event == config.event);
            let mut session = known.unwrap_or_else(|| Session::new(config));
            let result = session.build_one(world);
            self.sessions.insert(token.to_owned(), session);
            let Warned { output, diagnostics } = result?;
            found.extend(diagnostics);
            move_into(built, &format!("{PRIVATE}{token}/"), output);
        }
        Ok(found)
    }
}

/// Adds the files of an event's site, below a folder.
fn move_into(built: &mut Built, folder: &str, event: Built) {
    let moved = |path: OutPath| OutPath::cleaned(&format!("{folder}{path}"));
    built.pages.extend(event.pages.into_iter().map(|(path, page)| (moved(path), page)));
    let transcripts = event.transcripts.into_iter();
    built.transcripts.extend(transcripts.map(|(path, page)| (moved(path), page)));
    let site = event.site;
    built.site.files.extend(site.files.into_iter().map(|(path, file)| (moved(path), file)));
    let downloads = site.downloads.into_iter();
    built.site.downloads.extend(downloads.map(|(path, parcel)| (moved(path), parcel)));
    built.external_links.extend(event.external_links);
}

/// The findings of a site and of its private events. What both have is reported once.
pub(super) fn joined(of_site: Vec<Diagnostic>, of_events: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if of_events.is_empty() {
        return of_site;
    }
    merged(of_site.into_iter().chain(of_events).collect())
}

#[cfg(test)]
mod tests;
