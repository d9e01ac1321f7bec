// The presentation: one slide at a time, scaled to the window. The page is complete without it.
//
// The script is loaded in <head>, before the style sheets, and runs while the document arrives: it sets the class `stage`
// on <html> (deck.css then hides every slide but `.current`) and shows the requested slide as soon as it is parsed. A slide
// that is too high gets smaller type, then it scrolls. Windows narrower than 700 pixels (phones, high zoom) keep the
// document to read; so do browsers too old for the stage, where none of this runs.
//
// `window.deckyard` is the interface for other scripts; types.d.ts describes it.

import { all, targetOf } from '../common/dom.js';
import { watchLinks, writeAddress } from './address.js';
import { reflectAria } from './aria.js';
import { addressed, find, place, titleOf, total } from './find.js';
import { shrink } from '../common/shrink.js';
import { offerScroll, refit } from './fit.js';
import { watchGestures } from './gestures.js';
import { bindings, isShortcut, keys, setShortcuts, shortcuts, watchKeys } from './keys.js';
import { applyMode, applyTheme, setMode, setScale, setTheme, watchPrinting, watchWindow } from './mode.js';
import { copy, make, toast } from './notices.js';
import { makeSurface, raise } from '../common/surface.js';
import { arrive, bring, focus, keepHeld, letGo, next, paintBackground, previous, reveal, show, visit, want } from './show.js';
import { isEmbedded, send, state, whenIdle } from './state.js';
import { store } from './store.js';

/** Whether the browser can show the stage; the last of these features came with Chrome 111, Firefox 113 and Safari 16.4. */
const isAble = () => Boolean(window.CSS && CSS.supports('color', 'color-mix(in srgb, red, red)') && 'adoptedStyleSheets' in document
  && 'findLast' in Array.prototype && 'inert' in HTMLElement.prototype && 'HTMLDialogElement' in window);

/** Goes to the place in the address. */
function followAddress() {
  const name = addressed();
  if (state.isStaged) {
    want(name);
  } else {
    bring(document.getElementById(name)?.closest('.slide-content *') ?? find(name)?.slide ?? null);
  }
}

/** Looks for the deck while the document arrives, and reports new slides. */
function watchParsing() {
  const observer = new MutationObserver(() => {
    if (!state.main && (state.main = document.querySelector('main.deck'))) {
      observer.disconnect();
      observer.observe(state.main, { childList: true }); // One record per slide, not one per element.
    }
    arrive();
  });
  document.addEventListener('DOMContentLoaded', () => {
    observer.disconnect();
    onParsed();
  });
  observer.observe(document, { childList: true, subtree: true });
}

function onParsed() {
  const main = state.main ?? /** @type {HTMLElement | null} */ (document.querySelector('main.deck'));
  state.main = main;
  if (!main?.firstElementChild) return;
  state.isParsed = true;
  setScale();
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  if (state.isStaged) arrive();
  else if (navigation?.type === 'navigate') followAddress(); // Otherwise the browser restores the position.
  new ResizeObserver(keepHeld).observe(main);
  addEventListener('hashchange', followAddress);
  watchPrinting();
  // A slide that is not displayed loads no images.
  whenIdle(() => all('[data-background-image], [data-background-color]', main).forEach(paintBackground));
}

/** Listens to pictures. Their events do not bubble, hence the capture. */
function watchPictures() {
  document.addEventListener('error', (event) => {
    const picture = targetOf(event);
    if (picture.matches?.('img')) picture.classList.add('missing');
  }, true);
  document.addEventListener('load', (event) => {
    if (state.slide?.contains(targetOf(event))) refit();
  }, true);
}

function start() {
  reflectAria();
  watchParsing();
  watchPictures();
  watchKeys();
  watchLinks();
  watchGestures();
  for (const name of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(name, letGo, true);
  watchWindow();
  window.deckyard = {
    keys, bindings, isShortcut, shortcuts, setShortcuts, place, total, find, show, visit, next, previous, bring, reveal,
    staged: () => state.isStaged, writeAddress: () => writeAddress(true), setMode, applyMode, setTheme, titleOf, make, focus,
    shrink, offerScroll, toast, copy, refit, send, store, surface: makeSurface, raise,
  };
  document.documentElement.classList.toggle('embedded', isEmbedded);
  applyTheme();
  setScale();
  applyMode();
}

if (isAble()) start();
