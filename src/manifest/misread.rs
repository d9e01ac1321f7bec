//! Values that YAML reads differently than they look: a comment in a text, an anchor, curly quotes.

use std::collections::BTreeSet;

use super::slips::in_quotes;
use super::yaml::{Yaml, YamlNode};
use crate::diag::{Diagnostic, ValueProblem};
use crate::source::Source;
use crate::span::Spanned;

/// Pairs of quotes that YAML does not recognize.
const CURLY: [(char, char); 5] = [('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('‚', '‘')];

/// Keys and values on longer lines are not examined.
const LONGEST_LINE: usize = 2_000;

/// Finds such values in a file.
pub struct MisreadValues<'a> {
    source: &'a Source,
    /// The anchors that something refers to.
    aliases: BTreeSet<&'a str>,
}

impl<'a> MisreadValues<'a> {
    /// Collects what the file refers to.
    pub fn new(source: &'a Source) -> Self {
        let names = source.text().split('*').skip(1);
        let aliases = names.map(|rest| {
            let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
            &rest[..end.unwrap_or(rest.len())]
        });
        Self { source, aliases: aliases.collect() }
    }

    /// The problem with a text on the line of its key.
    pub fn check(&self, key: &Spanned<String>, value: &Yaml) -> Option<Diagnostic> {
        let text = self.source.text();
        let (begin, start) = (key.span.start as usize, key.span.end as usize);
        let lines = self.source.lines();
        let number = lines.line(begin);
        let line = lines.start(number);
        let end = if number + 1 < lines.len() { lines.start(number + 1) } else { text.len() };
        if end - line > LONGEST_LINE {
            return None;
        }
        let rest = text.get(start..end)?.trim_end();
        let after = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?;
        let written = after.trim_start();
        // In brackets, a value ends before its line.
        let is_inside = text.get(line..begin)?.contains(['{', '[']);
        if is_inside || written.is_empty() {
            return None;
        }
        let start = start + rest.len() - written.len();
        let line = Written { values: self, key: &key.value, text: written, start };
        match &value.node {
            YamlNode::Null => line.null(),
            YamlNode::Text(_) | YamlNode::Number(_) | YamlNode::Bool(..) => {
                line.anchor().or_else(|| line.comment()).or_else(|| line.curly_quotes())
            }
            YamlNode::List(_) | YamlNode::Map(_) => None,
        }
    }
}

/// The value of a key on the key's line.
struct Written<'a> {
    values: &'a MisreadValues<'a>,
    key: &'a str,
    text: &'a str,
    start: usize,
}

impl Written<'_> {
    fn found(&self, problem: ValueProblem, at: usize, length: usize) -> Diagnostic {
        let start = self.start + at;
        Diagnostic::new(problem, self.values.source.span(start..start + length))
    }

    fn meant(&self) -> String {
        format!("{}: {}", self.key, in_quotes(self.text))
    }

    /// No value: `title: #1`, `title: null`.
    fn null(&self) -> Option<Diagnostic> {
        let is_title = matches!(self.key, "title" | "name");
        if let Some(comment) = self.text.strip_prefix('#') {
            let is_text = !comment.is_empty() && (is_title || !comment.starts_with([' ', '#']));
            return is_text.then(|| self.cut(0));
        }
        let is_word = is_title && matches!(self.text, "null" | "Null" | "NULL");
        let (key, word) = (self.key.to_owned(), self.text.to_owned());
        if is_word {
            let problem = ValueProblem::NullWord { key, word };
            return Some(self.found(problem, 0, self.text.len()));
        }
        self.anchor()
    }

    /// ` #` in a text without quotes. After two spaces, it is intended as a comment.
    fn comment(&self) -> Option<Diagnostic> {
        if self.text.starts_with(['"', '\'', '|', '>', '[', '{', '#']) {
            return None;
        }
        let at = self.text.find(" #")?;
        let is_apart = self.text[..at].ends_with([' ', '\t']);
        let comment = &self.text[at + 2..];
        // A space after the sign is usual for comments, so it is reported only in titles.
        let is_title = matches!(self.key, "title" | "name");
        let is_note = comment.starts_with(' ') && !is_title;
        let is_text = !comment.is_empty() && !comment.starts_with(['#', '!']) && !is_note;
        (is_text && !is_apart).then(|| self.cut(at + 1))
    }

    fn cut(&self, at: usize) -> Diagnostic {
        let problem = ValueProblem::Comment {
            key: self.key.to_owned(),
            kept: self.text[..at].trim_end().to_owned(),
            cut: self.text[at..].to_owned(),
            meant: self.meant(),
        };
        self.found(problem, at, self.text.len() - at)
    }

    /// `&name` that nothing refers to, and `!tag`.
    fn anchor(&self) -> Option<Diagnostic> {
        let name = self.text.split([' ', '\t']).next().filter(|name| name.len() > 1)?;
        let is_vain = match name.as_bytes() {
            [b'&', ..] => !self.values.aliases.contains(&name[1..]),
            [b'!', rest @ ..] => !rest.starts_with(b"!"),
            _ => false,
        };
        let (key, meant) = (self.key.to_owned(), self.meant());
        let problem = || ValueProblem::Anchor { key, name: name.to_owned(), meant };
        is_vain.then(|| self.found(problem(), 0, name.len()))
    }

    /// A value that is entirely in curly quotes.
    fn curly_quotes(&self) -> Option<Diagnostic> {
        let (open, close) = CURLY.into_iter().find(|&(open, close)| {
            let inner = self.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([open, close]))
        })?;
        let inner = self.text.trim_start_matches(open).trim_end_matches(close);
        let meant = format!("{}: {}", self.key, in_quotes(inner));
        let problem = ValueProblem::CurlyQuotes { key: self.key.to_owned(), meant };
        Some(self.found(problem, 0, self.text.len()))
    }
}
