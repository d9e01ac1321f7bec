//! The list of events with the entries of branches. It is edited as text: existing lines stay, with
//! their comments and their order.

use super::entry_text::quoted;
use crate::diag::{EventProblem, Problem};
use crate::event::{self, Workshops};
use crate::manifest::yaml::{self, YamlNode};
use crate::path::ProjectPath;
use crate::refs::{FileEdit, apply};
use crate::source::Source;
use crate::world::World;

/// The list that is changed.
pub(super) const LIST: &str = "workshops.yml";

/// The list of container.training, which another program reads and which is never changed.
const OTHER_LIST: &str = "slides/index.yaml";

/// This many events with one address get slugs; the build reports any others.
const MOST_SHARING: usize = 20;

/// What an import writes into the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListChanges {
    /// The keys that an entry gets in place of `slides:`, by the index of the event.
    pub(super) changed: Vec<(usize, Vec<String>)>,
    /// New entries, as lines.
    pub(super) new: Vec<Vec<String>>,
    /// New redirects.
    pub(super) redirects: Vec<(String, String)>,
}

/// The list of a site, ready to get entries.
pub(super) struct EventList {
    /// The text that is there now; `None` if there is no file.
    pub(super) now: Option<String>,
    /// The text to which entries are added: with a key `workshops`, and with the events of the
    /// other list if this one has none.
    source: Source,
    pub(super) workshops: Workshops,
    /// How many problems it has now.
    problems: usize,
}

impl EventList {
    /// Reads the list of a site.
    pub(super) fn read(world: &dyn World) -> Result<Self, String> {
        let path = ProjectPath::new(LIST);
        let now = match world.source(&path) {
            Ok(source) => Some(source.text().to_owned()),
            Err(_) if world.is_file(&path) => return Err(format!("{LIST} cannot be read")),
            Err(_) => None,
        };
        let other = world.source(&ProjectPath::new(OTHER_LIST)).ok();
        let text = ready(now.as_deref().unwrap_or_default(), other.as_ref().map(Source::text))?;
        let own = Source::new(path.clone(), now.as_deref().unwrap_or_default());
        let is_copied = event::read(&own).output.events.is_empty();
        let text = if is_copied { with_slugs(text) } else { text };
        let source = Source::new(path, &text);
        let read = event::read(&source);
        Ok(Self { now, workshops: read.output, problems: read.diagnostics.len(), source })
    }

    /// The list with changes.
    pub(super) fn with(&self, changes: &ListChanges) -> Result<Source, String> {
        if *changes == ListChanges::default() {
            let text = self.now.as_deref().unwrap_or_default();
            return Ok(Source::new(ProjectPath::new(LIST), text));
        }
        let mut edits = Vec::new();
        for (index, lines) in &changes.changed {
            edits.extend(self.changed(*index, lines)?);
        }
        edits.extend(self.entries(&changes.new)?);
        edits.extend(self.redirects(&changes.redirects)?);
        // Of two insertions at the same position, the entries come first.
        edits.sort_by_key(|edit: &FileEdit| edit.start);
        let text = apply(self.source.text(), &edits);
        let source = Source::new(ProjectPath::new(LIST), &text);
        let read = event::read(&source);
        let is_whole = read.output.events.len() == self.workshops.events.len() + changes.new.len()
            && read.diagnostics.len() <= self.problems;
        match read.diagnostics.last().filter(|_| !is_whole) {
            Some(found) => Err(format!(
                "{LIST} would no longer be readable: {}",
                found.problem.words().message
            )),
            None if !is_whole => Err(format!("{LIST} would lose events")),
            None => Ok(source),
        }
    }

