//! Finds equal objects, so that pictures and parts of fonts are in a file once.

use std::collections::HashMap;
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::object::Object;

/// How often objects are compared again because the objects that they refer to turned out to be
/// equal: a page's font has a descendant with a description with a file, and a form may show
/// another one.
const ROUNDS: usize = 12;

/// Replaces references to an object by those to the first one that is the same.
pub(super) fn share(objects: &mut [Object]) {
    let hashes: Vec<Option<u128>> = objects.iter().map(content).collect();
    let mut first: Vec<usize> = (0..objects.len()).collect();
    for _ in 0..ROUNDS {
        let mut known: HashMap<u128, usize> = HashMap::new();
        let mut is_changed = false;
        for (at, object) in objects.iter().enumerate() {
            let Some(hash) = hashes[at].filter(|_| first[at] == at) else { continue };
            let key = digest(object, hash);
            let earlier = *known.entry(key).or_insert(at);
            is_changed |= earlier != at;
            first[at] = earlier;
        }
        if !is_changed {
            return;
        }
        for object in objects.iter_mut() {
            object.for_each_ref(&mut |number| {
                *number = first.get(*number).copied().unwrap_or(*number);
            });
        }
    }
}

/// A hash of the bytes of a stream, or 0; `None` for objects with an identity: two pages, pieces of
/// structure or links with the same content remain two.
fn content(object: &Object) -> Option<u128> {
    let dict = object.as_dict()?;
    let has_identity = ["Page", "Pages", "StructElem", "StructTreeRoot", "Annot", "Catalog"];
    if has_identity.iter().any(|kind| dict.is(kind))
        || dict.get("S").is_some() && dict.get("P").is_some()
    {
        return None;
    }
    let Object::Stream(_, bytes) = object else { return Some(0) };
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    Some(hasher.finish128().as_u128())
}

/// A hash of the dictionary, and of what is known about the bytes.
fn digest(object: &Object, bytes: u128) -> u128 {
    let mut text = Vec::new();
    if let Some(dict) = object.as_dict() {
        Object::Dict(dict.clone()).write(&mut text);
    }
    let mut hasher = SipHasher13::new();
    hasher.write(&text);
    hasher.write(&bytes.to_be_bytes());
    hasher.write_u8(u8::from(matches!(object, Object::Stream(..))));
    hasher.finish128().as_u128()
}
