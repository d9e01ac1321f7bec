//! `deckyard new DIR`: a site to begin with, in a folder of its own.
//!
//! It asks nothing and overwrites nothing: any existing content of the folder is an error. All
//! files are written, or none.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use jiff::civil::Date;

use super::super::run::fail;
use super::super::site::above;
use super::super::{ExitStatus, date, print, say};
use super::created;
use crate::diag::nearest::is_slip;
use crate::diag::problem::counted;
use crate::io::beneath::{NewBytes, Refused, Root};
use crate::io::clock;
use crate::io::files::DiskWorld;
use crate::io::named;
use crate::io::trouble::{Attempt, cannot};
use crate::line::one_line;
use crate::path::ProjectPath;
use crate::site;
use crate::starter::{self, Host, Starter};

/// What the folder of a new site may contain: a repository without files, and what file managers
/// leave behind.
const IGNORED: [&str; 3] = [".git", ".DS_Store", "Thumbs.db"];

/// How many of the existing files are listed.
const MOST_NAMES: usize = 5;

/// Extensions of files that may be decks of other tools.
const IMPORTED: [&str; 6] = [".html", ".htm", ".md", ".Rmd", ".rmd", ".markdown"];

/// The arguments of `new DIR`.
#[derive(Args, Debug)]
pub(super) struct NewSiteArguments {
    /// Folder of the new site; it must be empty, or not exist.
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
    /// A misspelled `event` or `theme`: `new evnt SLUG`.
    #[arg(value_name = "MORE", hide = true)]
    more: Vec<String>,
    /// Title of the site [default: made from the name of the folder].
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Address at which the site will be published, such as `https://example.org/slides/`.
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// Host for which to write the files that publish the site.
    #[arg(long, value_enum, default_value_t)]
    host: Host,
    /// List the files that would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Day on which the site begins; its event is eight weeks later [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<Date>,
    /// Print errors only.
    #[arg(short, long)]
    quiet: bool,
}

/// What to write instead of `deckyard new` alone.
const NO_FOLDER: &str = "\
name a folder for the new site, an event or a theme
  deckyard new DIR          a site to begin with, in the folder DIR
  deckyard new .            the same in the current folder, which must be empty
  deckyard new event SLUG   an event of the current site
  deckyard new theme NAME   a theme of the current site
`deckyard new --help` has more examples";

/// Writes a site.
pub(super) fn run(arguments: &NewSiteArguments) -> ExitStatus {
    match new_site(arguments) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

fn new_site(arguments: &NewSiteArguments) -> Result<(), String> {
    let folder = arguments.folder.as_deref().ok_or(NO_FOLDER)?;
    if let Some(more) = arguments.more.first() {
        let kinds = [("event", "an event"), ("theme", "a theme")];
        let first = folder.to_string_lossy();
        let (kind, what) = if is_slip(&first, "theme") { kinds[1] } else { kinds[0] };
        return Err(format!(
            "`new` takes one folder; for {what}, write `deckyard new {kind} {more}`, and for a folder with \
             spaces in its name, quote it"
        ));
    }
    if let Some(url) = arguments.url.as_deref().filter(|url| !is_web_address(url)) {
        return Err(format!("--url {url}: an address begins with `https://`"));
    }
    let name = folder.display();
    match Root::new(folder) {
        Ok(root) => nothing_in_the_way(&root, folder)?,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory && named::is_there(folder) => {
            return Err(format!(
                "{name} is a file; name a folder that is empty, or that does not exist"
            ));
        }
        Err(error) => return Err(cannot(Attempt::Read, folder, &error)),
    }
    let starter = Starter {
        title: arguments.title.as_deref().map_or_else(|| title(folder), one_line),
        url: arguments.url.clone(),
        host: arguments.host,
        timezone: clock::time_zone(),
        today: arguments.date.unwrap_or_else(clock::today),
    };
    let files = starter::files(&starter).map_err(|reason| {
        format!("such a site would not build: {reason}; look at --title, --url and --date")
    })?;
    let paths: Vec<&str> = files.keys().map(ProjectPath::as_str).collect();
    if arguments.dry_run {
        print(&(paths.join("\n") + "\n"));
        say_unless(
            arguments.quiet,
            &format!("{name}: {} would be written\n", counted(paths.len(), "file")),
        );
        return Ok(());
    }
    let root = created(folder)?;
    nothing_in_the_way(&root, folder)?;
    let new = |(path, text): (&ProjectPath, &String)| NewBytes {
        path: path.as_str().to_owned(),
        old: None,
        new: text.clone().into_bytes(),
    };
    root.change(&[], &files.iter().map(new).collect::<Vec<_>>())
        .map_err(|reason| format!("{reason}; nothing is written"))?;
    say_unless(arguments.quiet, &greeting(folder, paths.len(), arguments.host));
    Ok(())
}

fn is_web_address(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme))
}

