//! The templates: built in, each replaceable by the site's own of the same name.
//!
//! A built-in template is always found under `built-in/NAME` as well, so that a site's own of the same name can extend it.

mod bounds;
mod branches;
mod checks;
mod flat;
mod parts;
mod prepared;
mod slots;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

pub(crate) use self::bounds::LARGEST_PAGE;
pub(super) use self::branches::masked;
pub(crate) use self::slots::SlideSlots;
pub(super) use self::slots::on_slides as has_slots_on_slides;
pub(super) use self::slots::{ROOT as SLOT_ROOT, html_of as slot_html, is_slot};

use self::bounds::{BoundedPage, MOST_TEMPLATES};
use self::checks::TemplateCheck;
use self::parts::TemplateTexts;
use self::prepared::{Draft, Prepared};
use self::slots::Slot;
use crate::diag::{Diagnostic, FileProblem, TemplateProblem, Warned};
use crate::language::direction;
use crate::model::unusable;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::Span;
use crate::world::World;

/// The built-in templates.
const BUILT_IN: [(&str, &str); 24] = [
    ("404.html", include_str!("../../templates/404.html")),
    ("about-deck.html", include_str!("../../templates/about-deck.html")),
    ("art.svg", include_str!("../../templates/art.svg")),
    ("card.svg", include_str!("../../templates/card.svg")),
    ("chapters.html", include_str!("../../templates/chapters.html")),
    ("cover.svg", include_str!("../../templates/cover.svg")),
    ("deck-cards.html", include_str!("../../templates/deck-cards.html")),
    ("deck.html", include_str!("../../templates/deck.html")),
    ("entry.html", include_str!("../../templates/entry.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("events.html", include_str!("../../templates/events.html")),
    ("feed.atom", include_str!("../../templates/feed.atom")),
    ("filter.html", include_str!("../../templates/filter.html")),
    ("front.html", include_str!("../../templates/front.html")),
    ("head.html", include_str!("../../templates/head.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("masthead.html", include_str!("../../templates/masthead.html")),
    ("past.html", include_str!("../../templates/past.html")),
    ("person.html", include_str!("../../templates/person.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("search.html", include_str!("../../templates/search.html")),
    ("series.html", include_str!("../../templates/series.html")),
    ("sitemap.xml", include_str!("../../templates/sitemap.xml")),
    ("speaker.html", include_str!("../../templates/speaker.html")),
];

/// The folder of the built-in templates, which are available even if a site has its own of the same
/// names.
const BUILT_IN_FOLDER: &str = "built-in/";

/// The text of a built-in template.
pub(crate) fn built_in_template(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

/// All templates of a site.
#[derive(Clone)]
pub(crate) struct Templates {
    /// The site's templates, by name.
    own: Vec<(String, Source)>,
    loaded: Arc<Loaded>,
}

/// The output of templates depends on nothing but their texts.
impl PartialEq for Templates {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

/// Usable templates, and the problems of others.
struct Loaded {
    tera: Tera,
    /// The site's templates in the form for Tera, by their names there.
    prepared: BTreeMap<String, Prepared>,
    errors: Vec<(String, tera::Error)>,
    diagnostics: Vec<Diagnostic>,
    on_slides: SlideSlots,
}

impl Templates {
    /// Loads the built-in templates and those of the site. An unreadable one is reported, and the
    /// built-in one is used instead.
    pub(super) fn load(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let own = read(world, "templates", diagnostics);
        let loaded = parsed(&own);
        let templates = Self { own, loaded };
        diagnostics.extend(templates.loaded.diagnostics.iter().cloned());
        let errors = templates.loaded.errors.iter();
        diagnostics.extend(errors.map(|(name, error)| templates.diagnostic(name, error)));
        templates
    }

    /// The same with the templates of a theme instead of built-in ones; those of the site take
    /// precedence.
    pub(super) fn with_theme(
        &self,
        world: &dyn World,
        folder: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let is_new = |name: &str| {
            // `footer.md` and `footer.html` fill the same slot.
            let slot = slots::of_file(name).map(|slot| slot.name);
            let fills = |other: &str| slots::of_file(other).map(|slot| slot.name) == slot;
            self.own.iter().all(|(other, _)| other != name && (slot.is_none() || !fills(other)))
        };
        let mut added = read(world, folder, diagnostics);
        added.retain(|(name, _)| is_new(name));
        if added.is_empty() {
            return self.clone();
        }
        let own: Vec<_> = self.own.iter().cloned().chain(added).collect();
        let templates = Self { loaded: parsed(&own), own };
        let known = &self.loaded;
        let found = templates.loaded.diagnostics.iter();
        diagnostics.extend(found.filter(|found| !known.diagnostics.contains(found)).cloned());
        let errors = templates.loaded.errors.iter();
        let errors = errors.filter(|(name, _)| known.errors.iter().all(|(other, _)| other != name));
        diagnostics.extend(errors.map(|(name, error)| templates.diagnostic(name, error)));
        templates
    }

    /// The slots of slides.
    pub(crate) fn on_slides(&self) -> &SlideSlots {
        &self.loaded.on_slides
    }

    /// Reports that a template is unusable as a whole.
    pub(crate) fn broken(&self, name: &str, message: String) -> Diagnostic {
        let problem = FileProblem::TemplateError { name: name.to_owned(), message };
        Diagnostic::new(problem, Span::start_of(self.place_of(name)))
    }

    /// The site's own templates, by name.
    pub(super) fn own(&self) -> &[(String, Source)] {
        &self.own
    }

    /// The path of a template.
    fn place_of(&self, name: &str) -> ProjectPath {
        let own = self.own.iter().find(|(other, _)| other == name);
        own.map_or_else(
            || ProjectPath::new(&format!("templates/{name}")),
            |(_, source)| source.path().clone(),
        )
    }

    /// Fills a template.
    pub(crate) fn render<T: Serialize>(&self, name: &str, view: &T) -> Warned<Option<String>> {
        bounds::begin();
        self.filled(name, Context::from_serialize(view).as_ref())
    }

    /// Fills a template for each of some slides, in order: `view` is its view of the deck, an item
    /// its `slide`; a missing one gets an empty text. Together, they may cost as much as a page.
    /// Ends at the first error.
    pub(crate) fn render_each<T: Serialize, S: Serialize>(
        &self,
        name: &str,
        view: &T,
        slides: impl Iterator<Item = Option<S>>,
    ) -> Warned<Option<Vec<String>>> {
        bounds::begin();
        let mut context = Context::from_serialize(view);
        let (mut all, mut length) = (Vec::new(), 0);
        for slide in slides {
            let Some(slide) = slide else {
                all.push(String::new());
                continue;
            };
            if let Ok(context) = &mut context {
                context.insert("slide", &slide);
            }
            let Warned { output, diagnostics } = self.filled(name, context.as_ref());
            let Some(html) = output else { return Warned::new(None, diagnostics) };
            length += html.len();
            if length > LARGEST_PAGE {
                let message = format!("the slides would have more than {} MiB", LARGEST_PAGE >> 20);
                return Warned::new(None, vec![self.broken(name, message)]);
            }
            all.push(html);
        }
        Warned::new(Some(all), Vec::new())
    }

    fn filled(&self, name: &str, view: Result<&Context, &tera::Error>) -> Warned<Option<String>> {
        let mut page = BoundedPage::default();
        let filled = match view {
            Ok(view) => self.loaded.tera.render_to(name, view, &mut page),
            Err(error) => Err(tera::Error::message(error.to_string())),
        };
        if page.is_full {
            let message = format!("the page would have more than {} MiB", LARGEST_PAGE >> 20);
            return Warned::new(None, vec![self.broken(name, message)]);
        }
        let html =
            filled.and_then(|()| String::from_utf8(page.bytes).map_err(tera::Error::message));
        match html {
            Ok(html) => Warned::new(Some(html), Vec::new()),
            Err(error) => Warned::new(None, vec![self.diagnostic(name, &error)]),
        }
    }

    /// The problem with a template, or with one that it uses.
    fn diagnostic(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let (message, place) = match error.kind() {
            ErrorKind::SyntaxError(report) => {
                // It was found in the author's text, before calls were inserted.
                (report.message().to_owned(), (report.filename(), report.span().range.clone()))
            }
            ErrorKind::RenderingError(report) => {
                let range = report.span().range.clone();
                let (file, start) = self.written(report.filename(), range.start);
                let (last, end) = self.written(report.filename(), range.end);
                let end = if file == last { end.max(start) } else { start };
                (report.message().to_owned(), (file, start..end))
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = format!("it extends `{parent}`, which does not exist");
                return self.broken(current, message);
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                return self.broken(tpl, "it extends or includes itself".to_owned());
            }
            _ => return self.in_words(name, &error.to_string()),
        };
        let (file, range) = place;
        let file = if file.is_empty() { name } else { file };
        let problem = FileProblem::TemplateError { name: file.to_owned(), message };
        Diagnostic::new(problem, Span::new(self.place_of(file), range.start, range.end))
    }

    /// The template, and the offset in it, of a byte in a template as Tera has it.
    fn written<'s>(&'s self, name: &'s str, at: usize) -> (&'s str, usize) {
        let prepared = self.loaded.prepared.get(name);
        prepared.and_then(|text| text.place(at)).unwrap_or((name, at))
    }

    /// An error that Tera returns as a text report only: `error: …`, then `--> file:line:column`.
    fn in_words(&self, name: &str, report: &str) -> Diagnostic {
        let message = report.lines().find(|line| !line.trim().is_empty()).unwrap_or(report).trim();
        let message = message.strip_prefix("error: ").unwrap_or(message);
        let place = report.lines().find_map(|line| line.split_once("--> ").map(|(_, place)| place));
        let mut parts = place.unwrap_or_default().trim().trim_end_matches(']').rsplitn(3, ':');
        let number =
            |part: Option<&str>| part.and_then(|part| part.parse().ok()).unwrap_or(1_usize);
        let (column, line) = (number(parts.next()), number(parts.next()));
        let file = parts.next().unwrap_or(name).trim_start_matches('[').trim().to_owned();
        let at = self.loaded.prepared.get(&file).map_or(0, |prepared| {
            let lines = prepared.text().split_inclusive('\n').take(line.saturating_sub(1));
            let start = lines.map(str::len).sum();
            let rest = prepared.text().get(start..).unwrap_or_default().chars();
            start + rest.take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
        });
        let (file, start) = self.written(&file, at);
        let span = Span::new(self.place_of(file), start, start);
        let problem =
            FileProblem::TemplateError { name: file.to_owned(), message: message.to_owned() };
        Diagnostic::new(problem, span)
    }
}

/// The author's templates in a folder, by name.
fn read(
    world: &dyn World,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Source)> {
    let mut found = Vec::new();
    for path in world.list(folder).iter() {
        let Some(name) = path.below(folder) else { continue };
        match world.source(path) {
            Ok(source) => found.push((name.to_owned(), source)),
            Err(error) => diagnostics.extend(unusable(&world.origin(path), error)),
        }
    }
    found
}

/// Without templates. Escapes in templates with the extension of a markup language.
fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".htm", ".xml", ".svg", ".atom"]);
    tera.set_escape_fn(crate::render::escape::for_templates);
    bounds::register(&mut tera);
    tera.register_filter("direction", |language: &str, _: Kwargs, _: &State| direction(language));
    tera
}

/// The built-in templates and those of a site, read once.
#[comemo::memoize]
fn parsed(own: &[(String, Source)]) -> Arc<Loaded> {
    let mut set = TemplateSet::default();
    if own.len() > MOST_TEMPLATES {
        let message = format!("there are more than {MOST_TEMPLATES} templates");
        set.errors.push((own[MOST_TEMPLATES].0.clone(), tera::Error::message(message)));
    }
    let own = &own[..own.len().min(MOST_TEMPLATES)];
    let readable: BTreeMap<&str, &Source> = own
        .iter()
        .filter(|template| set.is_readable(template))
        .map(|(name, source)| (&**name, source))
        .collect();
    let texts = TemplateTexts::new(readable.iter().map(|(name, source)| (*name, source.text())));
    let check = TemplateCheck::new(&texts, &readable);
    let slots = set.slots(&check, &readable);
    set.diagnostics.extend(check.warnings(&slots));
    for (name, source) in &readable {
        let broken = check.broken(name, source);
        if broken.is_empty() && slots::of_file(name).is_none() {
            let draft = included(name, &texts);
            set.drafts
                .entry((*name).to_owned())
                .or_insert_with(|| draft.unwrap_or_else(|| Draft::whole(name, source.text())));
        }
        set.diagnostics.extend(broken);
    }
    Arc::new(set.loaded())
}

/// The templates of a site, while they are read.
#[derive(Default)]
struct TemplateSet {
    /// The texts for Tera, by name.
    drafts: BTreeMap<String, Draft>,
    on_slides: SlideSlots,
    errors: Vec<(String, tera::Error)>,
    diagnostics: Vec<Diagnostic>,
}

impl TemplateSet {
    /// Whether a template has a valid name and is valid itself; templates that it uses may be
    /// missing.
    fn is_readable(&mut self, (name, source): &(String, Source)) -> bool {
        if name.starts_with(BUILT_IN_FOLDER) {
            let message =
                "`built-in/` stands for the built-in templates: move it to another folder";
            self.errors.push((name.clone(), tera::Error::message(message)));
            return false;
        }
        match Tera::default().add_raw_template(name, source.text()) {
            Err(error) if is_syntax(&error) => {
                self.errors.push((name.clone(), error));
                false
            }
            Err(_) | Ok(()) => true,
        }
    }

    /// Prepares the files of slots, and reports those that fill none. Returns the filled slots.
    fn slots<'s>(
        &mut self,
        check: &TemplateCheck<'_>,
        own: &BTreeMap<&str, &'s Source>,
    ) -> Vec<(&'static Slot, &'s Source)> {
        let mut found: Vec<(&'static Slot, &Source)> = Vec::new();
        for (name, source) in own {
            let Some(file) = name.strip_prefix(slots::FOLDER) else { continue };
            let place = Span::start_of(source.path().clone());
            let path = source.path().to_string();
            let Some(slot) = slots::of_file(name) else {
                if !check.is_used(name) {
                    let problem =
                        TemplateProblem::UnknownSlot { path, nearest: slots::meant(file) };
                    self.diagnostics.push(Diagnostic::new(problem, place));
                }
                continue;
            };
            let first = found.iter().find(|(other, _)| other.name == slot.name);
            let problem = if let Some((_, first)) = first {
                let first = first.path().to_string();
                Some(TemplateProblem::SecondSlot { path, first })
            } else {
                let is_markdown = source.path().has_extension("md") && slot.is_in_head();
                is_markdown.then_some(TemplateProblem::HeadMarkdown { path, slot: slot.name })
            };
            if let Some(problem) = problem {
                self.diagnostics.push(Diagnostic::new(problem, place));
                continue;
            }
            found.push((slot, source));
            if source.text().trim().is_empty() {
                continue;
            }
            if let Some(filled) = slots::filled(slot, (name, source), &mut self.diagnostics) {
                self.on_slides.add(slot, &filled.template);
                self.drafts.insert(filled.template, filled.draft);
            }
        }
        found
    }

    /// Passes all templates to Tera.
    fn loaded(mut self) -> Loaded {
        let lengths: BTreeMap<String, usize> =
            self.drafts.iter().map(|(name, draft)| (name.clone(), draft.text.len())).collect();
        let lengths = lengths.iter().map(|(name, length)| (name.as_str(), *length)).collect();
        let prepared: BTreeMap<String, Prepared> = std::mem::take(&mut self.drafts)
            .into_iter()
            .map(|(name, draft)| (name, Prepared::new(draft, &lengths)))
            .collect();
        let texts = prepared.iter().map(|(name, prepared)| (name.as_str(), prepared.text()));
        let built_in = BUILT_IN.iter().copied().filter(|(name, _)| !prepared.contains_key(*name));
        let empty_slots = slots::empty(|name| prepared.contains_key(name));
        let kept = kept_names(prepared.values().map(Prepared::text));
        let added = empty_slots.iter().chain(&kept).map(|(name, text)| (name.as_str(), *text));
        let mut tera = empty();
        if let Err(error) =
            tera.add_raw_templates(built_in.chain(added).chain(texts).collect::<Vec<_>>())
        {
            self.errors.push(("templates".to_owned(), error));
            tera = empty();
            // The built-in templates are tested; if they failed, pages would be reported.
            let slots = slots::empty(|_| false);
            let slots = slots.iter().map(|(name, text)| (name.as_str(), *text));
            let _ = tera.add_raw_templates(BUILT_IN.into_iter().chain(slots).collect::<Vec<_>>());
        }
        let Self { errors, diagnostics, on_slides, .. } = self;
        Loaded { tera, prepared, errors, diagnostics, on_slides }
    }
}

/// A template that others include and that extends another one, without that: Tera renders only its
/// own text when it is included.
fn included(name: &str, texts: &TemplateTexts<'_>) -> Option<Draft> {
    parts::extended(texts.get(name)?)?;
    let is_use = |text: &str| {
        let extended = parts::extended(text).map(|used| used.range);
        let mut used = parts::used(text).into_iter();
        used.any(|used| used.name == name && Some(&used.range) != extended.as_ref())
    };
    let mut names = texts.names();
    names.any(|name| texts.get(&name).is_some_and(is_use)).then(|| flat::flattened(name, texts))?
}

/// The built-in templates under the names that nothing replaces, if a template of the site uses one.
fn kept_names<'t, I: Iterator<Item = &'t str>>(mut texts: I) -> Vec<(String, &'static str)> {
    if !texts.any(|text| text.contains(BUILT_IN_FOLDER)) {
        return Vec::new();
    }
    BUILT_IN.iter().map(|(name, text)| (format!("{BUILT_IN_FOLDER}{name}"), *text)).collect()
}

/// Whether a template itself is invalid; the ones it extends or includes may come later.
fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}
