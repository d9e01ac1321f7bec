//! The pages of decks: the site's own, and those in slide sets of events.

use std::sync::Arc;

use serde::Serialize;

use super::backgrounds;
use super::brand_view::{BrandView, Sheet};
use super::context::{PageContext, or};
use super::deck_files::{DeckFiles, files, own_links};
use super::deck_page::DeckPage;
use super::notes::SpeakerNotes;
use super::open_graph::OpenGraph;
use super::page::{PageBody, generated};
use super::social_card;
use super::{GENERATOR, PageInput, PageKind, RenderedPage, SiteParts, event_in, place_of_deck};
use crate::diag::{Diagnostic, SizeProblem, Warned};
use crate::manifest::{Navigation, StepNumbers};
use crate::memo::Shared;
use crate::model::{Outline, SiteDeck};
use crate::routes::{PageFolder, Route};
use crate::span::Span;
use crate::theme::{Assets, LARGEST_PAGE};

pub(super) const KIND: PageKind = PageKind { routes, asks, make };

/// Placeholder for the slides while the template is rendered, so that megabytes of HTML are not
/// copied through it. It is a noncharacter, so no text contains it.
const SLIDES: &str = "\u{fdd2}slides\u{fdd2}";

#[derive(Serialize)]
struct DeckView<'a> {
    deck: DeckHead<'a>,
    slides_html: &'a str,
    assets: Assets,
    brand: BrandView,
    site: SiteHead<'a>,
    generator: &'a str,
}

#[derive(Serialize)]
struct DeckHead<'a> {
    name: &'a str,
    title: String,
    description: &'a str,
    language: &'a str,
    ratio: &'a str,
    number_prefix: &'a str,
    /// `number-format`, when it is given.
    number_format: Option<&'a str>,
    counts_steps: bool,
    /// The gestures that move, when they are not the usual ones.
    navigation: Option<String>,
    total: u32,
    slide_count: usize,
    theme_css: String,
    background_css: &'a str,
    #[serde(flatten)]
    public: OpenGraph,
}

#[derive(Serialize)]
struct SiteHead<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    index: String,
    /// Whether search engines must not list the page.
    is_preview: bool,
}

/// The decks of the site and of events. A deck that is the front page of its event also has the
/// event's address.
fn routes(outline: &Outline) -> Vec<Route> {
    let own = outline.decks.iter().map(|name| Route::deck(&PageFolder::Top, name));
    let events = outline.slide_sets.iter().filter_map(|(slug, decks)| {
        let event = outline.event(slug)?;
        let folder = outline.folder_of(event);
        let front = outline.front_deck(event).map(|_| Route::Event(folder.clone()));
        let pages = decks.iter().map(move |name| Route::deck(&folder, name));
        Some(front.into_iter().chain(pages))
    });
    own.chain(events.flatten()).collect()
}

/// The folder and the name of the deck that a route shows.
pub(super) fn deck_of<'a>(
    outline: &'a Outline,
    route: &'a Route,
) -> Option<(&'a PageFolder, &'a str)> {
    match route {
        Route::Deck(folder, name) => Some((folder, name)),
        Route::Event(folder) => Some((folder, outline.front_deck(event_in(outline, folder)?)?)),
        _ => None,
    }
}

fn asks(site: &SiteParts<'_>, route: &Route) -> PageInput {
    let Some((folder, name)) = deck_of(&site.model.outline, route) else { return site.outline() };
    let (decks, theme) = site.decks_at(folder);
    let Some(deck) = decks.iter().find(|deck| *deck.summary.name == *name) else {
        return site.outline();
    };
    let event = event_in(&site.model.outline, folder);
    let is_of_event = event.is_some();
    let event = event.map(|event| &**event);
    let elsewhere = deck.files.iter().filter(|file| is_of_event || file.is_absolute);
    let elsewhere = elsewhere.filter(|file| file.is_elsewhere());
    PageInput {
        theme: theme.clone(),
        brand: site.themes.brand_of_deck(event, name).clone(),
        elsewhere: elsewhere.map(|file| file.is_known(site.known)).collect(),
        deck: Some(Shared::from(Arc::clone(deck))),
        ..site.outline()
    }
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let Some(((folder, _), deck)) = deck_of(context.outline, route).zip(asked.deck.as_ref()) else {
        return RenderedPage::default();
    };
    let event = event_in(context.outline, folder);
    let mut page = RenderedPage::default();
    let DeckFiles { links, claims } = match event {
        Some(_) => files(asked, folder, deck),
        // The site's own decks refer to files at their real paths.
        None => DeckFiles { links: own_links(asked, deck), ..DeckFiles::default() },
    };
    page.claims.extend(claims.into_iter().map(|claim| claim.map(PageBody::File)));
    let public = match event {
        // The public address of an event's front page is that of the event.
        Some(event) => {
            let front = Route::Event(folder.clone());
            let is_front = context.outline.front_deck(event) == Some(&*deck.summary.name);
            social_card::of_event(context, event, if is_front { &front } else { route })
        }
        None => social_card::of_deck(context, &deck.summary, route),
    };
    let sheet = backgrounds::sheet(deck, &links, folder);
    let address = sheet.as_ref().map(|sheet| sheet.path.as_str().to_owned()).unwrap_or_default();
    page.claims.extend(sheet.map(|sheet| sheet.map(PageBody::File)));
    let AroundSlides { parts, styles } = match around(context, deck, folder, (&address, &public)) {
        Ok(found) => found,
        Err(mut diagnostics) => {
            page.diagnostics.append(&mut diagnostics);
            return page;
        }
    };
    let card = parts.iter().find_map(|part| public.shown_by(part));
    page.claims.extend(card.map(|card| card.map(PageBody::File)));
    let body = DeckPage {
        around: parts.into(),
        deck: deck.clone(),
        sources: context.outline.sources,
        notes: SpeakerNotes::Shown,
        styles: styles.into(),
        links: Arc::new(links),
    };
    let place = place_of_deck(context.outline, folder, &deck.summary);
    page.claims.push(generated(route, PageBody::Deck(body)));
    page.asked_at(&place)
}

