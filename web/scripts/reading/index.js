// Reading and printing: stage or document, light or dark, a slide's links, the progress line, ?print=…

import { core, deckElement, hasSlides, shownPlace } from '../common/core.js';
import { contentOf, isTooWide, slidesIn } from '../common/slides.js';
import { layOutForPrint, printKind, setPaper, watchPaper } from './print.js';

const WORDS = {
  r: 'read as a page, or present',
  d: 'light, dark, or as the system',
  colours: 'Colours: ',
  edit: 'Edit slide ',
  copy: 'Copy the link to slide ',
};

/** @type {Record<string, 'system' | 'light' | 'dark'>} */
const NEXT_THEME = { system: 'dark', dark: 'light', light: 'system' };

// Stage or document, light or dark.

const toggleMode = () => core.setMode(core.staged() ? 'read' : 'stage');

function nextTheme() {
  const next = NEXT_THEME[core.store.get('theme') ?? 'system'];
  core.setTheme(next === 'system' ? null : next);
  core.toast(WORDS.colours + next);
}

/** Other keys belong to the stage; these work everywhere. @param {KeyboardEvent} event */
function onKey(event) {
  if (!core.staged() && /^[rd]$/.test(event.key) && core.isShortcut(event)) core.keys[event.key](event);
}

/** @type {HTMLElement | null} */
let progressLine = null;

function drawProgress() {
  progressLine ??= core.make('div', { className: 'deck-progress' });
  progressLine.style.setProperty('--done', String(shownPlace().number / core.total()));
  if (!progressLine.parentNode) document.querySelector('.deck-number')?.after(progressLine);
}

// Slides near the window, which get their links, and any listeners of `deckyard:near`.

/** The links of slides that have some. @type {Map<HTMLElement, HTMLElement>} */
const linksOf = new Map();

/** @param {HTMLElement} slide */
function addLinks(slide) {
  const links = core.make('div', { className: 'slide-links' });
  const { number } = slide.dataset;
  const source = /** @type {HTMLAnchorElement | null} */ (slide.querySelector('.debug a'));
  if (source?.href) links.append(core.make('a', { href: source.href, title: WORDS.edit + number }));
  const copy = () => { core.copy(new URL(`#${slide.id}`, location.href).href); };
  links.append(core.make('button', { onclick: copy, title: WORDS.copy + number }));
  slide.append(links);
  linksOf.set(slide, links);
}

/** @param {HTMLElement} slide */
function removeLinks(slide) {
  linksOf.get(slide)?.remove();
  linksOf.delete(slide);
}

/** @param {IntersectionObserverEntry[]} entries */
function onSeen(entries) {
  for (const { target, isIntersecting } of entries) {
    const slide = /** @type {HTMLElement} */ (target);
    const links = linksOf.get(slide);
    if (isIntersecting && !links) addLinks(slide);
    else if (!isIntersecting && links && !links.contains(document.activeElement)) removeLinks(slide);
    if (!isIntersecting) continue;
    core.offerScroll(slide, isTooWide(contentOf(slide)));
    core.send('near', slide);
  }
}

/** Watches the slides; again after edits, which add new ones. */
function watchSlides() {
  const observer = new IntersectionObserver(onSeen, { rootMargin: '50%' });
  const watch = () => {
    if (!core.staged()) for (const slide of slidesIn(deckElement())) observer.observe(slide);
  };
  const onMode = () => {
    observer.disconnect();
    for (const slide of linksOf.keys()) removeLinks(slide);
    watch();
  };
  document.addEventListener('deckyard:mode', onMode);
  document.addEventListener('deckyard:update', watch);
  onMode();
}

function start() {
  setPaper();
  addEventListener('resize', setPaper); // An edit may change the shape of slides.
  watchPaper();
  if (printKind !== null) {
    layOutForPrint(printKind);
    return;
  }
  Object.assign(core.keys, { r: toggleMode, d: nextTheme });
  for (const key of /** @type {const} */ (['r', 'd'])) core.bindings.push({ group: 'Reading', keys: [key], text: WORDS[key] });
  document.addEventListener('keydown', onKey);
  document.addEventListener('deckyard:change', drawProgress);
  if (core.place()) drawProgress();
  watchSlides();
}

if (hasSlides()) start();
