//! The feed of all events.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::calendar::{host, location_in};
use super::context::{About, PageContext, PageFrame};
use super::open_graph::OpenGraph;
use super::text::{prose, short};
use super::{PageKind, RenderedPage};
use crate::event::{Event, dates, groups};
use crate::model::Extent;
use crate::path::{percent_encoded, uri};
use crate::render;
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site if outline.has_dates() => vec![Route::Feed],
        Extent::Site | Extent::Event => Vec::new(),
    },
    asks: |site, _| site.outline(),
    make: |asked, route| {
        let context = asked.context();
        RenderedPage::text(route, context.render("feed.atom", &feed(context)))
    },
};

/// The feed lists an event this many days before it begins, unless its entry says when it was
/// announced: no other source is available, and the clock must not be used.
const NEWS: i32 = 90;

#[derive(Serialize)]
struct FeedPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    id: String,
    /// The address of the feed itself; empty when the site has no URL.
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
    /// What it is, when, where and by whom, in the language of the site, and the beginning of its abstract.
    summary: String,
    facts: Vec<String>,
    /// The abstract as HTML; may be empty.
    abstract_html: String,
}

fn feed(context: PageContext<'_>) -> FeedPage<'_> {
    let groups = groups(&context.workshops().events, context.outline.today);
    let coming = groups.coming.iter().rev();
    let events: Vec<_> = coming.chain(&groups.past).copied().collect();
    let entries: Vec<_> = events.iter().map(|event| feed_entry(context, event)).collect();
    let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_default();
    let address = context.address(&Route::Feed);
    let title = context.title();
    FeedPage {
        frame: context.frame(About {
            route: &Route::Feed,
            title: title.to_owned(),
            description: context.settings().description.clone(),
            language: context.language(),
            public: OpenGraph::default(),
            top: None,
        }),
        id: if address.is_empty() { urn(context, "feed") } else { address.clone() },
        address,
        updated,
        entries,
    }
}

fn urn(context: PageContext<'_>, name: &str) -> String {
    uri(&format!("tag:{},2000:{}", host(context), percent_encoded(name)))
}

fn feed_entry(context: PageContext<'_>, event: &Event) -> FeedEntry {
    let language = context.language_of(event);
    let of_site = context.words(context.language());
    let shown = context.entry(event, &Route::Feed, context.language());
    let page = context.outline.page_of(event);
    let address = context.address(&page);
    let news = format!("{}T00:00:00Z", news(event, context.outline.today));
    let hours = event.when.hours.map(|hours| dates::hours(hours.start, hours.end, &of_site));
    let names: Vec<&str> = shown.speakers.iter().map(|person| &*person.name).collect();
    let mut facts = vec![
        shown.kind_text.clone(),
        [Some(shown.dates.clone()), hours].into_iter().flatten().collect::<Vec<_>>().join(", "),
        shown.status_text.clone(),
        shown.host.clone(),
        location_in(event, &of_site),
        names.join(", "),
    ];
    facts.retain(|fact| !fact.is_empty());
    let text = Event::text(event.summary.as_ref());
    let about = Some(short(&render::plain(text))).filter(|about| !about.is_empty());
    let top = context.address(&Route::Index);
    FeedEntry {
        id: urn(context, &event.slug),
        title: shown.title,
        href: if address.is_empty() { uri(&page.url_from(&Route::Feed)) } else { address },
        published: news.clone(),
        updated: news,
        language: language.to_owned(),
        authors: shown.speakers.into_iter().map(|person| person.name).collect(),
        summary: facts.iter().cloned().chain(about).collect::<Vec<_>>().join(" · "),
        facts,
        abstract_html: prose(text, (&top, &context.settings().url)),
    }
}

/// The day on which an event becomes news, if possible not after the day of the build: readers hide
/// entries from the future, or keep them on top.
///
/// Until that day, the entry is dated earlier by multiples of this period. The day of the build
/// would change with each build, and make the same entry new each time.
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
