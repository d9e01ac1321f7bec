/* Measures which slides are larger than the stage, for `deckyard check --overflow`; no page fetches it.

   Each slide stands as on paper, in the size of the stage and with the smallest type that the stage goes to.
   The result is the attribute data-overflow of <html>: lines of "source percent side id", or one empty line; the side
   is `height` or `width`. */

'use strict';
(() => {
  const SMALLEST = 0.8; // Of the type, as in deck.js.
  const STAGE = 720; // CSS pixels of its height.

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
    // As the author made them, not as the stage helps itself.
    for (const piece of document.querySelectorAll('[data-narrow]')) piece.removeAttribute('data-narrow');
    const percent = (size, stage) => Math.round((100 * size) / stage);
    const excess = slides.flatMap((slide) => {
      const content = slide.querySelector('.slide-content');
      const line = (share, side) => `${slide.dataset.source} ${share} ${side} ${slide.id}`;
      const found = [];
      if (!content.matches('.pic, .title') && content.offsetHeight > STAGE) found.push(line(percent(content.offsetHeight, STAGE), 'height'));
      if (content.scrollWidth > content.clientWidth + 1) found.push(line(percent(content.scrollWidth, content.clientWidth), 'width'));
      return found;
    });
    root.dataset.overflow = `${excess.join('\n')}\n`;
  });
})();
