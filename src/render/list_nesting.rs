//! Nested lists with less or more indentation than `CommonMark` requires.
//!
//! In remark an item belongs to the one before it as soon as it is indented more. `CommonMark`
//! expects it below the text of that item, three columns from the margin in a numbered list, and
//! otherwise reads it as a separate list. Here such items, with their content, are moved to the
//! column that `CommonMark` expects, if they are indented by two spaces: a single space is more
//! often a slip than a nested list. Items that are indented so far that `CommonMark` reads text or
//! code are moved back.

/// The open list items of a text that is read line by line.
#[derive(Default)]
pub(super) struct ListNesting {
    items: Vec<OpenItem>,
    /// The previous line is blank.
    after_blank: bool,
    /// The last line that was read is an item that remark would nest in the previous one.
    is_flat: bool,
    /// The fence of an open code block after a list marker: its character, how often, and the item's
    /// column.
    fence: Option<(char, usize, usize)>,
}

/// The minimum indentation of an item's content.
const NESTED: usize = 2;

/// How deep lists are followed; no readable list is deeper.
const DEEPEST: usize = 64;

/// An open list item, in columns of the original text.
struct OpenItem {
    marker: usize,
    content: usize,
    /// The distance by which it is moved, to the right or to the left.
    shift: isize,
}

impl ListNesting {
    /// How many spaces to insert before the next line, or to remove from it.
    pub(super) fn read(&mut self, line: &str) -> isize {
        self.is_flat = false;
        let line = line.trim_end_matches('\n');
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        if self.is_in_fence(text, indent) {
            return self.shift_at(indent);
        }
        if text.is_empty() {
            self.after_blank = true;
            return 0;
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        let Some(width) = marker_width(text) else {
            if after_blank && indent == 0 {
                self.items.clear();
            }
            return self.shift_at(indent);
        };
        while self.items.last().is_some_and(|item| item.marker > indent) {
            self.items.pop();
        }
        let (sibling, around) = match self.items.pop() {
            Some(item) if item.marker == indent => (Some(item.shift), self.items.last()),
            Some(item) => {
                self.items.push(item);
                (None, self.items.last())
            }
            None => (None, None),
        };
        let shift = match (sibling, around) {
            (Some(shift), _) => shift,
            (None, Some(item)) if indent >= item.marker + NESTED => {
                below(item, indent, self.items.len()) + item.shift
            }
            (None, Some(_)) => {
                self.is_flat = true;
                0
            }
            (None, None) => 0,
        };
        if self.items.len() >= DEEPEST {
            return shift;
        }
        self.items.push(OpenItem { marker: indent, content: indent + width, shift });
        let own = &text[width..];
        self.fence = fence(own).map(|(mark, length)| (mark, length, indent + width));
        shift
    }

    /// Whether the last line that was read is an item that remark would nest in the previous one.
    pub(super) fn is_flat(&self) -> bool {
        self.is_flat
    }

    /// Whether a list item is open, so that all lines must be read.
    pub(super) fn is_open(&self) -> bool {
        !self.items.is_empty()
    }

    /// How many spaces to insert before a code block with this indentation: like an item, it
    /// belongs to the previous item as soon as it is indented more.
    pub(super) fn shift_of_block(&self, indent: usize) -> isize {
        let around = self.items.iter().rev().find(|item| item.marker + NESTED <= indent);
        around.map_or(0, |item| item.content.saturating_sub(indent).cast_signed() + item.shift)
    }

    /// Whether the last line that was read opens a code block after a list marker or belongs to it.
    pub(super) fn is_in_code(&self) -> bool {
        self.fence.is_some()
    }

    /// How many spaces to insert before text with this indentation.
    fn shift_at(&self, indent: usize) -> isize {
        let around = self.items.iter().rev().find(|item| item.content <= indent);
        around.map_or(0, |item| item.shift)
    }

    /// Whether a line belongs to a code block that began after a list marker.
    fn is_in_fence(&mut self, text: &str, indent: usize) -> bool {
        let Some((mark, length, column)) = self.fence else { return false };
        let is_blank = text.is_empty();
        let closes = fence(text).is_some_and(|(other, count)| other == mark && count >= length);
        if closes || !is_blank && indent < column {
            self.fence = None;
        }
        is_blank || indent >= column
    }
}

/// How far to move an item, which is indented more than an item around it, to nest it there. This
/// many items are open; remark removes four spaces for each, and finds a list after up to three
/// more.
fn below(around: &OpenItem, indent: usize, open: usize) -> isize {
    let is_code = indent > around.content + 3 && indent <= 4 * open + 3;
    if indent < around.content || is_code {
        around.content.cast_signed() - indent.cast_signed()
    } else {
        0
    }
}

/// The width of a list marker and the spaces after it.
fn marker_width(text: &str) -> Option<usize> {
    /// The maximum number of spaces after a marker that belong to it.
    const MAX_BLANKS: usize = 4;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.as_bytes().get(digits)?;
    let is_mark = match digits {
        0 => matches!(mark, b'-' | b'*' | b'+'),
        1..=9 => *mark == b'.',
        _ => false,
    };
    if !is_mark {
        return None;
    }
    let after = &text[digits + 1..];
    let blanks = after.bytes().take_while(|byte| *byte == b' ').count();
    let blanks = if blanks > MAX_BLANKS { 1 } else { blanks };
    (blanks > 0 && blanks < after.len()).then_some(digits + 1 + blanks)
}

/// The character and the length of a fence at the start of a text.
fn fence(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = text.chars().take_while(|next| *next == mark).count();
    (length >= 3).then_some((mark, length))
}

#[cfg(test)]
mod tests {
    use super::ListNesting;

