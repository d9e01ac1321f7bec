//! Which bracket closes which.
//!
//! remark counts brackets from the one that opens a content class, blind to code, comments and
//! backslashes. Counting from each opening bracket anew would take quadratic time; a stack
//! gives the same pairs in one pass.

/// The partner of each opening bracket of a text.
pub(super) struct Brackets {
    /// Opening bracket and its partner, in the order of the opening ones.
    pairs: Vec<(u32, u32)>,
}

impl Brackets {
    /// Pairs all brackets of a text.
    pub(super) fn new(text: &str) -> Self {
        let (mut open, mut pairs) = (Vec::new(), Vec::new());
        for (at, byte) in text.bytes().enumerate() {
            match byte {
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

    /// The partner of the bracket that opens at a byte.
    pub(super) fn partner(&self, open: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&open, |&(start, _)| start as usize).ok()?;
        Some(self.pairs[found].1 as usize)
    }
}
