//! Edits as a patch that `git apply` and `patch -p1` read.

use std::fmt::Write as _;
use std::ops::Range;

use super::edits::{FileEdit, apply};
use crate::path::ProjectPath;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// Some lines, and their replacement.
struct ChangedLines {
    old: Range<usize>,
    new: Vec<String>,
}

/// The changes of one file as a patch: its old and new name, its text, and sorted edits.
pub fn diff((old, new): (&ProjectPath, &ProjectPath), text: &str, edits: &[FileEdit]) -> String {
    let mut out = format!("diff --git a/{old} b/{new}\n");
    // Writing to a String cannot fail.
    if old != new {
        let _ = write!(out, "rename from {old}\nrename to {new}\n");
    }
    if edits.is_empty() {
        return out;
    }
    let from = if text.is_empty() {
        out.push_str("new file mode 100644\n");
        "/dev/null".to_owned()
    } else {
        format!("a/{old}")
    };
    let _ = write!(out, "--- {from}\n+++ b/{new}\n");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = changed_lines(text, &lines, edits);
    let mut shift = 0_isize;
    let mut first = 0;
    while first < changes.len() {
        let mut last = first;
        while changes
            .get(last + 1)
            .is_some_and(|next| next.old.start <= changes[last].old.end + 2 * CONTEXT)
        {
            last += 1;
        }
        hunk(&mut out, &lines, &changes[first..=last], &mut shift);
        first = last + 1;
    }
    out
}

/// The lines that edits change; edits on the same line are one change.
fn changed_lines(text: &str, lines: &[&str], edits: &[FileEdit]) -> Vec<ChangedLines> {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts.last().copied().unwrap_or(0) + line.len());
    }
    let line_of = |byte: usize| starts.partition_point(|&start| start <= byte).saturating_sub(1);
    let mut changes: Vec<ChangedLines> = Vec::new();
    let mut at = 0;
    while at < edits.len() {
        let first = line_of(edits[at].start);
        let is_insert = |edit: &FileEdit| edit.start == edit.end && edit.text.ends_with('\n');
        let end_line = |edit: &FileEdit| {
            let is_whole = is_insert(edit) && starts.contains(&edit.start);
            if is_whole { line_of(edit.start) } else { (line_of(edit.end) + 1).min(lines.len()) }
        };
        let mut end = end_line(&edits[at]);
        let begin = at;
        at += 1;
        while edits.get(at).is_some_and(|edit| line_of(edit.start) < end) {
            end = end.max(end_line(&edits[at]));
            at += 1;
        }
        let range = starts[first.min(lines.len())]..starts[end];
        let part: Vec<_> = edits[begin..at]
            .iter()
            .map(|edit| {
                let moved = edit.start - range.start..edit.end - range.start;
                FileEdit::new(moved, edit.text.clone())
            })
            .collect();
        let new = apply(&text[range], &part);
        let new = new.split_inclusive('\n').map(str::to_owned).collect();
        changes.push(ChangedLines { old: first.min(lines.len())..end, new });
    }
    changes
}

fn hunk(out: &mut String, lines: &[&str], changes: &[ChangedLines], shift: &mut isize) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let start = first.old.start.saturating_sub(CONTEXT);
    let end = (last.old.end + CONTEXT).min(lines.len());
    let added: usize = changes.iter().map(|change| change.new.len()).sum();
    let removed: usize = changes.iter().map(|change| change.old.len()).sum();
    let (count, new_count) = (end - start, end - start + added - removed);
    // A hunk without old lines begins at the line before it.
    let line = |start: usize, count: usize| if count == 0 { start } else { start + 1 };
    let new_start = start.saturating_add_signed(*shift);
    let _ = writeln!(
        out,
        "@@ -{},{count} +{},{new_count} @@",
        line(start, count),
        line(new_start, new_count)
    );
    let mut put = |mark: char, line: &str| {
        out.push(mark);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    };
    let mut at = start;
    for change in changes {
        lines[at..change.old.start].iter().for_each(|line| put(' ', line));
        lines[change.old.clone()].iter().for_each(|line| put('-', line));
        change.new.iter().for_each(|line| put('+', line));
        at = change.old.end;
    }
    lines[at..end].iter().for_each(|line| put(' ', line));
    *shift += isize::try_from(added).unwrap_or(0) - isize::try_from(removed).unwrap_or(0);
}

#[cfg(test)]
mod tests {
    use super::super::edits::FileEdit;
    use super::diff;
    use crate::path::ProjectPath;

    fn patch(text: &str, edits: &[FileEdit]) -> String {
        let file = ProjectPath::new("a");
        diff((&file, &file), text, edits)
    }

    #[test]
    fn near_changes_are_one_hunk() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let edits = [FileEdit::new(2..3, "b"), FileEdit::new(8..9, "e")];
        assert_eq!(
            patch(text, &edits),
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,8 +1,8 @@\n 1\n-2\n+b\n 3\n 4\n-5\n+e\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn new_lines_and_missing_line_ends() {
        assert_eq!(
            patch("a\nb\n", &[FileEdit::new(2..2, "x\n")]),
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n a\n+x\n b\n"
        );
        assert_eq!(
            patch("a", &[FileEdit::new(0..1, "b")]),
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
        );
        assert_eq!(
            patch("", &[FileEdit::new(0..0, "b\n")]),
            "diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+b\n"
        );
    }
}
