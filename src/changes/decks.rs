//! Which deck of a site became which: by address, and the rest by slides.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::DeckAddress;

/// How many pairs of removed and added decks are compared at most.
const MOST_COMPARED: usize = 10_000;

/// The percentage of slides that a deck must share with a removed one to count as the same deck,
/// renamed.
const ALIKE: usize = 80;

/// The same for decks that kept their name while the event changed its own.
const ALIKE_BY_NAME: usize = 40;

/// The numbers of the contents of decks, in order.
pub(super) type Contents<'a> = BTreeMap<&'a DeckAddress, Vec<u32>>;

/// The old address of each deck of the new site: the same, or another one if it was renamed. No deck of the
/// site becomes one of an event.
pub(super) fn pair<'a>(
    old: &Contents<'a>,
    new: &Contents<'a>,
) -> BTreeMap<&'a DeckAddress, &'a DeckAddress> {
    let mut pairs: BTreeMap<&DeckAddress, &DeckAddress> = new
        .keys()
        .filter_map(|address| old.get_key_value(address).map(|(old, _)| (*address, *old)))
        .collect();
    let gone: Vec<_> = old.iter().filter(|(address, _)| !new.contains_key(*address)).collect();
    let added: Vec<_> = new.iter().filter(|(address, _)| !old.contains_key(*address)).collect();
    if gone.len().saturating_mul(added.len()) > MOST_COMPARED {
        return pairs;
    }
    let mut candidates = Vec::new();
    for (from, one) in &gone {
        for (to, other) in &added {
            if from.event.is_some() != to.event.is_some() {
                continue;
            }
            let is_named = from.deck == to.deck;
            let likeness = likeness(one, other);
            if likeness >= if is_named { ALIKE_BY_NAME } else { ALIKE } {
                candidates.push((std::cmp::Reverse((is_named, likeness)), **from, **to));
            }
        }
    }
    candidates.sort();
    let mut taken = BTreeSet::new();
    for (_, from, to) in candidates {
        if !taken.contains(from) && !pairs.contains_key(to) {
            taken.insert(from);
            pairs.insert(to, from);
        }
    }
    pairs
}

/// How many slides two decks share, in percent.
fn likeness(one: &[u32], other: &[u32]) -> usize {
    let sorted = |contents: &[u32]| {
        let mut sorted = contents.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let (one, other) = (sorted(one), sorted(other));
    let (mut at, mut to, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(at), other.get(to)) {
        at += usize::from(left <= right);
        to += usize::from(right <= left);
        common += usize::from(left == right);
    }
    common * 200 / (one.len() + other.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn decks_are_alike_by_their_slides() {
        assert_eq!(likeness(&[1, 2, 3, 4], &[4, 3, 2, 1]), 100);
        assert_eq!(likeness(&[1, 1, 2], &[1, 3, 3]), 33);
        assert_eq!(likeness(&[], &[]), 0);
    }
}
