//! Explains an error in a YAML file in an author's words, with a suggested fix.

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::{Error, ExternalMessageSource};

use crate::source::Source;

/// How deep lists and mappings may be nested: reading them is recursive, and without optimisation
/// each level takes 40 KiB of stack.
pub(super) const MAX_DEPTH: usize = 40;

/// The parser's error in words, and a suggested fix.
pub(super) fn explain(error: &Error, source: &Source, at: u32) -> (String, Option<String>) {
    let place = ErrorPlace::of(source, at);
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (too_deep(), None),
        Error::Budget { .. } => {
            ("with its aliases followed, the file grows too large".to_owned(), None)
        }
        Error::MultipleDocuments { .. } => (
            "a second document begins here, where one is expected".to_owned(),
            Some("remove the line `---`".to_owned()),
        ),
        Error::UnknownAnchor { .. } => (without_place(error), Some(place.in_quotes())),
        Error::ExternalMessage { source, .. } => match &**source {
            ExternalMessageSource::Parser(scan) => parser(scan.kind(), &place),
            _ => (without_place(error), None),
        },
        _ => (without_place(error), None),
    }
}

/// The same for an error from the parser's scanner.
fn parser(kind: &ErrorKind, place: &ErrorPlace<'_>) -> (String, Option<String>) {
    let help = match kind {
        ErrorKind::RecursionLimitExceeded => return (too_deep(), None),
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::UnknownAnchor
        | ErrorKind::MissingAnchorOrAliasName => Some(place.in_quotes()),
        ErrorKind::MappingValueNotAllowed => Some(place.colon()),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => {
            Some("indent with blanks: YAML allows no tabs here".to_owned())
        }
        ErrorKind::UnclosedFlowCollection { .. } => {
            Some("close it, or put the text in quotes".to_owned())
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => place.open_quote(),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => place.open_quote().or_else(|| {
            Some("nothing may follow the closing quote: put the whole text in quotes".to_owned())
        }),
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or use single quotes".to_owned())
        }
        ErrorKind::SimpleKeyExpected => Some(place.key()),
        _ => None,
    };
    (kind.to_string(), help)
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
        Self { source, number, line, rest }
    }

    fn in_quotes(&self) -> String {
        format!("put a text that begins like this in quotes: {}", quoted(self.rest))
    }

    fn key(&self) -> String {
        format!("a key ends in a colon: `{}:`", self.line.trim().trim_end_matches(':'))
    }

    /// For a misplaced colon: in a text, or after a key in a wrong column.
    fn colon(&self) -> String {
        let before = &self.line[..self.line.len() - self.rest.len()];
        let value = before.split_once(": ").map(|(key, _)| &self.line[key.len() + 2..]);
        match value {
            Some(value) => format!(
                "put a text that contains `: ` in quotes: `{}{}`",
                &self.line.trim_start()[..self.line.trim_start().len() - value.len()],
                quoted(value)
            ),
            None => "start it in the same column as the keys before it".to_owned(),
        }
    }

    /// The previous line, or this one, if it opens a quote and does not close it.
    fn open_quote(&self) -> Option<String> {
        let is_open = |text: &str| {
            ['"', '\''].iter().any(|&quote| {
                let value = text.split_once(": ").map_or(text, |(_, value)| value);
                let value = value.trim_start_matches(['-', ' ']);
                value.starts_with(quote) && value.matches(quote).count() == 1
            })
        };
        let mut lines = (0..=self.number).rev();
        let opened = lines.find(|&number| is_open(line(self.source, number)))?;
        Some(format!("close the quote that opens on line {}", opened + 1))
    }
}

/// A text escaped for double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.trim_end().replace('\\', "\\\\").replace('"', "\\\""))
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
            ("title: @@X@@\n", "quotes: \"@@X@@\""),
            ("a:\n\t- b\n", "no tabs"),
            ("a:\n- [b\n", "close it"),
            ("a: \"b\nc:\n- d\n", "on line 1"),
            ("a: b\nc\n- d\n", "`c:`"),
            ("a: *b*\n", "quotes: \"*b*\""),
            ("a: 'b\nc: d\n", "on line 1"),
            ("a: \"b\" c\n", "the whole text in quotes"),
            ("a: \"C:\\windows\"\n", "for a backslash"),
        ] {
            assert!(help(text).contains(expected), "{text}: {}", help(text));
        }
    }
}