    /// The keys of an event's slides in place of `slides:`, which becomes a comment.
    fn changed(&self, index: usize, lines: &[String]) -> Result<[FileEdit; 2], String> {
        let text = self.source.text();
        let event = self.workshops.events.get(index);
        let by_hand = |slug: &str| {
            format!(
                "{LIST}: the entry `{slug}` has no line of its own for `slides:`; write it so first"
            )
        };
        let Some(event) = event else { return Err(format!("{LIST} has no such event")) };
        let Some(slides) = &event.slides else { return Err(by_hand(&event.slug)) };
        let (start, end) = (slides.span.start as usize, slides.span.end as usize);
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let before = &text[line..start];
        let key = before.len() - before.trim_start_matches([' ', '-']).len();
        let is_alone = before[key..].trim_end_matches(['"', '\'']).trim_end() == "slides:"
            && !text[line..end].contains('\r')
            && !text[start..end].contains('{');
        if !is_alone {
            return Err(by_hand(&event.slug));
        }
        let indent = " ".repeat(key);
        let added: String = lines.iter().flat_map(|line| ["\n", &indent, line]).collect();
        Ok([FileEdit::new(line + key..line + key, "#"), FileEdit::new(end..end, added)])
    }

    /// New entries after the last one.
    fn entries(&self, new: &[Vec<String>]) -> Result<Option<FileEdit>, String> {
        if new.is_empty() {
            return Ok(None);
        }
        let text = self.source.text();
        let (at, indent) = if let Some(event) = self.workshops.events.last() {
            let begin = event.span.start as usize;
            let start = text[..begin].rfind('\n').map_or(0, |at| at + 1);
            let line = &text[start..];
            let blanks = line.len() - line.trim_start_matches(' ').len();
            if !line[blanks..].starts_with("- ") {
                return Err(format!("{LIST}: the last entry does not begin with `- ` on its line"));
            }
            (end_of_entry(text, start, blanks), " ".repeat(blanks))
        } else {
            let key = text.lines().position(|line| line.starts_with("workshops:"));
            let lines = text.split_inclusive('\n').take(key.unwrap_or_default() + 1);
            (lines.map(str::len).sum(), String::new())
        };
        let mut added = String::new();
        for (index, lines) in new.iter().enumerate() {
            if index > 0 || !self.workshops.events.is_empty() {
                added.push('\n');
            }
            for (index, line) in lines.iter().enumerate() {
                let mark = if index == 0 { "- " } else { "  " };
                added.extend([indent.as_str(), mark, line, "\n"]);
            }
        }
        Ok(Some(inserted(text, at, &added)))
    }

