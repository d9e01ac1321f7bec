// The search over the whole site. Pages of the front have a field for it; decks load this script when somebody searches in
// all decks (`panels/search.js`).

import { all } from '../common/dom.js';
import { startField, shownForm } from './field.js';
import { openIndex } from './files.js';
import { find } from './find.js';
import { linesOf } from './lines.js';
import { useWords } from './texts.js';

// Elements that take a key themselves.
const FIELDS = 'input, textarea, select, dialog, [contenteditable], [role="textbox"]';

/** Whether keys of one letter act: a switch in the menu of decks, for the whole site. */
function areLettersOn() {
  try {
    return localStorage.getItem('deckyard:letters') !== 'off';
  } catch {
    return true;
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, defaultPrevented, isComposing, ctrlKey, altKey, metaKey } = event;
  if (key !== '/' || defaultPrevented || isComposing || ctrlKey || altKey || metaKey || !areLettersOn()) return;
  if (/** @type {Element} */ (event.composedPath()[0]).closest?.(FIELDS)) return;
  const input = shownForm()?.querySelector('input');
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
}

/** @type {WeakSet<HTMLElement>} */
const started = new WeakSet();

/** Starts the fields: on the page of the search the large one alone. */
function update() {
  const forms = /** @type {HTMLFormElement[]} */ (all('form[data-search]'));
  const onPage = forms.filter((form) => form.dataset.search === 'page');
  for (const form of onPage.length ? onPage : forms) {
    if (!started.has(form)) startField(form);
    started.add(form);
  }
}

window.deckyardFind = async (text, isWanted) => {
  const { entry } = await openIndex();
  useWords(entry.ui);
  const found = await find(text, isWanted);
  return found && linesOf(found);
};

if (!document.querySelector('main.deck') && document.querySelector('link[rel="search"]')) {
  document.addEventListener('keydown', onKey);
  document.addEventListener('deckyard:update', update);
  update();
}
