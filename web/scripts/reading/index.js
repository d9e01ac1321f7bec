// Reading and printing: stage or document, light or dark, a slide's links, the progress line, ?print=…

import { core, deckElement, hasSlides, shownPlace } from '../common/core.js';
import { contentOf, isTooWide, slidesIn } from '../common/slides.js';
import { fill, words } from '../common/words.js';
import { layOutForPrint, printKind, setPaper, watchPaper } from './print.js';

const WORDS = words({
  do_read: 'read as a page, or present',
  do_colours: 'light, dark, or as the system',
  colours_system: 'Colours: system',
  colours_light: 'Colours: light',
  colours_dark: 'Colours: dark',
  edit_slide: 'Edit slide {n}',
  copy_slide: 'Copy the link to slide {n}',
});

/** @type {Record<string, 'system' | 'light' | 'dark'>} */
const NEXT_THEME = { system: 'dark', dark: 'light', light: 'system' };

// Stage or document, light or dark.

const toggleMode = () => core.setMode(core.staged() ? 'read' : 'stage');

function nextTheme() {
  const next = NEXT_THEME[core.store.get('theme') ?? 'system'];
  core.setTheme(next === 'system' ? null : next);
  core.toast(WORDS[`colours_${next}`]);
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
  if (source?.href) links.append(core.make('a', { href: source.href, title: fill(WORDS.edit_slide, { n: number }) }));
  const copy = () => { core.copy(new URL(`#${slide.id}`, location.href).href); };
  links.append(core.make('button', { onclick: copy, title: fill(WORDS.copy_slide, { n: number }) }));
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
  // Measured before anything is written, else a browser lays out the page for each slide.
  const seen = entries.map(({ target, isIntersecting }) => {
    const slide = /** @type {HTMLElement} */ (target);
    return { slide, isIntersecting, isWide: isIntersecting && isTooWide(contentOf(slide)) };
  });
  for (const { slide, isIntersecting, isWide } of seen) {
    const links = linksOf.get(slide);
    if (isIntersecting && !links) addLinks(slide);
    else if (!isIntersecting && links && !links.contains(document.activeElement)) removeLinks(slide);
    if (!isIntersecting) continue;
    core.offerScroll(slide, isWide);
    core.send('near', slide);
  }
}

/** Watches the slides; again after edits, which add new ones. */
function watchSlides() {
  const observer = new IntersectionObserver(onSeen, { rootMargin: '50%' });
  /** Slides that are not displayed yet would cost time in each frame. @param {Iterable<HTMLElement>} slides */
  const observe = (slides) => {
    if (!core.staged()) for (const slide of slides) if (!slide.classList.contains('later')) observer.observe(slide);
  };
  const watch = () => observe(slidesIn(deckElement()));
  const onMode = () => {
    observer.disconnect();
    for (const slide of linksOf.keys()) removeLinks(slide);
    watch();
  };
  document.addEventListener('deckyard:mode', onMode);
  document.addEventListener('deckyard:laid', ({ detail }) => observe(detail));
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
  core.bindings.push({ group: 'Reading', keys: ['r'], text: WORDS.do_read }, { group: 'Reading', keys: ['d'], text: WORDS.do_colours });
  document.addEventListener('keydown', onKey);
  document.addEventListener('deckyard:change', drawProgress);
  if (core.place()) drawProgress();
  watchSlides();
}

if (hasSlides()) start();
