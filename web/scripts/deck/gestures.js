// Wheel and touch: each gesture is one move.

import { contentOf } from '../common/slides.js';
import { next, previous } from './show.js';
import { state } from './state.js';

const GESTURE_PAUSE = 150; // ms of silence between two wheel gestures.
const GESTURE_LENGTH = 60; // CSS pixels, at least.
const LINE = 40; // CSS pixels per line, for wheels that count in lines.

/** Whether an event happened in the interface. @param {Event} event */
const isOurs = ({ target }) => Boolean(/** @type {Element} */ (target).closest?.('[data-ui]'));

let wheelTime = 0;
let wheelLength = 0;

/** @param {WheelEvent} event */
function onWheel(event) {
  const { ctrlKey, deltaX, deltaY, deltaMode, timeStamp } = event;
  if (!state.isStaged || !state.slide || ctrlKey || contentOf(state.slide).tabIndex === 0 || isOurs(event)) return; // It zooms, or scrolls.
  if (timeStamp - wheelTime > GESTURE_PAUSE) wheelLength = 0;
  const before = Math.abs(wheelLength);
  wheelTime = timeStamp;
  wheelLength += (deltaY || deltaX) * (deltaMode ? LINE : 1);
  if (before >= GESTURE_LENGTH || Math.abs(wheelLength) < GESTURE_LENGTH) return;
  if (wheelLength > 0) next();
  else previous();
}

/** @type {Touch | null} */
let touch = null;

/** @param {TouchEvent} event */
function onTouchStart(event) {
  const isZoomed = (window.visualViewport?.scale ?? 1) > 1.01;
  touch = state.isStaged && event.touches.length === 1 && !isOurs(event) && !isZoomed ? event.touches[0] : null;
}

/** @param {TouchEvent} event */
function onTouchEnd({ changedTouches: [end] }) {
  if (!touch) return;
  const dx = end.clientX - touch.clientX;
  if (Math.abs(dx) < GESTURE_LENGTH || Math.abs(dx) < 2 * Math.abs(end.clientY - touch.clientY)) return;
  touch = null;
  if (dx < 0) next();
  else previous();
}

/** Listens to wheel and touch. */
export function watchGestures() {
  addEventListener('wheel', onWheel, { passive: true });
  addEventListener('touchstart', onTouchStart, { passive: true });
  addEventListener('touchend', onTouchEnd, { passive: true });
}
