//! `deckyard build` and `deckyard check`.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::run::{Run, fail, has_errors, summary, tree};
use super::{SiteArguments, Status, overflow};
use crate::deck::Account;
use crate::diag::Warned;
use crate::diag::problem::counted;
use crate::io::write;
use crate::site::{Advice, Sources};

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
    if arguments.site.output.verbose {
        let written = total.saturating_sub(built);
        run.say(&format!(
            "built in {} ms, written in {} ms\n",
            built.as_millis(),
            written.as_millis()
        ));
    }
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

/// Whether a folder, which need not exist yet, lies in another one.
fn is_inside(out: &Path, folder: &Path) -> bool {
    let known = out.ancestors().find_map(|ancestor| ancestor.canonicalize().ok());
    known.is_some_and(|known| known.starts_with(folder))
}

