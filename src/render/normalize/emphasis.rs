//! Emphasis that remark reads and `CommonMark` does not: in `CommonMark`, the characters beside `*`
//! and `**` decide whether they open or close emphasis; in remark, the next marks close it.
//!
//! `**Never!**.red[x]` is such a case, because of the `!` before the end, without a space after it.
//! An invisible character that is neither a space nor punctuation makes both agree.

use std::ops::Range;

/// Whether a text begins at the start of a line, or after a masked piece.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum LineStart {
    Here,
    Before,
}

/// Asterisks side by side.
struct StarRun {
    start: usize,
    end: usize,
    /// The character before it.
    before: char,
    /// The character after it.
    after: char,
}

/// How `CommonMark` reads it.
impl StarRun {
    fn can_open(&self) -> bool {
        !self.is_before_blank() && (!is_sign(self.after) || is_between(self.before))
    }

    fn can_close(&self) -> bool {
        !self.is_after_blank() && (!is_sign(self.before) || is_between(self.after))
    }

    fn is_after_blank(&self) -> bool {
        self.before.is_whitespace()
    }

    fn is_before_blank(&self) -> bool {
        self.after.is_whitespace()
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || is_sign(c)
}

/// Where to insert a mark into a line, whose ranges of code, tags and addresses are given.
pub(in crate::render) fn joints(
    line: &str,
    inert: &[Range<usize>],
    start: LineStart,
) -> Vec<usize> {
    let mut found = Vec::new();
    if !line.contains('*') {
        return found;
    }
    let runs = runs(line, inert, start);
    for pair in pairs(&runs, 2) {
        let [open, close] = pair;
        // Marks that end one emphasis and begin the next, on earlier and later lines.
        let is_inside_out =
            open.can_close() && !open.can_open() && close.can_open() && !close.can_close();
        if is_inside_out {
            continue;
        }
        if !open.can_open() {
            found.push(open.end);
        }
        if !close.can_close() {
            found.push(close.start);
        }
    }
    for [open, close] in pairs(&runs, 1) {
        if open.can_open() && !close.can_close() && !close.is_after_blank() {
            found.push(close.start);
        }
    }
    found
}

/// The runs of a length, in pairs; empty if one is left over, whose partner is in another line.
fn pairs(runs: &[StarRun], length: usize) -> Vec<[&StarRun; 2]> {
    let is_bullet = |run: &StarRun| run.is_after_blank() && run.is_before_blank() && length == 1;
    let of_length = runs.iter().filter(|run| run.end - run.start == length && !is_bullet(run));
    let of_length: Vec<_> = of_length.collect();
    let (pairs, rest) = of_length.as_chunks::<2>();
    if rest.is_empty() { pairs.to_vec() } else { Vec::new() }
}

fn runs(line: &str, inert: &[Range<usize>], start: LineStart) -> Vec<StarRun> {
    let mut inert = inert.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].find(['*', '\\']) {
        let open = at + next;
        while inert.next_if(|range| range.end <= open).is_some() {}
        if let Some(range) = inert.peek().filter(|range| range.start <= open) {
            at = range.end;
            continue;
        }
        if line[open..].starts_with('\\') {
            at = open + 1 + line[open + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let end = open + line[open..].bytes().take_while(|&byte| byte == b'*').count();
        found.push(run(line, open..end, start));
        at = end;
    }
    found
}

/// A run with its neighbouring characters. Masked text counts as a letter.
fn run(line: &str, range: Range<usize>, start: LineStart) -> StarRun {
    let edge = if start == LineStart::Here { ' ' } else { 'a' };
    let before = line[..range.start].chars().next_back().unwrap_or(edge);
    let after = line[range.end..].chars().next().unwrap_or('a');
    StarRun { start: range.start, end: range.end, before, after }
}

/// Whether `CommonMark` may count a character as punctuation.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::inert;
    use super::{LineStart, joints};

    fn marked(line: &str) -> String {
        let mut out = line.to_owned();
        let mut places = joints(line, &inert(line), LineStart::Here);
        places.sort_unstable();
        for place in places.into_iter().rev() {
            out.insert(place, '|');
        }
        out
    }

    #[test]
    fn what_remark_reads_as_emphasis_gets_a_mark() {
        for (line, expected) in [
            ("**a!**", "**a!|**"),
            ("**a!**b", "**a!|**b"),
            ("a ** b ** c", "a **| b |** c"),
            ("`a`** b**, c", "`a`**| b**, c"),
            ("*a!*b", "*a!|*b"),
        ] {
            assert_eq!(marked(line), expected);
        }
    }

    #[test]
    fn other_text_stays() {
        for line in [
            "**a** *b* **`c`** d",
            "**a!** b",
            "* a *b*",
            "2 * 3 * 4",
            "a** b **c",
            "end** and **next**",
            "`**a!**b`",
            r"\**a!**b",
            "***",
            "[a](b**!**c)",
        ] {
            assert_eq!(marked(line), line);
        }
    }
}
