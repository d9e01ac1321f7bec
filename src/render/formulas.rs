//! Formulas in TeX, between `$`, `$$`, `\\(` or `\\[`: Markdown must not read emphasis, links or
//! tags in them, or remove backslashes that belong to them.
//!
//! This module does not draw formulas; a script of the page may.

use super::normalize::LineOpening;

/// The longest formula on one line, in bytes.
const LONGEST: usize = 400;

/// The characters before which Markdown removes a backslash, both in remark and in `CommonMark`.
const ESCAPABLE: &str = "\\`*{}[]()#$+-.!_>~|";

/// The characters in a formula that Markdown would read.
const READ: [char; 6] = ['*', '_', '<', '[', ']', '~'];

/// The context of a line: in a formula between `$$` that begins on an earlier line, in a block of
/// HTML, or after a blank line.
#[derive(Default)]
pub(super) struct FormulaLines {
    /// Where the open formula ends.
    end: Option<usize>,
    /// The text that ends the open block of HTML; empty for a blank line.
    html: Option<&'static str>,
    after_blank: bool,
    /// The last line with text is code that is indented.
    is_indented: bool,
    /// The last line that was read is code, or belongs to a block of HTML.
    is_raw: bool,
}

/// Elements whose content ends with their end tag, also after blank lines.
const RAW: [(&str, &str); 4] = [
    ("<script", "</script"),
    ("<style", "</style"),
    ("<pre", "</pre"),
    ("<textarea", "</textarea"),
];

impl FormulaLines {
    /// Begins another text, whose bytes are counted from its own start.
    pub(super) fn begin(&mut self) {
        self.end = None;
    }

    /// Where to insert backslashes into a line, given its start in a text: none in code and in
    /// blocks of HTML, where Markdown is not read. `opening` is the beginning of the line.
    pub(super) fn escapes(
        &mut self,
        (text, at): (&str, usize),
        line: &str,
        opening: LineOpening,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        self.is_raw = self.reads_raw(line, opening);
        if self.is_raw && self.end.is_none() {
            return found;
        }
        // Most lines have no sign of a formula.
        if self.end.is_none() && !line.bytes().any(|byte| matches!(byte, b'$' | b'\\')) {
            return found;
        }
        let mut from = 0;
        if let Some(end) = self.end.take() {
            let inside = end.saturating_sub(at).min(line.len());
            escape(&line[..inside], 0, &mut found);
            found.extend(block_start(line, inside));
            found.sort_unstable();
            if end >= at + line.len() {
                self.end = Some(end);
                return found;
            }
            from = (inside + 2).min(line.len());
        }
        inline(line, from, &mut found);
        if let Some(open) = unclosed_display(line, from) {
            let after = at + open + 2;
            let rest = &text[after..];
            let length = rest.find("$$").filter(|&length| !rest[..length].contains("\n\n"));
            if let Some(length) = length {
                escape(&line[open + 2..], open + 2, &mut found);
                self.end = Some(after + length);
            }
        }
        found
    }
}

impl FormulaLines {
    /// Whether the last line that was read is code, or belongs to a block of HTML.
    pub(super) fn is_raw(&self) -> bool {
        self.is_raw
    }

    /// Whether a line is code, or belongs to a block of HTML.
    fn reads_raw(&mut self, line: &str, opening: LineOpening) -> bool {
        let own = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_over = own.is_empty() || own.starts_with('#');
        let after_blank = std::mem::replace(&mut self.after_blank, is_over);
        if self.html.is_none() && own.starts_with('<') && opening == LineOpening::Block {
            let lower = own.to_ascii_lowercase();
            let raw = RAW.into_iter().find(|(start, _)| lower.starts_with(start));
            self.html = Some(raw.map_or("", |(_, end)| end));
        }
        if let Some(end) = self.html {
            let is_over = if end.is_empty() {
                own.is_empty()
            } else {
                own.to_ascii_lowercase().contains(end)
            };
            if is_over {
                self.html = None;
            }
            return true;
        }
        if !own.is_empty() {
            self.is_indented = (after_blank || self.is_indented) && indent > 3;
        }
        self.is_indented
    }
}

/// The unpaired `$$` of a line.
fn unclosed_display(line: &str, from: usize) -> Option<usize> {
    let count = line[from..].matches("$$").count();
    if count.is_multiple_of(2) || line.contains('`') {
        return None;
    }
    line.rfind("$$")
}