fn say_unless(is_quiet: bool, text: &str) {
    if !is_quiet {
        say(text);
    }
}

/// What to do with a new site.
fn greeting(folder: &Path, count: usize, host: Host) -> String {
    let name = folder.display().to_string();
    let mut text = format!("{name}: {} written\n", counted(count, "file"));
    if let Some(site) = above(folder) {
        // Writing to a text cannot fail, here and below.
        let _ = writeln!(
            text,
            "note: it is inside the site {}; a deck of that site needs only a manifest in its slides/",
            site.display()
        );
    }
    text += "\nNext:\n";
    if name != "." {
        let quoted =
            if name.contains([' ', '\'', '(', '&']) { format!("\"{name}\"") } else { name };
        let _ = writeln!(text, "  cd {quoted}");
    }
    text += "  deckyard serve --open   shows the site; it updates while you write\n";
    text += "  deckyard docs start     the first steps\n";
    if host != Host::None {
        let files: Vec<&str> = host.files().iter().map(|(path, _)| *path).collect();
        let _ = writeln!(
            text,
            "{} will publish it: `deckyard docs publishing` describes what to set up once",
            files.join(", ")
        );
    }
    text
}

/// Refuses a folder that is not empty.
fn nothing_in_the_way(root: &Root, folder: &Path) -> Result<(), String> {
    let name = folder.display();
    let mut there =
        names(root).map_err(|refused| cannot(Attempt::Read, folder, &refused.into()))?;
    there.retain(|(name, _)| !IGNORED.contains(&name.as_str()));
    if there.is_empty() {
        return Ok(());
    }
    there.sort();
    let shown = there.iter().take(MOST_NAMES);
    let shown: Vec<String> = shown
        .map(|(name, is_folder)| format!("{name}{}", if *is_folder { "/" } else { "" }))
        .collect();
    let more = match there.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let help = help(folder, &there);
    Err(format!(
        "{name} is not empty: {}{more} would be among the new files{help}",
        shown.join(", ")
    ))
}

/// The names in a folder, and whether each is a folder.
fn names(root: &Root) -> Result<Vec<(String, bool)>, Refused> {
    let mut found = Vec::new();
    for entry in root.folder("")?.entries()? {
        let entry = entry?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        found.push((entry.file_name().to_string_lossy().into_owned(), is_folder));
    }
    Ok(found)
}

/// A suggestion for users who name a folder that contains files.
fn help(folder: &Path, there: &[(String, bool)]) -> String {
    let has_decks = DiskWorld::new(folder).is_ok_and(|world| !site::manifests(&world).is_empty());
    let name = folder.display().to_string();
    let site = if name == "." { String::new() } else { format!(" --site {name}") };
    if has_decks {
        return format!("\n  it has decks already: `deckyard serve{site}` shows them");
    }
    let is_deck =
        |name: &str| IMPORTED.iter().any(|end| name.ends_with(end)) && name != "README.md";
    if there.iter().any(|(name, is_folder)| !is_folder && is_deck(name)) {
        return format!(
            "\n  to take its slides into a new site: `deckyard import {name} --site NEW`, with another \
             folder as NEW"
        );
    }
    "\n  name a folder that is empty, or that does not exist".to_owned()
}

/// A title made from the name of a folder: `my-talks` becomes `My talks`.
fn title(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let real = Root::new(folder).map_or(whole, |root| root.path().to_owned());
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned());
    let words = name.unwrap_or_default().replace(['-', '_'], " ");
    let words = one_line(&words);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Slides".to_owned(),
    }
}
