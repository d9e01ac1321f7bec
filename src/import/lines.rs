//! The lines of a Markdown file, and which of them are code.

use std::fmt::Write as _;

/// A line of a text.
#[derive(Clone, Debug)]
pub(super) struct TextLine<'t> {
    /// Where it begins.
    pub(super) at: usize,
    /// Its text, without its end.
    pub(super) text: &'t str,
    /// Whether it is part of a code block, its fences included.
    pub(super) is_code: bool,
}

/// The lines of a text from a byte on.
pub(super) fn lines(text: &str, from: usize) -> Vec<TextLine<'_>> {
    let mut found = Vec::new();
    let mut at = from;
    let mut open: Option<&str> = None;
    for line in text[from..].split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let mark = fence(text);
        let is_code = open.is_some() || mark.is_some();
        match (open, mark) {
            (None, Some((mark, _))) => open = Some(mark),
            (Some(opened), Some((mark, ""))) if mark.starts_with(opened) => open = None,
            _ => {}
        }
        found.push(TextLine { at, text, is_code });
        at += line.len();
    }
    found
}

/// The mark of a fence, and what follows it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start();
    let c = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(c);
    let mark = &text[..text.len() - rest.len()];
    (mark.len() >= 3 && (c == '~' || !rest.contains('`'))).then(|| (mark, rest.trim()))
}

/// Whether a line is a rule: three or more `-`, `_` or `*`.
pub(super) fn is_rule(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let indent = line.len() - line.trim_start().len();
    let first = marks.chars().next().unwrap_or(' ');
    indent < 4 && marks.len() >= 3 && "-_*".contains(first) && marks.chars().all(|c| c == first)
}

/// A slide in remark's syntax.
#[derive(Debug, Default)]
pub(super) struct WrittenSlide {
    /// Its properties, in order.
    pub(super) properties: Vec<(String, String)>,
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Its notes.
    pub(super) notes: Vec<String>,
}

impl WrittenSlide {
    /// Sets a property.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        self.properties.retain(|(known, _)| known != key);
        if !value.trim().is_empty() {
            self.properties.push((key.to_owned(), value.trim().to_owned()));
        }
    }
}

/// Slides as a text.
pub(super) fn written(slides: &[WrittenSlide]) -> String {
    let mut out = String::new();
    for (index, slide) in slides.iter().enumerate() {
        if index > 0 {
            out.push_str("\n---\n\n");
        }
        for (key, value) in &slide.properties {
            _ = writeln!(out, "{key}: {value}");
        }
        if !slide.properties.is_empty() {
            out.push('\n');
        }
        out.push_str(trimmed(&slide.lines).as_str());
        out.push('\n');
        let notes = trimmed(&slide.notes);
        if !notes.is_empty() {
            _ = write!(out, "\n???\n\n{notes}\n");
        }
    }
    out
}

/// Lines as a text, without blank lines around.
fn trimmed(lines: &[String]) -> String {
    let text = lines.join("\n");
    text.trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_rule, lines};

    #[test]
    fn code_hides_what_looks_like_a_rule() {
        let text = "a\n```yaml\n---\n````x\n```\n---\n";
        let found: Vec<_> = lines(text, 0).into_iter().map(|line| line.is_code).collect();
        assert_eq!(found, [false, true, true, true, true, false]);
    }

    #[test]
    fn rules_are_made_of_three_marks() {
        for rule in ["---", " * * *", "_____", "- - -"] {
            assert!(is_rule(rule), "{rule}");
        }
        for other in ["--", "-*-", "    ---", "", "--- x"] {
            assert!(!is_rule(other), "{other}");
        }
    }
}
