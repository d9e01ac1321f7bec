//! What is wrong with a YAML file in an author's words, and the suggested fix.

use super::yaml::MAX_DEPTH;
use crate::source::Source;

/// What the parser said of a place, in words, and what to do about it.
pub(super) fn explain(said: &str, source: &Source, at: u32) -> (String, Option<String>) {
    let at = at as usize;
    let lines = source.lines();
    let number = lines.line(at.min(source.text().len()));
    let line = line(source, number);
    let rest = &line[at.saturating_sub(lines.start(number)).min(line.len())..];
    if let Some(limit) = limit(said) {
        return (limit, None);
    }
    if said.starts_with("multiple YAML documents") {
        let help = "take the line `---` out".to_owned();
        return ("a second document begins here, where one is expected".to_owned(), Some(help));
    }
    let help = if said.starts_with("unexpected character") || said.starts_with("alias references") {
        Some(format!("a text that begins so stands in quotes: {}", quoted(rest)))
    } else if said.starts_with("mapping values are not allowed") {
        Some(colon(line, rest))
    } else if said.starts_with("tabs disallowed") {
        Some("indent with blanks: YAML allows no tabs here".to_owned())
    } else if said.starts_with("unclosed bracket") {
        Some("close it, or put the text in quotes".to_owned())
    } else if said.contains("quoted scalar") {
        open_quote(source, number)
    } else if said.starts_with("simple key expected") {
        Some(format!("a key ends in a colon: `{}:`", line.trim().trim_end_matches(':')))
    } else {
        None
    };
    (said.to_owned(), help)
}

/// The limits of the parser in words.
fn limit(said: &str) -> Option<String> {
    let limit = said.strip_prefix("budget breached: ");
    if said == "recursion limit exceeded" || limit.is_some_and(|limit| limit.starts_with("Depth")) {
        return Some(format!("lists and mappings are nested deeper than {MAX_DEPTH} levels"));
    }
    limit.map(|_| "with its aliases followed, the file grows beyond all bounds".to_owned())
}

/// A text as it can be written between double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.trim_end().replace('\\', "\\\\").replace('"', "\\\""))
}

/// A colon where none may stand: in a text, or after a key in a wrong column.
fn colon(line: &str, rest: &str) -> String {
    let before = &line[..line.len() - rest.len()];
    let value = before.split_once(": ").map(|(key, _)| &line[key.len() + 2..]);
    match value {
        Some(value) => format!(
            "a text with `: ` in it stands in quotes: `{}{}`",
            &line.trim_start()[..line.trim_start().len() - value.len()],
            quoted(value)
        ),
        None => "begin it in the same column as the keys before it".to_owned(),
    }
}

/// The line above a place, or its own, on which a quote is opened and not closed.
fn open_quote(source: &Source, number: usize) -> Option<String> {
    let is_open = |text: &str| {
        ['"', '\''].iter().any(|&quote| {
            let value = text.split_once(": ").map_or(text, |(_, value)| value);
            let value = value.trim_start_matches(['-', ' ']);
            value.starts_with(quote) && value.matches(quote).count() == 1
        })
    };
    let opened = (0..=number).rev().find(|&number| is_open(line(source, number)))?;
    Some(format!("close the quote that opens on line {}", opened + 1))
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
    fn mends_are_named() {
        for (text, expected) in [
            ("title: a: b\n", "quotes: `title: \"a: b\"`"),
            ("title: T\n content:\n", "same column"),
            ("title: T\n---\na: b\n", "take the line `---` out"),
            ("title: @@X@@\n", "quotes: \"@@X@@\""),
            ("a:\n\t- b\n", "no tabs"),
            ("a:\n- [b\n", "close it"),
            ("a: \"b\nc:\n- d\n", "on line 1"),
            ("a: b\nc\n- d\n", "`c:`"),
            ("a: *b*\n", "quotes: \"*b*\""),
        ] {
            assert!(help(text).contains(expected), "{text}: {}", help(text));
        }
    }
}
