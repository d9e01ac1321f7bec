//! A page of the guide as text for a terminal: lines of a given width, links as the names of topics.
//!
//! Made of the parser's events, one block after the other. Code is never wrapped. Tables of two columns stay
//! tables; rows of wider ones become blocks, since a terminal has no room for four columns of sentences.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Target, Topic};
use crate::markdown;

/// Represents a space at which lines must not break.
const KEPT_BLANK: char = '\u{a0}';

/// The widest first column of a table, in characters.
const WIDEST_TERM: usize = 26;

/// A line of a page, and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideLine {
    /// A heading.
    Heading(String),
    /// Any other line.
    Text(String),
}

/// The lines of a page, none of them wider than this, except for code and long words.
pub fn lines(topic: &Topic, width: usize) -> Vec<GuideLine> {
    let mut page = Page::new(topic, width);
    for (event, _) in markdown::events(topic.text, &|_| None) {
        page.take(event);
    }
    page.flush();
    while page.lines.last() == Some(&GuideLine::Text(String::new())) {
        page.lines.pop();
    }
    page.lines
}

/// A page while events are converted to lines.
struct Page<'a> {
    topic: &'a Topic,
    width: usize,
    lines: Vec<GuideLine>,
    /// The text of the block that is being read.
    text: String,
    /// The prefix of lines in the current block, for each list around it.
    indents: Vec<String>,
    /// The mark of a list item whose first line is still to come.
    mark: Option<String>,
    /// The number of the next item of each list; `None` for bullets.
    numbers: Vec<Option<u64>>,
    /// The addresses of the links around the text, and where their text begins.
    links: Vec<(String, usize)>,
    /// The rows of the table that is being read.
    rows: Vec<Vec<String>>,
}

