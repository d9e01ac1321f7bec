// Shrinks content that is too large for the stage. If it still does not fit, it can be scrolled.

import { resetWidths, shrink } from '../common/shrink.js';
import { contentOf, isTooWide } from '../common/slides.js';
import { titleOf } from './find.js';
import { mainElement, state } from './state.js';

/** The slides' contents that have been fitted. */
let fitted = new WeakSet();

/**
 * Lets the keyboard scroll a slide, by making it focusable with a name.
 * @param {HTMLElement} slide
 * @param {boolean} on
 */
export function offerScroll(slide, on) {
  const content = contentOf(slide);
  for (const [name, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', titleOf(slide) || slide.id]]) {
    if (on) content.setAttribute(name, value);
    else content.removeAttribute(name);
  }
  slide.toggleAttribute('data-wide', on && isTooWide(content));
  slide.classList.toggle('scrolls', on);
}

/** Shrinks the current slide until it fits, once. */
export function fit() {
  const { slide, isStaged } = state;
  const content = isStaged && slide && contentOf(slide);
  if (!content || fitted.has(content)) return;
  fitted.add(content);
  offerScroll(slide, shrink(slide));
}

/** Fits the current slide again, after its height changed. */
export function refit() {
  if (state.slide) fitted.delete(contentOf(state.slide));
  fit();
}

/** Fits all slides again, the current one at once. */
export function refitAll() {
  resetWidths(mainElement());
  fitted = new WeakSet();
  fit();
}
