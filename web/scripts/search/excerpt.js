// The part of a text around the words that were found, which are marked.

import { makeElement } from '../common/dom.js';
import { placesOf } from './words.js';

const BEFORE = 40; // Characters before the first word.
const LENGTH = 170; // Characters in all.

/** @typedef {import('./words.js').Sought} Sought */

/** A part of a text with marks. @param {string} text @param {[number, number, number][]} places @param {number} from @param {number} to */
function marked(text, places, from, to) {
  /** @type {(string | Node)[]} */
  const parts = [];
  let at = from;
  for (const [start, end] of places) {
    if (start < at || end > to) continue;
    parts.push(text.slice(at, start), makeElement('mark', {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at, to)];
}

/** A title with marks. @param {string} title @param {Sought[]} sought */
export const markedTitle = (title, sought) => marked(title, placesOf(title, sought), 0, title.length);

/** The part of a text with the most of the words. @param {string} lines @param {Sought[]} sought */
export function excerptOf(lines, sought) {
  const text = lines.replace(/\n/g, ' · ');
  const places = placesOf(text, sought).sort(([a], [b]) => a - b);
  let start = 0;
  let most = 0;
  for (const [from] of places) {
    const near = places.filter(([other]) => other >= from && other < from + LENGTH - BEFORE);
    const n = new Set(near.map(([, , which]) => which)).size * 100 + near.length;
    if (n > most) [start, most] = [from, n];
  }
  const before = Math.max(0, start - BEFORE);
  // Between words where there are any.
  const from = before && (text.indexOf(' ', before) + 1 || before);
  const begin = from > start ? before : from;
  const cut = begin + LENGTH;
  const end = cut >= text.length ? text.length : Math.max(text.lastIndexOf(' ', cut), start + 1);
  const middle = marked(text, places, begin, end > begin ? end : cut);
  return [begin ? '… ' : '', ...middle, end < text.length ? ' …' : ''];
}
