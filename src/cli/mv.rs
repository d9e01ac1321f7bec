//! `deckyard mv`: moves a chapter, a picture, a deck or a slide, with every reference to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::{Args, ValueHint};

use super::run::{CommandRun, fail, typed};
use super::{ExitStatus, SiteArguments, print, say};
use crate::diag::problem::counted;
use crate::diag::{Diagnostic, Warned};
use crate::io::beneath::NewBytes;
use crate::io::git::History;
use crate::io::trouble::{Attempt, cannot_in};
use crate::path::{OutPath, ProjectPath};
use crate::refs::{self, MovePlan, NewName, OldName, Patched, ReferenceIndex, Subject};
use crate::report;
use crate::site::{Built, Session};
use crate::source::Source;
use crate::world::World as _;

/// The arguments of `mv`.
#[derive(Args, Debug)]
pub(super) struct MvArguments {
    /// A file of the site, a deck, or a slide as `#name` or `FILE#name`.
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    old: String,
    /// The new path or name; a path that ends in `/` keeps the file's name.
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    new: String,
    /// Show the changes as a patch, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Keep no redirect or alias for the old address.
    #[arg(long)]
    no_redirect: bool,
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// The reason why nothing was moved.
enum NotMoved {
    /// The author has to do something first.
    Refused(Vec<String>),
    /// The machine failed, or the command was wrong.
    Failed(String),
}

impl From<String> for NotMoved {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

/// Moves something.
pub(super) fn run(arguments: &MvArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    let moved = CommandRun::plain(&site).map_err(NotMoved::from);
    match moved.and_then(|run| Move { run: &run, arguments }.make()) {
        Ok(()) => ExitStatus::Success,
        Err(NotMoved::Failed(message)) => fail(&message),
        Err(NotMoved::Refused(reasons)) => {
            for reason in &reasons {
                say(&format!("error: {reason}\n"));
            }
            say("nothing is changed\n");
            ExitStatus::Failure
        }
    }
}

struct Move<'a> {
    run: &'a CommandRun<'a>,
    arguments: &'a MvArguments,
}

impl Move<'_> {
    fn make(&self) -> Result<(), NotMoved> {
        let world = &self.run.world;
        let index = ReferenceIndex::new(world);
        let MvArguments { old, new, .. } = self.arguments;
        let (old, new) = (typed(old), typed(new));
        // If a file is named relative to the current folder, so is its new path.
        let from_here = self.run.path_from_here(&old);
        let subject = index.subject(from_here.as_ref().unwrap_or(&old))?;
        let is_file = matches!(subject, Subject::File(_));
        let new_from_here =
            from_here.filter(|_| is_file).and_then(|_| self.run.new_path_from_here(&new));
        let old = if self.arguments.no_redirect { OldName::Dropped } else { OldName::Kept };
        let new = NewName { written: new_from_here.as_ref().unwrap_or(&new), old };
        let mut plan = refs::plan(world, &index, (&subject, &new)).map_err(NotMoved::Refused)?;
        let before = self.run.build();
        let mut after = self.built(&plan);
        let renamed = renamed_slides(&before.output, &after.output, &plan.moved);
        if !renamed.is_empty() {
            refs::follow_slides(world, &index, &mut plan, &renamed);
            after = self.built(&plan);
            plan.notes.push(format!(
                "the addresses of {} without a name begin with the name of their chapter, and change",
                counted(renamed.len(), "slide")
            ));
        }
        let new_problems = new_problems(&before.diagnostics, &after.diagnostics);
        if !new_problems.is_empty() {
            return Err(NotMoved::Refused(self.worded(&plan, &new_problems)));
        }
        if self.arguments.dry_run {
            print(&self.patch(&plan));
        } else {
            self.write(&plan)?;
        }
        self.say(&plan);
        Ok(())
    }

    /// The site after the move.
    fn built(&self, plan: &MovePlan) -> Warned<Built> {
        super::threads::start();
        let world = &self.run.world;
        let patched = Patched::new(world, &plan.moved, plan.texts(world));
        Session::new(self.run.config.clone()).build(&patched)
    }

    /// Problems that the move would cause.
    fn worded(&self, plan: &MovePlan, problems: &[Diagnostic]) -> Vec<String> {
        let world = &self.run.world;
        let patched = Patched::new(world, &plan.moved, plan.texts(world));
        let text =
            report::write(report::Format::Short, report::ReportStyle::Plain, problems, &patched);
        text.lines().map(|line| format!("after the move, there would be {line}")).collect()
    }

