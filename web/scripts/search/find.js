// Finds documents with the words of a query, the best ones first.

import { hasItems, itemsOf, openIndex, renewIndex, wordsAt } from './files.js';
import { flat, queryOf } from './words.js';

/** @typedef {import('./files.js').Index} Index */
/** @typedef {import('./files.js').Item} Item */
/** @typedef {import('./files.js').IndexWord} IndexWord */
/** @typedef {import('./words.js').QueryWord} QueryWord */
/** @typedef {import('./words.js').Query} Query */
/** @typedef {{ document: number, item: Item, isLab: boolean }} Hit */
/** @typedef {'decks' | 'chapters' | 'events' | 'people' | 'slides'} Kind */
/**
 * @typedef {object} Found
 * @property {Index} index
 * @property {Query} query
 * @property {number} total
 * @property {string} instead  what was looked up in place of a word that nothing has
 * @property {boolean} isSome  whether nothing has all of the words
 * @property {Record<Kind, number[]>} documents  the best ones first
 * @property {(kind: Kind, from: number, count: number) => Promise<Hit[]>} hits
 */

/** @type {Kind[]} */
export const KINDS = ['decks', 'chapters', 'events', 'people', 'slides'];

const IN_TITLE = 4; // Times as much as in the text.
const BEGINNING = 0.55; // What only begins with the word.
const ALL_IN_TITLE = 1.5;
const LAB = 1.15;
const PHRASE = 2; // The words side by side.
const WHOLE_TITLE = 3;
const TITLE_ALONE = 0.7; // The title slide of a section says less than the slides after it.
const MOST_SHARDS = 3; // For a word that is being typed: more would be too much for a phone.
const FIRST_TEXTS = 8; // Results whose texts are compared.
const PAUSE = 150; // ms between keys after which texts are loaded: not for each letter of a word.
const MOST_TEXTS = 40; // The same for a query with quotes.

/** Compares words by their code points, as the index is sorted. @param {string} one @param {string} other */
function isBefore(one, other) {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((character, place) => character !== b[place]);
  if (at < 0) return a.length < b.length;
  return at < b.length && (a[at].codePointAt(0) ?? 0) < (b[at].codePointAt(0) ?? 0);
}

/** The shards that can have a word, and a few of those that can have what begins with it.
 * @param {Index} index @param {QueryWord} word */
function shardsOf({ entry: { first_words: firsts } }, { text, isPrefix }) {
  let at = firsts.length - 1;
  while (at > 0 && isBefore(text, firsts[at])) at -= 1;
  const shards = [at];
  while (isPrefix && shards.length < MOST_SHARDS && firsts[at + 1]?.startsWith(text)) shards.push(at += 1);
  return firsts.length ? shards : [];
}

/** How many letters have to change, at most `most`. @param {string} one @param {string} other @param {number} most */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  let earlier = before;
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      now[at] = Math.min(before[at] + 1, now[at - 1] + 1, before[at - 1] + Number(!isSame));
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (isSwapped) now[at] = Math.min(now[at], earlier[at - 2] + 1);
    }
    [earlier, before] = [before, now];
  }
  return before[other.length];
}

/** The word of the index that was probably meant. @param {string} text @param {IndexWord[]} words */
function nearest(text, words) {
  if (text.length < 4) return undefined;
  const most = text.length < 6 ? 1 : 2;
  let best = /** @type {IndexWord | undefined} */ (undefined);
  let least = most + 1;
  for (const word of words) {
    // A word without its ending is meant rather than another one.
    const isStem = text.startsWith(word[0]) && word[0].length >= Math.max(4, text.length - 3);
    const away = isStem ? (text.length - word[0].length) / 4 : distance(text, word[0], most);
    if (away < least || (away === least && best && word[1].length > best[1].length)) [best, least] = [word, away];
  }
  return least <= most ? best : undefined;
}

/**
 * How well documents match a word: none, or more than 0.
 * @param {Index} index
 * @param {QueryWord} word
 * @returns {Promise<{ weights: Float64Array, titles: Set<number>, instead: string }>}
 */
async function weigh(index, word) {
  const shards = await Promise.all(shardsOf(index, word).map((at) => wordsAt(index, at)));
  const all = shards.flat();
  let matches = all.filter(([text]) => text === word.text || (word.isPrefix && text.startsWith(word.text)));
  let instead = '';
  if (!matches.length) {
    const meant = nearest(word.text, all);
    if (meant) [matches, instead] = [[meant], meant[0]];
  }
  const weights = new Float64Array(index.n);
  const inTitle = new Set();
  let count = 0;
  for (const [text, documents, titles] of matches) {
    const exact = text === word.text || instead ? 1 : BEGINNING;
    for (const found of documents) {
      const isTitle = titles.has(found);
      if (isTitle) inTitle.add(found);
      if (!weights[found]) count += 1;
      weights[found] = Math.max(weights[found], exact * (isTitle ? IN_TITLE : 1));
    }
  }
  const rarity = Math.log(1 + index.n / (count || 1));
  for (let at = 0; at < weights.length; at += 1) weights[at] *= rarity;
  return { weights, titles: inTitle, instead };
}

