// The state of the page, and its connection to the server.

import { core } from '../common/core.js';

// Attributes of this script: data-run (which server), data-build, data-page, data-token (authors only), data-follow (a page
// that follows the presenter), data-questions (who follows may ask), data-remote (the presenter's remote control),
// data-remotes (a window that one may move), data-without-notes (it has no speaker notes), data-editor (if the server can open one).
const { dataset, src } = /** @type {HTMLScriptElement} */ (document.currentScript);

/** The top of the site, which a proxy may serve below a prefix. */
const top = new URL('..', src);

/** An address within the site. @param {string} path */
export const siteAddress = (path) => new URL(path, top).href;

/** A name that windows of this site share, but not those of other sites on the same host. @param {string} name */
export const ownName = (name) => `${name}:${top.pathname}`;

export const { run = '', page = '', withoutNotes } = dataset;
export const isFollower = dataset.follow !== undefined;
/** Whether this is the presenter's remote control, and whether there is one that moves this window. */
export const isRemote = dataset.remote !== undefined;
export const hasRemotes = dataset.remotes !== undefined;
/** Whether followers may send questions. */
export const takesQuestions = dataset.questions !== undefined;
export const hasEditor = dataset.editor !== undefined;

/** The deck of the page, as in addresses. */
export const deckName = page.replace(/\.html$/, '');

/** The id of this window: the sender of a message does not need it back. */
export const me = Math.random().toString(36).slice(2);

/** Whether this window is a frame of another page. */
export const isFramed = window.top !== window;

/** The number of the build that the page shows. */
export const shown = { build: Number(dataset.build) };

/** The element that holds the slides; pages of events and the index have none. */
export const mainElement = () => /** @type {HTMLElement | null} */ (document.querySelector('main.deck'));

/** The address of the page without the fragment. */
export const ownAddress = () => location.pathname + location.search;

/** Sends the server a command. @param {string} name @param {unknown} body @returns {Promise<Response | null>} */
export const post = (name, body) => fetch(siteAddress(`__deckyard/${name}`), {
  method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-deckyard-token': dataset.token ?? '' },
}).catch(() => null); // The server has stopped.

/** State that survives a reload, in this window only. */
export const memory = {
  /** @param {string} key */
  get: (key) => JSON.parse(sessionStorage.getItem(`deckyard:${key}`) ?? 'null'),
  /** @param {string} key @param {unknown} value */
  set: (key, value) => sessionStorage.setItem(`deckyard:${key}`, JSON.stringify(value)),
};

/** Whether the page goes to edited slides. */
export const goesToEdits = () => core.store.get('live-stay') === null;

/** @typedef {{ timeRemaining(): number }} Deadline */

/** The time budget, in ms, in a browser without requestIdleCallback. */
export const LONGEST_TASK = 8;

/** How long work waits for a pause, in ms: a busy browser may never report one. */
const LONGEST_WAIT = 500;

/** Safari lacks requestIdleCallback: there, the work runs a moment later, for part of a frame. */
export const whenIdle = /** @type {(work: (deadline: Deadline) => void) => unknown} */ (
  // eslint-disable-next-line compat/compat -- The fallback is for Safari.
  'requestIdleCallback' in window ? (work) => requestIdleCallback(work, { timeout: LONGEST_WAIT }) : (/** @type {(deadline: Deadline) => void} */ work) => setTimeout(() => {
    const end = performance.now() + LONGEST_TASK;
    work({ timeRemaining: () => Math.max(0, end - performance.now()) });
  }, 1)
);
