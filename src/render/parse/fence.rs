//! The code between fences, as shown.

use std::collections::BTreeMap;

use super::super::buffer::variable;
use crate::syntax::Fence;

/// How many spaces a fence in a list removes from its lines: the same number as in remark, but the
/// same from each.
const LIST_INDENT: usize = 4;

/// The code without the indentation of its fence.
///
/// remark removes up to four spaces from each line of a fence in a list, one line at a time, and so
/// flattens YAML. This removes the same number from all lines.
pub(super) fn dedented(fence: &Fence, body: &str) -> String {
    let expanded = body.replace('\t', "    ");
    if fence.indent == 0 {
        return expanded;
    }
    let indents = expanded
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len());
    let common = indents.min().unwrap_or(0).min(LIST_INDENT);
    let lines = expanded.split('\n').map(|line| line.get(common..).unwrap_or(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The code as shown: `{{key}}` stays, as do all other braces. A backslash that prevents replacing
/// `{{key}}` in remark is removed.
pub(super) fn unescaped(code: &str, variables: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(code.len());
    let (mut start, mut at) = (0, 0);
    while let Some(found) = code[at..].find("{{") {
        let open = at + found;
        at = open + 2;
        let is_known = variable(code, open).is_some_and(|(_, key)| variables.contains_key(key));
        if is_known && code[start..open].ends_with('\\') {
            out.push_str(&code[start..open - 1]);
            start = open;
        }
    }
    out.push_str(&code[start..]);
    out
}
