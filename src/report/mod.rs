//! Diagnostics as text: one file per format, all fed from the same located view.

mod github;
mod human;
mod json;
mod short;

use crate::diag::{Diagnostic, Severity, Words};
use crate::source::Source;
use crate::span::{Position, Span};
use crate::world::World;

/// How diagnostics are written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a caret, the likely mend.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code] message`.
    Short,
    /// A JSON array of objects.
    Json,
    /// Annotations of GitHub's workflow runs.
    Github,
}

/// Whether the human format uses colours.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Colours.
    Coloured,
    /// Plain text.
    Plain,
}

/// Writes diagnostics in their order.
pub fn write(
    format: Format,
    style: Style,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> String {
    let located = diagnostics.iter().map(|diagnostic| Located::new(diagnostic, world));
    match format {
        Format::Human => located.map(|view| human::write(&view, style)).collect(),
        Format::Short => located.map(|view| short::write(&view)).collect(),
        Format::Github => located.map(|view| github::write(&view)).collect(),
        Format::Json => json::write(&located.collect::<Vec<_>>()),
    }
}

/// A diagnostic for a page that shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// `file:line:column`; empty for what stands in no file.
    pub place: String,
    /// As the terminal shows it, without colours.
    pub text: String,
    /// The file, the line and the column, both from 1.
    #[serde(skip)]
    pub position: Option<(crate::path::ProjectPath, usize, usize)>,
}

/// Diagnostics for a page that shows them.
pub fn notices(diagnostics: &[Diagnostic], world: &dyn World) -> Vec<Notice> {
    let located = diagnostics.iter().map(|diagnostic| Located::new(diagnostic, world));
    located
        .map(|view| Notice {
            place: view.place.as_ref().map(Found::position).unwrap_or_default(),
            text: human::write(&view, Style::Plain),
            position: view
                .place
                .as_ref()
                .map(|found| (found.span.file.clone(), found.start.line, found.start.column)),
        })
        .collect()
}

/// A diagnostic with its words and places looked up.
struct Located<'a> {
    diagnostic: &'a Diagnostic,
    words: Words,
    place: Option<Found>,
    included_from: Vec<Found>,
    related: Option<(&'static str, Found)>,
}

/// A place with line and column, and the text when it can be shown.
struct Found {
    file: String,
    start: Position,
    end: Position,
    span: Span,
    source: Option<Source>,
}

impl<'a> Located<'a> {
    fn new(diagnostic: &'a Diagnostic, world: &dyn World) -> Self {
        Self {
            diagnostic,
            words: diagnostic.problem.words(),
            related: diagnostic
                .problem
                .related()
                .map(|(what, span)| (what, Found::new(span, world))),
            place: diagnostic.span.as_ref().map(|span| Found::new(span, world)),
            included_from: diagnostic
                .included_from
                .iter()
                .rev()
                .map(|span| Found::new(span, world))
                .collect(),
        }
    }

    fn severity(&self) -> Severity {
        self.diagnostic.severity()
    }

    fn code(&self) -> &'static str {
        self.diagnostic.problem.code().name()
    }

    /// `shown by kube and 3 other decks`, when more than one deck shows the place.
    fn decks(&self) -> Option<String> {
        match self.diagnostic.decks.as_slice() {
            [] | [_] => None,
            [first, second] => Some(format!("shown by the decks {first} and {second}")),
            [first, rest @ ..] => Some(format!("shown by {first} and {} other decks", rest.len())),
        }
    }
}

impl Found {
    fn new(span: &Span, world: &dyn World) -> Self {
        let source = world.excerpt(&span.file);
        let first = Position { line: 1, column: 1 };
        let position =
            |byte: u32| source.as_ref().map_or(first, |source| source.position(byte as usize));
        Self {
            file: span.file.to_string(),
            start: position(span.start),
            end: position(span.end),
            span: span.clone(),
            source,
        }
    }

    fn position(&self) -> String {
        format!("{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}
