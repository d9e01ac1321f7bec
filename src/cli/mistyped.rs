//! What was probably meant by a command or an option that does not exist.
//!
//! The parser compares letters. This module adds the names that other programs use, and the
//! commands to which an option belongs.

use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diag::nearest::nearest;

/// Names that other programs use for each command, and common slips.
const COMMANDS: [(&str, &[&str]); 14] = [
    ("new", &["init", "create", "generate", "scaffold", "add"]),
    ("serve", &["start", "run", "dev", "watch", "preview", "server", "live", "show", "present"]),
    ("build", &["make", "publish", "deploy", "render", "compile"]),
    ("export", &["pdf", "html", "zip", "download", "print"]),
    ("check", &["lint", "validate", "verify", "test", "doctor"]),
    ("import", &["convert", "migrate", "branch"]),
    ("stats", &["count", "info", "list", "ls", "status", "time"]),
    ("mv", &["move", "rename"]),
    ("uses", &["used", "refs", "references", "find", "grep", "who"]),
    ("unused", &["orphans", "dead", "prune", "clean"]),
    ("freeze", &["pin", "lock", "archive"]),
    ("diff", &["compare", "changes", "delta"]),
    ("drift", &["outdated"]),
    ("docs", &["guide", "manual", "doc", "topics"]),
];

/// Names that other programs use for each option.
const OPTIONS: [(&str, &[&str]); 9] = [
    ("out", &["output", "o", "outdir", "out-dir", "output-dir", "dest", "destination", "d"]),
    ("url", &["base-url", "site-url", "baseurl", "u"]),
    ("site", &["root", "dir", "directory", "source", "input", "config"]),
    ("date", &["today", "day", "now"]),
    ("strict", &["werror", "fail-on-warnings", "warnings-as-errors", "error"]),
    ("port", &["p"]),
    ("host", &["bind", "address", "listen", "ip"]),
    ("open", &["browser", "launch"]),
    ("set", &["var", "variable", "define"]),
];

/// The same error with a better suggestion, if there is one.
pub(super) fn with_suggestion(
    mut error: clap::Error,
    words: &[String],
    root: &Command,
) -> clap::Error {
    let tips = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = text(&error, ContextKind::InvalidSubcommand);
            let tip = command_tip(&typed, within(root, words));
            if tip.is_some() {
                error.remove(ContextKind::SuggestedSubcommand);
            }
            tip
        }
        ErrorKind::UnknownArgument => {
            let typed = text(&error, ContextKind::InvalidArg);
            let command = within(root, words);
            // The parser would suggest to pass the word as a value, but no command takes values
            // that look like options.
            error.remove(ContextKind::Suggested);
            let known = known_option(&typed, command, root);
            if known.is_some() {
                error.remove(ContextKind::SuggestedArg);
            }
            let is_guessed = error.get(ContextKind::SuggestedArg).is_some();
            known.or_else(|| if is_guessed { None } else { near_option(&typed, command) })
        }
        _ => None,
    };
    if let Some(tip) = tips {
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(ToString::to_string).unwrap_or_default()
}

/// The command that the words select, as far as they do.
fn within<'a>(root: &'a Command, words: &[String]) -> &'a Command {
    let mut command = root;
    for word in words.iter().skip(1) {
        match command.find_subcommand(word) {
            Some(inner) => command = inner,
            None if word.starts_with('-') => {}
            None => break,
        }
    }
    command
}

fn command_tip(typed: &str, command: &Command) -> Option<String> {
    if typed == "version" {
        return Some("'deckyard --version' prints the version".to_owned());
    }
    let names =
        COMMANDS.iter().flat_map(|(name, others)| others.iter().map(move |other| (other, name)));
    let meant = names.into_iter().find(|(other, _)| **other == typed).map(|(_, name)| *name)?;
    let about = command.find_subcommand(meant)?.get_about()?;
    let about = about.to_string();
    Some(format!("'deckyard {meant}': {}", about.trim_end_matches('.')))
}

/// The name of an option in Deckyard, or the commands that have it.
fn known_option(typed: &str, command: &Command, root: &Command) -> Option<String> {
    let typed = bare(typed);
    let own = long_options(command);
    if let Some((_, name)) = other_words(&own).find(|(other, _)| *other == typed) {
        return Some(format!("'--{name}' is that option here"));
    }
    let has_it = |other: &&Command| long_options(other).iter().any(|name| name == typed);
    let having = root.get_subcommands().filter(has_it);
    let having: Vec<String> = having.map(|other| format!("'{}'", other.get_name())).collect();
    (!having.is_empty()).then(|| format!("'--{typed}' is an option of {}", having.join(", ")))
}

/// The option of a command that resembles a word.
fn near_option(typed: &str, command: &Command) -> Option<String> {
    let own = long_options(command);
    let mut known: Vec<(&str, &str)> =
        own.iter().map(|name| (name.as_str(), name.as_str())).collect();
    for (other, name) in other_words(&own).filter(|(other, _)| other.len() > 2) {
        known.push((other, name));
    }
    let near = nearest(bare(typed), known.iter().map(|(word, _)| *word))?;
    let (_, name) = known.iter().find(|(word, _)| *word == near)?;
    Some(format!("did you mean '--{name}'?"))
}

/// An option without its dashes and its value.
fn bare(typed: &str) -> &str {
    typed.trim_start_matches('-').split('=').next().unwrap_or_default()
}

/// Names that other programs use for the options of a command, each with its name here.
fn other_words(own: &[String]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let known = OPTIONS.iter().filter(|(name, _)| own.iter().any(|own| own == name));
    known.flat_map(|(name, others)| others.iter().map(move |other| (*other, *name)))
}

fn long_options(command: &Command) -> Vec<String> {
    let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set());
    arguments.filter_map(|argument| argument.get_long()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::help;
    use super::{COMMANDS, OPTIONS, command_tip, known_option, long_options, near_option, within};

    #[test]
    fn other_words_mean_existing_commands_and_options() {
        let root = help::command();
        for (name, others) in COMMANDS {
            assert!(root.find_subcommand(name).is_some(), "{name}");
            for other in others {
                assert!(root.find_subcommand(other).is_none(), "{other}");
                assert!(command_tip(other, &root).is_some(), "{other}");
            }
        }
        for (name, others) in OPTIONS {
            let having = root
                .get_subcommands()
                .find(|command| long_options(command).iter().any(|option| option == name));
            let command = having.expect("a command with the option");
            for other in others {
                assert!(known_option(&format!("--{other}"), command, &root).is_some(), "{other}");
            }
        }
    }

    #[test]
    fn what_was_meant_by_an_option() {
        let root = help::command();
        for (line, tip) in [
            ("build --ouput", "did you mean '--out'?"),
            ("build -o", "'--out' is that option here"),
            ("build --base-url=https://x.example", "'--url' is that option here"),
            ("check --watch", "'--watch' is an option of 'build'"),
            ("serve --preview", "'--preview' is an option of 'build'"),
            ("serve --opne", "did you mean '--open'?"),
        ] {
            let words: Vec<String> =
                format!("deckyard {line}").split(' ').map(str::to_owned).collect();
            let command = within(&root, &words);
            let found = known_option(&words[2], command, &root);
            let found = found.or_else(|| near_option(&words[2], command));
            assert_eq!(found.as_deref(), Some(tip), "{line}");
        }
        assert_eq!(known_option("--xyzzy", &root, &root), None);
        assert_eq!(near_option("--xyzzy", &root), None);
    }
}
