//! Syntax highlighting: which runs of a code block are keywords, strings, comments and so on.
//!
//! Sublime Text grammars parse the code by way of `syntect`; this module only translates their
//! scopes into the few tokens that a theme styles. It knows nothing about Markdown and does not
//! guess languages: unknown ones stay plain.
//!
//! Invariant: the runs of a line cover it exactly, so highlighting never adds, drops or moves a
//! character, whatever the grammar does.

mod automaton;
mod grammar;
mod languages;
mod machine;
mod marks;
mod search;

use std::sync::Arc;

use self::grammar::Reader;
use self::languages::Grammar;
use crate::diag::CodeLimit;

pub use self::languages::{known_name, knows, nearest};
pub(in crate::render) use self::marks::{Mark, take_marks};

/// Bytes in the largest block parsed by a grammar: two thousand lines. Ordinary code takes about
/// half a microsecond per byte; no slide shows this much code.
const LARGEST_BLOCK: usize = 64 * 1024;

/// The kind of a run of code, in the terms of the theme.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Token {
    /// Nothing in particular.
    Plain,
    /// A comment.
    Comment,
    /// A word of the language: `if`, `fn`, `FROM`.
    Keyword,
    /// A quoted or unquoted string, with its quotes.
    String,
    /// A number.
    Number,
    /// `true`, `null`, an escape in a string, a constant.
    Constant,
    /// The name of a function or command, where it is defined or called.
    Function,
    /// The name of a type, class or module.
    Type,
    /// A variable that the language marks as such, like `$HOME`.
    Variable,
    /// A key or attribute: YAML and JSON keys, HTML attributes, command line options.
    Attr,
    /// The name of an HTML or XML element.
    Tag,
    /// `=`, `&&`, `|`.
    Operator,
    /// Brackets, commas and their like.
    Punct,
    /// Metadata: annotations, preprocessor lines, headers of a diff.
    Meta,
    /// An added line of a diff.
    Inserted,
    /// A removed line of a diff.
    Deleted,
    /// A title: Markdown headings, sections of an INI file.
    Heading,
    /// A function or command that comes with the language.
    Builtin,
}

impl Token {
    /// The class for which the theme has styles; plain text has none.
    pub fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Comment => Some("hl-comment"),
            Self::Keyword => Some("hl-keyword"),
            Self::String => Some("hl-string"),
            Self::Number => Some("hl-number"),
            Self::Constant => Some("hl-constant"),
            Self::Function => Some("hl-function"),
            Self::Type => Some("hl-type"),
            Self::Variable => Some("hl-variable"),
            Self::Attr => Some("hl-attr"),
            Self::Tag => Some("hl-tag"),
            Self::Operator => Some("hl-operator"),
            Self::Punct => Some("hl-punct"),
            Self::Meta => Some("hl-meta"),
            Self::Inserted => Some("hl-inserted"),
            Self::Deleted => Some("hl-deleted"),
            Self::Heading => Some("hl-heading"),
            Self::Builtin => Some("hl-builtin"),
        }
    }
}

/// A part of a line that is a single token.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Run {
    /// Its length in bytes; it starts where the run before it ends.
    pub len: u32,
    /// Its token.
    pub token: Token,
}

/// The runs of one line, without its line break: none is empty, and neighbours differ.
pub type Line = Box<[Run]>;

/// A parsed block of code.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Coloured {
    /// The runs of each line. Lines are those of [`str::lines`].
    pub lines: Arc<[Line]>,
    /// The limit that the block exceeds, if any; then it is plain.
    pub limit: Option<CodeLimit>,
}

impl Coloured {
    fn plain(code: &str, limit: Option<CodeLimit>) -> Self {
        Self { lines: code.lines().map(plain).collect(), limit }
    }
}

