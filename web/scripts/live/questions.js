// Questions of followers, and whether the pace is too fast or too slow for them.

import { focusedElement, makeElement } from '../common/dom.js';
import { makeSurface, raise } from '../common/surface.js';
import css from './page.css';
import { me, post, takesQuestions } from './page.js';
import { QUESTION_WORDS } from './words.js';

const MOST_CHARS = 300; // As the server has it.

/** @type {HTMLElement | null} */
let status = null;

/** @param {string} name @param {unknown} body */
async function send(name, body) {
  const answer = await post(name, body);
  if (status) status.textContent = answer?.ok ? QUESTION_WORDS.sent : QUESTION_WORDS.not_sent;
  return answer?.ok === true;
}

function ask() {
  const from = focusedElement();
  const text = makeElement('textarea', { maxLength: MOST_CHARS, required: true });
  const label = makeElement('label', {}, QUESTION_WORDS.your_question, text);
  /** @param {string} name @param {() => void} onclick */
  const button = (name, onclick) => makeElement('button', { type: 'button', onclick }, name);
  status = makeElement('p', { role: 'status' });
  const form = makeElement('form', { method: 'dialog' }, label, makeElement('p', {},
    makeElement('button', {}, QUESTION_WORDS.send),
    button(QUESTION_WORDS.too_fast, () => { send('pace', { pace: 'fast', from: me }); }),
    button(QUESTION_WORDS.too_slow, () => { send('pace', { pace: 'slow', from: me }); }),
    button(QUESTION_WORDS.close, () => box.close())), status);
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (await send('question', { text: text.value })) text.value = '';
  };
  const box = makeElement('dialog', { className: 'live-ask', ariaLabel: QUESTION_WORDS.ask }, form);
  const host = makeSurface('ask', css, box);
  box.onclose = () => {
    host.remove();
    from?.focus({ preventScroll: true });
  };
  document.body.append(host);
  box.showModal();
}

/** The button that opens it. */
export function offerQuestions() {
  if (!takesQuestions) return;
  const button = makeElement('button', { className: 'live-question', onclick: ask }, QUESTION_WORDS.ask);
  const host = makeSurface('question', css, button);
  document.body.append(host);
  raise(host);
}
