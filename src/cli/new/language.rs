//! `deckyard new language`: a language file to translate, or to change.

use clap::Args;

use super::super::run::{CommandRun, fail};
use super::super::{ExitStatus, PlainSiteArguments, SiteArguments};
use crate::io::trouble::{Attempt, cannot_in};
use crate::language::{built_in_languages, built_in_words};
use crate::manifest::advice;
use crate::path::ProjectPath;
use crate::world::World as _;

/// The arguments of `new language`.
#[derive(Args, Debug)]
pub(super) struct LanguageArguments {
    /// Code of the language, as in `lang: sv`.
    #[arg(value_name = "CODE")]
    code: String,
    #[command(flatten)]
    site: PlainSiteArguments,
}

/// Creates a language file.
pub(super) fn run(arguments: &LanguageArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| language(&run, &arguments.code)) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

fn language(run: &CommandRun<'_>, code: &str) -> Result<(), String> {
    let code = advice::language(code).map_err(|nearest| {
        let help = nearest.map_or_else(String::new, |code| format!("; did you mean `{code}`?"));
        format!("`{code}` is not a language code{help}")
    })?;
    let path = ProjectPath::new(&format!("languages/{code}.ftl"));
    if run.world.is_file(&path) {
        return Err(format!("{path} already exists"));
    }
    let main = code.split('-').next().unwrap_or_default();
    let known = built_in_languages().find(|known| *known == code || *known == main);
    let (text, what) = match known {
        Some(known) => (built_in_words(known), "delete the lines that you do not change"),
        None => (built_in_words("en"), "translate what is after each `=`"),
    };
    let write = run.world.replace(&path, text.unwrap_or_default());
    let folder = run.world.folder().path();
    write.map_err(|error| {
        cannot_in(Attempt::Write, folder, std::path::Path::new(path.as_str()), &error)
    })?;
    run.say(&format!("{path}: {what}; `deckyard docs languages` explains the file\n"));
    Ok(())
}
