//! The command line: arguments become a resolved configuration, each command is one `run`.

mod against;
mod baseline;
mod build;
mod completions;
mod console;
mod diff;
mod docs;
mod drift;
mod explain;
mod export;
mod freeze;
mod help;
mod import;
mod kept;
mod levels;
#[cfg(feature = "links")]
mod links;
mod man;
mod mistyped;
mod mv;
mod new;
mod overflow;
mod printing;
mod run;
mod schema;
mod serve;
mod site;
mod stats;
mod threads;
mod unused;
mod uses;
mod watching;

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, FromArgMatches as _, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::engine::ArgValueCandidates;
use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::io::files::DiskWorld;
use crate::io::named;
use crate::io::trouble::{Attempt, cannot};
use crate::report::{self, Format, ReportStyle};

/// The exit status.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is fine: 0.
    Success,
    /// Something that the author must fix: 1.
    Failure,
    /// The command was wrong or the machine failed: 2.
    Error,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Success => Self::SUCCESS,
            ExitStatus::Failure => Self::from(1),
            ExitStatus::Error => Self::from(2),
        }
    }
}

/// Slide decks from shared Markdown chapters, for people who teach.
#[derive(Parser, Debug)]
#[command(name = "deckyard", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Build the site.
    Build(build::BuildArguments),
    /// Serve the site, and update open pages whenever a file changes.
    Serve(serve::ServeArguments),
    /// Write one file to give away, such as a PDF or an archive.
    Export(export::ExportArguments),
    /// Report every problem, and write nothing.
    Check(build::CheckArguments),
    /// Create a site to begin with, or an event.
    New(new::NewArguments),
    /// Pin an event to a revision, so that its slides no longer change.
    Freeze(freeze::FreezeArguments),
    /// List what overlays and translations replace, and changes to it.
    Drift(drift::DriftArguments),
    /// Compare the slides of two revisions or outputs.
    Diff(diff::DiffArguments),
    /// Count slides, steps, words, labs and minutes.
    Stats(stats::StatsArguments),
    /// List everything that uses a chapter, a picture, a deck or a slide.
    Uses(uses::UsesArguments),
    /// List chapters, pictures, decks and speakers that nothing uses.
    Unused(unused::UnusedArguments),
    /// Move or rename a file or a slide, and every reference to it.
    Mv(mv::MvArguments),
    /// Import decks of remark.js and other tools, or branches.
    Import(import::ImportArguments),
    /// Explain a diagnostic and how to fix it.
    Explain(explain::ExplainArguments),
    /// Print a JSON Schema.
    Schema(schema::SchemaArguments),
    /// Print the guide.
    Docs(docs::DocsArguments),
    /// Print a script for your shell that completes commands and decks.
    Completions(completions::CompletionsArguments),
    /// Print the manual page, or write those of all commands.
    Man(man::ManArguments),
}

/// The heading of options that select the site, and a part of it.
const SITE_OPTIONS: &str = "Site";

/// The heading of options for messages.
const OUTPUT_OPTIONS: &str = "Messages";

/// Options of all commands that read a site.
#[derive(Args, Debug)]
struct SiteArguments {
    /// Decks, by name [default: all].
    #[arg(value_name = "DECK", add = ArgValueCandidates::new(completions::decks))]
    decks: Vec<String>,
    /// Folder of the site [default: the current folder, or the nearest one above it that is a site].
    #[arg(long, value_name = "DIR", help_heading = SITE_OPTIONS, value_hint = ValueHint::DirPath)]
    site: Option<PathBuf>,
    /// Override a key of the manifests, or a variable with `vars.NAME=VALUE`.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_value, help_heading = SITE_OPTIONS)]
    set: Vec<(String, String)>,
    /// Build only the slide set of this event, as a site of its own.
    #[arg(
        long,
        value_name = "SLUG",
        conflicts_with = "decks",
        help_heading = SITE_OPTIONS,
        add = ArgValueCandidates::new(completions::events)
    )]
    event: Option<String>,
    /// Day by which events count as past or upcoming [default: today].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = SITE_OPTIONS)]
    date: Option<Date>,
    #[command(flatten)]
    output: OutputArguments,
}

