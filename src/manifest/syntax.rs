//! Explains an error in a YAML file in an author's words, with a suggested fix.

use std::ops::Range;

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::{Error, ExternalMessageSource};

use super::slips::{self, Slip, in_quotes};
use crate::source::Source;

/// How deep lists and mappings may be nested: reading them is recursive, and without optimisation
/// each level takes 40 KiB of stack.
pub(super) const MAX_DEPTH: usize = 40;

/// What is wrong with a file.
pub(super) struct SyntaxFault {
    /// What is there.
    pub(super) label: String,
    /// A suggested fix.
    pub(super) help: Option<String>,
    /// Where it is, if the parser only noticed it later.
    pub(super) range: Option<Range<usize>>,
}

impl SyntaxFault {
    fn new(label: impl Into<String>, help: Option<String>) -> Self {
        Self { label: label.into(), help, range: None }
    }
}

impl From<Slip> for SyntaxFault {
    fn from(slip: Slip) -> Self {
        Self { label: slip.label, help: Some(slip.help), range: Some(slip.range) }
    }
}

/// The parser's error at a byte in words, and a suggested fix.
pub(super) fn explain(error: &Error, source: &Source, at: u32) -> SyntaxFault {
    let place = ErrorPlace::of(source, at);
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            SyntaxFault::new(too_deep(), None)
        }
        Error::Budget { .. } => {
            SyntaxFault::new("with its aliases expanded, the file is too large", None)
        }
        Error::MultipleDocuments { .. } => place.second_document(),
        Error::UnknownAnchor { .. } => {
            let label = "`*` refers to an anchor, but no anchor has this name";
            SyntaxFault::new(label, Some(place.in_quotes()))
        }
        Error::ExternalMessage { source: external, .. } => match &**external {
            ExternalMessageSource::Parser(scan) => parser(scan.kind(), &place),
            _ => SyntaxFault::new(without_place(error), None),
        },
        _ if place.rest.starts_with(['.', '-', '+']) => {
            SyntaxFault::new("this is not a number", Some(place.in_quotes()))
        }
        _ => SyntaxFault::new(without_place(error), None),
    }
}

/// The same for an error from the parser's scanner.
fn parser(kind: &ErrorKind, place: &ErrorPlace<'_>) -> SyntaxFault {
    let quotes = match kind {
        ErrorKind::RecursionLimitExceeded => return SyntaxFault::new(too_deep(), None),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => place.open_quote(),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => slips::find(place.source, place.at)
            .map(SyntaxFault::from)
            .or_else(|| place.open_quote()),
        _ => slips::find(place.source, place.at).map(SyntaxFault::from),
    };
    if let Some(fault) = quotes {
        return fault;
    }
    let help = match kind {
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::UnknownAnchor
        | ErrorKind::CommentNotSeparated
        | ErrorKind::MissingAnchorOrAliasName => Some(place.in_quotes()),
        ErrorKind::MappingValueNotAllowed => {
            if let Some(help) = place.colon() {
                return SyntaxFault::new("a colon and a space in a text", Some(help));
            }
            None
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => {
            Some("indent with spaces: YAML allows no tabs here".to_owned())
        }
        ErrorKind::UnclosedFlowCollection { .. } => {
            Some("close it, or put the text in quotes".to_owned())
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Some("nothing may follow the closing quote: put the whole text in quotes".to_owned())
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or use single quotes".to_owned())
        }
        _ => None,
    };
    if help.is_some() {
        return SyntaxFault::new(kind.to_string(), help);
    }
    match slips::misaligned(place.source, place.at) {
        Some(slip) => slip.into(),
        None => SyntaxFault::new(
            kind.to_string(),
            Some(
                "compare this line and the one before it with the others: columns, colons, quotes"
                    .to_owned(),
            ),
        ),
    }
}

fn too_deep() -> String {
    format!("lists and mappings are nested deeper than {MAX_DEPTH} levels")
}

/// The crate appends ` at line …`; the report shows the location itself.
fn without_place(error: &Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(before, _)| before).to_owned()
}

