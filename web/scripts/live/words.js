// Texts of `deckyard serve` on pages: those for followers in their language, those for the author
// in English.

import { words } from '../common/words.js';

export const FOLLOWER_WORDS = words({
  follow: 'Follow',
  following: 'Following',
  unshared: 'The presenter does not share the notes',
});

export const QUESTION_WORDS = words({
  ask: 'Ask a question',
  your_question: 'Your question',
  send: 'Send',
  sent: 'Sent to the presenter',
  not_sent: 'Not sent; try again in a moment',
  too_fast: 'Too fast',
  too_slow: 'Too slow',
  close: 'Close',
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