/// Options of the commands that are about the site's files.
#[derive(Args, Clone, Debug)]
struct PlainSiteArguments {
    /// Folder of the site [default: the current folder, or the nearest one above it that is a site].
    #[arg(long, value_name = "DIR", help_heading = SITE_OPTIONS, value_hint = ValueHint::DirPath)]
    site: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
}

impl SiteArguments {
    /// All decks, without overrides.
    fn plain(arguments: &PlainSiteArguments) -> Self {
        Self {
            decks: Vec::new(),
            site: arguments.site.clone(),
            set: Vec::new(),
            event: None,
            date: None,
            output: arguments.output.clone(),
        }
    }
}

/// Options for messages.
#[derive(Args, Clone, Debug)]
struct OutputArguments {
    /// Format of diagnostics.
    #[arg(long, value_enum, default_value_t, help_heading = OUTPUT_OPTIONS)]
    format: Format,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, help_heading = OUTPUT_OPTIONS)]
    color: Color,
    /// Print diagnostics only.
    #[arg(short, long, help_heading = OUTPUT_OPTIONS)]
    quiet: bool,
    /// Print timings.
    #[arg(short, long, help_heading = OUTPUT_OPTIONS)]
    verbose: bool,
}

#[derive(Copy, Clone, Debug, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl OutputArguments {
    fn style(&self) -> ReportStyle {
        colour_of(self.color, std::io::stderr().is_terminal())
    }
}

/// Whether text is coloured, given whether it goes to a terminal.
#[expect(clippy::disallowed_methods, reason = "the environment is resolved here, once")]
fn colour_of(color: Color, is_terminal: bool) -> ReportStyle {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let is_coloured = match color {
        Color::Always => console::takes_escapes() || !is_terminal,
        Color::Never => false,
        Color::Auto if is_terminal => {
            bears_colour(MessageTarget::Terminal, &variable) && console::takes_escapes()
        }
        Color::Auto => bears_colour(MessageTarget::Elsewhere, &variable),
    };
    if is_coloured { ReportStyle::Coloured } else { ReportStyle::Plain }
}

/// Where messages go.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum MessageTarget {
    /// To a person who reads them.
    Terminal,
    /// To a file or another program.
    Elsewhere,
}

/// Whether the environment asks for colours: <https://no-color.org>, and `CLICOLOR` as described at
/// <https://bixense.com/clicolors>. An empty variable counts as unset.
fn bears_colour(output: MessageTarget, variable: &dyn Fn(&str) -> String) -> bool {
    let is_set = |name| !variable(name).is_empty();
    if is_set("NO_COLOR") {
        return false;
    }
    if is_set("CLICOLOR_FORCE") && variable("CLICOLOR_FORCE") != "0" {
        return true;
    }
    output == MessageTarget::Terminal && variable("TERM") != "dumb" && variable("CLICOLOR") != "0"
}

/// The file to which a job on GitHub adds its summary.
const JOB_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

impl OutputArguments {
    /// Writes diagnostics in the requested format.
    fn report(&self, diagnostics: &[Diagnostic], world: &DiskWorld) {
        self.put(&self.report_text(diagnostics, world));
    }

    /// Diagnostics in the requested format.
    fn report_text(&self, diagnostics: &[Diagnostic], world: &DiskWorld) -> String {
        let prefix = self.prefix(world);
        report::write_in((self.format, self.style()), &prefix, diagnostics, world)
    }

    /// The path of the site in its repository, for the formats that name files from there.
    fn prefix(&self, world: &DiskWorld) -> String {
        match self.format {
            Format::Human | Format::Short | Format::Json | Format::Junit => String::new(),
            Format::Github | Format::Gitlab | Format::Sarif => {
                named::path_in_repository(world.root())
            }
        }
    }

