// Finds slides by number, name and address, and returns their titles.

import { contentOf, numberOf, previousSlide, slideAround, slidesIn, stepNumbersOf } from '../common/slides.js';
import { mainElement, state } from './state.js';

/** @param {HTMLElement} slide */
const lastNumberOf = (slide) => numberOf(slide) + stepNumbersOf(slide);

/** The number of a step. @param {HTMLElement} slide @param {number} step */
export const numberAt = (slide, step) => numberOf(slide) + Math.min(step, stepNumbersOf(slide));

/** The total of slide numbers. */
export const total = () => Number(mainElement().dataset.total) || lastNumberOf(/** @type {HTMLElement} */ (mainElement().lastElementChild));

/** @returns {Place | null} */
export const place = () => state.slide && { slide: state.slide, step: state.step, number: numberAt(state.slide, state.step) };

/** Whether all of a slide has been parsed. @param {HTMLElement | null} slide */
export const isComplete = (slide) => state.isParsed || Boolean(slide?.nextElementSibling);

/** The text of an element on one line; a line break becomes a space. @param {Element} element */
export function plainText(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const br of copy.querySelectorAll('br')) br.replaceWith(' ');
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The title of a slide in plain text. @param {Element} slide */
export function titleOf(slide) {
  const heading = slide.querySelector('h1, h2, h3');
  if (heading) return plainText(heading);
  const content = contentOf(slide);
  const pieces = [...content.children].filter((piece) => !piece.matches('.nav') && !piece.querySelector('.debug, .nav'));
  return (pieces.map(plainText).join(' ').trim() || content.querySelector('img')?.alt || (content.querySelector('svg[aria-label]')?.getAttribute('aria-label') ?? '')).slice(0, 120);
}

/**
 * The slide that shows a number. Numbers never decrease along the document, so a binary search finds it.
 * @param {number} n
 * @returns {Target | null}
 */
export function findNumber(n) {
  const slides = slidesIn(mainElement());
  let low = 0;
  let high = slides.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numberOf(slides[middle]) <= n) low = middle;
    else high = middle - 1;
  }
  let slide = slides[low];
  // An uncounted slide shares its number with the slide before, which owns the number.
  for (let before; (before = previousSlide(slide)) && lastNumberOf(before) >= n;) slide = before;
  return n >= numberOf(slide) && n <= lastNumberOf(slide) ? { slide, step: n - numberOf(slide) } : null;
}

/**
 * @param {string} name
 * @returns {Target | null}
 */
function findName(name) {
  /** @type {Element | null} */
  let element = document.getElementById(name);
  if (!element?.matches('.slide')) {
    const quoted = CSS.escape(name);
    element = mainElement().querySelector(`:scope > [data-name="${quoted}"], :scope > [data-aliases~="${quoted}"]`) ?? element;
  }
  const slide = slideAround(element);
  if (!element || !slide) return null;
  const piece = /** @type {HTMLElement | null} */ (element.closest('[data-step]'));
  return { slide, step: piece ? Number(piece.dataset.step) : undefined };
}

/**
 * The slide for a number, an id, a name or an alias.
 * @param {string} reference
 */
export function find(reference) {
  if (!state.main?.firstElementChild || reference === '') return null;
  return /^\d+$/.test(reference) ? findNumber(Number(reference)) : findName(reference);
}

/** The reference in the address. */
export function addressed() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // A lone percent sign is not an encoding.
  }
}
