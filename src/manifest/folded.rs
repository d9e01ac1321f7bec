//! Separators that YAML removes: a text that begins with `>` or is in quotes loses the line ends
//! around lines that no blank line separates.
//!
//! This examines the manifest as written, not the text that YAML makes of it.

use crate::source::Source;
use crate::span::Span;

/// The lines that separate slides and notes.
const SEPARATORS: [&str; 3] = ["---", "--", "???"];

/// The separator that a line consists of, ignoring spaces around it.
fn separator(line: &str) -> Option<&'static str> {
    SEPARATORS.into_iter().find(|separator| *separator == line.trim())
}

/// The separators of an inline chapter that do not separate in `text`, which YAML made from the
/// source at the start of `span`.
pub(super) fn lost_separators(
    source: &Source,
    span: &Span,
    text: &str,
) -> Vec<(&'static str, Span)> {
    let start = span.start as usize;
    let lines = lines_of(source, start);
    let mut written: Vec<_> = (0..lines.len())
        .filter_map(|index| Some((index, separator(&source.text()[lines[index].clone()])?)))
        .collect();
    let kept = text.lines().filter(|line| SEPARATORS.contains(line)).count();
    if is_literal(&source.text()[..start]) || written.len() <= kept {
        return Vec::new();
    }
    if kept > 0 {
        let is_blank = |index: Option<usize>| {
            let line = index.and_then(|index| lines.get(index).cloned());
            line.is_none_or(|line| source.text()[line].trim().is_empty())
        };
        written.retain(|&(index, _)| !is_blank(index.checked_sub(1)) || !is_blank(Some(index + 1)));
    }
    let span = |index: usize, separator: &str| {
        let line = lines[index].clone();
        let raw = &source.text()[line.clone()];
        let at = line.start + raw.len() - raw.trim_start().len();
        source.span(at..at + separator.len())
    };
    written.into_iter().map(|(index, separator)| (separator, span(index, separator))).collect()
}

/// Whether the header before a text is `|`, which keeps all lines.
fn is_literal(before: &str) -> bool {
    let header = before.trim_end().rsplit(['\n', ' ']).next().unwrap_or_default();
    header.starts_with('|')
}

/// The lines of a text that starts at a byte: up to the first with less indentation.
fn lines_of(source: &Source, start: usize) -> Vec<std::ops::Range<usize>> {
    let text = source.text();
    let first = text[..start].rfind('\n').map_or(0, |found| found + 1);
    let own = text[first..start].trim_start_matches(' ').is_empty();
    let indent = if own { start - first } else { 1 };
    let (mut found, mut at) = (Vec::new(), start);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let line = &text[at..end];
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if at > start && blanks < indent && !line.trim().is_empty() {
            break;
        }
        found.push(at..end);
        at = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::lost_separators;
    use crate::manifest::yaml::{self, YamlNode};
    use crate::path::ProjectPath;
    use crate::source::Source;

    /// The lines of the lost separators in the only text of a list.
    fn lost(text: &str) -> Vec<usize> {
        let source = Source::new(ProjectPath::new("slides/x.yml"), text);
        let YamlNode::List(items) = yaml::read(&source).unwrap().node else { panic!("a list") };
        let YamlNode::Text(value) = &items[0].node else { panic!("a text") };
        let lost = lost_separators(&source, &items[0].span, value);
        lost.iter().map(|(_, span)| text[..span.start as usize].matches('\n').count() + 1).collect()
    }

    #[test]
    fn literal_texts_lose_nothing() {
        assert_eq!(lost("- |\n  a\n  ---\n  b\n"), [0; 0]);
        assert_eq!(lost("- |-\n  a\n\n  ???\n  b\n- c\n"), [0; 0]);
    }

    #[test]
    fn folded_and_quoted_texts_lose_lines_without_blank_ones_around() {
        assert_eq!(lost("- >\n  a\n\n  ???\n\n  b\n"), [0; 0]);
        assert_eq!(lost("- >\n  a\n\n  ???\n  b\n\n  c\n"), [4]);
        assert_eq!(lost("- >-\n  a\n  ---\n  b\n\n  c\n- d\n"), [3]);
        assert_eq!(lost("- \"a\n\n  ???\n  b\n\n  c\"\n"), [3]);
        assert_eq!(lost("- 'a\n\n  ---\n\n  b\n  ---\n\n  c'\n"), [6]);
    }
}
