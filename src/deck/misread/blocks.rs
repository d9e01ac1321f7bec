//! Syntax of other tools that takes a whole line, or begins one.

use super::Misreadings;
use super::masked::{FILLER, MaskedText};
use super::spans::{is_name, item, may_be_fence, without_markers};
use crate::diag::{ForeignSyntax, MisreadingProblem};
use crate::syntax::near_fence;

/// Words that other tools put after the marks of an admonition.
const ADMONITIONS: [&str; 28] = [
    "abstract",
    "admonition",
    "attention",
    "bug",
    "callout",
    "caution",
    "check",
    "danger",
    "error",
    "example",
    "failure",
    "faq",
    "hint",
    "important",
    "info",
    "note",
    "notes",
    "question",
    "quote",
    "seealso",
    "success",
    "summary",
    "tip",
    "tldr",
    "todo",
    "topic",
    "versionadded",
    "warning",
];

/// Commands of LaTeX that begin a line.
const LATEX: [&str; 32] = [
    "begin",
    "bigskip",
    "centering",
    "chapter",
    "clearpage",
    "columns",
    "column",
    "columnbreak",
    "end",
    "footnote",
    "frametitle",
    "hspace",
    "huge",
    "includegraphics",
    "item",
    "large",
    "linebreak",
    "maketitle",
    "medskip",
    "newline",
    "newpage",
    "pagebreak",
    "pause",
    "newcolumn",
    "onslide",
    "only",
    "uncover",
    "vfill",
    "section",
    "smallskip",
    "tableofcontents",
    "vspace",
];

/// Commands that Deckset reads in `[.…]`.
const SLIDE_COMMANDS: [&str; 14] = [
    "alternating-colors",
    "autoscale",
    "background-color",
    "background-image",
    "build-lists",
    "code",
    "code-highlight",
    "column",
    "footer",
    "footer-style",
    "header",
    "hide-footer",
    "list",
    "text",
];

/// Searches the lines of a slide.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings) {
    let mut before = "";
    for (at, line) in text.lines() {
        let (skipped, rest) = without_markers(line);
        let rest = rest.trim_end();
        if let Some(meant) = near_fence_of(rest) {
            let found_line = rest.to_owned();
            let start = at + skipped;
            let problem = MisreadingProblem::NearFence { found: found_line, meant };
            found.push(problem, start..start + rest.len());
        }
        if let Some(kind) = kind_of(line, rest, before) {
            let start = at + skipped;
            found.foreign(kind, text.raw, start..start + rest.len());
        }
        before = rest;
    }
}

/// The fence that the author of a line intended. Only marks of fences are looked at twice.
fn near_fence_of(rest: &str) -> Option<String> {
    may_be_fence(rest).then(|| near_fence(rest)).flatten()
}

/// The foreign syntax that a line is, given its text after markers of lists and quotes, and the
/// text of the line before it.
fn kind_of(line: &str, rest: &str, before: &str) -> Option<ForeignSyntax> {
    let first = rest.chars().next()?;
    match first {
        ':' => colons(rest, before),
        '!' | '?' | '=' => admonition(line, rest),
        '[' => bracket(line, rest),
        '\\' if is_formula(rest) => Some(ForeignSyntax::Math),
        '\\' => latex(rest).then_some(ForeignSyntax::Latex),
        '.' => dots(rest),
        '*' => abbreviation(rest).then_some(ForeignSyntax::Abbreviation),
        '@' | '-' | '<' | '{' | '#' | 'i' | 'e' | '$' => statement(rest, before),
        '%' => comment(line, rest),
        '^' => speech(line).then_some(ForeignSyntax::SpeakerNotes),
        _ => None,
    }
}

/// `::: warning`, `::right::`, `: definition`, `:::note[Title]`.
fn colons(rest: &str, before: &str) -> Option<ForeignSyntax> {
    let name = rest.trim_start_matches(':');
    let count = rest.len() - name.len();
    let is_slot = |name: &str| name.strip_suffix("::").is_some_and(is_name);
    match count {
        1 if name.starts_with([' ', '\t']) && is_sentence(before) => {
            Some(ForeignSyntax::DefinitionList)
        }
        2 if is_slot(name) => Some(ForeignSyntax::Slot),
        0..3 => None,
        _ => Some(ForeignSyntax::Container),
    }
}

/// Whether a line is a text that a definition may follow.
fn is_sentence(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '_' | '\u{1}'))
        && !line.ends_with(':')
}

/// `!!! note`, `??? note`, `=== "Tab"`, and includes that begin with `!`.
fn admonition(line: &str, rest: &str) -> Option<ForeignSyntax> {
    if let Some(title) = rest.strip_prefix("===") {
        let title = title.trim_start_matches(['!', '+']).trim_start();
        return title.starts_with('"').then_some(ForeignSyntax::Tabs);
    }
    let after = rest.strip_prefix("!!!").or_else(|| rest.strip_prefix("???"));
    if let Some(after) = after {
        let name = after.trim_start_matches(['+', '!']).trim_start();
        let name = name.split([' ', '"']).next().unwrap_or_default();
        let is_known = ADMONITIONS.contains(&name.to_ascii_lowercase().as_str());
        return (is_known && line.len() == rest.len()).then_some(ForeignSyntax::Admonition);
    }
    let lower = rest.to_ascii_lowercase();
    let includes = ["!include", "!!!include", "!import"];
    includes.iter().any(|name| lower.starts_with(name)).then_some(ForeignSyntax::IncludeDirective)
}

