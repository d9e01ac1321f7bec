//! `deckyard build` and `deckyard check`.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;

use super::baseline::{BaselineArguments, BaselineOutcome, Sought};
use super::kept::Kept;
use super::levels::LevelArguments;
#[cfg(feature = "links")]
use super::links::{self, LinkArguments};
use super::printing::{downloads, thumbnails};
use super::run::{CommandRun, fail, has_errors, summary, tree};
use super::serve::mode;
use super::watching::{Rebuilt, Watching};
use super::{ExitStatus, SiteArguments, against, overflow};
use crate::deck::{Account, DeckStats};
use crate::diag::problem::counted;
use crate::diag::{Code, Diagnostic, SearchKind, Warned, merged};
use crate::earlier::EarlierPages;
use crate::event::site_address;
use crate::export::{Compressions, lost_links};
use crate::io::stamp::Said;
use crate::io::write::{self, Looks, Tree, Written};
use crate::site::{Advice, Built, Publication, Shard, Site, Sources};

/// The arguments of `build`.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Output folder [default: `public` in the site; `public-I-of-N` for a part].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build only part I of N: its decks and events. The parts, copied into one folder, are the site.
    #[arg(long, value_name = "I/N", conflicts_with_all = ["decks", "event", "against", "watch"])]
    shard: Option<Shard>,
    /// Leave out the source locations of slides: no `data-source`, no footers.
    #[arg(long)]
    no_source: bool,
    /// Address at which the site will be [default: `url` in workshops.yml].
    #[arg(long, value_name = "ADDRESS", value_parser = web_address)]
    url: Option<String>,
    /// Build a preview: pages that search engines do not list, without a sitemap.
    #[arg(long)]
    preview: bool,
    /// Report pages of an earlier output (a folder, or its sitemap.xml) that are gone without a redirect.
    #[arg(long, value_name = "DIR|FILE", conflicts_with_all = ["decks", "event", "watch"])]
    against: Option<PathBuf>,
    /// Rebuild whenever a file changes.
    #[arg(long)]
    watch: bool,
    /// Poll for changes every MS milliseconds, for network folders.
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "300", requires = "watch")]
    poll: Option<u64>,
    // Last, because its heading would also apply to the options that follow.
    #[command(flatten)]
    levels: LevelArguments,
}

/// The arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Measure in an installed Chromium which slides are larger than the stage.
    #[arg(long)]
    overflow: bool,
    /// Report pages of an earlier output (a folder, or its sitemap.xml) that are gone without a redirect.
    #[arg(long, value_name = "DIR|FILE", conflicts_with_all = ["decks", "event"])]
    against: Option<PathBuf>,
    #[cfg(feature = "links")]
    #[command(flatten)]
    links: LinkArguments,
    // Last, because their heading would also apply to the options that follow.
    #[command(flatten)]
    levels: LevelArguments,
    #[command(flatten)]
    baseline: BaselineArguments,
}

/// The address of a site as an argument.
fn web_address(text: &str) -> Result<String, String> {
    site_address(text).map_err(|expected| format!("expected {expected}"))
}

impl BuildArguments {
    fn publication(&self) -> Publication {
        if self.preview { Publication::Preview } else { Publication::Public }
    }
}

/// Builds the site and writes it.
pub(super) fn build(arguments: &BuildArguments) -> ExitStatus {
    let sources = if arguments.no_source { Sources::Hidden } else { Sources::Shown };
    let run = CommandRun::new(&arguments.site, sources, Advice::Unwanted)
        .and_then(|run| Ok(run.with_levels(arguments.levels.levels()?).of_part(arguments.shard)))
        .map(|run| run.published_at(arguments.url.as_deref(), arguments.publication()))
        .map(CommandRun::for_output);
    let run = match run {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let output = match OutputFolder::new(&run, arguments) {
        Ok(output) => output,
        Err(message) => return fail(&message),
    };
    if arguments.watch { output.watch(arguments.poll) } else { output.build() }
}

/// Where a site is written.
struct OutputFolder<'a> {
    run: &'a CommandRun<'a>,
    out: PathBuf,
    /// The pages that must not go without a redirect.
    earlier: Option<EarlierPages>,
    /// The contents of archives, each compressed once.
    compressions: Arc<Compressions>,
}

