//! `deckyard import branch`: branches of the site's repository become events with slides of their own.
//!
//! The repository is only read, as it was last fetched. Files of overlays are written before the
//! list of events that uses them: after an interruption, the next run finishes the work.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use crate::branches::{
    self, Branch, BranchOutcome, BranchReport, DeckProof, Import, ImportSettings, Keep,
};
use crate::cli::run::{CommandRun, EVENTS, fail};
use crate::cli::{ExitStatus, PlainSiteArguments, SiteArguments, print};
use crate::diag::nearest::nearest;
use crate::diag::problem::counted;
use crate::diag::{GitTrouble, RevisionTrouble};
use crate::io::beneath::{NewBytes, OpenedFile};
use crate::io::git::{Head, Heads};
use crate::io::trouble::{Attempt, cannot_in};
use crate::path::ProjectPath;
use crate::world::World as _;

/// Candidates for the main branch if none is named; the first that exists is used.
const MAIN: [&str; 3] = ["main", "master", "trunk"];

/// The remote whose branches are used in addition to the repository's own.
const USUAL_REMOTE: &str = "origin";

/// What to write instead of `deckyard import branch` alone.
const NO_NAME: &str = "\
name the branches to import, or write `--all`
  deckyard import branch NAME…
  deckyard import branch --all --dry-run
To import a folder or file called `branch`, write `deckyard import ./branch`";

/// The arguments of `import branch`.
#[derive(Args, Debug)]
pub(super) struct BranchArguments {
    /// Branches to import.
    #[arg(value_name = "NAME", conflicts_with = "all")]
    names: Vec<String>,
    /// Import all branches but the main one.
    #[arg(long)]
    all: bool,
    /// Take the branches of this remote, as they were last fetched [default: the repository's own, and
    /// those of origin].
    #[arg(long, value_name = "REMOTE")]
    from: Option<String>,
    /// The branch from which all others started [default: main].
    #[arg(long, value_name = "BRANCH")]
    main: Option<String>,
    /// What to do with a branch that an overlay cannot represent: skip it, or pin its event to its
    /// last commit, which must then be kept.
    #[arg(long, value_enum, default_value_t)]
    keep: KeepChoice,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    site: PlainSiteArguments,
}

#[derive(Copy, Clone, Debug, Default, ValueEnum)]
enum KeepChoice {
    /// Leave it.
    #[default]
    Base,
    /// Pin its event to its end.
    Tip,
}

/// Imports branches.
pub(super) fn run(arguments: &BranchArguments) -> ExitStatus {
    if arguments.names.is_empty() && !arguments.all {
        return fail(NO_NAME);
    }
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| imported(&run, arguments)) {
        Ok(status) => status,
        Err(message) => fail(&message),
    }
}

fn imported(run: &CommandRun<'_>, arguments: &BranchArguments) -> Result<ExitStatus, String> {
    let branches = branches(run, arguments)?;
    let there = |path: &ProjectPath| {
        let file = run.world.folder().open(path.as_str()).ok().map(OpenedFile::read);
        file.and_then(Result::ok)
    };
    let keep = match arguments.keep {
        KeepChoice::Base => Keep::Base,
        KeepChoice::Tip => Keep::Tip,
    };
    let settings = ImportSettings { branches, keep, config: run.config.clone(), there: &there };
    let import = branches::import(&run.world, settings)?;
    if arguments.dry_run {
        show(run, &import);
    } else {
        write(run, &import)?;
    }
    run.say(&summary(&import, arguments.dry_run));
    let is_refused = |report: &BranchReport| {
        let is_named = arguments.names.contains(&report.name);
        match &report.outcome {
            BranchOutcome::Refused(_) => true,
            BranchOutcome::NoDeck => is_named,
            BranchOutcome::Imported(_) | BranchOutcome::Known(_) => false,
        }
    };
    let is_whole = !import.reports.iter().any(is_refused);
    Ok(if is_whole { ExitStatus::Success } else { ExitStatus::Failure })
}

