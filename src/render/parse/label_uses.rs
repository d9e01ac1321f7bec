//! Link labels that no chapter defines, and footnotes, which are not supported.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;

use comemo::Tracked;

use super::super::labels::Labels;
use crate::diag::AddressProblem;
use crate::markdown::{LabelUse, LinkDestination};

/// How many problems of one text are reported.
const MOST_REPORTED: usize = 100;

/// The labels that a text uses.
#[derive(Default)]
pub(super) struct LabelUses {
    /// Whether any label was looked up.
    pub(super) asked: Cell<bool>,
    /// The ones to report: the first byte, the byte after the last, and the label.
    found: RefCell<BTreeSet<(usize, usize, String)>>,
}

impl LabelUses {
    /// The target of a label. A label without one is kept for the report.
    pub(super) fn look_up(
        &self,
        found: &LabelUse<'_>,
        labels: &Tracked<'_, Labels>,
    ) -> Option<LinkDestination> {
        self.asked.set(true);
        let target = labels.target(found.label);
        // The first word of a note is not an address.
        let is_note = footnote(found.label).is_some();
        let target = target.filter(|to| !is_note || to.url.contains(['/', '.', ':', '#']));
        let is_wrong = target.is_none() && (is_note || found.is_certain);
        let mut uses = self.found.borrow_mut();
        if is_wrong && uses.len() < MOST_REPORTED {
            uses.insert((found.range.start, found.range.end, found.label.to_owned()));
        }
        target
    }

    /// Reports problems with the labels of a text, each with its range.
    pub(super) fn report(
        self,
        text: &str,
        labels: &Tracked<'_, Labels>,
        mut report: impl FnMut(AddressProblem, Range<usize>),
    ) {
        let mut seen = BTreeSet::new();
        for (start, end, label) in self.found.into_inner() {
            if !is_written_as_link(text, start..end) || !seen.insert(label.clone()) {
                continue;
            }
            let problem = match footnote(&label) {
                Some(note) => AddressProblem::Footnote { label: note.to_owned() },
                None if is_index(&text[start..end]) => continue,
                None => {
                    let nearest = labels.nearest(&label);
                    AddressProblem::UnknownLabel { label, nearest }
                }
            };
            report(problem, start..end);
        }
    }
}

/// The name of a footnote: `1` of `^1`. Others, such as `^-` or `^0-9a-f`, are patterns.
fn footnote(label: &str) -> Option<&str> {
    let name = label.strip_prefix('^')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then_some(name)
}

/// Whether brackets look like a link: not `a[i][j]`, which is code, nor `[^a]*`, a pattern.
fn is_written_as_link(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let is_footnote = text[range].starts_with("[^");
    let is_code =
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '$' | '\\'));
    let is_pattern = after.is_some_and(|c| matches!(c, '*' | '+' | '?' | '{' | '[' | '\\'));
    let is_pattern = is_pattern || before.is_some_and(|c| matches!(c, '\\' | '(' | '/' | '^'));
    if is_footnote { !is_pattern } else { !is_code }
}

/// Whether brackets are rather two indices: `[i][j]`, `[0][1]`.
fn is_index(brackets: &str) -> bool {
    let mut inner = brackets.split(['[', ']']).filter(|inner| !inner.is_empty());
    inner.clone().count() == 2 && inner.all(|inner| inner.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::super::of_markdown;
    use crate::diag::{AddressProblem, Problem};

    /// The labels and footnotes that are reported in a text.
    fn reported(text: &str) -> Vec<String> {
        let tree = of_markdown(text);
        let label = |problem: &Problem| match problem {
            Problem::Address(AddressProblem::UnknownLabel { label, .. }) => Some(label.clone()),
            Problem::Address(AddressProblem::Footnote { label }) => Some(format!("^{label}")),
            _ => None,
        };
        tree.problems.iter().filter_map(|(problem, _)| label(problem)).collect()
    }

    #[test]
    fn labels_and_footnotes_are_reported_where_they_are_meant() {
        for (text, found) in [
            ("See [the docs][docs].", &["docs"][..]),
            ("See [docs][].", &["docs"]),
            ("Foo[^1] bar[^note].", &["^1", "^note"]),
            ("[^1] at the beginning", &["^1"]),
            ("A word [in brackets], `[a][docs]`, `x[^1]`.", &[]),
            ("a[i][j], x[key][other], [x][i]", &[]),
            ("[the x][i]", &["i"]),
            ("[^/]+ and [^a]* and ([^b]|c)", &[]),
            ("x\n\n    [a][docs]", &[]),
            ("\\[a][docs]", &[]),
        ] {
            assert_eq!(reported(text), found, "{text}");
        }
    }
}
