// Presenter view and notes: loaded when one of them opens (present/views.js).

import { core, shownPlace } from '../common/core.js';
import { copyOf, drawPreview, drawStrip, fitCopy, forgetThumbs } from './copies.js';
import { makeViews, views } from './elements.js';
import { between, host, setHost } from './host.js';
import { keep, measure, recall, recallSizes, setProperty, watchPanes } from './panes.js';
import { drawQuestions } from './questions.js';
import { drawBar, drawStatus } from './status.js';
import css from './presenter.css';
import { WORDS } from './words.js';

const TICK = 500; // ms
const USUAL_NOTES = 20; // CSS pixels of the type.
const [LEAST_NOTES, MOST_NOTES] = [12, 48];

/** @param {number} by */
function sizeNotes(by) {
  const size = between(LEAST_NOTES, (recall('type') || USUAL_NOTES) + by, MOST_NOTES);
  keep('type', size);
  setProperty('notes', `${size}px`);
}

let isPointing = false;

/** @param {boolean} on */
function setPointing(on) {
  isPointing = on;
  views().pointer.ariaPressed = String(on);
  document.documentElement.classList.toggle('pointing', on);
  host().pointTo(null);
}

/** Sends the pointer over the slide to the audience. @param {PointerEvent} event */
function point({ clientX, clientY }) {
  if (!isPointing || !host().state.view) return;
  const { left, top, width, height } = shownPlace().slide.getBoundingClientRect();
  const [x, y] = [(clientX - left) / width, (clientY - top) / height];
  host().pointTo(x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [x, y] : null);
}

function watchControls() {
  const at = views();
  at.pause.onclick = host().startOrPause;
  at.reset.onclick = host().restart;
  at.smaller.onclick = () => sizeNotes(-2);
  at.larger.onclick = () => sizeNotes(2);
  at.previous.onclick = core.previous;
  at.next.onclick = core.next;
  at.black.onclick = host().toggleBlack;
  at.pointer.onclick = () => setPointing(!isPointing);
  at.close.onclick = () => host().setView('');
  // After a click, Space goes to the slides.
  at.present.onclick = ({ detail }) => { if (detail) /** @type {HTMLElement} */ (document.activeElement).blur(); };
  // Arrows scroll the notes. If a handler returned false, the browser would not get the key.
  at.text.onkeydown = (event) => {
    if (/^Arrow[UD]/.test(event.key) && at.text.scrollHeight > at.text.clientHeight) event.stopPropagation();
  };
  addEventListener('pointermove', point);
  at.slide.addEventListener('load', () => fitCopy(at.slide), true);
  document.addEventListener('deckyard:update', () => {
    forgetThumbs();
    drawn = null;
    if (!host().state.view) return;
    measure();
    draw();
  });
}

function make() {
  const style = new CSSStyleSheet();
  style.replaceSync(css);
  document.adoptedStyleSheets.push(style);
  makeViews();
  watchControls();
  watchPanes();
  document.addEventListener('deckyard:questions', ({ detail }) => drawQuestions(detail));
  core.send('view');
}

let ticking = 0;

/** Shows the view that the state names, or none. */
function show() {
  const { view } = host().state;
  clearInterval(ticking);
  if (view) {
    if (!views()) make();
    ticking = setInterval(drawStatus, TICK);
    recallSizes();
    sizeNotes(0);
  }
  if (views() && isPointing) setPointing(false);
  draw();
  if (view) measure();
}

/** The slide whose notes are shown. @type {HTMLElement | null} */
let drawn = null;

/** Draws the view of the current place. */
function draw() {
  const { slide, step = 0 } = core.place() ?? {};
  const { view } = host().state;
  if (!view || !slide) return;
  drawPreview(slide, step, view === 'presenter');
  drawStrip(slide, view === 'presenter');
  drawNotes(slide, step);
  drawBar('section');
  drawBar('part');
  drawStatus();
}

/** Notes of coming steps are visible immediately, dimmed. @param {HTMLElement} slide @param {number} step */
function drawNotes(slide, step) {
  const { text } = views();
  if (drawn !== slide) {
    const notes = /** @type {HTMLElement | null} */ (slide.querySelector(':scope > .notes'));
    text.replaceChildren(...(notes ? copyOf(notes).childNodes : [core.noNotes ?? WORDS.no_notes]));
    requestAnimationFrame(() => { text.scrollTop = 0; });
    drawn = slide;
  }
  core.reveal(text, step);
}

window.deckyardPresenter = (opener) => {
  setHost(opener);
  return { show, draw, drawStatus: () => { if (opener.state.view && views()) drawStatus(); } };
};