/// Returns the runs of every line of `code`.
///
/// Unknown languages, languages without grammars, and blocks beyond a limit are plain. It
/// terminates for any code, and the result depends only on the code.
pub fn highlight(lang: &str, code: &str) -> Coloured {
    match languages::grammar(lang) {
        Some(Grammar::Plain) | None => Coloured::plain(code, None),
        Some(_) if code.len() > LARGEST_BLOCK => {
            Coloured::plain(code, Some(CodeLimit::Size(LARGEST_BLOCK)))
        }
        Some(grammar) => coloured(grammar, code),
    }
}

/// Parses a block by its grammar, once for each grammar and code.
#[comemo::memoize]
fn coloured(grammar: Grammar, code: &str) -> Coloured {
    let Some(mut reader) = Reader::new(grammar, code.len()) else {
        return Coloured::plain(code, None);
    };
    match code.lines().map(|line| reader.line(line)).collect() {
        Ok(lines) => Coloured { lines, limit: None },
        Err(limit) => Coloured::plain(code, Some(limit)),
    }
}

/// A line without any highlighting.
fn plain(line: &str) -> Line {
    let mut runs = Vec::new();
    push_run(&mut runs, line.len(), Token::Plain);
    runs.into()
}

/// Appends a run to a line, merged with its neighbour if the tokens are equal.
fn push_run(runs: &mut Vec<Run>, len: usize, token: Token) {
    // Four gigabytes on one line: the whole line is left without runs, which means plain.
    let Ok(len) = u32::try_from(len) else { return };
    match runs.last_mut() {
        _ if len == 0 => {}
        Some(last) if last.token == token => last.len = last.len.saturating_add(len),
        Some(_) | None => runs.push(Run { len, token }),
    }
}

#[cfg(test)]
mod tests {
    use super::languages::LANGUAGES;
    use super::{LARGEST_BLOCK, Run, Token, highlight};
    use crate::diag::CodeLimit;

    /// The runs of some code with one token, joined by spaces.
    fn of(token: Token, lang: &str, code: &str) -> String {
        let mut found = Vec::new();
        for (runs, line) in highlight(lang, code).lines.iter().zip(code.lines()) {
            let mut start = 0;
            for run in runs {
                let end = start + run.len as usize;
                if run.token == token {
                    found.push(line[start..end].trim());
                }
                start = end;
            }
        }
        found.join(" ")
    }

    #[test]
    fn bash_shows_commands_options_and_variables() {
        let code = "kubectl get pods -o wide | grep \"$X\" # why\nif true; then echo 1; fi\n";
        assert_eq!(of(Token::Function, "bash", code), "kubectl grep true");
        assert_eq!(of(Token::Attr, "bash", code), "-o");
        assert_eq!(of(Token::Variable, "bash", code), "$X");
        assert_eq!(of(Token::Operator, "bash", code), "| ; ;");
        assert_eq!(of(Token::Comment, "bash", code), "# why");
        assert_eq!(of(Token::Keyword, "bash", code), "if then fi");
        assert_eq!(of(Token::Builtin, "bash", code), "echo");
    }

    #[test]
    fn keys_are_told_from_values() {
        let yaml = "a: 1\nb: \"c\" # d\ne: [true, f]\n";
        assert_eq!(of(Token::Attr, "yaml", yaml), "a b e");
        assert_eq!(of(Token::String, "yaml", yaml), "\"c\" f");
        assert_eq!(of(Token::Number, "yaml", yaml), "1");
        assert_eq!(of(Token::Constant, "yaml", yaml), "true");
        assert_eq!(of(Token::Comment, "yaml", yaml), "# d");
        let json = "{\"a\": {\"b\": \"c\"}}";
        assert_eq!(of(Token::Attr, "json", json), "\"a\" \"b\"");
        assert_eq!(of(Token::String, "json", json), "\"c\"");
        assert_eq!(of(Token::Attr, "toml", "a = 1"), "a");
        assert_eq!(of(Token::Attr, "ini", "a = 1"), "a");
    }

