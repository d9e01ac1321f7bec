//! The files of the search over the whole site, which are made when somebody asks for one: `check`
//! needs none, and a preview is shown before anybody searches in it.
//!
//! **Invariant:** a slide is in the index only if a page of the site shows it to everybody, and notes
//! only where the manifest publishes them. Events are those that the index of the site lists.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::PageInput;
use super::context::PageContext;
use super::entry;
use super::related::{SeriesLink, series_links};
use crate::deck::DeckSlide;
use crate::event::{Event, groups};
use crate::manifest::Notes;
use crate::memo::Shared;
use crate::model::{Outline, SiteChapter, SiteDeck};
use crate::output::Content;
use crate::path::{OutPath, percent_encoded};
use crate::render::{self, Rendered};
use crate::routes::{ASSETS, PageFolder, Route, thumbnails};
use crate::search::{
    DocumentKind, DocumentTarget, SearchDocument, SearchIndex, SearchedDeck, SlidePlace,
};

/// The folder of the index below that of the assets.
const FOLDER: &str = "search/";

/// The files of a search, by their paths.
type MadeFiles = BTreeMap<OutPath, Content>;

/// The files of the search, made on demand and once.
#[derive(Clone)]
pub(crate) struct SearchFiles(Arc<(PageInput, OnceLock<MadeFiles>)>);

impl fmt::Debug for SearchFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchFiles").finish_non_exhaustive()
    }
}

impl SearchFiles {
    /// The search of a site with these decks.
    pub(super) fn new(asked: &PageInput) -> Self {
        Self(Arc::new((asked.clone(), OnceLock::new())))
    }

    /// Whether a path can be that of one of them, besides the first.
    pub(crate) fn may_have(path: &OutPath) -> bool {
        path.as_str().strip_prefix(ASSETS).is_some_and(|name| name.starts_with(FOLDER))
    }

    /// All of them.
    pub(crate) fn all(&self) -> &MadeFiles {
        let (asked, made) = &*self.0;
        made.get_or_init(|| files(asked))
    }

    /// Adds them to the files of a site.
    pub(crate) fn add_to(&self, files: &mut MadeFiles) {
        for (path, content) in self.all() {
            // A file of the author's under such a name has the same content.
            files.entry(path.clone()).or_insert_with(|| content.clone());
        }
    }
}

fn files(asked: &PageInput) -> MadeFiles {
    let context = asked.context();
    let own = asked.searched.iter().filter(|(folder, _)| *folder == PageFolder::Top);
    let mut documents: Vec<SearchDocument> = own.map(|(_, found)| deck(found, context)).collect();
    documents.extend(context.outline.chapters.iter().map(chapter));
    documents.extend(events(context));
    documents.extend(series(context));
    documents.extend(people(context));
    let (decks, slides) = slides(&asked.searched, context.outline);
    documents.extend(slides);
    let words = &context.words(context.language()).search_words;
    let SearchIndex { entry, shards } = SearchIndex::of(&documents, &decks, words);
    let shards = shards.into_iter().map(|(kind, fingerprint, text)| {
        let stem = format!("{FOLDER}{}", kind.stem());
        (Route::asset(&stem, &fingerprint, "js").path(), Content::text(text))
    });
    [(Route::SearchIndex.path(), Content::text(entry))].into_iter().chain(shards).collect()
}

/// A page with its title and its text.
fn page(kind: DocumentKind, route: &Route, texts: [String; 3]) -> SearchDocument {
    let [title, text, about] = texts;
    let target = DocumentTarget::Page(route.url_below(""), about);
    SearchDocument { kind, title, text, target, is_lab: false }
}

/// A deck of the site, with what the page about it says besides its slides.
fn deck(deck: &SiteDeck, context: PageContext<'_>) -> SearchDocument {
    let summary = &deck.summary;
    let name = |written: &String| match context.workshops().person(written) {
        Some(person) => person.name.clone(),
        None => written.clone(),
    };
    let authors: Vec<String> = summary.authors.iter().map(name).collect();
    let about = authors.join(", ");
    let topics = summary.subjects.join(", ");
    let text = [summary.description.clone(), about.clone(), topics];
    let text: Vec<String> = text.into_iter().filter(|text| !text.is_empty()).collect();
    let texts = [summary.title.clone(), text.join("\n"), about];
    page(DocumentKind::Deck, &Route::deck(&PageFolder::Top, &summary.name), texts)
}

