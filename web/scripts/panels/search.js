// Finds a slide by its number or name, or by words in its title or text.

import { core } from '../common/core.js';
import { hasModifier } from '../common/dom.js';
import { contentOf } from '../common/slides.js';
import { fill } from '../common/words.js';
import { closeDialog, leaveFor, openDialog } from './dialog.js';
import { allEntries } from './entries.js';
import { WORDS } from './words.js';

const MOST_RESULTS = 50;
const PREPARE_PAUSE = 50; // ms until texts are prepared.
const PREPARED_AT_ONCE = 200; // Slides: the next key must not wait.
const EXCERPT_BEFORE = 30; // Characters before the matched word.
const EXCERPT_AFTER = 90; // Characters after it.

/** @typedef {import('./entries.js').Entry} Entry */
/** @typedef {Entry & { step?: number | undefined, word?: string }} Result */

/** Without accents and in lower case, of the same length. @param {string} text */
const plain = (text) => text.replace(/[À-῿]/g, (letter) => letter.normalize('NFD')[0]).toLowerCase();

const BLOCKS = 'p, li, td, th, pre, h1, h2, h3, h4, h5, h6, dt, dd, figcaption, text, div, section';

/** The text of a slide without its source. @param {HTMLElement} slide */
function textOf(slide) {
  const content = contentOf(slide);
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  let [text, block] = ['', /** @type {Element | null} */ (null)];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = /** @type {Element} */ (node.parentElement).closest(BLOCKS);
    if (around?.closest('.debug')) continue;
    // Cells and lines are words apart.
    text += (around === block ? '' : ' ') + /** @type {Text} */ (node).data;
    block = around;
  }
  return text.normalize().replace(/\s+/g, ' ').trim();
}

/** @param {Entry} entry */
const headOf = (entry) => (entry.plainHead ??= plain(`${entry.title} ${entry.name ?? ''}`));
/** @param {Entry} entry */
const allTextOf = (entry) => (entry.plainText ??= headOf(entry) + plain(textOf(entry.slide)));

/** Slides that the query names, then those with all words in the title, then in the text. @param {string} query */
function search(query) {
  const words = plain(query.normalize()).match(/\S+/g);
  if (!words) return [];
  /** @param {string} text */
  const hasAll = (text) => words.every((word) => text.includes(word));
  const named = core.find(query);
  /** @type {[Result[], Result[], Result[]]} */
  const [byName, byTitle, byText] = [[], [], []];
  for (const entry of allEntries()) {
    if (entry.slide === named?.slide) byName.push({ ...entry, ...named, number: Number.isNaN(Number(query)) ? entry.number : fill(WORDS.slide, { n: query }) });
    else if (hasAll(headOf(entry))) byTitle.push(entry);
    else if (hasAll(allTextOf(entry))) byText.push({ ...entry, word: words[0] });
  }
  return [...byName, ...byTitle, ...byText];
}

/** Some text around the matched word. @param {Result} result */
function excerptOf({ slide, word }) {
  if (!word) return '';
  const text = textOf(slide);
  const start = plain(text).indexOf(word);
  const end = start + word.length;
  const before = text.slice(text.lastIndexOf(' ', start - EXCERPT_BEFORE) + 1, start);
  return core.make('small', {}, before, core.make('mark', {}, text.slice(start, end)), text.slice(end, end + EXCERPT_AFTER));
}

/** @param {Result} result @param {number} index */
const optionOf = (result, index) => core.make('li', { id: `panel-${index}`, role: 'option', onclick: () => leaveFor(result) },
  core.make('b', {}, result.number), core.make('span', {}, result.title, excerptOf(result)));

/** Prepares texts, a few at a time. @param {HTMLElement} input @param {number} [from] */
function prepare(input, from = 0) {
  if (!input.isConnected) return;
  const entries = allEntries();
  entries.slice(from, from + PREPARED_AT_ONCE).forEach(allTextOf);
  if (entries[from]) setTimeout(prepare, 0, input, from + PREPARED_AT_ONCE);
}

/** The link to the search over the whole site, if it has one. @returns {HTMLLinkElement | null} */
const siteSearch = () => document.querySelector('link[rel="search"][data-script]');

/** Loads the search over the whole site. @returns {Promise<void>} */
const loadSiteSearch = () => new Promise((resolve, reject) => {
  if (window.deckyardFind) resolve();
  else document.head.append(core.make('script', { src: siteSearch()?.dataset.script ?? '', onload: () => resolve(), onerror: reject }));
});

/** @param {SiteResults['lines'][0]} line @param {number} index */
const siteOption = ({ href, number, title, about, excerpt }, index) => core.make('li', { id: `panel-${index}`, role: 'option', onclick: () => { location.href = href; closeDialog(); } },
  core.make('b', {}, number), core.make('span', {}, ...title, core.make('small', {}, about), core.make('small', {}, ...excerpt)));

export function openSearch() {
  /** Whether the whole site is searched. */
  let isEverywhere = false;
  /** @type {HTMLElement | undefined} */
  let marked;
  const list = core.make('ul', { id: 'panel-list', role: 'listbox', ariaLabel: WORDS.results });
  const count = core.make('p', { role: 'status' });
  const input = core.make('input', { role: 'combobox', ariaLabel: WORDS.search, autocomplete: 'off' });
  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  /** @param {number} index */
  const mark = (index) => {
    const all = options();
    marked = all.at(index % all.length);
    for (const option of all) option.ariaSelected = String(option === marked);
    marked?.scrollIntoView({ block: 'nearest' });
    if (marked) input.setAttribute('aria-activedescendant', marked.id);
    else input.removeAttribute('aria-activedescendant');
  };
  /** @param {HTMLElement[]} shown @param {string} text */
  const show = (shown, text) => {
    list.replaceChildren(...shown);
    count.textContent = input.value.trim() ? text : WORDS.hint;
    list.hidden = !shown.length;
    input.ariaExpanded = String(!list.hidden);
    mark(0);
  };
  const searchSite = async () => {
    const { value } = input;
    try {
      await loadSiteSearch();
      const found = await window.deckyardFind?.(value, () => value === input.value);
      if (found && value === input.value) show(found.lines.map(siteOption), found.note || found.count);
    } catch {
      if (value === input.value) show([], WORDS.site_search_failed);
    }
  };
  const update = () => {
    const query = input.value.trim();
    if (isEverywhere && query) return void searchSite();
    const found = search(query);
    const shown = found.slice(0, MOST_RESULTS).map(optionOf);
    if (query && siteSearch()) {
      const onclick = () => {
        isEverywhere = true;
        input.focus();
        update();
      };
      shown.push(core.make('li', { id: `panel-${shown.length}`, className: 'everywhere', role: 'option', onclick }, core.make('b', {}, '…'), WORDS.site_search_everywhere));
    }
    show(shown, !found.length ? WORDS.found_none : fill(found.length > MOST_RESULTS ? WORDS.found_more : WORDS.found, { n: found.length, most: MOST_RESULTS }));
  };
  input.setAttribute('aria-controls', list.id);
  input.oninput = update;
  input.onkeydown = (event) => {
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const chosen = event.key === 'Enter' ? marked : undefined;
    if (!(way || chosen) || event.isComposing || hasModifier(event)) return;
    event.preventDefault(); // Otherwise Enter would press the element focused after the search closes.
    if (chosen) chosen.click();
    else mark(options().findIndex((option) => option === marked) + way);
  };
  openDialog('search', [input, count, list]);
  update();
  input.focus();
  setTimeout(prepare, PREPARE_PAUSE, input);
}
