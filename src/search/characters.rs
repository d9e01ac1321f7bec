//! A code for the characters of words: those that are frequent take few bits (Huffman's, in its canonical form, so that
//! the number of characters of each length says everything).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::coding::BitWriter;

/// How many characters have codes of their own. All others follow [`RARE`].
const MOST: usize = 90;

/// What stands before a rare character. No word has capital letters, and no two words share as many characters as this
/// one would say.
pub(super) const RARE: char = 'Z';

/// The bits of a rare character: enough for each of Unicode. Without any of them it is the end of a text.
const RARE_BITS: u32 = 21;

/// Characters with their codes.
#[derive(Debug, Default)]
pub(super) struct CharacterCode {
    codes: BTreeMap<char, (u32, u32)>,
    /// The characters whose codes have one bit, two bits, and so on.
    pub(super) by_length: Vec<String>,
}

impl CharacterCode {
    /// A code for texts in which characters are as frequent as this.
    pub(super) fn of(counts: &BTreeMap<char, usize>) -> Self {
        let mut frequent: Vec<(char, usize)> = counts.iter().map(|(c, n)| (*c, *n)).collect();
        frequent.sort_by_key(|(c, n)| (Reverse(*n), *c));
        let rare: usize = frequent.iter().skip(MOST).map(|(_, n)| n).sum();
        frequent.truncate(MOST);
        frequent.push((RARE, rare.max(1)));
        let mut code = Self::default();
        let (mut next, mut length) = (0, 0);
        for (c, its_length) in sorted_lengths(&frequent) {
            next <<= its_length - length;
            length = its_length;
            code.codes.insert(c, (next, length));
            next += 1;
            code.by_length.resize(length as usize, String::new());
            if let Some(same) = code.by_length.last_mut() {
                same.push(c);
            }
        }
        code
    }

    /// Writes the end of a text.
    pub(super) fn end(&self, out: &mut BitWriter) {
        self.write('\0', out);
    }

    /// Writes a character.
    pub(super) fn write(&self, c: char, out: &mut BitWriter) {
        if let Some(&(bits, length)) = self.codes.get(&c) {
            out.bits(bits, length);
            return;
        }
        if let Some(&(bits, length)) = self.codes.get(&RARE) {
            out.bits(bits, length);
        }
        out.bits(u32::from(c), RARE_BITS);
    }
}

/// How long the code of each character is: the short ones first, and those of one length in their order.
fn sorted_lengths(counts: &[(char, usize)]) -> Vec<(char, u32)> {
    if let [(only, _)] = counts {
        return vec![(*only, 1)];
    }
    // Groups of characters whose codes begin alike, the rarest first; equal ones in the order in which they were made.
    let mut groups: BinaryHeap<Reverse<(usize, usize, Vec<usize>)>> = BinaryHeap::new();
    for (at, (_, count)) in counts.iter().enumerate() {
        groups.push(Reverse((*count, at, vec![at])));
    }
    let mut lengths = vec![0; counts.len()];
    let mut made = counts.len();
    while let (Some(Reverse((one, _, mut members))), Some(Reverse((other, _, others)))) =
        (groups.pop(), groups.pop())
    {
        members.extend(others);
        for &at in &members {
            if let Some(length) = lengths.get_mut(at) {
                *length += 1;
            }
        }
        groups.push(Reverse((one + other, made, members)));
        made += 1;
        if groups.len() == 1 {
            break;
        }
    }
    let mut sorted: Vec<(char, u32)> =
        counts.iter().zip(lengths).map(|((c, _), length)| (*c, length)).collect();
    sorted.sort_by_key(|(c, length)| (*length, *c));
    sorted
}
