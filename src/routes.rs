//! Routes: the address of every file that the program makes, and the only place that builds one.
//!
//! A [`Route`] identifies a file; its path in the output, links to it from other pages, and its public
//! address follow from that. `pages::all` lists the routes of a site: the sitemap, the check of links,
//! clashes of names, and redirects read that list and build no address of their own.
//!
//! **Invariant:** a route has one path, and the path depends only on the route.

mod address;
mod download;

use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher as _;
use std::sync::Arc;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

pub(crate) use self::address::{
    Destination, InsideAddress, destination, meant_elsewhere, served_as,
};
pub use self::download::DownloadKind;

use crate::path::{OutPath, percent_decoded, percent_encoded, uri};

/// The folder of the pages about decks.
const ABOUT: &str = "about/";

/// The extension of a page.
const PAGE: &str = ".html";

/// Where related pages are: at the top of the output, or in the folder of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PageFolder {
    /// At the top: the site's own pages, or those of the event if it is the whole output.
    Top,
    /// In the folder of the event with this slug.
    Event(Arc<str>),
    /// In the folder for the chapters of this folder of `slides/`, which may be empty.
    Chapters(Arc<str>),
}

impl PageFolder {
    /// The path of the folder, with `/` at its end; empty for the top.
    pub(crate) fn folder(&self) -> String {
        match self {
            Self::Top => String::new(),
            Self::Event(slug) => format!("events/{slug}/"),
            Self::Chapters(folder) if folder.is_empty() => "chapters/".to_owned(),
            Self::Chapters(folder) => format!("chapters/{folder}/"),
        }
    }

    /// The path from a page in it to the output's top.
    pub(crate) fn to_top(&self) -> String {
        "../".repeat(self.folder().matches('/').count())
    }

    /// The path of a file in it.
    pub(crate) fn file(&self, name: &str) -> OutPath {
        OutPath::cleaned(&format!("{}{name}", self.folder()))
    }
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Route {
    /// The index of the site.
    Index,
    /// The list of past events.
    Past,
    /// All events by type, topic, country and language.
    AllEvents,
    /// The page of a series of events, by its slug.
    Series(Arc<str>),
    /// The calendar of a series.
    SeriesCalendar(Arc<str>),
    /// The page for addresses that do not exist.
    NotFound,
    /// The page of the search over the whole site.
    Search,
    /// The script that names the files of its index.
    SearchIndex,
    /// The page of a deck: its folder, and the deck's name.
    Deck(PageFolder, Arc<str>),
    /// The page about a deck: its folder, and the deck's name.
    AboutDeck(PageFolder, Arc<str>),
    /// The address that the page of a deck had in container.training.
    OldDeck(PageFolder, Arc<str>),
    /// The front page of an event: its own, or the deck that replaces it.
    Event(PageFolder),
    /// The page of an event whose front page is a deck.
    AboutEvent(PageFolder),
    /// The calendar of an event.
    EventCalendar(PageFolder),
    /// The archive of a whole folder: the slides of an event, or the whole site.
    Archive(PageFolder),
    /// A download of a deck: its folder, the deck's name, and the kind of file.
    Download(PageFolder, Arc<str>, DownloadKind),
    /// The list of chapters.
    Chapters,
    /// The page that answers the addresses of chapters in container.training.
    OldChapters,
    /// The page of a person, by id.
    Speaker(Arc<str>),
    /// The calendar of all events.
    Calendar,
    /// The feed of all events.
    Feed,
    /// The listed events as data.
    EventsData,
    /// The script that shows events on other sites.
    EventsWidget,
    /// The sitemap for search engines.
    Sitemap,
    /// The rules for search engines.
    Robots,
    /// The list of the texts of all decks, for programs that read text.
    Llms,
    /// The redirects that some hosts read.
    HostRedirects,
    /// The headers that some hosts send with files.
    HostHeaders,
    /// A page that redirects an old address, by its path.
    Redirect(Arc<str>),
    /// The picture that other sites show beside a link to a page of the site.
    SiteCard,
    /// The same for a deck, by its name.
    DeckCard(Arc<str>),
    /// The same for an event, by its slug.
    EventCard(Arc<str>),
    /// The cover of a deck, by its name.
    Cover(Arc<str>),
    /// The picture of a slide of one of the site's decks: the deck's name and the number of the slide; 0 is the larger
    /// picture of the first slide.
    Thumbnail(Arc<str>, u32),
    /// A style sheet, a script, a picture: a file whose name changes with its content.
    Asset(Arc<str>),
}

/// How an author's file at the path of a route is handled.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Others link to the generated file: replacing it would break links, so the two files clash.
    Program,
    /// A plain file of a host, or a picture: the author's is better.
    Author,
    /// The program's file includes the author's.
    Both,
}

