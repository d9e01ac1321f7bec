//! The content of the index, read back as `web/scripts/search/` reads it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::characters::RARE;
use super::words::each_word;
use super::{
    DocumentKind, DocumentTarget, SearchDocument, SearchIndex, SearchedDeck, ShardKind, SlidePlace,
};

/// The largest file of an index: a shard, and what the document that fills it may add.
const MOST_OF_A_SHARD: usize = 16 << 10;

fn words_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, |word| found.push(word.to_owned()));
    found
}

/// Text with `\u0301` as that character.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = u32::from_str_radix(&part[..4], 16).unwrap();
        out.extend(char::from_u32(code));
        out.push_str(&part[4..]);
    }
    out
}

#[test]
fn words_are_folded_and_cut_as_the_script_expects() {
    for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once(" |").unwrap();
        let expected: Vec<String> = expected.split_whitespace().map(str::to_owned).collect();
        assert_eq!(words_in(&unescaped(text)), expected, "{text}");
    }
}

/// The data that a file of an index passes on.
fn value_in(file: &str) -> Value {
    let json = file.strip_prefix("deckyardSearch(").unwrap().strip_suffix(")\n").unwrap();
    serde_json::from_str(json).unwrap()
}

/// Reads bits from pairs of characters.
struct Bits<'a> {
    codes: std::slice::Iter<'a, u8>,
    pending: u32,
    left: u32,
}

impl Bits<'_> {
    fn bit(&mut self) -> u32 {
        if self.left == 0 {
            let mut digit = || {
                let code = u32::from(*self.codes.next().unwrap());
                if code > 92 { code - 36 } else { code - 35 }
            };
            self.pending = digit() * 91 + digit();
            self.left = 13;
        }
        self.left -= 1;
        (self.pending >> self.left) & 1
    }

    fn bits(&mut self, count: u32) -> u32 {
        (0..count).fold(0, |value, _| (value << 1) | self.bit())
    }

    /// A text in a code.
    fn text(mut self, code: &Value) -> String {
        let code = code.as_array().unwrap().iter();
        let code: Vec<Vec<char>> =
            code.map(|all| all.as_str().unwrap().chars().collect()).collect();
        let mut out = String::new();
        loop {
            let (mut value, mut first) = (0, 0);
            let mut found = None;
            for same in &code {
                value = (value << 1) | self.bit() as usize;
                found = value.checked_sub(first).and_then(|at| same.get(at)).copied();
                if found.is_some() {
                    break;
                }
                first = (first + same.len()) << 1;
            }
            match found.unwrap() {
                RARE => match self.bits(21) {
                    0 => return out,
                    rare => out.extend(char::from_u32(rare)),
                },
                found => out.push(found),
            }
        }
    }

    /// A list with at least this many numbers.
    fn list(&mut self, end: u32, least: u32) -> Vec<u32> {
        let mut length = 0;
        while self.bit() == 0 {
            length += 1;
        }
        let n = ((1 << length) | self.bits(length)) - 1 + least;
        let mut out = Vec::new();
        if n > 0 {
            self.within(&mut out, n, 0, end - 1);
        }
        out
    }

    fn within(&mut self, out: &mut Vec<u32>, n: u32, low: u32, high: u32) {
        if n == 0 {
            return;
        }
        if high - low + 1 == n {
            out.extend(low..=high);
            return;
        }
        let (middle, least) = (n / 2, low + n / 2);
        let count = high - (n - 1 - middle) - least + 1;
        let number = least + if count == 1 { 0 } else { self.below(count) };
        if middle > 0 {
            self.within(out, middle, low, number - 1);
        }
        out.push(number);
        if n - 1 - middle > 0 {
            self.within(out, n - 1 - middle, number + 1, high);
        }
    }

    fn below(&mut self, count: u32) -> u32 {
        let length = (count - 1).ilog2() + 1;
        let short = (1 << length) - count;
        let value = self.bits(length - 1);
        let value = if value < short { value } else { ((value << 1) | self.bit()) - short };
        (value + (count - short) / 2) % count
    }
}

/// An index, read back: the documents of each word and those with it in their titles, and the items.
struct ReadIndex {
    words: BTreeMap<String, (Vec<u32>, BTreeSet<u32>)>,
    items: Vec<Value>,
}

