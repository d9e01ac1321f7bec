//! Lists of numbers in few characters.
//!
//! A sorted list is written as its middle number, then the halves, each within the bounds that are
//! known by then (binary interpolative coding): slides that stand together, as those with a word do,
//! cost a few bits each, and a run of all numbers nothing. Thirteen bits are two characters of 91
//! that mean nothing in a string of a script.

/// The bits in a pair of characters.
const BITS: u32 = 13;
/// The characters: from `#` to `~`, without the backslash.
const BASE: u32 = 91;
const FIRST: u8 = b'#';

/// Bits, the most significant one first, as characters.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    out: String,
    /// The bits that are not written yet, and how many these are.
    pending: u32,
    n_pending: u32,
}

impl BitWriter {
    /// A number of so many bits, at most 31.
    pub(super) fn bits(&mut self, value: u32, count: u32) {
        for at in (0..count).rev() {
            self.pending = (self.pending << 1) | ((value >> at) & 1);
            self.n_pending += 1;
            if self.n_pending == BITS {
                self.pair();
            }
        }
    }

    fn pair(&mut self) {
        for digit in [self.pending / BASE, self.pending % BASE] {
            // Below 91, so it fits.
            let code = FIRST + u8::try_from(digit).unwrap_or_default();
            self.out.push(char::from(if code < b'\\' { code } else { code + 1 }));
        }
        (self.pending, self.n_pending) = (0, 0);
    }

    /// A number from 1, in about twice its length (Elias gamma).
    pub(super) fn number(&mut self, value: u32) {
        let length = value.ilog2();
        self.bits(0, length);
        self.bits(value, length + 1);
    }

    /// A list of different numbers below `end`, in order, that may be empty.
    pub(super) fn list(&mut self, numbers: &[u32], end: usize) {
        self.number(crate::span::offset(numbers.len()).saturating_add(1));
        self.numbers(numbers, end);
    }

    /// The same of a list that is not empty.
    pub(super) fn some(&mut self, numbers: &[u32], end: usize) {
        self.number(crate::span::offset(numbers.len()).max(1));
        self.numbers(numbers, end);
    }

    fn numbers(&mut self, numbers: &[u32], end: usize) {
        if let Some(last) = crate::span::offset(end).checked_sub(1) {
            self.within(numbers, 0, last);
        }
    }

    /// Numbers from `low` to `high`.
    fn within(&mut self, numbers: &[u32], low: u32, high: u32) {
        let n = crate::span::offset(numbers.len());
        // All of them: the bounds say it.
        if n == 0 || high - low + 1 == n {
            return;
        }
        let middle = n / 2;
        let (first, rest) = numbers.split_at(middle as usize);
        let Some((&number, rest)) = rest.split_first() else { return };
        let least = low + middle;
        self.below(number - least, high - (n - 1 - middle) - least + 1);
        // Without numbers there is nothing beyond the bounds to be said.
        if !first.is_empty() {
            self.within(first, low, number - 1);
        }
        if !rest.is_empty() {
            self.within(rest, number + 1, high);
        }
    }

    /// A number of which is known that it is below `count`. Those in the middle are likely, and take a bit less.
    fn below(&mut self, value: u32, count: u32) {
        if count == 1 {
            return;
        }
        let length = (count - 1).ilog2() + 1;
        // So many of the numbers need one bit less; the others continue behind these.
        let short = (1 << length) - count;
        let value = (value + count - (count - short) / 2) % count;
        if value < short {
            self.bits(value, length - 1);
        } else {
            self.bits(value + short, length);
        }
    }

    /// How many characters were written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        if self.n_pending > 0 {
            self.pending <<= BITS - self.n_pending;
            self.pair();
        }
        self.out
    }
}
