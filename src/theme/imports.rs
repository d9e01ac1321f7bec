//! Built-in themes that a style sheet of the author's begins with: `@import "theme-remark.css";`.
//!
//! No file of that name is published, so the text of the theme stands in its place.

use std::borrow::Cow;
use std::ops::Range;

use super::built_in::built_in;

/// The built-in theme that an address in a style sheet names, if it names one.
pub(super) fn built_in_theme(address: &str) -> Option<&'static str> {
    let name = address.strip_prefix("./").unwrap_or(address);
    name.strip_prefix("theme-")?.strip_suffix(".css")?;
    Some(built_in(name)).filter(|text| !text.is_empty())
}

/// A style sheet with the built-in themes that it imports at its beginning.
pub(super) fn with_built_in(sheet: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut from = 0;
    let mut at = skipped(sheet, 0);
    while let Some((statement, address)) = import(sheet, at) {
        if let Some(theme) = built_in_theme(address) {
            out.push_str(&sheet[from..statement.start]);
            out.push_str(theme.trim_end());
            from = statement.end;
        }
        at = skipped(sheet, statement.end);
    }
    if from == 0 { Cow::Borrowed(sheet) } else { Cow::Owned(out + &sheet[from..]) }
}

/// Where the next statement begins, after blanks and comments.
fn skipped(sheet: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &sheet[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let comment = trimmed.strip_prefix("/*").and_then(|inner| inner.find("*/"));
        match comment {
            Some(length) => at += length + 4,
            None => return at,
        }
    }
}

/// The statement `@import "address";` that begins at a byte, and the address. One with conditions is
/// none: what they would say of a whole theme is not known here.
fn import(sheet: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let rest = sheet[at..].strip_prefix("@import")?.trim_start();
    let (rest, close) = match rest.strip_prefix("url(") {
        Some(inner) => (inner.trim_start(), ")"),
        None => (rest, ""),
    };
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (address, rest) = match quote {
        Some(quote) => rest[1..].split_once(quote)?,
        None if close.is_empty() => return None,
        None => rest.split_at(rest.find(')')?),
    };
    let rest = rest.trim_start().strip_prefix(close)?;
    let rest = rest.trim_start().strip_prefix(';')?;
    Some((at..sheet.len() - rest.len(), address.trim()))
}

#[cfg(test)]
mod tests {
    use super::with_built_in;

    #[test]
    fn a_built_in_theme_takes_the_place_of_its_import() {
        for sheet in [
            "@import \"theme-remark.css\";\nh1 { color: red }",
            "/* Mine */\n@import url('./theme-remark.css');\nh1 { color: red }",
            "@import url(theme-remark.css) ;h1 { color: red }",
            "@import 'a.css';\n@import 'theme-remark.css';\nh1 { color: red }",
        ] {
            let whole = with_built_in(sheet);
            assert!(whole.contains("--stage-height") && whole.ends_with("h1 { color: red }"));
            assert!(!whole.contains("theme-remark.css"), "{sheet}");
        }
    }

    #[test]
    fn other_sheets_stay() {
        for sheet in [
            "",
            "h1 { color: red }\n@import 'theme-remark.css';",
            "@import 'theme-none.css';",
            "@import 'deck.css';",
            "@import 'theme-remark.css' print;",
            "@import",
            "/* @import 'theme-remark.css';",
        ] {
            assert_eq!(with_built_in(sheet), sheet);
        }
    }
}