    fn moved(text: &str) -> String {
        let mut lists = ListNesting::default();
        let lines = text.split_inclusive('\n');
        let moved = |line: &str, shift: isize| match usize::try_from(shift) {
            Ok(right) => " ".repeat(right) + line,
            Err(_) => line[shift.unsigned_abs()..].to_owned(),
        };
        lines.map(|line| moved(line, lists.read(line))).collect()
    }

    #[test]
    fn items_below_an_item_move_below_its_text() {
        assert_eq!(moved("1. a\n  - b\n2. c"), "1. a\n   - b\n2. c");
        assert_eq!(moved("10. a\n  - b\n  - c\n11. d"), "10. a\n    - b\n    - c\n11. d");
    }

    #[test]
    fn what_belongs_to_a_moved_item_moves_with_it() {
        assert_eq!(
            moved("1. a\n  - b\n    text\n    - c\n\n    more\n2. d"),
            "1. a\n   - b\n     text\n     - c\n\n     more\n2. d"
        );
    }

    #[test]
    fn items_far_to_the_right_move_back() {
        assert_eq!(moved("- a\n      - b\n      - c\n- d"), "- a\n  - b\n  - c\n- d");
        assert_eq!(moved("*  a\n       * b\n         c"), "*  a\n   * b\n     c");
        assert_eq!(moved("- a\n\n      - b"), "- a\n\n  - b");
        for text in ["- a\n        - b", "- a\n     - b", "      - a"] {
            assert_eq!(moved(text), text);
        }
    }

    #[test]
    fn an_item_after_one_blank_is_flat() {
        let mut lists = ListNesting::default();
        let flat: Vec<_> = ["- a", " - b", " - c", "- d", "  - e"]
            .into_iter()
            .map(|line| {
                lists.read(line);
                lists.is_flat()
            })
            .collect();
        assert_eq!(flat, [false, true, false, false, false]);
    }

    #[test]
    fn lists_that_nest_already_stay() {
        for text in [
            "- a\n  - b\n    - c\n- d",
            "1. a\n   - b\n2. c",
            "- a\n    - b",
            "- a\n - b\n- c",
            "text\n  - a\n  - b\n- c",
            "- a\n\ntext\n\n - b",
            "1. ```\n   - a\n   ```\n2. b",
        ] {
            assert_eq!(moved(text), text);
        }
    }
}
