//! Problems of a site's set of templates: unknown names, blocks that no template has, copies that
//! lack variables on which the program relies.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{TemplateTexts, blocks, extended, fields, has_component};
use super::tags::tags;
use super::{BUILT_IN, BUILT_IN_FOLDER, built_in_template, slots};
use crate::diag::nearest::{is_slip, nearest};
use crate::diag::{Diagnostic, MissingPart, NearFileProblem, TemplateProblem};
use crate::source::Source;
use crate::span::Span;

/// The built-in templates that make pages and pictures; the others are parts of these.
const PAGES: [&str; 16] = [
    "404.html",
    "about-deck.html",
    "card.svg",
    "chapters.html",
    "cover.svg",
    "deck.html",
    "event.html",
    "events.html",
    "feed.atom",
    "index.html",
    "past.html",
    "redirect.html",
    "search.html",
    "series.html",
    "sitemap.xml",
    "speaker.html",
];

/// Whether a template consists of white space and comments.
fn is_blank(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(end) = rest.strip_prefix("{#").and_then(|inner| inner.find("#}")) {
        rest = rest[end + 4..].trim_start();
    }
    rest.is_empty()
}

/// The templates of a site, to be checked.
pub(super) struct TemplateCheck<'t> {
    pub(super) texts: &'t TemplateTexts<'t>,
    pub(super) own: &'t BTreeMap<&'t str, &'t Source>,
    /// The variables that each page uses.
    reached: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<'t> TemplateCheck<'t> {
    pub(super) fn new(
        texts: &'t TemplateTexts<'t>,
        own: &'t BTreeMap<&'t str, &'t Source>,
    ) -> Self {
        // Most sites have no templates, so there is nothing to check.
        let pages = PAGES.iter().filter(|_| !own.is_empty());
        let reached = pages.map(|page| (*page, texts.reached(page))).collect();
        Self { texts, own, reached }
    }

    /// Everything that is suspicious, apart from [`Self::broken`]. `filled` are the slots that have a file.
    pub(super) fn warnings(&self, filled: &[(&'static slots::Slot, &Source)]) -> Vec<Diagnostic> {
        let mut found = self.unused();
        found.extend(PAGES.iter().filter_map(|page| self.stale(page)));
        found.extend(self.empty_parts());
        found.extend(filled.iter().filter_map(|(slot, source)| self.without_place(slot, source)));
        found
    }

    /// Whether any page uses a template.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.reached.values().any(|names| names.contains(name))
    }

    /// Why a template is unusable: it extends a template that does not exist, or has blocks that
    /// would not be shown.
    pub(super) fn broken(&self, name: &str, source: &Source) -> Vec<Diagnostic> {
        if PAGES.contains(&name) && is_blank(source.text()) {
            let problem = TemplateProblem::EmptyPage { name: name.to_owned() };
            return vec![Diagnostic::new(problem, Span::start_of(source.path().clone()))];
        }
        let Some(parent) = extended(source.text()) else { return Vec::new() };
        if self.texts.get(parent.name).is_none() {
            let names: Vec<String> = self.texts.names().collect();
            let bare = parent.name.strip_prefix(BUILT_IN_FOLDER).unwrap_or(parent.name);
            let kept = built_in_template(bare).map(|_| format!("{BUILT_IN_FOLDER}{bare}"));
            let near = || nearest(parent.name, names.iter().map(String::as_str)).map(str::to_owned);
            let nearest = kept.or_else(near);
            let problem =
                TemplateProblem::UnknownParent { parent: parent.name.to_owned(), nearest };
            return vec![Diagnostic::new(problem, source.span(parent.range))];
        }
        // Tera reports templates that extend each other in a circle.
        let Some(chain) = self.texts.chain(name) else { return Vec::new() };
        let mut known = BTreeSet::new();
        for (_, text) in &chain[1..] {
            known.extend(blocks(&tags(text)).into_iter().map(|block| block.name.to_owned()));
        }
        let own = tags(source.text());
        let strange = blocks(&own).into_iter().filter(|block| block.depth == 0);
        let strange = strange.filter(|block| !known.contains(block.name));
        let report = |block: super::parts::TemplateBlock<'_>| {
            let near = nearest(block.name, known.iter().map(String::as_str));
            let problem = TemplateProblem::UnknownBlock {
                block: block.name.to_owned(),
                parent: parent.name.to_owned(),
                nearest: near.map(str::to_owned),
                known: known.iter().cloned().collect(),
            };
            Diagnostic::new(problem, source.span(block.name_range))
        };
        strange.map(report).collect()
    }

    /// Parts of pages that are empty, without even a comment that explains why.
    fn empty_parts(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        let is_part = |name: &str| built_in_template(name).is_some() && !PAGES.contains(&name);
        let own = self.own.iter();
        let empty = own.filter(move |(name, source)| {
            is_part(name) && self.is_used(name) && source.text().trim().is_empty()
        });
        empty.map(|(name, source)| {
            let problem = TemplateProblem::EmptyPart { name: (*name).to_owned() };
            Diagnostic::new(problem, Span::start_of(source.path().clone()))
        })
    }

    /// Templates that no page uses.
    fn unused(&self) -> Vec<Diagnostic> {
        let report = |(name, source): (&&str, &&Source)| {
            let is_markup = [".html", ".htm", ".xml", ".svg", ".atom"];
            let is_template = is_markup.iter().any(|ending| name.ends_with(ending));
            if built_in_template(name).is_some() || name.starts_with(slots::FOLDER) {
                return None;
            }
            let place = Span::start_of(source.path().clone());
            if let Some(problem) = self.near_name(name, source) {
                return Some(Diagnostic::new(problem, place));
            }
            if !is_template || self.is_used(name) || has_component(source.text()) {
                return None;
            }
            let problem = TemplateProblem::UnusedTemplate {
                path: source.path().to_string(),
                meant: meant(name),
            };
            Some(Diagnostic::new(problem, place))
        };
        self.own.iter().filter_map(report).collect()
    }

    /// A template that no other one uses, and whose name resembles that of a built-in one.
    fn near_name(&self, name: &str, source: &Source) -> Option<NearFileProblem> {
        let is_used = || self.own.values().any(|source| source.text().contains(name));
        let is_near = |meant: &str| {
            is_slip(name, meant) || name.eq_ignore_ascii_case(meant) || is_of_engine(name, meant)
        };
        let mut names = BUILT_IN.iter().map(|(meant, _)| *meant);
        let meant = names.find(|meant| is_near(meant) && !self.texts.is_own(meant))?;
        let problem = NearFileProblem::Name {
            path: source.path().to_string(),
            meant: format!("{}/{meant}", source.path().folder()),
            what: "the template of these pages",
        };
        (!is_used()).then_some(problem)
    }

    /// A copy of a built-in template that lacks variables on which the program relies.
    fn stale(&self, page: &'static str) -> Option<Diagnostic> {
        let source = self.own.get(page)?;
        let reached = self.reached.get(page)?;
        let (mark, needed) = needs(page)?;
        let mut used = BTreeSet::new();
        for text in reached.iter().filter_map(|name| self.texts.get(name)) {
            used.extend(fields(text));
        }
        // A template without the program's script is independent.
        if !used.contains(mark) {
            return None;
        }
        let missing = needed.iter().filter(|(variable, _)| !used.contains(*variable));
        let missing: Vec<MissingPart> =
            missing.map(|&(variable, lost)| MissingPart { variable, lost }).collect();
        let problem = TemplateProblem::StaleTemplate { name: page.to_owned(), missing };
        let is_stale = matches!(&problem, TemplateProblem::StaleTemplate { missing, .. } if !missing.is_empty());
        is_stale.then(|| Diagnostic::new(problem, Span::start_of(source.path().clone())))
    }

    /// A filled slot that some of its pages do not show.
    fn without_place(&self, slot: &slots::Slot, source: &Source) -> Option<Diagnostic> {
        let template = slot.template();
        let lacks = |page: &&str| !self.reached[*page].contains(&template);
        let templates: Vec<String> =
            slot.pages.iter().copied().filter(lacks).map(str::to_owned).collect();
        let problem = TemplateProblem::UnusedSlot { slot: slot.name, templates };
        let is_shown = matches!(&problem, TemplateProblem::UnusedSlot { templates, .. } if templates.is_empty());
        (!is_shown).then(|| Diagnostic::new(problem, Span::start_of(source.path().clone())))
    }
}

