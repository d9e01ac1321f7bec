//! `deckyard build` and `deckyard check`.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::kept::Kept;
#[cfg(feature = "links")]
use super::links::{self, LinkArguments};
use super::run::{CommandRun, fail, has_errors, summary, tree};
use super::serve::mode;
use super::watching::{Rebuilt, Watching};
use super::{ExitStatus, SiteArguments, overflow};
use crate::deck::DeckStats;
use crate::diag::problem::counted;
use crate::diag::{Diagnostic, Warned};
use crate::io::stamp::Said;
use crate::io::write::{self, Looks, Tree, Written};
use crate::site::{Advice, Site, Sources};

/// The arguments of `build`.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Output folder [default: `public` in the site].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Leave out the source locations of slides: no `data-source`, no footers.
    #[arg(long)]
    no_source: bool,
    /// Rebuild whenever a file changes.
    #[arg(long)]
    watch: bool,
    /// Poll for changes every MS milliseconds, for network folders.
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "300", requires = "watch")]
    poll: Option<u64>,
}

/// The arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Measure in an installed Chromium which slides are larger than the stage.
    #[arg(long)]
    overflow: bool,
    #[cfg(feature = "links")]
    #[command(flatten)]
    links: LinkArguments,
}

/// Builds the site and writes it.
pub(super) fn build(arguments: &BuildArguments) -> ExitStatus {
    let sources = if arguments.no_source { Sources::Hidden } else { Sources::Shown };
    let run = match CommandRun::new(&arguments.site, sources, Advice::Unwanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let output = match OutputFolder::new(&run, arguments.out.as_deref()) {
        Ok(output) => output,
        Err(message) => return fail(&message),
    };
    if arguments.watch { output.watch(arguments.poll) } else { output.build() }
}

/// Where a site is written.
struct OutputFolder<'a> {
    run: &'a CommandRun<'a>,
    out: PathBuf,
}

impl<'a> OutputFolder<'a> {
    /// An output outside every folder that a build reads.
    fn new(run: &'a CommandRun<'a>, out: Option<&Path>) -> Result<Self, String> {
        let out = out.map_or_else(|| run.world.root().join("public"), Path::to_owned);
        let output = Self { run, out };
        match output.sources().iter().find(|folder| write::lies_in(&output.out, folder)) {
            None => Ok(output),
            Some(folder) => Err(format!(
                "{} lies in {}, which is read; name another folder with --out",
                output.out.display(),
                folder.display()
            )),
        }
    }

    fn sources(&self) -> [PathBuf; 4] {
        let root = self.run.world.root();
        ["slides", "templates", "static", "events"].map(|folder| root.join(folder))
    }

    /// Builds and writes once, unless nothing changed.
    fn build(&self) -> ExitStatus {
        let start = Instant::now();
        let kept = Kept::find(self.run, &self.out);
        if let Some(said) = self.kept(kept.as_ref()) {
            self.run.arguments.output.put(&said.report);
            self.run.say(&said.deck_stats);
            let written = Written { unchanged: said.files, ..Written::default() };
            self.say_written(&written, start.elapsed(), &said.summary);
            if self.run.arguments.output.verbose {
                self.run.say("nothing was built: no file changed since the last build\n");
            }
            return ExitStatus::Success;
        }
        let Warned { output: built_site, diagnostics } = self.run.build();
        let report = self.run.arguments.output.report_text(&diagnostics, &self.run.world);
        self.run.arguments.output.put(&report);
        let built = start.elapsed();
        if has_errors(&diagnostics) {
            self.run.say(&format!("{}; nothing is written\n", summary(&diagnostics)));
            return ExitStatus::Failure;
        }
        let deck_stats = deck_stats(&built_site.site);
        self.run.say(&deck_stats);
        let tree = tree(self.run.world.folder(), built_site);
        let (written, copied) = match self.write(&tree) {
            Ok(written) => written,
            Err(message) => return fail(&message),
        };
        let total = start.elapsed();
        let summary = warnings(&diagnostics);
        self.say_written(&written, total, &summary);
        if self.run.arguments.output.verbose {
            let written = total.saturating_sub(built);
            self.run.say(&format!(
                "built in {} ms, written in {} ms\n",
                built.as_millis(),
                written.as_millis()
            ));
        }
        if let Some(kept) = kept {
            kept.keep(Said { report, deck_stats, files: tree.len(), summary }, copied, total);
        }
        ExitStatus::Success
    }

    /// What the last build reported, if this one would do the same.
    fn kept(&self, kept: Option<&Kept<'_>>) -> Option<Said> {
        let sources = self.sources();
        let is_tidy = || write::is_tidy(&self.out, &self.protected(&sources));
        kept.filter(|_| is_tidy())?.said()
    }

