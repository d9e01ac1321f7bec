//! The two code points around a token: text that replaces, in a slide's Markdown, the constructs
//! that the Markdown parser must not see.

/// Opens a token. Unicode guarantees that it is never a character.
pub(super) const TOKEN_OPEN: char = '\u{fdd0}';
/// Closes a token. Alone it has no meaning, and keeps a line from beginning with a tag.
pub(super) const TOKEN_CLOSE: char = '\u{fdd1}';
/// The same, where it joins text that `CommonMark` would split.
pub(super) const JOINT: &str = "\u{fdd1}";
