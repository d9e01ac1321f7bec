//! GitLab's Code Quality report: findings beside the changed lines of a merge request.
//!
//! The keys are those of GitLab's documentation, “Code Quality report format”. GitLab needs a file
//! for each finding; findings without a file name the site's folder.

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::limits::LeftOut;
use super::{Located, in_repository};
use crate::diag::Severity;

#[derive(Serialize)]
struct GitlabFinding<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: GitlabLocation,
}

#[derive(Serialize)]
struct GitlabLocation {
    path: String,
    lines: GitlabLines,
}

#[derive(Serialize)]
struct GitlabLines {
    begin: usize,
}

pub(super) fn write(views: &[Located<'_>], left_out: Option<&LeftOut>, prefix: &str) -> String {
    let mut findings: Vec<_> = views
        .iter()
        .zip(fingerprints(views))
        .map(|(view, fingerprint)| GitlabFinding {
            description: description(view),
            check_name: view.code(),
            fingerprint,
            severity: severity(view.severity()),
            location: location(
                prefix,
                view.file(),
                view.place.as_ref().map_or(1, |place| place.start.line),
            ),
        })
        .collect();
    findings.extend(left_out.map(|left_out| GitlabFinding {
        description: left_out.words(),
        check_name: super::json::NOT_LISTED,
        fingerprint: super::json::NOT_LISTED.to_owned(),
        severity: severity(if left_out.errors > 0 { Severity::Error } else { Severity::Warning }),
        location: location(prefix, None, 1),
    }));
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&findings).unwrap_or_default() + "\n"
}

fn location(prefix: &str, file: Option<&str>, begin: usize) -> GitlabLocation {
    let path = in_repository(prefix, file.unwrap_or_default());
    let path = if path.is_empty() { ".".to_owned() } else { path };
    GitlabLocation { path, lines: GitlabLines { begin } }
}

fn description(view: &Located<'_>) -> String {
    let help = view.words.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    view.more().unwrap_or_else(|| format!("{}{help}", view.words.message))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
    }
}
