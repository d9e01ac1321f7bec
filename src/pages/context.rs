//! The page frame, which all templates except that of decks receive.

use std::sync::Arc;

use serde::Serialize;

use super::brand_view::{BrandView, Sheet, branded};
use super::open_graph::OpenGraph;
use super::{GENERATOR, PageInput};
use crate::diag::Warned;
use crate::event::{Settings, Workshops};
use crate::language::{PageWords, Vocabulary};
use crate::model::{Extent, Outline};
use crate::path::uri;
use crate::routes::Route;
use crate::theme::{Assets, Branding, Theme};

/// What pages look up repeatedly.
#[derive(Copy, Clone)]
pub(super) struct PageContext<'a> {
    pub(super) outline: &'a Outline,
    pub(super) theme: &'a Theme,
    pub(super) brand: &'a Branding,
}

/// The data of every page.
#[derive(Serialize)]
pub(super) struct PageFrame<'a> {
    site: SiteLinks<'a>,
    page: PageHead,
    assets: Assets,
    brand: BrandView,
    /// The address of the style sheet of the page's language; may be empty.
    language_css: String,
    words: PageWords,
    generator: &'a str,
}

#[derive(Serialize)]
struct SiteLinks<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    url: String,
    /// Whether search engines must not list the page.
    is_preview: bool,
    /// Addresses from this page; empty for pages that do not exist.
    index: String,
    past: String,
    calendar: String,
    feed: String,
    events: String,
    chapters: String,
    #[serde(flatten)]
    search: SearchLinks,
}

/// Addresses of the search from a page; empty for a site without one.
#[derive(Default, Serialize)]
pub(super) struct SearchLinks {
    /// The search page.
    search: String,
    /// The script that names the files of its index.
    search_index: String,
}

#[derive(Serialize)]
struct PageHead {
    title: String,
    description: String,
    language: String,
    /// One `../` for each folder above this page.
    root: String,
    #[serde(flatten)]
    public: OpenGraph,
    today: String,
}

/// The parts of the frame that differ from page to page.
pub(super) struct About<'a> {
    pub(super) route: &'a Route,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: &'a str,
    pub(super) public: OpenGraph,
    /// The path to the top of the site, if it differs from that of the route.
    pub(super) top: Option<String>,
}

impl PageFrame<'_> {
    /// The frame with words that suit an event.
    pub(super) fn about_event(self, words: PageWords) -> Self {
        Self { words, ..self }
    }
}

impl PageInput {
    /// The outline and theme for lookups.
    pub(super) fn context(&self) -> PageContext<'_> {
        PageContext { outline: &self.outline, theme: &self.theme, brand: &self.brand }
    }
}

impl<'a> PageContext<'a> {
    /// The contents of the list of events.
    pub(super) fn workshops(&self) -> &'a Workshops {
        &self.outline.workshops
    }

    /// The site's settings from that list.
    pub(super) fn settings(&self) -> &'a Settings {
        &self.workshops().settings
    }

    /// The site's name.
    pub(super) fn title(&self) -> &'a str {
        let of_brand = self.workshops().brand.as_ref().and_then(|brand| brand.name.as_ref());
        let of_brand = of_brand.map_or("", |name| &name.value);
        or(&self.settings().title, or(of_brand, &self.outline.default_title))
    }

    /// The language of the site's own pages.
    pub(super) fn language(&self) -> &'a str {
        or(&self.settings().language, "en")
    }

    /// The texts of a language.
    pub(super) fn words(&self, language: &str) -> Arc<Vocabulary> {
        self.outline.languages.of(language)
    }

    /// The words of a language on pages of the site: what they say of its events suits all of them.
    pub(super) fn words_of_site(&self, language: &str) -> PageWords {
        self.words(language).chosen(self.outline.kind, "")
    }

    /// The public address of a page; empty when the site has no URL.
    pub(super) fn address(&self, route: &Route) -> String {
        route.absolute(&self.settings().url)
    }

    /// The brand of a page; `top` is the path from the page to the top of the output.
    pub(super) fn brand_view(&self, top: &str, sheet: Sheet) -> BrandView {
        BrandView::of(self.brand, self.title(), (top, sheet))
    }

    /// The addresses of style sheets and scripts for such a page.
    pub(super) fn assets(&self, top: &str) -> Assets {
        branded(self.theme.assets.seen_from(top), self.brand, top)
    }

    /// The same for the page of a deck.
    pub(super) fn assets_of_decks(&self, top: &str) -> Assets {
        branded(self.theme.assets_of_decks().seen_from(top), self.brand, top)
    }

    /// Fills a template.
    pub(super) fn render<T: Serialize>(&self, template: &str, page: &T) -> Warned<Option<String>> {
        self.theme.templates.render(template, page)
    }

    /// The addresses of the search, for pages for which `top` is the path to the top of the output.
    pub(super) fn search_links(&self, top: &str) -> SearchLinks {
        if !self.outline.has_search() {
            return SearchLinks::default();
        }
        SearchLinks {
            search: Route::Search.url_below(top),
            search_index: Route::SearchIndex.url_below(top),
        }
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
                is_preview: self.outline.is_kept_from_robots(about.route),
                index: Route::Index.url_below(&top),
                past: of_dated(Route::Past),
                calendar: of_dated(Route::Calendar),
                feed: of_dated(Route::Feed),
                events: if self.outline.has_all_events {
                    Route::AllEvents.url_below(&top)
                } else {
                    String::new()
                },
                chapters: if self.outline.chapters.is_empty() {
                    String::new()
                } else {
                    Route::Chapters.url_below(&top)
                },
                search: self.search_links(&top),
            },
            page: PageHead {
                title: about.title,
                description: about.description,
                language: about.language.to_owned(),
                public: about.public,
                today: self.outline.today.to_string(),
                root: top.clone(),
            },
            assets: self.assets(&top),
            brand: self.brand_view(&top, Sheet::Page),
            language_css: match self.theme.page_language_css(about.language) {
                "" => String::new(),
                sheet => format!("{top}{sheet}"),
            },
            words: self.words_of_site(about.language),
            generator: GENERATOR,
        }
    }
}

/// The text, or the fallback if it is empty.
pub(super) fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
