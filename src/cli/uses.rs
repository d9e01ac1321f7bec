//! `deckyard uses`: everything that uses a chapter, a picture, a deck or a slide.

use std::fmt::Write as _;

use clap::{Args, ValueHint};
use serde::Serialize;

use super::run::{CommandRun, fail, typed};
use super::{ExitStatus, SiteArguments, print};
use crate::diag::problem::counted;
use crate::path::ProjectPath;
use crate::refs::{ReferenceIndex, ReferenceRole, Relation, Subject};
use crate::report::Format;
use crate::world::World;

/// The arguments of `uses`.
#[derive(Args, Debug)]
pub(super) struct UsesArguments {
    /// A file of the site, a deck, or a slide as `#name` or `FILE#name`.
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    file: String,
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// A use, for programs.
#[derive(Serialize)]
struct JsonUse {
    kind: &'static str,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
}

/// Lists uses: success if there are any.
pub(super) fn run(arguments: &UsesArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    let found = CommandRun::plain(&site).and_then(|run| {
        let index = ReferenceIndex::new(&run.world);
        let file = run.path_from_here(&arguments.file).unwrap_or_else(|| typed(&arguments.file));
        let subject = index.subject(&file)?;
        let uses = index.uses(&subject);
        let text = match arguments.site.output.format {
            Format::Json => json(&run.world, &uses),
            _ => listed(&run.world, (&index, &subject), &uses),
        };
        print(&text);
        Ok(uses.iter().any(is_use))
    });
    match found {
        Ok(true) => ExitStatus::Success,
        Ok(false) => ExitStatus::Failure,
        Err(message) => fail(&message),
    }
}

/// Whether something depends on the subject.
fn is_use(relation: &Relation) -> bool {
    match relation {
        Relation::Names(reference) => reference.role != ReferenceRole::Commented,
        Relation::Replacement(_) | Relation::Translation(_) => true,
        Relation::Defines(_) | Relation::Replaced(_) => false,
    }
}

/// The kind of a use, and the file if there is no exact location.
fn kind(relation: &Relation) -> (&'static str, Option<&ProjectPath>) {
    match relation {
        Relation::Names(reference) => (reference.role.as_str(), None),
        Relation::Replacement(file) => ("replaces it in an event", Some(file)),
        Relation::Translation(file) => ("is its translation", Some(file)),
        Relation::Replaced(file) => ("is replaced by it in an event", Some(file)),
        Relation::Defines(_) => ("has this name", None),
    }
}

fn json(world: &dyn World, uses: &[Relation]) -> String {
    let entry = |relation: &Relation| {
        let (kind, file) = kind(relation);
        let (span, written) = match relation {
            Relation::Names(reference) => (Some(&reference.span), Some(reference.written.clone())),
            Relation::Defines(slide) => (Some(&slide.span), Some(slide.name.clone())),
            _ => (None, None),
        };
        let source = span.and_then(|span| world.source(&span.file).ok());
        let position = source.zip(span).map(|(file, span)| file.position(span.start as usize));
        let file = file.or(span.map(|span| &span.file));
        JsonUse {
            kind,
            file: file.map(ToString::to_string).unwrap_or_default(),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            written,
        }
    };
    let entries: Vec<_> = uses.iter().map(entry).collect();
    // Structs of strings and numbers: serialising them cannot fail.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

fn listed(
    world: &dyn World,
    (index, subject): (&ReferenceIndex, &Subject),
    uses: &[Relation],
) -> String {
    let mut out = String::new();
    for relation in uses {
        // Writing to a String cannot fail.
        let _ = match (kind(relation), relation) {
            ((kind, _), Relation::Names(reference)) => {
                let place = ReferenceIndex::place(world, &reference.span);
                writeln!(out, "{place}: {kind}: {}", reference.written)
            }
            ((kind, _), Relation::Defines(slide)) => {
                writeln!(out, "{}: {kind}", ReferenceIndex::place(world, &slide.span))
            }
            ((kind, Some(file)), _) => writeln!(out, "{file}: {kind}"),
            ((_, None), _) => Ok(()),
        };
    }
    let files: Vec<&ProjectPath> = match subject {
        Subject::File(file) => vec![file],
        Subject::Slide(_, files) => files.iter().collect(),
    };
    let mut decks: Vec<&str> =
        files.iter().flat_map(|file| index.decks_with(file)).map(ProjectPath::stem).collect();
    decks.sort_unstable();
    decks.dedup();
    let is_deck = matches!(subject, Subject::File(file) if file.has_extension("yml"));
    if !decks.is_empty() && !is_deck {
        let _ = writeln!(out, "shown by {}: {}", counted(decks.len(), "deck"), decks.join(", "));
    }
    if !uses.iter().any(is_use) {
        out.push_str("nothing uses it\n");
    }
    out
}
