//! Which slide of a deck became which.
//!
//! First come slides with the same content in the same order, then those that moved. The rest is
//! paired as changed: by the author's name, by id, by common lines, by position. Each slide is in
//! one pair at most.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::snapshot::SlideSnapshot;
use crate::render::deck_text::LineKind;

/// How many pairs of slides between two anchors are compared at most.
const MOST_COMPARED: usize = 250_000;

/// At most this many slides may share a line that identifies a slide.
const MOST_SHARING: usize = 16;

/// How many words of a slide are compared.
const MOST_WORDS: usize = 2_000;

/// How many slides ahead are looked at between two neighbours.
const LOOK_AHEAD: usize = 8;

/// How alike two slides are, from 0 to 100, that have the same id.
const ALIKE_BY_ID: usize = 20;

/// The same for slides anywhere in the deck that share lines.
const ALIKE_BY_LINES: usize = 40;

/// The same for slides between the same neighbours.
const ALIKE_BY_PLACE: usize = 34;

/// A slide with the number of its content.
#[derive(Copy, Clone)]
pub(super) struct SlideSlot<'a> {
    pub(super) slide: &'a SlideSnapshot,
    /// Equal for equal contents.
    pub(super) content: u32,
}

/// A slide of the old deck that is one of the new deck.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct SlidePair {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) is_same: bool,
    /// Whether its position among the others changed.
    pub(super) has_moved: bool,
}

/// The pairs of two decks, in the order of the new one.
pub(super) fn align(old: &[SlideSlot<'_>], new: &[SlideSlot<'_>]) -> Vec<SlidePair> {
    let mut pairing =
        Pairing { old, new, to_old: vec![None; new.len()], is_taken: vec![false; old.len()] };
    pairing.by_content();
    pairing.by_name();
    pairing.by_lines();
    pairing.by_place();
    pairing.finish()
}

