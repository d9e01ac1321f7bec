//! Finds the files that a page needs, so that nothing else has to be served with it.
//!
//! The references of slides are known exactly. Those of templates, style sheets and scripts are
//! found by matching words against the paths of files; a false match can only be a file that the
//! text mentions.
//!
//! **Invariant:** a file is needed only if something that the audience receives anyway names it.
//! Notes that a page omits do not count. Generated pages are never needed: access to each of them
//! is decided separately.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::built::Built;
use crate::output::Content;
use crate::pages::{DeckPage, SpeakerNotes};
use crate::path::{OutPath, ProjectPath};
use crate::routes::{is_asset, local_path};
use crate::source::Source;
use crate::world::World;

/// Files of `static/` that can name others: pages, style sheets, scripts.
const DOCUMENTS: [&str; 5] = ["html", "htm", "css", "js", "mjs"];

/// The files that documents name, by the output paths of these.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// The documents of `static/`.
    copied: BTreeMap<OutPath, BTreeSet<OutPath>>,
    /// Style sheets and scripts that the program makes, which all decks have. They are read when a page needs them.
    made: BTreeMap<OutPath, OnceLock<BTreeSet<OutPath>>>,
}

impl Addresses {
    /// Reads the documents of a site.
    pub fn read(world: &dyn World, built: &Built) -> Self {
        let named = |(path, content): (&OutPath, &Content)| {
            let Content::Copy(file) = content else { return None };
            file.below("static").filter(|name| is_document(name))?;
            let source: Source = world.source(file).ok()?;
            Some((path.clone(), named_in(source.text(), path, built)))
        };
        let is_made = |(path, content): &(&OutPath, &Content)| {
            let name = path.as_str();
            matches!(content, Content::Bytes(_)) && is_asset(name) && is_document(name)
        };
        let made = built.site.files.iter().filter(is_made);
        Self {
            copied: built.site.files.iter().filter_map(named).collect(),
            made: made.map(|(path, _)| (path.clone(), OnceLock::new())).collect(),
        }
    }

    /// The files that a file of the site names.
    fn named_by(&self, path: &OutPath, built: &Built) -> BTreeSet<OutPath> {
        let read = |bytes: &[u8]| named_in(&String::from_utf8_lossy(bytes), path, built);
        match built.site.files.get(path) {
            Some(Content::Bytes(bytes)) => match self.made.get(path) {
                Some(named) => named.get_or_init(|| read(bytes)).clone(),
                None => read(bytes),
            },
            Some(Content::Copy(_)) => self.copied.get(path).cloned().unwrap_or_default(),
            None => BTreeSet::new(),
        }
    }
}

/// The files that pages need.
#[derive(Clone, Debug, Default)]
pub struct Needs(BTreeSet<OutPath>);

impl Needs {
    /// The files that these pages need, including indirect ones.
    pub fn of<'a>(
        pages: impl Iterator<Item = (&'a OutPath, &'a DeckPage)>,
        built: &Built,
        addresses: &Addresses,
    ) -> Self {
        Self::with(pages, &BTreeSet::new(), (built, addresses))
    }

    /// The same with further pages, which are not decks.
    pub(super) fn with<'a>(
        pages: impl Iterator<Item = (&'a OutPath, &'a DeckPage)>,
        others: &BTreeSet<OutPath>,
        (built, addresses): (&Built, &Addresses),
    ) -> Self {
        let mut found = others.clone();
        for (path, page) in pages {
            page.name_files(path, built, &mut found);
        }
        let mut waiting: Vec<OutPath> = found.iter().cloned().collect();
        while let Some(path) = waiting.pop() {
            let is_read = match built.site.files.get(&path) {
                Some(Content::Bytes(_)) => {
                    is_asset(path.as_str()) && is_document(path.as_str()) || others.contains(&path)
                }
                Some(Content::Copy(_)) => true,
                None => false,
            };
            let more = if is_read { addresses.named_by(&path, built) } else { BTreeSet::new() };
            waiting.extend(more.into_iter().filter(|path| found.insert(path.clone())));
        }
        Self(found)
    }

    /// The files, in order.
    pub(super) fn files(&self) -> impl Iterator<Item = &OutPath> {
        self.0.iter()
    }

    /// Whether a file is needed.
    pub fn has(&self, path: &OutPath) -> bool {
        self.0.contains(path)
    }
}

impl DeckPage {
    /// Adds the files that this page itself names.
    fn name_files(&self, path: &OutPath, built: &Built, found: &mut BTreeSet<OutPath>) {
        for part in self.around.iter() {
            found.append(&mut named_in(part, path, built));
        }
        let slots = (0..self.deck.deck.slides.len()).map(|index| self.slots_of(index));
        for html in slots.collect::<BTreeSet<&str>>() {
            found.append(&mut named_in(html, path, built));
        }
        for (index, slide) in self.deck.deck.slides.iter().enumerate() {
            let links = self.links_of(index);
            let notes = match self.notes {
                SpeakerNotes::Shown => slide.rendered.notes_files.as_slice(),
                SpeakerNotes::LeftOut => &[],
            };
            let urls = slide.files().chain(notes.iter().map(|file| file.url.as_str()));
            for url in urls {
                let address = links.get(url).map_or(url, String::as_str);
                found.extend(resolved(address, path).filter(|file| may_be_needed(file, built)));
            }
        }
    }
}

/// The files that a text names in quotes, brackets or between spaces, relative to its location.
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

/// The file that an address on a page refers to.
fn resolved(address: &str, page: &OutPath) -> Option<OutPath> {
    let folder = page.folder();
    let address = address.trim().replace("&amp;", "&");
    let file = ProjectPath::resolve(folder, &local_path(&address)?)?;
    OutPath::new(file.as_str())
}

/// The file for an address from the root of the host, where the site is while it is served.
fn from_top(address: &str) -> Option<OutPath> {
    let address = address.trim().strip_prefix('/')?;
    OutPath::new(&local_path(address)?)
}

/// Whether a page needs a file that it refers to: an author's file, or a style sheet or script.
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
