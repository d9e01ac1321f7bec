// Windows of one browser: one of them listens to the server and forwards messages to the others, because a browser opens
// few connections to a host.

import { ownName } from './page.js';

/** @typedef {{ kind: string, data?: unknown }} Message */

/** @type {BroadcastChannel | null} */
let channel = null;

/** @param {(message: Message) => void} onMessage */
export function openChannel(onMessage) {
  channel = new BroadcastChannel(ownName('deckyard-live'));
  channel.onmessage = ({ data }) => onMessage(data);
}

/** Sends a message to the other windows. @param {Message} message */
export const tellWindows = (message) => channel?.postMessage(message);
