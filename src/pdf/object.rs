//! The objects of a PDF: numbers, names, strings, lists, dictionaries, streams, and references
//! between them.

use std::fmt::Write as _;
use std::sync::Arc;

/// A value in a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// `null`, `true`, a number: as written.
    Plain(Vec<u8>),
    /// A name without its `/`, as written.
    Name(Vec<u8>),
    /// A string, decoded.
    Text(Vec<u8>),
    Array(Vec<Self>),
    Dict(Dict),
    /// A dictionary with bytes, which stay compressed.
    Stream(Dict, Arc<[u8]>),
    /// Another object, by its number.
    Ref(usize),
}

/// A dictionary; the order of its keys is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dict(pub(super) Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    /// Sets or replaces the value of a key.
    pub(super) fn set(&mut self, key: &str, value: impl Into<Object>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    /// Removes a key and returns its value.
    pub(super) fn remove(&mut self, key: &str) -> Option<Object> {
        let index = self.0.iter().position(|(name, _)| name == key.as_bytes())?;
        Some(self.0.remove(index).1)
    }

    /// Whether it is of a type, such as `Page`.
    pub(super) fn is(&self, kind: &str) -> bool {
        matches!(self.get("Type"), Some(Object::Name(name)) if name == kind.as_bytes())
    }
}

impl Object {
    /// A name.
    pub(super) fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A dictionary of these keys and values.
    pub(super) fn dict<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Dict(Dict(entries.map(|(key, value)| (key.as_bytes().to_vec(), value)).into()))
    }

    /// A text for readers: in ASCII if it can be, else in UTF-16 with a mark.
    pub(super) fn text(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Text(text.as_bytes().to_vec());
        }
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        Self::Text([0xfe, 0xff].into_iter().chain(units).collect())
    }

    /// Its dictionary, if it is one or a stream.
    pub(super) fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            Self::Plain(_) | Self::Name(_) | Self::Text(_) | Self::Array(_) | Self::Ref(_) => None,
        }
    }

    /// The same, to change it.
    pub(super) fn as_dict_mut(&mut self) -> Option<&mut Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            Self::Plain(_) | Self::Name(_) | Self::Text(_) | Self::Array(_) | Self::Ref(_) => None,
        }
    }

    /// Its value, if it is a whole number.
    pub(super) fn as_int(&self) -> Option<usize> {
        let Self::Plain(text) = self else { return None };
        std::str::from_utf8(text).ok()?.parse().ok()
    }

    /// The object that it refers to.
    pub(super) fn as_ref(&self) -> Option<usize> {
        match self {
            Self::Ref(number) => Some(*number),
            Self::Plain(_)
            | Self::Name(_)
            | Self::Text(_)
            | Self::Array(_)
            | Self::Dict(_)
            | Self::Stream(..) => None,
        }
    }

    /// Calls a function for each reference in it, in order. Nested objects are traversed with a
    /// list instead of recursion, since they may be nested to any depth.
    pub(super) fn for_each_ref(&mut self, change: &mut dyn FnMut(&mut usize)) {
        let mut open = vec![self];
        while let Some(object) = open.pop() {
            match object {
                Self::Ref(number) => change(number),
                Self::Array(items) => open.extend(items.iter_mut().rev()),
                Self::Dict(dict) | Self::Stream(dict, _) => {
                    open.extend(dict.0.iter_mut().rev().map(|(_, value)| value));
                }
                Self::Plain(_) | Self::Name(_) | Self::Text(_) => {}
            }
        }
    }

    /// The numbers of the objects that it refers to, in order.
    pub(super) fn refs(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(object) = open.pop() {
            match object {
                Self::Ref(number) => found.push(*number),
                Self::Array(items) => open.extend(items.iter().rev()),
                Self::Dict(dict) | Self::Stream(dict, _) => {
                    open.extend(dict.0.iter().rev().map(|(_, value)| value));
                }
                Self::Plain(_) | Self::Name(_) | Self::Text(_) => {}
            }
        }
        found
    }

    /// Writes it. A stream is written with its bytes, whose length is its `Length`.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Plain(text) => out.extend_from_slice(text),
            Self::Name(name) => {
                out.push(b'/');
                out.extend_from_slice(name);
            }
            Self::Text(text) => write_text(text, out),
            Self::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dict(dict) => write_dict(dict, out),
            Self::Stream(dict, bytes) => {
                let mut dict = dict.clone();
                dict.set("Length", bytes.len());
                write_dict(&dict, out);
                out.extend_from_slice(b"\nstream\n");
                out.extend_from_slice(bytes);
                out.extend_from_slice(b"\nendstream");
            }
            Self::Ref(number) => out.extend_from_slice(format!("{number} 0 R").as_bytes()),
        }
    }
}

impl From<usize> for Object {
    fn from(number: usize) -> Self {
        Self::Plain(number.to_string().into_bytes())
    }
}

fn write_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in &dict.0 {
        out.push(b'/');
        out.extend_from_slice(key);
        if !matches!(value, Object::Name(_) | Object::Array(_) | Object::Dict(_) | Object::Text(_))
        {
            out.push(b' ');
        }
        value.write(out);
    }
    out.extend_from_slice(b">>");
}

fn write_text(text: &[u8], out: &mut Vec<u8>) {
    if !text.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        let mut hex = String::with_capacity(text.len() * 2 + 2);
        hex.push('<');
        for byte in text {
            // Writing to a `String` cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex.push('>');
        return out.extend_from_slice(hex.as_bytes());
    }
    out.push(b'(');
    for byte in text {
        if matches!(byte, b'(' | b')' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b')');
}
