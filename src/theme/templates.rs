//! The templates: built in, each replaceable by the site's own of the same name.
//!
//! A built-in template is always found under `built-in/NAME` as well, so that a site's own of the same name can extend it.

mod bounds;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

pub(crate) use self::bounds::LARGEST_PAGE;
use self::bounds::{BoundedPage, Counted, MOST_TEMPLATES};
use super::direction::direction;
use crate::diag::nearest::is_slip;
use crate::diag::{Diagnostic, FileProblem, NearFileProblem, Warned};
use crate::model::unusable;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::Span;
use crate::world::World;

/// The built-in templates.
const BUILT_IN: [(&str, &str); 17] = [
    ("404.html", include_str!("../../templates/404.html")),
    ("art.svg", include_str!("../../templates/art.svg")),
    ("card.svg", include_str!("../../templates/card.svg")),
    ("cover.svg", include_str!("../../templates/cover.svg")),
    ("deck.html", include_str!("../../templates/deck.html")),
    ("entry.html", include_str!("../../templates/entry.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("feed.atom", include_str!("../../templates/feed.atom")),
    ("filter.html", include_str!("../../templates/filter.html")),
    ("front.html", include_str!("../../templates/front.html")),
    ("head.html", include_str!("../../templates/head.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("masthead.html", include_str!("../../templates/masthead.html")),
    ("past.html", include_str!("../../templates/past.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("sitemap.xml", include_str!("../../templates/sitemap.xml")),
    ("speaker.html", include_str!("../../templates/speaker.html")),
];

/// Where the built-in templates are found even if a site has its own of the same names.
const BUILT_IN_FOLDER: &str = "built-in/";

/// The text of a built-in template.
pub(crate) fn built_in_template(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

/// The site's templates that no other one names, and whose names are nearly those of built-in ones.
fn near_names(own: &[(String, Source)]) -> Vec<Diagnostic> {
    let near = |(name, source): &(String, Source)| {
        let has = |other: &str| own.iter().any(|(name, _)| name == other);
        let is_used = || own.iter().any(|(_, source)| source.text().contains(name.as_str()));
        let is_near = |meant: &str| {
            is_slip(name, meant) || name.eq_ignore_ascii_case(meant) || is_of_engine(name, meant)
        };
        if built_in_template(name).is_some() {
            return None;
        }
        let (meant, _) = BUILT_IN.iter().find(|(meant, _)| is_near(meant) && !has(meant))?;
        let problem = NearFileProblem::Name {
            path: source.path().to_string(),
            meant: format!("templates/{meant}"),
            what: "the template of these pages",
        };
        (!is_used()).then(|| Diagnostic::new(problem, Span::start_of(source.path().clone())))
    };
    own.iter().take(MOST_TEMPLATES).filter_map(near).collect()
}

/// Whether a name is that of a built-in template with the ending of a template engine: `deck.tera`.
fn is_of_engine(name: &str, meant: &str) -> bool {
    const ENDINGS: [&str; 8] = ["tera", "j2", "jinja", "jinja2", "tmpl", "tpl", "hbs", "liquid"];
    let Some((stem, _)) = meant.rsplit_once('.') else { return false };
    let Some((other, ending)) = name.split_once('.') else { return false };
    let ending = ending.strip_prefix("html.").unwrap_or(ending);
    other == stem && ENDINGS.contains(&ending)
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

/// Usable templates, and the errors of others.
struct Loaded {
    tera: Tera,
    /// The site's templates with counting calls inserted, by name.
    counted: BTreeMap<String, Counted>,
    errors: Vec<(String, tera::Error)>,
}

impl Templates {
    /// Loads the built-in templates and those of the site. An unreadable one is reported, and the
    /// built-in one is used instead.
    pub(super) fn load(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut own = Vec::new();
        for path in world.list("templates").iter() {
            let Some(name) = path.below("templates") else { continue };
            match world.source(path) {
                Ok(source) => own.push((name.to_owned(), source)),
                Err(error) => diagnostics.extend(unusable(&world.origin(path), error)),
            }
        }
        let loaded = parsed(&own);
        diagnostics.extend(near_names(&own));
        let templates = Self { own, loaded };
        let errors = templates.loaded.errors.iter();
        diagnostics.extend(errors.map(|(name, error)| templates.diagnostic(name, error)));
        templates
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
        let mut page = BoundedPage::default();
        let filled = Context::from_serialize(view)
            .and_then(|view| self.loaded.tera.render_to(name, &view, &mut page));
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
                let file = report.filename();
                let place = |at| self.loaded.counted.get(file).map_or(at, |text| text.place(at));
                let range = report.span().range.clone();
                (report.message().to_owned(), (file, place(range.start)..place(range.end)))
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
        let start = self.loaded.counted.get(&file).map_or(0, |counted| {
            let lines = counted.text.split_inclusive('\n').take(line.saturating_sub(1));
            let start = lines.map(str::len).sum();
            let rest = counted.text.get(start..).unwrap_or_default().chars();
            let before = rest.take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
            counted.place(start + before)
        });
        let span = Span::new(self.place_of(&file), start, start);
        Diagnostic::new(
            FileProblem::TemplateError { name: file, message: message.to_owned() },
            span,
        )
    }
}

/// Without templates. Escapes in those named as markup.
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
    let mut errors = Vec::new();
    let mut usable = Vec::new();
    for (name, source) in own.iter().take(MOST_TEMPLATES) {
        if name.starts_with(BUILT_IN_FOLDER) {
            let message =
                "`built-in/` stands for the built-in templates: move it to another folder";
            errors.push((name.clone(), tera::Error::message(message)));
            continue;
        }
        match Tera::default().add_raw_template(name, source.text()) {
            Err(error) if is_syntax(&error) => errors.push((name.clone(), error)),
            Err(_) | Ok(()) => usable.push((name.as_str(), source.text())),
        }
    }
    if own.len() > MOST_TEMPLATES {
        let message = format!("there are more than {MOST_TEMPLATES} templates");
        errors.push((own[MOST_TEMPLATES].0.clone(), tera::Error::message(message)));
    }
    let lengths = usable.iter().map(|&(name, text)| (name, text.len())).collect();
    let counted: BTreeMap<String, Counted> = usable
        .iter()
        .map(|&(name, text)| (name.to_owned(), Counted::new(text, &lengths)))
        .collect();
    let built_in = BUILT_IN.iter().copied().filter(|(name, _)| !counted.contains_key(*name));
    let texts = counted.iter().map(|(name, counted)| (name.as_str(), counted.text.as_str()));
    let kept = kept_names(&usable);
    let kept = kept.iter().map(|(name, text)| (name.as_str(), *text));
    let mut tera = empty();
    if let Err(error) =
        tera.add_raw_templates(built_in.chain(kept).chain(texts).collect::<Vec<_>>())
    {
        errors.push(("templates".to_owned(), error));
        tera = empty();
        // The built-in templates are tested; if they failed, pages would be reported.
        let _ = tera.add_raw_templates(BUILT_IN);
    }
    Arc::new(Loaded { tera, counted, errors })
}

/// The built-in templates under the names that nothing replaces, if a template of the site uses one.
fn kept_names(own: &[(&str, &str)]) -> Vec<(String, &'static str)> {
    if !own.iter().any(|(_, text)| text.contains(BUILT_IN_FOLDER)) {
        return Vec::new();
    }
    BUILT_IN.iter().map(|(name, text)| (format!("{BUILT_IN_FOLDER}{name}"), *text)).collect()
}

/// Whether a template itself is invalid; the ones it extends or includes may come later.
fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}
