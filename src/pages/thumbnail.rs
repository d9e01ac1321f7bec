//! Thumbnails: small pictures of slides, where the site asks for them. Pages refer to them; the command that builds the site
//! has a browser draw them afterwards.

use std::sync::Arc;

use super::context::{PageContext, or};
use crate::manifest::{Manifest, ratio};
use crate::model::{DeckSummary, SiteDeck};
use crate::routes::{PageFolder, Route};

/// The largest width and height of the picture of a slide, in pixels: twice what pages show, for dense screens.
pub const SLIDE_SIZE: (u32, u32) = (320, 180);

/// The same for the cover, the picture of a deck's first slide on cards.
pub const COVER_SIZE: (u32, u32) = (640, 360);

/// A small picture of a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thumbnail {
    /// Its address from the page.
    pub(crate) href: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Whether the slides of a deck have thumbnails. Those of events have none: there are many events, and few differences.
pub(super) fn has_thumbnails(context: PageContext<'_>, folder: &PageFolder) -> bool {
    context.settings().thumbnails && *folder == PageFolder::Top
}

/// The routes of the thumbnails of a deck: that of the cover, then one for each slide.
pub(super) fn routes(deck: &SiteDeck) -> Vec<Route> {
    let numbers = deck.deck.slides.iter().map(|slide| slide.number);
    let has_cover = !deck.deck.slides.is_empty() && !deck.summary.begins_with_section;
    let numbers = has_cover.then_some(0).into_iter().chain(numbers);
    numbers.map(|number| Route::Thumbnail(Arc::clone(&deck.summary.name), number)).collect()
}

/// The thumbnails of a deck as seen from a page.
pub(super) fn seen_from(page: &Route, deck: &SiteDeck) -> Vec<Option<Thumbnail>> {
    let (width, height) = size(&deck.plan.manifest);
    let slides = routes(deck).into_iter().filter(|route| !matches!(route, Route::Thumbnail(_, 0)));
    slides.map(|route| Some(Thumbnail { href: route.url_from(page), width, height })).collect()
}

/// The picture on the card of a deck: its first slide, or else a generated cover. The title slide of a section says
/// nothing about the deck.
pub(super) fn cover(context: PageContext<'_>, deck: &DeckSummary, page: &Route) -> String {
    let is_drawn =
        has_thumbnails(context, &PageFolder::Top) && deck.slides > 0 && !deck.begins_with_section;
    let name = &deck.name;
    let route = if is_drawn { Route::Thumbnail(Arc::clone(name), 0) } else { Route::cover(name) };
    route.url_from(page)
}

/// The size of the picture of a slide.
fn size(manifest: &Manifest) -> (u32, u32) {
    let (width, height) = ratio(or(manifest.text("ratio"), "16:9")).unwrap_or((16, 9));
    let (most_width, most_height) = SLIDE_SIZE;
    if width * most_height > height * most_width {
        (most_width, (most_width * height / width).max(1))
    } else {
        ((most_height * width / height).max(1), most_height)
    }
}
