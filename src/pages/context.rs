//! What all templates see but that of decks: the frame of a page.

use serde::Serialize;

use super::open_graph::OpenGraph;
use super::words::{self, PageWords};
use super::{GENERATOR, PageInput};
use crate::diag::Warned;
use crate::event::{Settings, Workshops};
use crate::model::{Extent, Outline};
use crate::path::uri;
use crate::routes::Route;
use crate::theme::{Assets, Theme};

/// What pages look up again and again.
#[derive(Copy, Clone)]
pub(super) struct PageContext<'a> {
    pub(super) outline: &'a Outline,
    pub(super) theme: &'a Theme,
}

/// What every page has.
#[derive(Serialize)]
pub(super) struct PageFrame<'a> {
    site: SiteLinks<'a>,
    page: PageHead,
    assets: Assets,
    words: &'static PageWords,
    generator: &'a str,
}

#[derive(Serialize)]
struct SiteLinks<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    url: String,
    /// Addresses from this page; empty for what there is not.
    index: String,
    past: String,
    calendar: String,
    feed: String,
}

#[derive(Serialize)]
struct PageHead {
    title: String,
    description: String,
    language: String,
    /// `../` as often as this page lies deep.
    root: String,
    #[serde(flatten)]
    public: OpenGraph,
    today: String,
}

/// What is special to one page's frame.
pub(super) struct About<'a> {
    pub(super) route: &'a Route,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: &'a str,
    pub(super) public: OpenGraph,
    /// The way to the top of the site, when it is not that of the route.
    pub(super) top: Option<String>,
}

impl PageInput {
    /// What the page looks up.
    pub(super) fn context(&self) -> PageContext<'_> {
        PageContext { outline: &self.outline, theme: &self.theme }
    }
}

impl<'a> PageContext<'a> {
    /// What the list of events says.
    pub(super) fn workshops(&self) -> &'a Workshops {
        &self.outline.workshops
    }

    /// What it says of the site.
    pub(super) fn settings(&self) -> &'a Settings {
        &self.workshops().settings
    }

    /// The site's name.
    pub(super) fn title(&self) -> &'a str {
        or(&self.settings().title, "Slides")
    }

    /// The language of the site's own pages.
    pub(super) fn language(&self) -> &'a str {
        or(&self.settings().language, "en")
    }

    /// The public address of a page; empty when the site does not know its own.
    pub(super) fn address(&self, route: &Route) -> String {
        route.absolute(&self.settings().url)
    }

    /// Fills a template.
    pub(super) fn render<T: Serialize>(&self, template: &str, page: &T) -> Warned<Option<String>> {
        self.theme.templates.render(template, page)
    }

    /// The frame of a page.
    pub(super) fn frame(&self, about: About<'_>) -> PageFrame<'a> {
        let settings = self.settings();
        let top = about.top.unwrap_or_else(|| about.route.to_top());
        let has_dates = self.outline.extent == Extent::Site && self.outline.has_dates();
        let of_dated = |route: Route| if has_dates { route.url_below(&top) } else { String::new() };
        PageFrame {
            site: SiteLinks {
                title: self.title(),
                description: &settings.description,
                language: self.language(),
                url: uri(&settings.url),
                index: Route::Index.url_below(&top),
                past: of_dated(Route::Past),
                calendar: of_dated(Route::Calendar),
                feed: of_dated(Route::Feed),
            },
            page: PageHead {
                title: about.title,
                description: about.description,
                language: about.language.to_owned(),
                public: about.public,
                today: self.outline.today.to_string(),
                root: top.clone(),
            },
            assets: self.theme.assets.seen_from(&top),
            words: words::of(about.language),
            generator: GENERATOR,
        }
    }
}

/// A text, or another one where it is empty.
pub(super) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
