// Messages of the presentation: the number in the corner, announcements for screen readers, short notices.

import { contentOf } from '../common/slides.js';
import { makeElement } from '../common/dom.js';
import { makeSurface, raise } from '../common/surface.js';
import { fill, words } from '../common/words.js';
import { place, plainText, titleOf, total } from './find.js';
import css from './notices.css';
import { mainElement, state } from './state.js';

const WORDS = words({ copied: 'Copied', not_copied: 'Not copied', announce: 'Slide {number} of {total}: {text}' });
const TOAST_TIME = 2500; // ms
const LONGEST_ANNOUNCEMENT = 200; // Characters of the content that a step reveals.

/** @type {Make} */
export function make(tag, properties, ...content) {
  const element = makeElement(tag, properties, ...content);
  element.toggleAttribute('data-ui', true);
  return element;
}

/** @type {{ layer: HTMLElement, number: HTMLElement, live: HTMLElement, toast: HTMLElement, messages: HTMLElement } | null} */
let made = null;

/** The elements for these messages, created with the first slide shown. */
function elements() {
  if (made) return made;
  const number = make('div', { className: 'deck-number' });
  const layer = make('div', { className: 'deck-ui', ariaHidden: 'true' }, number); // Screen readers get the announcement.
  const [live, toastBox] = ['live', 'toast'].map((name) => make('div', { className: `deck-${name}`, role: 'status' }));
  const messages = makeSurface('messages', css, live, toastBox);
  document.body.append(layer, messages);
  made = { layer, number, live, toast: toastBox, messages };
  return made;
}

let toastTimer = 0;

/** Shows and announces a short message. @param {string} text */
export function toast(text) {
  const { toast: box, messages } = elements();
  clearTimeout(toastTimer);
  raise(messages);
  box.textContent = text;
  toastTimer = setTimeout(() => { box.textContent = ''; }, TOAST_TIME);
}

/** Copies a text to the clipboard. @param {string} text */
export async function copy(text) {
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // Without https, and for local files.
    addEventListener('copy', (event) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    }, { once: true });
    isCopied = document.execCommand('copy');
  }
  toast(isCopied ? WORDS.copied : WORDS.not_copied);
}

/** Shows the number of the place, or the digits typed so far. */
export function drawNumber() {
  const shown = place();
  if (!shown) return;
  const { layer, number } = elements();
  const { className } = contentOf(shown.slide);
  layer.dataset.slide = className;
  // The content of a site's slot around the stage.
  const around = mainElement().nextElementSibling;
  if (around instanceof HTMLElement && around.matches('.every-slide')) around.dataset.slide = className;
  number.classList.toggle('typed', state.typed !== '');
  const { numberPrefix = '', numberFormat = '%current%/%total%' } = mainElement().dataset;
  /** @type {Record<string, number>} */
  const values = { current: shown.number, total: total() };
  const text = numberFormat.replace(/%(current|total)%/g, (_, name) => String(values[name]));
  number.innerHTML = state.typed ? '→ ' : numberPrefix + text;
  number.append(state.typed);
  number.hidden = !number.innerHTML;
}

/**
 * Announces a move: the content that a step reveals, or the title of a slide.
 * @param {Place} shown
 * @param {boolean} isSameSlide
 */
export function announce({ slide, step, number }, isSameSlide) {
  const news = isSameSlide && step ? [...slide.querySelectorAll(`[data-step="${step}"], .highlighted[data-lit~="${step}"]`)] : [];
  const text = news.length ? news.map(plainText).join(' ').slice(0, LONGEST_ANNOUNCEMENT) : titleOf(slide);
  elements().live.textContent = fill(mainElement().dataset.announce || WORDS.announce, { number, total: total(), text }).replace(/[:\s]+$/, '');
}
