//! Two slides side by side, line by line and word by word.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::render::deck_text::{LineKind, SlideLine};

/// How many pairs of lines of two slides are compared at most; beyond it, all lines between those that
/// are equal at both ends count as changed.
const MOST_LINES: usize = 1 << 20;

/// The same for the words of two lines.
const MOST_WORDS: usize = 1 << 16;

/// How many lines ahead the other version of a line is searched.
const LOOK_AHEAD: usize = 8;

/// How many lines of one slide are compared word by word.
const MOST_VERSIONS: usize = 2_000;

/// The similarity, from 0 to 100, from which two lines are shown as versions of each other.
const ALIKE: usize = 40;

/// A row of the comparison: a line of the old slide, of the new one, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRow {
    /// The old line.
    pub old: Option<DiffLine>,
    /// The new line.
    pub new: Option<DiffLine>,
}

/// A line in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// What it is.
    pub kind: LineKind,
    /// Its text, in order.
    pub pieces: Vec<DiffPiece>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    /// Its text.
    pub text: String,
    /// Whether the other version of the line lacks it.
    pub is_changed: bool,
}

impl DiffRow {
    /// Whether both slides have the line.
    pub fn is_same(&self) -> bool {
        self.old.is_some() && self.old == self.new
    }

    fn same(line: &SlideLine) -> Self {
        Self { old: Some(DiffLine::whole(line)), new: Some(DiffLine::whole(line)) }
    }

    fn removed(line: &SlideLine) -> Self {
        Self { old: Some(DiffLine::whole(line)), new: None }
    }

    fn added(line: &SlideLine) -> Self {
        Self { old: None, new: Some(DiffLine::whole(line)) }
    }
}