impl Route {
    /// The page of a deck.
    pub(crate) fn deck(folder: &PageFolder, name: &Arc<str>) -> Self {
        Self::Deck(folder.clone(), Arc::clone(name))
    }

    /// The page about a deck.
    pub(crate) fn about_deck(folder: &PageFolder, name: &Arc<str>) -> Self {
        Self::AboutDeck(folder.clone(), Arc::clone(name))
    }

    /// Its address in container.training.
    pub(crate) fn old_deck(folder: &PageFolder, name: &Arc<str>) -> Self {
        Self::OldDeck(folder.clone(), Arc::clone(name))
    }

    /// The picture of a deck for other sites.
    pub(crate) fn deck_card(name: &Arc<str>) -> Self {
        Self::DeckCard(Arc::clone(name))
    }

    /// The cover of a deck.
    pub(crate) fn cover(name: &Arc<str>) -> Self {
        Self::Cover(Arc::clone(name))
    }

    /// The redirect from an address of the site, without `/` at its ends. Without an extension, it
    /// becomes a folder with an index, which every host shows.
    pub(crate) fn redirect(from: &str) -> Self {
        Self::Redirect(match from.rsplit_once('.') {
            Some((_, "html")) => from.into(),
            _ => format!("{from}/index.html").into(),
        })
    }

    /// The redirect from an old slug of an event.
    pub(crate) fn alias(slug: &str) -> Self {
        Self::redirect(&Self::alias_address(slug))
    }

    /// The address of an event under an old slug.
    pub(crate) fn alias_address(slug: &str) -> String {
        format!("events/{slug}")
    }

    /// The asset with a stem, a name for its content, and an extension: `assets/deck-3f2a.css`.
    pub(crate) fn asset(stem: &str, content: &str, extension: &str) -> Self {
        Self::Asset(format!("{stem}-{content}.{extension}").into())
    }

    /// The file's path in the output.
    pub(crate) fn path(&self) -> OutPath {
        let path = match self {
            Self::Index => "index.html".to_owned(),
            Self::Past => "past.html".to_owned(),
            Self::AllEvents => "events/index.html".to_owned(),
            Self::Series(slug) => format!("series/{slug}{PAGE}"),
            Self::SeriesCalendar(slug) => format!("series/{slug}.ics"),
            Self::NotFound => "404.html".to_owned(),
            Self::Search => "search.html".to_owned(),
            Self::SearchIndex => "search-index.js".to_owned(),
            Self::Deck(folder, name) => return folder.file(&format!("{name}{PAGE}")),
            Self::AboutDeck(folder, name) => return folder.file(&format!("{ABOUT}{name}{PAGE}")),
            Self::OldDeck(folder, name) => return folder.file(&format!("{name}.yml{PAGE}")),
            Self::Event(folder) => return folder.file("index.html"),
            Self::AboutEvent(folder) => return folder.file("about.html"),
            Self::EventCalendar(folder) => return folder.file("event.ics"),
            Self::Archive(folder) => return folder.file("slides.zip"),
            Self::Download(folder, name, kind) => return folder.file(&kind.file_of(name)),
            Self::Chapters => "chapters.html".to_owned(),
            Self::OldChapters => "workshop.html".to_owned(),
            Self::Speaker(id) => format!("speakers/{id}{PAGE}"),
            Self::Calendar => "workshops.ics".to_owned(),
            Self::Feed => "feed.atom".to_owned(),
            Self::EventsData => "events.json".to_owned(),
            Self::EventsWidget => "events.js".to_owned(),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::Llms => "llms.txt".to_owned(),
            Self::HostRedirects => "_redirects".to_owned(),
            Self::HostHeaders => "_headers".to_owned(),
            Self::Redirect(path) => path.to_string(),
            Self::SiteCard => "card.png".to_owned(),
            Self::DeckCard(name) => format!("cards/{name}.png"),
            Self::EventCard(slug) => format!("events/{slug}/card.png"),
            Self::Cover(name) => format!("covers/{name}.svg"),
            Self::Thumbnail(name, 0) => format!("{}cover.webp", thumbnails(name)),
            Self::Thumbnail(name, number) => format!("{}{number}.webp", thumbnails(name)),
            Self::Asset(name) => format!("{ASSETS}{name}"),
        };
        OutPath::cleaned(&path)
    }

