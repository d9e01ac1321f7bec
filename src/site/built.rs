//! The result of a build.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::levels::FindingLevels;
use super::parts::Parts;
use crate::deck::{DeckStats, ExternalLink};
use crate::export::Parcel;
use crate::language::Vocabulary;
use crate::memo::Shared;
use crate::model::{Extent, Outline};
use crate::output::Content;
use crate::pages::{DeckPage, PageBody, SearchFiles, TranscriptPage, has_sizes, with_sizes};
use crate::path::OutPath;
use crate::routes::Route;

/// A site, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files of the output.
    pub files: BTreeMap<OutPath, Content>,
    /// The downloads, which are made when they are written.
    pub downloads: BTreeMap<OutPath, Arc<Parcel>>,
    /// Statistics per deck, shown and excluded, in the order of the names.
    pub deck_stats: Vec<(String, DeckStats)>,
    /// The same for the decks of events, by slug and name, in file order.
    pub event_accounts: Vec<(String, DeckStats)>,
}

/// Pictures of the slides of a deck, which are files of the site once they are drawn.
#[derive(Clone, Debug)]
pub struct DeckThumbnails {
    /// The deck, with all that its page needs.
    pub parcel: Arc<Parcel>,
    /// Where the pictures are written, by the numbers of the slides; 0 is the larger one of the first slide.
    pub paths: BTreeMap<u32, OutPath>,
}

/// A site whose deck pages are not rendered yet.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// All other files, ready to be written, and the contents of downloads.
    pub site: Site,
    /// The pages of the decks.
    pub pages: BTreeMap<OutPath, DeckPage>,
    /// The pages with the transcripts of decks.
    pub transcripts: BTreeMap<OutPath, TranscriptPage>,
    /// The path of the first file of the search, whose files are made on request.
    pub(crate) search: Option<(OutPath, SearchFiles)>,
    /// The decks of whose slides a browser is to draw pictures.
    pub thumbnails: Vec<DeckThumbnails>,
    /// The decks rendered in this build, by name.
    pub made: Vec<String>,
    /// The rules for further findings.
    pub levels: FindingLevels,
    /// The links to other sites, if requested, in the order of their locations.
    pub external_links: Vec<ExternalLink>,
    /// Patterns of addresses that are not requested, from the list of events.
    pub ignored_links: Vec<String>,
    /// The language of the site, and its texts.
    pub(crate) language: (String, Option<Arc<Vocabulary>>),
    /// The prefix of addresses in `404.html`: `/courses` for a site below that path.
    pub base_path: String,
    /// The site without the content of its decks.
    pub(super) outline: Option<Shared<Outline>>,
    /// The downloads.
    pub(super) wanted: BTreeMap<OutPath, Route>,
    /// The pictures of slides that pages show.
    pub(super) wanted_thumbnails: BTreeMap<OutPath, Route>,
    /// The pages that other parts of the site have.
    pub(super) elsewhere: BTreeSet<OutPath>,
    /// The paths of this part; `None` for the whole site.
    pub(super) own: Option<BTreeSet<OutPath>>,
    /// Which part of the site it is.
    pub(super) parts: Arc<Parts>,
}

impl Built {
    /// A site of these files.
    pub(super) fn of(files: BTreeMap<OutPath, PageBody>) -> Self {
        let mut built = Self::default();
        for (path, body) in files {
            match body {
                PageBody::File(content) => _ = built.site.files.insert(path, content),
                PageBody::Download(route) => _ = built.wanted.insert(path, route),
                PageBody::Thumbnail(route) => _ = built.wanted_thumbnails.insert(path, route),
                PageBody::Deck(page) => _ = built.pages.insert(path, page),
                PageBody::Transcript(page) => _ = built.transcripts.insert(path, page),
                PageBody::Search(files) => built.search = Some((path, files)),
                PageBody::Elsewhere => _ = built.elsewhere.insert(path),
            }
        }
        built
    }

    /// The names of the decks at the top: the site's own, or those of the event if it is the whole
    /// output.
    pub fn deck_names(&self) -> Vec<String> {
        let Some(outline) = &self.outline else { return Vec::new() };
        let names: Vec<_> = match outline.extent {
            Extent::Site => outline.decks.iter().collect(),
            Extent::Event => outline.slide_sets.values().flatten().collect(),
        };
        names.into_iter().map(ToString::to_string).collect()
    }

    /// Whether a path is written by this build, and not by that of another part.
    pub(super) fn is_own(&self, path: &OutPath) -> bool {
        self.own.as_ref().is_none_or(|own| own.contains(path))
    }

    /// Leaves out what other parts write.
    pub(super) fn keep_own(&mut self) {
        if let Some(own) = &self.own {
            self.site.files.retain(|path, _| own.contains(path));
            self.pages.retain(|path, _| own.contains(path));
            self.transcripts.retain(|path, _| own.contains(path));
            self.site.downloads.retain(|path, _| own.contains(path));
            self.search.take_if(|(path, _)| !own.contains(path));
        }
    }

    /// A file of the search.
    pub fn search_file(&self, path: &OutPath) -> Option<Content> {
        let (entry, files) = self.search.as_ref()?;
        let may_be_one = path == entry || SearchFiles::may_have(path);
        may_be_one.then(|| files.all().get(path).cloned()).flatten()
    }

    /// Takes the pictures of the slides of a deck, for the site and for the files to take decks away.
    pub fn fill_thumbnails(&mut self, drawn: impl IntoIterator<Item = (OutPath, Arc<[u8]>)>) {
        for (path, picture) in drawn {
            for parcel in self.site.downloads.values_mut() {
                if parcel.drawn.contains(&path) {
                    let files = &mut Arc::make_mut(parcel).files;
                    files.insert(path.clone(), Content::Bytes(Arc::clone(&picture)));
                }
            }
            self.site.files.insert(path, Content::Bytes(picture));
        }
    }

    /// Renders the pages.
    pub fn finish(self) -> Site {
        let Self { mut site, pages, transcripts, search, .. } = self;
        let pages: Vec<_> = pages.into_iter().collect();
        let pages: Vec<_> =
            pages.into_par_iter().map(|(path, page)| (path, Content::text(page.html()))).collect();
        let transcripts: Vec<_> = transcripts.into_iter().collect();
        let transcripts: Vec<_> = transcripts
            .into_par_iter()
            .map(|(path, page)| (path, Content::text(page.html())))
            .collect();
        site.files.extend(pages);
        site.files.extend(transcripts);
        let sized = site.files.values_mut().filter_map(|content| match content {
            Content::Bytes(bytes) if has_sizes(bytes) => Some(bytes),
            Content::Bytes(_) | Content::Copy(_) => None,
        });
        for bytes in sized {
            *bytes = with_sizes(&String::from_utf8_lossy(bytes), &|_| None).into_bytes().into();
        }
        if let Some((_, search)) = search {
            search.add_to(&mut site.files);
        }
        site
    }
}