    /// New redirects after the last one.
    fn redirects(&self, new: &[(String, String)]) -> Result<Option<FileEdit>, String> {
        if new.is_empty() {
            return Ok(None);
        }
        let text = self.source.text();
        let lines = |indent: &str| -> String {
            let lines = new
                .iter()
                .map(|(from, to)| [indent, &quoted(from), ": ", &quoted(to), "\n"].concat());
            lines.collect()
        };
        let yaml = yaml::read(&self.source).ok().map(|yaml| yaml.node);
        let entries = match &yaml {
            Some(YamlNode::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        let Some((key, value)) = entries.iter().find(|(key, _)| key.value == "redirects") else {
            let gap = if text.trim().is_empty() { "" } else { "\n" };
            let added = format!("{gap}redirects:\n{}", lines("  "));
            return Ok(Some(inserted(text, text.len(), &added)));
        };
        let next = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        match &value.node {
            YamlNode::Null => Ok(Some(inserted(text, next(key.span.end as usize), &lines("  ")))),
            YamlNode::Map(known) => {
                let Some((first, _)) = known.first() else {
                    return Err(format!("{LIST}: write the redirects on lines of their own"));
                };
                let start = first.span.start as usize;
                let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
                let indent = &text[line..start].trim_end_matches(['"', '\'']);
                let last = known.last().map_or(start, |(_, value)| value.span.end as usize);
                if !indent.trim().is_empty() || indent.is_empty() {
                    return Err(format!("{LIST}: write the redirects on lines of their own"));
                }
                Ok(Some(inserted(text, next(last), &lines(indent))))
            }
            _ => Err(format!("{LIST}: `redirects` is not a mapping of addresses")),
        }
    }
}

/// An insertion of whole lines at the beginning of a line, or at the end of a text without a line end.
fn inserted(text: &str, at: usize, lines: &str) -> FileEdit {
    let is_begin = at == 0 || text[..at].ends_with('\n');
    FileEdit::new(at..at, if is_begin { lines.to_owned() } else { format!("\n{lines}") })
}

/// The end of the entry that begins at a line: after its last line that is neither blank nor a
/// comment on the next entry.
fn end_of_entry(text: &str, start: usize, indent: usize) -> usize {
    let mut end = start;
    let mut at = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        if index > 0 && !is_blank && blanks <= indent && !line[blanks..].starts_with('#') {
            break;
        }
        at += line.len();
        if !is_blank && (index == 0 || blanks > indent) {
            end = at;
        }
    }
    end
}

/// A list with a key `workshops`, and with the events of another list if it has none.
fn ready(text: &str, other: Option<&str>) -> Result<String, String> {
    let source = Source::new(ProjectPath::new(LIST), text);
    let text = source.text();
    let node = yaml::read(&source)
        .map_err(|found| format!("{LIST} cannot be read: {}", found.problem.words().message));
    // A document of comments alone is nothing.
    let node = if text.trim().is_empty() { YamlNode::Null } else { node?.node };
    match node {
        YamlNode::List(items) => {
            // A plain list: it becomes that of the key.
            let first = items.first().map_or(0, |item| item.span.start as usize);
            let at = text[..first].rfind('\n').map_or(0, |at| at + 1);
            Ok(format!("{}workshops:\n{}", &text[..at], &text[at..]))
        }
        YamlNode::Map(entries) => {
            let events = entries.iter().find(|(key, _)| key.value == "workshops");
            match (events, other) {
                // `workshops: []`, which no entry can follow.
                (Some((_, events)), _) if events.node == YamlNode::List(Vec::new()) => {
                    let (before, list) = text.split_at(events.span.start as usize);
                    let Some((_, after)) = list.split_once(']') else {
                        return Err(format!("{LIST}: write the events on lines of their own"));
                    };
                    ready(&format!("{}{after}", before.trim_end()), other)
                }
                (Some((_, events)), Some(other)) if events.node == YamlNode::Null => {
                    let line = text.lines().position(|line| line.starts_with("workshops:"));
                    let lines = text.split_inclusive('\n').take(line.unwrap_or_default() + 1);
                    let at: usize = lines.map(str::len).sum();
                    Ok(format!("{}\n{}\n{}", &text[..at].trim_end(), other.trim_end(), &text[at..]))
                }
                (Some(_), _) => Ok(text.to_owned()),
                (None, other) => Ok(with_key(text, other)),
            }
        }
        _ => Ok(with_key(text, other)),
    }
}

/// A text with the key `workshops`, and the events of another list.
fn with_key(text: &str, other: Option<&str>) -> String {
    let text = text.trim_end();
    let gap = if text.is_empty() { "" } else { "\n\n" };
    // Only in a plain list: other lists keep theirs.
    let is_list = |list: &&str| {
        let source = Source::new(ProjectPath::new(OTHER_LIST), list);
        yaml::read(&source).is_ok_and(|yaml| matches!(yaml.node, YamlNode::List(_)))
    };
    match other.filter(is_list) {
        Some(list) => {
            let list = list.trim_start_matches('\u{feff}');
            let list = list.strip_prefix("---\n").unwrap_or(list);
            format!("{text}{gap}workshops:\n\n{}\n", list.trim_end().replace('\r', ""))
        }
        None => format!("{text}{gap}workshops:\n"),
    }
}

/// A copied list in which events that would share an address have slugs. The program that the list
/// comes from has no addresses of events, so none is in use, and the author has to decide nothing.
fn with_slugs(text: String) -> String {
    let mut text = text;
    // Each round gives a slug to one event of each group, and reads the others again.
    for _ in 0..MOST_SHARING {
        let source = Source::new(ProjectPath::new(LIST), &text);
        let mut edits: Vec<FileEdit> = Vec::new();
        for found in event::read(&source).diagnostics {
            let Problem::Event(EventProblem::SharedSlug { now, .. }) = &found.problem else {
                continue;
            };
            let Some(start) = found.span.as_ref().map(|span| span.start as usize) else { continue };
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            // An entry on a single line has no room for another line.
            if text[line..start].trim() == "-" && !text[start..].starts_with('{') {
                let indent = " ".repeat(start - line);
                edits.push(FileEdit::new(start..start, format!("slug: {}\n{indent}", quoted(now))));
            }
        }
        if edits.is_empty() {
            break;
        }
        edits.sort_by_key(|edit| edit.start);
        text = apply(&text, &edits);
    }
    text
}

#[cfg(test)]
mod tests;
