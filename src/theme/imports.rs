//! Built-in themes that a style sheet of the author's begins with: `@import "theme-remark.css";`.
//!
//! No file with that name is published, so the text of the theme replaces the statement.

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

/// Style sheets as one, each after the one before. Browsers read `@import` only at the beginning of
/// a file, so these statements come first.
pub(super) fn joined_sheets(sheets: &[Cow<'_, str>]) -> String {
    if let [sheet] = sheets {
        return sheet.clone().into_owned();
    }
    let cuts: Vec<_> = sheets.iter().map(|sheet| sheet.split_at(end_of_imports(sheet))).collect();
    let heads = cuts.iter().map(|(head, _)| *head);
    heads.chain(cuts.iter().map(|(_, rest)| *rest)).collect()
}

/// The end of a style sheet's `@import` statements; 0 if it has none.
fn end_of_imports(sheet: &str) -> usize {
    let mut end = 0;
    loop {
        let at = skipped(sheet, end);
        let Some(rest) = sheet[at..].strip_prefix("@import") else { return end };
        let mut quote = None;
        let close = rest.find(|c| match quote {
            Some(open) => {
                quote = quote.filter(|_| c != open);
                false
            }
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                false
            }
            None => c == ';',
        });
        let Some(close) = close else { return end };
        end = sheet.len() - rest.len() + close + 1;
    }
}

/// The start of the next statement, after white space and comments.
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

/// The statement `@import "address";` that begins at a byte, and the address. A statement with
/// conditions does not count: their effect on a whole theme is unknown here.
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
    use super::{joined_sheets, with_built_in};

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
    fn what_sheets_import_comes_first() {
        let joined = |sheets: &[&str]| {
            let sheets: Vec<_> = sheets.iter().map(|sheet| (*sheet).into()).collect();
            joined_sheets(&sheets)
        };
        assert_eq!(joined(&["a{}", "b{}"]), "a{}b{}");
        assert_eq!(
            joined(&["a{}", "/* x */@import 'a;b.css';b{}"]),
            "/* x */@import 'a;b.css';a{}b{}"
        );
        assert_eq!(joined(&["a{}", "@import 'open"]), "a{}@import 'open");
        assert_eq!(joined(&["a{} @import 'late.css';"]), "a{} @import 'late.css';");
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
