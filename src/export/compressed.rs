//! Content that is compressed once, however many archives contain it.

use std::collections::BTreeMap;
use std::hash::Hasher as _;
use std::sync::{Arc, Mutex, PoisonError};

use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// The compression level: beyond it, pages hardly get smaller, and take much longer.
const EFFORT: u8 = 4;

/// Content in the form in which archives contain it.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    /// Its check sum.
    pub(super) crc: u32,
    /// Its length, unpacked.
    pub(super) length: u64,
    /// How it is packed.
    pub(super) data: PackedData,
}

/// The data of packed content.
#[derive(Clone, Debug)]
pub(super) enum PackedData {
    /// Unchanged: it is compressed already, or would not become smaller.
    Stored(Vec<u8>),
    /// Compressed with `deflate`.
    Deflated(Arc<[u8]>),
}

impl PackedData {
    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Stored(bytes) => bytes,
            Self::Deflated(bytes) => bytes,
        }
    }
}

/// The build that asked for content last, and the content compressed; `None` if it would not become
/// smaller.
type LastUse = (u64, Option<Arc<[u8]>>);

/// Compressed content by its hash: for all archives of a build, and for those of the next one.
#[derive(Debug, Default)]
pub struct Compressions {
    known: Mutex<BTreeMap<u128, LastUse>>,
    /// Counts the builds, so that content that none of them requested can be dropped.
    round: Mutex<u64>,
}

impl Compressions {
    /// Content in the form in which archives contain it.
    pub(super) fn packed(&self, bytes: Vec<u8>, is_compressed: bool) -> Packed {
        let crc = crc32fast::hash(&bytes);
        let length = bytes.len() as u64;
        let deflated = if is_compressed { None } else { self.deflated(&bytes) };
        let data = match deflated {
            Some(deflated) => PackedData::Deflated(deflated),
            None => PackedData::Stored(bytes),
        };
        Packed { crc, length, data }
    }

    /// Compressed bytes, if that makes them smaller.
    fn deflated(&self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        let key = hasher.finish128().as_u128();
        let round = *self.round.lock().unwrap_or_else(PoisonError::into_inner);
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((last, deflated)) = known().get_mut(&key) {
            *last = round;
            return deflated.clone();
        }
        // Two threads may do the same work, with the same result.
        let deflated = miniz_oxide::deflate::compress_to_vec(bytes, EFFORT);
        let deflated = (deflated.len() < bytes.len()).then(|| Arc::from(deflated));
        known().insert(key, (round, deflated.clone()));
        deflated
    }

    /// Begins another build: content that was not requested since the last call is dropped.
    pub fn begin(&self) {
        let mut round = self.round.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (last, _)| *last == *round);
        *round += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Compressions, PackedData};

    #[test]
    fn content_is_compressed_once_and_kept_as_long_as_it_is_asked_for() {
        let all = Compressions::default();
        let text = vec![b'a'; 1000];
        let data = |text: &[u8]| match all.packed(text.to_vec(), false).data {
            PackedData::Deflated(bytes) => bytes,
            PackedData::Stored(_) => panic!("it gets smaller"),
        };
        let first = data(&text);
        assert!(std::sync::Arc::ptr_eq(&first, &data(&text)));
        all.begin();
        assert!(std::sync::Arc::ptr_eq(&first, &data(&text)));
        all.begin();
        all.begin();
        assert!(!std::sync::Arc::ptr_eq(&first, &data(&text)));
        let unpacked = miniz_oxide::inflate::decompress_to_vec(&first).expect("deflate");
        assert_eq!(unpacked, text);
    }

    #[test]
    fn what_gets_no_smaller_is_stored() {
        let all = Compressions::default();
        for (bytes, is_compressed) in
            [(vec![1, 2, 3], false), (vec![7; 1000], true), (vec![], false)]
        {
            let packed = all.packed(bytes.clone(), is_compressed);
            assert_eq!(packed.data.bytes(), bytes);
            assert_eq!(packed.length, bytes.len() as u64);
        }
    }
}
