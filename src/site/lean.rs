//! Built-in style sheets and scripts without what only their readers need.
//!
//! No minifier: names stay, lines stay. That takes a quarter of the bytes, needs no parser, and
//! what a browser's tools show can still be read.

/// Text without comments on lines of their own, without indentation, without empty lines. The
/// built-in files keep to what this relies on: no text of theirs spans lines.
pub(super) fn lean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        if in_comment || opens {
            in_comment = !line.contains("*/");
            if in_comment || line.ends_with("*/") {
                continue;
            }
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A style sheet on as few bytes as its meaning needs: also without the blanks around braces
/// and after commas and semicolons.
pub(super) fn lean_css(text: &str) -> String {
    let lines = lean(text).replace('\n', " ");
    let mut out = String::with_capacity(lines.len());
    let mut quote = None;
    for c in lines.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        if quote.is_none() && c == ' ' && out.ends_with(['{', '}', ';', ',', ' ']) {
            continue;
        }
        if quote.is_none() && matches!(c, '{' | '}') {
            let end = out.trim_end_matches([' ', ';']).len();
            out.truncate(end);
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::{lean, lean_css};

    #[test]
    fn scripts_lose_comments_and_indentation() {
        let script = "/* What\n   it does. */\n\nf(() => {\n  // Why.\n  g('a // b'); // c\n});\n";
        assert_eq!(lean(script), "f(() => {\ng('a // b'); // c\n});\n");
    }

    #[test]
    fn styles_lose_blanks_that_mean_nothing() {
        let style = "/* x */\n.a :is(.b, .c) {\n  color: red;\n  & d { content: \"{ ; }\"; }\n}\n\n.e { top: 0 }\n";
        let expected = ".a :is(.b,.c){color: red;& d{content: \"{ ; }\"}}.e{top: 0}";
        assert_eq!(lean_css(style), expected);
    }
}
