//! `deckyard unused`: what nothing uses.

use std::fmt::Write as _;

use clap::Args;
use serde::Serialize;

use super::run::{CommandRun, fail};
use super::{ExitStatus, SiteArguments, print};
use crate::path::ProjectPath;
use crate::refs::{self, ReferenceIndex, Unused};
use crate::report::Format;

/// The arguments of `unused`.
#[derive(Args, Debug)]
pub(super) struct UnusedArguments {
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// What nothing uses, for programs.
#[derive(Serialize)]
struct JsonUnused {
    chapters: Vec<String>,
    pictures: Vec<String>,
    decks: Vec<String>,
    overlays: Vec<String>,
    speakers: Vec<String>,
}

/// Lists what nothing uses: success if there is nothing.
pub(super) fn run(arguments: &UnusedArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    let found = CommandRun::plain(&site)
        .map(|run| refs::unused(&run.world, &ReferenceIndex::new(&run.world)));
    match found {
        Err(message) => fail(&message),
        Ok(unused) => {
            print(&match arguments.site.output.format {
                Format::Json => json(&unused),
                _ => listed(&unused),
            });
            if unused.is_empty() { ExitStatus::Success } else { ExitStatus::Failure }
        }
    }
}

fn names(files: &[ProjectPath]) -> Vec<String> {
    files.iter().map(ToString::to_string).collect()
}

fn json(unused: &Unused) -> String {
    let found = JsonUnused {
        chapters: names(&unused.chapters),
        pictures: unused.pictures.iter().map(|(file, _)| file.to_string()).collect(),
        decks: names(&unused.decks),
        overlays: names(&unused.overlays),
        speakers: unused.speakers.clone(),
    };
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&found).unwrap_or_default() + "\n"
}

fn listed(unused: &Unused) -> String {
    let picture = |(file, users): &(ProjectPath, Vec<ProjectPath>)| match users.as_slice() {
        [] => file.to_string(),
        users => format!("{file} (only in {})", names(users).join(", ")),
    };
    let kinds = [
        ("Chapters that no deck shows", names(&unused.chapters)),
        ("Pictures that nothing shows", unused.pictures.iter().map(picture).collect()),
        ("Decks that no event shows and no page links to", names(&unused.decks)),
        ("Overlays that change nothing", names(&unused.overlays)),
        ("Speakers whom no event names", unused.speakers.clone()),
    ];
    let mut out = String::new();
    for (kind, names) in kinds.iter().filter(|(_, names)| !names.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{kind}: {}", names.len());
        for name in names {
            let _ = writeln!(out, "  {name}");
        }
    }
    if out.is_empty() {
        out.push_str("everything is used\n");
    }
    out
}