    /// The path from this page to the output's top: `../` for each folder.
    pub(crate) fn to_top(&self) -> String {
        "../".repeat(self.path().as_str().matches('/').count())
    }

    /// The address, for pages from which the top of the output is at `top`.
    pub(crate) fn url_below(&self, top: &str) -> String {
        format!("{top}{}", percent_encoded(self.path().as_str()))
    }

    /// The address in links from another page. An event's pages link to each other without leaving
    /// its folder, so it can be copied elsewhere.
    pub(crate) fn url_from(&self, page: &Self) -> String {
        let (path, other) = (self.path(), page.path());
        let folder = match self {
            Self::Deck(folder, _)
            | Self::AboutDeck(folder, _)
            | Self::EventCalendar(folder)
            | Self::Archive(folder)
            | Self::Download(folder, ..) => folder.folder(),
            _ => String::new(),
        };
        let inside = |path: &OutPath| path.as_str().strip_prefix(&folder).map(str::to_owned);
        match inside(&path).zip(inside(&other)) {
            Some((path, other)) if !folder.is_empty() => {
                format!("{}{}", "../".repeat(other.matches('/').count()), percent_encoded(&path))
            }
            _ => self.url_below(&page.to_top()),
        }
    }

    /// The folder of a page of the site, of an event or of chapters.
    pub(crate) fn folder(&self) -> Option<&PageFolder> {
        match self {
            Self::Deck(folder, _)
            | Self::AboutDeck(folder, _)
            | Self::OldDeck(folder, _)
            | Self::Event(folder)
            | Self::AboutEvent(folder)
            | Self::EventCalendar(folder)
            | Self::Archive(folder)
            | Self::Download(folder, ..) => Some(folder),
            _ => None,
        }
    }

    /// The public address; empty if the site does not know its own.
    pub(crate) fn absolute(&self, site: &str) -> String {
        absolute(site, self.path().as_str())
    }

    /// Which file wins if the author has one at its path.
    pub(crate) fn owner(&self) -> Owner {
        match self {
            Self::Robots
            | Self::OldChapters
            | Self::Search
            | Self::SearchIndex
            | Self::AllEvents
            | Self::Series(_)
            | Self::SeriesCalendar(_)
            | Self::HostHeaders
            | Self::Llms
            | Self::SiteCard
            | Self::DeckCard(_)
            | Self::EventCard(_)
            | Self::Archive(_)
            | Self::Download(..)
            | Self::Cover(_)
            | Self::Thumbnail(..) => Owner::Author,
            Self::HostRedirects => Owner::Both,
            Self::Index
            | Self::Past
            | Self::NotFound
            | Self::Deck(..)
            | Self::AboutDeck(..)
            | Self::OldDeck(..)
            | Self::Event(_)
            | Self::AboutEvent(_)
            | Self::EventCalendar(_)
            | Self::Chapters
            | Self::Speaker(_)
            | Self::Calendar
            | Self::Feed
            | Self::EventsData
            | Self::EventsWidget
            | Self::Sitemap
            | Self::Redirect(_)
            | Self::Asset(_) => Owner::Program,
        }
    }

    /// Whether search engines should index it. The entries of [`Self::AllEvents`] are on other pages, too.
    pub(crate) fn is_indexed(&self) -> bool {
        matches!(
            self,
            Self::Index
                | Self::Past
                | Self::Deck(..)
                | Self::AboutDeck(..)
                | Self::Event(_)
                | Self::AboutEvent(_)
                | Self::Chapters
                | Self::Speaker(_)
                | Self::Series(_)
        )
    }
}

