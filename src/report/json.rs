//! A JSON array of objects, for programs.
//!
//! Lines and columns count from 1, columns in characters; `file` and what follows it are
//! missing for what stands in no file. Keys are only ever added.

use serde::Serialize;

use super::{Found, Located};

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'a str,
    code: &'a str,
    message: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    included_from: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Place<'a>>,
    decks: &'a [String],
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(views: &[Located<'_>]) -> String {
    let entries: Vec<_> = views.iter().map(entry).collect();
    // Strings and numbers in structs: serialising them cannot fail.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

fn entry<'a>(view: &'a Located<'_>) -> Entry<'a> {
    Entry {
        severity: view.severity().as_str(),
        code: view.code(),
        message: &view.words.message,
        label: &view.words.label,
        help: view.words.help.as_deref(),
        place: view.place.as_ref().map(place),
        related: view.related.as_ref().map(|(_, found)| place(found)),
        included_from: view.included_from.iter().map(place).collect(),
        decks: &view.diagnostic.decks,
    }
}

fn place(found: &Found) -> Place<'_> {
    Place {
        file: &found.file,
        line: found.start.line,
        column: found.start.column,
        end_line: found.end.line,
        end_column: found.end.column,
    }
}
