//! Pattern searches in a line, all of which terminate and are counted.
//!
//! A pattern with many ways to match can take exponential time. So the number of attempts at each
//! position of the line is limited, and the budget of the block pays for each search. No clock is
//! involved: the same block costs the same on every machine.

use std::cell::RefCell;
use std::rc::Rc;

use onig::{MatchParam, Regex, Region, SearchOptions};
use syntect::parsing::syntax_definition::MatchOperation;

use super::automaton::{Transition, compiled};
use crate::diag::CodeLimit;

/// How many attempts a search may make at one position of the line, and what each byte of it then
/// costs. Nearly all searches in ordinary code end within the first limit; others restart with a
/// higher one.
const PATIENCE: [(u32, u64); 4] = [(1 << 6, 1), (1 << 9, 8), (1 << 13, 128), (1 << 17, 2_048)];

/// The cost of compiling a pattern that quotes the code, such as the end of a here-document.
const COMPILING: u64 = 1_000;

/// The remaining budget of a block. A unit pays for examining a transition, or for a byte searched
/// by a pattern.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    /// A budget of this many units.
    pub(super) fn new(units: u64) -> Self {
        Self { left: units }
    }

    /// Spends units.
    pub(super) fn spend(&mut self, units: u64) -> Result<(), CodeLimit> {
        self.left = self.left.checked_sub(units).ok_or(CodeLimit::Steps)?;
        Ok(())
    }

    /// The units left.
    #[cfg(test)]
    pub(super) fn left(&self) -> u64 {
        self.left
    }
}

/// The start and the end (exclusive) of a group, or of a whole match.
type GroupRange = (usize, usize);

/// Where a transition matches.
#[derive(Clone)]
pub(super) struct Found {
    /// The whole match.
    pub(super) range: GroupRange,
    /// The groups that may be needed later.
    groups: Option<Rc<[Option<GroupRange>]>>,
}

impl Found {
    /// The range of a group; group 0 is the whole match.
    pub(super) fn group(&self, index: usize) -> Option<GroupRange> {
        if index == 0 {
            return Some(self.range);
        }
        self.groups.as_ref()?.get(index).copied().flatten()
    }
}

/// The texts of a match's groups, for patterns that quote them.
pub(super) struct Quotes {
    groups: [Option<String>; 10],
    /// The patterns compiled with it, by the numbers of their transitions.
    compiled: RefCell<Vec<(usize, Rc<Option<Regex>>)>>,
}

impl Quotes {
    /// The texts of the groups of a match in a line.
    pub(super) fn new(found: &Found, text: &str) -> Self {
        let quote = |index| {
            let (start, end) = found.group(index)?;
            text.get(start..end).map(escaped)
        };
        Self { groups: std::array::from_fn(quote), compiled: RefCell::default() }
    }

    /// The pattern of a transition with its quotes filled in.
    fn regex(
        &self,
        transition: &Transition,
        budget: &mut Budget,
    ) -> Result<Rc<Option<Regex>>, CodeLimit> {
        let mut known = self.compiled.borrow_mut();
        if let Some((_, regex)) = known.iter().find(|(number, _)| *number == transition.number) {
            return Ok(Rc::clone(regex));
        }
        budget.spend(COMPILING)?;
        let regex = Rc::new(compiled(&self.filled(transition.pattern.regex.regex_str())));
        known.push((transition.number, Rc::clone(&regex)));
        Ok(regex)
    }

    /// A pattern with `\1` replaced by the text of the first group, and so on.
    fn filled(&self, pattern: &str) -> String {
        let mut filled = String::with_capacity(pattern.len());
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            let next = if character == '\\' { characters.next() } else { None };
            if let Some(group) = next.and_then(|next| next.to_digit(10)) {
                filled.push_str(self.groups[group as usize].as_deref().unwrap_or_default());
            } else {
                filled.push(character);
                filled.extend(next);
            }
        }
        filled
    }
}