impl DiffLine {
    /// A line without marks.
    fn whole(line: &SlideLine) -> Self {
        let pieces = vec![DiffPiece { text: line.text.clone(), is_changed: false }];
        Self { kind: line.kind, pieces }
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Compares the lines of two slides.
pub(super) fn rows(old: &[SlideLine], new: &[SlideLine]) -> Vec<DiffRow> {
    let mut numbers: HashMap<&SlideLine, u32> = HashMap::new();
    let mut number = |line| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(line).or_insert(next)
    };
    let from: Vec<u32> = old.iter().map(&mut number).collect();
    let to: Vec<u32> = new.iter().map(&mut number).collect();
    let (mut rows, mut budget) = (Vec::new(), MOST_VERSIONS);
    for op in operations(&from, &to, MOST_LINES) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                rows.extend(old[old_index..old_index + len].iter().map(DiffRow::same));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                rows.extend(old[old_index..old_index + old_len].iter().map(DiffRow::removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                rows.extend(new[new_index..new_index + new_len].iter().map(DiffRow::added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let old = &old[old_index..old_index + old_len];
                let new = &new[new_index..new_index + new_len];
                replaced((old, new), &mut budget, &mut rows);
            }
        }
    }
    rows
}

/// The operations that turn one list into the other. If they differ too much, everything between
/// their equal ends is replaced.
fn operations(from: &[u32], to: &[u32], most: usize) -> Vec<DiffOp> {
    let start = from.iter().zip(to).take_while(|(one, other)| one == other).count();
    let ends = from[start..].iter().rev().zip(to[start..].iter().rev());
    let end = ends.take_while(|(one, other)| one == other).count();
    let (old, new): (Range<usize>, Range<usize>) = (start..from.len() - end, start..to.len() - end);
    if old.len().saturating_mul(new.len()) <= most {
        return capture_diff_slices(Algorithm::Myers, from, to);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal { old_index, new_index, len };
    let whole = DiffOp::Replace {
        old_index: start,
        old_len: old.len(),
        new_index: start,
        new_len: new.len(),
    };
    vec![equal(0, 0, start), whole, equal(old.end, new.end, end)]
}

/// Rows of lines that replaced others: versions of the same line side by side, as long as the
/// budget of comparisons lasts.
fn replaced((old, new): (&[SlideLine], &[SlideLine]), budget: &mut usize, rows: &mut Vec<DiffRow>) {
    let mut next = 0;
    for line in new {
        let n_ahead = LOOK_AHEAD.min(*budget);
        let mut ahead = old.iter().enumerate().skip(next).take(n_ahead);
        let found = ahead.find_map(|(at, other)| {
            *budget -= 1;
            Some((at, versions(other, line)?))
        });
        match found {
            Some((at, row)) => {
                rows.extend(old[next..at].iter().map(DiffRow::removed));
                rows.push(row);
                next = at + 1;
            }
            None => rows.push(DiffRow::added(line)),
        }
    }
    rows.extend(old[next..].iter().map(DiffRow::removed));
}

/// Two versions of a line, if they are alike.
fn versions(old: &SlideLine, new: &SlideLine) -> Option<DiffRow> {
    let (from, to) = (words(&old.text), words(&new.text));
    if from.len().saturating_mul(to.len()) > MOST_WORDS {
        return None;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &from, &to);
    let (mut left, mut right, mut common) = (Vec::new(), Vec::new(), 0);
    for op in ops {
        let (is_same, old_range, new_range) =
            (matches!(op, DiffOp::Equal { .. }), op.old_range(), op.new_range());
        let (one, other) = (from[old_range].concat(), to[new_range].concat());
        if is_same {
            common += one.chars().filter(|c| c.is_alphanumeric()).count();
        }
        left.push(DiffPiece { text: one, is_changed: !is_same });
        right.push(DiffPiece { text: other, is_changed: !is_same });
    }
    let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if common * 200 < ALIKE * (length(&old.text) + length(&new.text)).max(1) {
        return None;
    }
    let line = |kind, pieces: Vec<DiffPiece>| {
        let pieces = pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect();
        Some(DiffLine { kind, pieces })
    };
    Some(DiffRow { old: line(old.kind, left), new: line(new.kind, right) })
}

/// A text as words, runs of white space, and single other characters.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| {
        if c.is_alphanumeric() {
            1
        } else if c.is_whitespace() {
            2
        } else {
            0
        }
    };
    let (mut found, mut start, mut last) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        if at > start && (kind(c) == 0 || kind(c) != last) {
            found.push(&text[start..at]);
            start = at;
        }
        last = kind(c);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{DiffRow, SlideLine, rows, words};
    use crate::render::deck_text::LineKind;

    fn lines(texts: &[&str]) -> Vec<SlideLine> {
        let line = |text: &&str| SlideLine { kind: LineKind::Text, text: (*text).to_owned() };
        texts.iter().map(line).collect()
    }

    fn shown(rows: &[DiffRow]) -> Vec<(String, String)> {
        let side = |line: &Option<super::DiffLine>| {
            line.as_ref().map_or_else(String::new, |line| {
                let mark = |piece: &super::DiffPiece| {
                    if piece.is_changed { format!("[{}]", piece.text) } else { piece.text.clone() }
                };
                line.pieces.iter().map(mark).collect()
            })
        };
        rows.iter().map(|row| (side(&row.old), side(&row.new))).collect()
    }

    #[test]
    fn versions_of_a_line_stand_side_by_side() {
        let old = lines(&["# Bread", "Bake for ten minutes.", "Eat."]);
        let new = lines(&["# Bread", "Knead.", "Bake for twenty minutes.", "Eat."]);
        let expected = [
            ("# Bread", "# Bread"),
            ("", "Knead."),
            ("Bake for [ten] minutes.", "Bake for [twenty] minutes."),
            ("Eat.", "Eat."),
        ];
        let expected: Vec<(String, String)> =
            expected.iter().map(|(one, other)| ((*one).into(), (*other).into())).collect();
        assert_eq!(shown(&rows(&old, &new)), expected);
    }

    #[test]
    fn lines_without_anything_in_common_are_removed_and_added() {
        let found = rows(&lines(&["Flour and water"]), &lines(&["Butter"]));
        assert_eq!(shown(&found).len(), 2);
        assert!(found.iter().all(|row| !row.is_same()));
    }

    #[test]
    fn long_slides_are_not_compared_line_by_line() {
        let many = |word: &str| (0..20_000).map(|n| format!("{word} {n}")).collect::<Vec<_>>();
        let (old, new) = (many("old"), many("new"));
        let of = |texts: &[String]| lines(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let found = rows(&of(&old), &of(&new));
        assert!((20_000..=40_000).contains(&found.len()));
    }

    #[test]
    fn words_are_the_whole_text() {
        for text in ["", "a b", "  a--b: c\u{301}é!", "日本 語"] {
            assert_eq!(words(text).concat(), text);
        }
        assert_eq!(words("a b.c"), ["a", " ", "b", ".", "c"]);
    }
}
