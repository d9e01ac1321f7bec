// The overview: thumbnails of all slides.

import { core } from '../common/core.js';
import { all, focusedElement, force, hasModifier, targetWithin } from '../common/dom.js';
import { stageHeight } from '../common/sizes.js';
import { contentOf } from '../common/slides.js';
import { leaveFor, openDialog } from './dialog.js';
import { allEntries, currentSlide, isSection, partHeading } from './entries.js';

const NEAR = 60; // Cells among which an arrow key looks for the next row.
const LAYOUT_PAUSE = 300; // ms, in which the overview is painted.
const WIDEST = 12; // em, of a cell.
const WIDEST_SHARE = 0.42; // Of the window, of a cell.

/** @typedef {import('./entries.js').Entry} Entry */

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
    position: 'absolute', inset: '0', display: 'block', width: 'auto', height: 'auto', margin: '0', border: '0', 'border-radius': '0', overflow: 'clip', transform: 'none',
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

/**
 * Keeps thumbnails in visible cells only.
 * @param {HTMLElement} groups
 * @param {(cell: HTMLElement) => Entry} entryOf
 */
function drawCells(groups, entryOf) {
  /** @param {HTMLElement} cell @param {boolean} isNear */
  const draw = (cell, isNear) => {
    const frame = /** @type {HTMLSlotElement} */ (cell.querySelector('slot')).assignedElements()[0];
    const drawn = frame?.firstElementChild;
    if (isNear && frame && !drawn) {
      const small = miniature(entryOf(cell).slide);
      frame.append(small);
      if (core.staged() && contentOf(small).dataset.fit) core.shrink(small); // Its type grows.
    } else if (!isNear) {
      drawn?.remove();
    }
  };
  if (!('ContentVisibilityAutoStateChangeEvent' in window)) {
    const observer = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting } of seen) draw(/** @type {HTMLElement} */ (target), isIntersecting);
    }, { rootMargin: '50%' });
    for (const cell of all('button', groups)) observer.observe(cell);
    return;
  }
  // It bubbles only in Chromium. A section has a class, a cell has none.
  groups.addEventListener('contentvisibilityautostatechange', (event) => {
    const { target, skipped } = /** @type {ContentVisibilityAutoStateChangeEvent} */ (event);
    const cell = /** @type {HTMLElement} */ (target);
    if (cell.className) return;
    // Browsers do not name a skipped cell by its text.
    cell.ariaLabel = skipped ? nameOf(entryOf(cell)) : null;
    draw(cell, !skipped);
  }, true);
}

/** Sets the width of cells (--cell of panels.css) and the scale of thumbnails: browsers disagree about the quotient of two
 * lengths. @param {HTMLElement} groups */
function sizeCells(groups) {
  const wide = parseFloat(document.documentElement.style.getPropertyValue('--stage-width'));
  const width = Math.min(WIDEST * parseFloat(getComputedStyle(groups).fontSize), WIDEST_SHARE * innerWidth);
  const lengths = { cell: `${width}px`, small: width / wide, 'ui-wide': `${wide}px`, 'ui-high': `${stageHeight()}px` };
  for (const [name, value] of Object.entries(lengths)) groups.style.setProperty(`--${name}`, String(value));
}

/** Creates a cell for each slide, in a grid for each section. @param {Entry[]} entries */
function makeCells(entries) {
  const now = currentSlide();
  const groups = core.make('div', {});
  /** @type {HTMLElement | undefined} */
  let grid; // Of a section. Outside the view, it is not laid out at first.
  const cells = entries.map((entry, index) => {
    const { slide, number, title } = entry;
    const heads = [...partHeading(entry), ...(isSection(entry) ? [core.make('h4', {}, title)] : [])];
    if (heads.length || !grid) {
      grid = core.make('div', { className: 'panel-grid' }, ...heads);
      groups.append(grid);
    }
    const cell = core.make('button', { ariaLabel: nameOf(entry) }, core.make('div', {}, core.make('slot', { name: `cell-${index}` })), core.make('b', {}, number), ' ', core.make('span', {}, title));
    if (slide === now) cell.ariaCurrent = 'true';
    grid.append(cell);
    return cell;
  });
  // The approximate height of a section that is not laid out yet.
  for (const section of /** @type {HTMLCollectionOf<HTMLElement>} */ (groups.children)) {
    section.style.setProperty('contain-intrinsic-block-size', `auto ${(section.childElementCount * 4e4) / innerWidth}px`);
  }
  return { groups, cells };
}

/** Browsers hide skipped content from screen readers too: soon all sections are laid out, one after the other.
 * @param {HTMLElement} groups */
function layOutSections(groups) {
  const sections = /** @type {HTMLElement[]} */ ([...groups.children]);
  const layOut = () => {
    const section = sections.shift();
    if (!section?.isConnected) return;
    section.style.setProperty('content-visibility', 'visible');
    setTimeout(layOut);
  };
  setTimeout(layOut, LAYOUT_PAUSE);
}

export function openOverview() {
  const entries = allEntries();
  const { groups, cells } = makeCells(entries);
  /** @param {HTMLButtonElement} cell */
  const entryOf = (cell) => entries[cells.indexOf(cell)];
  drawCells(groups, (cell) => entryOf(/** @type {HTMLButtonElement} */ (cell)));
  groups.onclick = (event) => {
    const cell = targetWithin(event, 'button');
    if (cell) leaveFor(entryOf(/** @type {HTMLButtonElement} */ (cell)));
  };
  groups.onkeydown = (event) => {
    if (!event.key.startsWith('Arrow') || hasModifier(event)) return;
    const cell = neighbour(cells, /** @type {HTMLElement} */ (focusedElement()), event.key);
    if (!cell) return;
    event.preventDefault();
    cell.focus();
  };
  const onResize = () => (groups.isConnected ? sizeCells(groups) : removeEventListener('resize', onResize));
  const box = openDialog('overview', groups);
  // Children of the host are outside of the shadow tree: the style sheets of slides apply to what is in them. They are there
  // from the beginning, since WebKit draws all of the host again when it gets another child.
  /** @type {ShadowRoot} */ (box.getRootNode()).host.append(...cells.map((_, index) => core.make('div', { slot: `cell-${index}` })));
  // Elements in a slot inherit from the surface; slides need the font of the page.
  groups.style.setProperty('--slide-font', getComputedStyle(document.body).fontFamily);
  sizeCells(groups);
  addEventListener('resize', onResize);
  const current = cells.find((cell) => cell.ariaCurrent) ?? cells[0];
  current.focus();
  current.scrollIntoView({ block: 'center' });
  layOutSections(groups);
}
