// Wheel, touch and, if the deck enables them, clicks: each gesture is one move.

import { hasModifier } from '../common/dom.js';
import { contentOf } from '../common/slides.js';
import { isRightToLeft } from '../common/words.js';
import { next, previous } from './show.js';
import { isEmbedded, mainElement, state } from './state.js';

const GESTURE_PAUSE = 150; // ms of silence between two wheel gestures.
const GESTURE_LENGTH = 60; // CSS pixels, at least.
const LINE = 40; // CSS pixels per line, for wheels that count in lines.

/** Whether the deck's manifest has this gesture on. @param {'scroll' | 'touch' | 'click'} gesture */
const isOn = (gesture) => (mainElement().dataset.navigation ?? 'scroll touch').split(' ').includes(gesture);

/** Whether an event happened in the interface. @param {Event} event */
const isOurs = ({ target }) => Boolean(/** @type {Element} */ (target).closest?.('[data-ui]'));

/** Whether presenter view shows the audience where a finger is. */
const isPointing = () => document.documentElement.classList.contains('pointing');

let wheelTime = 0;
let wheelLength = 0;

/** @param {WheelEvent} event */
function onWheel(event) {
  const { ctrlKey, deltaX, deltaY, deltaMode, timeStamp } = event;
  if (isEmbedded || !state.isStaged || !state.slide || !isOn('scroll') || ctrlKey || contentOf(state.slide).tabIndex === 0 || isOurs(event)) return; // It zooms, or scrolls.
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

/** Whether two fingers enlarged the page. */
const isZoomed = () => (window.visualViewport?.scale ?? 1) > 1.01;

/** What is enlarged, one finger moves, sideways as well. */
function onZoom() {
  document.documentElement.style.touchAction = isZoomed() ? 'auto' : '';
}

/** @param {TouchEvent} event */
function onTouchStart(event) {
  touch = state.isStaged && isOn('touch') && event.touches.length === 1 && !isPointing() && !isOurs(event) && !isZoomed() ? event.touches[0] : null;
}

/** @param {TouchEvent} event */
function onTouchEnd({ changedTouches: [end] }) {
  if (!touch) return;
  const dx = end.clientX - touch.clientX;
  if (Math.abs(dx) < GESTURE_LENGTH || Math.abs(dx) < 2 * Math.abs(end.clientY - touch.clientY)) return;
  touch = null;
  if (dx < 0 !== isRightToLeft()) next();
  else previous();
}

/** Elements that use clicks themselves. */
const CLICKABLE = 'a, button, input, select, textarea, label, summary, audio, video, iframe, [contenteditable], [onclick]';

/** The left button moves forward, the right one back. @param {MouseEvent} event */
function onClick(event) {
  const { target, type, button, defaultPrevented } = event;
  const element = /** @type {Element} */ (target);
  if (!state.isStaged || !state.slide?.contains(element) || !isOn('click') || hasModifier(event) || defaultPrevented) return;
  if (isOurs(event) || element.closest(CLICKABLE) || getSelection()?.isCollapsed === false) return;
  if (type === 'contextmenu') {
    event.preventDefault();
    previous();
  } else if (button === 0) {
    next();
  }
}

/** Listens to wheel, touch and clicks. */
export function watchGestures() {
  addEventListener('click', onClick);
  addEventListener('contextmenu', onClick);
  addEventListener('wheel', onWheel, { passive: true });
  window.visualViewport?.addEventListener('resize', onZoom);
  addEventListener('touchstart', onTouchStart, { passive: true });
  addEventListener('touchend', onTouchEnd, { passive: true });
}
