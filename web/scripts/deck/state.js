// State shared by the modules of the presentation. The comment behind each field names the module that writes it.

/** @type {{ main: HTMLElement | null, isParsed: boolean, isStaged: boolean, slide: HTMLElement | null, step: number, typed: string }} */
export const state = {
  main: null, // index.js, as soon as it is parsed.
  isParsed: false, // index.js: whether all slides are parsed.
  isStaged: false, // mode.js: whether one slide is shown at a time.
  slide: null, // show.js: the current slide.
  step: 0, // show.js: its step.
  typed: '', // keys.js: the digits typed so far.
};

/** Whether the deck is in a frame of another page: `?embed`. That page keeps its keys, its wheel and its reader's settings. */
export const isEmbedded = new URLSearchParams(location.search).has('embed');

/** The element that holds the slides, for code that runs only once it exists. */
export const mainElement = () => /** @type {HTMLElement} */ (state.main);

/** How long work waits for a pause, in ms: a busy browser may never report one. */
const LONGEST_WAIT = 1000;

/** Safari lacks requestIdleCallback: there, the work runs a moment later. */
export const whenIdle = /** @type {(work: () => void) => unknown} */ (
  // eslint-disable-next-line compat/compat -- Safari runs it a moment later.
  'requestIdleCallback' in window ? (work) => requestIdleCallback(work, { timeout: LONGEST_WAIT }) : setTimeout
);

/** @type {Deckyard['send']} */
export const send = (name, detail) => {
  document.dispatchEvent(new CustomEvent(`deckyard:${name}`, { detail }));
};
