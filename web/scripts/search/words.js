// The words of a query, and of texts that results show. src/search/words.rs does the same with what is indexed;
// src/search/cases.txt has examples for both.

const MOST_CHARACTERS = 24; // Of a word: more are not in the index.

const LEFT_OUT = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
/** @type {Record<string, string>} */
const FORMS = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', ς: 'σ' };
// Ends of English contractions.
const CONTRACTION = /([\p{Alphabetic}\p{N}\p{M}]{2})['’][stdm](?![\p{Alphabetic}\p{N}\p{M}])/gu;
const WORD = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
// Scripts without spaces between words, and Korean with its particles.
const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3006\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3fffd}';
const PIECE = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;

/**
 * @typedef {object} QueryWord
 * @property {string} text
 * @property {boolean} isPrefix  whether more of it may follow
 */
/**
 * A word to be marked in texts.
 * @typedef {object} Sought
 * @property {string} text
 * @property {boolean} isPrefix
 * @property {boolean} isRun  whether it may stand anywhere in text without spaces
 */
/**
 * @typedef {object} Query
 * @property {QueryWord[]} words  those to look up
 * @property {Sought[]} sought
 * @property {string} side  all of it, as `flat` has texts in which the words stand side by side
 * @property {string[]} phrases  the same of what stands in quotes
 */

/** In lower case, without accents and with the usual forms of letters. @param {string} text */
export const fold = (text) => text.normalize('NFKD').toLowerCase().replace(LEFT_OUT, '')
  .replace(/[ßæœþøđðłıς]/g, (letter) => FORMS[letter]).normalize('NFC');

/** The pieces of a text between which nothing matters. @param {string} text @returns {string[]} */
const piecesOf = (text) => (fold(text).replace(CONTRACTION, '$1').match(WORD) ?? []).flatMap((run) => run.match(PIECE) ?? []);

/** A text as its words alone. @param {string} text */
export const flat = (text) => ` ${piecesOf(text).join(' ')} `;

/** How a text goes on where these pieces stand in it: text without spaces has no beginnings of words. @param {string[]} pieces */
const beginning = (pieces) => (IS_UNSPACED.test(pieces[0] ?? '') ? '' : ' ') + pieces.join(' ');

/** @param {string} text */
export function queryOf(text) {
  const pieces = piecesOf(text);
  const isTyping = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text);
  /** @type {Query} */
  const query = { words: [], sought: [], side: beginning(pieces), phrases: Array.from(text.matchAll(QUOTED), ([, phrase]) => beginning(piecesOf(phrase))) };
  pieces.forEach((piece, index) => {
    const isLast = isTyping && index === pieces.length - 1;
    if (IS_UNSPACED.test(piece)) {
      const characters = Array.from(piece);
      const pairs = characters.slice(1).map((character, at) => ({ text: characters[at] + character, isPrefix: false }));
      query.words.push(...(pairs.length ? pairs : [{ text: piece, isPrefix: true }]));
      query.sought.push({ text: piece, isPrefix: true, isRun: true });
    } else {
      const word = Array.from(piece).slice(0, MOST_CHARACTERS).join('');
      query.words.push({ text: word, isPrefix: isLast });
      query.sought.push({ text: word, isPrefix: isLast, isRun: false });
    }
  });
  return query;
}

/**
 * Where sought words are in a text: from, to, which of them.
 * @param {string} text
 * @param {Sought[]} sought
 */
export function placesOf(text, sought) {
  /** @type {[number, number, number][]} */
  const places = [];
  for (const { 0: run, index: start } of text.matchAll(WORD)) {
    let at = start;
    for (const piece of run.match(PIECE) ?? []) {
      const folded = fold(piece);
      sought.forEach((word, which) => {
        if (word.isRun) {
          const found = folded.indexOf(word.text);
          // Folding hardly ever changes how long such text is; then all of it is marked.
          const [from, length] = folded.length === piece.length ? [found, word.text.length] : [0, piece.length];
          if (found >= 0) places.push([at + from, at + from + length, which]);
        } else if (word.isPrefix ? folded.startsWith(word.text) : folded === word.text || (word.text.length >= MOST_CHARACTERS && folded.startsWith(word.text))) {
          const isPart = word.isPrefix && folded.length === piece.length;
          places.push([at, at + (isPart ? word.text.length : piece.length), which]);
        }
      });
      at += piece.length;
    }
  }
  return places;
}
