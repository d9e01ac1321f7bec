// Windows that follow each other.
//
// Windows of a group send each other their place, over a BroadcastChannel, or by postMessage for local files. `window.name`
// holds the group: it survives a reload, and no other window joins.

import { core, deckElement } from '../common/core.js';
import { setBlack } from './black.js';
import { sendPointsTo, showPoint } from './point.js';
import { deck, forget, quietly, remember, state } from './state.js';
import { WORDS } from './words.js';

const GREETING_PAUSE = 500; // ms between two greetings.

/** @typedef {'hello' | 'here' | 'bye' | 'point'} Kind */
/** @typedef {{ deck: string, from: string, kind?: Kind | undefined, synced: boolean, black: boolean, id: string, step: number, point?: unknown }} Message */

const token = () => Math.random().toString(36).slice(2);
const me = token();
const group = () => /^deckyard-\w+/.exec(window.name)?.[0];
/** Windows reached by postMessage. @type {Set<MessageEventSource>} */
const others = new Set();
/** @type {BroadcastChannel | null} */
let channel = null;
let isFollowing = false;
let greeting = 0;

/** Whether this window is moving because another one moved. */
export const isMovedByOther = () => isFollowing;

export function join() {
  sendPointsTo((point) => tell('point', point));
  const name = group();
  if (channel || !name) return;
  if (window.opener) others.add(window.opener);
  if (origin !== 'null') channel = quietly(() => new BroadcastChannel(name));
  if (channel) channel.onmessage = hear;
}

/** @param {Message} message @param {MessageEventSource} [except] */
function post(message, except) {
  if (channel) {
    channel.postMessage(message);
    return;
  }
  for (const other of others) {
    if (other !== except) /** @type {Window} */ (other).postMessage(message, origin === 'null' ? '*' : origin);
  }
}

/** Sends the other windows this one's place. @param {Kind} [kind] @param {import('./point.js').Point} [point] */
export function tell(kind, point) {
  const { slide, step } = core.place() ?? {};
  if (slide && step !== undefined && group()) {
    post({ deck, from: me, kind, synced: state.isLeader, black: state.isBlack, id: slide.id, step, point });
  }
}

/** Sends a greeting until it is answered: the other window may be loading. */
export function greet() {
  clearInterval(greeting);
  tell('hello');
  if (window.opener) greeting = setInterval(tell, GREETING_PAUSE, 'hello');
}

/** @param {MessageEvent<Message | undefined>} event */
export function hear({ data, source, origin: from }) {
  if (data?.deck !== deck || data.from === me || !Number.isInteger(data.step)) return;
  if (source) {
    if (from !== origin || !(others.has(source) || /** @type {Window} */ (source).opener === window)) return;
    others.add(source);
    post(data, source);
  }
  if (data.kind === 'bye') {
    greet();
    return;
  }
  if (data.kind === 'point') {
    showPoint(data.point);
    return;
  }
  clearInterval(greeting);
  if (data.synced && !(data.kind && state.isLeader)) follow(data);
  if (data.kind === 'hello') tell('here');
}

/** @param {Message} message */
function follow({ id, step, black }) {
  const slide = document.getElementById(id);
  if (slide?.parentElement !== deckElement()) return;
  state.isLeader = true;
  isFollowing = true;
  if (core.staged()) core.show(slide, step);
  else core.bring(slide);
  isFollowing = false;
  setBlack(black === true);
}

/** Opens a second window that follows. */
export function openSecondWindow() {
  if (!group()) {
    // Any other window that an unnamed one opens would inherit its stored state.
    forget();
    window.name = `deckyard-${token()}`;
  }
  remember();
  join();
  state.isLeader = true;
  core.writeAddress();
  const opened = window.open(location.href, `${group()}-${token()}`, 'popup,width=1280,height=720');
  if (opened) others.add(opened);
  core.toast(opened ? WORDS.cloned : WORDS.blocked);
}
