// Buttons on code and labs, added to slides that are shown or near; line numbers, code zoom, a pen, and a laser pointer.

import { core } from '../common/core.js';
import { all, targetWithin } from '../common/dom.js';
import { contentOf, isTooHigh } from '../common/slides.js';
import { words } from '../common/words.js';
import { draws, moveLaser, putAway, sizePen, takeTool } from './pointers.js';
import { commandsOf, isOutput } from './shell.js';
import { enlarge, watchPictures } from './zoom.js';

const WORDS = words({
  copy: 'Copy',
  done: 'Done',
  do_numbers: 'line numbers',
  do_larger: 'larger code',
  do_smaller: 'smaller code',
  do_zoom: 'enlarge a picture or code',
  do_pen: 'draw (Shift: thick, Escape: end)',
  do_laser: 'laser pointer',
});
const ZOOMS = [1, 1.25, 1.5, 2];

/** A button; the style sheet draws its label. A click does not take the focus: Space still moves on.
 * @param {string} className @param {string} ariaLabel @param {() => void} onclick */
const makeButton = (className, ariaLabel, onclick) =>
  core.make('button', { className, ariaLabel, onclick, onmousedown: (event) => event.preventDefault() });

/** @param {HTMLElement} lab @param {string} key */
function addCheck(lab, key) {
  const check = makeButton('lab-check', WORDS.done, () => mark(check.ariaPressed !== 'true'));
  /** @param {boolean} isDone */
  const mark = (isDone) => {
    core.store.set(key, isDone ? 1 : null);
    lab.classList.toggle('lab-done', isDone);
    check.ariaPressed = String(isDone);
  };
  lab.prepend(check);
  mark(core.store.get(key) !== null);
}

/** Adds the buttons of a slide, once. @param {HTMLElement} slide */
function equip(slide) {
  if (slide.querySelector('.code-copy, .lab-check')) return;
  const codes = all('pre > .remark-code', slide);
  for (const [index, code] of codes.entries()) {
    if (!isOutput(code, codes.slice(0, index))) code.after(makeButton('code-copy', WORDS.copy, () => { core.copy(commandsOf(code)); }));
  }
  all('div:is(.lab, .exercise):not(.slide-content)', slide).forEach((lab, index) => {
    addCheck(lab, `lab:${location.pathname}#${slide.id}:${index}`);
  });
}

/** @type {HTMLElement | null} */
let shown = null;
let zoom = 0;

/** @param {1 | -1} by */
function zoomBy(by) {
  if (!shown) return;
  zoom = Math.max(0, Math.min(zoom + by, ZOOMS.length - 1));
  shown.style.setProperty('--code-zoom', String(ZOOMS[zoom]));
  if (!zoom) core.refit();
  else if (isTooHigh(contentOf(shown))) core.offerScroll(shown, true); // Smaller type would undo it.
}

function leave() {
  putAway();
  zoom = 0;
  shown?.style.removeProperty('--code-zoom');
}

/** @param {Place} place */
function enter({ slide }) {
  if (slide === shown) return;
  leave();
  shown = slide;
  equip(slide);
  requestAnimationFrame(core.refit); // For line numbers.
}

function toggleNumbers() {
  document.documentElement.classList.toggle('code-numbers');
  core.refit();
}

/** @param {'pen' | 'laser'} name */
const toggleTool = (name) => () => {
  if (takeTool(name)) core.toast(WORDS[`do_${name}`]);
};

function bindKeys() {
  const { Escape } = core.keys;
  Object.assign(core.keys, {
    n: toggleNumbers,
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    z: enlarge,
    w: toggleTool('pen'),
    x: toggleTool('laser'),
    /** @type {Action} */
    Escape: (event) => (draws() ? putAway() : Escape(event)),
  });
  /** @type {[string, string, string][]} */
  const lines = [
    ['Showing', WORDS.do_numbers, 'n'],
    ['Showing', WORDS.do_larger, '+'],
    ['Showing', WORDS.do_smaller, '-'],
    ['Showing', WORDS.do_zoom, 'z'],
    ['Presenting', WORDS.do_pen, 'w'],
    ['Presenting', WORDS.do_laser, 'x'],
  ];
  core.bindings.push(...lines.map(([group, text, key]) => ({ group, keys: [key], text, stage: true })));
}

function start() {
  bindKeys();
  watchPictures();
  document.addEventListener('deckyard:change', ({ detail }) => enter(detail));
  document.addEventListener('deckyard:near', ({ detail }) => equip(detail));
  document.addEventListener('deckyard:mode', leave);
  addEventListener('pointermove', moveLaser);
  addEventListener('resize', sizePen);
  addEventListener('dblclick', (event) => {
    const code = targetWithin(event, '.slide :not(pre) > code');
    if (code) getSelection()?.selectAllChildren(code);
  });
  const place = core.place();
  if (place) enter(place);
}

if (window.deckyard) start();
