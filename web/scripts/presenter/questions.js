// The audience's messages, for presenters who serve with --questions.

import { core } from '../common/core.js';
import { views } from './elements.js';
import { WORDS } from './words.js';

/** @param {AudienceView} view */
export function drawQuestions({ questions, fast, slow }) {
  const { questions: box } = views();
  const hadFocus = box.contains(document.activeElement);
  const pace = [fast ? `${WORDS.too_fast}: ${fast}` : '', slow ? `${WORDS.too_slow}: ${slow}` : ''].filter(Boolean).join(' · ');
  const lines = questions.map(({ id, text }) => core.make('li', {}, core.make('span', { dir: 'auto' }, text),
    core.make('button', { type: 'button', ariaLabel: `${WORDS.dismiss}: ${text}`, onclick: () => core.send('dismiss', id) }, WORDS.dismiss)));
  const title = core.make('h2', {}, questions.length ? `${WORDS.questions} (${questions.length})` : WORDS.questions);
  const list = core.make('ul', {}, ...lines);
  list.hidden = !lines.length;
  box.replaceChildren(title, core.make('p', { role: 'status', className: 'audience-pace' }, pace), list);
  box.hidden = !lines.length && !pace;
  if (hadFocus) /** @type {HTMLElement} */ (box.querySelector('button') ?? views().text).focus();
}
