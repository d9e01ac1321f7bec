// Panels; those that cover the page are dialogs. The browser closes these on Escape and restores the focus.

import { core, deckElement } from '../common/core.js';
import { focusedElement } from '../common/dom.js';
import { forgetEntries } from './entries.js';
import css from './panels.css';
import { WORDS } from './words.js';

/** @typedef {'help' | 'outline' | 'overview' | 'search'} DialogName */

/** @typedef {DialogName | 'opener' | 'steps' | 'embed'} PanelName */

/** The name of a panel. @param {PanelName} name */
const nameOf = (name) => WORDS[name === 'outline' ? 'contents' : name === 'opener' ? 'menu' : name === 'embed' ? 'steps' : name];

/**
 * @template {'dialog' | 'nav'} Tag
 * @param {Tag} tag
 * @param {PanelName} name
 * @param {...(Node | string)} content
 */
export function panel(tag, name, ...content) {
  const box = core.make(tag, {}, ...content);
  box.className = `panel panel-${name}`;
  box.ariaLabel = nameOf(name);
  return box;
}

/** A surface with panels. @param {string} name @param {...Node} content */
export const panelSurface = (name, ...content) => core.surface(name, css, ...content);

/** @param {DialogName} name @param {() => void} onclick */
export const head = (name, onclick) => core.make('div', { className: 'panel-head' },
  core.make('h2', {}, nameOf(name)), core.make('button', { className: 'panel-close', ariaLabel: WORDS.close, onclick }, '×'));

/** The dialog that was opened last. @type {HTMLDialogElement | null} */
let dialog = null;

const uncoverDeck = () => { deckElement().style.display = ''; };

export function closeDialog() {
  uncoverDeck();
  dialog?.close();
  // The browser reports it later, and WebKit on a busy machine much later.
  dialog?.dispatchEvent(new Event('close'));
}

/**
 * @param {DialogName} name
 * @param {(Node | string)[]} content
 * @param {Node[]} [slotted]  children of the host, for slots in the content
 */
export function openDialog(name, content, slotted = []) {
  const from = focusedElement();
  const box = panel('dialog', name, head(name, closeDialog), ...content);
  const host = panelSurface('dialog', box);
  host.append(...slotted);
  dialog = box;
  box.onclose = () => {
    if (!box.isConnected) return;
    if (box === dialog) uncoverDeck();
    host.remove();
    forgetEntries();
    // The browser could not restore the focus to an element that was not displayed.
    if (document.activeElement === document.body) from?.focus({ preventScroll: true });
  };
  // Closed immediately: if the browser closes it, the focus stays inside for a frame, and the next
  // key would be lost.
  box.oncancel = (event) => {
    event.preventDefault();
    closeDialog();
  };
  box.onclick = ({ target }) => { if (target === box) closeDialog(); }; // Beside the card.
  document.body.append(host);
  // With a modal dialog, the browser restyles everything behind it, unless that is not displayed.
  if (name === 'overview' && core.staged()) deckElement().style.display = 'none';
  box.showModal();
  return box;
}

/** Closes the dialog, and goes to a slide. @param {Target} target */
export function leaveFor({ slide, step }) {
  closeDialog();
  core.visit(slide, step);
  core.focus(slide);
}
