//! Suite files: Markdown whose headings are cases and whose fenced blocks are their files.
//!
//! Reading keeps everything, so that a file with new expectations can be written back.

use std::fmt::Write as _;

/// A suite file.
pub(crate) struct SuiteFile {
    /// The content under each heading, including the beginning of the file.
    pub(crate) cases: Vec<Case>,
}

/// The content under a heading.
pub(crate) struct Case {
    /// The heading.
    pub(crate) name: String,
    /// The line of the heading, from 1.
    pub(crate) line: usize,
    pieces: Vec<Piece>,
}

enum Piece {
    Line(String),
    Block(Block),
}

/// A fenced block.
pub(crate) struct Block {
    /// What it is: `md`, `yaml`, `html`, `diagnostics`, `config`, `fault`.
    pub(crate) kind: String,
    /// The path of the file that it is.
    pub(crate) path: Option<String>,
    /// Further words of the info string.
    pub(crate) flags: Vec<String>,
    /// The content; every line ends in a line end.
    pub(crate) body: String,
}

/// Blocks that state what is expected.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// The slides.
    Html,
    /// The messages.
    Diagnostics,
}

impl Expectation {
    fn kind(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Diagnostics => "diagnostics",
        }
    }

    fn is(self, block: &Block) -> bool {
        block.kind == self.kind() && block.path.is_none()
    }
}

impl SuiteFile {
    /// Reads a suite file.
    pub(crate) fn read(text: &str) -> Self {
        let mut cases = vec![Case { name: String::new(), line: 1, pieces: Vec::new() }];
        let mut lines = text.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            if line.starts_with('#') {
                let name = line.trim_start_matches('#').trim().to_owned();
                cases.push(Case { name, line: index + 1, pieces: Vec::new() });
            }
            let fence: String = line.chars().take_while(|&c| c == '`').collect();
            let piece = if fence.len() < 3 {
                Piece::Line(line.to_owned())
            } else {
                let inner = lines.by_ref().map(|(_, line)| line);
                let body = inner.take_while(|line| *line != fence);
                let body = body.flat_map(|line| [line, "\n"]).collect();
                Piece::Block(Block::new(&line[fence.len()..], body))
            };
            if let Some(case) = cases.last_mut() {
                case.pieces.push(piece);
            }
        }
        Self { cases }
    }

    /// The text of the file.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        for piece in self.cases.iter().flat_map(|case| &case.pieces) {
            match piece {
                Piece::Line(line) => text.push_str(line),
                Piece::Block(block) => block.write(&mut text),
            }
            text.push('\n');
        }
        text
    }
}

impl Case {
    /// The blocks in their order.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Block(block) => Some(block),
            Piece::Line(_) => None,
        })
    }

    /// What is expected.
    pub(crate) fn expected(&self, expectation: Expectation) -> Option<&str> {
        let block = self.blocks().find(|block| expectation.is(block));
        block.map(|block| block.body.as_str())
    }

    /// Whether it is a case: some headings only contain prose.
    pub(crate) fn is_case(&self) -> bool {
        self.blocks().next().is_some()
    }

    /// Rewrites what is expected; `None` removes the block.
    pub(crate) fn expect(&mut self, expectation: Expectation, body: Option<String>) {
        let is = |piece: &Piece| matches!(piece, Piece::Block(block) if expectation.is(block));
        let at = self.pieces.iter().position(is);
        match (at, body) {
            (Some(at), Some(body)) => {
                self.pieces[at] = Piece::Block(Block::new(expectation.kind(), body));
            }
            (Some(at), None) => {
                let is_blank =
                    |piece: &Piece| matches!(piece, Piece::Line(line) if line.is_empty());
                let before = at.checked_sub(1).filter(|&before| is_blank(&self.pieces[before]));
                self.pieces.drain(before.unwrap_or(at)..=at);
            }
            (None, Some(body)) => {
                let last = |piece: &Piece| matches!(piece, Piece::Block(_));
                let at = self.pieces.iter().rposition(last).map_or(0, |last| last + 1);
                let block = Piece::Block(Block::new(expectation.kind(), body));
                self.pieces.splice(at..at, [Piece::Line(String::new()), block]);
            }
            (None, None) => {}
        }
    }
}

impl Block {
    fn new(info: &str, body: String) -> Self {
        let mut words = info.split_whitespace().map(str::to_owned);
        let kind = words.next().unwrap_or_default();
        let (paths, flags): (Vec<_>, Vec<_>) =
            words.partition(|word| word.contains('.') || word.contains('/'));
        Self { kind, path: paths.into_iter().next(), flags, body }
    }

    fn write(&self, text: &mut String) {
        let longest = self.body.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        let words = [&self.kind].into_iter().chain(&self.path).chain(&self.flags);
        let info = words.map(String::as_str).collect::<Vec<_>>().join(" ");
        // Writing to a String cannot fail.
        let _ = write!(text, "{fence}{info}\n{}{fence}", self.body);
    }
}
