//! Every run ends, for every grammar, and agrees with `syntect` where that ends, too.

use std::collections::HashMap;

use serde_json::json;
use syntect::parsing::syntax_definition::{
    Context, ContextReference, MatchOperation, MatchPattern, Pattern,
};
use syntect::parsing::{
    ParseState, Scope, ScopeStackOp, SyntaxDefinition, SyntaxSet, SyntaxSetBuilder,
};

use super::{MOST_STATES, Machine, Stop};
use crate::diag::CodeLimit;
use crate::render::highlight::automaton::Automaton;
use crate::render::highlight::grammar::{grammars, sets, units};
use crate::render::highlight::search::Budget;

type Changes = Vec<(usize, ScopeStackOp)>;

/// Reads a block: the scope changes of each line, or the reason to stop, and the cost.
fn read(
    automaton: &'static Automaton,
    name: &'static str,
    code: &str,
) -> (Result<Vec<Changes>, Stop>, u64) {
    let most = units(code.len());
    let mut machine = Machine::new(automaton, name, Budget::new(most)).unwrap();
    let changes = code
        .lines()
        .map(|line| machine.line(&format!("{line}\n")).map(<[(usize, ScopeStackOp)]>::to_vec))
        .collect();
    (changes, most - machine.searches.budget.left())
}

/// The same with `syntect`'s parser, which may not end.
fn read_by_syntect(set: &SyntaxSet, name: &str, code: &str) -> Vec<Changes> {
    let mut state = ParseState::new(set.find_syntax_by_name(name).unwrap());
    code.lines().map(|line| state.parse_line(&format!("{line}\n"), set).unwrap()).collect()
}

/// Ordinary code with something specific to each language.
const ORDINARY: [&str; 6] = [
    "#include <a.h>\n/* a */ // b\n#[derive(A)]\nimport {a} from \"b\";\npub fn f<T>(a: &T) -> b {\n  \
     let x = `c ${d + `e ${f}`}`; return a.g(x => x[0] + 1.5e-3, 'h', \"i\\n\\u00e9\");\n}\n\
     class A extends B { private int c = 0x1F; @D(e=1) f() { if (!a && b) {} else { throw c; } } }\n",
    "#!/bin/sh\nfor a in $(ls \"$b\" | grep -v '^c'); do echo ${a%.*} > /dev/null; done\n\
     cat <<EOF | sed 's/a/b/g'\n$a \\\n  b $(c)\nEOF\ncase $1 in a) b ;; *) c ;; esac\n\
     if [[ -n $a && ! -e b ]]; then sudo apt-get install -y c; fi\nA=1 b --c=d -e # f\n",
    "---\na: 1\nb: [c, \"d\", 'e']\nf:\n  - g: |\n      h\n    i: &j {k: *l}\n# m\n[n]\no = 1979-05-27\n\
     {\"p\": {\"q\": [true, null, -1.5]}}\n<r s=\"t\">&amp;<!-- u --></r>\n\
     <script>f((a) => { b(`${c}`) })</script><style>a > b { c: d(1px) }</style>\n<?php $a = \"b $c\"; ?>\n",
    "def f(a, *b, c=None):\n    \"\"\"d\n    e\"\"\"\n    with open(a) as g:\n        return [x for x in g \
     if x not in b] + f\"{c!r}\"\n@h\nclass I(J): pass\nputs <<~A\n  b #{c + \"d\"}\nA\nx = %w(a b) =~ /c#{d}/\n\
     my $a = qq{b}; print \"$a @{[ 1 ]}\\n\" if $b =~ s/a/b/gx;\n",
    "# A\n\n- b **c** _d_ `e` [f](g \"h\")\n\n```js\nlet a = (b) => { c }\n```\n\n> i\n\n| a | b |\n|---|---|\n\
     SELECT a, count(*) FROM b WHERE c = 'd' -- e\n  GROUP BY a;\nfrom: to\n\ttab $(a) ${b}\n.PHONY: c\n\
     FROM a:1 AS b\nRUN c && \\\n  d\nserver { listen 80; location ~ \\.a$ { b \"c\"; } }\n",
    "let rec f a = match a with | [] -> None | x :: _ -> Some (x + 1)\nmodule A where\nf :: Int -> b\n\
     f (x:xs) | x > 0 = do { y <- g; return $ y ++ \"z\" }\n(defn f [a] (let [b #{1}] {:c \"d\"}))\n\
     \\begin{a} $b_1^2$ % c\n\\end{a}\n{% if a %}{{ b | c }}{% endif %}\ndiff --git a/b c/d\n@@ -1 +1 @@\n-a\n+b\n\
     resource \"a\" \"b\" {\n  c = \"${d.e}\"\n}\nfunction f($a) { $b | % { $_ } }\n-- c\nlocal a = [[b]]\n",
];

