// The menu lists all keys; each line is also a button, for people who do not know or cannot press
// keys.

import { core } from '../common/core.js';
import { closeDialog, openDialog } from './dialog.js';
import { WORDS } from './words.js';

/** The groups of bindings, and their headings. @type {[string, 'moving' | 'showing' | 'presenting' | 'reading'][]} */
const GROUPS = [['Moving', 'moving'], ['Showing', 'showing'], ['Presenting', 'presenting'], ['Reading', 'reading']];

/** The label of a key. @param {string} key */
const keyName = (key) => key.replace(/Space|Shift|Page|Home|End|Enter/g, (name) => WORDS[/** @type {'key_end'} */ (`key_${name.toLowerCase()}`)]);

/** A line of the menu: an action and its keys. @param {Binding} binding */
function lineOf({ keys, text, action = core.keys[keys[0]] }) {
  const names = keys.map((key) => core.make('kbd', { className: /^[^→←]$/.test(key) ? 'letter' : '' }, keyName(key)));
  const content = [text[0].toUpperCase() + text.slice(1), core.make('span', {}, ...names)];
  if (!action) return core.make('p', {}, ...content);
  /** @param {MouseEvent} event */
  const onclick = (event) => { closeDialog(); action(event); };
  return core.make('button', { onclick }, ...content);
}

export function openHelp() {
  /** @param {Binding} binding */
  const isUseful = ({ stage }) => core.staged() || !stage;
  const groups = GROUPS.map(([name, heading]) => ({ heading, lines: core.bindings.filter((binding) => binding.group === name && isUseful(binding)) }));
  const sections = groups.filter(({ lines }) => lines.length)
    .map(({ heading, lines }) => core.make('section', {}, core.make('h3', {}, WORDS[heading]), ...lines.map(lineOf)));
  const list = core.make('div', {}, ...sections);
  const letters = core.make('input', { type: 'checkbox', checked: core.shortcuts() });
  const onchange = () => {
    core.setShortcuts(letters.checked);
    list.classList.toggle('no-letters', !letters.checked);
  };
  letters.onchange = onchange;
  onchange();
  const without = core.make('small', { id: 'panel-without' }, WORDS.without);
  letters.setAttribute('aria-describedby', without.id);
  const about = document.querySelector('.deck-about')?.cloneNode(true) ?? '';
  openDialog('help', [core.make('label', {}, letters, WORDS.letters), without, list, about]);
}