/// A text as a pattern that matches it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The cached data of a transition.
#[derive(Default)]
struct Slot {
    /// The line to which this applies, from 1.
    line: u32,
    /// Its next match; `None` if the rest of the line has no match.
    found: Option<Found>,
}

/// The searches in the lines of one block.
pub(super) struct Searches {
    /// Their remaining budget.
    pub(super) budget: Budget,
    line: u32,
    /// The slot of each transition, counted from 1; 0 for none.
    numbers: Vec<u32>,
    slots: Vec<Slot>,
    region: Region,
}

impl Searches {
    /// Searches with a common budget.
    pub(super) fn new(budget: Budget) -> Self {
        Self { budget, line: 0, numbers: Vec::new(), slots: Vec::new(), region: Region::new() }
    }

    /// Begins another line.
    pub(super) fn next_line(&mut self) {
        self.line += 1;
    }

    /// The next match of a transition in a line, at or after a byte.
    pub(super) fn find(
        &mut self,
        transition: &Transition,
        quotes: Option<&Quotes>,
        (text, from): (&str, usize),
    ) -> Result<Option<Found>, CodeLimit> {
        self.budget.spend(1)?;
        let slot = self.slot(transition.number);
        if self.slots[slot].line == self.line {
            match &self.slots[slot].found {
                None => return Ok(None),
                Some(found) if found.range.0 >= from => return Ok(Some(found.clone())),
                Some(_) => {}
            }
        }
        let quotes = quotes.filter(|_| transition.pattern.has_captures);
        let range = match quotes {
            Some(quotes) => {
                let regex = quotes.regex(transition, &mut self.budget)?;
                self.search(regex.as_ref().as_ref(), (text, from))?
            }
            None => self.search(transition.regex(), (text, from))?,
        };
        let goes_on = match (range, &transition.pattern.operation) {
            // It would match there forever. Later matches are found later.
            (Some((start, end)), MatchOperation::None) if start == end => return Ok(None),
            (range, _) => range,
        };
        let found = goes_on.map(|range| Found { range, groups: self.groups(transition) });
        if quotes.is_none() {
            self.slots[slot] = Slot { line: self.line, found: found.clone() };
        }
        Ok(found)
    }

    /// The index of a transition's slot.
    fn slot(&mut self, transition: usize) -> usize {
        if self.numbers.len() <= transition {
            self.numbers.resize(transition + 1, 0);
        }
        if self.numbers[transition] == 0 {
            self.slots.push(Slot::default());
            self.numbers[transition] = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        }
        self.numbers[transition] as usize - 1
    }

    /// The groups of the last match, if the transition needs them.
    fn groups(&self, transition: &Transition) -> Option<Rc<[Option<GroupRange>]>> {
        let is_asked = transition.pattern.captures.is_some()
            || matches!(
                transition.pattern.operation,
                MatchOperation::Push(_) | MatchOperation::Set(_)
            );
        (is_asked && self.region.len() > 1)
            .then(|| (0..self.region.len()).map(|group| self.region.pos(group)).collect())
    }

    /// The next match of a pattern in a line, at or after a byte; its groups are in the region.
    fn search(
        &mut self,
        regex: Option<&Regex>,
        (text, from): (&str, usize),
    ) -> Result<Option<GroupRange>, CodeLimit> {
        let Some(regex) = regex else { return Ok(None) };
        let rest = (text.len() - from) as u64;
        for (attempts, cost) in PATIENCE {
            self.budget.spend(rest * cost)?;
            let mut parameters = MatchParam::default();
            parameters.set_retry_limit_in_match(attempts);
            let found = regex.search_with_param(
                text,
                from,
                text.len(),
                SearchOptions::SEARCH_OPTION_NONE,
                Some(&mut self.region),
                parameters,
            );
            if let Ok(start) = found {
                return Ok(start.and_then(|_| self.region.pos(0)));
            }
        }
        Ok(None)
    }
}
