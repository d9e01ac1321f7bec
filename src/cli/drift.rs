//! `deckyard drift`: what overlays and translations replace, and what changed there since.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::Args;

use super::run::{Run, fail};
use super::{SiteArguments, Status, print};
use crate::diag::problem::counted;
use crate::event::Event;
use crate::io::git;
use crate::path::ProjectPath;
use crate::site::{self, Advice, Sources};
use crate::world::World as _;

/// The arguments of `drift`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// A file that stands in front of another one.
struct Stand {
    front: ProjectPath,
    behind: ProjectPath,
}

/// Lists overlays and translations.
pub(super) fn run(arguments: &Arguments) -> Status {
    let site = SiteArguments::plain(&arguments.site);
    match Run::new(&site, Sources::Shown, Advice::Unwanted) {
        Ok(run) => {
            print(&drift(&run));
            Status::Success
        }
        Err(message) => fail(&message),
    }
}

fn drift(run: &Run<'_>) -> String {
    let workshops = site::workshops(&run.world, &mut Vec::new());
    let mut out = String::new();
    for event in &workshops.events {
        let overlay = match &event.overlay {
            Some(folder) => ProjectPath::resolve("", &folder.value),
            None => Some(ProjectPath::new(&format!("events/{}", event.slug))),
        };
        let Some(overlay) = overlay else { continue };
        let stands = in_overlay(run, &overlay);
        if stands.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}{}", event.slug, frozen(event));
        for stand in &stands {
            let _ = writeln!(out, "  {}", said(run, stand, event.rev.is_some()));
        }
    }
    let languages: BTreeSet<String> = workshops
        .events
        .iter()
        .filter_map(|event| event.lang.as_ref()?.value.split(['-', '_']).next())
        .map(str::to_lowercase)
        .collect();
    for language in languages {
        translations(run, &language, &mut out);
    }
    if out.is_empty() {
        "no overlay and no translation replaces anything\n".to_owned()
    } else {
        out
    }
}

fn frozen(event: &Event) -> String {
    event.rev.as_ref().map_or_else(String::new, |rev| format!(" (as of {})", rev.value))
}

/// The files of an overlay, each with the one that it replaces, if there is one.
fn in_overlay(run: &Run<'_>, overlay: &ProjectPath) -> Vec<Stand> {
    let files = run.world.list(overlay.as_str());
    let stand = |front: &ProjectPath| {
        let name = front.below(overlay.as_str())?;
        let behind = ProjectPath::new(&format!("slides/{name}"));
        Some(Stand { front: front.clone(), behind })
    };
    files.iter().filter_map(stand).collect()
}

/// One line about a file and what became of the one that it replaces.
fn said(run: &Run<'_>, stand: &Stand, is_frozen: bool) -> String {
    let Stand { front, behind } = stand;
    if !run.world.is_file(behind) {
        return format!("{front}: new");
    }
    let root = run.world.root();
    let Some(last) = git::last_change(root, front.as_str()) else {
        return format!("{front}: replaces {behind}; not committed yet");
    };
    if is_frozen {
        return format!("{front}: replaces {behind}");
    }
    match git::lines_changed(root, &last, behind.as_str()) {
        Some((0, 0)) | None => format!("{front}: replaces {behind}, which did not change since"),
        Some((added, removed)) => {
            let commits = match git::commits_since(root, &last, behind.as_str()) {
                0 => "not committed yet".to_owned(),
                count => format!("in {}", counted(count, "commit")),
            };
            format!(
                "{front}: replaces {behind}, which CHANGED since: +{added} -{removed} lines, {commits}; see: \
                 git diff {} -- {behind}",
                &last.id[..last.id.len().min(12)]
            )
        }
    }
}

/// The chapters in a language that are missing, or older than their originals.
fn translations(run: &Run<'_>, language: &str, out: &mut String) {
    let end = format!(".{language}.md");
    let files = run.world.list("slides");
    let is_translated = files.iter().any(|file| file.as_str().ends_with(&end));
    if !is_translated {
        return;
    }
    let root = run.world.root();
    let _ = writeln!(out, "language {language}");
    let mut missing = 0;
    for file in files.iter().filter(|file| file.has_extension("md")) {
        let stem = file.as_str().strip_suffix(".md").unwrap_or(file.as_str());
        // Not an original but somebody's translation.
        let is_original = !stem.rsplit('/').next().unwrap_or_default().contains('.');
        if !is_original {
            continue;
        }
        let translation = ProjectPath::new(&format!("{stem}{end}"));
        if !files.contains(&translation) {
            missing += 1;
            continue;
        }
        let times = [&translation, file].map(|file| git::last_change(root, file.as_str()));
        let line = match times {
            [Some(new), Some(old)] if new.time < old.time => {
                format!("{translation}: OLDER than {file}")
            }
            [None, _] => format!("{translation}: not committed yet"),
            _ => format!("{translation}: not older than {file}"),
        };
        let _ = writeln!(out, "  {line}");
    }
    let _ = writeln!(out, "  {} without a translation", counted(missing, "chapter"));
}
