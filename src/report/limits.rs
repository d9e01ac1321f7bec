//! Which diagnostics are written out, and how the others are summarized.
//!
//! **Invariant:** omitted diagnostics are counted, and an error is never omitted in favour of a
//! warning.

use std::collections::BTreeMap;

use crate::diag::limit::limited;
use crate::diag::problem::{counted, grouped};
use crate::diag::{Diagnostic, Problem, Severity};

/// How much to write out.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportLimits {
    /// How many of one code in one file.
    pub(super) of_kind: usize,
    /// How many altogether.
    pub(super) of_all: usize,
}

/// For people: enough to see the problems, and no more than a terminal keeps.
pub(super) const FOR_PEOPLE: ReportLimits = ReportLimits { of_kind: 20, of_all: 500 };

/// For programs: all of them, up to a large number.
pub(super) const FOR_PROGRAMS: ReportLimits = ReportLimits { of_kind: 1000, of_all: 10_000 };

/// For pages, which show them above the slides.
pub(super) const FOR_PAGES: ReportLimits = ReportLimits { of_kind: 20, of_all: 100 };

/// The diagnostics to write.
pub(super) struct Limited {
    /// In order. Counts of others follow those of their kind.
    pub(super) shown: Vec<Diagnostic>,
    /// What is omitted, if anything.
    pub(super) left_out: Option<LeftOut>,
}

/// What is omitted.
pub(super) struct LeftOut {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl LeftOut {
    /// `… and 2 errors and 1,234 warnings more`.
    pub(super) fn words(&self) -> String {
        let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning")]
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        format!("… and {} more", parts.join(" and "))
    }
}

impl ReportLimits {
    /// Limits diagnostics, which are sorted.
    pub(super) fn apply(self, diagnostics: &[Diagnostic]) -> Limited {
        let mut shown = behind_their_kind(limited(diagnostics.to_vec(), self.of_kind));
        if shown.len() <= self.of_all {
            return Limited { shown, left_out: None };
        }
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity() == Severity::Error;
        let mut errors = self.of_all;
        let n_errors = shown.iter().filter(|d| is_error(d)).count();
        let mut warnings = self.of_all - n_errors.min(self.of_all);
        let mut left_out = LeftOut { errors: 0, warnings: 0 };
        shown.retain(|diagnostic| {
            let (left, count) = if is_error(diagnostic) {
                (&mut errors, &mut left_out.errors)
            } else {
                (&mut warnings, &mut left_out.warnings)
            };
            let is_shown = *left > 0;
            *left = left.saturating_sub(1);
            *count += if is_shown { 0 } else { diagnostic.count() };
            is_shown
        });
        Limited { shown, left_out: Some(left_out) }
    }
}

/// Puts counts after the last one of their kind.
fn behind_their_kind(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let kind = |d: &Diagnostic| (d.span.as_ref().map(|span| span.file.clone()), d.problem.code());
    let mut last = BTreeMap::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if !matches!(diagnostic.problem, Problem::More(_)) {
            last.insert(kind(diagnostic), index);
        }
    }
    let mut keyed: Vec<_> = diagnostics
        .drain(..)
        .enumerate()
        .map(|(index, diagnostic)| {
            let is_count = matches!(diagnostic.problem, Problem::More(_));
            let place = last.get(&kind(&diagnostic)).copied().filter(|_| is_count);
            ((place.unwrap_or(index), is_count), diagnostic)
        })
        .collect();
    keyed.sort_by_key(|&(place, _)| place);
    keyed.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

/// `… and 12,345 more `unclosed-class` in slides/a.md`.
pub(super) fn more(count: usize, code: &str, file: Option<&str>) -> String {
    let place = file.map(|file| format!(" in {file}")).unwrap_or_default();
    format!("… and {} more `{code}`{place}", grouped(count))
}
