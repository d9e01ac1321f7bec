//! Which files a page needs beside itself, so that nothing else has to be served with it.
//!
//! What a slide mentions is known exactly. What templates, style sheets and scripts mention is
//! found by looking for words in them that are paths of files; a word too many can only name a
//! file that they name.
//!
//! **Invariant:** a file is needed only when something that those who follow get anyway names it.
//! Notes that a page does not have name nothing. Pages that this program makes are never needed:
//! each has a right of its own to be served, or none.

use std::collections::{BTreeMap, BTreeSet};

use super::built::Built;
use crate::output::Content;
use crate::pages::{DeckPage, SpeakerNotes};
use crate::path::{OutPath, ProjectPath};
use crate::routes::{is_asset, local_path};
use crate::source::Source;
use crate::world::World;

/// Files of `static/` that can name others: pages, style sheets, scripts.
const DOCUMENTS: [&str; 5] = ["html", "htm", "css", "js", "mjs"];

/// What the documents of `static/` name, by their places in the output.
#[derive(Clone, Debug, Default)]
pub struct Addresses(BTreeMap<OutPath, BTreeSet<OutPath>>);

impl Addresses {
    /// Reads the documents of a site.
    pub fn read(world: &dyn World, built: &Built) -> Self {
        let named = |(path, content): (&OutPath, &Content)| {
            let Content::Copy(file) = content else { return None };
            file.below("static").filter(|name| is_document(name))?;
            let source: Source = world.source(file).ok()?;
            Some((path.clone(), named_in(source.text(), path, built)))
        };
        Self(built.site.files.iter().filter_map(named).collect())
    }
}

/// The files that pages need.
#[derive(Clone, Debug, Default)]
pub struct Needs(BTreeSet<OutPath>);

impl Needs {
    /// What these pages need, and what that needs.
    pub fn of<'a>(
        pages: impl Iterator<Item = (&'a OutPath, &'a DeckPage)>,
        built: &Built,
        addresses: &Addresses,
    ) -> Self {
        let mut found = BTreeSet::new();
        for (path, page) in pages {
            page.name_files(path, built, &mut found);
        }
        let mut waiting: Vec<OutPath> = found.iter().cloned().collect();
        while let Some(path) = waiting.pop() {
            let more = match built.site.files.get(&path) {
                Some(Content::Bytes(bytes))
                    if is_asset(path.as_str()) && is_document(path.as_str()) =>
                {
                    named_in(&String::from_utf8_lossy(bytes), &path, built)
                }
                Some(Content::Copy(_)) => addresses.0.get(&path).cloned().unwrap_or_default(),
                Some(Content::Bytes(_)) | None => BTreeSet::new(),
            };
            waiting.extend(more.into_iter().filter(|path| found.insert(path.clone())));
        }
        Self(found)
    }

    /// Whether a file is needed.
    pub fn has(&self, path: &OutPath) -> bool {
        self.0.contains(path)
    }
}

impl DeckPage {
    /// Adds the files that it names itself.
    fn name_files(&self, path: &OutPath, built: &Built, found: &mut BTreeSet<OutPath>) {
        for part in self.around.iter() {
            found.append(&mut named_in(part, path, built));
        }
        for slide in &self.deck.deck.slides {
            let notes = match self.notes {
                SpeakerNotes::Shown => slide.rendered.notes_files.as_slice(),
                SpeakerNotes::LeftOut => &[],
            };
            let urls = slide.files().chain(notes.iter().map(|file| file.url.as_str()));
            for url in urls {
                let address = self.links.get(url).map_or(url, String::as_str);
                found.extend(resolved(address, path).filter(|file| may_be_needed(file, built)));
            }
        }
    }
}

/// The files that a text names in quotes, brackets or between blanks, as seen from its place.
fn named_in(text: &str, place: &OutPath, built: &Built) -> BTreeSet<OutPath> {
    let in_quotes = ['"', '\'', '`'].into_iter().flat_map(|quote| text.split(quote));
    let words = text.split(|c: char| {
        matches!(c, '(' | ')' | '=' | ',' | '<' | '>' | '"' | '\'' | '`') || c.is_whitespace()
    });
    let words = in_quotes.filter(|word| !word.contains(['\n', '<', '>'])).chain(words);
    let words = words.filter(|word| word.contains('.'));
    let files = words.flat_map(|word| [resolved(word, place), from_top(word)]);
    files.flatten().filter(|file| may_be_needed(file, built)).collect()
}

/// What an address means on a page.
fn resolved(address: &str, page: &OutPath) -> Option<OutPath> {
    let folder = page.folder();
    let address = address.trim().replace("&amp;", "&");
    let file = ProjectPath::resolve(folder, &local_path(&address)?)?;
    OutPath::new(file.as_str())
}

/// What an address means that begins at the top of the host, where the site lies while it is served.
fn from_top(address: &str) -> Option<OutPath> {
    let address = address.trim().strip_prefix('/')?;
    OutPath::new(&local_path(address)?)
}

/// Whether something that names a file may bring it along: a file of the author's, or a style
/// sheet or script.
fn may_be_needed(file: &OutPath, built: &Built) -> bool {
    match built.site.files.get(file) {
        Some(Content::Copy(_)) => true,
        Some(Content::Bytes(_)) => is_asset(file.as_str()),
        None => false,
    }
}

fn is_document(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    DOCUMENTS.contains(&extension)
}
