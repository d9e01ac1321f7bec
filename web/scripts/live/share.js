// The link for the audience, and its QR code.

import { core } from '../common/core.js';
import { makeElement } from '../common/dom.js';
import { deckName, post } from './page.js';
import { WORDS } from './words.js';

export async function openShare() {
  const from = /** @type {HTMLElement | null} */ (document.activeElement);
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
    box.remove();
    from?.focus({ preventScroll: true });
  };
  box.dataset.ui = '';
  box.append(makeElement('p', {}, url));
  document.body.append(box);
  box.showModal();
}