/// The branches to import, each with the commit where it began.
fn branches(run: &CommandRun<'_>, arguments: &BranchArguments) -> Result<Vec<Branch>, String> {
    let line = |trouble: GitTrouble| trouble.line();
    let heads = Heads::open(run.world.root()).map_err(line)?;
    let heads = heads.ok_or("the site is in no git repository: it has no branches")?;
    if heads.is_shallow() {
        let shallow = RevisionTrouble::Shallow;
        let fix = shallow.fix();
        return Err(format!(
            "this shallow clone lacks the commits where the branches began; {fix}"
        ));
    }
    let known = known(&heads, arguments.from.as_deref())?;
    let main = main_branch(&known, arguments.main.as_deref())?.clone();
    let wanted: Vec<&Head> = if arguments.all {
        known.values().filter(|head| head.name != main.name).collect()
    } else {
        let names: BTreeSet<&String> = arguments.names.iter().collect();
        names.into_iter().map(|name| head(&known, name)).collect::<Result<_, _>>()?
    };
    let branch = |head: &Head| {
        let base = heads.base(&main.commit, &head.commit)?;
        let times = heads.times(&head.commit, base.as_deref())?;
        let days = times.into_iter().filter_map(day).collect();
        let (name, tip) = (head.name.clone(), head.commit.clone());
        Ok(Branch { name, tip, base, days })
    };
    wanted.into_iter().map(branch).collect::<Result<_, _>>().map_err(line)
}

/// The branches by name.
fn known(heads: &Heads, from: Option<&str>) -> Result<BTreeMap<String, Head>, String> {
    let list = |remote| heads.list(remote).map_err(|trouble: GitTrouble| trouble.line());
    let mut found = Vec::new();
    if from.is_none() {
        found.extend(list(Some(USUAL_REMOTE))?);
    }
    // The repository's own branches come last, and take precedence.
    found.extend(list(from)?);
    if found.is_empty() {
        return Err(match from {
            Some(from) => format!(
                "there are no branches of `{from}` here; fetch them first: git fetch {from}"
            ),
            None => "the repository has no branches".to_owned(),
        });
    }
    Ok(found.into_iter().map(|head| (head.name.clone(), head)).collect())
}

fn head<'h>(known: &'h BTreeMap<String, Head>, name: &str) -> Result<&'h Head, String> {
    known.get(name).ok_or_else(|| match nearest(name, known.keys().map(String::as_str)) {
        Some(guess) => format!("there is no branch `{name}`; did you mean `{guess}`?"),
        None => format!("there is no branch `{name}`"),
    })
}

fn main_branch<'h>(
    known: &'h BTreeMap<String, Head>,
    named: Option<&str>,
) -> Result<&'h Head, String> {
    match named {
        Some(name) => head(known, name),
        None => MAIN.into_iter().find_map(|name| known.get(name)).ok_or_else(|| {
            "there is no branch `main`; name the one from which the others began with --main"
                .to_owned()
        }),
    }
}

/// The day of a moment, on the clock of UTC.
fn day(seconds: i64) -> Option<Date> {
    Timestamp::from_second(seconds).ok().map(|moment| moment.to_zoned(TimeZone::UTC).date())
}

/// Prints what would be written: the new list as a patch, and the files.
fn show(run: &CommandRun<'_>, import: &Import) {
    let path = ProjectPath::new(EVENTS);
    if let Some(list) = &import.list {
        let old = run.world.source(&path).map(|source| source.text().to_owned());
        print(&patch(&old.unwrap_or_default(), list.text()));
    }
    let mut files = String::new();
    for file in import.files.keys() {
        _ = writeln!(files, "new file {file}");
    }
    print(&files);
}

/// The lines that a new text adds and removes, with two lines around them.
fn patch(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut out = format!("--- a/{EVENTS}\n+++ b/{EVENTS}\n");
    for group in group_diff_ops(ops, 2) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let range = |start: usize, end: usize| {
            format!("{},{}", if start == end { start } else { start + 1 }, end - start)
        };
        let was = range(first.old_range().start, last.old_range().end);
        let is = range(first.new_range().start, last.new_range().end);
        _ = writeln!(out, "@@ -{was} +{is} @@");
        for op in &group {
            if let DiffOp::Equal { .. } = op {
                old[op.old_range()].iter().for_each(|line| _ = writeln!(out, " {line}"));
                continue;
            }
            old[op.old_range()].iter().for_each(|line| _ = writeln!(out, "-{line}"));
            new[op.new_range()].iter().for_each(|line| _ = writeln!(out, "+{line}"));
        }
    }
    out
}

