//! The pages of decks: the site's own, and those in slide sets of events.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::backgrounds;
use super::brand_view::{BrandView, Sheet};
use super::context::{PageContext, SearchLinks, or};
use super::deck_files::{DeckFiles, files, own_links};
use super::deck_page::DeckPage;
use super::entry::EventEntry;
use super::layout_sheet;
use super::notes::SpeakerNotes;
use super::open_graph::OpenGraph;
use super::page::{PageBody, generated};
use super::slots;
use super::social_card;
use super::{GENERATOR, PageInput, PageKind, RenderedPage, SiteParts, event_in, place_of_deck};
use crate::deck::Anchors;
use crate::diag::{Diagnostic, SizeProblem, Warned};
use crate::event::dates;
use crate::manifest::{Navigation, StepNumbers};
use crate::memo::Shared;
use crate::model::{Outline, SiteChapter, SiteDeck};
use crate::output::Claim;
use crate::routes::{PageFolder, Route};
use crate::span::Span;
use crate::theme::{Assets, LARGEST_PAGE, Styles};

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
    page: DeckPlace<'a>,
    /// The event whose deck it is.
    event: Option<EventEntry>,
    generator: &'a str,
}

/// The variables of slots on every page.
#[derive(Serialize)]
struct DeckPlace<'a> {
    title: String,
    language: &'a str,
    root: String,
    today: String,
}

#[derive(Serialize)]
struct DeckHead<'a> {
    name: &'a str,
    title: String,
    description: &'a str,
    language: &'a str,
    ratio: &'a str,
    number_prefix: &'a str,
    /// `number-format`, if set.
    number_format: Option<&'a str>,
    counts_steps: bool,
    /// The gestures that move, when they are not the usual ones.
    navigation: Option<String>,
    /// The level in words; may be empty.
    level: &'a str,
    /// Its date as its language writes it; may be empty.
    date: String,
    running_header: &'a str,
    section_links: bool,
    /// The address of the page about it; empty on a site that is one deck.
    about: String,
    /// The text of the link to it.
    about_text: String,
    total: u32,
    slide_count: usize,
    theme_css: String,
    background_css: &'a str,
    /// The address of the style sheet of its language.
    language_css: String,
    /// The texts of scripts, as JSON; empty in English.
    words_json: String,
    /// The address of the style sheet with the layouts of its slides.
    layouts_css: &'a str,
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
    #[serde(flatten)]
    search: SearchLinks,
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
    let chapters = outline.chapters.iter();
    let chapters = chapters.map(|chapter| Route::deck(&chapter.page_folder(), &chapter.name));
    own.chain(events.flatten()).chain(chapters).collect()
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
    let is_below = *folder != PageFolder::Top || event.is_some();
    let event = event.map(|event| &**event);
    let elsewhere = deck.files.iter().filter(|file| is_below || file.is_absolute);
    let elsewhere = elsewhere.filter(|file| file.is_elsewhere());
    PageInput {
        theme: theme.clone(),
        brand: site.themes.brand_of_deck(event, home(&site.model.outline, folder, name)).clone(),
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
    let DeckFiles { mut links, claims } = match (event, folder) {
        // The site's own decks refer to files at their real paths.
        (None, PageFolder::Top) => {
            DeckFiles { links: own_links(asked, deck), ..DeckFiles::default() }
        }
        _ => files(asked, folder, deck),
    };
    let chapter = context.outline.chapter(folder, &deck.summary.name);
    links.extend(chapter.into_iter().flat_map(|chapter| links_home(deck, chapter, route)));
    page.claims.extend(claims.into_iter().map(|claim| claim.map(PageBody::File)));
    let public = match event {
        // The public address of an event's front page is that of the event.
        Some(event) => {
            let front = Route::Event(folder.clone());
            let is_front = context.outline.front_deck(event) == Some(&*deck.summary.name);
            social_card::of_event(context, event, if is_front { &front } else { route })
        }
        // Drawing a picture for each of hundreds of chapters would take long.
        None if chapter.is_some() => social_card::of_site(context, route),
        None => social_card::of_deck(context, &deck.summary, route),
    };
    let mut put = |sheet: Option<Claim>| {
        let address = sheet.as_ref().map(|sheet| sheet.path.as_str().to_owned());
        page.claims.extend(sheet.map(|sheet| sheet.map(PageBody::File)));
        address.unwrap_or_default()
    };
    let sheets = OwnSheets {
        backgrounds: below(folder, &put(backgrounds::sheet(deck, &links, folder))),
        layouts: below(folder, &put(layout_sheet::sheet(deck, &context.theme.layouts))),
    };
    let entry = event.map(|event| context.entry(event, route, context.language_of(event)));
    let view = view(context, deck, folder, (&sheets, &public), entry);
    let made = around(context, deck, folder, &view)
        .and_then(|around| Ok((around, slots::on_slides(context, deck, &view)?)));
    let (AroundSlides { parts, styles }, slots) = match made {
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
        slots: slots.into(),
    };
    let place = place_of_deck(context.outline, folder, &deck.summary);
    page.claims.push(generated(route, PageBody::Deck(body)));
    page.asked_at(&place)
}

