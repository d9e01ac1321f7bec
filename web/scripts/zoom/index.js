// A picture, a diagram or code of a slide as large as the window, and larger: by buttons, keys, wheel, fingers and drags.
//
// The view shows a copy in a copy of its slide, a child of the host, so that the style sheets of
// slides apply to it; the rest is a surface.

import { core } from '../common/core.js';
import { focusedElement, force } from '../common/dom.js';
import { words } from '../common/words.js';
import { contentOf } from '../common/slides.js';
import css from './zoom.css';
import { makeSight } from './sight.js';

const WORDS = words({
  close: 'Close',
  zoom: 'Enlarged',
  zoom_in: 'Larger',
  zoom_out: 'Smaller',
  zoom_next: 'Next on this slide',
});
const FACTOR = 1.5; // Of a key or a button.
const STEP = 80; // CSS pixels that an arrow key moves it.

/** The view that is open. @type {HTMLDialogElement | null} */
let view = null;

/** The name of a piece for screen readers. @param {Element} piece */
const nameOf = (piece) => (piece.matches('img') ? piece.getAttribute('alt') : piece.getAttribute('aria-label') ?? piece.querySelector('title')?.textContent)
  || core.titleOf(/** @type {Element} */ (piece.closest('.slide')));

/** A copy of a piece, inside copies of its content element and slide, which style it. @param {HTMLElement} piece */
function copyOf(piece) {
  const slide = /** @type {HTMLElement} */ (piece.closest('.slide'));
  const copy = /** @type {HTMLElement} */ (piece.cloneNode(true));
  for (const button of copy.querySelectorAll('[data-ui]')) button.remove();
  copy.removeAttribute('id');
  const { width, height } = piece.getBoundingClientRect();
  const scale = parseFloat(document.documentElement.style.getPropertyValue('--scale')) || 1;
  // Code is as wide as its lines.
  const size = piece.matches('pre') ? { width: 'max-content', height: 'auto' } : { width: `${width / scale}px`, height: `${height / scale}px` };
  force(copy, { ...size, 'max-width': 'none', 'max-height': 'none', margin: '0', position: 'static', overflow: 'visible', transform: 'none', '-webkit-mask': 'none' });
  const content = /** @type {HTMLElement} */ (contentOf(slide).cloneNode(false));
  content.removeAttribute('id');
  const shape = { position: 'static', display: 'block', width: 'max-content', height: 'auto', 'min-height': '0', margin: '0', padding: '0', border: '0', overflow: 'visible' };
  force(content, { ...shape, background: 'none' });
  content.append(piece.matches('svg') ? core.make('figure', { className: 'diagram' }, copy) : copy);
  for (const figure of content.querySelectorAll('figure')) force(figure, { margin: '0', 'line-height': '0' });
  const whole = core.make('div', { className: 'slide current', slot: 'piece', inert: true }, content);
  whole.dataset.ground = slide.dataset.ground ?? '';
  force(whole, { ...shape, transform: 'none', 'box-shadow': 'none', 'font-size': getComputedStyle(slide).fontSize });
  return whole;
}

/** @param {string} ariaLabel @param {string} sign @param {() => void} onclick */
const button = (ariaLabel, sign, onclick) => core.make('button', { ariaLabel, title: ariaLabel, onclick }, sign);

/** @param {HTMLElement[]} pieces @param {number} first */
function open(pieces, first) {
  view?.close();
  const from = focusedElement();
  let index = first;
  const piece = core.make('div', { className: 'piece' }, core.make('slot', { name: 'piece' }));
  const sight = core.make('div', { className: 'sight' }, piece);
  const moves = makeSight(sight, piece);
  const larger = button(WORDS.zoom_in, '+', () => moves.zoom(FACTOR));
  const bar = core.make('div', { className: 'bar' },
    button(WORDS.zoom_out, '−', () => moves.zoom(1 / FACTOR)), larger,
    ...(pieces.length > 1 ? [button(WORDS.zoom_next, '›', () => show(index + 1))] : []), button(WORDS.close, '×', () => box.close()));
  const box = core.make('dialog', {}, sight, bar);
  const host = core.surface('zoom', css, box);
  /** @param {number} wanted */
  const show = (wanted) => {
    index = (wanted + pieces.length) % pieces.length;
    host.replaceChildren(copyOf(pieces[index]));
    const name = nameOf(pieces[index]);
    box.ariaLabel = `${WORDS.zoom}: ${name}`;
    sight.setAttribute('role', 'img');
    sight.setAttribute('aria-label', name);
    moves.fit();
  };
  /** @type {Record<string, () => void>} */
  const keys = {
    '+': () => moves.zoom(FACTOR), '=': () => moves.zoom(FACTOR), '-': () => moves.zoom(1 / FACTOR), 0: moves.fit,
    ArrowLeft: () => moves.pan(STEP, 0), ArrowRight: () => moves.pan(-STEP, 0), ArrowUp: () => moves.pan(0, STEP), ArrowDown: () => moves.pan(0, -STEP),
    z: () => (pieces.length > 1 ? show(index + 1) : box.close()),
  };
  box.onkeydown = (event) => {
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event; // A plus may need Shift.
    if (!Object.hasOwn(keys, key) || ctrlKey || altKey || metaKey || (shiftKey && key.length > 1)) return;
    event.preventDefault();
    keys[key]();
  };
  const onResize = () => moves.fit();
  const onMove = () => box.close(); // Another window, or the presenter, moved on.
  box.onclose = () => {
    removeEventListener('resize', onResize);
    document.removeEventListener('deckyard:change', onMove);
    host.remove();
    view = null;
    from?.focus({ preventScroll: true });
  };
  addEventListener('resize', onResize);
  document.addEventListener('deckyard:change', onMove);
  document.body.append(host);
  box.showModal();
  larger.focus();
  view = box;
  show(index);
}

if (window.deckyard) window.deckyardZoom = open;
