// The link for the audience, and its QR code.

import { core } from '../common/core.js';
import { focusedElement, makeElement } from '../common/dom.js';
import css from './page.css';
import { deckName, post } from './page.js';
import { WORDS } from './words.js';

export async function openShare() {
  const from = focusedElement();
  const answer = await post('share', { deck: deckName });
  /** @type {{ url?: string, svg?: string }} */
  const { url, svg = '' } = answer?.ok ? await answer.json() : {};
  if (!url) {
    core.toast(WORDS.closed);
    return;
  }
  const box = makeElement('dialog', { className: 'live-share', ariaLabel: WORDS.share, innerHTML: svg });
  box.onclick = () => box.close();
  box.onclose = () => {
    host.remove();
    from?.focus({ preventScroll: true });
  };
  box.append(makeElement('p', {}, url));
  const host = core.surface('share', css, box);
  document.body.append(host);
  box.showModal();
}
