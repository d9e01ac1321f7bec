//! The pages: the views that templates see, and the markup of slides.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::assets::Assets;
use super::templates::{Templates, unusable};
use super::{Config, Settings, Site, Sources};
use crate::deck::{Deck, Plan, Repository, Slide};
use crate::diag::Warned;
use crate::path::percent_encoded;
use crate::render::escape::{push_attribute, push_text};
use crate::span::Span;
use crate::world::World;

/// The name and version that pages carry.
const GENERATOR: &str = concat!("Deckyard ", env!("CARGO_PKG_VERSION"));

/// Stands for the slides while the template is filled, so that megabytes of HTML are not
/// copied through it. No character, so no text can hold it.
const SLIDES: &str = "\u{fdd2}slides\u{fdd2}";

/// What all pages of a site share.
pub(super) struct SiteView<'a> {
    pub(super) world: &'a dyn World,
    pub(super) config: &'a Config,
    pub(super) settings: &'a Settings,
    pub(super) assets: &'a Assets,
    /// The addresses of the themes, by name.
    pub(super) themes: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct DeckPage<'a> {
    deck: DeckView<'a>,
    slides_html: &'a str,
    assets: &'a Assets,
    site: SiteHead<'a>,
    generator: &'a str,
}

#[derive(Serialize)]
struct DeckView<'a> {
    name: &'a str,
    title: String,
    description: &'a str,
    language: &'a str,
    ratio: &'a str,
    number_prefix: &'a str,
    total: u32,
    slide_count: usize,
    theme_css: &'a str,
}

#[derive(Serialize)]
struct SiteHead<'a> {
    title: &'a str,
    description: &'a str,
    language: &'a str,
    index: &'a str,
}

#[derive(Serialize)]
struct IndexPage<'a> {
    site: SiteHead<'a>,
    decks: Vec<DeckCard<'a>>,
    assets: &'a Assets,
    generator: &'a str,
}

#[derive(Serialize)]
struct DeckCard<'a> {
    name: &'a str,
    title: String,
    description: &'a str,
    slides: u32,
    steps: usize,
    minutes: Option<u32>,
    language: &'a str,
    href: String,
}

#[derive(Serialize)]
struct RedirectPage<'a> {
    href: String,
    title: String,
    assets: &'a Assets,
}

#[derive(Serialize)]
struct NotFoundPage<'a> {
    site: SiteHead<'a>,
    assets: Assets,
}

/// The page of a deck.
pub(super) fn deck(
    view: &SiteView<'_>,
    templates: &Templates<'_>,
    plan: &Plan,
    deck: &Deck,
) -> Warned<Option<String>> {
    let manifest = &plan.manifest;
    let page = DeckPage {
        deck: DeckView {
            name: &deck.name,
            title: title(plan),
            description: manifest.text("description"),
            language: or(manifest.text("language"), "en"),
            ratio: or(manifest.text("ratio"), "16:9"),
            number_prefix: manifest.text("slidenumberprefix"),
            total: deck.total,
            slide_count: deck.slides.len(),
            theme_css: view.themes.get(manifest.text("theme")).map_or("", String::as_str),
        },
        slides_html: SLIDES,
        assets: view.assets,
        site: view.head("index.html"),
        generator: GENERATOR,
    };
    let mut warned = templates.render("deck.html", &page);
    if warned.output.as_ref().is_some_and(|html| !html.contains(SLIDES)) {
        let message = "it does not show `{{ slides_html | safe }}`".to_owned();
        warned.diagnostics.push(unusable("deck.html", message));
    }
    warned.output = warned.output.map(|html| {
        let length: usize = deck.slides.iter().map(|slide| slide.rendered.html.len() + 512).sum();
        let mut out = String::with_capacity(html.len() + length);
        let mut parts = html.split(SLIDES);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            for slide in &deck.slides {
                section(&mut out, view, plan, slide);
            }
            out.push_str(part);
        }
        out
    });
    warned
}

/// The index, the page for wrong addresses, and the old addresses of decks.
pub(super) fn others(
    view: &SiteView<'_>,
    templates: &Templates<'_>,
    plans: &[Plan],
    decks: &[Deck],
    site: &mut Site,
) -> Warned<()> {
    let mut diagnostics = Vec::new();
    let cards = plans.iter().zip(decks).map(|(plan, deck)| card(plan, deck)).collect();
    let index = IndexPage {
        site: view.head("index.html"),
        decks: cards,
        assets: view.assets,
        generator: GENERATOR,
    };
    let mut put = |path: &str, page: Warned<Option<String>>| {
        if let Some(html) = page.take(&mut diagnostics) {
            site.insert_text(path, html);
        }
    };
    put("index.html", templates.render("index.html", &index));
    // A host shows this page under any path: its links must not depend on it.
    let base = match view.settings.url.trim_end_matches('/') {
        "" => String::new(),
        url => format!("{url}/"),
    };
    let index = format!("{base}index.html");
    let assets =
        Assets { site_css: format!("{base}{}", view.assets.site_css), ..Assets::default() };
    let not_found = NotFoundPage { site: view.head(&index), assets };
    put("404.html", templates.render("404.html", &not_found));
    for (plan, deck) in plans.iter().zip(decks) {
        let redirect = RedirectPage {
            href: percent_encoded(&format!("{}.html", deck.name)),
            title: title(plan),
            assets: view.assets,
        };
        let path = format!("{}.yml.html", deck.name);
        put(&path, templates.render("redirect.html", &redirect));
    }
    Warned::new((), diagnostics)
}

