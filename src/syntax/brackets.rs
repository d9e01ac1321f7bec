//! Pairs brackets.
//!
//! remark counts brackets from the one that opens a content class and ignores code, comments and
//! backslashes. This ignores code and backslashes only: a class that closed inside a comment would
//! expose the rest of it. Counting from every opening bracket would take quadratic time; a stack finds
//! the same pairs in one pass.

/// The partner of each opening bracket of a text.
pub(super) struct Brackets {
    /// Opening brackets and their partners, ordered by the opening ones.
    pairs: Vec<(u32, u32)>,
}

impl Brackets {
    /// Pairs all brackets of a text.
    pub(super) fn new(text: &str) -> Self {
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        let (mut shown, mut comments) = (0, Comments::new(text));
        for (at, byte) in text.bytes().enumerate() {
            if at < shown {
                continue;
            }
            match byte {
                b'<' => shown = comments.end(at).unwrap_or(shown),
                b'[' => open.push(crate::span::offset(at)),
                b']' => {
                    if let Some(start) = open.pop() {
                        pairs.push((start, crate::span::offset(at)));
                    }
                }
                _ => {}
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    /// The partner of the bracket that opens at a byte offset.
    pub(super) fn partner(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |&(start, _)| start as usize).ok()?;
        Some(self.pairs[found].1 as usize)
    }
}

/// Finds the ends of comments; scans each part of the text once.
struct Comments<'t> {
    text: &'t str,
    /// The first `-->` after the last requested offset.
    next_end: Option<usize>,
}

impl<'t> Comments<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, next_end: text.find("-->") }
    }

    /// The end of the comment that starts at a byte; `None` when none starts or ends.
    fn end(&mut self, at: usize) -> Option<usize> {
        let body = at + 4;
        if !self.text[at..].starts_with("<!--") || self.text[..at].ends_with('`') {
            return None;
        }
        if self.next_end.is_some_and(|end| end < body) {
            self.next_end = self.text[body..].find("-->").map(|length| body + length);
        }
        self.next_end.map(|end| end + 3)
    }
}
