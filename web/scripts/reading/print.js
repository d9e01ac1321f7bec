// Printing: with ?print=… the deck is laid out as steps, notes or handouts.

import { core, deckElement } from '../common/core.js';
import { all } from '../common/dom.js';
import { stageHeight } from '../common/sizes.js';
import { slidesIn } from '../common/slides.js';

/** The number of slides per sheet. @type {Record<string, number | undefined>} */
const PER_SHEET = { notes: 1, 'handout-2': 2, 'handout-4': 4, 'handout-6': 6 };
const LANDSCAPE = 4; // Slides on a landscape sheet.
/** The type of notes by how many characters they have at the most; longer ones have the usual size. @type {[most: number, size: string][]} */
const NOTE_SIZES = [[700, '14pt'], [1200, '12.5pt']];
const BLOCK = 60; // A paragraph takes room like so many characters more.
const PICTURE_PAUSE = 50; // ms after which loaded pictures change sizes.

/** The layout requested in the address. */
export const printKind = new URLSearchParams(location.search).get('print');

/** @type {CSSStyleSheet | null} */
let sheet = null;

/** Sets the paper size. Firefox takes the size of all sheets from the last unnamed rule, and not from those of reading.css. */
export function setPaper() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const width = document.documentElement.style.getPropertyValue('--stage-width');
  const perSheet = PER_SHEET[printKind ?? ''];
  const height = stageHeight();
  const isUsual = width === '1280px' && height === 720;
  const size = perSheet ? `${perSheet === LANDSCAPE ? 'landscape' : 'portrait'}; margin: 12mm` : !isUsual && `${width} ${height}px`;
  sheet.replaceSync(size ? `@page { size: ${size}; }` : '');
}

/** Copies, for each slide on paper, of the elements around the stage. @type {Node[]} */
let copies = [];

/** Copies the content of a site's slot around the stage onto each slide, and removes it again. */
export function watchPaper() {
  addEventListener('beforeprint', () => {
    const around = document.querySelector('.every-slide > .on-slide');
    if (!around || copies.length) return;
    copies = all('.slide', deckElement()).map((slide) => slide.appendChild(around.cloneNode(true)));
  });
  addEventListener('afterprint', () => {
    for (const copy of copies.splice(0)) copy.parentNode?.removeChild(copy);
  });
}

/** For this page only, regardless of stored settings. */
function leaveStage() {
  const mode = /** @type {Mode | null} */ (core.store.get('mode'));
  core.setMode('read');
  core.store.set('mode', mode);
}

/** Adds a slide for each step, which takes over the step's number and anchor. @param {HTMLElement} slide */
function spreadSteps(slide) {
  for (let step = Number(slide.dataset.steps); step > 0; step -= 1) {
    const copy = /** @type {HTMLElement} */ (slide.cloneNode(true));
    for (const element of [copy, ...all('[id]', copy)]) element.removeAttribute('id');
    const anchor = slide.querySelector(`:scope > [id="${Number(slide.dataset.number) + step}"]`);
    if (anchor) {
      copy.dataset.number = anchor.id;
      copy.prepend(anchor);
    }
    core.reveal(copy, step);
    slide.after(copy);
  }
  core.reveal(slide, 0);
}

/** The header of a sheet: the deck, its event or date, and the number of the sheet. @param {string} place */
function headOf(place) {
  const { event = '', date = '' } = deckElement().dataset;
  const head = core.make('p', { className: 'sheet-head' });
  for (const textContent of [document.title, [event, date].filter(Boolean).join(' · '), place]) head.append(core.make('span', { textContent }));
  return head;
}

/** The shorter the notes of a sheet, the larger their type; the rest of the sheet is for the reader's own notes. @param {HTMLElement} page @param {HTMLElement[]} notes */
function addNotes(page, notes) {
  const blocks = notes.flatMap((note) => all('p, li, pre', note));
  const length = notes.reduce((sum, note) => sum + (note.textContent ?? '').length, 0) + blocks.length * BLOCK;
  const size = NOTE_SIZES.find(([most]) => length <= most)?.[1];
  if (size) page.style.setProperty('--note-size', size);
  page.append(...notes, core.make('div', { className: 'sheet-lines' }));
}

/** Arranges the slides on sheets of paper. @param {number} size */
function fillSheets(size) {
  const deck = deckElement();
  const inDeck = slidesIn(deck);
  const count = Math.ceil(inDeck.length / size);
  for (let slides = [...inDeck], nth = 1; slides.length; nth += 1) {
    const page = core.make('div', { className: 'sheet' });
    page.append(headOf(`${nth} / ${count}`));
    for (const slide of slides.splice(0, size)) {
      const cell = core.make('div', { className: 'cell' });
      cell.dataset.number = slide.dataset.number;
      cell.append(slide);
      page.append(cell);
      if (size === 1) addNotes(page, all('.notes', slide));
    }
    deck.append(page);
  }
}

/** Triggers the handlers that run before printing. */
const fit = () => { dispatchEvent(new Event('beforeprint')); };

/** @param {string} kind */
function layOut(kind) {
  const deck = deckElement();
  leaveStage();
  document.documentElement.dataset.print = kind;
  document.documentElement.classList.add('paper');
  if (kind === 'steps') [...slidesIn(deck)].forEach(spreadSteps);
  const perSheet = PER_SHEET[kind];
  if (perSheet) fillSheets(perSheet);
  for (const picture of all('[loading]', deck)) picture.setAttribute('loading', 'eager');
  let timer = setTimeout(fit);
  deck.addEventListener('load', () => { // Of a picture: its size is now known.
    clearTimeout(timer);
    timer = setTimeout(fit, PICTURE_PAUSE);
  }, true);
}

/** Lays out the page as soon as all slides are parsed, and keeps the layout. @param {string} kind */
export function layOutForPrint(kind) {
  document.addEventListener('deckyard:mode', () => { if (core.staged()) leaveStage(); });
  document.addEventListener('DOMContentLoaded', () => layOut(kind));
  // The stage would return after printing: this page keeps its print layout.
  addEventListener('afterprint', (event) => event.stopImmediatePropagation());
}
