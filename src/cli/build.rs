//! `deckyard build` and `deckyard check`.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::{SiteArguments, Status, overflow, print, say};
use crate::deck::Account;
use crate::diag::nearest::nearest;
use crate::diag::problem::counted;
use crate::diag::{Diagnostic, Severity, Warned};
use crate::io::files::DiskWorld;
use crate::io::{git, write};
use crate::manifest::Overrides;
use crate::path::ProjectPath;
use crate::report::{self, Format};
use crate::site::{self, Advice, Config, Content, Site, Sources};
use crate::source::Source;
use crate::world::World;

/// The name of the deck whose manifest comes from standard input.
const STANDARD_INPUT: &str = "stdin";

/// The arguments of `build`.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The folder of the output; `public` in the site when not given.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Leave out where slides were written: no `data-source`, no footers.
    #[arg(long)]
    no_source: bool,
}

/// The arguments of `check`.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Measure in an installed Chromium which slides are higher than the stage.
    #[arg(long)]
    overflow: bool,
}

/// Builds the site and writes it.
pub(super) fn build(arguments: &BuildArguments) -> Status {
    let sources = if arguments.no_source { Sources::Hidden } else { Sources::Shown };
    let start = Instant::now();
    let run = match Run::new(&arguments.site, sources, Advice::Unwanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let Warned { output: site, diagnostics } = run.build();
    run.report(&diagnostics);
    let built = start.elapsed();
    if has_errors(&diagnostics) {
        run.say(&format!("{}; nothing is written\n", summary(&diagnostics)));
        return Status::Failure;
    }
    for (deck, account) in &site.accounts {
        run.say(&format!("{deck}: {}\n", account_line(account)));
    }
    let out = arguments.out.clone().unwrap_or_else(|| run.world.root().join("public"));
    let root = run.world.root();
    let sources = ["slides", "templates", "static", "events"].map(|folder| root.join(folder));
    let protected: Vec<&Path> =
        std::iter::once(root).chain(sources.iter().map(PathBuf::as_path)).collect();
    if let Some(folder) = sources.iter().find(|folder| is_inside(&out, folder)) {
        return fail(&format!(
            "{} lies in {}, which is read; name another folder with --out",
            out.display(),
            folder.display()
        ));
    }
    let written = match write::write(&out, &tree(root, site), &protected) {
        Ok(written) => written,
        Err(error) => return fail(&error.to_string()),
    };
    let files = written.added + written.changed;
    let unchanged = if written.unchanged > 0 {
        format!(", {} unchanged", written.unchanged)
    } else {
        String::new()
    };
    let removed =
        if written.removed > 0 { format!(", {} removed", written.removed) } else { String::new() };
    let total = start.elapsed();
    run.say(&format!(
        "{}: {} written{unchanged}{removed} in {} ms{}\n",
        out.display(),
        counted(files, "file"),
        total.as_millis(),
        match diagnostics.len() {
            0 => String::new(),
            _ => format!("; {}", summary(&diagnostics)),
        },
    ));
    run.explain_time(built, total);
    Status::Success
}

/// Reports everything that is wrong or suspicious.
pub(super) fn check(arguments: &CheckArguments) -> Status {
    let run = match Run::new(&arguments.site, Sources::Shown, Advice::Wanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    let Warned { output: site, mut diagnostics } = run.build();
    let decks = counted(site.accounts.len(), "deck");
    if arguments.overflow && !has_errors(&diagnostics) {
        match overflow::measure(&run.world, run.world.root(), site) {
            Ok(found) => diagnostics.extend(found),
            Err(message) => return fail(&message),
        }
    }
    run.report(&diagnostics);
    run.say(&format!("{decks}: {}\n", summary(&diagnostics)));
    if has_errors(&diagnostics) { Status::Failure } else { Status::Success }
}

/// What the commands have in common: a world, a configuration, a way to speak.
struct Run<'a> {
    arguments: &'a SiteArguments,
    world: DiskWorld,
    config: Config,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a SiteArguments, sources: Sources, advice: Advice) -> Result<Self, String> {
        let mut world = DiskWorld::new(&arguments.site)
            .map_err(|error| format!("{}: {error}", arguments.site.display()))?;
        let mut decks = arguments.decks.clone();
        if let Some(deck) = decks.iter_mut().find(|deck| *deck == "-") {
            STANDARD_INPUT.clone_into(deck);
            world = world.with(standard_input()?);
        }
        let root = world.root().to_owned();
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let config = Config {
            decks: known_decks(&world, decks)?,
            overrides: overrides(&arguments.set),
            repository: git::repository(&root, variable("REPOSITORY_URL"), variable("BRANCH")),
            sources,
            advice,
        };
        Ok(Self { arguments, world, config })
    }

    fn build(&self) -> Warned<Site> {
        site::build(&self.world, &self.config)
    }

    fn report(&self, diagnostics: &[Diagnostic]) {
        let output = &self.arguments.output;
        let text = report::write(output.format, output.style(), diagnostics, &self.world);
        match output.format {
            Format::Human | Format::Short => say(&text),
            Format::Json | Format::Github => print(&text),
        }
    }

    fn say(&self, text: &str) {
        if !self.arguments.output.quiet {
            say(text);
        }
    }

    fn explain_time(&self, built: std::time::Duration, total: std::time::Duration) {
        if self.arguments.output.verbose {
            let written = total.saturating_sub(built);
            self.say(&format!(
                "built in {} ms, written in {} ms\n",
                built.as_millis(),
                written.as_millis()
            ));
        }
    }
}

