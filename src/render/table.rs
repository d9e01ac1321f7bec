//! The columns of the table that is being written.

use pulldown_cmark::Alignment;

/// Where the writer is in a table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_body: bool,
    /// Where the current cell begins in the output.
    cell: usize,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self { alignments, column: 0, in_body: false, cell: 0 }
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
    pub(super) fn end_cell(&self, out: &mut String) {
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