/// Writes the files of each overlay, then the list.
fn write(run: &CommandRun<'_>, import: &Import) -> Result<(), String> {
    let root = run.world.folder();
    let mut folders: BTreeMap<&str, Vec<NewBytes>> = BTreeMap::new();
    for (path, from) in &import.files {
        let bytes = run.world.bytes(from).ok_or_else(|| format!("{from} cannot be read"))?;
        let folder = path.as_str().split('/').nth(1).unwrap_or_default();
        let (path, new) = (path.as_str().to_owned(), bytes.to_vec());
        folders.entry(folder).or_default().push(NewBytes { path, old: None, new });
    }
    for files in folders.values() {
        root.change(&[], files)?;
    }
    let Some(list) = &import.list else { return Ok(()) };
    let old = root.open(EVENTS).ok().map(OpenedFile::read).transpose();
    let old = old.map_err(|error| {
        cannot_in(Attempt::Read, root.path(), std::path::Path::new(EVENTS), &error)
    })?;
    let new = as_before(old.as_deref().unwrap_or_default(), list.text());
    root.change(&[], &[NewBytes { path: EVENTS.to_owned(), old, new: new.into_bytes() }])
}

/// A text with the mark and the line ends of an old one.
fn as_before(old: &[u8], new: &str) -> String {
    let mark = if old.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
    let is_windows = old.windows(2).any(|pair| pair == b"\r\n");
    let text = if is_windows { new.replace('\n', "\r\n") } else { new.to_owned() };
    format!("{mark}{text}")
}

/// A line for each branch, with its decks and any notes, and the counts.
fn summary(import: &Import, is_dry: bool) -> String {
    let mut out = String::new();
    let (mut equal, mut slides, mut differing, mut broken) = (0, 0, 0, 0);
    for report in &import.reports {
        _ = writeln!(out, "{}: {}", shown(&report.name), outcome(report, is_dry));
        for deck in &report.decks {
            match &deck.proof {
                DeckProof::Equal => {
                    equal += 1;
                    slides += deck.slides;
                }
                DeckProof::Differs(count, first) => {
                    differing += 1;
                    let count = counted(*count, "slide");
                    _ = writeln!(out, "  {}: {count} differ: {first}", deck.name);
                }
                DeckProof::NotBuilt(reason) => {
                    broken += 1;
                    _ = writeln!(out, "  {}: could not be built: {reason}", deck.name);
                }
            }
        }
        for note in &report.notes {
            _ = writeln!(out, "  note: {note}");
        }
    }
    let count = |is: &dyn Fn(&BranchOutcome) -> bool| {
        import.reports.iter().filter(|report| is(&report.outcome)).count()
    };
    let new = count(&|outcome| matches!(outcome, BranchOutcome::Imported(_)));
    let known = count(&|outcome| matches!(outcome, BranchOutcome::Known(_)));
    let refused = count(&|outcome| matches!(outcome, BranchOutcome::Refused(_)));
    let none = count(&|outcome| matches!(outcome, BranchOutcome::NoDeck));
    let would = if is_dry { "would be " } else { "" };
    _ = writeln!(
        out,
        "{} {would}imported, {known} imported before, {refused} left, {none} without a deck",
        branches_in_words(new)
    );
    _ = writeln!(
        out,
        "{} equal ({}), {differing} differ, {broken} could not be built",
        counted(equal, "deck"),
        counted(slides, "slide")
    );
    let files = import.files.len();
    let list = if import.list.is_some() { EVENTS } else { "no list of events" };
    if files == 0 && import.list.is_none() {
        out.push_str("nothing to write\n");
    } else {
        let verb = if is_dry { "would write" } else { "wrote" };
        _ = writeln!(out, "{verb} {list} and {}", counted(files, "file"));
    }
    out
}

fn branches_in_words(count: usize) -> String {
    if count == 1 { "1 branch".to_owned() } else { format!("{count} branches") }
}

/// A name on a line of its own.
fn shown(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn outcome(report: &BranchReport, is_dry: bool) -> String {
    let decks = counted(report.decks.len(), "deck");
    match &report.outcome {
        BranchOutcome::Imported(slugs) if is_dry => {
            format!("would become {} ({decks})", slugs.join(", "))
        }
        BranchOutcome::Imported(slugs) => format!("is {} now ({decks})", slugs.join(", ")),
        BranchOutcome::Known(slugs) => format!("was imported as {} ({decks})", slugs.join(", ")),
        BranchOutcome::Refused(reason) => format!("not imported: {reason}"),
        BranchOutcome::NoDeck => "shows no deck".to_owned(),
    }
}
