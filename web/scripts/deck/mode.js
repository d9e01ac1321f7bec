// Stage or document, light or dark, print.

import { all } from '../common/dom.js';
import { stageHeight } from '../common/sizes.js';
import { isTooWide, slideAround } from '../common/slides.js';
import { grow, narrowPiecesOf } from '../common/shrink.js';
import { refitAll } from './fit.js';
import { layOutAll, layOutLater } from './later.js';
import { arrive, bring, letGo, show } from './show.js';
import { isEmbedded, mainElement, send, state } from './state.js';
import { store } from './store.js';

const PAPER_SIZES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]; // Of the type: paper cannot scroll, so it may go further.
const BAR = 36; // CSS pixels; embed.css of scripts/panels relies on it.

const root = document.documentElement;
/** A narrower window shows the document to read. */
const narrowWindow = matchMedia('(max-width: 699.98px)');

/** Scales the stage to the window. */
export function setScale() {
  const [wide, high] = (root.dataset.ratio || '16:9').split(':').map(Number);
  const height = stageHeight();
  const width = (height * wide) / high || (height * 16) / 9;
  const panel = parseFloat(root.style.getPropertyValue('--panel')) || 0; // The width of a panel beside the stage.
  root.style.setProperty('--stage-width', `${width}px`);
  root.style.setProperty('--scale', String(Math.min((innerWidth - panel) / width, (innerHeight - barHeight()) / height)));
}

/** The height of the bar below a deck in a frame of another page (`?embed`), in CSS pixels; 0 elsewhere. */
const barHeight = () => (isEmbedded ? BAR : 0);

/** Switches to the remembered mode, or otherwise to the one for the window's width. */
export function applyMode() {
  const inView = state.main && !state.isStaged && slideAround(document.elementFromPoint(innerWidth / 2, innerHeight / 3));
  const mode = isEmbedded ? 'stage' : store.get('mode');
  const wasStaged = state.isStaged;
  // A view such as presenter view keeps the stage.
  state.isStaged = root.classList.contains('framed') || (mode ? mode === 'stage' : !narrowWindow.matches);
  if (wasStaged && !state.isStaged) layOutLater();
  root.classList.toggle('stage', state.isStaged);
  letGo();
  if (!state.isStaged) bring(state.slide);
  else if (inView && inView !== state.slide) show(inView);
  else arrive();
  send('mode');
}

/** @type {Deckyard['setMode']} */
export function setMode(mode) {
  store.set('mode', mode);
  applyMode();
}

/** Switches to the remembered colours. */
export function applyTheme() {
  const theme = store.get('theme');
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

/** @type {Deckyard['setTheme']} */
export function setTheme(theme) {
  store.set('theme', theme);
  applyTheme();
}

function toPaper() {
  layOutAll();
  if (!root.classList.replace('stage', 'paper')) root.classList.add('paper');
  const contents = all('.slide-content', mainElement());
  contents.filter(isTooWide).forEach(narrowPiecesOf);
  const most = stageHeight() - 1;
  /** @param {HTMLElement} content */
  const isHigh = (content) => content.offsetHeight > most;
  grow(all('main .slide'), (content) => isHigh(content) || isTooWide(content));
  let high = all('.slide-content:not(.pic, .title)', mainElement());
  for (const size of PAPER_SIZES) {
    high = high.filter(isHigh);
    for (const content of high) content.parentElement?.style.setProperty('--fit', String(size));
  }
}

function fromPaper() {
  root.classList.remove('paper');
  root.classList.toggle('stage', state.isStaged);
  for (const slide of all('.slide[style]', mainElement())) slide.style.removeProperty('--fit');
  refitAll();
}

/** Listens for printing. */
export function watchPrinting() {
  addEventListener('beforeprint', toPaper);
  addEventListener('afterprint', fromPaper);
}

/** Listens for changes of the window size. */
export function watchWindow() {
  addEventListener('resize', setScale);
  // This script runs before the style sheets come, and a theme may set the height of the stage.
  document.addEventListener('load', (event) => { if (event.target instanceof HTMLLinkElement) setScale(); }, true);
  narrowWindow.addEventListener('change', applyMode);
  // Letters of a font that loaded late have other widths.
  document.fonts.addEventListener('loadingdone', () => { if (state.main) refitAll(); });
}
