// Loads the files of the index. They are scripts, which pages may load even from file://, where they may fetch nothing;
// each calls one function with what it holds.

import { listReader, numbersIn, textIn } from './decode.js';

/**
 * @typedef {object} Entry
 * @property {[decks: number, chapters: number, events: number, people: number, slides: number]} kinds  how many documents there are
 * @property {string} labs
 * @property {string[]} code
 * @property {string[]} first_words
 * @property {string} words
 * @property {string} n_texts
 * @property {string} texts
 * @property {[title: string, address: string, thumbnails?: string][]} decks  the last is the folder of small pictures of the slides
 * @property {Record<string, string>} ui
 */
/**
 * @typedef {object} Index
 * @property {Entry} entry
 * @property {number} n  how many documents there are
 * @property {Set<number>} labs
 * @property {number[]} firstTexts  the first document of each shard of texts
 * @property {URL} top  the top of the site
 */
/** A word and its documents: which, and which of these have it in their titles. @typedef {[word: string, documents: number[], titles: Set<number>]} IndexWord */
/** What a result shows; `src/search/texts.rs` says what is in it. @typedef {[title: string, text: string, address: string, more: string | (number | string)[]]} Item */

const FINGERPRINT = 10; // Characters.
const FOLDER = 'assets/search/';

/** What scripts handed over. @type {WeakMap<Element, unknown>} */
const handed = new WeakMap();
/** @type {Map<string, Promise<any>>} */
const loads = new Map();

/** Loads a script. @param {string} url */
function load(url) {
  window.deckyardSearch ??= (value) => { if (document.currentScript) handed.set(document.currentScript, value); };
  const known = loads.get(url);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => {
      script.remove();
      if (handed.has(script)) resolve(handed.get(script));
      else reject(new Error(url));
    };
    script.onerror = () => {
      script.remove();
      loads.delete(url);
      reject(new Error(url));
    };
    script.src = url;
    document.head.append(script);
  });
  loads.set(url, loading);
  return loading;
}

/** @type {Promise<Index> | undefined} */
let index;

/** The address of the entry, which `<link rel="search">` names. */
const entryUrl = () => new URL(/** @type {HTMLElement} */ (document.querySelector('link[rel="search"]')).dataset.index ?? '', document.baseURI);

/** @param {string} url @returns {Promise<Index>} */
async function read(url) {
  /** @type {Entry} */
  const entry = await load(url);
  const n = entry.kinds.reduce((sum, count) => sum + count);
  let first = 0;
  const firstTexts = numbersIn(entry.n_texts, entry.texts.length / FINGERPRINT).map((count) => (first += count) - count);
  return { entry, n, labs: new Set(listReader(entry.labs)(n)), firstTexts, top: new URL('.', url) };
}

/** The index, loaded once. */
export function openIndex() {
  index ??= read(entryUrl().href).catch((error) => {
    index = undefined;
    throw error;
  });
  return index;
}

/** The index as it is now: it was published again while the page was open. */
export function renewIndex() {
  const url = entryUrl();
  url.search = String(Date.now());
  index = read(url.href);
  return index;
}

/** @param {Index} found @param {'words' | 'texts'} kind @param {number} at */
const urlOfShard = ({ entry, top }, kind, at) => new URL(`${FOLDER}${kind}-${entry[kind].slice(at * FINGERPRINT, (at + 1) * FINGERPRINT)}.js`, top).href;

/** The shard with what is shown of a document. @param {Index} found @param {number} document_ */
function textShardOf({ firstTexts }, document_) {
  let at = firstTexts.length - 1;
  while (firstTexts[at] > document_) at -= 1;
  return at;
}

/** @type {Map<string, IndexWord[]>} */
const decoded = new Map();

/** The words of a shard. @param {Index} found @param {number} at @returns {Promise<IndexWord[]>} */
export async function wordsAt(found, at) {
  const [text, bits] = /** @type {[string, string]} */ (await load(urlOfShard(found, 'words', at)));
  const known = decoded.get(text);
  if (known) return known;
  const list = listReader(bits);
  let last = '';
  const words = (textIn(text, found.entry.code).match(/[A-Z][^A-Z]*/g) ?? []).map((entry) => {
    const shared = entry.charCodeAt(0) - 65;
    last = Array.from(last).slice(0, shared).join('') + entry.slice(1);
    const documents = list(found.n, 1);
    return /** @type {IndexWord} */ ([last, documents, new Set(list(documents.length).map((place) => documents[place]))]);
  });
  decoded.set(text, words);
  return words;
}

/** Whether what results show of documents is here already. @param {Index} found @param {number[]} documents */
export const hasItems = (found, documents) => documents.every((one) => loads.has(urlOfShard(found, 'texts', textShardOf(found, one))));

/** What results show of documents. @param {Index} found @param {number[]} documents @returns {Promise<Item[]>} */
export function itemsOf(found, documents) {
  return Promise.all(documents.map(async (one) => {
    const at = textShardOf(found, one);
    return (await load(urlOfShard(found, 'texts', at)))[one - found.firstTexts[at]];
  }));
}
