// Measures in idle time which parts of the slides an audience could not read, and reports them to
// the server.

import { core } from '../common/core.js';
import { findingsOf, measuringHost } from '../common/measure.js';
import { slidesIn } from '../common/slides.js';
import { LONGEST_TASK, deckName, isFollower, mainElement, post, shown, whenIdle } from './page.js';

const MEASURE_PAUSE = 1500; // ms after the last change.
const LEAST_REST = 5; // ms that a deadline must leave for a slide.
const MOST_MEASURED = 200; // Slides in one report.

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

/** The results to report. */
class Report {
  constructor() {
    /** The slides that all can read, by their ids. @type {string[]} */
    this.fine = [];
    /** The others. @type {{ id: string, findings: import('../common/measure.js').Finding[] }[]} */
    this.found = [];
    /** All slides that were measured for it. @type {Element[]} */
    this.slides = [];
  }

  get size() {
    return this.fine.length + this.found.length;
  }

  send() {
    if (this.size) post('overflow', { deck: deckName, build: shown.build, fine: this.fine, found: this.found });
  }
}

/** @param {import('./page.js').Deadline} deadline @param {number} mine */
async function measure(deadline, mine) {
  const main = mainElement();
  if (mine !== round || !core.staged() || !main) return;
  const host = measuringHost();
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
    const findings = await findingsOf(slide, host);
    if (!slide.isConnected) continue;
    if (findings.length) report.found.push({ id: slide.id, findings });
    else report.fine.push(slide.id);
  }
  host.remove();
  // Another build may reuse these addresses for other slides.
  if (mine === round) report.send();
  else for (const slide of report.slides) measured.delete(slide);
}
