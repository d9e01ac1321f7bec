// State shared by the modules of presenter view. The comment behind each field names the module that writes it.

/** @type {PresenterState} */
export const state = {
  view: '', // views.js
  isBlack: false, // black.js
  isLeader: false, // windows.js: whether the other windows follow this one's place.
  timer: { before: 0, since: 0, from: 1 }, // timer.js: ms until the last pause, when it went on, the number it began at.
};

/** This deck's name among windows and in their storage. */
export const deck = location.pathname;

/** Does something that a browser may refuse: for local files, or in a private window. */
export const quietly = /** @type {<Result>(action: () => Result) => Result | null} */ ((action) => {
  try { return action(); } catch { return null; }
});

// A new window starts with a copy of its opener's storage, so the key includes the name of the window.
const memoryKey = () => `deckyard:${window.name}:${deck}`;

/** Keeps view and timer across reloads of this window. */
export const remember = () => quietly(() => sessionStorage.setItem(memoryKey(), JSON.stringify({ view: state.view, timer: state.timer })));

/** The saved state of this window. @returns {{ view: View, timer: PresenterTimer } | null} */
export const remembered = () => quietly(() => JSON.parse(sessionStorage.getItem(memoryKey()) ?? 'null'));

export const forget = () => quietly(() => sessionStorage.removeItem(memoryKey()));
