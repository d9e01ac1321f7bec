//! Values of JavaScript, read without running anything.
//!
//! This reads what authors write between `remark.create(` and its bracket: objects, lists, texts,
//! numbers, truth values, with comments and trailing commas. Everything else, such as a call or a
//! function, is [`JsValue::Code`]: its text, for messages.
//!
//! **Invariant:** reading ends for every text, in time linear in its length.

use std::ops::Range;

/// How deep objects and lists may be nested; pages nest two.
const MAX_DEPTH: usize = 32;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum JsValue {
    /// A text, without its quotes and escapes.
    Text(String),
    /// A number as written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null` or `undefined`.
    Nothing,
    /// `[…]`.
    List(Vec<JsValue>),
    /// `{…}`: keys with their positions.
    Object(Vec<JsProperty>),
    /// Anything else.
    Code(String),
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JsProperty {
    /// Its name.
    pub(super) key: String,
    /// Where it begins in the text.
    pub(super) at: usize,
    /// Its value.
    pub(super) value: JsValue,
}

impl JsValue {
    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_)
            | Self::Bool(_)
            | Self::Nothing
            | Self::List(_)
            | Self::Object(_)
            | Self::Code(_) => None,
        }
    }

    /// Whether a condition on it is true, if that is known.
    pub(super) fn is_true(&self) -> Option<bool> {
        match self {
            Self::Bool(is_true) => Some(*is_true),
            Self::Text(text) => Some(!text.is_empty()),
            Self::Number(number) => Some(number.parse() != Ok(0.0)),
            Self::Nothing => Some(false),
            Self::List(_) | Self::Object(_) => Some(true),
            Self::Code(_) => None,
        }
    }
}

/// The positions of a word in a script, outside of comments and strings.
pub(super) fn places(script: &str, word: &str) -> Vec<usize> {
    let bytes = script.as_bytes();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(word.as_bytes()) {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let after = bytes.get(at + word.len());
            if !before.is_some_and(is_name) && !after.is_some_and(is_name) {
                found.push(at);
            }
            at += word.len();
        } else {
            at += length(script, at);
        }
    }
    found
}

/// The length of the unit at a byte: a comment, a text, or one character.
fn length(script: &str, at: usize) -> usize {
    let rest = &script[at..];
    let bytes = rest.as_bytes();
    let length = match bytes {
        [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
        [quote @ (b'"' | b'\'' | b'`'), ..] => end_of_text(rest, *quote).unwrap_or(1),
        _ => rest.chars().next().map_or(1, char::len_utf8),
    };
    length.min(rest.len()).max(1)
}

/// The length of a text with its quotes. A text in simple quotes ends in its line.
fn end_of_text(text: &str, quote: u8) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The bracket that closes the one at a byte, outside of comments and texts.
pub(super) fn closing(script: &str, open: usize) -> Option<usize> {
    let bytes = script.as_bytes();
    let (mut at, mut depth) = (open, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += length(script, at);
    }
    None
}

/// The strings of a script, with their positions.
pub(super) fn texts(script: &str) -> Vec<(String, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < script.len() {
        let length = length(script, at);
        if length > 1 && script[at..].starts_with(['"', '\'', '`']) {
            found.push((unescaped(&script[at + 1..at + length - 1]), at));
        }
        at += length;
    }
    found
}

/// The text that a script begins with, and its length with the quotes.
pub(super) fn value_of_text(script: &str) -> Option<(String, usize)> {
    let quote = script.bytes().next().filter(|quote| matches!(quote, b'"' | b'\'' | b'`'))?;
    let length = end_of_text(script, quote)?;
    Some((unescaped(&script[1..length - 1]), length))
}

/// The value at a byte, and where it ends.
pub(super) fn value(script: &str, at: usize) -> (JsValue, usize) {
    let mut reader = ValueReader { script, at };
    let value = reader.value(0);
    (value, reader.at)
}

struct ValueReader<'t> {
    script: &'t str,
    at: usize,
}

