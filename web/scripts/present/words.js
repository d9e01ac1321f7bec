// Texts of presenter view.

import { words } from '../common/words.js';

export const WORDS = words({
  presenter: 'Presenter',
  split: 'Size of the slide',
  notes: 'Notes',
  no_notes: 'No notes',
  smaller: 'Smaller',
  larger: 'Larger',
  start: 'Start',
  pause: 'Pause',
  reset: 'Reset',
  coming_step: 'Next step',
  coming_slide: 'Next slide',
  coming_end: 'End',
  on_time: 'on time',
  behind: '{n} min behind',
  ahead: '{n} min ahead',
  section_of: 'Section {n} of {of}: {title}',
  part_of: 'Part {n} of {of}',
  black: 'The audience sees black',
  refused: 'The browser refused',
  cloned: 'Move the new window to the projector, press p here',
  blocked: 'The new window was blocked',
  do_presenter: 'presenter view',
  do_window: 'second window that follows',
  do_black: 'black screen',
  do_notes: 'notes',
  do_timer: 'restart the timer',
  do_full: 'full screen',
  do_mirror: 'mirror',
});

/** The description of each key in the menu. @type {Record<string, string>} */
export const KEY_WORDS = {
  p: WORDS.do_presenter,
  c: WORDS.do_window,
  b: WORDS.do_black,
  s: WORDS.do_notes,
  t: WORDS.do_timer,
  f: WORDS.do_full,
  m: WORDS.do_mirror,
};