fn read(index: &SearchIndex) -> ReadIndex {
    let entry = value_in(&index.entry);
    let n: u64 = entry["kinds"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum();
    let n = u32::try_from(n).unwrap();
    let shards = |kind: ShardKind, names: &str| -> Vec<Value> {
        let fingerprints = entry[names].as_str().unwrap().as_bytes().chunks(10);
        let find = |name: &[u8]| {
            let mut found = index.shards.iter();
            found.find(|(other, own, _)| *other == kind && own.as_bytes() == name).unwrap()
        };
        fingerprints.map(|name| value_in(&find(name).2)).collect()
    };
    let mut words = BTreeMap::new();
    let firsts = entry["first_words"].as_array().unwrap();
    for (shard, first) in shards(ShardKind::Words, "words").iter().zip(firsts) {
        let bits_of = |at: usize| {
            let codes = shard[at].as_str().unwrap().as_bytes().iter();
            Bits { codes, pending: 0, left: 0 }
        };
        let (text, mut bits) = (bits_of(0).text(&entry["code"]), bits_of(1));
        let starts = text.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at);
        let starts: Vec<usize> = starts.chain([text.len()]).collect();
        let mut last = String::new();
        for (at, piece) in starts.windows(2).enumerate() {
            let piece = &text[piece[0]..piece[1]];
            let shared = usize::from(piece.as_bytes()[0] - b'A');
            last = last.chars().take(shared).collect::<String>() + &piece[1..];
            assert!(at > 0 || last == first.as_str().unwrap());
            let documents = bits.list(n, 1);
            let titles = bits.list(u32::try_from(documents.len()).unwrap(), 0);
            let titles = titles.into_iter().map(|at| documents[at as usize]).collect();
            assert!(words.insert(last.clone(), (documents, titles)).is_none(), "{last} twice");
        }
    }
    let items = shards(ShardKind::Texts, "texts");
    let items = items.iter().flat_map(|shard| shard.as_array().unwrap().clone()).collect();
    ReadIndex { words, items }
}

fn slide(title: &str, text: &str) -> SearchDocument {
    let place = SlidePlace { deck: 0, number: 1, id: "a".to_owned() };
    SearchDocument {
        kind: DocumentKind::Slide,
        title: title.to_owned(),
        text: text.to_owned(),
        target: DocumentTarget::Slides(vec![place]),
        is_lab: false,
    }
}

fn index(documents: &[SearchDocument]) -> SearchIndex {
    let decks = [SearchedDeck("A deck".to_owned(), "a.html".to_owned(), None)];
    SearchIndex::of(documents, &decks, &Map::new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_word_is_found_in_its_documents_and_in_no_other(
        texts in prop::collection::vec(("[a-e é東京]{0,6}", "[a-zß東京都컨테이 .-]{0,40}"), 0..40)
    ) {
        let documents: Vec<_> = texts.iter().map(|(title, text)| slide(title, text)).collect();
        let found = read(&index(&documents));
        prop_assert_eq!(found.items.len(), documents.len());
        let mut expected: BTreeMap<String, (Vec<u32>, BTreeSet<u32>)> = BTreeMap::new();
        for ((title, text), document) in texts.iter().zip(0..) {
            let in_title: BTreeSet<String> = words_in(title).into_iter().collect();
            let all: BTreeSet<String> = words_in(text).into_iter().chain(in_title.clone()).collect();
            for word in all {
                let (documents, titles) = expected.entry(word.clone()).or_default();
                documents.push(document);
                titles.extend(in_title.contains(&word).then_some(document));
            }
        }
        prop_assert_eq!(found.words, expected);
    }
}

#[test]
fn large_indexes_are_cut_into_small_files() {
    let words = |at: usize| -> String {
        let word = |n: usize| format!("w{}", (at * 31 + n * n) % 2000);
        (0..60).map(word).collect::<Vec<_>>().join(" ")
    };
    let documents: Vec<_> = (0..3000).map(|at| slide(&format!("Slide {at}"), &words(at))).collect();
    let found = index(&documents);
    let largest = found.shards.iter().map(|(_, _, text)| text.len()).max().unwrap();
    assert!(largest <= MOST_OF_A_SHARD, "{largest} bytes in a file");
    let text: usize = documents.iter().map(|slide| slide.title.len() + slide.text.len()).sum();
    let words = found.shards.iter().filter(|(kind, ..)| *kind == ShardKind::Words);
    let words: usize = words.map(|(_, _, text)| text.len()).sum();
    assert!(words < text / 5, "{words} bytes for the words of {text}");
    assert!(found.entry.len() < text / 50, "{} bytes of the entry", found.entry.len());
    assert_eq!(found, index(&documents));
}

#[test]
fn a_text_that_is_too_long_to_show_is_found_all_the_same() {
    let text = format!("{}needle", "hay ".repeat(20_000));
    let found = read(&index(&[slide("Long", &text)]));
    assert_eq!(found.words["needle"].0, [0]);
    let shown = found.items[0][1].as_str().unwrap();
    assert!(shown.len() <= 6 << 10 && shown.ends_with("hay"));
}

#[test]
fn an_index_of_nothing_is_one() {
    let found = read(&index(&[]));
    assert!(found.words.is_empty() && found.items.is_empty());
}

#[test]
fn places_of_slides_share_their_ids() {
    let place = |deck, number, id: &str| SlidePlace { deck, number, id: id.to_owned() };
    let target = DocumentTarget::Slides(vec![place(0, 3, "a"), place(1, 7, "b"), place(2, 9, "a")]);
    let found = read(&index(&[SearchDocument { target, ..slide("T", "x\n  y") }]));
    assert_eq!(found.items[0], serde_json::json!(["T", "x\ny", "a", [0, 3, 1, 7, "b", 2, 9]]));
}
