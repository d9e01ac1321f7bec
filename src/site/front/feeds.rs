//! What programs read: calendars, the feed, the map of the site for search engines.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::views::{About, Frame};
use super::{Book, Public, Put, words};
use crate::event::calendar::{self, Entry};
use crate::event::{Event, groups};
use crate::path::{OutPath, percent_encoded, uri};
use crate::render;
use crate::site::Content;
use crate::site::assets::local_path;

/// The feed counts an event as news from so many days before it on, unless its entry says when it was
/// announced: nothing else tells, and the clock must not.
const NEWS: i32 = 90;

#[derive(Serialize)]
struct FeedPage<'a> {
    #[serde(flatten)]
    frame: Frame<'a>,
    id: String,
    /// The address of the feed itself; empty when the site does not know its own.
    address: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Serialize)]
struct FeedEntry {
    id: String,
    title: String,
    href: String,
    published: String,
    updated: String,
    language: String,
    authors: Vec<String>,
    summary: String,
}

#[derive(Serialize)]
struct Sitemap {
    pages: Vec<String>,
}

pub(super) fn files(book: &Book<'_>, put: &mut Put<'_>) {
    if book.has_dates() {
        put.page("feed.atom", book.render("feed.atom", &feed(book)));
    }
    let url = &book.front.workshops.settings.url;
    if !url.is_empty() {
        let pages = sitemap(book, put);
        put.page("sitemap.xml", book.render("sitemap.xml", &Sitemap { pages }));
        let map = book.address("sitemap.xml");
        let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {map}\n");
        if let Some(path) = OutPath::new("robots.txt") {
            put.unless_there(path, Content::Bytes(robots.into_bytes().into()));
        }
    }
}

pub(super) fn calendars(book: &Book<'_>, put: &mut Put<'_>) {
    let title = book.front.view.title();
    let host = host(book);
    let events = book.front.workshops.events.iter();
    let dated: Vec<_> = events.filter(|event| !event.when.days.is_empty()).collect();
    let entries: Vec<_> = dated.iter().map(|event| entry(book, event)).collect();
    if entries.is_empty() {
        return;
    }
    for (event, entry) in dated.iter().zip(&entries) {
        let path = format!("{}event.ics", book.folder_of(event));
        let text = calendar::calendar(title, &host, std::slice::from_ref(entry));
        put.text(&path, text);
    }
    if book.is_alone() {
        return;
    }
    put.text("workshops.ics", calendar::calendar(title, &host, &entries));
}

/// What makes names unique in the world: the site's host, or its title while it has none.
fn host(book: &Book<'_>) -> String {
    let settings = &book.front.workshops.settings;
    let url = uri(&settings.url);
    let url = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = url.split(['/', ':']).next().unwrap_or_default();
    if !host.is_empty() {
        return host.to_owned();
    }
    let title = book.front.view.title().to_lowercase();
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    format!("{}.invalid", if name.is_empty() { "deckyard" } else { &name })
}

fn entry<'e>(book: &Book<'_>, event: &'e Event) -> Entry<'e> {
    let language = super::event::language(book, event);
    let words = words::of(language);
    let path = book.page_of(event);
    let shown = book.entry(event, &path, language);
    let place = [Event::text(event.place.as_ref()), &shown.city, &shown.country];
    let mut location: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    location.dedup();
    let people: Vec<_> = shown.speakers.iter().map(|person| person.name.as_str()).collect();
    let address = book.address(&path);
    let link = |label: &str, link: Option<&crate::span::Spanned<String>>| {
        let url = Event::text(link);
        let url = match local_path(url) {
            Some(_) => book.address(url),
            None => uri(url),
        };
        if url.is_empty() { String::new() } else { format!("{label}: {url}") }
    };
    let title = |label: &str, text: String| {
        if text.is_empty() { text } else { format!("{label}: {text}") }
    };
    let facts = [
        title(words.held_by, shown.host.clone()),
        title(words.speakers, people.join(", ")),
        link(words.register, event.attend.as_ref()),
        link(words.chat, event.chat.as_ref()),
        if shown.status_text.is_empty() { String::new() } else { shown.status_text.clone() },
    ];
    let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let about = render::plain(Event::text(event.summary.as_ref()));
    let texts = [about.trim().to_owned(), facts.join("\n"), address.clone()];
    let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    Entry { event, location: location.join(", "), description: texts.join("\n\n"), url: address }
}

