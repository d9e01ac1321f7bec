//! `deckyard completions`: what shells complete, and the answers to their requests.
//!
//! A shell gets a small script, which asks the program itself. So it completes the decks and events
//! of the current site, and never the options of another version. The request is in the environment
//! (`DECKYARD_COMPLETE`), and is handled before anything else is read. Answering only reads the
//! site; it prints nothing but the answer.

#![expect(
    clippy::disallowed_methods,
    reason = "the environment is asked here, before any command runs"
)]

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::CompletionCandidate;
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::run::fail;
use super::site::SiteFolder;
use super::{ExitStatus, help, print};
use crate::diag::Code;
use crate::guide;
use crate::io::files::DiskWorld;
use crate::path::ProjectPath;
use crate::site;

/// The environment variable by which a shell's script requests completions.
const VARIABLE: &str = "DECKYARD_COMPLETE";

/// The name of the program.
const NAME: &str = "deckyard";

/// When zsh loads the script as a function of `fpath`, it does so to complete something: without this, the
/// first Tab of each session would only define the function.
const ZSH_FIRST: &str = "\
if [[ $funcstack[1] == _deckyard ]]; then
    _clap_dynamic_completer_deckyard \"$@\"
fi
";

/// The arguments of `completions`.
#[derive(Args, Debug)]
pub(super) struct CompletionsArguments {
    /// Shell to print the script for.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// A shell.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
            Self::Powershell => &Powershell,
            Self::Elvish => &Elvish,
        }
    }
}

/// Prints a shell's script.
pub(super) fn run(arguments: &CompletionsArguments) -> ExitStatus {
    let mut script = Vec::new();
    let completer = arguments.shell.completer();
    match completer.write_registration(VARIABLE, NAME, NAME, NAME, &mut script) {
        Ok(()) => {
            let more = if arguments.shell == Shell::Zsh { ZSH_FIRST } else { "" };
            print(&format!("{}\n{more}", String::from_utf8_lossy(&script).trim()));
            ExitStatus::Success
        }
        Err(error) => fail(&format!("cannot write the script: {error}")),
    }
}

/// Answers a shell that asks what could be typed next; `None` if no shell requests completions.
pub(super) fn answered() -> Option<ExitStatus> {
    std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty())?;
    let folder = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(help::command).var(VARIABLE).bin(NAME).completer(NAME);
    let answered = asked.try_complete(std::env::args_os(), folder.as_deref());
    let written = std::io::stdout().flush().is_ok();
    match answered {
        Ok(false) => None,
        Ok(true) if written => Some(ExitStatus::Success),
        // The shell shows nothing of an error; there is nothing to complete.
        Ok(true) | Err(_) => Some(ExitStatus::Error),
    }
}

fn candidates<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Vec<CompletionCandidate> {
    names.into_iter().map(|name| CompletionCandidate::new(name.into())).collect()
}

/// The site of the line that is being typed.
fn here() -> Option<DiskWorld> {
    let named = named_site(std::env::args_os());
    DiskWorld::new(SiteFolder::find(named.as_deref()).path()).ok()
}

/// The folder after `--site` on a command line. Shells pass on words as they were typed, quotes
/// included.
fn named_site(words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let words: Vec<String> = words.filter_map(|word| word.into_string().ok()).collect();
    let is_named = |index: usize| words[index..].len() > 1 && words[index] == "--site";
    let value = (0..words.len()).find_map(|index| match words[index].strip_prefix("--site=") {
        Some(value) => Some(value),
        None => is_named(index).then(|| words[index + 1].as_str()),
    });
    let unquoted = |value: &str| PathBuf::from(value.trim_matches(['"', '\'']));
    value.map(unquoted).filter(|path| !path.as_os_str().is_empty())
}

/// The decks of the site that the command line selects.
pub(super) fn decks() -> Vec<CompletionCandidate> {
    let manifests = here().map(|world| site::manifests(&world)).unwrap_or_default();
    candidates(manifests.iter().map(ProjectPath::stem))
}

/// The events of the site that the command line selects.
pub(super) fn events() -> Vec<CompletionCandidate> {
    let Some(world) = here() else { return Vec::new() };
    let workshops = site::workshops(&world, &mut Vec::new());
    candidates(workshops.events.iter().map(|event| event.slug.clone()))
}

/// The names of the built-in themes.
pub(super) fn built_in_themes() -> Vec<CompletionCandidate> {
    candidates(site::built_in_themes())
}

/// The codes of diagnostics.
pub(super) fn codes() -> Vec<CompletionCandidate> {
    candidates(Code::all().map(Code::name))
}

/// The topics of the guide, with their titles.
pub(super) fn topics() -> Vec<CompletionCandidate> {
    let topic = |topic: guide::Topic| {
        CompletionCandidate::new(topic.name).help(Some(topic.title().to_owned().into()))
    };
    guide::topics().into_iter().map(topic).collect()
}
