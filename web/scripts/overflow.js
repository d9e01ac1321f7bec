// Measures which slides are larger than the stage, for `deckyard check --overflow`; pages never load it.
//
// Each slide is laid out as on paper, in the size of the stage and with the smallest type of the stage. The result is the
// attribute data-overflow of <html>: lines of "source percent side id", or one empty line; the side is `height` or `width`.

import { all } from './common/dom.js';
import { SMALLEST_TYPE, STAGE_HEIGHT } from './common/sizes.js';
import { contentOf, isTooWide } from './common/slides.js';

/** @param {number} size @param {number} stage */
const percent = (size, stage) => Math.round((100 * size) / stage);

/** @param {HTMLElement} slide */
function excessOf(slide) {
  const content = contentOf(slide);
  /** @param {number} share @param {'height' | 'width'} side */
  const line = (share, side) => `${slide.dataset.source} ${share} ${side} ${slide.id}`;
  const found = [];
  if (!content.matches('.pic, .title') && content.offsetHeight > STAGE_HEIGHT) found.push(line(percent(content.offsetHeight, STAGE_HEIGHT), 'height'));
  if (isTooWide(content)) found.push(line(percent(content.scrollWidth, content.clientWidth), 'width'));
  return found;
}

document.addEventListener('DOMContentLoaded', () => {
  // Unloaded pictures have no height.
  for (const picture of all('[loading]')) picture.setAttribute('loading', 'eager');
});

addEventListener('load', () => {
  const root = document.documentElement;
  root.classList.remove('stage');
  root.classList.add('paper');
  const slides = all('main.deck > .slide');
  for (const slide of slides) slide.style.setProperty('--fit', String(SMALLEST_TYPE));
  // Wide pieces count at the author's size, not as shrunk for the stage.
  for (const piece of all('[data-narrow]')) piece.removeAttribute('data-narrow');
  root.dataset.overflow = `${slides.flatMap(excessOf).join('\n')}\n`;
});
