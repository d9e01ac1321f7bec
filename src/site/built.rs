//! The result of a build.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::levels::FindingLevels;
use crate::deck::{DeckStats, ExternalLink};
use crate::output::Content;
use crate::pages::{DeckPage, PageBody};
use crate::path::OutPath;

/// A site, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the output.
    pub files: BTreeMap<OutPath, Content>,
    /// Statistics per deck, shown and excluded, in the order of the names.
    pub deck_stats: Vec<(String, DeckStats)>,
    /// The same for the decks of events, by slug and name, in file order.
    pub event_accounts: Vec<(String, DeckStats)>,
}

/// A site whose deck pages are not rendered yet.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// All other files, ready to be written.
    pub site: Site,
    /// The pages of the decks.
    pub pages: BTreeMap<OutPath, DeckPage>,
    /// The decks rendered in this build, by name.
    pub made: Vec<String>,
    /// What decides about further findings.
    pub levels: FindingLevels,
    /// The links to other sites, where they were asked for, in the order of their places.
    pub external_links: Vec<ExternalLink>,
    /// Patterns of addresses that are not requested, from the list of events.
    pub ignored_links: Vec<String>,
    /// The prefix of addresses in `404.html`: `/courses` for a site below that path.
    pub base_path: String,
}

impl Built {
    /// A site of these files.
    pub(super) fn of(files: BTreeMap<OutPath, PageBody>) -> Self {
        let mut built = Self::default();
        for (path, body) in files {
            match body {
                PageBody::File(content) => _ = built.site.files.insert(path, content),
                PageBody::Deck(page) => _ = built.pages.insert(path, page),
            }
        }
        built
    }

    /// Renders the pages.
    pub fn finish(self) -> Site {
        let Self { mut site, pages, .. } = self;
        let pages: Vec<_> = pages.into_iter().collect();
        let pages: Vec<_> =
            pages.into_par_iter().map(|(path, page)| (path, Content::text(page.html()))).collect();
        site.files.extend(pages);
        site
    }
}
