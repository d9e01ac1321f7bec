//! Runs a grammar over the lines of a block: which scopes begin and end, and where.
//!
//! It does what `ParseState` of `syntect` does, which may run for ever: two contexts that replace
//! each other without reading anything do so until somebody ends the program. Here every run
//! ends, by construction. A step either reads, or pops, or is one of [`MOST_IDLE`] that a machine
//! may make at one place; the stack has at most [`MOST_STATES`]; and each search is paid for.

use std::rc::Rc;

use syntect::parsing::ScopeStackOp;
use syntect::parsing::syntax_definition::MatchOperation;

use super::automaton::{Automaton, Lost, State, Transition};
use super::search::{Budget, Found, Quotes, Searches};
use crate::diag::CodeLimit;

/// How many states may be on the stack. Ordinary code has ten, a level of nested functions in
/// JavaScript takes six.
const MOST_STATES: usize = 1_000;

/// How many steps that read nothing and do not pop a machine may make at one place. Ordinary code
/// makes ten; what makes more goes round in a circle.
const MOST_IDLE: u32 = 100;

/// Why a machine stops before the block ends.
#[derive(Copy, Clone, Debug)]
pub(super) enum Stop {
    /// The grammar has lost its way.
    Lost,
    /// The block is beyond a limit.
    Beyond(CodeLimit),
}

impl From<Lost> for Stop {
    fn from(_: Lost) -> Self {
        Self::Lost
    }
}

impl From<CodeLimit> for Stop {
    fn from(limit: CodeLimit) -> Self {
        Self::Beyond(limit)
    }
}

/// A state on the stack.
struct Level {
    state: &'static State,
    /// States whose transitions are tried first as long as it is there.
    prototypes: Vec<&'static State>,
    /// What patterns in it may quote.
    quotes: Option<Rc<Quotes>>,
}

/// The match that comes next.
struct Next {
    transition: &'static Transition,
    found: Found,
    /// Whether it is from a prototype of a level, not from the state itself.
    is_inherited: bool,
    /// Whether it undoes the step before it.
    is_undoing: bool,
}

/// A grammar while it reads a block.
pub(super) struct Machine {
    automaton: &'static Automaton,
    stack: Vec<Level>,
    /// The levels from which prototypes are in force, innermost last.
    prototypes_from: Vec<usize>,
    searches: Searches,
    has_begun: bool,
    /// Where in the line it is.
    at: usize,
    /// Where the last push that read nothing was, and how high the stack was then.
    pushed: (usize, usize),
    /// How many steps have been made here that read nothing and did not pop.
    idle: u32,
    changes: Vec<(usize, ScopeStackOp)>,
}

impl Machine {
    /// A machine at the start of a block; none if there is no such grammar.
    pub(super) fn new(
        automaton: &'static Automaton,
        grammar: &'static str,
        budget: Budget,
    ) -> Option<Self> {
        let state = automaton.start(grammar)?;
        Some(Self {
            automaton,
            stack: vec![Level { state, prototypes: Vec::new(), quotes: None }],
            prototypes_from: Vec::new(),
            searches: Searches::new(budget),
            has_begun: false,
            at: 0,
            pushed: (0, 0),
            idle: 0,
            changes: Vec::new(),
        })
    }

    /// How the scopes change in the next line, which ends with its line break: where, and what.
    pub(super) fn line(&mut self, text: &str) -> Result<&[(usize, ScopeStackOp)], Stop> {
        self.changes.clear();
        self.searches.next_line();
        (self.at, self.pushed, self.idle) = (0, (0, 0), 0);
        if !self.has_begun {
            self.has_begun = true;
            let scope = self.top()?.state.context.meta_content_scope.first().copied();
            self.changes.extend(scope.map(|scope| (0, ScopeStackOp::Push(scope))));
        }
        while self.step(text)? {}
        Ok(&self.changes)
    }

    fn top(&self) -> Result<&Level, Lost> {
        self.stack.last().ok_or(Lost)
    }

