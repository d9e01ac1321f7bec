// The black screen.

import { core } from '../common/core.js';
import { views } from './elements.js';
import { state } from './state.js';
import { WORDS } from './words.js';

/** @param {boolean} on */
export function setBlack(on) {
  state.isBlack = on;
  document.documentElement.classList.toggle('black', on);
  drawBlack();
}

/** Shows in presenter view that the audience sees black. */
export function drawBlack() {
  const made = views();
  if (made) made.sign.textContent = state.isBlack ? WORDS.black : '';
}

/** Whether this window shows black. */
export const isCovered = () => state.isBlack && state.view !== 'presenter' && core.staged();
