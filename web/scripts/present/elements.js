// The elements of presenter view and notes: one tree, created when a view opens.

import { WORDS } from './words.js';

/**
 * @typedef {object} Views
 * @property {HTMLElement} present  around all of them
 * @property {HTMLElement} frame  where the slide goes
 * @property {HTMLElement} split  between slide and the rest
 * @property {HTMLElement} coming  says what comes next
 * @property {HTMLElement} preview  around the copy of what comes next
 * @property {HTMLElement} slide  the copy
 * @property {HTMLElement} smaller
 * @property {HTMLElement} larger
 * @property {HTMLElement} text  the notes
 * @property {HTMLElement} sign  says that the audience sees black
 * @property {HTMLElement} time
 * @property {HTMLElement} pause
 * @property {HTMLElement} reset
 * @property {HTMLElement} pace
 * @property {HTMLElement} clock
 * @property {HTMLElement} section
 * @property {HTMLElement} part
 */

/** @type {Views | null} */
let made = null;

/** The elements, once a view has been opened. */
export const views = () => made;

/** The elements, for code that runs only once they exist. */
export const madeViews = () => /** @type {Views} */ (made);

/** @param {'smaller' | 'larger' | 'pause' | 'reset'} name */
const button = (name) => `<button class="${name}">${WORDS[name]}</button>`;
/** @param {'section' | 'part'} name */
const bar = (name) => `<label class="${name}"><span></span><progress></progress></label>`;

/** Creates the elements. Each of them has one class, its name. */
export function makeViewElements() {
  document.body.insertAdjacentHTML('beforeend', `<aside class="present" aria-label="${WORDS.presenter}" data-ui><div class="frame"></div>`
    + `<div class="split" role="separator" tabindex="0" aria-label="${WORDS.split}"></div>`
    + '<div class="next"><h2 class="coming"></h2><div class="preview" aria-hidden="true" inert><div class="slide"></div></div></div>'
    + `<div class="side"><h2>${WORDS.notes}</h2>${button('smaller')}${button('larger')}<div class="text" role="group" tabindex="0" aria-label="${WORDS.notes}"></div></div>`
    + `<div class="status"><b class="sign" role="status"></b><b class="time"></b>${button('pause')}${button('reset')}`
    + `<span class="pace"></span><span class="clock"></span>${bar('section')}${bar('part')}</div></aside>`);
  const elements = document.querySelectorAll('.present, .present [class]');
  made = /** @type {any} */ (Object.fromEntries(Array.from(elements, (element) => [element.className, element])));
  return madeViews();
}
