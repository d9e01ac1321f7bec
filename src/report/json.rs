//! A JSON object, for programs. `docs/schemas/report.json` describes it, and `deckyard schema report`
//! prints that.
//!
//! Lines and columns count from 1, columns in characters; `file` and what follows it are missing if
//! there is no file. An entry with `not_listed` represents this many others: of its code in its
//! file, or, at the end, of all kinds. Within a version, keys are only ever added.

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::limits::LeftOut;
use super::{Located, LocatedDiagnostic};
use crate::diag::Severity;

/// The version of the form.
const VERSION: u32 = 1;

/// The code of an entry that represents problems of several kinds.
pub(super) const NOT_LISTED: &str = "not-listed";

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u32,
    program: &'a str,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'a str,
    code: &'a str,
    message: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Option<JsonPlace<'a>>,
    /// The file, if no location is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    included_from: Vec<JsonPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<JsonPlace<'a>>,
    decks: &'a [String],
    /// The same in every run, as long as file, line and message stay the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// How many unlisted others the entry represents.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_listed: Option<usize>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(views: &[Located<'_>], left_out: Option<&LeftOut>) -> String {
    let prints = fingerprints(views);
    let mut entries: Vec<_> =
        views.iter().zip(prints).map(|(view, print)| entry(view, print)).collect();
    let words = left_out.map(LeftOut::words).unwrap_or_default();
    let severities = left_out.into_iter().flat_map(|left_out| {
        [(Severity::Error, left_out.errors), (Severity::Warning, left_out.warnings)]
    });
    entries.extend(severities.filter(|&(_, count)| count > 0).map(|(severity, count)| {
        JsonDiagnostic {
            severity: severity.as_str(),
            code: NOT_LISTED,
            message: &words,
            label: "",
            help: None,
            place: None,
            file: None,
            included_from: Vec::new(),
            related: None,
            decks: &[],
            fingerprint: None,
            not_listed: Some(count),
        }
    }));
    let total = |severity: Severity| {
        let found = entries.iter().filter(|entry| entry.severity == severity.as_str());
        found.map(|entry| entry.not_listed.unwrap_or(1)).sum()
    };
    let report = JsonReport {
        version: VERSION,
        program: concat!("deckyard ", env!("CARGO_PKG_VERSION")),
        errors: total(Severity::Error),
        warnings: total(Severity::Warning),
        diagnostics: entries,
    };
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn entry<'a>(view: &'a Located<'_>, fingerprint: String) -> JsonDiagnostic<'a> {
    JsonDiagnostic {
        severity: view.severity().as_str(),
        code: view.code(),
        message: &view.words.message,
        label: &view.words.label,
        help: view.words.help.as_deref(),
        place: view.place.as_ref().map(place),
        file: view
            .diagnostic
            .span
            .as_ref()
            .filter(|_| view.place.is_none())
            .map(|span| span.file.as_str()),
        related: view.related.as_ref().map(|(_, found)| place(found)),
        included_from: view.included_from.iter().map(place).collect(),
        decks: &view.diagnostic.decks,
        fingerprint: Some(fingerprint),
        not_listed: view.more,
    }
}

fn place(found: &LocatedDiagnostic) -> JsonPlace<'_> {
    JsonPlace {
        file: &found.file,
        line: found.start.line,
        column: found.start.column,
        end_line: found.end.line,
        end_column: found.end.column,
    }
}
