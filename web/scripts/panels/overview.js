// The overview: thumbnails of all slides.

import { core } from '../common/core.js';
import { all, focusedElement, force, hasModifier, targetWithin } from '../common/dom.js';
import { stageHeight } from '../common/sizes.js';
import { contentOf } from '../common/slides.js';
import { leaveFor, openDialog } from './dialog.js';
import { allEntries, currentSlide, isSection, partHeading } from './entries.js';

const NEAR = 60; // Cells among which an arrow key looks for the next row.
const CORNER = 5; // CSS pixels, of a cell.
const AT_ONCE = 40; // Thumbnails that are drawn in a frame.
const LAYOUT_PAUSE = 300; // ms, in which the overview is painted.
const WIDEST = 12; // em, of a cell.
const WIDEST_SHARE = 0.42; // Of the window, of a cell.

/** @typedef {import('./entries.js').Entry} Entry */

/**
 * The slides from one title slide to the next.
 * @typedef {object} Section
 * @property {HTMLElement} grid   holds the cells, once they are made
 * @property {HTMLElement} frame  holds the thumbnails, over the grid: a child of the host, so that the style sheets of slides apply
 * @property {number} first       the index of its first slide
 * @property {Entry[]} entries
 */

/**
 * What is open.
 * @typedef {object} Overview
 * @property {Entry[]} entries
 * @property {Section[]} sections
 * @property {HTMLElement[]} cells  those that are made, each at the index of its slide
 * @property {HTMLElement} groups   holds the grids
 * @property {number} small         the scale of thumbnails
 * @property {(cell: HTMLElement) => void} watch  is called with each cell that is made
 */

/** A thumbnail of a slide: without ids, focusable elements or hidden content. @param {HTMLElement} slide */
function miniature(slide) {
  const content = /** @type {HTMLElement} */ (contentOf(slide).cloneNode(true));
  for (const element of [content, ...all('*', content)]) {
    if (element.matches('[data-ui], .debug')) element.remove();
    for (const name of ['id', 'data-step', 'href', 'tabindex']) element.removeAttribute(name);
    if (element.getAttribute('loading')) element.setAttribute('loading', 'eager'); // Otherwise WebKit waits forever.
  }
  const small = core.make('div', { className: 'slide current', inert: true, ariaHidden: 'true' }, content);
  // It resets the rules for slides on the stage and in the reading view.
  force(small, {
    position: 'absolute', inset: 'auto', display: 'block', margin: '0', border: '0', overflow: 'clip', 'transform-origin': '0 0',
    'content-visibility': 'visible', 'font-size': 'calc(var(--text-size) * var(--fit, 1))',
  });
  return small;
}

/**
 * The target of an arrow key: up and down, the nearest cell of the next row.
 * @param {HTMLElement[]} cells
 * @param {HTMLElement} from
 * @param {string} key
 */
function neighbour(cells, from, key) {
  const way = /Right|Down/.test(key) ? 1 : -1;
  const index = cells.indexOf(from);
  if (/Left|Right/.test(key)) return cells[index + way];
  const { x, y } = from.getBoundingClientRect();
  const near = cells.slice(Math.max(0, index - NEAR), index + NEAR).map((cell) => { // All would have to be laid out.
    const box = cell.getBoundingClientRect();
    return { cell, down: way * (box.y - y), aside: Math.abs(box.x - x) };
  });
  return near.filter(({ down }) => down > 0).sort((a, b) => a.down - b.down || a.aside - b.aside)[0]?.cell;
}

/** @param {Entry} entry */
const nameOf = ({ number, title }) => `${number} ${title}`;

/** The width of the stage, in CSS pixels. */
const stageWidth = () => parseFloat(document.documentElement.style.getPropertyValue('--stage-width'));

/** Sets the width of cells (--cell of panels.css) and the scale of thumbnails: browsers disagree about the quotient of two
 * lengths. @param {Overview} view @param {number} em */
function sizeCells(view, em) {
  const width = Math.min(WIDEST * em, WIDEST_SHARE * innerWidth);
  view.small = width / stageWidth();
  view.groups.style.setProperty('--cell', `${width}px`);
}