    fn patch(&self, plan: &MovePlan) -> String {
        let files = plan.moved.keys().chain(plan.edits.keys());
        let files: BTreeSet<&ProjectPath> = files.collect();
        let mut out = String::new();
        for file in files {
            let text = self.run.world.source(file).map(|source| source.text().to_owned());
            let edits = plan.edits.get(file).map(Vec::as_slice).unwrap_or_default();
            let new = plan.moved.get(file).unwrap_or(file);
            out.push_str(&refs::diff((file, new), &text.unwrap_or_default(), edits));
        }
        out
    }

    fn write(&self, plan: &MovePlan) -> Result<(), String> {
        let root = self.run.world.folder();
        let path = |path: &ProjectPath| path.as_str().to_owned();
        let renames: Vec<_> = plan.moved.iter().map(|(old, new)| (path(old), path(new))).collect();
        let mut texts = Vec::new();
        for (file, edits) in &plan.edits {
            let read = root.open(file.as_str()).ok().map(crate::io::beneath::OpenedFile::read);
            let old = read.transpose().map_err(|error| {
                cannot_in(Attempt::Read, root.path(), Path::new(file.as_str()), &error)
            })?;
            let raw = old.as_deref().map_or(Ok(""), std::str::from_utf8);
            let raw = raw.map_err(|_| format!("{file} is not UTF-8"))?;
            let planned = self.run.world.source(file).ok();
            let known = planned.as_ref().map_or("", Source::text);
            if Source::new(file.clone(), raw).text() != known {
                return Err(format!("{file} has changed in the meantime; nothing was changed"));
            }
            let new = refs::apply(raw, edits).into_bytes();
            texts.push(NewBytes { path: path(plan.moved.get(file).unwrap_or(file)), old, new });
        }
        root.change(&renames, &texts)
    }

    fn say(&self, plan: &MovePlan) {
        for (old, new) in &plan.moved {
            self.run.say(&format!("{old} → {new}\n"));
        }
        let edits: usize = plan.edits.values().map(Vec::len).sum();
        let verb = if self.arguments.dry_run { "would change" } else { "changed" };
        self.run.say(&format!(
            "{} {verb} in {}\n",
            counted(edits, "place"),
            counted(plan.edits.len(), "file")
        ));
        plan.notes.iter().for_each(|note| self.run.say(&format!("note: {note}\n")));
        let has_history = || matches!(History::open(self.run.world.folder()), Ok(Some(_)));
        if !self.arguments.dry_run && !plan.moved.is_empty() && has_history() {
            self.run
                .say("note: `git add -A` stages the move; deckyard never writes to a repository\n");
        }
    }
}

/// The addresses of slides that a move changes, unless an old address has several new ones.
fn renamed_slides(
    before: &Built,
    after: &Built,
    moved: &BTreeMap<ProjectPath, ProjectPath>,
) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    let mut unclear = BTreeSet::new();
    for (path, page) in &before.pages {
        // The page of a moved deck has a new name.
        let manifest = &page.deck.plan.manifest.path;
        let new = moved.get(manifest).map_or(path.file_name().to_owned(), |new| {
            format!("{}{}", new.stem(), path.file_name().trim_start_matches(manifest.stem()))
        });
        let folder = path.folder();
        let new = OutPath::cleaned(&format!("{folder}/{new}"));
        let Some(new) = after.pages.get(&new) else { continue };
        let (old, new) = (&page.deck.deck.slides, &new.deck.deck.slides);
        if old.len() != new.len() {
            continue;
        }
        let pairs = old
            .iter()
            .zip(new)
            .filter(|(old, new)| old.id != new.id && old.name.is_none() && new.name.is_none());
        for (old, new) in pairs {
            let known = renamed.entry(old.id.to_string()).or_insert_with(|| new.id.to_string());
            if **known != *new.id {
                unclear.insert(old.id.to_string());
            }
        }
    }
    renamed.retain(|old, _| !unclear.contains(old));
    renamed
}

/// The new problems: if a code occurs more often than before, those with another message.
fn new_problems(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let count = |diagnostics: &[Diagnostic]| {
        let mut counts = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry(diagnostic.problem.code()).or_insert(0) += diagnostic.count();
        }
        counts
    };
    let words = |diagnostic: &Diagnostic| {
        let words = diagnostic.problem.words();
        (diagnostic.problem.code(), words.message, words.label)
    };
    let known: BTreeSet<_> = before.iter().map(words).collect();
    let (old, new) = (count(before), count(after));
    let is_more = |diagnostic: &&Diagnostic| {
        let code = diagnostic.problem.code();
        new.get(&code) > old.get(&code) && !known.contains(&words(diagnostic))
    };
    after.iter().filter(is_more).cloned().collect()
}
