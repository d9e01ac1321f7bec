//! YAML as a tree in which every value has its location.
//!
//! The only module that knows the YAML crate. Values are not converted to types here: the manifest
//! does that, so that one run finds all problems of a file.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr as saphyr;

use super::syntax;
use crate::diag::{Diagnostic, ManifestProblem};
use crate::source::{Source, is_control};
use crate::span::{Span, Spanned};

/// A value of a YAML file and its location.
#[derive(Clone, Debug, PartialEq)]
pub struct Yaml {
    /// The value.
    pub node: YamlNode,
    /// Its location; that of a mapping or list is its first character.
    pub span: Span,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlNode {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`, with the text as written.
    Bool(bool, String),
    /// A number, with the text as written.
    Number(String),
    /// A text.
    Text(String),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, in the order of the file.
    Map(Vec<(Spanned<String>, Yaml)>),
}

impl Yaml {
    /// The kind of the value, with its article, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.node {
            YamlNode::Null => "nothing",
            YamlNode::Bool(..) => "a truth value",
            YamlNode::Number(_) => "a number",
            YamlNode::Text(_) => "a text",
            YamlNode::List(_) => "a list",
            YamlNode::Map(_) => "a mapping",
        }
    }

    /// The value of a key, when this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let YamlNode::Map(entries) = &self.node else { return None };
        entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// The location of an empty list item's dash. YAML reports only where the next thing begins.
    pub fn dash(&self, source: &Source) -> Span {
        let before = source.text().get(..self.span.start as usize).unwrap_or_default();
        let own = before.rfind('-').filter(|&at| is_apart(&before[at + 1..]));
        own.map_or_else(|| self.span.clone(), |at| source.span(at..at + 1))
    }

    /// The text of a scalar as the author wrote it; `None` for null and for collections.
    pub fn scalar(&self) -> Option<&str> {
        match &self.node {
            YamlNode::Bool(_, text) | YamlNode::Number(text) | YamlNode::Text(text) => Some(text),
            YamlNode::Null | YamlNode::List(_) | YamlNode::Map(_) => None,
        }
    }
}

/// Whether a text between two YAML tokens has no meaning: white space and comments.
fn is_apart(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// Reads a YAML file of one document.
///
/// Aliases are expanded within the crate's budgets, so that a small file cannot grow to gigabytes.
pub fn read(source: &Source) -> Result<Yaml, Box<Diagnostic>> {
    read_with(source, Repeated::Refused)
}

/// How a duplicate key in a mapping is handled.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// It is an error.
    Refused,
    /// The last one counts, as in most programs that read YAML.
    LastWins,
}

/// The same for a file that may have duplicate keys.
pub fn read_with(source: &Source, repeated: Repeated) -> Result<Yaml, Box<Diagnostic>> {
    let budget = saphyr::budget! { max_depth: syntax::MAX_DEPTH };
    let duplicates = match repeated {
        Repeated::Refused => saphyr::DuplicateKeyPolicy::Error,
        Repeated::LastWins => saphyr::DuplicateKeyPolicy::LastWins,
    };
    let options = saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
        budget: budget,
        duplicate_keys: duplicates,
    };
    let yaml = saphyr::from_str_with_options::<Raw>(source.text(), options)
        .map(|raw| located(raw, source))
        .map_err(|error| Box::new(diagnostic(&error, source)))?;
    match control(&yaml) {
        Some((c, span)) => {
            let problem = ManifestProblem::ControlCharacter { code: u32::from(c) };
            Err(Box::new(Diagnostic::new(problem, span.clone())))
        }
        None => Ok(yaml),
    }
}

/// The first control character in any text; only an escape can produce one. A single one makes feeds,
/// calendars and pictures unreadable.
fn control(yaml: &Yaml) -> Option<(char, &Span)> {
    let in_text = |text: &str| text.chars().find(|&c| is_control(c));
    match &yaml.node {
        YamlNode::Text(text) => Some((in_text(text)?, &yaml.span)),
        YamlNode::List(items) => items.iter().find_map(control),
        YamlNode::Map(entries) => entries.iter().find_map(|(key, value)| {
            in_text(&key.value).map(|c| (c, &key.span)).or_else(|| control(value))
        }),
        YamlNode::Null | YamlNode::Bool(..) | YamlNode::Number(_) => None,
    }
}

fn diagnostic(error: &saphyr::Error, source: &Source) -> Diagnostic {
    let span = error.location().map_or_else(
        || Span::start_of(source.path().clone()),
        |location| span_of(&location, source),
    );
    if let saphyr::Error::DuplicateMappingKey { key: Some(key), .. } = error {
        return Diagnostic::new(ManifestProblem::DuplicateKey { key: key.clone() }, span);
    }
    let fault = syntax::explain(error, source, span.start);
    let problem = ManifestProblem::YamlSyntax { message: fault.label, help: fault.help };
    let span = fault.range.map_or(span, |range| source.span(range));
    Diagnostic::new(problem, span)
}

fn located(raw: Raw, source: &Source) -> Yaml {
    let span = span_of(&raw.0.referenced, source);
    let node = match raw.0.value {
        RawNode::Null => YamlNode::Null,
        RawNode::Bool(value) => YamlNode::Bool(value, as_written(source, &span)),
        RawNode::Number => YamlNode::Number(as_written(source, &span)),
        RawNode::Text(text) => YamlNode::Text(text),
        RawNode::List(items) => {
            YamlNode::List(items.into_iter().map(|item| located(item, source)).collect())
        }
        RawNode::Map(entries) => YamlNode::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let span = span_of(&key.referenced, source);
                    (Spanned::new(key.value, span), located(value, source))
                })
                .collect(),
        ),
    };
    Yaml { node, span }
}

fn as_written(source: &Source, span: &Span) -> String {
    source.text().get(span.start as usize..span.end as usize).unwrap_or_default().to_owned()
}

/// Uses byte offsets if the crate knows them, else line and column.
fn span_of(location: &saphyr::Location, source: &Source) -> Span {
    let span = location.span();
    let known = |value: Option<u64>| {
        value.and_then(|v| usize::try_from(v).ok()).filter(|&v| v <= source.text().len())
    };
    let text = source.text();
    if let (Some(start), Some(len)) = (known(span.byte_offset()), known(span.byte_len())) {
        return source.span(start..(start + len).min(text.len()));
    }
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let start = source.lines().start(line);
    let rest = text.get(start..).unwrap_or_default();
    let at = rest.char_indices().nth(column).map_or(text.len(), |(i, _)| start + i);
    source.span(at..at)
}

struct Raw(saphyr::Spanned<RawNode>);

enum RawNode {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(saphyr::Spanned<String>, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        saphyr::Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = RawNode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<RawNode, E> {
        Ok(RawNode::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawNode, E> {
        Ok(RawNode::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawNode, E> {
        Ok(RawNode::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawNode, E> {
        Ok(RawNode::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawNode, E> {
        Ok(RawNode::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawNode, E> {
        Ok(RawNode::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<RawNode, E> {
        Ok(RawNode::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Null)
    }

    fn visit_none<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawNode, D::Error> {
        RawNode::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawNode, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(RawNode::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawNode, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key()? {
            entries.push((key, map.next_value()?));
        }
        Ok(RawNode::Map(entries))
    }
}

/// `true` and `false` in YAML's words.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{YamlNode, read};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn source(text: &str) -> Source {
        Source::new(ProjectPath::new("slides/x.yml"), text)
    }

    #[test]
    fn scalars_keep_what_was_written() {
        let yaml = read(&source("a: 1.10\nb: no\nc: true\nd:\n")).unwrap();
        let YamlNode::Map(entries) = yaml.node else { panic!("a mapping") };
        let texts: Vec<_> = entries.iter().map(|(_, value)| value.scalar()).collect();
        assert_eq!(texts, [Some("1.10"), Some("no"), Some("true"), None]);
    }

    #[test]
    fn errors_point_at_their_line() {
        let source = source("a: b\nc: d: e\n");
        let error = read(&source).unwrap_err();
        let at = error.span.unwrap().start as usize;
        assert_eq!(source.position(at).line, 2);
    }

    #[test]
    fn control_characters_are_errors_wherever_they_stand() {
        let escapes = [
            "\\x01", "\\0", "\\e", "\\a", "\\b", "\\v", "\\f", "\\x7f", "\\x85", "\\uFFFE",
            "\\uFFFF",
        ];
        for escape in escapes {
            for text in ["a: \"x@\"\n", "\"x@\": a\n", "- b: [c, \"@\"]\n", "\"@\"\n"] {
                let source = source(&text.replace('@', escape));
                let error = read(&source).unwrap_err();
                assert_eq!(error.problem.code().name(), "control-character", "{}", source.text());
            }
        }
        for escape in ["\\t", "\\n", "\\r", "\\_", "\\L", "\\u202E", "\\U0001F600"] {
            assert!(read(&source(&format!("a: \"x{escape}\"\n"))).is_ok(), "{escape}");
        }
    }

    #[test]
    fn an_alias_bomb_is_an_error() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let inner = format!("*a{}, ", level - 1).repeat(10);
            text.extend([format!("a{level}: &a{level} [{inner}]\n")]);
        }
        assert!(read(&source(&text)).is_err());
    }
}