/** A grid for each section, still without cells. @param {Entry[]} entries */
function makeSections(entries) {
  /** @type {Section[]} */
  const sections = [];
  entries.forEach((entry, index) => {
    const heads = [...partHeading(entry), ...(isSection(entry) ? [core.make('h4', {}, entry.title)] : [])];
    if (heads.length || !index) {
      const slot = `section-${sections.length}`;
      const grid = core.make('div', { className: 'panel-grid' }, ...heads, core.make('slot', { name: slot }));
      sections.push({ grid, frame: core.make('div', { slot }), first: index, entries: [] });
    }
    sections[sections.length - 1].entries.push(entry);
  });
  // The approximate height of a section that is not laid out yet.
  for (const { grid, entries: { length } } of sections) grid.style.setProperty('contain-intrinsic-block-size', `auto ${(length * 4e4) / innerWidth}px`);
  return sections;
}

/** Makes the cells of a section, once: thousands at a time would take a browser a second.
 * @param {Overview} view @param {Section | undefined} section */
function fillSection({ cells, watch }, section) {
  if (!section || cells[section.first]) return;
  const now = currentSlide();
  const made = section.entries.map((entry) => {
    const cell = core.make('button', { ariaLabel: nameOf(entry) }, core.make('b', {}, entry.number), ' ', core.make('span', {}, entry.title));
    if (entry.slide === now) cell.ariaCurrent = 'true';
    return cell;
  });
  made.forEach((cell, index) => { cells[section.first + index] = cell; });
  section.grid.append(...made);
  made.forEach(watch);
}

/** Makes the cells around one. @param {Overview} view @param {number} middle */
function fillAround(view, middle) {
  for (const section of view.sections) {
    if (section.first <= middle + NEAR && section.first + section.entries.length > middle - NEAR) fillSection(view, section);
  }
}

/** Thumbnails of cells, drawn and removed together in the next frame, so that a browser lays out the page once.
 * @param {Overview} view */
function makeThumbnails(view) {
  /** @type {Map<HTMLElement, HTMLElement>} */
  const drawn = new Map();
  /** Cells that came into view, or left it. @type {Map<HTMLElement, boolean>} */
  const waiting = new Map();
  /** @param {[HTMLElement, HTMLElement][]} pairs */
  const place = (pairs) => {
    const corner = `${CORNER / view.small}px`;
    const size = { width: `${stageWidth()}px`, height: `${stageHeight()}px`, transform: `scale(${view.small})`, 'border-radius': `${corner} ${corner} 0 0` };
    const places = pairs.map(([{ offsetLeft, offsetTop }]) => ({ left: `${offsetLeft}px`, top: `${offsetTop}px` }));
    pairs.forEach(([, small], index) => force(small, { ...size, ...places[index] }));
  };
  /** Draws what is nearest to the middle of the window, and the rest in the frames that follow. */
  const drawWaiting = () => {
    for (const [cell, isNear] of waiting) {
      if (!isNear) drawn.get(cell)?.remove();
      if (!isNear) drawn.delete(cell);
      if (isNear === drawn.has(cell)) waiting.delete(cell);
    }
    const far = [...waiting.keys()].map((cell) => ({ cell, by: Math.abs(cell.getBoundingClientRect().top - innerHeight / 2) })).sort((a, b) => a.by - b.by);
    /** @type {[HTMLElement, HTMLElement][]} */
    const coming = far.slice(0, AT_ONCE).map(({ cell }) => [cell, miniature(view.entries[view.cells.indexOf(cell)].slide)]);
    place(coming);
    for (const [cell, small] of coming) {
      const index = view.cells.indexOf(cell);
      waiting.delete(cell);
      drawn.set(cell, small);
      small.dataset.index = String(index);
      view.sections.findLast(({ first }) => first <= index)?.frame.append(small);
      if (core.staged() && contentOf(small).dataset.fit) core.shrink(small); // Its type grows.
    }
    if (waiting.size) requestAnimationFrame(drawWaiting);
  };
  return {
    /** @param {HTMLElement} cell @param {boolean} isNear */
    draw: (cell, isNear) => {
      if (!waiting.size) requestAnimationFrame(drawWaiting);
      waiting.set(cell, isNear);
    },
    /** Puts those in some grid, or all, where their cells are now. @param {HTMLElement} [grid] */
    replace: (grid) => place([...drawn].filter(([cell]) => !grid || cell.parentElement === grid)),
  };
}

