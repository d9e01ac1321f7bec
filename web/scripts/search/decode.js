// Reads words and lists of numbers that src/search/characters.rs and src/search/coding.rs wrote.

const BITS = 13;
const BASE = 91;

const RARE = 'Z';
const RARE_BITS = 21;

/** @param {string} text */
function bitReader(text) {
  let at = 0;
  let pending = 0;
  let left = 0;
  const digit = () => {
    const code = text.charCodeAt(at++);
    return code > 92 ? code - 36 : code - 35;
  };
  const bit = () => {
    if (!left) [pending, left] = [digit() * BASE + digit(), BITS];
    return (pending >> --left) & 1;
  };
  /** @param {number} count */
  const bits = (count) => {
    let value = 0;
    for (let n = 0; n < count; n += 1) value = value * 2 + bit();
    return value;
  };
  return { bit, bits };
}

/** A text in the code of an index. @param {string} text @param {string[]} code  the characters whose codes have one bit, two bits, and so on */
export function textIn(text, code) {
  const { bit, bits } = bitReader(text);
  const symbols = code.map((all) => Array.from(all));
  let out = '';
  for (;;) {
    let value = 0;
    let first = 0;
    let found = /** @type {string | undefined} */ (undefined);
    for (let at = 0; found === undefined && at < symbols.length; at += 1) {
      value = value * 2 + bit();
      found = symbols[at][value - first];
      first = (first + symbols[at].length) * 2;
    }
    if (found === undefined) return out;
    const rare = found === RARE ? bits(RARE_BITS) : -1;
    if (!rare) return out;
    out += rare > 0 ? String.fromCodePoint(rare) : found;
  }
}

/** Reads a number from 1. @param {ReturnType<typeof bitReader>} reader */
function numberIn({ bit, bits }) {
  let length = 0;
  while (!bit() && length < 32) length += 1;
  return 2 ** length + bits(length);
}

/** So many numbers from 1. @param {string} text @param {number} count */
export function numbersIn(text, count) {
  const reader = bitReader(text);
  return Array.from({ length: count }, () => numberIn(reader));
}

/** @param {string} text */
export function listReader(text) {
  const reader = bitReader(text);
  const { bit, bits } = reader;
  /** @param {number} count */
  const below = (count) => {
    if (count === 1) return 0;
    const length = 32 - Math.clz32(count - 1);
    const short = 2 ** length - count;
    const value = bits(length - 1);
    return ((value < short ? value : value * 2 + bit() - short) + ((count - short) >> 1)) % count;
  };
  /** @param {number[]} out @param {number} n @param {number} low @param {number} high */
  const within = (out, n, low, high) => {
    if (n <= 0) return;
    if (high - low + 1 <= n) {
      for (let all = low; all <= high; all += 1) out.push(all);
      return;
    }
    const middle = n >> 1;
    const least = low + middle;
    const value = least + below(high - (n - 1 - middle) - least + 1);
    within(out, middle, low, value - 1);
    out.push(value);
    within(out, n - 1 - middle, value + 1, high);
  };
  /** A list of different numbers below `end`, in order; how many these are at least is known. @param {number} end @param {0 | 1} [least] */
  return (end, least = 0) => {
    /** @type {number[]} */
    const out = [];
    within(out, numberIn(reader) - 1 + least, 0, end - 1);
    return out;
  };
}
