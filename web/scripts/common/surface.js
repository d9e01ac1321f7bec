// Surfaces: elements that belong to the tool and not to the page, such as menus, dialogs and
// messages. Each is in a shadow tree with a style sheet of its own, so that no rule of a site or a
// theme reaches it; a raised surface is in the browser's top layer, above everything that a page
// can show.

import { all, makeElement } from './dom.js';
import css from './surface.css';

const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Style sheets by their text: surfaces share them. @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** @param {string} text */
function sheetOf(text) {
  const known = sheets.get(text);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.set(text, sheet);
  return sheet;
}

/** Copies the root's state to a surface: style sheets in a shadow tree cannot select the root. @param {HTMLElement} host */
function reflect(host) {
  host.dataset.on = root.className;
  host.dataset.colours = root.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light');
  host.dir = root.dir;
}

let isWatching = false;

/** Keeps all surfaces in step with the root. */
function watchRoot() {
  if (isWatching) return;
  isWatching = true;
  const reflectAll = () => all('[data-on]').forEach(reflect);
  new MutationObserver(reflectAll).observe(root, { attributeFilter: ['class', 'data-theme', 'dir'] });
  systemIsDark.addEventListener('change', reflectAll);
  // A full-screen element is placed above those raised earlier.
  document.addEventListener('fullscreenchange', () => all('[data-raised]').forEach(raise));
}

/** @type {Surface} */
export function makeSurface(name, text, ...content) {
  const host = makeElement('div', { className: `surface-${name}` });
  host.toggleAttribute('data-ui', true);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheetOf(css), sheetOf(text)];
  shadow.append(...content);
  reflect(host);
  watchRoot();
  return host;
}

/** Puts a surface above everything else. Browsers without popovers have the layers of the page only. @param {HTMLElement} host */
export function raise(host) {
  host.toggleAttribute('data-raised', true);
  if (!('popover' in host)) return;
  host.popover = 'manual';
  if (host.matches(':popover-open')) host.hidePopover(); // It may be below a dialog that was opened since.
  host.showPopover();
}
