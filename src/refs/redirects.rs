//! Redirects from the old addresses of pages, written into `workshops.yml`.

use super::edits::FileEdit;
use super::rewrite::noted;
use super::{Notation, ReferenceIndex};
use crate::event::{self, Redirect};
use crate::manifest::yaml::{self, YamlNode};
use crate::path::ProjectPath;
use crate::routes::Route;
use crate::source::Source;
use crate::world::World;

/// The file that gets redirects.
pub(super) const LIST: &str = "workshops.yml";

/// The edits that add redirects, from and to pages of the output, and remove redirects from a page
/// that exists again.
pub(super) fn added(
    world: &dyn World,
    index: &ReferenceIndex,
    redirects: &[(String, String)],
) -> Result<Vec<FileEdit>, String> {
    let path = ProjectPath::new(LIST);
    let source = world.source(&path).unwrap_or_else(|_| Source::new(path, ""));
    let own = &index.workshops.redirects;
    let mut edits = Vec::new();
    for redirect in own {
        let page = Route::redirect(redirect.from.value.trim_matches('/')).path();
        if redirects.iter().any(|(_, to)| to == page.as_str()) {
            edits.push(removed(&source, redirect)?);
        }
    }
    let is_new = |from: &str| {
        own.iter().all(|redirect| Route::redirect(&redirect.from.value).path().as_str() != from)
    };
    let new = redirects.iter().filter(|(from, _)| is_new(from));
    let lines: Vec<String> = new
        .filter_map(|(from, to)| {
            let (from, to) = (noted(from, Notation::Yaml), noted(to, Notation::Yaml));
            Some(format!("{}: {}", from.ok()?, to.ok()?))
        })
        .collect();
    edits.extend(inserted(&source, own.first(), &lines)?);
    Ok(edits)
}

/// Whether a changed list still contains everything that it did, and these redirects.
pub(super) fn is_read(old: &str, new: &str, redirects: &[(String, String)]) -> bool {
    let read = |text: &str| event::read(&Source::new(ProjectPath::new(LIST), text));
    let (old, new) = (read(old), read(new));
    let has = |(from, _): &(String, String)| {
        new.output.redirects.iter().any(|redirect| redirect.from.value == *from)
    };
    new.output.events.len() == old.output.events.len()
        && new.diagnostics.len() <= old.diagnostics.len()
        && redirects.iter().all(has)
}

/// Removes a redirect that has a line of its own.
fn removed(source: &Source, redirect: &Redirect) -> Result<FileEdit, String> {
    let text = source.text();
    let key = redirect.from.span.start as usize;
    let start = text[..key].rfind('\n').map_or(0, |at| at + 1);
    let end = redirect.to.span.end as usize;
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let is_alone = text[start..key].trim().is_empty() && text[start..end].lines().count() == 1;
    if !is_alone {
        let line = source.position(key).line;
        let from = &redirect.from.value;
        return Err(format!("{LIST}:{line}: remove the redirect from `{from}` first"));
    }
    Ok(FileEdit::new(start..end, ""))
}

/// Lines with an indentation.
fn block(indent: &str, lines: &[String]) -> String {
    lines.iter().flat_map(|line| [indent, line, "\n"]).collect()
}

/// Adds lines to `redirects:`, or the key itself.
fn inserted(
    source: &Source,
    first: Option<&Redirect>,
    lines: &[String],
) -> Result<Option<FileEdit>, String> {
    let text = source.text();
    if lines.is_empty() {
        return Ok(None);
    }
    if let Some(first) = first {
        let key = first.from.span.start as usize;
        let start = text[..key].rfind('\n').map_or(0, |at| at + 1);
        let indent = &text[start..key];
        return Ok(Some(if indent.trim().is_empty() {
            let lines = block(indent, lines);
            FileEdit::new(start..start, lines)
        } else {
            FileEdit::new(key..key, format!("{}, ", lines.join(", ")))
        }));
    }
    let block = block("  ", lines);
    let yaml = yaml::read(source).ok().map(|yaml| yaml.node);
    if let Some(YamlNode::List(_)) = yaml {
        return Err(format!(
            "{LIST} is a plain list of events, which has no redirects; put the list under `workshops:`, or use \
             --no-redirect"
        ));
    }
    let entries = match &yaml {
        Some(YamlNode::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    Ok(Some(match entries.iter().find(|(key, _)| key.value == "redirects") {
        // The key exists, without entries.
        Some((key, value)) if matches!(value.node, YamlNode::Null) => {
            let end = key.span.end as usize;
            let at = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
            let gap = if at == text.len() { gap } else { "" };
            FileEdit::new(at..at, format!("{gap}{block}"))
        }
        Some(_) => return Err(format!("{LIST}: `redirects` is not a list of addresses")),
        None => {
            let blank = if text.trim().is_empty() { "" } else { "\n" };
            FileEdit::new(text.len()..text.len(), format!("{gap}{blank}redirects:\n{block}"))
        }
    }))
}
