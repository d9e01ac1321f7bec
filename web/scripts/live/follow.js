// A page that follows the presenter.

import { core } from '../common/core.js';
import { makeElement, targetWithin } from '../common/dom.js';
import { makeSurface, raise } from '../common/surface.js';
import { isMovedByServer, moveForServer } from './moves.js';
import { deckName, memory, siteAddress, withoutNotes } from './page.js';
import css from './page.css';
import { FOLLOWER_WORDS } from './words.js';

/** @typedef {{ deck: string, id: string, step: number, from?: string }} FollowedPlace */

/** The presenter's place. @type {FollowedPlace | null} */
let followed = null;
/** Whether this window left the presenter. */
let isAway = false;
/** @type {HTMLButtonElement | null} */
let button = null;

/** Goes to a place, maybe of another deck. @param {FollowedPlace} place */
export function goTo({ deck, id, step }) {
  if (deck !== deckName || !window.deckyard) {
    // Back returns to where this window came from, not to a place that it followed to.
    const page = `${deck.split('/').map(encodeURIComponent).join('/')}.html`;
    location.replace(`${siteAddress(page)}#${encodeURIComponent(id)}`);
    return;
  }
  const slide = core.find(id)?.slide;
  if (!slide) return;
  moveForServer(() => (core.staged() ? core.show(slide, step) : core.bring(slide)));
}

/** Goes to the presenter's place. */
function go() {
  if (followed) goTo(followed);
}

/** Goes to the presenter's place, unless this window left the presenter. */
export function goUnlessAway() {
  if (!isAway) go();
}

/** @param {boolean} on */
function setAway(on) {
  isAway = on;
  memory.set('live-away', on);
  drawButton();
}

function drawButton() {
  if (!button) {
    button = makeElement('button', { className: 'live-follow', onclick: () => { setAway(false); go(); } });
    const host = makeSurface('follow', css, button);
    document.body.append(host);
    raise(host);
  }
  button.textContent = isAway ? FOLLOWER_WORDS.follow : FOLLOWER_WORDS.following;
  button.ariaPressed = String(!isAway);
}

/** @param {FollowedPlace} place */
export function onPlace(place) {
  followed = place;
  goUnlessAway();
}

/** A follower at another place than the presenter's has moved there alone. @param {Place} place */
function onMove({ slide, step }) {
  const isThere = !followed || (followed.deck === deckName && followed.id === slide.id && followed.step === step);
  if (!isMovedByServer() && !isThere) setAway(true);
}

/** Restores after a reload whether this window left the presenter. */
export const recallAway = () => { isAway = memory.get('live-away') === true; };

export function startFollowing() {
  // A link to another page leaves the presenter; so does a move in a deck.
  document.addEventListener('click', (event) => {
    if (followed && targetWithin(event, 'a[href]:not([href^="#"])')) setAway(true);
  });
  document.addEventListener('deckyard:change', ({ detail }) => onMove(detail));
  drawButton();
  if (window.deckyard && withoutNotes !== undefined) core.noNotes = FOLLOWER_WORDS.unshared;
}
