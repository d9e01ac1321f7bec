//! Code blocks: highlighting, marks, highlighted lines, diagrams.

use std::borrow::Cow;

use super::super::diagram;
use super::super::drawing_room::DrawingRoom;
use super::super::highlight::{self, Line, Mark, Run, Token, highlight, take_marks};
use super::super::tree::{
    CodeBlock, Element, ElementOrigin, HighlightedLine, NodeId, NodeKind, Shape, Slice, SlideTree,
};
use crate::diag::{CodeBlockProblem, CodeLimit};
use crate::manifest::{CodeMarks, MarkedSpans};
use crate::syntax;

/// Words after a fence that are methods of labs, not languages (container.training runs its labs
/// with a robot).
const LAB_WORDS: [&str; 10] =
    ["key", "keys", "wait", "longwait", "hide", "copy", "paste", "check", "open", "tmux"];

/// Writes all code blocks of a tree, and draws the diagrams among them.
pub(in crate::render) fn code(tree: &mut SlideTree, marks: CodeMarks, room: DrawingRoom) {
    for mut block in std::mem::take(&mut tree.code) {
        if block.is_diagram() {
            draw(tree, &block, room);
        } else {
            if marks.lines == Some(true) {
                starred_lines(&mut block);
            }
            colour(tree, &block, marks);
        }
    }
}

fn element(name: &'static str, shape: Shape, classes: &[&'static str]) -> Element {
    let mut element = Element::new(name, ElementOrigin::Ours, shape);
    element.classes.extend(classes);
    element
}

/// Adds a diagram, or its source if drawing fails.
fn draw(tree: &mut SlideTree, block: &CodeBlock, room: DrawingRoom) {
    let around = std::iter::successors(tree.parent(block.node), |&id| tree.parent(id));
    let around = around.filter_map(|id| tree.element(id));
    let classes: Vec<_> = around.flat_map(|one| tree.class_words(one)).collect();
    match diagram::draw(&block.text, room.within(&classes)) {
        Ok(svg) => {
            let mut figure = element("figure", Shape::Block, &["diagram"]);
            figure.shown_step = block.shown_step;
            tree.set_kind(block.node, NodeKind::Element(figure));
            let svg = tree.store(&svg);
            tree.push(block.node, NodeKind::Drawing(svg));
        }
        Err(reason) => {
            tree.report(CodeBlockProblem::DiagramFailed { reason }, block.at);
            let mut pre = element("pre", Shape::Block, &["mermaid"]);
            pre.shown_step = block.shown_step;
            tree.set_kind(block.node, NodeKind::Element(pre));
            // Like Markdown comments, mermaid comments are not meant for readers.
            let lines = block.text.split_inclusive('\n');
            for line in lines.filter(|line| !line.trim_start().starts_with("%%")) {
                let line = tree.store(line);
                tree.push(block.node, NodeKind::Literal(line));
            }
        }
    }
}

/// Adds a code block.
fn colour(tree: &mut SlideTree, block: &CodeBlock, marks: CodeMarks) {
    let word = match syntax::language(&block.info) {
        "" => marks.language.unwrap_or_default(),
        word => word,
    };
    let is_language = !word.is_empty() && !LAB_WORDS.contains(&word);
    if is_language && !highlight::knows(word) {
        let nearest = highlight::nearest(word);
        let problem = CodeBlockProblem::UnknownLanguage { language: word.to_owned(), nearest };
        tree.report(problem, block.at);
    }
    let mut pre = element("pre", Shape::Block, &[]);
    pre.shown_step = block.shown_step;
    tree.set_kind(block.node, NodeKind::Element(pre));
    let code = tree.push(block.node, NodeKind::Element(element("code", Shape::Inline, &[])));
    let class = match word {
        "" => "remark-code".to_owned(),
        word => format!("remark-code language-{word}"),
    };
    tree.add_text(code, "class", &class);
    tree.add_text(code, "data-lang", word);
    if block.lines.iter().any(|line| !line.changes.is_empty())
        && let Some(code) = tree.element_mut(code)
    {
        code.add_class("has-lights");
    }
    let language = is_language.then_some(word);
    let (text, marks) = if has_marks(marks.spans, word) {
        take_marks(block.text.trim_end())
    } else {
        (Cow::Borrowed(block.text.trim_end()), Vec::new())
    };
    if let Some(limit) = lines(tree, code, (language, &text, &marks), &block.lines) {
        tree.report(CodeBlockProblem::CodeLimit { language: word.to_owned(), limit }, block.at);
    }
}

