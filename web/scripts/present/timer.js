// The timer, and the pace: planned minutes against elapsed ones.

import { core, shownPlace } from '../common/core.js';
import { numberOf } from '../common/slides.js';
import { fill } from '../common/words.js';
import { madeViews } from './elements.js';
import { between, remember, state } from './state.js';
import { WORDS } from './words.js';

const MINUTE = 60000; // ms
const HOUR = 60 * MINUTE;

/** @type {Intl.DateTimeFormat | undefined} */
let format;

/** The clock as the deck's language writes it; for English, as the browser is set. */
function clockFormat() {
  const { lang } = document.documentElement;
  format ??= new Intl.DateTimeFormat(/^en$/i.test(lang) ? undefined : [lang, 'en'].filter(Boolean), { timeStyle: 'short', numberingSystem: 'latn' });
  return format;
}

/** The first slides of chapters with planned minutes. @type {HTMLElement[]} */
let chapters = [];

/** @param {HTMLElement[]} first */
export const setChapters = (first) => { chapters = first; };

/** How much of the section or part that the n-th opener begins is over before a number, from 0 to 1.
 * @param {HTMLElement[]} openers @param {number} n @param {number} number */
export function shareDone(openers, n, number) {
  const first = numberOf(openers[n]);
  const end = openers[n + 1] ? numberOf(openers[n + 1]) : core.total() + 1;
  return between(0, (number - first) / (end - first || 1), 1);
}

/** The planned minutes before a number. @param {number} number */
const plannedBefore = (number) => chapters.reduce((sum, slide, n) => sum + Number(slide.dataset.minutes) * shareDone(chapters, n, number), 0);

const elapsed = () => state.timer.before + (state.timer.since && Date.now() - state.timer.since);

/** Whether the timer was never started. */
export const isUntouched = () => !state.timer.since && !state.timer.before;

/** Starts or pauses the timer. @param {boolean} on @param {number} [before] ms that count as elapsed */
function run(on, before = elapsed()) {
  state.timer = { before, since: on ? Date.now() : 0, from: before ? state.timer.from : shownPlace().number };
  remember();
  if (state.view) drawTime();
}

export const restart = () => run(true, 0);
export const startOrPause = () => run(!state.timer.since);

/** Draws timer, pace and clock. */
export function drawTime() {
  const { clock, time, pause, pace } = madeViews();
  const passed = elapsed();
  const late = Math.round(passed / MINUTE - plannedBefore(shownPlace().number) + plannedBefore(state.timer.from));
  clock.textContent = clockFormat().format();
  time.textContent = new Date(passed).toISOString().slice(passed < HOUR ? 14 : 11, 19);
  pause.textContent = state.timer.since ? WORDS.pause : WORDS.start;
  pace.textContent = late ? fill(late > 0 ? WORDS.behind : WORDS.ahead, { n: Math.abs(late) }) : WORDS.on_time;
  pace.hidden = !chapters.length || !passed;
}
