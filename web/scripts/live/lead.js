// The presenter's window reports its place to the server, so that others can follow.
//
// Only a person moves the followers: by key, click, wheel or touch, in this window and not in a frame. Scripts do not, nor
// does another page that opened this window, which may change the fragment of its address.

import { targetWithin } from '../common/dom.js';
import { tellWindows } from './channel.js';
import { isMovedByServer } from './moves.js';
import { deckName, me, post } from './page.js';

const INPUTS = ['keydown', 'pointerdown', 'pointerup', 'click', 'wheel', 'touchstart', 'touchend', 'input', 'change'];
const CHOICE_TIME = 1000; // ms from a click on a link to the move, at most.

/** The user input that is being handled. @type {Event | null} */
let input = null;
/** The target of a person's click on a link, or of the browser's Back button.
 * @type {{ hash: string, until: number } | null} */
let choice = null;
/** Whether a person moved this window last: only this window reports where an edit took it. */
let isLeading = false;
/** The place to report, and the one reported last. */
let [wanted, sent] = ['', ''];
let isSending = false;

export const isLeader = () => isLeading;

/** @param {boolean} on */
export const setLeader = (on) => { isLeading = on; };

/** Another window leads now. */
export function giveUpLead() {
  isLeading = false;
  wanted = '';
  sent = '';
}

/** @param {Event} event */
function hold(event) {
  input = event;
  // In a task of its own, after all handlers of the input.
  setTimeout(() => { if (input === event) input = null; });
}

/** @param {string} hash */
function choose(hash) {
  choice = hash ? { hash, until: performance.now() + CHOICE_TIME } : null;
}

/** @param {string} address */
const withoutHash = (address) => address.split('#')[0];

/** Listens to user input. Must run before deck.js listens to the address: a window's listeners run in order. */
export function watchInputs() {
  for (const name of INPUTS) addEventListener(name, (event) => { if (event.isTrusted) hold(event); }, { capture: true, passive: true });
  addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (event.isTrusted ? targetWithin(event, 'a[href]') : null);
    if (link) choose(withoutHash(link.href) === withoutHash(location.href) ? link.hash : '');
  }, true);
  window.navigation?.addEventListener('navigate', ({ navigationType, userInitiated, destination }) => {
    if (navigationType === 'traverse' && userInitiated && destination.sameDocument) choose(new URL(destination.url ?? location.href).hash);
  });
  addEventListener('hashchange', (event) => {
    input = null;
    if (choice && choice.hash === location.hash && performance.now() < choice.until) hold(event);
    choice = null;
  }, true);
}

/** Reports the place, when a person moved here, or when an edit moved the leading window.
 * @param {Place} place @param {boolean} [isByEdit] */
export function tellPlace({ slide, step }, isByEdit = isMovedByServer()) {
  const isByHand = input !== null && !isByEdit && document.hasFocus(); // And not because another window moved.
  if (!isByHand && !isByEdit) isLeading = false; // No person chose its current place.
  const place = JSON.stringify({ deck: deckName, id: slide.id, step });
  if (place === wanted || document.visibilityState !== 'visible' || !(isLeading || isByHand)) return;
  isLeading = true;
  wanted = place;
  tellWindows({ kind: 'lead' });
  send();
}

/** Sends places one at a time: requests may overtake each other. Intermediate places may be skipped. */
async function send() {
  if (isSending) return;
  isSending = true;
  while (isLeading && sent !== wanted) {
    sent = wanted;
    await post('place', { ...JSON.parse(sent), from: me });
  }
  isSending = false;
}
