//! The cells of tables.

use pulldown_cmark::Alignment;

use super::super::tree::{MarkupName, NodeId, Shape};
use super::Parser;

/// The parser's position in a table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    is_in_body: bool,
    /// The cell that was opened last.
    cell: Option<NodeId>,
    /// The end of the last cell in the buffer.
    end: usize,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self { alignments, ..Self::default() }
    }

    pub(super) fn end_head(&mut self) {
        self.is_in_body = true;
        self.column = 0;
    }

    pub(super) fn end_row(&mut self) {
        self.column = 0;
    }
}

/// Opens the next cell of a row.
pub(super) fn cell(parser: &mut Parser<'_, '_>, at: usize) {
    let table = &mut parser.table;
    // Classes, because pages forbid style attributes.
    let class = match table.alignments.get(table.column) {
        Some(Alignment::Left) => Some("align-left"),
        Some(Alignment::Center) => Some("align-center"),
        Some(Alignment::Right) => Some("align-right"),
        Some(Alignment::None) | None => None,
    };
    table.column += 1;
    let name = if table.is_in_body { "td" } else { "th" };
    let cell = parser.open(name, Shape::Inline, at);
    if let Some(element) = parser.builder.tree.element_mut(cell) {
        element.classes.extend(class);
    }
    parser.table.cell = Some(cell);
}

/// Makes an empty header cell a `td`: screen readers would announce nothing.
pub(super) fn end_cell(parser: &mut Parser<'_, '_>, end: usize) {
    parser.table.end = end;
    let Some(cell) = parser.table.cell.filter(|_| !parser.table.is_in_body) else { return };
    let tree = &mut *parser.builder.tree;
    if tree.first(cell).is_none()
        && let Some(element) = tree.element_mut(cell)
    {
        element.name = MarkupName::Known("td");
    }
}

/// Adds the cells of a row beyond the columns of the header. GitHub silently drops them; remark
/// shows them, and so does this.
pub(super) fn further_cells(parser: &mut Parser<'_, '_>, end: usize) {
    let text = &parser.buffer.text;
    let start = parser.table.end.clamp(0, end);
    let Some(rest) = text.get(start..end).map(str::trim_end) else { return };
    let rest = rest.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(rest);
    // Text before the first bar belongs to the last cell.
    let Some(mut at) = rest.find('|').map(|bar| start + bar + 1) else { return };
    let end = start + rest.len();
    while at <= end {
        let inner = &text[at..end];
        let length = bar(inner).unwrap_or(inner.len());
        let trimmed = inner[..length].trim();
        let first = at + inner[..length].len() - inner[..length].trim_start().len();
        cell(parser, first);
        parser.phrase(first..first + trimmed.len());
        parser.close();
        at += length + 1;
    }
}

/// The first unescaped bar of a text.
fn bar(text: &str) -> Option<usize> {
    let mut bars = text.match_indices('|').map(|(at, _)| at);
    bars.find(|&at| !text[..at].ends_with('\\'))
}