    /// Builds and writes whenever the site changes, until the program ends. Failures are reported
    /// and keep the previous output.
    fn watch(&self, poll: Option<u64>) -> ExitStatus {
        let mut watching = match Watching::new(self.run, mode(poll)) {
            Ok(watching) => watching,
            Err(message) => return fail(&message),
        };
        let mut reported = Vec::new();
        let mut next = Some(watching.first());
        while let Some(Rebuilt { built, took, .. }) = next {
            let Warned { output: built, diagnostics } = built;
            if diagnostics != reported {
                self.run.arguments.output.report(&diagnostics, watching.world());
            }
            if has_errors(&diagnostics) {
                if diagnostics != reported {
                    self.run.say(&format!(
                        "build failed: {}; the previous output is kept\n",
                        summary(&diagnostics)
                    ));
                }
            } else {
                let start = Instant::now();
                match self.write(&tree(self.run.world.folder(), built)) {
                    Ok((Written { added: 0, changed: 0, removed: 0, .. }, _)) => {}
                    Ok((written, _)) => {
                        let summary = warnings(&diagnostics);
                        self.say_written(&written, took + start.elapsed(), &summary);
                    }
                    Err(message) => {
                        fail(&format!("{message}; the next change is another try"));
                    }
                }
            }
            reported = diagnostics;
            watching.rest();
            next = watching.next();
        }
        fail("nothing can be watched any more")
    }

    fn write(&self, tree: &Tree) -> Result<(Written, Looks), String> {
        let sources = self.sources();
        write::write_and_look(&self.out, tree, &self.protected(&sources))
            .map_err(|error| error.to_string())
    }

    /// The folders that no output may contain.
    fn protected<'s>(&'s self, sources: &'s [PathBuf]) -> Vec<&'s Path> {
        let root = self.run.world.root();
        std::iter::once(root).chain(sources.iter().map(PathBuf::as_path)).collect()
    }

    fn say_written(&self, written: &Written, took: Duration, summary: &str) {
        let files = written.added + written.changed;
        let also = |count: usize, what: &str| match count {
            0 => String::new(),
            count => format!(", {count} {what}"),
        };
        self.run.say(&format!(
            "{}: {} written{}{} in {} ms{}\n",
            self.out.display(),
            counted(files, "file"),
            also(written.unchanged, "unchanged"),
            also(written.removed, "removed"),
            took.as_millis(),
            if summary.is_empty() { String::new() } else { format!("; {summary}") },
        ));
    }
}

/// Reports everything that is wrong or suspicious.
pub(super) fn check(arguments: &CheckArguments) -> ExitStatus {
    let run = match CommandRun::new(&arguments.site, Sources::Shown, Advice::Wanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    #[cfg(feature = "links")]
    let run = links::collecting(run, &arguments.links);
    let Warned { output: built, mut diagnostics } = run.build();
    let decks = counted(built.site.deck_stats.len(), "deck");
    #[cfg(feature = "links")]
    if arguments.links.links {
        match links::check(&run, &built, &arguments.links) {
            Ok(found) => diagnostics.extend(found),
            Err(message) => {
                run.report(&diagnostics);
                return fail(&message);
            }
        }
        diagnostics.sort_by(|a, b| a.span.cmp(&b.span));
    }
    if arguments.overflow && !has_errors(&diagnostics) {
        match overflow::measure(&run.world, run.world.folder(), built.finish()) {
            Ok(found) => diagnostics.extend(found),
            Err(message) => return fail(&message),
        }
    }
    run.report(&diagnostics);
    run.say(&format!("{decks}: {}\n", summary(&diagnostics)));
    if has_errors(&diagnostics) { ExitStatus::Failure } else { ExitStatus::Success }
}

/// What each deck, of the site and of events, shows and leaves out, line by line.
fn deck_stats(site: &Site) -> String {
    let line = |(deck, stats): &(String, DeckStats)| format!("{deck}: {}\n", account_line(stats));
    site.deck_stats.iter().chain(&site.event_accounts).map(line).collect()
}

/// `3 warnings`; empty without warnings.
fn warnings(diagnostics: &[Diagnostic]) -> String {
    if diagnostics.is_empty() { String::new() } else { summary(diagnostics) }
}

/// `516 slides kept, 24 left out (self-paced 20, in-person 4)`.
fn account_line(stats: &DeckStats) -> String {
    let kept = counted(stats.kept, "slide");
    if stats.left_out.is_empty() {
        return format!("{kept} kept");
    }
    let total: usize = stats.left_out.values().sum();
    let mut tags: Vec<_> = stats.left_out.iter().collect();
    tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    let tags: Vec<_> = tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
    format!("{kept} kept, {total} left out ({})", tags.join(", "))
}
