// Presenter view (p), notes (s), windows that follow each other (c), blackout and timer.

import { core, shownPlace } from '../common/core.js';
import { blacken, isCovered, setBlack, toggleBlack } from './black.js';
import { showPoint } from './point.js';
import { remembered, state } from './state.js';
import { isUntouched, restart } from './timer.js';
import { draw, drawStatus, setView } from './views.js';
import { greet, hear, isMovedByOther, join, openSecondWindow, tell } from './windows.js';
import { KEY_WORDS, WORDS } from './words.js';

const root = document.documentElement;

/** @param {'presenter' | 'notes'} name */
const toggleView = (name) => () => setView(state.view === name ? '' : name);

/** The number before a change. @type {number | undefined} */
let lastNumber = 0;

function onChange() {
  const { number } = shownPlace();
  if (number !== lastNumber && isUntouched()) restart();
  lastNumber = number;
  if (!isMovedByOther()) {
    state.isLeader = true;
    setBlack(false);
    tell();
  }
  draw();
}

function toggleFullScreen() {
  const change = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.();
  change?.catch(() => core.toast(WORDS.refused));
}

const toggleMirror = () => { root.classList.toggle('mirrored'); };
const isMirrored = () => root.classList.contains('mirrored');

function bindKeys() {
  const { Escape } = core.keys;
  Object.assign(core.keys, {
    p: toggleView('presenter'),
    s: toggleView('notes'),
    c: openSecondWindow,
    b: toggleBlack,
    '.': toggleBlack,
    m: toggleMirror,
    f: toggleFullScreen,
    t: restart,
    /** @type {Action} */
    Escape: (event) => (state.isBlack ? toggleBlack() : isMirrored() ? toggleMirror() : Escape(event)),
  });
  for (const [key, text] of Object.entries(KEY_WORDS)) {
    core.bindings.push({ group: 'Presenting', keys: key === 'b' ? ['b', '.'] : [key], text, stage: /[cbtm]/.test(key) });
  }
}

/** Ends the blackout by a click or a tap, for those without a keyboard; the click has no other effect. Tab ends it too, so
 * that the focus does not move unseen. */
function watchBlack() {
  addEventListener('click', (event) => {
    if (!isCovered()) return;
    event.stopPropagation();
    event.preventDefault();
    toggleBlack();
  }, true);
  document.addEventListener('keydown', ({ key }) => { if (key === 'Tab' && isCovered()) toggleBlack(); });
}

function start() {
  bindKeys();
  watchBlack();
  addEventListener('message', hear);
  // By then the first slide is shown.
  document.addEventListener('DOMContentLoaded', () => {
    lastNumber = core.place()?.number;
    document.addEventListener('deckyard:change', onChange);
    document.addEventListener('deckyard:timer', drawStatus);
    document.addEventListener('deckyard:black', drawStatus);
    document.addEventListener('deckyard:lead', () => tell());
    document.addEventListener('deckyard:blacken', ({ detail }) => blacken(detail));
    document.addEventListener('deckyard:point', ({ detail }) => showPoint(detail));
    addEventListener('pagehide', () => tell('bye'));
    join();
    const kept = remembered();
    if (kept) {
      state.timer = kept.timer;
      setView(kept.view);
    }
    greet();
  });
}

if (window.deckyard) start();
