//! Backslashes that remark shows: before a sign that needs none, where `CommonMark` removes it.

use std::ops::Range;

/// The signs before which remark removes a backslash, and `<`: authors escape tags, and remark
/// shows neither the backslash nor the tag.
const ESCAPABLE: &str = "\\`*{}[]()#+-.!_>~|<";

/// The backslashes of a line that must be shown. The ranges of code, tags and addresses are given,
/// and are skipped.
pub(in crate::render) fn kept_backslashes(line: &str, inert: &[Range<usize>]) -> Vec<usize> {
    let mut inert = inert.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].find('\\') {
        let start = at + next;
        while inert.next_if(|range| range.end <= start).is_some() {}
        if let Some(range) = inert.peek().filter(|range| range.start <= start) {
            at = range.end;
            continue;
        }
        let Some(sign) = line[start + 1..].chars().next() else { break };
        if sign.is_ascii_punctuation() && !ESCAPABLE.contains(sign) {
            found.push(start);
        }
        at = start + 1 + sign.len_utf8();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::inert;
    use super::kept_backslashes;

    #[test]
    fn a_backslash_stays_before_what_needs_none() {
        for (line, expected) in [
            (r"the backslash ('\').", 1),
            (r"C:\$x and \% and \'", 3),
            (r"\*a\* \<b> \\' \a", 0),
            (r"`\'` <a title='\''> [b](c\%d)", 0),
            ("a\\", 0),
        ] {
            assert_eq!(kept_backslashes(line, &inert(line)).len(), expected, "{line}");
        }
    }
}