/// A chapter with pages of its own, found by its title and its path. Its text is found as that of its slides.
fn chapter(chapter: &SiteChapter) -> SearchDocument {
    let route = Route::about_deck(&chapter.page_folder(), &chapter.name);
    let texts = [chapter.title.clone(), chapter.path(), chapter.path()];
    page(DocumentKind::Chapter, &route, texts)
}

/// The events that the index lists or links to, in the order in which readers look for them.
fn listed(context: PageContext<'_>) -> Vec<&Arc<Event>> {
    let groups = groups(&context.workshops().events, context.outline.today);
    groups.coming.into_iter().chain(groups.past).chain(groups.self_paced).collect()
}

fn events(context: PageContext<'_>) -> Vec<SearchDocument> {
    let words = context.words(context.language());
    let document = |event: &Arc<Event>| {
        let (city, country) = entry::place(event, &words);
        let host = Event::text(event.event.as_ref()).to_owned();
        let people = context.people(event, &Route::Index).into_iter().map(|person| person.name);
        let dates = entry::dates(&event.when.days, &words);
        let about = [dates, host.clone(), city.clone(), country.clone()];
        let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let texts = [event.summary.as_ref(), event.requirements.as_ref()];
        let texts = texts.map(|text| render::plain(Event::text(text)));
        let mut text: Vec<String> = people.collect();
        text.extend(texts);
        // What is said beside the title is found, too, and need not be shown twice.
        text.extend([host, Event::text(event.place.as_ref()).to_owned(), city, country]);
        let texts = [event.title.value.clone(), text.join("\n"), about.join(" · ")];
        page(DocumentKind::Event, &context.outline.page_of(event), texts)
    };
    listed(context).into_iter().map(document).collect()
}

/// The series of events, found by their names.
fn series(context: PageContext<'_>) -> Vec<SearchDocument> {
    let document = |link: SeriesLink| {
        let route = Route::Series(link.slug.as_str().into());
        page(DocumentKind::Event, &route, [link.name, String::new(), link.dates])
    };
    series_links(context, &Route::Index).into_iter().map(document).collect()
}

fn people(context: PageContext<'_>) -> Vec<SearchDocument> {
    let speakers = context.workshops().speakers.iter();
    let document = |speaker: &crate::event::Speaker| {
        let bio = render::plain(Event::text(speaker.bio.as_ref()));
        let route = Route::Speaker(speaker.id.value.as_str().into());
        page(DocumentKind::Person, &route, [speaker.name.clone(), bio, String::new()])
    };
    speakers.map(document).collect()
}

/// The slides of all decks, each text once, sorted by chapters; and the decks that show them. Slides of
/// the decks of events count where no deck of the site shows them, and the event is listed.
fn slides(
    searched: &[(PageFolder, Shared<SiteDeck>)],
    outline: &Outline,
) -> (Vec<SearchedDeck>, Vec<SearchDocument>) {
    let mut found = FoundSlides::default();
    let is_drawn = outline.workshops.settings.thumbnails;
    let own = searched.iter().filter(|(folder, _)| *folder == PageFolder::Top);
    for (folder, deck) in own {
        let deck_index = found.add_deck(deck.summary.title.clone(), (folder, is_drawn), deck);
        for slide in &deck.deck.slides {
            found.add(slide, deck, deck_index);
        }
    }
    let n_own = found.slides.len();
    for (folder, deck) in searched {
        let PageFolder::Event(slug) = folder else { continue };
        let Some(event) = outline.event(slug) else { continue };
        let title = format!("{} – {}", deck.summary.title, event.title.value);
        let mut deck_index = None;
        for slide in &deck.deck.slides {
            if found.find(slide, deck).is_none_or(|index| index >= n_own) {
                let index = deck_index
                    .get_or_insert_with(|| found.add_deck(title.clone(), (folder, false), deck));
                found.add(slide, deck, *index);
            }
        }
    }
    let mut slides: Vec<_> = found.slides.into_iter().collect();
    slides.sort_by_key(|(chapter, _)| *chapter);
    (found.decks, slides.into_iter().map(|(_, slide)| slide).collect())
}