/// The first character of a line, if it would begin a list, a heading or a quote there.
fn block_start(line: &str, inside: usize) -> Option<usize> {
    let at = line.len() - line.trim_start().len();
    let is_block = line[at..].starts_with(['-', '+', '=', '>', '#']);
    (is_block && at < inside).then_some(at)
}

/// Finds the formulas of a line.
fn inline(line: &str, from: usize, found: &mut Vec<usize>) {
    let mut at = from;
    let mut is_code = false;
    while let Some(next) = line[at..].find(['$', '\\', '`']) {
        let open = at + next;
        let rest = &line[open..];
        if rest.starts_with('`') {
            is_code = !is_code;
            at = open + 1;
            continue;
        }
        let formula = if is_code { None } else { formula(line, open) };
        if let Some((start, end, after)) = formula {
            escape(&line[start..end], start, found);
            at = after;
            continue;
        }
        // A backslash takes the next character with it.
        let next = rest.chars().nth(1).filter(|_| rest.starts_with('\\'));
        let length = 1 + next.map_or(0, char::len_utf8);
        at = open + if rest.starts_with("$$") { 2 } else { length };
    }
}

/// The formula that opens at a byte: where its inside begins and ends, and where it ends.
fn formula(line: &str, open: usize) -> Option<(usize, usize, usize)> {
    let rest = &line[open..];
    for (begin, end) in [("$$", "$$"), ("\\\\(", "\\\\)"), ("\\\\[", "\\\\]")] {
        if let Some(inner) = rest.strip_prefix(begin) {
            let length = near(inner).find(end)?;
            let start = open + begin.len();
            return (!inner[..length].contains('`')).then_some((
                start,
                start + length,
                start + length + end.len(),
            ));
        }
    }
    let inner = near(rest.strip_prefix('$')?);
    let before = line[..open].chars().next_back();
    let length = inner.find('$')?;
    let (inner, after) = (&inner[..length], inner[length + 1..].chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '$');
    let is_tight = !inner.is_empty()
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace);
    let is_formula = is_tight
        && !is_word(before)
        && !is_word(after)
        && !inner.starts_with(['{', '('])
        && !inner.contains('`')
        && inner.contains(['\\', '^', '_', '=', '*', '<', '+']);
    let start = open + 1;
    is_formula.then_some((start, start + length, start + length + 1))
}

fn near(text: &str) -> &str {
    &text[..crate::span::floor_char_boundary(text, LONGEST)]
}

/// Finds where the content of a formula, which begins at a byte of its line, needs backslashes.
fn escape(inner: &str, start: usize, found: &mut Vec<usize>) {
    let mut characters = inner.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            match characters.peek() {
                Some((_, next)) if ESCAPABLE.contains(*next) => _ = characters.next(),
                Some((_, next)) if !next.is_ascii_punctuation() && *next != '\n' => {}
                _ => found.push(start + at),
            }
        } else if READ.contains(&character) {
            found.push(start + at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FormulaLines, LineOpening};

    fn escaped(text: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        let mut display = FormulaLines::default();
        for line in text.split_inclusive('\n') {
            let mut from = 0;
            for place in display.escapes((text, at), line, LineOpening::Block) {
                out.push_str(&line[from..place]);
                out.push('\\');
                from = place;
            }
            out.push_str(&line[from..]);
            at += line.len();
        }
        out
    }

    #[test]
    fn formulas_are_escaped() {
        assert_eq!(escaped("a $x_i*y$ b"), r"a $x\_i\*y$ b");
        assert_eq!(escaped(r"$$a_1 \, b \\ c \{ d$$"), r"$$a\_1 \\, b \\ c \{ d$$");
        assert_eq!(escaped(r"\\(a*b\\) \\[c_d\\]"), r"\\(a\*b\\) \\[c\_d\\]");
        assert_eq!(escaped("$$\nx_1\n= y*2\n- z\n$$ *a*"), "$$\nx\\_1\n\\= y\\*2\n\\- z\n$$ *a*");
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "costs $5 and *more* $6",
            "$HOME/a_b and $PATH_c",
            "`$x_i*y$`",
            "a \\$x*y*$ z",
            "${a_b}$ $(a_b)$",
            "$$ and *a*\n\n$$",
            "*a* _b_ [c](d)",
            "<div>\n$x_i$\n</div>",
            "<script>\n\n$x_i$\n</script>",
            "a\n\n    $x_i$",
            "a\n\n    $x_i$\n\n    $y_i$\n    $z_i$",
        ] {
            assert_eq!(escaped(text), text);
        }
    }
}
