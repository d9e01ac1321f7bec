//! Diagnostics as text: one file per format, all from the same located view.

mod baseline;
mod changes;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod limits;
mod sarif;
mod secrets;
mod short;
mod summary;

pub use self::baseline::{Baseline, BaselineComparison};
pub use self::changes::{ChangeFormat, ChangeSides, write_changes};
pub use self::findings::Findings;
pub use self::summary::summary;

use std::collections::BTreeSet;

use self::limits::{FOR_PAGES, FOR_PEOPLE, FOR_PROGRAMS, LeftOut, Limited};
use self::secrets::Secrets;
use crate::diag::{Diagnostic, Problem, Severity, Words};
use crate::source::Source;
use crate::span::{Position, Span, floor_char_boundary};
use crate::world::World;

/// How diagnostics are written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a caret, the suggested fix.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code] message`.
    Short,
    /// A JSON object with all findings; `deckyard schema report` describes it.
    Json,
    /// Annotations of GitHub's workflow runs, and a summary of the job.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// XML with test results, for Jenkins and others.
    Junit,
}

/// Whether the human format uses colours.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ReportStyle {
    /// Colours.
    Coloured,
    /// Plain text.
    Plain,
}

/// Writes diagnostics in their order, as many as the format allows, and the number of the others.
pub fn write(
    format: Format,
    style: ReportStyle,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> String {
    write_in((format, style), "", diagnostics, world)
}

/// The same for a site in a folder of its repository: the formats of CI services name files from the
/// repository on.
pub fn write_in(
    (format, style): (Format, ReportStyle),
    prefix: &str,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> String {
    let limits = match format {
        Format::Human | Format::Short | Format::Github => FOR_PEOPLE,
        Format::Json | Format::Gitlab | Format::Sarif | Format::Junit => FOR_PROGRAMS,
    };
    let Limited { shown, left_out } = limits.apply(diagnostics);
    let locator = Locator::new(world);
    let located = shown.iter().map(|diagnostic| locator.locate(diagnostic));
    let rest = left_out.as_ref().map(LeftOut::words);
    let rest = |before: &str, after: &str| {
        rest.as_ref().map(|words| format!("{before}{words}{after}")).unwrap_or_default()
    };
    match format {
        Format::Human => {
            located.map(|view| human::write(&view, style)).collect::<String>() + &rest("", "\n\n")
        }
        Format::Short => {
            located.map(|view| short::write(&view)).collect::<String>() + &rest("", "\n")
        }
        Format::Github => {
            // Identical entries, such as two findings at one location, are one annotation.
            let mut seen = BTreeSet::new();
            let all = located.map(|view| github::write(&view, prefix));
            let all = all.filter(|line| seen.insert(line.clone())).collect::<String>();
            all + &rest("::notice title=deckyard::", "\n")
        }
        Format::Json => json::write(&located.collect::<Vec<_>>(), left_out.as_ref()),
        Format::Gitlab => gitlab::write(&located.collect::<Vec<_>>(), left_out.as_ref(), prefix),
        Format::Sarif => sarif::write(&located.collect::<Vec<_>>(), left_out.as_ref(), prefix),
        Format::Junit => junit::write(&located.collect::<Vec<_>>(), left_out.as_ref()),
    }
}

/// A file of the site, from the repository on.
fn in_repository(prefix: &str, file: &str) -> String {
    match (prefix, file) {
        ("", file) => file.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, file) => format!("{prefix}/{file}"),
    }
}

/// A diagnostic to show on a page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// `file:line:column`; empty without a file.
    pub place: String,
    /// As the terminal shows it, without colours.
    pub text: String,
    /// The file, the line and the column, both from 1.
    #[serde(skip)]
    pub position: Option<(crate::path::ProjectPath, usize, usize)>,
}

