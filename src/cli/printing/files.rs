//! The files that may be part of a PDF, as answers to the requests of its page.

use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::export::{FileReader, Parcel};
use crate::io::chromium::FileAnswer;
use crate::path::OutPath;

/// A file of a deck by its path; nothing else of the site or the machine is read.
pub(super) fn answer(parcel: &Parcel, files: &dyn FileReader, path: &str) -> Option<FileAnswer> {
    let bytes = parcel.published(&OutPath::new(path)?, files)?;
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if kind.type_() == mime_guess::mime::TEXT { "; charset=utf-8" } else { "" };
    Some(FileAnswer { kind: format!("{kind}{charset}"), bytes })
}

/// A hash of everything that is printed, and of everything else that affects the result.
pub(super) fn digest(parcel: &Parcel, files: &dyn FileReader, more: &[&str]) -> u128 {
    let mut hasher = SipHasher13::new();
    let mut add = |bytes: &[u8]| {
        hasher.write(&(bytes.len() as u64).to_le_bytes());
        hasher.write(bytes);
    };
    for text in more {
        add(text.as_bytes());
    }
    for path in parcel.paths() {
        add(path.as_str().as_bytes());
        add(&parcel.published(path, files).unwrap_or_default());
    }
    hasher.finish128().as_u128()
}
