// Reads slides: their numbers, steps and content.

/** @param {HTMLElement} slide */
export const numberOf = (slide) => Number(slide.dataset.number);

/** How many steps follow the first one. @param {HTMLElement} slide */
export const stepsOf = (slide) => Number(slide.dataset.steps) || 0;

/** @param {Element} slide */
export const contentOf = (slide) => /** @type {HTMLElement} */ (slide.querySelector('.slide-content'));

/** The slides that an element holds: a list that follows changes. @param {Element} holder */
export const slidesIn = (holder) => /** @type {HTMLCollectionOf<HTMLElement>} */ (holder.children);

/** @param {Element | null | undefined} slide */
export const nextSlide = (slide) => /** @type {HTMLElement | null} */ (slide?.nextElementSibling ?? null);

/** @param {Element | null | undefined} slide */
export const previousSlide = (slide) => /** @type {HTMLElement | null} */ (slide?.previousElementSibling ?? null);

/** The slide that an element belongs to. @param {Element | null | undefined} element */
export const slideAround = (element) => /** @type {HTMLElement | null} */ (element?.closest('.slide') ?? null);

/** Whether a box holds something that is wider than itself. @param {Element} box */
export const isTooWide = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;

/** Whether a box holds something that is higher than itself. @param {Element} box */
export const isTooHigh = ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1;
