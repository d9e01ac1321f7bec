//! Parsing code by a grammar: one line in, its runs out.
//!
//! There are two sets of grammars. Those included in `syntect` load in a third of a millisecond and
//! read bash and YAML, nearly everything that slides show, with a tenth fewer instructions than the
//! larger set of `two-face`; that set has the rest. Each is loaded when a block first needs it, and
//! a grammar compiles a pattern when it first tries it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, Scope, ScopeStackOp, SyntaxSet};

use super::automaton::Automaton;
use super::languages::Grammar;
use super::machine::{Machine, Stop};
use super::search::Budget;
use super::{Line, Run, Token, plain, push_run};
use crate::diag::CodeLimit;

/// Bytes in the longest line parsed by a grammar. A grammar tries its patterns on the rest of the
/// line at every word, and some of them scan all of it again: time grows with the square of the
/// length, for a few patterns with the cube. A line on a slide has at most a hundred bytes, and
/// highlighting does not make a token or a certificate on one line more readable.
const LONGEST_LINE: usize = 512;

/// Units of [`Budget`] that any block may cost. Ordinary code takes 20 to 200 per byte, each 5 to
/// 20 nanoseconds; hostile code takes 300 at most.
const UNITS: u64 = 500_000;

/// Additional units that a block may cost for each of its bytes.
const UNITS_PER_BYTE: u64 = 400;

/// Units that no block may exceed, however long it is.
const MOST_UNITS: u64 = 8_000_000;

/// The budget of a block of this many bytes.
pub(super) fn units(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(UNITS_PER_BYTE).saturating_add(UNITS).min(MOST_UNITS)
}

static CORE: LazyLock<Automaton> =
    LazyLock::new(|| Automaton::new(SyntaxSet::load_defaults_newlines()));
static EXTRA: LazyLock<Automaton> =
    LazyLock::new(|| Automaton::new(two_face::syntax::extra_newlines()));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::default);

/// Reads the lines of one block from first to last.
pub(super) struct Reader {
    machine: Machine,
    rules: &'static Rules,
    scopes: Scopes,
    /// The line with its line break, which the patterns of the grammars expect.
    text: String,
    /// Whether the grammar referred to a missing one, and so is unusable from there on.
    is_lost: bool,
}

impl Reader {
    /// A reader at the start of a block of this many bytes; `None` if the grammar has no patterns
    /// or does not exist.
    pub(super) fn new(grammar: Grammar, bytes: usize) -> Option<Self> {
        let (automaton, name): (&Automaton, _) = match grammar {
            Grammar::Plain => return None,
            Grammar::Core(name) => (&CORE, name),
            Grammar::Extra(name) => (&EXTRA, name),
        };
        let budget = Budget::new(units(bytes));
        Some(Self {
            machine: Machine::new(automaton, name, budget)?,
            rules: &RULES,
            scopes: Scopes::default(),
            text: String::new(),
            is_lost: false,
        })
    }

    /// The runs of the next line, passed without its line break.
    pub(super) fn line(&mut self, line: &str) -> Result<Line, CodeLimit> {
        if self.is_lost || line.len() > LONGEST_LINE {
            return Ok(plain(line));
        }
        self.text.clear();
        self.text.push_str(line);
        self.text.push('\n');
        let changes = match self.machine.line(&self.text) {
            Ok(changes) => changes,
            Err(Stop::Beyond(limit)) => return Err(limit),
            Err(Stop::Lost) => {
                self.is_lost = true;
                return Ok(plain(line));
            }
        };
        let mut runs: Vec<Run> = Vec::with_capacity(changes.len());
        let mut start = 0;
        for (offset, change) in changes {
            // Changes after the line break apply at the end of the line.
            let offset = (*offset).min(line.len());
            if offset > start && line.is_char_boundary(offset) {
                push_run(&mut runs, offset - start, self.scopes.token());
                start = offset;
            }
            self.scopes.apply(change, self.rules);
        }
        push_run(&mut runs, line.len() - start, self.scopes.token());
        Ok(runs.into())
    }
}

/// The scopes around a position in the code, each as its token; a scope without a token of its own
/// takes that of the scope around it.
#[derive(Default)]
struct Scopes {
    open: Vec<Token>,
    /// The tokens removed by `Clear`, which `Restore` puts back.
    cleared: Vec<Vec<Token>>,
}

impl Scopes {
    fn token(&self) -> Token {
        self.open.last().copied().unwrap_or(Token::Plain)
    }

