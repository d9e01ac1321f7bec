//! The columns of the table that is being written.

use pulldown_cmark::Alignment;

/// Where the writer is in a table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_body: bool,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self { alignments, column: 0, in_body: false }
    }

    /// The tags of the next cell, the start tag without its end.
    pub(super) fn next_cell(&mut self) -> (String, &'static str) {
        let name = if self.in_body { "td" } else { "th" };
        // Classes, because pages forbid style attributes.
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        (format!("<{name}{class}"), if self.in_body { "</td>" } else { "</th>" })
    }

    pub(super) fn end_head(&mut self) {
        self.in_body = true;
        self.column = 0;
    }

    pub(super) fn end_row(&mut self) {
        self.column = 0;
    }
}
