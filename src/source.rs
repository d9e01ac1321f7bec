//! A text of the site: shared, hashed once, with its line starts.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::path::ProjectPath;
use crate::span::{LineIndex, Position, Span};

/// A text file of the site as it was read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: ProjectPath,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// Wraps a text. Windows line ends become `\n` and a byte order mark goes, as in a browser.
    pub fn new(path: ProjectPath, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text: Arc<str> =
            if text.contains('\r') { unix_line_ends(text).into() } else { text.into() };
        Self(Arc::new(Inner { path, text, lines: OnceLock::new() }))
    }

    /// Where it lies in the site.
    pub fn path(&self) -> &ProjectPath {
        &self.0.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The whole text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.0.text)
    }

    /// The starts of its lines.
    pub fn lines(&self) -> &LineIndex {
        self.0.lines.get_or_init(|| LineIndex::new(&self.0.text))
    }

    /// A span in this file.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.0.path.clone(), range.start, range.end)
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        self.lines().position(self.text(), byte)
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.path == other.0.path && self.0.text == other.0.text)
    }
}

impl Eq for Source {}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.path.hash(state);
        self.0.text.hash(state);
    }
}

fn unix_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::path::ProjectPath;

    #[test]
    fn windows_line_ends_and_byte_order_marks_go() {
        let source = Source::new(ProjectPath::new("a.md"), "\u{feff}a\r\nb\rc");
        assert_eq!(source.text(), "a\nb\nc");
    }
}