fn feed<'a>(book: &Book<'a>) -> FeedPage<'a> {
    let groups = groups(&book.front.workshops.events, book.front.today);
    let coming = groups.coming.iter().rev();
    let events: Vec<_> = coming.chain(&groups.past).copied().collect();
    let entries: Vec<_> = events.iter().map(|event| feed_entry(book, event)).collect();
    let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_default();
    let address = book.address("feed.atom");
    let title = book.front.view.title();
    FeedPage {
        frame: book.frame(About {
            path: "feed.atom",
            title: title.to_owned(),
            description: book.front.workshops.settings.description.clone(),
            language: book.language(),
            public: Public::default(),
            root: None,
        }),
        id: if address.is_empty() { urn(book, "feed") } else { address.clone() },
        address,
        updated,
        entries,
    }
}

fn urn(book: &Book<'_>, name: &str) -> String {
    uri(&format!("tag:{},2000:{}", host(book), percent_encoded(name)))
}

fn feed_entry(book: &Book<'_>, event: &Event) -> FeedEntry {
    let language = super::event::language(book, event);
    let shown = book.entry(event, "feed.atom", language);
    let path = book.page_of(event);
    let address = book.address(&path);
    let news = format!("{}T00:00:00Z", news(event, book.front.today));
    let mut facts = vec![shown.dates, shown.host, shown.city, shown.status_text];
    facts.push(super::text::short(&render::plain(Event::text(event.summary.as_ref()))));
    facts.retain(|fact| !fact.is_empty());
    FeedEntry {
        id: urn(book, &event.slug),
        title: shown.title,
        href: if address.is_empty() { uri(&percent_encoded(&path)) } else { address },
        published: news.clone(),
        updated: news,
        language: language.to_owned(),
        authors: shown.speakers.into_iter().map(|person| person.name).collect(),
        summary: facts.join(" · "),
    }
}

/// The day from which on an event is news, never after the day of the build, where there is one: readers
/// hide what comes from the future, or keep it on top.
///
/// While that day is not reached, the entry is dated earlier by as often as it takes. The day of the
/// build would be another one with each build, and the same entry new with each.
fn news(event: &Event, today: Date) -> Date {
    let today = if today == Date::MIN { Date::MAX } else { today };
    let announced = event.announced.as_ref().map(|day| day.value).filter(|day| *day <= today);
    announced.unwrap_or_else(|| {
        let first = event.when.first().unwrap_or_default();
        let left = (first - today).get_days();
        let times =
            if left > NEWS { left.div_euclid(NEWS) + i32::from(left % NEWS > 0) } else { 1 };
        first.checked_sub((times * NEWS).days()).unwrap_or(Date::MIN)
    })
}

/// The pages that search engines should know: those of decks, events and speakers.
fn sitemap(book: &Book<'_>, put: &Put<'_>) -> Vec<String> {
    let mut paths = vec!["index.html".to_owned()];
    if OutPath::new("past.html").is_some_and(|past| put.has(&past)) {
        paths.push("past.html".to_owned());
    }
    paths.extend(book.decks.keys().map(|name| format!("{name}.html")));
    for event in &book.front.workshops.events {
        paths.push(book.page_of(event));
        let (folder, decks) = book.decks_of(event);
        if !folder.is_empty() {
            paths.extend(decks.iter().map(|deck| format!("{folder}{}.html", deck.name)));
        }
    }
    let speakers = book.front.workshops.speakers.iter();
    paths.extend(speakers.map(|speaker| format!("speakers/{}.html", speaker.id.value)));
    paths.iter().map(|path| book.address(path)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};

    use super::news;
    use crate::event::read;
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn dated(entry: &str, today: Date) -> String {
        let text = format!("- {{title: T, {entry}}}\n");
        let read = read(&Source::new(ProjectPath::new("workshops.yml"), &text));
        assert_eq!(read.diagnostics, []);
        news(&read.output.events[0], today).to_string()
    }

    #[test]
    fn an_entry_is_never_dated_after_the_day_of_the_build() {
        let first = date(2027, 10, 1);
        for today in first.series((-1).days()).take(1000) {
            let found: Date = dated("date: 2027-10-01", today).parse().unwrap();
            assert!(found <= today, "{found} {today}");
            assert_eq!((first - found).get_days() % 90, 0);
        }
        assert_eq!(dated("date: 2027-10-01", date(2027, 7, 3)), "2027-07-03");
        assert_eq!(dated("date: 2027-10-01", date(2027, 7, 2)), "2027-04-04");
        assert_eq!(dated("date: 2027-10-01", date(2028, 7, 2)), "2027-07-03");
        assert_eq!(dated("date: 2027-10-01", Date::MIN), "2027-07-03");
    }

    #[test]
    fn an_entry_is_dated_by_what_it_says() {
        let entry = "date: 2027-10-01, announced: 2027-01-05";
        assert_eq!(dated(entry, date(2027, 1, 5)), "2027-01-05");
        assert_eq!(dated(entry, date(2028, 1, 5)), "2027-01-05");
        assert_eq!(dated(entry, date(2027, 1, 3)), "2026-10-06");
    }
}