    /// Makes one step; false when nothing matches in the rest of the line.
    fn step(&mut self, text: &str) -> Result<bool, Stop> {
        let height = self.stack.len();
        while self.prototypes_from.pop_if(|from| *from >= height).is_some() {}
        let Some(next) = self.next(text)? else { return Ok(false) };
        if next.is_undoing {
            // A push and a pop that read nothing: the same would come again. Goes on behind the
            // next character, as Sublime Text does.
            let Some((length, _)) = text[self.at..].char_indices().nth(1) else { return Ok(false) };
            self.go_to(self.at + length);
            return Ok(true);
        }
        let end = next.found.range.1;
        if end > self.at {
            self.go_to(end);
        } else {
            match next.transition.pattern.operation {
                MatchOperation::Push(_) => {
                    self.pushed = (end, height + 1);
                    self.idle += 1;
                }
                MatchOperation::Set(_) => self.idle += 1,
                MatchOperation::Pop | MatchOperation::None => {}
            }
        }
        if next.is_inherited {
            self.prototypes_from.push(height);
        }
        self.write(&next)?;
        self.follow(&next, text)?;
        Ok(true)
    }

    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.idle = 0;
    }

    /// The first match in the rest of the line; of several at one place the first in the grammar.
    fn next(&mut self, text: &str) -> Result<Option<Next>, Stop> {
        let top = self.stack.last().ok_or(Lost)?;
        let from = self.prototypes_from.last().copied().unwrap_or(0);
        let inherited = self.stack.get(from..).unwrap_or_default();
        self.searches.budget.spend(1 + inherited.len() as u64)?;
        let inherited = inherited.iter().flat_map(|level| {
            level.prototypes.iter().map(|state| (*state, level.quotes.as_deref(), true))
        });
        let own = top.state.prototype(self.automaton).map(|state| (state, None, false));
        let tried = inherited.chain(own).chain([(top.state, top.quotes.as_deref(), false)]);

        let is_after_push = self.pushed == (self.at, self.stack.len());
        let is_circling = self.idle >= MOST_IDLE;
        let mut best: Option<Next> = None;
        for (state, quotes, is_inherited) in tried {
            for &transition in &state.transitions {
                let found = self.searches.find(transition, quotes, (text, self.at))?;
                let Some(found) = found else { continue };
                let (start, end) = found.range;
                let is_first = best.as_ref().is_none_or(|best| {
                    start < best.found.range.0 || best.is_undoing && start == best.found.range.0
                });
                let (is_push, is_pop) = match transition.pattern.operation {
                    MatchOperation::Push(_) | MatchOperation::Set(_) => (true, false),
                    MatchOperation::Pop => (false, true),
                    MatchOperation::None => (false, false),
                };
                if !is_first || is_circling && is_push && end <= self.at {
                    continue;
                }
                let is_undoing = is_after_push && is_pop && end <= self.at;
                let next = Next { transition, found, is_inherited, is_undoing };
                if start == self.at && !is_undoing {
                    return Ok(Some(next));
                }
                best = Some(next);
            }
        }
        Ok(best)
    }

    /// Writes how the scopes change with a match.
    fn write(&mut self, next: &Next) -> Result<(), Stop> {
        let (start, end) = next.found.range;
        let pattern = next.transition.pattern;
        self.write_before(next.transition, start)?;
        let scopes = pattern.scope.iter().map(|scope| (start, ScopeStackOp::Push(*scope)));
        self.changes.extend(scopes);
        self.write_groups(next);
        if !pattern.scope.is_empty() {
            self.changes.push((end, ScopeStackOp::Pop(pattern.scope.len())));
        }
        self.write_after(next.transition, end)?;
        Ok(())
    }

    /// The scopes of the groups of a match, outer ones around inner ones.
    fn write_groups(&mut self, next: &Next) {
        let Some(groups) = &next.transition.pattern.captures else { return };
        let mut changes = Vec::new();
        for (index, scopes) in groups {
            let Some((start, end)) = next.found.group(*index) else { continue };
            if start == end {
                continue;
            }
            // What ends comes before what begins, and the longest begins first.
            let longest = (start, Some(usize::MAX - (end - start)));
            changes.extend(scopes.iter().map(|scope| (longest, ScopeStackOp::Push(*scope))));
            changes.push(((end, None), ScopeStackOp::Pop(scopes.len())));
        }
        changes.sort_by_key(|(order, _)| *order);
        self.changes.extend(changes.into_iter().map(|((at, _), change)| (at, change)));
    }

    /// What changes before the matched text, by what the transition does to the stack.
    fn write_before(&mut self, transition: &Transition, at: usize) -> Result<(), Lost> {
        let top = self.stack.last().ok_or(Lost)?.state.context;
        let changes = &mut self.changes;
        let is_set = match transition.pattern.operation {
            MatchOperation::None => return Ok(()),
            MatchOperation::Pop => {
                let count = top.meta_content_scope.len();
                changes.extend((count > 0).then_some((at, ScopeStackOp::Pop(count))));
                return Ok(());
            }
            MatchOperation::Push(_) => false,
            MatchOperation::Set(_) => true,
        };
        if is_set && top.clear_scopes.is_some() {
            changes.push((at, ScopeStackOp::Restore));
        }
        for target in transition.targets(self.automaton)? {
            let cleared = target.context.clear_scopes.filter(|_| !is_set);
            changes.extend(cleared.map(|amount| (at, ScopeStackOp::Clear(amount))));
            let scopes = target.context.meta_scope.iter();
            changes.extend(scopes.map(|scope| (at, ScopeStackOp::Push(*scope))));
        }
        Ok(())
    }

    /// What changes after the matched text, by what the transition does to the stack.
    fn write_after(&mut self, transition: &Transition, at: usize) -> Result<(), Lost> {
        let top = self.stack.last().ok_or(Lost)?.state.context;
        let changes = &mut self.changes;
        let is_set = match transition.pattern.operation {
            MatchOperation::None => return Ok(()),
            MatchOperation::Pop => {
                let count = top.meta_scope.len();
                changes.extend((count > 0).then_some((at, ScopeStackOp::Pop(count))));
                changes.extend(top.clear_scopes.map(|_| (at, ScopeStackOp::Restore)));
                return Ok(());
            }
            MatchOperation::Push(_) => false,
            MatchOperation::Set(_) => true,
        };
        let targets = transition.targets(self.automaton)?;
        let left = if is_set { top.meta_scope.len() + top.meta_content_scope.len() } else { 0 };
        let is_new = targets.iter().map(|target| target.context).any(|target| {
            !target.meta_content_scope.is_empty() || is_set && target.clear_scopes.is_some()
        });
        if left == 0 && !is_new {
            return Ok(());
        }
        // What was written before the match goes, and comes back in the order of the stack.
        let written: usize = targets.iter().map(|target| target.context.meta_scope.len()).sum();
        let count = written + left;
        changes.extend((count > 0).then_some((at, ScopeStackOp::Pop(count))));
        for target in targets {
            let cleared = target.context.clear_scopes.filter(|_| is_set);
            changes.extend(cleared.map(|amount| (at, ScopeStackOp::Clear(amount))));
            let scopes = target.context.meta_scope.iter().chain(&target.context.meta_content_scope);
            changes.extend(scopes.map(|scope| (at, ScopeStackOp::Push(*scope))));
        }
        Ok(())
    }

    /// Does to the stack what the transition says.
    fn follow(&mut self, next: &Next, text: &str) -> Result<(), Stop> {
        let mut kept = match next.transition.pattern.operation {
            MatchOperation::None => return Ok(()),
            MatchOperation::Pop => {
                self.stack.pop();
                return Ok(());
            }
            MatchOperation::Push(_) => Vec::new(),
            // The prototypes of a level last until it is popped.
            MatchOperation::Set(_) => {
                self.stack.pop().map(|level| level.prototypes).unwrap_or_default()
            }
        };
        let targets = next.transition.targets(self.automaton)?;
        if self.stack.len() + targets.len() > MOST_STATES {
            return Err(CodeLimit::Depth(MOST_STATES).into());
        }
        for (index, state) in targets.iter().enumerate() {
            let mut prototypes = std::mem::take(&mut kept);
            if index + 1 == targets.len() {
                prototypes.extend(next.transition.prototype(self.automaton)?);
            }
            let is_quoting = prototypes.iter().chain([state]).any(|s| s.context.uses_backrefs);
            let quotes = is_quoting.then(|| Rc::new(Quotes::new(&next.found, text)));
            self.stack.push(Level { state, prototypes, quotes });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
