// Copies of slides: the next step or slide, and the slides around this one.

import { core } from '../common/core.js';
import { all } from '../common/dom.js';
import { nextSlide, numberOf, previousSlide, stepsOf } from '../common/slides.js';
import { fill } from '../common/words.js';
import { views } from './elements.js';
import { between, host } from './host.js';
import { WORDS } from './words.js';

const [USUAL_AROUND, MOST_AROUND] = [9, 24]; // Slides in the strip: in one row, and where there is room for more.

let copies = 0;

/** A copy with its own ids, so that the references within a diagram work. @param {HTMLElement} element */
export function copyOf(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  copies += 1;
  const mark = `copy${copies}-`;
  for (const piece of [copy, ...all('*', copy)]) {
    piece.removeAttribute('autoplay');
    for (const attribute of piece.attributes) {
      const { name, value } = attribute;
      const own = value.replace(name === 'id' ? /^/ : name === 'href' ? /^#/ : 'url(#', `$&${mark}`);
      if (own !== value) attribute.value = own;
    }
  }
  return copy;
}

/** Fills a box with the content of a slide, with its classes. @param {HTMLElement} holder @param {HTMLElement} slide */
function fillWith(holder, slide) {
  for (const name of Object.keys(holder.dataset)) if (name !== 'ui') delete holder.dataset[name];
  Object.assign(holder.dataset, slide.dataset);
  holder.className = slide.className;
  holder.classList.remove('current', 'later');
  const shows = [...slide.children].filter((child) => child.matches('.slide-content, .opener, .deck-level'));
  holder.replaceChildren(...shows.map((child) => copyOf(/** @type {HTMLElement} */ (child))));
}

/** Makes the type of a copy as small as on the stage. @param {HTMLElement} slide */
export function fitCopy(slide) {
  if (slide.firstElementChild && slide.isConnected) core.shrink(slide);
}

/** @param {HTMLElement} slide @param {number} step @param {boolean} isWanted */
export function drawPreview(slide, step, isWanted) {
  const at = views();
  const isStep = step < stepsOf(slide);
  const coming = isStep ? slide : nextSlide(slide);
  at.coming.textContent = isStep ? WORDS.coming_step : coming ? WORDS.coming_slide : WORDS.coming_end;
  at.slide.replaceChildren();
  if (!coming || !isWanted) return;
  fillWith(at.slide, coming);
  core.reveal(at.slide, isStep ? step + 1 : 0);
  requestAnimationFrame(() => fitCopy(at.slide)); // In a task of its own.
}

/** The slides in the strip, with their pieces. @type {Map<HTMLElement, HTMLElement>} */
let shown = new Map();

/** A slide in the strip: a picture of it, and a button that goes there. @param {HTMLElement} slide */
function thumbOf(slide) {
  const copy = core.make('div', {});
  fillWith(copy, slide);
  core.reveal(copy, stepsOf(slide));
  setTimeout(fitCopy, 0, copy);
  const picture = core.make('div', { className: 'thumb-slide', inert: true, ariaHidden: 'true' }, copy);
  const label = `${fill(WORDS.slide, { n: numberOf(slide) })}: ${core.titleOf(slide)}`;
  const go = core.make('button', { type: 'button', ariaLabel: label, title: label, onclick: () => core.visit(slide), onmousedown: (event) => event.preventDefault() });
  return core.make('div', { className: 'thumb' }, picture, go, core.make('span', { ariaHidden: 'true' }, String(numberOf(slide))));
}

/** Forgets the pictures in the strip: an edit may have changed their slides. */
export const forgetThumbs = () => { shown = new Map(); };

/** How many slides the strip shows. */
let most = USUAL_AROUND;

/** Sets how many slides the strip has room for. @param {number} room */
export function setAround(room) {
  const wanted = between(1, room || USUAL_AROUND, MOST_AROUND);
  if (wanted === most) return;
  most = wanted;
  const place = core.place();
  if (place) drawStrip(place.slide, host().state.view === 'presenter');
}

/** Draws the slides around one. @param {HTMLElement} slide @param {boolean} isWanted */
export function drawStrip(slide, isWanted) {
  const { strip } = views();
  if (!isWanted) return;
  /** @type {HTMLElement[]} */
  const around = [slide];
  while (around.length < most) {
    const [before, after] = [previousSlide(around[0]), nextSlide(around.at(-1))];
    if (before) around.unshift(before);
    if (after && around.length < most) around.push(after);
    if (!before && !after) break;
  }
  const kept = new Map(around.map((one) => [one, shown.get(one) ?? thumbOf(one)]));
  for (const [one, thumb] of kept) {
    const button = /** @type {HTMLElement} */ (thumb.querySelector('button'));
    if (one === slide) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  const pieces = [...kept.values()];
  // Pieces that stay keep the focus.
  for (const piece of [...strip.children]) if (!pieces.includes(/** @type {HTMLElement} */ (piece))) piece.remove();
  pieces.forEach((piece, n) => { if (strip.children[n] !== piece) strip.insertBefore(piece, strip.children[n] ?? null); });
  shown = kept;
  centre();
}

/** Scrolls the strip to the slide that is shown. */
export function centre() {
  const { strip } = views();
  const current = /** @type {HTMLElement | null} */ (strip.querySelector('[aria-current]')?.parentElement ?? null);
  if (current) strip.scrollLeft += current.getBoundingClientRect().left + current.offsetWidth / 2 - strip.getBoundingClientRect().left - strip.clientWidth / 2;
}
