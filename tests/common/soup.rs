//! Generators: texts that are nearly chapters, manifests and includes.

use proptest::prelude::*;
use proptest::sample::select;

/// What a chapter is made of, cut so that it rarely fits together.
const TOKENS: &[&str] = &[
    "\n", "\n", "\n", "\n\n", "\n---\n", "\n--\n", "\n???\n", "\n--- \n", "\n----\n", ".a[", ".b.c[",
    ".box[\n", "]", "]", "]\n", "\\.a[", "`", "``", "```", "\n```\n", "\n```bash\n", "\n```nope\n",
    "\n~~~\n", "<!--", "-->", "<!-- class: x -->", "<b>", "</b>", "<div>\n", "\n</div>\n", "<br>",
    "</p>", "<span class=\"x\">", "<img src=\"a.png\">", "<none>", "<", ">", "&amp;", "&", "\"", "'",
    "{{x}}", "{{content}}", "\\{{x}}", "{{", "}}", "@@TITLE@@", "@@TOC@@", "@@NONE@@", "@@",
    "@@LINK[a]", "\n- ", "\n  - ", "\n1. ", "\n    ", "\n> ", "\n| a | b |\n|---|---|\n| c | ", "|",
    "*", "**", "_", "~~", "\n# ", "\n## ", "#", "[l]", "[l]: https://h.example/\n", "\n[l]: #x \"t\"\n",
    "![p](q.png)", "[t](#toc-)", "https://h.example/", "class: a, b\n", "name: n\n", "layout: true\n",
    "template: n\n", "exclude: true\n", "x: y\n", "count: false\n", "word", " ", "  ", "é", "世", "🎈",
    "\u{fdd0}", "\u{fdd1}", "\u{fdd2}slides\u{fdd2}", "\u{0}", "\t", "\r\n", "$", "\\", ".", ":", "!",
    "![:m a](b)", "<pre class=\"mermaid\">\n", "</pre>\n", "graph LR\na-->b\n", "<script>", "</script>",
    "<!DOCTYPE x>", "<?p?>", "<a href=\"#n\">", "</a>", "1)", "+", "=\n", "a{1}", "<!---->", "0",
];

/// Pieces of manifests.
const YAML: &[&str] = &[
    "title:", "content:", "chapters:", "exclude:", "vars:", "interstitials:", "notes:", "ratio:",
    "chat:", "titel:", "\n", "\n", "\n- ", "\n  - ", "- ", " ", "  ", "case.md", "none.md", "a b",
    "../x", "[", "]", "{", "}", ", ", ": ", "|", ">", "|\n  # T\n  x\n", "\"", "'", "&a ", "*a", "!!str ",
    "~", "true", "false", "12", "1.5", "0x1f", "#", "---\n", "...\n", "? ", "<<: ", "chapter: case.md",
    "minutes: 5", "private", "4:3", "é", "\t", "\u{feff}", "\u{0}", "%YAML 1.2\n", "@", "`",
];

/// Dialect-ish text.
pub(crate) fn chapter() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => joined(TOKENS, 60),
        1 => any::<String>(),
        1 => "[ -~\\n]{0,200}",
    ]
}

/// YAML-ish text.
pub(crate) fn manifest() -> impl Strategy<Value = String> {
    prop_oneof![4 => joined(YAML, 30), 1 => any::<String>()]
}

/// Text with directives that lead to a few files.
pub(crate) fn composed() -> impl Strategy<Value = String> {
    const DIRECTIVES: &[&str] = &[
        "@@INCLUDE[b.md]", "@@INCLUDE[slides/c.md]", "@@INCLUDE[d.txt]", "@@INCLUDE[d.txt:2-3]",
        "@@INCLUDE[d.txt:1]", "@@INCLUDE[d.txt:9]", "@@INCLUDE[none]", "@@INCLUDE[../x]",
        "@@INCLUDE[slides/a.md]", "@@INCLUDE[", "@@LINK[x y]", "@@CHAT@@", "@@EMPTY@@", "@@NONE@@",
        "@@TOC@@", "@@", "\n", "\n\n", "  ", "    ", "word", "é🎈", "`", "]", "\r\n", "\t",
    ];
    joined(DIRECTIVES, 20)
}

fn joined(tokens: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(tokens), 0..most).prop_map(|tokens| tokens.concat())
}
