//! The page about a deck: its authors, its topics, its contents, where it was taught.

use std::sync::Arc;

use serde::Serialize;

use super::agenda::{PartView, Viewpoint, contents};
use super::chapters::neighbours;
use super::context::{About, PageContext, PageFrame, or};
use super::downloads::{DownloadEntry, entries};
use super::entry::{EntryLink, Person};
use super::list::{DeckLink, card_link};
use super::open_graph::OpenGraph;
use super::page::{PageBody, generated};
use super::text::short;
use super::thumbnail::{self, has_thumbnails};
use super::transcript::{TranscriptPage, word_for_notes};
use super::words::{counted, stretch};
use super::{PageInput, PageKind, RenderedPage, SiteParts, event_in, json_ld, places};
use super::{place_of_deck, social_card};
use crate::event::{Event, EventStatus, dates};
use crate::language::Vocabulary;
use crate::memo::Shared;
use crate::model::{DeckSummary, Extent, Outline, SiteChapter, SiteDeck};
use crate::render::escape::push_attribute;
use crate::routes::{PageFolder, Route};

pub(super) const KIND: PageKind = PageKind { routes, asks, make };

/// Placeholder for the transcript while the template is rendered. It is a noncharacter, so no text contains it.
const TRANSCRIPT: &str = "\u{fdd3}transcript\u{fdd3}";

/// How many decks by the same authors, or on the same topics, it shows.
const MOST_RELATED: usize = 4;

/// How many events it shows.
const MOST_EVENTS: usize = 20;

#[derive(Serialize)]
struct AboutDeckPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    deck: AboutDeckView,
    contents: Vec<PartView>,
    /// What is shown about chapters only.
    chapter: Option<ChapterView>,
    transcript_html: &'static str,
    downloads: Vec<DownloadEntry>,
    events: Vec<TaughtAt>,
    /// How many further events there are.
    events_more: usize,
    by_authors: Vec<DeckLink>,
    on_topics: Vec<DeckLink>,
    /// JSON for search engines, ready for a `<script>`.
    json_ld: String,
}

#[derive(Serialize)]
struct ChapterView {
    /// Its path below `slides/`, without `.md`.
    path: String,
    /// The chapters before and after it in its folder.
    previous: Option<EntryLink>,
    next: Option<EntryLink>,
    /// The decks that show it.
    decks: Vec<DeckLink>,
}

#[derive(Serialize)]
struct AboutDeckView {
    name: String,
    title: String,
    /// Its lines, as the manifest has them.
    title_lines: Vec<String>,
    description: String,
    /// The address of its slides from the page.
    href: String,
    /// Their public address; empty when the site does not know its own.
    address: String,
    /// HTML that shows the slides on another page; empty if the headers of the site forbid that.
    embed: String,
    /// May be empty.
    cover: String,
    authors: Vec<Person>,
    /// In words, and as `2027-03-02`; may be empty.
    date: String,
    day: String,
    lang: String,
    /// The name of the language in that language.
    language: String,
    level: String,
    topics: Vec<String>,
    slides_text: String,
    minutes_text: String,
}

/// An event that taught the deck, or is going to.
#[derive(Serialize)]
struct TaughtAt {
    title: String,
    href: String,
    lang: String,
    /// The first day; may be empty.
    first: String,
    dates: String,
    place: String,
}

/// The decks of the site, then those of events.
fn routes(outline: &Outline) -> Vec<Route> {
    let own = outline.decks.iter().map(|name| Route::about_deck(&PageFolder::Top, name));
    let events = outline.slide_sets.iter().filter_map(|(slug, decks)| {
        let folder = outline.folder_of(outline.event(slug)?);
        Some(decks.iter().map(move |name| Route::about_deck(&folder, name)))
    });
    let chapters = outline.chapters.iter();
    let chapters = chapters.map(|chapter| Route::about_deck(&chapter.page_folder(), &chapter.name));
    own.chain(events.flatten()).chain(chapters).collect()
}

