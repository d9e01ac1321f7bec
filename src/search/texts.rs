//! What results show, in shards of a few documents each.

use serde_json::{Value, json};

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
        let item = item(document).to_string();
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
fn item(document: &SearchDocument) -> Value {
    let (title, text) = (&document.title, shown(&document.text));
    match &document.target {
        DocumentTarget::Page(path, about) => json!([title, text, path, about]),
        DocumentTarget::Slides(places) => {
            let usual = places.first().map_or("", |place| &place.id);
            let mut values = Vec::with_capacity(2 * places.len());
            for SlidePlace { deck, number, id } in places {
                values.extend([json!(deck), json!(number)]);
                values.extend((id != usual).then(|| json!(id)));
            }
            json!([title, text, usual, values])
        }
    }
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
