//! Character references in labels.
//!
//! Mermaid has its own notation (`#quot;`, `#35;`) and its labels are HTML as well (`&amp;`). The
//! engine leaves both as references when it draws plain text, so they are resolved here.

use std::borrow::Cow;

/// The named references in mermaid's documentation and in common use.
const NAMED: [(&str, char); 9] = [
    ("amp", '&'),
    ("apos", '\''),
    ("gt", '>'),
    ("hearts", '♥'),
    ("hellip", '…'),
    ("infin", '∞'),
    ("lt", '<'),
    ("nbsp", '\u{a0}'),
    ("quot", '"'),
];

/// Longest reference: anything longer is just an ampersand in a sentence.
const MAX_LEN: usize = 10;

/// Resolves references once; other text is unchanged.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find('&') {
        out.push_str(&rest[..begin]);
        rest = &rest[begin + 1..];
        let end = rest.find(';').filter(|&end| end <= MAX_LEN);
        match end.and_then(|end| Some((character(&rest[..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else {
        return NAMED.iter().find(|(name, _)| *name == reference).map(|&(_, c)| c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}
