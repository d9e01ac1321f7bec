//! Tags that HTML reads and `CommonMark` does not: with `=` or quotes in an unquoted value, with no
//! space between attributes, or with a comma between them. `CommonMark` shows them as text.

use super::super::tokenizer::{HtmlTag, tag_at};
use super::LineEdit;

/// Changes after which `CommonMark` recognizes the tags of a line, too.
pub(in crate::render) fn repaired_tags(line: &str) -> Vec<LineEdit> {
    let mut found = Vec::new();
    if !line.contains('<') || !line.contains('=') {
        return found;
    }
    let (mut end, mut counted, mut backticks) = (0, 0, 0);
    for (at, _) in line.match_indices('<') {
        backticks += line[counted..at].matches('`').count();
        counted = at;
        let is_text = at >= end && backticks % 2 == 0;
        let Some(tag) = is_text.then(|| tag_at(line, at)).flatten() else { continue };
        end = at + tag.text.len();
        repair(&tag, at, &mut found);
    }
    found
}

fn repair(tag: &HtmlTag<'_>, at: usize, found: &mut Vec<LineEdit>) {
    for attribute in tag.attributes() {
        let range = at + attribute.range.start..at + attribute.range.end;
        if !is_name(attribute.name) {
            found.push(LineEdit { range, text: " " });
            continue;
        }
        let follows = tag.text[..attribute.range.start].ends_with(['"', '\'']);
        if follows && tag.text[attribute.range.clone()].starts_with(attribute.name) {
            found.push(LineEdit::insert(range.start, " "));
        }
        let value = attribute.value.unwrap_or_default();
        let is_odd = value.contains(['=', '\'', '`']) && !value.contains('"');
        if let Some(value) = attribute.value_range().filter(|_| is_odd && !attribute.is_quoted()) {
            found.push(LineEdit::insert(at + value.start, "\""));
            found.push(LineEdit::insert(at + value.end, "\""));
        }
    }
}

/// Whether `CommonMark` reads this as the name of an attribute.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::repaired_tags;

    fn repaired(line: &str) -> String {
        let mut out = line.to_owned();
        let mut edits = repaired_tags(line);
        edits.sort_by_key(|edit| edit.range.start);
        for edit in edits.into_iter().rev() {
            out.replace_range(edit.range, edit.text);
        }
        out
    }

    #[test]
    fn tags_of_html_are_tags_of_markdown() {
        for (line, expected) in [
            (
                "a <a href=http://h/?a=b&c=d id=x>t</a>",
                "a <a href=\"http://h/?a=b&c=d\" id=x>t</a>",
            ),
            ("<img src=\"a.png\"height=\"9\">", "<img src=\"a.png\" height=\"9\">"),
            (
                "<img src=\"a.gif\", width=600, height = 4/>",
                "<img src=\"a.gif\"  width=600, height = 4/>",
            ),
        ] {
            assert_eq!(repaired(line), expected);
        }
    }

    #[test]
    fn other_text_stays() {
        for line in ["<a href=\"x?a=b\">", "`<a b=c=d>`", "a < b=c=d>", "<x y=z=1>", "<a b=c>"] {
            assert_eq!(repaired(line), line);
        }
    }
}
