//! Which lines of a code block are highlighted, and at which steps of the slide.
//!
//! The first group of a block is highlighted from the beginning, as on a page without steps. Each further
//! one is its own step; they follow the step at which the block appears, and those of the blocks before
//! it. The last one stays.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::context::{Context, SlideSide};
use super::super::source::At;
use super::super::tree::{CodeBlock, HighlightedLine, SlideTree};
use super::steps::Moves;
use crate::diag::{CodeBlockProblem, Problem};
use crate::syntax::{self, Group, LineGroup, MAX_GROUPS, Range};

/// The groups of the code blocks of a tree.
pub(in crate::render) struct LineGroups(Vec<OfBlock>);

/// The groups of a code block.
struct OfBlock {
    /// Its index.
    block: usize,
    groups: Vec<Group>,
    /// The number of steps that earlier blocks add at the same step.
    before: u32,
}

/// Finds the groups of code blocks, and reports missing lines. `inserted` receives the number of
/// added steps, by the step that they follow.
pub(in crate::render) fn groups(
    tree: &mut SlideTree,
    context: &Context<'_>,
    inserted: &mut BTreeMap<u32, u32>,
) -> LineGroups {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for (index, block) in tree.code.iter().enumerate() {
        // A diagram has no lines.
        let groups = syntax::groups(&block.info).filter(|_| !block.is_diagram());
        let Some(mut groups) = groups else {
            problems.extend(unfinished(block));
            continue;
        };
        report(block, &groups, &mut problems);
        groups.truncate(MAX_GROUPS);
        if context.side == SlideSide::Notes {
            groups.truncate(1);
        } else if block.at.part < context.settled {
            groups.drain(..groups.len() - 1);
        }
        let further = crate::span::offset(groups.len() - 1);
        let mut before = 0;
        if further > 0 {
            let inserted = inserted.entry(block.step).or_default();
            before = *inserted;
            *inserted += further;
        }
        found.push(OfBlock { block: index, groups, before });
    }
    tree.problems.append(&mut problems);
    LineGroups(found)
}

/// Sets when the lines of code blocks are highlighted.
pub(in crate::render) fn highlighted_lines(
    tree: &mut SlideTree,
    found: &LineGroups,
    moves: &Moves,
) {
    for OfBlock { block, groups, before } in &found.0 {
        let block = &mut tree.code[*block];
        let n_lines = n_lines(block);
        block.lines = lines(groups, n_lines, moves.of(block.step) + before);
    }
}

/// The number of displayed lines of a block.
fn n_lines(block: &CodeBlock) -> usize {
    block.text.trim_end().lines().count()
}

/// When each line is highlighted. The second group is the step after `step`.
fn lines(groups: &[Group], n_lines: usize, mut step: u32) -> Vec<HighlightedLine> {
    let mut lines = vec![HighlightedLine::default(); n_lines];
    let mut was_on = vec![false; n_lines];
    for (index, group) in groups.iter().enumerate() {
        let is_on = lit(group, n_lines);
        for (number, line) in lines.iter_mut().enumerate() {
            if index == 0 {
                line.is_on = is_on[number];
            }
            if is_on[number] != was_on[number] {
                line.changes.push(if index == 0 { 0 } else { step });
            }
        }
        was_on = is_on;
        step += 1;
    }
    for line in &mut lines {
        if line.changes == [0] {
            line.changes.clear();
        }
    }
    lines
}

/// Which of `n_lines` lines a group highlights.
fn lit(group: &Group, n_lines: usize) -> Vec<bool> {
    let Group::Lines(stretches) = group else { return vec![true; n_lines] };
    // How many line ranges begin before each line, minus those that end before it.
    let mut edges = vec![0_isize; n_lines + 1];
    for stretch in stretches {
        let (first, last) = (stretch.first.max(1), stretch.last.min(n_lines));
        if first <= last {
            edges[first - 1] += 1;
            edges[last] -= 1;
        }
    }
    let open = edges.iter().take(n_lines).scan(0, |open, edge| {
        *open += edge;
        Some(*open > 0)
    });
    open.collect()
}

/// Reports lines that the block does not have, and too many groups.
fn report(block: &CodeBlock, groups: &[Group], problems: &mut Vec<(Problem, At)>) {
    if groups.len() > MAX_GROUPS {
        let problem = CodeBlockProblem::HighlightGroups { limit: MAX_GROUPS };
        problems.push((problem.into(), block.at));
    }
    let n_lines = n_lines(block);
    let lists = groups.iter().filter_map(|group| match group {
        Group::All => None,
        Group::Lines(stretches) => Some(stretches),
    });
    for stretch in lists.flatten() {
        let LineGroup { first, last, range } = stretch;
        if 1 <= *first && first <= last && *last <= n_lines {
            continue;
        }
        let at = in_info(block, range);
        let lines = block.info[range.clone()].to_owned();
        let nearest = likely(*first, *last, n_lines);
        let problem = CodeBlockProblem::HighlightRange { lines, n_lines, nearest };
        problems.push((problem.into(), at));
    }
}

/// Groups that are not written as groups are.
fn unfinished(block: &CodeBlock) -> Option<(Problem, At)> {
    let near = syntax::near_groups(&block.info, n_lines(block)).filter(|_| !block.is_diagram())?;
    let found = block.info[near.range.clone()].replace('`', "'");
    let problem = CodeBlockProblem::NearGroups { found, meant: near.meant };
    Some((problem.into(), in_info(block, &near.range)))
}

/// The location of a range of the info string.
fn in_info(block: &CodeBlock, range: &std::ops::Range<usize>) -> At {
    match block.info_at.map(|start| start as usize) {
        Some(start) => At { range: Range::new(start + range.start, start + range.end), ..block.at },
        None => block.at,
    }
}

/// The lines that the author probably intended: in order, and within the block.
fn likely(first: usize, last: usize, n_lines: usize) -> Option<String> {
    let (from, to) = (first.min(last).max(1), first.max(last).min(n_lines));
    match from.cmp(&to) {
        Ordering::Less => Some(format!("{from}-{to}")),
        Ordering::Equal => Some(from.to_string()),
        Ordering::Greater => None,
    }
}
