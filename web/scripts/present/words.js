// Texts of windows that follow each other. Those of presenter view are in presenter/words.js.

import { words } from '../common/words.js';

export const WORDS = words({
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
