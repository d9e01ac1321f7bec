//! Rows of a table without the rule that makes them one.

use super::Misreadings;
use super::masked::MaskedText;
use crate::diag::ForeignSyntax;

/// Searches the lines of a slide for blocks of rows.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings) {
    if !text.shown.contains('|') {
        return;
    }
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (at, line) in text.lines().chain(std::iter::once((0, ""))) {
        let line = line.trim();
        let is_row = line.starts_with('|') && line.len() > 1;
        let has_bar = line.bytes().any(|byte| byte == b'|');
        let has_edges =
            has_bar && block.first().is_none_or(|(_, row)| row.starts_with('|') == is_row);
        if has_edges && (is_row || line.contains(" | ") || !block.is_empty() && is_bare_rule(line))
        {
            block.push((at, line));
            continue;
        }
        if let Some(&(first, row)) = block.first()
            && is_broken(text.raw, &block)
        {
            let shown = &text.shown[first..];
            let start = first + shown.len() - shown.trim_start_matches([' ', '\t']).len();
            found.foreign(ForeignSyntax::Table, text.raw, start..start + row.len());
        }
        block.clear();
    }
}

/// Whether several rows do not form a table: they have no rule, or one with another number of
/// columns.
fn is_broken(raw: &str, block: &[(usize, &str)]) -> bool {
    let rows = block.iter().filter(|(_, row)| cells(row) >= 2).count();
    if rows < 2 || rows < block.len().min(2) {
        return false;
    }
    let Some(&(at, row)) = block.first() else { return false };
    if !row.starts_with('|') {
        // Bars between words do not make a table, unless each of the lines has the same number.
        let has_links = block.iter().any(|(_, row)| row.contains("]("));
        let is_even = block.iter().all(|(_, other)| cells(other) == cells(row));
        return is_even && !has_links && !block.iter().any(|(_, row)| is_bare_rule(row));
    }
    let has_rule = block.iter().any(|(_, row)| is_rule(row));
    let written = raw[at..].lines().next().unwrap_or_default().trim();
    match block.get(1) {
        Some((_, rule)) if is_rule(rule) => {
            // A bar in code or after a backslash may be part of a cell.
            let is_plain = !written.contains(['\\', '`']) && written == row;
            is_plain && cells(rule) != cells(row)
        }
        _ => !has_rule,
    }
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let inner = row.strip_prefix('|').unwrap_or(row);
    inner.strip_suffix('|').unwrap_or(inner).split('|').count()
}

/// Whether a line is a rule between columns without bars at its ends: `---|---`.
fn is_bare_rule(line: &str) -> bool {
    line.contains('|') && is_rule(line)
}

/// Whether a row is the rule below the names of the columns.
fn is_rule(row: &str) -> bool {
    row.contains('-') && row.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}