impl<'t> ValueReader<'t> {
    fn rest(&self) -> &'t str {
        &self.script[self.at..]
    }

    /// Skips white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let is_comment = rest.starts_with("//") || rest.starts_with("/*");
            match (blank, is_comment) {
                (0, false) => return,
                (0, true) => self.at += length(self.script, self.at),
                (blank, _) => self.at += blank,
            }
        }
    }

    fn value(&mut self, depth: usize) -> JsValue {
        self.skip();
        let start = self.at;
        let found = match self.rest().as_bytes().first() {
            Some(b'{') if depth < MAX_DEPTH => self.object(depth),
            Some(b'[') if depth < MAX_DEPTH => self.list(depth),
            Some(quote @ (b'"' | b'\'' | b'`')) => self.text(*quote),
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') => {
                self.word()
            }
            _ => None,
        };
        self.skip();
        // If the expression continues, as in `a + b`, it is not that value.
        let is_whole = self.rest().is_empty() || self.rest().starts_with([',', '}', ']', ')', ';']);
        if let Some(value) = found.filter(|_| is_whole || self.is_new_line(start)) {
            return value;
        }
        self.at = start;
        self.code()
    }

    /// Whether a line ended since a byte, so that a statement may have ended without a semicolon.
    fn is_new_line(&self, start: usize) -> bool {
        let is_operator = |c: char| "+-*/%.?:&|=<>([`".contains(c);
        let blank = self.script[start..self.at].trim_end().len() + start;
        self.script[blank..self.at].contains('\n') && !self.rest().starts_with(is_operator)
    }

    fn text(&mut self, quote: u8) -> Option<JsValue> {
        let length = end_of_text(self.rest(), quote)?;
        let inner = &self.rest()[1..length - 1];
        self.at += length;
        (quote != b'`' || !inner.contains("${")).then(|| JsValue::Text(unescaped(inner)))
    }

    fn word(&mut self) -> Option<JsValue> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '$');
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
        self.at += word.len();
        match word {
            "true" => Some(JsValue::Bool(true)),
            "false" => Some(JsValue::Bool(false)),
            "null" | "undefined" => Some(JsValue::Nothing),
            number if number.parse::<f64>().is_ok() => Some(JsValue::Number(number.to_owned())),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<JsValue> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip();
            match self.rest().as_bytes().first()? {
                b']' => {
                    self.at += 1;
                    return Some(JsValue::List(values));
                }
                b',' => self.at += 1,
                b'}' | b')' | b';' => return None,
                _ => {
                    let before = self.at;
                    values.push(self.value(depth + 1));
                    if self.at == before {
                        return None;
                    }
                }
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<JsValue> {
        self.at += 1;
        let mut properties = Vec::new();
        loop {
            self.skip();
            let at = self.at;
            match self.rest().as_bytes().first()? {
                b'}' => {
                    self.at += 1;
                    return Some(JsValue::Object(properties));
                }
                b',' | b';' => {
                    self.at += 1;
                    continue;
                }
                b']' | b')' => return None,
                _ => {}
            }
            let key = self.key();
            self.skip();
            if key.is_some() && self.rest().starts_with(':') {
                self.at += 1;
                let value = self.value(depth + 1);
                properties.extend(key.map(|key| JsProperty { key, at, value }));
            } else {
                // `name`, `name() {…}`, or a placeholder of a template.
                self.at = at;
                let JsValue::Code(text) = self.code() else { return None };
                let name = text.split(['(', ' ']).next().unwrap_or_default().to_owned();
                properties.push(JsProperty { key: name, at, value: JsValue::Code(text) });
            }
            if self.at == at {
                return None;
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        let rest = self.rest();
        if let Some(quote @ (b'"' | b'\'')) = rest.as_bytes().first() {
            let length = end_of_text(rest, *quote)?;
            self.at += length;
            return Some(unescaped(&rest[1..length - 1]));
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        self.at += name.len();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Any expression, up to the comma or the bracket that ends it.
    fn code(&mut self) -> JsValue {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.script.as_bytes().get(self.at) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' | b',' | b';' if depth == 0 => break,
                b')' | b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += length(self.script, self.at);
        }
        JsValue::Code(self.script[start..self.at].trim().to_owned())
    }
}

/// A text without its escapes.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        let coded = |chars: &std::str::Chars<'_>, range: Range<usize>| {
            let digits = chars.as_str().get(range)?;
            u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
        };
        let skip = match chars.next() {
            Some('n') => push(&mut out, '\n'),
            Some('t') => push(&mut out, '\t'),
            Some('r') => push(&mut out, '\r'),
            Some('u') if coded(&chars, 0..4).is_some() => {
                out.extend(coded(&chars, 0..4));
                4
            }
            Some('x') if coded(&chars, 0..2).is_some() => {
                out.extend(coded(&chars, 0..2));
                2
            }
            Some(other) if other != '\n' => push(&mut out, other),
            // A line that goes on.
            Some(_) | None => 0,
        };
        rest = chars.as_str().get(skip..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn push(out: &mut String, c: char) -> usize {
    out.push(c);
    0
}

#[cfg(test)]
mod tests {
    use super::{JsValue, closing, places, texts, value};

    fn read(script: &str) -> JsValue {
        value(script, 0).0
    }

    fn property(script: &str, key: &str) -> Option<JsValue> {
        let JsValue::Object(properties) = read(script) else { return None };
        properties.into_iter().find(|property| property.key == key).map(|property| property.value)
    }

    #[test]
    fn objects_hold_values_of_all_kinds_and_comments() {
        let script = "{ // options, or not\n 'ratio': \"16:9\", /* , */ n: -1.5, on: true,\n\
                      navigation: { scroll: false, },\n list: ['a', `b`,], no: null,\n}";
        assert_eq!(property(script, "ratio"), Some(JsValue::Text("16:9".to_owned())));
        assert_eq!(property(script, "n"), Some(JsValue::Number("-1.5".to_owned())));
        assert_eq!(property(script, "on"), Some(JsValue::Bool(true)));
        assert_eq!(property(script, "no"), Some(JsValue::Nothing));
        let Some(JsValue::Object(inner)) = property(script, "navigation") else { panic!("none") };
        assert_eq!((inner[0].key.as_str(), &inner[0].value), ("scroll", &JsValue::Bool(false)));
        let Some(JsValue::List(list)) = property(script, "list") else { panic!("no list") };
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn what_is_no_value_is_kept_as_code() {
        let script = "{format: function (a, b) { return a + ', ' + b; }, url: base + 'x.md', \
                      {{{source}}}, short, method() { return {}; }, ratio: '4:3'}";
        let code = |text: &str| Some(JsValue::Code(text.to_owned()));
        assert_eq!(property(script, "format"), code("function (a, b) { return a + ', ' + b; }"));
        assert_eq!(property(script, "url"), code("base + 'x.md'"));
        assert_eq!(property(script, "method"), code("method() { return {}; }"));
        assert_eq!(property(script, "ratio"), Some(JsValue::Text("4:3".to_owned())));
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(read(r"'it\'s \u00e9\x41\n'"), JsValue::Text("it's éA\n".to_owned()));
    }

    #[test]
    fn words_in_comments_and_texts_are_no_code() {
        let script = "// f()\n/* f() */ 'f()'; xf(); f ({a: ')'}); it's f";
        assert_eq!(places(script, "f").len(), 2);
        let open = script.rfind('(').unwrap();
        assert_eq!(closing(script, open), Some(script.rfind(')').unwrap()));
        assert_eq!(texts("a('x.md', \"y\")")[0].0, "x.md");
    }

    #[test]
    fn torn_texts_end() {
        for script in ["{", "{a", "{a:", "{a:'", "[", "[1", "{a:[}", "{:}", "((((", "{a:{b:{", "\\"]
        {
            let (_, end) = value(script, 0);
            assert!(end <= script.len(), "{script}");
        }
        let deep = "[".repeat(10_000);
        assert!(value(&deep, 0).1 <= deep.len());
        let objects = "{a:".repeat(10_000);
        assert!(value(&objects, 0).1 <= objects.len());
    }
}
