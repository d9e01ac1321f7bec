//! Entity tags: whether a browser has a current copy.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use hyper::header::{HeaderMap, HeaderName};
use siphasher::sip128::SipHasher13;

/// The strong entity tag of some bytes, with quotes.
pub fn etag(bytes: &[u8]) -> String {
    format!("\"{:032x}\"", SipHasher13::new().hash(bytes).as_u128())
}

/// The entity tag of a file, with quotes: it changes with the size, the time, and whatever else
/// distinguishes its states.
pub(super) fn of_file(file: &Metadata) -> String {
    let modified = file.modified().ok();
    let time = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("\"{:x}-{:x}{}\"", file.len(), time.as_nanos(), state(file))
}

/// A file's modification time can be set, as `cp -p` does. The time of its last status change
/// cannot.
#[cfg(unix)]
fn state(file: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("-{:x}-{:x}-{:x}", file.ino(), file.ctime(), file.ctime_nsec())
}

#[cfg(not(unix))]
fn state(_: &Metadata) -> String {
    String::new()
}

/// Whether a list of entity tags in a header, such as `If-None-Match`, names this one. Weak tags
/// count like strong ones.
pub(super) fn names(headers: &HeaderMap, header: &HeaderName, etag: &str) -> bool {
    headers.get_all(header).iter().filter_map(|list| list.to_str().ok()).any(|list| {
        // A tag with a comma is not found, and the page is sent again unnecessarily. Tags made here
        // contain none.
        list.split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    })
}
