//! The front of the site: the index, past events, a page for each event and speaker, calendars,
//! the feed, the map for search engines, old addresses.
//!
//! What is past is decided by `today`, the only clock; `static/site.js` corrects it in the
//! browser, so the pages say of each entry when it begins and ends.

mod card;
mod cover;
mod event;
mod feeds;
mod index;
mod linked;
mod memo;
mod outline;
mod places;
mod redirects;
mod speaker;
mod text;
mod views;
pub(super) mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::Content;
use super::page::{GENERATOR, SiteView};
use super::templates::Templates;
use crate::deck::{Deck, Plan};
use crate::diag::{Diagnostic, Warned};
use crate::event::agenda::{Pace, Topic};
use crate::event::{Event, Settings, Workshops};
use crate::path::OutPath;
use crate::world::{Cancelled, World};

pub(super) use self::card::{Cards, Public, address, own_card};
use self::memo::Earlier;
pub(super) use self::memo::Memo;
pub(super) use self::outline::topics;

/// The slide sets of events, by the events' slugs.
pub(super) type Sets = BTreeMap<String, Vec<Arc<SetDeck>>>;

/// What pages tell of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetDeck {
    /// Its name: the page is `<name>.html`.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    /// As the manifest says it; may be empty.
    pub(super) language: String,
    /// How many numbers its slides have.
    pub(super) slides: u32,
    /// Further steps of its slides.
    pub(super) steps: usize,
    /// What the minutes of its chapters add up to.
    pub(super) planned: Option<u32>,
    /// What it is about, section by section.
    pub(super) topics: Vec<Topic>,
}

impl SetDeck {
    /// What there is to tell.
    pub(super) fn of(plan: &Plan, deck: &Deck, pace: Pace) -> Self {
        Self {
            name: deck.name.clone(),
            title: super::page::title(plan),
            description: crate::render::without_markup(plan.manifest.text("description")),
            language: plan.manifest.text("language").to_owned(),
            slides: deck.total,
            steps: deck.slides.iter().map(|slide| slide.steps as usize).sum(),
            planned: deck.minutes,
            topics: topics(plan, deck, pace),
        }
    }

    /// How long it takes, in fives of minutes, when most of it is planned.
    fn minutes(&self) -> Option<u32> {
        let planned: u64 = self.topics.iter().map(|topic| topic.planned).sum();
        let estimated: u64 = self.topics.iter().map(|topic| topic.estimated).sum();
        let whole = Topic { planned, estimated, ..Topic::default() };
        (planned > estimated).then(|| whole.minutes())
    }
}

/// The folder of the host that the site will lie in, `/courses`, or nothing for its top; `None` when
/// the site does not know its address.
pub(super) fn top(settings: &Settings) -> Option<String> {
    let (_, place) = settings.url.split_once("://")?;
    let path = place.find('/').map_or("", |at| &place[at..]);
    Some(path.trim_end_matches('/').to_owned())
}

/// All that the pages are made from.
#[derive(Copy, Clone)]
pub(super) struct Front<'a> {
    pub(super) world: &'a dyn World,
    pub(super) view: &'a SiteView<'a>,
    pub(super) templates: &'a Templates<'a>,
    pub(super) workshops: &'a Arc<Workshops>,
    /// What counts as past is over before this day.
    pub(super) today: Date,
    /// The decks of the site.
    pub(super) decks: &'a [Arc<SetDeck>],
    /// The slide sets that are there.
    pub(super) sets: &'a Sets,
}

/// Files of the front, and what was noticed while they were made.
#[derive(Clone, Debug, Default)]
struct Part {
    files: BTreeMap<OutPath, Content>,
    diagnostics: Vec<Diagnostic>,
}

/// The front, in parts that can be kept while others are made anew.
#[derive(Debug)]
struct Pages {
    /// What does not tell what decks are like, only which ones there are.
    lasting: Arc<Part>,
    /// The pages of the events, in the order of their entries.
    events: Vec<Arc<event::Made>>,
    /// All other files, and what was noticed anywhere.
    part: Part,
}

/// Makes the pages that go beside the files that are there; some may be known already.
fn pages(
    front: &Front<'_>,
    earlier: Option<&Earlier<'_>>,
    there: &BTreeMap<OutPath, Content>,
) -> Result<Pages, Cancelled> {
    let book = Book::new(front);
    let lasting = match earlier {
        Some(earlier) => earlier.lasting(),
        None => Arc::new(lasting(&book, there)),
    };
    let diagnostics = lasting.diagnostics.clone();
    let part = Part { diagnostics, ..Part::default() };
    let mut put = Put { there, lasting: Some(&lasting.files), part };
    if !book.is_alone() {
        index::index(&book, &mut put);
    }
    let page = |(index, event): (usize, &Arc<Event>)| {
        front.world.go_on()?;
        let known = earlier.and_then(|earlier| earlier.page(front, index, event));
        Ok(known.unwrap_or_else(|| Arc::new(event::page(&book, event))))
    };
    let events = front.workshops.events.par_iter().enumerate().map(page);
    let events = events.collect::<Result<Vec<_>, Cancelled>>()?;
    for page in &events {
        put.public(&page.path, page.html.clone(), &page.public);
    }
    speaker::pages(&book, &mut put);
    if !book.is_alone() {
        cover::pages(&book, &mut put);
        redirects::files(&book, &mut put);
    }
    let part = put.part;
    Ok(Pages { lasting, events, part })
}

