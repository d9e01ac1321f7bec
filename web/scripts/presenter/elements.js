// The elements of presenter view and notes: one tree, created when a view opens.

import { core } from '../common/core.js';
import { WORDS } from './words.js';

/** A button that takes no focus by a click: Space still goes to the slides.
 * @param {string} className @param {string} text @param {() => void} [onclick] */
function button(className, text, onclick) {
  const made = core.make('button', { className, onclick: onclick ?? null, onmousedown: (event) => event.preventDefault() }, text);
  made.type = 'button';
  return made;
}

/** A button with a sign and a name. @param {string} sign @param {string} name */
function signed(sign, name) {
  const made = button('', sign);
  made.ariaLabel = name;
  made.title = name;
  return made;
}

/** @param {string} className @param {...(Node | string)} content */
const box = (className, ...content) => core.make('div', { className }, ...content);

/** @param {string} className */
const bar = (className) => core.make('label', { className }, core.make('span', {}), core.make('progress', {}));

/** A border between two panes: the pointer and the arrow keys move it, and so do its two buttons.
 * @param {string} name @param {string} label */
function border(name, label) {
  const handle = box('split');
  Object.assign(handle, { role: 'separator', tabIndex: 0, ariaLabel: label });
  const [less, more] = [signed('−', `${label}: ${WORDS.smaller}`), signed('+', `${label}: ${WORDS.larger}`)];
  return { handle, less, more, holder: box(`border ${name}`, less, handle, more) };
}

/** All elements, by name. */
function build() {
  const at = {
    time: core.make('b', { className: 'time' }), pause: button('pause', WORDS.start), reset: button('reset', WORDS.reset),
    pace: core.make('span', { className: 'pace' }), left: core.make('span', { className: 'left' }), ends: core.make('span', { className: 'ends' }),
    clock: core.make('b', { className: 'clock' }), sign: core.make('b', { className: 'sign' }),
    frame: box('frame'), strip: core.make('nav', { className: 'strip', ariaLabel: WORDS.strip }),
    slideBorder: border('columns', WORDS.split), nextBorder: border('rows', WORDS.split_next),
    coming: core.make('h2', { className: 'coming' }), slide: box('slide'), preview: box('preview'), place: box('place'),
    smaller: button('smaller', WORDS.smaller), larger: button('larger', WORDS.larger), text: box('text'),
    previous: button('previous', WORDS.previous), next: button('next', WORDS.next), black: button('blacken', WORDS.do_black),
    pointer: button('pointer', WORDS.do_laser), close: button('close', WORDS.close),
    section: bar('section'), part: bar('part'), questions: core.make('section', { className: 'questions', ariaLabel: WORDS.questions, hidden: true }),
  };
  at.sign.role = 'status';
  at.preview.inert = true;
  at.preview.ariaHidden = 'true';
  at.preview.append(at.slide);
  at.place.append(at.preview);
  Object.assign(at.text, { role: 'group', tabIndex: 0, ariaLabel: WORDS.notes });
  return at;
}

/** @typedef {ReturnType<typeof build> & { present: HTMLElement, body: HTMLElement, main: HTMLElement, more: HTMLElement }} Views */

/** @type {Views | null} */
let made = null;

/** The elements, once a view has been opened. */
export const views = () => /** @type {Views} */ (made);

/** Creates the elements. */
export function makeViews() {
  const at = build();
  const main = box('main', at.frame, at.strip);
  const side = box('side', core.make('h2', {}, WORDS.notes), at.smaller, at.larger, at.text, at.questions);
  const more = box('more', box('coming-slide', at.coming, at.place), at.nextBorder.holder, side);
  const body = box('body', main, at.slideBorder.holder, more);
  const present = core.make('aside', { className: 'present', ariaLabel: WORDS.presenter },
    box('status', at.time, at.pause, at.reset, at.pace, at.left, at.ends, at.clock, at.sign), body,
    box('controls', at.previous, at.next, at.black, at.pointer, at.section, at.part, at.close));
  document.body.append(present);
  made = Object.assign(at, { present, body, main, more });
  return made;
}