/// The template that the author of an unused one probably intended: a slot, or a built-in template.
fn meant(name: &str) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.split('.').next().unwrap_or(file);
    if let Some(slot) = slots::named(stem) {
        return Some(format!("templates/{}", slot.template()));
    }
    let built_in = BUILT_IN.iter().map(|(name, _)| *name);
    nearest(file, built_in).map(|name| format!("templates/{name}"))
}

/// Whether a name is that of a built-in template with the extension of a template engine:
/// `deck.tera`.
fn is_of_engine(name: &str, meant: &str) -> bool {
    const ENDINGS: [&str; 8] = ["tera", "j2", "jinja", "jinja2", "tmpl", "tpl", "hbs", "liquid"];
    let Some((stem, _)) = meant.rsplit_once('.') else { return false };
    let Some((other, ending)) = name.split_once('.') else { return false };
    let ending = ending.strip_prefix("html.").unwrap_or(ending);
    other == stem && ENDINGS.contains(&ending)
}

/// A variable, and what a page lacks without it.
type Need = (&'static str, &'static str);

/// The requirements of a page with the program's script: the variable that includes the script, and
/// the others.
fn needs(page: &str) -> Option<(&'static str, &'static [Need])> {
    match page {
        "deck.html" => Some(("assets.deck_js", &DECK)),
        "index.html" | "past.html" | "event.html" | "speaker.html" | "search.html" => {
            Some(("assets.site_js", &FRONT))
        }
        _ => None,
    }
}

