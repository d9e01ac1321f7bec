//! The two code points around what stands in a slide's Markdown for something that the parser of
//! Markdown must not see.

/// Opens a token. Unicode guarantees that it never is a character.
pub(super) const TOKEN_OPEN: char = '\u{fdd0}';
/// Closes a token. Alone it stands for nothing, and keeps a line from beginning with a tag.
pub(super) const TOKEN_CLOSE: char = '\u{fdd1}';
