// Measures which parts of a slide an audience could not read: content that does not fit on the
// stage, titles of many lines, type that is too small, and text that hardly differs from its
// background. `deckyard check --overflow` and the open page of `deckyard serve` both measure here,
// so that both find the same.

import { all, makeElement } from './dom.js';
import { resetWidths, shrink } from './shrink.js';
import { SMALLEST_READABLE, SMALLEST_TYPE, USUAL_HEIGHT, stageHeight } from './sizes.js';
import { contentOf, isTooHigh, isTooWide } from './slides.js';

// WCAG 2.2, 1.4.3: the contrast of text, and of large text, which begins at 24 px, or at 18.66 px when it is bold.
const LEAST_CONTRAST = 4.5;
const LEAST_CONTRAST_LARGE = 3;
const LARGE_TYPE = 24;
const LARGE_BOLD_TYPE = 18.66;
const BOLD = 700;

const MOST_TITLE_LINES = 2; // More are no title that can be taken in while someone speaks.
const MOST_STATEMENT_LINES = 4; // Where the sentence is all that there is.
const LONGEST_EXCERPT = 40; // Characters.
const ROUNDING = 1; // px that a box may exceed another one.
const OPAQUE = 255;

/** @typedef {{ kind: 'height', percent: number, step: number }} TooHigh */
/** @typedef {{ kind: 'width', percent: number }} TooWide */
/** @typedef {{ kind: 'title', lines: number, text: string }} LongTitle */
/** @typedef {{ kind: 'type', tenths: number, text: string }} SmallType */
/** @typedef {{ kind: 'contrast', hundredths: number, least: number, scheme: string, ink: string, paper: string, text: string }} LowContrast */
/** @typedef {TooHigh | TooWide | LongTitle | SmallType | LowContrast} Finding */
/** @typedef {[number, number, number, number]} Colour Red, green, blue and opacity, 0 to 255. */
/** @typedef {{ node: Text, element: Element, text: string }} Piece A text with the element that it is in. */

/** Where slides are measured: beside the deck, so that style sheets apply, but invisible. */
export function measuringHost() {
  const host = makeElement('main', { className: 'deck', inert: true, ariaHidden: 'true' });
  host.dataset.ui = '';
  host.style.cssText = 'position: fixed; left: -20000px; top: 0; visibility: hidden';
  return host;
}

/** A copy of a slide as on the stage, at its last step, in the smallest type. @param {HTMLElement} slide */
function copyOf(slide) {
  const copy = /** @type {HTMLElement} */ (slide.cloneNode(true));
  copy.style.setProperty('--fit', String(SMALLEST_TYPE));
  copy.classList.add('current');
  copy.removeAttribute('id');
  // Parts of a drawing refer to each other by id.
  for (const element of all('[id]', copy)) if (!element.closest('svg')) element.removeAttribute('id');
  for (const piece of all('[data-step]', copy)) piece.classList.add('shown');
  for (const picture of copy.querySelectorAll('img')) picture.loading = 'eager';
  // Frames keep their size without their content, which would be loaded again.
  for (const frame of copy.querySelectorAll('iframe')) frame.removeAttribute('src');
  // Wide pieces count at the author's size, not as shrunk for the stage.
  resetWidths(copy);
  return copy;
}

/** All texts that a slide shows, in order. @param {Element} content @returns {Piece[]} */
function piecesOf(content) {
  const pieces = [];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const element = node.parentElement;
    const text = node.data.replace(/\s+/g, ' ').trim();
    if (text && element && !element.closest('.debug, style, script, title, desc, [hidden]')) pieces.push({ node, element, text });
  }
  return pieces;
}

/** @param {Piece} piece */
function boxesOf({ node }) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
}

/** The first step that shows something below the end of the stage. @param {HTMLElement} content */
function firstStepBelow(content) {
  const box = content.getBoundingClientRect();
  const room = content.clientHeight - parseFloat(getComputedStyle(content).paddingBottom);
  const end = box.top + room * (box.height / content.offsetHeight) + ROUNDING;
  /** @param {Element} element */
  const stepOf = (element) => Math.max(0, ...[element, ...ancestorsOf(element, content)].map((one) => Number(/** @type {HTMLElement} */ (one).dataset?.step ?? 0)));
  const texts = piecesOf(content).filter((piece) => boxesOf(piece).some(({ bottom }) => bottom > end)).map(({ element }) => element);
  const others = all('img, svg, video, iframe', content).filter((element) => element.getBoundingClientRect().bottom > end);
  return Math.min(...[...texts, ...others].map(stepOf), Number.MAX_SAFE_INTEGER);
}