    fn apply(&mut self, change: &ScopeStackOp, rules: &Rules) {
        match *change {
            ScopeStackOp::Push(scope) => {
                let token = match (self.token(), rules.token(scope)) {
                    // A quoted key is still a key.
                    (around, None) | (around @ Token::Attr, Some(Token::String)) => around,
                    (_, Some(token)) => token,
                };
                self.open.push(token);
            }
            ScopeStackOp::Pop(count) => self.open.truncate(self.open.len().saturating_sub(count)),
            ScopeStackOp::Clear(amount) => {
                let kept = match amount {
                    ClearAmount::TopN(count) => self.open.len().saturating_sub(count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.open.split_off(kept));
            }
            ScopeStackOp::Restore => self.open.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}

/// Which token each scope maps to, by the first word of the scope.
struct Rules(BTreeMap<u16, Vec<(Scope, Token)>>);

impl Rules {
    /// The token of a scope, from the first rule that matches.
    fn token(&self, scope: Scope) -> Option<Token> {
        let rules = self.0.get(&scope.atom_at(0))?;
        rules.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|&(_, token)| token)
    }
}

impl Default for Rules {
    fn default() -> Self {
        let mut rules: BTreeMap<u16, Vec<(Scope, Token)>> = BTreeMap::new();
        for &(prefix, token) in SCOPES {
            if let Ok(scope) = Scope::new(prefix) {
                rules.entry(scope.atom_at(0)).or_default().push((scope, token));
            }
        }
        Self(rules)
    }
}

/// Scopes, by the names common to Sublime Text grammars, and their tokens. A longer name comes
/// before a shorter one that is its prefix.
const SCOPES: &[(&str, Token)] = &[
    ("comment", Token::Comment),
    ("constant.numeric", Token::Number),
    ("constant", Token::Constant),
    ("entity.name.constant", Token::Constant),
    ("entity.name.function", Token::Function),
    ("entity.name.section", Token::Heading),
    ("entity.name.tag.yaml", Token::Attr),
    ("entity.name.tag.toml", Token::Attr),
    ("entity.name.tag", Token::Tag),
    ("entity.name", Token::Type),
    ("entity.section", Token::Heading),
    ("entity.other.attribute-name", Token::Attr),
    ("entity.other.inherited-class", Token::Type),
    ("keyword.name.ini", Token::Attr),
    ("keyword.operator.dockerfile", Token::Keyword),
    ("keyword.operator", Token::Operator),
    ("keyword", Token::Keyword),
    ("markup.deleted", Token::Deleted),
    ("markup.heading", Token::Heading),
    ("markup.inserted", Token::Inserted),
    ("markup.raw", Token::String),
    ("markup.underline.link", Token::String),
    ("meta.annotation", Token::Meta),
    ("meta.diff.header", Token::Meta),
    ("meta.diff.range", Token::Meta),
    ("meta.interpolation", Token::Plain),
    ("meta.preprocessor", Token::Meta),
    ("meta.structure.dictionary.key.json", Token::Attr),
    ("meta.tag.preprocessor", Token::Meta),
    ("meta.tag.sgml", Token::Meta),
    ("meta.template.expression", Token::Plain),
    ("punctuation.definition.annotation", Token::Meta),
    ("punctuation.definition.comment", Token::Comment),
    ("punctuation.definition.heading", Token::Heading),
    ("punctuation.definition.parameter", Token::Attr),
    ("punctuation.definition.quote", Token::String),
    ("punctuation.definition.section", Token::Heading),
    ("punctuation.definition.string", Token::String),
    ("punctuation.definition.variable.perl", Token::Variable),
    ("punctuation.definition.variable.php", Token::Variable),
    ("punctuation.definition.variable.powershell", Token::Variable),
    ("punctuation.definition.variable.ruby", Token::Variable),
    ("punctuation.definition.variable.shell", Token::Variable),
    ("punctuation", Token::Punct),
    ("storage", Token::Keyword),
    ("string", Token::String),
    ("support.class", Token::Type),
    ("support.constant", Token::Constant),
    ("support.function", Token::Builtin),
    ("support.type.property-name", Token::Attr),
    ("support.type", Token::Type),
    ("support", Token::Builtin),
    ("variable.function", Token::Function),
    ("variable.language", Token::Variable),
    ("variable.parameter.option", Token::Attr),
    ("variable.parameter", Token::Variable),
    ("variable.other.readwrite.shell", Token::Variable),
];

/// The sets of grammars.
#[cfg(test)]
pub(super) fn sets() -> [&'static Automaton; 2] {
    [&CORE, &EXTRA]
}

/// The grammars of all languages: their sets and their names.
#[cfg(test)]
pub(super) fn grammars() -> impl Iterator<Item = (&'static Automaton, &'static str)> {
    super::languages::LANGUAGES.iter().filter_map(|(grammar, _)| match grammar {
        Grammar::Plain => None,
        Grammar::Core(name) => Some((&*CORE, *name)),
        Grammar::Extra(name) => Some((&*EXTRA, *name)),
    })
}

#[cfg(test)]
mod tests {
    use syntect::parsing::Scope;

    use super::{CORE, EXTRA, LONGEST_LINE, RULES, Reader, SCOPES};
    use crate::render::highlight::languages::{Grammar, LANGUAGES};
    use crate::render::highlight::{Token, plain};

    #[test]
    fn every_language_has_its_grammar() {
        for (grammar, names) in LANGUAGES {
            let is_there = match grammar {
                Grammar::Plain => true,
                Grammar::Core(name) => CORE.start(name).is_some(),
                Grammar::Extra(name) => EXTRA.start(name).is_some(),
            };
            assert!(is_there, "{names:?}");
        }
    }

    #[test]
    fn no_rule_hides_behind_a_shorter_one() {
        for (prefix, token) in SCOPES {
            assert_eq!(RULES.token(Scope::new(prefix).unwrap()), Some(*token), "{prefix}");
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_plain_and_the_next_one_is_not() {
        let mut reader = Reader::new(Grammar::Core("JSON"), 0).unwrap();
        let long = "1".repeat(LONGEST_LINE + 1);
        assert_eq!(reader.line(&long), Ok(plain(&long)));
        assert_eq!(reader.line("1").unwrap()[0].token, Token::Number);
    }
}
