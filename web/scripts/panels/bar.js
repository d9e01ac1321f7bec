// The buttons at the foot of the window: the menu, and the previous and next step.

import { core } from '../common/core.js';
import { panel, panelSurface } from './dialog.js';
import { openHelp } from './help.js';
import { WORDS } from './words.js';

const MENU_TIME = 2000; // ms after the last move of the pointer.

/** A click takes no focus: Space still moves on. @param {string} label @param {string} sign @param {() => void} onclick */
export const control = (label, sign, onclick) => core.make('button', {
  ariaLabel: label, title: label, onclick, onmousedown: (event) => event.preventDefault(),
}, sign);

/** @type {HTMLElement | null} */
let menu = null;

/** The menu button, once the bar exists. */
export const menuButton = () => /** @type {HTMLElement} */ (menu);

export function addBar() {
  menu = control(WORDS.help, '≡', openHelp);
  const steps = panel('nav', 'steps', control(WORDS.previous, '‹', core.previous), control(WORDS.next, '›', core.next));
  const bar = core.make('div', { className: 'panel-bar' }, panel('nav', 'opener', menu), steps);
  const host = panelSurface('bar', bar);
  document.body.append(host);
  core.raise(host);
  let timer = 0;
  /** @param {PointerEvent} event */
  const wake = ({ pointerType }) => {
    clearTimeout(timer);
    bar.classList.add('awake');
    // A finger does not move before it taps: on touch screens, the bar stays visible.
    if (pointerType !== 'touch') timer = setTimeout(() => bar.classList.remove('awake'), MENU_TIME);
  };
  addEventListener('pointermove', wake);
  addEventListener('pointerdown', wake);
}
