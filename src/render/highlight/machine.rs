//! Runs a grammar over the lines of a block: which scopes begin and end, and where.
//!
//! It is equivalent to `syntect`'s `ParseState`, which may run forever: two contexts that replace
//! each other without consuming anything never stop. Here every run ends, by construction. A step
//! either consumes input, or pops, or is one of [`MOST_IDLE`] allowed at one position; the stack
//! has at most [`MOST_STATES`]; and each search is paid for.

use std::rc::Rc;

use syntect::parsing::ScopeStackOp;
use syntect::parsing::syntax_definition::MatchOperation;

use super::automaton::{Automaton, Lost, State, Transition};
use super::search::{Budget, Found, Quotes, Searches};
use crate::diag::CodeLimit;

/// How many states may be on the stack. Ordinary code has ten; a level of nested functions in
/// JavaScript takes six.
const MOST_STATES: usize = 1_000;

/// How many steps at one position may neither consume input nor pop. Ordinary code makes ten; a
/// machine that makes more is in a cycle.
const MOST_IDLE: u32 = 100;

/// Why a machine stops before the block ends.
#[derive(Copy, Clone, Debug)]
pub(super) enum Stop {
    /// The grammar refers to a missing one.
    Lost,
    /// The block exceeds a limit.
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
struct ScopeLevel {
    state: &'static State,
    /// States whose transitions are tried first as long as it is on the stack.
    prototypes: Vec<&'static State>,
    /// The text that its patterns may quote.
    quotes: Option<Rc<Quotes>>,
}

/// The next match.
struct Next {
    transition: &'static Transition,
    found: Found,
    /// Whether it is from a prototype of a level, not from the state itself.
    is_inherited: bool,
    /// Whether it undoes the step before it.
    is_undoing: bool,
}

/// A grammar parsing a block.
pub(super) struct Machine {
    automaton: &'static Automaton,
    stack: Vec<ScopeLevel>,
    /// The levels whose prototypes are active, innermost last.
    prototypes_from: Vec<usize>,
    searches: Searches,
    has_begun: bool,
    /// The position in the line.
    at: usize,
    /// The position of the last push that consumed nothing, and the stack height after it.
    pushed: (usize, usize),
    /// How many steps here neither consumed input nor popped.
    idle: u32,
    changes: Vec<(usize, ScopeStackOp)>,
}

impl Machine {
    /// A machine at the start of a block; `None` if there is no such grammar.
    pub(super) fn new(
        automaton: &'static Automaton,
        grammar: &'static str,
        budget: Budget,
    ) -> Option<Self> {
        let state = automaton.start(grammar)?;
        Some(Self {
            automaton,
            stack: vec![ScopeLevel { state, prototypes: Vec::new(), quotes: None }],
            prototypes_from: Vec::new(),
            searches: Searches::new(budget),
            has_begun: false,
            at: 0,
            pushed: (0, 0),
            idle: 0,
            changes: Vec::new(),
        })
    }

    /// The scope changes in the next line, which ends with its line break: positions and changes.
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

    fn top(&self) -> Result<&ScopeLevel, Lost> {
        self.stack.last().ok_or(Lost)
    }

    /// Makes one step; `false` if nothing matches in the rest of the line.
    fn step(&mut self, text: &str) -> Result<bool, Stop> {
        let height = self.stack.len();
        while self.prototypes_from.pop_if(|from| *from >= height).is_some() {}
        let Some(next) = self.next(text)? else { return Ok(false) };
        if next.is_undoing {
            // A push and a pop that consumed nothing would repeat. Continues after the next
            // character, as Sublime Text does.
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

    /// The first match in the rest of the line; at the same position, the first in the grammar.
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

    /// Writes the scope changes of a match.
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

    /// Writes the scopes of a match's groups, nested.
    fn write_groups(&mut self, next: &Next) {
        let Some(groups) = &next.transition.pattern.captures else { return };
        let mut changes = Vec::new();
        for (index, scopes) in groups {
            let Some((start, end)) = next.found.group(*index) else { continue };
            if start == end {
                continue;
            }
            // Ends come before beginnings, and the longest group begins first.
            let longest = (start, Some(usize::MAX - (end - start)));
            changes.extend(scopes.iter().map(|scope| (longest, ScopeStackOp::Push(*scope))));
            changes.push(((end, None), ScopeStackOp::Pop(scopes.len())));
        }
        changes.sort_by_key(|(order, _)| *order);
        self.changes.extend(changes.into_iter().map(|((at, _), change)| (at, change)));
    }

    /// Writes the changes before the matched text, which depend on the stack operation.
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

    /// Writes the changes after the matched text, which depend on the stack operation.
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
        // Removes what was written before the match, and restores it in stack order.
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

    /// Applies a transition's stack operation.
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
            self.stack.push(ScopeLevel { state, prototypes, quotes });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
