//! Addresses of private events in files that everybody sees.
//!
//! The public site is built from a list without private events, so the program cannot name them there. An author can: in a
//! redirect, a chapter, a template, or the name of a file.

use super::super::built::Built;
use crate::diag::{Diagnostic, HidingProblem};
use crate::event::{self, Event, Workshops};
use crate::model::Config;
use crate::output::Content;
use crate::path::{OutPath, ProjectPath};
use crate::routes::is_private;
use crate::span::Span;
use crate::world::World;

/// The folders whose files can end up in pages.
const FOLDERS: [&str; 6] = ["slides", "events", "templates", "themes", "static", "languages"];

/// Kinds of files that are not text, and often large.
const BINARY: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "pdf", "zip", "gz", "mp4", "webm", "mp3",
    "woff", "woff2", "ttf",
];

/// A private event, as its address is searched for.
struct Secret {
    /// The token in lower case: many hosts ignore case.
    token: String,
    span: Span,
}

/// Reports each text of an author that publishes the address of a private event.
pub(in crate::site) fn check(
    world: &dyn World,
    (list, built): (&Workshops, &Built),
    config: &Config,
) -> Vec<Diagnostic> {
    let is_shown = |event: &Event| config.event.as_ref() == Some(&event.slug);
    let events = list.events.iter().filter(|event| !is_shown(event));
    // A withheld event may have a token that was published before it got another mistake.
    let secrets: Vec<_> = events
        .filter_map(|event| event.details.token.as_ref())
        .map(|token| Secret { token: token.value.to_ascii_lowercase(), span: token.span.clone() })
        .collect();
    let mentions = mentions(world, &secrets);
    // A preview renders no page in vain. A token from elsewhere, such as an old revision, is found when the site is written.
    if mentions.is_empty() && !config.is_written {
        return Vec::new();
    }
    let leaking = secrets.iter().enumerate().filter_map(|(index, secret)| {
        let files = leaks(world, built, &secret.token);
        (!files.is_empty()).then_some((index, secret, files))
    });
    let found = leaking.flat_map(|(index, secret, files)| {
        let own = || mentions.iter().filter(move |mention| mention.secret == index);
        // What looks like a comment is not reported, unless nothing else can be the source.
        let texts: Vec<_> = own().filter(|mention| !mention.is_comment).collect();
        let places = if texts.is_empty() { own().collect() } else { texts };
        let mut spans: Vec<Span> = places.into_iter().map(|mention| mention.span.clone()).collect();
        if spans.is_empty() {
            spans.push(secret.span.clone());
        }
        let names: Vec<String> = files.iter().map(ToString::to_string).collect();
        let problem = move || HidingProblem::PrivateAddress { files: names.clone() };
        spans.into_iter().map(move |span| Diagnostic::new(problem(), span))
    });
    found.collect()
}

/// A place in the author's files where a token occurs, besides as the `token:` of an event.
struct TokenMention {
    /// The index of the event among those with tokens.
    secret: usize,
    span: Span,
    /// Whether its line looks like a comment of YAML.
    is_comment: bool,
}

/// Where tokens occur in the author's files.
fn mentions(world: &dyn World, secrets: &[Secret]) -> Vec<TokenMention> {
    let mut mentions = Vec::new();
    if secrets.is_empty() {
        return mentions;
    }
    let lists = event::find(world).into_iter().flatten();
    let files = FOLDERS.iter().flat_map(|folder| world.list(folder).to_vec());
    for path in lists.chain(files) {
        let name = path.as_str().to_ascii_lowercase();
        let named = secrets.iter().enumerate().filter(|(_, secret)| name.contains(&secret.token));
        mentions.extend(named.map(|(secret, _)| TokenMention {
            secret,
            span: Span::new(path.clone(), 0, 0),
            is_comment: false,
        }));
        if is_text(&path) {
            mentions.extend(mentions_in(world, &path, secrets));
        }
    }
    mentions
}

fn is_text(path: &ProjectPath) -> bool {
    let name = path.as_str().to_ascii_lowercase();
    name.rsplit_once('.').is_none_or(|(_, kind)| !BINARY.contains(&kind))
}

/// The mentions in the text of a file.
fn mentions_in(world: &dyn World, path: &ProjectPath, secrets: &[Secret]) -> Vec<TokenMention> {
    let Ok(source) = world.source(path) else { return Vec::new() };
    let text = source.text().to_ascii_lowercase();
    let is_yaml = path.has_extension("yml") || path.has_extension("yaml");
    let is_comment = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        is_yaml && text[line..].trim_start_matches([' ', '\t']).starts_with('#')
    };
    let is_own = |at: usize| {
        secrets.iter().any(|secret| {
            secret.span.file == *path
                && (secret.span.start as usize..secret.span.end as usize).contains(&at)
        })
    };
    let mut mentions = Vec::new();
    for (index, secret) in secrets.iter().enumerate() {
        let found = text.match_indices(&secret.token).map(|(at, _)| at);
        mentions.extend(found.filter(|&at| !is_own(at)).map(|at| TokenMention {
            secret: index,
            span: source.span(at..at + secret.token.len()),
            is_comment: is_comment(at),
        }));
    }
    mentions
}

/// The public files that have a token, in their name or their text.
fn leaks(world: &dyn World, built: &Built, token: &str) -> Vec<OutPath> {
    let has = |text: &str| text.to_ascii_lowercase().contains(token);
    let in_content = |content: &Content| match content {
        Content::Bytes(bytes) => has(&String::from_utf8_lossy(bytes)),
        Content::Copy(file) => {
            is_text(file) && world.source(file).is_ok_and(|file| has(file.text()))
        }
    };
    let files =
        built.site.files.iter().filter(|(path, content)| has(path.as_str()) || in_content(content));
    let pages = built.pages.iter().filter(|(_, page)| has(&page.html()));
    let transcripts = built.transcripts.iter().filter(|(_, page)| has(&page.html()));
    let paths = files.map(|(path, _)| path).chain(pages.map(|(path, _)| path));
    let mut paths: Vec<_> = paths.chain(transcripts.map(|(path, _)| path)).cloned().collect();
    paths.retain(|path| !is_private(path.as_str()));
    paths.sort();
    paths
}
