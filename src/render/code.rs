//! Code blocks: language, indentation, colours, diagrams.

use std::collections::BTreeMap;

use super::buffer::variable;
use super::escape::{push_attribute, push_text};
use super::highlight;
use super::html::Html;
use super::lights;
use super::source::At;
use crate::diag::CodeBlockProblem;
use crate::syntax::{self, Fence};

/// Words after a fence that are methods of labs (remark's decks are also driven by a robot),
/// not languages.
const LAB_WORDS: [&str; 10] =
    ["key", "keys", "wait", "longwait", "hide", "copy", "paste", "check", "open", "tmux"];

/// How many blanks a fence in a list takes away from its lines: as many as remark does, but
/// the same from each.
const LIST_INDENT: usize = 4;

/// A code block.
pub(super) struct Block<'t> {
    /// What follows the fence.
    pub(super) info: &'t str,
    /// Where that starts in the part, when it was written as it is.
    pub(super) info_at: Option<u32>,
    /// The code.
    pub(super) text: &'t str,
    /// Where it was written.
    pub(super) at: At,
    /// The step at which it appears.
    pub(super) step: u32,
}

/// Writes a code block, or the diagram that it describes.
pub(super) fn block(html: &mut Html<'_, '_>, block: &Block<'_>) {
    let word = syntax::language(block.info);
    if word == "mermaid" {
        diagram(html, block);
        return;
    }
    let is_language = !word.is_empty() && !LAB_WORDS.contains(&word);
    if is_language && !highlight::knows(word) {
        let nearest = highlight::nearest(word);
        html.problem(
            CodeBlockProblem::UnknownLanguage { language: word.to_owned(), nearest },
            block.at,
        );
    }
    html.out.push_str("<pre");
    step(html, block.step);
    html.out.push_str("><code");
    let class = match word {
        "" => "remark-code".to_owned(),
        word => format!("remark-code language-{word}"),
    };
    push_attribute(&mut html.out, "class", &class);
    push_attribute(&mut html.out, "data-lang", word);
    html.out.push('>');
    let lights = lights::lights(html, block);
    let language = is_language.then_some(word);
    if let Some(limit) = highlight::code_html(&mut html.out, language, block.text, &lights) {
        html.problem(CodeBlockProblem::CodeLimit { language: word.to_owned(), limit }, block.at);
    }
    html.out.push_str("</code></pre>\n");
}

/// Writes a diagram, or its source when it cannot be drawn.
pub(super) fn diagram(html: &mut Html<'_, '_>, block: &Block<'_>) {
    match super::diagram::draw(block.text) {
        Ok(svg) => {
            html.out.push_str("<figure class=\"diagram\"");
            step(html, block.step);
            html.out.push('>');
            html.out.push_str(&svg);
            html.out.push_str("</figure>\n");
        }
        Err(reason) => {
            html.problem(CodeBlockProblem::DiagramFailed { reason }, block.at);
            html.out.push_str("<pre class=\"mermaid\"");
            step(html, block.step);
            html.out.push('>');
            // A comment of mermaid's is no more for readers than one of Markdown's.
            let lines = block.text.split_inclusive('\n');
            for line in lines.filter(|line| !line.trim_start().starts_with("%%")) {
                push_text(&mut html.out, line);
            }
            html.out.push_str("</pre>\n");
        }
    }
}

/// Writes the step of a block that appears later than what it stands in.
fn step(html: &mut Html<'_, '_>, step: u32) {
    if step > html.step() {
        push_attribute(&mut html.out, "data-step", &step.to_string());
    }
}

/// The code without the indentation of its fence.
///
/// remark takes up to four blanks from each line of a fence in a list, one line at a time, and
/// so flattens YAML. This takes the same from all lines.
pub(super) fn dedented(fence: &Fence, body: &str) -> String {
    let expanded = body.replace('\t', "    ");
    if fence.indent == 0 {
        return expanded;
    }
    let indents = expanded
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len());
    let common = indents.min().unwrap_or(0).min(LIST_INDENT);
    let lines = expanded.split('\n').map(|line| line.get(common..).unwrap_or(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The code as it is shown: `{{key}}` stays, as do all other braces. A backslash that keeps `{{key}}`
/// from being replaced in remark goes.
pub(super) fn unescaped(code: &str, variables: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(code.len());
    let (mut start, mut at) = (0, 0);
    while let Some(found) = code[at..].find("{{") {
        let open = at + found;
        at = open + 2;
        let is_known = variable(code, open).is_some_and(|(_, key)| variables.contains_key(key));
        if is_known && code[start..open].ends_with('\\') {
            out.push_str(&code[start..open - 1]);
            start = open;
        }
    }
    out.push_str(&code[start..]);
    out
}
