//! What a build comes to.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::deck::DeckStats;
use crate::output::Content;
use crate::pages::{DeckPage, PageBody};
use crate::path::OutPath;

/// A site, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the output.
    pub files: BTreeMap<OutPath, Content>,
    /// Per deck what it shows and leaves out, in the order of the names.
    pub deck_stats: Vec<(String, DeckStats)>,
    /// The same for the decks of events, by slug and name, in the order of the file.
    pub event_accounts: Vec<(String, DeckStats)>,
}

/// A site, of which the pages of decks are not written out yet.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// Everything else, ready.
    pub site: Site,
    /// The pages of the decks.
    pub pages: BTreeMap<OutPath, DeckPage>,
    /// The decks that were made anew, by name.
    pub made: Vec<String>,
    /// With what the addresses of `404.html` begin: `/courses` for a site that will lie there.
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

    /// Writes out the pages.
    pub fn finish(self) -> Site {
        let Self { mut site, pages, .. } = self;
        let pages: Vec<_> = pages.into_iter().collect();
        let pages: Vec<_> =
            pages.into_par_iter().map(|(path, page)| (path, Content::text(page.html()))).collect();
        site.files.extend(pages);
        site
    }
}