/// The deck whose name selects the brand: for a chapter, its home deck.
fn home<'a>(outline: &'a Outline, folder: &PageFolder, name: &'a str) -> &'a str {
    outline.chapter(folder, name).map_or(name, |chapter| &chapter.home)
}

/// The addresses of slides to which a chapter refers but which it does not contain: they are in its
/// home deck. Numbers always count there.
fn links_home(deck: &SiteDeck, chapter: &SiteChapter, page: &Route) -> BTreeMap<String, String> {
    let home = Route::deck(&PageFolder::Top, &chapter.home).url_from(page);
    let own = Anchors::of(&deck.deck.slides, deck.deck.total);
    let is_number = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let names = deck.deck.slides.iter().flat_map(|slide| &slide.rendered.anchors);
    let names = names.map(|(name, _)| name).filter(|name| is_number(name) || !own.has(name));
    names.map(|name| (format!("#{name}"), format!("{home}#{name}"))).collect()
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

/// The addresses of the style sheets of a deck alone, seen from its page; empty without.
struct OwnSheets {
    backgrounds: String,
    layouts: String,
}

/// The template variables of a deck, without its style sheets.
fn head<'a>(deck: &'a SiteDeck, public: &OpenGraph) -> DeckHead<'a> {
    let manifest = &deck.plan.manifest;
    DeckHead {
        name: &deck.deck.name,
        title: deck.summary.title.clone(),
        description: &deck.summary.description,
        language: or(manifest.text("language"), "en"),
        ratio: or(manifest.text("ratio"), "16:9"),
        number_prefix: manifest.text("slidenumberprefix"),
        number_format: manifest.given("number-format"),
        counts_steps: manifest.step_numbers == StepNumbers::Own,
        navigation: gestures(manifest.navigation),
        level: manifest.level.map_or("", |level| deck.plan.words.level_name(level)),
        date: String::new(),
        running_header: manifest.text("running-header").trim(),
        section_links: manifest.rhythm.has_links,
        about: String::new(),
        about_text: String::new(),
        total: deck.deck.total,
        slide_count: deck.deck.slides.len(),
        theme_css: String::new(),
        background_css: "",
        layouts_css: "",
        language_css: String::new(),
        words_json: String::new(),
        public: public.clone(),
    }
}

/// An address from the top of the site, seen from a page in a folder.
fn below(folder: &PageFolder, address: &str) -> String {
    if address.is_empty() { String::new() } else { format!("{}{address}", folder.to_top()) }
}

