//! A site as its readers see it: decks and events, read from pages.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::sync::Arc;

use crate::line::joined;
use crate::path::{ProjectPath, percent_decoded};
use crate::render::deck_text::{self, LineKind, PageSlide, SlideLine};

/// The longest title that is shown, in characters.
const LONGEST_TITLE: usize = 100;

/// The fingerprint between the name of an asset and its extension: ten digits that change with its
/// content.
const FINGERPRINT: usize = 10;

/// All decks and events of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteSnapshot {
    /// The decks.
    pub decks: BTreeMap<DeckAddress, DeckSnapshot>,
    /// The titles of events with a page, by slug.
    pub events: BTreeMap<String, String>,
}

/// Which deck it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeckAddress {
    /// The slug of its event; `None` for a deck of the site.
    pub event: Option<String>,
    /// Its name.
    pub deck: String,
}

/// A deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeckSnapshot {
    /// Its title.
    pub title: String,
    /// Its slides, in order.
    pub slides: Vec<SlideSnapshot>,
}

/// A slide of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlideSnapshot {
    /// The name that links use.
    pub id: String,
    /// The name that its author gave it.
    pub name: Option<String>,
    /// The number that readers see.
    pub number: u32,
    /// The file and line in which it is written; may be empty.
    pub source: String,
    /// What it shows.
    pub content: Arc<SlideContent>,
}

/// What a slide shows: the same in each deck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SlideContent {
    /// Its text.
    pub lines: Vec<SlideLine>,
    /// The paths of its pictures in the output, and addresses of those elsewhere.
    pub pictures: Vec<String>,
    /// Its drawings, each as a number that changes with it.
    pub drawings: Vec<u64>,
}

/// The contents that were read, each kept once.
#[derive(Debug, Default)]
pub struct ContentPool(HashSet<Arc<SlideContent>>);

impl ContentPool {
    /// The one copy of a content.
    pub fn shared(&mut self, content: SlideContent) -> Arc<SlideContent> {
        if let Some(known) = self.0.get(&content) {
            return Arc::clone(known);
        }
        let content = Arc::new(content);
        self.0.insert(Arc::clone(&content));
        content
    }
}

impl fmt::Display for DeckAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.event {
            Some(event) => write!(f, "{event}/{}", self.deck),
            None => f.write_str(&self.deck),
        }
    }
}

impl DeckAddress {
    /// The deck whose page may lie at a path of the output: `a.html` or `events/paris/a.html`.
    pub fn of_page(path: &str) -> Option<Self> {
        let (event, file) = match path.split('/').collect::<Vec<_>>().as_slice() {
            [file] => (None, *file),
            ["events", event, file] => (Some((*event).to_owned()), *file),
            _ => return None,
        };
        let deck = file.strip_suffix(".html").filter(|deck| !deck.is_empty())?;
        Some(Self { event, deck: deck.to_owned() })
    }
}

impl SiteSnapshot {
    /// The event whose page lies at a path of the output.
    pub fn event_of_page(path: &str) -> Option<&str> {
        path.strip_prefix("events/")?.strip_suffix("/index.html").filter(|slug| !slug.contains('/'))
    }

    /// All pictures that slides show.
    pub fn pictures(&self) -> BTreeSet<&str> {
        let slides = self.decks.values().flat_map(|deck| &deck.slides);
        slides.flat_map(|slide| &slide.content.pictures).map(String::as_str).collect()
    }
}

impl DeckSnapshot {
    /// Reads the page of a deck; `None` if it is another page. `keep` returns the single copy of a
    /// content.
    pub fn of_page(
        path: &str,
        html: &str,
        keep: &dyn Fn(SlideContent) -> Arc<SlideContent>,
    ) -> Option<Self> {
        let page = deck_text::deck(html, &|address| leads_to(path, address))?;
        let slide = |slide: PageSlide| {
            let PageSlide { id, name, number, source, lines, pictures, drawings } = slide;
            let content = keep(SlideContent { lines, pictures, drawings });
            SlideSnapshot { id, name, number, source, content }
        };
        let title = joined(&page.title);
        Some(Self { title, slides: page.slides.into_iter().map(slide).collect() })
    }
}