    /// Where a job's summary is written, if this is a job that has one.
    fn job_summary(&self) -> Option<PathBuf> {
        let path = std::env::var_os(JOB_SUMMARY).filter(|_| self.format == Format::Github);
        path.filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    /// Adds diagnostics to the summary of a job.
    fn summarize(&self, diagnostics: &[Diagnostic], world: &DiskWorld) {
        let Some(path) = self.job_summary() else { return };
        let summary = report::summary(diagnostics, &self.prefix(world), world);
        if let Err(error) = named::append(&path, &summary) {
            IS_OUTPUT_LOST.store(true, Ordering::Relaxed);
            let said = cannot(Attempt::Write, &path, &error);
            say(&format!("error: {said} ({JOB_SUMMARY} names it)\n"));
        }
    }

    /// Writes a report to its format's stream.
    fn put(&self, report: &str) {
        match self.format {
            Format::Human | Format::Short => say(report),
            Format::Json | Format::Github | Format::Gitlab | Format::Sarif | Format::Junit => {
                print(report);
            }
        }
    }

    /// Prints non-diagnostic text.
    fn say(&self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a date such as 2027-04-23".to_owned())
}

/// Runs the program with the arguments of the process. A report that could not be written is always
/// an error.
pub fn main() -> ExitStatus {
    if let Some(status) = completions::answered() {
        return status;
    }
    let parsed = help::command().try_get_matches();
    let parsed = parsed.and_then(|matches| Arguments::from_arg_matches(&matches));
    let status = match parsed {
        Ok(arguments) => run(arguments.command),
        Err(asked) => {
            let words: Vec<String> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            said_by_parser(&mistyped::with_suggestion(asked, &words, &help::command()))
        }
    };
    if IS_OUTPUT_LOST.load(Ordering::Relaxed) { ExitStatus::Error } else { status }
}

/// Prints help, version, or an error in the arguments.
fn said_by_parser(said: &clap::Error) -> ExitStatus {
    let written = said.print().and_then(|()| std::io::stdout().flush());
    match written {
        Ok(()) if said.use_stderr() => ExitStatus::Error,
        Ok(()) => ExitStatus::Success,
        Err(error) => {
            if !said.use_stderr() && error.kind() != ErrorKind::BrokenPipe {
                say(&format!("error: cannot write to standard output: {error}\n"));
            }
            ExitStatus::Error
        }
    }
}

fn run(command: Command) -> ExitStatus {
    match command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Check(arguments) => build::check(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Freeze(arguments) => freeze::run(&arguments),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Uses(arguments) => uses::run(&arguments),
        Command::Unused(arguments) => unused::run(&arguments),
        Command::Mv(arguments) => mv::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}

/// Whether some output could not be written.
static IS_OUTPUT_LOST: AtomicBool = AtomicBool::new(false);

/// Writes to standard error. A failure does not stop the program, but sets its status.
fn say(text: &str) {
    if std::io::stderr().lock().write_all(text.as_bytes()).is_err() {
        IS_OUTPUT_LOST.store(true, Ordering::Relaxed);
    }
}

/// Writes to standard output. A reader that closed it, as `head` does, needs no message.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) else { return };
    if !IS_OUTPUT_LOST.swap(true, Ordering::Relaxed) && error.kind() != ErrorKind::BrokenPipe {
        say(&format!("error: cannot write to standard output: {error}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::{MessageTarget, bears_colour};

    #[test]
    fn the_environment_says_whether_there_are_colours() {
        use MessageTarget::{Elsewhere, Terminal};
        for (output, environment, expected) in [
            (Terminal, "", true),
            (Terminal, "TERM=xterm NO_COLOR=", true),
            (Terminal, "NO_COLOR=1", false),
            (Terminal, "TERM=dumb", false),
            (Terminal, "CLICOLOR=0", false),
            (Terminal, "CLICOLOR=1 TERM=dumb", false),
            (Elsewhere, "", false),
            (Elsewhere, "CLICOLOR=1", false),
            (Elsewhere, "CLICOLOR_FORCE=1", true),
            (Elsewhere, "CLICOLOR_FORCE=1 TERM=dumb CLICOLOR=0", true),
            (Elsewhere, "CLICOLOR_FORCE=0", false),
            (Elsewhere, "CLICOLOR_FORCE=1 NO_COLOR=1", false),
        ] {
            let variable = |name: &str| {
                let words = environment.split(' ').filter_map(|word| word.split_once('='));
                let value = words.into_iter().find(|(key, _)| *key == name);
                value.map_or("", |(_, value)| value).to_owned()
            };
            assert_eq!(bears_colour(output, &variable), expected, "{environment}");
        }
    }
}