/// `OVERRIDE_<key>` of the environment, then `--set`.
fn overrides(set: &[(String, String)]) -> Overrides {
    let mut overrides = Overrides::default();
    let mut environment: Vec<_> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter_map(|(name, value)| Some((name.strip_prefix("OVERRIDE_")?.to_owned(), value)))
        .collect();
    environment.sort();
    for (key, value) in environment.iter().chain(set) {
        overrides.set(key, value);
    }
    overrides
}

fn standard_input() -> Result<Source, String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| format!("standard input: {error}"))?;
    let path = ProjectPath::new(&format!("slides/{STANDARD_INPUT}.yml"));
    Ok(Source::new(path, &text))
}

/// The decks that were asked for, all of which must exist.
fn known_decks(world: &dyn World, decks: Vec<String>) -> Result<Vec<String>, String> {
    let manifests = site::manifests(world);
    if manifests.is_empty() && decks.is_empty() {
        return Err("there is no manifest `slides/*.yml` here; name the site with --site".into());
    }
    let names: Vec<&str> = manifests.iter().map(ProjectPath::stem).collect();
    let decks: Vec<String> = decks
        .into_iter()
        .map(|deck| {
            let file = deck.rsplit('/').next().unwrap_or(&deck);
            file.strip_suffix(".yml").unwrap_or(file).to_owned()
        })
        .collect();
    for deck in &decks {
        if !names.contains(&deck.as_str()) {
            let help = match nearest(deck, names.iter().copied()) {
                Some(guess) => format!("did you mean `{guess}`?"),
                None => format!("the decks are {}", names.join(", ")),
            };
            return Err(format!("there is no deck `{deck}`; {help}"));
        }
    }
    Ok(decks)
}

pub(super) fn tree(root: &Path, site: Site) -> write::Tree {
    let content = |content| match content {
        Content::Bytes(bytes) => write::Content::Bytes(bytes),
        Content::Copy(path) => write::Content::File(root.join(path.as_str())),
    };
    site.files.into_iter().map(|(path, file)| (path.as_str().to_owned(), content(file))).collect()
}

/// `516 slides kept, 24 left out (self-paced 20, in-person 4)`.
fn account_line(account: &Account) -> String {
    let kept = counted(account.kept, "slide");
    if account.left_out.is_empty() {
        return format!("{kept} kept");
    }
    let total: usize = account.left_out.values().sum();
    let mut tags: Vec<_> = account.left_out.iter().collect();
    tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    let tags: Vec<_> = tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
    format!("{kept} kept, {total} left out ({})", tags.join(", "))
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
    match (errors, diagnostics.len() - errors) {
        (0, 0) => "no problem found".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => {
            format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

/// Whether a folder, which need not exist yet, lies in another one.
fn is_inside(out: &Path, folder: &Path) -> bool {
    let known = out.ancestors().find_map(|ancestor| ancestor.canonicalize().ok());
    known.is_some_and(|known| known.starts_with(folder))
}

fn fail(message: &str) -> Status {
    say(&format!("error: {message}\n"));
    Status::Error
}