impl<'a> Page<'a> {
    fn new(topic: &'a Topic, width: usize) -> Self {
        Self {
            topic,
            width,
            lines: Vec::new(),
            text: String::new(),
            indents: Vec::new(),
            mark: None,
            numbers: Vec::new(),
            links: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => {
                let code = code.replace(' ', &KEPT_BLANK.to_string());
                self.text.extend(["`", &code, "`"]);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            // Comments and tags of a page mean nothing to a reader.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) => self.flush(),
            Tag::List(first) => {
                self.flush();
                self.numbers.push(first);
            }
            Tag::Item => {
                self.flush();
                let mark = match self.numbers.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.indents.push(" ".repeat(mark.len()));
                self.mark = Some(mark);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.indents.push("  ".to_owned());
            }
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.text.len()));
            }
            // The alternative text follows.
            Tag::Image { .. } => self.text.push_str("Picture: "),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                self.blank();
            }
            TagEnd::Heading(_) => {
                let heading = std::mem::take(&mut self.text).replace(KEPT_BLANK, " ");
                self.blank();
                self.lines.push(GuideLine::Heading(heading));
                self.blank();
            }
            TagEnd::CodeBlock => self.code(),
            TagEnd::Item => {
                self.flush();
                self.indents.pop();
                self.mark = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.indents.pop();
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                if self.numbers.is_empty() {
                    self.blank();
                }
            }
            TagEnd::Link => self.link(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    /// Adds the target of a link if its text does not contain it.
    fn link(&mut self) {
        let Some((address, at)) = self.links.pop() else { return };
        let written = self.text[at..].trim_matches('`').to_owned();
        let place = match self.topic.target(&address) {
            Target::Here(_) => return,
            Target::Topic(name, _) => format!("deckyard docs {name}"),
            Target::Code(code) if code == written => return,
            Target::Code(code) => format!("deckyard explain {code}"),
            Target::Web(address) if address == written => return,
            Target::File(path) => in_repository(&path),
            Target::Web(address) => address,
        };
        let place = place.replace(' ', &KEPT_BLANK.to_string());
        self.text.extend([" [", &place, "]"]);
    }

    fn blank(&mut self) {
        let is_blank = |line: &GuideLine| *line == GuideLine::Text(String::new());
        if !self.lines.is_empty() && !self.lines.last().is_some_and(is_blank) {
            self.lines.push(GuideLine::Text(String::new()));
        }
    }

    /// Writes the text that was read, wrapped.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let indent = self.indents.concat();
        let first = match self.mark.take() {
            Some(mark) => format!("{}{mark}", &indent[..indent.len() - mark.len()]),
            None => indent.clone(),
        };
        self.wrapped(&text, &first, &indent);
    }

    fn wrapped(&mut self, text: &str, first: &str, indent: &str) {
        let lines = wrap(text, self.width.saturating_sub(indent.chars().count()));
        for (index, line) in lines.iter().enumerate() {
            let head = if index == 0 { first } else { indent };
            self.lines.push(GuideLine::Text(format!("{head}{line}")));
        }
    }

    fn code(&mut self) {
        let text = std::mem::take(&mut self.text);
        let indent = format!("{}    ", self.indents.concat());
        self.blank();
        for line in text.lines() {
            let line = if line.is_empty() { String::new() } else { format!("{indent}{line}") };
            // A blank line of code is a line, regardless of the line above it.
            self.lines.push(GuideLine::Text(line));
        }
        self.blank();
    }

    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.text.clear();
        self.blank();
        let Some((head, rows)) = rows.split_first() else { return };
        let width = |column: usize| {
            let cells = rows.iter().chain([head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let whole = widths.iter().map(|width| width + 2).sum::<usize>();
        if whole <= self.width + 2 {
            self.columns(head, &widths);
            for row in rows {
                self.columns(row, &widths);
            }
        } else if head.len() == 2 {
            let term = widths[0].min(WIDEST_TERM);
            for row in rows {
                self.definition(row, term);
            }
        } else {
            for row in rows {
                self.record(head, row);
            }
        }
        self.blank();
    }

    /// A row whose cells fit beside each other.
    fn columns(&mut self, row: &[String], widths: &[usize]) {
        let cells = row.iter().zip(widths);
        let cells: Vec<String> = cells.map(|(cell, &width)| format!("{cell:width$}")).collect();
        let line = cells.join("  ");
        self.lines.push(GuideLine::Text(line.trim_end().replace(KEPT_BLANK, " ")));
    }

    /// A row of two cells: what is explained, and beside it, wrapped, the explanation.
    fn definition(&mut self, row: &[String], width: usize) {
        let [term, text] = row else { return };
        let indent = " ".repeat(width + 2);
        let plain = term.replace(KEPT_BLANK, " ");
        if plain.chars().count() <= width {
            self.wrapped(text, &format!("{plain:width$}  "), &indent);
        } else {
            self.wrapped(term, "", "  ");
            self.wrapped(text, &indent, &indent);
        }
    }

    /// A row of many cells: the first one, and below it the others with the headings of their
    /// columns.
    fn record(&mut self, head: &[String], row: &[String]) {
        let [first, rest @ ..] = row else { return };
        self.wrapped(first, "", "  ");
        for (column, cell) in rest.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name = head.get(column + 1).filter(|name| !name.is_empty());
            let name = name.map_or(String::new(), |name| format!("{name}: "));
            self.wrapped(&format!("{name}{cell}"), "    ", "      ");
        }
    }
}

/// The address of a file of the repository; its path if the address of the repository is unknown.
pub(super) fn in_repository(path: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => path.to_owned(),
        address => format!("{address}/blob/v{}/{path}", env!("CARGO_PKG_VERSION")),
    }
}

/// Lines of words, none wider than this unless a single word is.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if let Some(line) = lines.last_mut().filter(|_| used + 1 + length <= width) {
            line.extend([" ", word]);
            used += 1 + length;
        } else {
            lines.push(word.to_owned());
            used = length;
        }
    }
    lines.iter().map(|line| line.replace(KEPT_BLANK, " ")).collect()
}
