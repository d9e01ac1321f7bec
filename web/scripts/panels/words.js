// Texts of the panels.

import { words } from '../common/words.js';

export const WORDS = words({
  menu: 'Menu',
  steps: 'Steps',
  overview: 'Overview',
  search: 'Go to, search',
  contents: 'Contents',
  copy_link: 'Copy the link',
  help: 'Menu and keys',
  close: 'Close',
  part: 'Part {n}',
  slide: 'Slide {n}',
  hint: 'Number, title, or words',
  results: 'Found',
  found: 'Found: {n}',
  found_more: 'Found: {n} (the first {most} are listed)',
  previous: 'Previous step',
  next: 'Next step',
  letters: 'Single-key shortcuts',
  without: 'When off, letters, digits and signs do nothing, however they are typed or dictated. Arrows, Space, Page ↑ ↓, Home, End and Escape still work.',
  moving: 'Moving',
  showing: 'Showing',
  presenting: 'Presenting',
  reading: 'Reading',
  key_space: 'Space',
  key_shift: 'Shift',
  key_page: 'Page',
  key_home: 'Home',
  key_end: 'End',
  key_enter: 'Enter',
});
