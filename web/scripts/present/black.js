// The black screen.

import { core } from '../common/core.js';
import { state } from './state.js';

/** @param {boolean} on */
export function setBlack(on) {
  state.isBlack = on;
  document.documentElement.classList.toggle('black', on);
  core.send('black', on);
}

/** Makes all windows black, or ends it. */
export function toggleBlack() {
  setBlack(!state.isBlack);
  state.isLeader = true;
  core.send('lead');
}

/** Whether this window shows black. */
export const isCovered = () => state.isBlack && state.view !== 'presenter' && core.staged();
