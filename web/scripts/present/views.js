// Opens presenter view and notes. Their content is in presenter.js, which is loaded when the first
// of them opens; a deck in a single file already contains it.

import { core } from '../common/core.js';
import { toggleBlack } from './black.js';
import { pointTo } from './point.js';
import { remember, state } from './state.js';
import { elapsed, restart, startOrPause } from './timer.js';
import { WORDS } from './words.js';

const root = document.documentElement;

/** The open or opened view, once presenter.js is loaded. @type {PresenterView | null} */
let view = null;
/** @type {Promise<unknown> | null} */
let loading = null;

/** Loads presenter.js; more.js names it. */
function load() {
  const src = /** @type {HTMLElement | null} */ (document.querySelector('script[data-late]'))?.dataset.late ?? '';
  loading ??= window.deckyardPresenter ? Promise.resolve() : new Promise((resolve, reject) => {
    document.head.append(core.make('script', { src, onload: resolve, onerror: reject }));
  });
  return loading;
}

/** @param {View} name */
export async function setView(name) {
  state.view = name;
  root.classList.toggle('framed', name !== '');
  root.classList.toggle('presenter', name === 'presenter');
  core.applyMode(); // A narrow window keeps the stage while a view is open.
  remember();
  if (!view && name) {
    try {
      await load();
      // Two keys in a row wait for the same file.
      view ??= window.deckyardPresenter?.({ state, elapsed, restart, startOrPause, setView, toggleBlack, pointTo }) ?? null;
    } catch {
      loading = null;
    }
    if (!view) {
      if (state.view) setView('');
      core.toast(WORDS.refused);
      return;
    }
  }
  view?.show();
}

/** Draws the view of the current place. */
export const draw = () => view?.draw();

/** Draws the parts that change with time, and whether the audience sees black. */
export const drawStatus = () => view?.drawStatus();
