/* Measures which slides are higher than the stage, for `deckyard check --overflow`; no page fetches it.

   Each slide stands as on paper, in the size of the stage and with the smallest type that the stage goes to.
   The result is the attribute data-overflow of <html>: lines of "source percent id", or one empty line. */

'use strict';
(() => {
  const SMALLEST = 0.8; // Of the type, as in deck.js.
  const STAGE = 720; // CSS pixels.

  document.addEventListener('DOMContentLoaded', () => {
    // What is not loaded has no height.
    for (const picture of document.querySelectorAll('[loading]')) picture.loading = 'eager';
  });

  addEventListener('load', () => {
    const root = document.documentElement;
    root.classList.remove('stage');
    root.classList.add('paper');
    const slides = [...document.querySelectorAll('main.deck > .slide')];
    for (const slide of slides) slide.style.setProperty('--fit', SMALLEST);
    const high = slides.map((slide) => [slide, slide.querySelector('.slide-content')])
      .filter(([, content]) => !content.matches('.pic, .title') && content.offsetHeight > STAGE)
      .map(([slide, content]) => `${slide.dataset.source} ${Math.round((100 * content.offsetHeight) / STAGE)} ${slide.id}`);
    root.dataset.overflow = `${high.join('\n')}\n`;
  });
})();
