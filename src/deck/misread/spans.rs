//! Small readers of running text.

/// Whether a text has no character of a word before a byte.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a text has no character of a word after a byte.
pub(super) fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The text between a mark at a byte and the next one on the line, if it touches both marks.
pub(super) fn between<'t>(line: &'t str, at: usize, mark: &str) -> Option<&'t str> {
    let inner = &line[at + mark.len()..];
    let inner = &inner[..inner.find(mark)?];
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let is_tight = touches(inner.chars().next()) && touches(inner.chars().next_back());
    is_tight.then_some(inner)
}

/// The places of a mark that belongs to no longer run of its last character.
pub(super) fn marks<'t>(line: &'t str, mark: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(found) = line[next..].find(mark) {
            let at = next + found;
            let byte = mark.as_bytes()[0];
            let run = line.as_bytes()[at..].iter().take_while(|&&other| other == byte).count();
            next = at + run;
            if run == mark.len() {
                return Some(at);
            }
        }
        None
    })
}

/// A line without the markers of quotes and lists before its text, and their length.
pub(super) fn without_markers(line: &str) -> (usize, &str) {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let rest = &line[at..];
        match bytes.get(at) {
            Some(b'>') => at += 1,
            Some(b'-' | b'*' | b'+' | b'0'..=b'9') => match item(rest) {
                Some(after) => at = line.len() - after.len(),
                None => return (at, rest),
            },
            _ => return (at, rest),
        }
    }
}

/// Whether a line may be intended as a fence, judging by the first character of its text.
pub(super) fn may_be_fence(rest: &str) -> bool {
    matches!(rest.as_bytes().first(), Some(b'`' | b'\'' | 0x80..))
}

/// The text after the marker of a list item.
pub(super) fn item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let after = if digits == 0 {
        rest.strip_prefix(['-', '*', '+'])
    } else {
        rest.strip_prefix(['.', ')'])
    };
    after.filter(|after| after.starts_with([' ', '\t']))
}

/// Whether a text is a name: a letter, then letters, digits, `-` and `_`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
