//! The templates: built in, each replaceable by the site's own of the same name.

use serde::Serialize;
use tera::{Context, Tera};

use crate::diag::{Diagnostic, Problem, Warned};
use crate::path::ProjectPath;
use crate::span::Span;
use crate::world::World;

/// The built-in templates.
const BUILT_IN: [(&str, &str); 4] = [
    ("404.html", include_str!("../../templates/404.html")),
    ("deck.html", include_str!("../../templates/deck.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
];

/// All templates of a site.
pub(super) struct Templates {
    tera: Tera,
}

impl Templates {
    /// Loads the built-in templates and those of the site. One that cannot be read is
    /// reported, and the built-in one is used meanwhile.
    pub(super) fn load(world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut tera = Tera::default();
        let mut texts: Vec<(String, String)> =
            BUILT_IN.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
        for path in world.list("templates").iter() {
            let (Some(name), Ok(source)) = (path.below("templates"), world.source(path)) else {
                continue;
            };
            if let Err(error) = Tera::default().add_raw_template(name, source.text())
                && is_syntax(&error)
            {
                diagnostics.push(diagnostic(name, &error));
                continue;
            }
            texts.retain(|(other, _)| other != name);
            texts.push((name.to_owned(), source.text().to_owned()));
        }
        if let Err(error) = tera.add_raw_templates(texts) {
            diagnostics.push(diagnostic("templates", &error));
            tera = Tera::default();
            // The built-in templates are tested; if they failed, pages would be reported.
            let _ = tera.add_raw_templates(BUILT_IN);
        }
        Self { tera }
    }

    /// Fills a template.
    pub(super) fn render<T: Serialize>(&self, name: &str, view: &T) -> Warned<Option<String>> {
        let html = Context::from_serialize(view).and_then(|view| self.tera.render(name, &view));
        match html {
            Ok(html) => Warned::new(Some(html), Vec::new()),
            Err(error) => Warned::new(None, vec![diagnostic(name, &error)]),
        }
    }
}

/// Whether a template is wrong by itself; what it extends or includes may come later.
fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
}

fn diagnostic(name: &str, error: &tera::Error) -> Diagnostic {
    let (message, place) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), Some((report.filename().to_owned(), report.span())))
        }
        _ => (error.to_string(), None),
    };
    let file = place.as_ref().map_or(name, |(file, _)| file);
    let path = ProjectPath::new(&format!("templates/{file}"));
    let range = place.as_ref().map_or(0..0, |(_, span)| span.range.clone());
    let problem = Problem::TemplateError { name: file.to_owned(), message };
    Diagnostic::new(problem, Span::new(path, range.start, range.end))
}
