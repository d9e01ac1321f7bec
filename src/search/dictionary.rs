//! All words of an index, with the documents that have them, in shards.
//!
//! A shard is two texts: its words in order, each as the number of characters
//! that it shares with the word before it (as a capital letter, which no folded word has) and the others, in
//! the code of the whole index; and for each word the list of its documents, and of those among them that have
//! it in their titles.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::SearchDocument;
use super::characters::CharacterCode;
use super::coding::BitWriter;
use super::words::each_word;

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

impl Postings {
    /// Whether the newest document is another one.
    fn lacks(&self, document: u32) -> bool {
        self.documents.last() != Some(&document)
    }
}

/// All words, in order.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: Vec<(Box<str>, Postings)>,
    n_documents: usize,
}

/// A part of the dictionary.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WordShard<'a> {
    pub(super) first: &'a str,
    /// The words, and their documents.
    pub(super) data: (String, String),
}

impl Dictionary {
    /// The words of these documents.
    pub(super) fn of(documents: &[SearchDocument]) -> Self {
        let mut found = FoundWords::default();
        for (document, index) in documents.iter().zip(0..) {
            each_word(&document.title, |word| found.add_title(word, index));
            each_word(&document.text, |word| found.add(word, index));
        }
        let mut words = found.words;
        words.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self { words, n_documents: documents.len() }
    }

    /// The code in which shards have the words.
    pub(super) fn code(&self) -> CharacterCode {
        let (mut counts, mut last) = (BTreeMap::new(), "");
        for (word, _) in &self.words {
            for c in front_coded(last, word) {
                *counts.entry(c).or_default() += 1;
            }
            last = word;
        }
        CharacterCode::of(&counts)
    }

    /// The shards, in the order of their words.
    pub(super) fn shards(&self, code: &CharacterCode) -> Vec<WordShard<'_>> {
        let mut shards = Vec::new();
        let mut words = self.words.iter().peekable();
        while let Some((first, _)) = words.peek() {
            let (mut text, mut bits) = (BitWriter::default(), BitWriter::default());
            let mut last = "";
            while text.len() + bits.len() < SHARD
                && let Some((word, Postings { documents, titles })) = words.next()
            {
                for c in front_coded(last, word) {
                    code.write(c, &mut text);
                }
                bits.some(documents, self.n_documents);
                bits.list(titles, documents.len());
                last = word;
            }
            code.end(&mut text);
            shards.push(WordShard { first, data: (text.finish(), bits.finish()) });
        }
        shards
    }
}

/// Words while they are collected, document by document.
#[derive(Default)]
struct FoundWords {
    words: Vec<(Box<str>, Postings)>,
    /// Where each word is among them. Never iterated.
    places: HashMap<Box<str>, usize>,
}

impl FoundWords {
    fn of(&mut self, word: &str) -> Option<&mut Postings> {
        let place = if let Some(place) = self.places.get(word) {
            *place
        } else {
            self.places.insert(word.into(), self.words.len());
            self.words.push((word.into(), Postings::default()));
            self.words.len() - 1
        };
        self.words.get_mut(place).map(|(_, postings)| postings)
    }

    fn add(&mut self, word: &str, document: u32) {
        let postings = self.of(word);
        if let Some(Postings { documents, .. }) = postings.filter(|known| known.lacks(document)) {
            documents.push(document);
        }
    }

    fn add_title(&mut self, word: &str, document: u32) {
        let postings = self.of(word);
        if let Some(known) = postings.filter(|known| known.lacks(document)) {
            known.titles.push(crate::span::offset(known.documents.len()));
            known.documents.push(document);
        }
    }
}

/// A word after another one: how many characters they share, as a capital letter, and the others.
fn front_coded<'w>(last: &str, word: &'w str) -> impl Iterator<Item = char> + use<'w> {
    let shared = shared_characters(last, word);
    let letter = char::from(b'A' + u8::try_from(shared).unwrap_or_default());
    std::iter::once(letter).chain(word.chars().skip(shared))
}

/// How many characters two words share at their beginnings.
fn shared_characters(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}
