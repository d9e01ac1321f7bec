// A field for the search: its results come below it, in a panel or on a page of their own.

import { all, hasModifier, makeElement } from '../common/dom.js';
import { fill } from '../common/words.js';
import { find } from './find.js';
import { openIndex } from './files.js';
import { noteOf, resultsOf } from './results.js';
import { textOf, useWords } from './texts.js';

/** @typedef {import('./results.js').Most} Most */

/** @type {Most} */
const IN_PANEL = { decks: 3, chapters: 3, events: 2, people: 2, slides: 8 };
/** @type {Most} */
const ON_PAGE = { decks: 6, chapters: 6, events: 6, people: 6, slides: 20 };
const LEAST = 2; // Letters: one alone begins too many words.
const IS_LONG_ENOUGH = /[\p{Alphabetic}\p{N}]{2}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
const SAYS_LATE = 600; // ms until the count is announced: not for each key.

/** The field in the middle of the page or above it. @returns {HTMLFormElement | undefined} */
export const shownForm = () => /** @type {HTMLFormElement[]} */ (all('form[data-search]')).find((form) => !form.hidden);

/** @param {HTMLFormElement} form */
export function startField(form) {
  const isPage = form.dataset.search === 'page';
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const status = makeElement('p', { className: isPage ? 'found-count' : 'found-count visually-hidden', role: 'status' });
  const body = makeElement('div', {});
  const panel = makeElement('div', { className: 'found', hidden: true, role: 'region', ariaLabel: input.ariaLabel ?? '' }, status, body);
  let most = isPage ? ON_PAGE : IN_PANEL;
  /** The query of the results, and of those that are looked for. */
  let shown = '';
  let wanted = '';
  let timer = 0;

  /** @param {boolean} isOpen */
  const open = (isOpen) => { panel.hidden = !isOpen; };
  /** @param {string} text */
  const say = (text) => {
    clearTimeout(timer);
    if (isPage) status.textContent = text;
    else timer = setTimeout(() => { status.textContent = text; }, SAYS_LATE);
  };
  /** @param {boolean} isMore @param {string} query */
  const more = (isMore, query) => {
    if (!isMore) return [];
    if (!isPage) return [makeElement('p', { className: 'found-more' }, makeElement('a', { href: `${form.action}?q=${encodeURIComponent(query)}` }, textOf('site_search_all')))];
    const onclick = async () => {
      const before = links().length;
      most = { decks: most.decks * 2, chapters: most.chapters * 2, events: most.events * 2, people: most.people * 2, slides: most.slides + 20 };
      await update(true);
      links()[before]?.focus();
    };
    return [makeElement('p', { className: 'found-more' }, makeElement('button', { type: 'button', onclick }, textOf('site_search_more')))];
  };
  /** Shows the results; those before stay until then. @param {boolean} [isSame] */
  async function update(isSame = false) {
    const query = input.value.trim();
    wanted = query;
    if (!isSame) most = isPage ? ON_PAGE : IN_PANEL;
    if (isPage) writeAddress(query);
    if (!IS_LONG_ENOUGH.test(query) || query.length < LEAST && !/[^\x20-\x7f]/.test(query)) {
      shown = '';
      body.replaceChildren();
      say('');
      open(false);
      return;
    }
    try {
      // A blank at the end says that the word is whole.
      const found = await find(input.value, () => query === wanted);
      if (!found) return;
      const { groups, isMore } = await resultsOf(found, most);
      if (query !== wanted) return;
      shown = query;
      const none = found.total && groups.length ? [] : [makeElement('p', { className: 'found-none' }, fill(textOf('site_search_none'), { query }))];
      body.replaceChildren(...noteOf(found), ...none, ...groups, ...more(isMore, query));
      say(none.length ? fill(textOf('site_search_none'), { query }) : fill(textOf('site_search_found'), { n: groups.length ? found.total : 0 }));
      if (isPage && none.length) status.textContent = '';
      if (!isSame && !isPage) panel.scrollTop = 0;
    } catch {
      if (query !== wanted) return;
      body.replaceChildren(makeElement('p', { className: 'found-none', role: 'alert' }, form.dataset.failed ?? ''));
    }
    if (isPage || form.contains(document.activeElement)) open(true);
  }
  const links = () => /** @type {HTMLElement[]} */ (all('a, summary, button', panel)).filter((link) => link.checkVisibility?.() ?? true);
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.isComposing || hasModifier(event)) return;
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === 'Escape' && !panel.hidden && !isPage) {
      event.preventDefault(); // Otherwise the browser would clear the field.
      input.focus();
      open(false);
    } else if (way && !panel.hidden) {
      event.preventDefault();
      const stops = [input, ...links()];
      stops[(stops.indexOf(target) + way + stops.length) % stops.length]?.focus();
    } else if (way > 0 && shown) {
      event.preventDefault();
      open(true);
    } else if (target !== input && event.key.length === 1 && event.key !== ' ') {
      input.focus(); // The letter goes there.
    }
  };
  form.addEventListener('submit', (event) => {
    if (!isPage && input.value.trim()) return;
    event.preventDefault();
    update();
  });
  input.addEventListener('input', () => update());
  input.addEventListener('focus', () => {
    // The first key finds it there.
    openIndex().then(({ entry }) => useWords(entry.ui), () => {});
    if (shown && !isPage) open(true);
  });
  form.addEventListener('keydown', onKey);
  if (isPage) {
    panel.addEventListener('keydown', onKey);
    const place = document.querySelector('[data-results]');
    place?.replaceChildren(panel);
    input.value = new URLSearchParams(location.search).get('q') ?? '';
    openIndex().then(({ entry }) => useWords(entry.ui), () => {}).then(() => update());
  } else {
    form.append(panel);
    form.addEventListener('focusout', ({ relatedTarget }) => {
      // Nothing is focused when the mouse is pressed between links, or the window loses the focus.
      if (relatedTarget && !form.contains(/** @type {Node} */ (relatedTarget))) open(false);
    });
    document.addEventListener('pointerdown', ({ target }) => { if (!form.contains(/** @type {Node} */ (target))) open(false); });
  }
  form.hidden = false;
}

/** @param {string} query */
function writeAddress(query) {
  const url = new URL(location.href);
  if (query) url.searchParams.set('q', query);
  else url.searchParams.delete('q');
  // Some browsers refuse this for files, or when it happens too often.
  try { history.replaceState(null, '', url); } catch { /* Then the address stays. */ }
}
