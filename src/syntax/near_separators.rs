//! Lines that are nearly a separator: with spaces, an extra dash, the dashes of a word processor,
//! or in the notation of other tools.

use super::node::{Node, Range};
use crate::diag::{Problem, StructureProblem};
use crate::span::floor_char_boundary;

/// The properties with which a slide often begins.
const FIRST_KEYS: [&str; 6] =
    ["name:", "class:", "layout:", "template:", "background-image:", "count:"];

/// The maximum number of word processor dashes that people type for a separator.
const MOST_DASHES: usize = 6;

/// A line with this many dashes between blank lines is a rule on purpose.
const RULE: usize = 20;

/// References to dashes in HTML.
const DASH_REFERENCES: [&str; 4] = ["&mdash;", "&ndash;", "&#8212;", "&#8211;"];

/// A chapter, as far as near separators depend on it.
pub(super) struct ChapterText<'t> {
    pub(super) text: &'t str,
    /// Its code, sorted.
    pub(super) code: &'t [Range],
    /// Whether it has separators between slides.
    pub(super) is_separated: bool,
}

/// Reports lines of a slide that look like a separator but are not.
pub(super) fn near_separators(
    chapter: &ChapterText<'_>,
    content: &[Node],
    problems: &mut Vec<(Problem, Range)>,
) {
    let text = chapter.text;
    for node in content {
        let Node::Text(range) = node else { continue };
        let mut at = range.start as usize;
        for line in range.of(text).split_inclusive('\n') {
            let raw = line.trim_end_matches('\n');
            let starts_line = at == 0 || text.as_bytes()[at - 1] == b'\n';
            let is_near = if is_near_separator(raw) {
                true
            } else {
                let may_be = starts_line && is_of_marks(raw) && !is_code(chapter.code, at);
                may_be && is_rule(raw, &chapter.around(at, raw.len()))
                    || starts_line
                        && raw == "?"
                        && !is_code(chapter.code, at)
                        && chapter.around(at, raw.len()).is_inside()
            };
            // TOML at the top of a chapter is reported as front matter.
            let is_toml = raw == "+++" && text.starts_with("+++\n");
            if is_near && !is_toml && !raw.starts_with("    ") {
                let line = raw.to_owned();
                let problem = StructureProblem::NearSeparator { line };
                problems.push((problem.into(), Range::new(at, at + raw.len())));
            }
            at += line.len();
        }
    }
}

fn is_code(code: &[Range], at: usize) -> bool {
    let before = code.partition_point(|range| range.start as usize <= at);
    before.checked_sub(1).is_some_and(|last| at < code[last].end as usize)
}

/// Whether a line by itself is nearly a separator.
pub fn is_near_separator(raw: &str) -> bool {
    let bare = raw.trim_matches([' ', '\t', '\u{a0}', '\u{feff}', '\u{200b}']);
    // Most lines are ordinary text.
    if bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    if matches!(bare, "--" | "---" | "???") {
        return raw != bare;
    }
    let is_question = |c: char| matches!(c, '?' | '？' | '⁇' | '¿' | '﹖');
    let questions = bare.chars().filter(|&c| is_question(c)).count();
    if questions > 0 {
        return questions >= 2 && bare.chars().all(|c| is_question(c) || c == ' ')
            || bare.chars().all(|c| c == '⁇');
    }
    let is_dash =
        |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{ad}');
    let is_dashes = bare.chars().all(|c| is_dash(c) || c == '-') && bare.chars().any(is_dash);
    let is_spaced = bare.contains(' ')
        && bare.starts_with('-')
        && bare.ends_with('-')
        && bare.chars().all(|c| matches!(c, '-' | ' '))
        && (2..=4).contains(&bare.matches('-').count())
        && !bare.starts_with("- ");
    let is_attributed = bare.strip_prefix("--- ").is_some_and(|rest| {
        rest.starts_with(['.', '#', '&', '{']) && !rest.contains(['|', '`']) && rest.len() < 60
    });
    is_dashes && bare.chars().count() <= MOST_DASHES
        || is_spaced
        || is_attributed
        || DASH_REFERENCES.contains(&bare)
        || is_tripled(bare)
        || matches!(
            bare,
            "+++" | "\\---" | "\\--" | "- - -" | "- -" | "---." | "---," | "---;" | "---:" | ".---"
        )
}

/// Whether a line consists of one character three times, without a meaning in Markdown.
fn is_tripled(bare: &str) -> bool {
    matches!(bare, "!!!" | "^^^" | "%%%" | "&&&" | "§§§" | "///" | ";;;" | "@@@")
}

/// Whether a line has only the marks of a rule and spaces.
fn is_of_marks(raw: &str) -> bool {
    raw.bytes().all(|byte| matches!(byte, b'-' | b'_' | b'*' | b'=' | b' ' | b'\t'))
}

