//! `deckyard new`: a site to begin with, or an event, a language or a theme of a site.

mod event;
mod language;
mod site;
mod theme;
mod token;

use std::path::Path;

use clap::{Args, Subcommand};

use super::ExitStatus;
use crate::io::beneath::Root;
use crate::io::trouble::{Attempt, cannot};

/// The arguments of `new`.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct NewArguments {
    #[command(flatten)]
    site: site::NewSiteArguments,
    #[command(subcommand)]
    other: Option<NewKind>,
}

/// What can be created besides a site.
#[derive(Subcommand, Debug)]
enum NewKind {
    /// Write an event's entry into `workshops.yml`, and an overlay with its logistics chapter.
    ///
    /// For a site in a folder called `event`, write `deckyard new ./event`.
    Event(event::EventArguments),
    /// Write a language file to translate: `languages/CODE.ftl`.
    Language(language::LanguageArguments),
    /// Write the folder of a theme, `themes/NAME/`, with a style sheet to begin with.
    ///
    /// For a site in a folder called `theme`, write `deckyard new ./theme`.
    Theme(theme::ThemeArguments),
    /// Print an unguessable text for `token:` of a private event.
    ///
    /// For a site in a folder called `token`, write `deckyard new ./token`.
    Token,
}

/// Creates something.
pub(super) fn run(arguments: &NewArguments) -> ExitStatus {
    match &arguments.other {
        Some(NewKind::Event(arguments)) => event::run(arguments),
        Some(NewKind::Language(arguments)) => language::run(arguments),
        Some(NewKind::Theme(arguments)) => theme::run(arguments),
        Some(NewKind::Token) => token::run(),
        None => site::run(&arguments.site),
    }
}

/// Opens a folder; if it does not exist, it and its parents are created.
pub(super) fn created(path: &Path) -> Result<Root, String> {
    let failed = |error: std::io::Error| cannot(Attempt::Create, path, &error);
    let open =
        |path: &Path| Root::new(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let above = path.ancestors().find_map(|above| Some((above, open(above).ok()?)));
    if let Some((above, root)) = above {
        let missing = path.strip_prefix(above).unwrap_or(path);
        if !missing.as_os_str().is_empty() {
            root.create_folder(missing).map_err(|refused| failed(refused.into()))?;
        }
    }
    open(path).map_err(failed)
}
