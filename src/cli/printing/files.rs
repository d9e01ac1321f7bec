//! The built site as answers to what a page requests.

use crate::io::chromium::Answer;
use crate::io::write::{Content, Tree};

/// A file of the output by its path; nothing else of the machine is read.
pub(super) fn answer(tree: &Tree, path: &str) -> Option<Answer> {
    let bytes = match tree.get(path)? {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::File(file) => file.open().ok()?.read().ok()?,
        Content::LazyContent(lazy) => lazy.bytes(),
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if kind.type_() == mime_guess::mime::TEXT { "; charset=utf-8" } else { "" };
    Some(Answer { kind: format!("{kind}{charset}"), bytes })
}