fn asks(site: &SiteParts<'_>, route: &Route) -> PageInput {
    let Route::AboutDeck(folder, name) = route else { return site.outline() };
    let (decks, _) = site.decks_at(folder);
    let deck = decks.iter().find(|deck| deck.summary.name == *name);
    let event = event_in(&site.model.outline, folder).map(|event| &**event);
    let chapter = site.model.outline.chapter(folder, name);
    let home = chapter.map_or(name, |chapter| &chapter.home);
    PageInput {
        theme: site.themes.of_page(event).clone(),
        brand: site.themes.brand_of_deck(event, home).clone(),
        deck: deck.map(|deck| Shared::from(Arc::clone(deck))),
        ..site.summaries(site.model.decks.iter())
    }
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let (Route::AboutDeck(folder, _), Some(deck)) = (route, asked.deck.as_ref()) else {
        return RenderedPage::default();
    };
    let mut page = RenderedPage::default();
    let event = event_in(context.outline, folder);
    let chapter = context.outline.chapter(folder, &deck.summary.name);
    let public = match event {
        Some(event) => social_card::of_event(context, event, route),
        None if chapter.is_some() => social_card::of_site(context, route),
        None => social_card::of_deck(context, &deck.summary, route),
    };
    let seen = Seen { asked, deck, folder, route, chapter };
    let view = seen.page(public.clone());
    let Some(html) = context.render("about-deck.html", &view).take(&mut page.diagnostics) else {
        return page;
    };
    let card = public.shown_by(&html);
    page.claims.extend(card.map(|card| card.map(PageBody::File)));
    let is_drawn = chapter.is_none() && has_thumbnails(context, folder);
    let body = TranscriptPage {
        around: html.split(TRANSCRIPT).map(str::to_owned).collect(),
        deck: deck.clone(),
        slides: view.deck.href,
        notes: word_for_notes(&context.words(language(context, deck))),
        thumbnails: if is_drawn {
            thumbnail::seen_from(route, deck).into()
        } else {
            Arc::default()
        },
    };
    // Pages are written one after the other, but made side by side. Slides already keep their
    // texts.
    for slide in &deck.deck.slides {
        let _ = slide.transcripts();
    }
    if is_drawn {
        let drawn = thumbnail::routes(deck).into_iter();
        page.claims
            .extend(drawn.map(|route| generated(&route, PageBody::Thumbnail(route.clone()))));
    }
    page.claims.push(generated(route, PageBody::Transcript(body)));
    page.asked_at(&place_of_deck(context.outline, folder, &deck.summary))
}

/// The language of the page: that of the deck, or of the site.
fn language<'a>(context: PageContext<'a>, deck: &'a SiteDeck) -> &'a str {
    or(&deck.summary.language, context.language())
}

/// A deck, and the page that shows it.
struct Seen<'a> {
    asked: &'a PageInput,
    deck: &'a SiteDeck,
    folder: &'a PageFolder,
    route: &'a Route,
    /// Details of a chapter.
    chapter: Option<&'a SiteChapter>,
}

