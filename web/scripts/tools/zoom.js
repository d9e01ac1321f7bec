// Which elements of a slide can be enlarged, and when. The view that shows it is a separate script,
// which is loaded on demand.

import { core } from '../common/core.js';
import { all, targetWithin } from '../common/dom.js';

const PIECES = 'img, svg.diagram, pre';
/** Elements for which a click has another effect. */
const TAKEN = 'a, button, input, select, textarea, label, summary, audio, video, iframe, object, [contenteditable], [onclick], [data-ui]';

/** The copy of its script, if the page has one. @returns {HTMLTemplateElement | null} */
const template = () => document.querySelector('template[data-zoom]');

/** The elements of the current slide that can be enlarged. */
const pieces = () => all(PIECES, core.place()?.slide).filter((piece) => !piece.parentElement?.closest(`${PIECES}, .interstitial, .notes, .debug, ${TAKEN}`)
  && piece.getClientRects().length > 0 && getComputedStyle(piece).visibility === 'visible');

/** @type {Promise<void> | null} */
let loading = null;

/** Loads the view, once. @returns {Promise<void>} */
const load = () => (loading ??= new Promise((resolve, reject) => {
  const source = /** @type {HTMLScriptElement} */ (template()?.content.querySelector('script'));
  // A script that is copied as a node does not run from a template in every browser.
  const script = core.make('script', { onload: () => resolve(), onerror: reject });
  if (source.src) script.src = source.getAttribute('src') ?? '';
  else script.textContent = source.textContent;
  document.head.append(script);
  if (!source.src) resolve();
}));

/** @param {HTMLElement[]} shown @param {HTMLElement} first */
async function open(shown, first) {
  try {
    await load();
  } catch {
    loading = null; // The next time, it may be there.
    return;
  }
  window.deckyardZoom?.(shown, shown.indexOf(first));
}

/** Enlarges the largest picture of the slide, or else its largest code. The view also shows the others. */
export function enlarge() {
  const shown = core.staged() && template() ? pieces() : [];
  /** @param {Element} piece */
  const area = (piece) => { const { width, height } = piece.getBoundingClientRect(); return width * height; };
  const [first] = [...shown].sort((a, b) => Number(a.matches('pre')) - Number(b.matches('pre')) || area(b) - area(a));
  if (first) open(shown, first);
}

/** Listens to clicks on pictures. If clicks move to the next slide, they do nothing else. */
export function watchPictures() {
  if (!template()) return;
  document.documentElement.toggleAttribute('data-zooms', true);
  addEventListener('click', (event) => {
    const picture = targetWithin(event, 'img, svg.diagram');
    if (!picture || event.button || event.defaultPrevented || !core.staged() || getSelection()?.isCollapsed === false) return;
    const moves = document.querySelector('main.deck')?.getAttribute('data-navigation')?.split(' ').includes('click');
    const shown = pieces();
    if (!moves && shown.includes(picture)) open(shown, picture);
  });
}
