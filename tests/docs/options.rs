//! `deckyard` commands wherever they are mentioned: the command must exist, and have the options.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::Regex;

/// The help of commands, by their words; `None` if there is no such command.
static HELP: LazyLock<Mutex<BTreeMap<String, Option<String>>>> = LazyLock::new(Mutex::default);

fn help(words: &str) -> Option<String> {
    let mut known = HELP.lock().unwrap_or_else(PoisonError::into_inner);
    let ask = || {
        let words = words.split_whitespace();
        let mut program = Command::new(env!("CARGO_BIN_EXE_deckyard"));
        let output = program.args(words).arg("--help").output().expect("the program starts");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    known.entry(words.to_owned()).or_insert_with(ask).clone()
}

/// Unknown commands and options in a text.
pub(crate) fn unknown(text: &str) -> Vec<String> {
    let start = Regex::new(r"(?:^|[\s`(;&|])deckyard((?: +[^\s`]+)*)").expect("a pattern");
    let quoted = Regex::new(r#"'[^']*'|"[^"]*""#).expect("a pattern");
    let mut wrong = Vec::new();
    for line in text.lines() {
        for found in start.captures_iter(line) {
            // Quoted text is a value.
            let all = quoted.replace_all(&found[1], "VALUE").into_owned();
            let end = all.find([';', '|', '>', '#', '│']).unwrap_or(all.len());
            let words: Vec<&str> =
                all[..end].split_whitespace().take_while(|word| *word != "&&").collect();
            wrong.extend(unknown_in(&words));
        }
    }
    wrong
}

fn unknown_in(words: &[&str]) -> Option<String> {
    let is_name = |word: &&&str| word.chars().all(|c| c.is_ascii_lowercase());
    let command = *words.first().filter(is_name)?;
    let Some(mut help_text) = help(command) else {
        return Some(format!("there is no `deckyard {command}`"));
    };
    if let Some(second) = words.get(1).filter(is_name) {
        let has_commands = help_text.contains("Commands:");
        let nested = has_commands.then(|| help(&format!("{command} {second}"))).flatten();
        help_text = nested.unwrap_or(help_text);
    }
    let options = words.iter().filter(|word| word.starts_with('-') && word.len() > 1);
    let name = |word: &&str| word.split(['=', ',']).next().unwrap_or_default().to_owned();
    let is_unknown = |option: &String| {
        let pattern = format!(r"(?m)(^|[\s,]){}([\s,=\[]|$)", regex::escape(option));
        !Regex::new(&pattern).expect("a pattern").is_match(&help_text)
    };
    let option = options.map(name).find(is_unknown)?;
    Some(format!("`deckyard {}` has no option `{option}`", words.join(" ")))
}

#[test]
fn commands_and_options_are_looked_up() {
    assert_eq!(unknown("$ deckyard build --out x && deckyard check --strict"), [""; 0]);
    assert_eq!(unknown("deckyard new event x --deck y"), [""; 0]);
    assert_eq!(unknown("run `deckyard bild`").len(), 1);
    assert_eq!(unknown("deckyard build --outt x").len(), 1);
    assert_eq!(unknown("A site of deckyard is a folder; Deckyard builds.").len(), 1);
}
