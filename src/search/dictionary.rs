//! All words of an index, with the documents that have them, in shards.
//!
//! A shard is two texts: its words in order, each as the number of characters that it shares with
//! the word before it (as a capital letter, which no folded word has) and the others; and for each
//! word the list of its documents, and of those among them that have it in their titles.

use foldhash::{HashMap, HashMapExt as _};

use super::coding::BitWriter;
use super::words::WordPlace;

/// How many characters a shard holds before the next one begins. A word that is being typed often
/// needs two shards or three, and a phone is to load less than 100 KB for all of a query.
const SHARD: usize = 9 << 10;

/// The documents that have a word.
#[derive(Debug, Default)]
struct Postings {
    documents: Vec<u32>,
    /// Those with the word in their titles, by their places in this list.
    titles: Vec<u32>,
}

/// All words, in order.
#[derive(Debug)]
pub(super) struct Dictionary<'a> {
    words: Vec<(&'a str, Postings)>,
    n_documents: usize,
}

/// A part of the dictionary.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WordShard<'a> {
    pub(super) first: &'a str,
    /// The words, and their documents.
    pub(super) data: (String, String),
}

impl<'a> Dictionary<'a> {
    /// The dictionary of documents with these words.
    pub(super) fn of(documents: &'a [Vec<(Box<str>, WordPlace)>]) -> Self {
        let mut found: HashMap<&str, Postings> = HashMap::new();
        for (words, document) in documents.iter().zip(0..) {
            for (word, place) in words {
                let Postings { documents, titles } = found.entry(word).or_default();
                if *place == WordPlace::Title {
                    titles.push(crate::span::offset(documents.len()));
                }
                documents.push(document);
            }
        }
        let mut words: Vec<_> = found.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        Self { words, n_documents: documents.len() }
    }

    /// The shards, in the order of their words.
    pub(super) fn shards(&self) -> Vec<WordShard<'a>> {
        let mut shards = Vec::new();
        let mut words = self.words.iter().peekable();
        while let Some((first, _)) = words.peek() {
            let (mut text, mut bits, mut last) = (String::new(), BitWriter::default(), "");
            while text.len() + bits.len() < SHARD
                && let Some((word, Postings { documents, titles })) = words.next()
            {
                let shared = shared_characters(last, word);
                text.push(char::from(b'A' + u8::try_from(shared).unwrap_or_default()));
                text.extend(word.chars().skip(shared));
                bits.some(documents, self.n_documents);
                bits.list(titles, documents.len());
                last = word;
            }
            shards.push(WordShard { first, data: (text, bits.finish()) });
        }
        shards
    }
}

/// How many characters two words share at their beginnings.
fn shared_characters(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}