/** Keeps thumbnails in cells near the view only, and makes cells of sections that come near.
 * @param {Overview} view @param {(cell: HTMLElement, isNear: boolean) => void} draw @param {HTMLElement} root what scrolls */
function watchCells(view, draw, root) {
  const observer = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      const element = /** @type {HTMLElement} */ (target);
      if (!element.className) draw(element, isIntersecting); // A section has a class, a cell has none.
      else if (isIntersecting) fillSection(view, view.sections.find(({ grid }) => grid === element));
    }
  }, { root, rootMargin: '50%' });
  view.watch = (cell) => observer.observe(cell);
  for (const { grid } of view.sections) observer.observe(grid);
  view.cells.forEach(view.watch);
}

/** Soon all cells are there, and are laid out: browsers hide skipped content from screen readers too. The nearest come first.
 * @param {Overview} view @param {number} middle @param {(grid: HTMLElement) => void} replace */
function layOutSections(view, middle, replace) {
  const sections = [...view.sections].sort((a, b) => Math.abs(a.first - middle) - Math.abs(b.first - middle));
  const layOut = () => {
    const grid = sections[0]?.grid;
    if (!grid?.isConnected) return;
    const scroller = grid.closest('dialog');
    const held = CSS.supports('overflow-anchor', 'auto') ? null : /** @type {ShadowRoot} */ (grid.getRootNode()).elementFromPoint(innerWidth / 2, innerHeight / 2);
    const before = held?.getBoundingClientRect().top ?? 0;
    fillSection(view, sections.shift());
    grid.style.setProperty('content-visibility', 'visible');
    // Safari does not hold what is in view in its place, and says where things are only once it lays them out.
    if (held && scroller) scroller.scrollTop += held.getBoundingClientRect().top - before;
    replace(grid);
    setTimeout(layOut);
  };
  setTimeout(layOut, LAYOUT_PAUSE);
}

/** @param {Overview} view */
function listen(view) {
  const { groups, cells, entries } = view;
  groups.onclick = (event) => {
    const cell = targetWithin(event, 'button');
    if (cell) leaveFor(entries[cells.indexOf(cell)]);
  };
  groups.onkeydown = (event) => {
    if (!event.key.startsWith('Arrow') || hasModifier(event)) return;
    const from = /** @type {HTMLElement} */ (focusedElement());
    fillAround(view, cells.indexOf(from));
    const cell = neighbour(cells, from, event.key);
    if (!cell) return;
    event.preventDefault();
    cell.focus();
  };
}

export function openOverview() {
  const entries = allEntries();
  const sections = makeSections(entries);
  const groups = core.make('div', {}, ...sections.map(({ grid }) => grid));
  /** @type {Overview} */
  const view = { entries, sections, groups, cells: [], small: 1, watch: () => {} };
  const { draw, replace } = makeThumbnails(view);
  listen(view);
  const now = currentSlide();
  const middle = Math.max(0, entries.findIndex(({ slide }) => slide === now));
  fillAround(view, middle);
  // Asked before the dialog opens, which gives all of this a style: a browser would do that again after each change.
  const { fontFamily } = getComputedStyle(document.body);
  const bar = document.querySelector('.surface-bar');
  const em = parseFloat(getComputedStyle(bar ?? document.documentElement).fontSize); // All surfaces have the same.
  const size = () => sizeCells(view, em);
  size();
  // What is handed to a slot inherits from the surface; slides have the font of the page.
  groups.style.setProperty('--slide-font', fontFamily);
  const onResize = () => {
    if (!groups.isConnected) {
      removeEventListener('resize', onResize);
      return;
    }
    size();
    replace();
  };
  addEventListener('resize', onResize);
  watchCells(view, draw, openDialog('overview', [groups], sections.map(({ frame }) => frame)));
  const current = view.cells[middle];
  // WebKit scrolls to nothing that it skips.
  sections.findLast(({ first }) => first <= middle)?.grid.style.setProperty('content-visibility', 'visible');
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: 'center' });
  // A browser says in a later frame what is in view.
  for (const cell of view.cells.slice(Math.max(0, middle - NEAR), middle + NEAR)) {
    const { top, bottom } = cell.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) draw(cell, true);
  }
  layOutSections(view, middle, replace);
}
