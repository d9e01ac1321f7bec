//! Which lines of a code block are highlighted, at which steps of the slide.

use std::cmp::Ordering;

use super::code::Block;
use super::highlight::Light;
use super::html::{Html, Side};
use super::source::At;
use crate::diag::CodeBlockProblem;
use crate::syntax::{self, Group, LineGroup, MAX_GROUPS, Range};

/// The lights of the lines of a block; none when it has no groups.
///
/// The first group is there from the beginning, as on a page without steps. Each further one is
/// a step of its own; they follow the step at which the block appears, and those of the blocks
/// before it. The last one stays.
pub(super) fn lights(html: &mut Html<'_, '_>, block: &Block<'_>) -> Vec<Light> {
    let Some(mut groups) = syntax::groups(block.info) else { return Vec::new() };
    let n_lines = block.text.trim_end().lines().count();
    report(html, block, &groups, n_lines);
    groups.truncate(MAX_GROUPS);
    if html.context.side == Side::Notes {
        groups.truncate(1);
    } else if block.at.part < html.context.settled {
        groups.drain(..groups.len() - 1);
    }
    let further = crate::span::offset(groups.len() - 1);
    let mut step = block.step;
    if further > 0 {
        let inserted = html.found.inserted.entry(block.step).or_default();
        step += *inserted;
        *inserted += further;
    }
    let mut lights = vec![Light::default(); n_lines];
    let mut was_on = vec![false; n_lines];
    for (index, group) in groups.iter().enumerate() {
        let is_on = lit(group, n_lines);
        for (line, light) in lights.iter_mut().enumerate() {
            if index == 0 {
                light.is_on = is_on[line];
            }
            if is_on[line] != was_on[line] {
                light.changes.push(if index == 0 { 0 } else { step });
            }
        }
        was_on = is_on;
        step += 1;
    }
    for light in &mut lights {
        if light.changes == [0] {
            light.changes.clear();
        }
    }
    lights
}

/// Whether a group lights each of so many lines.
fn lit(group: &Group, n_lines: usize) -> Vec<bool> {
    let Group::Lines(stretches) = group else { return vec![true; n_lines] };
    // How many stretches begin before each line, less those that end before it.
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
fn report(html: &mut Html<'_, '_>, block: &Block<'_>, groups: &[Group], n_lines: usize) {
    if groups.len() > MAX_GROUPS {
        html.problem(CodeBlockProblem::HighlightGroups { limit: MAX_GROUPS }, block.at);
    }
    let lists = groups.iter().filter_map(|group| match group {
        Group::All => None,
        Group::Lines(stretches) => Some(stretches),
    });
    for stretch in lists.flatten() {
        let LineGroup { first, last, range } = stretch;
        if 1 <= *first && first <= last && *last <= n_lines {
            continue;
        }
        let at = match block.info_at.map(|start| start as usize) {
            Some(start) => {
                At { range: Range::new(start + range.start, start + range.end), ..block.at }
            }
            None => block.at,
        };
        let lines = block.info[range.clone()].to_owned();
        let nearest = mended(*first, *last, n_lines);
        html.problem(CodeBlockProblem::HighlightRange { lines, n_lines, nearest }, at);
    }
}

/// The lines that were probably meant: in order, and within the block.
fn mended(first: usize, last: usize, n_lines: usize) -> Option<String> {
    let (from, to) = (first.min(last).max(1), first.max(last).min(n_lines));
    match from.cmp(&to) {
        Ordering::Less => Some(format!("{from}-{to}")),
        Ordering::Equal => Some(from.to_string()),
        Ordering::Greater => None,
    }
}
