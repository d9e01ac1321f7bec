//! Reads a PDF as Chromium writes it: one table of objects, nothing encrypted, no objects in
//! streams, no later changes. It rejects other PDFs instead of misreading them.

use std::sync::Arc;

use super::object::{Dict, Object};

/// How deep lists and dictionaries may be nested; Chromium nests five.
const MAX_DEPTH: usize = 64;

/// What was read.
pub(super) struct Document {
    /// The objects by number; missing ones are `null`.
    pub(super) objects: Vec<Object>,
    /// The number of the catalog.
    pub(super) root: usize,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Option<Document> {
    let tail = bytes.len().saturating_sub(1024);
    let at = tail + rfind(bytes.get(tail..)?, b"startxref")?;
    let mut parser = PdfParser { bytes, at: at + b"startxref".len() };
    let table = parser.int()?;
    parser.at = table;
    parser.word(b"xref")?;
    let (first, count) = (parser.int()?, parser.int()?);
    if first != 0 || count > bytes.len() / 20 {
        return None;
    }
    let offsets = (0..count).map(|_| {
        let offset = parser.int()?;
        parser.int()?;
        let is_used = parser.keyword() == b"n";
        Some(is_used.then_some(offset))
    });
    let offsets: Vec<Option<usize>> = offsets.collect::<Option<_>>()?;
    parser.word(b"trailer")?;
    let trailer = parser.object(0)?;
    let root = trailer.as_dict()?.get("Root")?.as_ref()?;
    let objects = offsets.iter().enumerate().map(|(number, offset)| match offset {
        None => Some(Object::Plain(b"null".to_vec())),
        Some(offset) => PdfParser { bytes, at: *offset }.numbered(number, &offsets),
    });
    let objects: Vec<Object> = objects.collect::<Option<_>>()?;
    // A reference to a missing object would later point to another chunk's object.
    let is_whole = objects.iter().all(|object| object.refs().iter().all(|at| *at < objects.len()));
    (is_whole && root < objects.len()).then_some(Document { objects, root })
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

struct PdfParser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl PdfParser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                b' ' | b'\n' | b'\r' | b'\t' | 0 | 12 => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next run of characters that end a token nowhere.
    fn keyword(&mut self) -> &[u8] {
        self.skip_blanks();
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        (self.keyword() == word).then_some(())
    }

    fn int(&mut self) -> Option<usize> {
        std::str::from_utf8(self.keyword()).ok()?.parse().ok()
    }

    /// An object with its number: `12 0 obj … endobj`.
    fn numbered(mut self, number: usize, offsets: &[Option<usize>]) -> Option<Object> {
        if self.int()? != number || self.int()? != 0 {
            return None;
        }
        self.word(b"obj")?;
        let object = self.object(0)?;
        let before = self.at;
        if self.keyword() != b"stream" {
            self.at = before;
            self.word(b"endobj")?;
            return Some(object);
        }
        let Object::Dict(dict) = object else { return None };
        let length = match dict.get("Length")? {
            Object::Ref(number) => {
                let offset = (*offsets.get(*number)?)?;
                let mut parser = PdfParser { bytes: self.bytes, at: offset };
                parser.int()?;
                parser.int()?;
                parser.word(b"obj")?;
                parser.int()?
            }
            length => length.as_int()?,
        };
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        self.at += 1;
        let bytes: Arc<[u8]> = self.bytes.get(self.at..self.at.checked_add(length)?)?.into();
        self.at += length;
        self.word(b"endstream")?;
        Some(Object::Stream(dict, bytes))
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_blanks();
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.string().map(Object::Text),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.dict(depth).map(Object::Dict)
            }
            b'<' => self.hex().map(Object::Text),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.skip_blanks();
                    if self.peek()? == b']' {
                        self.at += 1;
                        return Some(Object::Array(items));
                    }
                    items.push(self.object(depth + 1)?);
                }
            }
            _ => self.plain(),
        }
    }

    /// A number, a word, or a reference, which begins as a number does.
    fn plain(&mut self) -> Option<Object> {
        let word = self.keyword().to_vec();
        if word.is_empty() {
            return None;
        }
        let number = std::str::from_utf8(&word).ok().and_then(|word| word.parse().ok());
        let after = self.at;
        if let Some(number) = number
            && self.keyword() == b"0"
            && self.keyword() == b"R"
        {
            return Some(Object::Ref(number));
        }
        self.at = after;
        Some(Object::Plain(word))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).map(<[u8]>::to_vec)
    }

    fn dict(&mut self, depth: usize) -> Option<Dict> {
        self.at += 2;
        let mut dict = Dict::default();
        loop {
            self.skip_blanks();
            match self.peek()? {
                b'>' => {
                    self.at += 2;
                    return Some(dict);
                }
                b'/' => {
                    let name = self.name()?;
                    dict.0.push((name, self.object(depth + 1)?));
                }
                _ => return None,
            }
        }
    }

    fn hex(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.peek()? {
                b'>' => break,
                byte => digits.extend(char::from(byte).to_digit(16)),
            }
            self.at += 1;
        }
        self.at += 1;
        let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair.get(1).unwrap_or(&0)).ok();
        digits.chunks(2).map(byte).collect()
    }

    fn string(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 0;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return Some(text),
                b')' => open -= 1,
                b'\\' => {
                    self.escaped(&mut text)?;
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    /// The escape sequence after a backslash.
    fn escaped(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        text.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return Some(()),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(value & 0xff).ok()?
            }
            other => other,
        });
        Some(())
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
