//! `deckyard man`: manual pages, generated from the same texts as the help.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::run::fail;
use super::{ExitStatus, help, print, say};
use crate::diag::problem::counted;
use crate::io::trouble::{Attempt, cannot};

/// The name of the manual.
const MANUAL: &str = "Deckyard";

/// The manual that the pages belong to.
const SOURCE: &str = concat!("deckyard ", env!("CARGO_PKG_VERSION"));

/// The section on the exit status, the same on every page.
const STATUS: [(&str, &str); 3] = [
    ("0", "Fine; there may be warnings."),
    ("1", "The author must fix something; nothing was written."),
    ("2", "The command was wrong, or the machine failed."),
];

/// The arguments of `man`.
#[derive(Args, Debug)]
pub(super) struct ManArguments {
    /// Folder for the pages of all commands [default: print the page of the program].
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Option<PathBuf>,
}

/// Prints a page, or writes all.
pub(super) fn run(arguments: &ManArguments) -> ExitStatus {
    let done = match &arguments.folder {
        None => page("", &program()).map(|page| print(&page)).map_err(|error| error.to_string()),
        Some(folder) => write(folder),
    };
    match done {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

/// The command line to describe, with the full name of each command.
fn program() -> Command {
    let mut command = help::command().disable_help_subcommand(true);
    command.build();
    command
}

fn write(folder: &Path) -> Result<(), String> {
    let root = super::new::created(folder)?;
    let mut pages = Vec::new();
    collect(&program(), "", &mut pages).map_err(|error| error.to_string())?;
    for (name, page) in &pages {
        root.replace(name, page.as_bytes())
            .map_err(|refused| cannot(Attempt::Write, &folder.join(name), &refused.into()))?;
    }
    say(&format!("{}: {} written\n", folder.display(), counted(pages.len(), "page")));
    Ok(())
}

/// The pages of a command and its subcommands, by the names of their files.
fn collect(command: &Command, path: &str, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    let name = format!("deckyard {path}");
    pages.push((format!("{}.1", name.trim().replace(' ', "-")), page(path, command)?));
    for command in command.get_subcommands() {
        let path = format!("{path} {}", command.get_name());
        collect(command, path.trim(), pages)?;
    }
    Ok(())
}

fn page(path: &str, command: &Command) -> io::Result<String> {
    let whole = format!("deckyard {path}");
    let name = whole.trim().replace(' ', "-");
    let command = command.clone().display_name(name.clone()).bin_name(whole.trim());
    let man = Man::new(command.clone());
    let mut bytes = Vec::new();
    // No date: the same version makes the same pages on every day.
    let title =
        [name.to_uppercase().as_str(), "1", "", SOURCE, MANUAL].map(|word| format!("\"{word}\""));
    bytes.extend_from_slice(format!(".TH {}\n", title.join(" ")).as_bytes());
    man.render_name_section(&mut bytes)?;
    synopsis(&command).to_writer(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    if path.is_empty() {
        commands(&command).to_writer(&mut bytes)?;
    } else if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes)?;
    }
    rest(path, &command).to_writer(&mut bytes)?;
    let page = String::from_utf8(bytes).map_err(io::Error::other)?;
    // A gap, written for both of the programs that show pages.
    Ok(page.replace("\n.br\n\n.br\n", "\n.sp\n"))
}

/// The usage of a command, as in its help.
fn synopsis(command: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    let usage = command.clone().render_usage().to_string();
    let lines = usage.trim_start_matches("Usage:").lines().map(str::trim);
    for (index, line) in lines.filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            roff.control("br", []);
        }
        roff.text([bold(line)]);
    }
    roff
}

/// The commands of the program, in groups.
fn commands(command: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for (group, names) in help::GROUPS {
        roff.control("SS", [group]);
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            roff.control("TP", []);
            roff.text([bold(format!("deckyard-{name}")), roman("(1)")]);
            roff.text([roman(about)]);
        }
    }
    roff
}

/// Examples, exit status, and further documentation.
fn rest(path: &str, command: &Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for (example, what) in help::examples(path) {
        roff.control("TP", []);
        roff.text([bold(*example)]);
        roff.text([roman(*what)]);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in STATUS {
        roff.control("TP", []);
        roff.text([bold(status)]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    let mut others: Vec<String> = command
        .get_subcommands()
        .map(|other| format!("deckyard {path} {}", other.get_name()))
        .collect();
    if !path.is_empty() {
        let above = path.rsplit_once(' ').map_or("", |(above, _)| above);
        others.insert(0, format!("deckyard {above}"));
    }
    let others = others.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join("-"));
    let mut line: Vec<Inline> = others.flat_map(|name| [bold(name), roman("(1), ")]).collect();
    line.extend([bold("deckyard docs"), roman(" for the guide")]);
    roff.text(line);
    roff
}

#[cfg(test)]
mod tests {
    use super::{collect, program};

    #[test]
    fn every_command_has_a_page_with_all_sections() {
        let mut pages = Vec::new();
        collect(&program(), "", &mut pages).expect("pages");
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in
            ["deckyard.1", "deckyard-build.1", "deckyard-new-event.1", "deckyard-import-branch.1"]
        {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(!names.iter().any(|name| name.contains("help")), "{names:?}");
        for (name, page) in &pages {
            for section in
                ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "EXIT STATUS", "SEE ALSO"]
            {
                let heading = format!("\n.SH {section}\n");
                let quoted = format!("\n.SH \"{section}\"\n");
                assert!(
                    page.contains(&heading) || page.contains(&quoted),
                    "{name}: no {section}\n{page}"
                );
            }
            assert!(page.is_ascii() || !page.contains('\u{1b}'), "{name}");
        }
    }
}
