// Keeps the page's address in step with the place.

import { targetWithin } from '../common/dom.js';
import { findNumber, place } from './find.js';
import { state } from './state.js';

const ADDRESS_PAUSE = 250; // ms; browsers reject too frequent changes.

let lastTime = -ADDRESS_PAUSE;
let timer = 0;

/** Writes the place into the address: at once, or a moment later if the last change was just now. */
export function writeAddress(isUrgent = false) {
  clearTimeout(timer);
  const pause = lastTime + ADDRESS_PAUSE - performance.now();
  if (pause > 0 && !isUrgent) {
    timer = setTimeout(writeAddress, pause);
    return;
  }
  const shown = place();
  if (!shown) return;
  const { slide, number } = shown;
  const hash = `#${findNumber(number)?.slide === slide ? number : slide.id}`;
  if (location.hash === hash) return;
  lastTime = performance.now();
  history.replaceState(history.state, '', hash); // Allowed from file:// too.
}

/** Starts a new entry in the browser's history: Back returns to the place of this jump. */
export function keepInHistory() {
  if (!state.slide) return;
  writeAddress(true);
  history.pushState(null, '');
}

/** Writes the place into the address before a link adds a history entry: Back returns to where it was clicked. */
export function watchLinks() {
  document.addEventListener('click', (event) => {
    if (state.isStaged && targetWithin(event, 'a[href]')) writeAddress(true);
  }, true);
  // Back may come before an address is written, which would then replace the address of the entry
  // that Back opened.
  addEventListener('popstate', () => clearTimeout(timer));
}