    #[test]
    fn other_languages_show_theirs() {
        let docker = "FROM alpine AS build\nCMD [\"sh\"]\n";
        assert_eq!(of(Token::Keyword, "dockerfile", docker), "FROM AS CMD");
        let go = "func main() {\n\tx := nil\n}\n";
        assert_eq!(of(Token::Keyword, "go", go), "func");
        assert_eq!(of(Token::Function, "go", go), "main");
        assert_eq!(of(Token::Constant, "go", go), "nil");
        assert_eq!(of(Token::Type, "python", "class A(B):"), "A B");
        assert_eq!(of(Token::Meta, "python", "@dec"), "@dec");
        assert_eq!(of(Token::Tag, "html", "<a href=\"x\">"), "a");
        assert_eq!(of(Token::Heading, "markdown", "# T"), "# T");
        assert_eq!(of(Token::Heading, "ini", "[a]"), "[a]");
        assert_eq!(of(Token::Inserted, "diff", "-a\n+b\n c"), "b");
        assert_eq!(of(Token::Deleted, "diff", "-a\n+b\n c"), "a");
    }

    #[test]
    fn runs_cover_their_lines_in_every_language() {
        let code = "a: \"b\" 'c' `d` ${e} {{ f }}\n\n<g h=\"i\">/* j */</g> // k\n\t\\ \u{e9}→\u{1f600} # l\n\
             if (m) { return n[0] != 1.5e3; }\n%% @o <?php $p ?>\n(((((((((([[[[[[[[[[{{{{{{{{{{\n";
        for name in LANGUAGES.iter().map(|(_, names)| names[0]) {
            let lines = highlight(name, code).lines;
            assert_eq!(lines.len(), code.lines().count(), "{name}");
            for (runs, line) in lines.iter().zip(code.lines()) {
                let len: usize = runs.iter().map(|run| run.len as usize).sum();
                assert_eq!(len, line.len(), "{name}: {line}");
                assert!(runs.iter().all(|run| run.len > 0), "{name}: {line}");
                assert!(runs.windows(2).all(|pair| pair[0].token != pair[1].token), "{name}");
                let mut ends = runs.iter().scan(0, |end, run| {
                    *end += run.len as usize;
                    Some(*end)
                });
                assert!(ends.all(|end| line.is_char_boundary(end)), "{name}: {line}");
            }
        }
    }

    #[test]
    fn unknown_and_plain_languages_are_one_run_per_line() {
        for lang in ["brainfuck", "text", ""] {
            let lines = highlight(lang, "if a\n\nb").lines;
            let plain = |len| Run { len, token: Token::Plain };
            assert_eq!(*lines, [Box::from([plain(4)]), Box::default(), Box::from([plain(1)])]);
        }
        assert!(highlight("bash", "").lines.is_empty());
    }

    #[test]
    fn the_same_code_has_the_same_colours() {
        let code = "FROM a\nRUN b \\\n  && c\n";
        let first = highlight("docker", code);
        comemo::evict(0);
        assert_eq!(first, highlight("DOCKERFILE", code));
        let elsewhere = std::thread::spawn(move || highlight("docker", code)).join().unwrap();
        assert_eq!(first, elsewhere);
    }

    #[test]
    fn deep_nesting_ends() {
        let code = format!("{}\n", "([{$(".repeat(100)).repeat(5);
        for lang in ["bash", "yaml", "json", "javascript", "python", "html"] {
            assert_eq!(highlight(lang, &code).lines.len(), 5, "{lang}");
        }
    }

    #[test]
    fn a_block_beyond_the_limit_is_plain() {
        let code = "# a\n".repeat(LARGEST_BLOCK / 4 + 1);
        let read = highlight("bash", &code);
        assert!(read.lines.iter().all(|line| line[0].token == Token::Plain));
        assert_eq!(read.limit, Some(CodeLimit::Size(LARGEST_BLOCK)));
    }
}
