// The sizes of the panes: with the pointer, arrow keys and buttons; this browser stores them for
// the site. A view leaves the slide at its position in the document; a custom property on <html>
// shows it in the frame.

import { core } from '../common/core.js';
import { stageHeight } from '../common/sizes.js';
import { isRightToLeft } from '../common/words.js';
import { centre, setAround } from './copies.js';
import { views } from './elements.js';
import { between, host } from './host.js';

const [LEAST, MOST] = [20, 85]; // Percent for a pane.
const STEP = 2; // Percent for an arrow key.
const BUTTON_STEP = 5; // Percent for a button.
const STRIP = 76; // CSS pixels for the slides around, at least.
const GAP = 12; // CSS pixels between panes.
const ROW = 150; // CSS pixels of a row of slides around, about; more are shown in two rows or more.
const HIGHEST_THUMB = 130; // CSS pixels.
const [THUMB_GAP, THUMB_LABEL, THUMB_EDGE] = [8, 24, 4]; // CSS pixels, as presenter.css has them.
const LEAST_TALL = 620; // CSS pixels for panes one below the other, with the slides around among them.
const [NARROW, LOW] = [600, 420]; // CSS pixels of a window, below which panes are one below the other and scroll.

/** Percent for the slide, and for the preview, in this view. @type {{ split: number, next: number }} */
const sizes = { split: 64, next: 40 };

const root = document.documentElement;

/** Sets a custom property on the views only, since a change on <html> restyles every slide.
 * @param {string} name @param {string | number} value */
export const setProperty = (name, value) => views().present.style.setProperty(`--${name}`, String(value));

/** The top of the site: several sites may share an origin. */
function site() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[data-late]'));
  return new URL(script ? '..' : '.', script?.src ?? location.href).pathname;
}

/** The name under which a size is stored. @param {string} name */
const key = (name) => `${name}-${host().state.view || 'presenter'}:${site()}`;

/** @param {string} name */
export const recall = (name) => Number(core.store.get(key(name)) ?? NaN);

/** @param {string} name @param {number} value */
export const keep = (name, value) => core.store.set(key(name), value);

/** How the panes are laid out in a window of this size. */
function layout() {
  if (innerWidth < NARROW || innerHeight < LOW) return 'small';
  return innerWidth <= innerHeight || host().state.view === 'notes' ? 'tall' : 'wide';
}

/** Gives the slides around as many rows as there is room for. @param {number} ratio of the height of a slide to its width */
function measureStrip(ratio) {
  const { strip } = views();
  const rows = Math.max(1, Math.round(strip.clientHeight / ROW));
  const high = between(30, (strip.clientHeight + THUMB_GAP) / rows - THUMB_GAP - THUMB_LABEL, HIGHEST_THUMB);
  const inRow = Math.max(1, Math.round((strip.clientWidth + THUMB_GAP) / (high / ratio + THUMB_EDGE + THUMB_GAP)));
  // Rows are as wide as the strip.
  const wide = (strip.clientWidth + THUMB_GAP) / inRow - THUMB_GAP - THUMB_EDGE;
  setProperty('thumb', Math.min(high, rows > 1 ? wide * ratio : high) / stageHeight());
  strip.classList.toggle('rows', rows > 1);
  setAround(rows > 1 ? rows * inRow : 0);
}

/** Gives the panes their sizes, and puts the slide into its frame. */
export function measure() {
  const at = views();
  if (!host().state.view) return;
  const width = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width'));
  const ratio = stageHeight() / width;
  const { dataset } = at.present;
  dataset.layout = layout();
  const isWide = dataset.layout === 'wide';
  const isSmall = dataset.layout === 'small';
  at.slideBorder.handle.ariaOrientation = isWide ? 'vertical' : 'horizontal';
  at.nextBorder.handle.ariaOrientation = isWide ? 'horizontal' : 'vertical';
  at.strip.hidden = dataset.layout === 'tall' && at.body.clientHeight < LEAST_TALL;
  const room = isWide ? at.main.clientHeight - STRIP - GAP : isSmall ? Infinity : at.body.clientHeight * sizes.split / 100;
  setProperty('frame-height', `${Math.max(60, Math.min(at.frame.clientWidth * ratio, room))}px`);
  measureStrip(ratio);
  const { clientWidth, clientHeight } = at.place;
  setProperty('preview', Math.max(0, isWide ? Math.min(clientWidth / width, clientHeight / stageHeight()) : clientWidth / width));
  place(width);
  centre();
}

/** Puts the slide into its frame. @param {number} [width] */
export function place(width = parseFloat(getComputedStyle(root).getPropertyValue('--stage-width'))) {
  const { left, top, width: w, height: h } = views().frame.getBoundingClientRect();
  const scale = Math.min(w / width, h / stageHeight());
  root.style.setProperty('--frame', `translate(${left + (w - innerWidth) / 2}px, ${top + (h - innerHeight) / 2}px) scale(${scale})`);
}

/** @param {'split' | 'next'} name @param {number} percent */
function resize(name, percent) {
  sizes[name] = Math.round(between(LEAST, percent, MOST));
  borderOf(name).handle.ariaValueNow = String(sizes[name]);
  keep(name, sizes[name]);
  setProperty(name, `${sizes[name]}%`);
  measure();
}

/** @param {'split' | 'next'} name */
const borderOf = (name) => (name === 'split' ? views().slideBorder : views().nextBorder);

/** Restores the sizes of a view's panes. */
export function recallSizes() {
  resize('split', recall('split') || 64);
  resize('next', recall('next') || 40);
}

/** @param {'split' | 'next'} name */
function watch(name) {
  const { handle, less, more } = borderOf(name);
  less.onclick = () => resize(name, sizes[name] - BUTTON_STEP);
  more.onclick = () => resize(name, sizes[name] + BUTTON_STEP);
  handle.onkeydown = (event) => {
    const way = isRightToLeft() ? -1 : 1;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -STEP * way, ArrowUp: -STEP, ArrowRight: STEP * way, ArrowDown: STEP };
    const by = steps[event.key];
    if (!by || !core.isShortcut(event)) return;
    event.preventDefault();
    resize(name, sizes[name] + by);
  };
  handle.onpointerdown = ({ pointerId }) => handle.setPointerCapture(pointerId);
  handle.onpointermove = ({ pointerId, clientX, clientY }) => {
    if (!handle.hasPointerCapture(pointerId)) return;
    const { left, right, top, width, height } = (name === 'split' ? views().body : views().more).getBoundingClientRect();
    const isBeside = handle.ariaOrientation === 'vertical';
    resize(name, 100 * (isBeside ? (isRightToLeft() ? right - clientX : clientX - left) / width : (clientY - top) / height));
  };
}

export function watchPanes() {
  watch('split');
  watch('next');
  let frame = 0;
  // In a separate frame, because measuring affects the sizes of other panes.
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(measure);
  });
  for (const element of [views().present, views().main, views().place, views().strip, views().body]) observer.observe(element);
  // Another aspect ratio of the slides does not change the panes.
  addEventListener('resize', measure);
  // In small windows, the view scrolls, together with the slide.
  views().present.onscroll = () => place();
}
