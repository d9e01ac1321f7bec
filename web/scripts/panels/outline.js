// The table of contents: beside the page if there is space, otherwise over it.

import { core } from '../common/core.js';
import { all, focusedElement, hasModifier } from '../common/dom.js';
import { menuButton } from './bar.js';
import { head, leaveFor, openDialog, panel, panelSurface } from './dialog.js';
import { allEntries, currentSlide, isSection, partHeading } from './entries.js';

const LEAST_WIDTH_STAGED = 700; // CSS pixels of a window with the contents beside the stage.
const LEAST_WIDTH_READ = 1100; // The same beside slides to read.

/** A dialog where it covers the page. @type {HTMLElement | null} */
let outline = null;
/** The surface that holds it beside the page. @type {HTMLElement | null} */
let host = null;
/** The element focused before. @type {HTMLElement | null} */
let focusedBefore = null;
/** The width of the outline, in CSS pixels. */
let room = 0;

/** Whether an outline covers the page. */
const covers = () => innerWidth < (core.staged() ? LEAST_WIDTH_STAGED : LEAST_WIDTH_READ);
/** @param {HTMLElement} box */
const isDialog = (box) => box.localName === 'dialog';
/** @param {HTMLAnchorElement} link */
const slideOf = (link) => /** @type {HTMLElement} */ (document.getElementById(link.getAttribute('href')?.slice(1) ?? ''));

export function toggleOutline() {
  if (outline) removeOutline();
  else if (covers()) openOutline();
  else addOutline();
  core.store.set('outline', outline && !covers() ? 'open' : null);
  makeRoom();
}

function removeOutline() {
  const hadFocus = outline?.contains(focusedElement());
  host?.remove();
  outline = host = null;
  document.documentElement.classList.remove('outlined');
  if (hadFocus) (focusedBefore?.isConnected ? focusedBefore : menuButton()).focus();
}

function linesOf() {
  const entries = allEntries();
  const sections = entries.filter(isSection);
  const shown = sections.length ? sections : entries.filter(({ slide }) => slide.querySelector('h1, h2'));
  return shown.flatMap((entry) => {
    const link = core.make('a', { href: `#${entry.slide.id}` }, entry.title);
    link.onclick = (event) => follow(link, event);
    return [...partHeading(entry), link];
  });
}

function openOutline() {
  const now = currentSlide(); // Behind a dialog it cannot be determined.
  const box = openDialog('outline', linesOf());
  outline = box;
  box.addEventListener('close', () => { if (box === outline) outline = null; });
  markTopic(now);
}

function addOutline() {
  focusedBefore = document.activeElement === document.body ? null : focusedElement();
  outline = panel('nav', 'outline', head('outline', toggleOutline), ...linesOf());
  outline.onkeydown = (event) => {
    if (event.key !== 'Escape' || hasModifier(event)) return;
    event.preventDefault();
    toggleOutline();
  };
  host = panelSurface('outline', outline);
  document.body.prepend(host);
  core.raise(host);
  document.documentElement.classList.add('outlined');
}

/** @param {HTMLAnchorElement} link @param {MouseEvent} event */
function follow(link, event) {
  if (hasModifier(event)) return; // It opens a window.
  event.preventDefault();
  const slide = slideOf(link);
  if (outline && isDialog(outline)) {
    leaveFor({ slide });
    return;
  }
  if (event.detail) link.blur(); // After a click, keys go to the slides.
  core.visit(slide);
}

/** Reserves space for the outline beside the stage. */
function makeRoom() {
  const now = outline && core.staged() && !covers() ? outline.offsetWidth : 0;
  if (now !== room) {
    room = now;
    document.documentElement.style.setProperty('--panel', `${room}px`);
    dispatchEvent(new Event('resize'));
  }
  markCurrentTopic();
}

function markCurrentTopic() {
  if (outline && !isDialog(outline)) markTopic(currentSlide());
}

/** Marks the link of the section that contains a slide. @param {Element | undefined} slide */
function markTopic(slide) {
  if (!slide || !outline) return;
  const links = /** @type {HTMLAnchorElement[]} */ (all('a', outline));
  const topic = links.findLast((link) => !(slide.compareDocumentPosition(slideOf(link)) & Node.DOCUMENT_POSITION_FOLLOWING));
  if (topic?.ariaCurrent) return;
  for (const link of links) link.ariaCurrent = link === topic ? 'true' : null;
  topic?.scrollIntoView({ block: 'nearest' });
}

/** Keeps the outline in step with the page, and opens it if it was open at the last visit. */
export function watchOutline() {
  document.addEventListener('deckyard:change', markCurrentTopic);
  document.addEventListener('deckyard:mode', makeRoom);
  // A resize must not make an outline beside the page cover it.
  addEventListener('resize', () => {
    if (!outline || isDialog(outline) || !covers()) return;
    removeOutline();
    makeRoom();
  });
  document.addEventListener('scroll', () => { if (!core.staged()) markCurrentTopic(); });
  if (core.store.get('outline') && !covers()) toggleOutline();
}
