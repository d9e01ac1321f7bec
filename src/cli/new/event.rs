//! `deckyard new event`: an event's entry, and an overlay with files for its participants only.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use jiff::civil::Date;

use super::super::run::{CommandRun, EVENTS, fail};
use super::super::{ExitStatus, PlainSiteArguments, SiteArguments, completions};
use crate::diag::nearest::nearest;
use crate::event::Workshops;
use crate::io::beneath::NewBytes;
use crate::line::one_line;
use crate::manifest::{self, ContentEntry, Overrides};
use crate::path::{ProjectPath, slug};
use crate::site;
use crate::world::World as _;

/// The arguments of `new event`.
#[derive(Args, Debug)]
pub(super) struct EventArguments {
    /// The event's name in addresses, best with its date: `2027-04-23-paris-company`.
    #[arg(value_name = "SLUG")]
    slug: String,
    /// Title of the event [default: the deck's title].
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Deck that it shows; repeat for several decks [default: the first deck].
    #[arg(long = "deck", value_name = "DECK", add = ArgValueCandidates::new(completions::decks))]
    decks: Vec<String>,
    #[command(flatten)]
    site: PlainSiteArguments,
}

/// Creates an entry.
pub(super) fn run(arguments: &EventArguments) -> ExitStatus {
    let site = SiteArguments::plain(&arguments.site);
    match CommandRun::plain(&site).and_then(|run| event(&run, arguments)) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

fn event(run: &CommandRun<'_>, arguments: &EventArguments) -> Result<(), String> {
    let name = &arguments.slug;
    if slug(name) != *name {
        return Err(format!("`{name}` cannot be an address; `{}` can", slug(name)));
    }
    if let Some(date) = impossible_date(name) {
        return Err(format!("`{date}` in `{name}` is not a date; expected YYYY-MM-DD"));
    }
    let workshops = site::workshops(&run.world, &mut Vec::new());
    if workshops.event(name).is_some() {
        return Err(format!("there is an event `{name}` already"));
    }
    let decks = decks(run, &arguments.decks)?;
    let first = decks.first().map(String::as_str).unwrap_or_default();
    let path = ProjectPath::new(EVENTS);
    let text = match run.world.source(&path) {
        Ok(source) => source.text().to_owned(),
        Err(_) if event_list(run) => {
            return Err("the events are in slides/index.yaml; add the entry there".to_owned());
        }
        Err(_) => "workshops:\n".to_owned(),
    };
    let title = arguments.title.clone().unwrap_or_else(|| title(run, first));
    let overlay = format!("events/{name}");
    let logistics = logistics(run, first);
    let file = ProjectPath::new(&format!("{overlay}/{}", logistics.path));
    let mut lines = entry(name, &title, &decks, run.config.today);
    lines.extend(logistics.after.map(|chapter| format!("after: {{{chapter}: {file}}}")));
    let new = with_entry(&text, &workshops, &lines)?;
    if run.world.is_file(&file) {
        return Err(format!("{file} already exists"));
    }
    let root = run.world.folder();
    let old = root.open(EVENTS).ok().and_then(|list| list.read().ok());
    let files = [
        NewBytes { path: file.as_str().to_owned(), old: None, new: logistics.text.into_bytes() },
        NewBytes { path: EVENTS.to_owned(), old, new: new.into_bytes() },
    ];
    root.change(&[], &files).map_err(|reason| format!("{reason}; nothing is written"))?;
    run.say(&format!(
        "{EVENTS}: an entry `{name}`; its last line names keys to add\n{file}: what only its \
         participants see; more files in {overlay}/ replace those of slides/\n"
    ));
    Ok(())
}

/// The beginning of a name that has the form of a date without being one.
fn impossible_date(name: &str) -> Option<&str> {
    let date = name.get(..10)?;
    let is_form = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let ends = !name[10..].starts_with(|next: char| next.is_ascii_digit());
    (is_form && ends && date.parse::<Date>().is_err()).then_some(date)
}

/// Whether the events come from elsewhere.
fn event_list(run: &CommandRun<'_>) -> bool {
    run.world.is_file(&ProjectPath::new("slides/index.yaml"))
}

/// The requested decks, or the first one.
fn decks(run: &CommandRun<'_>, asked: &[String]) -> Result<Vec<String>, String> {
    let manifests = site::manifests(&run.world);
    let known: Vec<&str> = manifests.iter().map(ProjectPath::stem).collect();
    if asked.is_empty() {
        return Ok(known.iter().take(1).map(|&name| name.to_owned()).collect());
    }
    for deck in asked {
        if !known.contains(&deck.as_str()) {
            let guess = nearest(deck, known.iter().copied());
            let help = guess.map_or_else(String::new, |guess| format!("; did you mean `{guess}`?"));
            return Err(format!("there is no deck `{deck}`{help}"));
        }
    }
    Ok(asked.to_vec())
}

fn title(run: &CommandRun<'_>, deck: &str) -> String {
    let title = manifest(run, deck).map(|manifest| manifest.text("title").to_owned());
    let title = one_line(&title.unwrap_or_default());
    if title.is_empty() { deck.to_owned() } else { title }
}

fn manifest(run: &CommandRun<'_>, deck: &str) -> Option<manifest::Manifest> {
    let path = ProjectPath::new(&format!("slides/{deck}.yml"));
    let source = run.world.source(&path).ok()?;
    manifest::read(&source, &Overrides::default()).output
}

/// The chapter that differs for each event.
struct Logistics {
    /// Its path in the overlay.
    path: String,
    text: String,
    /// The chapter that it should follow, if no deck names it.
    after: Option<String>,
}

/// A deck's chapter that differs for each event, by its name; or a new one.
fn logistics(run: &CommandRun<'_>, deck: &str) -> Logistics {
    let chapters = manifest(run, deck).map(|manifest| chapters(&manifest.content));
    let chapters = chapters.unwrap_or_default();
    let found = chapters.iter().find_map(|path| {
        let is_it = path.rsplit('/').next()?.to_lowercase().contains("logistics");
        let resolved = ProjectPath::resolve("slides", path).filter(|_| is_it)?;
        let text = run.world.source(&resolved).ok()?.text().to_owned();
        Some(Logistics { path: resolved.below("slides")?.to_owned(), text, after: None })
    });
    found.unwrap_or_else(|| Logistics {
        path: "logistics.md".to_owned(),
        text: "## Where and when\n\n- We begin at …\n\n- The network is …\n\n- Questions go to …\n"
            .to_owned(),
        after: chapters.into_iter().next(),
    })
}

fn chapters(entries: &[ContentEntry]) -> Vec<String> {
    let of = |entry: &ContentEntry| match entry {
        ContentEntry::Chapter { path, .. } => vec![path.value.clone()],
        ContentEntry::Part(inner) => chapters(inner),
        ContentEntry::Inline(_) => Vec::new(),
    };
    entries.iter().flat_map(of).collect()
}

/// An entry, as lines without indentation. Announced today, unless the event is over.
fn entry(name: &str, title: &str, decks: &[String], today: Option<Date>) -> Vec<String> {
    let date = name.get(..10).filter(|date| date.parse::<Date>().is_ok());
    let is_over = |today: &Date| {
        date.and_then(|date| date.parse::<Date>().ok()).is_some_and(|date| date < *today)
    };
    let announced = today.filter(|today| !is_over(today));
    let mut lines = vec![format!("slug: {name}")];
    lines.extend(date.map(|date| format!("date: {date}")));
    lines.extend(announced.map(|day| format!("announced: {day}")));
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    lines.push(format!("title: \"{title}\""));
    lines.push(format!("decks: [{}]", decks.join(", ")));
    let rest = if date.is_some() {
        "country, city, event, speaker, attend, hours, timezone"
    } else {
        "date, country, city, event, speaker, attend, hours, timezone"
    };
    lines.push(format!("# {rest}: see `deckyard docs events`"));
    lines
}

/// The list of events with a new entry before the others.
fn with_entry(text: &str, workshops: &Workshops, lines: &[String]) -> Result<String, String> {
    let begin = workshops.events.first().map(|event| event.span.start as usize);
    let (at, indent) = match begin {
        Some(begin) => {
            let start = text[..begin].rfind('\n').map_or(0, |at| at + 1);
            let line = &text[start..];
            let (blanks, entry) = line.split_at(line.len() - line.trim_start_matches(' ').len());
            if !entry.starts_with("- ") {
                return Err(format!(
                    "{EVENTS}: the first entry does not begin with `- ` on its line; write it by hand"
                ));
            }
            (start, blanks)
        }
        None => match text.find("workshops:") {
            Some(at) => (text[at..].find('\n').map_or(text.len(), |end| at + end + 1), ""),
            None => (text.len(), ""),
        },
    };
    let head = if begin.is_none() && !text.contains("workshops:") { "workshops:\n" } else { "" };
    let before = &text[..at];
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let mut entry = String::new();
    for (index, line) in lines.iter().enumerate() {
        let mark = if index == 0 { "- " } else { "  " };
        entry.extend([indent, mark, line, "\n"]);
    }
    let end = if begin.is_some() { "\n" } else { "" };
    Ok(format!("{before}{gap}{head}{entry}{end}{}", &text[at..]))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{entry, with_entry};
    use crate::event;
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn added(text: &str) -> event::Workshops {
        let source = |text: &str| Source::new(ProjectPath::new("workshops.yml"), text);
        let workshops = event::read(&source(text)).output;
        let today = Some(date(2027, 1, 5));
        let entry = entry("2027-04-23-paris", "A \"deck\"", &["kube".to_owned()], today);
        let new = with_entry(text, &workshops, &entry).expect("an entry");
        let read = event::read(&source(&new));
        assert!(read.diagnostics.is_empty(), "{new}\n{:?}", read.diagnostics);
        assert_eq!(read.output.events.len(), workshops.events.len() + 1, "{new}");
        read.output
    }

    #[test]
    fn what_is_over_was_not_announced_today() {
        let lines = entry("2027-04-23-paris", "T", &[], Some(date(2027, 4, 24)));
        assert!(lines.iter().all(|line| !line.starts_with("announced")), "{lines:?}");
    }

    #[test]
    fn an_entry_is_put_in_front() {
        for text in [
            "",
            "workshops:\n",
            "site:\n  title: S",
            "- date: 2026-01-01\n  title: T\n",
            "site:\n  title: S\nworkshops:\n# the next one\n  - date: 2026-01-01\n    title: T\nredirects: {a: b}\n",
        ] {
            let workshops = added(text);
            let event = &workshops.events[0];
            assert_eq!(event.slug, "2027-04-23-paris");
            assert_eq!(event.title.value, "A \"deck\"");
            assert_eq!(event.when.days.len(), 1);
            assert_eq!(event.announced.as_ref().map(|day| day.value), Some(date(2027, 1, 5)));
        }
    }
}