/// The names of the gestures that move; `None` for the usual ones.
fn gestures(navigation: Navigation) -> Option<String> {
    let Navigation { scroll, touch, click } = navigation;
    let names = [(scroll, "scroll"), (touch, "touch"), (click, "click")];
    let names: Vec<_> =
        names.into_iter().filter_map(|(is_on, name)| is_on.then_some(name)).collect();
    (navigation != Navigation::default()).then(|| names.join(" "))
}

/// The parts of a page around the slides.
struct AroundSlides {
    /// The text before, between and after the places where the template shows the slides.
    parts: Vec<String>,
    /// The addresses of the style sheets.
    styles: Vec<String>,
}

/// Renders the template of a deck. The sheet for its backgrounds has an address from the top.
fn around(
    context: PageContext<'_>,
    deck: &SiteDeck,
    folder: &PageFolder,
    (backgrounds, public): (&str, &OpenGraph),
) -> Result<AroundSlides, Vec<Diagnostic>> {
    let (manifest, templates) = (&deck.plan.manifest, &context.theme.templates);
    let top = folder.to_top();
    let below = |address: &str| match address {
        "" => String::new(),
        address => format!("{top}{address}"),
    };
    let theme = manifest.text("theme");
    let backgrounds = below(backgrounds);
    let settings = context.settings();
    let view = DeckView {
        deck: DeckHead {
            name: &deck.deck.name,
            title: deck.summary.title.clone(),
            description: &deck.summary.description,
            language: or(manifest.text("language"), "en"),
            ratio: or(manifest.text("ratio"), "16:9"),
            number_prefix: manifest.text("slidenumberprefix"),
            number_format: manifest.given("number-format"),
            counts_steps: manifest.step_numbers == StepNumbers::Own,
            navigation: gestures(manifest.navigation),
            total: deck.deck.total,
            slide_count: deck.deck.slides.len(),
            theme_css: context.theme.named.get(theme).map(|css| below(css)).unwrap_or_default(),
            background_css: &backgrounds,
            public: public.clone(),
        },
        slides_html: SLIDES,
        assets: context.assets(top),
        brand: context.brand_view(top, Sheet::Deck),
        site: SiteHead {
            title: context.title(),
            description: &settings.description,
            language: context.language(),
            // Relative to the folder, for an event as well.
            index: Route::Index.url_below(""),
            is_preview: context.outline.is_preview(),
        },
        generator: GENERATOR,
    };
    let Warned { output, mut diagnostics } = templates.render("deck.html", &view);
    let Some(html) = output else { return Err(diagnostics) };
    let parts: Vec<String> = html.split(SLIDES).map(str::to_owned).collect();
    if parts.len() < 2 {
        let message = "it does not show `{{ slides_html | safe }}`".to_owned();
        diagnostics.push(templates.broken("deck.html", message));
    }
    let slides: usize = deck.deck.slides.iter().map(|slide| slide.rendered.html.len()).sum();
    if slides.saturating_mul(parts.len().saturating_sub(1)) > LARGEST_PAGE {
        let problem =
            SizeProblem::PageSize { name: deck.deck.name.clone(), limit: LARGEST_PAGE >> 20 };
        diagnostics.push(Diagnostic::new(problem, Span::start_of(manifest.path.clone())));
    }
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let mut styles: Vec<String> =
        context.theme.styles(theme).iter().map(|style| below(style)).collect();
    styles.extend(Some(below(&context.brand.deck_css)).filter(|css| !css.is_empty()));
    // A custom template may leave it out: the script then paints the backgrounds.
    let is_linked = parts.iter().any(|part| part.contains(&backgrounds));
    styles.extend(Some(backgrounds).filter(|css| !css.is_empty() && is_linked));
    Ok(AroundSlides { parts, styles })
}
