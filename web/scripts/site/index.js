// Pages other than decks: updates past events, filters lists, copies addresses. All pages are complete without it.

import { all } from '../common/dom.js';
import { updateEvents } from './events.js';
import { startFilter } from './filter.js';
import { startShare } from './copy.js';
import { startOldChapters } from './chapters.js';

/** The forms that already filter. */
const started = new WeakSet();

function update() {
  updateEvents();
  for (const form of all('[data-filter]')) {
    if (!started.has(form)) startFilter(/** @type {HTMLFormElement} */ (form));
    started.add(form);
  }
  startShare();
}

update();
startOldChapters();
document.addEventListener('deckyard:update', update); // `deckyard serve` changed the page.
