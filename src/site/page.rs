//! The pages: the views that templates see, and the markup of slides.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::assets::Assets;
use super::front::Public;
use super::front::words::{self, Words};
use super::session::Entry;
use super::templates::{LARGEST_PAGE, Templates};
use super::{Config, Site, Sources, markup};
use crate::deck::{Deck, Plan, Slide};
use crate::diag::{Diagnostic, Problem, Warned};
use crate::event::Settings;
use crate::manifest::Notes;
use crate::path::percent_encoded;
use crate::render;
use crate::span::Span;

/// The name and version that pages carry.
pub(super) const GENERATOR: &str = concat!("Deckyard ", env!("CARGO_PKG_VERSION"));

/// Stands for the slides while the template is filled, so that megabytes of HTML are not
/// copied through it. No character, so no text can hold it.
const SLIDES: &str = "\u{fdd2}slides\u{fdd2}";

/// What all pages of a site share.
#[derive(Copy, Clone)]
pub(super) struct SiteView<'a> {
    pub(super) config: &'a Config,
    pub(super) settings: &'a Settings,
    pub(super) assets: &'a Assets,
    /// The addresses of the themes, by name.
    pub(super) themes: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct DeckView<'a> {
    deck: DeckHead<'a>,
    slides_html: &'a str,
    assets: &'a Assets,
    site: SiteHead<'a>,
    generator: &'a str,
}

#[derive(Serialize)]
struct DeckHead<'a> {
    name: &'a str,
    title: String,
    description: String,
    language: &'a str,
    ratio: &'a str,
    number_prefix: &'a str,
    total: u32,
    slide_count: usize,
    theme_css: &'a str,
    background_css: &'a str,
    #[serde(flatten)]
    public: &'a Public,
}

#[derive(Serialize)]
struct SiteHead<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    index: &'a str,
}

#[derive(Serialize)]
struct RedirectPage<'a> {
    href: &'a str,
    title: &'a str,
    language: &'a str,
    words: &'static Words,
    assets: Assets,
}

/// Whether a page has the speaker notes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum SpeakerNotes {
    /// Each slide is followed by its own.
    Shown,
    /// The page is made without them.
    LeftOut,
}

/// The page of a deck: the template around its slides, which are written when they are wanted.
#[derive(Clone, Debug)]
pub struct DeckPage {
    /// What the template has before, between and after the places where it shows the slides.
    pub(super) around: Vec<String>,
    pub(super) entry: Arc<Entry>,
    pub(super) sources: Sources,
    pub(super) notes: SpeakerNotes,
    /// The addresses of its style sheets, in the order in which they count.
    pub(super) styles: Vec<String>,
    /// Addresses on slides that are others on this page.
    pub(super) links: BTreeMap<String, String>,
}

impl DeckPage {
    /// The page for those who follow a presentation: it does not say where slides were written,
    /// has no private notes, and others only when they are to be shown.
    #[must_use]
    pub fn for_audience(&self, notes: SpeakerNotes) -> Self {
        let notes = match self.entry.plan.manifest.notes {
            Notes::Public => notes,
            Notes::Private | Notes::ForPresenter => SpeakerNotes::LeftOut,
        };
        Self { sources: Sources::Hidden, notes, ..self.clone() }
    }

    /// Whether it has the speaker notes.
    pub fn notes(&self) -> SpeakerNotes {
        self.notes
    }

    /// The deck's title, on one line.
    pub fn title(&self) -> String {
        title(&self.entry.plan)
    }

    /// Whether it has the style sheet at an address, from the top of the site.
    pub fn has_style(&self, sheet: &str) -> bool {
        self.styles.iter().any(|style| style.trim_start_matches("../") == sheet)
    }

    /// The whole page.
    pub fn html(&self) -> String {
        let slides = &self.entry.deck.slides;
        let length: usize = slides.iter().map(|slide| slide.rendered.html.len() + 512).sum();
        let mut parts = self.around.iter();
        let mut out =
            String::with_capacity(self.around.iter().map(String::len).sum::<usize>() + length);
        out.extend(parts.next().map(String::as_str));
        for part in parts {
            for index in 0..slides.len() {
                self.section(&mut out, index);
            }
            out.push_str(part);
        }
        out
    }

    /// Where a slide was written, by its address: `k8s/rollout.md:42`, from `slides/`.
    pub fn source_of(&self, id: &str) -> Option<String> {
        let index = self.entry.deck.slides.iter().position(|slide| &*slide.id == id)?;
        let slide = self.entry.deck.slides.get(index)?;
        Some(markup::place(&slide.place, self.entry.lines.get(index).copied().unwrap_or(1)))
    }

    /// Whether a slide mentions any file.
    pub(super) fn is_linked(&self, index: usize) -> bool {
        let is_linked = |slide: &Slide| {
            let rendered = &slide.rendered;
            let has_files = !rendered.files.is_empty() || !rendered.notes_files.is_empty();
            has_files || !slide.background.is_empty()
        };
        self.entry.deck.slides.get(index).is_some_and(is_linked)
    }

