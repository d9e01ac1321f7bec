// Texts of presenter view.

export const WORDS = {
  view: 'Presenter',
  split: 'Size of the slide',
  notes: 'Notes',
  none: 'No notes',
  smaller: 'Smaller',
  larger: 'Larger',
  start: 'Start',
  pause: 'Pause',
  reset: 'Reset',
  step: 'Next step',
  slide: 'Next slide',
  end: 'End',
  onTime: 'on time',
  /** @param {number} n */
  behind: (n) => `${n} min behind`,
  /** @param {number} n */
  ahead: (n) => `${n} min ahead`,
  /** @param {number} n @param {number} of @param {string} title */
  section: (n, of, title) => `Section ${n} of ${of}: ${title}`,
  /** @param {number} n @param {number} of */
  part: (n, of) => `Part ${n} of ${of}`,
  black: 'The audience sees black',
  refused: 'The browser refused',
  cloned: 'Move the new window to the projector, press p here',
  blocked: 'The new window was blocked',
};

/** The description of each key in the menu. */
export const KEY_WORDS = {
  p: 'presenter view',
  c: 'second window that follows',
  b: 'black screen',
  s: 'notes',
  t: 'restart the timer',
  f: 'full screen',
  m: 'mirror',
};
