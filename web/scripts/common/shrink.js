// Shrinks content that is too large for the stage: first wide pieces, then the type. Where a slide
// asks for it, type grows.

import { GROWN_SIZES, TYPE_SIZES } from './sizes.js';
import { contentOf, isTooHigh, isTooWide } from './slides.js';

const NARROWEST = 0.4; // Of a piece that is too wide; below this, it is scrolled.

/** Gives wide pieces their own width again. @param {HTMLElement} within */
export function resetWidths(within) {
  for (const piece of within.querySelectorAll('[data-narrow]')) piece.removeAttribute('data-narrow');
}

/**
 * Shrinks only content that is too wide for a box: the outermost pieces that are wider than their containers. Returns whether
 * there is such a piece; if not, the cause is text that does not break.
 * @param {HTMLElement} box
 */
export function narrowPiecesOf(box) {
  let isFound = false;
  const { paddingLeft, paddingRight, direction } = getComputedStyle(box);
  for (const child of box.children) {
    const piece = /** @type {HTMLElement} */ (child);
    const { position, overflowX } = getComputedStyle(piece);
    const isOutOfFlow = /^[af]/.test(position); // absolute, fixed
    const room = box.clientWidth - (isOutOfFlow ? 0 : parseFloat(paddingLeft) + parseFloat(paddingRight));
    if (piece.offsetWidth > room + 1 && room > 0) narrow(piece, room, direction);
    else if (!piece.clientWidth || overflowX !== 'visible' || !isTooWide(piece)) continue;
    else if (!narrowPiecesOf(piece)) narrow(piece, piece.clientWidth, direction);
    isFound = true;
  }
  return isFound;
}

/** @param {HTMLElement} piece @param {number} room @param {string} direction */
function narrow(piece, room, direction) {
  const need = Math.max(piece.offsetWidth, piece.scrollWidth);
  const by = Math.max(NARROWEST, Math.floor((1000 * room) / need - 1) / 1000); // Letters have no fractions of a pixel.
  piece.dataset.narrow = direction;
  piece.style.setProperty('--narrow', String(by));
  piece.style.setProperty('--need', `${need}px`);
  piece.style.setProperty('--spare', `${(1 - by) * piece.offsetHeight}px`);
}

/** @param {HTMLElement} content */
function fitWidth(content) {
  // Beside another piece, a piece is too wide before it reaches the edge of the slide.
  const coversAnother = [...content.children].some((piece) => isTooWide(piece) && getComputedStyle(piece).float !== 'none');
  if (isTooWide(content) || coversAnother) narrowPiecesOf(content);
}

/** Whether the type of a slide grows. @param {HTMLElement} content */
const grows = (content) => content.dataset.fit === 'grow';

/** The height of titles and code in lines, to which larger type must add no line; a statement may. @param {HTMLElement} content */
const linesOf = (content) => [...content.querySelectorAll(content.matches('.statement') ? 'pre' : 'h1, h2, h3, pre')].reduce((sum, piece) => {
  const { fontSize } = getComputedStyle(piece);
  return sum + Math.round((2 * /** @type {HTMLElement} */ (piece).offsetHeight) / parseFloat(fontSize));
}, 0);

/**
 * Lets the type of slides grow into their free space: all slides step by step, so that a browser lays out the page
 * once for each size. The largest size that fits is kept.
 * @param {HTMLElement[]} slides
 * @param {(content: HTMLElement) => boolean} isTooLarge
 */
export function grow(slides, isTooLarge) {
  let growing = slides.filter((slide) => grows(contentOf(slide)));
  const lines = new Map(growing.map((slide) => [slide, linesOf(contentOf(slide))]));
  for (const size of [...GROWN_SIZES, 1]) {
    for (const slide of growing) slide.style.setProperty('--fit', String(size));
    growing = growing.filter((slide) => isTooLarge(contentOf(slide)) || linesOf(contentOf(slide)) > (lines.get(slide) ?? 0));
  }
  for (const slide of growing) slide.style.removeProperty('--fit');
}

/**
 * Shrinks wide pieces and the type until everything fits. Returns whether it is still too large.
 * @param {HTMLElement} slide
 */
export function shrink(slide) {
  const content = contentOf(slide);
  const refitWidth = () => {
    resetWidths(content);
    fitWidth(content);
  };
  slide.style.removeProperty('--fit');
  refitWidth();
  grow([slide], (box) => isTooHigh(box) || isTooWide(box));
  for (const size of TYPE_SIZES) {
    if (!isTooHigh(content)) break;
    slide.style.setProperty('--fit', String(size));
    refitWidth();
  }
  return isTooHigh(content) || isTooWide(content);
}