/// What distinguishes slides: title, text, notes.
type SlideText<'a> = (&'a str, &'a str, &'a str);

#[derive(Default)]
struct FoundSlides<'a> {
    decks: Vec<SearchedDeck>,
    /// The slides, each with its chapter.
    slides: Vec<(&'a str, SearchDocument)>,
    /// Their indices. Never iterated.
    indices: HashMap<SlideText<'a>, usize>,
    /// The same by where rendered slides are, which is faster for those that decks share.
    places: HashMap<(usize, bool), usize>,
}

impl<'a> FoundSlides<'a> {
    fn add_deck(
        &mut self,
        title: String,
        (folder, has_thumbnails): (&PageFolder, bool),
        deck: &SiteDeck,
    ) -> usize {
        let name = &deck.summary.name;
        let route = Route::deck(folder, name);
        let thumbnails = has_thumbnails.then(|| percent_encoded(&thumbnails(name)));
        self.decks.push(SearchedDeck(title, route.url_below(""), thumbnails));
        self.decks.len() - 1
    }

    /// The place of a slide as a deck shows it.
    fn find(&self, slide: &DeckSlide, deck: &SiteDeck) -> Option<usize> {
        self.indices.get(&text_of(slide, deck)).copied()
    }

    fn add(&mut self, slide: &'a DeckSlide, deck: &'a SiteDeck, deck_index: usize) {
        let (title, text, notes) = text_of(slide, deck);
        if [title, text, notes].iter().all(|part| part.trim().is_empty()) {
            return; // A picture.
        }
        let has_notes = publishes_notes(deck);
        let key = (Arc::as_ptr(&slide.rendered).addr(), has_notes && !is_made(slide));
        let index = if let Some(index) = self.places.get(&key) {
            *index
        } else {
            let texts = text_of(slide, deck);
            let index = *self.indices.entry(texts).or_insert(self.slides.len());
            if index == self.slides.len() {
                self.slides.push((&slide.label, document(slide, texts)));
            }
            self.places.insert(key, index);
            index
        };
        let place = SlidePlace { deck: deck_index, number: slide.number, id: slide.id.to_string() };
        if let Some((_, SearchDocument { target: DocumentTarget::Slides(places), .. })) =
            self.slides.get_mut(index)
        {
            places.push(place);
        }
    }
}

/// Whether a deck's notes are for everybody.
fn publishes_notes(deck: &SiteDeck) -> bool {
    match deck.plan.manifest.notes {
        Notes::Public => true,
        Notes::Private | Notes::ForPresenter => false,
    }
}

/// Whether the program made a slide of titles that other slides have: what it repeats is found there.
fn is_made(slide: &DeckSlide) -> bool {
    slide.opens.section || slide.contents_columns().is_some()
}

/// What can be found of a slide.
fn text_of<'a>(slide: &'a DeckSlide, deck: &SiteDeck) -> SlideText<'a> {
    let Rendered { title, text, notes_text, .. } = &*slide.rendered;
    if is_made(slide) {
        (title, "", "")
    } else if publishes_notes(deck) {
        (title, text, notes_text)
    } else {
        (title, text, "")
    }
}

fn document(slide: &DeckSlide, (title, text, notes): SlideText<'_>) -> SearchDocument {
    // The title is shown before the text.
    let rest = text.trim_start().strip_prefix(title.trim()).unwrap_or(text);
    let text = if notes.is_empty() { rest.to_owned() } else { format!("{rest}\n{notes}") };
    SearchDocument {
        kind: DocumentKind::Slide,
        title: title.to_owned(),
        text,
        target: DocumentTarget::Slides(Vec::new()),
        is_lab: slide.is_lab(),
    }
}
