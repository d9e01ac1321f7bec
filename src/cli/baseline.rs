//! `--baseline` and `--update-baseline`: findings that are known.

use std::path::{Path, PathBuf};

use clap::Args;

use super::run::CommandRun;
use crate::diag::problem::counted;
use crate::diag::{Code, Diagnostic};
use crate::io::named;
use crate::io::trouble::{Attempt, cannot};
use crate::path::ProjectPath;
use crate::report::{Baseline, BaselineComparison};
use crate::span::LARGEST_TEXT;
use crate::world::World as _;

/// The options of a baseline.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Levels")]
pub(super) struct BaselineArguments {
    /// File with known findings, which are not reported; new ones and fixed ones fail.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings to the baseline, instead of comparing with it.
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
}

/// The findings that remain with a baseline, and a note about it.
pub(super) struct BaselineOutcome {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether any of them fails the command, whatever its level.
    pub(super) fails: bool,
    pub(super) said: String,
}

/// The checks that ran.
pub(super) struct Sought<'a> {
    pub(super) run: &'a CommandRun<'a>,
    /// Whether the whole site was checked.
    pub(super) is_whole: bool,
    /// Whether everything was checked, because no error prevented it.
    pub(super) is_built: bool,
    /// Whether findings of a code were looked for.
    pub(super) includes: &'a dyn Fn(Code) -> bool,
}

impl BaselineArguments {
    /// Compares findings with the baseline, or writes it.
    pub(super) fn apply(
        &self,
        diagnostics: Vec<Diagnostic>,
        sought: &Sought<'_>,
    ) -> Result<BaselineOutcome, String> {
        match &self.baseline {
            None => Ok(BaselineOutcome { diagnostics, fails: false, said: String::new() }),
            Some(path) if self.update_baseline => update(path, diagnostics, sought),
            Some(path) => compare(path, diagnostics, sought),
        }
    }
}

fn update(
    path: &Path,
    diagnostics: Vec<Diagnostic>,
    sought: &Sought<'_>,
) -> Result<BaselineOutcome, String> {
    if !sought.is_whole {
        return Err(
            "a baseline lists the findings of the whole site; name no decks or event".to_owned()
        );
    }
    if !sought.is_built {
        let said = format!("{}: not changed; fix the errors first\n", path.display());
        return Ok(BaselineOutcome { diagnostics, fails: true, said });
    }
    let before = match named::read(path, LARGEST_TEXT as u64) {
        Ok(text) => parsed(path, &text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Baseline::default(),
        Err(error) => return Err(cannot(Attempt::Read, path, &error)),
    };
    let world = &sought.run.world;
    let baseline = Baseline::of(&diagnostics, world, (&before, sought.includes));
    named::replace(path, &baseline.text()).map_err(|error| cannot(Attempt::Write, path, &error))?;
    let count = counted(baseline.count(), "finding");
    let diagnostics = baseline.compare(diagnostics, world, (None, &|_| false)).new;
    let said = format!("{}: {count} written\n", path.display());
    Ok(BaselineOutcome { diagnostics, fails: false, said })
}

fn compare(
    path: &Path,
    diagnostics: Vec<Diagnostic>,
    sought: &Sought<'_>,
) -> Result<BaselineOutcome, String> {
    let text = named::read(path, LARGEST_TEXT as u64).map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "; create it with --update-baseline",
            _ => "",
        };
        format!("{}{help}", cannot(Attempt::Read, path, &error))
    })?;
    let file = in_site(sought.run, path, &text);
    let is_sought = |code| sought.is_whole && sought.is_built && (sought.includes)(code);
    let baseline = parsed(path, &text)?;
    let world = &sought.run.world;
    let compared = baseline.compare(diagnostics, world, (file.as_ref(), &is_sought));
    let BaselineComparison { mut new, known, stale } = compared;
    let mut said = String::new();
    if known > 0 {
        said = format!("{}: {} known\n", path.display(), counted(known, "finding"));
    }
    if !new.iter().all(Diagnostic::is_fixed) {
        said += "findings that the baseline does not list fail; fix them, allow them, or run with \
                 --update-baseline\n";
    }
    let fails = !(new.is_empty() && stale.is_empty());
    new.extend(stale);
    Ok(BaselineOutcome { diagnostics: crate::diag::merged(new), fails, said })
}

fn parsed(path: &Path, text: &str) -> Result<Baseline, String> {
    Baseline::parse(text).map_err(|error| {
        format!(
            "{}: {error}; restore it, or delete it and run with --update-baseline",
            path.display()
        )
    })
}

/// The path of a baseline in the site, if its lines can be shown as they are.
fn in_site(run: &CommandRun<'_>, path: &Path, text: &str) -> Option<ProjectPath> {
    let root = run.world.root();
    let inside = named::below(path, root)?;
    let file = ProjectPath::resolve("", &inside)?;
    let source = run.world.source(&file).ok()?;
    (source.text() == text).then_some(file)
}