fn card<'a>(plan: &'a Plan, deck: &'a Deck) -> DeckCard<'a> {
    DeckCard {
        name: &deck.name,
        title: title(plan),
        description: plan.manifest.text("description"),
        slides: deck.total,
        steps: deck.slides.iter().map(|slide| slide.steps as usize).sum(),
        minutes: deck.minutes,
        language: plan.manifest.text("language"),
        href: percent_encoded(&format!("{}.html", deck.name)),
    }
}

impl SiteView<'_> {
    fn head<'a>(&'a self, index: &'a str) -> SiteHead<'a> {
        SiteHead { title: &self.settings.title, description: "", language: "en", index }
    }
}

/// A deck's title on one line; its name when it has none.
fn title(plan: &Plan) -> String {
    let title = plan.manifest.text("title").replace("<br/>", " ").replace("<br>", " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { plan.manifest.name.clone() } else { title }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// A slide. The markup is a contract: themes, scripts and tests rely on it.
fn section(out: &mut String, view: &SiteView<'_>, plan: &Plan, slide: &Slide) {
    out.push_str("<section class=\"slide\"");
    push_attribute(out, "id", &slide.id);
    push_attribute(out, "data-number", &slide.number.to_string());
    if slide.steps > 0 {
        push_attribute(out, "data-steps", &slide.steps.to_string());
    }
    let source = (view.config.sources == Sources::Shown).then(|| place(view, &slide.place));
    if let Some((file, line)) = &source {
        push_attribute(out, "data-source", &format!("{file}:{line}"));
    }
    if let Some(name) = &slide.name {
        push_attribute(out, "data-name", name);
    }
    if !slide.aliases.is_empty() {
        push_attribute(out, "data-aliases", &slide.aliases.join(" "));
    }
    if slide.opens.section {
        out.push_str(" data-section");
    }
    for (key, value) in [
        ("data-part", slide.opens.part.map(|part| part.to_string())),
        ("data-minutes", slide.opens.minutes.map(|minutes| minutes.to_string())),
    ] {
        if let Some(value) = value {
            push_attribute(out, key, &value);
        }
    }
    out.push_str(">\n");
    anchors(out, slide);
    out.push_str("<div class=\"slide-content remark-slide-content");
    for class in &slide.classes {
        out.push(' ');
        push_text(out, class);
    }
    out.push('"');
    if slide.is_counted {
        push_attribute(out, "id", &slide.number.to_string());
    }
    for (key, value) in &slide.background {
        push_attribute(out, &format!("data-{key}"), value);
    }
    out.push_str(">\n");
    out.push_str(&slide.rendered.html);
    let footer = source.map(|(_, line)| footer(&plan.repository, slide, line)).unwrap_or_default();
    out.push_str(&footer);
    out.push_str("</div>\n");
    notes(out, slide, &footer);
    out.push_str("</section>\n");
}

/// The notes, which end with the footer as well when they end the slide, as in remark.
fn notes(out: &mut String, slide: &Slide, footer: &str) {
    if slide.rendered.notes.is_empty() {
        return;
    }
    out.push_str("<aside class=\"notes\">\n");
    out.push_str(&slide.rendered.notes);
    if slide.notes_end_it {
        if slide.steps > 0 && !footer.is_empty() {
            out.push_str("<div data-step=\"");
            out.push_str(&slide.steps.to_string());
            out.push_str("\">");
            out.push_str(footer);
            out.push_str("</div>\n");
        } else {
            out.push_str(footer);
        }
    }
    out.push_str("</aside>\n");
}

/// What addresses lead to beside the slide's own: the numbers of its steps, and other names.
fn anchors(out: &mut String, slide: &Slide) {
    let steps = (1..=slide.steps).map(|step| (slide.number + step).to_string());
    for anchor in steps.chain(slide.aliases.iter().cloned()) {
        out.push_str("<span");
        push_attribute(out, "id", &anchor);
        out.push_str(" data-ui></span>\n");
    }
}

/// The file as authors of slides know it, and the line.
fn place(view: &SiteView<'_>, span: &Span) -> (String, usize) {
    let source = view.world.source(&span.file);
    let line = source.map_or(1, |source| source.lines().line(span.start as usize) + 1);
    let file = match span.file.below("slides") {
        Some(file) => file.to_owned(),
        None => format!("../{}", span.file),
    };
    (file, line)
}

/// The source footer, with a link to where the slide can be edited.
fn footer(repository: &Repository, slide: &Slide, line: usize) -> String {
    let mut out = String::from("<p><span class=\"debug\">");
    match &repository.url {
        Some(url) => {
            let href = edit_link(url, repository, slide.place.file.as_str(), line);
            out.push_str("<a");
            push_attribute(&mut out, "href", &href);
            out.push('>');
            push_text(&mut out, &slide.label);
            out.push_str("</a>");
        }
        None => push_text(&mut out, &slide.label),
    }
    out.push_str("</span></p>\n");
    out
}

/// The address of a line of a file on the host of the repository.
fn edit_link(url: &str, repository: &Repository, file: &str, line: usize) -> String {
    let branch = repository.branch.as_deref().unwrap_or("main");
    let folder = match repository.folder.as_str() {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let mut link = url.trim_end_matches('/').to_owned();
    // GitLab keeps files under another path, and GitHub shows Markdown without lines unless
    // it is asked for the plain text. Writing to a String cannot fail.
    let _ = if link.contains("gitlab") {
        write!(link, "/-/blob/{branch}/{folder}{file}#L{line}")
    } else {
        write!(link, "/blob/{branch}/{folder}{file}?plain=1#L{line}")
    };
    link
}