/// The files that do not tell what decks are like, only which ones there are.
fn lasting(book: &Book<'_>, there: &BTreeMap<OutPath, Content>) -> Part {
    let mut put = Put { there, lasting: None, part: Part::default() };
    if !book.is_alone() {
        index::lost(book, &mut put);
        index::past(book, &mut put);
        feeds::files(book, &mut put);
    }
    feeds::calendars(book, &mut put);
    text::copy_files(book, &mut put);
    put.part
}

/// What the pages look up again and again.
struct Book<'a> {
    front: &'a Front<'a>,
    /// The decks of the site, by name.
    decks: BTreeMap<&'a str, &'a SetDeck>,
    /// The place of each event in the file, by slug.
    orders: BTreeMap<&'a str, usize>,
}

impl<'a> Book<'a> {
    fn new(front: &'a Front<'a>) -> Self {
        let decks = front.decks.iter();
        let decks = decks.map(|deck| (deck.name.as_str(), &**deck));
        let events = front.workshops.events.iter().enumerate();
        let orders = events.map(|(order, event)| (event.slug.as_str(), order));
        Self { front, decks: decks.collect(), orders: orders.collect() }
    }

    /// Whether one event is the whole output.
    fn is_alone(&self) -> bool {
        self.front.view.config.event.is_some()
    }

    /// The folder of an event, with `/` at its end; empty for one that stands alone.
    fn folder_of(&self, event: &Event) -> String {
        if self.is_alone() { String::new() } else { format!("events/{}/", event.slug) }
    }

    /// The decks of an event, and where their pages lie: its own set, or the site's decks while
    /// it has none.
    fn decks_of(&self, event: &Event) -> (String, Vec<&SetDeck>) {
        match self.front.sets.get(&event.slug) {
            Some(set) if !set.is_empty() => {
                (self.folder_of(event), set.iter().map(|deck| &**deck).collect())
            }
            _ => {
                let names = event.decks.iter().map(|name| name.value.as_str());
                (String::new(), names.filter_map(|name| self.decks.get(name).copied()).collect())
            }
        }
    }

    /// Where an event's page lies. A deck that is the event's front page takes its place.
    fn page_of(&self, event: &Event) -> String {
        let set = self.front.sets.get(&event.slug);
        let has_root = event.root.as_ref().is_some_and(|root| {
            set.is_some_and(|set| set.iter().any(|deck| deck.name == root.value))
        });
        let name = if has_root { "about" } else { "index" };
        format!("{}{name}.html", self.folder_of(event))
    }

    /// The public address of a path of the site; empty when the site does not know its own.
    fn address(&self, path: &str) -> String {
        address(&self.front.workshops.settings, path)
    }

    /// What other sites are told of pages.
    fn cards(&self) -> Cards<'_> {
        Cards { world: self.front.world, view: self.front.view }
    }

    /// Fills a template.
    fn render<T: Serialize>(&self, template: &str, page: &T) -> Warned<Option<String>> {
        self.front.templates.render(template, page)
    }
}

/// Where pages and what was noticed go.
struct Put<'a> {
    /// What is there already.
    there: &'a BTreeMap<OutPath, Content>,
    lasting: Option<&'a BTreeMap<OutPath, Content>>,
    part: Part,
}

impl Put<'_> {
    fn page(&mut self, path: &str, page: Warned<Option<String>>) {
        if let Some(html) = page.take(&mut self.part.diagnostics) {
            self.text(path, html);
        }
    }

    fn text(&mut self, path: &str, text: String) {
        let content = Content::Bytes(Arc::from(text.into_bytes()));
        self.part.files.extend(OutPath::new(path).map(|path| (path, content)));
    }

    /// A page with the picture that it shows to other sites.
    fn public(&mut self, path: &str, page: Warned<Option<String>>, public: &Public) {
        if let Some(html) = page.take(&mut self.part.diagnostics) {
            // A file that is only copied because a text shows it is not what the page tells of.
            if let Some((path, card)) = public.shown_by(&html)
                && !self.there.contains_key(&path)
            {
                self.part.files.insert(path, card);
            }
            self.text(path, html);
        }
    }

    /// A file that an author may have put into `static/`, which is left alone.
    fn unless_there(&mut self, path: OutPath, content: Content) {
        if !self.has(&path) {
            self.part.files.insert(path, content);
        }
    }

    fn has(&self, path: &OutPath) -> bool {
        let mut all = [self.there, &self.part.files].into_iter().chain(self.lasting);
        all.any(|files| files.contains_key(path))
    }
}
