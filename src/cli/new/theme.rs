//! `deckyard new theme`: the folder of a theme, in the site that one is in.
//!
//! It overwrites nothing: all files are written, or none.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::super::run::{CommandRun, fail};
use super::super::{ExitStatus, PlainSiteArguments, SiteArguments, completions};
use crate::diag::nearest::nearest;
use crate::diag::problem::counted;
use crate::io::beneath::NewBytes;
use crate::path::{ProjectPath, is_reserved_name, slug};
use crate::site::{DEFAULT_THEME, built_in, built_in_themes};
use crate::starter;
use crate::world::World as _;

/// The arguments of `new theme`.
#[derive(Args, Debug)]
pub(super) struct ThemeArguments {
    /// The theme's name: lower-case letters, digits and dashes.
    #[arg(value_name = "NAME")]
    name: String,
    /// Built-in theme to begin with [default: default].
    #[arg(long, value_name = "THEME", add = ArgValueCandidates::new(completions::built_in_themes))]
    from: Option<String>,
    #[command(flatten)]
    site: PlainSiteArguments,
}

/// Writes a theme.
pub(super) fn run(arguments: &ThemeArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| theme(&run, arguments)) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

fn theme(run: &CommandRun<'_>, arguments: &ThemeArguments) -> Result<(), String> {
    let name = &arguments.name;
    let clean = slug(name);
    if clean != *name || name.is_empty() || is_reserved_name(name) {
        let help = if clean.is_empty() || is_reserved_name(&clean) {
            "letters, digits and dashes can".to_owned()
        } else {
            format!("`{clean}` can")
        };
        return Err(format!("`{name}` cannot be the name of a theme; {help}"));
    }
    if built_in_themes().any(|known| known == name) {
        return Err(format!(
            "`{name}` is a built-in theme; to begin with it: `deckyard new theme NAME --from {name}`"
        ));
    }
    let base = base(arguments.from.as_deref())?;
    nothing_in_the_way(run, name)?;
    let sheet = built_in(&format!("theme-{base}.css"));
    let base = (base != DEFAULT_THEME).then_some((base, sheet));
    let files = starter::theme_files(name, &title(name), base);
    let new = |(path, text): (&ProjectPath, &String)| NewBytes {
        path: path.as_str().to_owned(),
        old: None,
        new: text.clone().into_bytes(),
    };
    let new: Vec<_> = files.iter().map(new).collect();
    run.world
        .folder()
        .change(&[], &new)
        .map_err(|reason| format!("{reason}; nothing is written"))?;
    run.say(&format!(
        "themes/{name}/: {} written; its styles are in theme.css\n\n\
         `theme: {name}` applies it to:\n  \
         workshops.yml, below `site:`    all pages, and decks without a theme\n  \
         workshops.yml, in an event      its page and its decks\n  \
         slides/NAME.yml                 one deck\n\
         `deckyard docs themes` describes what a theme can contain, and how to share one\n",
        counted(files.len(), "file"),
    ));
    Ok(())
}

/// The built-in theme of a name.
fn base(asked: Option<&str>) -> Result<&'static str, String> {
    let Some(asked) = asked else { return Ok(DEFAULT_THEME) };
    if let Some(known) = built_in_themes().find(|known| *known == asked) {
        return Ok(known);
    }
    let names: Vec<_> = built_in_themes().map(|name| format!("`{name}`")).collect();
    let help = match nearest(asked, built_in_themes()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names.join(", ")),
    };
    Err(format!("there is no built-in theme `{asked}`; {help}"))
}

/// Refuses a name that a theme or another folder of the site already has.
fn nothing_in_the_way(run: &CommandRun<'_>, name: &str) -> Result<(), String> {
    let folder = format!("themes/{name}");
    let sheet = format!("static/theme-{name}.css");
    let is_link = !run.world.links(&folder).is_empty();
    let is_refused = !run.world.refused(&folder).is_empty();
    let is_file = run.world.is_file(&ProjectPath::new(&folder));
    if is_file || is_link || is_refused || !run.world.list(&folder).is_empty() {
        return Err(format!("{folder} already exists"));
    }
    if run.world.is_file(&ProjectPath::new(&sheet)) {
        return Err(format!("there is a theme `{name}` already: {sheet}"));
    }
    Ok(())
}

/// A title made from a name: `dark-crust` becomes `Dark crust`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
