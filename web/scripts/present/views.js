// Presenter view and notes. A view leaves the slide in its place; custom properties on <html> show it in a frame.

import { core, deckElement, shownPlace } from '../common/core.js';
import { all } from '../common/dom.js';
import { stageHeight } from '../common/sizes.js';
import { contentOf, nextSlide, stepsOf } from '../common/slides.js';
import { fill, isRightToLeft } from '../common/words.js';
import { drawBlack } from './black.js';
import { madeViews, makeViewElements, views } from './elements.js';
import { between, remember, state } from './state.js';
import { drawTime, restart, setChapters, shareDone, startOrPause } from './timer.js';
import { WORDS } from './words.js';

const TICK = 500; // ms
const USUAL_SPLIT = 64; // Percent of the window for the slide.
const [LEAST_SPLIT, MOST_SPLIT] = [20, 85];
const USUAL_NOTES = 20; // CSS pixels of the type.
const [LEAST_NOTES, MOST_NOTES] = [12, 48];

const root = document.documentElement;

/** Sets a custom property on the views only, since a change on <html> restyles every slide.
 * @param {string} name @param {string | number} value */
const setProperty = (name, value) => madeViews().present.style.setProperty(`--${name}`, String(value));

/** The first slides of sections and of parts. @type {{ section: HTMLElement[], part: HTMLElement[] }} */
const openers = { section: [], part: [] };

/** Percent of the window for the slide. */
let split = 0;

function makeViews() {
  const at = makeViewElements();
  at.pause.onclick = startOrPause;
  at.reset.onclick = restart;
  at.smaller.onclick = () => sizeNotes(-2);
  at.larger.onclick = () => sizeNotes(2);
  // After a click, Space goes to the slides.
  at.present.onclick = ({ detail }) => { if (detail) /** @type {HTMLElement} */ (document.activeElement).blur(); };
  // Arrows scroll the notes. If a handler returned false, the browser would not get the key.
  at.text.onkeydown = (event) => {
    if (/^Arrow[UD]/.test(event.key) && at.text.scrollHeight > at.text.clientHeight) event.stopPropagation();
  };
  watchSplit();
  at.slide.addEventListener('load', fitCopy, true);
  const observer = new ResizeObserver(measure);
  observer.observe(at.frame);
  observer.observe(at.preview);
  /** @param {string} name */
  const openersOf = (name) => all(`:scope > [data-${name}]`, deckElement());
  setChapters(openersOf('minutes'));
  Object.assign(openers, { section: openersOf('section'), part: openersOf('part') });
  sizeNotes(0);
  drawBlack();
}

/** Arrow keys and the pointer move the border between the slide and the rest. */
function watchSplit() {
  const handle = madeViews().split;
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: isRightToLeft() ? 2 : -2, ArrowUp: -2, ArrowRight: isRightToLeft() ? -2 : 2, ArrowDown: 2 };
  handle.onkeydown = (event) => {
    const by = steps[event.key];
    if (!by || !core.isShortcut(event)) return;
    event.preventDefault();
    setSplit(split + by);
  };
  handle.onpointerdown = ({ pointerId }) => handle.setPointerCapture(pointerId);
  handle.onpointermove = ({ pointerId, clientX, clientY }) => {
    if (handle.hasPointerCapture(pointerId)) setSplit(100 * (isStacked() ? clientY / innerHeight : (isRightToLeft() ? innerWidth - clientX : clientX) / innerWidth));
  };
}

let ticking = 0;

/** @param {import('./state.js').View} name */
export function setView(name) {
  state.view = name;
  clearInterval(ticking);
  if (name) {
    if (!views()) makeViews();
    ticking = setInterval(drawTime, TICK);
    setSplit(Number(core.store.get(`split-${name}`) ?? USUAL_SPLIT));
  }
  root.classList.toggle('framed', name !== '');
  root.classList.toggle('presenter', name === 'presenter');
  core.applyMode(); // A narrow window keeps the stage while a view is open.
  draw();
  remember();
}

