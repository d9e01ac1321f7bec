//! Lines that nearly open a code block: with two backticks, or with quotes and accents for backticks.

use super::node::Range;

/// How far above a closing fence the line is searched that was to open its block, in lines.
const MOST_LINES: usize = 200;

/// The longest line that may be one.
const LONGEST: usize = 80;

/// The fence that the author of a line probably intended: two backticks and `yaml`, `'''yaml`,
/// `´´´yaml`.
pub fn near_fence(line: &str) -> Option<String> {
    if line.len() > LONGEST {
        return None;
    }
    let bare = line.trim();
    let mark = bare.chars().next()?;
    let info = bare.trim_start_matches(mark);
    let count = bare[..bare.len() - info.len()].chars().count();
    let is_near = match mark {
        '`' => count == 2,
        '\'' | '´' | '‘' | '’' | '＇' | 'ˋ' | '｀' => count == 3,
        _ => false,
    };
    let is_language = info.starts_with(|c: char| c.is_ascii_alphabetic())
        && info.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '_'));
    (is_near && is_language).then(|| format!("```{info}"))
}

/// Whether a fence without a language closes a block that a line above it, on the same slide,
/// should have opened: a line that is nearly a fence, or a fence of another kind.
pub(super) fn is_opened_above(text: &str, fence: Range) -> bool {
    if !fence.of(text).trim_matches(['`', '~', ' ']).is_empty() {
        return false;
    }
    let own = &fence.of(text)[..1];
    for line in text[..fence.start as usize].lines().rev().take(MOST_LINES) {
        let bare = line.trim_start();
        if matches!(line, "---" | "--" | "???") {
            return false;
        }
        if bare.starts_with("```") || bare.starts_with("~~~") {
            let info = bare.trim_start_matches(['`', '~']);
            return !bare.starts_with(own) && !info.trim().is_empty();
        }
        if near_fence(line).is_some() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Range, is_opened_above, near_fence};

    #[test]
    fn lines_that_nearly_open_a_code_block() {
        for line in ["``yaml", "\'\'\'yaml", "´´´yaml", "  ’’’c++"] {
            assert!(near_fence(line).is_some(), "{line}");
        }
        for line in
            ["```yaml", "``", "\'\'\'", "``a`` b", "\'\'yaml", "\'\'\'two words", "``yaml``"]
        {
            assert_eq!(near_fence(line), None, "{line}");
        }
    }

    #[test]
    fn a_fence_between_closes_the_block() {
        let is_opened = |text: &str| {
            let end = text.len();
            is_opened_above(text, Range::new(end - 3, end))
        };
        assert!(is_opened("``yaml\na: b\n```") && is_opened("~~~yaml\na: b\n```"));
        assert!(!is_opened("``yaml\na: b\n---\n```") && !is_opened("``yaml\n```\nb\n```"));
        assert!(!is_opened("~~~yaml\na: b\n~~~\n```"));
    }
}
