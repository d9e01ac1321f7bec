// Problems of the last build, over the last good page. The overlay is in a shadow tree, so that no style sheet of a site or
// a theme applies to it.

import { makeElement } from '../common/dom.js';
import { hasEditor, isFollower, post } from './page.js';
import css from './overlay.css';
import { WORDS } from './words.js';

/** @typedef {{ place?: string | null, text: string }} Problem */

/** @type {HTMLElement | null} */
let overlay = null;
/** The element focused before the overlay. @type {HTMLElement | null} */
let focusedBefore = null;

/** Shows problems, or none. @param {Problem[]} problems */
export function drawProblems(problems) {
  const hadFocus = overlay?.matches(':focus-within') === true;
  overlay?.remove();
  overlay = null;
  if (problems.length && !isFollower && !('print' in document.documentElement.dataset)) overlay = makeOverlay(problems);
  if (!hadFocus) return;
  if (overlay) overlay.shadowRoot?.querySelector('button')?.focus();
  else if (focusedBefore?.isConnected) focusedBefore.focus({ preventScroll: true });
}

/** @param {Problem} problem @param {number} index */
function lineOf({ place, text }, index) {
  const pre = makeElement('pre', {}, text);
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', text.split('\n', 1)[0]);
  const opener = place && hasEditor ? [makeElement('button', { onclick: () => { post('open', { index, place }); } }, place)] : [];
  return makeElement('li', {}, ...opener, pre);
}

/** @param {Problem[]} problems */
function makeOverlay(problems) {
  const close = makeElement('button', { onclick: () => drawProblems([]) }, '×');
  close.setAttribute('aria-label', WORDS.close);
  const heading = makeElement('h2', {}, WORDS.problems(problems.length), close);
  const box = makeElement('section', {}, heading, makeElement('ol', {}, ...problems.map(lineOf)));
  box.setAttribute('role', 'alert');
  box.setAttribute('aria-label', WORDS.problems(problems.length));
  const host = makeElement('div', { className: 'live-problems' });
  host.dataset.ui = '';
  const style = new CSSStyleSheet();
  style.replaceSync(css);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [style];
  shadow.append(box);
  host.addEventListener('focusin', ({ relatedTarget }) => { focusedBefore = /** @type {HTMLElement | null} */ (relatedTarget); });
  document.body.append(host);
  // The keyboard can scroll focusable elements.
  for (const pre of shadow.querySelectorAll('pre')) if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;
  makeWay(host);
  return host;
}

/** Moves the overlay to the other edge of the window if it would cover the focused element. @param {HTMLElement} host */
function makeWay(host) {
  const focused = document.activeElement;
  if (!focused || focused === host || focused === document.body) return;
  const { top, bottom } = focused.getBoundingClientRect();
  const { height } = host.getBoundingClientRect();
  const [coveredAbove, coveredBelow] = [Math.max(0, height - top), Math.max(0, bottom - innerHeight + height)];
  const isWorse = host.hasAttribute('data-above') ? coveredAbove > coveredBelow : coveredBelow > coveredAbove;
  if (isWorse) host.toggleAttribute('data-above');
}

/** Keeps the overlay off the focused element, and closes it on Escape. */
export function watchOverlay() {
  document.addEventListener('focusin', () => requestAnimationFrame(() => { if (overlay) makeWay(overlay); }));
  // After all other handlers of the key.
  addEventListener('keydown', (event) => {
    const isInDialog = /** @type {Element} */ (event.target).closest?.('dialog');
    if (event.key === 'Escape' && overlay && !event.defaultPrevented && !isInDialog) drawProblems([]);
  });
}
