//! `deckyard drift`: what overlays and translations replace, and what changed there since.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::Args;

use super::run::{CommandRun, fail};
use super::{ExitStatus, SiteArguments, print};
use crate::diag::problem::counted;
use crate::diag::{GitTrouble, RevisionTrouble};
use crate::event::Event;
use crate::io::git::{Commit, History};
use crate::path::ProjectPath;
use crate::site;
use crate::world::World as _;

/// The arguments of `drift`.
#[derive(Args, Debug)]
pub(super) struct DriftArguments {
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// A file that replaces another one.
struct Divergence {
    front: ProjectPath,
    behind: ProjectPath,
}

/// Lists overlays and translations.
pub(super) fn run(arguments: &DriftArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| drift(&run)) {
        Ok(text) => {
            print(&text);
            ExitStatus::Success
        }
        Err(message) => fail(&message),
    }
}

/// The site, and its history if it has one.
struct Asked<'a> {
    run: &'a CommandRun<'a>,
    history: Option<History>,
}

impl Asked<'_> {
    fn last_change(&self, file: &ProjectPath) -> Result<Option<Commit>, GitTrouble> {
        self.history.as_ref().map_or(Ok(None), |history| history.last_change(file.as_str()))
    }
}

fn drift(run: &CommandRun<'_>) -> Result<String, String> {
    let line = |trouble: GitTrouble| trouble.line();
    let history = History::open(run.world.folder()).map_err(line)?;
    if history.as_ref().is_some_and(History::is_shallow) {
        let shallow = RevisionTrouble::Shallow;
        return Err(format!("this shallow clone lacks the history of changes; {}", shallow.fix()));
    }
    listed(&Asked { run, history }).map_err(line)
}

fn listed(asked: &Asked<'_>) -> Result<String, GitTrouble> {
    let run = asked.run;
    let workshops = site::workshops(&run.world, &mut Vec::new());
    let mut out = String::new();
    for event in &workshops.events {
        let overlay = match &event.overlay {
            Some(folder) => ProjectPath::resolve("", &folder.value),
            None => Some(ProjectPath::new(&format!("events/{}", event.slug))),
        };
        let Some(overlay) = overlay else { continue };
        let divergences = in_overlay(run, &overlay);
        if divergences.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}{}", event.slug, frozen(event));
        for divergence in &divergences {
            let _ = writeln!(out, "  {}", said(asked, divergence, event.rev.is_some())?);
        }
    }
    let languages: BTreeSet<String> = workshops
        .events
        .iter()
        .filter_map(|event| event.lang.as_ref()?.value.split(['-', '_']).next())
        .map(str::to_lowercase)
        .collect();
    for language in languages {
        translations(asked, &language, &mut out)?;
    }
    if out.is_empty() {
        out.push_str("no overlay or translation replaces anything\n");
    }
    Ok(out)
}

fn frozen(event: &Event) -> String {
    event.rev.as_ref().map_or_else(String::new, |rev| format!(" (as of {})", rev.value))
}

/// The files of an overlay, each with the one that it replaces, if there is one.
fn in_overlay(run: &CommandRun<'_>, overlay: &ProjectPath) -> Vec<Divergence> {
    let files = run.world.list(overlay.as_str());
    let divergence = |front: &ProjectPath| {
        let name = front.below(overlay.as_str())?;
        let behind = ProjectPath::new(&format!("slides/{name}"));
        Some(Divergence { front: front.clone(), behind })
    };
    files.iter().filter_map(divergence).collect()
}

/// One line about a file and how the file that it replaces has changed.
fn said(asked: &Asked<'_>, divergence: &Divergence, is_frozen: bool) -> Result<String, GitTrouble> {
    let Divergence { front, behind } = divergence;
    if !asked.run.world.is_file(behind) {
        return Ok(format!("{front}: new"));
    }
    let (Some(history), Some(last)) = (&asked.history, asked.last_change(front)?) else {
        return Ok(format!("{front}: replaces {behind}; not committed yet"));
    };
    if is_frozen {
        return Ok(format!("{front}: replaces {behind}"));
    }
    Ok(match history.lines_changed(&last, behind.as_str())? {
        (0, 0) => format!("{front}: replaces {behind}, which did not change since"),
        (added, removed) => {
            let commits = match history.commits_since(&last, behind.as_str())? {
                0 => "not committed yet".to_owned(),
                count => format!("in {}", counted(count, "commit")),
            };
            format!(
                "{front}: replaces {behind}, which CHANGED since: +{added} -{removed} lines, {commits}; see: \
                 git diff {} -- {behind}",
                &last.id[..last.id.len().min(12)]
            )
        }
    })
}

/// The chapters in a language that are missing, or older than their originals.
fn translations(asked: &Asked<'_>, language: &str, out: &mut String) -> Result<(), GitTrouble> {
    let end = format!(".{language}.md");
    let files = asked.run.world.list("slides");
    let is_translated = files.iter().any(|file| file.as_str().ends_with(&end));
    if !is_translated {
        return Ok(());
    }
    let _ = writeln!(out, "language {language}");
    let mut missing = 0;
    for file in files.iter().filter(|file| file.has_extension("md")) {
        let stem = file.as_str().strip_suffix(".md").unwrap_or(file.as_str());
        // A translation, not an original.
        let is_original = !stem.rsplit('/').next().unwrap_or_default().contains('.');
        if !is_original {
            continue;
        }
        let translation = ProjectPath::new(&format!("{stem}{end}"));
        if !files.contains(&translation) {
            missing += 1;
            continue;
        }
        let line = match (asked.last_change(&translation)?, asked.last_change(file)?) {
            (Some(new), Some(old)) if new.time < old.time => {
                format!("{translation}: OLDER than {file}")
            }
            (None, _) => format!("{translation}: not committed yet"),
            _ => format!("{translation}: not older than {file}"),
        };
        let _ = writeln!(out, "  {line}");
    }
    let _ = writeln!(out, "  {} without a translation", counted(missing, "chapter"));
    Ok(())
}
