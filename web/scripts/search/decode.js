// Reads lists of numbers that src/search/coding.rs wrote.

const BITS = 13;
const BASE = 91;

/** @param {string} text */
export function listReader(text) {
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
  const number = () => {
    let length = 0;
    while (!bit() && length < 32) length += 1;
    return 2 ** length + bits(length) - 1;
  };
  /** @param {number} count */
  const below = (count) => {
    if (count === 1) return 0;
    const length = 32 - Math.clz32(count - 1);
    const short = 2 ** length - count;
    const value = bits(length - 1);
    return value < short ? value : value * 2 + bit() - short;
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
    within(out, number() + least, 0, end - 1);
    return out;
  };
}
