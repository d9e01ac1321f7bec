// Panels: menu and keys, overview, search, outline; and the buttons at the foot of the window. Panels are created when
// opened; an outline beside the stage writes its width to --panel of <html>. No handler here may return false: the browser
// would not get the key.

import { core, hasSlides } from '../common/core.js';
import { addBar } from './bar.js';
import { addEmbedBar } from './embed.js';
import { currentSlide } from './entries.js';
import { openHelp } from './help.js';
import { openOverview } from './overview.js';
import { openSearch } from './search.js';
import { toggleOutline, watchOutline } from './outline.js';
import { WORDS } from './words.js';

function copyLink() {
  const slide = currentSlide();
  if (slide) core.copy(new URL(`#${slide.id}`, location.href).href);
}

/** @param {string} group @param {string[]} keys @param {string} text @param {Action} action */
function bind(group, keys, text, action) {
  for (const key of keys) core.keys[key] = action;
  core.bindings.push({ group, keys, text });
}

function start() {
  if (document.documentElement.classList.contains('embedded')) {
    addEmbedBar();
    return;
  }
  bind('Moving', ['o'], WORDS.overview, openOverview);
  bind('Moving', ['/', 'g'], WORDS.search, openSearch);
  bind('Moving', ['i'], WORDS.contents, toggleOutline);
  bind('Showing', ['y'], WORDS.copy_link, copyLink);
  bind('Showing', ['h', '?'], WORDS.help, openHelp);
  addBar();
  watchOutline();
}

if (hasSlides()) start();
