// The pages around the decks: corrects what is past, and filters lists. All pages are complete without it.

import { all } from '../common/dom.js';
import { updateEvents } from './events.js';
import { startFilter } from './filter.js';

/** The forms that filter already. */
const started = new WeakSet();

function update() {
  updateEvents();
  for (const form of all('[data-filter]')) {
    if (!started.has(form)) startFilter(/** @type {HTMLFormElement} */ (form));
    started.add(form);
  }
}

update();
document.addEventListener('deckyard:update', update); // `deckyard serve` changed the page.