impl<'a> OutputFolder<'a> {
    /// An output outside every folder that a build reads.
    fn new(run: &'a CommandRun<'a>, arguments: &BuildArguments) -> Result<Self, String> {
        let usual = match arguments.shard {
            // A part is not a complete site, and must not be written over one.
            Some(shard) => format!("public-{}-of-{}", shard.number(), shard.count()),
            None => "public".to_owned(),
        };
        let out = arguments.out.clone().unwrap_or_else(|| run.world.root().join(usual));
        let earlier =
            arguments.against.as_deref().map(|path| against::read(run, path)).transpose()?;
        let output = Self { run, out, earlier, compressions: Arc::default() };
        match output.sources().iter().find(|folder| write::lies_in(&output.out, folder)) {
            None => Ok(output),
            Some(folder) => Err(format!(
                "{} is in {}, which the build reads; name another folder with --out",
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
        if let Err(error) = write::may_replace(&self.out, &self.protected(&self.sources())) {
            return fail(&error.to_string());
        }
        let kept = Kept::find(self.run, &self.out).filter(|_| self.earlier.is_none());
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
        let Warned { output: mut built_site, mut diagnostics } = self.run.build();
        if let Some(earlier) = self.earlier.as_ref().filter(|_| !has_errors(&diagnostics)) {
            let found = against::removed(self.run, earlier, &built_site);
            diagnostics.extend(built_site.levels.apply(found));
        }
        if !has_errors(&diagnostics) {
            diagnostics.extend(self.drawn(&mut built_site));
        }
        let report = self.run.arguments.output.report_text(&diagnostics, &self.run.world);
        self.run.arguments.output.put(&report);
        self.run.arguments.output.summarize(&diagnostics, &self.run.world);
        let built = start.elapsed();
        if has_errors(&diagnostics) {
            self.run.say(&format!("{}; nothing is written\n", summary(&diagnostics)));
            return ExitStatus::Failure;
        }
        let deck_stats = format!("{}{}", deck_stats(&built_site.site), lost(&built_site.site));
        let tree = tree(self.run.world.folder(), built_site, &self.compressions);
        let (written, copied) = match self.write(&tree) {
            Ok(written) => written,
            Err(message) => return fail(&message),
        };
        self.run.say(&deck_stats);
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

    /// Adds what a browser makes of the site.
    fn drawn(&self, built: &mut Built) -> Option<Diagnostic> {
        let drawn = thumbnails::draw(self.run, built);
        let all = drawn.and_then(|()| downloads::print(self.run, built));
        all.err().map(|found| *found)
    }

    /// The report of the last build, if this one would produce the same result.
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
            let Warned { output: mut built, mut diagnostics } = built;
            if !has_errors(&diagnostics) {
                diagnostics.extend(self.drawn(&mut built));
            }
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
                self.compressions.begin();
                let tree = tree(self.run.world.folder(), built, &self.compressions);
                match self.write(&tree) {
                    Ok((Written { added: 0, changed: 0, removed: 0, .. }, _)) => {}
                    Ok((written, _)) => {
                        let summary = warnings(&diagnostics);
                        self.say_written(&written, took + start.elapsed(), &summary);
                    }
                    Err(message) => {
                        fail(&format!("{message}; the next change starts another attempt"));
                    }
                }
            }
            reported = diagnostics;
            watching.rest();
            next = watching.next();
        }
        fail("files can no longer be watched")
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

/// Reports everything wrong or suspicious.
pub(super) fn check(arguments: &CheckArguments) -> ExitStatus {
    checked(arguments).unwrap_or_else(|message| fail(&message))
}

fn checked(arguments: &CheckArguments) -> Result<ExitStatus, String> {
    let run = CommandRun::new(&arguments.site, Sources::Shown, Advice::Wanted)?;
    let run = run.with_levels(arguments.levels.levels()?);
    #[cfg(feature = "links")]
    let run = links::collecting(run, &arguments.links);
    let earlier = arguments.against.as_deref().map(|path| against::read(&run, path)).transpose()?;
    let Warned { output: mut built, mut diagnostics } = run.build();
    let mut levels = std::mem::take(&mut built.levels);
    let decks = deck_count(&built.site);
    let is_whole = run.config.decks.is_empty() && run.config.event.is_none();
    // If levels alone made findings errors, there is still a site to show.
    let is_built = !diagnostics.iter().any(Diagnostic::is_fixed);
    let searches = if is_built { arguments.searches() } else { Vec::new() };
    let is_sought = |code: Code| code.search().is_none_or(|search| searches.contains(&search));
    if !searches.is_empty() {
        let found = searched(&run, arguments, earlier.as_ref(), built).inspect_err(|_| {
            run.report(&diagnostics);
        })?;
        diagnostics.extend(levels.apply(found));
        if is_whole {
            diagnostics.extend(levels.unused(|code| code.search().is_some() && is_sought(code)));
        }
        diagnostics = merged(diagnostics);
    }
    let sought = Sought { run: &run, is_whole, is_built, includes: &is_sought };
    let outcome = arguments.baseline.apply(diagnostics, &sought)?;
    let BaselineOutcome { diagnostics, fails, said } = outcome;
    run.report(&diagnostics);
    arguments.site.output.summarize(&diagnostics, &run.world);
    run.say(&format!("{said}{decks}: {}\n", summary(&diagnostics)));
    Ok(if fails || has_errors(&diagnostics) { ExitStatus::Failure } else { ExitStatus::Success })
}

/// Findings of the optional checks.
fn searched(
    run: &CommandRun<'_>,
    arguments: &CheckArguments,
    earlier: Option<&EarlierPages>,
    built: Built,
) -> Result<Vec<Diagnostic>, String> {
    let mut found = Vec::new();
    if let Some(earlier) = earlier {
        found.extend(against::removed(run, earlier, &built));
    }
    #[cfg(feature = "links")]
    if arguments.links.links {
        found.extend(links::check(run, &built, &arguments.links)?);
    }
    if arguments.overflow {
        found.extend(overflow::measure(&run.world, run.world.folder(), built.finish())?);
    }
    Ok(found)
}

impl CheckArguments {
    /// The optional checks.
    fn searches(&self) -> Vec<SearchKind> {
        #[cfg(feature = "links")]
        let is_online = self.links.links;
        #[cfg(not(feature = "links"))]
        let is_online = false;
        let searches = [
            (self.against.is_some(), SearchKind::Earlier),
            (is_online, SearchKind::Web),
            (self.overflow, SearchKind::Browser),
        ];
        searches.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, search)| search).collect()
    }
}

/// What each deck of the site and of events shows and leaves out, one line each.
fn deck_stats(site: &Site) -> String {
    let line = |(deck, stats): &(String, DeckStats)| format!("{deck}: {}\n", account_line(stats));
    site.deck_stats.iter().chain(&site.event_accounts).map(line).collect()
}

/// The links that are plain text in files to take decks away.
fn lost(site: &Site) -> String {
    let files = site.downloads.iter().map(|(path, parcel)| (path.as_str(), &**parcel));
    lost_links(files).into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// `3 warnings`; empty without warnings.
fn warnings(diagnostics: &[Diagnostic]) -> String {
    if diagnostics.is_empty() { String::new() } else { summary(diagnostics) }
}

/// `3 decks`: those of the site and of its events, as `build` and `stats` list them.
fn deck_count(site: &Site) -> String {
    counted(site.deck_stats.len() + site.event_accounts.len(), "deck")
}

/// `516 slides kept, 24 left out (self-paced 20, in-person 4); 90 steps, 3 left out (self-paced 3)`.
fn account_line(stats: &DeckStats) -> String {
    let slides = format!("{} kept", counted(stats.slides.kept, "slide"));
    let line = format!("{slides}{}", left_out(&stats.slides));
    if stats.steps == Account::default() {
        return line;
    }
    format!("{line}; {}{}", counted(stats.steps.kept, "step"), left_out(&stats.steps))
}

/// `, 24 left out (self-paced 20, in-person 4)`; empty if nothing is.
fn left_out(account: &Account) -> String {
    if account.left_out.is_empty() {
        return String::new();
    }
    let total: usize = account.left_out.values().sum();
    let mut tags: Vec<_> = account.left_out.iter().collect();
    tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    let tags: Vec<_> = tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
    format!(", {total} left out ({})", tags.join(", "))
}