/// Code as a reader copies it: without the marks that highlight parts of it.
pub(in crate::render) fn plain_code(code: &str, info: &str, marks: CodeMarks) -> String {
    let code = code.trim_end();
    let starred = |line: &str| match line.strip_prefix('*') {
        Some(rest) if rest.starts_with(' ') => format!(" {rest}"),
        Some(rest) => rest.to_owned(),
        None => line.to_owned(),
    };
    let code = match marks.lines {
        Some(true) => code.split('\n').map(starred).collect::<Vec<_>>().join("\n"),
        Some(false) | None => code.to_owned(),
    };
    let word = match syntax::language(info) {
        "" => marks.language.unwrap_or_default(),
        word => word,
    };
    if has_marks(marks.spans, word) { take_marks(&code).0.into_owned() } else { code }
}

/// Highlights the lines that begin with `*`, and removes the star. As in remark, a space after the
/// star becomes two: the code keeps its column.
fn starred_lines(block: &mut CodeBlock) {
    if !block.text.split('\n').any(|line| line.starts_with('*')) {
        return;
    }
    let mut text = String::with_capacity(block.text.len());
    for (index, line) in block.text.split_inclusive('\n').enumerate() {
        let Some(rest) = line.strip_prefix('*') else {
            text.push_str(line);
            continue;
        };
        if block.lines.len() <= index {
            block.lines.resize(index + 1, HighlightedLine::default());
        }
        block.lines[index] = HighlightedLine { is_on: true, changes: Vec::new() };
        if rest.starts_with(' ') {
            text.push(' ');
        }
        text.push_str(rest);
    }
    block.text = text;
}

/// Languages that use backticks themselves, for strings, names or markup.
const WITH_BACKTICKS: [&str; 38] = [
    "js",
    "javascript",
    "jsx",
    "mjs",
    "node",
    "ts",
    "typescript",
    "tsx",
    "go",
    "golang",
    "md",
    "markdown",
    "sql",
    "mysql",
    "kotlin",
    "kt",
    "scala",
    "r",
    "julia",
    "jl",
    "haskell",
    "hs",
    "lisp",
    "scheme",
    "clojure",
    "clj",
    "elisp",
    "verilog",
    "v",
    "d",
    "f#",
    "fsharp",
    "graphql",
    "vue",
    "svelte",
    "rst",
    "asciidoc",
    "powershell",
];

/// Whether backticks mark in code of a language.
fn has_marks(spans: MarkedSpans, word: &str) -> bool {
    match spans {
        MarkedSpans::Off => false,
        MarkedSpans::WhereFree => {
            !WITH_BACKTICKS.iter().any(|known| known.eq_ignore_ascii_case(word))
        }
        MarkedSpans::On => true,
    }
}

