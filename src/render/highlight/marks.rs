//! Marks: parts of code between backticks, shown with a marker drawn over them.
//!
//! The rules follow remark's `highlightSpans`, except that they apply to the text of a line and not
//! to its markup. The backticks are removed before a grammar parses the code.

use std::borrow::Cow;
use std::ops::Range;

/// A marked part of one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::render) struct Mark {
    /// The line, from 0.
    pub(in crate::render) line: usize,
    /// The byte range in the line, without the backticks.
    pub(in crate::render) range: Range<usize>,
}

/// Removes the backticks of marks from `code`, and returns the marks in order.
pub(in crate::render) fn take_marks(code: &str) -> (Cow<'_, str>, Vec<Mark>) {
    let mut marks = Vec::new();
    if !code.contains('`') {
        return (Cow::Borrowed(code), marks);
    }
    let mut text = String::with_capacity(code.len());
    for (index, line) in code.lines().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        take_marks_of_line(line, index, &mut text, &mut marks);
    }
    (Cow::Owned(text), marks)
}

/// Appends one line without the backticks of its marks to `text`.
///
/// A mark requires a character before its first backtick that is neither a backtick nor part of the
/// previous mark. A backslash there is dropped, and both backticks stay.
fn take_marks_of_line(line: &str, index: usize, text: &mut String, marks: &mut Vec<Mark>) {
    let line_start = text.len();
    let mut copied = 0;
    let mut from = 0;
    while let Some((open, close)) = next_pair(line, from) {
        let before = &line[copied..open];
        if let Some(unescaped) = before.strip_suffix('\\') {
            text.push_str(unescaped);
            text.push_str(&line[open..=close]);
        } else {
            text.push_str(before);
            let start = text.len() - line_start;
            text.push_str(&line[open + 1..close]);
            marks.push(Mark { line: index, range: start..text.len() - line_start });
        }
        copied = close + 1;
        from = close + 1;
    }
    text.push_str(&line[copied..]);
}

/// The first two backticks after `from` with text between them and a character other than a
/// backtick before them.
fn next_pair(line: &str, from: usize) -> Option<(usize, usize)> {
    let backtick = |from: usize| Some(from + line.get(from..)?.find('`')?);
    let mut open = backtick(from)?;
    loop {
        let close = backtick(open + 1)?;
        let has_room_before = open > from && line.as_bytes().get(open - 1) != Some(&b'`');
        if has_room_before && close > open + 1 {
            return Some((open, close));
        }
        open = close;
    }
}

#[cfg(test)]
mod tests {
    use super::take_marks;

    /// The code with its marks in angle brackets.
    fn shown(code: &str) -> String {
        let (text, marks) = take_marks(code);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for mark in marks.iter().rev() {
            lines[mark.line].insert(mark.range.end, '>');
            lines[mark.line].insert(mark.range.start, '<');
        }
        lines.join("\n")
    }

    #[test]
    fn backticks_mark_what_is_between_them() {
        assert_eq!(shown("a `f` b"), "a <f> b");
        assert_eq!(shown("key: `value`"), "key: <value>");
        assert_eq!(shown("X=`hostname`"), "X=<hostname>");
        assert_eq!(shown("a `b` c `d e`."), "a <b> c <d e>.");
        assert_eq!(shown("a: 1\n  `b: 2`\nc: `3`"), "a: 1\n  <b: 2>\nc: <3>");
        assert_eq!(shown("é `ü` ß"), "é <ü> ß");
    }

    #[test]
    fn a_mark_needs_a_character_before_it() {
        assert_eq!(shown("`key: value`"), "`key: value`");
        assert_eq!(shown("`a` b `c`"), "`a< b >c`");
        // The character before may not belong to the previous mark.
        assert_eq!(shown("a `b``c` d"), "a <b>`c` d");
        assert_eq!(shown("a `b`c`d`"), "a <b>c<d>");
    }

    #[test]
    fn a_backslash_leaves_both_backticks_and_goes() {
        assert_eq!(shown(r"a \`f` b"), "a `f` b");
        assert_eq!(shown(r"\`f` `g`"), "`f` <g>");
        assert_eq!(shown(r"a \` b"), r"a \` b");
    }

    #[test]
    fn lone_double_and_distant_backticks_stay() {
        for code in ["a ` b", "a ``b`` c", "a `b\nc` d", "``", "```", "a ```b``` c", "`", ""] {
            assert_eq!(shown(code), code);
        }
    }
}
