// Texts of `deckyard serve` on pages: what those who follow see, in their language; what only the author sees, in English.

import { words } from '../common/words.js';

export const FOLLOWER_WORDS = words({
  follow: 'Follow',
  following: 'Following',
  unshared: 'The presenter does not share the notes',
});

export const WORDS = {
  jump: 'go to what was edited',
  stay: 'Stays here when something is edited',
  goes: 'Goes to what was edited',
  share: 'link for the audience',
  close: 'Close',
  closed: 'To let your audience follow along, restart with deckyard serve --follow',
  /** @param {number} n */
  problems: (n) => (n === 1 ? 'One problem; this is the last good page' : `${n} problems; this is the last good page`),
};