impl<'a> Seen<'a> {
    fn context(&self) -> PageContext<'a> {
        self.asked.context()
    }

    fn language(&self) -> &'a str {
        language(self.context(), self.deck)
    }

    fn words(&self) -> Arc<Vocabulary> {
        self.context().words(self.language())
    }

    fn page(&self, public: OpenGraph) -> AboutDeckPage<'a> {
        let (context, summary) = (self.context(), &self.deck.summary);
        let words = self.words();
        let view = self.deck();
        let from = Viewpoint { page: self.route, folder: self.folder, words: &words };
        let (by_authors, on_topics) = self.related();
        let mut events = self.events();
        let events_more = events.len().saturating_sub(MOST_EVENTS);
        events.truncate(MOST_EVENTS);
        AboutDeckPage {
            json_ld: json_ld::deck(context, (summary, self.language()), (&view.address, &public)),
            frame: context.frame(About {
                route: self.route,
                title: format!("{} · {}", summary.title, context.title()),
                description: short(&summary.description),
                language: self.language(),
                public,
                top: None,
            }),
            deck: view,
            contents: contents(summary, from),
            chapter: self.chapter.map(|chapter| self.chapter(chapter)),
            transcript_html: TRANSCRIPT,
            downloads: entries(context.outline, (self.folder, &summary.name), self.route),
            events,
            events_more,
            by_authors,
            on_topics,
        }
    }

    fn deck(&self) -> AboutDeckView {
        let (context, summary) = (self.context(), &self.deck.summary);
        let words = self.words();
        let slides = Route::deck(self.folder, &summary.name);
        let href = slides.url_from(self.route);
        let address = context.address(&slides);
        let date = summary.date;
        AboutDeckView {
            name: summary.name.to_string(),
            title: summary.title.clone(),
            title_lines: match self.chapter {
                Some(chapter) => vec![chapter.title.clone()],
                None => title_lines(self.deck.plan.manifest.text("title")),
            },
            description: summary.description.clone(),
            embed: if context.settings().headers {
                String::new()
            } else {
                embed(or(&address, &href), &summary.title)
            },
            href,
            address,
            cover: self.cover(),
            authors: self.authors(),
            date: date.map(|day| dates::range(day, day, &words)).unwrap_or_default(),
            day: date.map(|day| day.to_string()).unwrap_or_default(),
            lang: self.language().to_owned(),
            language: places::language(self.language()),
            level: level(summary, &words),
            topics: summary.subjects.clone(),
            slides_text: counted(&words, summary.slides),
            minutes_text: summary.minutes().map(|m| stretch(&words, m)).unwrap_or_default(),
        }
    }

    /// The address of the cover. It shows the title that the deck has on the site, so there is none for a deck
    /// with a title of its event.
    fn cover(&self) -> String {
        let summary = &self.deck.summary;
        let own = self.asked.decks.iter().find(|deck| deck.name == summary.name);
        let is_it = own.is_some_and(|own| own.title == summary.title);
        let is_deck = self.context().outline.extent == Extent::Site && self.chapter.is_none();
        let is_there = is_deck && is_it;
        if is_there { thumbnail::cover(self.context(), summary, self.route) } else { String::new() }
    }

    /// Its authors; those who are not people of the site appear by name only.
    fn authors(&self) -> Vec<Person> {
        let of_site = self.context().workshops();
        let person = |written: &String| match of_site.person(written) {
            Some(person) => Person {
                name: person.name.clone(),
                href: Route::Speaker(person.id.value.as_str().into()).url_from(self.route),
                id: person.id.value.clone(),
            },
            None => Person { name: written.clone(), href: String::new(), id: written.clone() },
        };
        self.deck.summary.authors.iter().map(person).collect()
    }

    /// The events that show it, the newest first. A cancelled event did not take place.
    fn events(&self) -> Vec<TaughtAt> {
        let context = self.context();
        let own = std::slice::from_ref(&self.deck.summary.name);
        let decks = self.chapter.map_or(own, |chapter| &chapter.decks);
        let has_it = |event: &&Arc<Event>| {
            let is_off = event.status == Some(EventStatus::Cancelled);
            let shows = |deck: &Arc<str>| event.decks.iter().any(|name| *name.value == **deck);
            !is_off && event.is_listed() && decks.iter().any(shows)
        };
        let mut events: Vec<_> = context.workshops().events.iter().filter(has_it).collect();
        events.sort_by_key(|event| std::cmp::Reverse(event.when.first()));
        let taught = |event: &Arc<Event>| {
            let entry = context.entry(event, self.route, self.language());
            let place = [entry.host, entry.city].into_iter().filter(|name| !name.is_empty());
            TaughtAt {
                title: entry.title,
                href: entry.href,
                lang: entry.lang,
                first: entry.first,
                dates: entry.dates,
                place: place.collect::<Vec<_>>().join(", "),
            }
        };
        events.into_iter().map(taught).collect()
    }

    /// A chapter's neighbours, and the decks that show it.
    fn chapter(&self, chapter: &SiteChapter) -> ChapterView {
        let words = self.words();
        let link = |other: Option<&SiteChapter>| {
            other.map(|other| EntryLink {
                href: Route::about_deck(&other.page_folder(), &other.name).url_from(self.route),
                title: other.title.clone(),
            })
        };
        let [previous, next] = neighbours(self.context().outline, chapter).map(link);
        let decks = self.asked.decks.iter().filter(|deck| chapter.decks.contains(&deck.name));
        let decks =
            decks.map(|deck| card_link(self.context(), deck, (self.route, &words))).collect();
        ChapterView { path: chapter.path(), previous, next, decks }
    }

    /// The site's other decks by the same authors, and those on the same topics.
    fn related(&self) -> (Vec<DeckLink>, Vec<DeckLink>) {
        let of_site = self.context().workshops();
        let id = |author: &String| {
            of_site.person(author).map_or_else(|| author.clone(), |person| person.id.value.clone())
        };
        let summary = &self.deck.summary;
        if self.chapter.is_some() {
            return (Vec::new(), Vec::new());
        }
        let authors: Vec<String> = summary.authors.iter().map(id).collect();
        let topics: Vec<String> = summary.subjects.iter().map(|t| t.to_lowercase()).collect();
        let others = || self.asked.decks.iter().filter(|deck| deck.name != summary.name);
        let shares_author = |deck: &&Shared<DeckSummary>| {
            deck.authors.iter().any(|author| authors.contains(&id(author)))
        };
        let shared_topics = |deck: &Shared<DeckSummary>| {
            deck.subjects.iter().filter(|topic| topics.contains(&topic.to_lowercase())).count()
        };
        let by_authors: Vec<_> = others().filter(shares_author).take(MOST_RELATED).collect();
        let is_new =
            |deck: &&Shared<DeckSummary>| by_authors.iter().all(|shown| shown.name != deck.name);
        let mut on_topics: Vec<_> = others()
            .filter(is_new)
            .map(|deck| (shared_topics(deck), deck))
            .filter(|(count, _)| *count > 0)
            .collect();
        on_topics.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let words = self.words();
        let link =
            |deck: &Shared<DeckSummary>| card_link(self.context(), deck, (self.route, &words));
        (
            by_authors.iter().map(|deck| link(deck)).collect(),
            on_topics.into_iter().take(MOST_RELATED).map(|(_, deck)| link(deck)).collect(),
        )
    }
}

/// The lines of a title, without markup.
fn title_lines(title: &str) -> Vec<String> {
    let text = crate::render::without_markup(title);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// The level of a deck in words; empty without one.
fn level(deck: &DeckSummary, words: &Vocabulary) -> String {
    deck.level.map_or_else(String::new, |level| words.level_name(level).to_owned())
}

/// HTML that shows a deck on another page.
fn embed(address: &str, title: &str) -> String {
    let mut out = "<iframe".to_owned();
    // The deck in a frame: deck.js reads the query.
    push_attribute(&mut out, "src", &format!("{address}?embed"));
    push_attribute(&mut out, "title", title);
    out.push_str(" width=\"960\" height=\"576\" loading=\"lazy\" allow=\"fullscreen\"></iframe>");
    out
}
