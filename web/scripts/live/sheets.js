// Style sheets that were edited: the open page gets the new ones.

import { measureAgain } from './measure.js';
import { whenIdle } from './page.js';
import { setSheet } from './rules.js';

const SETTLE_PAUSE = 1500; // ms after the last change.

/** The name of a style sheet without what its content adds; a template may have others than ours.
 * @param {string | null} href */
export const sheetName = (href) => /^((?:\.\.\/)*assets\/.+)-[0-9a-f]+\.css$/.exec(href ?? '')?.[1];

/** The texts of the sheets that the last build brought, by their addresses from the top of the site.
 * @type {Record<string, string | undefined>} */
let texts = {};

/** @param {Record<string, string>} fresh */
export const setSheetTexts = (fresh) => { texts = fresh; };

/** The address that a link would have in a new page, when its rules are of that one.
 * @type {WeakMap<HTMLLinkElement, string>} */
const newest = new WeakMap();

const styleLinks = () => /** @type {HTMLLinkElement[]} */ (
  [...document.head.children, ...document.body.children].filter((one) => one.matches('link[rel=stylesheet]')));
/** @param {HTMLLinkElement} link */
const addressOf = (link) => newest.get(link) ?? link.getAttribute('href');

/** Gives a style sheet another address; its rules at once, when they came with the build.
 * @param {HTMLLinkElement} link @param {string} href */
export function swapSheet(link, href) {
  const name = sheetName(link.getAttribute('href'));
  const open = name ? styleLinks().findLast((one) => sheetName(one.getAttribute('href')) === name) : link;
  if (!open || addressOf(open) === href) return;
  const css = name && name === sheetName(href) ? texts[href.replace(/^(\.\.\/)+/, '')] : undefined;
  if (css !== undefined && setSheet(open, css)) {
    newest.set(open, href);
    settleSoon();
  } else {
    fetchSheet(open, href, afterStyle);
  }
}

/** Loads another style sheet, which takes over once it is there, so that the page is never without.
 * @param {HTMLLinkElement} old @param {string} href @param {() => void} then */
function fetchSheet(old, href, then) {
  const name = sheetName(old.getAttribute('href'));
  const next = /** @type {HTMLLinkElement} */ (old.cloneNode());
  next.setAttribute('href', href);
  next.onload = () => {
    const olds = styleLinks().filter((link) => link === old || (name && sheetName(link.getAttribute('href')) === name));
    for (const link of olds.slice(0, olds.indexOf(next))) link.remove();
    then();
  };
  old.after(next);
}

let settleTimer = 0;

/** Lets the links lead to what they show again, when nothing else is to do. */
function settleSoon() {
  clearTimeout(settleTimer);
  settleTimer = setTimeout(whenIdle, SETTLE_PAUSE, () => {
    for (const link of styleLinks()) {
      const href = newest.get(link);
      if (href !== undefined) fetchSheet(link, href, () => {});
    }
  });
}

/** Swaps the style sheets of a page. @param {string[]} addresses */
export function restyle(addresses) {
  const links = styleLinks();
  for (const href of addresses) {
    // A template may do without one.
    const link = links.find((one) => sheetName(one.getAttribute('href')) === sheetName(href));
    if (link) swapSheet(link, href);
  }
  afterStyle();
}

/** Sizes were of the old style. */
export function afterStyle() {
  // What comes after printing is to look at all slides anew.
  if (window.deckyard?.staged()) dispatchEvent(new Event('afterprint'));
  measureAgain();
}
