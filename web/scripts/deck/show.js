// Shows slides one by one. A move touches two slides, never all.

import { all } from '../common/dom.js';
import { contentOf, nextSlide, previousSlide, stepsOf } from '../common/slides.js';
import { keepInHistory, writeAddress } from './address.js';
import { addressed, find, isComplete, numberAt, place } from './find.js';
import { fit } from './fit.js';
import { layOutNow } from './later.js';
import { announce, drawNumber } from './notices.js';
import { mainElement, send, state, whenIdle } from './state.js';

const HOLD_TIME = 5000; // ms; a reader may scroll in ways that send no events.

/**
 * The reference of the slide to show as soon as it is parsed.
 * @type {string | null}
 */
let wanted = null;

/**
 * Shows a slide.
 * @param {Element} element
 * @param {number} [atStep]
 */
export function show(element, atStep) {
  const slide = /** @type {HTMLElement} */ (element);
  const from = state.slide;
  wanted = null;
  const step = Math.min(Number(atStep) || 0, stepsOf(slide));
  Object.assign(state, { slide, step });
  if (from !== slide) {
    const hadFocus = from?.contains(document.activeElement);
    paintBackground(contentOf(slide));
    from?.classList.remove('current');
    if (from) reveal(from, 0); // Reset, for reading and printing.
    slide.classList.add('current');
    if (hadFocus) focus(slide);
  }
  reveal(slide, step);
  drawNumber();
  if (from) announce({ slide, step, number: numberAt(slide, step) }, from === slide);
  // The first paint need not wait for the browser's history.
  if (from) writeAddress();
  else whenIdle(() => writeAddress());
  requestAnimationFrame(fit);
  whenIdle(preload);
  send('change', place());
}

/** Moves the focus to a slide. @param {HTMLElement} slide */
export function focus(slide) {
  slide.tabIndex = -1;
  slide.focus({ preventScroll: true });
}

/**
 * Sets the state of a slide at a step: the content revealed by then, and the lines of code highlighted then; `data-lit`
 * holds the steps that change it.
 * @param {Element} slide
 * @param {number} atStep
 */
export function reveal(slide, atStep) {
  for (const piece of all('[data-step]', slide)) piece.classList.toggle('shown', Number(piece.dataset.step) <= atStep);
  for (const line of all('[data-lit]', slide)) {
    const changes = (line.dataset.lit ?? '').split(' ').filter((change) => Number(change) <= atStep);
    line.classList.toggle('highlighted', changes.length % 2 === 1);
  }
}

/**
 * Jumps to a slide; the browser's Back returns.
 * @param {Element} slide
 * @param {number} [atStep]
 */
export function visit(slide, atStep) {
  if (state.isStaged) {
    keepInHistory();
    show(slide, atStep);
  } else {
    history.pushState(null, '', `#${slide.id}`);
    bring(slide);
  }
}

// Slides to read get their heights as they come near, and pictures later: this moves the content below.

/** @type {Element | null} */
let held = null;
let holdTimer = 0;

/** Stops holding the position. */
export const letGo = () => { held = null; };

/** Scrolls back to the held element. */
export const keepHeld = () => held?.scrollIntoView();

/**
 * Scrolls to an element in the document, and keeps it in position.
 * @param {Element | null} element
 */
export function bring(element) {
  layOutNow(element);
  held = element;
  keepHeld();
  clearTimeout(holdTimer);
  holdTimer = setTimeout(letGo, HOLD_TIME);
}

/** Paints the background from attributes: a strict host forbids style attributes. @param {Element} element */
export function paintBackground(element) {
  for (const property of ['image', 'color', 'size', 'position']) {
    const value = element.getAttribute(`data-background-${property}`);
    if (value) /** @type {HTMLElement} */ (element).style.setProperty(`background-${property}`, value);
  }
}

/** Preloads the pictures of the next slide. */
function preload() {
  const coming = nextSlide(state.slide);
  if (coming) for (const picture of all('[loading]', coming)) picture.setAttribute('loading', 'eager');
}

// Moves by one step.

export function next() {
  const { slide, step } = state;
  if (!slide) return;
  const after = nextSlide(slide);
  if (step < stepsOf(slide)) show(slide, step + 1);
  else if (after && isComplete(after)) show(after);
}

export function previous() {
  const { slide, step } = state;
  const before = previousSlide(slide);
  if (slide && step > 0) show(slide, step - 1);
  else if (before) show(before, stepsOf(before));
}

/**
 * Shows the slide for a reference as soon as it is parsed.
 * @param {string} reference
 */
export function want(reference) {
  wanted = reference;
  arrive();
}

/** Shows the requested slide once it is parsed; called for each piece of the document that arrives. */
export function arrive() {
  if (!state.isStaged || !state.main?.firstElementChild) return;
  if (!state.slide && wanted === null) wanted = addressed();
  if (wanted === null) return;
  const first = { slide: /** @type {HTMLElement} */ (mainElement().firstElementChild), step: 0 };
  const found = find(wanted) ?? (state.isParsed || !wanted ? first : null);
  if (found && isComplete(found.slide)) show(found.slide, found.step);
}
