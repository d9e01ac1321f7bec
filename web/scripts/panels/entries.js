// The slides as listed in panels.

import { core, deckElement } from '../common/core.js';
import { nextSlide, slidesIn } from '../common/slides.js';
import { fill } from '../common/words.js';
import { WORDS } from './words.js';

/**
 * @typedef {object} Entry
 * @property {HTMLElement} slide
 * @property {string} title
 * @property {string} number
 * @property {string | undefined} name
 * @property {string | undefined} section
 * @property {string | undefined} part
 * @property {string} [plainHead]  title and name, as the search compares them
 * @property {string} [plainText]  the same with the text of the slide
 */

/** @type {Entry[] | null} */
let entries = null;

/** The title of a slide; a picture before a section has that of the section. @param {HTMLElement} slide */
function titleOf(slide) {
  const own = core.titleOf(slide);
  const next = own ? null : nextSlide(slide);
  return own || (next?.dataset.section !== undefined && core.titleOf(next)) || slide.id;
}

/** @returns {Entry[]} */
export const allEntries = () => {
  entries ??= Array.from(slidesIn(deckElement()), (slide) => {
    const { number = '', name, section, part } = slide.dataset; // Copying all of the data takes much longer.
    return { slide, title: titleOf(slide), number, name, section, part };
  });
  return entries;
};

/** The texts are long, and may change. */
export const forgetEntries = () => { entries = null; };

/** Whether a slide begins a section. @param {Entry} entry */
export const isSection = ({ section }) => section === '';

/** The name of the part that begins with a slide, if any. @param {Entry} entry */
export const partHeading = ({ part }) => (part ? [core.make('h3', {}, fill(WORDS.part, { n: part }))] : []);

/** The slide on the stage, or in the middle of the window. @returns {Element | undefined} */
export function currentSlide() {
  if (core.staged()) return core.place()?.slide;
  const deck = deckElement();
  return document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((element) => element.parentElement === deck);
}
