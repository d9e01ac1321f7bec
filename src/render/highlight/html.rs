//! The inside of a `<code>` element, line by line.

use super::marks::take_marks;
use super::{Run, Token, highlight};
use crate::diag::CodeLimit;
use crate::render::escape;

/// How a line of code is highlighted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Light {
    /// Whether it is highlighted at first.
    pub is_on: bool,
    /// The steps at which its highlight comes and goes; empty when it stays as it is.
    pub changes: Vec<u32>,
}

/// Appends the inside of the `<code>` of a block: a `span.code-line` for each line.
///
/// The line break is the last character of the span: so the text can be copied, printed and read
/// without a style sheet, and a theme may make the spans blocks without doubling the breaks.
/// Backticks mark what is between them, `` a `b` c `` the `b`. White space at the end of the code
/// is dropped. Lines that are highlighted have the class `highlighted` too, and `data-lit` where
/// that changes; lines beyond `lights` are not. What comes back is the limit that the code is
/// beyond, if it is; then it has no colours.
pub fn code_html(
    out: &mut String,
    lang: Option<&str>,
    code: &str,
    lights: &[Light],
) -> Option<CodeLimit> {
    let (text, marks) = take_marks(code.trim_end());
    let read = lang.map(|lang| highlight(lang, &text));
    let mut marks = marks.iter().peekable();
    for (index, line) in text.lines().enumerate() {
        out.push_str("<span class=\"code-line");
        push_light(out, lights.get(index));
        out.push('>');
        let runs = read.as_ref().and_then(|read| read.lines.get(index));
        let mut rest = Rest { line, at: 0, runs: runs.map_or(&[], |runs| runs), used: 0 };
        while let Some(mark) = marks.next_if(|mark| mark.line == index) {
            rest.push_until(mark.range.start, out);
            out.push_str("<mark>");
            rest.push_until(mark.range.end, out);
            out.push_str("</mark>");
        }
        rest.push_until(line.len(), out);
        out.push_str("\n</span>");
    }
    read.and_then(|read| read.limit)
}

/// The rest of a line's class, and when its highlight changes.
fn push_light(out: &mut String, light: Option<&Light>) {
    if light.is_some_and(|light| light.is_on) {
        out.push_str(" highlighted");
    }
    out.push('"');
    let changes = light.map_or(&[][..], |light| &light.changes);
    if !changes.is_empty() {
        let steps: Vec<_> = changes.iter().map(u32::to_string).collect();
        escape::push_attribute(out, "data-lit", &steps.join(" "));
    }
}

/// What is left of a line whose start has been written.
struct Rest<'a> {
    line: &'a str,
    /// Where the rest starts.
    at: usize,
    runs: &'a [Run],
    /// How much of the first run has been written.
    used: usize,
}

impl Rest<'_> {
    /// Writes up to `end`; a run that goes on behind it is cut there, so that elements nest.
    fn push_until(&mut self, end: usize, out: &mut String) {
        while self.at < end {
            // A line without runs is plain.
            let (len, token) = match self.runs.first() {
                Some(run) => (run.len as usize - self.used, run.token),
                None => (end - self.at, Token::Plain),
            };
            let stop = end.min(self.at + len);
            push_token(out, self.line.get(self.at..stop).unwrap_or_default(), token);
            self.used += stop - self.at;
            if self.runs.first().is_some_and(|run| run.len as usize <= self.used) {
                self.runs = &self.runs[1..];
                self.used = 0;
            }
            self.at = stop;
        }
    }
}

