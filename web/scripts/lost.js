// Pages whose addresses resemble the missing one. The page contains the list; nothing is requested.

/** @typedef {[path: string, title: string]} Known */

const MOST_NEAR = 5; // Suggestions.
const NEAREST = 0.45; // The part of a name that may differ.
const LONGEST = 80; // Characters that are compared.

/** A path without the parts that hosts and people add or omit. @param {string} path */
const plain = (path) => path.toLowerCase().replace(/\/+$/, '').replace(/(^|\/)index\.html?$/, '').replace(/\.html?$/, '').replace(/\.ya?ml$/, '');

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The edit distance, where swapped neighbours count as one change. @param {string} one @param {string} other */
function distance(one, other) {
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, before[j - 2] + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[other.length];
}

/** The part of two names that differs, 0 to 1. @param {string} one @param {string} other */
function difference(one, other) {
  const [a, b] = [one.slice(-LONGEST), other.slice(-LONGEST)];
  return distance(a, b) / Math.max(a.length, b.length, 1);
}

/** The part of the words of a name that another one lacks. @param {string} wanted @param {string} known */
function missing(wanted, known) {
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const others = new Set(known.split(/[^\p{L}\p{N}]+/u));
  const found = words.filter((word) => others.has(word)).join('').length;
  return 1 - found / Math.max(words.join('').length, 1);
}

/** The distance of an address from the requested one: as a whole, by the name after the folders, by its words. @param {string} wanted @param {string} known */
function farness(wanted, known) {
  const name = (/** @type {string} */ path) => path.slice(path.lastIndexOf('/') + 1);
  return Math.min(difference(wanted, known), difference(name(wanted), name(known)) + 0.02, missing(wanted, known) + 0.04);
}

function suggest() {
  const part = /** @type {HTMLElement | null} */ (document.querySelector('[data-near]:not([data-done])'));
  const list = document.getElementById('addresses');
  if (!part || !list) return;
  part.dataset.done = '';
  const top = new URL(part.dataset.near ?? '', location.href);
  const path = location.pathname.startsWith(top.pathname) ? location.pathname.slice(top.pathname.length) : location.pathname;
  const wanted = plain(decoded(path));
  if (!wanted || wanted === '404') return;
  const known = /** @type {Known[]} */ (JSON.parse(list.textContent || '[]'));
  const same = known.filter(([address]) => plain(address) === wanted);
  if (same.length === 1) {
    // The addresses differ only in their notation.
    const there = new URL(encodeURI(same[0][0]), top);
    there.search = location.search;
    there.hash = location.hash;
    if (there.pathname !== location.pathname) location.replace(there.href);
  }
  const near = known.map(([address, title]) => ({ address, title, far: farness(wanted, plain(address)) }))
    .filter(({ far }) => far <= NEAREST)
    .sort((a, b) => a.far - b.far || a.address.length - b.address.length)
    .slice(0, MOST_NEAR);
  for (const { address, title } of near) {
    const link = document.createElement('a');
    link.href = new URL(encodeURI(address), top).href;
    link.textContent = title;
    const item = document.createElement('li');
    item.append(link);
    part.querySelector('ul')?.append(item);
  }
  part.hidden = !near.length;
}

suggest();