#[test]
fn ordinary_code_is_read_as_syntect_reads_it() {
    for (automaton, name) in grammars() {
        for code in ORDINARY {
            let (changes, spent) = read(automaton, name, code);
            let expected = read_by_syntect(automaton.grammars(), name, code);
            assert_eq!(changes.unwrap(), expected, "{name}: {code}");
            assert!(spent < units(code.len()) / 2, "{name}: {spent} for {code}");
        }
    }
}

/// Text that opens, joins or ends something in some language.
const PIECES: [&str; 96] = [
    "(",
    "[",
    "{",
    "<",
    "([{<",
    "(a)=>",
    "f((a) => {",
    "`${",
    "\"${",
    "\"#{",
    "$(",
    "${",
    "$((",
    "<%",
    "<?php ",
    "{{",
    "{%",
    "<a ",
    "<a>",
    "<script>",
    "<style>",
    "<a b=\"",
    "<!--",
    "/*",
    "/**/",
    "// ",
    "#",
    "--[[",
    "{-",
    "(*",
    "'''",
    "\"\"\"",
    "r#\"",
    "<<EOF ",
    "<<A <<B ",
    "<<-'E' ",
    "@\"",
    "%w(",
    "q{",
    "\\",
    "\\(",
    "@(",
    "@{",
    "&",
    "*a",
    "**",
    "_a*",
    "[[",
    "![",
    "](",
    "> ",
    "- ",
    "|",
    "a:",
    "a: {",
    "a ? b :",
    "a<b>",
    "if ",
    "fn f(",
    "def f(",
    "class A<",
    "=> ",
    "->",
    "::",
    "..",
    "!",
    "aaaa",
    "a ",
    "a.b.",
    "\t",
    " ",
    "\u{e9}",
    "\u{1d4b3}",
    "\u{301}",
    "x /*",
    "$(eval $(shell ",
    "not ",
    "a=b ",
    "begin ",
    "\\begin{a}",
    "#[a(",
    "import {",
    "\"",
    "'",
    "`",
    "```",
    "~~~",
    "---",
    "i < 0 ? (l) : ([i + 1]);",
    "x = <a>{",
    "-> {",
    "#if a",
    "s/a/",
    "=~ /",
    "*/",
    "\"\\",
];

/// The pieces as hostile blocks: deep on two lines, and deep over many.
fn hostile(piece: &str) -> [String; 2] {
    let line = piece.repeat(47);
    let line = &line[..line.floor_char_boundary(400)];
    [format!("{line}\n{line}\n"), format!("{piece}\n").repeat(30) + "x\n"]
}

#[test]
fn every_language_ends_with_every_hostile_block() {
    for (automaton, name) in grammars() {
        for (index, piece) in PIECES.iter().enumerate() {
            // Each language is tested with each piece, on few lines or on many.
            let code = &hostile(piece)[(index + name.len()) % 2];
            let (_, spent) = read(automaton, name, code);
            assert!(spent <= units(code.len()), "{name}: {piece}");
        }
    }
}

