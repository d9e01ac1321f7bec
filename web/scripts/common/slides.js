// Reads slides: their numbers, steps and content.

/** @param {HTMLElement} slide */
export const numberOf = (slide) => Number(slide.dataset.number);

/** How many steps follow the first one. @param {HTMLElement} slide */
export const stepsOf = (slide) => Number(slide.dataset.steps) || 0;

/** How many numbers these steps have: `count-steps: false` gives them that of their slide. @param {HTMLElement} slide */
export const stepNumbersOf = (slide) => (document.querySelector('main.deck[data-count-steps]') ? 0 : stepsOf(slide));

/** @param {Element} slide */
export const contentOf = (slide) => /** @type {HTMLElement} */ (slide.querySelector('.slide-content'));

/** The slides in an element, as a live collection. @param {Element} holder */
export const slidesIn = (holder) => /** @type {HTMLCollectionOf<HTMLElement>} */ (holder.children);

/** @param {Element | null | undefined} slide */
export const nextSlide = (slide) => /** @type {HTMLElement | null} */ (slide?.nextElementSibling ?? null);

/** @param {Element | null | undefined} slide */
export const previousSlide = (slide) => /** @type {HTMLElement | null} */ (slide?.previousElementSibling ?? null);

/** The slide that an element belongs to. @param {Element | null | undefined} element */
export const slideAround = (element) => /** @type {HTMLElement | null} */ (element?.closest('.slide') ?? null);

/** Whether the content of a box is wider than the box. @param {Element} box */
export const isTooWide = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;

/** Whether the content of a box is higher than the box. @param {Element} box */
export const isTooHigh = ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1;
