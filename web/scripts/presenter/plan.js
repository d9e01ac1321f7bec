// The plan: planned minutes against elapsed ones.

import { core, deckElement, shownPlace } from '../common/core.js';
import { all } from '../common/dom.js';
import { numberOf } from '../common/slides.js';
import { between, host } from './host.js';

const MINUTE = 60000; // ms

/** The first slides of sections and of parts, and of chapters with planned minutes.
 * @param {'section' | 'part' | 'minutes'} name */
export const openersOf = (name) => all(`:scope > [data-${name}]`, deckElement());

/** The first number after the section, part or chapter that the n-th opener begins. @param {HTMLElement[]} openers @param {number} n */
export const endOf = (openers, n) => (openers[n + 1] ? numberOf(openers[n + 1]) : core.total() + 1);

/** How much of the section or part that the n-th opener begins is over before a number, from 0 to 1.
 * @param {HTMLElement[]} openers @param {number} n @param {number} number */
export function shareDone(openers, n, number) {
  const first = numberOf(openers[n]);
  return between(0, (number - first) / (endOf(openers, n) - first || 1), 1);
}

/** The index of the opener of a slide's section or part; -1 before the first one. @param {HTMLElement[]} openers @param {HTMLElement} slide */
export const openerBefore = (openers, slide) =>
  openers.findLastIndex((opener) => opener === slide || opener.compareDocumentPosition(slide) & Node.DOCUMENT_POSITION_FOLLOWING);

/** The current state of the plan; nothing if no minutes are planned.
 * @returns {{ late: number, end: Date, left: number | null } | null} */
export function planNow() {
  const chapters = openersOf('minutes');
  if (!chapters.length) return null;
  /** @param {number} number */
  const before = (number) => chapters.reduce((sum, slide, n) => sum + Number(slide.dataset.minutes) * shareDone(chapters, n, number), 0);
  const { slide, number } = shownPlace();
  const { timer } = host().state;
  const passed = host().elapsed() / MINUTE;
  const from = passed ? before(timer.from) : before(number);
  const sections = openersOf('section');
  const n = openerBefore(sections, slide);
  const whole = before(core.total() + 1);
  return {
    late: Math.round(passed - before(number) + from),
    end: new Date(Date.now() + (whole - from - passed) * MINUTE),
    left: n < 0 ? null : Math.max(0, Math.ceil(before(endOf(sections, n)) - from - passed)),
  };
}