/// The context of a line.
struct Neighbours<'t> {
    /// The line before it.
    before: &'t str,
    /// The next line with text.
    next: &'t str,
    /// Whether the chapter has separators between slides.
    is_separated: bool,
}

impl<'t> ChapterText<'t> {
    fn around(&self, at: usize, length: usize) -> Neighbours<'t> {
        const NEAR: usize = 1024;
        let before = self.text[..at].strip_suffix('\n').unwrap_or_default();
        let first = floor_char_boundary(before, before.len().saturating_sub(NEAR));
        let before = before[first..].rsplit('\n').next().unwrap_or_default();
        let next = self.text[at + length..].trim_start_matches(['\n', ' ', '\t']);
        let next = &next[..floor_char_boundary(next, NEAR)];
        let next = next.split('\n').next().unwrap_or_default();
        Neighbours { before, next, is_separated: self.is_separated }
    }
}

impl Neighbours<'_> {
    /// Whether a paragraph of its own has more text of its slide after it.
    fn is_inside(&self) -> bool {
        let next = self.next.trim_end();
        self.before.trim().is_empty()
            && !next.is_empty()
            && !matches!(next, "---" | "--" | "???")
            && !next.starts_with('#')
    }

    fn begins_slide(&self) -> bool {
        self.next.starts_with("# ") || self.next.starts_with("## ") || self.begins_with_property()
    }

    fn begins_with_property(&self) -> bool {
        FIRST_KEYS.iter().any(|key| self.next.starts_with(key))
    }
}

/// Whether a line that Markdown reads as a rule, or as the line below a heading, should probably
/// separate slides.
fn is_rule(raw: &str, around: &Neighbours<'_>) -> bool {
    let bare = raw.trim();
    let only = |mark: char| bare.chars().all(|c| c == mark || c == ' ') && bare.starts_with(mark);
    let count = bare.len() - bare.matches(' ').count();
    if count < 3 {
        return false;
    }
    let after_blank = around.before.trim().is_empty();
    if bare.bytes().all(|byte| byte == b'-') && count > 3 {
        return after_blank && count < RULE || around.begins_slide();
    }
    if bare.bytes().all(|byte| byte == b'=') {
        return after_blank && (count < RULE || around.begins_slide());
    }
    if only('_') || only('*') && bare.contains(' ') || only('-') && bare.contains(' ') {
        return around.begins_slide();
    }
    // The guide recommends `***` for a rule.
    bare == "***"
        && (around.begins_with_property() || around.begins_slide() && !around.is_separated)
}

#[cfg(test)]
mod tests {
    use super::{ChapterText, is_near_separator, is_rule};
    use crate::syntax::line::separator;

    /// Whether a line of a text is a rule that should probably separate slides.
    fn rule(text: &str, line: &str) -> bool {
        let is_separated = text.contains("---\n");
        let chapter = ChapterText { text, code: &[], is_separated };
        let at = text.find(line).unwrap();
        is_rule(line, &chapter.around(at, line.len()))
    }

    #[test]
    fn lines_that_people_take_for_separators() {
        for line in [
            " ---",
            "--- ",
            "-- ",
            "\t---",
            "----",
            "—",
            "–",
            "——",
            "–-",
            "–--",
            "———",
            "−−−",
            "??",
            "????",
            "?? ?",
            "？？？",
            "⁇",
            "- - -",
            "- -",
            "-- -",
            "&mdash;",
            "+++",
            "--- .class",
            "---.",
            "!!!",
            "^^^",
        ] {
            assert!(is_near_separator(line) || rule(line, line), "{line:?}");
            assert!(separator(line, 0).is_none(), "{line:?}");
        }
        for line in
            ["---", "--", "???", "-", "- a", "***", "?", "— Ana", "a ----", "- - a", "| - |"]
        {
            assert!(!is_near_separator(line) && !rule(line, line), "{line:?}");
        }
    }

    #[test]
    fn rules_separate_where_a_slide_begins_below() {
        assert!(rule("a\n\n___\n\n# B\n", "___"));
        assert!(rule("a\n\n* * *\nclass: x\n", "* * *"));
        assert!(rule("a\n\n***\n\n# B\n", "***"));
        assert!(!rule("---\na\n\n***\n\n# B\n", "***"));
        assert!(!rule("a\n\n___\n\nb\n", "___"));
        assert!(!rule("Title\n-----\n\ntext\n", "-----"));
        assert!(rule("a\n\n====\n", "===="));
        let long = "-".repeat(40);
        assert!(!rule(&format!("a\n\n{long}\n\nb\n"), &long));
        assert!(rule(&format!("a\n\n{long}\n\n# B\n"), &long));
        assert!(!rule("Title\n====\n", "===="));
    }
}
