// The bar below a deck in a frame of another page (`?embed`): one step back and on, the number, and the deck in a window.

import { core } from '../common/core.js';
import { control } from './bar.js';
import { panel, panelSurface } from './dialog.js';
import { WORDS } from './words.js';

/** The address of the deck in a window, at the place that is shown. */
function addressOf() {
  const url = new URL(location.href);
  url.searchParams.delete('embed');
  return url.href;
}

export function addEmbedBar() {
  const number = core.make('span', {});
  const open = core.make('a', { target: '_blank', rel: 'noopener', href: addressOf(), ariaLabel: WORDS.open_window }, core.make('span', { className: 'long' }, WORDS.open_window), '↗');
  // The address follows the place a moment later.
  open.onpointerdown = open.onfocus = () => {
    core.writeAddress();
    open.href = addressOf();
  };
  const bar = panel('nav', 'embed', control(WORDS.previous, '‹', core.previous), number, control(WORDS.next, '›', core.next), open);
  const host = panelSurface('bar', bar);
  const draw = () => {
    const place = core.place();
    number.textContent = place ? `${place.number} / ${core.total()}` : '';
  };
  document.addEventListener('deckyard:change', draw);
  document.body.append(host);
  core.raise(host);
  draw();
}
