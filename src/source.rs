//! A text of the site: shared, hashed once, with its line starts.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::path::ProjectPath;
use crate::span::{LineIndex, Position, Span};

/// A text file of the site as read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: ProjectPath,
    text: Text,
    has_directives: bool,
    lines: OnceLock<LineIndex>,
}

/// A text with its hash: cheap to use as a key for caches.
#[derive(Clone, Debug, Eq)]
pub struct Text {
    text: Arc<str>,
    digest: u128,
}

/// Whether a character is invalid in a text: XML and calendars forbid it, and HTML considers it an
/// error. Tabs and line ends are valid.
pub fn is_control(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r') && (c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

impl Text {
    /// A hash of the text.
    pub fn digest(&self) -> String {
        format!("{:032x}", self.digest)
    }

    /// The text, shared.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from("")
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<T: Into<Arc<str>>> From<T> for Text {
    fn from(text: T) -> Self {
        let text = text.into();
        let mut hasher = SipHasher13::new();
        hasher.write(text.as_bytes());
        Self { text, digest: hasher.finish128().as_u128() }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest && self.text == other.text
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl Source {
    /// Wraps a text. Windows line ends become `\n`, a byte order mark is dropped, as in browsers.
    pub fn new(path: ProjectPath, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text: Text =
            if text.contains('\r') { unix_line_ends(text).into() } else { text.into() };
        let has_directives = text.contains("@@");
        Self(Arc::new(Inner { path, text, has_directives, lines: OnceLock::new() }))
    }

    /// The same text at another path.
    #[must_use]
    pub fn moved(&self, path: ProjectPath) -> Self {
        let Inner { text, has_directives, .. } = &*self.0;
        let (text, has_directives) = (text.clone(), *has_directives);
        Self(Arc::new(Inner { path, text, has_directives, lines: OnceLock::new() }))
    }

    /// Its path in the site.
    pub fn path(&self) -> &ProjectPath {
        &self.0.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The whole text, shared.
    pub fn shared_text(&self) -> Text {
        self.0.text.clone()
    }

    /// Whether it contains `@@`, which begins directives.
    pub fn has_directives(&self) -> bool {
        self.0.has_directives
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