    /// One slide.
    pub(super) fn section(&self, out: &mut String, index: usize) {
        let Some(slide) = self.entry.deck.slides.get(index) else { return };
        let line = self.entry.lines.get(index).copied().unwrap_or(1);
        let Entry { plan, sizes, .. } = &*self.entry;
        let (sources, notes, links) = (self.sources, self.notes, &self.links);
        let frame = markup::Frame { sources, notes, repository: &plan.repository, sizes, links };
        markup::section(out, frame, slide, line);
    }
}

/// The page of a deck, whose backgrounds are in a style sheet of their own at an address.
pub(super) fn deck(
    view: &SiteView<'_>,
    templates: &Templates<'_>,
    entry: &Arc<Entry>,
    public: &Public,
    backgrounds: &str,
) -> Warned<Option<DeckPage>> {
    let (deck, manifest) = (&entry.deck, &entry.plan.manifest);
    let page = DeckView {
        deck: DeckHead {
            name: &deck.name,
            title: title(&entry.plan),
            description: render::without_markup(manifest.text("description")),
            language: or(manifest.text("language"), "en"),
            ratio: or(manifest.text("ratio"), "16:9"),
            number_prefix: manifest.text("slidenumberprefix"),
            total: deck.total,
            slide_count: deck.slides.len(),
            theme_css: view.themes.get(manifest.text("theme")).map_or("", String::as_str),
            background_css: backgrounds,
            public,
        },
        slides_html: SLIDES,
        assets: view.assets,
        site: view.head("index.html"),
        generator: GENERATOR,
    };
    let Warned { output, mut diagnostics } = templates.render("deck.html", &page);
    let around = output.map(|html| html.split(SLIDES).map(str::to_owned).collect::<Vec<_>>());
    if around.as_ref().is_some_and(|around| around.len() < 2) {
        let message = "it does not show `{{ slides_html | safe }}`".to_owned();
        diagnostics.push(templates.unusable("deck.html", message));
    }
    let slides: usize = deck.slides.iter().map(|slide| slide.rendered.html.len()).sum();
    let around = around.filter(|around| {
        let times = around.len().saturating_sub(1);
        let is_fine = slides.saturating_mul(times) <= LARGEST_PAGE;
        if !is_fine {
            let problem = Problem::PageSize { name: deck.name.clone(), limit: LARGEST_PAGE >> 20 };
            let place = Span::start_of(manifest.path.clone());
            diagnostics.push(Diagnostic::new(problem, place));
        }
        is_fine
    });
    let page = around.map(|around| {
        let mut styles = view.styles(manifest.text("theme"));
        // A template of the site's own may leave it out: the script paints backgrounds as well.
        let is_linked = around.iter().any(|part| part.contains(backgrounds));
        styles.extend(Some(backgrounds.to_owned()).filter(|css| !css.is_empty() && is_linked));
        DeckPage {
            around,
            entry: Arc::clone(entry),
            sources: view.config.sources,
            notes: SpeakerNotes::Shown,
            styles,
            links: BTreeMap::new(),
        }
    });
    Warned::new(page, diagnostics)
}

/// The old addresses of decks.
pub(super) fn old_names(
    view: &SiteView<'_>,
    templates: &Templates<'_>,
    plans: &[&Plan],
    decks: &[&Deck],
    site: &mut Site,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let mut put = |path: &str, page: Warned<Option<String>>| {
        if let Some(html) = page.take(&mut diagnostics) {
            site.insert_text(path, html);
        }
    };
    for (plan, deck) in plans.iter().zip(decks) {
        let href = percent_encoded(&format!("{}.html", deck.name));
        let path = format!("{}.yml.html", deck.name);
        put(&path, redirect(view, templates, "", (&href, &title(plan))));
    }
    Warned::new((), diagnostics)
}

/// A page that sends an old address on, seen from below `root`: to an address with a title.
pub(super) fn redirect(
    view: &SiteView<'_>,
    templates: &Templates<'_>,
    root: &str,
    (href, title): (&str, &str),
) -> Warned<Option<String>> {
    let language = or(&view.settings.language, "en");
    let words = words::of(language);
    let page = RedirectPage { href, title, language, words, assets: view.assets.seen_from(root) };
    templates.render("redirect.html", &page)
}

impl SiteView<'_> {
    /// The style sheets of a deck with a theme.
    fn styles(&self, theme: &str) -> Vec<String> {
        let Assets { deck_css, code_css, more_css, theme_css, .. } = self.assets;
        let theme = self.themes.get(theme).into_iter();
        let styles = [deck_css, code_css, more_css].into_iter().chain(theme).chain([theme_css]);
        styles.filter(|style| !style.is_empty()).cloned().collect()
    }

    /// The site's name.
    pub(super) fn title(&self) -> &str {
        or(&self.settings.title, "Slides")
    }

    fn head<'a>(&'a self, index: &'a str) -> SiteHead<'a> {
        let Settings { description, language, .. } = self.settings;
        SiteHead { title: self.title(), description, language: or(language, "en"), index }
    }
}

/// A deck's title on one line; its name when it has none.
pub(super) fn title(plan: &Plan) -> String {
    let title = render::title(plan.manifest.text("title"));
    if title.is_empty() { plan.manifest.name.clone() } else { title }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
