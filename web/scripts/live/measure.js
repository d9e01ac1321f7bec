// Measures in idle time which slides are larger than the stage, and reports them to the server.

import { core } from '../common/core.js';
import { all, makeElement } from '../common/dom.js';
import { SMALLEST_TYPE } from '../common/sizes.js';
import { contentOf, isTooHigh, isTooWide, slidesIn } from '../common/slides.js';
import { LONGEST_TASK, deckName, isFollower, mainElement, post, shown, whenIdle } from './page.js';

const MEASURE_PAUSE = 1500; // ms after the last change.
const LEAST_REST = 5; // ms that a deadline must leave for a slide.
const MOST_MEASURED = 200; // Slides in one report.

/** @typedef {{ percent: number, side?: 'width' }} Excess */

/** The slides that were measured. @type {WeakSet<Element>} */
let measured = new WeakSet();
let timer = 0;
let round = 0; // A new round cancels the one before; edits have priority on the main thread.

/** Soon measures the slides that are not measured yet. */
export function measureSoon() {
  clearTimeout(timer);
  round += 1;
  const mine = round;
  if (!isFollower && window.deckyard) timer = setTimeout(whenIdle, MEASURE_PAUSE, (/** @type {import('./page.js').Deadline} */ deadline) => measure(deadline, mine));
}

/** Measures all slides again. */
export function measureAgain() {
  measured = new WeakSet();
  measureSoon();
}

/** A copy of a slide as on the stage, in the smallest type. @param {HTMLElement} slide */
function copyOf(slide) {
  const copy = /** @type {HTMLElement} */ (slide.cloneNode(true));
  copy.style.setProperty('--fit', String(SMALLEST_TYPE));
  copy.classList.add('current');
  copy.removeAttribute('id');
  for (const element of all('[id]', copy)) element.removeAttribute('id');
  for (const piece of all('[data-step]', copy)) piece.classList.add('shown');
  for (const picture of copy.querySelectorAll('img')) picture.loading = 'eager';
  // Wide pieces count at the author's size, not as shrunk for the stage.
  for (const piece of all('[data-narrow]', copy)) piece.removeAttribute('data-narrow');
  return copy;
}

/** By how much a slide exceeds the stage. @param {HTMLElement} slide @param {HTMLElement} host @returns {Promise<Excess | null>} */
async function excessOf(slide, host) {
  const copy = copyOf(slide);
  host.replaceChildren(copy);
  await Promise.allSettled(Array.from(copy.querySelectorAll('img'), (picture) => picture.decode()));
  const content = contentOf(copy);
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = content;
  if (isTooHigh(content)) return { percent: Math.round((100 * scrollHeight) / clientHeight) };
  return isTooWide(content) ? { side: 'width', percent: Math.round((100 * scrollWidth) / clientWidth) } : null;
}

/** The results to report. */
class Report {
  constructor() {
    /** The slides that fit, by their ids. @type {string[]} */
    this.fine = [];
    /** Those that are too large. @type {(Excess & { id: string })[]} */
    this.high = [];
    /** All slides that were measured for it. @type {Element[]} */
    this.slides = [];
  }

  get size() {
    return this.fine.length + this.high.length;
  }

  send() {
    if (this.size) post('overflow', { deck: deckName, build: shown.build, fine: this.fine, high: this.high });
  }
}

/** @param {import('./page.js').Deadline} deadline @param {number} mine */
async function measure(deadline, mine) {
  const main = mainElement();
  if (mine !== round || !core.staged() || !main) return;
  const host = makeElement('main', { className: 'deck live-measure', inert: true, ariaHidden: 'true' });
  host.dataset.ui = '';
  document.body.append(host);
  let report = new Report();
  let began = performance.now();
  for (const slide of slidesIn(main)) {
    if (measured.has(slide)) continue;
    if (deadline.timeRemaining() < LEAST_REST || performance.now() - began > LONGEST_TASK) {
      deadline = await new Promise((then) => { whenIdle(then); });
      began = performance.now();
    }
    if (mine !== round) break;
    // The size of a report is limited.
    if (report.size >= MOST_MEASURED) {
      report.send();
      report = new Report();
    }
    if (!slide.isConnected) continue;
    measured.add(slide);
    report.slides.push(slide);
    const excess = contentOf(slide).matches('.pic, .title') ? null : await excessOf(slide, host);
    if (!slide.isConnected) continue;
    if (excess) report.high.push({ id: slide.id, ...excess });
    else report.fine.push(slide.id);
  }
  host.remove();
  // Another build may reuse these addresses for other slides.
  if (mine === round) report.send();
  else for (const slide of report.slides) measured.delete(slide);
}
