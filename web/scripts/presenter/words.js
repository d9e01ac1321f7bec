// Texts of presenter view.

import { words } from '../common/words.js';

export const WORDS = words({
  presenter: 'Presenter',
  split: 'Size of the slide',
  split_next: 'Size of the preview',
  notes: 'Notes',
  no_notes: 'No notes',
  smaller: 'Smaller',
  larger: 'Larger',
  start: 'Start',
  pause: 'Pause',
  reset: 'Reset',
  close: 'Close',
  previous: 'Previous step',
  next: 'Next step',
  slide: 'Slide {n}',
  strip: 'Slides around this one',
  do_black: 'black screen',
  do_laser: 'laser pointer',
  coming_step: 'Next step',
  coming_slide: 'Next slide',
  coming_end: 'End',
  on_time: 'on time',
  behind: '{n} min behind',
  ahead: '{n} min ahead',
  ends: 'planned end {time}',
  section_left: '{n} min left in this section',
  section_of: 'Section {n} of {of}: {title}',
  part_of: 'Part {n} of {of}',
  black: 'The audience sees black',
});
