//! Divides the decks and events of a site into parts of about the same weight.
//!
//! The amount of rendering in each part is balanced. A slide that several decks of one part show is
//! rendered there once, so decks that share much are put into the same part as far as the balance
//! allows. Each machine that builds a part finds the same division by itself.
//!
//! **Invariant:** the division depends on the site alone, not on the part that is built, nor on time,
//! threads or the order of a hash table.

use foldhash::{HashSet, HashSetExt};

/// A slide: a hash of its content, and its size in bytes.
pub(super) type Weighed = (u128, u64);

/// The minimum cost of a slide, in bytes.
const SLIDE: u64 = 200;

/// Writing a slide on a page costs this share of rendering it.
const WRITING: u64 = 12;

/// The first part has the pages of the site as a whole: this share of all rendering.
const SHARED: u64 = 16;

/// A share that grows by this many percent each time is tried next.
const STEP: u64 = 5;

/// How often the size of the largest part is tried.
const TRIES: usize = 32;

/// Slides of a group of decks that are built together, each as often as it is shown.
pub(super) type DeckGroup = Vec<Weighed>;

/// The part, from 0, of each group.
pub(super) fn shares(groups: &[DeckGroup], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let weights: Vec<u64> = groups.iter().map(|group| Load::default().with(group)).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(weights[index]), index));
    let mut all = Load::default();
    for group in groups {
        all.add(group);
    }
    let shared = all.weight / SHARED;
    let largest = weights.iter().copied().max().unwrap_or_default();
    // No division has a smaller largest part.
    let mut limit = largest.max((all.weight + shared) / count.max(1) as u64);
    for _ in 0..TRIES {
        if let Some(found) = within((groups, &order), (count, shared), limit) {
            return found;
        }
        limit += (limit * STEP / 100).max(1);
    }
    // Slides that no two decks share, in groups of awkward sizes.
    within((groups, &order), (count, shared), u64::MAX).unwrap_or_else(|| vec![0; groups.len()])
}

/// A division whose parts all stay within a limit, if the groups in this order find one: each goes
/// where it adds least.
fn within(
    (groups, order): (&[DeckGroup], &[usize]),
    (count, shared): (usize, u64),
    limit: u64,
) -> Option<Vec<usize>> {
    let mut loads: Vec<Load> = vec![Load::default(); count];
    loads.first_mut()?.weight = shared;
    let mut found = vec![0; groups.len()];
    for &index in order {
        let group = &groups[index];
        let weights = loads.iter().map(|load| (load.with(group), load.weight));
        let fitting = weights.enumerate().filter(|(_, (after, _))| *after <= limit);
        // Among parts with equal growth, the lightest.
        let best = fitting.min_by_key(|(part, (after, before))| (after - before, *before, *part));
        let (part, _) = best?;
        loads[part].add(group);
        found[index] = part;
    }
    Some(found)
}

/// The work of a part.
#[derive(Clone, Default)]
struct Load {
    weight: u64,
    slides: HashSet<u128>,
}

impl Load {
    /// The weight with another group.
    fn with(&self, group: &DeckGroup) -> u64 {
        let mut seen = HashSet::new();
        let mut weight = self.weight;
        for (digest, size) in group {
            weight += (size + SLIDE) / WRITING;
            if !self.slides.contains(digest) && seen.insert(*digest) {
                weight += size + SLIDE;
            }
        }
        weight
    }

    fn add(&mut self, group: &DeckGroup) {
        self.weight = self.with(group);
        self.slides.extend(group.iter().map(|(digest, _)| *digest));
    }
}

#[cfg(test)]
mod tests {
    use super::{DeckGroup, Load, shares};

    fn group(slides: std::ops::Range<u128>) -> DeckGroup {
        slides.map(|digest| (digest, 1_000)).collect()
    }

    fn weights(groups: &[DeckGroup], count: usize) -> Vec<u64> {
        let found = shares(groups, count);
        assert!(found.iter().all(|part| *part < count));
        let mut loads = vec![Load::default(); count];
        found.iter().zip(groups).for_each(|(part, group)| loads[*part].add(group));
        loads.iter().map(|load| load.weight).collect()
    }

    #[test]
    fn parts_have_about_the_same_weight() {
        let groups: Vec<DeckGroup> =
            (0..40).map(|index| group(index * 100..index * 100 + 50)).collect();
        for count in [1, 2, 3, 7, 20] {
            let found = weights(&groups, count);
            let (least, most) = (found.iter().min().unwrap(), found.iter().max().unwrap());
            // The first part has pages besides.
            assert!(most * 10 <= least * 15 || count == 20, "{count}: {found:?}");
        }
    }

    #[test]
    fn decks_with_the_same_slides_go_together() {
        let groups: Vec<DeckGroup> =
            (0..4).flat_map(|index| vec![group(index * 1_000..index * 1_000 + 100); 3]).collect();
        let found = shares(&groups, 4);
        for same in found.chunks(3) {
            assert!(same.iter().all(|part| *part == same[0]), "{found:?}");
        }
    }

    #[test]
    fn there_may_be_more_parts_than_groups_and_none_at_all() {
        assert_eq!(shares(&[], 3), Vec::<usize>::new());
        assert_eq!(shares(&[group(0..0)], 3).len(), 1);
        let found = shares(&[group(0..9), group(20..29)], 7);
        assert_ne!(found[0], found[1]);
    }
}