/** Whether the slide is above the rest, rather than beside it. */
const isStacked = () => madeViews().split.clientWidth > madeViews().split.clientHeight;

/** Puts the slide into its frame. */
function measure() {
  const width = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width'));
  const { frame, preview, split: handle } = madeViews();
  const { offsetLeft: x, offsetTop: y, clientWidth: w, clientHeight: h } = frame;
  handle.ariaOrientation = isStacked() ? 'horizontal' : 'vertical';
  setProperty('preview', preview.clientWidth / width);
  const scale = Math.min(w / width, h / stageHeight());
  root.style.setProperty('--frame', `translate(${x + (w - innerWidth) / 2}px, ${y + (h - innerHeight) / 2}px) scale(${scale})`);
}

/** @param {number} percent */
function setSplit(percent) {
  split = Math.round(between(LEAST_SPLIT, percent, MOST_SPLIT));
  madeViews().split.ariaValueNow = String(split);
  core.store.set(`split-${state.view}`, split);
  setProperty('split', `${split}%`);
}

/** @param {number} by */
function sizeNotes(by) {
  const size = between(LEAST_NOTES, Number(core.store.get('notes-size') ?? USUAL_NOTES) + by, MOST_NOTES);
  core.store.set('notes-size', size);
  setProperty('notes', `${size}px`);
}

// The contents of the views.

/** A copy with its own ids, so that the references within a diagram work. @param {HTMLElement} element */
function copyOf(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  for (const piece of [copy, ...all('*', copy)]) {
    piece.removeAttribute('autoplay');
    for (const attribute of piece.attributes) {
      const { name, value } = attribute;
      const own = value.replace(name === 'id' ? /^/ : name === 'href' ? /^#/ : 'url(#', '$&copy-');
      if (own !== value) attribute.value = own;
    }
  }
  return copy;
}

function fitCopy() {
  const { slide } = madeViews();
  if (slide.firstElementChild) core.shrink(slide);
}

/** The slide whose notes are shown. @type {HTMLElement | null} */
let drawn = null;

/** Draws the view of the current place. */
export function draw() {
  const { slide, step = 0 } = core.place() ?? {};
  if (!state.view || !slide) return;
  drawPreview(slide, step);
  if (drawn !== slide) {
    drawNotes(slide);
    drawn = slide;
  }
  drawBar('section');
  drawBar('part');
  drawTime();
}

/** @param {HTMLElement} slide @param {number} step */
function drawPreview(slide, step) {
  const at = madeViews();
  const isStep = step < stepsOf(slide);
  const coming = isStep ? slide : nextSlide(slide);
  at.coming.textContent = isStep ? WORDS.coming_step : coming ? WORDS.coming_slide : WORDS.coming_end;
  at.slide.replaceChildren();
  if (!coming || state.view !== 'presenter') return;
  at.slide.append(copyOf(contentOf(coming)));
  core.reveal(at.slide, isStep ? step + 1 : 0);
  requestAnimationFrame(fitCopy); // In a task of its own.
}

/** @param {HTMLElement} slide */
function drawNotes(slide) {
  const { text } = madeViews();
  const notes = /** @type {HTMLElement | null} */ (slide.querySelector(':scope > .notes'));
  text.replaceChildren(...(notes ? copyOf(notes).childNodes : [core.noNotes ?? WORDS.no_notes]));
  requestAnimationFrame(() => { text.scrollTop = 0; });
}

/** Draws the progress through a section or part. @param {'section' | 'part'} name */
function drawBar(name) {
  const bar = madeViews()[name];
  const slides = openers[name];
  const { slide, number } = shownPlace();
  const n = slides.findLastIndex((opener) => opener === slide || opener.compareDocumentPosition(slide) & Node.DOCUMENT_POSITION_FOLLOWING);
  bar.hidden = n < 0;
  if (n < 0) return;
  const [label, progress] = bar.children;
  label.textContent = fill(WORDS[`${name}_of`], { n: n + 1, of: slides.length, title: core.titleOf(slides[n]) });
  /** @type {HTMLProgressElement} */ (progress).value = shareDone(slides, n, number + 1);
}
