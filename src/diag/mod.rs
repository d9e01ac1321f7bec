//! Diagnostics: problems as data, with a stable code and a location.
//!
//! They are created at the lowest layer that knows the location, collected in [`Warned`], and
//! turned into words by [`problem`] and into text by the `report` module. Nothing here prints.

pub mod code;
mod fold;
pub mod git;
pub mod level;
pub mod limit;
pub mod nearest;
pub mod problem;
mod rest;

pub use self::code::{Code, SearchKind};
pub use self::git::{GitTrouble, RevisionTrouble};
pub use self::problem::{
    AddressFault, AddressProblem, AllowFault, BrandProblem, ClashCure, CodeBlockProblem, CodeLimit,
    ContentProblem, CssFault, EventProblem, Exposure, ExternalLinkProblem, FileProblem,
    ForeignSyntax, FrontMatterPlace, Hider, HidingProblem, Illegible, InPlaceOfPicture,
    LanguageProblem, LegibilityProblem, LevelProblem, ListProblem, LostEntries, ManifestProblem,
    Misfit, MisreadingProblem, MissingPart, NearDirective, NearFileProblem, OutputProblem,
    PathGuess, PrintingCure, PrintingProblem, Problem, RemovedPageProblem, SizeProblem, Skipped,
    SlideSetProblem, SlotFault, StructureProblem, TemplateProblem, TimeProblem, UncheckedCure,
    Unportable, ValueProblem, Words, ZoneFault,
};

use crate::span::Span;

/// The severity of a diagnostic.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The output would be wrong or incomplete; nothing is written.
    Error,
    /// Suspicious: the output is written.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A problem and its location.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The problem.
    pub problem: Problem,
    /// Its location; `None` if it is not in a file (a command-line option).
    pub span: Option<Span>,
    /// The `@@INCLUDE` lines that included the file, outermost first.
    pub included_from: Vec<Span>,
    /// The decks that show the location.
    pub decks: Vec<String>,
    /// The severity that a level gives it; that of its code by default.
    pub level: Option<Severity>,
}

impl Diagnostic {
    /// A diagnostic at a location.
    pub fn new(problem: impl Into<Problem>, span: Span) -> Self {
        Self {
            problem: problem.into(),
            span: Some(span),
            included_from: Vec::new(),
            decks: Vec::new(),
            level: None,
        }
    }

    /// A diagnostic without a location.
    pub fn nowhere(problem: impl Into<Problem>) -> Self {
        Self {
            problem: problem.into(),
            span: None,
            included_from: Vec::new(),
            decks: Vec::new(),
            level: None,
        }
    }

    /// How many problems it represents: one, unless it counts others.
    pub fn count(&self) -> usize {
        match &self.problem {
            Problem::More(rest) => rest.count(),
            _ => 1,
        }
    }

    /// Whether it is an error that no level can change, because the output is incomplete.
    pub fn is_fixed(&self) -> bool {
        self.problem.code().is_fixed()
    }

    /// Its severity, from its level or else from its code.
    pub fn severity(&self) -> Severity {
        self.level.unwrap_or_else(|| self.problem.code().severity())
    }
}

/// A value and the diagnostics from computing it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Warned<T> {
    /// The value.
    pub output: T,
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value with diagnostics.
    pub fn new(output: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { output, diagnostics }
    }

    /// Moves the diagnostics to a list and returns the value.
    pub fn take(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.output
    }
}

/// Sorts by location, merges equal problems at the same location in several decks, reports a
/// repeated habit once per file (see `fold`), and keeps at most [`limit::MOST_KEPT`] of each kind
/// in a file.
pub fn merged(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        (&a.span, a.problem.code()).cmp(&(&b.span, b.problem.code())).then_with(|| {
            let words = |d: &Diagnostic| d.problem.words().message;
            words(a).cmp(&words(b))
        })
    });
    let mut out: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        match out.last_mut() {
            Some(last) if last.problem == diagnostic.problem && last.span == diagnostic.span => {
                last.decks.extend(diagnostic.decks);
            }
            _ => out.push(diagnostic),
        }
    }
    let mut out = limit::limited(fold::folded(out), limit::MOST_KEPT);
    out.sort_by(|a, b| a.span.cmp(&b.span));
    for diagnostic in &mut out {
        // Decks of the site itself come before those of its events, `event/deck`.
        diagnostic.decks.sort_by(|a, b| (a.contains('/'), a).cmp(&(b.contains('/'), b)));
        diagnostic.decks.dedup();
    }
    out
}
