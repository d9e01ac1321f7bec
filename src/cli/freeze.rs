//! `deckyard freeze`: an event's slides stay as they are, whatever happens to the chapters.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::run::{CommandRun, EVENTS, fail, known_event};
use super::{ExitStatus, SiteArguments, completions};
use crate::diag::{GitTrouble, RevisionTrouble};
use crate::event::{self, Event};
use crate::io::beneath::Root;
use crate::io::git::History;
use crate::io::trouble::{Attempt, cannot_in};
use crate::path::ProjectPath;
use crate::site;
use crate::source::Source;
use crate::world::World as _;

/// The arguments of `freeze`.
#[derive(Args, Debug)]
pub(super) struct FreezeArguments {
    /// The event, by its slug.
    #[arg(value_name = "SLUG", add = ArgValueCandidates::new(completions::events))]
    slug: String,
    /// Revision to pin: a tag, a branch or a commit [default: the one that is checked out].
    #[arg(long, value_name = "REVISION", allow_hyphen_values = true)]
    rev: Option<String>,
    /// Pin an event again that is pinned already.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    site: super::PlainSiteArguments,
}

/// Writes a revision into an event's entry.
pub(super) fn run(arguments: &FreezeArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| freeze(&run, arguments)) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

fn freeze(run: &CommandRun<'_>, arguments: &FreezeArguments) -> Result<(), String> {
    let root = run.world.folder();
    let slug = known_event(&run.world, arguments.slug.clone())?;
    let path = ProjectPath::new(EVENTS);
    let source = run.world.source(&path).map_err(|_| format!("{EVENTS} cannot be read"))?;
    let workshops = site::workshops(&run.world, &mut Vec::new());
    let event = workshops.event(&slug).ok_or_else(|| format!("there is no event `{slug}`"))?;
    if event.decks.is_empty() {
        return Err(format!("`{slug}` has no slides of its own: name them under `decks:` first"));
    }
    if let (Some(old), None, false) = (&event.rev, &arguments.rev, arguments.force) {
        return Err(format!(
            "`{slug}` is frozen at {} already; name a revision with --rev, or use --force for the one \
             that is checked out",
            old.value
        ));
    }
    let revision = match &arguments.rev {
        Some(revision) => {
            let line = |trouble: RevisionTrouble| {
                format!("{}; {}", trouble.found(revision), trouble.fix())
            };
            run.world.revision(revision).map_err(line)?;
            revision.clone()
        }
        None => committed(root, event)?,
    };
    let text = with_revision(&source, event, &revision);
    let again = event::read(&Source::new(path.clone(), &text)).output;
    let written = again.event(&slug).and_then(|event| event.rev.as_ref());
    if written.is_none_or(|written| written.value != revision) {
        return Err(format!(
            "the entry of `{slug}` cannot be changed; add `rev: {revision}` to it"
        ));
    }
    let folder = run.world.folder().path();
    let failed = |error| cannot_in(Attempt::Write, folder, Path::new(EVENTS), &error);
    run.world.replace(&path, &text).map_err(failed)?;
    run.say(&format!("{slug} shows its slides as of {revision} from now on\n"));
    Ok(())
}