/** @param {Element} element @param {Element} within @returns {Element[]} */
function ancestorsOf(element, within) {
  const found = [];
  for (let one = element.parentElement; one && one !== within; one = one.parentElement) found.push(one);
  return found;
}

/** @param {HTMLElement} content @param {number} steps @returns {(TooHigh | TooWide)[]} */
function excessOf(content, steps) {
  const { scrollHeight, clientHeight, scrollWidth, clientWidth } = content;
  /** @type {(TooHigh | TooWide)[]} */
  const found = [];
  if (isTooHigh(content)) {
    const step = firstStepBelow(content);
    found.push({ kind: 'height', percent: Math.round((100 * scrollHeight) / clientHeight), step: step > steps ? 0 : step });
  }
  if (isTooWide(content)) found.push({ kind: 'width', percent: Math.round((100 * scrollWidth) / clientWidth) });
  return found;
}

/** The height of type in px of the stage, after scaling by a drawing or a wide piece. @param {Element} element @param {number} scale */
function typeSizeOf(element, scale) {
  const size = parseFloat(getComputedStyle(element).fontSize);
  const drawing = element.closest('svg');
  if (drawing) {
    const shape = /** @type {SVGGraphicsElement | null} */ (element.closest('text, foreignObject, svg'));
    const matrix = shape?.getScreenCTM?.();
    return matrix ? (size * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c))) / scale : size;
  }
  const narrow = /** @type {HTMLElement | null} */ (element.closest('[data-narrow]'))?.style.getPropertyValue('--narrow');
  return size * (Number(narrow) || 1);
}

/** @param {string} text */
const excerptOf = (text) => [...text].slice(0, LONGEST_EXCERPT).join('');

/** How many lines a heading wraps to, without line breaks of its author. @param {Element} heading @param {Piece[]} pieces */
function linesOf(heading, pieces) {
  const half = parseFloat(getComputedStyle(heading).fontSize) / 2;
  const boxes = pieces.filter(({ element }) => heading.contains(element)).flatMap(boxesOf);
  const middles = boxes.map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => a - b);
  let lines = 0;
  let last = -Infinity;
  for (const middle of middles) {
    if (middle - last <= half) continue;
    lines += 1;
    last = middle;
  }
  return lines - heading.querySelectorAll('br').length;
}

/** The first title of a slide that takes too many lines. @param {HTMLElement} content @param {Piece[]} pieces @returns {LongTitle[]} */
function longTitleOf(content, pieces) {
  const most = content.matches('.statement, .quote') ? MOST_STATEMENT_LINES : MOST_TITLE_LINES;
  for (const heading of all('h1, h2', content)) {
    const lines = linesOf(heading, pieces);
    const text = pieces.find(({ element }) => heading.contains(element))?.text ?? '';
    if (lines > most) return [{ kind: 'title', lines, text: excerptOf(text) }];
  }
  return [];
}

/** The smallest type of a slide, if it is too small. @param {HTMLElement} content @param {Piece[]} pieces @returns {SmallType[]} */
function smallTypeOf(content, pieces) {
  const scale = content.getBoundingClientRect().height / content.offsetHeight || 1;
  const usual = USUAL_HEIGHT / stageHeight();
  let smallest = SMALLEST_READABLE;
  let found = '';
  for (const piece of pieces) {
    if (piece.element.closest('sub, sup') || !/[\p{L}\p{N}]/u.test(piece.text)) continue;
    const size = typeSizeOf(piece.element, scale) * usual;
    if (size >= smallest - 0.05 || !boxesOf(piece).length) continue;
    smallest = size;
    found = piece.text;
  }
  return found ? [{ kind: 'type', tenths: Math.round(smallest * 10), text: excerptOf(found) }] : [];
}

// Colours.

/** @type {Map<string, Colour>} */
const colours = new Map();
/** @type {CanvasRenderingContext2D | null | undefined} */
let canvas;

