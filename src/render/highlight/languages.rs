//! The known languages, by every name that a block may use for them.

use crate::diag::nearest;

/// The grammar of a language, by its name in one of the two sets.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Grammar {
    /// In the smaller, faster set.
    Core(&'static str),
    /// In the larger set, for languages that the smaller one lacks or handles badly.
    Extra(&'static str),
    /// No grammar is needed, or none exists.
    Plain,
}

/// Whether a language is known, in upper or lower case.
///
/// Some, like `text`, are known but plain.
pub fn knows(lang: &str) -> bool {
    grammar(lang).is_some()
}

/// The known language that `lang` most likely misspells.
pub fn nearest(lang: &str) -> Option<String> {
    let names = LANGUAGES.iter().flat_map(|(_, names)| names.iter().copied());
    nearest::nearest(lang, names.filter(|name| name.len() >= SHORTEST_GUESS)).map(str::to_owned)
}

/// All names of two letters are similar, which makes them useless as suggestions.
const SHORTEST_GUESS: usize = 3;

/// The name of a known language, as the highlighter writes it.
pub fn known_name(lang: &str) -> Option<&'static str> {
    let names = LANGUAGES.iter().flat_map(|(_, names)| names.iter().copied());
    names.into_iter().find(|name| name.eq_ignore_ascii_case(lang))
}

/// The grammar of a language; `None` if the language is unknown.
pub(super) fn grammar(lang: &str) -> Option<Grammar> {
    LANGUAGES
        .iter()
        .find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(lang)))
        .map(|&(grammar, _)| grammar)
}

