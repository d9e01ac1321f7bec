//! Addresses and texts of authors, as a page needs them.

use super::{Book, Put};
use crate::event::Event;
use crate::path::{OutPath, ProjectPath};
use crate::render::{self, PageLinks, Sizes};
use crate::site::Content;
use crate::site::assets::local_path;

/// The address of a folder of the output, with `/` at its end, from a page.
pub(super) fn to_folder(path: &str, folder: &str) -> String {
    match path.strip_prefix(folder) {
        Some(rest) if !rest.contains('/') => String::new(),
        _ => format!("{}{folder}", up(path)),
    }
}

/// The way from a page to the root of the site: `../` for each folder.
pub(super) fn up(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// An address as an author wrote it, seen from a page: what lies in the site is written from its
/// root.
pub(super) fn local(root: &str, url: &str) -> String {
    if local_path(url).is_some() { format!("{root}{url}") } else { url.to_owned() }
}

/// Markdown of an author as HTML, with addresses seen from a page.
pub(super) fn prose(text: &str, root: &str) -> String {
    let rendered = render::prose(text);
    let urls = rendered.files.iter().map(|file| file.url.as_str());
    let urls = urls.filter(|url| !root.is_empty() && local_path(url).is_some());
    let links: PageLinks = urls.map(|url| (url.to_owned(), format!("{root}{url}"))).collect();
    let mut html = String::with_capacity(rendered.html.len());
    rendered.html.write(&links, &Sizes::new(), &mut html);
    html
}

/// A text on one line, no longer than a card shows.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', '.', ';', ':']))
}

/// Copies the files of `slides/` that the texts of events and speakers show or lead to.
pub(super) fn copy_files(book: &Book<'_>, put: &mut Put<'_>) {
    let workshops = book.front.workshops;
    let mut copy = |url: &str| {
        let Some(path) = local_path(url) else { return };
        let source = ProjectPath::resolve("slides", &path);
        let Some(source) = source.filter(|source| book.front.world.is_file(source)) else { return };
        let out = source.below("slides").and_then(OutPath::new);
        if let Some(out) = out.filter(|_| !crate::site::sources::is_source(&path)) {
            put.unless_there(out, Content::Copy(source));
        }
    };
    for speaker in &workshops.speakers {
        copy(Event::text(speaker.photo.as_ref()));
    }
    let bios = workshops.speakers.iter().map(|speaker| &speaker.bio);
    let events = workshops.events.iter();
    let texts = bios.chain(events.flat_map(|event| [&event.summary, &event.requirements]));
    for text in texts.flatten() {
        for file in &render::prose(&text.value).files {
            copy(&file.url);
        }
    }
    for event in &workshops.events {
        for link in [&event.slides, &event.video, &event.attend, &event.chat] {
            copy(Event::text(link.as_ref()));
        }
    }
    for event in &workshops.events {
        let card = super::own_card(book.front.world, event);
        let out = card.as_ref().and_then(|card| OutPath::new(card.as_str()));
        put.part.files.extend(out.zip(card.map(Content::Copy)));
    }
}