/// Diagnostics to show on a page, as many as fit there.
pub fn notices(diagnostics: &[Diagnostic], world: &dyn World) -> Vec<Notice> {
    let Limited { shown, left_out } = FOR_PAGES.apply(diagnostics);
    let rest = left_out.map(|left_out| Notice {
        place: String::new(),
        text: left_out.words(),
        position: None,
    });
    let locator = Locator::new(world);
    let located = shown.iter().map(|diagnostic| locator.locate(diagnostic));
    located
        .map(|view| Notice {
            place: view.place.as_ref().map(LocatedDiagnostic::position).unwrap_or_default(),
            text: human::write(&view, ReportStyle::Plain),
            position: view
                .place
                .as_ref()
                .map(|found| (found.span.file.clone(), found.start.line, found.start.column)),
        })
        .chain(rest)
        .collect()
}

/// Length limit for a text of a message, in bytes: it may quote a line of megabytes.
const MOST_WORDS: usize = 1000;

/// Cuts a text that is too long.
fn cut(text: &mut String) {
    if text.len() > MOST_WORDS {
        text.truncate(floor_char_boundary(text, MOST_WORDS));
        text.push('…');
    }
}

/// A diagnostic with its message and resolved locations.
struct Located<'a> {
    diagnostic: &'a Diagnostic,
    words: Words,
    /// How many others it represents, which are not written out.
    more: Option<usize>,
    place: Option<LocatedDiagnostic>,
    included_from: Vec<LocatedDiagnostic>,
    related: Option<(&'static str, LocatedDiagnostic)>,
}

/// A location with line and column, and the text if it can be shown.
struct LocatedDiagnostic {
    file: String,
    start: Position,
    end: Position,
    span: Span,
    source: Option<Source>,
}

/// Looks up what diagnostics refer to.
struct Locator<'w> {
    world: &'w dyn World,
    secrets: Secrets,
}

impl<'w> Locator<'w> {
    fn new(world: &'w dyn World) -> Self {
        Self { world, secrets: Secrets::of(world) }
    }

    fn locate<'a>(&self, diagnostic: &'a Diagnostic) -> Located<'a> {
        let mut words = diagnostic.problem.words();
        for text in [&mut words.message, &mut words.label].into_iter().chain(&mut words.help) {
            *text = self.secrets.masked(text).into_owned();
            cut(text);
        }
        Located {
            diagnostic,
            words,
            more: match &diagnostic.problem {
                Problem::More(rest) => Some(rest.count()),
                _ => None,
            },
            related: diagnostic.problem.related().map(|(what, span)| (what, self.place(span))),
            // A count of others has no location.
            place: diagnostic
                .span
                .as_ref()
                .filter(|_| !matches!(diagnostic.problem, Problem::More(_)))
                .map(|span| self.place(span)),
            included_from: diagnostic
                .included_from
                .iter()
                .rev()
                .map(|span| self.place(span))
                .collect(),
        }
    }

    fn place(&self, span: &Span) -> LocatedDiagnostic {
        let source = self.world.excerpt(&span.file);
        let source = source.map(|source| self.secrets.masked_source(source));
        let first = Position { line: 1, column: 1 };
        let position =
            |byte: u32| source.as_ref().map_or(first, |source| source.position(byte as usize));
        LocatedDiagnostic {
            file: span.file.to_string(),
            start: position(span.start),
            end: position(span.end),
            span: span.clone(),
            source,
        }
    }
}

impl Located<'_> {
    fn severity(&self) -> Severity {
        self.diagnostic.severity()
    }

    /// `… and 12,345 more `unclosed-class` in slides/a.md`, for a count of others.
    fn more(&self) -> Option<String> {
        self.more.map(|count| limits::more(count, self.code(), self.file()))
    }

    fn file(&self) -> Option<&str> {
        self.diagnostic.span.as_ref().map(|span| span.file.as_str())
    }

    fn code(&self) -> &'static str {
        self.diagnostic.problem.code().name()
    }

    /// `shown by kube and 3 other decks`, if several decks show the location.
    fn decks(&self) -> Option<String> {
        match self.diagnostic.decks.as_slice() {
            [] | [_] => None,
            [first, second] => Some(format!("shown by the decks {first} and {second}")),
            [first, rest @ ..] => Some(format!("shown by {first} and {} other decks", rest.len())),
        }
    }
}

impl LocatedDiagnostic {
    fn position(&self) -> String {
        format!("{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}
