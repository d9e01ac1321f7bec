// Edits: a build updates slides and the page around them in the open page, or requires a reload.

import { core } from '../common/core.js';
import { makeElement } from '../common/dom.js';
import { slideAround, slidesIn } from '../common/slides.js';
import { goUnlessAway } from './follow.js';
import { measureSoon } from './measure.js';
import { moveForServer } from './moves.js';
import { deckName, goesToEdits, isFollower, mainElement, page, shown, siteAddress } from './page.js';
import { reload } from './reload.js';
import { renew } from './renew.js';
import { afterStyle, restyle, setSheetTexts, swapSheet } from './sheets.js';

/** How many slides to remove, and the HTML to insert. @typedef {{ at: number, remove: number, html: string }} Splice */
/** What to add to numbers and lines of slides that moved. @typedef {{ from: number, to: number, numbers: number, lines: number }} Shift */
/** @typedef {{ splices: Splice[], shifts: Shift[], total: number, styles: string[] | null, first: string | null }} Change */
/** The page around the slides: before a build and after it. @typedef {[string, string]} Frame */
/**
 * @typedef {object} Build
 * @property {number} build  its number
 * @property {number} from  the number of the build that it changes
 * @property {Record<string, Change | undefined>} decks
 * @property {Record<string, Frame | null>} frames  by page; those that are long are asked for
 * @property {Record<string, string>} sheets  texts of style sheets
 * @property {string[]} pages  those that must be loaded again
 * @property {Record<string, string>} [first]  slides that were edited, by deck
 */

const OPENERS = '[data-section], [data-part], [data-minutes]';

/** The element that holds the slides, on pages that have one. */
const deckElement = () => /** @type {HTMLElement} */ (mainElement());

/** Replaces slides. Returns whether the current one was among them. @param {Splice} splice @param {Element | undefined} current */
function replaceSlides({ at, remove, html }, current) {
  const main = deckElement();
  const { content } = makeElement('template', { innerHTML: html });
  let hasCurrent = false;
  for (let n = 0; n < remove; n += 1) {
    hasCurrent = hasCurrent || main.children[at] === current;
    main.children[at].remove();
  }
  main.insertBefore(content, main.children[at] ?? null);
  return hasCurrent;
}

/** Updates the numbers and lines of slides that moved. @param {Shift} shift */
function shiftSlides({ from, to, numbers, lines }) {
  const slides = slidesIn(deckElement());
  /** @param {string} text */
  const add = (text) => text.replace(/\d+$/, (n) => String(Number(n) + lines));
  for (let index = from; index < to; index += 1) {
    const slide = slides[index];
    if (lines && slide.dataset.source) {
      slide.dataset.source = add(slide.dataset.source);
      for (const link of slide.querySelectorAll('.debug > a[href]')) link.setAttribute('href', add(link.getAttribute('href') ?? ''));
    }
    if (!numbers) continue;
    // There may be thousands of slides: a query for each takes twice as long.
    slide.setAttribute('data-number', String(Number(slide.getAttribute('data-number')) + numbers));
    for (let part = slide.firstElementChild; part; part = part.nextElementSibling) {
      if (/^\d+$/.test(part.id)) part.id = String(Number(part.id) + numbers);
    }
  }
}

/** Updates the page around the slides. Returns whether that was possible. @param {Frame} frame */
function reframe([old, fresh]) {
  const { dataset } = document.documentElement;
  const { ratio } = dataset;
  if (!renew(old, fresh, swapSheet)) return false;
  if (dataset.ratio !== ratio) dispatchEvent(new Event('resize'));
  return true;
}

/** @param {Change} change @param {Frame | null} frame */
function patch(change, frame) {
  if (frame && !reframe(frame)) {
    reload(change.first);
    return;
  }
  moveForServer(() => apply(change, frame));
  if (isFollower) goUnlessAway();
  measureSoon();
}

/** @param {Change} change @param {Frame | null} frame */
function apply({ splices, shifts, total, styles, first }, frame) {
  const main = deckElement();
  const { slide: current, step } = core.place() ?? {};
  const isStyleOnly = !frame && !splices.length && !shifts.length && main.dataset.total === String(total);
  if (isStyleOnly) {
    if (styles) restyle(styles);
    return;
  }
  const index = splices.length && current ? [...slidesIn(main)].indexOf(current) : 0;
  const hasCurrent = splices.map((splice) => replaceSlides(splice, current)).some(Boolean);
  shifts.forEach(shiftSlides);
  main.dataset.total = String(total);
  if (styles) restyle(styles);
  else if (frame) afterStyle();
  core.send('update');
  // The slide shown before may be another element now, or removed.
  const again = hasCurrent && current ? slideAround(document.getElementById(current.id)) ?? main.children[Math.min(index, main.children.length - 1)] : current;
  showAfter(again, step, first);
}

/** Shows the edited slide, or the same as before.
 * @param {Element | undefined} same @param {number | undefined} step @param {string | null} first */
function showAfter(same, step, first) {
  const edited = first && goesToEdits() && !isFollower ? core.find(first)?.slide : null;
  if (core.staged()) {
    if (edited && edited !== same) core.show(edited);
    else if (same) core.show(same, step);
  } else if (edited) {
    const { top, bottom } = edited.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) core.bring(edited);
  }
}

/** Whether a patch is not enough: a script would not run, or a view holds slides that would be removed, or has laid them
 * all out. @param {Change} change @param {Frame | null} frame */
function needsReload({ splices }, frame) {
  const main = mainElement();
  if (!main) return true;
  if ('print' in document.documentElement.dataset) return splices.length > 0 || frame !== null;
  if (!splices.length) return false;
  /** @param {Splice} splice */
  const hasOpeners = ({ at, remove, html }) => makeElement('template', { innerHTML: html }).content.querySelector(OPENERS) !== null
    || [...main.children].slice(at, at + remove).some((slide) => slide.matches(OPENERS));
  // Avoids a search through thousands of slides.
  /** @param {string} view */
  const isOpen = (view) => [...document.body.children].some((one) => one.matches(view));
  return splices.some(({ html }) => html.includes('<script')) || isOpen('.surface-outline, .surface-dialog')
    || (isOpen('.present') && splices.some(hasOpeners));
}

/** Asks the server for a frame. @param {number} build @returns {Promise<Frame | null>} */
async function frameOf(build) {
  const name = page.split('/').map(encodeURIComponent).join('/');
  const answer = await fetch(siteAddress(`__deckyard/frame/${build}/${name}.json`)).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** @param {Build} news */
async function onBuild({ build, from, decks, frames, sheets, pages, first = {} }) {
  if (build <= shown.build) return; // The page is up to date already.
  const isKnown = page && page !== '404.html'; // Otherwise the requested page may exist now.
  const change = window.deckyard && decks[deckName];
  if (from !== shown.build || !isKnown) return reload();
  if (pages.includes(page)) return reload(first[deckName]);
  const frame = page in frames ? frames[page] ?? await frameOf(build) : null;
  if (page in frames && !frame) return reload(change?.first);
  if (change && needsReload(change, frame)) return reload(change.first);
  shown.build = build;
  setSheetTexts(sheets);
  if (change) return patch(change, frame);
  if (!frame) return undefined;
  if (!reframe(frame)) return reload();
  document.dispatchEvent(new CustomEvent('deckyard:update'));
  return undefined;
}

/** Builds are applied one at a time, though some need another request. */
let builds = Promise.resolve();

/** @param {Build} news */
export function takeBuild(news) {
  measureSoon();
  builds = builds.then(() => onBuild(news)).catch((error) => {
    reportError(error);
    reload();
  });
}
