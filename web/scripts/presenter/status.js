// The parts that change with time: timer, clock, pace, the planned end; and whether the audience
// sees black.

import { core, shownPlace } from '../common/core.js';
import { fill } from '../common/words.js';
import { views } from './elements.js';
import { host } from './host.js';
import { openerBefore, openersOf, planNow, shareDone } from './plan.js';
import { WORDS } from './words.js';

const HOUR = 3600000; // ms

/** @type {Intl.DateTimeFormat | undefined} */
let format;

/** The clock as the deck's language writes it; for English, as the browser is set. */
function clockFormat() {
  const { lang } = document.documentElement;
  format ??= new Intl.DateTimeFormat(/^en$/i.test(lang) ? undefined : [lang, 'en'].filter(Boolean), { timeStyle: 'short', numberingSystem: 'latn' });
  return format;
}

/** Changes a text only if it differs: otherwise it would be announced and drawn again. @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function drawStatus() {
  const at = views();
  const { state, elapsed } = host();
  const passed = elapsed();
  write(at.clock, clockFormat().format());
  write(at.time, new Date(passed).toISOString().slice(passed < HOUR ? 14 : 11, 19));
  write(at.pause, state.timer.since ? WORDS.pause : WORDS.start);
  write(at.sign, state.isBlack ? WORDS.black : '');
  at.black.ariaPressed = String(state.isBlack);
  const plan = planNow();
  const late = plan?.late ?? 0;
  write(at.pace, late ? fill(late > 0 ? WORDS.behind : WORDS.ahead, { n: Math.abs(late) }) : WORDS.on_time);
  at.pace.hidden = !plan || !passed;
  at.present.classList.toggle('is-late', late > 0 && passed > 0);
  write(at.ends, plan ? fill(WORDS.ends, { time: clockFormat().format(plan.end) }) : '');
  write(at.left, typeof plan?.left === 'number' ? fill(WORDS.section_left, { n: plan.left }) : '');
}

/** Draws the progress through a section or part. @param {'section' | 'part'} name */
export function drawBar(name) {
  const bar = views()[name];
  const slides = openersOf(name);
  const { slide, number } = shownPlace();
  const n = openerBefore(slides, slide);
  bar.hidden = n < 0;
  if (n < 0) return;
  const [label, progress] = bar.children;
  label.textContent = fill(WORDS[`${name}_of`], { n: n + 1, of: slides.length, title: core.titleOf(slides[n]) });
  /** @type {HTMLProgressElement} */ (progress).value = shareDone(slides, n, number + 1);
}
