//! Generators of folders to import: small decks of each tool, torn and mixed.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A file to import, and a text of its kind.
const DECKS: &[(&str, &str)] = &[
    (
        "talk.html",
        "<title>Bread &amp; butter</title>\n<link rel=\"stylesheet\" href=\"own.css\">\n\
         <style>@import url(own.css) print; h1 { background: url('a.png') }</style>\n\
         <textarea id=\"source\">\n# A &lt;\n\n![:scale 40%](a.png)\n---\n$$x$$\n</textarea>\n\
         <script src=\"start.js\"></script>\n<script>\n\
         remark.macros.up = function (a, b) { var c = this; return '<b>' + a + c + `${b}`; };\n\
         var s = remark.create({ratio: '16:9', highlightLines: true, /* no */ navigation: {scroll: \
         false}, slideNumberFormat: function (a, b) { return a + ' / ' + b; }, n: [1, '\\u00e9']});\n\
         s.on('x', function () {});\n</script>\n",
    ),
    ("talk.html", "<script>remark.create({sourceUrl: ['talk.md', 'b.md?x#y']})</script>\n"),
    (
        "talk.html",
        "<div class=\"reveal\"><div class=\"slides\"><section><section data-markdown \
         data-separator=\"^---\">\n<textarea data-template>\n# A\n---\nNote: n\n</textarea></section>\
         </section></div></div>\n",
    ),
    (
        "talk.md",
        "---\ntitle: T\noutput:\n  xaringan::moon_reader:\n    css: [default, own.css]\n    nature:\n      \
         ratio: '16:9'\n      highlightLines: true\n---\n\n# A\n\n```{r x, echo=FALSE, out.width='40%'}\n\
         knitr::include_graphics(\"a.png\")\n```\n\n```{r}\n1 + 1 #<<\n```\n\n--\n\n`r 1`\n",
    ),
    (
        "talk.md",
        "---\nmarp: true\ntheme: gaia\nsize: 4:3\nstyle: |\n  h1 { color: red }\n---\n\n# A\n\n\
         <!-- _class: lead -->\n![bg left:40% blur](a.png)\n\n---\n\n![w:100px](a.png)\n<!-- note -->\n",
    ),
    (
        "talk.md",
        "---\ntitle: T\nseparator: <!--s-->\nverticalSeparator: <!--v-->\n---\n# A\n<!--s-->\n\
         <!-- .slide: data-background=\"#fff\" class=\"x\" -->\n# B <!-- .element: class=\"y\" -->\n\
         <!--v-->\n\nNote:\nn\n",
    ),
    (
        "remarker.yml",
        "source: talk.md\ntitle: T\ncssFiles: [own.css]\nremarkConfig:\n  ratio: '16:9'\n",
    ),
    (
        "template/index.html",
        "<script>remark.create({\n{{{source}}},\nratio: '1:1'})</script>{{{style}}}\n",
    ),
    ("start.js", "fetch('talk.md').then(t => remark.create({source: t + \"x\"}));\n"),
    (
        "own.css",
        "@charset \"x\";\n@import \"own.css\";\n@font-face{src:url(a.png?#x)}\n/* url( */\n",
    ),
];

/// What tears them.
const PIECES: &[&str] = &[
    "<textarea",
    "</textarea>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "${",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "/*",
    "*/",
    "//",
    ",",
    ":",
    ";",
    "+",
    "return ",
    "function",
    "=>",
    "this",
    "remark.create(",
    "remark.macros.",
    "sourceUrl",
    "\n---\n",
    "---\n",
    "```",
    "```{r, echo=FALSE}\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "|",
    ">",
    "&",
    "*",
    "~",
    "!",
    "url(",
    "@import ",
    "![bg](",
    "![:",
    "](",
    "<section",
    "data-markdown",
    "&#x41;",
    "&#0;",
    "&lt;",
    "é",
    "世",
    "🎈",
    "\u{feff}",
    "\u{0}",
    "\u{2028}",
    "../",
    "/",
    "http://",
    "//h",
    "%00",
    "%",
    "#",
    "?",
    "a.png",
    "talk.md",
    "",
];

/// A folder to import: its files, all of which are torn somewhere.
pub(crate) fn folder() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    prop::collection::vec(torn(), 1..6)
}

fn torn() -> impl Strategy<Value = (&'static str, String)> {
    let wound = (any::<Index>(), any::<Index>(), select(PIECES), 0_usize..12);
    (select(DECKS), prop::collection::vec(wound, 0..8)).prop_map(|((name, text), wounds)| {
        let mut text = text.to_owned();
        for (at, other, piece, length) in wounds {
            let at = boundary(&text, at.index(text.len() + 1));
            let end = boundary(&text, (at + length).min(text.len()));
            // One in four repeats a part of the text at another position.
            let from = boundary(&text, other.index(text.len() + 1));
            let part = text[from.min(at)..from.max(at)].to_owned();
            let new = if length % 4 == 3 { part.as_str() } else { piece };
            text.replace_range(at..end, new);
        }
        (name, text)
    })
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
