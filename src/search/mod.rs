//! The index of the search over the whole site: from documents to the files that a page loads.
//!
//! ```text
//! documents ─► words of each ─► dictionary ─► shards of words   (which documents have a word)
//!          └──────────────────► texts ──────► shards of texts   (what results show)
//!                                      └────► the entry         (which shard has what)
//! ```
//!
//! All files are scripts that call one function with one value: no page may fetch anything when it
//! was opened as a file, but it may load scripts. `web/scripts/search/` reads what is written here.
//! Nothing here knows what a site is, and nothing that is not in a document can be found.
//!
//! **Invariant:** the files depend on the documents alone, and their names on their content.

mod characters;
mod coding;
mod dictionary;
mod texts;
mod words;

use serde::Serialize;

use self::coding::BitWriter;
use self::dictionary::Dictionary;
use crate::routes::fingerprint;
use crate::source::is_control;

/// The kinds of documents, in the order in which an index has them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DocumentKind {
    /// A deck as a whole.
    Deck,
    /// A chapter with pages of its own.
    Chapter,
    /// An event.
    Event,
    /// A speaker.
    Person,
    /// A slide, whichever decks show it.
    Slide,
}

/// How many kinds of documents there are.
const N_KINDS: usize = 5;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchDocument {
    pub(crate) kind: DocumentKind,
    pub(crate) title: String,
    /// The rest of its text, without the title.
    pub(crate) text: String,
    /// Where it is.
    pub(crate) target: DocumentTarget,
    /// Whether it has something to do for the audience.
    pub(crate) is_lab: bool,
}

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DocumentTarget {
    /// A page, by its path from the top of the site, and a line about it.
    Page(String, String),
    /// A slide of one or more decks.
    Slides(Vec<SlidePlace>),
}

/// A slide in a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SlidePlace {
    /// The index of the deck in the index.
    pub(crate) deck: usize,
    pub(crate) number: u32,
    /// Its `id` there.
    pub(crate) id: String,
}

/// A deck whose slides are in an index: its title, its address, and the folder of its thumbnails, if it has any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SearchedDeck(
    pub(crate) String,
    pub(crate) String,
    #[serde(skip_serializing_if = "Option::is_none")] pub(crate) Option<String>,
);

/// The files of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchIndex {
    /// The script that names all others.
    pub(crate) entry: String,
    /// All others: what they hold, the fingerprint, the text.
    pub(crate) shards: Vec<(ShardKind, String, String)>,
}

/// What a shard holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ShardKind {
    Words,
    Texts,
}

impl ShardKind {
    /// The beginning of its file's name.
    pub(crate) fn stem(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Texts => "texts",
        }
    }
}

/// The entry, as `web/scripts/search/index_files.js` reads it.
#[derive(Serialize)]
struct SearchEntry<'a> {
    /// How many documents there are of each kind.
    kinds: [usize; N_KINDS],
    /// The documents with something to do, as [`BitWriter`] writes lists.
    labs: String,
    /// The code of characters: those whose codes have one bit, two bits, and so on.
    code: &'a [String],
    /// The first word of each shard of words, and the fingerprints of these, one after the other.
    first_words: Vec<&'a str>,
    words: String,
    /// How many documents are in each shard of texts, and the fingerprints of these.
    n_texts: String,
    texts: String,
    decks: &'a [SearchedDeck],
    /// The words of the search in the language of the site, by name.
    ui: &'a serde_json::Map<String, serde_json::Value>,
}

impl SearchIndex {
    /// The index of these documents, which are sorted by their kinds. `ui` are the words of the search
    /// in the language of the site.
    pub(crate) fn of(
        documents: &[SearchDocument],
        decks: &[SearchedDeck],
        ui: &serde_json::Map<String, serde_json::Value>,
    ) -> Self {
        let dictionary = Dictionary::of(documents);
        let code = dictionary.code();
        let (words, texts) = rayon::join(|| dictionary.shards(&code), || texts::shards(documents));
        let mut kinds = [0; N_KINDS];
        for document in documents {
            kinds[document.kind as usize] += 1;
        }
        let labs = documents.iter().zip(0..).filter(|(document, _)| document.is_lab);
        let mut bits = BitWriter::default();
        bits.list(&labs.map(|(_, index)| index).collect::<Vec<u32>>(), documents.len());
        let named = |kind, text: String| (kind, fingerprint(text.as_bytes()), text);
        let mut n_texts = BitWriter::default();
        for shard in &texts {
            n_texts.number(crate::span::offset(shard.n_documents));
        }
        let first_words = words.iter().map(|shard| shard.first).collect();
        let words = words.iter().map(|shard| named(ShardKind::Words, script(&shard.data)));
        let texts = texts.into_iter().map(|shard| named(ShardKind::Texts, called(&shard.data)));
        let shards: Vec<_> = words.chain(texts).collect();
        let names = |kind| -> String {
            let own = shards.iter().filter(|(other, ..)| *other == kind);
            own.map(|(_, name, _)| name.as_str()).collect()
        };
        let entry = SearchEntry {
            kinds,
            labs: bits.finish(),
            code: &code.by_length,
            first_words,
            words: names(ShardKind::Words),
            n_texts: n_texts.finish(),
            texts: names(ShardKind::Texts),
            decks,
            ui,
        };
        Self { entry: script(&entry), shards }
    }
}

/// A script that hands over a value.
fn script(value: &impl Serialize) -> String {
    // Texts, numbers and lists of them can always be written.
    called(&serde_json::to_string(value).unwrap_or_default())
}

/// A script that hands over a value in JSON, without the control characters of titles.
fn called(json: &str) -> String {
    format!("deckyardSearch({})\n", json.replace(is_control, ""))
}

#[cfg(test)]
mod tests;