/** A colour in any notation that the browser knows. @param {string} text @returns {Colour} */
function colourOf(text) {
  const known = colours.get(text);
  if (known) return known;
  canvas ??= makeElement('canvas', { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  /** @type {Colour} */
  let colour = [0, 0, 0, 0];
  if (canvas) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, opacity] = canvas.getImageData(0, 0, 1, 1).data;
    colour = [red, green, blue, opacity];
  }
  colours.set(text, colour);
  return colour;
}

/** A colour over an opaque one. @param {Colour} over @param {Colour} under @returns {Colour} */
function mixed(over, under) {
  const share = over[3] / OPAQUE;
  /** @param {0 | 1 | 2} at */
  const part = (at) => over[at] * share + under[at] * (1 - share);
  return [part(0), part(1), part(2), OPAQUE];
}

/** The relative luminance of WCAG 2.2. @param {Colour} colour */
function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / OPAQUE;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Colour} one @param {Colour} other */
function contrastOf(one, other) {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** @param {Colour} colour */
const hex = ([red, green, blue]) => `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/**
 * The colour behind an element's text, or null where a picture or a gradient is behind it, or beyond the slide.
 * @param {Element | null} element
 * @param {Map<Element, Colour | null>} known
 * @returns {Colour | null}
 */
function paperOf(element, known) {
  if (!element || element.matches('main')) return null;
  const found = known.get(element);
  if (found !== undefined) return found;
  const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
  const colour = colourOf(backgroundColor);
  /** @type {Colour | null} */
  let paper = null;
  if (backgroundImage === 'none' && opacity === '1' && filter === 'none') {
    const under = colour[3] === OPAQUE ? colour : paperOf(element.parentElement, known);
    paper = under && mixed(colour, under);
  }
  known.set(element, paper);
  return paper;
}

/** The text with the least contrast, if it is too little. @param {Piece[]} pieces @param {string} scheme @returns {LowContrast[]} */
function lowContrastOf(pieces, scheme) {
  const papers = new Map();
  /** @type {LowContrast | null} */
  let worst = null;
  let last = null;
  for (const { element, text } of pieces) {
    if (element === last) continue;
    last = element;
    if (element.closest('svg') || !/[\p{L}\p{N}]/u.test(text)) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const paper = textShadow === 'none' ? paperOf(element, papers) : null;
    if (!paper) continue;
    const ink = mixed(colourOf(color), paper);
    const size = parseFloat(fontSize);
    const isLarge = size >= LARGE_TYPE || (size >= LARGE_BOLD_TYPE && Number(fontWeight) >= BOLD);
    const least = isLarge ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST;
    const hundredths = Math.floor(contrastOf(ink, paper) * 100);
    if (hundredths >= least * 100 || hundredths >= (worst?.hundredths ?? Infinity)) continue;
    worst = { kind: 'contrast', hundredths, least: least * 10, scheme, ink: hex(ink), paper: hex(paper), text: excerptOf(text) };
  }
  return worst ? [worst] : [];
}

/**
 * What is wrong with a slide on the stage.
 * @param {HTMLElement} slide
 * @param {HTMLElement} host
 * @returns {Promise<Finding[]>}
 */
export async function findingsOf(slide, host) {
  const copy = copyOf(slide);
  host.replaceChildren(copy);
  const coming = Array.from(copy.querySelectorAll('img')).filter(({ complete }) => !complete);
  if (coming.length) await Promise.allSettled(coming.map((picture) => picture.decode()));
  const content = contentOf(copy);
  const isFree = content.matches('.pic, .title'); // Cut at the edges by design.
  /** @type {Finding[]} */
  const findings = isFree ? [] : [...excessOf(content, Number(slide.dataset.steps) || 0)];
  if (!isFree) shrink(copy);
  const pieces = piecesOf(content);
  if (!isFree) findings.push(...longTitleOf(content, pieces));
  findings.push(...smallTypeOf(content, pieces));
  for (const scheme of ['light', 'dark']) {
    host.style.colorScheme = scheme;
    const found = lowContrastOf(pieces, scheme);
    findings.push(...found);
    if (found.length) break;
  }
  host.style.colorScheme = '';
  return findings;
}