/// The checked-out commit, if it contains all that the event shows.
fn committed(root: &Arc<Root>, event: &Event) -> Result<String, String> {
    let line = |trouble: GitTrouble| trouble.line();
    let none = "the site is in no git repository with a commit: there is no revision to name";
    let history = History::open(root).map_err(line)?.ok_or(none)?;
    let head = history.head().map_err(line)?.ok_or(none)?;
    let changed = history.uncommitted(&["slides", "templates", "static"]).map_err(line)?;
    match changed.as_slice() {
        [] => Ok(head),
        [first, rest @ ..] => {
            let more = match rest.len() {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            Err(format!(
                "{first}{more} is not committed, so no revision has what `{}` shows now; commit first, or \
                 name a revision with --rev",
                event.slug
            ))
        }
    }
}

/// The list of events with a revision in an event's entry, everything else unchanged.
fn with_revision(source: &Source, event: &Event, revision: &str) -> String {
    let text = source.text();
    let revision = quoted(revision);
    if let Some(old) = &event.rev {
        let (start, end) = (old.span.start as usize, old.span.end as usize);
        return [&text[..start], &revision, &text[end..]].concat();
    }
    // After `decks:`, which the event has: at the end of its line or list.
    let (Some(first), Some(last)) = (event.decks.first(), event.decks.last()) else {
        return text.to_owned();
    };
    let after = last.span.end as usize;
    let key = text[..first.span.start as usize].rfind("decks").unwrap_or_default();
    let line_start = text[..key].rfind('\n').map_or(0, |at| at + 1);
    if !text[line_start..key].trim_start_matches(['-', ' ']).is_empty() {
        // In braces, with other keys before it.
        let opens = text[key..first.span.start as usize].contains('[');
        let end = text[after..].find(']').filter(|_| opens).map_or(after, |at| after + at + 1);
        return format!("{}, rev: {revision}{}", &text[..end], &text[end..]);
    }
    let line = source.lines().line(first.span.start as usize);
    let key_line = (0..=line)
        .rev()
        .find(|&line| {
            text[source.lines().start(line)..].trim_start_matches(['-', ' ']).starts_with("decks:")
        })
        .unwrap_or(line);
    let start = source.lines().start(key_line);
    let indent = text[start..].len() - text[start..].trim_start_matches(['-', ' ']).len();
    let opens = text[start..after].contains('[');
    let after = if opens { text[after..].find(']').map_or(after, |at| after + at) } else { after };
    let end = text[after..].find('\n').map_or(text.len(), |at| after + at);
    format!("{}\n{}rev: {revision}{}", &text[..end], " ".repeat(indent), &text[end..])
}

/// Quotes a text that YAML would read as a number.
fn quoted(text: &str) -> String {
    let is_plain = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'));
    let is_word = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off"
    );
    if is_plain && !is_word { text.to_owned() } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests {
    use super::with_revision;
    use crate::event;
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn frozen(text: &str, revision: &str) -> String {
        let source = Source::new(ProjectPath::new("workshops.yml"), text);
        let workshops = event::read(&source).output;
        let event = workshops.events.first().expect("an event");
        let new = with_revision(&source, event, revision);
        let again = Source::new(ProjectPath::new("workshops.yml"), &new);
        let read = event::read(&again);
        assert!(read.diagnostics.is_empty(), "{new}\n{:?}", read.diagnostics);
        let rev = read.output.events[0].rev.as_ref().map(|rev| rev.value.clone());
        assert_eq!(rev.as_deref(), Some(revision), "{new}");
        new
    }

    #[test]
    fn the_rest_of_the_file_stays() {
        let text = "workshops:\n- title: T  # first\n  date: 2027-01-02\n  decks: [a, b] # own\n  city: C\n# end\n";
        let expected = text.replace("# own\n", "# own\n  rev: v1\n");
        assert_eq!(frozen(text, "v1"), expected);
        assert_eq!(frozen(&expected, "v2"), expected.replace("v1", "v2"));
    }

    #[test]
    fn decks_are_written_in_many_ways() {
        frozen("- date: 2027-01-02\n  title: T\n  decks:\n  - a\n  - b\n  city: C\n", "0123456");
        frozen("- date: 2027-01-02\n  title: T\n  decks: [a,\n    b\n  ]\n", "1e5");
        frozen("- decks: a\n  date: 2027-01-02\n  title: T", "v1");
        frozen("- {date: 2027-01-02, title: T, decks: [a, b], city: C}\n", "v1");
        frozen("- {date: 2027-01-02, title: T, decks: a}\n", "0123456");
        frozen("workshops:\n- {title: T, date: 2027-01-02,\n   exclude: [x], decks: [a]}\n", "v1");
        frozen("workshops:\n  - decks:\n      - a\n    date: 2027-01-02\n    title: T\n", "x/y");
    }
}