/// Adds the lines of some code in a language: one `span.code-line` each.
///
/// The line break is the last character of the span: so the text can be copied, printed and read
/// without a style sheet, and a theme may make the spans blocks without doubling the breaks.
/// Highlighted lines also have the class `highlighted`, and `data-lit` where that
/// changes; lines beyond `highlighted` are not highlighted. Returns the limit that the code
/// exceeds, if any; then it has no syntax highlighting.
fn lines(
    tree: &mut SlideTree,
    parent: NodeId,
    (language, text, marks): (Option<&str>, &str, &[Mark]),
    highlighted: &[HighlightedLine],
) -> Option<CodeLimit> {
    let read = language.map(|language| highlight(language, text));
    let all = tree.store(text);
    let mut marks = marks.iter().peekable();
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let shown =
            line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let span = add_line(tree, parent, highlighted.get(index));
        let runs = read.as_ref().and_then(|read| read.lines.get(index));
        let mut rest = RestOfLine {
            line: all.part(at..at + shown.len()),
            at: 0,
            runs: runs.map_or(&[], Line::as_ref),
            used: 0,
        };
        while let Some(mark) = marks.next_if(|mark| mark.line == index) {
            rest.add_until(mark.range.start, tree, span);
            let marked = tree.push(span, NodeKind::Element(element("mark", Shape::Inline, &[])));
            rest.add_until(mark.range.end, tree, marked);
        }
        rest.add_until(shown.len(), tree, span);
        let line_end = tree.store("\n");
        tree.push(span, NodeKind::Literal(line_end));
        at += line.len();
    }
    read.and_then(|read| read.limit)
}

/// Adds a line of code.
fn add_line(tree: &mut SlideTree, parent: NodeId, highlighted: Option<&HighlightedLine>) -> NodeId {
    let is_on = highlighted.is_some_and(|line| line.is_on);
    let classes: &[_] = if is_on { &["code-line", "highlighted"] } else { &["code-line"] };
    let span = tree.push(parent, NodeKind::Element(element("span", Shape::Inline, classes)));
    let changes = highlighted.map_or(&[][..], |line| &line.changes);
    if !changes.is_empty() {
        let steps: Vec<_> = changes.iter().map(u32::to_string).collect();
        tree.add_text(span, "data-lit", &steps.join(" "));
    }
    span
}

/// The rest of a line, after the parts already added.
struct RestOfLine<'a> {
    line: Slice,
    /// The start of the rest.
    at: usize,
    runs: &'a [Run],
    /// How many bytes of the first run were added.
    used: usize,
}

impl RestOfLine<'_> {
    /// Adds the part before `end`; a run that extends past it is split there, so that elements nest.
    fn add_until(&mut self, end: usize, tree: &mut SlideTree, parent: NodeId) {
        while self.at < end {
            // A line without runs is plain.
            let (len, token) = match self.runs.first() {
                Some(run) => (run.len as usize - self.used, run.token),
                None => (end - self.at, Token::Plain),
            };
            let stop = end.min(self.at + len);
            let text = self.line.part(self.at..stop);
            let kind = token
                .class()
                .map_or(NodeKind::Literal(text), |class| NodeKind::Coloured(class, text));
            tree.push(parent, kind);
            self.used += stop - self.at;
            if self.runs.first().is_some_and(|run| run.len as usize <= self.used) {
                self.runs = &self.runs[1..];
                self.used = 0;
            }
            self.at = stop;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HighlightedLine, SlideTree, lines as add_lines, take_marks};
    use crate::render::serialize;

    fn html(lang: Option<&str>, code: &str) -> String {
        highlighted(lang, code, &[])
    }

    fn highlighted(lang: Option<&str>, code: &str, lines: &[HighlightedLine]) -> String {
        let mut tree = SlideTree::with_capacity(0);
        let (text, marks) = take_marks(code.trim_end());
        add_lines(&mut tree, SlideTree::ROOT, (lang, &text, &marks), lines);
        serialize::html(&tree).as_str().to_owned()
    }

    /// Each line as its own string, without the span around it.
    fn lines(lang: Option<&str>, code: &str) -> Vec<String> {
        let html = html(lang, code);
        let open = "<span class=\"code-line\">";
        let lines = html.split_terminator("\n</span>");
        lines.map(|line| line.strip_prefix(open).unwrap().to_owned()).collect()
    }

    /// The text that a browser would show for generated HTML.
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
        let line = |is_on, changes: &[u32]| HighlightedLine { is_on, changes: changes.to_vec() };
        let lines = [line(false, &[]), line(true, &[]), line(true, &[0, 2])];
        assert_eq!(
            highlighted(None, "a\nb\nc\nd", &lines),
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
