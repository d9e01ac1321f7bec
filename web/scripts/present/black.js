// The black screen.

import { core } from '../common/core.js';
import { state } from './state.js';

/** @param {boolean} on */
export function setBlack(on) {
  state.isBlack = on;
  document.documentElement.classList.toggle('black', on);
  core.send('black', { on, isByHand: false });
}

/** Blacks all windows, or ends that. */
export function toggleBlack() {
  blacken(!state.isBlack);
  core.send('black', { on: state.isBlack, isByHand: true });
}

/** Blacks all windows of this browser, or ends that. @param {boolean} on */
export function blacken(on) {
  setBlack(on);
  state.isLeader = true;
  core.send('lead');
}

/** Whether this window shows black. */
export const isCovered = () => state.isBlack && state.view !== 'presenter' && core.staged();
