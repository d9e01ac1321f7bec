//! The templates: built in, each replaceable by the site's own of the same name.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

use crate::diag::{Diagnostic, Problem, Warned};
use crate::path::ProjectPath;
use crate::source::Source;
use crate::span::Span;
use crate::world::World;

/// The built-in templates.
const BUILT_IN: [(&str, &str); 14] = [
    ("404.html", include_str!("../../templates/404.html")),
    ("cover.svg", include_str!("../../templates/cover.svg")),
    ("deck.html", include_str!("../../templates/deck.html")),
    ("entry.html", include_str!("../../templates/entry.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("feed.atom", include_str!("../../templates/feed.atom")),
    ("filter.html", include_str!("../../templates/filter.html")),
    ("head.html", include_str!("../../templates/head.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("masthead.html", include_str!("../../templates/masthead.html")),
    ("past.html", include_str!("../../templates/past.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("sitemap.xml", include_str!("../../templates/sitemap.xml")),
    ("speaker.html", include_str!("../../templates/speaker.html")),
];

/// All templates of a site.
pub(super) struct Templates<'a> {
    /// Those of the site, by name.
    pub(super) own: Vec<(String, Source)>,
    tera: Arc<Tera>,
    world: &'a dyn World,
}

impl<'a> Templates<'a> {
    /// Loads the built-in templates and those of the site. One that cannot be read is
    /// reported, and the built-in one is used meanwhile.
    pub(super) fn load(world: &'a dyn World, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut own = Vec::new();
        for path in world.list("templates").iter() {
            let Some(name) = path.below("templates") else { continue };
            match world.source(path) {
                Ok(source) => own.push((name.to_owned(), source)),
                Err(error) => diagnostics.extend(super::unusable(&world.origin(path), error)),
            }
        }
        let parsed = parsed(&own);
        let tera = match &*parsed {
            Ok(tera) => Arc::clone(tera),
            Err(Broken { errors, rest }) => {
                diagnostics
                    .extend(errors.iter().map(|(name, error)| diagnostic(world, name, error)));
                Arc::clone(rest)
            }
        };
        Self { own, tera, world }
    }

    /// Reports that a template cannot be used as a whole.
    pub(super) fn unusable(&self, name: &str, message: String) -> Diagnostic {
        unusable(self.world, name, message)
    }

    /// Fills a template.
    pub(super) fn render<T: Serialize>(&self, name: &str, view: &T) -> Warned<Option<String>> {
        let html = Context::from_serialize(view).and_then(|view| self.tera.render(name, &view));
        match html {
            Ok(html) => Warned::new(Some(html), Vec::new()),
            Err(error) => Warned::new(None, vec![diagnostic(self.world, name, &error)]),
        }
    }
}

/// No template yet. What is markup by its name is escaped.
fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".htm", ".xml", ".svg", ".atom"]);
    tera
}

/// What is wrong with templates, and those that can be used all the same.
struct Broken {
    errors: Vec<(String, tera::Error)>,
    rest: Arc<Tera>,
}

/// The built-in templates and those of a site, read once.
#[comemo::memoize]
fn parsed(own: &[(String, Source)]) -> Arc<Result<Arc<Tera>, Broken>> {
    let mut errors = Vec::new();
    let mut texts: Vec<(&str, &str)> = BUILT_IN.to_vec();
    for (name, source) in own {
        if let Err(error) = Tera::default().add_raw_template(name, source.text())
            && is_syntax(&error)
        {
            errors.push((name.clone(), error));
            continue;
        }
        texts.retain(|(other, _)| other != name);
        texts.push((name, source.text()));
    }
    let mut tera = empty();
    if let Err(error) = tera.add_raw_templates(texts) {
        errors.push(("templates".to_owned(), error));
        tera = empty();
        // The built-in templates are tested; if they failed, pages would be reported.
        let _ = tera.add_raw_templates(BUILT_IN);
    }
    let tera = Arc::new(tera);
    Arc::new(if errors.is_empty() { Ok(tera) } else { Err(Broken { errors, rest: tera }) })
}

/// Whether a template is wrong by itself; what it extends or includes may come later.
fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
}

fn diagnostic(world: &dyn World, name: &str, error: &tera::Error) -> Diagnostic {
    let (message, place) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), Some((report.filename().to_owned(), report.span())))
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            let message = format!("it extends `{parent}`, which does not exist");
            return unusable(world, current, message);
        }
        tera::ErrorKind::CircularExtend { tpl, .. }
        | tera::ErrorKind::CircularInclude { tpl, .. } => {
            return unusable(world, tpl, "it extends or includes itself".to_owned());
        }
        _ => return in_words(world, name, &error.to_string()),
    };
    let file = place.as_ref().map_or(name, |(file, _)| file);
    let path = place_of(world, file);
    let range = place.as_ref().map_or(0..0, |(_, span)| span.range.clone());
    let problem = Problem::TemplateError { name: file.to_owned(), message };
    Diagnostic::new(problem, Span::new(path, range.start, range.end))
}

/// Where a template lies.
fn place_of(world: &dyn World, name: &str) -> ProjectPath {
    world.origin(&ProjectPath::new(&format!("templates/{name}")))
}

/// A template that cannot be used as a whole.
fn unusable(world: &dyn World, name: &str, message: String) -> Diagnostic {
    let path = place_of(world, name);
    Diagnostic::new(Problem::TemplateError { name: name.to_owned(), message }, Span::start_of(path))
}

/// An error that Tera hands out as a report in words only: `error: …`, then `--> file:line:column`.
fn in_words(world: &dyn World, name: &str, report: &str) -> Diagnostic {
    let message = report.lines().find(|line| !line.trim().is_empty()).unwrap_or(report).trim();
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let place = report.lines().find_map(|line| line.split_once("--> ").map(|(_, place)| place));
    let mut parts = place.unwrap_or_default().trim().trim_end_matches(']').rsplitn(3, ':');
    let number = |part: Option<&str>| part.and_then(|part| part.parse().ok()).unwrap_or(1_usize);
    let (column, line) = (number(parts.next()), number(parts.next()));
    let file = parts.next().unwrap_or(name).trim_start_matches('[').trim().to_owned();
    let path = place_of(world, &file);
    let start = world.source(&path).map_or(0, |source| {
        let start = source.lines().start(line.saturating_sub(1));
        let rest = source.text().get(start..).unwrap_or_default();
        start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
    });
    let span = Span::new(path, start, start);
    Diagnostic::new(Problem::TemplateError { name: file, message: message.to_owned() }, span)
}
