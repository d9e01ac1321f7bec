//! Values that are kept as long as their inputs stay the same.
//!
//! Everything that a value depends on is itself a value, its *input*; the function that makes it
//! sees nothing else. So nothing is ever invalidated: equal inputs return the last value, others
//! make a new one. What was not requested in a round is forgotten.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// A shared value, compared by content only if it is not the same one.
pub(crate) struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Shared<T> {
    /// Whether both are one value, not only equal.
    pub(crate) fn is_same(one: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&one.0, &other.0)
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq> Shared<T> {
    /// The last value if it is equal, so that a comparison finds the same one.
    pub(crate) fn or_last(self, last: &mut Option<Self>) -> Self {
        match last {
            Some(last) if *last == self => last.clone(),
            _ => last.insert(self).clone(),
        }
    }
}

impl<T> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The values of the last round by key, each with its input, and those of this round.
#[derive(Debug)]
pub(crate) struct Memo<K, I, V> {
    last: BTreeMap<K, (I, V)>,
    /// Several threads ask at once; the results do not depend on their order.
    next: Mutex<BTreeMap<K, (I, V)>>,
}

impl<K, I, V> Default for Memo<K, I, V> {
    fn default() -> Self {
        Self { last: BTreeMap::new(), next: Mutex::default() }
    }
}

impl<K: Ord + Clone, I: PartialEq, V: Clone> Memo<K, I, V> {
    /// The value for a key: that of the last round if its input is equal, or one made from this
    /// input.
    pub(crate) fn get(&self, key: &K, input: I, make: impl FnOnce(&I) -> V) -> V {
        let last = self.last.get(key).filter(|(known, _)| *known == input);
        let value = last.map_or_else(|| make(&input), |(_, value)| value.clone());
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        next.insert(key.clone(), (input, value.clone()));
        value
    }

    /// Ends a round. Do not call it for a cancelled round: then the previous one counts.
    pub(crate) fn end_round(&mut self) {
        let next = self.next.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.last = std::mem::take(next);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{Memo, Shared};

    #[test]
    fn equal_inputs_make_a_value_once() {
        let made = Cell::new(0);
        let make = |input: &i32| {
            made.set(made.get() + 1);
            input * 2
        };
        let mut memo = Memo::<&str, i32, i32>::default();
        assert_eq!(memo.get(&"a", 1, make), 2);
        memo.end_round();
        assert_eq!((memo.get(&"a", 1, make), made.get()), (2, 1));
        memo.end_round();
        assert_eq!((memo.get(&"a", 3, make), made.get()), (6, 2));
        memo.end_round();
        memo.end_round();
        assert_eq!((memo.get(&"a", 3, make), made.get()), (6, 3));
    }

    #[test]
    fn the_last_value_stays_while_it_is_equal() {
        let mut last = None;
        let first = Shared::new(1).or_last(&mut last);
        let second = Shared::new(1).or_last(&mut last);
        assert!(std::ptr::eq(&raw const *first, &raw const *second));
        assert_eq!(*Shared::new(2).or_last(&mut last), 2);
    }
}
