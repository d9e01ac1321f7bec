//! The columns of the table that is being written.

use pulldown_cmark::Alignment;

use super::html::Html;

/// Where the writer is in a table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_body: bool,
    /// Where the current cell begins in the output.
    cell: usize,
    /// Where the last cell ended in the buffer.
    end: usize,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self { alignments, column: 0, in_body: false, cell: 0, end: 0 }
    }

    /// The tags of the next cell, the start tag without its end, which is written at `at`.
    pub(super) fn next_cell(&mut self, at: usize) -> (String, &'static str) {
        self.cell = at;
        let name = if self.in_body { "td" } else { "th" };
        // Classes, because pages forbid style attributes.
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        (format!("<{name}{class}"), if self.in_body { "</td>" } else { "" })
    }

    /// A header cell without text is no header: screen readers would announce nothing.
    pub(super) fn end_cell(&mut self, out: &mut String, end: usize) {
        self.end = end;
        if self.in_body {
            return;
        }
        let cell = &out[self.cell..];
        if cell.starts_with("<th") && cell.find('>') == Some(cell.len() - 1) {
            out.replace_range(self.cell + 1..self.cell + 3, "td");
            out.push_str("</td>");
        } else {
            out.push_str("</th>");
        }
    }

    pub(super) fn end_head(&mut self) {
        self.in_body = true;
        self.column = 0;
    }

    pub(super) fn end_row(&mut self) {
        self.column = 0;
    }
}

impl Html<'_, '_> {
    /// Opens the next cell of a row.
    pub(super) fn cell(&mut self, at: usize) {
        self.flush();
        let (start, end) = self.table.next_cell(self.out.len());
        self.open_plain(&start, end, at);
    }

    /// The cells of a row for which the header has no column. GitHub drops them without a word;
    /// remark shows them, and so does this.
    pub(super) fn further_cells(&mut self, end: usize) {
        let text = &self.buffer.text;
        let start = self.table.end.clamp(0, end);
        let Some(rest) = text.get(start..end).map(str::trim_end) else { return };
        let rest = rest.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(rest);
        // What comes before the first bar belongs to the last cell.
        let Some(mut at) = rest.find('|').map(|bar| start + bar + 1) else { return };
        let end = start + rest.len();
        while at <= end {
            let cell = &text[at..end];
            let length = bar(cell).unwrap_or(cell.len());
            let trimmed = cell[..length].trim();
            let first = at + cell[..length].len() - cell[..length].trim_start().len();
            self.cell(first);
            self.inline_events(first..first + trimmed.len());
            self.close_ours();
            at += length + 1;
        }
    }
}

/// The first bar of a text that no backslash escapes.
fn bar(text: &str) -> Option<usize> {
    let mut bars = text.match_indices('|').map(|(at, _)| at);
    bars.find(|&at| !text[..at].ends_with('\\'))
}