struct Pairing<'a> {
    old: &'a [SlideSlot<'a>],
    new: &'a [SlideSlot<'a>],
    /// The old slide of each new one.
    to_old: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairing<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        self.to_old[new] = Some(old);
        self.is_taken[old] = true;
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        !self.is_taken[old] && self.to_old[new].is_none()
    }

    fn free_olds(&self) -> Vec<usize> {
        (0..self.old.len()).filter(|&old| !self.is_taken[old]).collect()
    }

    fn free_news(&self) -> Vec<usize> {
        (0..self.new.len()).filter(|&new| self.to_old[new].is_none()).collect()
    }

    /// Pairs slides with the same content.
    fn by_content(&mut self) {
        let (mut from_old, mut from_new) = (0, 0);
        for (old, new) in self.anchors() {
            self.between(from_old..old, from_new..new);
            self.pair(old, new);
            (from_old, from_new) = (old + 1, new + 1);
        }
        self.between(from_old..self.old.len(), from_new..self.new.len());
        let mut left: HashMap<u32, VecDeque<usize>> = HashMap::new();
        for old in self.free_olds() {
            left.entry(self.old[old].content).or_default().push_back(old);
        }
        for new in self.free_news() {
            let found = left.get_mut(&self.new[new].content).and_then(VecDeque::pop_front);
            if let Some(old) = found {
                self.pair(old, new);
            }
        }
    }

    /// Contents that occur exactly once in both decks, as many as are in the same order.
    fn anchors(&self) -> Vec<(usize, usize)> {
        let once = |slots: &[SlideSlot<'_>]| {
            let mut found: HashMap<u32, Option<usize>> = HashMap::new();
            for (index, slot) in slots.iter().enumerate() {
                found.entry(slot.content).and_modify(|place| *place = None).or_insert(Some(index));
            }
            found
        };
        let (of_old, of_new) = (once(self.old), once(self.new));
        let pairs: Vec<(usize, usize)> = (0..self.new.len())
            .filter_map(|new| {
                let content = self.new[new].content;
                of_new.get(&content).copied().flatten()?;
                Some((of_old.get(&content).copied().flatten()?, new))
            })
            .collect();
        let olds: Vec<usize> = pairs.iter().map(|&(old, _)| old).collect();
        in_order(&olds).into_iter().map(|index| pairs[index]).collect()
    }

    /// Pairs equal slides between two anchors in their order.
    fn between(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) {
        let (mut old, mut new) = (old, new);
        let is_same = |one: usize, other: usize| self.old[one].content == self.new[other].content;
        let mut found = Vec::new();
        while !old.is_empty() && !new.is_empty() && is_same(old.start, new.start) {
            found.push((old.start, new.start));
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty() && !new.is_empty() && is_same(old.end - 1, new.end - 1) {
            (old.end, new.end) = (old.end - 1, new.end - 1);
            found.push((old.end, new.end));
        }
        if !old.is_empty() && !new.is_empty() && old.len() * new.len() <= MOST_COMPARED {
            let of =
                |slots: &[SlideSlot<'_>]| slots.iter().map(|slot| slot.content).collect::<Vec<_>>();
            let (from, to) = (of(&self.old[old.clone()]), of(&self.new[new.clone()]));
            for op in capture_diff_slices(Algorithm::Myers, &from, &to) {
                if let DiffOp::Equal { old_index, new_index, len } = op {
                    let pairs =
                        (0..len).map(|at| (old.start + old_index + at, new.start + new_index + at));
                    found.extend(pairs);
                }
            }
        }
        for (old, new) in found {
            self.pair(old, new);
        }
    }

    /// Pairs slides with the same name, and slides with the same id that are somewhat similar.
    fn by_name(&mut self) {
        let names = |slots: &[SlideSlot<'_>], free: Vec<usize>| -> BTreeMap<String, usize> {
            let named = |&index: &usize| Some((slots[index].slide.name.clone()?, index));
            free.iter().filter_map(named).collect()
        };
        let old = names(self.old, self.free_olds());
        for (name, new) in names(self.new, self.free_news()) {
            if let Some(&old) = old.get(&name) {
                self.pair(old, new);
            }
        }
        let old = self.free_olds();
        let old: BTreeMap<&str, usize> =
            old.into_iter().map(|old| (self.old[old].slide.id.as_str(), old)).collect();
        for new in self.free_news() {
            let Some(&old) = old.get(self.new[new].slide.id.as_str()) else { continue };
            let (one, other) = (self.old[old].slide, self.new[new].slide);
            let is_titled = one.content.title() == other.content.title();
            if self.is_free(old, new) && (is_titled || likeness(one, other) >= ALIKE_BY_ID) {
                self.pair(old, new);
            }
        }
    }

    /// Pairs slides that have the most text in common, line by line.
    fn by_lines(&mut self) {
        let mut with: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut of_old = vec![0; self.old.len()];
        for old in self.free_olds() {
            for line in telling_lines(self.old[old].slide) {
                of_old[old] += line.len();
                with.entry(line).or_default().push(old);
            }
        }
        let mut candidates = Vec::new();
        for new in self.free_news() {
            let mut common: BTreeMap<usize, usize> = BTreeMap::new();
            let lines = telling_lines(self.new[new].slide);
            for line in &lines {
                let olds = with.get(line).filter(|olds| olds.len() <= MOST_SHARING);
                for old in olds.into_iter().flatten() {
                    *common.entry(*old).or_default() += line.len();
                }
            }
            let of_new: usize = lines.iter().map(|line| line.len()).sum();
            for (old, common) in common {
                let likeness = common * 200 / (of_old[old] + of_new).max(1);
                if likeness >= ALIKE_BY_LINES {
                    candidates.push((std::cmp::Reverse(likeness), old.abs_diff(new), old, new));
                }
            }
        }
        candidates.sort_unstable();
        for (_, _, old, new) in candidates {
            if self.is_free(old, new) {
                self.pair(old, new);
            }
        }
    }

    /// Pairs slides between the same neighbours that share words.
    fn by_place(&mut self) {
        // The free old slides that follow each old slide; 0 for those before the first one.
        let mut runs: Vec<Vec<usize>> = vec![Vec::new(); self.old.len() + 1];
        let mut last = 0;
        for (old, is_taken) in self.is_taken.iter().enumerate() {
            if *is_taken {
                last = old + 1;
            } else {
                runs[last].push(old);
            }
        }
        let (mut run, mut at) = (0, 0);
        for new in 0..self.new.len() {
            if let Some(old) = self.to_old[new] {
                (run, at) = (old + 1, 0);
                continue;
            }
            let next = runs[run].iter().enumerate().skip(at).take(LOOK_AHEAD);
            let mut alike = next.map(|(index, &old)| {
                (index, old, likeness(self.old[old].slide, self.new[new].slide))
            });
            let found = alike.find(|(_, _, likeness)| *likeness >= ALIKE_BY_PLACE);
            if let Some((index, old, _)) = found {
                self.to_old[new] = Some(old);
                self.is_taken[old] = true;
                at = index + 1;
            }
        }
    }

    fn finish(self) -> Vec<SlidePair> {
        let pairs: Vec<(usize, usize)> = self
            .to_old
            .iter()
            .enumerate()
            .filter_map(|(new, old)| old.map(|old| (old, new)))
            .collect();
        let olds: Vec<usize> = pairs.iter().map(|&(old, _)| old).collect();
        let kept: BTreeSet<usize> = in_order(&olds).into_iter().collect();
        let pair = |(index, (old, new)): (usize, (usize, usize))| SlidePair {
            old,
            new,
            is_same: self.old[old].content == self.new[new].content,
            has_moved: !kept.contains(&index),
        };
        pairs.into_iter().enumerate().map(pair).collect()
    }
}

/// The indices of a longest increasing subsequence in a list of distinct numbers.
fn in_order(numbers: &[usize]) -> Vec<usize> {
    // For each length, the index of the smallest last number of a run; and the predecessor of each
    // index.
    let (mut ends, mut before) = (Vec::<usize>::new(), vec![None; numbers.len()]);
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        before[place] = length.checked_sub(1).map(|last| ends[last]);
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(ends.last().copied(), |&place| before[place]).collect();
    run.reverse();
    run
}

/// The lines that distinguish a slide from others.
fn telling_lines(slide: &SlideSnapshot) -> Vec<&str> {
    let lines = slide.content.lines.iter().filter(|line| line.kind != LineKind::Property);
    let lines: BTreeSet<&str> = lines.map(|line| line.text.trim()).collect();
    let is_telling =
        |line: &&str| line.chars().filter(|c| c.is_alphanumeric()).take(3).count() == 3;
    lines.into_iter().filter(is_telling).collect()
}

/// How many words two slides share, in percent.
fn likeness(one: &SlideSnapshot, other: &SlideSnapshot) -> usize {
    let words = |slide: &'_ SlideSnapshot| {
        let lines = slide.content.lines.iter().filter(|line| line.kind != LineKind::Property);
        let words = lines.flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric()));
        let words = words.filter(|word| !word.is_empty()).take(MOST_WORDS);
        words.map(str::to_lowercase).collect::<BTreeSet<String>>()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    common * 200 / (one.len() + other.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn the_longest_run_keeps_its_order() {
        for (numbers, expected) in [
            (&[0, 1, 2][..], &[0, 1, 2][..]),
            (&[5, 0, 1, 2], &[1, 2, 3]),
            (&[2, 1, 0], &[2]),
            (&[0, 4, 1, 2, 3, 5], &[0, 2, 3, 4, 5]),
            (&[], &[]),
        ] {
            assert_eq!(in_order(numbers), expected, "{numbers:?}");
        }
    }
}