const DECK: [Need; 23] = [
    ("assets.more_js", "the second window, search, overview and printing"),
    ("assets.presenter_js", "presenter view"),
    ("assets.deck_css", "the styles of slides"),
    ("assets.code_css", "colours of code and diagrams"),
    ("assets.more_css", "the styles of presenter view, search and print"),
    ("assets.theme_css", "the site's `theme.css`"),
    ("assets.icon", "the icon of the tab"),
    ("deck.theme_css", "the themes of manifests"),
    ("deck.background_css", "backgrounds of slides before scripts run"),
    ("deck.language", "the language of the deck"),
    ("deck.ratio", "slides of other shapes than 16:9"),
    ("deck.total", "the count of numbers"),
    ("deck.number_prefix", "`slidenumberprefix`"),
    ("deck.number_format", "`number-format`"),
    ("deck.counts_steps", "`count-steps`"),
    ("deck.navigation", "`navigation`"),
    ("deck.running_header", "`running-header`"),
    ("deck.section_links", "`section-links`"),
    ("deck.layouts_css", "the styles of layouts"),
    ("deck.language_css", "the type of the deck's language"),
    ("deck.words_json", "the texts of menus in the deck's language"),
    ("brand.css", "the styles of `brand`"),
    ("site.is_preview", "the mark that keeps previews out of search engines"),
];

const FRONT: [Need; 5] = [
    ("assets.site_css", "the styles of the page"),
    ("assets.theme_css", "the site's `theme.css`"),
    ("assets.icon", "the icon of the tab"),
    ("page.language", "the language of the page"),
    ("site.is_preview", "the mark that keeps previews out of search engines"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::parts::{TemplateTexts, fields};
    use super::{DECK, FRONT, PAGES};

    /// The parts that a copy of `deck.html` may omit: texts, cards for other sites, and links.
    const OPTIONAL: [&str; 32] = [
        // Only sheets of paper name them.
        "deck.date",
        "event.city",
        "event.dates",
        "event.host",
        "event.title",
        "assets.search_js",
        "assets.zoom_js",
        "deck.about",
        "deck.about_text",
        "site.search",
        "site.search_index",
        "brand.logo_on_paper",
        "brand.name",
        "deck.level",
        "logo_on_paper.dark",
        "logo_on_paper.height",
        "logo_on_paper.light",
        "logo_on_paper.width",
        "assets.deck_js",
        "deck.address",
        "deck.description",
        "deck.number_format",
        "deck.picture",
        "deck.picture_alt",
        "deck.picture_height",
        "deck.picture_width",
        "deck.title",
        "page.language",
        "site.index",
        "site.title",
        "page.root",
        "deck.name",
    ];

    fn used(page: &str) -> BTreeSet<String> {
        let texts = TemplateTexts::new([]);
        let names = texts.reached(page);
        names.iter().filter_map(|name| texts.get(name)).flat_map(fields).collect()
    }

    #[test]
    fn each_variable_of_a_deck_is_needed_or_left_out_on_purpose() {
        let known: BTreeSet<&str> =
            DECK.iter().map(|(variable, _)| *variable).chain(OPTIONAL).collect();
        let used = used("deck.html");
        let new: Vec<_> = used.iter().filter(|field| !known.contains(field.as_str())).collect();
        assert_eq!(new, Vec::<&String>::new(), "decide whether copies of deck.html need these");
    }

    #[test]
    fn what_copies_need_is_in_the_built_in_templates() {
        for (page, needed) in
            [("deck.html", &DECK[..]), ("index.html", &FRONT), ("event.html", &FRONT)]
        {
            let used = used(page);
            for (variable, _) in needed {
                assert!(used.contains(*variable), "{page} does not use {variable}");
            }
        }
    }

    #[test]
    fn each_page_is_a_built_in_template() {
        let texts = TemplateTexts::new([]);
        for page in PAGES {
            assert!(texts.get(page).is_some(), "{page}");
        }
    }
}
