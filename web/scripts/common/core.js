// The interface of deck.js. Only modules whose entry has checked that it exists may use it.

export const core = /** @type {Deckyard} */ (window.deckyard);

/** The element that holds the slides. */
export const deckElement = () => /** @type {HTMLElement} */ (document.querySelector('main.deck'));

/** Whether the page has slides and a browser that can present them. */
export const hasSlides = () => Boolean(window.deckyard && document.querySelector('main.deck')?.firstElementChild);

/** The place in the deck, if the page shows one. */
export const shownPlace = () => /** @type {Place} */ (core.place());
