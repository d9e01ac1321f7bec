// Texts of the panels.

export const WORDS = {
  overview: 'Overview',
  opener: 'Menu',
  steps: 'Steps',
  search: 'Go to, search',
  outline: 'Contents',
  link: 'Copy the link',
  help: 'Menu and keys',
  close: 'Close',
  part: 'Part ',
  slide: 'Slide ',
  hint: 'Number, title, or words',
  found: 'Found: ',
  /** @param {number} n */
  listed: (n) => ` (the first ${n} are listed)`,
  previous: 'Previous step',
  next: 'Next step',
  letters: 'Single-key shortcuts',
  without: 'When off, letters, digits and signs do nothing, however they are typed or dictated. Arrows, Space, Page ↑ ↓, Home, End and Escape still work.',
};
