//! Lines of code that begin with `*`, where no line of that language does: remark highlights them
//! when its page says `highlightLines: true`.

use std::ops::Range;

use crate::diag::MisreadingProblem;
use crate::syntax::{self, Node};

/// Languages in which no line begins with `*`, apart from comments over several lines.
const LANGUAGES: [&str; 57] = [
    "js",
    "javascript",
    "jsx",
    "mjs",
    "ts",
    "typescript",
    "tsx",
    "vue",
    "json",
    "json5",
    "yaml",
    "yml",
    "toml",
    "ini",
    "properties",
    "html",
    "xml",
    "svg",
    "bash",
    "sh",
    "shell",
    "zsh",
    "console",
    "dockerfile",
    "docker",
    "python",
    "py",
    "python3",
    "ruby",
    "rb",
    "java",
    "kotlin",
    "kt",
    "scala",
    "groovy",
    "gradle",
    "php",
    "nginx",
    "terraform",
    "hcl",
    "tf",
    "swift",
    "dart",
    "elixir",
    "erlang",
    "csharp",
    "cs",
    "c#",
    "haskell",
    "hs",
    "lua",
    "perl",
    "powershell",
    "graphql",
    "proto",
    "protobuf",
    "r",
];

/// The first such line of a slide, and how many there are besides it.
pub(super) fn search(
    slide: &syntax::Slide,
    nodes: &[&Node],
) -> Option<(MisreadingProblem, Range<usize>)> {
    let mut found = Vec::new();
    for node in nodes {
        collect(&slide.text, node, &mut found);
    }
    let (language, range) = found.first()?.clone();
    Some((MisreadingProblem::StarredLine { language, others: found.len() - 1 }, range))
}

fn collect(text: &str, node: &Node, found: &mut Vec<(String, Range<usize>)>) {
    match node {
        Node::Class(class) => class.inner.iter().for_each(|node| collect(text, node, found)),
        Node::Fence(fence) => {
            let language = syntax::language(fence.info.of(text)).to_ascii_lowercase();
            if LANGUAGES.contains(&language.as_str()) {
                let body = fence.body.of(text);
                let lines = starred(body, fence.indent as usize, &language);
                let base = fence.body.start as usize;
                let lines = lines.into_iter().map(|line| base + line.start..base + line.end);
                found.extend(lines.map(|line| (language.clone(), line)));
            }
        }
        Node::Text(_) | Node::Literal(_) | Node::Definition(_) | Node::Comment(_) => {}
    }
}

/// The lines of some code that begin with a star before other code.
fn starred(body: &str, indent: usize, language: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut is_comment = false;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let own = &line[blanks.min(indent)..];
        if let Some(code) = own.strip_prefix('*').filter(|_| !is_comment)
            && is_code(code.trim(), language)
        {
            let start = start + line.len() - own.len();
            found.push(start..start + own.trim_end().len());
        }
        is_comment = match (line.rfind("/*"), line.rfind("*/")) {
            (Some(open), close) => close.is_none_or(|close| close < open + 2),
            (None, Some(_)) => false,
            (None, None) => is_comment,
        };
    }
    found
}

/// Whether what follows a star is code that stands for itself: not the pattern of a shell's `case`,
/// not a list of several values.
fn is_code(code: &str, language: &str) -> bool {
    let word =
        code.len() - code.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let is_unpacked = code[word..].trim_start().starts_with([',', '=']) && word > 0;
    let is_list = is_unpacked && matches!(language, "python" | "py" | "python3" | "ruby" | "rb");
    let is_pattern = code.ends_with(')') && !code.contains('(');
    !code.is_empty() && !code.starts_with(['/', '*', ')']) && !is_pattern && !is_list
}

#[cfg(test)]
mod tests {
    use super::starred;

    fn lines<'a>(body: &'a str, language: &str) -> Vec<&'a str> {
        starred(body, 0, language).into_iter().map(|range| &body[range]).collect()
    }

    #[test]
    fn starred_lines_are_code_after_a_star() {
        assert_eq!(lines("a\n*  b();\n c\n* d", "js"), ["*  b();", "* d"]);
        assert_eq!(lines("*- a\n- b", "yaml"), ["*- a"]);
    }

    #[test]
    fn comments_patterns_and_unpacking_are_left_alone() {
        assert!(lines("/*\n* a\n*/\nb", "js").is_empty());
        assert!(lines("case x in\n*)\n*.txt)\nesac", "bash").is_empty());
        assert!(lines("*a, b = c\n*rest = d", "python").is_empty());
        assert!(lines("*\n", "js").is_empty());
    }
}
