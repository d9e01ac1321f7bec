// Texts of `deckyard serve` on pages.

export const WORDS = {
  follow: 'Follow',
  following: 'Following',
  jump: 'go to what was edited',
  stay: 'Stays here when something is edited',
  goes: 'Goes to what was edited',
  share: 'link for the audience',
  close: 'Close',
  unshared: 'The presenter does not share the notes',
  closed: 'To let your audience follow along, restart with deckyard serve --follow',
  /** @param {number} n */
  problems: (n) => (n === 1 ? 'One problem; this is the last good page' : `${n} problems; this is the last good page`),
};