/// `[!NOTE]`, `[ ]`, `[TOC]`, `[.column]`.
fn bracket(line: &str, rest: &str) -> Option<ForeignSyntax> {
    let inner = rest.strip_prefix('[')?;
    let (inner, after) = inner.split_once(']')?;
    if let Some(name) = inner.strip_prefix('!') {
        return is_name(name).then_some(ForeignSyntax::Alert);
    }
    let begins_item = item(line.trim_start_matches([' ', '\t', '>'])).is_some();
    let is_box = matches!(inner, " " | "x" | "X" | "-" | "/");
    if is_box && begins_item && (after.is_empty() || after.starts_with(' ')) {
        return Some(ForeignSyntax::Task);
    }
    if let Some(command) = inner.strip_prefix('.') {
        let name = command.split([':', ',']).next().unwrap_or_default();
        return SLIDE_COMMANDS.contains(&name).then_some(ForeignSyntax::SlideCommand);
    }
    let is_contents = after.is_empty() && inner.eq_ignore_ascii_case("toc");
    let is_double = matches!(rest, "[[toc]]" | "[[TOC]]" | "[[_TOC_]]");
    (is_contents || is_double).then_some(ForeignSyntax::Contents)
}

/// `\begin{equation}`.
fn is_formula(rest: &str) -> bool {
    const FORMULAS: [&str; 7] =
        ["equation", "align", "gather", "multline", "matrix", "pmatrix", "cases"];
    let name = rest.strip_prefix("\\begin{").or_else(|| rest.strip_prefix("\\end{"));
    let name = name.and_then(|name| name.split_once('}'));
    name.is_some_and(|(name, _)| FORMULAS.contains(&name.trim_end_matches('*')))
}

/// `\pagebreak`, `\begin{columns}`.
fn latex(rest: &str) -> bool {
    let name = &rest[1..];
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let after = &name[end..];
    LATEX.contains(&&name[..end])
        && (after.is_empty() || after.starts_with(['{', '[', ' ', '*', '\\']))
}

/// `. . .` of Pandoc, `.. note::` of reStructuredText.
fn dots(rest: &str) -> Option<ForeignSyntax> {
    if rest == ". . ." {
        return Some(ForeignSyntax::Pause);
    }
    let name = rest.strip_prefix(".. ")?;
    let name = name.split_once("::")?.0;
    is_name(name).then_some(ForeignSyntax::Restructured)
}

/// `*[HTML]: HyperText`.
fn abbreviation(rest: &str) -> bool {
    let inner = rest.strip_prefix("*[").and_then(|inner| inner.split_once("]:"));
    inner.is_some_and(|(name, _)| !name.is_empty() && !name.contains('['))
}

/// Statements of MDX, includes, tables of contents, lines of Org.
fn statement(rest: &str, before: &str) -> Option<ForeignSyntax> {
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    let is_quoted = |text: &str| text.contains('\'') || text.contains('"');
    if starts(&["<<< ", "--8<--", "-8<-", "@import \"", "@include ", "@include(", "#include \""]) {
        return Some(ForeignSyntax::IncludeDirective);
    }
    if starts(&["include::"]) && rest.ends_with(']') {
        return Some(ForeignSyntax::IncludeDirective);
    }
    if starts(&["-> "]) && rest.ends_with(" <-") {
        return Some(ForeignSyntax::SlideCommand);
    }
    if starts(&["@[toc]", "@[TOC]", "{:toc}", "${toc}"]) {
        return Some(ForeignSyntax::Contents);
    }
    if rest.starts_with("@[") && rest.contains("](") {
        return Some(ForeignSyntax::Embed);
    }
    if starts(&["#+BEGIN", "#+begin", "#+END", "#+end", "#+TITLE", "#+title"]) {
        return Some(ForeignSyntax::Restructured);
    }
    let begins_paragraph = before.is_empty() || before.starts_with("import ");
    let is_import = rest.starts_with("import ") && rest.contains(" from ") && is_quoted(rest);
    let is_export = starts(&["export default ", "export const "]) && rest.contains(['=', '(', '{']);
    (begins_paragraph && (is_import || is_export)).then_some(ForeignSyntax::Mdx)
}

/// `%% text %%`.
fn comment(line: &str, rest: &str) -> Option<ForeignSyntax> {
    let inner = rest.strip_prefix("%%")?;
    (line.len() == rest.len() && !inner.starts_with('%')).then_some(ForeignSyntax::VisibleComment)
}

/// `^ what to say`.
fn speech(line: &str) -> bool {
    line.strip_prefix("^ ").is_some_and(|text| {
        text.split_whitespace().count() > 1
            && !text.bytes().all(|byte| matches!(byte, b' ' | b'^' | b'|' | FILLER))
    })
}
