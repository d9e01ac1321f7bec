//! Names that change with the content of a file.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// Ten hexadecimal digits of a content's hash.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish128().h1)[..10].to_owned()
}