impl SlideContent {
    /// Its first heading, or else its first text.
    pub fn title(&self) -> Option<String> {
        let mut lines = self.lines.iter().filter(|line| line.kind != LineKind::Property);
        let heading = self.lines.iter().find(|line| line.kind == LineKind::Heading);
        let line = heading.or_else(|| lines.find(|line| line.kind != LineKind::Note))?;
        let text = line.text.trim_start_matches(['#', '>', '-', ' ']);
        let text = if text.is_empty() { line.text.as_str() } else { text };
        let text = text.replace("**", "").replace('`', "");
        let text = text.trim_matches(['*', ' ']);
        let mut title: String = text.chars().take(LONGEST_TITLE).collect();
        if title.len() < text.len() {
            title.push('…');
        }
        Some(title)
    }
}

impl SlideSnapshot {
    /// Its name for readers.
    pub fn title(&self) -> String {
        self.content.title().unwrap_or_else(|| format!("#{}", self.id))
    }
}

/// The target of an address on a page, as a text that is the same on each page of each build.
fn leads_to(page: &str, address: &str) -> String {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if address.starts_with("data:") {
        return shortened(address);
    }
    if has_scheme || address.starts_with(['#', '/', '?']) || address.is_empty() {
        return address.to_owned();
    }
    let (path, rest) = address.split_at(address.find(['#', '?']).unwrap_or(address.len()));
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(found) = ProjectPath::resolve(folder, &percent_decoded(path)) else {
        return address.to_owned();
    };
    let own = page.strip_suffix(".html").unwrap_or(page);
    let is_own = [format!("{own}.html"), format!("{own}.yml.html")].contains(&found.to_string());
    let place = if is_own { "this deck".to_owned() } else { without_fingerprint(found.as_str()) };
    format!("{place}{rest}")
}

/// An embedded file (`data:`): its beginning and its length.
fn shortened(address: &str) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let kind = address.split([',', ';']).next().unwrap_or_default();
    let kind: String = kind.chars().take(LONGEST_TITLE).collect();
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    format!("{kind},{:016x}", hasher.finish())
}

/// `assets/a-0123456789.css` as `assets/a.css`.
fn without_fingerprint(path: &str) -> String {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let parts = path.strip_prefix("assets/").and_then(|name| name.rsplit_once('.'));
    let split = parts.and_then(|(stem, end)| Some((stem.rsplit_once('-')?, end)));
    match split {
        Some(((stem, mark), end)) if mark.len() == FINGERPRINT && mark.bytes().all(is_digit) => {
            format!("assets/{stem}.{end}")
        }
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DeckAddress, leads_to};

    #[test]
    fn addresses_mean_the_same_on_each_page() {
        for (page, address, expected) in [
            ("a.html", "images/x%20y.png", "images/x y.png"),
            ("events/p/a.html", "../../images/x.png#b", "images/x.png#b"),
            ("events/p/a.html", "a.yml.html#5", "this deck#5"),
            ("a.html", "assets/icon-4717b92a79.svg", "assets/icon.svg"),
            ("a.html", "assets/icon-4717b92a7z.svg", "assets/icon-4717b92a7z.svg"),
            ("a.html", "https://example.org/a.html", "https://example.org/a.html"),
            ("a.html", "#toc-b", "#toc-b"),
            ("a.html", "../../x", "../../x"),
        ] {
            assert_eq!(leads_to(page, address), expected, "{page} {address}");
        }
        assert!(leads_to("a.html", &format!("data:image/png,{}", "a".repeat(9000))).len() < 60);
    }

    #[test]
    fn decks_have_their_pages_at_two_places() {
        let name = |path| DeckAddress::of_page(path).map(|address| address.to_string());
        assert_eq!(name("a.html").as_deref(), Some("a"));
        assert_eq!(name("events/p/a.html").as_deref(), Some("p/a"));
        assert_eq!(name("speakers/a.html"), None);
        assert_eq!(name("a.css"), None);
    }
}
