// The rhythm of sections: where one is, in a table of contents; and the header that runs through a section.

import { core, deckElement, hasSlides } from '../common/core.js';
import { all, targetWithin } from '../common/dom.js';
import { contentOf, previousSlide, slideAround, slidesIn } from '../common/slides.js';

/** Whether a slide has no header: a picture or a title fills it, or its upper edge. @param {HTMLElement} slide */
const isBare = (slide) => 'ground' in slide.dataset || contentOf(slide)?.matches('.pic, .image-left, .image-right, .image-full');

/** The title slide of the section that a slide is in. @param {Element | null | undefined} slide */
function openerOf(slide) {
  let at = /** @type {HTMLElement | null} */ (slide ?? null);
  while (at && !('section' in at.dataset)) at = previousSlide(at);
  return at;
}

/** Marks a section where contents list it. @param {Element | null | undefined} opener */
function markPlace(opener) {
  for (const line of all('[data-contents] li.here', deckElement())) {
    line.classList.remove('here');
    line.querySelector('a')?.removeAttribute('aria-current');
  }
  if (!opener) return;
  for (const link of all(`[data-contents] li a[href="#${CSS.escape(opener.id)}"]`, deckElement())) {
    link.setAttribute('aria-current', 'location');
    link.closest('li')?.classList.add('here');
  }
}

/** The slide shown before this one, besides contents. @type {Element | undefined} */
let before;

function onChange() {
  const slide = core.place()?.slide;
  if (!slide) return;
  if (slide.dataset.contents) markPlace(openerOf(before?.isConnected ? before : slide));
  else before = slide;
  drawHeader(slide);
}

/** The header of a slide. @param {HTMLElement} slide */
function headerOf(slide) {
  const pattern = deckElement().dataset.runningHeader ?? '';
  const opener = isBare(slide) ? null : openerOf(slide);
  if (!pattern || !opener) return '';
  /** @type {Record<string, string>} */
  const names = { section: core.titleOf(opener), part: opener.querySelector('.opener b')?.textContent ?? '', title: document.title };
  const text = pattern.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => names[name] ?? '');
  return text.replace(/^[\s·|,:–—-]+|[\s·|,:–—-]+$/g, ''); // What stood beside a part that has no name.
}

/** @type {HTMLElement | null} */
let header = null;

/** @param {HTMLElement} slide */
function drawHeader(slide) {
  if (!deckElement().dataset.runningHeader) return;
  header ??= core.make('div', { className: 'deck-running' });
  header.textContent = headerOf(slide);
  if (!header.parentNode) document.querySelector('.deck-ui')?.append(header);
}

/** Paper has no chrome: each slide gets its header. */
function headPaper() {
  if (!deckElement().dataset.runningHeader) return;
  for (const slide of slidesIn(deckElement())) {
    const text = headerOf(slide);
    if (text) slide.dataset.header = text;
  }
}

const bareScreen = () => { for (const slide of all('[data-header]')) delete slide.dataset.header; };

function start() {
  document.addEventListener('deckyard:change', onChange);
  document.addEventListener('deckyard:update', onChange);
  addEventListener('beforeprint', headPaper);
  addEventListener('afterprint', bareScreen);
  // In the reading view, no slide is on the stage: a link from a title slide back to the contents
  // determines the place.
  document.addEventListener('click', (event) => {
    if (!core.staged() && targetWithin(event, '[data-section] .nav a')) markPlace(slideAround(/** @type {Element} */ (event.target)));
  });
  onChange();
}

if (hasSlides()) start();
