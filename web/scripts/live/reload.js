// Reloads the page, and then shows the same place, even if its number has changed, or the edited
// slide.

import { core } from '../common/core.js';
import { slideAround, slidesIn } from '../common/slides.js';
import { isLeader, setLeader, tellPlace } from './lead.js';
import { goesToEdits, isFollower, isFramed, mainElement, memory, ownAddress, page } from './page.js';

const SETTLING = 10; // Frames until the layout is stable; usually two are enough.

/** @typedef {{ id?: string, step?: number | undefined, hash?: string, top?: number, y?: number }} Spot */

/** @param {string | null} [first]  the slide that was edited */
export function reload(first) {
  const main = mainElement();
  const edited = first && window.deckyard && goesToEdits() && !isFollower ? first : null;
  const spot = window.deckyard && main && (core.staged() ? spotOnStage(edited) : spotInDocument(main, edited));
  if (spot) memory.set('live-place', { page, leads: isLeader(), ...spot });
  location.reload();
}

/** @param {string | null} edited @returns {Spot | null} */
function spotOnStage(edited) {
  const { slide, step } = core.place() ?? {};
  if (!slide) return null;
  return edited && edited !== slide.id ? { id: edited, step: 0 } : { id: slide.id, step };
}

/** The slide at the upper edge, and its distance from the edge.
 * @param {HTMLElement} main @param {string | null} edited @returns {Spot} */
function spotInDocument(main, edited) {
  /** @param {HTMLElement} element */
  const topOf = (element) => element.getBoundingClientRect().top;
  const seen = [...slidesIn(main)].filter((slide) => slide.getBoundingClientRect().bottom > 0 && topOf(slide) < innerHeight);
  const isAbove = topOf(main) > 0; // Content before the slides is in view.
  const { hash } = location;
  // The browser would scroll to its old position in pixels, or to the slide in the address.
  history.scrollRestoration = 'manual';
  history.replaceState(history.state, '', ownAddress());
  if (edited && !seen.some((slide) => slide.id === edited)) return { hash, id: edited, top: 0 };
  return seen.length && !isAbove ? { hash, id: seen[0].id, top: topOf(seen[0]) } : { hash, y: scrollY };
}

/** Scrolls again until the slides above have their final heights.
 * @param {HTMLElement} slide @param {number} top @param {number} [frames] */
function scrollUntilThere(slide, top, frames = SETTLING) {
  const off = slide.getBoundingClientRect().top - top;
  const isThere = Math.abs(off) < 1;
  if (!isThere) scrollBy(0, off);
  const left = isThere ? Math.min(frames, 2) - 1 : frames - 1;
  if (left > 0) requestAnimationFrame(() => scrollUntilThere(slide, top, left));
}

/** Restores the place from before the reload. */
export function comeBack() {
  /** @type {Spot & { page: string, leads: boolean } | null} */
  const spot = memory.get('live-place');
  memory.set('live-place', null);
  if (!window.deckyard || spot?.page !== page) return;
  setLeader(spot.leads === true);
  const slide = spot.id === undefined ? null : slideAround(document.getElementById(spot.id));
  if (!core.staged()) {
    if (spot.y !== undefined) scrollTo(0, spot.y);
    else if (slide) scrollUntilThere(slide, spot.top ?? 0);
    history.replaceState(history.state, '', spot.hash || ownAddress());
    addEventListener('load', () => { history.scrollRestoration = 'auto'; });
  } else if (slide) {
    core.show(slide, spot.step);
    const place = core.place();
    if (place && isLeader() && !isFramed) tellPlace(place, true);
  }
}
