// The presenter's remote control, and the windows that it moves.
//
// The remote control is a window of the deck on another device, which may only move, black the
// screen, point and dismiss questions. The server forwards the actions of one device to the others.

import { core } from '../common/core.js';
import { tellWindows } from './channel.js';
import { goTo } from './follow.js';
import { giveUpLead } from './lead.js';
import { isMovedByServer, moveForServer } from './moves.js';
import { deckName, isRemote, me, post } from './page.js';

const POINT_PAUSE = 50; // ms between two points.

/** The place of another device. @param {import('./follow.js').FollowedPlace} place */
export function onRemotePlace(place) {
  if (place.from === me || (place.deck !== deckName && !isRemote)) return;
  giveUpLead(); // Otherwise this window would report each place back.
  goTo(place);
}

/** @param {{ on: boolean, from: string }} black */
export function onRemoteBlack({ on, from }) {
  if (from !== me && window.deckyard) moveForServer(() => core.send('blacken', on));
}

/** @param {{ deck: string, point: unknown }} at */
export function onRemotePoint({ deck, point }) {
  if (deck === deckName && window.deckyard) core.send('point', point);
}

/** What the audience sent last, for a view that opens later. @type {AudienceView | null} */
let audience = null;

/** @param {AudienceView} view */
export function onQuestions(view) {
  audience = view;
  if (window.deckyard) core.send('questions', view);
}

/** Sends points one at a time, and only the last one. */
function watchPointing() {
  /** @type {DeckyardEvents['pointing'] | undefined} */
  let wanted;
  let isSending = false;
  document.addEventListener('deckyard:pointing', async ({ detail }) => {
    wanted = detail;
    if (isSending) return;
    isSending = true;
    while (wanted !== undefined) {
      const point = wanted;
      wanted = undefined;
      await post('point', { deck: deckName, point });
      await new Promise((then) => { setTimeout(then, POINT_PAUSE); });
    }
    isSending = false;
  });
}

/** Reports a person's actions in this window to the other devices. */
export function watchForRemotes() {
  document.addEventListener('deckyard:black', ({ detail }) => {
    if (isMovedByServer() || !detail.isByHand) return;
    post('black', { on: detail.on, from: me });
    if (!isRemote) tellWindows({ kind: 'lead' });
  });
  if (isRemote) watchPointing();
}

/** How a presenter's window handles questions. */
export function watchQuestions() {
  document.addEventListener('deckyard:view', () => { if (audience) core.send('questions', audience); });
  document.addEventListener('deckyard:dismiss', ({ detail }) => { post('dismiss', { id: detail }); });
}

/** The remote control shows presenter view immediately. */
export function openPresenter() {
  if (!document.documentElement.classList.contains('presenter')) core.keys.p(new MouseEvent('click'));
}
