//! The links to other sites that `check --links` requests: those of decks, of manifests, and of the list of events.

use std::collections::BTreeSet;

use super::built::Built;
use crate::deck::{ExternalLink, external_links, is_external};
use crate::event::{Event, Speaker, Workshops};
use crate::model::{SiteDeck, SiteModel};
use crate::path::OutPath;
use crate::render;
use crate::span::{Span, Spanned};
use crate::world::World;

/// Collects the links to other sites, in the order of their locations.
///
/// Slides of pinned revisions are left out: their links cannot be changed.
pub(super) fn collect(world: &dyn World, model: &SiteModel, built: &mut Built) {
    let mut links = Vec::new();
    let is_pinned = |set: &&crate::model::SlideSet| set.revision.is_some();
    let sets = model.slide_sets.values().filter(|set| !is_pinned(set));
    let decks: Vec<_> = model.decks.iter().chain(sets.flat_map(|set| &set.decks)).collect();
    links.extend(decks.iter().flat_map(|deck| external_links(&deck.deck)));
    let workshops = &model.outline.workshops;
    let mut values = of_workshops(world, workshops);
    values.extend(decks.iter().flat_map(|deck| of_manifest(world, deck)));
    let written: BTreeSet<&str> = values.iter().map(|link| link.url.as_str()).collect();
    // A variable in a chapter shows an address, and its value is where that is written.
    links.retain(|link| !written.contains(link.url.as_str()) || is_written(world, link));
    links.append(&mut values);
    let paths = built.site.files.keys().chain(built.pages.keys()).chain(built.wanted.keys());
    let paths: BTreeSet<&OutPath> = paths.collect();
    let own = &workshops.settings.url;
    links.retain(|link| own.is_empty() || !is_own_page(&link.url, own, &paths));
    links.sort_by(|a, b| (&a.span, &a.url, &a.deck).cmp(&(&b.span, &b.url, &b.deck)));
    links.dedup();
    built.external_links = links;
    let ignored = workshops.check.ignored_links.iter();
    built.ignored_links = ignored.map(|pattern| pattern.value.clone()).collect();
}

/// Whether an address points to a page or file of this build, which may not be published yet.
fn is_own_page(url: &str, own: &str, paths: &BTreeSet<&OutPath>) -> bool {
    // The address at which the site is published may be written with or without its last slash.
    let Some(rest) = url.strip_prefix(own.trim_end_matches('/')) else { return false };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = path.strip_prefix('/') else { return path.is_empty() };
    let folder = path.trim_end_matches('/');
    let names = [path.to_owned(), format!("{folder}/index.html"), format!("{folder}.html")];
    let is_there = |path: &String| OutPath::new(path).is_some_and(|path| paths.contains(&path));
    path.is_empty() || names.iter().any(is_there)
}

/// Whether the text at a link's location contains its address.
fn is_written(world: &dyn World, link: &ExternalLink) -> bool {
    let Some(span) = &link.span else { return false };
    let Ok(source) = world.source(&span.file) else { return true };
    let text = source.text().get(span.start as usize..span.end as usize);
    text.is_none_or(|text| text.contains(&link.url))
}

/// The links in the texts and variables of a manifest.
fn of_manifest(world: &dyn World, deck: &SiteDeck) -> Vec<ExternalLink> {
    let manifest = &deck.plan.manifest;
    let texts = manifest.texts.iter().map(|(_, text)| text);
    let values = texts.chain(manifest.vars.iter().map(|(_, value)| value));
    let mut links: Vec<_> = values.flat_map(|text| of_value(world, text)).collect();
    for link in &mut links {
        link.deck = Some(deck.deck.name.clone());
    }
    links
}

/// The links in a value: an address, or Markdown.
fn of_value(world: &dyn World, text: &Spanned<String>) -> Vec<ExternalLink> {
    // A value from the command line has no location in a file.
    if text.span.start >= text.span.end || !text.value.contains("//") {
        return Vec::new();
    }
    if is_external(&text.value) && !text.value.contains(char::is_whitespace) {
        return vec![link(&text.value, &text.span)];
    }
    let rendered = render::prose(&text.value);
    let files = rendered.files.iter().filter(|file| is_external(&file.url));
    files.map(|file| link(&file.url, &narrowed(world, text, &file.url))).collect()
}

fn of_workshops<'w>(world: &dyn World, workshops: &'w Workshops) -> Vec<ExternalLink> {
    let speakers = workshops.speakers.iter();
    let links = |speaker: &'w Speaker| speaker.links.iter().map(|(_, link)| link);
    let of_speakers = speakers.flat_map(|speaker| {
        [&speaker.url, &speaker.photo].into_iter().flatten().chain(links(speaker))
    });
    let of_events = workshops.events.iter().flat_map(|event| {
        let Event { attend, slides, video, chat, .. } = &**event;
        let keys = [attend, slides, video, chat].into_iter().flatten();
        let picture = event.details.picture.iter().map(|picture| &picture.file);
        let details = event.details.links().map(|(_, link)| link).chain(picture);
        keys.chain(details).chain(event.vars.iter().map(|(_, value)| value))
    });
    let redirects = workshops.redirects.iter().map(|redirect| &redirect.to);
    let bios = workshops.speakers.iter().map(|speaker| &speaker.bio);
    let texts = workshops.events.iter();
    let texts =
        texts.flat_map(|event| [&event.summary, &event.requirements, &event.details.audience]);
    let texts = bios.chain(texts).flatten();
    let values = of_speakers.chain(of_events).chain(redirects).chain(texts);
    values.flat_map(|text| of_value(world, text)).collect()
}

fn link(url: &str, span: &Span) -> ExternalLink {
    ExternalLink {
        url: url.to_owned(),
        span: Some(span.clone()),
        included_from: Vec::new(),
        deck: None,
    }
}

/// The location of an address in a text; the whole text if it contains escapes.
fn narrowed(world: &dyn World, text: &Spanned<String>, url: &str) -> Span {
    let whole = text.span.clone();
    let Ok(source) = world.source(&whole.file) else { return whole };
    let written = source.text().get(whole.start as usize..whole.end as usize);
    let Some(at) = written.and_then(|written| written.find(url)) else { return whole };
    source.span(whole.start as usize + at..whole.start as usize + at + url.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::is_own_page;
    use crate::path::OutPath;

    #[test]
    fn pages_of_this_build_are_not_requested() {
        let paths = ["index.html", "talk.html", "a/index.html", "x.png"]
            .map(|path| OutPath::new(path).unwrap());
        let paths: BTreeSet<_> = paths.iter().collect();
        for (url, expected) in [
            ("https://t.example/", true),
            ("https://t.example", true),
            ("https://t.example/talk.html#1", true),
            ("https://t.example/talk", true),
            ("https://t.example/a/", true),
            ("https://t.example/a", true),
            ("https://t.example/x.png?v=1", true),
            ("https://t.example/old.html", false),
            ("https://t.example.org/", false),
            ("https://other.example/talk.html", false),
        ] {
            assert_eq!(is_own_page(url, "https://t.example/", &paths), expected, "{url}");
        }
    }
}
