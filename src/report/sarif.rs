//! SARIF 2.1.0, for code scanning and editors.
//!
//! Columns count Unicode code points. Files are relative to the repository, percent-encoded.
//! Findings that are only counted become a notification of the tool.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use super::limits::LeftOut;
use super::{Located, LocatedDiagnostic, in_repository};
use crate::diag::{Code, Severity};

/// The name of the fingerprint: the number at its end changes when it is computed differently.
const FINGERPRINT: &str = "deckyardFinding/v1";

/// The folder to which paths are relative.
const ROOT: &str = "SRCROOT";

#[derive(Serialize)]
struct SarifRegion {
    #[serde(rename = "startLine")]
    start_line: usize,
    #[serde(rename = "startColumn")]
    start_column: usize,
    #[serde(rename = "endLine")]
    end_line: usize,
    #[serde(rename = "endColumn")]
    end_column: usize,
}

pub(super) fn write(views: &[Located<'_>], left_out: Option<&LeftOut>, prefix: &str) -> String {
    let codes = views.iter().filter(|view| view.more.is_none());
    let codes: BTreeMap<Code, usize> =
        codes.map(|view| (view.diagnostic.problem.code(), 0)).collect();
    let codes: BTreeMap<Code, usize> =
        codes.into_keys().enumerate().map(|(index, code)| (code, index)).collect();
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for (view, fingerprint) in views.iter().zip(fingerprints(views)) {
        match view.more() {
            Some(more) => notifications.push(notification(view.severity(), &more)),
            None => results.push(result(view, &codes, &fingerprint, prefix)),
        }
    }
    notifications.extend(left_out.map(|left_out| {
        let severity = if left_out.errors > 0 { Severity::Error } else { Severity::Warning };
        notification(severity, &left_out.words())
    }));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Deckyard",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.keys().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The repository of the site" } } },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    // A tree of values: serialising it cannot fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// A code with its documentation.
fn rule(code: Code) -> Value {
    let page = code.page();
    json!({
        "id": code.name(),
        "shortDescription": { "text": short_description(page) },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": code.severity().as_str() },
    })
}

/// The first paragraph of the code's documentation page.
fn short_description(page: &str) -> String {
    let paragraphs = page.split("\n\n").map(str::trim);
    let is_text = |paragraph: &&str| {
        let starts = ["#", "Error:", "Warning:", "```", "`deckyard check`"];
        !paragraph.is_empty() && !starts.iter().any(|start| paragraph.starts_with(start))
    };
    let text = paragraphs.into_iter().find(is_text).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(
    view: &Located<'_>,
    codes: &BTreeMap<Code, usize>,
    fingerprint: &str,
    prefix: &str,
) -> Value {
    let code = view.diagnostic.problem.code();
    let help = view.words.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": code.name(),
        "ruleIndex": codes.get(&code).copied().unwrap_or_default(),
        "level": view.severity().as_str(),
        "message": { "text": format!("{}{help}", view.words.message) },
        "partialFingerprints": { FINGERPRINT: fingerprint },
    });
    if let Some(place) = &view.place {
        let mut location = location(place, prefix);
        if !view.words.label.is_empty() {
            location["message"] = json!({ "text": view.words.label });
        }
        result["locations"] = json!([location]);
    }
    let related = view.related.iter().map(|(what, place)| (*what, place));
    let included = view.included_from.iter().map(|place| ("included from here", place));
    let related: Vec<Value> = related
        .chain(included)
        .map(|(what, place)| {
            let mut location = location(place, prefix);
            location["message"] = json!({ "text": what });
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location(place: &LocatedDiagnostic, prefix: &str) -> Value {
    let region = SarifRegion {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    };
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": encoded(&in_repository(prefix, &place.file)), "uriBaseId": ROOT },
            "region": region,
        },
    })
}

fn notification(severity: Severity, text: &str) -> Value {
    json!({ "level": severity.as_str(), "message": { "text": text } })
}

/// A path as a relative URI: a colon in it begins no scheme, and `%` is a character.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encoded, short_description};
    use crate::diag::Code;

    #[test]
    fn paths_are_relative_uris() {
        assert_eq!(encoded("slides/a b%.md"), "slides/a%20b%25.md");
        assert_eq!(encoded("v1:slides/é.md"), "v1%3Aslides/%C3%A9.md");
    }

    #[test]
    fn every_code_is_described() {
        for code in Code::all() {
            let text = short_description(code.page());
            assert!(text.len() > 20 && !text.contains("```"), "{}: {text}", code.name());
        }
    }
}
