// The timer: it measures; presenter.js shows it.

import { core, shownPlace } from '../common/core.js';
import { remember, state } from './state.js';

export const elapsed = () => state.timer.before + (state.timer.since && Date.now() - state.timer.since);

/** Whether the timer was never started. */
export const isUntouched = () => !state.timer.since && !state.timer.before;

/** Starts or pauses the timer. @param {boolean} on @param {number} [before] ms that count as elapsed */
function run(on, before = elapsed()) {
  state.timer = { before, since: on ? Date.now() : 0, from: before ? state.timer.from : shownPlace().number };
  remember();
  core.send('timer');
}

export const restart = () => run(true, 0);
export const startOrPause = () => run(!state.timer.since);
