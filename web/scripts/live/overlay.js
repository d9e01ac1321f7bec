// Problems of the last build, over the last good page. The overlay is in a shadow tree, so that no style sheet of a site or
// a theme applies to it.

import { focusedElement, makeElement, targetOf, targetWithin } from '../common/dom.js';
import { makeSurface, raise } from '../common/surface.js';
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
  const host = makeSurface('problems', css, box);
  host.addEventListener('focusin', ({ relatedTarget }) => { if (!relatedTarget) focusedBefore = null; });
  document.body.append(host);
  raise(host);
  // The keyboard can scroll focusable elements.
  for (const pre of box.querySelectorAll('pre')) if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;
  makeWay(host);
  return host;
}

/** Moves the overlay to the other edge of the window if it would cover the focused element. @param {HTMLElement} host */
function makeWay(host) {
  const focused = focusedElement();
  if (!focused || focused === document.body || focused.getRootNode() === host.shadowRoot) return;
  const { top, bottom } = focused.getBoundingClientRect();
  const box = host.shadowRoot?.querySelector('section');
  const { height } = (box ?? host).getBoundingClientRect();
  const [coveredAbove, coveredBelow] = [Math.max(0, height - top), Math.max(0, bottom - innerHeight + height)];
  const isWorse = host.hasAttribute('data-above') ? coveredAbove > coveredBelow : coveredBelow > coveredAbove;
  if (isWorse) host.toggleAttribute('data-above');
}

/** Keeps the overlay off the focused element, and closes it on Escape. */
export function watchOverlay() {
  // Within a surface, only its shadow tree receives the focus events.
  for (const name of ['focusin', 'keyup']) {
    document.addEventListener(name, () => requestAnimationFrame(() => { if (overlay) makeWay(overlay); }));
  }
  document.addEventListener('focusout', (event) => { if (overlay && event.relatedTarget === overlay) focusedBefore = targetOf(event); });
  // After all other handlers of the key.
  addEventListener('keydown', (event) => {
    const isInDialog = targetWithin(event, 'dialog');
    if (event.key === 'Escape' && overlay && !event.defaultPrevented && !isInDialog) drawProblems([]);
  });
}
