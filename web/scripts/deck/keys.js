// Keys: which ones the deck handles, and their actions.

import { contentOf } from '../common/slides.js';
import { isRightToLeft, words } from '../common/words.js';
import { keepInHistory } from './address.js';
import { total } from './find.js';
import { drawNumber } from './notices.js';
import { next, previous, show, want } from './show.js';
import { isEmbedded, mainElement, state } from './state.js';
import { store } from './store.js';

const TYPING_PAUSE = 3000; // ms after which an unconfirmed number is forgotten.
const MOST_DIGITS = 6;
const SCROLLED = 0.8; // Of the height of a slide that is too high, per key.

// Elements that handle a key themselves while focused. Space does not activate links.
const FIELDS = 'input, textarea, select, dialog, [contenteditable], [role="textbox"]';
const PLAYERS = 'audio, video';
const BUTTONS = `${PLAYERS}, button, summary, [role="button"]`;

/** @param {string} key */
function takersOf(key) {
  if (key === ' ') return BUTTONS;
  if (key === 'Enter') return `${BUTTONS}, a, area`;
  return key.startsWith('Arrow') ? PLAYERS : 'none';
}

/**
 * Scrolls a slide that is too high before it is left.
 * @param {() => void} move
 * @param {1 | -1} direction
 */
function scrollOr(move, direction) {
  const content = state.slide && contentOf(state.slide);
  const top = content?.scrollTop;
  if (content?.tabIndex === 0) content.scrollTop += direction * SCROLLED * content.clientHeight;
  if (content?.scrollTop === top) move();
}
const forward = () => scrollOr(next, 1);
const back = () => scrollOr(previous, -1);

/**
 * Scrolls the focused element sideways. Returns whether it moved.
 * @param {Event} event
 * @param {number} pixels
 */
function scrollAside({ target }, pixels) {
  const box = /** @type {Element} */ (target).closest?.('[tabindex="0"]');
  const from = box?.scrollLeft;
  if (box) box.scrollLeft += pixels;
  return box?.scrollLeft !== from;
}

let typingTimer = 0;

/** @param {string} digits */
function type(digits) {
  clearTimeout(typingTimer);
  if (state.typed === digits) return;
  state.typed = digits.slice(0, MOST_DIGITS);
  if (state.typed) typingTimer = setTimeout(type, TYPING_PAUSE, '');
  drawNumber();
}

/** Goes to the typed number; `false` if there is no such number. */
function goToTyped() {
  if (!state.typed) return false;
  const number = Math.max(1, Math.min(Number(state.typed), total()));
  type('');
  keepInHistory();
  want(String(number));
  return true;
}

const firstSlide = () => /** @type {Element} */ (mainElement().firstElementChild);
const lastSlide = () => /** @type {Element} */ (mainElement().lastElementChild);

/** The action of each key on the stage. @type {Record<string, Action>} */
export const keys = {
  ArrowRight: (event) => scrollAside(event, 80) || (isRightToLeft() ? previous() : next()),
  ArrowLeft: (event) => scrollAside(event, -80) || (isRightToLeft() ? next() : previous()),
  ArrowDown: forward,
  ArrowUp: back,
  PageDown: forward,
  PageUp: back,
  ' ': (event) => (event.shiftKey ? back() : forward()),
  j: next,
  k: previous,
  Home: () => show(firstSlide()),
  End: () => state.isParsed && show(lastSlide(), Infinity),
  Enter: goToTyped,
  Escape: () => (state.typed ? type('') : false),
};

const WORDS = words({
  next_step: 'next step',
  previous_step: 'previous step',
  first_slide: 'first slide',
  last_slide: 'last slide',
  slide_number: 'slide 12',
});

/** @type {[keyof typeof WORDS, Action | null, ...string[]][]} */
const MOVES = [
  ['next_step', next, isRightToLeft() ? '←' : '→', 'Space', 'Page ↓', 'j'],
  ['previous_step', previous, isRightToLeft() ? '→' : '←', 'Shift Space', 'Page ↑', 'k'],
  ['first_slide', keys.Home, 'Home'],
  ['last_slide', keys.End, 'End'],
  ['slide_number', null, '12 Enter'],
];

/** The list for the menu. The words come with the end of the page. @type {Binding[]} */
export const bindings = MOVES.map(([name, action, ...names]) => ({
  group: 'Moving', keys: names, get text() { return WORDS[name]; }, action, stage: true,
}));

let areLettersOn = !isEmbedded && store.get('letters') !== 'off';

/** Whether single letters, digits and punctuation are shortcuts. */
export const shortcuts = () => areLettersOn;

/** @param {boolean} on */
export function setShortcuts(on) {
  areLettersOn = on;
  store.set('letters', on ? null : 'off');
  type('');
}

/** The focused element, even in a shadow tree. @param {Event} event */
const focusedBy = (event) => /** @type {Element} */ (event.composedPath()[0] ?? event.target);

/**
 * Whether the deck handles a key, and not the browser or the focused element.
 * @param {KeyboardEvent} event
 */
export function isShortcut(event) {
  const { key, defaultPrevented, isComposing, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (defaultPrevented || isComposing || ctrlKey || altKey || metaKey || (shiftKey && key.length > 1)) return false;
  return (areLettersOn || key === ' ' || key.length > 1) && !focusedBy(event).closest?.(FIELDS);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key } = event;
  if (!state.isStaged || !state.slide || !isShortcut(event)) return;
  if (!(key === 'Enter' && state.typed) && focusedBy(event).closest?.(takersOf(key))) return;
  if (/^\d$/.test(key)) {
    type(state.typed + key);
  } else if (Object.hasOwn(keys, key)) {
    if (keys[key](event) !== false) event.preventDefault();
    type('');
  }
}

/** Listens to keys. */
export function watchKeys() {
  // A held key must not press the element that gets the focus when a panel closes.
  document.addEventListener('keydown', (event) => {
    const isOurs = /** @type {Element} */ (event.target).closest?.('[data-ui]');
    if (event.repeat && event.key === 'Enter' && isOurs) event.preventDefault();
  }, true);
  document.addEventListener('keydown', onKey);
}
