// Edited style sheets: the open page gets the new ones.

import { measureAgain } from './measure.js';
import { whenIdle } from './page.js';
import { setSheet } from './rules.js';

const SETTLE_PAUSE = 1500; // ms after the last change.

/** The name of a style sheet without its fingerprint; a template may have others than ours.
 * @param {string | null} href */
export const sheetName = (href) => /^((?:\.\.\/)*assets\/.+)-[0-9a-f]+\.css$/.exec(href ?? '')?.[1];

/** The texts of the sheets in the last build, by their addresses from the top of the site.
 * @type {Record<string, string | undefined>} */
let texts = {};

/** @param {Record<string, string>} fresh */
export const setSheetTexts = (fresh) => { texts = fresh; };

/** The address that a link would have in a new page, if its rules are already the new ones.
 * @type {WeakMap<HTMLLinkElement, string>} */
const newest = new WeakMap();

const styleLinks = () => /** @type {HTMLLinkElement[]} */ (
  [...document.head.children, ...document.body.children].filter((one) => one.matches('link[rel=stylesheet]')));
/** @param {HTMLLinkElement} link */
const addressOf = (link) => newest.get(link) ?? link.getAttribute('href');

/** Changes the address of a style sheet; its rules at once, if they came with the build.
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

/** Loads another style sheet, which takes over once it is loaded, so that the page is never without one.
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

/** Updates the addresses of the links to match their rules, in idle time. */
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
    // A template may omit one.
    const link = links.find((one) => sheetName(one.getAttribute('href')) === sheetName(href));
    if (link) swapSheet(link, href);
  }
  afterStyle();
}

/** Measured sizes belong to the old style. */
export function afterStyle() {
  // The handlers of afterprint fit all slides again.
  if (window.deckyard?.staged()) dispatchEvent(new Event('afterprint'));
  measureAgain();
}
