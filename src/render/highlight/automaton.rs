//! Grammars as pushdown automata: the patterns that a state tries in order, and what follows.
//!
//! The grammars are `syntect`'s data. A context becomes a state, with everything it includes in one
//! list, when a block first reaches it, and is kept: their number is bounded by the grammars. This
//! file runs nothing; see `machine.rs`.

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use foldhash::HashMap;
use onig::{Regex, RegexOptions, Syntax};
use serde_json::json;
use syntect::parsing::SyntaxSet;
use syntect::parsing::syntax_definition::{
    Context, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern, context_iter,
};

/// A grammar refers to a missing one.
#[derive(Copy, Clone, Debug)]
pub(super) struct Lost;

/// A set of grammars.
pub(super) struct Automaton {
    set: SyntaxSet,
    starts: RwLock<BTreeMap<&'static str, &'static State>>,
    states: RwLock<HashMap<ContextId, &'static State>>,
    /// By the address of their patterns: states that include one another share them.
    transitions: RwLock<HashMap<usize, &'static Transition>>,
}

/// A context of a grammar.
pub(super) struct State {
    /// Its scopes.
    pub(super) context: &'static Context,
    /// The transitions it tries, in order.
    pub(super) transitions: Vec<&'static Transition>,
    prototype: OnceLock<Option<&'static State>>,
}

/// A pattern, and what follows when it matches.
pub(super) struct Transition {
    /// Its number in its set, from 0.
    pub(super) number: usize,
    /// Its definition in the grammar.
    pub(super) pattern: &'static MatchPattern,
    regex: OnceLock<Option<Regex>>,
    targets: OnceLock<Result<Vec<&'static State>, Lost>>,
    prototype: OnceLock<Result<Option<&'static State>, Lost>>,
}

impl Automaton {
    /// The automaton of a set of grammars.
    pub(super) fn new(set: SyntaxSet) -> Self {
        Self {
            set,
            starts: RwLock::default(),
            states: RwLock::default(),
            transitions: RwLock::default(),
        }
    }

    /// The set of grammars.
    #[cfg(test)]
    pub(super) fn grammars(&self) -> &SyntaxSet {
        &self.set
    }

    /// The state in which a block begins; `None` if there is no such grammar.
    pub(super) fn start(&'static self, grammar: &'static str) -> Option<&'static State> {
        let known =
            self.starts.read().unwrap_or_else(PoisonError::into_inner).get(grammar).copied();
        if known.is_some() {
            return known;
        }
        let number = self.set.syntaxes().iter().rposition(|syntax| syntax.name == grammar)?;
        let scope = self.set.syntaxes()[number].scope;
        let start = (0..)
            .map_while(|context| {
                let reference = direct(&json!({"syntax_index": number, "context_index": context}))?;
                reference.resolve(&self.set).is_ok().then_some(reference)
            })
            .find(|reference| {
                reference.resolve(&self.set).is_ok_and(|context| {
                    context.meta_content_scope == [scope] && only_enters(context)
                })
            })?;
        let start = self.state(&start).ok()?;
        let mut starts = self.starts.write().unwrap_or_else(PoisonError::into_inner);
        Some(starts.entry(grammar).or_insert(start))
    }

    /// The state that a grammar refers to.
    fn state(&'static self, reference: &ContextReference) -> Result<&'static State, Lost> {
        let id = reference.id().map_err(|_| Lost)?;
        let known = self.states.read().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let context = reference.resolve(&self.set).map_err(|_| Lost)?;
        let patterns = context_iter(&self.set, context);
        let patterns = patterns.filter_map(|(context, index)| context.match_at(index).ok());
        let transitions = patterns.map(|pattern| self.transition(pattern)).collect();
        let state = State { context, transitions, prototype: OnceLock::new() };
        let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
        // States refer to each other in cycles, and are needed until the program exits.
        Ok(states.entry(id).or_insert_with(|| Box::leak(Box::new(state))))
    }

    fn transition(&'static self, pattern: &'static MatchPattern) -> &'static Transition {
        let mut transitions = self.transitions.write().unwrap_or_else(PoisonError::into_inner);
        let number = transitions.len();
        transitions.entry(std::ptr::from_ref(pattern).addr()).or_insert_with(|| {
            Box::leak(Box::new(Transition {
                number,
                pattern,
                regex: OnceLock::new(),
                targets: OnceLock::new(),
                prototype: OnceLock::new(),
            }))
        })
    }
}

/// Whether a context only enters the grammar, as the initial context of a file does.
fn only_enters(context: &Context) -> bool {
    let [Pattern::Match(only)] = &context.patterns[..] else { return false };
    only.regex.regex_str().is_empty() && matches!(only.operation, MatchOperation::Push(_))
}

/// A reference to the context with an id; `syntect` creates these only by deserializing.
fn direct(id: &serde_json::Value) -> Option<ContextReference> {
    serde_json::from_value(json!({ "Direct": id })).ok()
}

impl State {
    /// The state whose transitions are tried before its own.
    pub(super) fn prototype(&self, automaton: &'static Automaton) -> Option<&'static State> {
        let id = self.context.prototype?;
        *self.prototype.get_or_init(|| {
            let reference = direct(&serde_json::to_value(id).ok()?)?;
            automaton.state(&reference).ok()
        })
    }
}

impl Transition {
    /// The compiled pattern; `None` if it does not compile, and then it never matches.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compiled(self.pattern.regex.regex_str())).as_ref()
    }

    /// The states that it pushes, lowest first.
    pub(super) fn targets(&self, automaton: &'static Automaton) -> Result<&[&'static State], Lost> {
        let targets = self.targets.get_or_init(|| match &self.pattern.operation {
            MatchOperation::Push(targets) | MatchOperation::Set(targets) => {
                targets.iter().map(|target| automaton.state(target)).collect()
            }
            MatchOperation::Pop | MatchOperation::None => Ok(Vec::new()),
        });
        targets.as_deref().map_err(|&lost| lost)
    }

    /// The state whose transitions come first while the last of its targets is on the stack.
    pub(super) fn prototype(
        &self,
        automaton: &'static Automaton,
    ) -> Result<Option<&'static State>, Lost> {
        *self.prototype.get_or_init(|| {
            self.pattern.with_prototype.as_ref().map(|state| automaton.state(state)).transpose()
        })
    }
}

/// A pattern, compiled with the options that the grammars require.
pub(super) fn compiled(pattern: &str) -> Option<Regex> {
    let options = RegexOptions::REGEX_OPTION_CAPTURE_GROUP;
    Regex::with_options(pattern, options, Syntax::default()).ok()
}
