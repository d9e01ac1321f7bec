// Added to pages by `deckyard serve`: edits appear in the open page. Built pages do not include it.
//
// A patch replaces slides in place; renew.js updates the page around them, sheets.js style sheets. The server numbers its
// builds: a page that missed one reloads.

import { core } from '../common/core.js';
import { openChannel, tellWindows } from './channel.js';
import { onPlace, recallAway, startFollowing } from './follow.js';
import { giveUpLead, tellPlace, watchInputs } from './lead.js';
import { measureSoon } from './measure.js';
import { drawProblems, watchOverlay } from './overlay.js';
import { goesToEdits, isFollower, isFramed, ownName, page, run, shown, siteAddress } from './page.js';
import { takeBuild } from './patch.js';
import { comeBack, reload } from './reload.js';
import { openShare } from './share.js';
import { WORDS } from './words.js';

/** Handlers of server messages. @type {Record<string, (data: any) => void>} */
const handlers = {
  hello: (/** @type {{ run: string, build: number }} */ now) => { if (now.run !== run || now.build !== shown.build) reload(); },
  build: takeBuild,
  problems: drawProblems,
  place: (/** @type {import('./follow.js').FollowedPlace} */ place) => { if (isFollower) onPlace(place); },
};

/** The last problems, for windows opened later; null in a window that does not listen itself.
 * @type {import('./overlay.js').Problem[] | null} */
let lastProblems = null;

/** @param {import('./channel.js').Message} message */
function onMessage({ kind, data }) {
  if (kind === 'lead') {
    giveUpLead();
  } else if (kind !== 'ask') {
    handlers[kind](data);
  } else if (lastProblems) {
    tellWindows({ kind: 'hello', data: { run, build: shown.build } });
    tellWindows({ kind: 'problems', data: lastProblems });
  }
}

/** Listens to the server. @param {'all windows' | 'this window'} audience */
function listen(audience) {
  const source = new EventSource(siteAddress(`__deckyard/events?page=${encodeURIComponent(page)}`));
  for (const kind of Object.keys(handlers)) {
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      if (audience === 'all windows') {
        tellWindows({ kind, data });
        if (kind === 'problems') lastProblems = data;
      }
      handlers[kind](data);
    });
  }
}

/** The window that holds the lock listens for all; when it closes, another one takes over. */
function connect() {
  if (!navigator.locks || isFollower) {
    listen('this window');
    return;
  }
  tellWindows({ kind: 'ask' });
  navigator.locks.request(ownName('deckyard-live'), () => {
    listen('all windows');
    return new Promise(() => {});
  });
}

function toggleGoing() {
  core.store.set('live-stay', goesToEdits() ? 'yes' : null);
  core.toast(goesToEdits() ? WORDS.goes : WORDS.stay);
}

/** Features for the author's window of a deck. */
function startLeading() {
  document.addEventListener('deckyard:change', ({ detail }) => tellPlace(detail));
  core.keys.e = toggleGoing;
  core.keys.q = openShare;
  core.bindings.push({ group: 'Showing', keys: ['e'], text: WORDS.jump }, { group: 'Presenting', keys: ['q'], text: WORDS.share });
  measureSoon();
}

/** Runs after deck.js, which shows its first slide by then. */
function start() {
  if (isFollower) recallAway();
  connect();
  watchOverlay();
  comeBack();
  if (isFollower) startFollowing();
  else if (window.deckyard && !isFramed) startLeading();
}

// Other browsers only show the document.
if ('adoptedStyleSheets' in document) {
  if (window.deckyard && !isFollower && !isFramed) watchInputs();
  openChannel(onMessage);
  document.addEventListener('DOMContentLoaded', start);
}