/// The template variables of a deck, with the addresses of the sheets for its backgrounds and
/// layouts.
fn view<'a>(
    context: PageContext<'a>,
    deck: &'a SiteDeck,
    folder: &PageFolder,
    (sheets, public): (&'a OwnSheets, &OpenGraph),
    event: Option<EventEntry>,
) -> DeckView<'a> {
    let manifest = &deck.plan.manifest;
    let top = folder.to_top();
    let top = top.as_str();
    let theme = context.theme.of_deck(manifest.text("theme"));
    let css = |address: &str| below(folder, address);
    let language = or(manifest.text("language"), "en");
    let words = context.words(language);
    let date = deck.summary.date;
    DeckView {
        deck: DeckHead {
            theme_css: css(&theme.deck_css),
            background_css: &sheets.backgrounds,
            layouts_css: &sheets.layouts,
            language_css: css(context.theme.language_css(language)),
            words_json: words.script_json.clone(),
            date: date.map(|day| dates::range(day, day, &words)).unwrap_or_default(),
            about: if context.outline.leads_to_decks() {
                // Relative to the folder, for the front page of an event as well.
                Route::about_deck(&PageFolder::Top, &deck.summary.name).url_below("")
            } else {
                String::new()
            },
            about_text: match folder {
                PageFolder::Chapters(_) => words.used_in.to_string(),
                PageFolder::Top | PageFolder::Event(_) => words.about_deck.to_string(),
            },
            ..head(deck, public)
        },
        slides_html: SLIDES,
        assets: context.assets_of_decks(top),
        brand: context.brand_view(top, Sheet::Deck),
        site: SiteHead {
            title: context.title(),
            description: &context.settings().description,
            language: context.language(),
            // Relative to the folder, for an event as well.
            index: match folder {
                PageFolder::Chapters(_) => Route::Index.url_below(top),
                PageFolder::Top | PageFolder::Event(_) => Route::Index.url_below(""),
            },
            is_preview: context.outline.is_kept_from_robots(&Route::Event(folder.clone())),
            search: context.search_links(top),
        },
        page: DeckPlace {
            title: deck.summary.title.clone(),
            language,
            root: top.to_owned(),
            today: context.outline.today.to_string(),
        },
        event,
        generator: GENERATOR,
    }
}

/// Renders the template of a deck.
fn around(
    context: PageContext<'_>,
    deck: &SiteDeck,
    folder: &PageFolder,
    view: &DeckView<'_>,
) -> Result<AroundSlides, Vec<Diagnostic>> {
    let manifest = &deck.plan.manifest;
    let templates = &context.theme.of_deck(manifest.text("theme")).templates;
    let backgrounds = view.deck.background_css;
    let Warned { output, mut diagnostics } = templates.render("deck.html", view);
    let Some(html) = output else { return Err(diagnostics) };
    let parts: Vec<String> = html.split(SLIDES).map(str::to_owned).collect();
    diagnostics.extend(faults(context, deck, parts.len()));
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    // A custom template may leave them out: a script then paints the backgrounds.
    let is_linked =
        |sheet: &str| !sheet.is_empty() && parts.iter().any(|part| part.contains(sheet));
    let language = or(manifest.text("language"), "en");
    let layouts = view.deck.layouts_css;
    let Styles { first, then } = context.theme.styles(manifest.text("theme"), language);
    let shared = |styles: Vec<&String>| {
        styles.into_iter().map(|style| below(folder, style)).collect::<Vec<_>>()
    };
    let mut styles = shared(first);
    styles.extend(Some(layouts).filter(|css| is_linked(css)).map(str::to_owned));
    styles.extend(shared(then));
    let brand = below(folder, &context.brand.deck_css);
    styles.extend(Some(brand).filter(|css| !css.is_empty()));
    styles.extend(Some(backgrounds).filter(|css| is_linked(css)).map(str::to_owned));
    Ok(AroundSlides { parts, styles })
}

/// The problem of a page with this many parts around its slides.
fn faults(context: PageContext<'_>, deck: &SiteDeck, n_parts: usize) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if n_parts < 2 {
        let message = "it does not show `{{ slides_html | safe }}`".to_owned();
        diagnostics.push(context.theme.templates.broken("deck.html", message));
    }
    let slides: usize = deck.deck.slides.iter().map(|slide| slide.rendered.html.len()).sum();
    if slides.saturating_mul(n_parts.saturating_sub(1)) > LARGEST_PAGE {
        let problem =
            SizeProblem::PageSize { name: deck.deck.name.clone(), limit: LARGEST_PAGE >> 20 };
        let manifest = deck.plan.manifest.path.clone();
        diagnostics.push(Diagnostic::new(problem, Span::start_of(manifest)));
    }
    diagnostics
}
