// Measures all slides of a deck for `deckyard check --overflow`; pages never load it.
//
// The findings replace the document, as JSON in ASCII: no text of the page can be mistaken for
// them.

import { all } from './common/dom.js';
import { findingsOf, measuringHost } from './common/measure.js';
import { slidesIn } from './common/slides.js';

/** JSON that HTML leaves unchanged. @param {unknown} value */
const asciiOf = (value) => JSON.stringify(value).replace(/[^ -~]|[<>&]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @param {unknown} result */
function replaceDocument(result) {
  const root = document.createElement('html');
  root.textContent = asciiOf(result);
  document.documentElement.replaceWith(root);
}

async function measure() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector('main.deck'));
  if (!main) return replaceDocument(null);
  // Fonts that are still loading have other widths.
  await document.fonts.ready;
  const slides = [...slidesIn(main)];
  const host = measuringHost();
  document.body.append(host);
  const found = [];
  for (const slide of slides) {
    const findings = await findingsOf(slide, host);
    if (findings.length) found.push({ id: slide.id, source: slide.dataset.source, findings });
  }
  return replaceDocument({ slides: slides.length, found });
}

document.addEventListener('DOMContentLoaded', () => {
  // Pictures that are loaded before the slides are copied are immediately available in the copies.
  for (const picture of all('[loading]')) picture.setAttribute('loading', 'eager');
});
addEventListener('load', () => { void measure(); });
