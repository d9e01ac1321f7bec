//! `deckyard docs`: the guide, printed from the program.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::run::fail;
use super::{Color, ExitStatus, colour_of, completions, print};
use crate::diag::nearest::nearest;
use crate::guide::terminal::{self, GuideLine};
use crate::guide::{Topic, topic, topics};
use crate::report::ReportStyle;

/// The width of lines, in characters: that of the narrowest terminals in use.
const WIDTH: usize = 80;

/// How many lines of each topic a search shows.
const MOST_LINES: usize = 5;

/// The arguments of `docs`.
#[derive(Args, Debug)]
pub(super) struct DocsArguments {
    /// Topic to print [default: list all topics].
    #[arg(value_name = "TOPIC", add = ArgValueCandidates::new(completions::topics))]
    topic: Option<String>,
    /// List the topics that mention a word.
    #[arg(long, value_name = "WORD", conflicts_with = "topic")]
    search: Option<String>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

/// Prints the list of topics, a topic, or the places where a word occurs.
pub(super) fn run(arguments: &DocsArguments) -> ExitStatus {
    let style = colour_of(arguments.color, std::io::stdout().is_terminal());
    match (&arguments.search, &arguments.topic) {
        (Some(word), _) => search(word, style),
        (None, None) => {
            print(&list());
            ExitStatus::Success
        }
        (None, Some(name)) => match topic(name) {
            Some(topic) => {
                print(&page(&topic, style));
                ExitStatus::Success
            }
            None => fail(&unknown(name)),
        },
    }
}

fn unknown(name: &str) -> String {
    let topics = topics();
    let names = || topics.iter().map(|topic| topic.name);
    // `publish` for `publishing`, and pages whose name differs from what people look for.
    let begun = || names().find(|topic| name.len() > 2 && topic.starts_with(name));
    match nearest(name, names()).or_else(begun) {
        Some(guess) => format!("there is no topic `{name}`; did you mean `{guess}`?"),
        None => format!(
            "there is no topic `{name}`; `deckyard docs` lists them, `deckyard docs --search {name}` looks for \
             the word"
        ),
    }
}

/// All topics, with what each is about.
fn list() -> String {
    let topics = topics();
    let width = topics.iter().map(|topic| topic.name.len()).max().unwrap_or(0) + 2;
    let line = |topic: &Topic| {
        let about = topic.about();
        let label = topic.label().replace('\n', " ");
        let text = if about.is_empty() { label } else { format!("{label}: {about}") };
        let room = WIDTH - 2 - width;
        format!("  {:width$}{}\n", topic.name, shortened(&text, room))
    };
    let lines: String = topics.iter().map(line).collect();
    format!(
        "Topics of the guide:\n{lines}\n`deckyard docs TOPIC` prints one, `deckyard docs --search WORD` finds a \
         word,\n`deckyard explain CODE` explains a message.\n"
    )
}

/// A text on one line, cut after a whole word.
fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split(' ') {
        if out.chars().count() + word.chars().count() + 3 > room {
            break;
        }
        out.extend([if out.is_empty() { "" } else { " " }, word]);
    }
    out.trim_end_matches([',', ':', ';']).to_owned() + " …"
}

fn page(topic: &Topic, style: ReportStyle) -> String {
    let line = |line: GuideLine| match (line, style) {
        (GuideLine::Heading(text), ReportStyle::Coloured) => format!("\u{1b}[1m{text}\u{1b}[0m\n"),
        (GuideLine::Heading(text) | GuideLine::Text(text), _) => format!("{text}\n"),
    };
    let mut out = String::new();
    for (index, next) in terminal::lines(topic, WIDTH).into_iter().enumerate() {
        // Plain text uses a line of dashes where a terminal uses bold letters.
        let rule = match (&next, style) {
            (GuideLine::Heading(text), ReportStyle::Plain) => {
                let sign = if index == 0 { "=" } else { "-" };
                sign.repeat(text.chars().count()) + "\n"
            }
            _ => String::new(),
        };
        out += &line(next);
        out += &rule;
    }
    out
}

/// Lists where a word occurs, ignoring case.
fn search(word: &str, style: ReportStyle) -> ExitStatus {
    let wanted = word.to_lowercase();
    let mut out = String::new();
    for topic in topics() {
        let mut section = String::new();
        let mut found = Vec::new();
        for line in terminal::lines(&topic, WIDTH) {
            let text = match &line {
                GuideLine::Heading(text) => {
                    section.clone_from(text);
                    text
                }
                GuideLine::Text(text) => text,
            };
            if text.to_lowercase().contains(&wanted) {
                found.push((section.clone(), text.trim().to_owned()));
            }
        }
        if found.is_empty() {
            continue;
        }
        let name = match style {
            ReportStyle::Coloured => format!("\u{1b}[1m{}\u{1b}[0m", topic.name),
            ReportStyle::Plain => topic.name.to_owned(),
        };
        // Writing to a text cannot fail, here and below.
        let _ = writeln!(out, "{name}");
        for (section, text) in found.iter().take(MOST_LINES) {
            let line = if section == text { text.clone() } else { format!("{section}: {text}") };
            let _ = writeln!(out, "  {}", shortened(&line, WIDTH - 2));
        }
        if found.len() > MOST_LINES {
            let _ = writeln!(out, "  … and {} more lines", found.len() - MOST_LINES);
        }
    }
    if out.is_empty() {
        return fail(&format!("no topic mentions `{word}`; `deckyard docs` lists all topics"));
    }
    print(&out);
    ExitStatus::Success
}
