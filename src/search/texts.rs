//! What results show, in shards of a few documents each.

use std::fmt::Write as _;

use super::{DocumentTarget, SearchDocument, SlidePlace};

/// How many bytes a shard holds before the next one begins: ten results may be in ten shards.
const SHARD: usize = 4 << 10;

/// How many bytes of a text a result can show something of.
const MOST_TEXT: usize = 6 << 10;

/// Texts of some documents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TextShard {
    pub(super) n_documents: usize,
    /// In JSON.
    pub(super) data: String,
}

/// The shards, in the order of the documents.
pub(super) fn shards(documents: &[SearchDocument]) -> Vec<TextShard> {
    let mut shards: Vec<TextShard> = Vec::new();
    for document in documents {
        let item = item(document);
        match shards.last_mut() {
            Some(shard) if shard.data.len() + item.len() < SHARD => {
                shard.data.push(',');
                shard.data.push_str(&item);
                shard.n_documents += 1;
            }
            _ => shards.push(TextShard { n_documents: 1, data: format!("[{item}") }),
        }
    }
    for shard in &mut shards {
        shard.data.push(']');
    }
    shards
}

/// A document: title, text, and for a page its path and a line about it; for a slide its `id`, and
/// for each deck the deck, the number, and the `id` if that is another one there.
fn item(document: &SearchDocument) -> String {
    let (title, text) = (json(&document.title), json(&shown(&document.text)));
    let mut out = format!("[{title},{text},");
    match &document.target {
        DocumentTarget::Page(path, about) => {
            out.push_str(&json(path));
            out.push(',');
            out.push_str(&json(about));
        }
        DocumentTarget::Slides(places) => {
            let usual = places.first().map_or("", |place| &place.id);
            out.push_str(&json(usual));
            let mut before = ",[";
            for SlidePlace { deck, number, id } in places {
                // Writing to a String cannot fail.
                let _ = write!(out, "{before}{deck},{number}");
                if id != usual {
                    out.push(',');
                    out.push_str(&json(id));
                }
                before = ",";
            }
            out.push_str(if places.is_empty() { ",[]" } else { "]" });
        }
    }
    out.push(']');
    out
}

/// A text in JSON; every text can be written.
fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A text with single blanks and line ends, up to the length that is kept.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(MOST_TEXT));
    let lines = text.lines().flat_map(|line| {
        line.split_whitespace()
            .enumerate()
            .map(|(at, word)| (if at == 0 { '\n' } else { ' ' }, word))
    });
    for (gap, word) in lines {
        if out.len() + word.len() > MOST_TEXT {
            break;
        }
        if !out.is_empty() {
            out.push(gap);
        }
        out.push_str(word);
    }
    out
}