/// The location where parsing stopped.
struct ErrorPlace<'a> {
    source: &'a Source,
    at: usize,
    /// The line number, from 0.
    number: usize,
    line: &'a str,
    /// The line from that location on.
    rest: &'a str,
}

impl<'a> ErrorPlace<'a> {
    fn of(source: &'a Source, at: u32) -> Self {
        let at = at as usize;
        let lines = source.lines();
        let number = lines.line(at.min(source.text().len()));
        let line = line(source, number);
        let rest = &line[at.saturating_sub(lines.start(number)).min(line.len())..];
        Self { source, at, number, line, rest }
    }

    /// For a text that needs quotes: it ends where a bracket around it does.
    fn in_quotes(&self) -> String {
        let before = &self.line[..self.line.len() - self.rest.len()];
        let is_inside = before.matches(['[', '{']).count() > before.matches([']', '}']).count();
        let text = match self.rest.find([',', ']', '}']).filter(|_| is_inside) {
            Some(end) => &self.rest[..end],
            None => self.rest,
        };
        format!("put a text that begins like this in quotes: `{}`", in_quotes(text))
    }

    /// For a colon in a text.
    fn colon(&self) -> Option<String> {
        let before = &self.line[..self.line.len() - self.rest.len()];
        let (key, _) = before.split_once(": ")?;
        let value = &self.line[key.len() + 2..];
        let start = &self.line[..key.len() + 2];
        let start = start.trim_start();
        Some(format!("put a text that contains `: ` in quotes: `{start}{}`", in_quotes(value)))
    }

    /// For `---`: manifests and lists are one document each.
    fn second_document(&self) -> SyntaxFault {
        let is_rule = |number: &usize| line(self.source, *number).starts_with("---");
        let number = (0..=self.number).rev().find(is_rule).unwrap_or(self.number);
        let start = self.source.lines().start(number);
        SyntaxFault {
            label: "a second document begins here, but only one is allowed".to_owned(),
            help: Some("remove the line `---`; another deck is another file".to_owned()),
            range: Some(start..start + line(self.source, number).trim_end().len()),
        }
    }

    /// The line before, or this one, if it opens a quote and does not close it.
    fn open_quote(&self) -> Option<SyntaxFault> {
        let opened = |number: usize| {
            let text = line(self.source, number);
            let value = text.split_once(": ").map_or(text, |(_, value)| value);
            let value = value.trim_start_matches(['-', ' ']);
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let at = self.source.lines().start(number) + text.len() - value.len();
            (value.matches(quote).count() == 1).then_some(at)
        };
        let (number, at) =
            (0..=self.number).rev().find_map(|number| Some((number, opened(number)?)))?;
        Some(SyntaxFault {
            label: "this quote is not closed".to_owned(),
            help: Some(format!("close the quote that opens on line {}", number + 1)),
            range: Some(at..at + 1),
        })
    }
}

fn line(source: &Source, number: usize) -> &str {
    let rest = source.text().get(source.lines().start(number)..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::manifest::yaml::read;
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn help(text: &str) -> String {
        let error = read(&Source::new(ProjectPath::new("slides/x.yml"), text)).unwrap_err();
        error.problem.words().help.unwrap_or_default()
    }

    #[test]
    fn suggested_fixes_are_named() {
        for (text, expected) in [
            ("title: a: b\n", "quotes: `title: \"a: b\"`"),
            ("title: T\n content:\n", "same column"),
            ("title: T\n---\na: b\n", "remove the line `---`"),
            ("title: @@X@@\n", "write `title: \"@@X@@\"`"),
            ("a:\n\t- b\n", "no tabs"),
            ("a:\n- [b\n", "write `- [b]`"),
            ("a: \"b\nc:\n- d\n", "on line 1"),
            ("a: b\nc\n- d\n", "`c:`"),
            ("a: *b*\n", "quotes: `\"*b*\"`"),
            ("a: 'b\nc: d\n", "on line 1"),
            ("a: \"b\" c\n", "write `a: '\"b\" c'`"),
            ("a: \"C:\\windows\"\n", "for a backslash"),
        ] {
            assert!(help(text).contains(expected), "{text}: {}", help(text));
        }
    }
}