/// The name of a file in messages.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index | Self::Past | Self::NotFound | Self::Sitemap | Self::Robots => {
                f.write_str("the site itself")
            }
            Self::Search | Self::SearchIndex => f.write_str("the search of the site"),
            Self::Deck(PageFolder::Top, name) => write!(f, "the deck `{name}`"),
            Self::Deck(PageFolder::Event(slug), name) => {
                write!(f, "the deck `{name}` of the event `{slug}`")
            }
            Self::AboutDeck(_, name) => write!(f, "the page about the deck `{name}`"),
            Self::OldDeck(_, name) => write!(f, "the old address of the deck `{name}`"),
            Self::Event(PageFolder::Event(slug)) | Self::AboutEvent(PageFolder::Event(slug)) => {
                write!(f, "the event `{slug}`")
            }
            Self::Event(_) | Self::AboutEvent(_) => f.write_str("the event"),
            Self::EventCalendar(PageFolder::Event(slug)) => {
                write!(f, "the calendar of the event `{slug}`")
            }
            Self::EventCalendar(_) => f.write_str("the calendar of the event"),
            Self::Archive(PageFolder::Event(slug)) => {
                write!(f, "the archive of the event `{slug}`")
            }
            Self::Archive(_) => f.write_str("the archive of all slides"),
            Self::Download(PageFolder::Top | PageFolder::Chapters(_), name, kind) => {
                write!(f, "the download `{}` of the deck `{name}`", kind.name())
            }
            Self::Download(PageFolder::Event(slug), name, kind) => {
                let kind = kind.name();
                write!(f, "the download `{kind}` of the deck `{name}` of the event `{slug}`")
            }
            Self::Chapters | Self::OldChapters => f.write_str("the list of chapters"),
            Self::Deck(PageFolder::Chapters(_), name) => write!(f, "the chapter `{name}`"),
            Self::Speaker(id) => write!(f, "the page of `{id}`"),
            Self::AllEvents => f.write_str("the page with all events"),
            Self::Series(slug) => write!(f, "the page of the series `{slug}`"),
            Self::SeriesCalendar(slug) => write!(f, "the calendar of the series `{slug}`"),
            Self::Calendar => f.write_str("the calendar of all events"),
            Self::Feed => f.write_str("the feed"),
            Self::EventsData | Self::EventsWidget => f.write_str("the events as data"),
            Self::HostRedirects | Self::Redirect(_) => f.write_str("a redirect"),
            Self::Llms => f.write_str("the list of texts"),
            Self::HostHeaders => f.write_str("the headers of the site"),
            Self::SiteCard | Self::DeckCard(_) | Self::EventCard(_) => {
                f.write_str("a picture for links from other sites")
            }
            Self::Cover(name) => write!(f, "the cover of the deck `{name}`"),
            Self::Thumbnail(name, _) => write!(f, "the thumbnails of the deck `{name}`"),
            Self::Asset(_) => f.write_str("a style sheet, script or picture of the pages"),
        }
    }
}

/// The folder of the thumbnails of a deck, from the top.
pub(crate) fn thumbnails(deck: &str) -> String {
    format!("thumbnails/{deck}/")
}

/// Ten hexadecimal digits of a content's hash.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish128().h1)[..10].to_owned()
}

/// The folder of files whose names change with their content.
pub(crate) const ASSETS: &str = "assets/";

/// The folder of the folders of private events.
pub(crate) const PRIVATE: &str = "private/";

/// Whether a path is below the folder of private events, so that nothing may name it.
pub(crate) fn is_private(path: &str) -> bool {
    path.starts_with(PRIVATE)
}

/// A path as reports may name it: of a token, only the beginning.
pub(crate) fn reported(path: &str) -> Cow<'_, str> {
    const SHOWN: usize = 3;
    match path.strip_prefix(PRIVATE).and_then(|rest| rest.split_once('/')) {
        Some((token, rest)) => {
            let shown: String = token.chars().take(SHOWN).collect();
            Cow::Owned(format!("{PRIVATE}{shown}…/{rest}"))
        }
        None => Cow::Borrowed(path),
    }
}

/// Whether a path is an asset's.
pub(crate) fn is_asset(path: &str) -> bool {
    path.starts_with(ASSETS)
}

/// Whether a path is that of a page, judging by its extension.
pub(crate) fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

/// The public address of a path of the output; empty if the site does not know its own.
pub(crate) fn absolute(site: &str, path: &str) -> String {
    match site.trim_end_matches('/') {
        "" => String::new(),
        site => uri(&format!("{site}/{}", percent_encoded(folder_of_index(path)))),
    }
}