fn push_token(out: &mut String, text: &str, token: Token) {
    match token.class() {
        None => escape::push_text(out, text),
        Some(class) => {
            out.push_str("<span class=\"");
            out.push_str(class);
            out.push_str("\">");
            escape::push_text(out, text);
            out.push_str("</span>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Light, code_html};

    fn html(lang: Option<&str>, code: &str) -> String {
        let mut out = String::new();
        code_html(&mut out, lang, code, &[]);
        out
    }

    /// Each line as its own string, without the span around it.
    fn lines(lang: Option<&str>, code: &str) -> Vec<String> {
        let html = html(lang, code);
        let open = "<span class=\"code-line\">";
        let lines = html.split_terminator("\n</span>");
        lines.map(|line| line.strip_prefix(open).unwrap().to_owned()).collect()
    }

    /// What a browser would show of some HTML of ours.
    fn text(html: &str) -> String {
        let mut shown = String::new();
        let mut is_tag = false;
        for character in html.chars() {
            match character {
                '<' => is_tag = true,
                '>' if is_tag => is_tag = false,
                _ if !is_tag => shown.push(character),
                _ => {}
            }
        }
        shown
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    #[test]
    fn each_line_is_a_span_that_ends_with_its_line_break() {
        assert_eq!(
            html(None, "a\nb\n"),
            "<span class=\"code-line\">a\n</span><span class=\"code-line\">b\n</span>"
        );
    }

    #[test]
    fn blank_lines_are_lines_but_at_the_end() {
        assert_eq!(lines(None, "a\n\n\nb"), ["a", "", "", "b"]);
        assert_eq!(lines(None, "\na"), ["", "a"]);
        assert_eq!(lines(None, "a\n\n\n"), ["a"]);
        assert_eq!(lines(None, "a\r\nb\r\n"), ["a", "b"]);
        assert_eq!(html(None, " \n"), "");
        assert_eq!(html(Some("bash"), ""), "");
    }

    #[test]
    fn a_language_brings_colours() {
        let expected = [concat!(
            "<span class=\"hl-attr\">a</span><span class=\"hl-punct\">:</span>",
            " <span class=\"hl-string\">b</span>"
        )];
        assert_eq!(lines(Some("yaml"), "a: b"), expected);
        assert_eq!(lines(Some("YML"), "a: b"), expected);
    }

    #[test]
    fn without_a_known_language_code_is_plain() {
        for lang in [None, Some("redis"), Some("brainfuck")] {
            assert_eq!(lines(lang, "a: b\n* c"), ["a: b", "* c"]);
        }
    }

    #[test]
    fn markup_in_code_is_text() {
        assert_eq!(lines(None, "<b>&amp;</b>"), ["&lt;b&gt;&amp;amp;&lt;/b&gt;"]);
        let code = "<b title='a'>&amp; \"x\"</b>";
        assert_eq!(text(&html(Some("html"), code)), format!("{code}\n"));
    }

    #[test]
    fn marks_lie_over_colours() {
        assert_eq!(
            lines(Some("yaml"), "a: 1\n  `b: 2`\nc: `3`")[1..],
            [
                concat!(
                    "  <mark><span class=\"hl-attr\">b</span><span class=\"hl-punct\">:</span>",
                    " <span class=\"hl-number\">2</span></mark>"
                ),
                concat!(
                    "<span class=\"hl-attr\">c</span><span class=\"hl-punct\">:</span>",
                    " <mark><span class=\"hl-number\">3</span></mark>"
                ),
            ]
        );
    }

    #[test]
    fn a_mark_within_a_token_cuts_it() {
        assert_eq!(
            lines(Some("bash"), "# a `b` c"),
            [concat!(
                "<span class=\"hl-comment\"># a </span>",
                "<mark><span class=\"hl-comment\">b</span></mark>",
                "<span class=\"hl-comment\"> c</span>"
            )]
        );
        assert_eq!(lines(None, "a `<b>` c"), ["a <mark>&lt;b&gt;</mark> c"]);
    }

    #[test]
    fn highlighted_lines_say_when_that_changes() {
        let light = |is_on, changes: &[u32]| Light { is_on, changes: changes.to_vec() };
        let lights = [light(false, &[]), light(true, &[]), light(true, &[0, 2])];
        let mut out = String::new();
        code_html(&mut out, None, "a\nb\nc\nd", &lights);
        assert_eq!(
            out,
            concat!(
                "<span class=\"code-line\">a\n</span>",
                "<span class=\"code-line highlighted\">b\n</span>",
                "<span class=\"code-line highlighted\" data-lit=\"0 2\">c\n</span>",
                "<span class=\"code-line\">d\n</span>",
            )
        );
    }

    #[test]
    fn the_text_of_the_lines_is_the_code() {
        let code = "if [ \"$A\" < 3 ]; then\n\n  cat <<EOF | sh & # é → ü\n<&>\nEOF\nfi";
        for lang in ["bash", "yaml", "html", "php", "markdown", "dockerfile", "text", "?"] {
            assert_eq!(text(&html(Some(lang), code)), format!("{code}\n"), "{lang}");
        }
    }

    #[test]
    fn endless_code_is_written_at_once() {
        let line = "a ".repeat(25_000_000);
        assert!(html(Some("yaml"), &line).len() > 49_000_000);
        assert!(html(Some("bash"), &"`".repeat(1_000_000)).len() > 1_000_000);
    }
}