#[test]
fn every_grammar_of_both_sets_ends() {
    let lines: Vec<_> = PIECES.iter().map(|piece| format!("{} {piece}", piece.repeat(3))).collect();
    let code = lines.join("\n");
    for automaton in sets() {
        for syntax in automaton.grammars().syntaxes() {
            let (_, spent) = read(automaton, &syntax.name, &code);
            assert!(spent <= units(code.len()), "{}", syntax.name);
        }
    }
}

/// A grammar for tests: contexts by name, each with its patterns and their operations.
fn automaton(contexts: &[(&str, &[(&str, &str)])]) -> &'static Automaton {
    let scope = Scope::new("source.own").unwrap();
    let operation = |words: &str| {
        let targets = |names: &str| -> Vec<ContextReference> {
            let named = |name| serde_json::from_value(json!({ "Named": name })).unwrap();
            names.split(' ').map(named).collect()
        };
        match words.split_once(' ') {
            Some(("push", names)) => MatchOperation::Push(targets(names)),
            Some(("set", names)) => MatchOperation::Set(targets(names)),
            _ if words == "pop" => MatchOperation::Pop,
            _ => MatchOperation::None,
        }
    };
    let mut made = HashMap::new();
    for (name, patterns) in contexts.iter().chain(&[("__start", &[("", "push main")] as &[_])]) {
        let mut context = Context::new(false);
        let patterns = patterns.iter().map(|(regex, words)| {
            let operation = operation(words);
            let regex = (*regex).to_owned();
            Pattern::Match(MatchPattern::new(false, regex, Vec::new(), None, operation, None))
        });
        context.patterns.extend(patterns);
        if *name == "__start" {
            context.meta_content_scope = vec![scope];
        }
        made.insert((*name).to_owned(), context);
    }
    let mut set = SyntaxSetBuilder::new();
    set.add(SyntaxDefinition {
        name: "own".to_owned(),
        file_extensions: Vec::new(),
        scope,
        first_line_match: None,
        hidden: false,
        variables: HashMap::new(),
        contexts: made,
    });
    Box::leak(Box::new(Automaton::new(set.build())))
}

#[test]
fn contexts_that_replace_each_other_without_reading_end() {
    let own = automaton(&[("main", &[("", "set other")]), ("other", &[("", "set main")])]);
    let (changes, spent) = read(own, "own", "abc\nd\n");
    assert_eq!(changes.unwrap().len(), 2);
    assert!(spent < 10_000, "{spent}");
    let own =
        automaton(&[("main", &[("", "push a b")]), ("a", &[("", "pop")]), ("b", &[("", "pop")])]);
    assert!(read(own, "own", "abc\n").0.is_ok());
}

#[test]
fn a_stack_that_grows_is_beyond_the_limit() {
    let own = automaton(&[("main", &[("a", "push main main")])]);
    let (changes, _) = read(own, "own", &"a".repeat(MOST_STATES / 2 - 1));
    assert!(changes.is_ok());
    let (changes, _) = read(own, "own", &"a".repeat(MOST_STATES / 2));
    let limit = CodeLimit::Depth(MOST_STATES);
    assert!(matches!(changes, Err(Stop::Beyond(found)) if found == limit));
}

#[test]
fn a_pattern_that_takes_exponential_time_is_paid_for() {
    let own = automaton(&[("main", &[("(a|aa)+!", "none"), ("a", "none")])]);
    let (changes, _) = read(own, "own", &format!("{}b!\n", "a".repeat(400)).repeat(50));
    assert!(matches!(changes, Err(Stop::Beyond(CodeLimit::Steps))));
}

#[test]
fn what_a_block_may_cost_is_linear_and_has_an_end() {
    assert!(units(1 << 12) < 2 * units(1 << 11));
    assert_eq!(units(usize::MAX), units(1 << 20));
}

#[test]
fn reading_twice_as_much_costs_twice_as_much() {
    for (automaton, name) in grammars() {
        let code = ORDINARY[1].repeat(4);
        let once = read(automaton, name, &code).1;
        let twice = read(automaton, name, &code.repeat(2)).1;
        assert!(twice <= once * 3, "{name}: {once}, {twice}");
    }
}
