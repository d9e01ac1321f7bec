// To read, slides far from the current one. Styling thousands takes a browser seconds, so that they are not displayed at
// first, and are laid out in idle time, the nearest first.

import { slidesIn } from '../common/slides.js';
import { send, state, whenIdle } from './state.js';

const FIRST = 15; // Slides before and after the current one that are laid out at once.
const NEXT = 120; // Slides that are laid out together afterwards, on both sides.
const REST = 40; // ms for other work in between.
const HEIGHT = '(25.25rem + 2px)'; // What deck.css reserves for a slide that was not in view yet, with its margin and border.

/** Those that are not displayed yet, the nearest first. @type {{ before: HTMLElement[], after: HTMLElement[] }} */
const far = { before: [], after: [] };
let round = 0; // A new round cancels the one before.

/** @param {number} count */
function layOut(count) {
  const after = far.after.splice(0, Math.max(count / 2, count - far.before.length));
  const slides = [...after, ...far.before.splice(0, count - after.length)];
  for (const slide of slides) slide.classList.remove('later');
  send('laid', slides);
  // The place of the others. Not by a custom property, which all slides would inherit.
  const [above, below] = [far.before.length, far.after.length];
  state.main?.style.setProperty('padding-block', above + below ? `calc(${above} * ${HEIGHT}) calc(${below} * ${HEIGHT})` : '');
}

/** Lays out what is left, at once. */
export function layOutAll() {
  round += 1;
  if (far.before.length + far.after.length) layOut(Infinity);
}

/** Lays out what is left if this is in it. @param {Element | null} element */
export function layOutNow(element) {
  if (element?.closest('.later')) layOutAll();
}

/** Lays out the slides around the current one, and the others later. */
export function layOutLater() {
  layOutAll();
  const slides = state.main ? [...slidesIn(state.main)] : [];
  const middle = Math.max(0, state.slide ? slides.indexOf(state.slide) : 0);
  far.before = slides.slice(0, Math.max(0, middle - FIRST)).reverse();
  far.after = slides.slice(middle + FIRST + 1);
  for (const slide of [...far.before, ...far.after]) slide.classList.add('later');
  layOut(0);
  const mine = round;
  const goOn = () => {
    if (mine !== round) return;
    layOut(NEXT);
    if (far.before.length + far.after.length) setTimeout(whenIdle, REST, goOn);
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(whenIdle, REST, goOn))); // Once the first ones are painted.
}