/** The best documents first; of equal ones those that come first in their chapters. @param {Map<number, number>} scores */
const ranked = (scores) => Array.from(scores).sort(([a, one], [b, other]) => other - one || a - b).map(([found]) => found);

/** How much better a document is because of how the words stand in its text; 0 if it lacks a phrase.
 * @param {Query} query @param {Item} item */
function closeness({ words, side, phrases }, [title, text]) {
  const [head, body] = [flat(title), flat(text)];
  if (!phrases.every((phrase) => head.includes(phrase) || body.includes(phrase))) return 0;
  const isTitle = head.trim() === side.trim() ? WHOLE_TITLE : 1;
  const isPhrase = words.length > 1 && (head.includes(side) || body.includes(side)) ? PHRASE : 1;
  return isTitle * isPhrase * (text ? 1 : TITLE_ALONE);
}

/** @param {Index} index @param {string} text @param {() => boolean} isWanted @returns {Promise<Found | undefined>} */
async function findIn(index, text, isWanted) {
  const query = queryOf(text);
  const words = await Promise.all(query.words.map((word) => weigh(index, word)));
  const instead = words.map((word) => word.instead).filter(Boolean);
  query.sought.push(...instead.map((word) => ({ text: word, isPrefix: false, isRun: false })));
  const isSome = words.length > 1 && !query.phrases.length && !hasAll(index, words);
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (let at = 0; words.length && at < index.n; at += 1) {
    const weights = words.map((word) => word.weights[at]);
    const n = weights.filter(Boolean).length;
    if (n === words.length || (isSome && n)) {
      const sum = weights.reduce((total, weight) => total + weight, 0) * n * n;
      const isTitled = words.every((word) => word.titles.has(at));
      scores.set(at, sum * (isTitled ? ALL_IN_TITLE : 1) * (index.labs.has(at) ? LAB : 1));
    }
  }
  const documents = byKind(index, ranked(scores));
  if (!hasItems(index, documents.slides.slice(0, FIRST_TEXTS))) {
    await new Promise((done) => { setTimeout(done, PAUSE); });
    if (!isWanted()) return undefined;
  }
  const isQuoted = query.phrases.length > 0;
  await Promise.all(KINDS.filter((kind) => isQuoted || kind === 'slides').map(async (kind) => {
    documents[kind] = await reranked(index, query, scores, documents[kind]);
  }));
  const total = isQuoted ? KINDS.reduce((sum, kind) => sum + documents[kind].length, 0) : scores.size;
  return {
    index, query, total, instead: instead.join(' '), isSome, documents,
    hits: async (kind, from, count) => {
      const wanted = documents[kind].slice(from, from + count);
      const items = await itemsOf(index, wanted);
      return wanted.map((found, at) => ({ document: found, item: items[at], isLab: index.labs.has(found) }));
    },
  };
}

/** Whether any document has all words. @param {Index} index @param {{ weights: Float64Array }[]} words */
function hasAll(index, words) {
  for (let at = 0; at < index.n; at += 1) if (words.every((word) => word.weights[at])) return true;
  return false;
}

/** @param {Index} index @param {number[]} documents */
function byKind(index, documents) {
  /** @type {Record<Kind, number[]>} */
  const found = { decks: [], chapters: [], events: [], people: [], slides: [] };
  const ends = index.entry.kinds.map((_, kind) => index.entry.kinds.slice(0, kind + 1).reduce((sum, count) => sum + count));
  for (const one of documents) found[KINDS[ends.findIndex((end) => one < end)]].push(one);
  return found;
}

/** The first documents again, by their texts; with quotes, those of the first that have what stands in these.
 * @param {Index} index @param {Query} query @param {Map<number, number>} scores @param {number[]} documents */
async function reranked(index, query, scores, documents) {
  const first = documents.slice(0, query.phrases.length ? MOST_TEXTS : FIRST_TEXTS);
  const items = await itemsOf(index, first);
  const better = new Map(first.map((found, at) => [found, (scores.get(found) ?? 0) * closeness(query, items[at])]));
  const kept = ranked(better).filter((found) => better.get(found));
  return query.phrases.length ? kept : [...kept, ...documents.slice(first.length)];
}

/**
 * Finds documents; nothing when somebody types on meanwhile.
 * @param {string} text
 * @param {() => boolean} isWanted  whether it is still asked for
 */
export async function find(text, isWanted) {
  const index = await openIndex();
  try {
    return await findIn(index, text, isWanted);
  } catch {
    return findIn(await renewIndex(), text, isWanted);
  }
}
