// The presenter's pointer in the windows of the audience.

import { core, shownPlace } from '../common/core.js';

const POINT_TIME = 3000; // ms after the last move of the pointer.

/** Where the pointer is on the slide, from 0 to 1; `null` when it has left the slide. @typedef {[number, number] | null} Point */

/** @type {(point: Point) => void} */
let send = () => {};

/** Sets the function that sends the pointer to the other windows. @param {(point: Point) => void} to */
export const sendPointsTo = (to) => { send = to; };

/** Shows the audience a position on the slide. @param {Point} point */
export function pointTo(point) {
  send(point);
  core.send('pointing', point);
}

/** @type {HTMLElement | null} */
let dot = null;
let timer = 0;

/** Shows the presenter's pointer in this window. @param {unknown} point */
export function showPoint(point) {
  clearTimeout(timer);
  const [x, y] = Array.isArray(point) ? point : [];
  const isOnSlide = [x, y].every((share) => typeof share === 'number' && share >= 0 && share <= 1) && core.staged();
  if (!isOnSlide) {
    dot?.remove();
    return;
  }
  dot ??= core.make('div', { className: 'laser', ariaHidden: 'true' });
  const { left, top, width, height } = shownPlace().slide.getBoundingClientRect();
  dot.style.transform = `translate(${left + x * width}px, ${top + y * height}px)`;
  if (!dot.isConnected) document.body.prepend(dot);
  timer = setTimeout(showPoint, POINT_TIME, null);
}