/// A path as hosts show it: they show `…/index.html` for the folder.
pub(crate) fn folder_of_index(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// The site's folder on its host, such as `/courses`; empty at the top; `None` if the site does not
/// know its address.
pub(crate) fn base_path(site: &str) -> Option<String> {
    let (_, place) = site.split_once("://")?;
    let path = place.find('/').map_or("", |at| &place[at..]);
    Some(path.trim_end_matches('/').to_owned())
}

/// An author's address, for pages from which the top of the output is at `top`: addresses in the
/// site count from its top.
pub(crate) fn authors_url(top: &str, url: &str) -> String {
    if local_path(url).is_some() { format!("{top}{url}") } else { url.to_owned() }
}

/// The path of an address in the site, without query and fragment; `None` for one elsewhere.
pub(crate) fn local_path(url: &str) -> Option<String> {
    if url.starts_with("https://") || url.starts_with("http://") {
        // Only a shortcut; most addresses have this form.
        return None;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let scheme = path.split(['/', '.']).next().unwrap_or_default();
    if path.is_empty() || path.starts_with('/') || scheme.contains(':') {
        return None;
    }
    Some(percent_decoded(path))
}

#[cfg(test)]
mod tests {
    use super::{PageFolder, Route, absolute, base_path, local_path};

    fn event(slug: &str) -> PageFolder {
        PageFolder::Event(slug.into())
    }

    #[test]
    fn links_count_from_the_page_that_has_them() {
        let deck = Route::Deck(event("paris"), "a b".into());
        assert_eq!(deck.path().as_str(), "events/paris/a b.html");
        assert_eq!(deck.url_from(&Route::Index), "events/paris/a%20b.html");
        assert_eq!(deck.url_from(&Route::Event(event("paris"))), "a%20b.html");
        assert_eq!(deck.url_from(&Route::Event(event("rome"))), "../../events/paris/a%20b.html");
        let own = Route::Deck(PageFolder::Top, "a".into());
        assert_eq!(own.url_from(&Route::Speaker("ann".into())), "../a.html");
        let about = Route::AboutDeck(event("paris"), "a b".into());
        assert_eq!(about.url_from(&deck), "about/a%20b.html");
        assert_eq!(deck.url_from(&about), "../a%20b.html");
        assert_eq!(own.url_from(&Route::AboutDeck(PageFolder::Top, "a".into())), "../a.html");
        assert_eq!(Route::Index.url_from(&Route::Event(event("x"))), "../../index.html");
        assert_eq!(
            Route::EventCalendar(event("x")).url_from(&Route::Event(event("x"))),
            "event.ics"
        );
    }

    #[test]
    fn a_folder_is_public_by_its_name() {
        let site = "https://example.org/courses/";
        assert_eq!(Route::Index.absolute(site), "https://example.org/courses/");
        assert_eq!(
            Route::Event(event("x")).absolute(site),
            "https://example.org/courses/events/x/"
        );
        assert_eq!(absolute(site, "xindex.html"), "https://example.org/courses/xindex.html");
        assert_eq!(Route::Index.absolute(""), "");
        assert_eq!(base_path(site).as_deref(), Some("/courses"));
        assert_eq!(base_path("https://example.org").as_deref(), Some(""));
        assert_eq!(base_path(""), None);
    }

    #[test]
    fn an_old_address_is_a_page_or_a_folder() {
        for (from, path) in
            [("a.html", "a.html"), ("a", "a/index.html"), ("a.yml", "a.yml/index.html")]
        {
            assert_eq!(Route::redirect(from).path().as_str(), path);
        }
        assert_eq!(Route::alias("rome").path().as_str(), "events/rome/index.html");
    }

    #[test]
    fn only_addresses_in_the_site_have_a_path() {
        assert_eq!(local_path("images/a%20b.png?x#y").as_deref(), Some("images/a b.png"));
        assert_eq!(local_path("./a.png").as_deref(), Some("./a.png"));
        for url in ["https://h/x.png", "mailto:a@b", "data:image/png;base64,x", "/x", "//h/x", "#a"]
        {
            assert_eq!(local_path(url), None, "{url}");
        }
    }
}