/// Each grammar with the names of its language, the most common ones first.
pub(super) const LANGUAGES: &[(Grammar, &[&str])] = &[
    (
        Grammar::Core("Bourne Again Shell (bash)"),
        &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "ksh",
            "console",
            "shell-session",
            "shellsession",
            "shellscript",
            "terminal",
        ],
    ),
    (
        Grammar::Core("YAML"),
        &["yaml", "yml", "kubernetes", "k8s", "helm", "compose", "docker-compose", "ansible"],
    ),
    (Grammar::Extra("Dockerfile"), &["dockerfile", "docker", "containerfile"]),
    (Grammar::Core("Go"), &["go", "golang"]),
    (Grammar::Core("JSON"), &["json", "jsonc", "json5", "jsonl"]),
    (Grammar::Core("Python"), &["python", "py", "python3", "py3"]),
    (Grammar::Extra("Terraform"), &["terraform", "tf", "hcl", "tfvars", "opentofu", "tofu"]),
    (Grammar::Core("JavaScript"), &["javascript", "js", "mjs", "cjs", "node", "jsx"]),
    (Grammar::Extra("TypeScript"), &["typescript", "ts", "mts", "cts"]),
    (Grammar::Extra("TypeScriptReact"), &["tsx"]),
    (Grammar::Extra("TOML"), &["toml"]),
    (Grammar::Extra("INI"), &["ini", "cfg", "conf", "systemd"]),
    (Grammar::Core("SQL"), &["sql", "mysql", "postgres", "postgresql", "plsql", "sqlite"]),
    (Grammar::Core("CSS"), &["css"]),
    (Grammar::Extra("SCSS"), &["scss"]),
    (Grammar::Extra("Sass"), &["sass"]),
    (Grammar::Extra("Less"), &["less"]),
    (Grammar::Core("HTML"), &["html", "htm", "xhtml"]),
    (Grammar::Core("XML"), &["xml", "svg", "xsd", "xslt", "rss"]),
    (Grammar::Core("Diff"), &["diff", "patch"]),
    (Grammar::Core("Rust"), &["rust", "rs"]),
    (Grammar::Core("Ruby"), &["ruby", "rb"]),
    (Grammar::Core("Java"), &["java"]),
    (Grammar::Core("C"), &["c", "h"]),
    (Grammar::Core("C++"), &["c++", "cpp", "cc", "cxx", "hpp"]),
    (Grammar::Core("C#"), &["c#", "csharp", "cs"]),
    (Grammar::Core("Objective-C"), &["objective-c", "objectivec", "objc"]),
    (Grammar::Extra("Makefile"), &["makefile", "make", "mk"]),
    (Grammar::Core("Markdown"), &["markdown", "md"]),
    (Grammar::Extra("nginx"), &["nginx", "nginxconf"]),
    (Grammar::Extra("Apache Conf"), &["apache", "apacheconf", "htaccess"]),
    (Grammar::Core("Lua"), &["lua"]),
    (Grammar::Core("Groovy"), &["groovy", "gradle", "jenkinsfile", "jenkins"]),
    (Grammar::Extra("PowerShell"), &["powershell", "pwsh", "ps1"]),
    (Grammar::Core("Batch File"), &["batch", "bat", "cmd"]),
    (Grammar::Core("PHP Source"), &["php"]),
    (Grammar::Core("Perl"), &["perl", "pl"]),
    (Grammar::Extra("Jinja2"), &["jinja", "jinja2", "j2"]),
    (Grammar::Extra("Kotlin"), &["kotlin", "kt", "kts"]),
    (Grammar::Extra("Swift"), &["swift"]),
    (Grammar::Core("Scala"), &["scala"]),
    (Grammar::Core("Haskell"), &["haskell", "hs"]),
    (Grammar::Extra("Elixir"), &["elixir", "ex", "exs"]),
    (Grammar::Core("Erlang"), &["erlang", "erl"]),
    (Grammar::Core("Clojure"), &["clojure", "clj"]),
    (Grammar::Core("OCaml"), &["ocaml", "ml"]),
    (Grammar::Extra("F#"), &["f#", "fsharp", "fs"]),
    (Grammar::Extra("Dart"), &["dart"]),
    (Grammar::Core("R"), &["r"]),
    (Grammar::Extra("Julia"), &["julia", "jl"]),
    (Grammar::Extra("Zig"), &["zig"]),
    (Grammar::Extra("Nix"), &["nix"]),
    (Grammar::Extra("GraphQL"), &["graphql", "gql"]),
    (Grammar::Extra("Protocol Buffer"), &["protobuf", "proto"]),
    (Grammar::Extra("Vue Component"), &["vue"]),
    (Grammar::Extra("Svelte"), &["svelte"]),
    (Grammar::Extra("CMake"), &["cmake"]),
    (Grammar::Extra("Fish"), &["fish"]),
    (Grammar::Extra("DotENV"), &["dotenv", "env"]),
    (Grammar::Core("Java Properties"), &["properties"]),
    (Grammar::Extra("AWK"), &["awk"]),
    (Grammar::Extra("JQ"), &["jq"]),
    (Grammar::Extra("jsonnet"), &["jsonnet", "libsonnet"]),
    (Grammar::Extra("Rego"), &["rego", "opa"]),
    (Grammar::Extra("Puppet"), &["puppet"]),
    (Grammar::Extra("Crontab"), &["crontab", "cron"]),
    (Grammar::Extra("SSH Config"), &["ssh-config", "sshconfig"]),
    (Grammar::Extra("HTTP Request and Response"), &["http"]),
    (Grammar::Extra("VimL"), &["vim", "viml", "vimscript"]),
    (Grammar::Core("LaTeX"), &["latex", "tex"]),
    (Grammar::Core("reStructuredText"), &["restructuredtext", "rst"]),
    (Grammar::Extra("AsciiDoc (Asciidoctor)"), &["asciidoc", "adoc"]),
    (Grammar::Core("Graphviz (DOT)"), &["graphviz", "dot"]),
    (Grammar::Extra("Gomod"), &["gomod", "go.mod"]),
    (Grammar::Extra("CoffeeScript"), &["coffeescript", "coffee", "cson"]),
    (
        Grammar::Core("Lisp"),
        &["lisp", "elisp", "emacs-lisp", "common-lisp", "commonlisp", "cl", "scheme", "scm"],
    ),
    (Grammar::Extra("Racket"), &["racket", "rkt"]),
    (Grammar::Core("D"), &["d", "dlang"]),
    (Grammar::Core("Tcl"), &["tcl"]),
    (Grammar::Core("MATLAB"), &["matlab", "octave"]),
    (Grammar::Core("Pascal"), &["pascal", "delphi"]),
    (Grammar::Extra("Ada"), &["ada"]),
    (Grammar::Extra("Crystal"), &["crystal", "cr"]),
    (Grammar::Extra("Elm"), &["elm"]),
    (Grammar::Extra("Nim"), &["nim"]),
    (Grammar::Extra("PureScript"), &["purescript", "purs"]),
    (Grammar::Extra("Solidity"), &["solidity"]),
    (Grammar::Extra("Verilog"), &["verilog"]),
    (Grammar::Extra("VHDL"), &["vhdl"]),
    (Grammar::Extra("GLSL"), &["glsl"]),
    (Grammar::Extra("QML"), &["qml"]),
    (Grammar::Extra("Stylus"), &["stylus", "styl"]),
    (Grammar::Extra("Typst"), &["typst", "typ"]),
    (
        Grammar::Plain,
        &[
            "text",
            "txt",
            "plain",
            "plaintext",
            "none",
            "output",
            "log",
            "redis",
            "mermaid",
            "no-highlight",
            "nohighlight",
        ],
    ),
    // Languages in decks for remark for which there is no grammar.
    (
        Grammar::Plain,
        &[
            "remark",
            "asm",
            "x86asm",
            "armasm",
            "avrasm",
            "mipsasm",
            "applescript",
            "arduino",
            "basic",
            "vb",
            "vbnet",
            "vbscript",
            "bnf",
            "ebnf",
            "brainfuck",
            "cobol",
            "fortran",
            "gherkin",
            "feature",
            "haml",
            "handlebars",
            "hbs",
            "haxe",
            "mustache",
            "twig",
            "erb",
            "ejs",
            "pug",
            "jade",
            "slim",
            "smarty",
            "liquid",
            "django",
            "livescript",
            "llvm",
            "mathematica",
            "moonscript",
            "prolog",
            "actionscript",
            "processing",
            "puml",
            "plantuml",
            "sml",
            "smalltalk",
            "stan",
            "stata",
            "thrift",
            "wasm",
            "xquery",
            "sparql",
            "turtle",
            "cypher",
            "cuda",
            "opencl",
            "systemverilog",
            "sas",
            "julia-repl",
            "irb",
            "csv",
            "tsv",
            "diagram",
            "latex-math",
            "capnp",
            "abnf",
            "dns",
            "gcode",
            "scilab",
            "maxima",
            "lean",
            "coq",
            "agda",
            "idris",
            "odin",
            "gdscript",
            "robot",
            "robotframework",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Grammar, LANGUAGES, grammar, knows, nearest};

    #[test]
    fn aliases_mean_the_same_grammar_in_any_case() {
        for (one, other) in [
            ("bash", "Shell"),
            ("sh", "console"),
            ("yaml", "YML"),
            ("yaml", "k8s"),
            ("docker", "Dockerfile"),
            ("go", "golang"),
            ("tf", "hcl"),
            ("js", "JavaScript"),
            ("ts", "typescript"),
            ("groovy", "jenkinsfile"),
            ("c++", "cpp"),
        ] {
            assert!(grammar(one).is_some(), "{one}");
            assert_eq!(grammar(one), grammar(other), "{one} and {other}");
        }
    }

    #[test]
    fn what_slides_show_is_known() {
        for lang in "coffeescript lisp remark gherkin bash sh shell console yaml json dockerfile go python hcl terraform toml \
             typescript javascript ruby sql css html xml ini diff rust java c c++ makefile \
             markdown nginx lua groovy jenkinsfile powershell php redis jinja helm text"
            .split_whitespace()
        {
            assert!(knows(lang), "{lang}");
        }
        for lang in ["", " ", "yalm", "bash ", "{.yaml}"] {
            assert!(!knows(lang), "{lang}");
        }
        assert_eq!(grammar("redis"), Some(Grammar::Plain));
    }

    #[test]
    fn no_name_is_taken_twice() {
        let mut seen = BTreeSet::new();
        for name in LANGUAGES.iter().flat_map(|(_, names)| names.iter()) {
            assert_eq!(*name, name.to_lowercase());
            assert!(seen.insert(*name), "{name}");
        }
    }

    #[test]
    fn a_slip_is_guessed_and_a_stranger_is_not() {
        assert_eq!(nearest("yalm").as_deref(), Some("yaml"));
        assert_eq!(nearest("dokerfile").as_deref(), Some("dockerfile"));
        assert_eq!(nearest("Pyhton").as_deref(), Some("python"));
        assert_eq!(nearest("brainfuck"), None);
        assert_eq!(nearest("qq"), None);
        assert_eq!(nearest(""), None);
    }
}
