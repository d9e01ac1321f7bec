//! Writes a PDF: objects in the order in which they are reached from the catalog, small ones packed
//! into compressed streams, and no date: equal objects give equal bytes.

use std::hash::Hasher as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::object::{Dict, Object};

/// How many objects are packed into a stream; readers unpack all of it to see one.
const PACKED: usize = 200;

/// Writes the objects that are reachable from the catalog and from the description of the file.
pub(super) fn write(objects: &[Object], root: usize, info: usize) -> Vec<u8> {
    let (order, numbers) = reached(objects, [root, info]);
    let renumbered = |at: usize| {
        let mut object = objects.get(at).cloned().unwrap_or_else(null);
        object.for_each_ref(&mut |number| *number = numbers.get(*number).copied().unwrap_or(0));
        object
    };
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = vec![ObjectPlace::Free; order.len() + 1];
    let mut packs = Vec::new();
    let mut pack = Pack::default();
    for (index, &at) in order.iter().enumerate() {
        let number = index + 1;
        let object = renumbered(at);
        if matches!(object, Object::Stream(..)) {
            places[number] = ObjectPlace::At(out.len());
            put(&mut out, number, &object);
            continue;
        }
        pack.add(number, &object);
        if pack.numbers.len() == PACKED {
            packs.push(std::mem::take(&mut pack));
        }
    }
    if !pack.numbers.is_empty() {
        packs.push(pack);
    }
    for pack in packs {
        let number = places.len();
        for (index, &packed) in pack.numbers.iter().enumerate() {
            places[packed] = ObjectPlace::In(number, index);
        }
        places.push(ObjectPlace::At(out.len()));
        put(&mut out, number, &pack.stream());
    }
    finish(out, places, numbers.get(info).copied().unwrap_or(0))
}

fn null() -> Object {
    Object::Plain(b"null".to_vec())
}

/// The reachable objects, in order, and the number of each.
fn reached(objects: &[Object], roots: [usize; 2]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = vec![0; objects.len()];
    let mut order = Vec::new();
    let mut open: Vec<usize> = roots.into_iter().rev().collect();
    while let Some(at) = open.pop() {
        let Some(object) = objects.get(at) else { continue };
        if numbers[at] != 0 {
            continue;
        }
        order.push(at);
        numbers[at] = order.len();
        let mut refs = object.refs();
        refs.reverse();
        open.extend(refs);
    }
    (order, numbers)
}

/// Where an object is.
#[derive(Clone, Copy)]
enum ObjectPlace {
    Free,
    /// At a byte of the file.
    At(usize),
    /// In a stream of objects, at this index.
    In(usize, usize),
}

/// Objects in one stream.
#[derive(Default)]
struct Pack {
    numbers: Vec<usize>,
    index: Vec<u8>,
    bytes: Vec<u8>,
}

impl Pack {
    fn add(&mut self, number: usize, object: &Object) {
        self.numbers.push(number);
        self.index.extend_from_slice(format!("{number} {} ", self.bytes.len()).as_bytes());
        object.write(&mut self.bytes);
        self.bytes.push(b'\n');
    }

    fn stream(self) -> Object {
        let mut dict = Dict::default();
        dict.set("Type", Object::name("ObjStm"));
        dict.set("N", self.numbers.len());
        dict.set("First", self.index.len());
        compressed(dict, &[self.index, self.bytes].concat())
    }
}

/// A compressed stream.
fn compressed(mut dict: Dict, bytes: &[u8]) -> Object {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail; bytes that are not compressed would be right, too.
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    match packed {
        Ok(packed) => {
            dict.set("Filter", Object::name("FlateDecode"));
            Object::Stream(dict, packed.into())
        }
        Err(_) => Object::Stream(dict, bytes.into()),
    }
}

fn put(out: &mut Vec<u8>, number: usize, object: &Object) {
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    object.write(out);
    out.extend_from_slice(b"\nendobj\n");
}

/// Writes the table of objects, which is a stream itself.
fn finish(mut out: Vec<u8>, mut places: Vec<ObjectPlace>, info: usize) -> Vec<u8> {
    let start = out.len();
    let number = places.len();
    places.push(ObjectPlace::At(start));
    let mut table = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, first, second) = match *place {
            ObjectPlace::Free => (0u8, 0, 65535),
            ObjectPlace::At(offset) => (1, offset, 0),
            ObjectPlace::In(stream, index) => (2, stream, index),
        };
        table.push(kind);
        table.extend_from_slice(&u32::try_from(first).unwrap_or(0).to_be_bytes());
        table.extend_from_slice(&u16::try_from(second).unwrap_or(0).to_be_bytes());
    }
    let mut hasher = SipHasher13::new();
    hasher.write(&out);
    let id = Object::Text(hasher.finish128().as_u128().to_be_bytes().to_vec());
    let mut dict = Dict::default();
    dict.set("Type", Object::name("XRef"));
    dict.set("Size", places.len());
    dict.set("W", Object::Array(vec![1.into(), 4.into(), 2.into()]));
    dict.set("Root", Object::Ref(1));
    dict.set("Info", Object::Ref(info));
    dict.set("ID", Object::Array(vec![id.clone(), id]));
    put(&mut out, number, &compressed(dict, &table));
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    out
}
